//! Sentence and paragraph borders over the words of a text.

use std::ops::Range;

use crate::language::document::Sentence;
use crate::language::lexicon::{self, Ending};

/// Words after a quoted question that carry it on: `“Why?” Okafor asked.`
const SPEECH: [&str; 14] = [
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "added",
    "wrote",
    "replied",
    "shouted",
    "answered",
    "cried",
    "wondered",
    "continued",
    "tweeted",
];

/// Words of the longest sentence. What goes on for longer is a list, or no prose, and is cut, behind a
/// mark if there is one: whoever looks at a sentence as a whole may rely on its end.
const LONGEST: usize = 400;

/// The sentences of a text cut into words.
///
/// An empty line always ends a paragraph. A single line break ends one where the line could have
/// taken the next word, so that wrapped text stays together. The stop of an abbreviation that ends
/// a sentence becomes a word of its own, as in UD English; `words` is changed accordingly.
#[must_use]
pub fn sentences(text: &str, words: &mut Vec<Range<usize>>) -> Vec<Sentence> {
    let widest = text
        .lines()
        .map(|line| line.trim_end().chars().count())
        .max()
        .unwrap_or(0);
    let scene = Scene {
        text,
        words,
        widest,
    };
    let mut borders = Vec::new();
    let (mut start, mut mark) = (0, 0);
    for next in 1..words.len() {
        let found = scene.border(next);
        if matches!(scene.word(next - 1), "," | ";" | ":" | "—" | "–") {
            mark = next;
        }
        if found != Border::None {
            borders.push((next, found == Border::Paragraph));
            start = next;
        } else if next - start >= LONGEST {
            start = if mark > start + LONGEST / 2 {
                mark
            } else {
                next
            };
            borders.push((start, false));
        }
    }
    borders.push((words.len(), false));
    let mut cut = Vec::with_capacity(words.len() + borders.len());
    let mut found = Vec::with_capacity(borders.len());
    let (mut from, mut paragraph) = (0, 0);
    for (end, ends_paragraph) in borders {
        let first = cut.len();
        cut.extend(words[from..end].iter().cloned());
        if end > from {
            split_last_stop(text, &mut cut, first);
            found.push(Sentence {
                tokens: first..cut.len(),
                paragraph,
            });
        }
        paragraph += usize::from(ends_paragraph);
        from = end;
    }
    *words = cut;
    found
}

/// Cuts the stop off an abbreviation that ends a sentence, unless it is an acronym (`U.S.`).
pub(crate) fn split_last_stop(text: &str, words: &mut Vec<Range<usize>>, first: usize) {
    let Some(last) = words[first..].last().cloned() else {
        return;
    };
    let Some(bare) = text[last.clone()].strip_suffix('.') else {
        return;
    };
    let acronym = bare.contains('.') && bare.starts_with(char::is_uppercase);
    if bare.chars().any(char::is_alphabetic) && !acronym && words.len() - first > 1 {
        words.pop();
        words.push(last.start..last.end - 1);
        words.push(last.end - 1..last.end);
    }
}

/// What lies between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    None,
    Sentence,
    Paragraph,
}

/// The words of a text and the width of its longest line.
struct Scene<'s> {
    text: &'s str,
    words: &'s [Range<usize>],
    widest: usize,
}

