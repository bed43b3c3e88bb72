//! The participants of a predicate: noun phrases and clauses under it, as pieces of text.

use crate::language::{Document, Relation, Upos};
use crate::rules::clause;
use crate::rules::propositions::Participant;

/// A phrase without its preposition, as far as it runs unbroken around its head.
pub(crate) fn phrase(document: &Document<'_>, head: usize) -> Participant {
    // "the rebels who attacked": who did it is said by the noun.
    if let Some(noun) = clause::antecedent(document, head) {
        return Participant {
            refers: noun,
            ..bare(document, noun, head)
        };
    }
    bare(document, head, head)
}

/// The same for the one of whom a predicate is said: without the branch that the predicate stands on
/// ("a man carrying a bag": a man carries it).
pub(crate) fn doer(document: &Document<'_>, head: usize, predicate: usize) -> Participant {
    if head != predicate && document.is_within(predicate, head) {
        return bare(document, head, predicate);
    }
    phrase(document, head)
}

/// The phrase without the branch that `below` stands on.
fn bare(document: &Document<'_>, head: usize, below: usize) -> Participant {
    let without: Vec<usize> = document
        .children(head)
        .filter(|child| {
            let token = &document.tokens[*child];
            let aside = matches!(
                token.relation,
                Relation::AclRelcl | Relation::Acl | Relation::Appos
            ) && is_set_off(document, *child);
            if aside || below != head && document.is_within(below, *child) {
                return true;
            }
            matches!(
                token.relation,
                Relation::Case
                    | Relation::Punct
                    | Relation::Parataxis
                    | Relation::Mark
                    | Relation::AclRelcl
            ) && token.xpos != crate::language::Xpos::Pos
                || token.relation == Relation::Cc && *child < head
        })
        .collect();
    let tokens = clause::below(document, head, &without);
    let run = clause::pieces(document, &tokens)
        .into_iter()
        .find(|piece| piece.contains(&head))
        .unwrap_or(head..head + 1);
    let run = before_bracket(document, run, head);
    Participant {
        tokens: trim_possessive(document, run, head),
        refers: head,
    }
}

/// "Orr (“We lost": the words up to a bracket that closes outside of them.
fn before_bracket(
    document: &Document<'_>,
    run: std::ops::Range<usize>,
    head: usize,
) -> std::ops::Range<usize> {
    let open = (head + 1..run.end).find(|token| document.form(*token) == "(");
    match open {
        Some(open) if !(open..run.end).any(|token| document.form(token) == ")") => run.start..open,
        _ => run,
    }
}

/// Whether a comma opens a clause: what follows is said besides and does not tell which one is meant.
fn is_set_off(document: &Document<'_>, clause: usize) -> bool {
    let start = document.subtree(clause).start;
    document.form(start) == "," || start > 0 && document.form(start - 1) == ","
}

/// "Smith's" as a participant is "Smith".
fn trim_possessive(
    document: &Document<'_>,
    run: std::ops::Range<usize>,
    head: usize,
) -> std::ops::Range<usize> {
    let last = run.end - 1;
    if last > head && document.tokens[last].xpos == crate::language::Xpos::Pos {
        run.start..last
    } else {
        run
    }
}

/// A clause, whole.
pub(crate) fn clause_phrase(document: &Document<'_>, head: usize) -> Participant {
    let tokens = clause::below(document, head, &[]);
    let run = clause::pieces(document, &tokens)
        .into_iter()
        .find(|piece| piece.contains(&head))
        .unwrap_or(head..head + 1);
    Participant {
        tokens: run,
        refers: head,
    }
}

/// The heads of a coordination: "shells and missiles" as two.
pub(crate) fn conjuncts(document: &Document<'_>, head: usize) -> Vec<usize> {
    let nominal = |token: usize| {
        matches!(
            document.tokens[token].upos,
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron
        )
    };
    std::iter::once(head)
        .chain(
            document.children(head).filter(|child| {
                document.tokens[*child].relation == Relation::Conj && nominal(*child)
            }),
        )
        .collect()
}

/// The other participants of a predicate with their roles: prepositional phrases, indirect objects,
/// clauses, times without a preposition.
pub(crate) fn others(
    document: &Document<'_>,
    predicate: usize,
    skip: &[usize],
) -> Vec<(String, Participant, usize)> {
    let mut found = Vec::new();
    // "went back to Oslo": the tree may hang the place on the adverb.
    let carried = document
        .children(predicate)
        .filter(|child| document.tokens[*child].relation == Relation::Advmod)
        .flat_map(|adverb| {
            document
                .children(adverb)
                .filter(|below| document.tokens[*below].relation == Relation::Obl)
        });
    for child in document.children(predicate).chain(carried) {
        if skip.contains(&child) {
            continue;
        }
        let token = &document.tokens[child];
        match token.relation {
            Relation::Iobj => found.push(("iobj".to_owned(), phrase(document, child), child)),
            Relation::OblUnmarked => {
                found.push(("time".to_owned(), phrase(document, child), child));
            }
            Relation::Obl | Relation::OblAgent => {
                let role = preposition_words(document, child);
                found.push((
                    role.unwrap_or_else(|| "time".to_owned()),
                    phrase(document, child),
                    child,
                ));
            }
            Relation::Xcomp | Relation::Ccomp => {
                found.push(("clause".to_owned(), clause_phrase(document, child), child));
            }
            _ => {}
        }
    }
    found
}

/// "because of", "in front of": the preposition as written, in lower case.
pub(crate) fn preposition_words(document: &Document<'_>, head: usize) -> Option<String> {
    let case = clause::preposition(document, head)?;
    let mut end = case + 1;
    while end < head
        && document.tokens[end].relation == Relation::Fixed
        && document.tokens[end].head == Some(case)
    {
        end += 1;
    }
    Some(document.words(case..end).to_lowercase())
}
