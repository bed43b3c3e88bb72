//! Negation at the predicate itself: "not", "never", "no", "nobody", "without", "neither ... nor".

use crate::language::{Document, Relation};
use crate::rules::clause;

/// Whether the predicate's own words negate it.
pub(crate) fn own(document: &Document<'_>, predicate: usize) -> bool {
    let children = document.children(predicate).any(|child| {
        let token = &document.tokens[child];
        match token.relation.base() {
            Relation::Advmod => is_negator(&token.lemma),
            Relation::Nsubj | Relation::Obj => is_negative_phrase(document, child),
            Relation::Det => token.lemma == "no" || token.lemma == "neither",
            Relation::Cc => matches!(token.lemma.to_lowercase().as_str(), "neither" | "nor"),
            Relation::Mark | Relation::Case => token.lemma == "without",
            Relation::Aux => token.lemma == "cannot" || document.form(child).ends_with("n't"),
            _ => false,
        }
    });
    // "had neither the time nor the money"; the first conjunct carries the mark.
    let coordinated = document.tokens[predicate].relation == Relation::Conj
        && document.tokens[predicate]
            .head
            .is_some_and(|first| negated_before(document, first, predicate));
    children || coordinated
}

/// "did not come or call": negation before the first conjunct holds for those tied on with "or".
fn negated_before(document: &Document<'_>, first: usize, later: usize) -> bool {
    let or = document.children(later).any(|child| {
        document.tokens[child].relation == Relation::Cc
            && matches!(document.tokens[child].lemma.as_str(), "or" | "nor")
    });
    let own_subject = document.child(later, Relation::Nsubj).is_some();
    or && !own_subject
        && !clause::is_finite(document, later)
        && document
            .children(first)
            .any(|child| is_negator(&document.tokens[child].lemma))
}

fn is_negator(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "not" | "n't" | "n’t" | "never" | "neither" | "nor" | "hardly" | "barely" | "no_longer"
    )
}

fn is_negative_phrase(document: &Document<'_>, head: usize) -> bool {
    matches!(
        document.tokens[head].lemma.to_lowercase().as_str(),
        "nobody" | "nothing" | "none" | "neither"
    ) || document.children(head).any(|child| {
        document.tokens[child].relation == Relation::Det
            && matches!(document.tokens[child].lemma.as_str(), "no" | "neither")
    }) || document.children(head).any(|child| {
        document.tokens[child].relation.base() == Relation::Cc
            && document.tokens[child].lemma == "neither"
    }) || (document.tokens[head].lemma == "one"
        && document
            .children(head)
            .any(|child| document.tokens[child].lemma == "no"))
}
