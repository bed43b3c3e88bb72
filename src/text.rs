//! A text and the places in it: byte ranges inside, code-point offsets at the JSON and RDF borders.
//!
//! In: a string. Out: slices of it by [`Span`], and the same span counted in Unicode code points.
//! Never: a span that does not lie on character boundaries of its text, or that is empty.

use std::ops::Range;

/// A non-empty range of bytes of one text, start inclusive, end exclusive, on character boundaries.
///
/// Only [`Text::span`] and the methods here make one, so a span is always safe to slice with in the
/// text it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// The length in bytes, at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// As a range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies inside, borders included.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// Bytes between two remembered code-point counts: small enough to scan, large enough to be cheap.
const STRIDE: usize = 256;

/// A string that knows its code-point offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Code points before byte `i * STRIDE`; empty when every character is one byte.
    counts: Vec<usize>,
}

impl Text {
    /// Takes ownership of a string; one pass over it.
    #[must_use]
    pub fn new(string: impl Into<String>) -> Self {
        let string = string.into();
        let counts = if string.is_ascii() {
            Vec::new()
        } else {
            let mut counts = Vec::with_capacity(string.len() / STRIDE + 1);
            let mut seen = 0;
            for (at, byte) in string.bytes().enumerate() {
                if at % STRIDE == 0 {
                    counts.push(seen);
                }
                seen += usize::from(starts_char(byte));
            }
            counts
        };
        Self { string, counts }
    }

    /// The whole string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// A checked span; `None` when it is empty, outside the text or splits a character.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Option<Span> {
        let fits = bytes.start < bytes.end && self.string.get(bytes.clone()).is_some();
        fits.then_some(Span {
            start: bytes.start,
            end: bytes.end,
        })
    }

    /// The span without white space at its borders; `None` when nothing is left.
    #[must_use]
    pub fn trimmed(&self, bytes: Range<usize>) -> Option<Span> {
        let slice = self.string.get(bytes.clone())?;
        let start = bytes.start + (slice.len() - slice.trim_start().len());
        self.span(start..start + slice.trim().len())
    }

    /// The characters of a span of this text; empty for a span of some other text that does not fit.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.string.get(span.range()).unwrap_or_default()
    }

    /// Code points before a byte offset (clamped to the end; rounded down inside a character).
    #[must_use]
    pub fn to_chars(&self, byte: usize) -> usize {
        let byte = byte.min(self.string.len());
        let Some(&base) = self.counts.get(byte / STRIDE).or(self.counts.last()) else {
            return byte;
        };
        let from = (byte / STRIDE).min(self.counts.len() - 1) * STRIDE;
        let more = self.string.as_bytes()[from..byte]
            .iter()
            .filter(|byte| starts_char(**byte))
            .count();
        base + more
    }

    /// The span counted in code points, start inclusive, end exclusive.
    #[must_use]
    pub fn char_range(&self, span: Span) -> Range<usize> {
        self.to_chars(span.start)..self.to_chars(span.end)
    }

    /// The byte at which the code point with this number starts; the length of the text for the
    /// offset just past the end; `None` beyond.
    #[must_use]
    pub fn to_byte(&self, char: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return (char <= self.string.len()).then_some(char);
        }
        let block = self.counts.partition_point(|count| *count <= char) - 1;
        // A block may start inside a character: its tail bytes do not count.
        let from = block * STRIDE;
        let mut seen = self.counts[block];
        for (at, byte) in self.string.bytes().enumerate().skip(from) {
            if starts_char(byte) {
                if seen == char {
                    return Some(at);
                }
                seen += 1;
            }
        }
        (seen == char).then_some(self.string.len())
    }

    /// A checked span from code-point offsets.
    #[must_use]
    pub fn span_of_chars(&self, chars: Range<usize>) -> Option<Span> {
        self.span(self.to_byte(chars.start)?..self.to_byte(chars.end)?)
    }

    /// How many code points the text has.
    #[must_use]
    pub fn char_len(&self) -> usize {
        self.to_chars(self.string.len())
    }
}

/// Whether a UTF-8 byte is the first of its character.
fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::Text;
    use proptest::prelude::*;

    #[test]
    fn counts_code_points_not_bytes_or_graphemes() {
        let text = Text::new("👩‍🚀 said “e\u{301}tude” today");
        let start = text.as_str().find('“').unwrap();
        let span = text.span(start..start + "“e\u{301}tude”".len()).unwrap();
        assert_eq!(text.char_range(span), 9..17);
        assert_eq!(text.span_of_chars(9..17), Some(span));
    }

    #[test]
    fn refuses_what_is_empty_outside_or_splits_a_character() {
        let text = Text::new("naïve");
        assert_eq!(text.span(1..1), None);
        assert_eq!(text.span(0..99), None);
        assert_eq!(text.span(0..3), None);
        assert_eq!(text.span_of_chars(0..6), None);
    }

    proptest! {
        #[test]
        fn bytes_and_chars_agree_with_the_slow_way(string in "(a|é|中|👩‍🚀|\n){0,400}") {
            let text = Text::new(string.clone());
            let mut count = 0;
            for (byte, _) in string.char_indices() {
                prop_assert_eq!(text.to_chars(byte), count);
                prop_assert_eq!(text.to_byte(count), Some(byte));
                count += 1;
            }
            prop_assert_eq!(text.char_len(), count);
            prop_assert_eq!(text.to_byte(count), Some(string.len()));
            prop_assert_eq!(text.to_byte(count + 1), None);
        }
    }
}
