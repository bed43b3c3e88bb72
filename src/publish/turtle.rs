//! Turtle and TriG for people: grouped in reading order, type first, only the prefixes in use.
//!
//! The same set of quads gives the same bytes. Documents are written one after another in blocks; each
//! block may name its own document as `@base` (so that its passages read `<#char=16,56>`) and the names
//! bound to it as `d:`.

use std::fmt::Write as _;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{LiteralRef, NamedOrBlankNodeRef, Quad, TermRef};

use crate::publish::order::{self, Subject};
use crate::publish::prefix::{self, Prefixes};

/// The column after which a list of objects goes on in the next line.
const WIDTH: usize = 100;

/// Writes one graph as Turtle: the article's own names are bound to `d:` and `@base` if it holds one
/// article below `base`.
///
/// # Errors
/// When `out` fails.
///
/// ```
/// use claimgraph::publish::turtle;
/// use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
/// use oxigraph::model::vocab::rdfs;
///
/// let base = "https://example.org/claimgraph/";
/// let rain = NamedNode::new(format!("{base}entity/event-rain")).unwrap();
/// let label = Literal::new_language_tagged_literal("rain", "en").unwrap();
/// let mut out = Vec::new();
/// turtle::write(&[Quad::new(rain, rdfs::LABEL, label, GraphName::DefaultGraph)], base, &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().ends_with("\nentity:event-rain rdfs:label \"rain\"@en .\n"));
/// ```
pub fn write(quads: &[Quad], base: &str, out: &mut dyn Write) -> io::Result<()> {
    write_with(&Prefixes::new(base), quads, base, out)
}

/// Writes one graph as Turtle with these prefixes.
pub(super) fn write_with(
    prefixes: &Prefixes,
    quads: &[Quad],
    base: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let block = Style::new(prefixes.clone(), base).block(quads, None);
    Writer::new(prefixes.clone()).put(&block, out)
}

/// How Turtle is written, whatever stands before it.
#[derive(Debug)]
pub(super) struct Style {
    prefixes: Prefixes,
    /// Below which the documents and what is bound to them lie.
    documents: String,
}

/// A graph in Turtle, and which declarations it needs.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Which prefixes.
    used: Vec<bool>,
    /// The `@base`, a document without a fragment.
    document: Option<String>,
    /// The namespace of `d:`.
    bound: Option<String>,
    text: String,
}

/// Joins blocks to one file, in which each declaration stands once.
#[derive(Debug)]
pub(super) struct Writer {
    prefixes: Prefixes,
    /// Which prefixes were declared.
    declared: Vec<bool>,
    /// Whether something was written.
    has_begun: bool,
    /// The current `@base`.
    document: Option<String>,
    /// The current namespace of `d:`.
    bound: Option<String>,
}

/// What one block is written with, and what of it was used.
struct Pen<'a> {
    prefixes: &'a Prefixes,
    used: Vec<bool>,
    document: Option<String>,
    is_document_used: bool,
    bound: Option<String>,
    is_bound_used: bool,
    text: String,
    /// Where the current line begins.
    line: usize,
    indent: &'static str,
}

impl Style {
    pub(super) fn new(prefixes: Prefixes, base: &str) -> Self {
        Self {
            prefixes,
            documents: format!("{base}doc/"),
        }
    }

    /// The quads of one article, or any others. With a graph, as TriG.
    pub(super) fn block(&self, quads: &[Quad], graph: Option<&str>) -> Block {
        if quads.is_empty() {
            return Block::default();
        }
        let subjects = order::subjects(quads);
        let mut pen = Pen {
            prefixes: &self.prefixes,
            used: vec![false; self.prefixes.len()],
            document: document(&subjects),
            is_document_used: false,
            bound: bound(&subjects, &self.documents),
            is_bound_used: false,
            text: String::with_capacity(quads.len() * 60),
            line: 0,
            indent: if graph.is_some() { "    " } else { "" },
        };
        if let Some(graph) = graph {
            pen.iri(graph);
            pen.put(" {\n");
        }
        for (at, subject) in subjects.iter().enumerate() {
            if at > 0 {
                pen.put("\n");
            }
            pen.subject(subject);
        }
        if graph.is_some() {
            pen.put("}\n");
        }
        Block {
            used: pen.used,
            document: pen.document.filter(|_| pen.is_document_used),
            bound: pen.bound.filter(|_| pen.is_bound_used),
            text: pen.text,
        }
    }
}

