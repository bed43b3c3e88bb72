//! The one writer: graphs are collected into batches, and each batch is stored whole or not at all.
//!
//! A batch of articles that are all new goes through the bulk loader, which is faster and leaves a
//! smaller store; any other through a transaction.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::cli::error::Failure;
use crate::cli::progress::Spinner;
use crate::mapping::Graph;
use crate::store::Store;

/// Quads of a batch: more need memory, fewer leave many small files behind.
const BATCH_QUADS: usize = 200_000;

/// The longest that an article waits in a batch: as much work a crash may undo.
const BATCH_TIME: Duration = Duration::from_secs(5);

/// About so many quads are put in the place of others at one go: a transaction that has written more
/// slows down, since it looks each quad up among those it has written.
const TRANSACTION_QUADS: usize = 30_000;

/// An article of so many quads is put in the place of another by itself, in memory that stays flat.
const LARGE_QUADS: usize = 50_000;

/// From so many quads on, the files that the bulk loader makes are worth it.
const BULK_QUADS: usize = 20_000;

/// So many quads of first loads may come faster than the database merges them.
const SETTLE_QUADS: usize = 1_000_000;

/// Quads written in transactions until they are moved from memory to the disk.
const FLUSH_QUADS: usize = 200_000;

/// An article, ready to be stored.
pub(super) struct Ready {
    pub(super) id: String,
    pub(super) graph: Graph,
    pub(super) claims: usize,
}

/// Takes graphs and stores them.
pub(super) struct Writer<'a> {
    store: &'a Store,
    list: bool,
    batch: Vec<Ready>,
    quads: usize,
    /// Since when the batch is waiting.
    since: Instant,
    /// Quads of transactions that may be with the system only.
    unflushed: usize,
    /// Quads of first loads.
    loaded: usize,
    pub(super) stored: usize,
    pub(super) replaced: usize,
    pub(super) claims: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(store: &'a Store, list: bool) -> Self {
        Self {
            store,
            list,
            batch: Vec::new(),
            quads: 0,
            since: Instant::now(),
            unflushed: 0,
            loaded: 0,
            stored: 0,
            replaced: 0,
            claims: 0,
        }
    }

    /// Adds articles to the batch, and stores it when it is full or old enough, or nothing else is to
    /// be waited for.
    pub(super) fn take(&mut self, articles: Vec<Ready>, is_idle: bool) -> Result<(), Failure> {
        for article in articles {
            if self.batch.is_empty() {
                self.since = Instant::now();
            }
            self.quads += article.graph.len();
            self.batch.push(article);
            if self.quads >= BATCH_QUADS {
                self.write()?;
            }
        }
        if is_idle || self.since.elapsed() >= BATCH_TIME {
            self.write()?;
        }
        self.store.answer_backups();
        Ok(())
    }

    /// Stores what is left, on the disk itself, and after a large first load waits until the store is
    /// fast to read, unless the run is to stop.
    pub(super) fn finish(&mut self, stop: &AtomicBool) -> Result<(), Failure> {
        self.write()?;
        self.flush_from(1)?;
        if self.loaded >= SETTLE_QUADS {
            let _spinner = Spinner::new("merging files");
            self.store.settle(|| {
                self.store.answer_backups();
                !stop.load(Ordering::Relaxed)
            })?;
        }
        Ok(())
    }

    /// Moves what transactions wrote to the disk itself, if it is so many quads; what the bulk loader
    /// wrote is there already.
    fn flush_from(&mut self, quads: usize) -> Result<(), Failure> {
        if self.unflushed >= quads {
            self.store.flush()?;
            self.unflushed = 0;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Failure> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        let quads = std::mem::take(&mut self.quads);
        let mut old = 0;
        let mut names = BTreeSet::new();
        for article in &batch {
            let name = article.graph.name();
            let is_first = names.insert(name);
            old += usize::from(!is_first || self.store.contains(name)?);
        }
        if old == 0 && quads >= BULK_QUADS {
            let all = batch.iter().flat_map(|article| article.graph.quads());
            self.store.bulk_load(Counted(all, quads))?;
            self.loaded += quads;
        } else {
            let mut size = 0;
            let transactions = batch.chunk_by(|article, next| {
                size += article.graph.len();
                let fits = size + next.graph.len() <= TRANSACTION_QUADS;
                size *= usize::from(fits);
                fits
            });
            for articles in transactions {
                if let [article] = articles
                    && article.graph.len() >= LARGE_QUADS
                {
                    let graph = &article.graph;
                    self.store
                        .replace_in_steps(graph.name(), || graph.quads())?;
                    continue;
                }
                let graphs = articles.iter().map(|article| &article.graph);
                self.unflushed += graphs.clone().map(Graph::len).sum::<usize>();
                self.store
                    .replace_all(graphs.map(|it| (it.name(), it.quads())))?;
            }
        }
        self.flush_from(FLUSH_QUADS)?;
        self.stored += batch.len();
        self.replaced += old;
        self.claims += batch.iter().map(|article| article.claims).sum::<usize>();
        if self.list {
            let mut out = std::io::stdout().lock();
            for article in &batch {
                writeln!(out, "{}", article.id.replace(['\n', '\r'], " "))?;
            }
            out.flush()?;
        }
        Ok(())
    }
}

/// Quads whose number is known: the bulk loader shares them out among its threads.
struct Counted<I>(I, usize);

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<Self::Item> {
        self.1 = self.1.saturating_sub(1);
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.1, Some(self.1))
    }
}
