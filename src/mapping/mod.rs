//! From an extraction to quads: pure, total, deterministic.
//!
//! In: an [`Extraction`], the [`Base`] under which to mint, and the [`Origin`] of the extraction.
//! Out: the article's whole named graph, without blank nodes, each quad once, in one order whatever the
//! order of the extraction's lists. Never: a failure (offsets outside the text and ids that name nothing
//! are passed over), a clock, a proposition asserted as a triple, or an IRI that is not minted in
//! `iri.rs`.
//!
//! Which entities are shared between articles: those linked to a knowledge base with a confidence of at
//! least one half, under the name by which the base tells them from all else; those whose name has two
//! words or more; the outlet, and authors with two names. A single word such as "Kirby" or "Salem"
//! names a thing of its article only, and so does a name that the article itself gives to two things,
//! and one that every country or town has ("Supreme Court"), unless the article says whose.
//!
//! Claims, statements and links are named by a hash of their sentence and their own words, so text
//! added elsewhere changes none of these names; mentions and times are named by their code points.

mod article;
mod cast;
mod claim;
mod entity;
mod graph;
mod identities;
mod institution;
mod iri;
mod places;
mod scene;
mod sink;
mod stamp;
mod statement;
mod time;
mod wording;

use oxigraph::model::Quad;

use crate::extraction::Extraction;
use crate::mapping::scene::Scene;
use crate::mapping::sink::Sink;
use crate::stop::Stop;

pub use crate::mapping::graph::Graph;
pub use crate::mapping::identities::Identities;
pub use crate::mapping::iri::{Base, derived_graph, document, graph, proposition};

/// Where an extraction comes from; stands once in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The name of the software that made the extraction.
    pub software: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The trained model it used.
    pub model: Option<&'a str>,
    /// A digest of everything the extraction was made from, by which an unchanged article is known.
    pub input_digest: Option<&'a str>,
    /// The user's word on which entities are one and which are not.
    pub identities: Option<&'a Identities>,
}

impl Default for Origin<'_> {
    /// This program, without a model.
    fn default() -> Self {
        Self {
            software: "claimgraph",
            version: env!("CARGO_PKG_VERSION"),
            model: None,
            input_digest: None,
            identities: None,
        }
    }
}

/// How much may come of an extraction, which may be from anywhere: 60,000 claims may each quote the same
/// megabyte.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// Bytes of the graph in memory, about.
    pub bytes: usize,
    /// Whether the graph is still wanted.
    pub stop: Stop<'a>,
}

impl Default for Limits<'_> {
    /// None.
    fn default() -> Self {
        Self {
            bytes: usize::MAX,
            stop: Stop::never(),
        }
    }
}

/// The graph of an article: what was published, what it speaks of, who claims what in it, on which
/// characters.
///
/// ```
/// use claimgraph::extraction::json;
/// use claimgraph::mapping::{Base, Origin, to_quads};
///
/// let line = r#"{"claimgraph": 1, "document": {"id": "rain", "text": "It rained, she said."},
///     "claims": [{"source": {"kind": "anonymous", "start": 11, "end": 14},
///         "cue": {"start": 15, "end": 19, "lemma": "say"}, "content": [{"start": 0, "end": 9}]}]}"#;
/// # let line = &line.replace(r#"{"source""#, r#"{"id": "c1", "source""#);
/// let (extraction, _) = json::read(line, 1).unwrap();
/// let quads = to_quads(&extraction, &Base::default(), &Origin::default());
/// let said = "<https://schema.org/text> \"It rained\" <https://example.org/claimgraph/graph/rain>";
/// assert!(quads.iter().any(|quad| quad.to_string().ends_with(said)));
/// ```
#[must_use]
pub fn to_quads(extraction: &Extraction, base: &Base, origin: &Origin<'_>) -> Vec<Quad> {
    let graph = to_graph(extraction, base, origin, Limits::default());
    graph.iter().flat_map(Graph::quads).collect()
}

/// The same as [`to_quads`], in about a tenth of the memory; `None` beyond the limits.
#[must_use]
pub fn to_graph(
    extraction: &Extraction,
    base: &Base,
    origin: &Origin<'_>,
    limits: Limits<'_>,
) -> Option<Graph> {
    let scene = Scene::new(extraction, base, origin.identities, limits)?;
    let mut sink = Sink::new(graph(base, scene.id()), limits);
    article::write(&scene, origin, &mut sink);
    entity::write(&scene, &mut sink);
    time::write(&scene, &mut sink);
    statement::write(&scene, &mut sink);
    claim::write(&scene, &mut sink);
    sink.finish(&scene)
}
