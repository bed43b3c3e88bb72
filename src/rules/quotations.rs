//! Quotations: where quotation marks open and close, over paragraphs and through typists' errors.
//!
//! Works on characters, paragraph by paragraph: a tree of a sentence cut in two by a long quotation
//! is no help, and the marks themselves are.

use crate::language::{Document, Relation, Upos};
use crate::rules::lexicon::{self, Part};
use crate::text::{Span, Text};

/// A stretch between quotation marks within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// 0 for the outermost, 1 for a quotation inside one.
    pub depth: usize,
    /// Whether the closing mark is missing, as at the end of every paragraph but the last of a long
    /// quotation.
    pub is_open: bool,
    /// Whether it takes up a quotation that the paragraph before left open.
    pub continues: bool,
}

/// The quotations of a text, by token.
#[derive(Clone, Debug, Default)]
pub struct Quotations {
    /// In order of their opening marks.
    pub all: Vec<Quotation>,
    /// For each token, the outermost quotation it stands in.
    outermost: Vec<Option<usize>>,
    /// For each quotation, its first token and the one after its last, marks included.
    tokens: Vec<std::ops::Range<usize>>,
    /// For each quotation, the furthest token that it or one before it reaches.
    reach: Vec<usize>,
}

impl Quotations {
    /// Number of the outermost quotation around a token, its marks included.
    #[must_use]
    pub fn around(&self, token: usize) -> Option<usize> {
        self.outermost.get(token).copied().flatten()
    }

    /// How many quotations open before a token.
    #[must_use]
    pub fn opened_before(&self, token: usize) -> usize {
        self.tokens.partition_point(|range| range.start < token)
    }

    /// Numbers of all quotations around a token, nested ones too, the last opened first.
    pub fn all_around(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.opened_before(token + 1))
            .rev()
            .take_while(move |number| self.reach[*number] > token)
            .filter(move |number| self.tokens[*number].contains(&token))
    }

    /// The tokens of a quotation, marks included.
    #[must_use]
    pub fn tokens(&self, quotation: usize) -> std::ops::Range<usize> {
        self.tokens[quotation].clone()
    }

    /// Whether a quotation ends as a sentence or a clause does.
    #[must_use]
    pub fn closes_a_sentence(&self, document: &Document<'_>, quotation: usize) -> bool {
        let inner = document.text.slice(self.all[quotation].inner);
        inner.trim_end().ends_with(['.', ',', '!', '?', '…', '—'])
    }

    /// Whether a quotation is speech: a sentence of its own, not a few quoted words.
    #[must_use]
    pub fn is_speech(&self, document: &Document<'_>, quotation: usize) -> bool {
        let inner = document.text.slice(self.all[quotation].inner);
        let closed_like_a_sentence = self.closes_a_sentence(document, quotation);
        let opened_like_one = inner
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_uppercase);
        let words = inner.split_whitespace().count();
        (words >= 3 && closed_like_a_sentence && opened_like_one)
            || words >= 12
            || self.all[quotation].is_open
    }
}

/// Words before a quotation that tell a name somebody gives from words somebody says, behind "so-" and
/// "self-".
const LABELLED: [&str; 4] = ["called", "styled", "proclaimed", "described"];

impl Quotations {
    /// Whether a quotation is none: a label in marks of doubt ("the so-called “experts”"), a nickname
    /// ("Bill “Buck” Lind") or a title ("read “The Long Road” in May").
    #[must_use]
    pub fn is_label(&self, document: &Document<'_>, quotation: usize) -> bool {
        let tokens = self.tokens(quotation);
        let words: Vec<usize> = tokens
            .clone()
            .filter(|token| document.tokens[*token].upos != Upos::Punct)
            .collect();
        if words.is_empty() || words.len() > 6 || self.closes_like_speech(document, quotation) {
            return false;
        }
        let before = tokens.start.checked_sub(1);
        let name = |token: Option<usize>| {
            token.is_some_and(|token| {
                document
                    .tokens
                    .get(token)
                    .is_some_and(|it| it.upos == Upos::Propn)
            })
        };
        let labelled = before.is_some_and(|before| {
            let last = document.form(before).to_lowercase();
            let word = last
                .strip_prefix("so-")
                .or_else(|| last.strip_prefix("self-"));
            let hyphened = before >= 2
                && document.form(before - 1) == "-"
                && matches!(
                    document.form(before - 2).to_lowercase().as_str(),
                    "so" | "self"
                );
            LABELLED.contains(&word.unwrap_or(&last)) && (hyphened || word.is_some())
        });
        let nickname = words.len() <= 2 && name(before) && name(Some(tokens.end));
        let titled = words.len() >= 2
            && words.iter().all(|word| {
                let form = document.form(*word);
                form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || *word != words[0]
                        && matches!(
                            document.tokens[*word].upos,
                            Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part
                        )
            });
        labelled || nickname || titled
    }

