//! A graph of hundreds of thousands of quads put in the place of another, in memory that stays flat.
//!
//! A transaction keeps about two kilobytes for each quad that it changes until it ends. A large change
//! is therefore made in steps: what is to go is written down in a note beside the database; everything
//! new is loaded at once; what is to go is removed in small transactions; and the note is removed. A
//! store that is opened with a note in it finishes the change, or drops the note if nothing had been
//! loaded yet. The writer's lock keeps everyone from reading in between.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::Hash as _;
use std::io::{BufRead as _, BufReader, BufWriter, ErrorKind, IntoInnerError, Write as _};
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::store::lexical::as_written;
use crate::store::lock::sync_folder;
use crate::store::{Access, Error, Store};

/// Quads that a transaction may change, in about 200 MB of memory.
pub(super) const TRANSACTION_QUADS: usize = 100_000;

/// Quads that are removed in one of the small transactions.
const REMOVED_AT_ONCE: usize = 20_000;

/// The note: the quads to go as N-Quads, and at the end, as a comment, a quad that is new.
const NOTE: &str = "claimgraph.change";

/// The comment's opening.
const NEW: &str = "# ";

impl Store {
    /// Puts an article's graph in the place of what the store has under that name, whole or not at
    /// all, also across a crash. Memory does not grow with the change as it does in
    /// [`Store::replace`]; `quads` is asked three times for the new graph. No other thread may write or
    /// back up the store at the same time.
    ///
    /// # Errors
    /// When the store cannot be written. It is then as before, or has the new graph as soon as it is
    /// opened again.
    pub fn replace_in_steps<I: Iterator<Item = Quad>>(
        &self,
        graph: &NamedNode,
        quads: impl Fn() -> I,
    ) -> Result<(), Error> {
        if self.access != Access::Write {
            let article = (graph, quads().collect());
            return self.transact(&[article], usize::MAX).map(drop);
        }
        // An earlier change that failed must not lose its note to this one.
        self.recover()?;
        let new = self.write_down(graph, &quads)?;
        self.load(quads().filter(|quad| new.contains(&key(quad))), |_| Ok(()))?;
        self.finish_change()
    }

    /// Writes the note, and gives the keys of the quads that the store has not got.
    fn write_down<I: Iterator<Item = Quad>>(
        &self,
        graph: &NamedNode,
        quads: impl Fn() -> I,
    ) -> Result<HashSet<u128>, Error> {
        let path = self.location.join(NOTE);
        let failed = |error: std::io::Error| Error::io(&path, &error);
        let draft = self.location.join(format!("{NOTE}.new"));
        let mut new: HashSet<u128> = quads().map(|quad| key(&quad)).collect();
        let file = BufWriter::new(File::create(&draft).map_err(failed)?);
        let mut note = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(file);
        let graph = GraphNameRef::NamedNode(graph.as_ref());
        for quad in self.inner.quads_for_pattern(None, None, None, Some(graph)) {
            let quad = as_written(self.say(quad)?);
            if !new.remove(&key(&quad)) {
                note.serialize_quad(&quad).map_err(failed)?;
            }
        }
        let mut file = note.finish().map_err(failed)?;
        if let Some(quad) = quads().find(|quad| new.contains(&key(quad))) {
            writeln!(file, "{NEW}{quad} .").map_err(failed)?;
        }
        let file = file.into_inner().map_err(IntoInnerError::into_error);
        file.and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(&draft, &path).map_err(failed)?;
        sync_folder(&self.location).map_err(failed)?;
        Ok(new)
    }

    /// Removes what the note says, and the note.
    fn finish_change(&self) -> Result<(), Error> {
        let path = self.location.join(NOTE);
        let file = File::open(&path).map_err(|error| Error::io(&path, &error))?;
        let mut parser = RdfParser::from_format(RdfFormat::NQuads)
            .lenient()
            .for_reader(BufReader::new(file));
        loop {
            let mut transaction = self.say(self.inner.start_transaction())?;
            let mut last = None;
            for quad in parser.by_ref().take(REMOVED_AT_ONCE) {
                let quad = quad.map_err(|error| damaged(&path, error))?;
                transaction.remove(&quad);
                last = Some(quad.graph_name);
            }
            let Some(GraphName::NamedNode(graph)) = last else {
                break;
            };
            let of_graph = GraphNameRef::NamedNode(graph.as_ref());
            let left = transaction
                .quads_for_pattern(None, None, None, Some(of_graph))
                .next();
            if self.say(left.transpose())?.is_none() {
                self.say(transaction.remove_named_graph(&graph))?;
            }
            self.say(transaction.commit())?;
        }
        // The note must not go before what it says is on the disk.
        self.flush()?;
        remove(&path)
    }

