//! Work that must be over by a certain time.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use oxigraph::sparql::CancellationToken;

use crate::publish::Error;

/// Does `work` in a thread of its own, and stops waiting for it when the time is over.
///
/// The token alone is not enough: the evaluator looks at it when it reads the store only, so a join of
/// sets it holds in memory and the aggregate over it run on for as long as they take. Such a thread is
/// left behind: it owns all it needs, nobody sees its results, and it ends at its next look at the
/// store or with the process.
pub(super) fn abandon<T: Send + 'static>(
    timeout: Option<Duration>,
    token: CancellationToken,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let Some(timeout) = timeout else {
        return work();
    };
    let (sender, results) = mpsc::channel();
    thread::spawn(move || {
        // Nobody waits any longer if the time was over.
        let _ = sender.send(work());
    });
    match results.recv_timeout(timeout) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => {
            token.cancel();
            Err(Error::Timeout(timeout))
        }
        Err(RecvTimeoutError::Disconnected) => Err(Error::Evaluation(
            "the evaluation broke off, a fault of this program".to_owned(),
        )),
    }
}

/// Does `work`, and fires the token when the time is over. Waits for the end of the work all the same:
/// what changes the store has to be known to have happened or not.
pub(super) fn wait<T>(
    timeout: Option<Duration>,
    token: CancellationToken,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(timeout) = timeout else {
        return work();
    };
    let (done, waiting) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        let is_over = waiting.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout);
        if is_over {
            token.cancel();
        }
        is_over
    });
    let result = work();
    drop(done);
    let is_over = watchdog.join().unwrap_or(false);
    match result {
        // It was done just before it would have been stopped.
        Ok(value) => Ok(value),
        Err(_) if is_over => Err(Error::Timeout(timeout)),
        Err(error) => Err(error),
    }
}
