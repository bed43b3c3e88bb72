//! The network of entities: an edge for what somebody states of two of them.
//!
//! Edges are alike if their statement, its polarity and certainty, and the source of the claim are;
//! alike ones are counted. A statement in no claim is in no edge.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use crate::ontology::borrowed::{prov, rdf};
use crate::ontology::terms::{class, property};
use crate::publish::{Error, rows::Rows};

/// All nodes and edges.
#[derive(Debug, Default)]
pub(super) struct Network {
    /// Label and kind, by name.
    nodes: BTreeMap<String, (String, &'static str)>,
    edges: BTreeMap<Edge, u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    subject: String,
    object: String,
    relation: String,
    source: String,
    polarity: String,
    certainty: String,
    act: String,
}

/// The attributes of an edge beside its weight.
const ATTRIBUTES: [&str; 5] = ["relation", "source", "polarity", "certainty", "act"];

impl Edge {
    fn attributes(&self) -> [&str; 5] {
        [
            &self.relation,
            &self.source,
            &self.polarity,
            &self.certainty,
            &self.act,
        ]
    }
}

impl Network {
    /// Adds what an article states.
    pub(super) fn add(&mut self, rows: &Rows<'_>) {
        let kinds: BTreeMap<&str, &'static str> = rows.entities().collect();
        for claim in rows.of_class(class::CLAIM) {
            let source = rows
                .reference(claim, prov::WAS_ATTRIBUTED_TO)
                .unwrap_or_default();
            for statement in rows.references(claim, property::STATES) {
                let end = |property| {
                    let name = rows.reference(statement, property)?;
                    Some((name, *kinds.get(name)?))
                };
                let (Some(subject), Some(object)) = (end(rdf::SUBJECT), end(rdf::OBJECT)) else {
                    continue;
                };
                for (name, kind) in [subject, object] {
                    let label = rows.label(name).to_owned();
                    let node = self.nodes.entry(name.to_owned());
                    let node = node.or_insert_with(|| (label.clone(), kind));
                    // The first by alphabet, whatever the order of the articles.
                    if label < node.0 {
                        node.0 = label;
                    }
                }
                let relation = rows
                    .reference(statement, rdf::PREDICATE)
                    .unwrap_or_default();
                let edge = Edge {
                    subject: subject.0.to_owned(),
                    object: object.0.to_owned(),
                    relation: rows.label(relation).to_owned(),
                    source: rows.label(source).to_owned(),
                    polarity: rows.word(statement, property::POLARITY).to_owned(),
                    certainty: rows.word(statement, property::CERTAINTY).to_owned(),
                    act: rows.word(claim, property::ACT).to_owned(),
                };
                *self.edges.entry(edge).or_default() += 1;
            }
        }
    }

    /// Writes GraphML.
    pub(super) fn graphml(&self, out: &mut dyn Write) -> Result<(), Error> {
        let mut head = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        );
        for name in ["label", "kind"] {
            let _ = writeln!(
                head,
                "  <key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"string\"/>"
            );
        }
        for name in ATTRIBUTES {
            let _ = writeln!(
                head,
                "  <key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"string\"/>"
            );
        }
        head.push_str(
            "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n  \
            <graph edgedefault=\"directed\">\n",
        );
        out.write_all(head.as_bytes())?;
        for (name, (label, kind)) in &self.nodes {
            writeln!(
                out,
                "    <node id=\"{}\"><data key=\"label\">{}</data><data key=\"kind\">{kind}</data></node>",
                escape(name),
                escape(label)
            )?;
        }
        for (at, (edge, count)) in self.edges.iter().enumerate() {
            let (subject, object) = (escape(&edge.subject), escape(&edge.object));
            write!(
                out,
                "    <edge id=\"e{at}\" source=\"{subject}\" target=\"{object}\">"
            )?;
            for (name, value) in ATTRIBUTES.iter().zip(edge.attributes()) {
                write!(out, "<data key=\"{name}\">{}</data>", escape(value))?;
            }
            writeln!(out, "<data key=\"weight\">{count}</data></edge>")?;
        }
        writeln!(out, "  </graph>\n</graphml>")?;
        Ok(())
    }

    /// Writes GEXF 1.3.
    pub(super) fn gexf(&self, out: &mut dyn Write) -> Result<(), Error> {
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <meta>\n    \
            <creator>claimgraph</creator>\n    \
            <description>Who states what of whom</description>\n  </meta>\n  \
            <graph defaultedgetype=\"directed\" mode=\"static\">\n    \
            <attributes class=\"node\">\n      \
            <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n    </attributes>\n    \
            <attributes class=\"edge\">"
        )?;
        for name in ATTRIBUTES {
            writeln!(
                out,
                "      <attribute id=\"{name}\" title=\"{name}\" type=\"string\"/>"
            )?;
        }
        writeln!(out, "    </attributes>\n    <nodes>")?;
        for (name, (label, kind)) in &self.nodes {
            writeln!(
                out,
                "      <node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{kind}\"/></attvalues></node>",
                escape(name),
                escape(label)
            )?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for (at, (edge, count)) in self.edges.iter().enumerate() {
            let (subject, object) = (escape(&edge.subject), escape(&edge.object));
            let label = escape(&edge.relation);
            write!(
                out,
                "      <edge id=\"e{at}\" source=\"{subject}\" target=\"{object}\" label=\"{label}\" weight=\"{count}\"><attvalues>"
            )?;
            for (name, value) in ATTRIBUTES.iter().zip(edge.attributes()) {
                write!(
                    out,
                    "<attvalue for=\"{name}\" value=\"{}\"/>",
                    escape(value)
                )?;
            }
            writeln!(out, "</attvalues></edge>")?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
        Ok(())
    }
}

/// Text and attribute values of XML; what XML 1.0 cannot hold becomes a replacement character.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(char));
            }
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(char),
        }
    }
    escaped
}
