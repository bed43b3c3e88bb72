//! What of an article matters over all articles: who holds what to be so, and a signature of its text.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, Quad};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::ontology::borrowed::{prov, schema, sem};
use crate::ontology::terms::{class, property};
use crate::publish::derive::copies::Signature;
use crate::publish::derive::value::{Value, words};
use crate::publish::passages::Covered;
use crate::publish::rows::Rows;

/// What a statement says but for a quantity in its object, as a digest.
pub(super) type Key = u128;

/// An article as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Gist {
    /// Its graph.
    pub graph: String,
    /// By what its content is known; `None` if by nothing.
    pub digest: Option<String>,
    pub name: String,
    pub outlet: String,
    pub published: String,
    pub signature: Signature,
    /// The place of the article it is a copy of, its own if of none.
    pub original: usize,
    pub voices: Vec<Voice>,
}

/// A claim that states something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Voice {
    #[serde(rename = "c")]
    pub claim: String,
    #[serde(rename = "s")]
    pub statement: String,
    #[serde(rename = "by")]
    pub source: String,
    /// Whether it is held to be so.
    #[serde(rename = "so")]
    pub holds: bool,
    /// The number in the object, if the object is a quantity.
    #[serde(rename = "v")]
    pub value: Option<Value>,
    #[serde(rename = "k")]
    pub key: Key,
    /// The statement in words, whether it holds or not.
    #[serde(rename = "w")]
    pub words: String,
}

impl Gist {
    /// Of an article's graph; `None` if there is no article in it. What articles share starts with
    /// `shared`.
    pub(super) fn new(
        graph: &str,
        digest: Option<String>,
        quads: &[Quad],
        shared: &str,
    ) -> Option<Self> {
        let rows = Rows::new(quads);
        let article = rows.article()?;
        let mut voices = Vec::new();
        for claim in rows.of_class(class::CLAIM) {
            let source = rows.reference(claim, prov::WAS_ATTRIBUTED_TO);
            for statement in rows.references(claim, property::STATES) {
                let Some((key, value)) = key(&rows, statement, shared) else {
                    continue;
                };
                voices.push(Voice {
                    claim: claim.to_owned(),
                    statement: statement.to_owned(),
                    source: source.unwrap_or_default().to_owned(),
                    holds: rows.word(statement, property::POLARITY) != "negative",
                    value,
                    key,
                    words: positive(rows.text(statement, rdfs::LABEL)).to_owned(),
                });
            }
        }
        let outlet = rows.reference(article, schema::PUBLISHER);
        Some(Self {
            graph: graph.to_owned(),
            digest,
            name: article.to_owned(),
            outlet: outlet.unwrap_or(article).to_owned(),
            published: rows.text(article, schema::DATE_PUBLISHED).to_owned(),
            signature: Signature::new(&Covered::new(quads).text()),
            original: 0,
            voices,
        })
    }
}

/// The label of a statement without what says that it is not so.
fn positive(label: &str) -> &str {
    label.strip_prefix("not: ").unwrap_or(label)
}

/// What a statement says, but for a quantity in its object.
fn key(rows: &Rows<'_>, statement: &str, shared: &str) -> Option<(Key, Option<Value>)> {
    if rows.word(statement, property::CERTAINTY) == "unspecified" {
        return None;
    }
    let subject = rows.reference(statement, rdf::SUBJECT)?;
    let predicate = rows.reference(statement, rdf::PREDICATE)?;
    if !subject.starts_with(shared) {
        return None;
    }
    let mut value = None;
    let mut object = thing(rows, statement, rdf::OBJECT, shared)?;
    if let Some((number, rest)) = Value::read(&object) {
        value = Some(number);
        object = rest;
    }
    let mut arguments = Vec::new();
    for argument in rows.references(statement, property::ARGUMENT) {
        let role = rows.text(argument, property::ROLE);
        let value = thing(rows, argument, rdf::VALUE, shared)?;
        arguments.push(format!("{role}\u{1}{value}"));
    }
    arguments.sort_unstable();
    let parts = [
        subject,
        predicate,
        &object,
        &arguments.join("\u{2}"),
        rows.text(statement, sem::HAS_BEGIN_TIME_STAMP),
        rows.word(statement, property::TEMPORALITY),
    ];
    let digest = Sha256::digest(parts.join("\u{3}").as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    Some((Key::from_be_bytes(short), value))
}

/// A participant: a shared entity, words, or nothing. `None` if it is a thing of its article, which is
/// the same as nothing elsewhere.
fn thing(
    rows: &Rows<'_>,
    subject: &str,
    property: NamedNodeRef<'_>,
    shared: &str,
) -> Option<String> {
    if let Some(entity) = rows.reference(subject, property) {
        return entity.starts_with(shared).then(|| entity.to_owned());
    }
    Some(words(rows.text(subject, property)))
}
