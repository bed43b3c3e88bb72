//! Dates of the calendar: "Sept. 13", "13 September 2023", "2023-09-04", "9/4/23", "in 2003".
//!
//! A date without its year is the nearest one on the side that the tense of the clause points to.

use jiff::civil::Date;

use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::tense::Tense;

/// Days within which an unmentioned year is the near one whatever the tense: "has set the hearing for
/// October 3", written in September.
const NEAR: i32 = 45;

/// Reads the rows of `calendar.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [time, ..]) => Some(time.clone()),
        ("date", [year, month, day]) => date(here, year, month, day.whole()),
        ("year", [year]) => Reading::date(format!("{:04}", year.whole()?)),
        ("year_month", [year, month]) => {
            let (year, month) = (year.whole()?, month.whole()?);
            // "2015-16" is a season or a school year, not a month.
            let month_like = (1..=12).contains(&month) && month != year % 100 + 1;
            month_like.then(|| Reading::date(format!("{year:04}-{month:02}")))?
        }
        ("short_year", [year, month]) => {
            let year = full_year(here, year.whole()?);
            Reading::date(format!("{year:04}-{:02}", month.whole()?))
        }
        ("numeric", [year, first, second]) => {
            let (first, second) = (first.whole()?, second.whole()?);
            let (month, day) = if first > 12 {
                (second, first)
            } else {
                (first, second)
            };
            numeric(here, year.whole(), month, day)
        }
        ("european", [year, day, month]) => {
            numeric(here, year.whole(), month.whole()?, day.whole()?)
        }
        ("within", [period, day]) => {
            let month = period.time()?.value.clone();
            let known = month.len() == 7 && !month.contains(['W', 'Q', 'H', '/']);
            valid(&format!("{month}-{:02}", day.whole()?))
                .filter(|_| known)
                .and_then(Reading::date)
        }
        ("within_this", [day]) => month_day(here, day.whole()?),
        ("short_day", [year, month, day]) => {
            let year = full_year(here, year.whole()?);
            numeric(here, Some(year), month.whole()?, day.whole()?)
        }
        ("in_year", [year, month, day]) => {
            let year = &year.time()?.value;
            let month = month.whole()?;
            match day.whole() {
                Some(day) => valid(&format!("{year}-{month:02}-{day:02}")).and_then(Reading::date),
                None => Reading::date(format!("{year}-{month:02}")),
            }
        }
        ("last_month", [month]) => last_month(here, month.whole()?),
        ("this_month", [month]) => match here.anchor {
            Some(anchor) => Reading::date(format!("{:04}-{:02}", anchor.year(), month.whole()?)),
            None => Reading::date(format!("XXXX-{:02}", month.whole()?)),
        },
        ("monthday", [day]) => month_day(here, day.whole()?),
        ("weekday_the", [weekday, day]) => weekday_the(here, weekday.whole()?, day.whole()?),
        _ => None,
    }
}

/// A date of the calendar; instead of a year, `past` and `coming` say on which side to look, and any
/// other word or nothing leaves it to the tense.
fn date(here: &Here<'_>, year: &Val, month: &Val, day: Option<i64>) -> Option<Val> {
    let month = month.whole()?;
    if let Val::Number(year) = year {
        return numeric_or_month(Some(*year), month, day);
    }
    let side = match year.code() {
        Some("past") => Tense::Past,
        Some("coming") => Tense::Future,
        _ => here.tense(),
    };
    let Some(anchor) = here.anchor else {
        return numeric_or_month(None, month, day);
    };
    let mut year = yearless(anchor, month, day, side);
    if (month, day) == (2, Some(29)) {
        let step = if side == Tense::Future { 1 } else { -1 };
        while !Date::new(year, 1, 1).is_ok_and(Date::in_leap_year) {
            year = year.checked_add(step)?;
        }
    }
    numeric_or_month(Some(f64::from(year)), month, day)
}

/// The value of a year or none, a month, a day or none.
fn numeric_or_month(year: Option<f64>, month: i64, day: Option<i64>) -> Option<Val> {
    let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    match day {
        Some(day) => valid(&format!("{year}-{month:02}-{day:02}")).and_then(Reading::date),
        None => Reading::date(format!("{year}-{month:02}")),
    }
}

