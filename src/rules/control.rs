//! Who does what a clause without a subject says, where it is not the subject of the verb above it.

use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::clause;
use crate::rules::lexicon::{Doer, Part};

/// Whom the words of a verb make the one who does what a clause below it says.
pub(crate) fn doer(document: &Document<'_>, verb: usize, clause: usize) -> Option<usize> {
    called_on(document, verb, clause)
        .or_else(|| kept_from(document, verb, clause))
        .or_else(|| treated_for(document, verb, clause))
}

/// "called on her to apologize": it is she who is to apologize.
pub(crate) fn called_on(document: &Document<'_>, verb: usize, infinitive: usize) -> Option<usize> {
    let calls = clause::does(document, Part::Verb, verb, Doer::On);
    clause::oblique(document, verb, "on")
        .or_else(|| clause::oblique(document, verb, "upon"))
        .filter(|person| {
            calls && *person < infinitive && clause::is_infinitive(document, infinitive)
        })
}

/// "kept the port from opening": it is the port that opens.
fn kept_from(document: &Document<'_>, verb: usize, clause: usize) -> Option<usize> {
    document
        .child(verb, Relation::Obj)
        .filter(|object| *object < clause && clause::opener(document, clause) == Some("from"))
}

/// "criticized her for saying that", "lashed out at the mayor for calling it a lie": what somebody is criticized,
/// praised or dismissed for, that one did.
fn treated_for(document: &Document<'_>, verb: usize, clause: usize) -> Option<usize> {
    if clause::opener(document, clause) != Some("for") {
        return None;
    }
    let acts = |word: &usize| {
        let token = &document.tokens[*word];
        let own = token.lemma.ends_with("self") || token.lemma.ends_with("selves");
        *word < clause
            && !own
            && (matches!(token.kind, Kind::Person | Kind::Organization)
                || token.upos == Upos::Propn && token.kind == Kind::Place
                || token.upos == Upos::Pron
                    && !matches!(token.lemma.as_str(), "it" | "this" | "that"))
    };
    // "gave her a prize for saying that"
    document
        .child(verb, Relation::Iobj)
        .or_else(|| document.child(verb, Relation::Obj))
        .or_else(|| clause::oblique(document, verb, "at"))
        .filter(acts)
}
