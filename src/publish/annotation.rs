//! The W3C Web Annotation view of a graph: what was found, hung on the characters of its article.
//!
//! One `AnnotationCollection`, whose one page holds an annotation a claim, an entity's mention and a time
//! expression. Each target has a position (code points, as in the graph) and a quote; what stands before
//! and after a quote is given whole if the text is at hand; from a store as far as other passages of the
//! graph cover it, for the graph does not hold the text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde_json::{Value, json};

use crate::ontology::borrowed::{prov, schema};
use crate::ontology::terms::{class, property};
use crate::publish::order;
use crate::publish::passages::{Covered, place};
use crate::publish::turtle;

/// How many code points of context a quote has on each side.
const CONTEXT: usize = 32;

/// The annotations of an article in the order of its text, which is looked at whole if it is at hand.
pub(super) fn of_article(quads: &[Quad], text: Option<&str>, base: &str) -> Vec<String> {
    let annotations = Scene::new(quads, text, base).annotations();
    annotations.iter().map(Value::to_string).collect()
}

/// Writes the annotations of one article after another.
#[derive(Debug)]
pub(super) struct Writer {
    base: String,
    has_begun: bool,
    written: usize,
}

/// The quads of one article by subject.
struct Scene<'a> {
    by_subject: BTreeMap<&'a str, Vec<&'a Quad>>,
    covered: Covered,
    /// The namespace below which annotations are named.
    bound: String,
    /// The software that found all this.
    generator: Option<Value>,
}

impl Writer {
    pub(super) fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            has_begun: false,
            written: 0,
        }
    }

    /// Writes the annotations of an article.
    pub(super) fn put(&mut self, annotations: &[String], out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        for annotation in annotations {
            let comma = if self.written > 0 { "," } else { "" };
            write!(out, "{comma}\n      {annotation}")?;
            self.written += 1;
        }
        Ok(())
    }

    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.has_begun {
            return Ok(());
        }
        self.has_begun = true;
        let id = |name: &str| json!(format!("{}{name}", self.base));
        writeln!(
            out,
            "{{\n  \"@context\": \"http://www.w3.org/ns/anno.jsonld\","
        )?;
        writeln!(out, "  \"id\": {},", id("annotations"))?;
        writeln!(out, "  \"type\": \"AnnotationCollection\",")?;
        writeln!(out, "  \"label\": \"What was found in news articles\",")?;
        writeln!(out, "  \"first\": {{\n    \"id\": {},", id("annotations-1"))?;
        writeln!(
            out,
            "    \"type\": \"AnnotationPage\",\n    \"startIndex\": 0,"
        )?;
        write!(out, "    \"items\": [")
    }

    /// Writes the end, which knows how many annotations there are.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let line = if self.written > 0 { "\n    " } else { "" };
        writeln!(out, "{line}]\n  }},\n  \"total\": {}\n}}", self.written)
    }
}

