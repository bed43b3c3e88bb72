//! Descriptions that place somebody: an office in a place, an age.

use std::collections::BTreeMap;

/// Offices that are tied to a place and that nobody holds in two places at a time.
const OFFICES: [&str; 20] = [
    "lieutenant governor",
    "prime minister",
    "police chief",
    "fire chief",
    "deputy mayor",
    "vice mayor",
    "archbishop",
    "governor",
    "coroner",
    "premier",
    "sheriff",
    "bishop",
    "sultan",
    "queen",
    "mayor",
    "vicar",
    "emir",
    "king",
    "councillor",
    "councilman",
];

/// Words that say that somebody holds the office no more or not yet.
const NOT_NOW: [&str; 9] = [
    "former", "ex", "then", "late", "onetime", "outgoing", "incoming", "next", "elect",
];

/// An office in a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Office {
    /// Which office, in small letters.
    pub(super) head: &'static str,
    /// Where: the shared IRI of the place, or its words in small letters.
    pub(super) place: String,
    /// The words for the place, in small letters.
    pub(super) words: String,
}

/// The office a description gives: "mayor of Tarn", and "Tarn mayor" where the article knows a place of
/// that name. `places` are the IRIs of the article's places by their names in small letters.
pub(super) fn office(description: &str, places: &BTreeMap<String, &str>) -> Option<Office> {
    let words: Vec<&str> = description.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| bare(word).to_lowercase()).collect();
    let parts = lower.iter().flat_map(|word| word.split('-'));
    if parts.clone().any(|part| NOT_NOW.contains(&part)) {
        return None;
    }
    OFFICES.iter().find_map(|head| {
        let size = head.split(' ').count();
        let at = (0..(lower.len() + 1).saturating_sub(size))
            .find(|at| lower[*at..*at + size].join(" ") == *head)?;
        let after = at + size;
        let name = if lower.get(after).is_some_and(|word| word == "of") {
            run(&words[after + 1..])
        } else {
            let name = lower[..at].join(" ");
            let name = name.trim_end_matches("'s").trim_end_matches("’s");
            places.contains_key(name).then(|| name.to_owned())?
        };
        let known = places.get(&name).filter(|iri| iri.contains("/entity/"));
        (!name.is_empty()).then(|| Office {
            head,
            place: known.map_or_else(|| name.clone(), |iri| (*iri).to_owned()),
            words: name,
        })
    })
}

/// The capitalised words that words start with, in small letters: "Tarn", "the Isle of Man".
fn run(words: &[&str]) -> String {
    let mut name: Vec<String> = Vec::new();
    let mut joints: Vec<String> = Vec::new();
    for word in words {
        let is_name = word.starts_with(char::is_uppercase);
        match bare(word).to_lowercase().as_str() {
            "the" if name.is_empty() => {}
            joint @ ("of" | "the" | "de" | "la" | "and" | "upon" | "on") if !is_name => {
                joints.push(joint.to_owned());
            }
            lower if is_name => {
                name.append(&mut joints);
                name.push(lower.to_owned());
            }
            _ => break,
        }
        if word.ends_with([',', ';']) {
            break;
        }
    }
    name.join(" ")
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// The year of birth by an age: "34-year-old teacher", "aged 50", "41".
pub(super) fn born(description: &str, year: i64) -> Option<i64> {
    let lower = description.to_lowercase();
    let age = lower
        .split_once("-year-old")
        .and_then(|(before, _)| before.rsplit(' ').next())
        .or_else(|| lower.strip_prefix("aged "))
        .or_else(|| lower.strip_prefix("age "))
        .or_else(|| lower.strip_suffix(" years old"))
        .unwrap_or(&lower);
    let age: i64 = age.parse().ok().filter(|age| (1..=120).contains(age))?;
    Some(year - age)
}

#[cfg(test)]
mod tests {
    use super::{born, office};
    use std::collections::BTreeMap;

    fn read(description: &str) -> Option<(&'static str, String)> {
        let places = [
            ("tarn", "https://n.example/doc/1/place-tarn"),
            ("ohio", "https://n.example/entity/place-ohio"),
        ];
        let places: BTreeMap<String, &str> = places
            .into_iter()
            .map(|(name, iri)| (name.to_owned(), iri))
            .collect();
        office(description, &places).map(|office| (office.head, office.place))
    }

    #[test]
    fn an_office_in_a_place_is_told_by_of_or_by_a_known_place() {
        let there = |head, place: &str| Some((head, place.to_owned()));
        assert_eq!(read("the mayor of Tarn, Ohio"), there("mayor", "tarn"));
        assert_eq!(read("Tarn's deputy mayor"), there("deputy mayor", "tarn"));
        assert_eq!(
            read("Governor of Ohio"),
            there("governor", "https://n.example/entity/place-ohio")
        );
        assert_eq!(
            read("vicar of Stow on the Wold since May"),
            there("vicar", "stow on the wold")
        );
        for silent in [
            "Republican governor",
            "former mayor of Tarn",
            "ex-mayor of Tarn",
            "mayor",
            "painter and sculptor",
            "mayor of a small town",
        ] {
            assert_eq!(read(silent), None, "{silent}");
        }
    }

    #[test]
    fn an_age_tells_the_year_of_birth() {
        assert_eq!(born("34-year-old teacher", 2024), Some(1990));
        assert_eq!(born("aged 50", 2024), Some(1974));
        assert_eq!(born("41", 2024), Some(1983));
        assert_eq!(born("41 years old", 2024), Some(1983));
        for silent in ["teacher", "2024", "three-year-old", "41 miles"] {
            assert_eq!(born(silent, 2024), None, "{silent}");
        }
    }
}
