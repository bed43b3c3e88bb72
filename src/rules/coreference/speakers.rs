//! "I" and "my" inside somebody's quoted words are that somebody; "we" is the body that speaks, or the
//! one body that the text names when it says who the speaker is ("a spokesman of the ministry"), or the one
//! country of somebody who speaks for a country ("Kenya's coach").

use std::ops::Range;

use crate::extraction::{EntityType, MentionKind};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::{Index, mention};
use crate::rules::lexicon::classes::{self, Class};

/// Attaches the first person in some quoted words to their speaker, given by the head of the phrase
/// that names the speaker; does nothing when that is no figure. `index` is
/// that of the whole cast.
pub(crate) fn attach<'d>(
    cast: &mut Cast,
    index: &mut Index<'d>,
    document: &'d Document<'_>,
    quoted: &[Range<usize>],
    speaker: usize,
) {
    let Some(figure) = index.heads.figure(speaker) else {
        return;
    };
    let kind = cast.figures[figure].kind;
    let one = matches!(kind, EntityType::Person | EntityType::Other).then_some(figure);
    let many = match kind {
        EntityType::Organization | EntityType::Country => Some(figure),
        EntityType::Person => body_of(cast, &cast.figures[figure]),
        _ => None,
    };
    for token in quoted.iter().cloned().flatten() {
        let meant = match document.form(token) {
            "I" | "me" | "my" | "My" | "mine" | "Mine" | "myself" | "Myself" => one,
            "we" | "We" | "us" | "Us" | "our" | "Our" | "ours" | "ourselves" => many,
            _ => None,
        };
        if let Some(figure) = meant.filter(|_| index.heads.figure(token).is_none()) {
            let pronoun = Mention {
                tokens: token..token + 1,
                head: token,
                kind: MentionKind::Pronoun,
            };
            index.add(document, &pronoun, figure);
            mention(&mut cast.figures[figure], pronoun);
        }
    }
}

/// The one organisation that the descriptions of a person name, or else the one country whose office they
/// say that the person holds.
fn body_of(cast: &Cast, person: &Figure) -> Option<usize> {
    let names = |figure: &Figure, words: &str| {
        std::iter::once(&figure.name)
            .chain(&figure.aliases)
            .any(|name| {
                words
                    .match_indices(name.as_str())
                    .any(|(at, _)| is_whole(words, at, name.len()))
            })
    };
    let named = |kind: EntityType, fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let figures = cast.figures.iter().enumerate();
        let found = figures.filter(|(_, figure)| {
            let mut told = person.descriptions.iter().filter(|words| fits(words));
            figure.kind == kind && told.any(|words| names(figure, words))
        });
        found.map(|(at, _)| at).collect()
    };
    let holds = |words: &str| {
        let words = words.to_lowercase();
        let former = words.contains("former") || words.contains("ex-");
        !former && words.split(' ').any(|word| classes::is(Class::Envoy, word))
    };
    match named(EntityType::Organization, &|_| true)[..] {
        [body] => Some(body),
        [] => match named(EntityType::Country, &holds)[..] {
            [country] => Some(country),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a part of some words starts and ends where words do.
fn is_whole(words: &str, at: usize, length: usize) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + length..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
