//! Words about names: titles, given names, the common nouns that stand for somebody named.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::extraction::EntityType;
use crate::language::NameType;
use crate::rules::lexicon::rows;

/// Grammatical gender, as far as pronouns tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// What a common noun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleNoun {
    /// The type of what it stands for.
    pub kind: EntityType,
    /// The gender of whom it stands for.
    pub gender: Option<Gender>,
}

/// Whether a word is a title before a person's name, and the gender it tells.
#[must_use]
pub fn title(word: &str) -> Option<Option<Gender>> {
    static TITLES: OnceLock<BTreeMap<&str, Option<Gender>>> = OnceLock::new();
    let titles =
        TITLES.get_or_init(|| by_word(include_str!("titles.tsv"), |fields| gender_word(fields[0])));
    let cased = || {
        let mut letters = word.chars();
        let first = letters.next()?;
        let shouted = word.len() > 3 && !word.chars().any(char::is_lowercase);
        shouted.then(|| format!("{first}{}", letters.as_str().to_lowercase()))
    };
    titles
        .get(word)
        .or_else(|| titles.get(cased()?.as_str()))
        .copied()
}

/// The gender of those who bear a given name that many bear, when nearly all have the same.
#[must_use]
pub fn gender_of_given(name: &str) -> Option<Gender> {
    given_name(name).and_then(|(gender, sure)| sure.then_some(gender))
}

/// The gender of most of those who bear a given name, rare ones among them.
#[must_use]
pub fn likely_gender_of_given(name: &str) -> Option<Gender> {
    given_name(name).map(|(gender, _)| gender)
}

/// The gender of a given name, and whether the name is common and its gender sure.
fn given_name(name: &str) -> Option<(Gender, bool)> {
    static NAMES: OnceLock<BTreeMap<&str, Option<(Gender, bool)>>> = OnceLock::new();
    *NAMES
        .get_or_init(|| {
            by_word(include_str!("given_names.tsv"), |fields| {
                let gender = gender_word(&fields[0].to_lowercase())?;
                Some((gender, fields[0].chars().all(char::is_lowercase)))
            })
        })
        .get(name.to_lowercase().as_str())?
}

/// What a name of several words is, by its last word.
#[must_use]
pub fn name_noun(last: &str, words: usize) -> Option<NameType> {
    static NOUNS: OnceLock<BTreeMap<&str, NameType>> = OnceLock::new();
    if words < 2 {
        return None;
    }
    NOUNS
        .get_or_init(|| {
            by_word(include_str!("name_nouns.tsv"), |fields| {
                NameType::from_word(fields[0])
            })
        })
        .get(last)
        .copied()
}

/// What a common noun, by its base form, can stand for.
#[must_use]
pub fn role_noun(lemma: &str) -> Option<RoleNoun> {
    static NOUNS: OnceLock<BTreeMap<&str, Option<RoleNoun>>> = OnceLock::new();
    *NOUNS
        .get_or_init(|| {
            by_word(include_str!("role_nouns.tsv"), |fields| {
                Some(RoleNoun {
                    kind: EntityType::from_word(fields[0])?,
                    gender: gender_word(fields[1]),
                })
            })
        })
        .get(lemma)?
}

/// Whether a word names a day or a month.
#[must_use]
pub fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan."
            | "Feb."
            | "Mar."
            | "Apr."
            | "Aug."
            | "Sept."
            | "Oct."
            | "Nov."
            | "Dec."
    )
}

/// A table whose last field lists words; what each means is read from the fields.
fn by_word<V: Copy>(
    table: &'static str,
    read: impl Fn(&[&'static str]) -> V,
) -> BTreeMap<&'static str, V> {
    let mut words = BTreeMap::new();
    for row in rows(table) {
        let fields: Vec<&str> = row.split('\t').collect();
        let value = read(&fields);
        for word in fields[fields.len() - 1].split(' ') {
            words.insert(word, value);
        }
    }
    words
}

/// A gender as the tables write it.
fn gender_word(word: &str) -> Option<Gender> {
    match word {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gender, gender_of_given, likely_gender_of_given, name_noun, role_noun, title};
    use crate::extraction::EntityType;
    use crate::language::NameType;

    #[test]
    fn the_tables_are_read() {
        assert_eq!(title("Mrs."), Some(Some(Gender::Female)));
        assert_eq!(title("Senator"), Some(None));
        assert_eq!(title("Lopez"), None);
        assert_eq!(gender_of_given("Adrienne"), Some(Gender::Female));
        assert_eq!(gender_of_given("Kim"), None);
        assert_eq!(gender_of_given("Hillary"), None);
        assert_eq!(likely_gender_of_given("Hillary"), Some(Gender::Female));
        assert_eq!(likely_gender_of_given("Terry"), None);
        assert_eq!(name_noun("University", 2), Some(NameType::Organization));
        assert_eq!(name_noun("War", 1), None);
        assert_eq!(
            role_noun("spokeswoman").map(|noun| noun.gender),
            Some(Some(Gender::Female))
        );
        assert_eq!(
            role_noun("firm").map(|noun| noun.kind),
            Some(EntityType::Organization)
        );
        assert_eq!(role_noun("idea"), None);
    }
}
