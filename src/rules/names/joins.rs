//! Neighbours that are one name: an initial and a surname, a nickname in marks between given name and
//! surname, a surname in two halves, a body and the place it is of, a committee and all its subjects.

use std::ops::Range;

use crate::language::{Document, NameType, Relation, Upos};
use crate::rules::lexicon;
use crate::rules::names::borders::{is_firm_word, is_initial};
use crate::rules::names::{Name, is_capitalised};

/// Words of the longest nickname.
const NICKNAME: usize = 3;

/// Joins neighbours that are one name.
pub(super) fn join(document: &Document<'_>, names: &mut Vec<Name>) {
    nicknames(document, names);
    let mut at = 1;
    while at < names.len() {
        let (before, after) = (&names[at - 1], &names[at]);
        let same =
            document.sentence_of(before.tokens.start) == document.sentence_of(after.tokens.start);
        let one = is_one_person(document, before, after)
            || is_double_surname(document, before, after)
            || is_body_of(document, before, after)
            || is_firm(document, before, after)
            || is_committee(document, before, after);
        if same && one {
            names[at - 1].tokens.end = names[at].tokens.end;
            names.remove(at);
        } else {
            at += 1;
        }
    }
}

/// "Robert "Bobby" Hale": what stands in marks between the two names of a person is a third one.
fn nicknames(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut at = 0;
    while at < names.len() {
        let surname = names[at].clone();
        let before = nickname(document, &surname).and_then(|marks| {
            let mut earlier = (0..at).rev().take(NICKNAME);
            earlier.find(|other| {
                let name = &names[*other];
                name.kind == NameType::Person
                    && name.tokens.start < marks.start
                    && (marks.start..=marks.end).contains(&name.tokens.end)
            })
        });
        if let Some(before) = before {
            names[before].tokens.end = surname.tokens.end;
            names.drain(before + 1..=at);
            at = before;
        }
        at += 1;
    }
}

/// The nickname with its marks right before the surname of a person.
fn nickname(document: &Document<'_>, surname: &Name) -> Option<Range<usize>> {
    let is_mark = |token: usize| matches!(document.form(token), "\"" | "“" | "”" | "'" | "‘" | "’");
    let end = surname.tokens.start;
    let closing = end.checked_sub(1).filter(|token| is_mark(*token))?;
    let earliest = closing.saturating_sub(NICKNAME + 1);
    let opening = (earliest..closing).rev().find(|token| is_mark(*token))?;
    let inside = opening + 1..closing;
    let fits = surname.kind == NameType::Person
        && opening > 0
        && !inside.is_empty()
        && inside
            .into_iter()
            .all(|token| is_capitalised(document, token))
        && document.tokens[opening - 1].upos == Upos::Propn
        && document.sentence_of(opening - 1) == document.sentence_of(end);
    fits.then_some(opening..end)
}

/// "John F" and "Kirby" are one person when nothing but a full stop and the tree stand between them.
fn is_one_person(document: &Document<'_>, before: &Name, after: &Name) -> bool {
    let gap = before.tokens.end..after.tokens.start;
    let near = gap.is_empty() || gap.len() == 1 && document.form(gap.start) == ".";
    are_people(before, after)
        && near
        && (is_initial(document.form(before.tokens.end - 1))
            || (gap.start..after.tokens.end).any(|token| {
                let depends = document.tokens[token]
                    .head
                    .is_some_and(|head| before.tokens.contains(&head));
                let carries = before
                    .tokens
                    .clone()
                    .any(|inner| document.tokens[inner].head == Some(token));
                let flat = matches!(
                    document.tokens[token].relation.base(),
                    Relation::Flat | Relation::Compound
                );
                flat && depends || carries
            }))
}

fn are_people(before: &Name, after: &Name) -> bool {
    before.kind == NameType::Person && after.kind == NameType::Person
}

/// "Dora Mills" and "Mays" around a hyphen without spaces.
fn is_double_surname(document: &Document<'_>, before: &Name, after: &Name) -> bool {
    let hyphen = before.tokens.end;
    are_people(before, after)
        && hyphen + 1 == after.tokens.start
        && document.form(hyphen) == "-"
        && document
            .words(hyphen - 1..hyphen + 2)
            .chars()
            .all(|letter| letter != ' ')
}

/// "the Port Authority of New York": a body whose last word says so, and the place it is of.
fn is_body_of(document: &Document<'_>, before: &Name, after: &Name) -> bool {
    let gap = before.tokens.end..after.tokens.start;
    let noun = lexicon::names::name_noun(document.form(before.tokens.end - 1), before.tokens.len());
    before.kind == NameType::Organization
        && noun == Some(NameType::Organization)
        && !is_firm_word(document.form(before.tokens.end - 1))
        && matches!(after.kind, NameType::Place | NameType::Country)
        && gap.len() == 1
        && document.form(gap.start) == "of"
}

/// "Acme" and "Motors" side by side: the second says what kind of body the first one is.
fn is_firm(document: &Document<'_>, before: &Name, after: &Name) -> bool {
    before.kind == NameType::Organization
        && before.tokens.end == after.tokens.start
        && after.tokens.len() == 1
        && after.kind != NameType::Person
        && lexicon::names::name_noun(document.form(after.tokens.start), 2)
            == Some(NameType::Organization)
}

/// "the Roads and Harbours Committee": its subjects are joined by "and", and the first one hangs on the
/// committee as the second does.
fn is_committee(document: &Document<'_>, before: &Name, after: &Name) -> bool {
    let (and, body) = (before.tokens.end, after.tokens.end - 1);
    let subject = &document.tokens[and - 1];
    let hangs = subject.relation.base() == Relation::Compound && subject.head == Some(body);
    before.kind == NameType::Organization
        && after.kind == NameType::Organization
        && and + 1 == after.tokens.start
        && after.tokens.len() > 1
        && document.form(and) == "and"
        && hangs
        && matches!(
            document.form(body),
            "Committee" | "Commission" | "Ministry" | "Department" | "Office" | "Agency" | "Board"
        )
        && lexicon::names::name_noun(document.form(and - 1), 2).is_none()
}
