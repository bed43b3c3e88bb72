//! Names of several words that the gazetteer knows stay whole ("Democratic People's Republic of
//! Korea"), and countries and large towns are found even where the model missed them.

use std::ops::Range;

use crate::knowledge::{Candidate, Class, Knowledge};
use crate::language::{Document, NameType, Upos};
use crate::rules::names::{Name, is_capitalised};

/// Tokens of the longest known name.
const LONGEST: usize = 8;
/// Inhabitants from which a town is found without the model.
const LARGE: u32 = 500_000;

/// Widens names to known ones and adds known ones.
pub(crate) fn complete(document: &Document<'_>, knowledge: &Knowledge, names: &mut Vec<Name>) {
    for sentence in &document.sentences {
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            start = match longest(document, knowledge, start, sentence.tokens.end) {
                Some((end, known)) => {
                    settle(document, names, start, end, &known);
                    end
                }
                None => start + 1,
            };
        }
    }
}

/// The longest known name that starts here, and where it ends.
fn longest(
    document: &Document<'_>,
    knowledge: &Knowledge,
    start: usize,
    limit: usize,
) -> Option<(usize, Candidate)> {
    if !is_capitalised(document, start) || document.tokens[start].upos == Upos::Det {
        return None;
    }
    let last = limit.min(start + LONGEST);
    (start + 1..=last).rev().find_map(|end| {
        if !is_capitalised(document, end - 1) && document.form(end - 1) != "." {
            return None;
        }
        let words = document.words(start..end);
        let found = knowledge.gazetteer(words).into_iter().next()?;
        (!found.role.is_other()).then_some((end, found))
    })
}

/// Lets a known name replace what overlaps it, unless the model sees a longer name there.
fn settle(
    document: &Document<'_>,
    names: &mut Vec<Name>,
    start: usize,
    end: usize,
    known: &Candidate,
) {
    let overlapping: Vec<usize> = (0..names.len())
        .filter(|at| names[*at].tokens.start < end && start < names[*at].tokens.end)
        .collect();
    let longer = overlapping.iter().any(|at| {
        let name = &names[*at];
        name.tokens.start < start || name.tokens.end > end || name.tokens == (start..end)
    });
    if longer {
        return;
    }
    let kind = match known.class {
        Class::Country => NameType::Country,
        Class::Organization => NameType::Organization,
        _ => NameType::Place,
    };
    let sure = match known.class {
        Class::Country | Class::Organization => true,
        Class::Capital => known.popularity >= LARGE,
        Class::City => known.popularity >= LARGE && known.role == crate::knowledge::Role::Name,
        _ => false,
    };
    if overlapping.is_empty() && !(sure && is_proper(document, start..end, known.class)) {
        return;
    }
    // "Paris Saint-Germain" is one name of something else: a lone word inside it stays.
    if !overlapping.is_empty() && end - start < 2 {
        return;
    }
    if !sure && known.class != Class::Region {
        return;
    }
    for at in overlapping.into_iter().rev() {
        names.remove(at);
    }
    names.push(Name {
        tokens: start..end,
        kind,
        confidence: 0.8,
    });
}

/// Whether the words are a proper name of their own in the tree: not part of a longer run of
/// capitalised words, not a common word.
fn is_proper(document: &Document<'_>, tokens: Range<usize>, class: Class) -> bool {
    let Range { start, end } = tokens;
    let body = class == Class::Organization;
    let proper = (start..end).any(|token| document.tokens[token].upos == Upos::Propn)
        || body && (is_title_case(document, start..end) || is_acronym(document, start..end));
    let joined = |token: Option<usize>| {
        token.is_some_and(|token| {
            token < document.tokens.len()
                && document.sentence_of(token) == document.sentence_of(start)
                && document.tokens[token].upos == Upos::Propn
        })
    };
    proper && !joined(start.checked_sub(1)) && !joined(Some(end))
}

/// Several words with capitals, whatever the tree takes them for: "the Food and Drug Administration".
fn is_title_case(document: &Document<'_>, tokens: Range<usize>) -> bool {
    let long = |token: usize| document.form(token).chars().count() > 3;
    tokens.len() > 1
        && tokens
            .into_iter()
            .all(|token| !long(token) || is_capitalised(document, token))
}

/// Capitals in a sentence that has small letters, though they spell a word: "The WHO".
fn is_acronym(document: &Document<'_>, tokens: Range<usize>) -> bool {
    let form = document.form(tokens.start);
    let sentence = document.sentences[document.sentence_of(tokens.start)]
        .tokens
        .clone();
    tokens.len() == 1
        && form.len() > 2
        && form.chars().all(|letter| letter.is_ascii_uppercase())
        && sentence.into_iter().any(|token| {
            document
                .form(token)
                .chars()
                .filter(|c| c.is_lowercase())
                .count()
                > 2
        })
}
