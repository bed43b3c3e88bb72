//! Content that the tree of a sentence ties to another word than its verb, where the order of the words
//! leaves no doubt: "announced in a statement that", "has not said when", a closing "..., she said."

use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::complement::{Complement, built};
use crate::rules::claims::cue::{self, Cue};
use crate::rules::claims::{Form, Scene, Speaker, source};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{self, Part};

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

/// "the deal is dead, they will continue to say": a verb that only with words of its own is one of saying does not
/// say them where an infinitive follows.
pub(crate) fn goes_on_to(document: &Document<'_>, verb: usize, cue: &Cue) -> bool {
    cue.word.with("that").is_none() && document.child(verb, Relation::Xcomp).is_some()
}

/// "told the inquiry that she had paid": the clause is what was told, though the tree hangs it on those who were told.
pub(crate) fn behind_hearer(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("that")?;
    let tells = matches!(
        cue.lemma.as_str(),
        "tell" | "inform" | "assure" | "remind" | "warn" | "notify" | "convince" | "persuade"
    );
    let hearer = document
        .child(verb, Relation::Obj)
        .or_else(|| document.child(verb, Relation::Iobj))
        .filter(|_| tells)?;
    // "told the lie that she had paid"
    if lexicon::cue(Part::Noun, &document.tokens[hearer].lemma).is_some() {
        return None;
    }
    let head = document.children(hearer).find(|child| {
        matches!(
            document.tokens[*child].relation,
            Relation::Acl | Relation::AclRelcl | Relation::Ccomp
        ) && clause::opener(document, *child) == Some("that")
            && clause::is_finite(document, *child)
            && document.child(*child, Relation::Nsubj).is_some()
            // "told a tale that children love"
            && document
                .child(*child, Relation::Mark)
                .is_some_and(|that| document.tokens[that].xpos != Xpos::Wdt)
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
    let unsaid = cue::is_negated(document, verb) || cue::lead(document, verb).is_some();
    let head = document.children(verb).find(|child| {
        let start = document.subtree(*child).start;
        let clause = document.tokens[*child].relation == Relation::Advcl
            && clause::is_finite(document, *child)
            && document.child(*child, Relation::Nsubj).is_some();
        // "asked him if he would stay": who asks lays down no condition.
        let asks = matches!(
            document.tokens[verb].lemma.as_str(),
            "ask" | "wonder" | "inquire" | "question"
        );
        clause
            && match document.tokens[start].lemma.to_lowercase().as_str() {
                "where" | "how" | "why" | "whether" => start == verb + 1,
                // "spoke when he left" tells a time; what was not said when it is asked for is one.
                "when" => start == verb + 1 && unsaid,
                "if" => {
                    start > verb
                        && (asks || start == verb + 1 && unsaid)
                        && document.form(start - 1) != ","
                }
                _ => false,
            }
    })?;
    Some(built(document, entry, &[head], &[verb], Form::Clause))
}

/// "As Smith put it, the deal was dead"; "as the report shows"; "as stated in the contract".
pub(crate) fn framed_by_as(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let token = &document.tokens[verb];
    if token.relation != Relation::Advcl || clause::opener(document, verb) != Some("as") {
        return None;
    }
    let entry = cue
        .word
        .with("that")
        .or_else(|| cue.word.with("quote"))
        .or_else(|| cue.word.with("as_it"))?;
    // "as he said goodbye" tells a time: what is said stands in the clause itself.
    if document.children(verb).any(|child| {
        matches!(
            document.tokens[child].relation.base(),
            Relation::Obj | Relation::Ccomp | Relation::Xcomp
        ) && document.tokens[child].lemma != "it"
    }) {
        return None;
    }
    let stated = stating(document, verb);
    // "as shown in the case of Berg" says nobody's words.
    if clause::is_passive(document, verb)
        && clause::agent(document, verb).is_none()
        && stated.is_none()
    {
        return None;
    }
    let mut made = built(document, entry, &[token.head?], &[verb], Form::According);
    made.preposition = stated.and_then(|stating| clause::preposition(document, stating));
    Some(made)
}

/// "as stated in the contract": what something is stated in, which speaks for itself. What is shown or
/// seen in a thing is not said by it.
fn stating(document: &Document<'_>, verb: usize) -> Option<usize> {
    let states = classes::is(Class::Stating, &document.tokens[verb].lemma);
    let bare = document.tokens[verb].relation == Relation::Advcl
        && clause::opener(document, verb) == Some("as")
        && clause::is_passive(document, verb)
        && clause::agent(document, verb).is_none();
    clause::oblique(document, verb, "in").filter(|noun| {
        let token = &document.tokens[*noun];
        states
            && bare
            && matches!(token.upos, Upos::Noun | Upos::Propn)
            && !matches!(token.kind, Kind::Person | Kind::Time | Kind::Place)
    })
}

/// The document that a passive under "as" is stated in, as the one who speaks.
pub(crate) fn stated_in(document: &Document<'_>, verb: usize) -> Option<Speaker> {
    stating(document, verb).map(|noun| source::phrase(document, noun, noun))
}

/// "The firm said the plan failed because it rained": why and when something is so is said with it, though
/// the tree may hang the reason on the saying.
pub(crate) fn conditions(document: &Document<'_>, verb: usize, head: usize) -> Vec<usize> {
    let said = document.subtree(head);
    document
        .children(verb)
        .filter(|child| {
            let words = document.subtree(*child);
            let behind = words.start == said.end && head > verb;
            // "If it rains, Lind said, the plan will fail"; "The plan will fail, but only if it rains, Lind said."
            let tag = document
                .child(verb, Relation::Nsubj)
                .map_or(verb, |subject| document.subtree(subject).start.min(verb));
            let ahead = words.end <= tag
                && (document.form(words.end - 1) == "," || document.form(words.end) == ",")
                && (head < verb || document.form(verb + 1) == ",");
            document.tokens[*child].relation == Relation::Advcl
                && clause::is_finite(document, *child)
                && matches!(
                    clause::opener(document, *child),
                    Some("because" | "if" | "unless")
                )
                && (behind || ahead)
        })
        .collect()
}

/// "adds so many layers that nobody understands it": what follows from how much there is of a thing is not
/// said.
pub(crate) fn is_so_much(document: &Document<'_>, verb: usize, head: usize) -> bool {
    let object = document.child(verb, Relation::Obj);
    object.is_some_and(|object| {
        object < head
            && clause::opener(document, head) == Some("that")
            && document
                .subtree(object)
                .any(|token| matches!(document.tokens[token].lemma.as_str(), "so" | "such"))
    })
}

/// "..., she said." at the end of a sentence whose words the tree could not tie to the verb.
pub(crate) fn closing(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("quote")?;
    if goes_on_to(document, verb, cue) {
        return None;
    }
    let mut subjects = document
        .children(verb)
        .filter(|child| *child < verb && document.tokens[*child].relation == Relation::Nsubj);
    let first = subjects.next()?;
    let last = subjects.next_back().unwrap_or(first);
    // "the union FNV Havens said": the tree may make two subjects of one name.
    let opens = if first + 1 == last { first } else { last };
    // The tree may give the comma to the subject.
    let tag = document.subtree(opens).start..document.subtree(last).end;
    let tag = tag
        .clone()
        .find(|token| !clause::is_mark(document, *token))
        .unwrap_or(tag.start)..tag.end;
    let sentence = document.sentences[document.sentence_of(verb)]
        .tokens
        .clone();
    let comma = tag.start.checked_sub(1)?;
    // "..., she said on Thursday", though not "..., the match begins at noon".
    let says = cue.word.with("that").is_some();
    let is_day = |token: usize| {
        says && document.children(verb).any(|child| {
            document.tokens[child].kind == Kind::Time && document.is_within(token, child)
        })
    };
    let ends = tag.end == verb
        && (verb + 1..sentence.end).all(|token| clause::is_mark(document, token) || is_day(token));
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