    /// Whether the words in the marks end as a sentence does.
    fn closes_like_speech(&self, document: &Document<'_>, quotation: usize) -> bool {
        document
            .text
            .slice(self.all[quotation].inner)
            .trim_end()
            .ends_with(['.', '!', '?', '…'])
    }
}

/// Finds the quotations of an analysed text.
#[must_use]
pub fn find(document: &Document<'_>) -> Quotations {
    let mut all = in_text(document.text);
    for at in 0..all.len() {
        if !(all[at].is_open && all[at].depth == 0) {
            continue;
        }
        if let Some(closed) = forgotten(document, &all[at]) {
            all[at] = closed;
            if let Some(next) = all[at + 1..].iter_mut().find(|it| it.depth == 0) {
                next.continues = false;
            }
        }
    }
    let mut outermost = vec![None; document.tokens.len()];
    let mut tokens = Vec::with_capacity(all.len());
    for (number, quotation) in all.iter().enumerate() {
        let first = document
            .tokens
            .partition_point(|token| token.span.end() <= quotation.outer.start());
        let last = document
            .tokens
            .partition_point(|token| token.span.start() < quotation.outer.end());
        tokens.push(first..last.max(first));
        if quotation.depth == 0 {
            outermost[first..last.max(first)].fill(Some(number));
        }
    }
    let reach = tokens
        .iter()
        .scan(0, |furthest, range| {
            *furthest = range.end.max(*furthest);
            Some(*furthest)
        })
        .collect();
    Quotations {
        all,
        outermost,
        tokens,
        reach,
    }
}

/// "“We were lucky, the pilot said. The plane had landed.": a quotation that nothing closes ends
/// before the tag in its first sentence; where the next paragraph seems to take it up, only before a
/// tag that closes the sentence.
fn forgotten(document: &Document<'_>, quotation: &Quotation) -> Option<Quotation> {
    let text = document.text;
    let after = text.as_str()[quotation.outer.end()..].trim_start();
    let is_taken_up = after.starts_with(['“', '"', '\'', '`']);
    let first = document
        .tokens
        .partition_point(|token| token.span.end() <= quotation.inner.start());
    // A mark that ends the text quotes nothing.
    document.tokens.get(first)?;
    let sentence = document.sentences[document.sentence_of(first)]
        .tokens
        .clone();
    let before = sentence
        .clone()
        .filter(|verb| *verb > first)
        .find_map(|verb| {
            if document.tokens[verb].upos != Upos::Verb {
                return None;
            }
            lexicon::cue(Part::Verb, &document.tokens[verb].lemma)?.with("quote")?;
            let subject = document.child(verb, Relation::Nsubj)?;
            let subject = document.subtree(subject);
            let tag = subject.start.min(verb);
            let unbroken = subject.end == verb || subject.start == verb + 1;
            let ends = subject.end.max(verb + 1);
            let closes =
                (ends..sentence.end).all(|token| document.tokens[token].upos == Upos::Punct);
            let before = tag.checked_sub(1).filter(|before| *before > first)?;
            (unbroken
                && (closes || !is_taken_up)
                && matches!(document.form(before), "," | "?" | "!"))
            .then_some(before)
        })?;
    let end = document.tokens[before].span.end();
    Some(Quotation {
        outer: text.span(quotation.outer.start()..end)?,
        inner: text.span(quotation.inner.start()..end)?,
        is_open: false,
        ..*quotation
    })
}

/// Finds the quotations of a text.
///
/// ```
/// use claimgraph::{rules::quotations, text::Text};
/// let text = Text::new("“It’s a ‘hermit kingdom,’” she said.");
/// let found = quotations::in_text(&text);
/// assert_eq!(text.slice(found[0].inner), "It’s a ‘hermit kingdom,’");
/// assert_eq!(text.slice(found[1].inner), "hermit kingdom,");
/// ```
#[must_use]
pub fn in_text(text: &Text) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut left_open = false;
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if start < end {
            left_open = in_paragraph(text, start, end, left_open, &mut found);
        }
        start += line.len();
    }
    found.sort_by_key(|quotation| (quotation.outer.start(), quotation.depth));
    found
}

