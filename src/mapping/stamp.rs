//! Dates as typed literals, as exact as they are given.

use oxigraph::model::Literal;
use oxigraph::model::vocab::xsd;

/// `2023` as `xsd:gYear`, `2023-09` as `xsd:gYearMonth`, `2023-09-04` as `xsd:date`, with a time as
/// `xsd:dateTime`; `None` for everything that is no such date or does not exist.
pub(super) fn stamp(value: &str) -> Option<Literal> {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let (lexical, datatype) = match (parts.as_slice(), time) {
        ([year], None) if is_year(year) => (value.to_owned(), xsd::G_YEAR),
        ([year, month], None) if is_year(year) && is_month(month) => {
            (value.to_owned(), xsd::G_YEAR_MONTH)
        }
        ([year, month, day], None) if is_day(year, month, day) => (value.to_owned(), xsd::DATE),
        ([year, month, day], Some(time)) if is_day(year, month, day) => {
            (format!("{date}T{}", clock(time)?), xsd::DATE_TIME)
        }
        _ => return None,
    };
    Some(Literal::new_typed_literal(lexical, datatype))
}

fn is_year(year: &str) -> bool {
    number(year, 4).is_some_and(|year| year > 0)
}

fn is_month(month: &str) -> bool {
    number(month, 2).is_some_and(|month| (1..=12).contains(&month))
}

fn is_day(year: &str, month: &str, day: &str) -> bool {
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// A time of day with its zone as XML Schema writes it: seconds are required there.
fn clock(time: &str) -> Option<String> {
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (&hour, &minute) = (parts.first()?, parts.get(1)?);
    let second = parts.get(2).copied();
    let fits = parts.len() <= 3
        && number(hour, 2).is_some_and(|hour| hour < 24)
        && number(minute, 2).is_some_and(|minute| minute < 60)
        && second.is_none_or(|second| number(second, 2).is_some_and(|second| second < 60))
        && (fraction.is_none() || second.is_some())
        && fraction.is_none_or(is_digits)
        && (zone.is_empty() || zone == "Z" || is_offset(&zone[1..]));
    let fraction = fraction.map(|digits| format!(".{digits}"));
    fits.then(|| {
        let second = second.unwrap_or("00");
        format!(
            "{hour}:{minute}:{second}{}{zone}",
            fraction.unwrap_or_default()
        )
    })
}

fn is_offset(offset: &str) -> bool {
    let parts: Vec<Option<u32>> = offset.split(':').map(|part| number(part, 2)).collect();
    matches!(parts.as_slice(), [Some(hour), Some(minute)] if *hour < 14 && *minute < 60)
}

fn is_digits(string: &str) -> bool {
    !string.is_empty() && string.bytes().all(|digit| digit.is_ascii_digit())
}

fn number(string: &str, digits: usize) -> Option<u32> {
    let fits = string.len() == digits && is_digits(string);
    if fits { string.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::stamp;

    fn check(value: &str, expected: &str) {
        let stamp = stamp(value).map(|literal| literal.to_string());
        let stamp = stamp.map(|it| it.replace("http://www.w3.org/2001/XMLSchema#", ""));
        assert_eq!(stamp.unwrap_or_default(), expected);
    }

    #[test]
    fn dates_are_as_exact_as_given() {
        check("2023", "\"2023\"^^<gYear>");
        check("2023-09", "\"2023-09\"^^<gYearMonth>");
        check("2024-02-29", "\"2024-02-29\"^^<date>");
        check("2023-09-04T12:30", "\"2023-09-04T12:30:00\"^^<dateTime>");
        check(
            "2023-09-04T12:30:05.25-04:00",
            "\"2023-09-04T12:30:05.25-04:00\"^^<dateTime>",
        );
    }

    #[test]
    fn what_is_no_date_gives_nothing() {
        for value in [
            "",
            "P2W",
            "XXXX-WXX-1",
            "2023-W36",
            "2023-02-29",
            "2023-13",
            "0000",
            "2023-09-04TEV",
            "2023-09-04T25:00",
            "2023-09-04T12:30.5",
            "2023-09-04T12:30+",
            "20é3",
            "-2023",
            "T",
        ] {
            check(value, "");
        }
    }
}
