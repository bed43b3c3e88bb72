//! The lossless tokenizer: words as UD English cuts them.
//!
//! Clitics are words of their own (`do|n't`, `Korea|'s`, `can|not`), hyphens and slashes between
//! words too (`well|-|known`), while prefixes (`non-profit`), telephone numbers, dates, times,
//! addresses of the net and abbreviations with their stops are one word.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::{clitic, lexicon};

/// The byte ranges of the words of a text, in order, none empty; what lies between them is white
/// space and control characters.
///
/// ```
/// let text = "She didn't pay $4.5m.";
/// let words: Vec<&str> = claimgraph::language::token::tokens(text).into_iter().map(|word| &text[word]).collect();
/// assert_eq!(words, ["She", "did", "n't", "pay", "$", "4.5", "m", "."]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, letter) in text.char_indices() {
        if is_gap(letter) {
            if let Some(start) = start.take() {
                chunk(text, start..at, &mut out);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        chunk(text, start..text.len(), &mut out);
    }
    out
}

/// Whether a character stands between words and belongs to none.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Cuts a run without white space.
fn chunk(text: &str, place: Range<usize>, out: &mut Vec<Range<usize>>) {
    let end = place.end;
    let mut at = place.start;
    while at < end {
        let rest = &text[at..end];
        if let Some(length) = address(rest).or_else(|| emoticon(rest, at == place.start)) {
            out.push(at..at + length);
            at += length;
            continue;
        }
        if let Some(length) = clitic::leading(rest, text[..at].chars().next_back()) {
            out.push(at..at + length);
            at += length;
            continue;
        }
        let length = word(rest, at == place.start);
        if length > 0 {
            let stop = stop(text, at, at + length, end);
            clitic::split(text, at..at + length + usize::from(stop), out);
            at += length + usize::from(stop);
        } else {
            let length = mark(rest);
            out.push(at..at + length);
            at += length;
        }
    }
}

/// The length of an e-mail or web address, a handle or a hashtag at the start of `rest`.
fn address(rest: &str) -> Option<usize> {
    let opens = rest.starts_with(char::is_alphanumeric) || rest.starts_with(['@', '#']);
    if !opens || !rest.contains(['@', '#', ':', '.']) {
        return None;
    }
    let length = rest
        .find(['<', '>', '"', '“', '”', ',', ';', '(', ')', '[', ']', '’'])
        .unwrap_or(rest.len());
    let trimmed = rest[..length].trim_end_matches(['.', '!', '?', ':', '\'', '…', '/', '-', '—']);
    let folded = || trimmed.to_ascii_lowercase();
    let web = ["http://", "https://", "www.", "ftp://", "mailto:"]
        .iter()
        .any(|scheme| {
            trimmed.len() > scheme.len()
                && trimmed.is_char_boundary(scheme.len())
                && trimmed[..scheme.len()].eq_ignore_ascii_case(scheme)
        });
    if web {
        // A slash at the end belongs to a web address; only stops and quotes do not.
        return Some(
            rest[..length]
                .trim_end_matches(['.', '!', '?', ':', '\'', '…'])
                .len(),
        );
    }
    if let Some(tail) = trimmed.strip_prefix(['@', '#']) {
        let name = tail
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(tail.len());
        let tagged = tail.starts_with(char::is_alphabetic) || trimmed.starts_with('@') && name > 1;
        return (tagged && name > 0).then_some(name + 1);
    }
    if let Some((user, host)) = trimmed.split_once('@') {
        // Archives hide the end of a name: `jdoe...@example.org`.
        let hidden = user.ends_with("...") && host.contains('.') && !host.contains("..");
        if hidden
            && user
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
        {
            return Some(trimmed.len());
        }
    }
    if trimmed.contains("--") || trimmed.contains("...") {
        return None;
    }
    if is_file_name(trimmed) {
        return Some(trimmed.len());
    }
    if let Some((user, host)) = trimmed.split_once('@') {
        return (!user.is_empty() && host.contains(char::is_alphanumeric) && !host.contains('@'))
            .then_some(trimmed.len());
    }
    let host = trimmed.split('/').next().unwrap_or(trimmed);
    let (name, domain) = host.rsplit_once('.')?;
    let known = [
        "com", "org", "net", "gov", "edu", "co", "io", "uk", "info", "eu", "tv",
    ];
    (name.chars().count() > 2
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && known.contains(&domain)
        && folded().starts_with(|c: char| c.is_ascii_alphanumeric()))
    .then_some(trimmed.len())
}

