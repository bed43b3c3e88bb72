//! Facts said in passing: "Pyongyang, North Korea's capital", "Kim Jong Un, the leader of North
//! Korea", "White House spokesperson John Kirby".

use crate::language::{Document, Relation, Upos};
use crate::rules::clause;
use crate::rules::propositions::{Shape, Stated, participants};

/// The fact of an apposition headed by this token.
pub(crate) fn read(document: &Document<'_>, apposition: usize) -> Option<Stated> {
    let token = &document.tokens[apposition];
    if token.relation != Relation::Appos {
        return None;
    }
    let named = token.head?;
    // The description is the common noun, whichever stands first.
    let (thing, role) = match (document.tokens[named].upos, token.upos) {
        (Upos::Propn, Upos::Noun) => (named, apposition),
        (Upos::Noun, Upos::Propn) => (apposition, named),
        // "the firm, a maker of pumps"
        (Upos::Noun, Upos::Noun) if is_determined(document, apposition) => (named, apposition),
        _ => return None,
    };
    let mut subject = participants::phrase(document, thing);
    let inner = participants::phrase(document, apposition);
    if thing == named {
        subject.tokens.end = subject.tokens.end.min(inner.tokens.start);
        while subject.tokens.end > subject.tokens.start + 1
            && clause::is_mark(document, subject.tokens.end - 1)
        {
            subject.tokens.end -= 1;
        }
    }
    if subject.tokens.is_empty() {
        return None;
    }
    let lemma = document.tokens[role].lemma.to_lowercase();
    let of = document
        .child(role, Relation::NmodPoss)
        .or_else(|| clause::oblique(document, role, "of"))
        .filter(|of| *of != thing);
    let object = of.map(|of| participants::phrase(document, of));
    let predicate = if object.is_some() {
        role..role + 1
    } else {
        return whole(document, role, subject, lemma, thing == named);
    };
    Some(Stated {
        head: role,
        predicate,
        label: format!("be {lemma} of"),
        lemma,
        subject: Some(subject),
        object,
        arguments: Vec::new(),
        shape: Shape::Fact,
    })
}

/// Whether a noun has an article or an owner: a bare one is rather the next of a list.
fn is_determined(document: &Document<'_>, noun: usize) -> bool {
    document.children(noun).any(|child| {
        matches!(
            document.tokens[child].relation,
            Relation::Det | Relation::NmodPoss
        )
    })
}

/// "John Kirby, a spokesman": the whole description as what he is.
fn whole(
    document: &Document<'_>,
    role: usize,
    subject: crate::rules::propositions::Participant,
    lemma: String,
    after: bool,
) -> Option<Stated> {
    if !after {
        return None;
    }
    let described = participants::phrase(document, role);
    Some(Stated {
        head: role,
        predicate: role..role + 1,
        label: "be".to_owned(),
        lemma,
        subject: Some(subject),
        object: Some(described),
        arguments: Vec::new(),
        shape: Shape::Fact,
    })
}
