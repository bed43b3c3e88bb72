//! Short names and other names of one thing: "Lopez" is "Maria Lopez", "the NATO alliance" derives no
//! acronym but "World Health Organization (WHO)" does, "US" and "United States" are one country.

use std::collections::BTreeMap;

use crate::extraction::EntityType;
use crate::knowledge::{Knowledge, normalised};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure, is_located};
use crate::rules::coreference::merge;
use crate::rules::coreference::namesakes::{Called, Name, Namesakes, Way};

/// Joins figures whose names are names of one thing.
pub(crate) fn join(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    let mut namesakes = Namesakes::new(cast, document, knowledge);
    while let Some((into, from)) = pair(cast, &mut namesakes) {
        let (kept, gone) = (namesakes.index(into), namesakes.index(from));
        merge(cast, kept, gone);
        namesakes.merge(into, from);
    }
    for figure in &mut cast.figures {
        promote(document, figure);
    }
}

/// The first two figures that are one: the one with the fuller name, the other.
fn pair(cast: &Cast, namesakes: &mut Namesakes) -> Option<(usize, usize)> {
    while let Some(at) = namesakes.next() {
        let short = &cast.figures[namesakes.index(at)];
        let mut fits = namesakes.of(at);
        let led = |other: &usize| is_led_by_country(namesakes, at, *other);
        let one_led = fits.iter().filter(|other| led(other)).count() == 1;
        fits.retain(|other| is_short_for(namesakes, at, *other) || one_led && led(other));
        // "Kim" after "Kim Il Sung" and "Kim Jong Un" is the one named last before it.
        let first = short.mentions[0].tokens.start;
        let starts = |other: usize| {
            let full = &cast.figures[namesakes.index(other)];
            full.mentions.iter().map(|mention| mention.tokens.start)
        };
        let before = fits
            .iter()
            .copied()
            .filter(|other| starts(*other).next().is_some_and(|start| start < first))
            .max_by_key(|other| starts(*other).filter(|start| *start < first).max());
        let only = || fits.first().copied().filter(|_| fits.len() == 1);
        if let Some(into) = before.or_else(only) {
            return Some((into, at));
        }
    }
    None
}

/// Whether a name can be a shorter form of another's.
fn is_short_for(namesakes: &Namesakes, at: usize, other: usize) -> bool {
    let (short, full) = (namesakes.called(at), namesakes.called(other));
    let (name, fuller) = (&short.names[0], &full.names[0]);
    if is_of_another(short, full) {
        return false;
    }
    let is_introduced = || {
        let mut ways = namesakes.introduced(at, other);
        // "the World Food Fund (WFF)", "Burma, also known as Myanmar".
        ways.any(|way| {
            way == Way::Called
                || is_acronym(&name.written, &fuller.written)
                || is_foreign_acronym(short, full)
        })
    };
    let located = is_located(short.kind) && is_located(full.kind);
    if is_half(namesakes, name, full) {
        return true;
    }
    if short.kind != full.kind {
        return located && name.key == fuller.key || is_introduced() || is_telling(short, full);
    }
    full.names
        .iter()
        .any(|full| is_short_name(short.kind, name, full))
        // The gazetteer knows both as one thing ("Burma", "Myanmar").
        || located && short.known.is_some() && short.known == full.known
        || is_introduced()
}

/// Whether two bodies are known to be of two countries.
fn is_of_another(short: &Called, full: &Called) -> bool {
    let owners = short.owner.zip(full.owner);
    owners.is_some_and(|(short, full)| short != full)
}

/// "The North" beside "North Korea", where the article names South Korea too.
fn is_half(namesakes: &Namesakes, short: &Name, full: &Called) -> bool {
    let opposite = match short.key.as_str() {
        "north" | "the north" => "south",
        "south" | "the south" => "north",
        "east" | "the east" => "west",
        "west" | "the west" => "east",
        _ => return false,
    };
    let side = short.words().last().unwrap_or_default();
    let mut names = full.names.iter().filter_map(|name| {
        let (first, rest) = name.key.split_once(' ')?;
        (first == side).then(|| format!("{opposite} {rest}"))
    });
    full.kind == EntityType::Country && names.any(|other| namesakes.is_name(&other))
}

/// Whether four capitals and more are the initials of something that is no person: then the model took
/// the letters for what they are not.
fn is_telling(short: &Called, full: &Called) -> bool {
    let written = &short.names[0].written;
    let letters = written.chars().filter(char::is_ascii_uppercase).count();
    letters > 3
        && letters == written.chars().count()
        && full.kind != EntityType::Person
        && is_acronym(written, &full.names[0].written)
}

/// Whether a body's name is the other's without the country it begins with: "Transport Ministry" for
/// "Ruritanian Transport Ministry".
fn is_led_by_country(namesakes: &Namesakes, at: usize, other: usize) -> bool {
    let (short, full) = (namesakes.called(at), namesakes.called(other));
    let fuller: Vec<&str> = full.names[0].words().collect();
    let name: Vec<&str> = short.names[0].words().collect();
    full.led.is_some_and(|(words, country)| {
        short.kind == EntityType::Organization
            && name.len() > 1
            && fuller[words.min(fuller.len())..] == *name
            && short.owner.is_none_or(|owner| owner == country)
    })
}

