//! What a statement says about names: facts of a thing, sorted by thing.

use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::cli::kb::sort::{Sorted, Sorter};
use crate::knowledge::Class;

/// What is known of a thing from one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Its usual name, and whether it is marked as English.
    Name(String, bool),
    /// Another name.
    Alias(String),
    /// Its type.
    Class(Class),
    /// What it is, in a few words.
    Description(String),
    /// Inhabitants, or articles about it.
    Popularity(u32),
    /// Statements about it in a row, which tell its popularity where nothing else does.
    Statements(u32),
    /// The same thing elsewhere.
    Same(String),
}

/// Bytes of the longest description.
const DESCRIPTION: usize = 160;
/// Bytes of the longest name: what is longer is no name.
const NAME: usize = 200;

impl Fact {
    /// The fact as a record of its thing; records of one thing sort into the order of `Fact`.
    fn record(&self, thing: &str) -> String {
        match self {
            Self::Name(name, true) => format!("{thing}\0a{name}"),
            Self::Name(name, false) => format!("{thing}\0b{name}"),
            Self::Alias(name) => format!("{thing}\0c{name}"),
            Self::Class(class) => {
                let place = Class::ALL.iter().position(|other| other == class);
                format!("{thing}\0d{:02}", place.unwrap_or(0))
            }
            Self::Description(text) => format!("{thing}\0e{text}"),
            Self::Popularity(count) => format!("{thing}\0f{count}"),
            Self::Statements(count) => format!("{thing}\0g{count}"),
            Self::Same(iri) => format!("{thing}\0h{iri}"),
        }
    }

    /// The thing and the fact of a record.
    pub(crate) fn read(record: &str) -> Option<(&str, Self)> {
        let (thing, rest) = record.split_once('\0')?;
        let value = rest.get(1..)?;
        let fact = match rest.as_bytes()[0] {
            b'a' => Self::Name(value.to_owned(), true),
            b'b' => Self::Name(value.to_owned(), false),
            b'c' => Self::Alias(value.to_owned()),
            b'd' => Self::Class(*Class::ALL.get(value.parse::<usize>().ok()?)?),
            b'e' => Self::Description(value.to_owned()),
            b'f' => Self::Popularity(value.parse().ok()?),
            b'g' => Self::Statements(value.parse().ok()?),
            b'h' => Self::Same(value.to_owned()),
            _ => return None,
        };
        Some((thing, fact))
    }
}

/// Collects facts in the order of their things.
pub(crate) struct Facts {
    sorter: Sorter,
    /// The thing of the last statement and how many statements it had in a row.
    row: (String, u32),
}

impl Facts {
    pub(crate) fn new(sorter: Sorter) -> Self {
        Self {
            sorter,
            row: (String::new(), 0),
        }
    }

    /// Notes what a statement says.
    pub(crate) fn note(&mut self, quad: &Quad) -> io::Result<()> {
        let NamedOrBlankNode::NamedNode(thing) = &quad.subject else {
            return Ok(());
        };
        if self.row.0 == thing.as_str() {
            self.row.1 += 1;
        } else {
            self.end_row()?;
            self.row = (thing.as_str().to_owned(), 1);
        }
        match fact(quad.predicate.as_str(), &quad.object) {
            Some(fact) => self.sorter.push(fact.record(thing.as_str())),
            None => Ok(()),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        let (thing, count) = &self.row;
        if *count == 0 {
            return Ok(());
        }
        self.sorter.push(Fact::Statements(*count).record(thing))
    }

    /// Every fact as a record, those of one thing together.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        self.end_row()?;
        self.sorter.sorted()
    }
}

/// What a predicate and its object say, if it is anything for us.
fn fact(predicate: &str, object: &Term) -> Option<Fact> {
    let (namespace, local) = predicate.split_at(predicate.rfind(['#', '/'])? + 1);
    let word =
        |limit| english(object).and_then(|(text, marked)| Some((short(text, limit)?, marked)));
    match (vocabulary(namespace)?, local) {
        ("rdfs", "label") | ("skos", "prefLabel") | ("schema" | "foaf" | "gn", "name") => {
            word(NAME).map(|(name, marked)| Fact::Name(name, marked))
        }
        ("skos", "altLabel")
        | ("schema", "alternateName")
        | ("gn", "alternateName" | "officialName" | "shortName") => {
            word(NAME).map(|(name, _)| Fact::Alias(name))
        }
        ("schema" | "dc", "description") | ("skos", "definition") | ("rdfs", "comment") => {
            let (text, _) = english(object)?;
            Some(Fact::Description(cut(text, DESCRIPTION)))
        }
        ("rdf", "type") | ("wdt", "P31") | ("gn", "featureCode" | "featureClass") => {
            class(iri(object)?).map(Fact::Class)
        }
        ("wikibase", "sitelinks") | ("gn", "population") => number(object).map(Fact::Popularity),
        ("skos", "exactMatch") | ("owl" | "schema", "sameAs") => {
            let same = iri(object)?;
            let known = same.starts_with("http://www.wikidata.org/entity/Q")
                || same.starts_with("https://sws.geonames.org/");
            known.then(|| Fact::Same(same.to_owned()))
        }
        _ => None,
    }
}

