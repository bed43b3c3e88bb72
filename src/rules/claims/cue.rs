//! The words of a cue: the verb with its auxiliaries, negation, adverbs, particle and preposition.

use std::ops::Range;

use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{self, Part, Word, cue};

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
    spellings(&lemma).into_iter().find_map(|lemma| {
        let word = cue(part, &lemma)?;
        Some(Cue {
            lemma,
            word,
            particle: None,
        })
    })
}

/// A base form and its neighbours: rules for endings cannot tell "touted" (tout) from "noted" (note).
fn spellings(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned(), format!("{lemma}e")];
    all.extend(lemma.strip_suffix('e').map(str::to_owned));
    all
}

/// What leads up to a verb in the infinitive and is part of the cue: "went on to", "was quick to".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    /// The head of the leading words.
    pub(crate) head: usize,
    /// Whether what the verb says is not said ("declined to say").
    pub(crate) declines: bool,
}

/// The word a verb of saying in the infinitive hangs on, if it only leads up to it.
pub(crate) fn lead(document: &Document<'_>, verb: usize) -> Option<Lead> {
    let token = &document.tokens[verb];
    let head = token.head.filter(|head| *head < verb)?;
    if !matches!(token.relation, Relation::Xcomp | Relation::Advcl)
        || !clause::is_infinitive(document, verb)
    {
        return None;
    }
    let part = match document.tokens[head].upos {
        Upos::Verb => Part::Verb,
        Upos::Adj => Part::Adjective,
        _ => return None,
    };
    let mut lemma = document.tokens[head].lemma.to_lowercase();
    if let Some(particle) = document
        .children(head)
        .find(|child| document.tokens[*child].relation == Relation::CompoundPrt)
    {
        lemma = format!("{lemma}_{}", document.form(particle).to_lowercase());
    }
    // "came to Washington to say" tells an errand: only what runs unbroken up to the verb leads.
    let unbroken = (head + 1..verb).all(|between| {
        matches!(
            document.tokens[between].relation.base(),
            Relation::Mark | Relation::Advmod | Relation::Compound
        )
    });
    let declines = lexicon::light(part, &lemma)?;
    unbroken.then_some(Lead { head, declines })
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
                Relation::Mark => token.xpos == Xpos::To,
                // "When asked about it"
                Relation::Advmod => {
                    token.xpos != Xpos::Wrb && matches!(token.upos, Upos::Adv | Upos::Part)
                }
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
    start..end_of_setting(document, head, end)
}

/// "said in a statement", "wrote on Facebook": the medium of the saying, right behind the verb, is
/// part of the cue.
fn end_of_setting(document: &Document<'_>, head: usize, end: usize) -> usize {
    let medium = document.children(head).find(|child| {
        is_medium(document, *child) && clause::preposition(document, *child) == Some(end)
    });
    let Some(medium) = medium else { return end };
    // "in an interview with the Courier", "in a statement that the bridge was safe": what follows the
    // medium is another matter.
    let plain = document
        .children(medium)
        .filter(|child| *child < medium)
        .all(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Case | Relation::Det | Relation::Amod | Relation::Compound
            )
        });
    if plain { medium + 1 } else { end }
}

/// Whether a phrase names what something is said in.
pub(crate) fn is_medium(document: &Document<'_>, phrase: usize) -> bool {
    let token = &document.tokens[phrase];
    token.relation.base() == Relation::Obl
        && classes::is(Class::Medium, &token.lemma.to_lowercase())
}

/// "will see": whether something is still to come.
pub(crate) fn is_ahead(document: &Document<'_>, verb: usize) -> bool {
    document.children(verb).any(|child| {
        document.tokens[child].relation == Relation::Aux
            && matches!(
                document.tokens[child].lemma.as_str(),
                "will" | "'ll" | "’ll"
            )
    })
}

/// "would be pleased": whether something is only supposed.
pub(crate) fn is_supposed(document: &Document<'_>, head: usize) -> bool {
    document.children(head).any(|child| {
        document.tokens[child].xpos == Xpos::Md
            && matches!(document.tokens[child].lemma.as_str(), "would" | "'d" | "’d")
    })
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
