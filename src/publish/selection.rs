//! Which part of a store is given out.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedNode, Term};

use crate::ontology::borrowed::schema;
use crate::publish::Error;
use crate::store::Store;

/// Which articles are dumped: those that meet every condition given, all if none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these articles, by id.
    pub articles: Vec<String>,
    /// Only these graphs.
    pub graphs: Vec<NamedNode>,
    /// Only articles published on this date (ISO 8601) or later; undated ones are left out.
    pub since: Option<String>,
    /// Only articles that say something of this entity.
    pub about: Option<NamedNode>,
}

impl Selection {
    pub(super) fn is_everything(&self) -> bool {
        *self == Self::default()
    }
}

/// The graphs that meet a selection, sorted.
pub(super) fn select(store: &Store, selection: &Selection) -> Result<Vec<NamedNode>, Error> {
    let mut graphs = store.graphs()?;
    if !selection.articles.is_empty() {
        let articles: BTreeMap<String, NamedNode> = store.articles()?.into_iter().collect();
        let mut wanted = BTreeSet::new();
        for id in &selection.articles {
            let graph = articles
                .get(id)
                .ok_or_else(|| Error::UnknownArticle(id.clone()))?;
            wanted.insert(graph.clone());
        }
        graphs.retain(|graph| wanted.contains(graph));
    }
    if !selection.graphs.is_empty() {
        for graph in &selection.graphs {
            if !store.contains(graph)? {
                return Err(Error::UnknownGraph(graph.as_str().to_owned()));
            }
        }
        graphs.retain(|graph| selection.graphs.contains(graph));
    }
    if let Some(entity) = &selection.about {
        let term = Term::from(entity.clone());
        let mut having = BTreeSet::new();
        let database = store.database();
        let of_it = database.quads_for_pattern(Some(entity.into()), None, None, None);
        for quad in of_it.chain(database.quads_for_pattern(None, None, Some(term.as_ref()), None)) {
            if let GraphName::NamedNode(graph) = quad.map_err(failed)?.graph_name {
                having.insert(graph);
            }
        }
        graphs.retain(|graph| having.contains(graph));
    }
    if let Some(since) = &selection.since {
        let mut recent = BTreeSet::new();
        let dated =
            store
                .database()
                .quads_for_pattern(None, Some(schema::DATE_PUBLISHED), None, None);
        for quad in dated {
            let quad = quad.map_err(failed)?;
            if let (GraphName::NamedNode(graph), Term::Literal(date)) =
                (quad.graph_name, quad.object)
                && date.value() >= since.as_str()
            {
                recent.insert(graph);
            }
        }
        graphs.retain(|graph| recent.contains(graph));
    }
    Ok(graphs)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "passed to map_err, which hands it over"
)]
pub(super) fn failed(error: oxigraph::store::StorageError) -> Error {
    Error::Evaluation(error.to_string())
}