    /// Finishes a change that a crash interrupted, or drops its note if nothing new had been loaded.
    pub(super) fn recover(&self) -> Result<(), Error> {
        remove(&self.location.join(format!("{NOTE}.new")))?;
        if !has_note(&self.location) {
            return Ok(());
        }
        let path = self.location.join(NOTE);
        let is_loaded = match first_new(&path)? {
            Some(quad) => self.say(self.inner.contains(&quad))?,
            None => true,
        };
        match is_loaded {
            true => self.finish_change(),
            false => remove(&path),
        }
    }
}

/// Whether a change of the store in a folder was interrupted.
pub(super) fn has_note(location: &Path) -> bool {
    location.join(NOTE).exists()
}

/// The quad at the end of a note that only the new graph has; `None` if there is no new graph.
fn first_new(path: &Path) -> Result<Option<Quad>, Error> {
    let failed = |error: std::io::Error| Error::io(path, &error);
    let mut last = String::new();
    for line in BufReader::new(File::open(path).map_err(failed)?).lines() {
        last = line.map_err(failed)?;
    }
    let Some(quad) = last.strip_prefix(NEW) else {
        return Ok(None);
    };
    let quad = RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(quad)
        .next();
    let quad = quad.transpose().map_err(|error| damaged(path, error))?;
    quad.map(Some).ok_or_else(|| damaged(path, "no quad"))
}

fn damaged(path: &Path, reason: impl ToString) -> Error {
    Error::Damaged {
        location: path.to_owned(),
        reason: reason.to_string(),
    }
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io(path, &error)),
        _ => Ok(()),
    }
}

/// A quad in sixteen bytes, by the hash that Oxigraph, too, takes for a term.
fn key(quad: &Quad) -> u128 {
    let mut hasher = SipHasher13::new();
    quad.hash(&mut hasher);
    hasher.finish128().as_u128()
}

#[cfg(feature = "rocksdb")]
#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxigraph::model::{Literal, NamedNode, Quad};

    use super::{NOTE, key};
    use crate::store::Store;

    fn name() -> NamedNode {
        NamedNode::new_unchecked("https://example.org/claimgraph/graph/rain")
    }

    /// A graph of so many quads about the numbers from a first one on.
    fn graph(first: usize, quads: usize) -> Vec<Quad> {
        let quad = |number| {
            let subject = NamedNode::new_unchecked(format!("https://example.org/n/{number}"));
            let object = Literal::new_simple_literal(format!("a \"number\"\n{number} \u{1F327}"));
            Quad::new(subject, name(), object, name())
        };
        (first..first + quads).map(quad).collect()
    }

    fn stored(store: &Store) -> BTreeSet<String> {
        let quads = store.graph(&name()).unwrap();
        quads.iter().map(ToString::to_string).collect()
    }

    /// Changes a graph, breaks off after so many steps as a crash would, and looks at what is there
    /// when the store is opened again.
    fn check(new: &[Quad], steps: usize, expected: &[Quad], opens_to_write: bool) {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("a.store");
        let store = Store::open(&location, None).unwrap();
        store.bulk_load(graph(0, 50)).unwrap();
        let quads = || new.iter().cloned();
        if steps > 0 {
            let keys = store.write_down(&name(), quads).unwrap();
            if steps > 1 {
                let fresh = quads().filter(|quad| keys.contains(&key(quad)));
                store.load(fresh, |_| Ok(())).unwrap();
            }
        } else {
            store.replace_in_steps(&name(), quads).unwrap();
        }
        drop(store);
        let store = match opens_to_write {
            true => Store::open(&location, None).unwrap(),
            false => Store::open_read_only(&location).unwrap(),
        };
        let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(stored(&store), expected, "{steps}");
        assert_eq!(store.contains(&name()).unwrap(), !expected.is_empty());
        assert!(!location.join(NOTE).exists());
    }

    #[test]
    fn a_change_is_there_whole_or_not_at_all_wherever_it_breaks_off() {
        let (old, new) = (graph(0, 50), graph(20, 70));
        for opens_to_write in [true, false] {
            check(&new, 0, &new, opens_to_write);
            check(&new, 1, &old, opens_to_write);
            check(&new, 2, &new, opens_to_write);
        }
    }

    #[test]
    fn what_only_grows_or_only_shrinks_is_a_change_too() {
        let (old, more, less) = (graph(0, 50), graph(0, 60), graph(5, 30));
        check(&more, 0, &more, true);
        check(&more, 1, &old, true);
        check(&more, 2, &more, true);
        check(&less, 0, &less, true);
        // Nothing is new: from the note on, the change is decided.
        check(&less, 1, &less, true);
        check(&[], 0, &[], true);
        check(&[], 1, &[], false);
    }
}
