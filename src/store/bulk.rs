//! The first load of articles: sorted files made beside the database, then made part of it at once.

use std::thread::available_parallelism;

use oxigraph::model::{GraphName, Quad};
use oxigraph::store::StorageError;

use crate::store::{Error, Store};

/// Quads that one thread of the bulk loader sorts at a time: a few large files are better than many
/// small ones, and a file for each thread better than one for all.
const LEAST: usize = 10_000;
const MOST: usize = 128_000;

impl Store {
    /// Loads articles that are not in the store yet, fast, all of them or none, on all cores if the
    /// iterator knows how many quads it has. Memory stays bounded by about a quarter of a gigabyte a
    /// core however many there are. They are on the disk itself when this returns, in files that the
    /// database has yet to merge: no [`Store::flush`] is needed, but after much a [`Store::settle`] is
    /// worth its while.
    ///
    /// # Errors
    /// [`Error::Present`] if the store has one of the graphs, and when it cannot be written; it is then
    /// as before.
    pub fn bulk_load(&self, quads: impl IntoIterator<Item = Quad>) -> Result<(), Error> {
        let mut last: Option<GraphName> = None;
        // Quads come graph by graph, so only the first one of each is looked up.
        self.load(quads.into_iter(), |quad| {
            if last.as_ref() != Some(&quad.graph_name) {
                if let GraphName::NamedNode(graph) = &quad.graph_name
                    && self.contains(graph)?
                {
                    return Err(Error::Present(graph.as_str().to_owned()));
                }
                last = Some(quad.graph_name.clone());
            }
            Ok(())
        })
    }

    /// Loads quads, all of them or none, that `admits` does not object to.
    pub(super) fn load(
        &self,
        quads: impl Iterator<Item = Quad>,
        mut admits: impl FnMut(&Quad) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (threads, megabytes) = shares(quads.size_hint().0);
        let mut loader = self
            .inner
            .bulk_loader()
            .with_num_threads(threads)
            .with_max_memory_size_in_megabytes(megabytes);
        loader
            .load_ok_quads(quads.map(|quad| {
                admits(&quad)?;
                Ok::<Quad, Loading>(quad)
            }))
            .map_err(|error| match error {
                Loading::Storage(error) => self.failed(error),
                Loading::Store(error) => error,
            })?;
        self.say(loader.commit())?;
        self.still_there()
    }
}

/// Threads of the bulk loader, and the megabytes for which it gives each of them its share of so many
/// quads, or the most if their number is not known: it reckons with a thousand quads a megabyte.
fn shares(quads: usize) -> (usize, usize) {
    let threads = available_parallelism().map_or(2, |it| it.get().max(2));
    let share = match quads {
        0 => MOST,
        known => known.div_ceil(threads).clamp(LEAST, MOST),
    };
    (threads, (share * threads).div_ceil(1000))
}

/// What can go wrong while quads are loaded: with the store, or with the quads.
enum Loading {
    Storage(StorageError),
    Store(Error),
}

impl From<StorageError> for Loading {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<Error> for Loading {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}
