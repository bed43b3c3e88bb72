//! What stands where: the sentence around a place, the names within a span.
//!
//! Looked up, not searched for: an extraction from elsewhere may hold tens of thousands of each.

use std::ops::Range;

use crate::extraction::Entity;
use crate::text::Text;

/// The sentences of a text, and its lines where sentences are not known.
pub(super) struct Sentences {
    /// Code points, in order.
    sentences: Vec<(usize, usize)>,
    /// The byte with which each line begins, in order.
    lines: Vec<usize>,
}

impl Sentences {
    pub(super) fn new(sentences: &[(usize, usize)], text: &Text) -> Self {
        let mut sentences = sentences.to_vec();
        sentences.sort_unstable();
        let ends = text.as_str().match_indices('\n').map(|(at, _)| at + 1);
        Self {
            sentences,
            lines: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The bytes of the sentence around a code point; of the line where sentences are not known; none
    /// outside the text.
    pub(super) fn around(&self, at: usize, text: &Text) -> Range<usize> {
        let next = self.sentences.partition_point(|(start, _)| *start <= at);
        let before = next.checked_sub(1).map(|it| self.sentences[it]);
        let around = before.filter(|(_, end)| at < *end);
        if let Some(span) = around.and_then(|(start, end)| text.span_of_chars(start..end)) {
            return span.range();
        }
        let Some(byte) = text.to_byte(at) else {
            return 0..0;
        };
        let next = self.lines.partition_point(|start| *start <= byte);
        let end = match self.lines.get(next) {
            Some(start) => start - 1,
            None => text.as_str().len(),
        };
        self.lines[next.saturating_sub(1)]..end
    }
}

/// The mentions of entities that have a name.
pub(super) struct Named {
    /// Start and end in code points, and the index of the entity; in order.
    mentions: Vec<(usize, usize, usize)>,
}

impl Named {
    pub(super) fn new(entities: &[Entity]) -> Self {
        let named = entities.iter().enumerate().filter(|(_, it)| it.is_named());
        let mut mentions: Vec<_> = named
            .flat_map(|(entity, it)| {
                let mentions = it.mentions.iter();
                mentions.map(move |mention| (mention.start, mention.end, entity))
            })
            .filter(|(start, end, _)| start < end)
            .collect();
        mentions.sort_unstable();
        Self { mentions }
    }

    /// The entities that are mentioned within a span, once for each mention.
    pub(super) fn within(&self, (start, end): (usize, usize)) -> impl Iterator<Item = usize> {
        let first = self.mentions.partition_point(|it| it.0 < start);
        let from = self.mentions[first..].iter();
        from.take_while(move |it| it.0 < end)
            .filter(move |it| it.1 <= end)
            .map(|it| it.2)
    }
}
