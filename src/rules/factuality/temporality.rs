//! Tense at the predicate itself: "will", "is going to", "would" of a report, adjectives of a
//! nominal event ("a planned meeting").

use crate::language::{Document, Relation, Xpos};
use crate::rules::clause;

/// "a chance to leave", "the first to leave": an infinitive on a noun lies ahead of it.
pub(crate) fn is_aim(document: &Document<'_>, predicate: usize) -> bool {
    document.tokens[predicate].relation == Relation::Acl
        && clause::is_infinitive(document, predicate)
}

/// "will close before the ice melts", "will stay until she leaves": in a clause of time the present tense
/// lies ahead with the clause it dates.
pub(crate) fn is_awaited(document: &Document<'_>, predicate: usize) -> bool {
    let token = &document.tokens[predicate];
    let present = |token: usize| matches!(document.tokens[token].xpos, Xpos::Vbz | Xpos::Vbp);
    token.relation == Relation::Advcl
        && matches!(
            clause::opener(document, predicate).or_else(|| asked_when(document, predicate)),
            Some("before" | "after" | "when" | "until" | "till" | "once")
        )
        && (present(predicate)
            || document.children(predicate).any(|child| {
                present(child)
                    && matches!(
                        document.tokens[child].relation.base(),
                        Relation::Aux | Relation::Cop
                    )
            }))
        && token.head.is_some_and(|up| own(document, up) == Some(true))
}

/// The "when" that opens a clause of time, which is no conjunction but an adverb in it.
fn asked_when<'d>(document: &'d Document<'_>, predicate: usize) -> Option<&'d str> {
    document
        .child(predicate, Relation::Advmod)
        .map(|adverb| document.tokens[adverb].lemma.as_str())
        .filter(|lemma| *lemma == "when")
}

/// Whether the predicate's own words put it ahead; `None` where they say nothing.
pub(crate) fn own(document: &Document<'_>, predicate: usize) -> Option<bool> {
    // "is going to be able to pay"
    let goes = document.tokens[predicate].lemma == "go"
        && document.tokens[predicate].xpos == Xpos::Vbg
        && document
            .child(predicate, Relation::Xcomp)
            .is_some_and(|next| clause::is_infinitive(document, next));
    if goes {
        return Some(true);
    }
    let mut perfect = false;
    let mut modal = None;
    let mut finite = matches!(
        document.tokens[predicate].xpos,
        Xpos::Vbd | Xpos::Vbz | Xpos::Vbp
    );
    for child in document.children(predicate) {
        let token = &document.tokens[child];
        let tensed = matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        match token.relation.base() {
            // "the bridge is to open"
            Relation::Aux | Relation::Cop
                if tensed && token.lemma == "be" && clause::is_infinitive(document, predicate) =>
            {
                return Some(true);
            }
            Relation::Cop => finite |= tensed,
            Relation::Aux => match token.lemma.as_str() {
                "will" | "shall" | "'ll" | "’ll" | "wo" => modal = Some(true),
                "would" | "may" | "might" | "could" | "should" => modal = modal.or(Some(true)),
                "have" => {
                    perfect = true;
                    finite |= tensed;
                }
                "be" | "do" => finite |= tensed,
                _ => {}
            },
            Relation::Amod
                if matches!(
                    document.form(child).to_lowercase().as_str(),
                    "planned"
                        | "upcoming"
                        | "scheduled"
                        | "proposed"
                        | "future"
                        | "expected"
                        | "next"
                        | "forthcoming"
                        | "impending"
                        | "possible"
                        | "potential"
                ) =>
            {
                return Some(true);
            }
            _ => {}
        }
    }
    // "would have left", "may have left": behind, not ahead.
    if modal.is_some() {
        return Some(!perfect);
    }
    finite.then_some(false)
}
