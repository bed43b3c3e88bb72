//! Where each byte of a cleaned text stood in the original.

use std::ops::Range;

use crate::text::Span;

/// A map from a cleaned text to the original it was made from: which pieces were taken over as they
/// stood, and which were written in the place of something else (a character for `&#8217;`).
///
/// Offsets are bytes of the two texts; the original is the file's text after its encoding was
/// decoded. The map is monotone: what comes later in the cleaned text came later in the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// In the order of the cleaned text, without gaps there.
    runs: Vec<Run>,
}

/// A piece of the cleaned text and the piece of the original it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    cleaned: usize,
    original: usize,
    /// Bytes in the cleaned text, at least 1.
    len: usize,
    /// Bytes in the original.
    original_len: usize,
    /// Whether the bytes are the same on both sides.
    verbatim: bool,
}

impl OffsetMap {
    /// The map of a text that was taken over whole.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut map = Self::default();
        map.keep(0..len);
        map
    }

    /// Bytes of the cleaned text.
    #[must_use]
    pub fn cleaned_len(&self) -> usize {
        self.runs.last().map_or(0, |run| run.cleaned + run.len)
    }

    /// The bytes of the original that a span of the cleaned text came from, from the first byte of
    /// its first character to the last byte of its last one; what was cut out between them lies
    /// inside. Empty for a span outside the cleaned text.
    #[must_use]
    pub fn original(&self, span: Span) -> Range<usize> {
        let Some(first) = self.run_at(span.start()) else {
            return 0..0;
        };
        let Some(last) = self.run_at(span.end() - 1) else {
            return 0..0;
        };
        let start = if first.verbatim {
            first.original + (span.start() - first.cleaned)
        } else {
            first.original
        };
        let end = if last.verbatim {
            last.original + (span.end() - last.cleaned)
        } else {
            last.original + last.original_len
        };
        start..end
    }

    /// Whether the byte of the cleaned text was taken over as it stood.
    #[must_use]
    pub fn is_verbatim(&self, byte: usize) -> bool {
        self.run_at(byte).is_some_and(|run| run.verbatim)
    }

    fn run_at(&self, byte: usize) -> Option<Run> {
        let at = self.runs.partition_point(|run| run.cleaned <= byte);
        let run = *self.runs.get(at.checked_sub(1)?)?;
        (byte < run.cleaned + run.len).then_some(run)
    }

    /// The pieces of the original that were taken over, as long as all of them were verbatim.
    pub(super) fn pieces(&self) -> Vec<Range<usize>> {
        let pieces = self.runs.iter();
        pieces
            .map(|run| run.original..run.original + run.original_len)
            .collect()
    }

    /// The pieces of an original of so many bytes that were not taken over as they stood.
    pub(super) fn changed(&self, original_len: usize) -> Vec<Range<usize>> {
        let mut changed = Vec::new();
        let mut at = 0;
        for run in self.runs.iter().filter(|run| run.verbatim) {
            if at < run.original {
                changed.push(at..run.original);
            }
            at = run.original + run.original_len;
        }
        if at < original_len {
            changed.push(at..original_len);
        }
        changed
    }

    /// Appends a piece of the original as it stands.
    pub(super) fn keep(&mut self, original: Range<usize>) {
        self.push(original.clone(), original.len(), true);
    }

    /// Appends `len` bytes that stand for a piece of the original.
    pub(super) fn replace(&mut self, original: Range<usize>, len: usize) {
        self.push(original, len, false);
    }

    fn push(&mut self, original: Range<usize>, len: usize, verbatim: bool) {
        if len == 0 {
            return;
        }
        let cleaned = self.cleaned_len();
        if let Some(last) = self.runs.last_mut()
            && verbatim
            && last.verbatim
            && last.original + last.original_len == original.start
        {
            last.len += len;
            last.original_len += len;
            return;
        }
        self.runs.push(Run {
            cleaned,
            original: original.start,
            len,
            original_len: original.len(),
            verbatim,
        });
    }

    /// The map of the text made of the kept pieces of this map's cleaned text, in order.
    #[must_use]
    pub(super) fn keeping(&self, pieces: &[Range<usize>]) -> Self {
        let mut kept = Self::default();
        for piece in pieces {
            let first = self
                .runs
                .partition_point(|run| run.cleaned + run.len <= piece.start);
            for run in &self.runs[first..] {
                let start = run.cleaned.max(piece.start);
                let end = (run.cleaned + run.len).min(piece.end);
                if start >= end {
                    break;
                }
                if run.verbatim {
                    let from = run.original + (start - run.cleaned);
                    kept.keep(from..from + (end - start));
                } else {
                    kept.replace(run.original..run.original + run.original_len, end - start);
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetMap;
    use crate::text::Text;

    #[test]
    fn spans_lead_back_through_what_was_replaced_and_cut() {
        // "x<b>it&#8217;s</b>" cleaned to "xit’s".
        let mut map = OffsetMap::default();
        map.keep(0..1);
        map.keep(4..6);
        map.replace(6..13, 3);
        map.keep(13..14);
        let text = Text::new("xit’s");
        let span = |start, end| text.span_of_chars(start..end).unwrap();
        assert_eq!(map.original(span(0, 1)), 0..1);
        assert_eq!(map.original(span(1, 5)), 4..14);
        assert_eq!(map.original(span(3, 4)), 6..13);
        assert_eq!(map.cleaned_len(), text.as_str().len());
        assert!(map.is_verbatim(0) && !map.is_verbatim(3));
    }

    #[test]
    fn a_second_cleaning_composes_with_the_first() {
        let mut map = OffsetMap::default();
        map.keep(10..20);
        map.replace(20..26, 1);
        map.keep(26..30);
        let kept = map.keeping(&[2..4, 9..13]);
        let text = Text::new("abcdef");
        let span = |range| text.span(range).unwrap();
        assert_eq!(kept.original(span(0..2)), 12..14);
        assert_eq!(kept.original(span(2..4)), 19..26);
        assert_eq!(kept.original(span(4..6)), 26..28);
    }
}
