//! The embedded Oxigraph store: one named graph an article, replaced in one transaction, or in steps that
//! a crash cannot part where it is very large.
//!
//! In: quads, grouped by the article's graph. Out: quads by pattern, fingerprints, figures, and the
//! database itself for queries. Never: an article half stored, two writers at once, or a wait for
//! another process: a store in use is an error at once.
//!
//! A store is a folder: the files of the database, `claimgraph.json` (the format and the base IRI),
//! `claimgraph.lock`, and `claimgraph.change` while such steps are taken. Without the feature `rocksdb` only [`Store::memory`] can be opened.

mod backup;
mod bulk;
mod database;
mod error;
mod fingerprint;
mod lexical;
mod lock;
mod manifest;
mod request;
mod settle;
mod stats;
mod steps;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
};
use oxigraph::store::StorageError;

pub use crate::store::backup::restore;
pub use crate::store::error::Error;
pub use crate::store::fingerprint::Fingerprint;
pub use crate::store::lexical::as_written;
pub use crate::store::manifest::{DEFAULT_BASE, FORMAT};
pub use crate::store::request::backup;
pub use crate::store::stats::Stats;

use crate::store::lock::Lock;
use crate::store::manifest::Manifest;
use crate::store::steps::TRANSACTION_QUADS;

const NEWS_ARTICLE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://schema.org/NewsArticle");
const IDENTIFIER: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://schema.org/identifier");

/// An open store.
///
/// ```
/// use claimgraph::store::Store;
/// use oxigraph::model::{NamedNode, Quad};
///
/// let store = Store::memory();
/// let graph = NamedNode::new("https://example.org/claimgraph/graph/rain").unwrap();
/// let quad = Quad::new(graph.clone(), graph.clone(), graph.clone(), graph.clone());
/// store.replace(&graph, &[quad.clone()]).unwrap();
/// assert_eq!(store.graph(&graph).unwrap(), vec![quad]);
/// ```
pub struct Store {
    inner: oxigraph::store::Store,
    location: PathBuf,
    base: String,
    access: Access,
    /// Held as long as the store is open.
    lock: Option<Lock>,
}

