//! "His country", "her nation": the country that the text names when it says who somebody is ("the
//! leader of North Korea", "a French minister").

use std::collections::BTreeSet;

use crate::extraction::{EntityType, MentionKind};
use crate::knowledge::{Class, Knowledge};
use crate::language::{Document, Relation};
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::features::extent;
use crate::rules::coreference::mention;

/// Words of the longest name of a country that is looked up.
const LONGEST: usize = 4;

/// Attaches the phrases to the countries.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    for head in document.indices() {
        let lemma = document.tokens[head].lemma.as_str();
        if !matches!(lemma, "country" | "nation" | "homeland") {
            continue;
        }
        let Some(country) = country_of_owner(cast, document, knowledge, head) else {
            continue;
        };
        for (at, figure) in cast.figures.iter_mut().enumerate() {
            if at != country {
                figure.mentions.retain(|mention| mention.head != head);
            }
        }
        let tokens = extent(document, head);
        let phrase = Mention {
            tokens,
            head,
            kind: MentionKind::Nominal,
        };
        mention(&mut cast.figures[country], phrase);
    }
}

/// The country of the person whose country a noun speaks of, when the text names exactly one.
fn country_of_owner(
    cast: &Cast,
    document: &Document<'_>,
    knowledge: &Knowledge,
    head: usize,
) -> Option<usize> {
    let owner = document
        .child(head, Relation::NmodPoss)
        .and_then(|pronoun| cast.at_head(pronoun))
        .filter(|owner| cast.figures[*owner].kind == EntityType::Person)?;
    let named = countries_in(knowledge, &cast.figures[owner]);
    let mut found = cast.figures.iter().enumerate().filter(|(_, figure)| {
        figure.kind == EntityType::Country
            && country(knowledge, &figure.name).is_some_and(|id| named.contains(&id))
    });
    let (at, _) = found.next()?;
    (found.next().is_none() && named.len() == 1).then_some(at)
}

/// The countries that the descriptions of a person name, by their names or adjectives.
fn countries_in(knowledge: &Knowledge, person: &Figure) -> BTreeSet<(usize, u32)> {
    let mut found = BTreeSet::new();
    for description in &person.descriptions {
        let words: Vec<&str> = description.split(' ').collect();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + LONGEST) {
                found.extend(country(knowledge, &words[start..end].join(" ")));
            }
        }
    }
    found
}

/// The country that a name or adjective stands for.
fn country(knowledge: &Knowledge, words: &str) -> Option<(usize, u32)> {
    if !words.starts_with(char::is_uppercase) {
        return None;
    }
    let found = knowledge.gazetteer(words).into_iter().next()?;
    (found.class == Class::Country).then_some(found.id)
}
