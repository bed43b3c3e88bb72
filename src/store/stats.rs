//! Figures on what a store holds.

use std::collections::{BTreeMap, HashMap, HashSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};

/// The classes of entities, in the order in which they are reported.
const ENTITIES: [&str; 11] = [
    "https://schema.org/Person",
    "https://schema.org/Organization",
    "https://w3id.org/claimgraph/ns#Group",
    "https://schema.org/Country",
    "https://schema.org/Place",
    "https://schema.org/CivicStructure",
    "https://schema.org/Event",
    "https://schema.org/Product",
    "https://schema.org/CreativeWork",
    "https://schema.org/Legislation",
    "https://schema.org/Thing",
];

/// How much a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Statements, the propositions of claims.
    pub statements: u64,
    /// Different entities, each once however many articles name it; anonymous ones count once an
    /// article.
    pub entities: u64,
    /// Mentions of entities.
    pub mentions: u64,
    /// Quads in all graphs.
    pub quads: u64,
    /// Articles by the name of their outlet.
    pub outlets: BTreeMap<String, u64>,
}

pub(super) fn count(store: &Store) -> Result<Stats, StorageError> {
    let mut entities = HashSet::new();
    for class in ENTITIES {
        each(store, rdf::TYPE, Some(class), |quad| {
            entities.insert(quad.subject);
        })?;
    }
    let mut outlets: BTreeMap<String, u64> = BTreeMap::new();
    let mut names: HashMap<Term, String> = HashMap::new();
    let publisher = NamedNodeRef::new_unchecked("https://schema.org/publisher");
    for quad in store.quads_for_pattern(None, Some(publisher), None, None) {
        let outlet = quad?.object;
        let name = match names.get(&outlet) {
            Some(name) => name.clone(),
            None => label(store, &outlet)?,
        };
        *outlets.entry(name.clone()).or_default() += 1;
        names.insert(outlet, name);
    }
    Ok(Stats {
        articles: total(store, "https://schema.org/NewsArticle")?,
        claims: total(store, "https://w3id.org/claimgraph/ns#Claim")?,
        statements: total(store, "https://w3id.org/claimgraph/ns#Statement")?,
        entities: entities.len() as u64,
        mentions: total(store, "https://w3id.org/claimgraph/ns#Mention")?,
        quads: store.len()? as u64,
        outlets,
    })
}

fn total(store: &Store, class: &str) -> Result<u64, StorageError> {
    let mut total = 0;
    each(store, rdf::TYPE, Some(class), |_| total += 1)?;
    Ok(total)
}

fn each(
    store: &Store,
    property: NamedNodeRef<'_>,
    object: Option<&str>,
    mut visit: impl FnMut(Quad),
) -> Result<(), StorageError> {
    let object = object.map(|iri| NamedNodeRef::new_unchecked(iri).into());
    for quad in store.quads_for_pattern(None, Some(property), object, None) {
        visit(quad?);
    }
    Ok(())
}

/// The label of a thing, its IRI if it has none.
fn label(store: &Store, thing: &Term) -> Result<String, StorageError> {
    let subject = match thing {
        Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
        Term::BlankNode(node) => NamedOrBlankNode::from(node.clone()),
        other => return Ok(other.to_string()),
    };
    let quads = store.quads_for_pattern(Some(subject.as_ref()), Some(rdfs::LABEL), None, None);
    let mut labels = Vec::new();
    for quad in quads {
        if let Term::Literal(label) = quad?.object {
            labels.push(label.value().to_owned());
        }
    }
    // Articles may spell one outlet in several ways; the first by alphabet is the same each time.
    Ok(labels
        .into_iter()
        .min()
        .unwrap_or_else(|| thing.to_string()))
}
