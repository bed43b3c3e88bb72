//! What only shows over all articles: the same statement told by several, who agrees and disagrees with
//! whom, and how many outlets say so independently.
//!
//! Two statements are the same if they have the same subject, predicate, object, arguments, day and
//! temporality. The subject is an entity that articles share; words are compared without case and
//! article. What is only asked, wished or supposed is left out. A claim holds a statement to be so, or
//! not to be so: negation and denial each turn it around.
//!
//! Built anew each time, from one pass over the articles; memory grows with the number of statements
//! about shared entities and with the number of articles (256 bytes each), not with their text.

mod copies;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use sha2::{Digest as _, Sha256};

use crate::ontology::borrowed::{cito, prov, schema, sem};
use crate::ontology::terms::{class, property};
use crate::publish::passages::Covered;
use crate::publish::{Error, rows::Rows};
use crate::store::Store;

use crate::publish::derive::copies::{Copies, Signature};
use crate::publish::derive::value::{Value, words};

/// The most sources of a statement that are set against each other one by one.
const SOURCES: usize = 100;

/// What was derived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    /// The quads of the derived graph, sorted.
    pub quads: Vec<Quad>,
    /// Statements that more than one article makes.
    pub propositions: usize,
    /// Pairs of claims that agree.
    pub agreements: usize,
    /// Pairs of claims that disagree.
    pub disagreements: usize,
    /// Articles that are near copies of an earlier one.
    pub copies: usize,
}

/// An article as far as it matters here.
struct Told {
    name: String,
    outlet: String,
    published: String,
}

/// A claim that states something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Voice {
    published: String,
    claim: String,
    statement: String,
    source: String,
    article: usize,
    /// Whether it is held to be so.
    holds: bool,
    /// The number in the object, if the object is a quantity.
    value: Option<Value>,
}

/// All claims by what they state.
#[derive(Default)]
struct Collection {
    /// The digest of a statement without its quantity, and those who make it.
    by_statement: BTreeMap<[u8; 16], Vec<Voice>>,
    articles: Vec<Told>,
    signatures: Vec<Signature>,
}

/// Derives the graph called `graph`; `name` names a proposition by its digest.
///
/// # Errors
/// When the store cannot be read.
pub fn derive(
    store: &Store,
    graph: &NamedNode,
    name: &dyn Fn(&str) -> NamedNode,
) -> Result<Derived, Error> {
    let shared = format!("{}entity/", store.base());
    let mut collection = Collection::default();
    for article in store.graphs()? {
        if article == *graph {
            continue;
        }
        let quads = store.graph(&article)?;
        collection.add(&quads, &shared);
    }
    let copies = Copies::find(&collection.signatures, |at| {
        let told = &collection.articles[at];
        (told.published.clone(), told.name.clone())
    });
    let mut writer = Writer {
        graph,
        derived: Derived::default(),
    };
    for at in 0..collection.articles.len() {
        let original = copies.original(at);
        if original != at {
            let [copy, original] = [at, original].map(|at| &collection.articles[at].name[..]);
            writer.link(copy, property::COPY_OF, original);
            writer.derived.copies += 1;
        }
    }
    for (digest, mut voices) in std::mem::take(&mut collection.by_statement) {
        voices.sort_unstable();
        writer.compare(&voices, &copies);
        // Quantities apart, alike ones are one proposition.
        let mut by_value: BTreeMap<Option<Value>, Vec<&Voice>> = BTreeMap::new();
        for voice in &voices {
            by_value.entry(voice.value.clone()).or_default().push(voice);
        }
        for (value, voices) in by_value {
            let key = format!("{}{value:?}", hex(&digest));
            let key = hex(&Sha256::digest(key.as_bytes())[..5]);
            writer.proposition(&name(&key), &voices, &collection.articles, &copies);
        }
    }
    let mut derived = writer.derived;
    derived.quads.sort_by_cached_key(Quad::to_string);
    derived.quads.dedup();
    Ok(derived)
}