impl Scene<'_> {
    fn word(&self, at: usize) -> &str {
        self.words
            .get(at)
            .map_or("", |word| &self.text[word.clone()])
    }

    /// What lies before a word that is not the first.
    fn border(&self, next: usize) -> Border {
        let gap = &self.text[self.words[next - 1].end..self.words[next].start];
        let breaks = gap
            .matches('\n')
            .count()
            .max(gap.matches(['\r', '\u{2028}', '\u{b}']).count());
        if breaks > 1 || gap.contains(['\u{2029}', '\u{c}']) || breaks == 1 && self.hard_break(next)
        {
            return Border::Paragraph;
        }
        if self.ends(next, !gap.is_empty()) {
            Border::Sentence
        } else {
            Border::None
        }
    }

    /// Whether the line that ends before a word could have taken it too.
    fn hard_break(&self, next: usize) -> bool {
        const LONGEST_WRAPPED: usize = 120;
        if self.widest > LONGEST_WRAPPED {
            return true;
        }
        let end = self.words[next - 1].end;
        let start = self.text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..end].chars().count();
        let tail = &self.text[self.words[next].start..];
        let word = tail
            .chars()
            .take(40)
            .take_while(|c| !c.is_whitespace())
            .count();
        line + 1 + word + 3 < self.widest || matches!(self.word(next), "•" | "*" | "·" | "–")
    }

    /// Whether a sentence ends before a word in the same paragraph.
    fn ends(&self, next: usize, spaced: bool) -> bool {
        let closers = self.closers_before(next);
        let last = next - closers;
        let Some(last) = last.checked_sub(1) else {
            return false;
        };
        let stop = self.word(last);
        let following = self.word(next);
        if self.closes(next) || self.starts_note(next) {
            return false;
        }
        if matches!(stop, "." | "。" | "！" | "？") {
            return self.stop_ends(last, next, spaced, closers);
        }
        if stop.chars().all(|c| matches!(c, '!' | '?')) && !stop.is_empty() {
            return spaced && self.opens_sentence(next) && !(closers > 0 && self.speaks_on(next));
        }
        if stop == "…" || stop.len() > 1 && stop.bytes().all(|b| b == b'.') {
            return spaced && self.opens_sentence(next) && following != "I";
        }
        if stop.len() > 1 && stop.ends_with('.') && spaced {
            let bare = &stop[..stop.len() - 1];
            let may = match lexicon::abbreviation(bare) {
                Some(Ending::Never | Ending::Number) => false,
                Some(Ending::May) => true,
                None => bare.contains('.'),
            };
            return may
                && (lexicon::is_starter(following)
                    || self.opens_quote(next)
                        && bare.contains('.')
                        && lexicon::is_starter(self.word(next + 1)));
        }
        false
    }

    /// Whether a lone full stop at `last` ends a sentence.
    fn stop_ends(&self, last: usize, next: usize, spaced: bool, closers: usize) -> bool {
        let following = self.word(next);
        // `1.` and `a.` open a list item.
        let first_of_line = last < 2
            || self.text[self.words[last - 2].end..self.words[last - 1].start].contains('\n');
        let label = self.word(last.saturating_sub(1));
        let item =
            label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit()) || label.len() == 1;
        if first_of_line && item && last > 0 {
            return false;
        }
        if !spaced {
            // A space forgotten: `…the end.The next…`
            return closers == 0
                && following.starts_with(char::is_uppercase)
                && following.len() > 1
                || closers > 0 && self.opens_quote(next);
        }
        if following == "." {
            return false;
        }
        // `“… here.” he said` goes on; a lower-case word after a bare stop is a sloppy writer's sentence.
        let goes_on =
            closers > 0 && (following.starts_with(char::is_lowercase) || self.speaks_on(next));
        !goes_on && !following.chars().all(|c| matches!(c, ',' | ';' | ':'))
    }

    /// How many closing quotes and brackets stand right before a word, a note's number (`[6]`) included.
    fn closers_before(&self, next: usize) -> usize {
        let mut count = 0;
        while next > count {
            let last = next - 1 - count;
            if self.ends_note(last) {
                count += 3;
            } else if self.closes(last) {
                count += 1;
            } else {
                break;
            }
        }
        count
    }

    /// Whether a word is the last of a note's number, glued to the word before it or right after a stop:
    /// "It rained.[6]", "It rained. [6]".
    fn ends_note(&self, last: usize) -> bool {
        last > 3
            && self.word(last) == "]"
            && self.word(last - 2) == "["
            && !self.word(last - 1).is_empty()
            && self
                .word(last - 1)
                .bytes()
                .all(|byte| byte.is_ascii_digit())
            && (self.words[last - 3].end == self.words[last - 2].start
                || self.words[last - 3].end + 1 == self.words[last - 2].start
                    && matches!(self.word(last - 3), "." | "!" | "?" | "]"))
    }

    /// Whether a note's number starts here.
    fn starts_note(&self, at: usize) -> bool {
        at > 0 && self.word(at) == "[" && self.ends_note(at + 2)
    }

    /// Whether a word is a quote or bracket that closes.
    fn closes(&self, at: usize) -> bool {
        match self.word(at) {
            "”" | ")" | "]" | "}" | "»" => true,
            // Two apostrophes in the place of a double mark open what they are glued to.
            "''" => self.text[self.words[at].end..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric()),
            "’" | "'" | "\"" => {
                let place = &self.words[at];
                let glued = at > 0 && self.words[at - 1].end == place.start;
                let after = self.text[place.end..].chars().next();
                glued && after.is_none_or(|c| !c.is_alphanumeric())
            }
            _ => false,
        }
    }

    /// Whether a word is a quote or bracket that opens.
    fn opens_quote(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "“" | "‘" | "\"" | "'" | "(" | "[" | "``" | "''" | "«"
        ) && !self.closes(at)
    }

    /// Whether a word can be the first of a sentence.
    fn opens_sentence(&self, at: usize) -> bool {
        let word = self.word(at);
        self.opens_quote(at)
            || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            || matches!(word, "-" | "--" | "•" | "*" | "–" | "—")
            || word.starts_with(|c: char| {
                !c.is_alphanumeric() && !c.is_ascii_punctuation() && !"–—…‘“’”".contains(c)
            })
    }

    /// Whether the words after a quotation only say who spoke: a name, then a verb of speech.
    fn speaks_on(&self, next: usize) -> bool {
        (next..next + 5)
            .take_while(|at| !matches!(self.word(*at), "." | "," | "" | "“" | "\""))
            .any(|at| SPEECH.contains(&self.word(at)))
            && !lexicon::is_starter(self.word(next))
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::language::token::tokens;

    fn check(text: &str, expected: &[&str]) {
        let mut words = tokens(text);
        let found: Vec<&str> = sentences(text, &mut words)
            .iter()
            .map(|sentence| {
                &text[words[sentence.tokens.start].start..words[sentence.tokens.end - 1].end]
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        check(
            "Mr. Tan met U.S. officials on Sept. 13. He left.",
            &["Mr. Tan met U.S. officials on Sept. 13.", "He left."],
        );
        check(
            "J. R. Okafor of Acme Inc. paid 3.5 million. No one asked.",
            &[
                "J. R. Okafor of Acme Inc. paid 3.5 million.",
                "No one asked.",
            ],
        );
        check(
            "It opens at 9 a.m. The bank is near.",
            &["It opens at 9 a.m.", "The bank is near."],
        );
        check(
            "She moved to the U.S. In May she left.",
            &["She moved to the U.S.", "In May she left."],
        );
    }

    #[test]
    fn what_never_ends_is_cut_behind_a_mark_if_there_is_one() {
        let lengths = |text: &str| {
            let mut words = tokens(text);
            let found = sentences(text, &mut words);
            assert_eq!(found.last().map(|it| it.tokens.end), Some(words.len()));
            let lengths = found.iter().map(|it| it.tokens.len());
            lengths.collect::<Vec<_>>()
        };
        assert_eq!(lengths(&"rain ".repeat(1_000)), [400, 400, 200]);
        let list = format!(
            "{}, {}",
            "rain ".repeat(299).trim_end(),
            "snow ".repeat(200)
        );
        assert_eq!(lengths(&list), [300, 200]);
    }

    #[test]
    fn quotes_and_brackets_close_before_the_border() {
        check(
            "“We won.” The crowd sang.",
            &["“We won.”", "The crowd sang."],
        );
        check(
            "“Why now?” Okafor asked. (He knew.) Then silence.",
            &["“Why now?” Okafor asked.", "(He knew.)", "Then silence."],
        );
        check(
            "\"It is over.\" \"No.\" They left.",
            &["\"It is over.\"", "\"No.\"", "They left."],
        );
        check(
            "It rained.[6] Then it stopped.",
            &["It rained.[6]", "Then it stopped."],
        );
        check(
            "It rained. [6] [7] Then it stopped. [8]",
            &["It rained. [6] [7]", "Then it stopped. [8]"],
        );
        check("“Is it so?” he asked.", &["“Is it so?” he asked."]);
    }

    #[test]
    fn empty_lines_end_paragraphs_and_wrapped_lines_do_not() {
        check(
            "Floods hit the coast\n\nLONDON — Rain fell.",
            &["Floods hit the coast", "LONDON — Rain fell."],
        );
        check(
            "The committee will meet again on Monday to\ndiscuss the budget of the northern harbour\nand the new bridge.",
            &[
                "The committee will meet again on Monday to\ndiscuss the budget of the northern harbour\nand the new bridge.",
            ],
        );
    }

    #[test]
    fn ellipses_and_list_numbers_go_on() {
        check(
            "He waited... and left. So it goes.",
            &["He waited... and left.", "So it goes."],
        );
        check(
            "1. Open the door.\n\n2. Close it.",
            &["1. Open the door.", "2. Close it."],
        );
    }

    #[test]
    fn an_abbreviation_at_the_end_gives_its_stop() {
        let text = "Bring pens, paper, etc.";
        let mut words = tokens(text);
        let _ = sentences(text, &mut words);
        assert_eq!(&text[words[words.len() - 2].clone()], "etc");
        assert_eq!(&text[words[words.len() - 1].clone()], ".");
    }
}
