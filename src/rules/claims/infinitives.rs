//! An infinitive or an -ing clause as the content of a verb: "plans to travel", "urged him to stay", "called on
//! voters to stay".

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::complement::{Complement, built};
use crate::rules::claims::cue::Cue;
use crate::rules::claims::{Form, Scene};
use crate::rules::clause;
use crate::rules::lexicon::Entry;

/// "plans to travel", "urged him to stay", "denied lying", "wants Kim to agree".
pub(crate) fn infinitive(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    // "asking for anonymity to speak freely": the phrase is what is asked for.
    if cue.word.with("for").is_some() && clause::oblique(document, verb, "for").is_some() {
        return None;
    }
    let doing = document.child(verb, Relation::Ccomp).filter(|clause| {
        document.tokens[*clause].xpos == Xpos::Vbg && cue.word.with("gerund").is_some()
    });
    let head = document
        .child(verb, Relation::Xcomp)
        .or(doing)
        .or_else(|| {
            let object = document.child(verb, Relation::Obj);
            // One expects things to happen, never in order that they do: the tree's purpose is none.
            let expects = cue
                .word
                .with("person")
                .is_some_and(|entry| entry.act == Act::Believe);
            document.children(verb).find(|child| {
                document.tokens[*child].relation == Relation::Advcl
                    && clause::is_infinitive(document, *child)
                    && match object {
                        Some(object) => {
                            (expects || pushes(document, cue, object)) && object < *child
                        }
                        None => own(document, verb, cue).is_some(),
                    }
            })
        })?;
    let person = document.children(verb).find(|child| {
        matches!(
            document.tokens[*child].relation,
            Relation::Obj | Relation::Iobj
        ) && *child < head
    });
    let to = clause::is_infinitive(document, head);
    let raised = clause::is_passive(document, verb) && cue.word.with("person").is_none();
    let entry = if !to && document.tokens[head].xpos == Xpos::Vbg {
        cue.word.with("gerund")
    } else if !to {
        None
    } else if person.is_some() || clause::is_passive(document, verb) {
        cue.word
            .with("person")
            .or_else(|| own(document, verb, cue))
            .or_else(|| if raised { cue.word.with("that") } else { None })
    } else {
        own(document, verb, cue).or_else(|| cue.word.with("person"))
    }?;
    let passive_subject = clause::is_passive(document, verb)
        .then(|| document.child(verb, Relation::Nsubj))
        .flatten();
    let heads: Vec<usize> = person
        .or(passive_subject)
        .into_iter()
        .chain([head])
        .collect();
    let mut made = built(document, entry, &heads, &[verb], Form::Infinitive);
    // "is said to be ill" speaks of now, "is alleged to have left" of before, "is expected to rise" of later.
    let thought_of = !to && entry.act == Act::Plan;
    made.ahead = thought_of
        || to
            && !clause::is_perfect(document, head)
            && !(raised && own(document, verb, cue).is_none());
    Some(made)
}

/// "pushed the senators to reject it": whom one pushes is to act.
fn pushes(document: &Document<'_>, cue: &Cue, object: usize) -> bool {
    let urges = cue
        .word
        .with("person")
        .is_some_and(|entry| entry.act == Act::Urge);
    let token = &document.tokens[object];
    urges && (token.upos == Upos::Propn || matches!(token.kind, Kind::Person | Kind::Organization))
}

/// What a verb says with an infinitive of its own; what people like to do they do, what they would like to do
/// they want.
fn own(document: &Document<'_>, verb: usize, cue: &Cue) -> Option<&'static Entry> {
    let would = document.children(verb).any(|child| {
        document.tokens[child].relation.base() == Relation::Aux
            && matches!(
                document.tokens[child].lemma.as_str(),
                "would" | "should" | "'d" | "’d"
            )
    });
    cue.word
        .with("inf")
        .or_else(|| cue.word.with("would+inf").filter(|_| would))
}

/// "called on voters to stay": the person and what they are to do.
pub(crate) fn called_on(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("on+inf")?;
    // "call him out on it"
    if document.child(verb, Relation::CompoundPrt).is_some() {
        return None;
    }
    // "called on Thursday on the landlord to pay"
    let person = document.children(verb).find(|child| {
        let token = &document.tokens[*child];
        token.relation.base() == Relation::Obl
            && token.kind != Kind::Time
            && clause::preposition(document, *child)
                .is_some_and(|case| matches!(document.tokens[case].lemma.as_str(), "on" | "upon"))
    })?;
    let preposition = clause::preposition(document, person)?;
    let act = document
        .children(verb)
        .find(|child| {
            *child > person
                && matches!(
                    document.tokens[*child].relation,
                    Relation::Advcl | Relation::Xcomp
                )
                && clause::is_infinitive(document, *child)
        })
        .or_else(|| {
            document.subtree(person).find(|child| {
                *child > person
                    && matches!(
                        document.tokens[*child].relation,
                        Relation::Acl | Relation::Advcl
                    )
                    && clause::is_infinitive(document, *child)
            })
        });
    // "called on Lind at her house": a visit.
    let act = act?;
    let mut made = built(
        document,
        entry,
        &[person, act],
        &[verb, preposition],
        Form::Infinitive,
    );
    made.preposition = Some(preposition);
    made.ahead = true;
    Some(made)
}

/// "called Wednesday for the judge to resign": the infinitive with the one who is to act, where the tree makes a
/// clause of the two.
pub(crate) fn for_somebody(document: &Document<'_>, verb: usize, frame: &str) -> Option<usize> {
    document.children(verb).find(|child| {
        frame == "for"
            && *child > verb
            && matches!(
                document.tokens[*child].relation,
                Relation::Advcl | Relation::Xcomp | Relation::Ccomp
            )
            && clause::is_infinitive(document, *child)
            && document
                .child(*child, Relation::Nsubj)
                .and_then(|subject| clause::preposition(document, subject))
                .is_some_and(|case| document.tokens[case].lemma == "for")
    })
}

/// The infinitive that says what somebody is called to do, where the tree hangs it on the verb of calling.
pub(crate) fn behind(
    document: &Document<'_>,
    verb: usize,
    person: usize,
    act: Act,
) -> Option<usize> {
    let somebody = document.tokens[person].upos == Upos::Propn
        || matches!(
            document.tokens[person].kind,
            Kind::Person | Kind::Organization | Kind::Place
        );
    document.children(verb).find(|child| {
        matches!(act, Act::Urge | Act::Ask)
            && somebody
            && *child > person
            && matches!(
                document.tokens[*child].relation,
                Relation::Advcl | Relation::Xcomp
            )
            && clause::is_infinitive(document, *child)
    })
}
