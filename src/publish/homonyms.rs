//! Persons of one name whom the articles themselves tell apart: two mayors of two towns.
//!
//! In: a store. Out: who of that name is who, as `owl:differentFrom` and `owl:sameAs` between the shared
//! name and the names of the articles' own, which `--same-as` takes. It depends on what the articles say
//! and on nothing else: neither on the order they came in nor on an earlier answer that was applied.
//!
//! Two articles clash about a name when one gives it an office in one place, the other the same office
//! in another, neither names the other's place, and they are not years apart; or when the ages they
//! give cannot be one person's. Of those who clash, the one most written of keeps the shared name.

mod offices;
mod persons;

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdfs;

use crate::ontology::borrowed::{owl, schema};
use crate::publish::homonyms::offices::{Office, born, office};
use crate::publish::homonyms::persons::{Seen, persons};
use crate::publish::{Error, rows::Rows};
use crate::store::Store;

/// A name that several persons bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Homonym {
    /// The name.
    pub name: String,
    /// The IRI that articles share for it.
    pub shared: String,
    /// Who bears it; the first keeps the shared IRI.
    pub persons: Vec<Person>,
}

/// One of several persons of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What the articles call them.
    pub descriptions: Vec<String>,
    /// The IRI of each article's own that stands for them, the first article first.
    pub entities: Vec<String>,
}

/// Finds the names that several persons bear, by name.
///
/// # Errors
/// When the store cannot be read.
pub fn find(store: &Store) -> Result<Vec<Homonym>, Error> {
    let doubtful = doubtful(store)?;
    if doubtful.is_empty() {
        return Ok(Vec::new());
    }
    let mut seen: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for graph in store.graphs()? {
        let quads = store.graph(&graph)?;
        let rows = Rows::new(&quads);
        let Some(own) = own(store, &graph) else {
            continue;
        };
        for (local, subject) in named(&rows) {
            if doubtful.contains_key(local) {
                let entity = format!("{own}{local}");
                let told = seen.entry(local.to_owned()).or_default();
                told.push(Seen::new(&rows, subject, entity));
            }
        }
    }
    let mut found: Vec<Homonym> = Vec::new();
    for (local, seen) in seen {
        let persons = persons(seen);
        if persons.len() > 1 {
            let name = doubtful.get(&local).cloned().unwrap_or_default();
            let shared = format!("{}entity/{local}", store.base());
            found.push(Homonym {
                name,
                shared,
                persons,
            });
        }
    }
    found.sort_by(|one, other| (&one.name, &one.shared).cmp(&(&other.name, &other.shared)));
    Ok(found)
}

/// Writes it as Turtle that `--same-as` takes, with a comment for people above each name.
///
/// # Errors
/// When the writer fails.
pub fn write(out: &mut dyn Write, homonyms: &[Homonym]) -> io::Result<()> {
    for homonym in homonyms {
        let told = homonym.persons.iter().map(|person| {
            let articles = match person.entities.len() {
                1 => "1 article".to_owned(),
                several => format!("{several} articles"),
            };
            format!("{} ({articles})", person.descriptions.join(", "))
        });
        let told = told.collect::<Vec<_>>().join(" | ");
        let line = format!("{}: {told}", homonym.name);
        writeln!(out, "# {}", line.replace(char::is_control, " "))?;
        let shared = NamedNode::new_unchecked(&homonym.shared);
        for person in homonym.persons.iter().skip(1) {
            let first = person.entities.first();
            for entity in &person.entities {
                let entity = NamedNode::new_unchecked(entity);
                writeln!(out, "{shared} {} {entity} .", owl::DIFFERENT_FROM)?;
            }
            for (entity, first) in person.entities.iter().skip(1).zip(first.iter().cycle()) {
                let [entity, first] = [entity, *first].map(NamedNode::new_unchecked);
                writeln!(out, "{entity} {} {first} .", owl::SAME_AS)?;
            }
        }
    }
    Ok(())
}

/// Names that articles give the same office in different places, or different ages, with their labels.
fn doubtful(store: &Store) -> Result<BTreeMap<String, String>, Error> {
    let mut told: BTreeMap<String, (String, Vec<Office>, Vec<i64>)> = BTreeMap::new();
    for graph in store.graphs()? {
        let quads = store.graph(&graph)?;
        let rows = Rows::new(&quads);
        for (local, subject) in named(&rows) {
            let offices = offices_of(&rows, subject);
            let years = born_of(&rows, subject);
            if offices.is_empty() && years.is_none() {
                continue;
            }
            let label = rows.text(subject, rdfs::LABEL);
            let entry = told.entry(local.to_owned()).or_default();
            if entry.0.is_empty() || label < entry.0.as_str() {
                label.clone_into(&mut entry.0);
            }
            entry.1.extend(offices);
            entry.2.extend(years);
        }
    }
    let doubtful = told.into_iter().filter(|(_, (_, offices, years))| {
        let places = offices.iter().any(|one| {
            let mut others = offices.iter();
            others.any(|other| one.head == other.head && one.place != other.place)
        });
        let first = years.iter().min().zip(years.iter().max());
        places || first.is_some_and(|(first, last)| last - first > persons::YEARS)
    });
    Ok(doubtful
        .map(|(local, (label, ..))| (local, label))
        .collect())
}

/// The persons with a name of several words: the last part of their IRI, and the IRI.
fn named<'a>(rows: &Rows<'a>) -> Vec<(&'a str, &'a str)> {
    let persons = rows.entities().filter(|(_, kind)| *kind == "person");
    let several = persons.filter(|(subject, _)| rows.text(subject, rdfs::LABEL).contains(' '));
    several
        .filter_map(|(subject, _)| Some((subject.rsplit('/').next()?, subject)))
        .collect()
}

/// What the names of an article's own start with.
fn own(store: &Store, graph: &NamedNode) -> Option<String> {
    let base = store.base();
    let id = graph.as_str().strip_prefix(base)?.strip_prefix("graph/")?;
    (id != "derived").then(|| format!("{base}doc/{}/", id.replace("%64erived", "derived")))
}

/// The offices that the descriptions of a subject give.
fn offices_of(rows: &Rows<'_>, subject: &str) -> Vec<Office> {
    let descriptions = rows.texts(subject, crate::ontology::terms::property::DESCRIPTION);
    let places: BTreeMap<String, &str> = rows
        .entities()
        .filter(|(_, kind)| matches!(*kind, "place" | "country"))
        .map(|(place, _)| (rows.text(place, rdfs::LABEL).to_lowercase(), place))
        .collect();
    descriptions
        .iter()
        .filter_map(|description| office(description, &places))
        .collect()
}

/// The year in which somebody was born, by the age that the article gives.
fn born_of(rows: &Rows<'_>, subject: &str) -> Option<i64> {
    let article = rows.article()?;
    let year = rows
        .text(article, schema::DATE_PUBLISHED)
        .get(..4)?
        .parse()
        .ok()?;
    let descriptions = rows.texts(subject, crate::ontology::terms::property::DESCRIPTION);
    descriptions.iter().find_map(|it| born(it, year))
}
