//! Tables of claims, entities and mentions.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdfs;

use crate::ontology::borrowed::{nif, prov, schema, skos};
use crate::ontology::terms::{class, property};
use crate::publish::export::sheet::{Cell, Column, Kind, Sheet};
use crate::publish::passages::place;
use crate::publish::{Error, rows::Rows};

/// A table of claims.
pub(super) const CLAIMS: [Column; 21] = [
    Column("claim", Kind::Name),
    Column("article", Kind::Name),
    Column("published", Kind::Day),
    Column("outlet", Kind::Text),
    Column("source", Kind::Name),
    Column("source_label", Kind::Text),
    Column("source_kind", Kind::Text),
    Column("act", Kind::Text),
    Column("cue", Kind::Text),
    Column("directness", Kind::Text),
    Column("polarity", Kind::Text),
    Column("certainty", Kind::Text),
    Column("temporality", Kind::Text),
    Column("said_on", Kind::Day),
    Column("text", Kind::Text),
    Column("about", Kind::List),
    Column("within", Kind::Text),
    Column("start", Kind::Number),
    Column("end", Kind::Number),
    Column("statements", Kind::Number),
    Column("confidence", Kind::Share),
];

/// A table of mentions.
pub(super) const MENTIONS: [Column; 10] = [
    Column("mention", Kind::Name),
    Column("article", Kind::Name),
    Column("start", Kind::Number),
    Column("end", Kind::Number),
    Column("text", Kind::Text),
    Column("kind", Kind::Text),
    Column("entity", Kind::Name),
    Column("entity_label", Kind::Text),
    Column("entity_kind", Kind::Text),
    Column("confidence", Kind::Share),
];

/// A table of entities.
pub(super) const ENTITIES: [Column; 10] = [
    Column("entity", Kind::Name),
    Column("kind", Kind::Text),
    Column("label", Kind::Text),
    Column("aliases", Kind::List),
    Column("descriptions", Kind::List),
    Column("exact_match", Kind::List),
    Column("articles", Kind::Number),
    Column("mentions", Kind::Number),
    Column("claims_by", Kind::Number),
    Column("claims_about", Kind::Number),
];