impl<'a> Scene<'a> {
    fn new(quads: &'a [Quad], text: Option<&str>, base: &str) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                by_subject.entry(subject.as_str()).or_default().push(quad);
            }
        }
        let bound = turtle::bound(&order::subjects(quads), &format!("{base}doc/"));
        let mut scene = Self {
            by_subject,
            covered: text.map_or_else(|| Covered::new(quads), Covered::whole),
            bound: bound.unwrap_or_else(|| format!("{base}doc/")),
            generator: None,
        };
        scene.generator = scene.generator();
        scene
    }

    /// In the order of the text.
    fn annotations(&self) -> Vec<Value> {
        let mut annotations = BTreeMap::new();
        let mut mentions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for &subject in self.by_subject.keys() {
            for mention in self.references(subject, property::MENTION) {
                mentions.entry(mention).or_default().insert(subject);
            }
            if self.is_a(subject, class::CLAIM) {
                let targets = self.references(subject, property::EVIDENCE);
                self.put(
                    &mut annotations,
                    subject,
                    &targets,
                    "describing",
                    &self.claim(subject),
                );
            } else if self.is_a(subject, class::TIME_EXPRESSION) {
                let targets = self.references(subject, property::EVIDENCE);
                let value = self
                    .text(subject, property::TIMEX_VALUE)
                    .unwrap_or_default();
                let body = json!({"type": "TextualBody", "purpose": "tagging", "value": value,
                    "format": "text/plain"});
                self.put(&mut annotations, subject, &targets, "tagging", &[body]);
            }
        }
        for (mention, entities) in mentions {
            let Some((start, end)) = place(mention) else {
                continue;
            };
            let bodies: Vec<Value> = entities
                .into_iter()
                .map(|entity| {
                    json!({"type": "SpecificResource", "purpose": "identifying", "source": entity})
                })
                .collect();
            let name = format!("{}mention-{start}-{end}", self.bound);
            self.put(&mut annotations, &name, &[mention], "identifying", &bodies);
        }
        annotations.into_values().collect()
    }

    /// Puts an annotation at its place in the text; one without a place there is none.
    fn put(
        &self,
        annotations: &mut BTreeMap<(usize, usize, String), Value>,
        name: &str,
        passages: &[&str],
        motivation: &str,
        bodies: &[Value],
    ) {
        let mut places: Vec<(usize, usize, &str)> = passages
            .iter()
            .filter_map(|passage| {
                let (start, end) = place(passage)?;
                Some((start, end, *passage))
            })
            .collect();
        places.sort_unstable();
        let targets: Vec<Value> = places
            .iter()
            .filter_map(|(start, end, passage)| self.target(passage, *start, *end))
            .collect();
        let Some((start, end, _)) = places.first() else {
            return;
        };
        let one_or_all = |values: &[Value]| match values {
            [only] => only.clone(),
            all => json!(all),
        };
        let mut annotation = json!({
            "id": format!("{name}-annotation"),
            "type": "Annotation",
            "motivation": motivation,
            "body": one_or_all(bodies),
            "target": one_or_all(&targets),
        });
        if let Some(generator) = &self.generator {
            annotation["generator"] = generator.clone();
        }
        annotations.insert((*start, *end, name.to_owned()), annotation);
    }

    fn target(&self, passage: &str, start: usize, end: usize) -> Option<Value> {
        let document = passage.split('#').next()?;
        let mut quote =
            json!({"type": "TextQuoteSelector", "exact": self.covered.words(start, end)?});
        for (key, words) in [
            ("prefix", self.covered.before(start, CONTEXT)),
            ("suffix", self.covered.after(end, CONTEXT)),
        ] {
            if !words.is_empty() {
                quote[key] = json!(words);
            }
        }
        let position = json!({"type": "TextPositionSelector", "start": start, "end": end});
        Some(json!({"type": "SpecificResource", "source": document, "selector": [position, quote]}))
    }

    /// A claim in words, and the claim itself.
    fn claim(&self, claim: &str) -> Vec<Value> {
        let sources = self.references(claim, prov::WAS_ATTRIBUTED_TO);
        let source = sources.first().map(|source| {
            let label = self.text(source, rdfs::LABEL);
            label.unwrap_or_else(|| (*source).to_owned())
        });
        let word = |property| {
            let values = self.references(claim, property);
            values
                .first()
                .and_then(|iri| iri.split_once('#'))
                .map(|(_, word)| word.to_owned())
        };
        let words = [
            source,
            word(property::ACT),
            word(property::POLARITY),
            word(property::CERTAINTY),
            word(property::TEMPORALITY),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        vec![
            json!({"type": "TextualBody", "purpose": "describing", "value": words.join("; "),
                "format": "text/plain", "language": "en"}),
            json!({"type": "SpecificResource", "purpose": "linking", "source": claim}),
        ]
    }

    fn generator(&self) -> Option<Value> {
        let mut agents = self.by_subject.keys();
        let agent = agents.find(|agent| self.is_a(agent, prov::SOFTWARE_AGENT))?;
        let mut generator = json!({"id": agent, "type": "Software"});
        if let Some(name) = self.text(agent, rdfs::LABEL) {
            let version = self
                .text(agent, schema::SOFTWARE_VERSION)
                .unwrap_or_default();
            generator["name"] = json!(format!("{name} {version}").trim_end());
        }
        Some(generator)
    }

    fn of(&self, subject: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a Term> {
        let quads = self.by_subject.get(subject).into_iter().flatten();
        quads
            .filter(move |quad| quad.predicate.as_ref() == property)
            .map(|quad| &quad.object)
    }

    fn references(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<&'a str> {
        let references = self.of(subject, property).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        });
        references.collect()
    }

    /// The first by its words.
    fn text(&self, subject: &str, property: NamedNodeRef<'_>) -> Option<String> {
        let texts = self.of(subject, property).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        });
        texts.min()
    }

    fn is_a(&self, subject: &str, class: NamedNodeRef<'_>) -> bool {
        self.references(subject, rdf::TYPE)
            .contains(&class.as_str())
    }
}
