//! One type for one name through an article: what the gazetteer is sure of, then the vote of all its
//! occurrences, the fuller names weighing on their surnames.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{Candidate, Class, Knowledge, normalised};
use crate::language::{Document, NameType, Relation};
use crate::rules::lexicon;
use crate::rules::names::{Name, head};

/// Settles the types.
pub(crate) fn settle(document: &Document<'_>, knowledge: &Knowledge, names: &mut [Name]) {
    let key = |name: &Name| normalised(document.words(name.tokens.clone()));
    let mut votes: BTreeMap<String, BTreeMap<NameType, f64>> = BTreeMap::new();
    for name in names.iter() {
        *votes
            .entry(key(name))
            .or_default()
            .entry(name.kind)
            .or_default() += weight(name);
        let last = document.form(name.tokens.end - 1);
        if name.kind == NameType::Person && name.tokens.len() > 1 {
            *votes
                .entry(normalised(last))
                .or_default()
                .entry(NameType::Person)
                .or_default() += name.confidence;
        }
    }
    let wheres = wheres(document, names);
    for name in names.iter_mut() {
        let words = document.words(name.tokens.clone());
        let voted = &votes[&key(name)];
        let mut kind = name.kind;
        let mut best = voted.get(&kind).copied().unwrap_or(0.0);
        for (other, weight) in voted {
            if *weight > best {
                (kind, best) = (*other, *weight);
            }
        }
        let found = knowledge.gazetteer(words).into_iter().next();
        kind = known(kind, voted, found.as_ref());
        if kind == NameType::Person && name.tokens.len() == 1 && is_trade_name(words) {
            kind = NameType::Organization;
        }
        let is_town = found.as_ref().is_some_and(|found| {
            matches!(found.class, Class::City | Class::Capital) && !found.role.is_other()
        });
        let is_where = is_town && wheres.contains(&key(name));
        if kind == NameType::Person && (is_where || is_compass(words)) {
            kind = NameType::Place;
        }
        if kind == NameType::Place && found.is_none() && is_given_alone(document, name) {
            kind = NameType::Person;
        }
        if let Some(found) = found.filter(|found| !found.role.is_other()) {
            // "Washington D.C." is nobody, "Fla." is the region it stands for.
            let capital =
                matches!(found.class, Class::Capital | Class::Region) && kind == NameType::Person;
            let region = found.class == Class::Region && kind == NameType::Other;
            if capital && name.tokens.len() > 1 || region && words.ends_with('.') {
                kind = NameType::Place;
            }
        }
        name.kind = by_last_word(document, name)
            .filter(|noun| gives_way(kind, *noun))
            .unwrap_or(kind);
    }
}

/// The names that stand after "in" or as a dateline ("HALEM – ") somewhere in the article, and that are no
/// part of anybody's full name: a town that has one is no person.
fn wheres(document: &Document<'_>, names: &[Name]) -> BTreeSet<String> {
    let is_where = |name: &Name| {
        let noun = head(document, name.tokens.clone());
        let inside = document.child(noun, Relation::Case).is_some_and(|case| {
            document.tokens[case].lemma == "in" && case + 1 == name.tokens.start
        });
        let end = name.tokens.end;
        let dateline = document.sentences[document.sentence_of(noun)].tokens.start
            == name.tokens.start
            && end < document.tokens.len()
            && matches!(document.form(end), "—" | "–" | "-" | "--")
            && document
                .words(name.tokens.clone())
                .chars()
                .all(|c| !c.is_lowercase());
        inside || dateline
    };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for name in names {
        let count = counts.entry(normalised(document.words(name.tokens.clone())));
        let (told, all) = count.or_default();
        *told += usize::from(is_where(name));
        *all += 1;
    }
    // Once in three may be "the Joker in Batman".
    counts.retain(|_, (told, all)| *told > 1 || *told * 2 >= *all && *told > 0);
    let mut told: BTreeSet<String> = counts.into_keys().collect();
    let people = names.iter();
    let people = people.filter(|name| name.kind == NameType::Person && name.tokens.len() > 1);
    for token in people.flat_map(|name| name.tokens.clone()) {
        told.remove(&normalised(document.form(token)));
    }
    told
}

