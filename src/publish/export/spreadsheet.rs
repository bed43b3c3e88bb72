//! Tables of claims, entities and mentions.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use oxigraph::model::vocab::rdfs;

use crate::ontology::borrowed::{nif, prov, schema, skos};
use crate::ontology::terms::{class, property};
use crate::publish::export::Separator;
use crate::publish::passages::place;
use crate::publish::{Error, rows::Rows};

/// The head of a table of claims.
pub(super) const CLAIMS: [&str; 21] = [
    "claim",
    "article",
    "published",
    "outlet",
    "source",
    "source_label",
    "source_kind",
    "act",
    "cue",
    "directness",
    "polarity",
    "certainty",
    "temporality",
    "said_on",
    "text",
    "about",
    "within",
    "start",
    "end",
    "statements",
    "confidence",
];

/// The head of a table of mentions.
pub(super) const MENTIONS: [&str; 10] = [
    "mention",
    "article",
    "start",
    "end",
    "text",
    "kind",
    "entity",
    "entity_label",
    "entity_kind",
    "confidence",
];

/// Writes the cells of a row.
pub(super) fn row(
    cells: &[impl AsRef<str>],
    separator: Separator,
    out: &mut dyn Write,
) -> Result<(), Error> {
    for (at, cell) in cells.iter().map(AsRef::as_ref).enumerate() {
        let (between, cell) = match separator {
            Separator::Comma if cell.contains([',', '"', '\n', '\r']) => {
                (",", format!("\"{}\"", cell.replace('"', "\"\"")))
            }
            Separator::Comma => (",", cell.to_owned()),
            Separator::Tab => ("\t", escaped(cell)),
        };
        let between = if at > 0 { between } else { "" };
        write!(out, "{between}{cell}")?;
    }
    out.write_all(b"\n")?;
    Ok(())
}

fn escaped(cell: &str) -> String {
    let cell = cell.replace('\\', "\\\\").replace('\t', "\\t");
    cell.replace('\n', "\\n").replace('\r', "\\r")
}

fn number(value: Option<usize>) -> String {
    value.map(|it| it.to_string()).unwrap_or_default()
}

/// The claims of an article, in the order of the text.
pub(super) fn claims(
    rows: &Rows<'_>,
    separator: Separator,
    out: &mut dyn Write,
) -> Result<(), Error> {
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
        let cells = [
            claim.to_owned(),
            article.to_owned(),
            rows.text(article, schema::DATE_PUBLISHED).to_owned(),
            rows.label(outlet).to_owned(),
            source.to_owned(),
            rows.label(source).to_owned(),
            kind.to_owned(),
            rows.word(claim, property::ACT).to_owned(),
            rows.text(claim, property::CUE).to_owned(),
            rows.word(claim, property::DIRECTNESS).to_owned(),
            rows.word(claim, property::POLARITY).to_owned(),
            rows.word(claim, property::CERTAINTY).to_owned(),
            rows.word(claim, property::TEMPORALITY).to_owned(),
            rows.text(claim, property::SAID_ON).to_owned(),
            rows.text(claim, schema::TEXT).to_owned(),
            rows.references(claim, schema::ABOUT).join(" "),
            rows.reference(claim, property::WITHIN)
                .unwrap_or_default()
                .to_owned(),
            number(extent.map(|(start, _)| start)),
            number(extent.map(|(_, end)| end)),
            statements.to_string(),
            rows.text(claim, property::CONFIDENCE).to_owned(),
        ];
        row(&cells, separator, out)?;
    }
    Ok(())
}

/// The mentions of an article, in the order of the text.
pub(super) fn mentions(
    rows: &Rows<'_>,
    separator: Separator,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut mentions = Vec::new();
    for (entity, kind) in rows.entities() {
        for mention in rows.references(entity, property::MENTION) {
            mentions.push((place(mention), mention, entity, kind));
        }
    }
    mentions.sort_unstable();
    for (place, mention, entity, kind) in mentions {
        let cells = [
            mention.to_owned(),
            mention.split('#').next().unwrap_or_default().to_owned(),
            number(place.map(|(start, _)| start)),
            number(place.map(|(_, end)| end)),
            rows.text(mention, nif::ANCHOR_OF).to_owned(),
            rows.word(mention, property::MENTION_KIND).to_owned(),
            entity.to_owned(),
            rows.label(entity).to_owned(),
            kind.to_owned(),
            rows.text(mention, property::CONFIDENCE).to_owned(),
        ];
        row(&cells, separator, out)?;
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
    pub(super) fn write(&self, separator: Separator, out: &mut dyn Write) -> Result<(), Error> {
        let head = [
            "entity",
            "kind",
            "label",
            "aliases",
            "descriptions",
            "exact_match",
            "articles",
            "mentions",
            "claims_by",
            "claims_about",
        ];
        row(&head, separator, out)?;
        for (name, entity) in &self.by_name {
            let list = |set: &BTreeSet<String>, between: &str| {
                set.iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(between)
            };
            let label = entity.labels.first().cloned().unwrap_or_default();
            let others = entity.labels.iter().skip(1).chain(&entity.aliases);
            let others: BTreeSet<String> = others.filter(|it| **it != label).cloned().collect();
            let cells = [
                name.clone(),
                entity.kind.to_owned(),
                label,
                list(&others, "; "),
                list(&entity.descriptions, "; "),
                list(&entity.matches, " "),
                entity.articles.to_string(),
                entity.mentions.to_string(),
                entity.claims_by.to_string(),
                entity.claims_about.to_string(),
            ];
            row(&cells, separator, out)?;
        }
        Ok(())
    }
}
