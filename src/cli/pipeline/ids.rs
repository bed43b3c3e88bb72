//! The ids met in a run, so that no article takes the place of another one unnoticed.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::cli::pipeline::Report;

/// Repeated ids are named one by one that many times, and then counted.
const NAMED: usize = 3;

/// The ids met so far, shared by the stages.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(Arc<Mutex<Met>>);

/// Sixteen bytes an article are what it costs to know all ids of a run.
#[derive(Debug, Default)]
pub(super) struct Met {
    digests: HashSet<u128>,
    repeats: usize,
}

impl Ids {
    pub(super) fn lock(&self) -> MutexGuard<'_, Met> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Met {
    /// Notes an id; `false` if it was met before.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        self.digests.insert(digest(id))
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.digests.contains(&digest(id))
    }

    /// Notes an id; what is to be said if it was met before.
    pub(super) fn repeated(&mut self, id: &str, place: &str) -> Option<Report> {
        if self.insert(id) {
            return None;
        }
        self.again(id, place)
    }

    /// What is to be said of an id that was met before.
    pub(super) fn again(&mut self, id: &str, place: &str) -> Option<Report> {
        self.repeats += 1;
        (self.repeats <= NAMED).then(|| {
            Report::warning(
                format!(
                    "{place}: the id {id} came before; the later article replaces the earlier one"
                ),
                HINT,
            )
        })
    }

    /// What is to be said at the end of the ids that were not named.
    pub(super) fn sum_up(&self) -> Option<Report> {
        (self.repeats > NAMED).then(|| {
            Report::warning(
                format!(
                    "{} articles had an id that came before; the last one of each is kept",
                    self.repeats
                ),
                HINT,
            )
        })
    }
}

const HINT: &str = "give each article an id of its own";

fn digest(id: &str) -> u128 {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(16)
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}
