//! Who does what to whom, where and when: predicates with their participants, read off the tree.
//!
//! In: the analysed text and the claims in it (a cue states itself). Out: [`Stated`] propositions over
//! tokens, in text order. Never: a participant that the tree does not tie to the predicate.

mod copular;
mod facts;
mod label;
mod nominal;
mod participants;
mod verbal;
mod write;

use std::ops::Range;

use crate::language::{Document, Relation};
use crate::rules::clause;

pub use crate::rules::propositions::write::write;

/// A participant: its words and what they refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The words, without a preposition.
    pub tokens: Range<usize>,
    /// The head of what they refer to.
    pub refers: usize,
}

/// The kind of construction a proposition was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A verb with its own subject.
    Verb,
    /// A verb whose subject stands with another predicate.
    Controlled,
    /// A participle or infinitive on a noun, a relative clause.
    Relative,
    /// "is", "there is".
    Copula,
    /// A noun that names an event.
    Event,
    /// An apposition or a possessive that says what something is.
    Fact,
}

/// A proposition over tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The head of the predicate.
    pub head: usize,
    /// The words of the predicate.
    pub predicate: Range<usize>,
    /// Base form of the head.
    pub lemma: String,
    /// The relation as a reader would name it.
    pub label: String,
    /// Who or what it is said of.
    pub subject: Option<Participant>,
    /// To whom or what.
    pub object: Option<Participant>,
    /// The other participants by role.
    pub arguments: Vec<(String, Participant)>,
    /// The construction.
    pub shape: Shape,
}

/// Finds the propositions of a text; `is_cue` tells the tokens that head the cue of a claim, which
/// needs no proposition of its own.
#[must_use]
pub fn find(document: &Document<'_>, is_cue: impl Fn(usize) -> bool) -> Vec<Stated> {
    let mut found = Vec::new();
    for token in document.indices() {
        if !is_cue(token) {
            found.extend(verbal::read(document, token));
            found.extend(copular::read(document, token));
            found.extend(nominal::read(document, token));
        }
        found.extend(facts::read(document, token));
    }
    for stated in &mut found {
        without_tags(document, stated, &is_cue);
    }
    found
}

/// "runs until Sunday, according to officials": who says so takes no part in what is said.
fn without_tags(document: &Document<'_>, stated: &mut Stated, is_cue: &impl Fn(usize) -> bool) {
    let is_tag = |token: usize| {
        is_cue(token)
            && matches!(
                document.tokens[token].relation,
                Relation::Case | Relation::Mark
            )
    };
    stated
        .arguments
        .retain(|(_, it)| !clause::preposition(document, it.refers).is_some_and(is_tag));
    let arguments = stated.arguments.iter_mut().map(|(_, it)| it);
    for it in stated.object.iter_mut().chain(arguments) {
        let Some(tag) = it.tokens.clone().skip(1).find(|token| is_tag(*token)) else {
            continue;
        };
        let source = document.tokens[tag].head.unwrap_or(tag);
        if document.subtree(source).end >= it.tokens.end && !document.is_within(it.refers, source) {
            it.tokens.end = tag;
            while it.tokens.end > it.tokens.start + 1
                && clause::is_mark(document, it.tokens.end - 1)
            {
                it.tokens.end -= 1;
            }
        }
    }
}
