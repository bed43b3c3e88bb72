//! "It" that stands for nothing: the weather, what a clause behind tells ("it is clear that", "it took a
//! year to", "made it hard to"), and what it is said to be ("it is time to").

use crate::language::{Document, Relation, Upos};
use crate::rules::clause;

/// Verbs of the weather, and those that tell how a clause behind seems.
const EMPTY: [&str; 6] = ["rain", "snow", "seem", "appear", "happen", "turn"];
/// Verbs whose object is a stretch of time or money that an infinitive costs.
const COSTING: [&str; 3] = ["take", "cost", "require"];
/// Verbs of which the object is told how it is: "found it hard to sleep".
const JUDGING: [&str; 8] = [
    "make", "find", "think", "consider", "deem", "call", "keep", "render",
];
/// What it is time, turn or possible to do: "it is time to go".
const OCCASIONS: [&str; 4] = ["time", "turn", "chance", "while"];

/// Whether nothing is meant by the pronoun.
pub(super) fn is_empty(document: &Document<'_>, token: usize) -> bool {
    let it = &document.tokens[token];
    if it.relation == Relation::Expl {
        return true;
    }
    let Some(verb) = it
        .head
        .filter(|_| document.form(token).to_lowercase() == "it")
    else {
        return false;
    };
    match it.relation.base() {
        Relation::Nsubj => is_empty_subject(document, token, verb),
        Relation::Obj => is_empty_object(document, verb),
        _ => false,
    }
}

fn is_empty_subject(document: &Document<'_>, token: usize, verb: usize) -> bool {
    let lemma = document.tokens[verb].lemma.as_str();
    if EMPTY.contains(&lemma) {
        return true;
    }
    let passive = document.tokens[token].relation == Relation::NsubjPass;
    if passive && has(document, verb, &[Relation::Ccomp, Relation::Csubj]) {
        return true;
    }
    if COSTING.contains(&lemma) {
        let measure = document.child(verb, Relation::Obj).is_some();
        return measure
            && document
                .children(verb)
                .any(|it| clause::is_infinitive(document, it));
    }
    let copula = document.child(verb, Relation::Cop).is_some();
    copula
        && (OCCASIONS.contains(&lemma)
            || has(document, verb, &[Relation::Ccomp, Relation::Csubj])
            || document.child(verb, Relation::AclRelcl).is_some()
            || document.children(verb).any(|child| {
                document.tokens[child].relation.base() == Relation::Advcl
                    && clause::is_infinitive(document, child)
            }))
}

/// "made it hard to", "thought it likely that".
fn is_empty_object(document: &Document<'_>, verb: usize) -> bool {
    let judged = JUDGING.contains(&document.tokens[verb].lemma.as_str());
    let told = |it: &usize| matches!(document.tokens[*it].upos, Upos::Adj | Upos::Noun);
    let how = document.child(verb, Relation::Xcomp).filter(told);
    judged
        && how.is_some_and(|how| {
            [verb, how].into_iter().any(|at| {
                has(document, at, &[Relation::Ccomp, Relation::Csubj])
                    || document.children(at).any(|child| {
                        child != how && child > how && clause::is_infinitive(document, child)
                    })
            })
        })
}

fn has(document: &Document<'_>, head: usize, relations: &[Relation]) -> bool {
    let mut children = document.children(head);
    children.any(|child| relations.contains(&document.tokens[child].relation.base()))
}
