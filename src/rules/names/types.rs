//! One type for one name through an article: what the gazetteer is sure of, then the vote of all its
//! occurrences, the fuller names weighing on their surnames.

use std::collections::BTreeMap;

use crate::knowledge::{Candidate, Class, Knowledge, normalised};
use crate::language::{Document, NameType};
use crate::rules::lexicon;
use crate::rules::names::Name;

/// Settles the types.
pub(crate) fn settle(document: &Document<'_>, knowledge: &Knowledge, names: &mut [Name]) {
    let key = |name: &Name| normalised(document.words(name.tokens.clone()));
    let mut votes: BTreeMap<String, BTreeMap<NameType, f64>> = BTreeMap::new();
    for name in names.iter() {
        *votes
            .entry(key(name))
            .or_default()
            .entry(name.kind)
            .or_default() += name.confidence;
        let last = document.form(name.tokens.end - 1);
        if name.kind == NameType::Person && name.tokens.len() > 1 {
            *votes
                .entry(normalised(last))
                .or_default()
                .entry(NameType::Person)
                .or_default() += name.confidence;
        }
    }
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
        let found = knowledge.lookup(words).into_iter().next();
        kind = known(kind, voted, found.as_ref());
        name.kind =
            lexicon::names::name_noun(document.form(name.tokens.end - 1), name.tokens.len())
                .filter(|_| kind != NameType::Person)
                .unwrap_or(kind);
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
        (Class::Organization, _) => NameType::Organization,
        (_, NameType::Country) => NameType::Place,
        (Class::Capital, NameType::Organization) => NameType::Place,
        (Class::Region | Class::City, NameType::Organization) if located => NameType::Place,
        _ => kind,
    }
}
