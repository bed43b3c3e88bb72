//! The network of entities: who speaks of whom, and what is stated of two of them.
//!
//! An edge on the basis of a `statement` leads from the subject of a statement to its object and to each further
//! participant, with the source of the claim it stands in; one on that of a `claim` from the source of a claim
//! to each entity its words are about. Edges are alike if all their attributes are; alike ones are
//! counted. A statement in no claim is in no edge.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use crate::ontology::borrowed::{prov, rdf, schema};
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
    basis: &'static str,
    relation: String,
    source: String,
    polarity: String,
    certainty: String,
    act: String,
}

/// The attributes of an edge beside its weight.
const ATTRIBUTES: [&str; 6] = [
    "basis",
    "relation",
    "source",
    "polarity",
    "certainty",
    "act",
];

impl Edge {
    fn attributes(&self) -> [&str; 6] {
        [
            self.basis,
            &self.relation,
            &self.source,
            &self.polarity,
            &self.certainty,
            &self.act,
        ]
    }
}

/// Who and what an article speaks of, anonymous sources among them.
type Kinds<'a> = BTreeMap<&'a str, &'static str>;

impl Network {
    /// Adds what an article states.
    pub(super) fn add(&mut self, rows: &Rows<'_>) {
        let anonymous = rows.of_class(class::ANONYMOUS_SOURCE);
        let mut kinds: Kinds<'_> = anonymous.map(|name| (name, "anonymous")).collect();
        kinds.extend(rows.entities());
        for claim in rows.of_class(class::CLAIM) {
            self.claim(rows, &kinds, claim);
            for statement in rows.references(claim, property::STATES) {
                self.statement(rows, &kinds, claim, statement);
            }
        }
    }

    /// Who speaks, of whom.
    fn claim(&mut self, rows: &Rows<'_>, kinds: &Kinds<'_>, claim: &str) {
        let source = rows.reference(claim, prov::WAS_ATTRIBUTED_TO);
        let Some(source) = source.filter(|name| kinds.contains_key(name)) else {
            return;
        };
        for about in rows.references(claim, schema::ABOUT) {
            if about != source && kinds.contains_key(about) {
                let edge = Edge {
                    basis: "claim",
                    relation: rows.text(claim, property::CUE_LEMMA).to_owned(),
                    polarity: rows.word(claim, property::POLARITY).to_owned(),
                    certainty: rows.word(claim, property::CERTAINTY).to_owned(),
                    ..edge(rows, claim, source, about)
                };
                self.count(rows, kinds, edge);
            }
        }
    }

    /// What is stated of two.
    fn statement(&mut self, rows: &Rows<'_>, kinds: &Kinds<'_>, claim: &str, statement: &str) {
        let Some(subject) = rows.reference(statement, rdf::SUBJECT) else {
            return;
        };
        let predicate = rows.reference(statement, rdf::PREDICATE);
        let label = rows.label(predicate.unwrap_or_default());
        let object = rows.reference(statement, rdf::OBJECT);
        let object = object.map(|name| (name, label.to_owned()));
        let arguments = rows.references(statement, property::ARGUMENT);
        let arguments = arguments.into_iter().filter_map(|argument| {
            let role = rows.text(argument, property::ROLE);
            let name = rows.reference(argument, rdf::VALUE)?;
            Some((name, format!("{label} ({role})")))
        });
        for (other, relation) in object.into_iter().chain(arguments) {
            let known = kinds.contains_key(subject) && kinds.contains_key(other);
            if known && subject != other {
                let edge = Edge {
                    basis: "statement",
                    relation,
                    polarity: rows.word(statement, property::POLARITY).to_owned(),
                    certainty: rows.word(statement, property::CERTAINTY).to_owned(),
                    ..edge(rows, claim, subject, other)
                };
                self.count(rows, kinds, edge);
            }
        }
    }

    fn count(&mut self, rows: &Rows<'_>, kinds: &Kinds<'_>, edge: Edge) {
        for name in [&edge.subject, &edge.object] {
            let label = rows.label(name).to_owned();
            let kind = kinds.get(&name[..]).copied().unwrap_or_default();
            let node = self.nodes.entry(name.clone());
            let node = node.or_insert_with(|| (label.clone(), kind));
            // The first by alphabet, whatever the order of the articles.
            if label < node.0 {
                node.0 = label;
            }
        }
        *self.edges.entry(edge).or_default() += 1;
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
            <description>Who speaks of whom, and what is stated of them</description>\n  </meta>\n  \
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

/// An edge with what the claim it stands in gives to it.
fn edge(rows: &Rows<'_>, claim: &str, subject: &str, object: &str) -> Edge {
    let source = rows.reference(claim, prov::WAS_ATTRIBUTED_TO);
    Edge {
        subject: subject.to_owned(),
        object: object.to_owned(),
        basis: "",
        relation: String::new(),
        source: rows.label(source.unwrap_or_default()).to_owned(),
        polarity: String::new(),
        certainty: String::new(),
        act: rows.word(claim, property::ACT).to_owned(),
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