/// Whether a bracket behind a body's name holds its capitals, though the letters are those of its name in
/// another language: "the Halem Tenants' Union (HMV)".
fn is_foreign_acronym(short: &Called, full: &Called) -> bool {
    let body = |called: &Called| called.kind == EntityType::Organization;
    let written = &short.names[0].written;
    let letters = written
        .chars()
        .all(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    body(short)
        && body(full)
        && letters
        && written.chars().filter(char::is_ascii_uppercase).count() > 2
        && full.names[0].words().count() > 2
}

/// By the words alone.
fn is_short_name(kind: EntityType, short: &Name, full: &Name) -> bool {
    if short.key == full.key {
        return true;
    }
    let short_words: Vec<&str> = short.words().collect();
    let full_words: Vec<&str> = full.words().collect();
    match kind {
        EntityType::Person => is_short_person(&short_words, &full_words),
        EntityType::Organization
        | EntityType::Event
        | EntityType::Law
        | EntityType::Group
        | EntityType::Product => {
            is_acronym(&short.written, &full.written)
                || is_cut(&short_words, &full_words)
                || is_kind_word(kind, &short_words, &full_words)
                || is_less(kind, &short_words, &full_words)
        }
        _ => false,
    }
}

/// A surname, a first name, or the same first and last name with other names between them.
fn is_short_person(short: &[&str], full: &[&str]) -> bool {
    if short.len() >= full.len() {
        return false;
    }
    match short {
        [one] => one.chars().count() > 1 && (full.last() == Some(one) || full.first() == Some(one)),
        [first, .., last] => {
            full.first() == Some(first) && full.last() == Some(last)
                || full.windows(short.len()).any(|part| part == short)
        }
        [] => false,
    }
}

/// "the Church" for "the Church of Salem", "the Court" for "the Supreme Court": the word that says what
/// kind of body it is.
fn is_kind_word(kind: EntityType, short: &[&str], full: &[&str]) -> bool {
    let [word] = short else {
        return false;
    };
    let fits = crate::rules::lexicon::names::role_noun(word).is_some_and(|noun| {
        // A church, a hospital and a museum are houses and bodies.
        noun.kind == kind || kind == EntityType::Organization && noun.kind == EntityType::Facility
    });
    let head = full.iter().take_while(|part| **part != "of").last();
    fits && full.len() > 1 && head == Some(word)
}

/// "Halem Transport Board" for "Halem Transport Board of Ruritania", "Book Fair" for "22nd Book Fair".
fn is_less(kind: EntityType, short: &[&str], full: &[&str]) -> bool {
    let without = full.strip_prefix(short);
    let place = short.len() > 1 && without.is_some_and(|rest| rest.first() == Some(&"of"));
    let ordinal = kind == EntityType::Event
        && short.len() > 1
        && full[1..] == *short
        && full[0].starts_with(|letter: char| letter.is_ascii_digit())
        && full[0].ends_with(char::is_alphabetic);
    place || ordinal
}

/// "Acme" for "Acme Corporation": the first words, what is left being the kind of body it is.
fn is_cut(short: &[&str], full: &[&str]) -> bool {
    short.len() < full.len()
        && full.starts_with(short)
        && full[short.len()..].iter().all(|word| {
            let mut letters = word.chars();
            let capital: String = letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default();
            crate::rules::lexicon::names::name_noun(&capital, 2).is_some()
                || crate::rules::lexicon::names::role_noun(word).is_some()
                || matches!(
                    *word,
                    "plc"
                        | "ag"
                        | "sa"
                        | "gmbh"
                        | "inc"
                        | "corp"
                        | "ltd"
                        | "llc"
                        | "computer"
                        | "motors"
                )
        })
}

/// Whether capitals are the initials of a name, small words counted or not.
pub(crate) fn is_acronym(short: &str, full: &str) -> bool {
    capitals(short).is_some_and(|letters| initials(full).contains(&letters))
}

/// The letters of a name that may be an acronym.
pub(super) fn capitals(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let fits = (2..=7).contains(&letters.chars().count());
    (fits && !letters.chars().any(char::is_lowercase)).then_some(letters)
}

/// What a name of several words may be abbreviated to: the initials of all its words, or of those with
/// capitals.
pub(super) fn initials(name: &str) -> Vec<String> {
    let words = name.split([' ', '-']);
    let firsts: Vec<char> = words
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_alphabetic())
        .collect();
    if firsts.len() < 2 {
        return Vec::new();
    }
    let upper = |all: bool| -> String {
        let chosen = firsts.iter().filter(|first| all || first.is_uppercase());
        chosen.flat_map(|first| first.to_uppercase()).collect()
    };
    vec![upper(true), upper(false)]
}

/// Lets the fullest name be the name; a country goes by the name most often used.
fn promote(document: &Document<'_>, figure: &mut Figure) {
    let located = matches!(figure.kind, EntityType::Country | EntityType::Place);
    if figure.aliases.is_empty() {
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for mention in &figure.mentions {
        let words = document.words(mention.tokens.clone());
        *counts.entry(normalised(words)).or_default() += 1;
    }
    let uses = |name: &str| counts.get(&normalised(name)).copied().unwrap_or_default();
    let weight = |name: &str| {
        let words = name.split(' ').count();
        if located {
            (uses(name), words)
        } else {
            (words, uses(name))
        }
    };
    let own = weight(&figure.name);
    let best = (0..figure.aliases.len())
        .max_by_key(|at| (weight(&figure.aliases[*at]), std::cmp::Reverse(*at)))
        .filter(|at| weight(&figure.aliases[*at]) > own);
    if let Some(at) = best {
        std::mem::swap(&mut figure.name, &mut figure.aliases[at]);
    }
}
