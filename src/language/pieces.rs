//! Word pieces and case shapes: how a word is spelled for the network.
//!
//! The rules are those of uncased BERT (Devlin et al. 2019); `models/README.md` states them exactly.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Pieces kept of one word, and letters beyond which a word is unknown.
const PIECES_MAX: usize = 8;
const LETTERS_MAX: usize = 100;

/// The number of word shapes before the shapes of later pieces begin.
const SHAPES: usize = 9;

/// The vocabulary of word pieces.
#[derive(Debug)]
pub(crate) struct Pieces {
    ids: HashMap<String, u32>,
    unknown: u32,
}

impl Pieces {
    /// From the pieces in order of their ids.
    pub(crate) fn new(list: &str, unknown: u32) -> Self {
        let ids = (0..)
            .zip(list.split('\n'))
            .map(|(id, piece)| (piece.to_owned(), id));
        Self {
            ids: ids.collect(),
            unknown,
        }
    }

    /// Appends the ids of a word's pieces: at least one, at most eight.
    pub(crate) fn spell(&self, word: &str, out: &mut Vec<u32>) {
        let start = out.len();
        // Eight pieces hold far less than this: the tail of an absurd word is not even normalized.
        let head: String = word.chars().take(16 * LETTERS_MAX).collect();
        for run in runs(&head) {
            self.spell_run(&run, out);
            if out.len() - start >= PIECES_MAX {
                break;
            }
        }
        out.truncate(start + PIECES_MAX);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// Greedy longest match from the left; the whole run is unknown if some place matches nothing.
    fn spell_run(&self, run: &str, out: &mut Vec<u32>) {
        let start = out.len();
        if run.chars().count() > LETTERS_MAX {
            out.push(self.unknown);
            return;
        }
        let mut key = String::with_capacity(run.len() + 2);
        let mut at = 0;
        while at < run.len() {
            let mut end = run.len();
            let found = loop {
                key.clear();
                if at > 0 {
                    key.push_str("##");
                }
                key.push_str(&run[at..end]);
                if let Some(id) = self.ids.get(&key) {
                    break Some(*id);
                }
                match run[at..end].char_indices().next_back() {
                    Some((last, _)) if last > 0 => end = at + last,
                    _ => break None,
                }
            };
            let Some(id) = found else {
                out.truncate(start);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            at = end;
        }
    }
}

/// Lower-cased letters without accents, cut at white space, punctuation and ideographs.
fn runs(word: &str) -> Vec<String> {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return vec![word.to_ascii_lowercase()];
    }
    let mut runs = Vec::new();
    let mut current = String::new();
    for c in word.to_lowercase().nfd() {
        if c.is_whitespace() {
            runs.push(std::mem::take(&mut current));
        } else if is_dropped(c) {
            // Accents and control characters leave no trace.
        } else if is_punctuation(c) || ('\u{3400}'..='\u{9FFF}').contains(&c) {
            runs.push(std::mem::take(&mut current));
            runs.push(c.to_string());
        } else {
            current.push(c);
        }
    }
    runs.push(current);
    runs.retain(|run| !run.is_empty());
    runs
}

fn is_dropped(c: char) -> bool {
    is_combining_mark(c)
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFD}' | '\u{E0001}'..='\u{E007F}'
            | '\u{F0000}'..='\u{10FFFF}')
}

/// ASCII punctuation and symbols, and every other character of a Unicode category P*.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    PUNCTUATION.is_match(c.encode_utf8(&mut [0; 4]))
}

static PUNCTUATION: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
    #[expect(
        clippy::unwrap_used,
        reason = "a constant pattern that the tests compile"
    )]
    regex::Regex::new(r"^\p{P}$").unwrap()
});

/// The shape of a word's original spelling, as the id of its first piece's shape; later pieces have
/// the one from [`later`].
pub(crate) fn shape(word: &str) -> usize {
    let mut letters = 0_usize;
    let mut digits = 0_usize;
    let mut upper = 0_usize;
    let mut lower = 0_usize;
    let mut first_upper = false;
    for c in word.chars() {
        if c.is_alphabetic() {
            first_upper |= letters == 0 && c.is_uppercase();
            letters += 1;
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
        } else if c.is_numeric() {
            digits += 1;
        }
    }
    match (letters, digits) {
        (0, 0) => 8,
        (0, _) => 6,
        (_, 1..) => 7,
        _ if upper == 0 && lower == 0 => 9,
        _ if upper == 0 => 1,
        (1, _) => 4,
        _ if lower == 0 => 3,
        _ if first_upper && upper == 1 => 2,
        _ => 5,
    }
}

/// The shape of a later piece of a word whose first piece has this one.
pub(crate) fn later(shape: usize) -> usize {
    shape + SHAPES
}

#[cfg(test)]
mod tests {
    use super::{Pieces, shape};

    #[test]
    fn spells_greedily_and_gives_up_on_a_run_it_cannot_finish() {
        let pieces = Pieces::new("[UNK]\nun\n##able\n##ab\nle\n-\ncafe", 0);
        let spell = |word: &str| {
            let mut ids = Vec::new();
            pieces.spell(word, &mut ids);
            ids
        };
        assert_eq!(spell("Unable"), [1, 2]);
        assert_eq!(spell("unabz"), [0]);
        assert_eq!(spell("café-le"), [6, 5, 4]);
        assert_eq!(spell("\u{200B}"), [0]);
        assert_eq!(spell(&"-".repeat(5000)).len(), 8);
    }

    #[test]
    fn shapes_follow_the_table() {
        for (word, expected) in [
            ("he", 1),
            ("Paris", 2),
            ("NATO", 3),
            ("U.S.", 3),
            ("I", 4),
            ("J.", 4),
            ("iPhone", 5),
            ("1,000", 6),
            ("F16", 7),
            ("—", 8),
            ("中", 9),
            ("n't", 1),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
