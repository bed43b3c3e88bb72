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

/// What is done to a stem with an ending, and irregular forms with their base forms.
struct Endings {
    changes: HashMap<&'static str, Change>,
    forms: HashMap<&'static str, &'static str>,
}

/// What makes the base form of a form without its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Letters are appended, or none.
    Append(&'static str),
    /// Letters take the place of the last one.
    Last(&'static str),
}

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let mut endings = Endings {
        changes: HashMap::new(),
        forms: HashMap::new(),
    };
    for line in lines(include_str!("lexicon/endings.tsv")) {
        let Some((done, words)) = line.split_once('\t') else {
            continue;
        };
        let change = match done {
            "=" => Change::Append(""),
            "-" => Change::Last(""),
            "y" | "ie" => Change::Last(done),
            more => Change::Append(more),
        };
        for word in words.split(' ') {
            match word.split_once('=') {
                Some((form, base)) => endings.forms.insert(form, base).map(|_| ()),
                None => endings.changes.insert(word, change).map(|_| ()),
            };
        }
    }
    endings
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

/// What is done to a form without its ending, by the longest ending of the rest that is known.
pub(crate) fn change(stem: &str) -> Change {
    let word = format!("^{stem}");
    word.char_indices()
        .find_map(|(at, _)| ENDINGS.changes.get(&word[at..]).copied())
        .unwrap_or(Change::Append(""))
}

/// The base form of an irregular form that the lemma table lacks.
pub(crate) fn irregular(form: &str) -> Option<&'static str> {
    ENDINGS.forms.get(form).copied()
}
