//! The words of a cue: the verb with its auxiliaries, negation, adverbs, particle and preposition.

use std::ops::Range;

use crate::language::{Document, Relation, Upos};
use crate::rules::lexicon::{Part, Word, cue};

/// A cue word with what the lexicon knows of it and the words that belong to it.
pub(crate) struct Cue {
    /// Base form, with the particle: "point out".
    pub(crate) lemma: String,
    /// The lexicon's entries.
    pub(crate) word: Word,
    /// The particle, if there is one.
    pub(crate) particle: Option<usize>,
}

/// The cue that a token is, if it is one: the verb with its particle is looked up before the verb
/// alone.
pub(crate) fn at(document: &Document<'_>, token: usize, part: Part) -> Option<Cue> {
    let lemma = document.tokens[token].lemma.to_lowercase();
    let particle = document
        .children(token)
        .find(|child| document.tokens[*child].relation == Relation::CompoundPrt);
    if let Some(particle) = particle {
        let joined = format!("{lemma}_{}", document.form(particle).to_lowercase());
        if let Some(word) = cue(part, &joined) {
            let lemma = joined.replace('_', " ");
            return Some(Cue {
                lemma,
                word,
                particle: Some(particle),
            });
        }
    }
    let word = cue(part, &lemma)?;
    Some(Cue {
        lemma,
        word,
        particle: None,
    })
}

/// The words of a verbal or adjectival cue: what stands unbroken before and after its head and
/// belongs to it ("has repeatedly said", "did not rule out", "called for").
pub(crate) fn words(document: &Document<'_>, head: usize, tail: &[Option<usize>]) -> Range<usize> {
    let mut start = head;
    while let Some(before) = start.checked_sub(1) {
        let token = &document.tokens[before];
        let belongs = token.head == Some(head)
            && match token.relation.base() {
                Relation::Aux | Relation::Cop => true,
                Relation::Advmod => token.upos == Upos::Adv || token.upos == Upos::Part,
                _ => false,
            };
        if !belongs {
            break;
        }
        start = before;
    }
    // A sentence may open with an adverb that is not the cue's alone ("However, ... said").
    let mut end = head + 1;
    for token in tail.iter().flatten() {
        if *token == end {
            end += 1;
        }
    }
    start..end
}

/// Whether a verb or adjective is negated, or has no positive subject ("nobody said").
pub(crate) fn is_negated(document: &Document<'_>, head: usize) -> bool {
    document.children(head).any(|child| {
        matches!(
            document.tokens[child].lemma.as_str(),
            "not" | "n't" | "never"
        ) && document.tokens[child].relation.base() == Relation::Advmod
    })
}
