//! Content that the tree of a sentence ties to another word than its verb, where the order of the words
//! leaves no doubt: "announced in a statement that", "has not said when", a closing "..., she said."

use crate::language::Relation;
use crate::rules::claims::complement::{Complement, built};
use crate::rules::claims::cue::{self, Cue};
use crate::rules::claims::{Form, Scene};
use crate::rules::clause;

/// "announced in a statement that he had resigned": the clause is the verb's, though the tree hangs
/// it on the medium.
pub(crate) fn behind_medium(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("that")?;
    let head = document
        .children(verb)
        .filter(|child| cue::is_medium(document, *child))
        .find_map(|medium| {
            document.children(medium).find(|child| {
                let opens = document.subtree(*child).start;
                match document.tokens[*child].relation {
                    Relation::Acl | Relation::Ccomp => {
                        clause::opener(document, *child) == Some("that")
                    }
                    // "in a letter that it would pay": nobody pays a letter.
                    Relation::AclRelcl => {
                        document.form(opens) == "that"
                            && document
                                .child(*child, Relation::Nsubj)
                                .is_some_and(|subject| subject != opens)
                    }
                    _ => false,
                }
            })
        })?;
    Some(built(document, entry, &[head], &[verb], Form::Clause))
}

/// "has not said when it will open": a question clause that the tree takes for a time.
pub(crate) fn asked_when(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("that")?;
    if matches!(document.tokens[verb].lemma.as_str(), "see" | "hear") {
        return None;
    }
    let head = document.children(verb).find(|child| {
        document.tokens[*child].relation == Relation::Advcl
            && clause::is_finite(document, *child)
            && document.child(*child, Relation::Nsubj).is_some()
            && document.subtree(*child).start == verb + 1
            && match document.tokens[verb + 1].lemma.to_lowercase().as_str() {
                "where" | "how" | "why" | "whether" => true,
                // "spoke when he left" tells a time; what was not said when it is asked for is one.
                "when" => cue::is_negated(document, verb) || cue::lead(document, verb).is_some(),
                _ => false,
            }
    })?;
    Some(built(document, entry, &[head], &[verb], Form::Clause))
}

/// "..., she said." at the end of a sentence whose words the tree could not tie to the verb.
pub(crate) fn closing(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("quote")?;
    let subject = document
        .children(verb)
        .rfind(|child| document.tokens[*child].relation == Relation::Nsubj)?;
    // The tree may give the comma to the subject.
    let tag = document.subtree(subject);
    let tag = tag
        .clone()
        .find(|token| !clause::is_mark(document, *token))
        .unwrap_or(tag.start)..tag.end;
    let sentence = document.sentences[document.sentence_of(verb)]
        .tokens
        .clone();
    let comma = tag.start.checked_sub(1)?;
    let ends =
        tag.end == verb && (verb + 1..sentence.end).all(|token| clause::is_mark(document, token));
    let content = sentence.start..comma;
    if !ends || document.form(comma) != "," || content.len() < 3 {
        return None;
    }
    let head = content.clone().rev().find(|token| {
        !clause::is_mark(document, *token)
            && document.tokens[*token]
                .head
                .is_none_or(|head| !content.contains(&head))
    })?;
    let quoted = content
        .clone()
        .any(|token| scene.quotations.around(token).is_some());
    let form = if quoted { Form::Quote } else { Form::Clause };
    let mut made = built(document, entry, &[head], &[verb], form);
    made.content = vec![content];
    made.ahead = clause::is_infinitive(document, head);
    Some(made)
}
