//! A phrase with a preposition as the content of a verb: "accused him of fraud", "called for a ban", "spoke about the
//! war".

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::claims::complement::{Complement, built};
use crate::rules::claims::cue::Cue;
use crate::rules::claims::{Form, Scene, infinitives, object};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};

/// "accused him of fraud", "blamed them for the loss".
pub(crate) fn person_and_phrase(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let passive = clause::is_passive(document, verb);
    let person = document
        .child(verb, Relation::Obj)
        .or_else(|| document.child(verb, Relation::Iobj))
        .or_else(|| {
            if passive {
                document.child(verb, Relation::Nsubj)
            } else {
                None
            }
        })?;
    for (frame, entry) in cue.word.frames() {
        let Some(preposition) = frame.strip_prefix("obj+") else {
            continue;
        };
        let head = phrase_or_clause_after(document, verb, preposition)
            .or_else(|| clause::oblique(document, person, preposition))
            // One puts a cost at a sum, and a cup anywhere.
            .filter(|head| preposition != "at" || is_measured(document, *head))
            // One pins a loss on somebody, and a note on a door.
            .filter(|_| cue.lemma != "pin" || document.tokens[person].kind != Kind::Object);
        if let Some(head) = head {
            let mut made = built(document, entry, &[person, head], &[verb], Form::Phrase);
            object::stand_for(document, verb, person, &mut made);
            return Some(made);
        }
    }
    None
}

/// "42 percent", "3 million": whether a phrase holds a number.
fn is_measured(document: &Document<'_>, head: usize) -> bool {
    document.tokens[head].upos == Upos::Num
        || document
            .children(head)
            .any(|child| document.tokens[child].upos == Upos::Num)
}

/// "called for a ban", "spoke about the war", "warned of delays".
pub(crate) fn prepositional(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    for (frame, entry) in cue.word.frames() {
        if frame.len() > 7
            || matches!(
                frame,
                "quote"
                    | "that"
                    | "inf"
                    | "obj"
                    | "as"
                    | "person"
                    | "gerund"
                    | "finding"
                    | "poll"
                    | "study"
                    | "named"
                    | "clear"
            )
        {
            continue;
        }
        let found = phrase_or_clause_after(document, verb, frame)
            .or_else(|| infinitives::for_somebody(document, verb, frame));
        // "has argued for quite some time"
        let lasts = |head: &usize| {
            document.tokens[*head].kind == Kind::Time
                || classes::is(Class::Span, &document.tokens[*head].lemma)
                || document.tokens[*head].lemma == "time"
        };
        if let Some(head) = found.filter(|head| frame != "for" || !lasts(head)) {
            let preposition = document.children(head).find(|child| {
                matches!(
                    document.tokens[*child].relation,
                    Relation::Case | Relation::Mark
                )
            });
            // "spoke only about the bridge": what stands before the preposition is the verb's.
            let before = document
                .children(head)
                .filter(|child| preposition.is_some_and(|case| *child < case));
            let without: Vec<usize> = preposition
                .into_iter()
                .chain([verb])
                .chain(before)
                .collect();
            // "called for the judge to resign"
            let act = infinitives::behind(document, verb, head, entry.act);
            let heads: Vec<usize> = std::iter::once(head).chain(act).collect();
            let mut made = built(document, entry, &heads, &without, Form::Phrase);
            made.head = head;
            made.preposition = preposition;
            made.ahead = frame == "for" || entry.act == Act::Warn;
            return Some(made);
        }
    }
    None
}

/// The noun phrase or -ing clause that a preposition introduces.
fn phrase_or_clause_after(
    document: &Document<'_>,
    verb: usize,
    preposition: &str,
) -> Option<usize> {
    document.children(verb).find(|child| {
        let token = &document.tokens[*child];
        // "Of the thousands, the paper spoke with one": what stands in front is what one speaks of only where it
        // is a pronoun ("of which he spoke").
        if *child < verb && token.upos != Upos::Pron {
            return false;
        }
        match token.relation.base() {
            Relation::Obl => clause::preposition(document, *child)
                .is_some_and(|case| document.tokens[case].lemma == preposition),
            Relation::Advcl | Relation::Ccomp => {
                clause::opener(document, *child) == Some(preposition)
            }
            _ => false,
        }
    })
}