/// The value, if such a day can be; without a year, if it can in a leap year.
fn valid(value: &str) -> Option<String> {
    let probe = value.replace("XXXX", "2000");
    probe.parse::<Date>().ok().map(|_| value.to_owned())
}

/// The year of a date that does not tell it.
pub(super) fn yearless(anchor: Date, month: i64, day: Option<i64>, side: Tense) -> i16 {
    let this = anchor.year();
    let on = |year: i16| {
        let month = i8::try_from(month).unwrap_or(1);
        let day = day.and_then(|day| i8::try_from(day).ok()).unwrap_or(15);
        Date::new(year, month, day)
            .or_else(|_| Date::new(year, month, 28))
            .unwrap_or(anchor)
    };
    let away = |year: i16| anchor.duration_until(on(year)).as_hours() / 24;
    let here = if day.is_some() {
        away(this).signum()
    } else {
        (month - i64::from(anchor.month())).signum()
    };
    let past = if here > 0 { this - 1 } else { this };
    let coming = if here < 0 { this + 1 } else { this };
    let (chosen, other) = match side {
        Tense::Past => (past, coming),
        Tense::Future => (coming, past),
        Tense::Unknown if away(past).abs() <= away(coming).abs() => (past, coming),
        Tense::Unknown => (coming, past),
    };
    // Months are left to the tense alone: "in October" in a past clause is last October.
    let near = day.is_some()
        && away(other).abs() <= i64::from(NEAR)
        && away(chosen).abs() > 4 * i64::from(NEAR);
    if near { other } else { chosen }
}

/// A date written in numbers; a year of two digits is the one nearest to our time.
fn numeric(here: &Here<'_>, year: Option<i64>, month: i64, day: i64) -> Option<Val> {
    let year = match (year, here.anchor) {
        (Some(year @ 0..=99), _) => Some(full_year(here, year)),
        (Some(year), _) => Some(year),
        (None, Some(anchor)) => Some(i64::from(yearless(anchor, month, Some(day), here.tense()))),
        (None, None) => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "a year has four digits")]
    numeric_or_month(year.map(|year| year as f64), month, Some(day))
}

/// A year of two digits in full: within the forty years to come, else before.
fn full_year(here: &Here<'_>, year: i64) -> i64 {
    let now = here.anchor.map_or(2020, |day| i64::from(day.year()));
    let full = now / 100 * 100 + year;
    if full > now + 40 { full - 100 } else { full }
}

/// "last October": the most recent one, but not one so near that a writer would say "in October".
fn last_month(here: &Here<'_>, month: i64) -> Option<Val> {
    let Some(anchor) = here.anchor else {
        return Reading::date(format!("XXXX-{month:02}"));
    };
    let ago = i64::from(anchor.month()) - month;
    let year = if ago >= 6 {
        anchor.year()
    } else {
        anchor.year() - 1
    };
    Reading::date(format!("{year:04}-{month:02}"))
}

/// "on the 27th": of the month spoken of.
fn month_day(here: &Here<'_>, day: i64) -> Option<Val> {
    match here.told(Unit::Day) {
        Some(told) => valid(&format!("{:04}-{:02}-{day:02}", told.year(), told.month())),
        None => Some(format!("XXXX-XX-{day:02}")),
    }
    .and_then(Reading::date)
}

/// "Thursday the 21st": of the nearest month in which that day is that weekday.
fn weekday_the(here: &Here<'_>, weekday: i64, day: i64) -> Option<Val> {
    let Some(anchor) = here.anchor else {
        return valid(&format!("XXXX-XX-{day:02}").replace("XX-XX", "XX-01"))
            .and_then(|_| Reading::date(format!("XXXX-XX-{day:02}")));
    };
    let mut months: Vec<i64> = (-12..=12).collect();
    months.sort_by_key(|away| away.abs());
    months.into_iter().find_map(|away| {
        let month = arithmetic::step(
            anchor.first_of_month(),
            f64::from(i32::try_from(away).ok()?),
            Unit::Month,
        );
        let date = Date::new(month.year(), month.month(), i8::try_from(day).ok()?).ok()?;
        let fits = i64::from(date.weekday().to_monday_one_offset()) == weekday;
        fits.then(|| Reading::date(date.to_string()))?
    })
}
