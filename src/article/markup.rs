//! Stray tags, entities and invisible characters out of plain text, with a map to the original.

use std::ops::Range;

use html5ever::data::NAMED_ENTITIES;

use crate::article::offsets::OffsetMap;

/// Tags that stand between paragraphs; all others stand inside one.
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Tags that are cut out without a trace.
const INLINE_TAGS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "center", "cite", "code", "del",
    "dfn", "em", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "link", "mark",
    "meta", "noscript", "object", "o:p", "picture", "q", "s", "samp", "script", "small", "source",
    "span", "strike", "strong", "style", "sub", "sup", "svg", "time", "tt", "u", "var", "video",
    "wbr",
];

/// A text without markup, and where each of its bytes stood.
pub(super) fn clean(original: &str) -> (String, OffsetMap) {
    let mut cleaner = Cleaner {
        original,
        text: String::with_capacity(original.len()),
        map: OffsetMap::default(),
        kept: 0,
    };
    let bytes = original.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| is_special(*byte)) {
        at += step;
        let rest = &original[at..];
        at += match bytes[at] {
            b'<' => match tag(rest) {
                Some((len, text)) => cleaner.replace(at..at + len, text),
                None => 1,
            },
            b'&' => match entity(rest) {
                Some((len, char)) => {
                    let mut buffer = [0; 4];
                    cleaner.replace(at..at + len, char.encode_utf8(&mut buffer))
                }
                None => 1,
            },
            b'\r' => cleaner.replace(at..at + 1 + usize::from(rest.starts_with("\r\n")), "\n"),
            b'\n' => 1,
            _ => match rest.chars().next() {
                Some(char) if is_invisible(char) => cleaner.replace(at..at + char.len_utf8(), ""),
                Some(char) => char.len_utf8(),
                None => break,
            },
        };
    }
    cleaner.keep_until(original.len());
    (cleaner.text, cleaner.map)
}

struct Cleaner<'a> {
    original: &'a str,
    text: String,
    map: OffsetMap,
    /// Everything before this byte of the original is done.
    kept: usize,
}

impl Cleaner<'_> {
    fn keep_until(&mut self, end: usize) {
        self.text.push_str(&self.original[self.kept..end]);
        self.map.keep(self.kept..end);
        self.kept = end;
    }

    /// Puts a text in the place of a piece; how long the piece is.
    fn replace(&mut self, piece: Range<usize>, text: &str) -> usize {
        self.keep_until(piece.start);
        self.text.push_str(text);
        self.map.replace(piece.clone(), text.len());
        self.kept = piece.end;
        piece.len()
    }
}

/// Bytes at which something may have to be done: markup, control characters, and the first bytes
/// of the invisible characters in UTF-8.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'<' | b'&' | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0x7F)
        || byte < 0x20 && byte != b'\t'
}

