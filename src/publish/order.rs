//! The order in which a graph reads well: the article, what it speaks of, who claims what, the passages.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNodeRef, Quad, Term};

use crate::ontology::borrowed::{oa, prov, schema};
use crate::ontology::terms::{class, property};

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
    Relation,
    Claim,
    Statement,
    Argument,
    Link,
    Time,
    Passage,
    Provenance,
}

/// The subjects of a graph in reading order. The same set of quads gives the same order.
pub(super) fn subjects(quads: &[Quad]) -> Vec<Subject<'_>> {
    let mut by_name: BTreeMap<(bool, &str), Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        by_name
            .entry(key(quad.subject.as_ref()))
            .or_default()
            .push(quad);
    }
    let mut places: Vec<(Kind, usize, (bool, &str))> = by_name
        .iter()
        .map(|(name, quads)| (kind(quads), position(name.1, quads), *name))
        .collect();
    places.sort_unstable();
    let mut names = Vec::with_capacity(places.len());
    let mut written = BTreeSet::new();
    for (kind, _, name) in places {
        visit(
            name,
            kind == Kind::Claim,
            &by_name,
            &mut written,
            &mut names,
        );
    }
    names
        .into_iter()
        .filter_map(|name| {
            let mut quads = by_name.remove(&name)?;
            sort(&mut quads);
            let node = quads.first()?.subject.as_ref();
            Some(Subject { node, quads })
        })
        .collect()
}

/// A claim is followed by its statements, a statement by its arguments.
fn visit<'a>(
    name: (bool, &'a str),
    with_parts: bool,
    by_name: &BTreeMap<(bool, &'a str), Vec<&'a Quad>>,
    written: &mut BTreeSet<(bool, &'a str)>,
    names: &mut Vec<(bool, &'a str)>,
) {
    if !written.insert(name) {
        return;
    }
    names.push(name);
    let quads = &by_name[&name];
    let parts = |property| {
        let objects = quads
            .iter()
            .filter(move |quad| quad.predicate.as_ref() == property)
            .filter_map(|quad| match &quad.object {
                Term::NamedNode(node) => Some((false, node.as_str())),
                _ => None,
            });
        let mut objects: Vec<_> = objects.filter(|it| by_name.contains_key(it)).collect();
        objects.sort_unstable_by_key(|it| (position(it.1, &by_name[it]), *it));
        objects
    };
    if with_parts {
        for statement in parts(property::STATES) {
            visit(statement, false, by_name, written, names);
        }
    } else if kind(quads) != Kind::Statement {
        return;
    }
    for argument in parts(property::ARGUMENT) {
        if written.insert(argument) {
            names.push(argument);
        }
    }
}

fn key(node: NamedOrBlankNodeRef<'_>) -> (bool, &str) {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => (false, node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => (true, node.as_str()),
    }
}

fn kind(quads: &[&Quad]) -> Kind {
    let types = quads
        .iter()
        .filter(|quad| quad.predicate.as_ref() == rdf::TYPE);
    let kinds = types.filter_map(|quad| match &quad.object {
        Term::NamedNode(node) => Some(kind_of_class(node.as_str())),
        _ => None,
    });
    // The article is a prov:Entity as well: the more telling class decides.
    kinds.min().unwrap_or(Kind::Entity)
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
    let (_, range) = iri.split_once("#char=")?;
    let (start, end) = range.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// The predicates in the order in which they read well; all others follow by IRI.
static PREDICATES: LazyLock<BTreeMap<String, usize>> = LazyLock::new(|| {
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
    order.into_iter().zip(0..).collect()
});

fn sort(quads: &mut Vec<&Quad>) {
    let ranks: &BTreeMap<String, usize> = &PREDICATES;
    let mut ranked: Vec<(usize, &Quad)> = quads
        .iter()
        .map(|quad| {
            (
                ranks
                    .get(quad.predicate.as_str())
                    .copied()
                    .unwrap_or(usize::MAX),
                *quad,
            )
        })
        .collect();
    ranked.sort_unstable_by(|(rank, one), (other_rank, other)| {
        rank.cmp(other_rank)
            .then_with(|| one.predicate.as_str().cmp(other.predicate.as_str()))
            .then_with(|| {
                if one.predicate.as_ref() == rdf::TYPE {
                    class_rank(&one.object).cmp(&class_rank(&other.object))
                } else {
                    Ordering::Equal
                }
            })
            .then_with(|| compare(&one.object, &other.object))
    });
    ranked.dedup_by(|one, other| {
        one.1.predicate == other.1.predicate && one.1.object == other.1.object
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
