//! Times of day and parts of days: "3:15 p.m. ET", "noon", "Friday morning", "last night".
//!
//! A time of day without its day is that of the day last spoken of. The value keeps to local time, as
//! TIMEX3 has it; the interval carries the offset where a zone is named. What is told from one hour to
//! another, or on a day, is in `hours.rs`.

use jiff::civil::{Date, Weekday};

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::reading::{Here, Reading, Val};

/// Reads the rows of `clock.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [time]) => Some(time.clone()),
        ("number", [value]) => Some(Val::Number(value.number()?)),
        ("clock", [hour, minute, half]) => clock(hour.whole()?, minute.whole()?, half.whole()),
        ("point", [point, half]) => {
            let hundredths = (point.number()? * 100.0).round();
            let whole = Val::Number(hundredths).whole()?;
            clock(whole / 100, whole % 100, half.whole())
        }
        ("part_clock", [hour, minute, part]) => {
            let time = clock(hour.whole()?, minute.whole()?, None)?;
            in_part(time.time()?, part.code()?)
        }
        ("clock_seconds", [hour, minute, second, half]) => {
            let time = clock(hour.whole()?, minute.whole()?, half.whole())?;
            let time = &time.time()?.value;
            let second = second.whole().filter(|second| (0..60).contains(second))?;
            Some(timed(format!("{time}:{second:02}")))
        }
        ("minutes_to", [hour, minutes, half]) => {
            let minutes = minutes.whole().filter(|it| (1..60).contains(it))?;
            clock(hour.whole()? - 1, 60 - minutes, half.whole())
        }
        ("in_part", [time, part]) => in_part(time.time()?, part.code()?),
        ("four_half", [digits, half]) => {
            let digits = digits.whole()?;
            clock(digits / 100, digits % 100, half.whole())
        }
        ("four", [digits]) => clock(digits.whole()? / 100, digits.whole()? % 100, None),
        ("four_zone", [digits, zone]) => {
            let digits = digits.whole()?;
            zoned(&clock(digits / 100, digits % 100, None)?, zone)
        }
        ("midday", [time]) => Some(timed(format!("T{}", time.code()?))),
        ("zone", [time, zone]) => zoned(time, zone),
        ("today", [time]) => join(&current(here), time.time()?),
        ("join", [day, time]) => join(day_of(day)?, time.time()?),
        ("part", [day, part]) => Some(timed(format!("{}T{}", day_of(day)?, part.code()?))),
        ("part_midday", [day, time]) => Some(timed(format!("{}T{}", day_of(day)?, time.code()?))),
        ("told_part", [step, part]) => {
            let day = here.told(Unit::Day).map_or_else(
                || "XXXX-XX-XX".to_owned(),
                |day| arithmetic::step(day, step.number().unwrap_or(0.0), Unit::Day).to_string(),
            );
            Some(timed(format!("{day}T{}", part.code()?)))
        }
        ("stamp", [year, month, day, hour, minute]) => {
            let day = format!(
                "{:04}-{:02}-{:02}",
                year.whole()?,
                month.whole()?,
                day.whole()?
            );
            join(&day, clock(hour.whole()?, minute.whole()?, None)?.time()?)
        }
        _ => None,
    }
}

/// A reading of type time.
pub(super) fn timed(value: String) -> Val {
    Val::Time(Reading::of(TimeType::Time, value))
}

/// `T15:15`; the half of the day adds twelve hours to all but noon.
pub(super) fn clock(hour: i64, minute: i64, half: Option<i64>) -> Option<Val> {
    let hour = match half {
        Some(0) if hour == 12 => 0,
        Some(12) if hour < 12 => hour + 12,
        _ => hour,
    };
    let fits = (0..=24).contains(&hour) && (0..60).contains(&minute);
    fits.then(|| timed(format!("T{hour:02}:{minute:02}")))
}

/// "8 in the evening": the half of the day comes from its part. Twelve and the small hours of the
/// night are before morning.
fn in_part(time: &Reading, part: &str) -> Option<Val> {
    let mut parts = time.value.strip_prefix('T')?.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let small = part == "MO" || part == "NI" && (hour == 12 || hour < 5);
    clock(
        hour,
        parts.next()?.parse().ok()?,
        Some(if small { 0 } else { 12 }),
    )
}

/// Marks a time of day with the offset of its zone, kept in the interval until the day is known.
fn zoned(time: &Val, zone: &Val) -> Option<Val> {
    let mut reading = time.time()?.clone();
    reading.from = zone
        .code()
        .filter(|zone| *zone != "plain")
        .map(str::to_owned);
    Some(Val::Time(reading))
}

/// The value of a date that is one day.
pub(super) fn day_of(date: &Val) -> Option<&str> {
    let reading = date.time()?;
    reading.is_day().then_some(reading.value.as_str())
}

/// The day spoken of, for a time of day alone.
pub(super) fn current(here: &Here<'_>) -> String {
    match here.narrative {
        Some(told) if told.is_day() => told.value.clone(),
        Some(told) if told.kind == TimeType::Time => told
            .first()
            .map_or_else(|| anchored(here, 0.0), |day| day.to_string()),
        _ => anchored(here, 0.0),
    }
}

/// The day so many days from publication.
pub(super) fn anchored(here: &Here<'_>, days: f64) -> String {
    here.anchor.map_or_else(
        || "XXXX-XX-XX".to_owned(),
        |day| arithmetic::step(day, days, Unit::Day).to_string(),
    )
}

/// A time of day on a day.
pub(super) fn join(day: &str, time: &Reading) -> Option<Val> {
    if let Some((first, last)) = time.value.split_once('/') {
        return Some(timed(format!("{day}{first}/{day}{last}")));
    }
    let clock = time.value.strip_prefix('T')?;
    let mut reading = Reading::of(TimeType::Time, format!("{day}T{clock}"));
    if let (Some(zone), Some(from)) = (&time.from, reading.from.clone()) {
        let date: Date = day.parse().ok()?;
        let instant = format!("{from}:00{}", offset(zone, date));
        reading.from = Some(instant.clone());
        reading.until = Some(instant);
    }
    Some(Val::Time(reading))
}

/// The offset from UTC of a zone on a day. `/us` marks a zone with daylight saving time as the United
/// States have kept it since 2007: second Sunday of March to first Sunday of November.
fn offset(zone: &str, day: Date) -> String {
    let Some(standard) = zone.strip_suffix("/us") else {
        return zone.to_owned();
    };
    let sunday = |month: i8, nth: i8| {
        let first = Date::new(day.year(), month, 1).ok()?;
        first.nth_weekday_of_month(nth, Weekday::Sunday).ok()
    };
    let summer = match (sunday(3, 2), sunday(11, 1)) {
        (Some(start), Some(end)) => start <= day && day < end,
        _ => false,
    };
    let hours: i32 = standard
        .get(..3)
        .and_then(|hours| hours.parse().ok())
        .unwrap_or(0);
    format!("{:+03}:00", hours + i32::from(summer))
}
