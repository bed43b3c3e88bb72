//! Subjects that the tree ties to another word than their verb, where the order of the words leaves no doubt.

use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::clause::{self, Subject};

/// How many words a name with its title may have before its head.
const LONGEST_NAME: usize = 10;

/// "“We left,” said the pilot": where a clause stands before the verb, the noun right behind it is the
/// subject, though the tree may call it an object.
pub(crate) fn inverted(document: &Document<'_>, verb: usize) -> Option<Subject> {
    // "told the Courier": the one who is told stands there.
    if !matches!(document.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz)
        || document.tokens[verb].lemma == "tell"
    {
        return None;
    }
    let clause_first = document.tokens[verb].relation == Relation::Parataxis
        || document
            .child(verb, Relation::Ccomp)
            .is_some_and(|clause| clause < verb);
    let noun = document
        .children(verb)
        .find(|child| {
            *child > verb
                && matches!(
                    document.tokens[*child].relation,
                    Relation::Obj | Relation::Iobj | Relation::Obl
                )
                && clause::preposition(document, *child).is_none()
        })
        .or_else(|| torn(document, verb))?;
    let starts = document.subtree(noun).start;
    (clause_first && starts == verb + 1).then(|| clause::resolved(document, noun))
}

/// "“I want answers,” said a member": the noun right behind the verb, though the tree hangs it on the words
/// before it.
fn torn(document: &Document<'_>, verb: usize) -> Option<usize> {
    let said = document
        .child(verb, Relation::Ccomp)
        .filter(|said| *said < verb)?;
    let sentence = document.sentences[document.sentence_of(verb)]
        .tokens
        .clone();
    (verb + 1..sentence.end.min(verb + LONGEST_NAME)).find(|noun| {
        let token = &document.tokens[*noun];
        matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && token.head.is_some_and(|head| head < verb)
            && document.is_within(*noun, said)
            && document.subtree(*noun).start == verb + 1
            && clause::preposition(document, *noun).is_none()
    })
}

/// "“Two of them had the flu,” the head of the ward said", "In a note to the board, chairman Paul Lind said that": the
/// noun right before the verb, though the tree makes it a second subject of the words before it, or the name of
/// somebody else.
pub(crate) fn lost(document: &Document<'_>, verb: usize) -> Option<Subject> {
    let token = &document.tokens[verb];
    let told = document
        .child(verb, Relation::Ccomp)
        .filter(|_| matches!(token.xpos, Xpos::Vbd | Xpos::Vbz))?;
    let ends_here = |noun: &usize| {
        let words = document.subtree(*noun);
        words.end == verb && words.start > 0 && clause::is_mark(document, words.start - 1)
    };
    if told < verb {
        let noun = document.children(told).find(|noun| {
            *noun > told && document.tokens[*noun].relation == Relation::Nsubj && ends_here(noun)
        })?;
        return Some(clause::resolved(document, noun));
    }
    let last = verb.checked_sub(1)?;
    let noun = std::iter::once(last)
        .chain(document.ancestors(last))
        .take(2)
        .find(|noun| document.tokens[*noun].relation == Relation::Appos && ends_here(noun))?;
    let framed = document.children(verb).any(|child| {
        child < verb
            && document.tokens[child].relation.base() == Relation::Obl
            && document.is_within(noun, child)
    });
    framed.then(|| clause::resolved(document, noun))
}

/// "The deal “looks after the owners,” Lind said": what words in marks are said of, though the tree may make a second
/// subject of the tag of it.
pub(crate) fn spoken_of(document: &Document<'_>, verb: usize, head: usize) -> Option<usize> {
    let subjects = || {
        document
            .children(verb)
            .filter(|child| document.tokens[*child].relation == Relation::Nsubj)
    };
    let first = subjects().find(|child| *child < head)?;
    let opens = document.subtree(first).end;
    let marked = opens < head && clause::is_mark(document, opens) && document.form(opens) != ",";
    let tagged = head < verb && subjects().any(|child| child > head);
    (marked && tagged && document.child(head, Relation::Nsubj).is_none()).then_some(first)
}
