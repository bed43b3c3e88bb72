//! What a date says of the time of a clause: the present tense with a day to come ("The court meets on
//! Monday") speaks of what lies ahead.

use crate::extraction::{Time, TimeType};
use crate::language::{Document, Kind, Relation, Xpos};
use crate::rules::clause;
use crate::rules::factuality::embedding;

/// Whether a predicate in the present tense has a date of its own that lies behind the day of
/// publication.
#[must_use]
pub fn is_still_to_come(
    document: &Document<'_>,
    predicate: usize,
    times: &[Time],
    published: Option<&str>,
) -> bool {
    let Some(today) = published.and_then(|it| it.get(..10)) else {
        return false;
    };
    // "The trial starts in June": the trial lies ahead as its start does.
    let predicate = match (
        document.tokens[predicate].relation,
        document.tokens[predicate].head,
    ) {
        (Relation::Nsubj | Relation::NsubjPass, Some(verb))
            if embedding::happens(document, predicate, verb)
                || document.child(verb, Relation::Cop).is_some()
                    && document.tokens[verb].kind == Kind::Time =>
        {
            verb
        }
        _ => predicate,
    };
    is_present(document, predicate)
        && own_phrases(document, predicate)
            .into_iter()
            .filter_map(|phrase| document.span(document.subtree(phrase)))
            .map(|span| document.text.char_range(span))
            .any(|words| {
                times
                    .iter()
                    .filter(|time| words.start <= time.start && time.end <= words.end)
                    .any(|time| lies_ahead(time, today))
            })
}

/// Whether a time begins after a day.
fn lies_ahead(time: &Time, today: &str) -> bool {
    matches!(time.kind, TimeType::Date | TimeType::Time)
        && time
            .from
            .as_deref()
            .and_then(|from| from.get(..10))
            .is_some_and(|from| from > today)
}

/// "opens", "is opening", "is on Saturday", "is held": present, and not perfect.
fn is_present(document: &Document<'_>, predicate: usize) -> bool {
    let present = |token: usize| matches!(document.tokens[token].xpos, Xpos::Vbz | Xpos::Vbp);
    let mut helpers = document.children(predicate).filter(|child| {
        matches!(
            document.tokens[*child].relation.base(),
            Relation::Aux | Relation::Cop
        )
    });
    let perfect = document.children(predicate).any(|child| {
        document.tokens[child].relation.base() == Relation::Aux
            && document.tokens[child].lemma == "have"
    });
    !perfect && (present(predicate) || helpers.any(present))
}

/// The heads of a predicate's phrases of time; of "is on Saturday" the predicate itself.
fn own_phrases(document: &Document<'_>, predicate: usize) -> Vec<usize> {
    let lasting = |phrase: usize| {
        clause::preposition(document, phrase).is_some_and(|case| {
            matches!(
                document.tokens[case].lemma.as_str(),
                "until" | "till" | "since" | "through" | "before"
            )
        })
    };
    let itself = (document.child(predicate, Relation::Cop).is_some()
        && clause::preposition(document, predicate).is_some())
    .then_some(predicate);
    document
        .children(predicate)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Obl | Relation::Advmod
            ) && !lasting(*child)
        })
        .chain(itself)
        .collect()
}
