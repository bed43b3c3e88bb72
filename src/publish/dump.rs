//! The whole store or a part of it as a file.
//!
//! One article after another, in the order of their graphs; what several articles share (entities,
//! relations) once at the end where the format has no graphs. Memory is bounded by the largest article
//! plus the names of all graphs and of all shared subjects.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::ontology::borrowed::schema;
use crate::publish::order;
use crate::publish::prefix::Prefixes;
use crate::publish::profile;
use crate::publish::turtle::Writer;
use crate::publish::{Compression, Error, Format};
use crate::store::Store;

pub use crate::publish::profile::Profile;

/// What is dumped, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// The view of the graph.
    pub profile: Profile,
    /// What of the store.
    pub selection: Selection,
    /// Prefixes beside those of the ontology: name and namespace.
    pub prefixes: Vec<(String, String)>,
}

/// Which articles are dumped: those that meet every condition given, all if none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these articles, by id.
    pub articles: Vec<String>,
    /// Only these graphs.
    pub graphs: Vec<NamedNode>,
    /// Only articles published on this date (ISO 8601) or later; undated ones are left out.
    pub since: Option<String>,
    /// Only articles that say something of this entity.
    pub about: Option<NamedNode>,
}

impl Selection {
    fn is_everything(&self) -> bool {
        *self == Self::default()
    }
}

