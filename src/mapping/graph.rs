//! An article's graph in little memory: each term is kept once, a triple is three numbers.
//!
//! An article of a megabyte becomes a million quads. Written out, their terms take a gigabyte, most of
//! it the same few IRIs again and again; like this they take less than a tenth.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

/// The quads of one named graph, each once, sorted by subject, predicate and object.
///
/// Named nodes come before literals; literals are sorted by value, language and datatype.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    name: NamedNode,
    nodes: Vec<NamedNode>,
    literals: Vec<Literal>,
    /// Numbers of nodes, and of an object: that of a literal is counted on after the nodes.
    triples: Vec<[usize; 3]>,
}

impl Graph {
    /// The name of the graph.
    #[must_use]
    pub fn name(&self) -> &NamedNode {
        &self.name
    }

    /// The number of its quads.
    #[must_use]
    pub fn len(&self) -> usize {
        self.triples.len()
    }

    /// Whether it has no quads.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.triples.is_empty()
    }

    /// Its quads, written out one by one.
    pub fn quads(&self) -> impl ExactSizeIterator<Item = Quad> + '_ {
        self.triples.iter().map(|&[subject, predicate, object]| {
            let object = match self.nodes.get(object) {
                Some(node) => Term::NamedNode(node.clone()),
                None => Term::Literal(self.literals[object - self.nodes.len()].clone()),
            };
            Quad::new(
                self.nodes[subject].clone(),
                self.nodes[predicate].clone(),
                object,
                self.name.clone(),
            )
        })
    }
}

/// What a triple says of its subject.
pub(super) enum Object {
    Node(NamedNode),
    Literal(Literal),
}

impl From<NamedNode> for Object {
    fn from(node: NamedNode) -> Self {
        Self::Node(node)
    }
}

impl From<NamedNodeRef<'_>> for Object {
    fn from(node: NamedNodeRef<'_>) -> Self {
        Self::Node(node.into_owned())
    }
}

impl From<Literal> for Object {
    fn from(literal: Literal) -> Self {
        Self::Literal(literal)
    }
}

/// What a triple is reckoned at: three numbers here, and some hundred bytes for a short while as a quad.
const TRIPLE_BYTES: usize = 120;

/// A graph to which triples are still added, in any order, some more than once.
#[derive(Default)]
pub(super) struct Builder {
    nodes: BTreeMap<String, usize>,
    literals: BTreeMap<Ordered, usize>,
    triples: Vec<(usize, usize, Number)>,
    /// Bytes of all terms.
    term_bytes: usize,
}

/// The number of an object among the terms of its kind.
#[derive(Clone, Copy)]
enum Number {
    Node(usize),
    Literal(usize),
}

impl Builder {
    /// About how much memory the graph takes, with a share of what its quads take when they are
    /// written out.
    pub(super) fn bytes(&self) -> usize {
        self.term_bytes + self.triples.len() * TRIPLE_BYTES
    }

    pub(super) fn add(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Object>,
    ) {
        let subject = self.node(subject.as_str());
        let predicate = self.node(predicate.as_str());
        let object = match object.into() {
            Object::Node(node) => Number::Node(self.node(node.as_str())),
            Object::Literal(literal) => {
                let next = self.literals.len();
                let bytes = literal.value().len();
                let number = *self.literals.entry(Ordered(literal)).or_insert(next);
                self.term_bytes += if number == next { bytes } else { 0 };
                Number::Literal(number)
            }
        };
        self.triples.push((subject, predicate, object));
    }

    fn node(&mut self, iri: &str) -> usize {
        if let Some(number) = self.nodes.get(iri) {
            return *number;
        }
        let next = self.nodes.len();
        self.term_bytes += iri.len();
        self.nodes.insert(iri.to_owned(), next);
        next
    }

    /// The graph with all that was added. Terms are in order, so that sorting triples is a matter of
    /// numbers.
    pub(super) fn finish(self, name: NamedNode) -> Graph {
        let (nodes, node_places) = placed(self.nodes);
        let (literals, literal_places) = placed(self.literals);
        let mut triples: Vec<_> = self
            .triples
            .into_iter()
            .map(|(subject, predicate, object)| {
                let object = match object {
                    Number::Node(number) => node_places[number],
                    Number::Literal(number) => nodes.len() + literal_places[number],
                };
                [node_places[subject], node_places[predicate], object]
            })
            .collect();
        triples.sort_unstable();
        triples.dedup();
        triples.shrink_to_fit();
        Graph {
            name,
            nodes: nodes.into_iter().map(NamedNode::new_unchecked).collect(),
            literals: literals.into_iter().map(|it| it.0).collect(),
            triples,
        }
    }
}

/// A literal that stands in the order of graphs.
#[derive(PartialEq, Eq)]
struct Ordered(Literal);

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> Ordering {
        key(&self.0).cmp(&key(&other.0))
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All that makes a literal the one it is.
fn key(literal: &Literal) -> (&str, &str, Option<String>, NamedNodeRef<'_>) {
    let language = literal.language().unwrap_or_default();
    let direction = literal.direction().map(|it| it.to_string());
    (literal.value(), language, direction, literal.datatype())
}

/// Terms in their order, and the place in it of each one's number.
fn placed<T>(numbers: BTreeMap<T, usize>) -> (Vec<T>, Vec<usize>) {
    let mut places = vec![0; numbers.len()];
    for (place, number) in numbers.values().enumerate() {
        places[*number] = place;
    }
    (numbers.into_keys().collect(), places)
}

#[cfg(test)]
mod tests {
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

    use super::Builder;

    #[test]
    fn quads_are_sorted_and_each_is_there_once() {
        let node = |name: &str| NamedNode::new_unchecked(format!("http://a/{name}"));
        let is = NamedNodeRef::new_unchecked("http://a/is");
        let number = |it: &str| Literal::new_typed_literal(it, xsd::INTEGER);
        let mut builder = Builder::default();
        for _ in 0..2 {
            builder.add(&node("z"), is, node("a"));
            builder.add(&node("b"), is, number("1"));
            builder.add(&node("b"), is, Literal::new_simple_literal("1"));
            builder.add(
                &node("b"),
                is,
                Literal::new_language_tagged_literal_unchecked("1", "en"),
            );
            builder.add(&node("b"), is, node("z"));
        }
        let graph = builder.finish(node("g"));
        let lines: Vec<_> = graph
            .quads()
            .map(|quad| format!("{} {}", quad.subject, quad.object))
            .collect();
        let string = r#"<http://a/b> "1""#;
        let integer = format!("{string}^^<http://www.w3.org/2001/XMLSchema#integer>");
        let english = format!("{string}@en");
        assert_eq!(
            lines,
            [
                "<http://a/b> <http://a/z>",
                &integer,
                string,
                &english,
                "<http://a/z> <http://a/a>"
            ]
        );
        assert_eq!(graph.len(), 5);
    }
}
