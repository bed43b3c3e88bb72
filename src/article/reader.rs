//! Reading in a thread of its own, so that decompression and cleaning run beside the analysis.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::article::error::Error;
use crate::article::input::Input;
use crate::article::{Limits, Record, stream};

/// Records that are read ahead, if they are small. Together they are never larger than one article
/// may be.
const READ_AHEAD: usize = 64;

/// Bytes of stack for the reading: trees of pages are taken down recursively.
const STACK: usize = 16 << 20;

/// The records of all inputs, in order. Made by [`read`](crate::article::read).
#[derive(Debug)]
pub struct Reader {
    /// Each with the bytes of files that were read until then.
    records: Receiver<(Result<Record, Error>, u64)>,
    thread: Option<JoinHandle<()>>,
    ahead: Arc<Ahead>,
    position: u64,
}

/// What a [`Reader`] has.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "records are handed on one by one"
)]
pub enum Next {
    /// The next record.
    Record(Result<Record, Error>),
    /// None yet.
    NotYet,
    /// None any more.
    End,
}

impl Reader {
    pub(super) fn new(inputs: Vec<Input>, limits: Limits) -> Self {
        let (send, records) = sync_channel(READ_AHEAD);
        let ahead = Arc::new(Ahead::default());
        let bytes_ahead = Arc::clone(&ahead);
        let work = move || {
            let read = AtomicU64::new(0);
            let mut sink = |record| {
                bytes_ahead.add(size(&record), limits.article_bytes);
                match send.send((record, read.load(Ordering::Relaxed))) {
                    Ok(()) => ControlFlow::Continue(()),
                    // The reader was dropped: nobody wants the rest.
                    Err(_) => ControlFlow::Break(()),
                }
            };
            for input in &inputs {
                if stream::input(input, limits, &read, &mut sink).is_break() {
                    break;
                }
            }
        };
        let thread = Builder::new()
            .name("claimgraph-read".to_owned())
            .stack_size(STACK)
            .spawn(work)
            .ok();
        Self {
            records,
            thread,
            ahead,
            position: 0,
        }
    }

    /// The next record, waited for no longer than this.
    pub fn within(&mut self, patience: Duration) -> Next {
        match self.records.recv_timeout(patience) {
            Ok(found) => Next::Record(self.taken(found)),
            Err(RecvTimeoutError::Timeout) => Next::NotYet,
            Err(RecvTimeoutError::Disconnected) => {
                self.end();
                Next::End
            }
        }
    }

    /// Bytes of files, as they lie on the disk, that were read for the records handed out so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.position
    }

    fn taken(&mut self, (record, position): (Result<Record, Error>, u64)) -> Result<Record, Error> {
        self.ahead.remove(size(&record));
        self.position = position;
        record
    }

    fn end(&mut self) {
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Ok(found) = self.records.recv() {
            return Some(self.taken(found));
        }
        self.end();
        None
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The thread must not wait for room that nobody makes.
        self.ahead.open();
    }
}

fn size(record: &Result<Record, Error>) -> usize {
    match record {
        Ok(Record::Article { article, .. }) => article.text.as_str().len(),
        Ok(Record::Extraction { json, .. }) => json.len(),
        Err(_) => 0,
    }
}

/// Bytes of the records that were read and not yet taken.
#[derive(Debug, Default)]
struct Ahead {
    bytes: Mutex<usize>,
    /// Set when the records are not wanted any more.
    is_open: std::sync::atomic::AtomicBool,
    changed: Condvar,
}

impl Ahead {
    /// Waits until there is room; a record that is too large for that comes alone.
    fn add(&self, size: usize, most: usize) {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |bytes: &mut usize| {
            *bytes > 0 && *bytes + size > most && !self.is_open.load(Ordering::SeqCst)
        };
        let bytes = self.changed.wait_while(bytes, full);
        *bytes.unwrap_or_else(PoisonError::into_inner) += size;
    }

    fn remove(&self, size: usize) {
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        *bytes = bytes.saturating_sub(size);
        self.changed.notify_all();
    }

    fn open(&self) {
        let _bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_open.store(true, Ordering::SeqCst);
        self.changed.notify_all();
    }
}
