//! Where sentences end: full stops that are not abbreviations', closing quotes, line and paragraph
//! breaks.

use crate::language::document::Sentence;
use crate::language::token::{self, Abbreviation};
use crate::text::{Span, Text};

/// Groups tokens into sentences; paragraphs are separated by a blank line, or by any line break where
/// the line before is a headline or ends its sentence.
pub(crate) fn split(text: &Text, tokens: &[Span]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut paragraph = 0;
    for index in 0..tokens.len() {
        let ending = ending(text, tokens, index, start);
        if ending == Ending::No {
            continue;
        }
        sentences.push(Sentence {
            tokens: start..index + 1,
            paragraph,
        });
        start = index + 1;
        paragraph += usize::from(ending == Ending::Paragraph);
    }
    sentences
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    No,
    Sentence,
    Paragraph,
}

/// Words that open sentences and hardly ever continue a name after an abbreviation.
const STARTERS: &[&str] = &[
    "A",
    "An",
    "The",
    "This",
    "That",
    "These",
    "Those",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "My",
    "But",
    "And",
    "Or",
    "So",
    "Yet",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "As",
    "At",
    "In",
    "On",
    "By",
    "For",
    "From",
    "To",
    "With",
    "Under",
    "Over",
    "Some",
    "Many",
    "Most",
    "Both",
    "Each",
    "No",
    "Not",
    "There",
    "Here",
    "What",
    "Who",
    "Why",
    "How",
    "Where",
    "Although",
    "Though",
    "However",
    "Meanwhile",
    "Also",
    "Now",
    "Then",
    "Last",
    "Earlier",
    "Officials",
    "Police",
    "According",
];

fn ending(text: &Text, tokens: &[Span], index: usize, start: usize) -> Ending {
    let Some(next) = tokens.get(index + 1) else {
        return Ending::Paragraph;
    };
    let gap = &text.as_str()[tokens[index].end()..next.start()];
    let breaks = gap.matches('\n').count();
    if breaks > 1 || gap.contains('\u{2029}') {
        return Ending::Paragraph;
    }
    let closed = closes(text, tokens, index, start, gap);
    if breaks == 1 && (closed || is_headline(text, tokens, index, start)) {
        return Ending::Paragraph;
    }
    if closed { Ending::Sentence } else { Ending::No }
}

/// Whether a token ends its sentence by its punctuation.
fn closes(text: &Text, tokens: &[Span], index: usize, start: usize, gap: &str) -> bool {
    let next = text.slice(tokens[index + 1]);
    // A closing quotation mark or bracket still belongs to the sentence it closes.
    if gap.is_empty() && is_closer(text, tokens, index + 1) {
        return false;
    }
    let mut stop = index;
    while stop > start && is_closer(text, tokens, stop) {
        stop -= 1;
    }
    let mark = text.slice(tokens[stop]);
    let behind_quote = stop < index;
    match mark {
        "." => !gap.is_empty() && opens(next) || gap.is_empty() && behind_quote && opens(next),
        "…" | "..." | "...." => !gap.is_empty() && opens(next),
        _ if mark.chars().all(|c| matches!(c, '!' | '?' | '‽')) => !gap.is_empty() && opens(next),
        _ => mark.len() > 1 && mark.ends_with('.') && abbreviation_closes(mark, next, behind_quote),
    }
}

/// Whether a sentence may end in this abbreviation, given the word that follows.
fn abbreviation_closes(mark: &str, next: &str, behind_quote: bool) -> bool {
    let word = &mark[..mark.len() - 1];
    match token::abbreviation(word) {
        Some(Abbreviation::Open) => {
            behind_quote && opens(next) || STARTERS.contains(&next) || is_opening_quote(next)
        }
        _ => false,
    }
}

/// Whether a token may open a sentence.
fn opens(next: &str) -> bool {
    next.chars().next().is_some_and(|c| {
        c.is_uppercase()
            || c.is_numeric()
            || !c.is_alphabetic()
                && !matches!(
                    c,
                    ',' | ';' | ':' | ')' | ']' | '-' | '–' | '—' | '…' | '.' | '%'
                )
    }) || next
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

fn is_opening_quote(token: &str) -> bool {
    matches!(token, "“" | "\"" | "‘" | "``" | "«" | "(")
}

/// Whether a token closes a quotation or bracket: by its shape, and where a straight mark touches
/// only the word before it.
fn is_closer(text: &Text, tokens: &[Span], index: usize) -> bool {
    match text.slice(tokens[index]) {
        "”" | ")" | "]" | "»" | "''" => true,
        "’" | "'" | "\"" => {
            let touches = index > 0 && tokens[index - 1].end() == tokens[index].start();
            let loose = tokens
                .get(index + 1)
                .is_none_or(|next| next.start() > tokens[index].end() || text.slice(*next) == ")");
            touches && loose
        }
        _ => false,
    }
}

/// Characters up to which a line without a full stop is taken for a headline or a list item.
const HEADLINE_MAX: usize = 90;

/// A short line that does not end like a sentence and is followed by a line that starts like one.
fn is_headline(text: &Text, tokens: &[Span], index: usize, start: usize) -> bool {
    let line = &text.as_str()[tokens[start].start()..tokens[index].end()];
    let next = text.slice(tokens[index + 1]);
    !line.contains('\n')
        && line.chars().count() <= HEADLINE_MAX
        && !line.ends_with(',')
        && opens(next)
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::language::token::tokenize;
    use crate::text::Text;

    fn check(string: &str, expected: &[&str]) {
        let text = Text::new(string);
        let tokens = tokenize(&text);
        let found: Vec<_> = split(&text, &tokens)
            .iter()
            .map(|sentence| {
                let first = tokens[sentence.tokens.start];
                text.slice(first.cover(tokens[sentence.tokens.end - 1]))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check(
            "Mr. Ode left on Sept. 13. U.S. officials objected.",
            &["Mr. Ode left on Sept. 13.", "U.S. officials objected."],
        );
        check(
            "He moved to the U.S. He works for Acme Inc. now.",
            &["He moved to the U.S.", "He works for Acme Inc. now."],
        );
        check(
            "J. R. Tolle met Dr. Ann B. Crane.",
            &["J. R. Tolle met Dr. Ann B. Crane."],
        );
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        check(
            "“We won.” She left. “Did we?” he asked.",
            &["“We won.”", "She left.", "“Did we?” he asked."],
        );
        check("\"We won.\" She left.", &["\"We won.\"", "She left."]);
        check("(It rained.) We stayed.", &["(It rained.)", "We stayed."]);
    }

    #[test]
    fn lines_break_headlines_but_not_wrapped_text() {
        check(
            "Kim to Visit\nThe leader said\nhe would go.\n\nHe went",
            &["Kim to Visit", "The leader said\nhe would go.", "He went"],
        );
        check(
            "Prices rose 2.5 percent. 3 fell.",
            &["Prices rose 2.5 percent.", "3 fell."],
        );
    }
}