/// What a quotation mark may do where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Open,
    Close,
    Either,
}

/// An opening mark that waits for its partner.
struct Pending {
    at: usize,
    width: usize,
    single: bool,
}

/// Reads one paragraph; answers whether it ends inside a quotation.
fn in_paragraph(
    text: &Text,
    start: usize,
    end: usize,
    left_open: bool,
    found: &mut Vec<Quotation>,
) -> bool {
    let string = text.as_str();
    let mut open: Vec<Pending> = Vec::new();
    let first_new = found.len();
    let mut at = start;
    while at < end {
        let rest = &string[at..end];
        let Some(first) = rest.chars().next() else {
            break;
        };
        let Some((width, single, mark)) = mark_at(&string[start..at], rest) else {
            at += first.len_utf8();
            continue;
        };
        let inside = open.iter().rposition(|pending| pending.single == single);
        // „So“: after a low mark the high one closes.
        let low = first == '“' && inside.is_some_and(|it| string[open[it].at..].starts_with('„'));
        let closes = match mark {
            Move::Close => true,
            Move::Open => low,
            Move::Either => inside.is_some(),
        };
        if let (true, Some(partner)) = (closes, inside) {
            let pending = &open[partner];
            let continues = left_open && pending.at == start;
            push(
                text,
                pending.at..at + width,
                pending.width,
                width,
                (partner, false, continues),
                found,
            );
            open.truncate(partner);
        } else if !closes && (!single || has_partner(&rest[width..])) {
            // Two marks that open without one that closes: the first was never closed, so it counts
            // for nothing.
            if inside == Some(0) && !single {
                open.clear();
            }
            open.push(Pending { at, width, single });
        } else if first == '”' && found.len() == first_new && closes_speech(&string[start..at]) {
            // "We left,” she said": the mark that opens was forgotten.
            push(text, start..at + width, 0, width, (0, false, false), found);
        }
        at += width;
    }
    let dangling = open.iter().find(|pending| !pending.single);
    if let Some(pending) = dangling {
        let whole = pending.at == start;
        let before = string[start..pending.at].trim_end();
        let resumed = string[end..].trim_start().starts_with(['“', '"']);
        if whole || before.ends_with([':', ',']) || resumed && before.ends_with('.') {
            let continues = left_open && whole;
            push(
                text,
                pending.at..end,
                pending.width,
                0,
                (0, true, continues),
                found,
            );
            found[first_new..].sort_by_key(|quotation| quotation.outer.start());
            return true;
        }
    }
    false
}

/// Whether the words before a closing mark end as speech does.
fn closes_speech(before: &str) -> bool {
    before.ends_with([',', '.', '!', '?']) && before.split_whitespace().count() >= 3
}

/// Records a quotation unless nothing stands between its marks.
fn push(
    text: &Text,
    outer: std::ops::Range<usize>,
    open: usize,
    close: usize,
    (depth, is_open, continues): (usize, bool, bool),
    found: &mut Vec<Quotation>,
) {
    let inner = text.trimmed(outer.start + open..outer.end - close);
    if let (Some(inner), Some(outer)) = (inner, text.span(outer)) {
        found.push(Quotation {
            outer,
            inner,
            depth,
            is_open,
            continues,
        });
    }
}

