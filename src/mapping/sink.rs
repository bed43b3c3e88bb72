//! Collects the quads of one graph, and the passages and unnamed things that several of them share.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};

use crate::extraction::MentionKind;
use crate::mapping::iri;
use crate::mapping::scene::Scene;
use crate::ontology::borrowed::{nif, oa, rdf, rdfs, schema};
use crate::ontology::terms::{class, property, value};

/// Quads of one named graph, in the order in which they come.
pub(super) struct Sink {
    graph: NamedNode,
    quads: Vec<Quad>,
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
            quads: Vec::new(),
            passages: BTreeMap::new(),
            confidences: BTreeMap::new(),
            things: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// Adds a quad.
    pub(super) fn add(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        let quad = Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.graph.clone(),
        );
        self.quads.push(quad);
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

    /// The graph all quads are in.
    pub(super) fn graph(&self) -> &NamedNode {
        &self.graph
    }

    /// The quads, each once, in their order.
    pub(super) fn finish(mut self, scene: &Scene<'_>) -> Vec<Quad> {
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
        self.quads.sort_unstable_by(order);
        self.quads.dedup();
        self.quads
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

fn order(one: &Quad, other: &Quad) -> Ordering {
    subject(one)
        .cmp(subject(other))
        .then_with(|| one.predicate.as_str().cmp(other.predicate.as_str()))
        .then_with(|| term_key(one.object.as_ref()).cmp(&term_key(other.object.as_ref())))
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

/// Named nodes before literals; literals by value, language and datatype.
fn term_key(term: TermRef<'_>) -> (bool, &str, &str, &str) {
    match term {
        TermRef::NamedNode(node) => (false, node.as_str(), "", ""),
        TermRef::Literal(literal) => {
            let language = literal.language().unwrap_or_default();
            (true, literal.value(), language, literal.datatype().as_str())
        }
        _ => (true, "", "", ""),
    }
}
