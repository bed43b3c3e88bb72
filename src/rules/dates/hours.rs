//! From one hour to another ("5 to 6 p.m.", "between 7 and 9:30 last night"), and hours on a day or in
//! a part of one ("Saturday at 5", "last night at 8").
//!
//! An hour without its half of the day takes that of the other end or of the part of the day; where
//! neither says, it stays as it is written.

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::clock;
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::weekdays;

/// Reads the rows of `hours.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("mark", []) => Some(Val::Absent),
        ("take", [time]) => Some(time.clone()),
        ("open", [hour, minute]) => clock::clock(hour.whole()?, minute.whole()?, None),
        ("half", [time, half]) => in_half(time.time()?, half.whole()?),
        ("half_both", [first, last, half]) => {
            let half = half.whole()?;
            let last = in_half(last.time()?, half)?;
            let (same, plain) = (in_half(first.time()?, half)?, in_half(first.time()?, 0)?);
            // "11 to 1 p.m." starts in the morning.
            let first = if same.time()?.value < last.time()?.value {
                same
            } else {
                plain
            };
            pair(first.time()?, last.time()?)
        }
        ("part_both", [first, last, part]) => {
            let part = part.code()?;
            let (first, last) = (in_part(first.time()?, part)?, in_part(last.time()?, part)?);
            pair(&first, &last)
        }
        ("pair", [first, last]) => pair(first.time()?, last.time()?),
        ("clocks", [hour, minute, hour2, minute2]) => {
            let first = clock::clock(hour.whole()?, minute.whole()?, None)?;
            let last = clock::clock(hour2.whole()?, minute2.whole()?, None)?;
            pair(first.time()?, last.time()?)
        }
        ("four_digits", [first, last]) => {
            // "0730 to 0930"; without the zero they are as likely years.
            let first = first.whole().filter(|digits| *digits < 1000)?;
            let last = last.whole()?;
            let first = clock::clock(first / 100, first % 100, None)?;
            let last = clock::clock(last / 100, last % 100, None)?;
            pair(first.time()?, last.time()?)
        }
        ("part_of", [days, part]) => part_on(clock::anchored(here, days.number()?), part),
        ("part_told", [step, part]) => {
            let day = here.told(Unit::Day).map_or_else(
                || "XXXX-XX-XX".to_owned(),
                |day| arithmetic::step(day, step.number().unwrap_or(0.0), Unit::Day).to_string(),
            );
            part_on(day, part)
        }
        ("part", [day, part]) => part_on(clock::day_of(day)?.to_owned(), part),
        ("week_part", [week, weekday, part]) => {
            let name = if week.whole() == Some(0) {
                "this"
            } else {
                "step"
            };
            let given = [week.clone(), weekday.clone()];
            let day = weekdays::read(name, &given[usize::from(name == "this")..], here)?;
            part_on(day.time()?.value.clone(), part)
        }
        ("nth_part", [nth, weekday, month, part]) => {
            let day = nth_day(nth, weekday, month, here)?;
            part_on(day, part)
        }
        ("nth_clocks", [nth, weekday, month, time]) => {
            clock::join(&nth_day(nth, weekday, month, here)?, time.time()?)
        }
        ("parted", [part, time]) => parted(part.time()?, time.time()?),
        ("spoken", [hour, minute, part]) => {
            let (hour, minute) = (hour.whole()?, minute.whole()?);
            let time = clock::clock(hour, minute, None)?;
            parted(part.time()?, time.time()?)
        }
        ("today", [time]) => clock::join(&clock::current(here), time.time()?),
        ("join", [day, time]) => clock::join(clock::day_of(day)?, time.time()?),
        _ => None,
    }
}

/// A part of a day.
fn part_on(day: String, part: &Val) -> Option<Val> {
    Some(clock::timed(format!("{day}T{}", part.code()?)))
}

/// "the first Monday of next month" as a day.
fn nth_day(nth: &Val, weekday: &Val, month: &Val, here: &Here<'_>) -> Option<String> {
    let given = [nth.clone(), weekday.clone(), month.clone()];
    Some(weekdays::read("nth", &given, here)?.time()?.value.clone())
}

/// The hour and minute of a time of day.
fn parts(time: &Reading) -> Option<(i64, i64)> {
    let (hour, minute) = time.value.strip_prefix('T')?.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// A time of day in a half of the day; nothing for "13 a.m.".
fn in_half(time: &Reading, half: i64) -> Option<Val> {
    let (hour, minute) = parts(time)?;
    (1..=12)
        .contains(&hour)
        .then(|| clock::clock(hour, minute, Some(half)))?
}

/// A time of day in a part of the day: "9 last night" is 21:00, "3 tonight" is past midnight already.
fn in_part(time: &Reading, part: &str) -> Option<Reading> {
    let (hour, minute) = parts(time)?;
    let later = match part {
        "AF" => (1..12).contains(&hour),
        "EV" | "NI" => (5..12).contains(&hour),
        _ => false,
    };
    let value = format!("T{:02}:{minute:02}", hour + if later { 12 } else { 0 });
    Some(Reading {
        value,
        ..time.clone()
    })
}

/// From one time of day to another; the second is the later one of the day where it can be.
fn pair(first: &Reading, last: &Reading) -> Option<Val> {
    let ((hour, minute), (hour2, minute2)) = (parts(first)?, parts(last)?);
    let overtaken = (hour2, minute2) < (hour, minute) && hour < 12;
    let hour2 = hour2 + if overtaken { 12 } else { 0 };
    let value = format!("T{hour:02}:{minute:02}/T{hour2:02}:{minute2:02}");
    Some(clock::timed(value))
}

/// A time of day, or the span from one to another, in a part of a day.
fn parted(part: &Reading, time: &Reading) -> Option<Val> {
    let (day, part) = part.value.split_once('T')?;
    if let Some((first, last)) = time.value.split_once('/') {
        let plain = |value: &str| {
            let time = Reading::of(TimeType::Time, value);
            in_part(&time, part)
        };
        let joined = pair(&plain(first)?, &plain(last)?)?;
        return clock::join(day, joined.time()?);
    }
    clock::join(day, &in_part(time, part)?)
}
