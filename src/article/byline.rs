//! The names after "By": "By Ann B. Lee, Carl de Vries and Dana Wu Springfield Courier".

use std::sync::LazyLock;

use regex::Regex;

use crate::article::outlet;

/// Names and, if the last one runs into it, an outlet, at the start of a string.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The persons, in order.
    pub(super) authors: Vec<String>,
    /// The newspaper or agency.
    pub(super) outlet: Option<String>,
    /// Bytes read.
    pub(super) len: usize,
}

/// The authors that a whole value names: a byline, or one name of any form.
pub(super) fn authors(value: &str) -> Vec<String> {
    let value = value.trim();
    let bare = BY.find(value).map_or(value, |by| &value[by.end()..]).trim();
    let mut rest = bare;
    let mut authors = Vec::new();
    loop {
        let names = names(rest);
        if names.len == 0 {
            break;
        }
        authors.extend(names.authors);
        rest = rest[names.len..].trim_start_matches([',', ' ', ';', '|']);
        // "Ann Lee, Staff Writer": what a name stands before is no other name.
        if let Some(role) = ROLE.find(rest) {
            rest = rest[role.end()..].trim_start_matches([',', ' ', ';', '|']);
        }
    }
    let is_outlet = authors.is_empty() && outlet::named(bare).is_some();
    if !authors.is_empty() && rest.is_empty() || bare.is_empty() {
        authors
    } else if is_outlet || bare.contains("://") || bare.contains('@') {
        Vec::new()
    } else {
        vec![bare.to_owned()]
    }
}

/// "By", in the ways bylines begin.
pub(super) static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?i:written|story|words|text|report|reported|analysis|posted|review|opinion|commentary|column|essay|interview) )?(?:By|BY|by):?\s+",
    )
});

/// A writer's role, as it stands behind or below the name.
pub(super) static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?i:special|exclusive(?:ly)?) (?:to|for) [\w .’'-]{2,40}|(?:(?i:the|our|a)\s)?(?:[\p{Lu}&][\w’'&.-]*\s+|(?i:of|and|for|in|senior|chief|national|political|foreign|staff|guest|freelance)\s+){0,6}(?i:(?:staff|contributing|senior|associated press) )?(?i:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau chief|journalists?|producers?|staff)(?-u:\b)(?:,? (?:in|at|for) \p{Lu}[\w.’'-]*(?: \p{Lu}[\w.’'-]*){0,3})?)",
    )
});

fn pattern(source: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, seen by the tests"
    )]
    Regex::new(source).expect("a constant pattern")
}

/// Reads "A", "A and B", "A, B and C", each a name in title case or capitals.
pub(super) fn names(string: &str) -> Names {
    let mut found = Names::default();
    let mut at = 0;
    let mut after_comma = false;
    loop {
        let words = run(&string[at..]);
        let Some(last) = words.last() else { break };
        let texts: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        let end = at + last.0 + last.1.len();
        if !found.authors.is_empty() && ROLE.is_match(&string[at..]) {
            break;
        }
        let bare = without_role(&texts);
        // "By Ann Lee, Salem Herald": behind a comma an outlet's form is enough.
        let apposed = outlet::named(&bare.join(" ")).filter(|_| after_comma);
        let (person, outlet) = match apposed {
            Some(outlet) => (Vec::new(), Some(outlet)),
            None => outlet::split_tail(bare),
        };
        if person.is_empty() && outlet.is_none() && bare.len() == texts.len() {
            break;
        }
        let is_person = (2..=6).contains(&person.len());
        if !person.is_empty() && !is_person {
            break;
        }
        if is_person {
            found.authors.push(in_title_case(&person));
        }
        found.len = end;
        if outlet.is_some() {
            found.outlet = outlet;
            break;
        }
        match SEPARATOR.find(&string[end..]) {
            Some(separator) => {
                after_comma = separator.as_str().trim() == ",";
                at = end + separator.end();
            }
            None => break,
        }
    }
    found
}

/// The words that end a writer's role.
const ROLE_WORDS: &[&str] = &[
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "editor",
    "producer",
    "reporter",
    "staff",
    "writer",
    "writers",
];

/// The words that stand before them.
const ROLE_QUALIFIERS: &[&str] = &["contributing", "foreign", "national", "political", "senior"];

/// A run of words without the role at its end: "Ann Lee Salem Herald Staff Writer".
fn without_role<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let is = |word: &str, list: &[&str]| list.contains(&word.to_lowercase().as_str());
    let mut end = words.len();
    while end > 0 && is(words[end - 1], ROLE_WORDS) {
        // "Washington Bureau": the bureau's town goes with it.
        let town = words[end - 1].eq_ignore_ascii_case("bureau") && end > 3;
        end -= 1 + usize::from(town);
    }
    if end < words.len() {
        while end > 0 && is(words[end - 1], ROLE_QUALIFIERS) {
            end -= 1;
        }
    }
    &words[..end]
}

static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\s*[,;]\s*(?:(?i:and)\s+|&\s*)?|\s+(?i:and|with)\s+|\s*&\s*)"));

