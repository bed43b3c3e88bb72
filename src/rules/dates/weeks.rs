//! Weeks and months by their place in a longer period ("the first week of June", "week 12 of 2021"),
//! and weeks by a day in them ("the week of 3 May").

use jiff::ToSpan;
use jiff::civil::Date;

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::calendar;
use crate::rules::dates::reading::{Here, Reading, Val};

/// Reads the rows of `weeks.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [time]) => Some(time.clone()),
        ("of_month", [month]) => {
            calendar::read("date", &[Val::Absent, month.clone(), Val::Absent], here)
        }
        ("week", [nth, period]) => week(nth.whole()?, period.time()?),
        ("month", [nth, year]) => {
            let year = &year.time()?.value;
            let nth = nth.whole().filter(|nth| (1..=12).contains(nth))?;
            (year.len() == 4).then(|| Reading::date(format!("{year}-{nth:02}")))?
        }
        ("week_here", [nth]) => {
            let year = here.anchor?.year();
            week(
                nth.whole()?,
                &Reading::of(TimeType::Date, format!("{year:04}")),
            )
        }
        ("around", [day]) => Reading::date(arithmetic::label(day.time()?.first()?, Unit::Week)),
        _ => None,
    }
}

/// The week of a year by its ISO number, of a month by its Thursdays; -1 is the last one.
fn week(nth: i64, period: &Reading) -> Option<Val> {
    let day = match period.value.len() {
        4 => day_in_year(nth, period)?,
        7 if !period.value.contains(['W', 'Q', 'H', 'S', 'F']) => day_in_month(nth, period)?,
        _ => return None,
    };
    Reading::date(arithmetic::label(day, Unit::Week))
}

/// A day in the nth ISO week of a year: the first one has the 4th of January.
fn day_in_year(nth: i64, year: &Reading) -> Option<Date> {
    match nth {
        1..=53 => Some(year.first()?.saturating_add((7 * (nth - 1) + 3).days())),
        -1 => Some(year.last()?.saturating_sub(3.days())),
        _ => None,
    }
}

/// The nth Thursday of a month, which the week has that lies mostly in it.
fn day_in_month(nth: i64, month: &Reading) -> Option<Date> {
    let nth = i8::try_from(nth)
        .ok()
        .filter(|nth| (-1..=5).contains(nth))?;
    month
        .first()?
        .nth_weekday_of_month(nth, jiff::civil::Weekday::Thursday)
        .ok()
}
