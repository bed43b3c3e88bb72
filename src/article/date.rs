//! Dates of publication in the notations of bylines, web pages and databases, to ISO 8601.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// A date at the start of a line of metadata: how many bytes it takes, and its ISO form.
pub(super) fn prefix(string: &str) -> Option<(usize, String)> {
    FORMS.iter().find_map(|(pattern, read)| {
        let found = pattern.captures(string)?;
        let iso = read(&found)?;
        let end = found.get(0)?.end();
        // "2023-09-045" is no date.
        let follows = string[end..].chars().next();
        let ends = !follows.is_some_and(char::is_alphanumeric);
        ends.then_some((end, iso))
    })
}

/// A whole value that is a date or date-time; the time is kept where it is in the notation of ISO
/// 8601 or of e-mail, and left out where it is in words ("3:15 p.m. ET").
pub(super) fn iso(string: &str) -> Option<String> {
    let string = string.trim();
    let (end, date) = prefix(string)?;
    let rest = &string[end..];
    if date.contains('T') && !rest.trim().is_empty() {
        return None;
    }
    (rest.len() < 40).then_some(date)
}

/// Seconds or milliseconds since 1970 as a date-time in UTC, from 1990 on.
pub(super) fn from_timestamp(number: i64) -> Option<String> {
    let seconds = if number > 100_000_000_000 {
        number / 1000
    } else {
        number
    };
    let plausible = (631_152_000..4_102_444_800).contains(&seconds);
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    plausible.then(|| stamp.to_string())
}

