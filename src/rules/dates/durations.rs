//! Lengths of time: "three years", "18-month", "half an hour", "several months", "the past decade".

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::reading::{Here, Length, Reading, Val};

/// Reads the rows of `durations.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [length]) => Some(length.clone()),
        ("length", [amount, unit]) => Some(Val::Length(length(amount.number(), unit)?)),
        ("length_half", [amount, unit]) => {
            Some(Val::Length(length(Some(amount.number()? + 0.5), unit)?))
        }
        ("length_part", [amount, part, unit]) => Some(Val::Length(length(
            Some(amount.number()? + part.number()?),
            unit,
        )?)),
        ("count", []) => Some(Val::Absent),
        ("business", [side, days]) => business_days(here.anchor?, side.whole()?, days.whole()?),
        ("sum", lengths) => {
            let mut parts = Vec::new();
            for length in lengths {
                parts.extend(length.length()?.parts.iter().copied());
            }
            Some(Val::Length(Length { parts }))
        }
        ("duration", [length]) => lasting(value(length.length()?)),
        ("duration_of", [amount, unit]) => lasting(value(&length(amount.number(), unit)?)),
        ("span", [side, length]) => span(here, side.number()?, length.length()?),
        ("span_of", [side, amount, unit]) => {
            span(here, side.number()?, &length(amount.number(), unit)?)
        }
        ("span_one", [side, unit]) => span(here, side.number()?, &length(Some(1.0), unit)?),
        ("unknown", []) => lasting("PXD".to_owned()),
        _ => None,
    }
}

/// A length of one unit.
fn length(amount: Option<f64>, unit: &Val) -> Option<Length> {
    Some(Length {
        parts: vec![(amount, unit.unit()?)],
    })
}

/// A reading of type duration.
fn lasting(value: String) -> Option<Val> {
    Some(Val::Time(Reading::of(TimeType::Duration, value)))
}

/// "the past six months": a length that ends, or starts, on the day of publication.
fn span(here: &Here<'_>, side: f64, length: &Length) -> Option<Val> {
    let mut reading = Reading::of(TimeType::Duration, value(length));
    let small = |unit: &Unit| matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
    if let (Some(anchor), [(Some(amount), unit)]) = (here.anchor, length.parts.as_slice())
        && !small(unit)
    {
        let other = arithmetic::step(anchor, side * amount, *unit);
        let (from, until) = if side < 0.0 {
            (other, anchor)
        } else {
            (anchor, other)
        };
        reading.from = Some(from.to_string());
        reading.until = Some(until.to_string());
    }
    Some(Val::Time(reading))
}

/// "the next four business days": from the first to the last of them.
fn business_days(anchor: Date, side: i64, count: i64) -> Option<Val> {
    let mut days = (1..=3 * count.clamp(1, 200))
        .map(|away| anchor.saturating_add((side * away).days()))
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    let near = days.next()?;
    let far = days.nth(usize::try_from(count).ok()?.checked_sub(2)?)?;
    let (from, until) = if side < 0 { (far, near) } else { (near, far) };
    Reading::date(format!("{from}/{until}"))
}

/// The TIMEX3 value. Parts of hours are minutes, parts of days hours, parts of years months, so that
/// whole numbers stand where they can.
pub(super) fn value(length: &Length) -> String {
    let (mut date, mut time) = (String::new(), String::new());
    let mut parts = length.parts.clone();
    parts.sort_by_key(|(_, unit)| std::cmp::Reverse(*unit));
    for (amount, unit) in &parts {
        let (factor, mut letter) = unit.basic();
        let Some(amount) = amount else {
            match letter {
                'H' => time.push_str("XH"),
                'T' => time.push_str("XM"),
                'S' => time.push_str("XS"),
                'E' => date.push_str("XWE"),
                letter => {
                    date.push('X');
                    date.push(letter);
                }
            }
            continue;
        };
        let mut amount = amount * factor;
        // A third of a century is 33 years: nobody counts the four months.
        if factor >= 10.0 {
            amount = (amount * 100.0).round() / 100.0;
            amount = if amount > 10.0 {
                amount.floor()
            } else {
                amount
            };
        }
        let finer = match letter {
            'Y' => Some((12.0, 'M')),
            'D' => Some((24.0, 'H')),
            'H' => Some((60.0, 'T')),
            'T' => Some((60.0, 'S')),
            _ => None,
        };
        if let Some((factor, smaller)) = finer.filter(|_| amount.fract() != 0.0) {
            let fine = (amount * factor * 1000.0).round() / 1000.0;
            if fine.fract() == 0.0 {
                (amount, letter) = (fine, smaller);
            }
        }
        let amount = (amount * 1000.0).round() / 1000.0;
        // Writing into a string cannot fail.
        let _ = match letter {
            'H' | 'S' => write!(time, "{amount}{letter}"),
            'T' => write!(time, "{amount}M"),
            'E' => write!(date, "{amount}WE"),
            letter => write!(date, "{amount}{letter}"),
        };
    }
    if time.is_empty() {
        format!("P{date}")
    } else {
        format!("P{date}T{time}")
    }
}