/// What may be done with an open store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Anything, and it is gone with the process.
    Memory,
    /// Reading what is on the disk.
    Read,
    /// Reading and writing what is on the disk.
    Write,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store")
            .field("location", &self.location)
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// An empty store that is gone with the process, with the default base.
    #[must_use]
    pub fn memory() -> Self {
        Self::memory_with_base(DEFAULT_BASE)
    }

    /// An empty store that is gone with the process.
    ///
    /// # Panics
    /// Never: a memory store needs no system resource that could be refused.
    #[must_use]
    pub fn memory_with_base(base: &str) -> Self {
        let inner = oxigraph::store::Store::new();
        Self {
            #[expect(clippy::unwrap_used, reason = "a memory store opens nothing")]
            inner: inner.unwrap(),
            location: PathBuf::from("(memory)"),
            base: base.to_owned(),
            access: Access::Memory,
            lock: None,
        }
    }

    /// Opens the store in a folder for reading and writing, and makes it if there is none. `base` is
    /// remembered in a new store ([`DEFAULT_BASE`] if `None`) and compared in an old one.
    ///
    /// # Errors
    /// [`Error::InUse`] at once if another process has it open, and every other [`Error`] of opening.
    pub fn open(location: &Path, base: Option<&str>) -> Result<Self, Error> {
        if !cfg!(feature = "rocksdb") {
            return Err(Error::NoPersistence(location.to_owned()));
        }
        if !is_store(location)? {
            // The manifest comes before the database, so a crash in between leaves a store that opens.
            fs::create_dir_all(location).map_err(|error| Error::io(location, &error))?;
        }
        let lock = Lock::exclusive(location)?;
        let manifest = if let Some(manifest) = Manifest::read(location)? {
            manifest.agree(location, base)?;
            manifest
        } else {
            let manifest = Manifest::new(base);
            manifest.write(location)?;
            manifest
        };
        let store = Self {
            inner: database::open(location)?,
            location: location.to_owned(),
            base: manifest.base,
            access: Access::Write,
            lock,
        };
        store.recover()?;
        Ok(store)
    }

    /// Opens the store in a folder for reading; several processes may do so at once.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is none, [`Error::InUse`] while another process writes it, and
    /// every other [`Error`] of opening.
    pub fn open_read_only(location: &Path) -> Result<Self, Error> {
        if !cfg!(feature = "rocksdb") {
            return Err(Error::NoPersistence(location.to_owned()));
        }
        if !is_store(location)? {
            return Err(Error::Missing(location.to_owned()));
        }
        if steps::has_note(location) {
            // A writer that was killed left work to a writer.
            Self::open(location, None)?;
        }
        let lock = Lock::shared(location)?;
        let manifest =
            Manifest::read(location)?.ok_or_else(|| Error::Missing(location.to_owned()))?;
        let inner = database::open_read_only(location)?;
        Ok(Self {
            inner,
            location: location.to_owned(),
            base: manifest.base,
            access: Access::Read,
            lock,
        })
    }

    /// The base IRI under which the names of this store are minted.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The folder of the store.
    #[must_use]
    pub fn location(&self) -> &Path {
        &self.location
    }

    /// Whether the store outlives the process.
    #[must_use]
    pub fn is_persistent(&self) -> bool {
        self.access != Access::Memory
    }

    /// The database, for queries and scans.
    #[must_use]
    pub fn database(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// Puts an article's graph in the place of what the store has under that name, whole or not at
    /// all.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn replace(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), Error> {
        self.replace_all([(graph, quads.iter().cloned())])
    }

    /// Puts several articles' graphs in the place of what the store has under these names, all of
    /// them or none. If together they change more than a hundred thousand quads, each is put there by
    /// itself, whole or not at all: a transaction holds all its changes in memory.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn replace_all<'a>(
        &self,
        articles: impl IntoIterator<Item = (&'a NamedNode, impl IntoIterator<Item = Quad>)>,
    ) -> Result<(), Error> {
        let articles = articles.into_iter();
        let articles: Vec<(&NamedNode, Vec<Quad>)> = articles
            .map(|(graph, quads)| (graph, quads.into_iter().collect()))
            .collect();
        let most = match self.access {
            Access::Write => TRANSACTION_QUADS,
            Access::Memory | Access::Read => usize::MAX,
        };
        if !self.transact(&articles, most)? {
            for (graph, quads) in &articles {
                self.replace_in_steps(graph, || quads.iter().cloned())?;
            }
        }
        Ok(())
    }

    /// Replaces graphs in one transaction, unless that would change more quads than `most`: `false`,
    /// and nothing is done.
    fn transact(&self, articles: &[(&NamedNode, Vec<Quad>)], most: usize) -> Result<bool, Error> {
        let mut transaction = self.say(self.inner.start_transaction())?;
        let mut changes = 0;
        for (graph, quads) in articles {
            // What stays is only read: to write a quad costs more than twice as much as to read it.
            let mut new: HashSet<&Quad> = quads.iter().collect();
            let mut gone = Vec::new();
            let of_graph = GraphNameRef::NamedNode(graph.as_ref());
            for old in transaction.quads_for_pattern(None, None, None, Some(of_graph)) {
                let old = as_written(self.say(old)?);
                if !new.remove(&old) {
                    gone.push(old);
                }
                if changes + gone.len() > most {
                    return Ok(false);
                }
            }
            changes += gone.len() + new.len();
            if changes > most {
                return Ok(false);
            }
            for old in &gone {
                transaction.remove(old);
            }
            transaction.extend(quads.iter().filter(|quad| new.contains(quad)));
            if quads.is_empty() {
                self.say(transaction.remove_named_graph(*graph))?;
            }
        }
        self.say(transaction.commit())?;
        self.still_there()?;
        Ok(true)
    }

    /// Takes quads out and puts others in, all of it or nothing.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn amend(&self, remove: &[Quad], insert: &[Quad]) -> Result<(), Error> {
        let mut transaction = self.say(self.inner.start_transaction())?;
        for quad in remove {
            transaction.remove(quad);
        }
        transaction.extend(insert.iter());
        self.say(transaction.commit())?;
        self.still_there()
    }

    /// Removes an article's graph; `false` if there was none.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn remove(&self, graph: &NamedNode) -> Result<bool, Error> {
        let was_there = self.contains(graph)?;
        if was_there {
            self.remove_all(std::slice::from_ref(graph))?;
        }
        Ok(was_there)
    }

    /// Removes several articles' graphs, as [`Store::replace_all`] replaces them.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn remove_all(&self, graphs: &[NamedNode]) -> Result<(), Error> {
        self.replace_all(graphs.iter().map(|graph| (graph, [])))
    }

    /// The first literal of a property in a graph.
    fn value(
        &self,
        property: NamedNodeRef<'_>,
        graph: &NamedNode,
    ) -> Result<Option<String>, Error> {
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        let mut quads = self
            .inner
            .quads_for_pattern(None, Some(property), None, Some(graph));
        let quad = self.say(quads.next().transpose())?;
        Ok(quad.and_then(|quad| match quad.object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }))
    }

    /// Whether an article's graph is in the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn contains(&self, graph: &NamedNode) -> Result<bool, Error> {
        self.say(self.inner.contains_named_graph(graph))
    }

    /// All named graphs, sorted by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graphs(&self) -> Result<Vec<NamedNode>, Error> {
        let mut graphs = Vec::new();
        for graph in self.inner.named_graphs() {
            if let NamedOrBlankNode::NamedNode(graph) = self.say(graph)? {
                graphs.push(graph);
            }
        }
        graphs.sort_unstable();
        Ok(graphs)
    }

    /// The ids of all articles with their graphs, sorted by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn articles(&self) -> Result<Vec<(String, NamedNode)>, Error> {
        let mut articles = Vec::new();
        let of_class = Some(NEWS_ARTICLE.into());
        for quad in self
            .inner
            .quads_for_pattern(None, Some(rdf::TYPE), of_class, None)
        {
            let quad = self.say(quad)?;
            let GraphName::NamedNode(graph) = quad.graph_name else {
                continue;
            };
            if let Some(id) = self.value(IDENTIFIER, &graph)? {
                articles.push((id, graph));
            }
        }
        articles.sort_unstable();
        articles.dedup();
        Ok(articles)
    }

    /// The quads of a graph, in no particular order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graph(&self, graph: &NamedNode) -> Result<Vec<Quad>, Error> {
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        let quads = self.inner.quads_for_pattern(None, None, None, Some(graph));
        self.say(quads.map(|quad| quad.map(as_written)).collect())
    }

    /// Figures on what the store holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        self.say(stats::count(&self.inner))
    }

    /// Makes sure that everything written is on the disk, not only with the system.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn flush(&self) -> Result<(), Error> {
        #[cfg(feature = "rocksdb")]
        if self.access != Access::Read {
            self.say(self.inner.flush())?;
        }
        self.still_there()
    }

    /// Copies the store as it is now into a new folder, which is itself a store; nobody has to stop
    /// reading or writing. While another process writes the store, [`backup`] asks that one. The folder is there whole or not at all.
    ///
    /// # Errors
    /// [`Error::TargetExists`], and when the folder cannot be written.
    pub fn backup(&self, target: &Path) -> Result<(), Error> {
        backup::whole(target, |draft| {
            match self.access {
                Access::Memory => return Err(Error::NoPersistence(target.to_owned())),
                Access::Write => database::checkpoint(&self.inner, draft)?,
                // Who reads has made sure that nobody writes.
                Access::Read => {
                    fs::create_dir(draft).map_err(|error| Error::io(draft, &error))?;
                    backup::copy(&self.location, draft, true)?;
                }
            }
            Manifest::new(Some(&self.base)).write(draft)
        })
    }

    /// What a failure of the database means: one of a store that was deleted is no failure of the disk.
    fn failed(&self, error: StorageError) -> Error {
        self.still_there()
            .err()
            .unwrap_or_else(|| Error::storage(&self.location, error))
    }

    /// Files that are deleted while they are open take what is written and lose it.
    fn still_there(&self) -> Result<(), Error> {
        match &self.lock {
            Some(lock) if !lock.is_at(&self.location) => Err(Error::Gone(self.location.clone())),
            _ => Ok(()),
        }
    }

    fn say<T>(&self, result: Result<T, StorageError>) -> Result<T, Error> {
        result.map_err(|error| self.failed(error))
    }
}

/// Whether a folder is a store; one that is missing or empty can become one.
fn is_store(location: &Path) -> Result<bool, Error> {
    let entries = match fs::read_dir(location) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Err(Error::Foreign(location.to_owned()));
        }
        Err(error) => return Err(Error::io(location, &error)),
    };
    let mut holds_others = false;
    for entry in entries {
        let name = entry
            .map_err(|error| Error::io(location, &error))?
            .file_name();
        match name.to_str() {
            Some("claimgraph.json") => return Ok(true),
            Some("claimgraph.json.new" | "claimgraph.lock") => {}
            _ => holds_others = true,
        }
    }
    if holds_others {
        return Err(Error::Foreign(location.to_owned()));
    }
    Ok(false)
}
