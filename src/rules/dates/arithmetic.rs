//! Calendar arithmetic on TIMEX3 values: labels of periods, steps from one to another, intervals.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The units of time, coarse ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weekends.
    Weekend,
    /// Weeks from Monday to Sunday, as ISO 8601 counts them.
    Week,
    /// Two weeks.
    Fortnight,
    /// Months.
    Month,
    /// Quarters of a calendar year.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl Unit {
    /// The unit that `words.tsv` writes so.
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "S" => Self::Second,
            "MIN" => Self::Minute,
            "H" => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "FN" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            "ML" => Self::Millennium,
            _ => return None,
        })
    }

    /// How many of the units that durations are written in make one: a decade is `P10Y`.
    pub(super) fn basic(self) -> (f64, char) {
        match self {
            Self::Second => (1.0, 'S'),
            Self::Minute => (1.0, 'T'),
            Self::Hour => (1.0, 'H'),
            Self::Day => (1.0, 'D'),
            Self::Weekend => (1.0, 'E'),
            Self::Week => (1.0, 'W'),
            Self::Fortnight => (2.0, 'W'),
            Self::Month => (1.0, 'M'),
            Self::Quarter => (3.0, 'M'),
            Self::Year => (1.0, 'Y'),
            Self::Decade => (10.0, 'Y'),
            Self::Century => (100.0, 'Y'),
            Self::Millennium => (1000.0, 'Y'),
        }
    }
}

/// The TIMEX3 value of the period of this unit that a day lies in.
pub(super) fn label(day: Date, unit: Unit) -> String {
    let week = day.iso_week_date();
    let (year, month) = (day.year(), day.month());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day.to_string(),
        Unit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        Unit::Week | Unit::Fortnight => format!("{:04}-W{:02}", week.year(), week.week()),
        Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}", year / 10),
        Unit::Century => format!("{:02}", year / 100),
        Unit::Millennium => format!("{}", year / 1000),
    }
}

/// The same with the parts unknown that only a known day could tell.
pub(super) fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Millennium => "X",
    }
}

/// The day so many units away; the nearest representable one at the ends of time. Fractions count in
/// the next smaller unit.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float to integer cast saturates, and amounts are clamped before"
)]
pub(super) fn step(day: Date, amount: f64, unit: Unit) -> Date {
    let (factor, basic) = unit.basic();
    let amount = (amount * factor).clamp(-1.0e5, 1.0e5);
    let span = match basic {
        'Y' if amount.fract() == 0.0 && amount.abs() < 9000.0 => (amount as i64).years(),
        'Y' => ((amount * 12.0).clamp(-1.0e5, 1.0e5).round() as i64).months(),
        'M' if amount.fract() == 0.0 => (amount as i64).months(),
        'M' => ((amount * 30.4).round() as i64).days(),
        'W' | 'E' => ((amount * 7.0).round() as i64).days(),
        'D' => (amount.round() as i64).days(),
        'H' => ((amount / 24.0).trunc() as i64).days(),
        _ => 0.days(),
    };
    day.saturating_add(span)
}

/// The first and last day (or the instant, twice) that a TIMEX3 value denotes, both in ISO 8601;
/// `None` when a part is unknown or the value names no interval of the calendar.
pub(super) fn interval(value: &str) -> Option<(String, String)> {
    if let Some((from, until)) = value.split_once('/') {
        return Some((interval(from)?.0, interval(until)?.1));
    }
    if let Some((day, clock)) = value.split_once('T') {
        let (first, last) = days(day)?;
        if clock.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((value.to_owned(), value.to_owned()));
        }
        return Some((first.to_string(), last.to_string()));
    }
    days(value).map(|(first, last)| (first.to_string(), last.to_string()))
}

