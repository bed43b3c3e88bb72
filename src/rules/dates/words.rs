//! The vocabulary of the grammar: every literal word of its rules, and the classes of `words.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::rules::dates::grammar;

/// The word classes: class, value, words.
const WORDS: &str = include_str!("words.tsv");

/// What the classes say of one word.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    /// The class: `MONTH`, `UNIT`.
    pub(super) class: &'static str,
    /// Its value in that class: `9`, `Y`.
    pub(super) value: &'static str,
    /// Whether it needs a capital letter or a number beside it.
    pub(super) shy: bool,
}

/// Number of each word, and its senses by number.
struct Vocabulary {
    numbers: BTreeMap<&'static str, usize>,
    senses: Vec<Vec<Sense>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut numbers = BTreeMap::new();
    let mut senses: Vec<Vec<Sense>> = vec![Vec::new()];
    let mut number = |word: &'static str, senses: &mut Vec<Vec<Sense>>| {
        *numbers.entry(word).or_insert_with(|| {
            senses.push(Vec::new());
            senses.len() - 1
        })
    };
    for [class, value, words] in rows(WORDS) {
        for word in words.split(' ') {
            let bare = word.trim_start_matches('!');
            let at = number(bare, &mut senses);
            let shy = bare != word;
            senses[at].push(Sense { class, value, shy });
        }
    }
    for word in grammar::literals() {
        number(word, &mut senses);
    }
    Vocabulary { numbers, senses }
});

/// The rows of a table: as many columns as asked for, comments and blank lines left out.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            std::array::from_fn(|_| cells.next().unwrap_or_default().trim())
        })
}

/// The number of a word whatever its case; curly apostrophes and dashes count as straight ones; 0
/// for a word no rule speaks of.
pub(super) fn number_of(word: &str) -> usize {
    let plain = match word {
        "’" | "‘" | "ʼ" => "'",
        "–" | "‑" | "−" => "-",
        "é" => "e",
        _ => word,
    };
    // The longest word of the vocabulary has twelve letters; most words of a text are not in it.
    if plain.len() > 16 {
        return 0;
    }
    let lower = plain.to_lowercase();
    VOCABULARY.numbers.get(lower.as_str()).copied().unwrap_or(0)
}

/// The senses of a word by its number.
pub(super) fn senses(number: usize) -> &'static [Sense] {
    VOCABULARY.senses.get(number).map_or(&[], Vec::as_slice)
}

/// The number of words, and of the 0 that stands for all others.
pub(super) fn count() -> usize {
    VOCABULARY.senses.len()
}

/// Whether `words.tsv` has a class of this name.
pub(super) fn is_class(name: &str) -> bool {
    rows::<3>(WORDS).any(|[class, _, _]| class == name)
}

#[cfg(test)]
mod tests {
    use super::{number_of, senses};

    #[test]
    fn a_word_may_have_several_senses() {
        let classes: Vec<&str> = senses(number_of("Second"))
            .iter()
            .map(|s| s.class)
            .collect();
        assert_eq!(classes, ["UNIT", "ORDW"]);
        assert_eq!(number_of("’"), number_of("'"));
        assert_eq!(number_of("whale"), 0);
    }
}
