//! The order in which a graph reads well: the article, what it speaks of, who claims what, the passages.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Quad, Term};

use crate::ontology::borrowed::{oa, prov, schema};
use crate::ontology::terms::{class, property};
use crate::publish::prefix::by_length;

/// All that is said of one subject, in order of predicate and object.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) node: NamedOrBlankNodeRef<'a>,
    /// Each once, those of one predicate together.
    pub(super) quads: Vec<&'a Quad>,
}

/// What a subject is, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Ontology,
    Article,
    Entity,
    Source,
    Thing,
    Claim,
    Statement,
    Argument,
    Relation,
    Link,
    Time,
    Passage,
    Provenance,
}

/// All quads of one subject, and what decides where it stands.
struct Group<'a> {
    name: Name<'a>,
    kind: Kind,
    position: usize,
    quads: Vec<&'a Quad>,
}

/// A subject's name; IRIs before blank nodes.
type Name<'a> = (bool, &'a str);

/// The subjects of a graph in reading order. The same set of quads gives the same order.
pub(super) fn subjects(quads: &[Quad]) -> Vec<Subject<'_>> {
    let mut groups = groups(quads);
    let mut places: Vec<usize> = (0..groups.len()).collect();
    // Groups lie in the order of their names, which decides where kind and place do not.
    places.sort_unstable_by_key(|&at| (groups[at].kind, groups[at].position, at));
    let mut visit = Visit {
        groups: &groups,
        is_written: vec![false; groups.len()],
        order: Vec::with_capacity(groups.len()),
    };
    for at in places {
        visit.subject(at, groups[at].kind == Kind::Claim);
    }
    let order = visit.order;
    order
        .into_iter()
        .filter_map(|at| {
            let mut quads = std::mem::take(&mut groups[at].quads);
            sort(&mut quads);
            let node = quads.first()?.subject.as_ref();
            Some(Subject { node, quads })
        })
        .collect()
}

/// The quads by subject, in the order of the subjects' names.
fn groups(quads: &[Quad]) -> Vec<Group<'_>> {
    // A store gives the quads of a subject one after another, so there are far fewer runs than quads.
    let mut runs: Vec<(Name<'_>, &[Quad])> = quads
        .chunk_by(|one, other| one.subject == other.subject)
        .filter_map(|run| Some((key(run.first()?.subject.as_ref()), run)))
        .collect();
    runs.sort_by_key(|(name, _)| *name);
    runs.chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(|runs| {
            let (name, _) = *runs.first()?;
            let quads: Vec<&Quad> = runs.iter().flat_map(|(_, run)| *run).collect();
            Some(Group {
                name,
                kind: kind(name.1, &quads),
                position: position(name.1, &quads),
                quads,
            })
        })
        .collect()
}

/// The walk over the subjects: a claim is followed by its statements, a statement by its arguments.
struct Visit<'a> {
    groups: &'a [Group<'a>],
    is_written: Vec<bool>,
    order: Vec<usize>,
}

impl Visit<'_> {
    fn subject(&mut self, at: usize, with_parts: bool) {
        if !self.write(at) {
            return;
        }
        if with_parts {
            for statement in self.parts(at, property::STATES) {
                self.subject(statement, false);
            }
        } else if self.groups[at].kind != Kind::Statement {
            return;
        }
        for argument in self.parts(at, property::ARGUMENT) {
            self.write(argument);
        }
    }

    /// Puts a subject next; `false` if it stands somewhere already.
    fn write(&mut self, at: usize) -> bool {
        let is_new = !std::mem::replace(&mut self.is_written[at], true);
        if is_new {
            self.order.push(at);
        }
        is_new
    }

    /// The subjects that a property of this one leads to, in reading order.
    fn parts(&self, at: usize, property: NamedNodeRef<'_>) -> Vec<usize> {
        let groups = self.groups;
        let objects = groups[at]
            .quads
            .iter()
            .filter(|quad| quad.predicate.as_ref() == property);
        let mut parts: Vec<usize> = objects
            .filter_map(|quad| match &quad.object {
                Term::NamedNode(node) => {
                    let name = (false, node.as_str());
                    groups.binary_search_by_key(&name, |it| it.name).ok()
                }
                _ => None,
            })
            .collect();
        parts.sort_unstable_by_key(|&at| (groups[at].position, at));
        parts
    }
}

