//! Reading in a thread of its own, so that decompression and cleaning run beside the analysis.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{Builder, JoinHandle};

use crate::article::error::Error;
use crate::article::input::Input;
use crate::article::{Limits, Record, stream};

/// Records that are read ahead. With the largest article allowed, that many of them must still fit
/// into memory.
const READ_AHEAD: usize = 8;

/// Bytes of stack for the reading: trees of pages are taken down recursively.
const STACK: usize = 16 << 20;

/// The records of all inputs, in order. Made by [`read`](crate::article::read).
#[derive(Debug)]
pub struct Reader {
    records: Receiver<Result<Record, Error>>,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    pub(super) fn new(inputs: Vec<Input>, limits: Limits) -> Self {
        let (send, records) = sync_channel(READ_AHEAD);
        let work = move || {
            let mut sink = |record| match send.send(record) {
                Ok(()) => ControlFlow::Continue(()),
                // The reader was dropped: nobody wants the rest.
                Err(_) => ControlFlow::Break(()),
            };
            for input in &inputs {
                if stream::input(input, limits, &mut sink).is_break() {
                    break;
                }
            }
        };
        let thread = Builder::new()
            .name("claimgraph-read".to_owned())
            .stack_size(STACK)
            .spawn(work)
            .ok();
        Self { records, thread }
    }
}

impl Iterator for Reader {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Ok(record) = self.records.recv() {
            return Some(record);
        }
        if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        None
    }
}
