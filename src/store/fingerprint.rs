//! By what articles are known, so that an unchanged one is not read again.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Term, TermRef};

use crate::store::{Error, NEWS_ARTICLE, Store};

const INPUT_DIGEST: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#inputDigest");
const SOFTWARE_VERSION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://schema.org/softwareVersion");

/// By what an unchanged article is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The digest of everything the article's graph was made from (`cg:inputDigest`).
    pub digest: String,
    /// The version of the software that extracted it (`schema:softwareVersion`).
    pub version: String,
}

impl Store {
    /// By what the article in this graph is known, `None` if it is not in the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn fingerprint(&self, graph: &NamedNode) -> Result<Option<Fingerprint>, Error> {
        let Some(digest) = self.value(INPUT_DIGEST, graph)? else {
            return Ok(None);
        };
        let version = self.value(SOFTWARE_VERSION, graph)?.unwrap_or_default();
        Ok(Some(Fingerprint { digest, version }))
    }

    /// By what each article is known, by graph, in three scans of an index; `None` for one that nobody
    /// gave a digest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn fingerprints(&self) -> Result<BTreeMap<NamedNode, Option<Fingerprint>>, Error> {
        let mut known = BTreeMap::new();
        self.each(rdf::TYPE, Some(NEWS_ARTICLE.into()), |graph, _| {
            known.insert(graph, None);
        })?;
        self.each(INPUT_DIGEST, None, |graph, digest| {
            if let Some(known) = known.get_mut(&graph) {
                let version = String::new();
                *known = Some(Fingerprint { digest, version });
            }
        })?;
        self.each(SOFTWARE_VERSION, None, |graph, version| {
            if let Some(Some(known)) = known.get_mut(&graph) {
                known.version = version;
            }
        })?;
        Ok(known)
    }

    /// The graphs and words of a property.
    fn each(
        &self,
        property: NamedNodeRef<'_>,
        object: Option<TermRef<'_>>,
        mut visit: impl FnMut(NamedNode, String),
    ) -> Result<(), Error> {
        for quad in self
            .inner
            .quads_for_pattern(None, Some(property), object, None)
        {
            let quad = self.say(quad)?;
            let words = match quad.object {
                Term::Literal(literal) => literal.value().to_owned(),
                _ => String::new(),
            };
            if let GraphName::NamedNode(graph) = quad.graph_name {
                visit(graph, words);
            }
        }
        Ok(())
    }
}
