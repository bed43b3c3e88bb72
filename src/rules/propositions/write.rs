//! Propositions in the words of the extraction format.

use crate::extraction::{
    Argument, Certainty, Phrase, Polarity, Predicate, Proposition, Temporality,
};
use crate::language::{Relation, Upos, Xpos};
use crate::rules::claims::Tables;
use crate::rules::factuality;
use crate::rules::propositions::{Participant, Shape, Stated};

/// Writes the propositions, numbered from 1 in their order.
#[must_use]
pub fn write(tables: &Tables<'_>, stated: &[Stated]) -> Vec<Proposition> {
    tables
        .document
        .stop
        .during(stated.iter().enumerate())
        .filter_map(|(number, it)| one(tables, number, it))
        .collect()
}

fn one(tables: &Tables<'_>, number: usize, it: &Stated) -> Option<Proposition> {
    let document = tables.document;
    let (start, end) = tables.chars(document.span(it.predicate.clone())?);
    let facts = facts(tables, it);
    let naming = naming(tables, it);
    let phrase = |participant: &Participant| {
        let (start, end) = tables.chars(document.span(participant.tokens.clone())?);
        Some(Phrase {
            start,
            end,
            entity: entity(tables, participant),
        })
    };
    let arguments: Vec<Argument> = it
        .arguments
        .iter()
        .filter_map(|(role, participant)| {
            let Phrase { start, end, entity } = phrase(participant)?;
            Some(Argument {
                role: role.clone(),
                start,
                end,
                entity,
            })
        })
        .collect();
    let heads: Vec<&Participant> = it
        .object
        .iter()
        .chain(it.arguments.iter().map(|(_, participant)| participant))
        .collect();
    let times = tables.times_within(&heads.iter().map(|it| it.tokens.clone()).collect::<Vec<_>>());
    let located = it.object.iter().filter(|_| is_locative(&it.label));
    let mut places: Vec<String> = it
        .arguments
        .iter()
        .filter(|(role, _)| is_locative(role))
        .map(|(_, participant)| participant)
        .chain(located)
        .filter_map(|participant| tables.place(participant.refers))
        .collect();
    places.sort();
    places.dedup();
    Some(Proposition {
        id: format!("p{}", number + 1),
        predicate: Predicate {
            start,
            end,
            lemma: it.lemma.clone(),
            label: Some(it.label.clone()),
        },
        subject: naming.as_ref().or(it.subject.as_ref()).and_then(phrase),
        // A name by which something is known is a name here, and not the thing.
        object: it.object.as_ref().and_then(phrase).map(|object| Phrase {
            entity: object.entity.filter(|_| naming.is_none()),
            ..object
        }),
        arguments,
        times,
        places,
        polarity: facts.polarity,
        certainty: facts.certainty,
        temporality: Some(facts.temporality),
        confidence: Some(confidence(tables, it)),
    })
}

/// Who or what has the name that a proposition gives it ("North Korea, officially known as ..."): the
/// mention of the same thing right before, whatever noun the tree hangs the participle on.
fn naming(tables: &Tables<'_>, it: &Stated) -> Option<Participant> {
    let gives_name = matches!(
        it.label.as_str(),
        "be known as" | "be called" | "be named" | "be dubbed" | "be nicknamed"
    );
    let name = it.object.as_ref().filter(|_| gives_name)?;
    tables
        .mention_before(name.refers, it.predicate.start)
        .map(|(tokens, refers)| Participant { tokens, refers })
}

/// The entity that a participant names; "Lind and Orr" together is neither of the two.
fn entity(tables: &Tables<'_>, participant: &Participant) -> Option<String> {
    let document = tables.document;
    let head = participant.refers;
    let others = document.children(head).filter(|child| {
        document.tokens[*child].relation == Relation::Conj
            && participant.tokens.contains(child)
            && matches!(
                document.tokens[*child].upos,
                Upos::Noun | Upos::Propn | Upos::Pron
            )
    });
    let is_one = others
        .into_iter()
        .all(|other| tables.is_one_name(head, other));
    tables.entity(head).filter(|_| is_one)
}

/// Whether it is said to be so, how surely, and when; a description in passing is a plain fact.
fn facts(tables: &Tables<'_>, it: &Stated) -> factuality::Factuality {
    if it.shape == Shape::Fact {
        return factuality::Factuality {
            polarity: Polarity::Positive,
            certainty: Certainty::Certain,
            temporality: Temporality::NonFuture,
        };
    }
    let facts = factuality::of(tables.document, it.head, None);
    let temporality = if tables.is_still_to_come(it.head) {
        Temporality::Future
    } else {
        facts.temporality
    };
    factuality::Factuality {
        temporality,
        ..facts
    }
}

/// Whether what stands after these words says where.
fn is_locative(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or(words);
    matches!(
        last,
        "in" | "at"
            | "on"
            | "near"
            | "to"
            | "from"
            | "into"
            | "through"
            | "across"
            | "outside"
            | "inside"
            | "where"
    )
}

/// How much of a proposition of this kind an annotator would have written too, measured on the
/// development sentences of an open-information-extraction corpus.
fn confidence(tables: &Tables<'_>, it: &Stated) -> f64 {
    let participle = tables.document.tokens[it.head].xpos == Xpos::Vbg;
    match it.shape {
        Shape::Verb => 0.7,
        Shape::Copula => 0.6,
        // "letters discussing a deal": most readers leave it in the noun phrase.
        Shape::Relative if participle => 0.25,
        Shape::Relative | Shape::Fact => 0.5,
        Shape::Controlled => 0.55,
        Shape::Event => 0.3,
    }
}
