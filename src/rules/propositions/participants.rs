//! The participants of a predicate: noun phrases and clauses under it, as pieces of text.

use crate::language::{Document, Relation, Upos, Xpos};
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
            ) && token.xpos != Xpos::Pos
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
    if last > head && document.tokens[last].xpos == Xpos::Pos {
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

/// The participants of a phrase: names that stand side by side are one each ("with Lind and Orr"), other
/// coordinations are one.
fn apart(document: &Document<'_>, head: usize, role: &str) -> Vec<(usize, Participant)> {
    let heads = conjuncts(document, head);
    // "between Oslo and Bergen": one place only between the two.
    if matches!(role, "between" | "among") || !are_names(document, &heads) {
        return vec![(head, phrase(document, head))];
    }
    let each = split(document, &heads);
    heads.into_iter().zip(each).collect()
}

/// Whether these are several names, and not one ("Marks and Spencer").
pub(crate) fn are_names(document: &Document<'_>, heads: &[usize]) -> bool {
    let name = |head: usize| {
        let next = document
            .names
            .partition_point(|name| name.tokens.end <= head);
        (document.names.get(next))
            .filter(|name| name.tokens.contains(&head))
            .map(|name| name.tokens.start)
    };
    heads.len() > 1
        && heads
            .iter()
            .all(|head| document.tokens[*head].upos == Upos::Propn)
        && heads
            .windows(2)
            .all(|pair| name(pair[0]).is_none() || name(pair[0]) != name(pair[1]))
}

/// One participant a conjunct; alone, the whole phrase.
pub(crate) fn split(document: &Document<'_>, heads: &[usize]) -> Vec<Participant> {
    if let [only] = heads {
        return vec![phrase(document, *only)];
    }
    heads
        .iter()
        .enumerate()
        .map(|(number, head)| {
            let mut without: Vec<usize> = document
                .children(*head)
                .filter(|child| {
                    matches!(
                        document.tokens[*child].relation.base(),
                        Relation::Cc | Relation::Punct | Relation::Case
                    )
                })
                .collect();
            if number == 0 {
                without.extend(
                    document
                        .children(*head)
                        .filter(|child| document.tokens[*child].relation == Relation::Conj),
                );
            }
            let tokens = clause::below(document, *head, &without);
            let run = clause::pieces(document, &tokens)
                .into_iter()
                .find(|piece| piece.contains(head))
                .unwrap_or(*head..*head + 1);
            Participant {
                tokens: run,
                refers: clause::antecedent(document, *head).unwrap_or(*head),
            }
        })
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
    if let Some((role, noun)) = relative_adverb(document, predicate) {
        found.push((role.to_owned(), doer(document, noun, predicate), noun));
    }
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
                let role = role.unwrap_or_else(|| "time".to_owned());
                for (head, participant) in apart(document, child, &role) {
                    found.push((role.clone(), participant, head));
                }
            }
            Relation::Xcomp | Relation::Ccomp => {
                found.push(("clause".to_owned(), clause_phrase(document, child), child));
            }
            _ => {}
        }
    }
    found
}

/// "the town where they met", "the day when it closed": the noun that a relative adverb stands for, and
/// what it is to the predicate.
pub(crate) fn relative_adverb(
    document: &Document<'_>,
    predicate: usize,
) -> Option<(&'static str, usize)> {
    let token = &document.tokens[predicate];
    let noun = token
        .head
        .filter(|_| token.relation == Relation::AclRelcl)?;
    let adverb = document
        .children(predicate)
        .find(|child| document.tokens[*child].xpos == Xpos::Wrb)?;
    match document.tokens[adverb].lemma.to_lowercase().as_str() {
        "where" => Some(("where", noun)),
        "when" => Some(("time", noun)),
        _ => None,
    }
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
