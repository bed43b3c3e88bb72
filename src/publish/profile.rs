//! The profiles of a dump: what is left out of a graph or added to it.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeMap;

use crate::publish::Format;

/// Which view of the graph is given out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The graph as it is.
    #[default]
    Core,
    /// Without mentions and offsets.
    Slim,
    /// With `rdf:reifies <<( s p o )>>` on each statement, for RDF 1.2 tools.
    Rdf12,
    /// One nanopublication a claim, in four graphs each.
    Nanopub,
    /// The W3C Web Annotation model, JSON-LD.
    Annotation,
}

impl Profile {
    /// The format it is written in unless another is asked for.
    #[must_use]
    pub fn format(self) -> Format {
        match self {
            Self::Core | Self::Slim | Self::Rdf12 => Format::Turtle,
            Self::Nanopub => Format::TriG,
            Self::Annotation => Format::JsonLd,
        }
    }

    /// Whether it can be written in a format.
    #[must_use]
    pub fn suits(self, format: Format) -> bool {
        match self {
            Self::Core | Self::Slim => true,
            Self::Rdf12 => format != Format::JsonLd,
            Self::Nanopub => format.has_graphs(),
            Self::Annotation => format == Format::JsonLd,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Core => "the profile core",
            Self::Slim => "the profile slim",
            Self::Rdf12 => "the profile rdf12",
            Self::Nanopub => "the profile nanopub",
            Self::Annotation => "the profile w3c-annotation",
        }
    }
}

/// The graph in a profile.
pub(super) fn apply(quads: &mut Vec<Quad>, profile: Profile) {
    match profile {
        // The last two are no subset of the graph; they have writers of their own.
        Profile::Core | Profile::Nanopub | Profile::Annotation => {}
        Profile::Slim => quads.retain(|quad| !is_passage(&quad.object) && !is_about_passage(quad)),
        Profile::Rdf12 => reify(quads),
    }
}

fn is_passage(term: &Term) -> bool {
    matches!(term, Term::NamedNode(node) if node.as_str().contains("#char="))
}

fn is_about_passage(quad: &Quad) -> bool {
    matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if node.as_str().contains("#char="))
}

/// Adds the triple term of every statement that has a subject, a predicate and an object.
fn reify(quads: &mut Vec<Quad>) {
    type Parts<'a> = (Option<&'a Term>, Option<&'a Term>, Option<&'a Term>);
    let mut statements: BTreeMap<(String, String), (&Quad, Parts<'_>)> = BTreeMap::new();
    for quad in quads.iter() {
        let predicate = quad.predicate.as_ref();
        if ![rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].contains(&predicate) {
            continue;
        }
        let name = (quad.graph_name.to_string(), quad.subject.to_string());
        let (_, parts) = statements.entry(name).or_insert((quad, (None, None, None)));
        match predicate {
            rdf::SUBJECT => parts.0 = Some(&quad.object),
            rdf::PREDICATE => parts.1 = Some(&quad.object),
            _ => parts.2 = Some(&quad.object),
        }
    }
    let reifies = NamedNode::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies");
    let added: Vec<Quad> = statements
        .into_values()
        .filter_map(|(quad, parts)| {
            let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) =
                parts
            else {
                return None;
            };
            let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
            Some(Quad::new(
                quad.subject.clone(),
                reifies.clone(),
                Term::from(triple),
                quad.graph_name.clone(),
            ))
        })
        .collect();
    quads.extend(added);
}
