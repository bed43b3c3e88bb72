//! Tense at the predicate itself: "will", "is going to", "would" of a report, adjectives of a
//! nominal event ("a planned meeting").

use crate::language::{Document, Relation, Xpos};
use crate::rules::clause;

/// "a chance to leave", "the first to leave": an infinitive on a noun lies ahead of it.
pub(crate) fn is_aim(document: &Document<'_>, predicate: usize) -> bool {
    document.tokens[predicate].relation == Relation::Acl
        && clause::is_infinitive(document, predicate)
}

/// Whether the predicate's own words put it ahead; `None` where they say nothing.
pub(crate) fn own(document: &Document<'_>, predicate: usize) -> Option<bool> {
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
