//! One nanopublication a claim: assertion, provenance, publication info, and the head that ties them.
//!
//! The assertion holds the claim, its statements and what they are about; the provenance where the
//! article says so and how that was extracted; the publication info which software made the
//! nanopublication. Names are those of the claim with an ending, so the same claim has the same
//! nanopublication.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::ontology::borrowed::{prov, schema};
use crate::ontology::terms::{class, property};

const NP: &str = "http://www.nanopub.org/nschema#";
const DERIVED_FROM: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasDerivedFrom");

/// The quads of one article by subject.
type BySubject<'a> = BTreeMap<&'a str, Vec<&'a Quad>>;

/// The nanopublications of one article's graph, four graphs each.
pub(super) fn of_article(quads: &[Quad]) -> Vec<Vec<Quad>> {
    let mut by_subject = BySubject::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            by_subject.entry(subject.as_str()).or_default().push(quad);
        }
    }
    let claims = by_subject
        .iter()
        .filter(|(_, quads)| is_a(quads, class::CLAIM));
    claims
        .flat_map(|(claim, _)| of_claim(claim, &by_subject))
        .collect()
}

fn is_a(quads: &[&Quad], class: NamedNodeRef<'_>) -> bool {
    let class = Term::from(class);
    quads
        .iter()
        .any(|quad| quad.predicate.as_ref() == rdf::TYPE && quad.object == class)
}

fn objects<'a>(
    quads: &BySubject<'a>,
    subject: &str,
    properties: &[NamedNodeRef<'_>],
) -> BTreeSet<&'a str> {
    let of_subject = quads.get(subject).into_iter().flatten();
    of_subject
        .filter(|quad| properties.contains(&quad.predicate.as_ref()))
        .filter_map(|quad| match &quad.object {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
        .collect()
}

/// What a nanopublication is made of.
#[derive(Default)]
struct Parts<'a> {
    /// What the claim says.
    said: Vec<&'a Quad>,
    /// Where the article says so, and how that was extracted.
    backed: Vec<&'a Quad>,
    /// The software.
    agents: Vec<&'a Quad>,
    activities: Vec<&'a str>,
    articles: BTreeSet<&'a str>,
}

fn parts<'a>(claim: &'a str, quads: &BySubject<'a>) -> Parts<'a> {
    let mut described = BTreeSet::from([claim]);
    let mut named = objects(quads, claim, &[prov::WAS_ATTRIBUTED_TO, schema::ABOUT]);
    for statement in objects(quads, claim, &[property::STATES]) {
        described.insert(statement);
        let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
        named.extend(objects(quads, statement, &parts));
        for argument in objects(quads, statement, &[property::ARGUMENT]) {
            described.insert(argument);
            named.extend(objects(quads, argument, &[rdf::VALUE]));
        }
    }
    let evidence = [
        property::EVIDENCE,
        property::SOURCE_EVIDENCE,
        property::CUE_EVIDENCE,
        property::BASIS_EVIDENCE,
    ];
    let of = |subject: &&str| quads.get(*subject).into_iter().flatten().copied();
    let (backed, said) = described
        .iter()
        .flat_map(of)
        .partition(|quad| evidence.contains(&quad.predicate.as_ref()));
    let mut parts = Parts {
        said,
        backed,
        articles: objects(quads, claim, &[schema::APPEARANCE]),
        ..Parts::default()
    };
    let labels = named.difference(&described).flat_map(of);
    parts
        .said
        .extend(labels.filter(|quad| [rdf::TYPE, rdfs::LABEL].contains(&quad.predicate.as_ref())));
    let mut passages = BTreeSet::new();
    for subject in &described {
        passages.extend(objects(quads, subject, &evidence));
    }
    parts.backed.extend(passages.iter().flat_map(of));
    for (subject, of_subject) in quads {
        if is_a(of_subject, prov::SOFTWARE_AGENT) {
            parts.agents.extend(of_subject);
        } else if is_a(of_subject, prov::ACTIVITY) {
            parts.activities.push(subject);
            parts.backed.extend(of_subject);
        }
    }
    parts
}

/// Head, assertion, provenance and publication info.
fn of_claim(claim: &str, quads: &BySubject<'_>) -> [Vec<Quad>; 4] {
    let name = |ending: &str| NamedNode::new_unchecked(format!("{claim}-nanopub{ending}"));
    let (itself, head) = (name(""), name("-head"));
    let (assertion, provenance, info) = (name("-assertion"), name("-provenance"), name("-info"));
    let np = |local: &str| NamedNode::new_unchecked(format!("{NP}{local}"));
    let named = |iri: &str| NamedNode::new_unchecked(iri);
    let parts = parts(claim, quads);

    let quad = |subject: &NamedNode, predicate: NamedNode, object: NamedNode, graph: &NamedNode| {
        Quad::new(subject.clone(), predicate, object, graph.clone())
    };
    let heads = vec![
        quad(&itself, rdf::TYPE.into(), np("Nanopublication"), &head),
        quad(&itself, np("hasAssertion"), assertion.clone(), &head),
        quad(&itself, np("hasProvenance"), provenance.clone(), &head),
        quad(&itself, np("hasPublicationInfo"), info.clone(), &head),
    ];
    let mut origins = moved(&parts.backed, &provenance);
    for article in &parts.articles {
        origins.push(quad(
            &assertion,
            DERIVED_FROM.into(),
            named(article),
            &provenance,
        ));
    }
    for activity in &parts.activities {
        let by = prov::WAS_GENERATED_BY.into();
        origins.push(quad(&assertion, by, named(activity), &provenance));
    }
    let mut publication = moved(&parts.agents, &info);
    for agent in &parts.agents {
        if let NamedOrBlankNode::NamedNode(agent) = &agent.subject {
            let by = prov::WAS_ATTRIBUTED_TO.into();
            publication.push(quad(&itself, by, agent.clone(), &info));
        }
    }
    [heads, moved(&parts.said, &assertion), origins, publication]
}

/// The quads in another graph.
fn moved(quads: &[&Quad], graph: &NamedNode) -> Vec<Quad> {
    let moved = quads.iter().map(|it| Quad {
        graph_name: graph.clone().into(),
        ..(*it).clone()
    });
    moved.collect()
}