/// The claims of an article, in the order of the text.
pub(super) fn claims(rows: &Rows<'_>, sheet: &mut Sheet<'_>) -> Result<(), Error> {
    let mut claims: Vec<_> = rows
        .of_class(class::CLAIM)
        .map(|claim| (rows.extent(claim, property::EVIDENCE), claim))
        .collect();
    claims.sort_unstable();
    for (extent, claim) in claims {
        let article = rows
            .reference(claim, schema::APPEARANCE)
            .unwrap_or_default();
        let outlet = rows
            .reference(article, schema::PUBLISHER)
            .unwrap_or_default();
        let source = rows
            .reference(claim, prov::WAS_ATTRIBUTED_TO)
            .unwrap_or_default();
        let kind = if rows.word(claim, property::VOICE) == "narrator" {
            "narrator"
        } else if rows.is_a(source, class::ANONYMOUS_SOURCE) {
            "anonymous"
        } else {
            "named"
        };
        let statements = rows.references(claim, property::STATES).len();
        let text = |property| Cell::Text(rows.text(claim, property));
        let word = |property| Cell::Text(rows.word(claim, property));
        let cells = [
            Cell::Text(claim),
            Cell::Text(article),
            Cell::Text(rows.text(article, schema::DATE_PUBLISHED)),
            Cell::Text(rows.label(outlet)),
            Cell::Text(source),
            Cell::Text(rows.label(source)),
            Cell::Text(kind),
            word(property::ACT),
            text(property::CUE),
            word(property::DIRECTNESS),
            word(property::POLARITY),
            word(property::CERTAINTY),
            word(property::TEMPORALITY),
            text(property::SAID_ON),
            text(schema::TEXT),
            Cell::List(rows.references(claim, schema::ABOUT), " "),
            Cell::Text(rows.reference(claim, property::WITHIN).unwrap_or_default()),
            Cell::Number(extent.map(|(start, _)| start)),
            Cell::Number(extent.map(|(_, end)| end)),
            Cell::Number(Some(statements)),
            text(property::CONFIDENCE),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}

/// The mentions of an article, in the order of the text.
pub(super) fn mentions(rows: &Rows<'_>, sheet: &mut Sheet<'_>) -> Result<(), Error> {
    let mut mentions = Vec::new();
    for (entity, kind) in rows.entities() {
        for mention in rows.references(entity, property::MENTION) {
            mentions.push((place(mention), mention, entity, kind));
        }
    }
    mentions.sort_unstable();
    for (place, mention, entity, kind) in mentions {
        let article = mention.split('#').next().unwrap_or_default();
        let cells = [
            Cell::Text(mention),
            Cell::Text(article),
            Cell::Number(place.map(|(start, _)| start)),
            Cell::Number(place.map(|(_, end)| end)),
            Cell::Text(rows.text(mention, nif::ANCHOR_OF)),
            Cell::Text(rows.word(mention, property::MENTION_KIND)),
            Cell::Text(entity),
            Cell::Text(rows.label(entity)),
            Cell::Text(kind),
            Cell::Text(rows.text(mention, property::CONFIDENCE)),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}

/// What all articles say of each entity.
#[derive(Debug, Default)]
pub(super) struct Entities {
    by_name: BTreeMap<String, Entity>,
}

#[derive(Debug, Default)]
struct Entity {
    kind: &'static str,
    labels: BTreeSet<String>,
    aliases: BTreeSet<String>,
    descriptions: BTreeSet<String>,
    matches: BTreeSet<String>,
    articles: usize,
    mentions: usize,
    claims_by: usize,
    claims_about: usize,
}

impl Entities {
    /// Adds what an article says.
    pub(super) fn add(&mut self, rows: &Rows<'_>) {
        for (name, kind) in rows.entities() {
            let entity = self.by_name.entry(name.to_owned()).or_default();
            entity.kind = kind;
            let add = |set: &mut BTreeSet<String>, values: Vec<&str>| {
                set.extend(values.into_iter().map(str::to_owned));
            };
            add(&mut entity.labels, rows.texts(name, rdfs::LABEL));
            add(&mut entity.aliases, rows.texts(name, skos::ALT_LABEL));
            add(
                &mut entity.descriptions,
                rows.texts(name, property::DESCRIPTION),
            );
            add(
                &mut entity.matches,
                rows.references(name, skos::EXACT_MATCH),
            );
            entity.articles += 1;
            entity.mentions += rows.references(name, property::MENTION).len();
        }
        for claim in rows.of_class(class::CLAIM) {
            for source in rows.references(claim, prov::WAS_ATTRIBUTED_TO) {
                if let Some(entity) = self.by_name.get_mut(source) {
                    entity.claims_by += 1;
                }
            }
            for thing in rows.references(claim, schema::ABOUT) {
                if let Some(entity) = self.by_name.get_mut(thing) {
                    entity.claims_about += 1;
                }
            }
        }
    }

    /// Writes them by name.
    pub(super) fn write(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        for (name, entity) in &self.by_name {
            let label = entity.labels.first().map_or("", String::as_str);
            let others = entity.labels.iter().skip(1).chain(&entity.aliases);
            let others: BTreeSet<&str> = others.map(String::as_str).collect();
            let others = others.into_iter().filter(|it| *it != label).collect();
            let cells = [
                Cell::Text(name),
                Cell::Text(entity.kind),
                Cell::Text(label),
                Cell::List(others, "; "),
                Cell::List(all(&entity.descriptions), "; "),
                Cell::List(all(&entity.matches), " "),
                Cell::Number(Some(entity.articles)),
                Cell::Number(Some(entity.mentions)),
                Cell::Number(Some(entity.claims_by)),
                Cell::Number(Some(entity.claims_about)),
            ];
            sheet.row(&cells)?;
        }
        Ok(())
    }
}

fn all(set: &BTreeSet<String>) -> Vec<&str> {
    set.iter().map(String::as_str).collect()
}