/// The first and last day of a calendar value.
fn days(value: &str) -> Option<(Date, Date)> {
    let number = |part: &str| -> Option<i16> {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let mut parts = value.split('-');
    let year = parts.next()?;
    let first_year = number(year)?;
    let span = |from: i16, until: i16| {
        let first = Date::new(from, 1, 1).ok()?;
        Some((first, Date::new(until, 12, 31).ok()?))
    };
    let Some(part) = parts.next() else {
        return match year.len() {
            4 => span(first_year, first_year),
            3 => span(first_year * 10, first_year * 10 + 9),
            2 => span(first_year * 100, first_year * 100 + 99),
            _ => None,
        };
    };
    let months = |from: i8, count: i64| {
        let first = Date::new(first_year, from, 1).ok()?;
        Some((
            first,
            first.saturating_add((count - 1).months()).last_of_month(),
        ))
    };
    let rest = parts.next();
    match (part, rest) {
        ("Q1" | "H1", _) => months(1, if part == "H1" { 6 } else { 3 }),
        ("Q2", _) => months(4, 3),
        ("Q3", _) => months(7, 3),
        ("Q4", _) => months(10, 3),
        ("H2", _) => months(7, 6),
        ("SP", _) => months(3, 3),
        ("SU", _) => months(6, 3),
        ("FA", _) => months(9, 3),
        ("WI", _) => months(12, 3),
        (month, None) if number(month).is_some() => months(number(month)?.try_into().ok()?, 1),
        (month, Some(day)) if number(month).is_some() => {
            let (month, day) = (
                number(month)?.try_into().ok()?,
                number(day)?.try_into().ok()?,
            );
            let day = Date::new(first_year, month, day).ok()?;
            Some((day, day))
        }
        (week, rest) => {
            let week = number(week.strip_prefix('W')?)?.try_into().ok()?;
            let monday = ISOWeekDate::new(first_year, week, Weekday::Monday)
                .ok()?
                .date();
            let sunday = monday.saturating_add(6.days());
            match rest {
                None => Some((monday, sunday)),
                Some("WE") => Some((monday.saturating_add(5.days()), sunday)),
                Some(day) => {
                    let day = monday.saturating_add((i64::from(number(day)?) - 1).days());
                    Some((day, day))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, interval, label, step};
    use jiff::civil::date;

    fn check(value: &str, from: &str, until: &str) {
        let wanted = Some((from.to_owned(), until.to_owned()));
        assert_eq!(interval(value), wanted, "{value}");
    }

    #[test]
    fn a_value_denotes_its_days() {
        check("2023-09", "2023-09-01", "2023-09-30");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2023-W36-WE", "2023-09-09", "2023-09-10");
        check("199", "1990-01-01", "1999-12-31");
        check("18", "1800-01-01", "1899-12-31");
        check("2023-WI", "2023-12-01", "2024-02-29");
        check("2023-09-10/2023-09-13", "2023-09-10", "2023-09-13");
        check("2023-09-04TMO", "2023-09-04", "2023-09-04");
        check("2023-09-04T15:15", "2023-09-04T15:15", "2023-09-04T15:15");
    }

    #[test]
    fn an_unknown_part_denotes_no_interval() {
        for value in [
            "XXXX-09-13",
            "XXXX-WXX-3",
            "PRESENT_REF",
            "FY2024",
            "BC0300",
            "2023-02-30",
            "",
            "P1D",
        ] {
            assert_eq!(interval(value), None, "{value}");
        }
    }

    #[test]
    fn steps_keep_to_the_calendar() {
        let day = date(2023, 1, 31);
        assert_eq!(step(day, 1.0, Unit::Month), date(2023, 2, 28));
        assert_eq!(step(day, -1.5, Unit::Year), date(2021, 7, 31));
        assert!(step(day, -1.0e9, Unit::Century) < date(-6000, 1, 1));
        assert_eq!(
            label(step(day, -1.0, Unit::Quarter), Unit::Quarter),
            "2022-Q4"
        );
        assert_eq!(label(day, Unit::Week), "2023-W05");
    }
}
