//! Links into the knowledge bases that the user opened: candidates by name and type, decided by what
//! the article says of the figure, then by how well known they are.
//!
//! No link is better than a wrong one: of several namesakes one is taken only when the article's
//! words tell it from the others or it is far better known.

use std::collections::BTreeSet;

use crate::extraction::{EntityType, MentionKind};
use crate::knowledge::{Candidate, Class, Knowledge, Role};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure};
use crate::rules::links::{agrees, links};

/// How often the best known of several namesakes must be better known than the next.
const BETTER_KNOWN: u32 = 5;

/// Adds the links of every base but the embedded one.
pub(crate) fn find(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    for base in 1..knowledge.bases() {
        let found: Vec<_> = cast
            .figures
            .iter()
            .map(|figure| choose(figure, document, knowledge, base))
            .collect();
        for (figure, chosen) in cast.figures.iter_mut().zip(found) {
            let Some((candidate, confidence)) = chosen else {
                continue;
            };
            for link in links(candidate, confidence, knowledge) {
                if !figure.links.iter().any(|other| other.iri == link.iri) {
                    figure.links.push(link);
                }
            }
        }
    }
}

/// What a figure is in one base, and how sure that is.
fn choose(
    figure: &Figure,
    document: &Document<'_>,
    knowledge: &Knowledge,
    base: usize,
) -> Option<(Candidate, f64)> {
    let named = figure
        .mentions
        .iter()
        .any(|mention| mention.kind == MentionKind::Name);
    let candidates: Vec<Candidate> = std::iter::once(&figure.name)
        .chain(&figure.aliases)
        .filter(|name| is_telling(figure, name))
        .map(|name| knowledge.lookup_in(base, name))
        .find(|found| !found.is_empty())?
        .into_iter()
        .filter(|found| named && !found.role.is_other() && fits(figure.kind, found.class))
        .collect();
    let said = said_of(figure, document);
    let scored: Vec<(usize, &Candidate)> = candidates
        .iter()
        .map(|candidate| {
            (
                words(&candidate.description).intersection(&said).count(),
                candidate,
            )
        })
        .collect();
    let (shared, best) = scored.iter().max_by_key(|(shared, candidate)| {
        (*shared, candidate.role == Role::Name, candidate.popularity)
    })?;
    let rivals: Vec<&(usize, &Candidate)> = scored
        .iter()
        .filter(|(_, candidate)| candidate.id != best.id)
        .collect();
    let next = rivals
        .iter()
        .map(|(_, it)| it.popularity)
        .max()
        .unwrap_or(0);
    let told_apart = rivals.iter().all(|(other, _)| other < shared);
    let certainty = if rivals.is_empty() {
        0.9
    } else if told_apart {
        0.85
    } else if best.popularity / BETTER_KNOWN >= next.max(1) {
        0.75
    } else {
        return None;
    };
    Some(((*best).clone(), certainty - doubt(figure, best, *shared)))
}

/// What speaks against a candidate that may be right all the same.
fn doubt(figure: &Figure, candidate: &Candidate, shared: usize) -> f64 {
    let alias = if candidate.role == Role::Name {
        0.0
    } else {
        0.05
    };
    let untyped = if candidate.class == Class::Other {
        0.1
    } else {
        0.0
    };
    let clash = !figure.descriptions.is_empty() && !candidate.description.is_empty() && shared == 0;
    alias + untyped + if clash { 0.15 } else { 0.0 }
}

/// Whether a name is enough to look somebody up by: a lone surname is everybody's.
fn is_telling(figure: &Figure, name: &str) -> bool {
    figure.kind != EntityType::Person || name.contains(' ')
}

/// Whether types agree; what a thesaurus gives no type may be anything but a person.
fn fits(kind: EntityType, class: Class) -> bool {
    agrees(kind, class) || class == Class::Other && kind != EntityType::Person
}

/// The content words of everything the article calls a figure beside its names.
fn said_of(figure: &Figure, document: &Document<'_>) -> BTreeSet<String> {
    figure
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Nominal)
        .map(|mention| document.words(mention.tokens.clone()))
        .chain(figure.descriptions.iter().map(String::as_str))
        .flat_map(words)
        .collect()
}

/// The words of a text that carry meaning: four letters and more, in small letters, without the mark
/// of the plural.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
        .collect()
}