/// The quotation mark at the start of `rest`: its width in bytes, whether it is a single one, and
/// what it may do there. An apostrophe is no mark.
fn mark_at(before: &str, rest: &str) -> Option<(usize, bool, Move)> {
    let first = rest.chars().next()?;
    let (width, single) = match first {
        '“' | '”' | '"' | '„' | '«' | '»' => (first.len_utf8(), false),
        '‘' | '’' | '\'' | '`' => {
            let doubled = rest[first.len_utf8()..].starts_with(first);
            (first.len_utf8() * if doubled { 2 } else { 1 }, !doubled)
        }
        _ => return None,
    };
    let previous = before.chars().next_back();
    let next = rest[width..].chars().next();
    let wordlike = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let after_space = previous.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '"' | '‘' | ':')
    });
    let before_space = next.is_none_or(char::is_whitespace);
    match first {
        '“' | '„' | '«' => Some((width, false, Move::Open)),
        '”' | '»' => Some((width, false, Move::Close)),
        '`' if !single => Some((width, false, Move::Open)),
        '‘' if !wordlike(previous) && !is_elision(&rest[width..]) => {
            Some((width, single, Move::Open))
        }
        '’' | '\'' if single => {
            if wordlike(previous) && wordlike(next) {
                None
            } else if first == '\'' && after_space && wordlike(next) && !is_elision(&rest[width..])
            {
                Some((width, true, Move::Open))
            } else if !after_space && !wordlike(next) {
                let possessive = previous == Some('s') && rest[width..].starts_with(' ');
                (!possessive || !has_partner(&rest[width..])).then_some((width, true, Move::Close))
            } else {
                None
            }
        }
        '`' => None,
        // The straight double mark, and two apostrophes in its place. After a digit it may be
        // inches (6'2").
        _ if previous.is_some_and(|c| c.is_ascii_digit())
            && before.ends_with(|c: char| c.is_ascii_digit())
            && before.contains('\'')
            && !before.contains('"') =>
        {
            None
        }
        _ if after_space && before_space => Some((width, single, Move::Either)),
        _ if after_space => Some((width, single, Move::Open)),
        _ => Some((width, single, Move::Either)),
    }
}

/// Whether a single mark later in the paragraph can close one opened here.
fn has_partner(rest: &str) -> bool {
    let mut previous = None;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if matches!(c, '\'' | '’')
            && previous.is_some_and(|p: char| !p.is_whitespace())
            && !next.is_some_and(char::is_alphanumeric)
        {
            return true;
        }
        previous = Some(c);
    }
    false
}

/// Words that begin with an apostrophe: "'em", "'til", "'90s".
fn is_elision(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word.to_lowercase().as_str(),
            "em" | "til" | "tis" | "twas" | "cause" | "n" | "round" | "bout"
        )
}

#[cfg(test)]
mod tests {
    use super::in_text;
    use crate::text::Text;
    use proptest::prelude::*;

    #[test]
    fn finds_what_stands_between_the_marks() {
        for (string, expected) in [
            (
                "“We left,” she said. “It rained.”",
                &["We left,", "It rained."][..],
            ),
            (
                "\"We left,\" she said. \"It rained.\"",
                &["We left,", "It rained."],
            ),
            ("''We left,'' she said.", &["We left,"]),
            ("``We left,'' she said.", &["We left,"]),
            (
                "'We left,' she said, 'and it didn't rain.'",
                &["We left,", "and it didn't rain."],
            ),
            ("‘We left,’ she said.", &["We left,"]),
            ("„We left,“ she said. „So?“", &["We left,", "So?"]),
            ("„We left,” she said.", &["We left,"]),
            (
                "“He called it a ‘mess,’” she said.",
                &["He called it a ‘mess,’", "mess,"],
            ),
            (
                "\"He called it a 'mess,'\" she said.",
                &["He called it a 'mess,'", "mess,"],
            ),
            ("Rock 'n' roll of the '90s got 'em", &[]),
            ("The voters' will and the players' wish", &[]),
            ("He is 6'2\" tall", &[]),
            ("\"\" and “ ”", &[]),
        ] {
            let text = Text::new(string);
            let found: Vec<_> = in_text(&text)
                .iter()
                .map(|it| text.slice(it.inner))
                .collect();
            assert_eq!(found, expected, "{string}");
        }
    }

    #[test]
    fn a_paragraph_may_leave_a_quotation_open_for_the_next() {
        let text = Text::new("“We left.\n\n“It rained,” she said.");
        let found = in_text(&text);
        assert!(found[0].is_open && !found[0].continues);
        assert!(!found[1].is_open && found[1].continues);
    }

    #[test]
    fn a_mark_without_a_partner_counts_for_nothing() {
        for string in [
            "It was ”so",
            "They said \"much of it. Then left",
            "the dogs' bowl",
        ] {
            assert_eq!(in_text(&Text::new(string)), [], "{string}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(string in "([a-c’'\"“”‘ `.,\n]|é|6){0,60}") {
            let text = Text::new(string);
            for it in in_text(&text) {
                prop_assert!(it.outer.contains(it.inner));
            }
        }
    }
}