/// Control characters, soft hyphens, byte order marks, zero-width spaces, and the marks of writing
/// direction, which show a reader another text than the one that is there. The zero-width joiner
/// and non-joiner stay: they are part of emoji and of Indian and Persian words.
fn is_invisible(char: char) -> bool {
    char.is_control() && !matches!(char, '\n' | '\t')
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        )
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
        || matches!(char, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A tag or comment at the start of a string: its length and what stands for it. "<" in "a < b" is
/// none, and neither is a bare name that HTML does not know.
fn tag(string: &str) -> Option<(usize, &'static str)> {
    if string.starts_with("<!--") {
        let end = bounded(string, 10_000).find("-->")?;
        return Some((end + 3, ""));
    }
    let name = string[1..].strip_prefix('/').unwrap_or(&string[1..]);
    let end = name
        .find(|char: char| !(char.is_ascii_alphanumeric() || char == ':'))
        .unwrap_or(name.len());
    let (name, after) = name.split_at(end);
    if !after.starts_with(['>', '/', ' ', '\t', '\n', '\r']) || !(1..=20).contains(&name.len()) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let close = bounded(string, 2_000).find('>')?;
    let inside = &string[1..close];
    // `<post id="1">` and `</post>` are markup whatever they mean.
    let is_tag = inside.starts_with('/') && inside.len() == name.len() + 1
        || inside.len() <= 200 && inside.contains("=\"") && inside.ends_with(['"', '/']);
    let text = if name == "br" {
        "\n"
    } else if BLOCK_TAGS.contains(&name.as_str()) {
        "\n\n"
    } else if INLINE_TAGS.contains(&name.as_str()) || is_tag {
        ""
    } else {
        return None;
    };
    (!inside.contains('<')).then_some((close + 1, text))
}

/// The start of a string, at most so many bytes, so that an open bracket costs little.
pub(super) fn bounded(string: &str, limit: usize) -> &str {
    let end = (0..=limit.min(string.len()))
        .rev()
        .find(|at| string.is_char_boundary(*at));
    &string[..end.unwrap_or(0)]
}

/// An entity with its semicolon at the start of a string: its length and its character; the
/// no-break space becomes a space.
fn entity(string: &str) -> Option<(usize, char)> {
    let end = bounded(string, 33).find(';')?;
    let name = &string[1..end];
    let char = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        numbered(code)?
    } else {
        let (first, second) = NAMED_ENTITIES.get(&string[1..=end]).copied()?;
        if second != 0 {
            return None;
        }
        char::from_u32(first)?
    };
    let char = if char == '\u{a0}' { ' ' } else { char };
    (char != '\0' && !is_invisible(char)).then_some((end + 1, char))
}

/// The character of a number; 128 to 159 mean Windows-1252, as HTML has it: `&#146;` is ’.
fn numbered(code: u32) -> Option<char> {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9F) => {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.chars().next()
        }
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::text::Text;
    use proptest::prelude::*;

    fn check(original: &str, cleaned: &str) {
        assert_eq!(clean(original).0, cleaned, "{original}");
    }

    #[test]
    fn tags_and_entities_leave_the_text() {
        check("one</p><p>two", "one\n\n\n\ntwo");
        check(
            "a <b>bold</b> word<br/>and a <a href=\"x>y\">link</a>",
            "a bold word\nand a y\">link",
        );
        check(
            "it&#8217;s 5&nbsp;km &amp; more &mdash; &#146;til &hellip;",
            "it’s 5 km & more — ’til …",
        );
        check("<!-- hidden -->seen", "seen");
        check("<post id=\"7\">No.</post>", "No.");
        check("one\r\ntwo\rthree", "one\ntwo\nthree");
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "a < b and c > d",
            "AT&T; R&D",
            "<unknown>",
            "&bogus;",
            "1 <2",
            "x &",
            "<",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn invisible_characters_go_and_joined_emoji_stay() {
        check(
            "\u{feff}so\u{ad}ft \u{202e}evil\u{202c} \u{200b}x\0",
            "soft evil x",
        );
        check("👩\u{200d}🚀 e\u{301}", "👩\u{200d}🚀 e\u{301}");
    }

    proptest! {
        #[test]
        fn every_kept_character_stands_in_the_original(
            original in "(<p>|</p>|<|>|&amp;|&#8217;|&|;|é|👩\u{200d}🚀|\u{301}|\r\n|\u{feff}|[a-z ]|\\PC){0,60}"
        ) {
            let (cleaned, map) = clean(&original);
            prop_assert_eq!(map.cleaned_len(), cleaned.len());
            let text = Text::new(cleaned.clone());
            let mut last = 0;
            for (at, char) in cleaned.char_indices() {
                let span = text.span(at..at + char.len_utf8()).unwrap();
                let range = map.original(span);
                prop_assert!(range.start >= last);
                last = range.start;
                if map.is_verbatim(at) {
                    prop_assert_eq!(&original[range], text.slice(span));
                }
            }
        }
    }
}
