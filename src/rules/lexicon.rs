//! Word lists that are data: one file each in `lexicon/`, each naming its source.

pub mod classes;
pub mod names;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::extraction::{Act, Certainty};

/// Entries by part of speech and base form.
type Table<E> = BTreeMap<Part, BTreeMap<&'static str, E>>;

/// The class of word a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

/// One way in which a word attributes content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the source does.
    pub act: Act,
    /// How sure it is of what a clause says.
    pub certainty: Certainty,
    /// What can hold the content, in the words of the file.
    pub frames: Vec<&'static str>,
}

/// The entries of one word.
#[derive(Clone, Copy, Debug)]
pub struct Word(&'static [Entry]);

impl Word {
    /// The first entry with this frame.
    #[must_use]
    pub fn with(self, frame: &str) -> Option<&'static Entry> {
        self.0.iter().find(|entry| entry.frames.contains(&frame))
    }

    /// Every frame of every entry.
    pub fn frames(self) -> impl Iterator<Item = (&'static str, &'static Entry)> {
        self.0
            .iter()
            .flat_map(|entry| entry.frames.iter().map(move |frame| (*frame, entry)))
    }

    /// The first entry: what the word does when nothing tells its uses apart.
    #[must_use]
    pub fn first(self) -> &'static Entry {
        &self.0[0]
    }
}

/// What a word can attribute, by its base form (a particle joined by "_"); `None` when it is no cue.
#[must_use]
pub fn cue(part: Part, lemma: &str) -> Option<Word> {
    static CUES: OnceLock<Table<Vec<Entry>>> = OnceLock::new();
    CUES.get_or_init(|| read_cues(include_str!("lexicon/cues.tsv")))
        .get(&part)?
        .get(lemma)
        .map(|entries| Word(entries))
}

/// Reads the table; a line it cannot read is left out (a test sees to it that there is none).
fn read_cues(table: &'static str) -> Table<Vec<Entry>> {
    let mut cues: Table<Vec<Entry>> = BTreeMap::new();
    for line in rows(table) {
        let Some((part, entry, lemmas)) = read_row(line) else {
            continue;
        };
        for lemma in lemmas.split(' ') {
            let words = cues.entry(part).or_default();
            words.entry(lemma).or_default().push(entry.clone());
        }
    }
    cues
}

/// One line: the part of speech, what it says, and the words it says it of.
fn read_row(line: &'static str) -> Option<(Part, Entry, &'static str)> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[part, _class, act, certainty, frames, lemmas] = fields.as_slice() else {
        return None;
    };
    let part = read_part(part)?;
    let entry = Entry {
        act: Act::from_word(act)?,
        certainty: Certainty::from_word(certainty)?,
        frames: frames.split(' ').collect(),
    };
    Some((part, entry, lemmas))
}

/// Whether a word only leads up to a verb of saying; `Some(true)` where the saying does not happen
/// ("declined to say").
#[must_use]
pub fn light(part: Part, lemma: &str) -> Option<bool> {
    static WORDS: OnceLock<Table<bool>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            let mut words: Table<_> = BTreeMap::new();
            for line in rows(include_str!("lexicon/light.tsv")) {
                let Some((part, declines, lemmas)) = read_light(line) else {
                    continue;
                };
                for lemma in lemmas.split(' ') {
                    words.entry(part).or_default().insert(lemma, declines);
                }
            }
            words
        })
        .get(&part)?
        .get(lemma)
        .copied()
}

/// One line of the table of light words.
fn read_light(line: &'static str) -> Option<(Part, bool, &'static str)> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[part, effect, lemmas] = fields.as_slice() else {
        return None;
    };
    Some((read_part(part)?, effect == "decline", lemmas))
}

/// Whether a preposition is part of the meaning of a verb ("abide by"), though it tells a time, a cause or an
/// agent behind others.
#[must_use]
pub fn is_phrasal(verb: &str, preposition: &str) -> bool {
    rows(include_str!("lexicon/phrasal.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .any(|(known, verbs)| known == preposition && verbs.split(' ').any(|it| it == verb))
}

/// What a word does to the truth of the clause below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The clause is true if the word's own clause is ("managed to").
    Keep,
    /// The clause is true if the word's own clause is not ("failed to").
    Flip,
    /// Neither follows ("wants to").
    Open,
    /// Neither follows from a right that is given; what one has no right to is not done ("was not
    /// authorized to").
    Right,
}

/// Who does what the infinitive below a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// Whoever the tree has nearest: the object of the verb.
    Nearest,
    /// The subject of the verb ("promised her to leave"), or whoever has the noun ("has a plan to leave").
    Own,
    /// The one behind "on" ("called on her to leave").
    On,
}

/// What a word does to the clause below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embedding {
    /// What it does to its truth.
    pub effect: Effect,
    /// How sure it leaves it, where it is open.
    pub certainty: Certainty,
    /// Whether it puts it ahead in time.
    pub ahead: bool,
    /// Who does what an infinitive says.
    pub doer: Doer,
}

/// What a word does to the clause below it; `None` for a word without an entry.
#[must_use]
pub fn embedding(part: Part, lemma: &str) -> Option<Embedding> {
    static WORDS: OnceLock<Table<Embedding>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            let mut words: Table<_> = BTreeMap::new();
            for line in rows(include_str!("lexicon/embedding.tsv")) {
                let Some((part, entry, lemmas)) = read_effect(line) else {
                    continue;
                };
                for lemma in lemmas.split(' ') {
                    words.entry(part).or_default().entry(lemma).or_insert(entry);
                }
            }
            words
        })
        .get(&part)?
        .get(lemma)
        .copied()
}

/// One line of the embedding table.
fn read_effect(line: &'static str) -> Option<(Part, Embedding, &'static str)> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[part, effect, certainty, time, doer, lemmas] = fields.as_slice() else {
        return None;
    };
    let entry = Embedding {
        effect: match effect {
            "keep" => Effect::Keep,
            "flip" => Effect::Flip,
            "open" => Effect::Open,
            "right" => Effect::Right,
            _ => return None,
        },
        certainty: Certainty::from_word(certainty)?,
        ahead: time == "ahead",
        doer: match doer {
            "-" => Doer::Nearest,
            "own" => Doer::Own,
            "on" => Doer::On,
            _ => return None,
        },
    };
    Some((read_part(part)?, entry, lemmas))
}

/// A part of speech by its name in the tables.
fn read_part(part: &str) -> Option<Part> {
    match part {
        "verb" => Some(Part::Verb),
        "noun" => Some(Part::Noun),
        "adjective" => Some(Part::Adjective),
        _ => None,
    }
}

/// The lines of a table that are neither empty nor comments.
pub fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{Part, cue, read_effect, read_light, read_row, rows};
    use crate::extraction::Act;

    #[test]
    fn every_row_is_read() {
        for line in rows(include_str!("lexicon/cues.tsv")) {
            assert!(read_row(line).is_some(), "{line}");
        }
        for line in rows(include_str!("lexicon/embedding.tsv")) {
            assert!(read_effect(line).is_some(), "{line}");
        }
        for line in rows(include_str!("lexicon/light.tsv")) {
            assert!(read_light(line).is_some(), "{line}");
        }
    }

    #[test]
    fn a_word_may_do_several_things() {
        let promise = cue(Part::Verb, "vow").unwrap();
        assert_eq!(promise.with("quote").unwrap().act, Act::Promise);
        assert!(cue(Part::Verb, "sleep").is_none());
    }
}
