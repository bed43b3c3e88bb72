//! One article's graph, read as a table: the values of a property of a subject.

use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::ontology::borrowed::schema;
use crate::publish::passages::place;

/// The quads of one graph by subject; values come in the order of their words.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    by_subject: BTreeMap<&'a str, Vec<&'a Quad>>,
}

impl<'a> Rows<'a> {
    /// The quads of a graph whose subjects have names.
    pub(super) fn new(quads: &'a [Quad]) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                by_subject.entry(subject.as_str()).or_default().push(quad);
            }
        }
        Self { by_subject }
    }

    /// All subjects of a class, by name.
    pub(super) fn of_class(&self, class: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        let subjects = self.by_subject.keys().copied();
        subjects.filter(move |subject| self.is_a(subject, class))
    }

    /// All subjects that are entities: their class is one an entity can have, and they are no article.
    pub(super) fn entities(&self) -> impl Iterator<Item = (&'a str, &'static str)> {
        let subjects = self.by_subject.keys().copied();
        subjects.filter_map(|subject| Some((subject, self.kind(subject)?)))
    }

    /// What kind of entity a subject is.
    pub(super) fn kind(&self, subject: &str) -> Option<&'static str> {
        let classes = self.references(subject, rdf::TYPE);
        let kinds = KINDS.iter().filter(|(class, _)| classes.contains(class));
        let kind = kinds.map(|(_, kind)| *kind).next()?;
        // Things without a name are called by words of their article.
        let is_named = kind != "other" || !subject.contains("/thing-");
        is_named.then_some(kind)
    }

    /// Whether a subject is of a class.
    pub(super) fn is_a(&self, subject: &str, class: NamedNodeRef<'_>) -> bool {
        self.references(subject, rdf::TYPE)
            .contains(&class.as_str())
    }

    fn of(&self, subject: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a Term> {
        let quads = self.by_subject.get(subject).into_iter().flatten();
        quads
            .filter(move |quad| quad.predicate.as_ref() == property)
            .map(|quad| &quad.object)
    }

    /// The things a property points to, by name.
    pub(super) fn references(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<&'a str> {
        let references = self.of(subject, property).filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        });
        let mut references: Vec<&str> = references.collect();
        references.sort_unstable();
        references
    }

    /// The first thing a property points to.
    pub(super) fn reference(&self, subject: &str, property: NamedNodeRef<'_>) -> Option<&'a str> {
        self.references(subject, property).first().copied()
    }

    /// The words a property gives.
    pub(super) fn texts(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<&'a str> {
        let texts = self.of(subject, property).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        });
        let mut texts: Vec<&str> = texts.collect();
        texts.sort_unstable();
        texts
    }

    /// The first words a property gives, nothing if none.
    pub(super) fn text(&self, subject: &str, property: NamedNodeRef<'_>) -> &'a str {
        let texts = self.texts(subject, property);
        texts.first().copied().unwrap_or_default()
    }

    /// The label of a thing, its IRI if it has none.
    pub(super) fn label<'b>(&self, thing: &'b str) -> &'b str
    where
        'a: 'b,
    {
        match self.text(thing, rdfs::LABEL) {
            "" => thing,
            label => label,
        }
    }

    /// The word of the ontology that a property gives.
    pub(super) fn word(&self, subject: &str, property: NamedNodeRef<'_>) -> &'a str {
        let word = self.reference(subject, property);
        word.and_then(|iri| iri.rsplit('#').next())
            .unwrap_or_default()
    }

    /// From the first to the last code point of what a property points to.
    pub(super) fn extent(
        &self,
        subject: &str,
        property: NamedNodeRef<'_>,
    ) -> Option<(usize, usize)> {
        let places: Vec<(usize, usize)> = self
            .references(subject, property)
            .into_iter()
            .filter_map(place)
            .collect();
        let start = places.iter().map(|(start, _)| *start).min()?;
        let end = places.iter().map(|(_, end)| *end).max()?;
        Some((start, end))
    }

    /// The article of the graph.
    pub(super) fn article(&self) -> Option<&'a str> {
        self.of_class(schema::NEWS_ARTICLE).next()
    }
}

/// The classes of entities and how tables call them.
const KINDS: &[(&str, &str)] = &[
    ("https://schema.org/Person", "person"),
    ("https://schema.org/Organization", "organization"),
    ("https://w3id.org/claimgraph/ns#Group", "group"),
    ("https://schema.org/Country", "country"),
    ("https://schema.org/Place", "place"),
    ("https://schema.org/CivicStructure", "facility"),
    ("https://schema.org/Event", "event"),
    ("https://schema.org/Product", "product"),
    ("https://schema.org/CreativeWork", "work"),
    ("https://schema.org/Legislation", "law"),
    ("https://schema.org/Thing", "other"),
];
