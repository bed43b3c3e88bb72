//! "Kim is the leader", "talks are under way", "there is a risk": what something is.

use crate::language::{Document, Relation, Upos};
use crate::rules::clause;
use crate::rules::propositions::{Participant, Shape, Stated, participants};

/// The proposition of a predicate with a copula, or of "there is".
pub(crate) fn read(document: &Document<'_>, head: usize) -> Option<Stated> {
    let token = &document.tokens[head];
    let copula = document.child(head, Relation::Cop)?;
    let subject = clause::subject(document, head);
    let mut start = copula;
    while let Some(before) = start.checked_sub(1)
        && document.tokens[before].head == Some(head)
        && (document.tokens[before].relation.base() == Relation::Aux
            || matches!(document.tokens[before].lemma.as_str(), "not" | "never"))
    {
        start = before;
    }
    let mut end = copula + 1;
    while end < head
        && document.tokens[end].head == Some(head)
        && matches!(document.tokens[end].lemma.as_str(), "not" | "n't" | "never")
    {
        end += 1;
    }
    let subject = subject.map(|it| participants::phrase(document, it.head))?;
    let nominal = matches!(
        token.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
    );
    let preposition = participants::preposition_words(document, head);
    if nominal && preposition.is_none() {
        return Some(Stated {
            head,
            predicate: start..end,
            lemma: "be".to_owned(),
            label: "be".to_owned(),
            subject: Some(subject),
            object: Some(predicate_noun(document, head)),
            arguments: Vec::new(),
            shape: Shape::Copula,
        });
    }
    let label = match &preposition {
        Some(preposition) => format!("be {preposition}"),
        None => format!("be {}", token.lemma.to_lowercase()),
    };
    if preposition.is_some() {
        return Some(Stated {
            head,
            predicate: start..end,
            lemma: "be".to_owned(),
            label,
            subject: Some(subject),
            object: Some(predicate_noun(document, head)),
            arguments: Vec::new(),
            shape: Shape::Copula,
        });
    }
    let mut arguments = Vec::new();
    let mut object = None;
    let mut tail = None;
    for (role, participant, _) in participants::others(document, head, &[]) {
        if object.is_none() && role != "clause" && role != "time" {
            tail = Some(role);
            object = Some(participant);
        } else {
            arguments.push((role, participant));
        }
    }
    let label = tail.map_or(label.clone(), |role| format!("{label} {role}"));
    Some(Stated {
        head,
        predicate: start..(head + 1).max(end),
        lemma: token.lemma.to_lowercase(),
        label,
        subject: Some(subject),
        object,
        arguments,
        shape: Shape::Copula,
    })
}

/// The predicate noun phrase, without the subject, the copula and adverbial clauses.
fn predicate_noun(document: &Document<'_>, head: usize) -> Participant {
    let without: Vec<usize> = document
        .children(head)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Nsubj
                    | Relation::Csubj
                    | Relation::Expl
                    | Relation::Cop
                    | Relation::Aux
                    | Relation::Advcl
                    | Relation::Parataxis
                    | Relation::Mark
                    | Relation::Cc
                    | Relation::Punct
                    | Relation::Obl
            ) || document.tokens[*child].relation.base() == Relation::Case
                || (document.tokens[*child].relation == Relation::Conj
                    && document.child(*child, Relation::Nsubj).is_some())
                || (document.tokens[*child].relation.base() == Relation::Advmod && *child < head)
        })
        .collect();
    let tokens = clause::below(document, head, &without);
    let run = clause::pieces(document, &tokens)
        .into_iter()
        .find(|piece| piece.contains(&head))
        .unwrap_or(head..head + 1);
    Participant {
        tokens: run,
        refers: head,
    }
}