/// Whether a run is the name of a file: `minutes_2.doc`.
fn is_file_name(run: &str) -> bool {
    const KINDS: [&str; 18] = [
        "doc", "docx", "pdf", "xls", "xlsx", "ppt", "pptx", "htm", "html", "txt", "csv", "jpg",
        "jpeg", "gif", "png", "zip", "exe", "mp3",
    ];
    run.rsplit_once('.').is_some_and(|(stem, kind)| {
        KINDS.contains(&kind.to_ascii_lowercase().as_str())
            && stem
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '#' | '~' | '.'))
    })
}

/// The length of an emoticon such as `:-)` at the start of a run.
fn emoticon(rest: &str, first: bool) -> Option<usize> {
    let face = [
        ":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", "=)", "<3", "^_^",
    ]
    .into_iter()
    .find(|face| rest.starts_with(face))?;
    let after = rest[face.len()..].chars().next();
    (first && after.is_none_or(|c| !c.is_alphanumeric())).then_some(face.len())
}

/// The length of the word at the start of `rest`; 0 when a mark stands there.
fn word(rest: &str, first: bool) -> usize {
    let letters: Vec<(usize, char)> = rest.char_indices().take(LONGEST).collect();
    let get = |i: usize| letters.get(i).map(|pair| pair.1);
    let mut i = 0;
    // A plus opens a telephone number; a minus is a word, in the treebanks as between two numbers.
    if first && get(0) == Some('+') && get(1).is_some_and(|c| c.is_ascii_digit()) {
        i = 1;
    }
    let mut segment = i;
    while let Some(letter) = get(i) {
        if letter.is_alphanumeric() || letter == '_' && i > 0 || i > 0 && joins_letters(letter) {
            i += 1;
        } else if i > segment && get(i + 1).is_some_and(|next| joins(&letters, segment, i, next)) {
            i += 1;
            segment = i;
        } else {
            break;
        }
    }
    if get(i) == Some('$')
        && i > 0
        && i <= 3
        && letters[..i].iter().all(|pair| pair.1.is_ascii_uppercase())
    {
        i += 1;
    }
    letters.get(i).map_or_else(
        || {
            if letters.len() == LONGEST {
                letters[LONGEST - 1].0 + letters[LONGEST - 1].1.len_utf8()
            } else {
                rest.len()
            }
        },
        |pair| pair.0,
    )
}

/// Longer words are cut: no word of a language is so long, and a run may have megabytes.
const LONGEST: usize = 8192;

