//! Dates, times, durations and sets, resolved against the day of publication.
//!
//! In: an article and its analysis. Out: every time expression with its TIMEX3 value and, where it
//! denotes one, its interval. Never: a clock; a date that the text and the day of publication do not
//! give.
//!
//! The grammar stands in the tables beside the files, one phenomenon each: a `.tsv` with the phrases
//! and a `.rs` that says what they mean.

mod arithmetic;
mod atoms;
mod calendar;
mod clock;
mod durations;
mod grammar;
mod guards;
mod holidays;
mod hour_guards;
mod hours;
mod matcher;
mod numbers;
mod periods;
mod ranges;
mod reading;
mod references;
mod relative;
mod scene;
mod sets;
mod tense;
mod weekdays;
mod weeks;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use crate::article::Article;
use crate::extraction::{self, TimeType};
use crate::language::{Document, NameType};
use crate::rules::dates::atoms::Shape;
use crate::rules::dates::grammar::GRAMMAR;
use crate::rules::dates::matcher::Matcher;
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::scene::Scene;
use crate::rules::dates::tense::Tense;
use crate::text::{Span, Text};

/// A time expression of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundTime {
    /// The tokens it covers, the first and last perhaps only in part ("3pm").
    pub(crate) tokens: Range<usize>,
    /// Its characters.
    pub(crate) span: Span,
    /// The TIMEX3 type.
    pub(crate) kind: TimeType,
    /// The TIMEX3 value.
    pub(crate) value: String,
    /// First day or instant of its interval, ISO 8601.
    pub(crate) from: Option<String>,
    /// Last day or instant, inclusive.
    pub(crate) until: Option<String>,
}

/// What a whole expression can be; the order breaks ties.
const WHOLES: [&str; 5] = ["RANGE", "TIME", "SET", "DATE", "DURATION"];

/// All time expressions, in text order, not overlapping.
pub(crate) fn find(article: &Article, document: &Document<'_>) -> Vec<FoundTime> {
    let atoms = atoms::cut(document.text.as_str());
    let scene = Scene {
        document,
        atoms: &atoms,
    };
    let (anchor, minute) = published(article.published.as_deref());
    let wholes: Vec<usize> = WHOLES
        .iter()
        .filter_map(|name| GRAMMAR.symbol(name))
        .collect();
    let mut told: Option<Reading> = None;
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() && !document.stop.is_asked() {
        let plain = atoms[at].word == 0 && !matches!(atoms[at].shape, Shape::Number { .. });
        let outside = article
            .residue
            .iter()
            .map(|span| span.range())
            .find(|range| range.contains(&atoms[at].start));
        let dateline = outside
            .as_ref()
            .is_none_or(|it| it.start == atoms[at].start);
        let Some(token) = scene.token(at).filter(|_| !plain && dateline) else {
            at += 1;
            continue;
        };
        let decide = || tense::of(document, token);
        let here = Here {
            anchor,
            minute,
            narrative: told.as_ref(),
            decide: &decide,
            tense: OnceCell::new(),
        };
        let Some((end, reading)) = longest(scene, &here, &wholes, at) else {
            at += 1;
            continue;
        };
        let time = laid_out(scene, at..end, &reading);
        if let Some(line) = outside {
            // The day under a headline is a time of its own; nothing in the prose counts from it.
            found.extend(time.filter(|time| reading.is_day() && time.span.range() == line));
            at = end;
            continue;
        }
        found.extend(time);
        if is_told(&reading) {
            told = Some(reading);
        }
        at = end;
    }
    found
}

/// The times as the extraction format has them, with ids `t1`, `t2` and so on.
pub(crate) fn assembled(found: &[FoundTime], text: &Text) -> Vec<extraction::Time> {
    found
        .iter()
        .enumerate()
        .map(|(number, time)| {
            let chars = text.char_range(time.span);
            extraction::Time {
                id: format!("t{}", number + 1),
                start: chars.start,
                end: chars.end,
                kind: time.kind,
                value: time.value.clone(),
                from: time.from.clone(),
                until: time.until.clone(),
            }
        })
        .collect()
}

/// The day, and the minute of the day, that an ISO 8601 date or date-time names.
fn published(stamp: Option<&str>) -> (Option<Date>, Option<u32>) {
    let Some(stamp) = stamp else {
        return (None, None);
    };
    let day = stamp.get(..10).and_then(|day| day.parse().ok());
    let number = |range: Range<usize>| {
        stamp
            .get(range)
            .and_then(|digits| digits.parse::<u32>().ok())
    };
    let minute = number(11..13).zip(number(14..16));
    (day, minute.map(|(hours, minutes)| hours * 60 + minutes))
}

