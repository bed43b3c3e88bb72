//! From what articles say of one name to the persons who bear it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdfs;

use crate::ontology::borrowed::{schema, skos};
use crate::ontology::terms::property;
use crate::publish::homonyms::Person;
use crate::publish::homonyms::offices::Office;
use crate::publish::homonyms::{born_of, offices_of};
use crate::publish::rows::Rows;

/// How far apart the years of birth of one person may be computed: ages are rounded, dates are of printing.
pub(super) const YEARS: i64 = 2;
/// Years within which nobody takes the same office elsewhere without a word about the first.
const TERM: i64 = 3;

/// What one article says of the bearer of a name.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The day and the name of the article: the order of articles.
    order: (String, String),
    entity: String,
    descriptions: Vec<String>,
    offices: BTreeSet<Office>,
    born: Option<i64>,
    /// Everything else the article names, in small letters.
    names: BTreeSet<String>,
}

impl Seen {
    /// In an article, where `entity` is the name of its own that it may give the bearer.
    pub(super) fn new(rows: &Rows<'_>, subject: &str, entity: String) -> Self {
        let article = rows.article().unwrap_or_default();
        let published = rows.text(article, schema::DATE_PUBLISHED);
        let others = rows.entities().filter(|(other, _)| *other != subject);
        let labels = others.flat_map(|(other, _)| {
            let mut labels = rows.texts(other, rdfs::LABEL);
            labels.extend(rows.texts(other, skos::ALT_LABEL));
            labels
        });
        let descriptions = rows.texts(subject, property::DESCRIPTION);
        Self {
            order: (published.to_owned(), article.to_owned()),
            entity,
            descriptions: descriptions.into_iter().map(str::to_owned).collect(),
            offices: offices_of(rows, subject).into_iter().collect(),
            born: born_of(rows, subject),
            names: labels.map(str::to_lowercase).collect(),
        }
    }

    fn year(&self) -> Option<i64> {
        self.order.0.get(..4)?.parse().ok()
    }

    /// Whether both speak of one office in one place.
    fn agrees(&self, other: &Self) -> bool {
        self.offices
            .iter()
            .any(|one| other.offices.iter().any(|two| same(one, two)))
            || self.offices.is_empty()
                && other.offices.is_empty()
                && self.born.is_some()
                && self
                    .born
                    .zip(other.born)
                    .is_some_and(|(a, b)| (a - b).abs() <= YEARS)
    }

    /// Whether both cannot be right about one person.
    fn clashes(&self, other: &Self) -> bool {
        if self
            .born
            .zip(other.born)
            .is_some_and(|(a, b)| (a - b).abs() > YEARS)
        {
            return true;
        }
        let apart = self.year().zip(other.year());
        if self.agrees(other) || apart.is_some_and(|(a, b)| (a - b).abs() > TERM) {
            return false;
        }
        self.offices.iter().any(|one| {
            other.offices.iter().any(|two| {
                one.head == two.head
                    && !self.names.contains(&two.words)
                    && !other.names.contains(&one.words)
            })
        })
    }
}

fn same(one: &Office, other: &Office) -> bool {
    one.head == other.head && (one.place == other.place || one.words == other.words)
}

/// The persons of a name, the one who keeps the shared IRI first; one alone when nothing clashes.
pub(super) fn persons(mut seen: Vec<Seen>) -> Vec<Person> {
    seen.sort_by(|one, other| one.order.cmp(&other.order));
    let mut groups = groups(&seen);
    settle(&seen, &mut groups);
    let clash = |one: &[usize], other: &[usize]| {
        let mut pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
        pairs.any(|(a, b)| seen[a].clashes(&seen[b]))
    };
    // The most written of, the earliest of several, keeps the name, and all that does not clash with it.
    let main = (0..groups.len())
        .rev()
        .max_by_key(|at| groups[*at].len())
        .unwrap_or(0);
    let (mut kept, mut others) = (Vec::new(), Vec::new());
    for (at, group) in groups.iter().enumerate() {
        if at == main || !clash(&groups[main], group) {
            kept.extend(group.iter().copied());
        } else {
            others.push(group.clone());
        }
    }
    kept.sort_unstable();
    std::iter::once(kept)
        .chain(others)
        .map(|group| person(&seen, &group))
        .collect()
}

/// Articles that agree about somebody, each group and the groups in the order of articles; an article
/// that says nothing of office or age is in none.
fn groups(seen: &[Seen]) -> Vec<Vec<usize>> {
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, one) in seen.iter().enumerate() {
        if one.offices.is_empty() && one.born.is_none() {
            continue;
        }
        let mut joined: Vec<usize> = (0..at)
            .filter(|other| group_of.contains_key(other) && one.agrees(&seen[*other]))
            .map(|other| group_of[&other])
            .collect();
        joined.sort_unstable();
        joined.dedup();
        let into = joined.first().copied().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        for other in joined.iter().skip(1) {
            let moved = std::mem::take(&mut groups[*other]);
            group_of.extend(moved.iter().map(|article| (*article, into)));
            groups[into].extend(moved);
        }
        groups[into].push(at);
        group_of.insert(at, into);
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// Puts an article that says nothing of office or age to the group whose place it names, if to one only;
/// else to the largest.
fn settle(seen: &[Seen], groups: &mut [Vec<usize>]) {
    let grouped: BTreeSet<usize> = groups.iter().flatten().copied().collect();
    let largest = (0..groups.len())
        .rev()
        .max_by_key(|at| groups[*at].len())
        .unwrap_or(0);
    let places: Vec<BTreeSet<&str>> = groups
        .iter()
        .map(|group| {
            let offices = group.iter().flat_map(|at| &seen[*at].offices);
            offices.map(|office| office.words.as_str()).collect()
        })
        .collect();
    for (at, one) in seen.iter().enumerate() {
        if grouped.contains(&at) {
            continue;
        }
        let named: Vec<usize> = (0..groups.len())
            .filter(|group| {
                places[*group]
                    .iter()
                    .any(|place| one.names.contains(*place))
            })
            .collect();
        let group = match named[..] {
            [only] => only,
            _ => largest,
        };
        if let Some(group) = groups.get_mut(group) {
            group.push(at);
        }
    }
    for group in groups {
        group.sort_unstable();
    }
}

fn person(seen: &[Seen], group: &[usize]) -> Person {
    let descriptions: BTreeSet<&str> = group
        .iter()
        .flat_map(|at| seen[*at].descriptions.iter().map(String::as_str))
        .collect();
    Person {
        descriptions: descriptions.into_iter().map(str::to_owned).collect(),
        entities: group.iter().map(|at| seen[*at].entity.clone()).collect(),
    }
}
