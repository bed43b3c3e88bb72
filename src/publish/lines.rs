//! N-Triples and N-Quads: a line a statement, sorted, each once.

use std::fmt::Write as _;
use std::ops::Range;

use oxigraph::model::{GraphNameRef, LiteralRef, NamedOrBlankNodeRef, Quad, TermRef};

/// The lines of quads in the order of their bytes. Without graphs, as N-Triples.
pub(super) fn block(quads: &[Quad], has_graphs: bool) -> String {
    let mut text = String::with_capacity(quads.len() * 200);
    let mut lines: Vec<Range<usize>> = Vec::with_capacity(quads.len());
    for quad in quads {
        let start = text.len();
        node(quad.subject.as_ref(), &mut text);
        text.push(' ');
        iri(quad.predicate.as_str(), &mut text);
        text.push(' ');
        term(quad.object.as_ref(), &mut text);
        if has_graphs {
            match quad.graph_name.as_ref() {
                GraphNameRef::NamedNode(graph) => {
                    text.push(' ');
                    iri(graph.as_str(), &mut text);
                }
                GraphNameRef::BlankNode(graph) => {
                    let _ = write!(text, " {graph}");
                }
                GraphNameRef::DefaultGraph => {}
            }
        }
        text.push_str(" .\n");
        lines.push(start..text.len());
    }
    lines.sort_by(|one, other| text[one.clone()].cmp(&text[other.clone()]));
    lines.dedup_by(|one, other| text[one.clone()] == text[other.clone()]);
    let mut sorted = String::with_capacity(text.len());
    sorted.extend(lines.into_iter().map(|line| &text[line]));
    sorted
}

fn node(node: NamedOrBlankNodeRef<'_>, text: &mut String) {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => iri(node.as_str(), text),
        NamedOrBlankNodeRef::BlankNode(node) => {
            let _ = write!(text, "{node}");
        }
    }
}

fn iri(iri: &str, text: &mut String) {
    text.push('<');
    text.push_str(iri);
    text.push('>');
}

fn term(term: TermRef<'_>, text: &mut String) {
    match term {
        TermRef::NamedNode(node) => iri(node.as_str(), text),
        TermRef::Literal(literal) if is_plain(literal) => {
            text.push('"');
            text.push_str(literal.value());
            text.push('"');
            if let Some(language) = literal.language() {
                text.push('@');
                text.push_str(language);
            } else if literal.datatype() != oxigraph::model::vocab::xsd::STRING {
                text.push_str("^^");
                iri(literal.datatype().as_str(), text);
            }
        }
        other => {
            let _ = write!(text, "{other}");
        }
    }
}

/// Whether a literal is written without escapes. The first byte of U+FFFE, which needs one, is rare
/// enough to be asked for alone.
fn is_plain(literal: LiteralRef<'_>) -> bool {
    let is_itself = |byte: u8| !matches!(byte, ..b' ' | b'"' | b'\\' | 0x7F | 0xEF);
    literal.direction().is_none() && literal.value().bytes().all(is_itself)
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad, Triple};

    use super::block;

    #[test]
    fn lines_are_those_of_the_model_sorted_and_each_once() {
        let node = NamedNode::new_unchecked("https://example.org/a");
        let graph = GraphName::from(node.clone());
        let texts = [
            "plain words",
            "“quoted”, naïve",
            "a \"b\" \\ c\n\t\r\u{0}\u{1F}\u{7F}\u{8}\u{C}",
            "\u{FFFE}",
        ];
        let mut quads: Vec<Quad> = texts
            .into_iter()
            .flat_map(|text| {
                [
                    Literal::from(text),
                    Literal::new_language_tagged_literal_unchecked(text, "en"),
                    Literal::new_typed_literal(text, node.clone()),
                ]
            })
            .map(|object| Quad::new(node.clone(), node.clone(), object, graph.clone()))
            .collect();
        let triple = Triple::new(node.clone(), node.clone(), Literal::from("\""));
        let blank = BlankNode::new_unchecked("b");
        quads.push(Quad::new(blank.clone(), node.clone(), triple, blank));
        let default = GraphName::DefaultGraph;
        quads.push(Quad::new(node.clone(), node.clone(), node.clone(), default));
        quads.extend(quads.clone());

        for has_graphs in [true, false] {
            let mut expected: Vec<String> = quads
                .iter()
                .map(|quad| match has_graphs {
                    true => format!("{quad} .\n"),
                    false => format!("{} .\n", Triple::from(quad.clone())),
                })
                .collect();
            expected.sort();
            expected.dedup();
            assert_eq!(block(&quads, has_graphs), expected.concat());
        }
    }
}