/// Whether a character inside a word belongs to the letter before it.
fn joins_letters(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Whether the mark at `i` joins what stands before it, from `segment` on, to the letter `next`.
fn joins(letters: &[(usize, char)], segment: usize, i: usize, next: char) -> bool {
    let before = letters[i - 1].1;
    let left = &letters[segment..i];
    let digits = |from: usize| {
        letters[from..]
            .iter()
            .take_while(|pair| pair.1.is_ascii_digit())
            .count()
    };
    let between_digits = before.is_ascii_digit() && next.is_ascii_digit();
    match letters[i].1 {
        '\'' | '’' => next.is_alphabetic(),
        ',' => between_digits && digits(i + 1) == 3,
        ':' | '/' => between_digits && left.len() <= 4,
        '&' => before.is_uppercase() && next.is_uppercase() && i < 4,
        '.' => {
            between_digits
                || next.is_alphabetic()
                    && (left.len() == 1 && before.is_alphabetic()
                        || left.len() == 2
                            && next.is_uppercase()
                            && letters.get(i + 2).is_some_and(|pair| pair.1 == '.')
                        || before.is_lowercase()
                            && next.is_lowercase()
                            && left.len() > 2
                            && digits(segment) == 0)
        }
        '-' => hyphen_joins(letters, segment, i, next),
        _ => false,
    }
}

/// Whether a hyphen stays inside the word: after a prefix, and in telephone numbers.
fn hyphen_joins(letters: &[(usize, char)], segment: usize, i: usize, next: char) -> bool {
    let left: String = letters[segment..i]
        .iter()
        .flat_map(|pair| pair.1.to_lowercase())
        .collect();
    if next.is_alphabetic() {
        return segment == 0
            && lexicon::is_prefix(&left)
            && !letters[segment..i]
                .iter()
                .skip(1)
                .any(|pair| pair.1.is_uppercase());
    }
    if !next.is_ascii_digit() || !left.chars().all(|c| c.is_ascii_digit()) {
        return segment == 0 && left == "mid" && next.is_ascii_digit();
    }
    // A telephone number: groups of three digits, the last of four.
    let groups: Vec<usize> = letters
        .iter()
        .map(|pair| pair.1)
        .take_while(|c| c.is_ascii_digit() || *c == '-')
        .collect::<String>()
        .split('-')
        .map(str::len)
        .collect();
    groups.len() <= 4 && groups.last() == Some(&4) && groups[groups.len() - 2] == 3
}

/// Whether the full stop after the word `start..end` belongs to it.
fn stop(text: &str, start: usize, end: usize, limit: usize) -> bool {
    let after = &text[end..limit];
    if !after.starts_with('.') || after[1..].starts_with('.') {
        return false;
    }
    let word = &text[start..end];
    let next = text[end + 1..].chars().find(|c| !is_gap(*c));
    let glued = after[1..].chars().next();
    if glued.is_some_and(char::is_alphanumeric) {
        // `Mr.Smith`, `Sept.13`: the stop ends an abbreviation all the same.
        return lexicon::abbreviation(word).is_some();
    }
    match lexicon::abbreviation(word) {
        Some(lexicon::Ending::Number) => return next.is_some_and(|c| c.is_ascii_digit()),
        Some(lexicon::Ending::Never) => return next.is_some(),
        // `co` and `la` are words, `Co` and `La` abbreviations.
        Some(lexicon::Ending::May) => {
            return word.contains('.')
                || matches!(word, "etc" | "al" | "jr" | "sr" | "inc" | "corp" | "ltd")
                || word.starts_with(char::is_uppercase) && next.is_some();
        }
        None => {}
    }
    let mut letters = word.chars();
    let (one, two) = (letters.next(), letters.next());
    if two.is_none() {
        // An initial stands before a name; `I` at the end of a sentence is the pronoun.
        return one.is_some_and(|c| c.is_uppercase() && c != 'I')
            && next.is_some_and(char::is_uppercase)
            || one.is_some_and(char::is_uppercase) && glued.is_some_and(|c| c == ',');
    }
    // `U.S`, `a.m`, `Ph.D`: short pieces between stops.
    word.contains('.')
        && word.split('.').all(|piece| {
            piece.len() <= 2 && piece.chars().all(char::is_alphabetic) && !piece.is_empty()
        })
}

/// The length of the mark at the start of `rest`: a run of the same stop or dash, a pair of quotes,
/// or one visible character with all that is combined with it.
fn mark(rest: &str) -> usize {
    let first = rest.chars().next().unwrap_or(' ');
    let run = |same: fn(char) -> bool| rest.find(|c: char| !same(c)).unwrap_or(rest.len());
    match first {
        '.' => run(|c| c == '.'),
        '!' | '?' => run(|c| matches!(c, '!' | '?')),
        '-' => run(|c| c == '-'),
        '*' => run(|c| c == '*'),
        '=' => run(|c| c == '='),
        '_' => run(|c| c == '_'),
        '~' => run(|c| c == '~'),
        '<' => run(|c| c == '<'),
        '>' => run(|c| c == '>'),
        '+' => run(|c| c == '+'),
        '#' => run(|c| c == '#'),
        '—' => run(|c| c == '—'),
        '\'' if rest.starts_with("''") => 2,
        '`' if rest.starts_with("``") => 2,
        _ => rest.graphemes(true).next().map_or(rest.len(), str::len),
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = tokens(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn clitics_are_words() {
        check(
            "They can't, won't and didn’t.",
            "They ca n't , wo n't and did n’t .",
        );
        check(
            "Peru's minister says it's hers'",
            "Peru 's minister says it 's hers '",
        );
        check(
            "We cannot; I'm gonna, you'd've",
            "We can not ; I 'm gon na , you 'd 've",
        );
        check("at six o'clock O'Neill said", "at six o'clock O'Neill said");
        check("the workers' union", "the workers ' union");
        check("in the 1930's and '90s", "in the 1930's and '90s");
    }

    #[test]
    fn clitics_are_words_without_their_apostrophe_too() {
        check(
            "im sure you havent and cant, thats all",
            "i m sure you have nt and ca nt , that s all",
        );
        check("its not ready", "it s not ready");
        check(
            "its bridge and its in-house team",
            "its bridge and its in - house team",
        );
        check("send an IM to Lima", "send an IM to Lima");
    }

    #[test]
    fn files_and_hidden_addresses_are_one_word() {
        check(
            "see minutes_02-11.doc, Map.PDF.",
            "see minutes_02-11.doc , Map.PDF .",
        );
        check(
            "write to jdoe...@example.org today",
            "write to jdoe...@example.org today",
        );
        check("He left...then came back", "He left ... then came back");
    }

    #[test]
    fn a_minus_is_a_word_and_the_plus_of_a_telephone_is_not() {
        check("at -5 degrees", "at - 5 degrees");
        check("call +441632960961", "call +441632960961");
    }

    #[test]
    fn hyphens_and_slashes_split_words_but_not_prefixes_dates_and_telephones() {
        check(
            "a well-known non-profit ex-minister",
            "a well - known non-profit ex-minister",
        );
        check(
            "call 555-014-2233 or 3-4 times",
            "call 555-014-2233 or 3 - 4 times",
        );
        check("on 9/11 and/or 11/28/2000", "on 9/11 and / or 11/28/2000");
        check("a 15-year-old boy", "a 15 - year - old boy");
    }

    #[test]
    fn numbers_money_and_units() {
        check(
            "$4.5m, US$ 20,000 or €3bn",
            "$ 4.5 m , US$ 20,000 or € 3 bn",
        );
        check("58% at 5:30pm on the 20th", "58 % at 5:30 pm on the 20th");
        check("the G20, F-16s and H2O", "the G20 , F - 16s and H2O");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check(
            "Mr. Tan and J. R. Okafor of the U.S. left.",
            "Mr. Tan and J. R. Okafor of the U.S. left .",
        );
        check(
            "On Sept. 13, No. 10 said no.",
            "On Sept. 13 , No. 10 said no .",
        );
        check("It was I.", "It was I .");
        check("Acme Inc., based here", "Acme Inc. , based here");
    }

    #[test]
    fn quotes_dashes_dots_and_addresses() {
        check(
            "“Go,” he said—twice... ‘ok’",
            "“ Go , ” he said — twice ... ‘ ok ’",
        );
        check(
            "see https://example.org/a-b. Mail a.b@example.org!",
            "see https://example.org/a-b . Mail a.b@example.org !",
        );
        check("@anna likes #peace :)", "@anna likes #peace :)");
        check("wow 👩‍🚀👍🏽 cafe\u{301}", "wow 👩‍🚀 👍🏽 cafe\u{301}");
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_rebuild_any_text(text in "\\PC{0,60}|[a-z'.,$0-9@:/ -]{0,40}") {
            let mut at = 0;
            for word in tokens(&text) {
                prop_assert!(word.start >= at && word.end > word.start);
                prop_assert!(text[at..word.start].chars().all(super::is_gap));
                prop_assert!(text.is_char_boundary(word.end));
                at = word.end;
            }
            prop_assert!(text[at..].chars().all(super::is_gap));
        }
    }
}
