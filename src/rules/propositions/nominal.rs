//! Nouns that name events, with their participants: "a planned meeting between them", "the
//! country's founding", "the sale of arms to Russia".

use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::propositions::{Participant, Shape, Stated, participants};

/// "The minister held talks", "the dockers went on strike": whoever holds an event takes part in it.
fn taking_part(document: &Document<'_>, noun: usize) -> Option<Participant> {
    let token = &document.tokens[noun];
    let verb = token.head?;
    let lemma = document.tokens[verb].lemma.as_str();
    let holds = match token.relation {
        Relation::Obj => classes::is(Class::Holding, lemma),
        Relation::Obl => {
            lemma == "go"
                && clause::preposition(document, noun)
                    .is_some_and(|case| document.tokens[case].lemma == "on")
        }
        _ => false,
    };
    let subject =
        clause::subject(document, verb).filter(|_| holds && !clause::is_passive(document, verb))?;
    // "The fire began its work": a thing holds nothing.
    matches!(
        document.tokens[subject.refers].kind,
        Kind::Person | Kind::Organization | Kind::Place
    )
    .then(|| participants::doer(document, subject.head, verb))
}

/// The proposition of an event noun.
pub(crate) fn read(document: &Document<'_>, noun: usize) -> Option<Stated> {
    let token = &document.tokens[noun];
    if token.upos != Upos::Noun
        || token.kind != Kind::Event
        || document.child(noun, Relation::Cop).is_some()
        || classes::is(Class::Span, &token.lemma.to_lowercase())
    {
        return None;
    }
    let mut subject = document
        .child(noun, Relation::NmodPoss)
        .map(|it| participants::phrase(document, it))
        .or_else(|| taking_part(document, noun));
    let mut object: Option<Participant> = None;
    let mut arguments = Vec::new();
    let mut role_of_object = None;
    for child in document
        .children(noun)
        .filter(|child| document.tokens[*child].relation == Relation::Nmod)
    {
        let Some(role) = participants::preposition_words(document, child) else {
            continue;
        };
        let participant = participants::phrase(document, child);
        match role.as_str() {
            "by" | "from" | "between" | "among" if subject.is_none() => subject = Some(participant),
            "of" if object.is_none() => {
                role_of_object = Some(role);
                // "the killing of the journalist by soldiers": the tree may hang them on the journalist.
                let agent = clause::oblique(document, child, "by")
                    .filter(|_| subject.is_none())
                    .map(|by| (by, document.subtree(by).start))
                    .filter(|(_, start)| participant.tokens.contains(start));
                object = Some(participant);
                if let (Some((by, start)), Some(object)) = (agent, object.as_mut()) {
                    object.tokens.end = start;
                    subject = Some(participants::phrase(document, by));
                }
            }
            _ => arguments.push((role, participant)),
        }
    }
    // "the founding of the country": what is founded; "the arrival of troops": who arrives. Without
    // a lexicon of valencies the former, more frequent in news, is taken.
    if object.is_none()
        && !arguments.is_empty()
        && !matches!(
            arguments[0].0.as_str(),
            "in" | "on" | "at" | "during" | "after" | "before"
        )
    {
        let (role, participant) = arguments.remove(0);
        role_of_object = Some(role);
        object = Some(participant);
    }
    let lemma = token.lemma.to_lowercase();
    let label = match role_of_object.as_deref() {
        Some("of") | None => lemma.clone(),
        Some(role) => format!("{lemma} {role}"),
    };
    Some(Stated {
        head: noun,
        predicate: noun..noun + 1,
        lemma,
        label,
        subject,
        object,
        arguments,
        shape: Shape::Event,
    })
}
