//! "Kim is the leader", "talks are under way", "there is a risk": what something is.

use std::ops::Range;

use crate::language::{Document, Relation, Upos};
use crate::rules::clause;
use crate::rules::propositions::{Participant, Shape, Stated, participants};

/// The propositions of a predicate with a copula; a noun with "of" says two things ("Anna is the
/// head of the agency": what she is, and that she heads it).
pub(crate) fn read(document: &Document<'_>, head: usize) -> Vec<Stated> {
    let Some(copula) = document.child(head, Relation::Cop) else {
        return Vec::new();
    };
    let Some(subject) = clause::subject(document, head) else {
        return Vec::new();
    };
    let subject = participants::phrase(document, subject.head);
    let words = words(document, head, copula);
    let token = &document.tokens[head];
    let nominal = matches!(
        token.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym
    );
    let preposition = participants::preposition_words(document, head);
    if nominal || preposition.is_some() {
        let label = preposition.map_or_else(|| "be".to_owned(), |it| format!("be {it}"));
        let whole = Stated {
            head,
            predicate: words.clone(),
            lemma: "be".to_owned(),
            label,
            subject: Some(subject),
            object: Some(predicate_noun(document, head)),
            arguments: Vec::new(),
            shape: Shape::Copula,
        };
        let related = related(document, head, &whole);
        return std::iter::once(whole).chain(related).collect();
    }
    vec![adjective(document, head, words, subject)]
}

/// "is the capital of France": the relation to a named thing.
fn related(document: &Document<'_>, head: usize, whole: &Stated) -> Option<Stated> {
    let thing = clause::oblique(document, head, "of")
        .or_else(|| document.child(head, Relation::NmodPoss))
        .filter(|thing| document.tokens[*thing].upos == Upos::Propn)?;
    let lemma = document.tokens[head].lemma.to_lowercase();
    (whole.label == "be").then(|| Stated {
        predicate: head..head + 1,
        label: format!("be {lemma} of"),
        lemma,
        object: Some(participants::phrase(document, thing)),
        shape: Shape::Fact,
        ..whole.clone()
    })
}

/// The copula with its auxiliaries and negation.
fn words(document: &Document<'_>, head: usize, copula: usize) -> Range<usize> {
    let negates = |token: usize| {
        matches!(
            document.tokens[token].lemma.as_str(),
            "not" | "n't" | "never"
        )
    };
    let mut start = copula;
    while let Some(before) = start.checked_sub(1)
        && document.tokens[before].head == Some(head)
        && (document.tokens[before].relation.base() == Relation::Aux || negates(before))
    {
        start = before;
    }
    let mut end = copula + 1;
    while end < head && document.tokens[end].head == Some(head) && negates(end) {
        end += 1;
    }
    start..end
}

/// "is full of ice": the adjective is the relation, its phrase the object.
fn adjective(
    document: &Document<'_>,
    head: usize,
    words: Range<usize>,
    subject: Participant,
) -> Stated {
    let lemma = document.tokens[head].lemma.to_lowercase();
    let mut arguments = Vec::new();
    let mut object = None;
    let mut label = format!("be {lemma}");
    for (role, participant, _) in participants::others(document, head, &[]) {
        if object.is_none() && !matches!(role.as_str(), "clause" | "time" | "according to" | "per")
        {
            label = format!("{label} {role}");
            object = Some(participant);
        } else {
            arguments.push((role, participant));
        }
    }
    Stated {
        head,
        predicate: words.start..(head + 1).max(words.end),
        lemma,
        label,
        subject: Some(subject),
        object,
        arguments,
        shape: Shape::Copula,
    }
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
