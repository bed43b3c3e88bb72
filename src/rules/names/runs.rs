//! Names that stand side by side without a mark between them are several: the people of a list
//! ("Ann Lee Tom Reed"), a signature before a salutation ("Best, Ann Tom, I agree"), a town before
//! its state ("salem oregon").

use crate::knowledge::{Class, Knowledge};
use crate::language::{Document, NameType};
use crate::rules::lexicon::names::gender_of_given;
use crate::rules::names::Name;

/// Words from which a run of people's names is a list: then a given name always opens another one.
const LIST: usize = 6;

/// Cuts the people apart; after the borders are settled, which join what one person's name is.
pub(crate) fn cut_people(document: &Document<'_>, names: &mut Vec<Name>) {
    cut(names, |name| match name.kind {
        NameType::Person => people(document, name),
        _ => Vec::new(),
    });
    names.retain(|name| name.kind != NameType::Person || !is_aside(document, name.tokens.start));
}

/// Cuts the places apart; before the borders are settled, which drop names in small letters that
/// nobody knows.
pub(crate) fn cut_places(document: &Document<'_>, knowledge: &Knowledge, names: &mut Vec<Name>) {
    cut(names, |name| match name.kind {
        NameType::Place | NameType::Country => places(document, knowledge, name),
        _ => Vec::new(),
    });
}

/// Cuts each name at the borders found in it.
fn cut(names: &mut Vec<Name>, borders: impl Fn(&Name) -> Vec<usize>) {
    let whole = std::mem::take(names);
    for name in whole {
        let mut start = name.tokens.start;
        for end in borders(&name).into_iter().chain([name.tokens.end]) {
            names.push(Name {
                tokens: start..end,
                ..name.clone()
            });
            start = end;
        }
    }
}

/// Where another person begins inside a name.
fn people(document: &Document<'_>, name: &Name) -> Vec<usize> {
    let mut borders = Vec::new();
    // "Dale "The Rock" Hale" is one person.
    let marks = |token: usize| matches!(document.form(token), "\"" | "“" | "”" | "‘");
    if name.tokens.clone().any(marks) {
        return borders;
    }
    let mut start = name.tokens.start;
    let list = name.tokens.len() >= LIST;
    for token in name.tokens.start + 1..name.tokens.end {
        let rest = name.tokens.end - token;
        let form = document.form(token);
        // "Ann Ann": nobody bears a name twice; initials and particles may come again.
        let again =
            form.chars().count() > 2 && (start..token).any(|before| document.form(before) == form);
        // "Ann Lee Tom Reed": a given name after a surname opens another pair.
        let opens = token >= start + 2
            && is_given(document, token)
            && (list
                || rest >= 2 && is_surname(document, token - 1) && !is_given(document, token + 1));
        // "Ann Lee Tom, I agree": somebody is spoken to.
        let spoken_to = rest == 1 && is_given(document, token) && is_salutation(document, token);
        if again || opens || spoken_to || is_aside(document, token) {
            borders.push(token);
            start = token;
        }
    }
    borders
}

/// Whether a word is a given name as far as the table knows; "al" in "al-Janabi" is none.
fn is_given(document: &Document<'_>, token: usize) -> bool {
    document
        .form(token)
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
        && gender_of_given(document.form(token)).is_some()
}

/// Whether a word can only be a surname: written out, capitalised, and no given name.
fn is_surname(document: &Document<'_>, token: usize) -> bool {
    let form = document.form(token);
    form.chars().count() > 2
        && form.chars().next().is_some_and(char::is_uppercase)
        && !form.contains('.')
        && !is_given(document, token)
}

/// Whether a word beside a signature is no name: a room number, "P.S.".
fn is_aside(document: &Document<'_>, token: usize) -> bool {
    let form = document.form(token);
    form.chars().any(|letter| letter.is_ascii_digit()) || form.starts_with("P.S")
}

/// Whether a comma or colon and the beginning of a sentence follow.
fn is_salutation(document: &Document<'_>, token: usize) -> bool {
    let next = token + 2;
    next < document.tokens.len()
        && matches!(document.form(token + 1), "," | ":")
        && document.tokens[next].upos != crate::language::Upos::Propn
        && document
            .form(next)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
}

/// Where the region or country begins that a place name ends with, when only the parts are known.
fn places(document: &Document<'_>, knowledge: &Knowledge, name: &Name) -> Vec<usize> {
    let known = |tokens: std::ops::Range<usize>, state: bool| {
        knowledge
            .gazetteer(document.words(tokens))
            .iter()
            .any(|found| {
                let is_state = matches!(found.class, Class::Country | Class::Region);
                !found.role.is_other() && found.class.is_place() && (is_state || !state)
            })
    };
    if name.tokens.len() < 2 || known(name.tokens.clone(), false) {
        return Vec::new();
    }
    (name.tokens.start + 1..name.tokens.end)
        .find(|border| {
            known(name.tokens.start..*border, false) && known(*border..name.tokens.end, true)
        })
        .into_iter()
        .collect()
}
