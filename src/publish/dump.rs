//! The whole store or a part of it as a file.
//!
//! One article after another, in the order of their graphs; what several articles share (entities,
//! relations) once at the end where the format has no graphs. Memory is bounded by the largest articles
//! that follow each other plus the names of all graphs and of all shared subjects.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad};

use crate::publish::selection::{failed, select};
use crate::publish::sink::{Layout, Sink};
use crate::publish::stream::{name, set_aside};
use crate::publish::{Error, Format, ahead, file};
use crate::store::{Store, as_written};

pub use crate::publish::profile::Profile;
pub use crate::publish::selection::Selection;
pub use crate::publish::stream::{Stream, write_quads};

/// How many graphs are laid out at once: enough for every core, few enough to be held in memory.
const GRAPHS_AT_ONCE: usize = 32;

/// How many groups of shared subjects are; they are far larger than an article.
const CHUNKS_AT_ONCE: usize = 2;

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
    let layout = Layout::new(options, store.base())?;
    let mut sink = Sink::new(options, store.base());
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut shared = BTreeSet::new();
    let documents = format!("{}doc/", store.base());
    let everywhere = options.selection.is_everything();
    // A graph of its own reads best in one piece.
    let is_apart = (graphs.len() > 1 || everywhere) && !options.format.has_graphs();
    let lay_out = |graph: &NamedNode| {
        let mut quads = store.graph(graph)?;
        let aside = match is_apart {
            true => set_aside(&mut quads, graph, &documents),
            false => Vec::new(),
        };
        let mut names: Vec<String> = aside.iter().map(|quad| name(&quad.subject)).collect();
        names.dedup();
        Ok((layout.block(quads, Some(graph), None)?, names))
    };
    ahead::in_order(&graphs, GRAPHS_AT_ONCE, lay_out, |(block, names)| {
        shared.extend(names);
        Ok(sink.put(&block, &mut out)?)
    })?;
    if everywhere {
        // What a user put outside all named graphs.
        let quads = default_graph(store)?;
        if options.format.has_graphs() {
            sink.put(&layout.block(quads, None, None)?, &mut out)?;
        } else {
            shared.extend(quads.into_iter().map(|quad| name(&quad.subject)));
        }
    }
    let selected: BTreeSet<&NamedNode> = graphs.iter().collect();
    let lay_out = |names: &Vec<String>| {
        let quads = merged(store, names, |graph| match graph {
            GraphName::NamedNode(graph) => everywhere || selected.contains(graph),
            _ => everywhere,
        })?;
        Ok(layout.block(quads, None, None)?)
    };
    ahead::in_order(&chunks(shared), CHUNKS_AT_ONCE, lay_out, |block| {
        Ok(sink.put(&block, &mut out)?)
    })?;
    sink.finish(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes a dump into a file, compressed as its name says; the file is there whole or not at all.
///
/// # Errors
/// As [`write()`].
pub fn write_file(store: &Store, options: &Options, path: &Path) -> Result<(), Error> {
    file::whole(path, |out| write(store, options, out))
}

/// Writes one file an article into a folder, `{id}.{extension}`, and returns how many.
///
/// # Errors
/// As [`write()`].
pub fn write_split(store: &Store, options: &Options, folder: &Path) -> Result<usize, Error> {
    fs::create_dir_all(folder).map_err(|error| Error::File(folder.to_owned(), error))?;
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

fn default_graph(store: &Store) -> Result<Vec<Quad>, Error> {
    let default = oxigraph::model::GraphNameRef::DefaultGraph;
    let quads = store
        .database()
        .quads_for_pattern(None, None, None, Some(default));
    let quads = quads.map(|quad| quad.map(as_written));
    quads.collect::<Result<_, _>>().map_err(failed)
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
            let mut quad = as_written(quad.map_err(failed)?);
            if is_selected(&quad.graph_name) {
                quad.graph_name = GraphName::DefaultGraph;
                all.push(quad);
            }
        }
    }
    Ok(all)
}