/// The usual prefix of a vocabulary that says something of names; with http or https, both are in use.
fn vocabulary(namespace: &str) -> Option<&'static str> {
    let rest = namespace.split_once("://")?.1;
    Some(match rest {
        "www.w3.org/2000/01/rdf-schema#" => "rdfs",
        "www.w3.org/1999/02/22-rdf-syntax-ns#" => "rdf",
        "www.w3.org/2004/02/skos/core#" => "skos",
        "www.w3.org/2002/07/owl#" => "owl",
        "schema.org/" => "schema",
        "xmlns.com/foaf/0.1/" => "foaf",
        "www.geonames.org/ontology#" => "gn",
        "purl.org/dc/terms/" | "purl.org/dc/elements/1.1/" => "dc",
        "www.wikidata.org/prop/direct/" => "wdt",
        "wikiba.se/ontology#" => "wikibase",
        _ => return None,
    })
}

/// The text of a literal in English, in all languages, or in none, and whether it is marked English.
fn english(object: &Term) -> Option<(&str, bool)> {
    let Term::Literal(literal) = object else {
        return None;
    };
    match literal.language() {
        Some(language) => {
            let english = language == "en" || language.starts_with("en-");
            (english || language == "mul").then(|| (literal.value(), english))
        }
        None => (literal.datatype().as_str() == "http://www.w3.org/2001/XMLSchema#string")
            .then(|| (literal.value(), false)),
    }
}

fn iri(object: &Term) -> Option<&str> {
    match object {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn number(object: &Term) -> Option<u32> {
    match object {
        Term::Literal(literal) => {
            let count: u64 = literal.value().trim_start_matches('+').parse().ok()?;
            Some(u32::try_from(count).unwrap_or(u32::MAX))
        }
        _ => None,
    }
}

/// A name on one line; `None` for what is too long or empty.
fn short(text: &str, limit: usize) -> Option<String> {
    let line = on_one_line(text);
    (!line.is_empty() && line.len() <= limit).then_some(line)
}

/// The beginning of a text on one line.
fn cut(text: &str, limit: usize) -> String {
    let mut line = on_one_line(text);
    let mut end = line.len().min(limit);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.truncate(end);
    line
}

fn on_one_line(text: &str) -> String {
    let text = text.replace('\0', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Our type for a class of the common vocabularies.
fn class(iri: &str) -> Option<Class> {
    static CLASSES: OnceLock<BTreeMap<String, Class>> = OnceLock::new();
    let table = CLASSES.get_or_init(|| read_classes(include_str!("types.tsv")));
    table.get(iri).copied().or_else(|| feature(iri))
}

/// The table: our type, a namespace, and the names in it.
fn read_classes(table: &str) -> BTreeMap<String, Class> {
    let mut classes = BTreeMap::new();
    for row in table
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'))
    {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[class, namespace, locals] = fields.as_slice() else {
            continue;
        };
        if let Some(class) = Class::from_word(class) {
            for local in locals.split(' ') {
                classes.insert(format!("{namespace}{local}"), class);
            }
        }
    }
    classes
}

/// Our type for a GeoNames feature class ("#P") or code ("#P.PPLC").
fn feature(iri: &str) -> Option<Class> {
    let code = iri
        .strip_prefix("https://www.geonames.org/ontology#")
        .or_else(|| iri.strip_prefix("http://www.geonames.org/ontology#"))?;
    Some(match code {
        "P.PPLC" => Class::Capital,
        "A.PCL" | "A.PCLI" | "A.PCLD" | "A.PCLF" | "A.PCLS" | "A.PCLIX" => Class::Country,
        "A.ADM1" => Class::Region,
        _ => match code.split('.').next()? {
            "P" => Class::City,
            "S" => Class::Facility,
            "A" | "H" | "L" | "T" | "U" | "V" | "R" => Class::Place,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{Fact, class, read_classes};
    use crate::knowledge::Class;

    #[test]
    fn a_record_gives_back_its_fact() {
        let facts = [
            Fact::Name("Harbour Board".into(), true),
            Fact::Name("Board".into(), false),
            Fact::Alias("HB".into()),
            Fact::Class(Class::Organization),
            Fact::Description("runs the harbour".into()),
            Fact::Popularity(12),
            Fact::Statements(3),
            Fact::Same("http://www.wikidata.org/entity/Q1".into()),
        ];
        let mut records: Vec<String> = facts.iter().map(|it| it.record("urn:x")).collect();
        records.sort();
        for (record, fact) in records.iter().zip(facts) {
            assert_eq!(Fact::read(record), Some(("urn:x", fact)));
        }
    }

    #[test]
    fn every_row_of_the_types_is_read() {
        let table = include_str!("types.tsv");
        let locals: usize = table
            .lines()
            .filter(|row| !row.starts_with('#') && !row.is_empty())
            .map(|row| row.split('\t').nth(2).unwrap().split(' ').count())
            .sum();
        assert_eq!(
            read_classes(table).len(),
            locals,
            "a type stands twice or is misspelt"
        );
        assert_eq!(
            class("http://www.wikidata.org/entity/Q5"),
            Some(Class::Person)
        );
        assert_eq!(
            class("https://www.geonames.org/ontology#P.PPLA"),
            Some(Class::City)
        );
        assert_eq!(class("http://www.w3.org/2004/02/skos/core#Concept"), None);
    }
}
