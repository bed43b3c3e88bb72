//! Plain text: cleaned, its metadata taken out of it.

use std::ops::Range;

use crate::article::{Article, detect, markup, offsets::OffsetMap};
use crate::text::Text;

/// Reads a plain text. Markup, header, dateline, headline and notices are cut out; the map to the
/// original remembers where. The id stays empty.
pub(super) fn article(original: &str) -> Article {
    let (text, map) = markup::clean(original);
    let mut article = cut(&text);
    // `cut` knows the way to the text without markup, `map` from there to the original.
    article.original = article.original.map(|inner| map.keeping(&inner.pieces()));
    article
}

/// A text without markup: everything that is no prose is cut out.
pub(super) fn cut(text: &str) -> Article {
    let found = detect::find(text);
    let mut out: Vec<Range<usize>> = found.residue.clone();
    out.extend(found.headline.clone());
    out.sort_by_key(|range| range.start);
    let pieces = kept(text, &out);
    let cleaned: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
    let mut article = Article::new("", cleaned);
    article.original = Some(OffsetMap::identity(text.len()).keeping(&pieces));
    found.fill(&mut article);
    article
}

/// A text that stays as it is: what was found beside the prose is marked as residue, and so are
/// stray tags. The headline is not, since the text was given as the article's.
pub(super) fn verbatim(text: String) -> Article {
    let (clean, map) = markup::clean(&text);
    let found = detect::find(&clean);
    let mut ranges: Vec<Range<usize>> = if clean == text {
        found.residue.clone()
    } else {
        let clean = Text::new(clean);
        let spans = found.residue.iter();
        let spans = spans.filter_map(|range| clean.trimmed(range.clone()));
        let mut ranges: Vec<_> = spans.map(|span| map.original(span)).collect();
        let tags = map.changed(text.len());
        ranges.extend(
            tags.into_iter()
                .filter(|range| text[range.clone()].starts_with('<')),
        );
        ranges
    };
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut article = Article::new("", text);
    for range in ranges {
        let Some(span) = article.text.trimmed(range) else {
            continue;
        };
        match article.residue.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(span),
            _ => article.residue.push(span),
        }
    }
    found.fill(&mut article);
    article
}

/// The pieces between what is cut out, with at most one blank line where something was cut out
/// between two paragraphs, and nothing blank at either end.
fn kept(text: &str, out: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for cut in out {
        if start < cut.start {
            pieces.push(start..cut.start);
        }
        start = start.max(cut.end);
    }
    pieces.push(start..text.len());
    let last = pieces.len() - 1;
    let blank = |piece: &Range<usize>| text[piece.clone()].trim().is_empty();
    let first_filled = pieces
        .iter()
        .position(|piece| !blank(piece))
        .unwrap_or(last);
    let last_filled = pieces
        .iter()
        .rposition(|piece| !blank(piece))
        .unwrap_or(last);
    let mut kept = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        if at < first_filled || at > last_filled || at != first_filled && blank(&piece) {
            continue;
        }
        let slice = &text[piece.clone()];
        let start = if at == first_filled {
            piece.start + (slice.len() - slice.trim_start().len())
        } else {
            piece.start
        };
        let end = if at == last_filled {
            piece.start + slice.trim_end().len()
        } else {
            piece.end
        };
        if start < end {
            kept.push(start..end);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{article, verbatim};
    use proptest::prelude::*;

    #[test]
    fn metadata_leaves_the_text_and_offsets_lead_back() {
        let original = "😀 Bridge &amp; road</p>\n\nBy Ann Lee\n\nSALEM — The cafe\u{301}&#8217;s <i>bridge</i> \
                        closed.\n\nRead more: bridges\n\nIt rained.\n";
        let found = article(original);
        assert_eq!(
            found.text.as_str(),
            "The cafe\u{301}’s bridge closed.\n\n\n\nIt rained."
        );
        assert_eq!(found.title.as_deref(), Some("😀 Bridge & road"));
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(found.dateline.as_deref(), Some("SALEM"));
        let map = found.original.unwrap();
        let text = &found.text;
        let at = |words: &str| {
            let start = text.as_str().find(words).unwrap();
            let span = text.span(start..start + words.len()).unwrap();
            &original[map.original(span)]
        };
        assert_eq!(at("The"), "The");
        assert_eq!(at("e\u{301}’s"), "e\u{301}&#8217;s");
        assert_eq!(at("’"), "&#8217;");
        assert_eq!(at("s bridge closed"), "s <i>bridge</i> closed");
        assert_eq!(at("rained."), "rained.");
    }

    #[test]
    fn a_verbatim_text_keeps_every_character() {
        let text = "By Ann Lee\n\nSALEM — It rained.\n\nAdvertisement\n";
        let found = verbatim(text.to_owned());
        assert_eq!(found.text.as_str(), text);
        let residue: Vec<&str> = found
            .residue
            .iter()
            .map(|span| found.text.slice(*span))
            .collect();
        assert_eq!(residue, ["By Ann Lee", "SALEM —", "Advertisement"]);
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(found.original, None);
    }

    #[test]
    fn stray_tags_in_a_verbatim_text_are_residue_and_do_not_hide_the_byline() {
        let text = "date 2021-03-02 By Ann Lee</p><p>and Dana Wu Salem Herald</p>SALEM — It&#8217;s <b>wet</b>.";
        let found = verbatim(text.to_owned());
        assert_eq!(found.text.as_str(), text);
        let residue: Vec<&str> = found
            .residue
            .iter()
            .map(|span| found.text.slice(*span))
            .collect();
        assert_eq!(
            residue,
            [
                "date 2021-03-02 By Ann Lee",
                "</p><p>",
                "and Dana Wu Salem Herald",
                "</p>",
                "SALEM —",
                "<b>",
                "</b>"
            ]
        );
        assert_eq!(found.authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found.outlet.as_deref(), Some("Salem Herald"));
    }

    proptest! {
        #[test]
        fn cleaning_never_fails_and_its_map_is_monotone(
            original in "(By |SALEM — |\n|Ann Lee|</p>|&#8217;|Read more: x|[A-Za-z .,é]|\\PC|👩\u{200d}🚀){0,40}"
        ) {
            let found = article(&original);
            let map = found.original.unwrap();
            let text = found.text;
            prop_assert_eq!(map.cleaned_len(), text.as_str().len());
            let mut last = 0;
            for (at, char) in text.as_str().char_indices() {
                let span = text.span(at..at + char.len_utf8()).unwrap();
                let range = map.original(span);
                prop_assert!(range.start >= last);
                last = range.start;
                if map.is_verbatim(at) {
                    prop_assert_eq!(&original[range], text.slice(span));
                }
            }
            let residue = verbatim(original.clone()).residue;
            prop_assert!(residue.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        }
    }
}
