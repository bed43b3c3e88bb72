//! Collects the triples of one graph, and the passages and unnamed things that several of them share.

use std::collections::BTreeMap;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use crate::extraction::MentionKind;
use crate::mapping::Limits;
use crate::mapping::graph::{Builder, Graph, Object};
use crate::mapping::iri;
use crate::mapping::scene::Scene;
use crate::ontology::borrowed::{nif, oa, rdf, rdfs, schema};
use crate::ontology::terms::{class, property, value};

/// Triples of one named graph, in the order in which they come.
pub(super) struct Sink<'a> {
    graph: NamedNode,
    triples: Builder,
    limits: Limits<'a>,
    /// Code points in use, and how they refer if they mention something.
    passages: BTreeMap<(usize, usize), Option<MentionKind>>,
    /// Confidence of the mention at these code points.
    confidences: BTreeMap<(usize, usize), f64>,
    /// Labels of things that are no entities, by IRI.
    things: Labels,
    /// Labels of sources that are no entities, by IRI.
    sources: Labels,
}

impl<'a> Sink<'a> {
    /// An empty graph.
    pub(super) fn new(graph: NamedNode, limits: Limits<'a>) -> Self {
        Self {
            graph,
            triples: Builder::default(),
            limits,
            passages: BTreeMap::new(),
            confidences: BTreeMap::new(),
            things: Labels::default(),
            sources: Labels::default(),
        }
    }

    /// Whether nothing more is wanted: the graph outgrows its limits, or takes too long.
    pub(super) fn is_over(&self) -> bool {
        let bytes = self.triples.bytes() + self.things.bytes + self.sources.bytes;
        bytes > self.limits.bytes || self.limits.stop.is_asked()
    }

    /// Adds a triple.
    pub(super) fn add(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Object>,
    ) {
        self.triples.add(subject, predicate, object);
    }

    /// Adds the class of a thing.
    pub(super) fn class(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class);
    }

    /// Adds a confidence from 0 to 1, to four digits; others are passed over.
    pub(super) fn confidence(&mut self, subject: &NamedNode, confidence: Option<f64>) {
        if let Some(literal) = confidence.and_then(decimal) {
            self.add(subject, property::CONFIDENCE, literal);
        }
    }

    /// Adds a passage that lies in the text, and what refers to it.
    pub(super) fn passage(
        &mut self,
        scene: &Scene<'_>,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        (start, end): (usize, usize),
    ) {
        if scene.words(start, end).is_some() {
            self.passages.entry((start, end)).or_default();
            self.add(
                subject,
                predicate,
                iri::passage(scene.document(), start, end),
            );
        }
    }

    /// Adds a mention that lies in the text. Where two things share their words, the plainer kind stands.
    pub(super) fn mention(
        &mut self,
        scene: &Scene<'_>,
        subject: &NamedNode,
        (start, end): (usize, usize),
        kind: MentionKind,
        confidence: Option<f64>,
    ) {
        if scene.words(start, end).is_none() {
            return;
        }
        let known = self.passages.entry((start, end)).or_default();
        *known = Some(known.map_or(kind, |known| known.min(kind)));
        if let Some(confidence) = confidence {
            let known = self.confidences.entry((start, end)).or_insert(confidence);
            *known = known.max(confidence);
        }
        let passage = iri::passage(scene.document(), start, end);
        self.add(subject, property::MENTION, passage);
    }

    /// Adds a thing without a name, called by these words.
    pub(super) fn thing(&mut self, thing: &NamedNode, words: &str) {
        self.things.add(thing, words);
    }

    /// Adds a source that is no entity, called by these words.
    pub(super) fn source(&mut self, source: &NamedNode, words: &str) {
        self.sources.add(source, words);
    }

    /// The graph all triples are in.
    pub(super) fn graph(&self) -> &NamedNode {
        &self.graph
    }

    /// The whole graph; `None` if it is not wanted any more.
    pub(super) fn finish(mut self, scene: &Scene<'_>) -> Option<Graph> {
        for (thing, label) in std::mem::take(&mut self.things).by_iri {
            let thing = NamedNode::new_unchecked(thing);
            self.class(&thing, schema::THING);
            self.add(&thing, rdfs::LABEL, scene.literal(&label));
        }
        for (source, label) in std::mem::take(&mut self.sources).by_iri {
            let source = NamedNode::new_unchecked(source);
            self.add(&source, rdfs::LABEL, scene.literal(&label));
        }
        for ((start, end), kind) in std::mem::take(&mut self.passages) {
            if self.is_over() {
                return None;
            }
            self.write_passage(scene, start, end, kind);
        }
        (!self.is_over()).then(|| self.triples.finish(self.graph))
    }

    fn write_passage(
        &mut self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
        kind: Option<MentionKind>,
    ) {
        let passage = iri::passage(scene.document(), start, end);
        self.add(&passage, oa::HAS_SOURCE, scene.document().clone());
        if let Some(words) = scene.words(start, end) {
            self.add(&passage, nif::ANCHOR_OF, scene.literal(words));
        }
        self.add(&passage, nif::BEGIN_INDEX, integer(start));
        self.add(&passage, nif::END_INDEX, integer(end));
        let Some(kind) = kind else {
            self.class(&passage, class::PASSAGE);
            return;
        };
        self.class(&passage, class::MENTION);
        let kind = match kind {
            MentionKind::Name => value::NAME,
            MentionKind::Nominal => value::NOMINAL,
            MentionKind::Pronoun => value::PRONOUN,
        };
        self.add(&passage, property::MENTION_KIND, kind);
        let confidence = self.confidences.get(&(start, end)).copied();
        self.confidence(&passage, confidence);
    }
}

/// One label for each of some things.
///
/// Lower case sorts last and wins over the spelling at the start of a sentence, so which of the places
/// comes first does not matter.
#[derive(Default)]
struct Labels {
    by_iri: BTreeMap<String, String>,
    bytes: usize,
}

impl Labels {
    fn add(&mut self, thing: &NamedNode, words: &str) {
        let label = self.by_iri.entry(thing.as_str().to_owned()).or_default();
        if label.as_str() < words {
            self.bytes += words.len();
            words.clone_into(label);
        }
    }
}

fn integer(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER)
}

fn decimal(number: f64) -> Option<Literal> {
    if !(0.0..=1.0).contains(&number) {
        return None;
    }
    let digits = format!("{number:.4}");
    let digits = digits.trim_end_matches('0');
    // The canonical form of a decimal has a digit after its point.
    let zero = if digits.ends_with('.') { "0" } else { "" };
    Some(Literal::new_typed_literal(
        format!("{digits}{zero}"),
        xsd::DECIMAL,
    ))
}