/// The words of a run of capitalised words and particles, with their offsets.
fn run(string: &str) -> Vec<(usize, &str)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while words.len() < 12 {
        let rest = &string[at..];
        let end = rest
            .find(|char: char| !(char.is_alphanumeric() || ".'’-&/".contains(char)))
            .unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches(['-', '/']);
        if word.is_empty() || !(is_capitalised(word) || !words.is_empty() && is_particle(word)) {
            break;
        }
        if words.last().is_some() && word.eq_ignore_ascii_case("and") {
            break;
        }
        // "By Ann Lee LISBON (Reuters) - ": capitals after a name in title case are a dateline.
        let titled = words.last().is_some_and(|(_, word)| !is_shouted(word));
        if titled && is_shouted(word) && word.len() > 3 && outlet::agency(word).is_none() {
            break;
        }
        words.push((at, word));
        at += word.len();
        // "King, Jr." is one name.
        let junior = JUNIOR.find(&string[at..]);
        if let Some(junior) = junior {
            let suffix = junior.as_str().trim_start_matches([',', ' ']);
            words.push((at + junior.len() - suffix.len(), suffix));
            at += junior.end();
        }
        let Some(next) = string[at..].strip_prefix([' ', '\u{a0}']) else {
            break;
        };
        at = string.len() - next.len();
    }
    while words.last().is_some_and(|(_, word)| is_particle(word)) {
        words.pop();
    }
    words
}

fn is_shouted(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

static JUNIOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,? (?:Jr|Sr)(?-u:\b)\.?"));

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && !word.chars().any(char::is_numeric)
        || word.starts_with("al-")
        || word.starts_with("d’")
        || word.starts_with("d'")
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "di"
            | "du"
            | "van"
            | "von"
            | "der"
            | "den"
            | "del"
            | "la"
            | "le"
            | "el"
            | "al"
            | "bin"
            | "ibn"
            | "ben"
            | "bint"
            | "y"
            | "e"
            | "dos"
            | "das"
            | "ter"
            | "ten"
            | "of"
            | "the"
            | "&"
    )
}

/// "ANN B. LEE" as "Ann B. Lee"; a name that is not all in capitals stays.
fn in_title_case(words: &[&str]) -> String {
    let name = words.join(" ");
    let letters = name.chars().filter(|char| char.is_alphabetic());
    if name.chars().any(char::is_lowercase) || letters.count() < 5 {
        return name;
    }
    let titled = words.iter().enumerate().map(|(at, word)| {
        let small = word.to_lowercase();
        if at > 0 && is_particle(&small) {
            small
        } else {
            titled_word(word)
        }
    });
    titled.collect::<Vec<_>>().join(" ")
}

/// "O’NEILL-WU" as "O’Neill-Wu".
fn titled_word(word: &str) -> String {
    let mut titled = String::with_capacity(word.len());
    let mut previous = ' ';
    for char in word.chars() {
        if previous.is_alphabetic() {
            titled.extend(char.to_lowercase());
        } else {
            titled.push(char);
        }
        previous = char;
    }
    titled
}

#[cfg(test)]
mod tests {
    use super::{authors, names};

    #[test]
    fn names_end_where_the_outlet_or_the_line_begins() {
        let check = |line: &str, persons: &[&str], outlet: Option<&str>, rest: &str| {
            let found = names(line);
            assert_eq!(found.authors, persons, "{line}");
            assert_eq!(found.outlet.as_deref(), outlet, "{line}");
            assert_eq!(&line[found.len..], rest, "{line}");
        };
        check("Ann Lee", &["Ann Lee"], None, "");
        check(
            "Ann B. Lee, Carl de Vries and Dana Wu-Hart New York Times",
            &["Ann B. Lee", "Carl de Vries", "Dana Wu-Hart"],
            Some("New York Times"),
            "",
        );
        check(
            "ANN O’NEILL AND CARL VRIES",
            &["Ann O’Neill", "Carl Vries"],
            None,
            "",
        );
        check(
            "Ann Lee, Staff Writer",
            &["Ann Lee"],
            None,
            ", Staff Writer",
        );
        check(
            "Ann King, Jr. and Dana Wu",
            &["Ann King Jr.", "Dana Wu"],
            None,
            "",
        );
        check("Reuters", &[], Some("Reuters"), "");
        check("ANN DE VRIES", &["Ann de Vries"], None, "");
        check(
            "Ann Lee, Salem Herald",
            &["Ann Lee"],
            Some("Salem Herald"),
            "",
        );
        check(
            "Ann Lee and Emily Post",
            &["Ann Lee", "Emily Post"],
            None,
            "",
        );
        check(
            "Ann Lee Washington Post Staff Writer",
            &["Ann Lee"],
            Some("Washington Post"),
            "",
        );
        check(
            "Ann Lee McClatchy Washington Bureau",
            &["Ann Lee"],
            Some("McClatchy"),
            "",
        );
        check(
            "Ann Lee Star-Advertiser staff",
            &["Ann Lee"],
            Some("Star-Advertiser"),
            " staff",
        );
        check(
            "Monday the bridge was closed",
            &[],
            None,
            "Monday the bridge was closed",
        );
    }

    #[test]
    fn a_value_of_authors_is_split_into_names() {
        let check = |value: &str, persons: &[&str]| assert_eq!(authors(value), persons, "{value}");
        check(
            "By Ann Lee and Carl de Vries",
            &["Ann Lee", "Carl de Vries"],
        );
        check("Ann Lee, Staff Writer", &["Ann Lee"]);
        check("madonna", &["madonna"]);
        check("Lee Ann; Wu Dana", &["Lee Ann", "Wu Dana"]);
        check("Reuters", &[]);
        check("https://example.org/ann", &[]);
        check("", &[]);
    }
}