fn key(node: NamedOrBlankNodeRef<'_>) -> Name<'_> {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => (false, node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => (true, node.as_str()),
    }
}

fn kind(name: &str, quads: &[&Quad]) -> Kind {
    let types = quads
        .iter()
        .filter(|quad| quad.predicate.as_ref() == rdf::TYPE);
    let kinds = types.filter_map(|quad| match &quad.object {
        Term::NamedNode(node) => Some(kind_of_class(node.as_str())),
        _ => None,
    });
    // The article is a prov:Entity as well: the more telling class decides. Who speaks without a name
    // may be a person or a body besides, a thing without a name a body.
    let kinds: BTreeSet<Kind> = kinds.collect();
    match kinds.first() {
        Some(Kind::Entity) if kinds.contains(&Kind::Source) => Kind::Source,
        Some(Kind::Entity) if is_thing(name) => Kind::Thing,
        kind => kind.copied().unwrap_or(Kind::Entity),
    }
}

/// Whether a name is that of something without a name, bound to its article.
fn is_thing(name: &str) -> bool {
    let local = name.rsplit('/').next().unwrap_or_default();
    local.starts_with("thing-")
}

fn kind_of_class(iri: &str) -> Kind {
    static KINDS: LazyLock<BTreeMap<&'static str, Kind>> = LazyLock::new(|| {
        BTreeMap::from([
            ("http://www.w3.org/2002/07/owl#Ontology", Kind::Ontology),
            (schema::NEWS_ARTICLE.as_str(), Kind::Article),
            (rdf::PROPERTY.as_str(), Kind::Relation),
            (class::CLAIM.as_str(), Kind::Claim),
            (class::STATEMENT.as_str(), Kind::Statement),
            (class::ARGUMENT.as_str(), Kind::Argument),
            (class::ANONYMOUS_SOURCE.as_str(), Kind::Source),
            (class::NARRATOR.as_str(), Kind::Source),
            (class::LINK.as_str(), Kind::Link),
            (class::TIME_EXPRESSION.as_str(), Kind::Time),
            (class::MENTION.as_str(), Kind::Passage),
            (class::PASSAGE.as_str(), Kind::Passage),
            (prov::ENTITY.as_str(), Kind::Provenance),
            (prov::ACTIVITY.as_str(), Kind::Provenance),
            (prov::SOFTWARE_AGENT.as_str(), Kind::Provenance),
        ])
    });
    KINDS.get(iri).copied().unwrap_or(Kind::Entity)
}

/// Where a subject stands in the text: its own passage, or the first of its evidence.
fn position(name: &str, quads: &[&Quad]) -> usize {
    if let Some((start, _)) = passage(name) {
        return start;
    }
    let evidence = quads
        .iter()
        .filter(|quad| quad.predicate.as_ref() == property::EVIDENCE);
    let starts = evidence.filter_map(|quad| match &quad.object {
        Term::NamedNode(node) => passage(node.as_str()).map(|(start, _)| start),
        _ => None,
    });
    starts.min().unwrap_or(0)
}