impl Writer {
    pub(super) fn new(prefixes: Prefixes) -> Self {
        Self {
            declared: vec![false; prefixes.len()],
            prefixes,
            has_begun: false,
            document: None,
            bound: None,
        }
    }

    /// Writes a block with the declarations it needs and earlier ones did not.
    pub(super) fn put(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        if block.text.is_empty() {
            return Ok(());
        }
        let head = self.head(block);
        if self.has_begun {
            out.write_all(b"\n")?;
        }
        self.has_begun = true;
        out.write_all(head.as_bytes())?;
        out.write_all(block.text.as_bytes())
    }

    fn head(&mut self, block: &Block) -> String {
        let mut head = String::new();
        for (at, used) in block.used.iter().enumerate() {
            if *used && !self.declared[at] {
                self.declared[at] = true;
                let (prefix, namespace) = self.prefixes.at(at);
                let _ = writeln!(head, "@prefix {prefix}: <{namespace}> .");
            }
        }
        if let Some(bound) = &block.bound
            && self.bound.as_ref() != Some(bound)
        {
            let _ = writeln!(head, "@prefix d: <{bound}> .");
            self.bound = Some(bound.clone());
        }
        if let Some(document) = &block.document
            && self.document.as_ref() != Some(document)
        {
            let _ = writeln!(head, "@base <{document}> .");
            self.document = Some(document.clone());
        }
        if !head.is_empty() {
            head.push('\n');
        }
        head
    }
}

/// The document whose passages stand in a block.
pub(super) fn document(subjects: &[Subject<'_>]) -> Option<String> {
    let mut names = subjects.iter().filter_map(|subject| match subject.node {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str().split_once("#char="),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    });
    names.next().map(|(document, _)| document.to_owned())
}

/// The namespace of what is bound to one article: `{base}doc/{id}/`.
pub(super) fn bound(subjects: &[Subject<'_>], documents: &str) -> Option<String> {
    let mut names = subjects.iter().filter_map(|subject| match subject.node {
        NamedOrBlankNodeRef::NamedNode(node) => {
            let rest = node.as_str().strip_prefix(documents)?;
            let id = &rest[..rest.find('/')?];
            (!id.contains('#')).then(|| format!("{documents}{id}/"))
        }
        NamedOrBlankNodeRef::BlankNode(_) => None,
    });
    names.next()
}

impl Pen<'_> {
    fn subject(&mut self, subject: &Subject<'_>) {
        self.put(self.indent);
        self.node(subject.node);
        let mut quads = subject.quads.iter().peekable();
        let mut is_first = true;
        while let Some(quad) = quads.next() {
            if is_first {
                self.put(" ");
            } else {
                self.put(" ;");
                self.line(1);
            }
            is_first = false;
            if quad.predicate.as_ref() == rdf::TYPE {
                self.put("a");
            } else {
                self.iri(quad.predicate.as_str());
            }
            self.put(" ");
            self.term(quad.object.as_ref());
            while let Some(next) = quads.next_if(|next| next.predicate == quad.predicate) {
                self.put(",");
                self.item(next.object.as_ref());
            }
        }
        self.put(" .\n");
    }

    /// One more object of a list, on the same line if it fits.
    fn item(&mut self, object: TermRef<'_>) {
        let (length, line) = (self.text.len(), self.line);
        self.put(" ");
        self.term(object);
        if self.text[self.line..].chars().count() > WIDTH {
            self.text.truncate(length);
            self.line = line;
            self.line(2);
            self.term(object);
        }
    }

    /// Begins a line.
    fn line(&mut self, depth: usize) {
        self.put("\n");
        self.put(self.indent);
        for _ in 0..depth {
            self.put("    ");
        }
    }

    /// Writes what ends in a line break or holds none.
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        if text.ends_with('\n') {
            self.line = self.text.len();
        }
    }

    fn node(&mut self, node: NamedOrBlankNodeRef<'_>) {
        match node {
            NamedOrBlankNodeRef::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNodeRef::BlankNode(node) => self.put(&node.to_string()),
        }
    }

    fn iri(&mut self, iri: &str) {
        let passage = self
            .document
            .as_ref()
            .and_then(|document| iri.strip_prefix(document.as_str()))
            .filter(|rest| rest.starts_with('#'));
        if let Some(fragment) = passage {
            self.is_document_used = true;
            self.put("<");
            self.put(fragment);
            return self.put(">");
        }
        let local = self
            .bound
            .as_ref()
            .and_then(|bound| iri.strip_prefix(bound.as_str()))
            .filter(|local| prefix::is_local(local));
        if let Some(local) = local {
            self.is_bound_used = true;
            self.put("d:");
            return self.put(local);
        }
        if let Some((at, local)) = self.prefixes.shorten(iri) {
            self.used[at] = true;
            let prefix = self.prefixes.at(at).0;
            self.put(prefix);
            self.put(":");
            return self.put(local);
        }
        self.put("<");
        escape_iri(iri, &mut self.text);
        self.put(">");
    }

    fn term(&mut self, term: TermRef<'_>) {
        match term {
            TermRef::NamedNode(node) => self.iri(node.as_str()),
            TermRef::BlankNode(node) => self.put(&node.to_string()),
            TermRef::Literal(literal) => self.literal(literal),
            TermRef::Triple(triple) => {
                self.put("<<( ");
                self.node(triple.subject.as_ref());
                self.put(" ");
                self.iri(triple.predicate.as_str());
                self.put(" ");
                self.term(triple.object.as_ref());
                self.put(" )>>");
            }
        }
    }

    fn literal(&mut self, literal: LiteralRef<'_>) {
        let value = literal.value();
        if is_bare(value, literal) {
            return self.put(value);
        }
        if value.contains('\n') {
            self.put("\"\"\"");
            escape(value, true, &mut self.text);
            self.line = self.text.rfind('\n').map_or(self.line, |at| at + 1);
            self.put("\"\"\"");
        } else {
            self.put("\"");
            escape(value, false, &mut self.text);
            self.put("\"");
        }
        if let Some(language) = literal.language() {
            self.put("@");
            self.put(language);
            if let Some(direction) = literal.direction() {
                self.put("--");
                self.put(&direction.to_string());
            }
        } else if literal.datatype() != xsd::STRING {
            self.put("^^");
            self.iri(literal.datatype().as_str());
        }
    }
}

