//! A lossless tokenizer with the tokens of UD English: white space is never in a token, everything
//! else always is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Span, Text};

/// What kind of word stands before an abbreviation's full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name: never ends a sentence ("Mr.").
    Title,
    /// Stands before a number ("Sept. 13").
    Number,
    /// May end a sentence ("Inc.").
    Open,
}

/// Splits a text into tokens, in order.
///
/// Clitics are tokens of their own (`do n't`, `John 's`, `can not`), hyphenated compounds fall into
/// their parts (`well - known`) except behind bound prefixes (`non-profit`), as in the UD English
/// treebanks.
pub(crate) fn tokenize(text: &Text) -> Vec<Span> {
    let string = text.as_str();
    let mut cuts = Vec::new();
    let mut at = 0;
    while let Some(found) = PIECE.find_at(string, at) {
        let end = match found.as_str().chars().next() {
            Some(first) if first.is_alphanumeric() => {
                word(string, found.start(), found.end(), &mut cuts)
            }
            _ => {
                cuts.push((found.start(), found.end()));
                found.end()
            }
        };
        at = end;
    }
    cuts.into_iter()
        .filter_map(|(start, end)| text.span(start..end))
        .collect()
}

/// The class of an abbreviation, given without its full stop; letters with stops between them
/// ("U.S", "p.m") count as open.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if let Some(class) = ABBREVIATIONS.get(word.to_lowercase().as_str()) {
        return Some(*class);
    }
    let mut letters = word.split('.');
    let dotted = word.contains('.')
        && letters.all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    dotted.then_some(Abbreviation::Open)
}

/// Alternatives in order of preference; the last takes any character with its marks and joiners, so
/// nothing is ever skipped.
static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    let url = r#"(?:https?://|www\.)[^\s<>"“”]*[\p{L}\p{N}/]"#;
    let email = r"[\p{L}\p{N}_.+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+";
    let handle = r"[@#]\p{L}[\p{L}\p{M}\p{N}_]*";
    let phone = r"\d{3}-(?:\d{3}-)?\d{4}\b";
    let date = r"\d{1,4}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|\d+/\d+\b|\d{1,2}:\d{2}(?::\d{2})?";
    let number = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?";
    let ellipsis = r"\.{2,}|[!?]{2,}|-{2,}|\*{2,}|={2,}|_{2,}";
    let decade = r"['’]\d{2}s\b|['’](?i:em|til|tis|twas|cause)\b";
    let clitic = r"['’](?i:s|m|re|ve|ll|d)\b";
    let money = r"\b(?:US|A|C|HK|NZ|S|AU|CA)\$";
    let core =
        r"[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*(?:(?:['’&.]|\x{200D})[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*)*";
    let smiley = r"[:;]-?[)(DP]\B";
    let emoji = r"[\p{Extended_Pictographic}\p{Regional_Indicator}](?:[\p{M}\x{FE0F}\x{1F3FB}-\x{1F3FF}]|\x{200D}\p{Extended_Pictographic}|\p{Regional_Indicator})*";
    let pattern = format!(
        "{url}|{email}|{handle}|{phone}|{date}|{number}|{ellipsis}|{decade}|{clitic}|{money}|{core}(?:-{core})*|{smiley}|{emoji}|\\S[\\p{{M}}\\x{{200D}}\\x{{FE0F}}]*"
    );
    #[expect(
        clippy::unwrap_used,
        reason = "a constant pattern that the tests compile"
    )]
    Regex::new(&pattern).unwrap()
});

static ABBREVIATIONS: LazyLock<BTreeMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    include_str!("lexicon/abbreviations.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, class)| {
            let class = match class {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::Number,
                _ => Abbreviation::Open,
            };
            (word, class)
        })
        .collect()
});

/// Prefixes that stay with their hyphen and the word behind it.
const BOUND: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "mid", "mini", "multi", "neo", "non",
    "over", "pan", "post", "pre", "pro", "re", "semi", "socio", "sub", "trans", "ultra", "under",
];