type Read = fn(&Captures<'_>) -> Option<String>;

const MONTH: &str = "(?P<month>jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|\
                     june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|\
                     nov(?:ember|\\.)?|dec(?:ember|\\.)?)";
const WEEKDAY: &str =
    "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day|\\.)?,?\\s+)?";

static FORMS: LazyLock<Vec<(Regex, Read)>> = LazyLock::new(|| {
    let year = "(?P<year>(?:19|20)\\d\\d)";
    let clock = "(?P<clock>\\d\\d:\\d\\d(?::\\d\\d)?)";
    let zone = "(?P<zone>\\s?(?:z|utc|gmt|[+-]\\d\\d:?\\d\\d))?";
    let forms: [(String, Read); 6] = [
        // 2023-09-04T12:30:05.25Z, 2023/09/04 12:30
        (
            format!(
                "{year}[-/](?P<m>\\d\\d?)[-/](?P<d>\\d\\d?)(?:(?:t|\\s+){clock}(?:\\.\\d+)?{zone})?"
            ),
            numeric,
        ),
        // Mon, 04 Sep 2023 12:30:05 +0000
        (
            format!("{WEEKDAY}(?P<d>\\d\\d?)\\s+{MONTH}\\s+{year}\\s+{clock}{zone}"),
            named,
        ),
        // September 4, 2023; Sept. 4th 2023
        (
            format!("{WEEKDAY}{MONTH}\\s+(?P<d>\\d\\d?)(?:st|nd|rd|th)?,?\\s+{year}"),
            named,
        ),
        // 4 September 2023; 4th of September, 2023; 04-Sep-2023
        (
            format!(
                "{WEEKDAY}(?P<d>\\d\\d?)(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+{MONTH},?[\\s-]+{year}"
            ),
            named,
        ),
        // 20230904
        (format!("{year}(?P<m>\\d\\d)(?P<d>\\d\\d)"), numeric),
        // 09/24/2023 or 24.9.2023, where only one reading is a date
        (
            format!("(?P<a>\\d\\d?)[/.](?P<b>\\d\\d?)[/.]{year}"),
            either_order,
        ),
    ];
    let compile = |(form, read): (String, Read)| {
        let pattern = Regex::new(&format!("(?i)^{form}")).ok()?;
        Some((pattern, read))
    };
    forms.into_iter().filter_map(compile).collect()
});

fn number<T: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<T> {
    found.name(name)?.as_str().parse().ok()
}

fn numeric(found: &Captures<'_>) -> Option<String> {
    let day = Date::new(
        number(found, "year")?,
        number(found, "m")?,
        number(found, "d")?,
    )
    .ok()?;
    Some(with_clock(day, found))
}

fn named(found: &Captures<'_>) -> Option<String> {
    let month = month(found.name("month")?.as_str())?;
    let day = Date::new(number(found, "year")?, month, number(found, "d")?).ok()?;
    Some(with_clock(day, found))
}

/// The number of a month's English name or abbreviation.
fn month(name: &str) -> Option<i8> {
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = name.get(..3)?.to_ascii_lowercase();
    let at = names.iter().position(|name| *name == start)?;
    i8::try_from(at + 1).ok()
}

/// Day and month in the American or the other order; both orders possible is no date.
fn either_order(found: &Captures<'_>) -> Option<String> {
    let (a, b): (i8, i8) = (number(found, "a")?, number(found, "b")?);
    let year = number(found, "year")?;
    let american = Date::new(year, a, b);
    let other = Date::new(year, b, a);
    match (american, other) {
        (Ok(one), Ok(two)) if one == two => Some(one.to_string()),
        (Ok(day), Err(_)) | (Err(_), Ok(day)) => Some(day.to_string()),
        _ => None,
    }
}

fn with_clock(day: Date, found: &Captures<'_>) -> String {
    let Some(clock) = found.name("clock") else {
        return day.to_string();
    };
    let zone = found.name("zone").map_or("", |zone| zone.as_str().trim());
    let zone = match zone.to_ascii_lowercase().as_str() {
        "z" | "utc" | "gmt" => "Z".to_owned(),
        offset if offset.len() == 5 => format!("{}:{}", &offset[..3], &offset[3..]),
        offset => offset.to_owned(),
    };
    let seconds = if clock.as_str().len() == 5 { ":00" } else { "" };
    format!("{day}T{}{seconds}{zone}", clock.as_str())
}

#[cfg(test)]
mod tests {
    use super::{from_timestamp, iso, prefix};

    #[test]
    fn the_usual_notations_become_iso_dates() {
        let check =
            |string: &str, date: &str| assert_eq!(iso(string).as_deref(), Some(date), "{string}");
        check("2023-09-04", "2023-09-04");
        check("2023-09-04T12:30:05.250+02:00", "2023-09-04T12:30:05+02:00");
        check("2023-09-04 12:30:05+0200", "2023-09-04T12:30:05+02:00");
        check("2023-09-04 12:30 UTC", "2023-09-04T12:30:00Z");
        check("Mon, 04 Sep 2023 12:30:05 GMT", "2023-09-04T12:30:05Z");
        check("September 4, 2023", "2023-09-04");
        check("Monday, Sept. 4, 2023 3:15 p.m. ET", "2023-09-04");
        check("4th of September 2023", "2023-09-04");
        check("4 Sep 2023", "2023-09-04");
        check("20230904", "2023-09-04");
        check("24/09/2023", "2023-09-24");
        check("9/24/2023", "2023-09-24");
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_none() {
        for string in [
            "",
            "last week",
            "2023-02-30",
            "4/9/2023",
            "Sept. 4",
            "12:30",
            "2023-09-041",
        ] {
            assert_eq!(iso(string), None, "{string}");
        }
    }

    #[test]
    fn a_date_at_the_start_of_a_line_ends_where_it_ends() {
        assert_eq!(
            prefix("2023-09-04 By Ann Lee"),
            Some((10, "2023-09-04".to_owned()))
        );
        assert_eq!(
            prefix("Sept. 4, 2023 | Reuters"),
            Some((13, "2023-09-04".to_owned()))
        );
        assert_eq!(prefix("Sept. 4 was a Monday"), None);
    }

    #[test]
    fn seconds_and_milliseconds_since_1970_are_told_apart() {
        assert_eq!(
            from_timestamp(1_693_830_605).as_deref(),
            Some("2023-09-04T12:30:05Z")
        );
        assert_eq!(
            from_timestamp(1_693_830_605_250).as_deref(),
            Some("2023-09-04T12:30:05Z")
        );
        assert_eq!(from_timestamp(2023), None);
    }
}
