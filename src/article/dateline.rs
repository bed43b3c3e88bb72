//! The place of writing in front of the first sentence: "LISBON, Portugal, March 2 (Reuters) - ".

use std::sync::LazyLock;

use regex::Regex;

use crate::article::outlet;

/// A dateline at the start of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as it stands: "LISBON, Portugal"; "(Reuters) - " has none.
    pub(super) place: Option<String>,
    /// The full name of the agency in brackets.
    pub(super) outlet: Option<String>,
    /// Bytes up to the first word of the sentence.
    pub(super) len: usize,
}

const DASH: &str = r"\s*(?:--+|[–—―])\s*|\s+-\s+";

/// A place in capitals, with a region or country in title case, a date and an agency.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<place>\p{{Lu}}[\p{{Lu}}.’'-]+(?:[ /](?:\p{{Lu}}[\p{{Lu}}.’'-]+|\p{{Lu}}\.)){{0,3}}(?:, (?:\p{{Lu}}[\p{{L}}.’'-]+)(?: \p{{Lu}}[\p{{L}}.’'-]+){{0,2}})?)(?P<date>,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{{1,2}})?(?:\s*\((?P<outlet>[^()\n]{{2,40}})\))?(?:{DASH})"
    ))
});

/// A place in title case: only with an agency in brackets, since "Ann Lee - " may be anything.
static TITLE_CASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<place>\p{{Lu}}[\p{{L}}.’'-]+(?: \p{{Lu}}[\p{{L}}.’'-]+){{0,3}}(?:, \p{{Lu}}[\p{{L}}.’'-]+(?: \p{{Lu}}[\p{{L}}.’'-]+){{0,2}})?)(?:,? \w+\.? \d{{1,2}})?\s*\((?P<outlet>[^()\n]{{2,40}})\)(?:{DASH}|:\s+)"
    ))
});

/// An agency in brackets, with a date or alone: "(Reuters) - ", "March 2 (Reuters) - ".
static AGENCY_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{{1,2}} )?\((?P<outlet>[^()\n]{{2,40}})\)(?:{DASH})"
    ))
});

fn pattern(source: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, seen by the tests"
    )]
    Regex::new(source).expect("a constant pattern")
}

/// Labels in capitals that stand where a dateline could.
const LABELS: &[&str] = &[
    "ADVERTISEMENT",
    "ANALYSIS",
    "BREAKING",
    "BREAKING NEWS",
    "COMMENTARY",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACT CHECK",
    "FEATURE",
    "INTERVIEW",
    "JUST IN",
    "LIVE",
    "LIVE UPDATES",
    "NOTE",
    "OPINION",
    "PHOTOS",
    "POLL",
    "QUIZ",
    "READ MORE",
    "REVIEW",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WATCH",
];

/// The dateline at the start of a paragraph, if it has one.
pub(super) fn find(paragraph: &str) -> Option<Dateline> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    let body = &paragraph[lead..];
    let found = AGENCY_ALONE
        .captures(body)
        .or_else(|| CAPITALS.captures(body))
        .or_else(|| TITLE_CASE.captures(body))?;
    let place = found
        .name("place")
        .map(|place| place.as_str().trim().to_owned());
    let bracket = found.name("outlet").map(|bracket| bracket.as_str().trim());
    let outlet = bracket.and_then(outlet_in_brackets);
    let trusted = place.as_deref().is_some_and(is_in_capitals) || outlet.is_some();
    let label = place.as_deref().is_some_and(|it| LABELS.contains(&it));
    let len = lead + found.get(0)?.end();
    // Nothing behind it: then it is no dateline but a line of its own.
    let fits = trusted && !label && !paragraph[len..].trim().is_empty();
    fits.then_some(Dateline { place, outlet, len })
}

/// Whether the place before the comma is in capitals, and no mere initial.
fn is_in_capitals(place: &str) -> bool {
    let town = place.split(',').next().unwrap_or_default();
    town.chars().filter(|char| char.is_alphabetic()).count() >= 3
        && !town.chars().any(char::is_lowercase)
}

/// "(AP)", "(Reuters)", "(The Springfield Courier)", "(AP/Reuters)".
fn outlet_in_brackets(bracket: &str) -> Option<String> {
    let first = bracket.split(['/', ',']).next()?.trim();
    outlet::named(first)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(paragraph: &str, place: &str, outlet: Option<&str>, rest: &str) {
        let found = find(paragraph).unwrap_or_else(|| panic!("no dateline: {paragraph}"));
        assert_eq!(
            found.place.as_deref().unwrap_or_default(),
            place,
            "{paragraph}"
        );
        assert_eq!(found.outlet.as_deref(), outlet, "{paragraph}");
        assert_eq!(&paragraph[found.len..], rest, "{paragraph}");
    }

    #[test]
    fn datelines_of_agencies_and_newspapers() {
        check(
            "LISBON – The bridge closed.",
            "LISBON",
            None,
            "The bridge closed.",
        );
        check(
            "LISBON -- The bridge closed.",
            "LISBON",
            None,
            "The bridge closed.",
        );
        check(
            "PORTO, Portugal — The bridge closed.",
            "PORTO, Portugal",
            None,
            "The bridge closed.",
        );
        check(
            "NEW HAVEN (Reuters) - The bridge closed.",
            "NEW HAVEN",
            Some("Reuters"),
            "The bridge closed.",
        );
        check(
            "PORTO, Portugal (AP) — It closed.",
            "PORTO, Portugal",
            Some("The Associated Press"),
            "It closed.",
        );
        check(
            "SALEM, Ore., March 2 (UPI) — It closed.",
            "SALEM, Ore.",
            Some("United Press International"),
            "It closed.",
        );
        check(
            "PORTO, March 2 (Reuters) - It closed.",
            "PORTO",
            Some("Reuters"),
            "It closed.",
        );
        check("ST. LOUIS — It closed.", "ST. LOUIS", None, "It closed.");
        check(
            "Porto (AFP) – It closed.",
            "Porto",
            Some("Agence France-Presse"),
            "It closed.",
        );
    }

    #[test]
    fn an_agency_stands_alone_or_with_a_date() {
        check("(Reuters) - It closed.", "", Some("Reuters"), "It closed.");
        check(
            "March 2 (Reuters) - It closed.",
            "",
            Some("Reuters"),
            "It closed.",
        );
        check(
            "LISBON/PORTO (Reuters) - It closed.",
            "LISBON/PORTO",
            Some("Reuters"),
            "It closed.",
        );
        check(
            "WASHINGTON, D.C. — It closed.",
            "WASHINGTON, D.C.",
            None,
            "It closed.",
        );
        assert_eq!(find("(The mayor) - it closed."), None);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for paragraph in [
            "BREAKING — The bridge closed.",
            "NATO-led forces left.",
            "Ann Lee - the mayor - said no.",
            "The U.S. — like others — left.",
            "MAYOR: I said no.",
            "Lisbon (a city in Portugal) - it closed.",
            "LISBON –",
            "A – B",
        ] {
            assert_eq!(find(paragraph), None, "{paragraph}");
        }
    }
}
