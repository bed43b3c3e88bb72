//! Collects the triples of one graph, and the passages and unnamed things that several of them share.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use crate::extraction::MentionKind;
use crate::mapping::graph::{Builder, Graph, Object};
use crate::mapping::iri;
use crate::mapping::scene::Scene;
use crate::ontology::borrowed::{nif, oa, rdf, rdfs, schema};
use crate::ontology::terms::{class, property, value};

/// Triples of one named graph, in the order in which they come.
pub(super) struct Sink {
    graph: NamedNode,
    triples: Builder,
    /// Code points in use, and how they refer if they mention something.
    passages: BTreeMap<(usize, usize), Option<MentionKind>>,
    /// Confidence of the mention at these code points.
    confidences: BTreeMap<(usize, usize), f64>,
    /// Labels of things that are no entities, by IRI.
    things: BTreeMap<String, BTreeSet<String>>,
    /// Labels of sources that are no entities, by IRI.
    sources: BTreeMap<String, BTreeSet<String>>,
}

impl Sink {
    /// An empty graph.
    pub(super) fn new(graph: NamedNode) -> Self {
        Self {
            graph,
            triples: Builder::default(),
            passages: BTreeMap::new(),
            confidences: BTreeMap::new(),
            things: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
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
        self.things
            .entry(thing.as_str().to_owned())
            .or_default()
            .insert(words.to_owned());
    }

    /// Adds a source that is no entity, called by these words.
    pub(super) fn source(&mut self, source: &NamedNode, words: &str) {
        self.sources
            .entry(source.as_str().to_owned())
            .or_default()
            .insert(words.to_owned());
    }

    /// The graph all triples are in.
    pub(super) fn graph(&self) -> &NamedNode {
        &self.graph
    }

    /// The whole graph.
    pub(super) fn finish(mut self, scene: &Scene<'_>) -> Graph {
        for (thing, labels) in std::mem::take(&mut self.things) {
            let thing = NamedNode::new_unchecked(thing);
            self.class(&thing, schema::THING);
            self.label(scene, &thing, &labels);
        }
        for (source, labels) in std::mem::take(&mut self.sources) {
            self.label(scene, &NamedNode::new_unchecked(source), &labels);
        }
        for ((start, end), kind) in std::mem::take(&mut self.passages) {
            self.write_passage(scene, start, end, kind);
        }
        self.triples.finish(self.graph)
    }

    /// Lower case sorts last and wins over the spelling at the start of a sentence, so which of the
    /// places comes first does not matter.
    fn label(&mut self, scene: &Scene<'_>, node: &NamedNode, labels: &BTreeSet<String>) {
        if let Some(label) = labels.last() {
            self.add(node, rdfs::LABEL, scene.literal(label));
        }
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
