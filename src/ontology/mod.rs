//! The words the graph may use: constants generated from `ontology/*.ttl`, the prefix table, and the
//! files themselves.
//!
//! In: nothing. Out: [`terms`] (our own words), [`borrowed`] (those of other vocabularies),
//! [`PREFIXES`], and the ontology, shapes and checks as text. Never: a word that the `.ttl` files do
//! not define; `UPDATE_EXPECT=1 cargo test ontology` writes the constants after a change there.

pub mod borrowed;
pub mod terms;

/// The namespace of our own words.
pub const NAMESPACE: &str = "https://w3id.org/claimgraph/ns#";

/// The version of the vocabulary, the value of `owl:versionInfo`.
pub const VERSION: &str = "0.1.0";

/// Prefixes and namespaces, in the order in which they are written.
pub const PREFIXES: &[(&str, &str)] = &[
    ("cg", NAMESPACE),
    ("schema", "https://schema.org/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    (
        "nif",
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    ),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("cito", "http://purl.org/spar/cito/"),
    (
        "graspf",
        "http://groundedannotationframework.org/grasp/factuality#",
    ),
    ("vann", "http://purl.org/vocab/vann/"),
    ("wd", "http://www.wikidata.org/entity/"),
];

/// Prefixes of what lies under the base IRI of a store, with the path below the base.
///
/// Names below `doc/{id}/` are bound to one article; a dump of one article may name that namespace
/// `d`.
pub const PATHS: &[(&str, &str)] = &[
    ("doc", "doc/"),
    ("entity", "entity/"),
    ("relation", "relation/"),
    ("graph", "graph/"),
    ("proposition", "proposition/"),
    ("software", "software/"),
];

/// The ontology, in Turtle.
pub const CLAIMGRAPH: &str = include_str!("../../ontology/claimgraph.ttl");

/// The words of other vocabularies that the graph uses, in Turtle.
pub const BORROWED: &str = include_str!("../../ontology/borrowed.ttl");

/// What a graph looks like, as SHACL shapes in Turtle.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// A rule that every graph keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The name of the file without its extension.
    pub name: &'static str,
    /// A `SELECT` that finds what breaks the rule; its opening comment says the rule in English.
    pub query: &'static str,
    /// What the query is asked of.
    pub scope: Scope,
}

/// What a rule is a rule for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Each article's graph by itself: whether it is kept does not depend on other articles, so a
    /// store of any size is checked graph by graph.
    Graph,
    /// All graphs together.
    Store,
}

impl Check {
    /// The rule in English: the comment that opens the query, on one line.
    ///
    /// ```
    /// use claimgraph::ontology::CHECKS;
    ///
    /// assert!(CHECKS.iter().all(|check| check.rule().ends_with('.')));
    /// ```
    #[must_use]
    pub fn rule(self) -> String {
        let lines = self.query.lines().map_while(|line| line.strip_prefix('#'));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    }
}

macro_rules! checks {
    ($($scope:ident $name:literal,)+) => {
        &[$(Check {
            scope: Scope::$scope,
            name: $name,
            query: include_str!(concat!("../../ontology/checks/", $name, ".rq")),
        },)+]
    };
}

/// The rules of `ontology/checks/`, by name.
pub const CHECKS: &[Check] = checks![
    Graph "anchor-length",
    Graph "blank-nodes",
    Graph "claim-evidence",
    Graph "claim-source",
    Graph "claim-text",
    Graph "confidence-range",
    Graph "end-before-begin",
    Store "homonyms",
    Graph "link-confidence",
    Graph "narrator-voice",
    Graph "passage-name",
    Graph "passage-order",
    Graph "passage-source",
    Graph "relation-label",
    Graph "said-in-future",
    Graph "source-label",
    Store "source-shared",
    Graph "statement-asserted",
    Graph "states-nothing",
    Graph "within-article",
    Graph "within-cycle",
];
