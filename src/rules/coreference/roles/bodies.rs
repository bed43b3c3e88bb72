//! Which bodies a common noun can stand for, by the last word of their names: a newspaper is no agency, a
//! ministry no company.

use crate::extraction::EntityType;
use crate::rules::cast::Figure;

/// What the last word of a name says that a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Office,
    Press,
    School,
    Party,
    Firm,
}

/// Words at the end of names.
const WORDS: [(Sort, &[&str]); 5] = [
    (
        Sort::Office,
        &[
            "agency",
            "army",
            "authority",
            "board",
            "bureau",
            "commission",
            "committee",
            "congress",
            "council",
            "court",
            "department",
            "ministry",
            "navy",
            "office",
            "parliament",
            "police",
            "senate",
            "services",
        ],
    ),
    (
        Sort::Press,
        &["herald", "journal", "news", "post", "times", "tribune"],
    ),
    (
        Sort::School,
        &["academy", "college", "institute", "school", "university"],
    ),
    (Sort::Party, &["party"]),
    (
        Sort::Firm,
        &[
            "airlines",
            "airways",
            "bank",
            "co",
            "company",
            "corp",
            "corporation",
            "electronics",
            "group",
            "inc",
            "industries",
            "llc",
            "ltd",
            "motors",
            "pharmaceuticals",
            "technologies",
        ],
    ),
];

/// Whether a body may be taken up by "the" and this noun; one whose name says nothing may.
pub(super) fn can_be(figure: &Figure, noun: &str) -> bool {
    let allowed: &[Sort] = match noun {
        "company" | "firm" | "corporation" | "carmaker" | "giant" => &[Sort::Firm, Sort::Press],
        "agency" => &[Sort::Office],
        "university" => &[Sort::School],
        "party" => &[Sort::Party],
        _ => return true,
    };
    figure.kind != EntityType::Organization
        || sort(&figure.name).is_none_or(|sort| allowed.contains(&sort))
}

/// What the last word of a name says, the word before "of" where there is one: "Department of Energy".
fn sort(name: &str) -> Option<Sort> {
    let name = name.to_lowercase();
    let head = name.split(" of ").next()?;
    let last = head.rsplit(' ').next()?.trim_end_matches('.');
    let mut sorts = WORDS.iter();
    sorts
        .find(|(_, words)| words.contains(&last))
        .map(|(sort, _)| *sort)
}

#[cfg(test)]
mod tests {
    use super::{Sort, sort};

    #[test]
    fn the_last_word_tells_what_a_body_is() {
        for (name, expected) in [
            ("Halem Times", Some(Sort::Press)),
            ("Department of Energy", Some(Sort::Office)),
            ("Northern Motors Inc.", Some(Sort::Firm)),
            ("University of Osby", Some(Sort::School)),
            ("Kestrel", None),
        ] {
            assert_eq!(sort(name), expected, "{name}");
        }
    }
}