impl Collection {
    fn add(&mut self, quads: &[Quad], shared: &str) {
        let rows = Rows::new(quads);
        let Some(article) = rows.article() else {
            return;
        };
        let at = self.articles.len();
        let published = rows.text(article, schema::DATE_PUBLISHED);
        self.articles.push(Told {
            name: article.to_owned(),
            outlet: rows
                .reference(article, schema::PUBLISHER)
                .unwrap_or(article)
                .to_owned(),
            published: published.to_owned(),
        });
        self.signatures
            .push(Signature::new(&Covered::new(quads).text()));
        for claim in rows.of_class(class::CLAIM) {
            let denies = rows.word(claim, property::ACT) == "deny";
            let source = rows.reference(claim, prov::WAS_ATTRIBUTED_TO);
            for statement in rows.references(claim, property::STATES) {
                let Some((key, value)) = key(&rows, statement, shared) else {
                    continue;
                };
                let negative = rows.word(statement, property::POLARITY) == "negative";
                let digest = Sha256::digest(key.as_bytes());
                let mut short = [0; 16];
                short.copy_from_slice(&digest[..16]);
                let voice = Voice {
                    published: published.to_owned(),
                    claim: claim.to_owned(),
                    statement: statement.to_owned(),
                    source: source.unwrap_or_default().to_owned(),
                    article: at,
                    holds: negative == denies,
                    value,
                };
                self.by_statement.entry(short).or_default().push(voice);
            }
        }
    }
}

/// What a statement says, but for a quantity in its object.
fn key(rows: &Rows<'_>, statement: &str, shared: &str) -> Option<(String, Option<Value>)> {
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
    Some((parts.join("\u{3}"), value))
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

struct Writer<'a> {
    graph: &'a NamedNode,
    derived: Derived,
}

impl Writer<'_> {
    fn put(&mut self, subject: &str, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        let subject = NamedNode::new_unchecked(subject);
        let quad = Quad::new(subject, property, object, self.graph.clone());
        self.derived.quads.push(quad);
    }

    fn link(&mut self, subject: &str, property: NamedNodeRef<'_>, object: &str) {
        self.put(subject, property, NamedNode::new_unchecked(object));
    }

    /// Sets the first claims of each source against each other.
    fn compare(&mut self, voices: &[Voice], copies: &Copies) {
        let mut firsts: BTreeMap<(&str, bool, &Option<Value>), &Voice> = BTreeMap::new();
        for voice in voices {
            let stance = (&voice.source[..], voice.holds, &voice.value);
            firsts.entry(stance).or_insert(voice);
        }
        if firsts.len() > SOURCES {
            return;
        }
        let firsts: Vec<&Voice> = firsts.into_values().collect();
        for (at, one) in firsts.iter().enumerate() {
            for other in &firsts[at + 1..] {
                let same_value = one.value == other.value;
                let disagree = if same_value {
                    one.holds != other.holds
                } else {
                    one.holds
                        && other.holds
                        && value::exclude(one.value.as_ref(), other.value.as_ref())
                };
                // A source that repeats itself, and an article that was copied, agree with nobody.
                let agree = same_value
                    && one.holds == other.holds
                    && one.source != other.source
                    && copies.original(one.article) != copies.original(other.article);
                let property = if disagree {
                    self.derived.disagreements += 1;
                    cito::DISAGREES_WITH
                } else if agree {
                    self.derived.agreements += 1;
                    cito::AGREES_WITH
                } else {
                    continue;
                };
                self.link(&one.claim, property, &other.claim);
                self.link(&other.claim, property, &one.claim);
            }
        }
    }

    /// Writes a statement that more than one article makes.
    fn proposition(
        &mut self,
        name: &NamedNode,
        voices: &[&Voice],
        articles: &[Told],
        copies: &Copies,
    ) {
        let told: BTreeSet<usize> = voices.iter().map(|voice| voice.article).collect();
        if told.len() < 2 {
            return;
        }
        self.derived.propositions += 1;
        let name = name.as_str();
        self.put(name, rdf::TYPE, class::PROPOSITION);
        for voice in voices {
            self.link(&voice.statement, property::PROPOSITION, name);
        }
        for (property, holds) in [
            (property::OUTLETS_FOR, true),
            (property::OUTLETS_AGAINST, false),
        ] {
            let outlets: BTreeSet<&str> = voices
                .iter()
                .filter(|voice| voice.holds == holds)
                .map(|voice| &articles[copies.original(voice.article)].outlet[..])
                .collect();
            let count = Literal::new_typed_literal(outlets.len().to_string(), xsd::INTEGER);
            self.put(name, property, count);
        }
    }
}
