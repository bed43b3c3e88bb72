//! The text cut finer than words: runs of letters, numbers and single marks.
//!
//! Time expressions glue words and numbers ("FY24", "1990s", "3pm", "mid-May", "18-month") in ways
//! that word borders do not follow, so the grammar reads atoms, and its matches are laid over the
//! tokens afterwards.

use crate::rules::dates::words;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Letters; also any single mark.
    Word,
    /// Digits, with thousands commas and a decimal fraction where they are part of the number.
    Number {
        /// Its value.
        value: f64,
        /// Digits before the point, 0 when thousands are grouped: "2,000" is never a year.
        digits: usize,
        /// Digits after the point.
        decimals: usize,
    },
    /// The border of a paragraph.
    Break,
}

/// A run of letters or digits, or one mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// First byte in the text.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// What it is made of.
    pub(super) shape: Shape,
    /// The word's number in the vocabulary of the grammar; 0 for all others.
    pub(super) word: usize,
    /// Whether it starts with a capital letter.
    pub(super) capital: bool,
    /// Whether nothing stands between it and the atom before.
    pub(super) glued: bool,
}

/// Cuts a text into atoms; without the brackets of an editor's word ("[Ten] years ago"), which are no part
/// of what is said.
pub(super) fn cut(text: &str) -> Vec<Atom> {
    let bytes = text.as_bytes();
    let mut atoms: Vec<Atom> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut closing = None;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        if first == '[' {
            closing = edited(text, start);
        }
        if first == '[' && closing.is_some() || closing == Some(start) {
            at += 1;
            continue;
        }
        let glued = atoms.last().is_some_and(|last| last.end == start);
        let (end, shape) = if first.is_whitespace() {
            let end = start + run(&text[start..], char::is_whitespace);
            if text[start..end].matches('\n').count() < 2 {
                at = end;
                continue;
            }
            (end, Shape::Break)
        } else if first.is_ascii_digit() {
            number(bytes, start)
        } else if first.is_alphabetic() {
            (
                start + run(&text[start..], char::is_alphabetic),
                Shape::Word,
            )
        } else {
            (start + first.len_utf8(), Shape::Word)
        };
        let word = if shape == Shape::Word {
            words::number_of(&text[start..end])
        } else {
            0
        };
        let capital = first.is_uppercase();
        atoms.push(Atom {
            start,
            end,
            shape,
            word,
            capital,
            glued,
        });
        at = end;
    }
    atoms
}

/// Letters and spaces of the longest word that an editor puts into somebody's words.
const EDITED: usize = 30;

/// Where the bracket closes that opens at a byte, when words stand in it; a number alone is a footnote.
fn edited(text: &str, open: usize) -> Option<usize> {
    let inner = &text[open + 1..];
    let end = inner.find(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-')?;
    let words = inner[..end].contains(char::is_alphabetic) && end <= EDITED;
    (words && inner[end..].starts_with(']')).then_some(open + 1 + end)
}

/// Length in bytes of the longest start of `text` all of whose characters pass.
fn run(text: &str, pass: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !pass(c)).unwrap_or(text.len())
}

/// The number that starts at a byte: its end and value.
fn number(bytes: &[u8], start: usize) -> (usize, Shape) {
    let digits_from = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut end = start + digits_from(start);
    let mut digits = end - start;
    while bytes.get(end) == Some(&b',') && digits_from(end + 1) == 3 && end - start >= 1 {
        end += 4;
        digits = 0;
    }
    let whole_end = end;
    let mut decimals = 0;
    // "13.5.2015" is a date, not a decimal number.
    if bytes.get(end) == Some(&b'.') {
        let count = digits_from(end + 1);
        let after = end + 1 + count;
        let dotted = bytes.get(after) == Some(&b'.')
            && bytes.get(after + 1).is_some_and(u8::is_ascii_digit)
            || start > 0 && bytes[start - 1] == b'.';
        if count > 0 && !dotted {
            decimals = count;
            end = after;
        }
    }
    let value = bytes[start..whole_end]
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0.0, |sum, byte| sum * 10.0 + f64::from(byte - b'0'));
    let mut scale = 1.0;
    let mut fraction = 0.0;
    for byte in &bytes[whole_end..end] {
        if byte.is_ascii_digit() {
            scale /= 10.0;
            fraction += f64::from(byte - b'0') * scale;
        }
    }
    let value = value + fraction;
    (
        end,
        Shape::Number {
            value,
            digits,
            decimals,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::{Shape, cut};

    fn pieces(text: &str) -> Vec<&str> {
        cut(text)
            .iter()
            .map(|atom| &text[atom.start..atom.end])
            .collect()
    }

    #[test]
    fn letters_and_digits_part_even_without_space() {
        assert_eq!(
            pieces("FY24, mid-1990s"),
            ["FY", "24", ",", "mid", "-", "1990", "s"]
        );
        assert_eq!(pieces("3:15 p.m."), ["3", ":", "15", "p", ".", "m", "."]);
    }

    #[test]
    fn thousands_and_decimals_stay_whole_but_dotted_dates_do_not() {
        assert_eq!(pieces("2,000 in 8.30pm"), ["2,000", "in", "8.30", "pm"]);
        assert_eq!(pieces("13.5.2015"), ["13", ".", "5", ".", "2015"]);
        let grouped = cut("2,000")[0].shape;
        assert_eq!(
            grouped,
            Shape::Number {
                value: 2000.0,
                digits: 0,
                decimals: 0
            }
        );
    }

    #[test]
    fn brackets_of_an_editor_are_no_marks_but_those_of_a_footnote_are() {
        assert_eq!(
            pieces("[Ten] years in [late May]"),
            ["Ten", "years", "in", "late", "May"]
        );
        assert_eq!(
            pieces("May[3] [a, b]"),
            ["May", "[", "3", "]", "[", "a", ",", "b", "]"]
        );
        assert_eq!(pieces("[May"), ["[", "May"]);
    }

    #[test]
    fn a_blank_line_is_an_atom_and_a_single_line_end_is_not() {
        assert_eq!(pieces("May\n5\n\n6"), ["May", "5", "\n\n", "6"]);
    }
}
