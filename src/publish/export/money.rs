//! `FollowTheMoney`, the data model of Aleph and `OpenSanctions`: one JSON object a line.
//!
//! People, organizations and groups become `Person`, `Organization` and `LegalEntity`; an article is an
//! `Article`; each of its mentions of one of them a `Mention`; a statement of them an `Event` whose
//! summary is the claim in full, with its source: in that model an event is what somebody reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;

use oxigraph::model::vocab::rdfs;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::ontology::borrowed::{nif, prov, rdf, schema, sem, skos};
use crate::ontology::terms::{class, property};
use crate::publish::{Error, rows::Rows};

/// The parties, which several articles speak of; the rest is written as it comes.
#[derive(Debug, Default)]
pub(super) struct Things {
    by_name: BTreeMap<String, Party>,
}

#[derive(Debug, Default)]
struct Party {
    schema: &'static str,
    properties: BTreeMap<&'static str, BTreeSet<String>>,
}

fn schema_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "person" => "Person",
        "organization" => "Organization",
        "group" => "LegalEntity",
        _ => return None,
    })
}

/// The id of a thing: that model takes no IRI for one, so a digest of it.
fn key(iri: &str) -> String {
    let digest = Sha256::digest(iri.as_bytes());
    digest.iter().take(20).fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Writes an entity without the properties that have no value.
fn entity(
    id: &str,
    schema: &str,
    properties: &[(&str, Vec<String>)],
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut object = serde_json::Map::new();
    for (name, values) in properties {
        let values: Vec<&String> = values.iter().filter(|it| !it.is_empty()).collect();
        if !values.is_empty() {
            object.insert((*name).to_owned(), json!(values));
        }
    }
    let entity = json!({"id": key(id), "schema": schema, "properties": Value::Object(object)});
    writeln!(out, "{entity}")?;
    Ok(())
}

fn owned(values: Vec<&str>) -> Vec<String> {
    values.into_iter().map(str::to_owned).collect()
}

impl Things {
    /// Writes an article, its mentions and events, and keeps its parties.
    pub(super) fn article(&mut self, rows: &Rows<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let Some(article) = rows.article() else {
            return Ok(());
        };
        let labels = |property| {
            let things = rows.references(article, property);
            things
                .into_iter()
                .map(|it| rows.label(it).to_owned())
                .collect()
        };
        let language = rows.text(article, schema::IN_LANGUAGE);
        let properties = [
            ("title", owned(rows.texts(article, schema::HEADLINE))),
            ("author", labels(schema::AUTHOR)),
            ("publisher", labels(schema::PUBLISHER)),
            (
                "publishedAt",
                owned(rows.texts(article, schema::DATE_PUBLISHED)),
            ),
            ("sourceUrl", owned(rows.texts(article, schema::URL))),
            (
                "language",
                vec![
                    if language.starts_with("en") {
                        "eng"
                    } else {
                        ""
                    }
                    .to_owned(),
                ],
            ),
        ];
        entity(article, "Article", &properties, out)?;
        let parties: BTreeMap<&str, &'static str> = rows
            .entities()
            .filter_map(|(name, kind)| Some((name, schema_of(kind)?)))
            .collect();
        let mut mentions: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (name, schema) in &parties {
            self.keep(name, schema, rows, article);
            for mention in rows.references(name, property::MENTION) {
                mentions.entry(mention).or_default().push((name, schema));
            }
        }
        for (mention, parties) in mentions {
            let (names, schemas): (Vec<&str>, BTreeSet<&str>) = parties.into_iter().unzip();
            let properties = [
                ("document", vec![key(article)]),
                ("resolved", names.into_iter().map(key).collect()),
                ("name", owned(rows.texts(mention, nif::ANCHOR_OF))),
                ("detectedSchema", owned(schemas.into_iter().collect())),
            ];
            entity(mention, "Mention", &properties, out)?;
        }
        for claim in rows.of_class(class::CLAIM) {
            event(claim, article, &parties, rows, out)?;
        }
        Ok(())
    }

    fn keep(&mut self, name: &str, schema: &'static str, rows: &Rows<'_>, article: &str) {
        let party = self.by_name.entry(name.to_owned()).or_default();
        party.schema = schema;
        let ids = rows.references(name, skos::EXACT_MATCH).into_iter();
        let wikidata = ids.filter_map(|iri| iri.strip_prefix("http://www.wikidata.org/entity/"));
        let roles = if schema == "Person" {
            "position"
        } else {
            "description"
        };
        for (property, values) in [
            ("name", rows.texts(name, rdfs::LABEL)),
            ("alias", rows.texts(name, skos::ALT_LABEL)),
            (roles, rows.texts(name, property::DESCRIPTION)),
            ("wikidataId", wikidata.collect()),
            ("sourceUrl", vec![name]),
        ] {
            let known = party.properties.entry(property).or_default();
            known.extend(owned(values));
        }
        party
            .properties
            .entry("proof")
            .or_default()
            .insert(key(article));
    }

    /// Writes the parties by name.
    pub(super) fn finish(&self, out: &mut dyn Write) -> Result<(), Error> {
        for (name, party) in &self.by_name {
            let values = |set: &BTreeSet<String>| set.iter().cloned().collect();
            let properties: Vec<(&str, Vec<String>)> = party
                .properties
                .iter()
                .map(|(property, set)| (*property, values(set)))
                .collect();
            entity(name, party.schema, &properties, out)?;
        }
        Ok(())
    }
}

/// A claim with a party in it.
fn event(
    claim: &str,
    article: &str,
    parties: &BTreeMap<&str, &'static str>,
    rows: &Rows<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut involved: BTreeSet<&str> = rows.references(claim, schema::ABOUT).into_iter().collect();
    let (mut begins, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for statement in rows.references(claim, property::STATES) {
        involved.extend(rows.references(statement, rdf::SUBJECT));
        involved.extend(rows.references(statement, rdf::OBJECT));
        begins.extend(rows.texts(statement, sem::HAS_BEGIN_TIME_STAMP));
        ends.extend(rows.texts(statement, sem::HAS_END_TIME_STAMP));
    }
    let source = rows
        .reference(claim, prov::WAS_ATTRIBUTED_TO)
        .unwrap_or_default();
    involved.insert(source);
    involved.retain(|name| parties.contains_key(name));
    if involved.is_empty() {
        return Ok(());
    }
    let text = rows.text(claim, schema::TEXT);
    let words = [
        rows.label(source),
        rows.word(claim, property::ACT),
        rows.word(claim, property::POLARITY),
        rows.word(claim, property::CERTAINTY),
    ];
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    let properties = [
        ("name", vec![text.to_owned()]),
        ("recordId", vec![claim.to_owned()]),
        ("summary", vec![format!("{}: {text}", words.join(", "))]),
        ("date", owned(rows.texts(claim, property::SAID_ON))),
        ("startDate", owned(begins.into_iter().collect())),
        ("endDate", owned(ends.into_iter().collect())),
        ("involved", involved.into_iter().map(key).collect()),
        ("proof", vec![key(article)]),
    ];
    entity(claim, "Event", &properties, out)
}
