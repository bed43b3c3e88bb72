//! Whether a string is a date or date-time of ISO 8601 as RDF can hold it.

/// What a date has to look like, for messages.
pub(super) const EXPECTED: &str =
    "not a date of ISO 8601: 2023-09-04, 2023-09, 2023 or 2023-09-04T12:30:00Z";

/// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date-time in the extended format, with seconds, fractions
/// and zone optional; days have to exist.
pub(super) fn is_date(string: &str) -> bool {
    let (date, time) = match string.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (string, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    match (parts.as_slice(), time) {
        ([year], None) => number(year, 4).is_some(),
        ([year, month], None) => {
            number(year, 4).is_some() && number(month, 2).is_some_and(|month| is_in(month, 1, 12))
        }
        ([year, month, day], time) => {
            is_day(year, month, day) && time.is_none_or(is_time_with_zone)
        }
        _ => false,
    }
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
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    is_in(day, 1, days)
}

fn is_time_with_zone(string: &str) -> bool {
    let (time, zone) = match string.find(['Z', '+', '-']) {
        Some(at) => string.split_at(at),
        None => (string, ""),
    };
    let zone_fits = match zone.get(1..) {
        None => true,
        Some("") => zone == "Z",
        Some(offset) => zone != "Z" && is_clock(offset, 14),
    };
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (time, None),
    };
    let fraction_fits = fraction.is_none_or(|digits| {
        !digits.is_empty()
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && clock.len() == "00:00:00".len()
    });
    zone_fits && fraction_fits && is_clock(clock, 23)
}

fn is_clock(string: &str, last_hour: u32) -> bool {
    let parts: Vec<Option<u32>> = string.split(':').map(|part| number(part, 2)).collect();
    match parts.as_slice() {
        [Some(hour), Some(minute)] => *hour <= last_hour && *minute < 60,
        [Some(hour), Some(minute), Some(second)] => {
            *hour <= last_hour && *minute < 60 && *second < 61
        }
        _ => false,
    }
}

fn is_in(value: u32, first: u32, last: u32) -> bool {
    (first..=last).contains(&value)
}

fn number(string: &str, digits: usize) -> Option<u32> {
    let fits = string.len() == digits && string.bytes().all(|digit| digit.is_ascii_digit());
    if fits { string.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_and_date_times_that_exist_are_accepted() {
        for date in [
            "2023",
            "2023-09",
            "2024-02-29",
            "2023-09-04T12:30",
            "2023-09-04T12:30:05Z",
            "2023-09-04T12:30:05.250-04:00",
        ] {
            assert!(is_date(date), "{date}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for date in [
            "",
            "2023-9-4",
            "2023-02-29",
            "2023-13-01",
            "2023-09-04 12:30",
            "2023-09-04T25:00",
            "2023-09-04T12:30Zulu",
            "2023-09-04T12:30+1",
            "Sept. 4",
            "２０２３",
            "20230904",
        ] {
            assert!(!is_date(date), "{date}");
        }
    }
}