/// The longest whole expression that starts at an atom, and its end.
fn longest(
    scene: Scene<'_>,
    here: &Here<'_>,
    wholes: &[usize],
    at: usize,
) -> Option<(usize, Reading)> {
    let guard = |name: &str, range: Range<usize>| match name {
        "future" => here.tense() == Tense::Future,
        _ => guards::holds(scene, name, range),
    };
    let matcher = Matcher::new(scene.atoms, here, &guard);
    let mut best: Option<(usize, Reading)> = None;
    for symbol in wholes {
        for (end, value) in matcher.matches(*symbol, at).iter() {
            let longer = best.as_ref().is_none_or(|(known, _)| known < end);
            if let (true, Val::Time(reading)) = (longer, value)
                && !cuts_word(scene, at..*end)
                && !breaks_sentence(scene, at..*end)
                && !is_in_name(scene, at..*end)
            {
                best = Some((*end, reading.clone()));
            }
        }
    }
    best
}

/// Whether a match starts or ends inside a word: the "3am" of an address or a product number.
fn cuts_word(scene: Scene<'_>, range: Range<usize>) -> bool {
    let glued = |left: usize| {
        scene.atoms.get(left + 1).is_some_and(|right| right.glued)
            && scene.is_alphanumeric(left)
            && scene.is_alphanumeric(left + 1)
    };
    // "123-12-1234" is no date in any of its parts.
    let chained = |mark: usize| {
        mark > 0
            && scene.is_number(mark - 1)
            && scene.is_number(mark + 1)
            && scene.atoms[mark].glued
            && scene.atoms[mark + 1].glued
            && matches!(scene.lower(mark).as_str(), "-" | "/" | ".")
    };
    let before = range.start.checked_sub(1);
    before.is_some_and(|before| glued(before) || chained(before))
        || glued(range.end - 1)
        || scene.atoms.get(range.end).is_some() && chained(range.end)
}

/// Whether a match runs over the full stop of a sentence.
fn breaks_sentence(scene: Scene<'_>, range: Range<usize>) -> bool {
    let (Some(first), Some(last)) = (scene.token(range.start), scene.token(range.end - 1)) else {
        return false;
    };
    let document = scene.document;
    let sentence = document.sentence_of(first);
    // A sentence that ends in an abbreviation has perhaps been cut too early: "Sept. | 13".
    document.sentences.get(sentence).is_some_and(|sentence| {
        let end = sentence.tokens.end;
        end <= last && document.form(end - 1) == "."
    })
}

/// Whether a match is only part of a name that does not tell a time: "The Sunday Times", "Theresa May".
fn is_in_name(scene: Scene<'_>, range: Range<usize>) -> bool {
    let (Some(first), Some(last)) = (scene.token(range.start), scene.token(range.end - 1)) else {
        return false;
    };
    scene.document.names.iter().any(|name| {
        let inside = name.tokens.start <= first && last < name.tokens.end;
        let timeless = match name.kind {
            NameType::Person => true,
            NameType::Organization | NameType::Product | NameType::Work | NameType::Facility => {
                name.tokens.len() > last + 1 - first
            }
            _ => false,
        };
        inside && timeless && name.confidence >= 0.5
    })
}

/// Lays a match over the text and its tokens.
fn laid_out(scene: Scene<'_>, range: Range<usize>, reading: &Reading) -> Option<FoundTime> {
    let document = scene.document;
    let first = scene.token(range.start)?;
    let mut last_atom = range.end - 1;
    let mut last = scene.token(last_atom)?;
    // The full stop of the sentence is no part of a date, that of "Sept." is.
    if document.form(last) == "." && last_atom > range.start {
        last_atom -= 1;
        last = scene.token(last_atom)?;
    }
    let bytes = scene.atoms[range.start].start..scene.atoms[last_atom].end;
    Some(FoundTime {
        tokens: first..last + 1,
        span: document.text.span(bytes)?,
        kind: reading.kind,
        value: reading.value.clone(),
        from: reading.from.clone(),
        until: reading.until.clone(),
    })
}

/// Whether later expressions can count from this one: a day, a month or a year that is known.
fn is_told(reading: &Reading) -> bool {
    matches!(reading.kind, TimeType::Date | TimeType::Time)
        && reading.first().is_some()
        && !reading.value.contains("REF")
        && reading.value.len() >= 4
}

#[cfg(test)]
mod tests;
