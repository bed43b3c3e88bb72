//! Names that say what an institution is and not which: every country has a Ministry of Defence, every
//! town a City Council.
//!
//! Such a name is shared between articles only where the article says beside it whose institution it
//! is ("India's Supreme Court"); else it names a thing of its article.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::extraction::{Entity, EntityType, Extraction, Mention, MentionKind};
use crate::text::Text;

/// The words of `institution_words.tsv`.
struct Words {
    /// What an institution is and who holds an office in it.
    heads: BTreeSet<&'static str>,
    /// Those and all that such names have beside them.
    all: BTreeSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = include_str!("institution_words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let mut words = Words {
        heads: BTreeSet::new(),
        all: BTreeSet::new(),
    };
    for (kind, listed) in rows {
        words.all.extend(listed.split(' '));
        if matches!(kind, "head" | "office") {
            words.heads.extend(listed.split(' '));
        }
    }
    words
});

/// Words that tell nothing apart.
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to",
];
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// How a sentence opens that tells of a country.
const OPENING: &str = "In ";

/// Whether a name is made of those words alone that institutions of many places have in their names: no
/// place, no person, no word of its own.
pub(super) fn is_common(name: &str) -> bool {
    let name = name.to_lowercase().replace(['\'', '’'], "");
    let words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let mut words = words.filter(|word| !word.is_empty() && !SMALL_WORDS.contains(word));
    let mut has_head = false;
    let all_common = words.all(|word| {
        has_head |= known(&WORDS.heads, word);
        known(&WORDS.all, word) || ORDINALS.contains(&word) || is_number(word)
    });
    all_common && has_head
}

/// Whether a word, or what it is the plural or the possessive of, is in the list.
fn known(words: &BTreeSet<&str>, word: &str) -> bool {
    let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    words.contains(word)
        || singular.is_some_and(|word| words.contains(word.as_str()))
        || word
            .strip_suffix('s')
            .is_some_and(|stem| words.contains(stem))
}

/// "5" and "5th".
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && ["", "st", "nd", "rd", "th"].contains(&&word[digits.len()..])
}

/// The places of an article by where their names stand, for asking whose an institution is.
pub(super) struct Owners<'a> {
    text: &'a Text,
    starts: BTreeMap<usize, &'a Entity>,
    ends: BTreeMap<usize, &'a Entity>,
    /// The country of each sentence that opens with one ("In India, ..."), by the sentence's borders.
    scopes: BTreeMap<(usize, usize), &'a Entity>,
}

impl<'a> Owners<'a> {
    /// Of the entities of an extraction and its text.
    pub(super) fn new(extraction: &'a Extraction, text: &'a Text) -> Self {
        let places = || {
            let places = extraction
                .entities
                .iter()
                .filter(|it| matches!(it.kind, EntityType::Country | EntityType::Place));
            places.flat_map(|place| names(place).map(move |name| (name, place)))
        };
        let mut owners = Self {
            text,
            starts: places().map(|(name, place)| (name.start, place)).collect(),
            ends: places().map(|(name, place)| (name.end, place)).collect(),
            scopes: BTreeMap::new(),
        };
        let scopes = extraction.sentences.iter().filter_map(|sentence| {
            let country = owners.opening(*sentence)?;
            Some((*sentence, country))
        });
        owners.scopes = scopes.collect();
        owners
    }

    /// Whose institution it is, where the article says so beside its name or at the beginning of the
    /// sentence and never says otherwise: "India's Supreme Court", "the Supreme Court of India", "In
    /// India, the Supreme Court ruled".
    pub(super) fn of(&self, institution: &Entity) -> Option<&'a Entity> {
        let mut owners =
            names(institution).filter_map(|name| self.beside(name).or_else(|| self.scope(name)));
        let owner = owners.next()?;
        owners.all(|other| other.id == owner.id).then_some(owner)
    }

    fn beside(&self, name: &Mention) -> Option<&'a Entity> {
        let before = ["'s ", "’s ", "' ", "’ "].into_iter().find_map(|mark| {
            let end = name.start.checked_sub(mark.chars().count())?;
            let owner = self.ends.get(&end)?;
            (self.words(end, name.start) == mark).then_some(*owner)
        });
        let behind = [" of ", " of the "].into_iter().find_map(|words| {
            let start = name.end + words.len();
            let owner = self.starts.get(&start)?;
            (self.words(name.end, start) == words).then_some(*owner)
        });
        before.or(behind)
    }

    /// The country that the sentence of a name opens with.
    fn scope(&self, name: &Mention) -> Option<&'a Entity> {
        let before = self.scopes.range(..=(name.start, usize::MAX)).next_back();
        let ((_, end), country) = before?;
        (name.end <= *end).then_some(*country)
    }

    /// The country in the "In India," that a sentence opens with.
    fn opening(&self, sentence: (usize, usize)) -> Option<&'a Entity> {
        let start = sentence.0 + OPENING.len();
        let country = *self.starts.get(&start)?;
        let mut names = names(country).filter(|name| name.start == start);
        let end = names.next()?.end;
        let opens = self.words(sentence.0, start) == OPENING && self.words(end, end + 1) == ",";
        (opens && country.kind == EntityType::Country).then_some(country)
    }

    fn words(&self, start: usize, end: usize) -> &str {
        let span = self.text.span_of_chars(start..end);
        span.map_or("", |span| self.text.slice(span))
    }
}

/// Where a thing is called by its name.
fn names(entity: &Entity) -> impl Iterator<Item = &Mention> {
    let mentions = entity.mentions.iter();
    mentions.filter(|mention| mention.kind == MentionKind::Name)
}

#[cfg(test)]
mod tests {
    use super::is_common;

    #[test]
    fn what_every_country_or_town_has_is_common() {
        for name in [
            "Ministry of Defence",
            "the Supreme Court",
            "State Department",
            "Central Bank",
            "City Council",
            "House of Representatives",
            "Workers’ Party",
            "Prime Minister",
            "Attorney General",
            "Prosecutor General's Office",
            "5th Brigade",
            "Second Army",
            "Parks and Recreation Department",
            "Civil War",
            "City Hall",
            "NATIONAL SECURITY COUNCIL",
        ] {
            assert!(is_common(name), "{name}");
        }
    }

    #[test]
    fn a_place_a_person_or_a_word_of_its_own_tells_which() {
        for name in [
            "Supreme Court of India",
            "Indian Supreme Court",
            "Osby City Council",
            "World Bank",
            "International Criminal Court",
            "White House",
            "Federal Reserve",
            "Human Rights Watch",
            "Scotland Yard",
            "Ann Lee",
            "Pope Francis",
            "King Harald",
            "Kestrel Trust",
            "Northern Steel",
            "Area 5",
            "National Affairs",
            "",
        ] {
            assert!(!is_common(name), "{name}");
        }
    }
}
