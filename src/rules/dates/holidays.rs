//! Holidays and other days with names: "Christmas", "Thanksgiving", "Good Friday", "9/11".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::tense::Tense;

/// Reads the rows of `holidays.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take" | "name", [value]) => Some(value.clone()),
        ("when", [name, year]) => {
            let year = match year.time() {
                Some(reading) => reading.value.parse().ok(),
                None => year.whole(),
            };
            match year {
                Some(year) => on(name.code()?, i16::try_from(year).ok()?)
                    .and_then(|day| Reading::date(day.to_string())),
                None => nearest(here, name.code()?, here.tense()),
            }
        }
        ("new_year", []) => nearest(here, "01-01", Tense::Future),
        ("weekend", [name, year]) => {
            let given = [name.clone(), year.clone()];
            weekend_of(read("when", &given, here)?.time()?.first()?)
        }
        ("past", [name]) => nearest(here, name.code()?, Tense::Past),
        ("next", [name]) => nearest(here, name.code()?, Tense::Future),
        ("nine_eleven", [month, day]) => {
            let attack = month.whole() == Some(9) && day.whole() == Some(11);
            attack.then(|| Reading::date("2001-09-11"))?
        }
        _ => None,
    }
}

/// The holiday before or after publication, as the tense says; the nearer one when it does not.
fn nearest(here: &Here<'_>, name: &str, side: Tense) -> Option<Val> {
    let Some(anchor) = here.anchor else {
        // A fixed day is known but for its year.
        let fixed = name.len() == 5 && on(name, 2000).is_some();
        return fixed.then(|| Reading::date(format!("XXXX-{name}")))?;
    };
    let away = |day: &Date| anchor.duration_until(*day).as_hours() / 24;
    let days: Vec<Date> = (-1..=1)
        .filter_map(|step| on(name, anchor.year() + step))
        .collect();
    let near = days.iter().copied().min_by_key(|day| away(day).abs())?;
    let chosen = match side {
        Tense::Past => days.iter().copied().rfind(|day| *day <= anchor),
        Tense::Future => days.iter().copied().find(|day| *day >= anchor),
        Tense::Unknown => Some(near),
    }?;
    // "the deal will be done after Christmas", written a week after it, is still next year's, but a
    // present tense a few days on looks back.
    let day = if side != Tense::Past && away(&near).abs() <= 7 {
        near
    } else {
        chosen
    };
    Reading::date(day.to_string())
}

/// The weekend that goes with a holiday: the days off before a Monday or Tuesday, else those that follow.
fn weekend_of(day: Date) -> Option<Val> {
    let early = matches!(day.weekday(), Weekday::Monday | Weekday::Tuesday);
    let day = day.saturating_sub(if early { 7 } else { 0 }.days());
    Reading::date(arithmetic::label(day, Unit::Weekend))
}

/// The day a holiday falls on in a year, by its rule in the table.
fn on(name: &str, year: i16) -> Option<Date> {
    if let Some(days) = name.strip_prefix('E') {
        let days: i64 = days.trim_start_matches('+').parse().ok()?;
        return Some(easter(year)?.saturating_add(days.days()));
    }
    let (rule, more) = name.split_once('+').unwrap_or((name, "0"));
    let mut parts = rule.splitn(3, '-');
    let month: i8 = parts.next()?.parse().ok()?;
    let second: i8 = parts.next()?.parse().ok()?;
    let Some(nth) = parts.next() else {
        return Date::new(year, month, second).ok();
    };
    let weekday = Weekday::from_monday_one_offset(second).ok()?;
    let day = Date::new(year, month, 1).ok()?;
    let day = day.nth_weekday_of_month(nth.parse().ok()?, weekday).ok()?;
    Some(day.saturating_add(more.parse::<i64>().ok()?.days()))
}

/// Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