/// Cuts a run of letters and digits with inner hyphens; takes an abbreviation's full stop along.
/// Returns where to go on.
fn word(string: &str, start: usize, end: usize, cuts: &mut Vec<(usize, usize)>) -> usize {
    let run = &string[start..end];
    if is_web_name(run) || run.contains('@') || run.contains("://") || run.starts_with("www.") {
        cuts.push((start, end));
        return end;
    }
    let parts: Vec<&str> = run.split('-').collect();
    let numeric = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let bound = parts.len() == 2 && BOUND.contains(&parts[0].to_lowercase().as_str());
    let phone = parts.len() > 2 && parts.iter().all(numeric);
    if bound || phone {
        let prefix = parts[0].len() + 1;
        let (first, rest) = if phone { (run.len(), 0) } else { (prefix, 1) };
        if rest == 0 {
            cuts.push((start, start + first));
            return end;
        }
        // The prefix belongs to the first piece of what follows: clitics are still cut off.
        let before = cuts.len();
        let end = core(string, start + prefix, end, cuts);
        if let Some(cut) = cuts.get_mut(before) {
            cut.0 = start;
        }
        return end;
    }
    let mut at = start;
    let mut last = end;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            cuts.push((at, at + 1));
            at += 1;
        }
        last = core(string, at, at + part.len(), cuts);
        at += part.len();
    }
    last
}

/// Cuts a run without hyphens: clitics, missing spaces, an abbreviation's full stop.
fn core(string: &str, start: usize, end: usize, cuts: &mut Vec<(usize, usize)>) -> usize {
    let run = &string[start..end];
    if let Some(at) = missing_space(run) {
        core(string, start, start + at, cuts);
        cuts.push((start + at, start + at + 1));
        return core(string, start + at + 1, end, cuts);
    }
    if let Some(at) = inner_cut(run) {
        cuts.push((start, start + at));
        return core_rest(string, start + at, end, cuts);
    }
    let stop = string[end..].starts_with('.') && !string[end..].starts_with("..");
    if stop && takes_stop(string, run, start, end) {
        cuts.push((start, end + 1));
        return end + 1;
    }
    cuts.push((start, end));
    end
}

/// What is left after a cut may hold one more clitic ("would" | "n't" | "'ve").
fn core_rest(string: &str, start: usize, end: usize, cuts: &mut Vec<(usize, usize)>) -> usize {
    let rest = &string[start..end];
    let more = rest
        .char_indices()
        .skip(2)
        .find(|(at, c)| (*c == '\'' || *c == '’') && clitic_at(&rest[*at..]));
    if let Some((at, _)) = more {
        cuts.push((start, start + at));
        return core_rest(string, start + at, end, cuts);
    }
    cuts.push((start, end));
    end
}

/// Where the first clitic of a word starts, if it has one.
fn inner_cut(run: &str) -> Option<usize> {
    let lower = run.to_lowercase();
    // Lower-casing may change the length of exotic letters: such words have no English clitics.
    if lower.len() != run.len() {
        return None;
    }
    match lower.as_str() {
        "cannot" | "gonna" | "gotta" => return Some(3),
        "wanna" => return Some(3),
        _ => {}
    }
    let amount = lower.len() - lower.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if amount > 0
        && matches!(
            &lower[amount..],
            "am" | "pm" | "a.m" | "p.m" | "km" | "mph" | "kg"
        )
    {
        return Some(amount);
    }
    for negation in ["n't", "n’t"] {
        if let Some(at) = lower.find(negation).filter(|at| *at > 0) {
            return Some(at);
        }
    }
    lower
        .char_indices()
        .find(|(at, c)| *at > 0 && (*c == '\'' || *c == '’') && clitic_at(&lower[*at..]))
        .map(|(at, _)| at)
}

/// Whether a string that starts with an apostrophe is a clitic, or a clitic and then another one.
fn clitic_at(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next();
    let letters: String = chars
        .take_while(|c| *c != '\'' && *c != '’')
        .flat_map(char::to_lowercase)
        .collect();
    matches!(letters.as_str(), "s" | "m" | "re" | "ve" | "ll" | "d")
}

/// Where a full stop joins two sentences for want of a space ("ended.The").
fn missing_space(run: &str) -> Option<usize> {
    let at = run.find('.')?;
    let before = &run[..at];
    let after = &run[at + 1..];
    let plain = before.chars().count() > 2 && before.chars().skip(1).all(char::is_lowercase);
    let mut next = after.chars();
    let starts = next.next().is_some_and(char::is_uppercase)
        && next
            .next()
            .is_none_or(|c| c.is_lowercase() || !c.is_alphabetic());
    (plain && starts).then_some(at)
}

/// Whether a word ends in a top-level domain ("example.org").
fn is_web_name(run: &str) -> bool {
    const DOMAINS: &[&str] = &[
        "com", "org", "net", "gov", "edu", "info", "io", "co", "uk", "de", "eu",
    ];
    run.rsplit_once('.').is_some_and(|(name, last)| {
        name.chars().count() > 2
            && DOMAINS.contains(&last.to_lowercase().as_str())
            && name.is_ascii()
    })
}