/// Whether Turtle reads the value without quotes as the same literal.
fn is_bare(value: &str, literal: LiteralRef<'_>) -> bool {
    if literal.language().is_some() {
        return false;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    let is_decimal = |text: &str| {
        let parts = text.split_once('.');
        parts.is_some_and(|(whole, part)| digits(whole) && digits(part) && !part.is_empty())
    };
    match literal.datatype() {
        xsd::BOOLEAN => matches!(value, "true" | "false"),
        xsd::INTEGER => !unsigned.is_empty() && digits(unsigned),
        xsd::DECIMAL => is_decimal(unsigned),
        xsd::DOUBLE => unsigned
            .split_once(['e', 'E'])
            .is_some_and(|(mantissa, exponent)| {
                let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                let is_whole = !mantissa.is_empty() && digits(mantissa);
                (is_whole || is_decimal(mantissa)) && !exponent.is_empty() && digits(exponent)
            }),
        _ => false,
    }
}

/// A string between quotes; a long one keeps its line breaks, tabs and single quotation marks.
fn escape(value: &str, is_long: bool, text: &mut String) {
    let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | ..b' ' | 0x7F | 0xEF);
    if value.bytes().all(is_plain) {
        return text.push_str(value);
    }
    let mut quotes = 0;
    for (at, char) in value.char_indices() {
        quotes = if char == '"' { quotes + 1 } else { 0 };
        match char {
            '\\' => text.push_str("\\\\"),
            // The third in a row and the last would end the literal.
            '"' if is_long && quotes % 3 != 0 && at + 1 < value.len() => text.push('"'),
            '"' => text.push_str("\\\""),
            '\n' if is_long => text.push('\n'),
            '\n' => text.push_str("\\n"),
            '\t' if is_long => text.push('\t'),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            '\0'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}' => {
                let _ = write!(text, "\\u{:04X}", u32::from(char));
            }
            _ => text.push(char),
        }
    }
}

/// What stands between `<` and `>`: an IRI holds none of these unless it was never checked.
fn escape_iri(iri: &str, text: &mut String) {
    for char in iri.chars() {
        match char {
            '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                let _ = write!(text, "\\u{:04X}", u32::from(char));
            }
            _ => text.push(char),
        }
    }
}
