//! Quarters, halves, seasons, fiscal years, decades, centuries; their beginnings, middles and ends.

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::calendar;
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::tense::Tense;

/// Reads the rows of `periods.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    match (reading, given) {
        ("take", [time, ..]) => Some(time.clone()),
        ("year", [year]) => Reading::date(format!("{:04}", year.whole()?)),
        ("this_year", []) => Reading::date(current(here, Unit::Year)),
        ("quarter", [nth, year]) => {
            let nth = nth.whole().filter(|nth| (1..=4).contains(nth))?;
            Reading::date(format!("{}-Q{nth}", year_of(here, year, 3 * nth - 2)?))
        }
        ("half", [nth, year]) => {
            let nth = nth.whole().filter(|nth| (1..=2).contains(nth))?;
            Reading::date(format!("{}-H{nth}", year_of(here, year, 6 * nth - 5)?))
        }
        ("season", [season, year]) => {
            let season = season.code()?;
            Reading::date(format!(
                "{}-{season}",
                year_of(here, year, first_month(season))?
            ))
        }
        ("this_season", [season]) => season_step(here, season.code()?, 0),
        ("past_season", [season]) => season_step(here, season.code()?, -1),
        ("next_season", [season]) => season_step(here, season.code()?, 1),
        ("fiscal", [year]) => Reading::date(format!("FY{:04}", full_year(year.whole()?))),
        ("fiscal_span", [year, _]) => Reading::date(format!("FY{:04}", year.whole()? + 1)),
        ("fiscal_step", [step]) => year_step(here, "FY", step),
        // The school year is named by the year it begins in.
        ("school", [year]) => Reading::date(format!("SY{:04}", full_year(year.whole()?))),
        ("school_step", [step]) => year_step(here, "SY", step),
        ("decade", [year]) => decade(year.whole()?),
        ("decade_of", [century, year]) => decade(century.whole()? + year.whole()?),
        ("century", [nth]) => {
            Reading::date(format!("{:02}", nth.whole().filter(|nth| *nth > 0)? - 1))
        }
        ("century_bc", [nth]) => {
            Reading::date(format!("BC{:02}", nth.whole().filter(|nth| *nth > 0)? - 1))
        }
        ("month", [month]) => {
            calendar::read("date", &[Val::Absent, month.clone(), Val::Absent], here)
        }
        ("border", [_, period]) => Some(period.clone()),
        ("border_unit", [border, unit]) => border_unit(here, border.code()?, unit.unit()?),
        ("this_unit", [unit]) => Reading::date(current(here, unit.unit()?)),
        ("bc", [year]) => Reading::date(format!("BC{:04}", year.whole().filter(|it| *it < 10000)?)),
        ("ad", [year]) => Reading::date(format!("{:04}", year.whole().filter(|it| *it < 2000)?)),
        _ => None,
    }
}

/// The current period of a unit; its parts unknown without an anchor.
pub(super) fn current(here: &Here<'_>, unit: Unit) -> String {
    here.anchor.map_or_else(
        || arithmetic::unknown(unit).to_owned(),
        |day| arithmetic::label(day, unit),
    )
}

/// The year given, or the one that the tense points to for a part of the year that starts in this
/// month.
fn year_of(here: &Here<'_>, year: &Val, month: i64) -> Option<String> {
    if let Some(reading) = year.time() {
        // "the quarter of last week" is none.
        let plain = reading.value.len() == 4 || reading.value.starts_with("FY");
        return plain.then(|| reading.value.clone());
    }
    if let Some(year) = year.whole() {
        return Some(format!("{year:04}"));
    }
    let Some(anchor) = here.anchor else {
        return Some("XXXX".to_owned());
    };
    let side = match here.tense() {
        Tense::Future => Tense::Future,
        Tense::Past | Tense::Unknown => Tense::Past,
    };
    Some(format!(
        "{:04}",
        calendar::yearless(anchor, month, None, side)
    ))
}

/// The month a season starts in.
fn first_month(season: &str) -> i64 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

/// The fiscal or school year some steps from the one of the article.
fn year_step(here: &Here<'_>, kind: &str, step: &Val) -> Option<Val> {
    let year = here.anchor.map(|day| i64::from(day.year()));
    let year = year.map_or_else(
        || "XXXX".to_owned(),
        |year| format!("{:04}", year + step.whole().unwrap_or(0)),
    );
    Reading::date(format!("{kind}{year}"))
}

/// The season so many years from the current or nearest one.
fn season_step(here: &Here<'_>, season: &str, step: i64) -> Option<Val> {
    let Some(anchor) = here.anchor else {
        return Reading::date(format!("XXXX-{season}"));
    };
    let (month, start) = (i64::from(anchor.month()), first_month(season));
    let mut year = i64::from(anchor.year());
    // In January "this winter" began last year.
    if season == "WI" && month < 6 {
        year -= 1;
    }
    let begun = month >= start || year < i64::from(anchor.year());
    let over = month > start + 5 && start < 12;
    year += match step {
        // In December "last summer" is the one of this year, in September not yet.
        -1 if over => 0,
        -1 => -1,
        1 if begun => 1,
        _ => 0,
    };
    Reading::date(format!("{year:04}-{season}"))
}

/// A year of two digits in full.
fn full_year(year: i64) -> i64 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}

/// "the 1990s", "the '90s", "the 1800s".
fn decade(year: i64) -> Option<Val> {
    let year = match year {
        0..=19 => 2000 + year,
        20..=99 => 1900 + year,
        _ => year,
    };
    if year % 100 == 0 && year < 2000 {
        return Reading::date(format!("{:02}", year / 100));
    }
    (year % 10 == 0).then(|| Reading::date(format!("{:03}", year / 10)))?
}

/// "the end of the year"; what is left of a period is an interval from now on.
fn border_unit(here: &Here<'_>, border: &str, unit: Unit) -> Option<Val> {
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Day) {
        return None;
    }
    let mut reading = Reading::of(TimeType::Date, current(here, unit));
    if border == "REST" {
        reading.from = here.anchor.map(|day| day.to_string());
    }
    Some(Val::Time(reading))
}