/// Whether the full stop behind a word belongs to it.
fn takes_stop(string: &str, run: &str, start: usize, end: usize) -> bool {
    let rest = &string[end + 1..];
    let next = rest
        .trim_start_matches([' ', '\t', '\u{a0}'])
        .chars()
        .next();
    match abbreviation(run) {
        Some(Abbreviation::Number) => next.is_some_and(|c| c.is_ascii_digit() || c == '#'),
        Some(_) => {
            // Short state names are words as well ("Miss.", "Ill.", "Mass."): they need their capital.
            run.contains('.')
                || run.chars().next().is_some_and(char::is_uppercase)
                || run == "vs"
                || run == "etc"
                || run == "v"
                || run == "al"
        }
        None => is_initial(string, run, start, rest, next),
    }
}

/// A single capital with a stop is an initial when a name goes on behind it, not after "Plan B.".
fn is_initial(string: &str, run: &str, start: usize, rest: &str, next: Option<char>) -> bool {
    let mut letters = run.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if !single || run == "I" {
        return false;
    }
    let previous = string[..start]
        .trim_end()
        .rsplit(|c: char| c.is_whitespace())
        .next();
    let after_name = previous.is_none_or(|word| {
        word.is_empty()
            || word.ends_with('.')
            || word.chars().next().is_some_and(|c| !c.is_lowercase())
    });
    after_name && rest.starts_with([' ', '\u{a0}']) && next.is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::tokenize;
    use crate::text::Text;
    use proptest::prelude::*;

    fn check(sentence: &str, tokens: &str) {
        let text = Text::new(sentence);
        let found: Vec<_> = tokenize(&text)
            .iter()
            .map(|span| text.slice(*span))
            .collect();
        assert_eq!(found.join(" "), tokens);
    }

    #[test]
    fn clitics_are_words() {
        check(
            "They don't, can't and cannot.",
            "They do n't , ca n't and can not .",
        );
        check(
            "Ana’s aides wouldn’t've gone",
            "Ana ’s aides would n’t 've gone",
        );
        check(
            "the workers' plea, she'll say",
            "the workers ' plea , she 'll say",
        );
        check("O'Neill of AT&T", "O'Neill of AT&T");
    }

    #[test]
    fn hyphens_split_compounds_but_not_bound_prefixes() {
        check("a well-known non-profit", "a well - known non-profit");
        check(
            "ex-minister's anti-tank plan",
            "ex-minister 's anti-tank plan",
        );
        check("call 555-867-5309", "call 555-867-5309");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check(
            "Sen. J. Doe left the U.S. on Sept. 13.",
            "Sen. J. Doe left the U.S. on Sept. 13 .",
        );
        check(
            "Acme Inc. sued. No. He may.",
            "Acme Inc. sued . No . He may .",
        );
        check(
            "We chose plan B. Then we left.",
            "We chose plan B . Then we left .",
        );
    }

    #[test]
    fn numbers_money_times_and_addresses_stay_whole() {
        check("$1,000.50 or 5% at 3:15pm", "$ 1,000.50 or 5 % at 3:15 pm");
        check(
            "see www.example.org/a, mail a.b@example.org!",
            "see www.example.org/a , mail a.b@example.org !",
        );
        check("US$5m in the '90s (9/11)", "US$ 5m in the '90s ( 9/11 )");
    }

    #[test]
    fn quotes_dashes_and_emoji_stand_alone() {
        check("“Yes,” he said—twice ...", "“ Yes , ” he said — twice ...");
        check("👩‍🚀 cafe\u{301}s", "👩‍🚀 cafe\u{301}s");
        check("It ended.The end", "It ended . The end");
    }

    proptest! {
        #[test]
        fn tokens_and_white_space_rebuild_any_text(string in any::<String>()) {
            let text = Text::new(string.clone());
            let mut at = 0;
            for span in tokenize(&text) {
                prop_assert!(string[at..span.start()].chars().all(char::is_whitespace));
                at = span.end();
            }
            prop_assert!(string[at..].chars().all(char::is_whitespace));
        }

        #[test]
        fn tokens_and_white_space_rebuild_english(string in "([A-Za-z]{1,4}|n't|'s|’ll|-|\\.|,| |\n|[0-9]|\\$|“|”|é|👩‍🚀){0,60}") {
            let text = Text::new(string.clone());
            let mut at = 0;
            for span in tokenize(&text) {
                prop_assert!(string[at..span.start()].chars().all(char::is_whitespace));
                at = span.end();
            }
            prop_assert!(string[at..].chars().all(char::is_whitespace));
        }
    }
}
