//! Graphs that are in no store, written as they come.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::ontology::borrowed::schema;
use crate::publish::Error;
use crate::publish::dump::{Options, Profile};
use crate::publish::sink::{Layout, Sink};

/// Writes one article's graph after another, as [`dump::write`](crate::publish::dump::write) would: at
/// once where the format keeps graphs apart, else with what articles share once at the end.
pub struct Stream<'a> {
    options: &'a Options,
    documents: String,
    layout: Layout,
    sink: Sink,
    /// The first article of a format without graphs: if it stays the only one, it is written in one
    /// piece.
    first: Option<(NamedNode, Vec<Quad>)>,
    /// What several articles may speak of, by subject.
    shared: BTreeMap<String, Vec<Quad>>,
}

impl<'a> Stream<'a> {
    /// Before the first article; the options' selection is not looked at.
    ///
    /// # Errors
    /// When the profile cannot be written in the format.
    pub fn new(options: &'a Options, base: &str) -> Result<Self, Error> {
        Ok(Self {
            options,
            documents: format!("{base}doc/"),
            layout: Layout::new(options, base)?,
            sink: Sink::new(options, base),
            first: None,
            shared: BTreeMap::new(),
        })
    }

    /// Writes an article's graph: quads that are all in it.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn article(&mut self, quads: Vec<Quad>, out: &mut dyn Write) -> Result<(), Error> {
        let Some(GraphName::NamedNode(graph)) = quads.first().map(|quad| quad.graph_name.clone())
        else {
            return self.block(quads, None, None, out);
        };
        if self.options.format.has_graphs() {
            return self.block(quads, Some(&graph), None, out);
        }
        if self.first.is_none() && self.shared.is_empty() {
            self.first = Some((graph, quads));
            return Ok(());
        }
        if let Some((graph, quads)) = self.first.take() {
            self.apart(&graph, quads, out)?;
        }
        self.apart(&graph, quads, out)
    }

    /// Writes an article's graph whose text is at hand: web annotations quote what stands around.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn article_of_text(
        &mut self,
        quads: Vec<Quad>,
        text: &str,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        match self.options.profile {
            Profile::Annotation => self.block(quads, None, Some(text), out),
            _ => self.article(quads, out),
        }
    }

    fn block(
        &mut self,
        quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        text: Option<&str>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let block = self.layout.block(quads, graph, text)?;
        Ok(self.sink.put(&block, out)?)
    }

    fn apart(
        &mut self,
        graph: &NamedNode,
        quads: Vec<Quad>,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut quads = quads;
        for quad in set_aside(&mut quads, graph, &self.documents) {
            let known = self.shared.entry(name(&quad.subject)).or_default();
            if !known
                .iter()
                .any(|it| it.predicate == quad.predicate && it.object == quad.object)
            {
                known.push(quad);
            }
        }
        self.block(quads, Some(graph), None, out)
    }

    /// Writes what is left and the end of the format.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn finish(mut self, out: &mut dyn Write) -> Result<(), Error> {
        if let Some((graph, quads)) = self.first.take() {
            self.block(quads, Some(&graph), None, out)?;
        }
        let shared = std::mem::take(&mut self.shared);
        let quads = shared.into_values().flatten().collect();
        self.block(quads, None, None, out)?;
        Ok(self.sink.finish(out)?)
    }
}

/// Writes quads that are in no store, graph after graph.
///
/// # Errors
/// When `out` fails.
pub fn write_quads(
    quads: &[Quad],
    base: &str,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut graphs: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
    for quad in quads {
        let graph = quad.graph_name.to_string();
        graphs.entry(graph).or_default().push(quad.clone());
    }
    let mut out = BufWriter::new(out);
    let mut stream = Stream::new(options, base)?;
    for quads in graphs.into_values() {
        stream.article(quads, &mut out)?;
    }
    stream.finish(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Takes out of an article's quads those of subjects that other articles may speak of as well, and
/// gives them.
pub(super) fn set_aside(quads: &mut Vec<Quad>, graph: &NamedNode, documents: &str) -> Vec<Quad> {
    let articles: BTreeSet<String> = quads
        .iter()
        .filter(|quad| {
            quad.predicate.as_ref() == rdf::TYPE && quad.object == Term::from(schema::NEWS_ARTICLE)
        })
        .map(|quad| name(&quad.subject))
        .collect();
    let is_bound = |quad: &mut Quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => {
            let subject = subject.as_str();
            let document = subject.split('#').next().unwrap_or_default();
            subject.starts_with(documents)
                || subject == graph.as_str()
                || articles.contains(document)
        }
        NamedOrBlankNode::BlankNode(_) => false,
    };
    quads.extract_if(.., |quad| !is_bound(quad)).collect()
}

pub(super) fn name(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}
