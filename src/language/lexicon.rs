//! Word lists of the tokenizer and the sentence splitter, read once from their data files.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether a sentence may end after an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Never: titles, months.
    Never,
    /// It may: `Inc.`, `p.m.`
    May,
    /// An abbreviation only before a digit: `No. 10`.
    Number,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, Ending>> = LazyLock::new(|| {
    lines(include_str!("lexicon/abbreviations.tsv"))
        .filter_map(|line| {
            let (word, ending) = line.split_once('\t')?;
            let ending = match ending {
                "never" => Ending::Never,
                "number" => Ending::Number,
                _ => Ending::May,
            };
            Some((word, ending))
        })
        .collect()
});

static STARTERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lines(include_str!("lexicon/starters.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

static PREFIXES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lines(include_str!("lexicon/prefixes.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// The lines of a data file that are no comments.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// How a word without its last stop is used as an abbreviation; a word in capitals is none.
pub(crate) fn abbreviation(word: &str) -> Option<Ending> {
    if word.len() > 8
        || word.len() > 1 && !word.contains('.') && word.chars().all(char::is_uppercase)
    {
        return None;
    }
    ABBREVIATIONS.get(word.to_lowercase().as_str()).copied()
}

/// Whether a capitalised word opens a sentence after an abbreviation.
pub(crate) fn is_starter(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && STARTERS.contains(word.to_lowercase().as_str())
}

/// Whether a lower-case word is a prefix that a hyphen joins to its word.
pub(crate) fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(word)
}