/// The code points of `…#char=16,56`.
fn passage(iri: &str) -> Option<(usize, usize)> {
    let fragment = iri.find('#')?;
    let (_, range) = iri[fragment..].split_once("#char=")?;
    let (start, end) = range.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// The predicates in the order in which they read well; all others follow by IRI. Looked up by length
/// first: most of them begin alike, and few are of one length.
static PREDICATES: LazyLock<Vec<(String, usize)>> = LazyLock::new(|| {
    let schema = |name: &str| format!("https://schema.org/{name}");
    let cg = |name: &str| format!("{}{name}", crate::ontology::NAMESPACE);
    let rdf = |name: &str| format!("http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}");
    let sem = |name: &str| format!("http://semanticweb.cs.vu.nl/2009/11/sem/{name}");
    let skos = |name: &str| format!("http://www.w3.org/2004/02/skos/core#{name}");
    let nif = |name: &str| {
        format!("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#{name}")
    };
    let prov = |name: &str| format!("http://www.w3.org/ns/prov#{name}");
    let mut order = vec![
        rdf("type"),
        "http://www.w3.org/2000/01/rdf-schema#label".to_owned(),
    ];
    order.extend(["prefLabel", "altLabel"].map(skos));
    order.push(cg("description"));
    order.extend(["identifier", "headline", "author", "publisher"].map(schema));
    order.extend(["datePublished", "dateModified"].map(schema));
    order.push(cg("dateline"));
    order.extend(["inLanguage", "url", "sha256", "softwareVersion"].map(schema));
    order.extend(["text", "appearance"].map(schema));
    order.push(prov("wasAttributedTo"));
    order.extend(["cue", "cueLemma", "act", "directness", "voice"].map(cg));
    order.extend(["subject", "predicate", "object"].map(rdf));
    order.push(rdf("reifies"));
    order.extend(["argument", "role"].map(cg));
    order.push(rdf("value"));
    order.extend(["hasPlace", "hasTime", "hasTimeStamp"].map(sem));
    order.extend(["hasBeginTimeStamp", "hasEndTimeStamp"].map(sem));
    order.extend(["timexType", "timexValue"].map(cg));
    order.extend(["polarity", "certainty", "temporality", "saidOn", "saidIn"].map(cg));
    order.extend(["states", "within", "basis"].map(cg));
    order.push(skos("exactMatch"));
    order.extend(["link", "linkTarget"].map(cg));
    order.push(oa::HAS_SOURCE.as_str().to_owned());
    order.extend(["anchorOf", "beginIndex", "endIndex"].map(nif));
    order.push(cg("mentionKind"));
    order.extend(["evidence", "sourceEvidence", "cueEvidence", "basisEvidence"].map(cg));
    order.push(cg("confidence"));
    order.push(schema("about"));
    order.push(cg("mention"));
    order.extend(["wasGeneratedBy", "used", "wasAssociatedWith"].map(prov));
    order.extend(["model", "inputDigest"].map(cg));
    let mut ranks: Vec<(String, usize)> = order.into_iter().zip(0..).collect();
    ranks.sort_unstable_by(|(one, _), (other, _)| by_length(one, other));
    ranks
});

/// The place of a predicate in reading order.
fn rank(predicate: &str) -> usize {
    let ranks: &[(String, usize)] = &PREDICATES;
    let found = ranks.binary_search_by(|(known, _)| by_length(known, predicate));
    found.map_or(usize::MAX, |at| ranks[at].1)
}

fn sort(quads: &mut Vec<&Quad>) {
    let mut ranked: Vec<(usize, &Quad)> = quads
        .iter()
        .map(|quad| (rank(quad.predicate.as_str()), *quad))
        .collect();
    ranked.sort_unstable_by(|(rank, one), (other_rank, other)| {
        // Predicates of one rank are one unless they have none.
        let by_predicate = || match *rank {
            usize::MAX => one.predicate.as_str().cmp(other.predicate.as_str()),
            _ => Ordering::Equal,
        };
        let by_class = || match one.predicate.as_ref() == rdf::TYPE {
            true => class_rank(&one.object).cmp(&class_rank(&other.object)),
            false => Ordering::Equal,
        };
        rank.cmp(other_rank)
            .then_with(by_predicate)
            .then_with(by_class)
            .then_with(|| compare(&one.object, &other.object))
    });
    ranked.dedup_by(|(_, one), (_, other)| {
        one.predicate == other.predicate && one.object == other.object
    });
    quads.clear();
    quads.extend(ranked.into_iter().map(|(_, quad)| quad));
}

/// Our own classes come first, those that say little last.
fn class_rank(class: &Term) -> usize {
    match class {
        Term::NamedNode(node) if node.as_str().starts_with(crate::ontology::NAMESPACE) => 0,
        Term::NamedNode(node) if node.as_str().starts_with("https://schema.org/") => 1,
        _ => 2,
    }
}

/// Passages in text order, everything else by its words.
fn compare(one: &Term, other: &Term) -> Ordering {
    match (one, other) {
        (Term::NamedNode(one), Term::NamedNode(other)) => passage(one.as_str())
            .cmp(&passage(other.as_str()))
            .then_with(|| one.as_str().cmp(other.as_str())),
        (Term::Literal(one), Term::Literal(other)) => one
            .value()
            .cmp(other.value())
            .then_with(|| one.to_string().cmp(&other.to_string())),
        _ => one.to_string().cmp(&other.to_string()),
    }
}
