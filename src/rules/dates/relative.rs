//! Times counted from the day of publication ("two weeks ago", "last month") or from the time last
//! spoken of ("the previous day", "five years later").

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::reading::{Here, Length, Reading, Val};
use crate::rules::dates::tense::Tense;

/// Reads the rows of `relative.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [time]) => Some(time.clone()),
        ("day", [time]) => time.time()?.is_day().then(|| time.clone()),
        ("shift", [amount, unit]) => shift(here.anchor, amount.number()?, unit.unit()?),
        ("told", [amount, unit]) => shift(here.told(unit.unit()?), amount.number()?, unit.unit()?),
        ("this", [unit]) => this(here, unit.unit()?),
        ("same", [unit]) => shift(here.told(unit.unit()?), 0.0, unit.unit()?),
        ("past_week", []) => shift(here.anchor, -1.0, Unit::Week),
        ("ago", [length]) => hours(here, length.length()?, -1.0)
            .or_else(|| away(here.anchor, length.length()?, -1.0)),
        ("hence", [length]) => {
            hours(here, length.length()?, 1.0).or_else(|| away(here.anchor, length.length()?, 1.0))
        }
        ("later", [length]) => narrated(here, length.length()?, 1.0),
        ("earlier", [length]) => narrated(here, length.length()?, -1.0),
        ("from_day", [length, day]) => from_day(day.time()?.first()?, length.length()?, 1.0),
        ("to_day", [length, day]) => from_day(day.time()?.first()?, length.length()?, -1.0),
        ("long_ago", []) => Some(Val::Time(Reading::of(TimeType::Date, "PAST_REF"))),
        _ => None,
    }
}

/// "three weeks after Christmas": counted from a day, a day.
fn from_day(day: Date, length: &Length, sign: f64) -> Option<Val> {
    let mut day = day;
    for (amount, unit) in &length.parts {
        day = arithmetic::step(day, sign * (*amount)?, *unit);
    }
    Reading::date(day.to_string())
}

/// The period of a unit so many units from a day.
fn shift(from: Option<Date>, amount: f64, unit: Unit) -> Option<Val> {
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        return None;
    }
    let Some(from) = from else {
        return Reading::date(arithmetic::unknown(unit));
    };
    // "the next fortnight" is a length of time, not one of the fortnights of the calendar.
    if unit == Unit::Fortnight {
        return None;
    }
    // A step in months from the 31st must not end two months on.
    let from = match unit {
        Unit::Month | Unit::Quarter => from.first_of_month(),
        _ => from,
    };
    Reading::date(arithmetic::label(
        arithmetic::step(from, amount, unit),
        unit,
    ))
}

/// "this week"; "this weekend" told as past before Saturday is the one just over.
fn this(here: &Here<'_>, unit: Unit) -> Option<Val> {
    let early = here
        .anchor
        .is_some_and(|day| day.weekday().to_monday_one_offset() < 5);
    let over = unit == Unit::Weekend && early && here.tense() == Tense::Past;
    shift(here.anchor, if over { -1.0 } else { 0.0 }, unit)
}

/// "five hours ago", to the minute, when the minute of publication is known.
fn hours(here: &Here<'_>, length: &Length, sign: f64) -> Option<Val> {
    let (anchor, minute) = (here.anchor?, i64::from(here.minute?));
    let now = anchor.at(0, 0, 0, 0).checked_add(minute.minutes()).ok()?;
    minutes_from(now, length, sign)
}

/// The minute that lies hours or minutes from another.
fn minutes_from(start: DateTime, length: &Length, sign: f64) -> Option<Val> {
    let [(Some(amount), unit)] = length.parts.as_slice() else {
        return None;
    };
    let minutes = match unit {
        Unit::Hour => 60.0,
        Unit::Minute => 1.0,
        _ => return None,
    };
    let away = Val::Number((sign * amount * minutes).round()).whole()?;
    let stamp = start.checked_add(away.minutes()).ok()?;
    let value = format!("{}T{:02}:{:02}", stamp.date(), stamp.hour(), stamp.minute());
    Some(Val::Time(Reading::of(TimeType::Time, value)))
}

/// "five years later", "half an hour earlier". Hours and minutes count from the time of day last told,
/// where nothing is told from the minute of publication; else they only say that it was on that day.
fn narrated(here: &Here<'_>, length: &Length, sign: f64) -> Option<Val> {
    let unit = length.parts.last()?.1;
    let told = here.told(unit);
    if unit > Unit::Hour {
        return away(told, length, sign);
    }
    if let Some(told) = &here.narrative {
        if let Some(stamp) = told
            .until
            .as_deref()
            .and_then(|until| until.get(..16)?.parse().ok())
        {
            return minutes_from(stamp, length, sign);
        }
    } else if let Some(exact) = hours(here, length, sign) {
        return Some(exact);
    }
    let day = told.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.to_string());
    Some(Val::Time(Reading::of(TimeType::Time, format!("{day}TXX"))))
}

/// A length of time before or after a day, as exact as its smallest unit.
fn away(from: Option<Date>, length: &Length, sign: f64) -> Option<Val> {
    let reference = if sign < 0.0 { "PAST_REF" } else { "FUTURE_REF" };
    let mut day = match from {
        Some(day) => day,
        None if length.parts.iter().all(|(amount, _)| amount.is_some()) => {
            let unit = length.parts.last()?.1;
            return Reading::date(arithmetic::unknown(unit));
        }
        None => return Some(Val::Time(Reading::of(TimeType::Date, reference))),
    };
    let (mut first, mut last) = (None, None);
    let start = day;
    for (amount, unit) in &length.parts {
        let Some(amount) = amount else {
            return Some(Val::Time(Reading::of(TimeType::Date, reference)));
        };
        first = first.or(Some(*amount));
        last = Some(*unit);
        day = arithmetic::step(day, sign * amount, *unit);
    }
    let exact = match last? {
        // "half a year ago" is a month, "a year and a half ago" too.
        Unit::Year if first?.fract() != 0.0 => Unit::Month,
        // "a decade ago" names a year as "ten years ago" does.
        Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
        Unit::Fortnight => Unit::Week,
        Unit::Quarter => Unit::Month,
        Unit::Weekend => Unit::Weekend,
        unit => unit,
    };
    if length.parts.len() == 1 && matches!(exact, Unit::Month) {
        day = arithmetic::step(start.first_of_month(), sign * first?, last?);
    }
    Reading::date(arithmetic::label(day, exact))
}
