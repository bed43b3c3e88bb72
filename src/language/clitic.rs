//! Clitics and units: parts of a written word that are words in the tree.

use std::ops::Range;

/// Endings after an apostrophe that are words of their own.
const AFTER_APOSTROPHE: [&str; 7] = ["s", "m", "d", "ll", "ve", "re", "all"];

/// Written as one, two words in the tree; the number is the length of the first. Source: what the
/// training parts of the treebanks cut, and forms of the same verbs.
const TWO_IN_ONE: [(&str, usize); 35] = [
    ("cannot", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("wanna", 3),
    ("dont", 2),
    ("doesnt", 4),
    ("didnt", 3),
    ("isnt", 2),
    ("wasnt", 3),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("wont", 2),
    ("cant", 2),
    ("aint", 2),
    ("arent", 3),
    ("werent", 4),
    ("hasnt", 3),
    ("havent", 4),
    ("hadnt", 3),
    ("shouldnt", 6),
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("youve", 3),
    ("youll", 3),
    ("theyre", 4),
    ("theyve", 4),
    ("hes", 2),
    ("shes", 3),
    ("thats", 4),
    ("whats", 4),
    ("theres", 5),
    ("alot", 1),
    ("outta", 3),
    ("wana", 3),
];

/// Words that never follow a possessive: before them `its` is `it` and `is`. Source: the closed classes
/// of English, compiled for this project.
const AFTER_IT_IS: [&str; 26] = [
    "a", "an", "the", "not", "been", "in", "for", "from", "on", "at", "to", "with", "between",
    "as", "my", "your", "his", "her", "their", "this", "that", "they", "we", "you", "he", "she",
];

/// Units that a number is written together with.
const UNITS: [&str; 40] = [
    "m", "k", "b", "bn", "mn", "tn", "pm", "am", "km", "kg", "g", "mg", "cm", "mm", "ft", "in",
    "mi", "mph", "kph", "lb", "lbs", "oz", "hz", "khz", "mhz", "ghz", "gb", "mb", "tb", "kb", "kw",
    "mw", "gw", "kwh", "mwh", "ha", "l", "ml", "c", "f",
];

/// Whether a character is an apostrophe.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '`')
}

/// The length of a word that starts with its apostrophe (`'em`, `'90s`), or of a clitic after a
/// closing quote or bracket.
pub(crate) fn leading(rest: &str, before: Option<char>) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| is_apostrophe(*c))?;
    let tail = &rest[mark.len_utf8()..];
    let length = tail
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(tail.len());
    let word = tail[..length].to_ascii_lowercase();
    let glued =
        before.is_some_and(|c| matches!(c, '"' | '”' | ')' | ']' | '%' | '$' | '.' | '’' | '\''));
    let clitic = glued && length > 0 && AFTER_APOSTROPHE[..6].contains(&word.as_str());
    let decade =
        word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|b| b.is_ascii_digit());
    let clipped = matches!(
        word.as_str(),
        "em" | "til" | "cause" | "tis" | "twas" | "bout" | "n"
    );
    (clitic || decade || clipped && mark != '`').then_some(mark.len_utf8() + length)
}

/// Cuts a written word into the words of the tree.
pub(crate) fn split(text: &str, place: Range<usize>, out: &mut Vec<Range<usize>>) {
    let word = &text[place.clone()];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let at = unit(word).unwrap_or(word.len());
        out.push(place.start..place.start + at);
        if at < word.len() {
            out.push(place.start + at..place.end);
        }
        return;
    }
    if is_it_is(word, &text[place.end..]) {
        out.push(place.start..place.start + 2);
        out.push(place.start + 2..place.end);
        return;
    }
    let mut cuts = Vec::new();
    let mut end = word.len();
    while let Some(cut) = last_clitic(&word[..end]) {
        cuts.push(cut);
        end = cut;
    }
    let mut from = place.start;
    for cut in cuts.into_iter().rev() {
        out.push(from..place.start + cut);
        from = place.start + cut;
    }
    out.push(from..place.end);
}

/// Whether `its` lacks its apostrophe: "its not ready". What a hyphen joins may follow a possessive
/// ("its in-house lawyers").
fn is_it_is(word: &str, after: &str) -> bool {
    if !matches!(word, "its" | "Its") {
        return false;
    }
    let Some(after) = after.strip_prefix(' ') else {
        return false;
    };
    let end = after
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(after.len());
    AFTER_IT_IS.contains(&&after[..end]) && !after[end..].starts_with(['-', '‐', '–', '’', '\''])
}

/// Where a unit starts in a number (`4.5m`) or a clitic after it; `None` for ordinals, decades and codes.
fn unit(word: &str) -> Option<usize> {
    let at = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':')))?;
    let tail = word[at..].to_ascii_lowercase();
    // `1930's` and `80's` are decades; `2003's` carries a possessive.
    if let Some(mark) = tail.chars().next().filter(|c| is_apostrophe(*c)) {
        let decade = word[..at].ends_with('0') && matches!(at, 2 | 4);
        return (&tail[mark.len_utf8()..] == "s" && !decade).then_some(at);
    }
    UNITS.contains(&tail.as_str()).then_some(at)
}

/// Where the last clitic of a word starts.
fn last_clitic(word: &str) -> Option<usize> {
    let (at, mark) = word
        .char_indices()
        .rev()
        .find(|pair| is_apostrophe(pair.1))
        .unwrap_or((word.len(), ' '));
    if at == word.len() {
        let folded = word.to_ascii_lowercase();
        // `IM` is a message, `im` a hasty writer's `I'm`.
        return TWO_IN_ONE
            .iter()
            .find(|pair| pair.0 == folded && word != "IM")
            .map(|pair| pair.1);
    }
    let tail = word[at + mark.len_utf8()..].to_ascii_lowercase();
    if tail == "t" && at > 1 && word[..at].ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    // `y'all` is `y'` and `all`.
    if tail == "all" && word[..at].eq_ignore_ascii_case("y") {
        return Some(at + mark.len_utf8());
    }
    (at > 0 && AFTER_APOSTROPHE[..6].contains(&tail.as_str())).then_some(at)
}