/// Prefixes of surnames after which another capital follows.
const PREFIXES: [&str; 16] = [
    "Mc", "Mac", "De", "Di", "Du", "Da", "Le", "La", "Van", "Von", "Fitz", "Al", "El", "O", "D",
    "Ma",
];

/// Whether a word has a capital inside, as trade names have and people have only after a prefix.
fn is_trade_name(word: &str) -> bool {
    let inner = word
        .char_indices()
        .skip(1)
        .zip(word.chars())
        .find(|((_, letter), before)| letter.is_uppercase() && before.is_lowercase());
    inner.is_some_and(|((at, _), _)| {
        word.chars().all(char::is_alphabetic) && !PREFIXES.contains(&&word[..at])
    })
}

/// "The West" is nobody.
fn is_compass(word: &str) -> bool {
    matches!(word, "North" | "South" | "East" | "West")
}

/// Whether a name is but one given name, which no place has that the gazetteer does not know.
fn is_given_alone(document: &Document<'_>, name: &Name) -> bool {
    let word = document.form(name.tokens.start);
    name.tokens.len() == 1
        && word.chars().skip(1).all(char::is_lowercase)
        && lexicon::names::gender_of_given(word).is_some()
}

/// How much an occurrence weighs: "other" is what the model says when it does not know.
fn weight(name: &Name) -> f64 {
    if name.kind == NameType::Other {
        0.5 * name.confidence
    } else {
        name.confidence
    }
}

/// What a name of several words is by its last word; a bank by its compass point is a riverside.
fn by_last_word(document: &Document<'_>, name: &Name) -> Option<NameType> {
    let (first, last) = (name.tokens.start, name.tokens.end - 1);
    let side = matches!(
        document.form(first),
        "West" | "East" | "North" | "South" | "Left" | "Right"
    );
    if side && name.tokens.len() == 2 && document.form(last) == "Bank" {
        return Some(NameType::Place);
    }
    // A treaty, but "the Democratic National Convention" is a meeting.
    if document.form(last) == "Convention" && document.form(last.max(1) - 1) == "National" {
        return Some(NameType::Event);
    }
    lexicon::names::name_noun(document.form(last), name.tokens.len())
}

/// Whether the article's type gives way to that of the last word: never a person's, and a building
/// does not take what is known as a body or a place.
fn gives_way(kind: NameType, noun: NameType) -> bool {
    match noun {
        NameType::Facility => matches!(
            kind,
            NameType::Other | NameType::Product | NameType::Work | NameType::Group | NameType::Law
        ),
        _ => kind != NameType::Person,
    }
}

/// What the gazetteer makes of the article's type: a country is a country unless it is a person, a
/// town that speaks ("Moscow denied") stays a town.
fn known(kind: NameType, voted: &BTreeMap<NameType, f64>, found: Option<&Candidate>) -> NameType {
    let Some(found) = found.filter(|found| !found.role.is_other()) else {
        return if kind == NameType::Country {
            NameType::Place
        } else {
            kind
        };
    };
    let located = voted.contains_key(&NameType::Place) || voted.contains_key(&NameType::Country);
    match (found.class, kind) {
        (Class::Country, NameType::Person) if !located => kind,
        (Class::Country, _) => NameType::Country,
        // A car is called as its maker, a founder as the firm.
        (
            Class::Organization,
            NameType::Person | NameType::Product | NameType::Work | NameType::Event,
        ) if !voted.contains_key(&NameType::Organization) => kind,
        (Class::Organization, _) => NameType::Organization,
        (_, NameType::Country) => NameType::Place,
        (Class::Capital, NameType::Organization) => NameType::Place,
        (Class::Region | Class::City, NameType::Organization) if located => NameType::Place,
        _ => kind,
    }
}