/// Writes the store or a part of it. The same graph gives the same bytes, whatever the history of the
/// store.
///
/// # Errors
/// When an article or graph asked for is not in the store, and when `out` or the store fails.
///
/// ```
/// use claimgraph::publish::dump::{self, Options};
/// use claimgraph::store::Store;
///
/// let mut out = Vec::new();
/// dump::write(&Store::memory(), &Options::default(), &mut out).unwrap();
/// assert!(out.is_empty());
/// ```
pub fn write(store: &Store, options: &Options, out: &mut dyn Write) -> Result<(), Error> {
    let graphs = select(store, &options.selection)?;
    let mut sink = Sink::new(options, store.base());
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut shared = BTreeSet::new();
    let documents = format!("{}doc/", store.base());
    for graph in &graphs {
        let mut quads = store.graph(graph)?;
        profile::apply(&mut quads, options.profile);
        if !options.format.has_graphs() {
            let names = set_aside(&mut quads, graph, &documents);
            shared.extend(names);
        }
        sink.block(quads, Some(graph), &mut out)?;
    }
    if options.selection.is_everything() {
        // What a user put outside all named graphs.
        let quads = default_graph(store)?;
        if options.format.has_graphs() {
            sink.block(quads, None, &mut out)?;
        } else {
            shared.extend(quads.into_iter().map(|quad| name(&quad.subject)));
        }
    }
    let selected: BTreeSet<&NamedNode> = graphs.iter().collect();
    let everywhere = options.selection.is_everything();
    for names in chunks(shared) {
        let quads = merged(store, &names, options.profile, |graph| match graph {
            GraphName::NamedNode(graph) => everywhere || selected.contains(graph),
            _ => everywhere,
        })?;
        sink.block(quads, None, &mut out)?;
    }
    sink.finish(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes quads that are in no store, as [`write`] would.
///
/// # Errors
/// When `out` fails.
pub fn write_quads(
    quads: &[Quad],
    base: &str,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut graphs: BTreeMap<Option<NamedNode>, Vec<Quad>> = BTreeMap::new();
    for quad in quads {
        let graph = match &quad.graph_name {
            GraphName::NamedNode(graph) if options.format.has_graphs() => Some(graph.clone()),
            _ => None,
        };
        graphs.entry(graph).or_default().push(quad.clone());
    }
    let mut sink = Sink::new(options, base);
    let mut out = BufWriter::new(out);
    for (graph, mut quads) in graphs {
        profile::apply(&mut quads, options.profile);
        sink.block(quads, graph.as_ref(), &mut out)?;
    }
    sink.finish(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes a dump into a file, compressed as its name says; the file is there whole or not at all.
///
/// # Errors
/// As [`write`].
pub fn write_file(store: &Store, options: &Options, path: &Path) -> Result<(), Error> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    let file = fs::File::create(&draft)?;
    let result = Compression::of_path(path).around(file, |out| write(store, options, out));
    match result {
        Ok(()) => Ok(fs::rename(&draft, path)?),
        Err(error) => {
            // The first failure is the one to report.
            let _ = fs::remove_file(&draft);
            Err(error)
        }
    }
}

/// Writes one file an article into a folder, `{id}.{extension}`, and returns how many.
///
/// # Errors
/// As [`write`].
pub fn write_split(store: &Store, options: &Options, folder: &Path) -> Result<usize, Error> {
    fs::create_dir_all(folder)?;
    let selected: BTreeSet<NamedNode> = select(store, &options.selection)?.into_iter().collect();
    let mut written = 0;
    for (_, graph) in store.articles()? {
        if !selected.contains(&graph) {
            continue;
        }
        // The last segment of the graph is the id with all but plain characters escaped.
        let stem = graph.as_str().rsplit('/').next().unwrap_or("article");
        let path = folder.join(format!("{stem}.{}", options.format.extension()));
        let only = Options {
            selection: Selection {
                graphs: vec![graph.clone()],
                ..Selection::default()
            },
            ..options.clone()
        };
        write_file(store, &only, &path)?;
        written += 1;
    }
    Ok(written)
}

/// The graphs that meet a selection, sorted.
fn select(store: &Store, selection: &Selection) -> Result<Vec<NamedNode>, Error> {
    let mut graphs = store.graphs()?;
    if !selection.articles.is_empty() {
        let articles: BTreeMap<String, NamedNode> = store.articles()?.into_iter().collect();
        let mut wanted = BTreeSet::new();
        for id in &selection.articles {
            let graph = articles
                .get(id)
                .ok_or_else(|| Error::UnknownArticle(id.clone()))?;
            wanted.insert(graph.clone());
        }
        graphs.retain(|graph| wanted.contains(graph));
    }
    if !selection.graphs.is_empty() {
        for graph in &selection.graphs {
            if !store.contains(graph)? {
                return Err(Error::UnknownGraph(graph.as_str().to_owned()));
            }
        }
        graphs.retain(|graph| selection.graphs.contains(graph));
    }
    if let Some(entity) = &selection.about {
        let term = Term::from(entity.clone());
        let mut having = BTreeSet::new();
        let database = store.database();
        let of_it = database.quads_for_pattern(Some(entity.into()), None, None, None);
        for quad in of_it.chain(database.quads_for_pattern(None, None, Some(term.as_ref()), None)) {
            if let GraphName::NamedNode(graph) = quad.map_err(failed)?.graph_name {
                having.insert(graph);
            }
        }
        graphs.retain(|graph| having.contains(graph));
    }
    if let Some(since) = &selection.since {
        let mut recent = BTreeSet::new();
        let dated =
            store
                .database()
                .quads_for_pattern(None, Some(schema::DATE_PUBLISHED), None, None);
        for quad in dated {
            let quad = quad.map_err(failed)?;
            if let (GraphName::NamedNode(graph), Term::Literal(date)) =
                (quad.graph_name, quad.object)
                && date.value() >= since.as_str()
            {
                recent.insert(graph);
            }
        }
        graphs.retain(|graph| recent.contains(graph));
    }
    Ok(graphs)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "passed to map_err, which hands it over"
)]
fn failed(error: oxigraph::store::StorageError) -> Error {
    Error::Evaluation(error.to_string())
}

fn default_graph(store: &Store) -> Result<Vec<Quad>, Error> {
    let default = oxigraph::model::GraphNameRef::DefaultGraph;
    let quads = store
        .database()
        .quads_for_pattern(None, None, None, Some(default));
    quads.collect::<Result<_, _>>().map_err(failed)
}

/// Takes out of an article's quads those of subjects that other articles may speak of as well, and
/// gives their names.
fn set_aside(quads: &mut Vec<Quad>, graph: &NamedNode, documents: &str) -> BTreeSet<String> {
    let articles: BTreeSet<String> = quads
        .iter()
        .filter(|quad| {
            quad.predicate.as_ref() == oxigraph::model::vocab::rdf::TYPE
                && quad.object == Term::from(schema::NEWS_ARTICLE)
        })
        .map(|quad| name(&quad.subject))
        .collect();
    let mut shared = BTreeSet::new();
    quads.retain(|quad| {
        let subject = name(&quad.subject);
        let document = subject.split('#').next().unwrap_or_default();
        let is_bound = subject.starts_with(documents)
            || subject == graph.as_str()
            || articles.contains(document);
        if !is_bound {
            shared.insert(subject);
        }
        is_bound
    });
    shared
}

fn name(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// Shared subjects in groups that a block can hold, entities with entities: reading order begins with
/// the kind, and the IRIs of a kind begin alike.
fn chunks(names: BTreeSet<String>) -> Vec<Vec<String>> {
    let names: Vec<String> = names.into_iter().collect();
    names.chunks(10_000).map(<[String]>::to_vec).collect()
}

/// Everything that any selected graph says of the subjects.
fn merged(
    store: &Store,
    names: &[String],
    profile: Profile,
    is_selected: impl Fn(&GraphName) -> bool,
) -> Result<Vec<Quad>, Error> {
    let mut all = Vec::new();
    for name in names {
        let subject = match name.strip_prefix("_:") {
            Some(id) => oxigraph::model::BlankNode::new_unchecked(id).into(),
            None => NamedOrBlankNode::from(NamedNode::new_unchecked(name)),
        };
        let quads = store
            .database()
            .quads_for_pattern(Some(subject.as_ref()), None, None, None);
        for quad in quads {
            let mut quad = quad.map_err(failed)?;
            if is_selected(&quad.graph_name) {
                quad.graph_name = GraphName::DefaultGraph;
                all.push(quad);
            }
        }
    }
    profile::apply(&mut all, profile);
    Ok(all)
}

/// Where the blocks of a dump go.
enum Sink {
    Turtle(Writer, bool),
    Lines(bool),
    Other(Box<Pending>),
}

/// RDF/XML and JSON-LD need an opening and an end, so their writer lives as long as the dump.
struct Pending {
    serializer: oxigraph::io::WriterQuadSerializer<Shared>,
    /// What the serializer wrote and the output has not got yet.
    buffer: Shared,
    has_graphs: bool,
}

/// A buffer that is filled by a writer and emptied by its owner.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut buffer = self.0.borrow_mut();
        out.write_all(&buffer)?;
        buffer.clear();
        Ok(())
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn new(options: &Options, base: &str) -> Self {
        let prefixes = Prefixes::new(base).with(&options.prefixes);
        match options.format {
            Format::Turtle | Format::TriG => {
                Self::Turtle(Writer::new(prefixes, base), options.format == Format::TriG)
            }
            Format::NTriples => Self::Lines(false),
            Format::NQuads => Self::Lines(true),
            Format::RdfXml | Format::JsonLd => {
                let mut serializer = RdfSerializer::from_format(options.format.serializer_format());
                for (prefix, namespace) in prefixes.iter() {
                    let with = serializer.clone().with_prefix(prefix, namespace);
                    serializer = with.unwrap_or(serializer);
                }
                let buffer = Shared::default();
                Self::Other(Box::new(Pending {
                    serializer: serializer.for_writer(buffer.clone()),
                    buffer,
                    has_graphs: options.format.has_graphs(),
                }))
            }
        }
    }

    fn block(
        &mut self,
        quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self {
            Self::Turtle(writer, has_graphs) => {
                let graph = graph.filter(|_| *has_graphs).map(NamedNode::as_str);
                writer.block(&quads, graph, out)
            }
            Self::Lines(has_graphs) => {
                let mut lines: Vec<String> = quads
                    .into_iter()
                    .map(|quad| {
                        if *has_graphs {
                            format!("{quad} .\n")
                        } else {
                            format!("{} .\n", oxigraph::model::Triple::from(quad))
                        }
                    })
                    .collect();
                lines.sort_unstable();
                lines.dedup();
                lines
                    .iter()
                    .try_for_each(|line| out.write_all(line.as_bytes()))
            }
            Self::Other(pending) => {
                for subject in order::subjects(&quads) {
                    for quad in subject.quads {
                        if pending.has_graphs {
                            pending.serializer.serialize_quad(quad)?;
                        } else {
                            let triple = oxigraph::model::TripleRef::from(quad.as_ref());
                            pending.serializer.serialize_triple(triple)?;
                        }
                    }
                }
                pending.buffer.drain(out)
            }
        }
    }

    fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Other(pending) => pending.serializer.finish()?.drain(out),
            Self::Turtle(..) | Self::Lines(_) => Ok(()),
        }
    }
}
