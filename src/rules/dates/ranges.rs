//! Ranges: "Sunday to Sept. 13", "from 2003 to 2007", "May 5-7", "between March and June".

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::calendar;
use crate::rules::dates::reading::{Here, Reading, Val};

/// Reads the rows of `ranges.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("range", [first, last]) => range(first.time()?, last.time()?),
        // Without "from", only what is alike makes a range: "compared Monday to last year" is none.
        ("even_range", [first, last]) => {
            let (first, last) = (first.time()?, last.time()?);
            let even = first.value.len() == last.value.len();
            even.then(|| range(first, last))?
        }
        ("week_range", [weekday, last]) => {
            // "Sunday to Sept. 13": the Sunday in the week before, whatever the tense.
            let last = last.time()?;
            let day = last.first()?;
            let weekday =
                Weekday::from_monday_one_offset(i8::try_from(weekday.whole()?).ok()?).ok()?;
            let back = i64::from(day.weekday().since(weekday));
            joined(&day.saturating_sub(back.days()).to_string(), &last.value)
        }
        ("days", [year, month, first, last]) => {
            ends(here, [year, month, first], [year, month, last])
        }
        ("dates", [year, month, first, month2, last]) => {
            ends(here, [year, month, first], [year, month2, last])
        }
        ("months", [year, first, last]) => {
            // "November to February 2017" began the year before.
            let back = i64::from(first.whole()? > last.whole()?);
            let (from, until) = (year.whole()? - back, year.whole()?);
            joined(
                &format!("{from:04}-{:02}", first.whole()?),
                &format!("{until:04}-{:02}", last.whole()?),
            )
        }
        ("months_near", [first, last]) => {
            let end = calendar::read("date", &[Val::Absent, last.clone(), Val::Absent], here)?;
            let end = end.time()?;
            let (year, last) = end.value.split_once('-')?;
            // The first month is the one before: "November to February" began the year before.
            let back = i64::from(first.whole()? > last.parse().ok()?);
            let year = match year.parse::<i64>() {
                Ok(year) => format!("{:04}", year - back),
                Err(_) => year.to_owned(),
            };
            joined(&format!("{year}-{:02}", first.whole()?), &end.value)
        }
        ("year_range", [first, last]) => {
            let first = first.whole().filter(|year| (1000..2200).contains(year))?;
            let last = last.time()?;
            let after = last.first()?.year() >= i16::try_from(first).ok()?;
            after.then(|| joined(&format!("{first:04}"), &last.value))?
        }
        ("to_date", [first]) => {
            let now = Reading::date(here.anchor?.to_string())?;
            range(first.time()?, now.time()?)
        }
        ("numeric_days", [month, first, month2, last]) => ends(
            here,
            [&Val::Absent, month, first],
            [&Val::Absent, month2, last],
        ),
        ("numeric_year", [month, first, month2, last, year]) => {
            ends(here, [year, month, first], [year, month2, last])
        }
        ("years", [first, last]) => {
            let (first, last) = (first.whole()?, last.whole()?);
            let last = first / 100 * 100 + last;
            (last > first).then(|| joined(&format!("{first:04}"), &format!("{last:04}")))?
        }
        ("full_years", [first, last]) => {
            let (first, last) = (first.whole()?, last.whole()?);
            let fits = (1000..2200).contains(&first) && first < last && last < 2200;
            fits.then(|| joined(&format!("{first:04}"), &format!("{last:04}")))?
        }
        _ => None,
    }
}

/// The range from one calendar date to another.
fn ends(here: &Here<'_>, first: [&Val; 3], last: [&Val; 3]) -> Option<Val> {
    let date = |parts: [&Val; 3]| calendar::read("date", &parts.map(Clone::clone), here);
    let (first, last) = (date(first)?, date(last)?);
    range(first.time()?, last.time()?)
}

/// The range from the beginning of one time to the end of another.
fn range(first: &Reading, last: &Reading) -> Option<Val> {
    let dates = first.kind == TimeType::Date && last.kind == TimeType::Date;
    let reference = |reading: &Reading| {
        reading.value.contains("REF")
            || reading.value.contains('/')
            || reading.value.starts_with('F')
    };
    if !dates
        || reference(first) && first.first().is_none()
        || reference(last) && last.last().is_none()
    {
        return None;
    }
    let start = if first.value == "PRESENT_REF" {
        first.from.clone()?
    } else {
        first.value.clone()
    };
    let mut end = if last.value == "PRESENT_REF" {
        last.until.clone()?
    } else {
        last.value.clone()
    };
    if let (Some(from), Some(until)) = (first.first(), last.last())
        && until < from
    {
        // "Friday to Tuesday" and "December to March" end after they begin.
        let near = until.duration_until(from).as_hours() / 24;
        end = if near < 7 {
            until.saturating_add(7.days()).to_string()
        } else if near < 366 && (end.len() == 7 || end.len() == 10) {
            let unit = if end.len() == 7 {
                Unit::Month
            } else {
                Unit::Day
            };
            arithmetic::label(until.saturating_add(1.year()), unit)
        } else {
            return None;
        };
    }
    joined(&start, &end)
}

/// An interval of two values; one that is known only in part is still told.
fn joined(first: &str, last: &str) -> Option<Val> {
    Reading::date(format!("{first}/{last}"))
}
