//! Newspapers, agencies and broadcasters, known by the form of their names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The lexicon: agencies and whole names with the name to give them, and the words that begin and
/// end the names of newspapers.
struct Lexicon {
    names: BTreeMap<&'static str, &'static str>,
    agencies: BTreeMap<&'static str, &'static str>,
    tails: Vec<&'static str>,
    heads: Vec<&'static str>,
    sections: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        names: BTreeMap::new(),
        agencies: BTreeMap::new(),
        tails: Vec::new(),
        heads: Vec::new(),
        sections: Vec::new(),
    };
    for line in include_str!("lexicon/outlet.tsv").lines() {
        let mut cells = line.split('\t');
        match (cells.next(), cells.next(), cells.next()) {
            (Some("agency"), Some(short), Some(full)) => {
                lexicon.agencies.insert(short, full);
            }
            (Some("name"), Some(name), _) => {
                lexicon.names.insert(name, name);
            }
            (Some("tail"), Some(word), _) => lexicon.tails.push(word),
            (Some("head"), Some(word), _) => lexicon.heads.push(word),
            (Some("section"), Some(name), _) => lexicon.sections.push(name),
            _ => {}
        }
    }
    lexicon
});

/// The full name of an agency as it stands in a dateline's brackets: "AP", "Reuters".
pub(super) fn agency(name: &str) -> Option<&'static str> {
    LEXICON.agencies.get(name).copied()
}

/// The outlet that a whole phrase names by its form: an agency, a known name, a name in title case
/// that ends in a newspaper's word ("the" before it allowed), or a domain name.
pub(super) fn named(phrase: &str) -> Option<String> {
    let phrase = phrase.trim();
    if let Some(full) = agency(phrase) {
        return Some(full.to_owned());
    }
    if LEXICON.names.contains_key(phrase) || is_domain(phrase) {
        return Some(phrase.to_owned());
    }
    let words: Vec<&str> = phrase.split(' ').collect();
    let (first, tail) = (words.first()?, words.last()?);
    let begins = first.chars().next().is_some_and(char::is_uppercase) || *first == "the";
    if !begins || matches!(*first, "By" | "BY" | "From" | "For" | "In" | "On") || is_section(phrase)
    {
        return None;
    }
    // "Star-Advertiser": two newspapers' names made one.
    let joined = tail.rsplit_once('-').is_some_and(|(_, part)| is_tail(part));
    let fits = (if joined { 1 } else { 2 }..=7).contains(&words.len())
        && (joined || is_tail(tail))
        && words.iter().all(|word| is_name_word(word));
    fits.then(|| phrase.to_owned())
}

/// The name of a newspaper's section, which has the form of an outlet's: "World News".
pub(super) fn is_section(phrase: &str) -> bool {
    let mut sections = LEXICON.sections.iter();
    sections.any(|section| section.eq_ignore_ascii_case(phrase.trim()))
}

/// Splits the outlet off the end of a run of capitalised words: "Ann B. Lee New York Times" is a
/// person and a newspaper. The outlet may be the whole run.
pub(super) fn split_tail<'a>(words: &[&'a str]) -> (Vec<&'a str>, Option<String>) {
    let whole = words.join(" ");
    if let Some(outlet) = named_whole(&whole, words) {
        return (Vec::new(), Some(outlet));
    }
    // "Ann Lee of the Salem Herald"
    if let Some(of) = words
        .iter()
        .position(|word| *word == "of")
        .filter(|of| *of >= 2)
    {
        let rest = &words[of + 1..];
        let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
        if let Some(outlet) = named(&rest.join(" ")) {
            return (words[..of].to_vec(), Some(outlet));
        }
    }
    for from in 2..words.len() {
        let rest = words[from..].join(" ");
        let begins = LEXICON.heads.contains(&words[from]);
        let known = agency(&rest).is_some() || LEXICON.names.contains_key(rest.as_str());
        // After an initial stands one surname: "Ann B. | Lee".
        let after_initial = is_initial(words[from - 1]);
        if after_initial {
            continue;
        }
        if known {
            return (words[..from].to_vec(), named(&rest));
        }
        if begins && let Some(outlet) = named(&rest) {
            return (words[..from].to_vec(), Some(outlet));
        }
    }
    // "Ann Lee Springfield Courier": two words are the person when nothing else tells.
    let from = if words.len() > 3 && is_initial(words[1]) {
        3
    } else {
        2
    };
    let joined = words.last().is_some_and(|word| word.contains('-'));
    if words.len() >= from + if joined { 1 } else { 2 }
        && let Some(outlet) = named(&words[from..].join(" "))
    {
        return (words[..from].to_vec(), Some(outlet));
    }
    (words.to_vec(), None)
}

