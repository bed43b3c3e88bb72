//! The last look at the cast: text order, no mention twice.

use crate::rules::cast::Cast;

/// Sorts the figures by their first mention and drops those without any.
pub(crate) fn tidy(cast: &mut Cast) {
    cast.figures.retain(|figure| !figure.mentions.is_empty());
    cast.figures.sort_by_key(|figure| {
        let first = &figure.mentions[0];
        (first.tokens.start, std::cmp::Reverse(first.tokens.end))
    });
}