/// Whether the run as a whole is an outlet; "Ann Post" may be a person, "The Post" is not.
fn named_whole(whole: &str, words: &[&str]) -> Option<String> {
    let known = agency(whole).is_some() || LEXICON.names.contains_key(whole) || is_domain(whole);
    let begins = words
        .first()
        .is_some_and(|word| LEXICON.heads.contains(word));
    if known || begins || words.len() == 1 {
        named(whole)
    } else {
        None
    }
}

/// The fuller of two names of one outlet: "The New York Times" of "New York Times"; the first one
/// when they are two outlets.
pub(super) fn fuller(one: String, other: &str) -> String {
    let bare = |name: &str| {
        let name = name.to_lowercase();
        name.strip_prefix("the ").unwrap_or(&name).to_owned()
    };
    if bare(&one) == bare(other) && other.len() > one.len() {
        other.to_owned()
    } else {
        one
    }
}

fn is_tail(word: &str) -> bool {
    LEXICON.tails.contains(&word)
        || LEXICON
            .tails
            .iter()
            .any(|tail| word.len() > 3 && word.eq_ignore_ascii_case(tail) && is_upper(word))
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|char| !char.is_lowercase())
}

fn is_name_word(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "&" | "de" | "for" | "on")
        || word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .all(|char| char.is_alphabetic() || "-.'’".contains(char))
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() == 2
}

fn is_domain(word: &str) -> bool {
    let tail = [".com", ".org", ".net", ".co.uk", ".news", ".info"];
    tail.iter()
        .any(|tail| word.len() > tail.len() && word.ends_with(tail))
        && word
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || ".-".contains(char))
}

#[cfg(test)]
mod tests {
    use super::{fuller, named, split_tail};

    #[test]
    fn names_are_known_by_their_form() {
        let check = |phrase: &str, outlet: Option<&str>| {
            assert_eq!(named(phrase).as_deref(), outlet, "{phrase}");
        };
        check("The Springfield Courier", Some("The Springfield Courier"));
        check("Reuters", Some("Reuters"));
        check("AP", Some("The Associated Press"));
        check("Voice of America", Some("Voice of America"));
        check("example-news.com", Some("example-news.com"));
        check("SPRINGFIELD HERALD", Some("SPRINGFIELD HERALD"));
        check("Ann Lee", None);
        check("By the Associated Press", None);
        check("WORLD NEWS", None);
        check("Star-Advertiser", Some("Star-Advertiser"));
        check("the morning post arrived late", None);
    }

    #[test]
    fn a_person_before_an_outlet_is_cut_off() {
        let check = |run: &str, person: &str, outlet: Option<&str>| {
            let words: Vec<&str> = run.split(' ').collect();
            let (found, name) = split_tail(&words);
            assert_eq!(
                (found.join(" ").as_str(), name.as_deref()),
                (person, outlet),
                "{run}"
            );
        };
        check(
            "Ann B. Lee New York Times",
            "Ann B. Lee",
            Some("New York Times"),
        );
        check("Ann Lee The Guardian", "Ann Lee", Some("The Guardian"));
        check(
            "Ann Lee Springfield Courier",
            "Ann Lee",
            Some("Springfield Courier"),
        );
        check("Ann Lee Reuters", "Ann Lee", Some("Reuters"));
        check("The Associated Press", "", Some("The Associated Press"));
        check("Ann Post", "Ann Post", None);
        check("Ann B. Lee", "Ann B. Lee", None);
    }

    #[test]
    fn the_fuller_name_of_the_same_outlet_wins() {
        let check = |one: &str, other: &str, name: &str| {
            assert_eq!(fuller(one.to_owned(), other), name);
        };
        check("New York Times", "The New York Times", "The New York Times");
        check("The Guardian", "Guardian", "The Guardian");
        check(
            "Springfield Courier",
            "The New York Times",
            "Springfield Courier",
        );
    }
}
