//! A backup asked of the process that writes: files in the store's folder by which two processes talk.
//!
//! Only who has the database open for writing can copy it at one moment. So who wants a copy meanwhile
//! leaves a request, and the writer makes the copy between two batches and leaves an answer. The
//! request is good as long as who asked holds its lock: one left by a killed process is passed over.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use fs4::TryLockError;

use crate::store::backup::is_taken;
use crate::store::{Error, Store, lock};

const LOCK: &str = "claimgraph.backup.lock";
const REQUEST: &str = "claimgraph.backup.request";
const ANSWER: &str = "claimgraph.backup.answer";

/// The answer to a request that was met.
const DONE: &str = "done";

/// How often who asks looks for the answer.
const TICK: Duration = Duration::from_millis(50);

/// Copies the store at a place into a new folder, which is itself a store: there whole or not at all.
/// A process that writes the store meanwhile is asked to make the copy, and need not stop.
///
/// # Errors
/// [`Error::TargetExists`], [`Error::InUse`] if the other process does not answer requests, every
/// [`Error`] of opening, and when the folder cannot be written.
pub fn backup(location: &Path, target: &Path) -> Result<(), Error> {
    match Store::open_read_only(location) {
        Err(Error::InUse { .. }) if lock::answers(location) => ask(location, target),
        store => store?.backup(target),
    }
}

/// Asks the writer, and waits for its answer or its end.
fn ask(location: &Path, target: &Path) -> Result<(), Error> {
    if is_taken(target)? {
        return Err(Error::TargetExists(target.to_owned()));
    }
    let request = Request::leave(location, target)?;
    loop {
        if let Some(answer) = request.answer() {
            return match answer.as_str() {
                DONE => Ok(()),
                reason => Err(Error::Io {
                    location: target.to_owned(),
                    reason: format!("the claimgraph that writes the store says: {reason}"),
                }),
            };
        }
        match Store::open_read_only(location) {
            Err(Error::InUse { .. }) if lock::answers(location) => thread::sleep(TICK),
            store => {
                // Whoever wrote is gone.
                let store = store?;
                drop(request);
                return store.backup(target);
            }
        }
    }
}

/// A request that is withdrawn when it is dropped, and void when its process ends.
struct Request {
    location: PathBuf,
    /// The first line of the request, and of the answer to it.
    name: String,
    _lock: File,
}

impl Request {
    /// Leaves a request, after those of others who wait.
    fn leave(location: &Path, target: &Path) -> Result<Self, Error> {
        let path = location.join(LOCK);
        let failed = |error: std::io::Error| Error::io(&path, &error);
        let lock = lock::open(&path).map_err(failed)?;
        fs4::FileExt::lock(&lock).map_err(failed)?;
        let request = Self {
            location: location.to_owned(),
            name: std::process::id().to_string(),
            _lock: lock,
        };
        request.clear();
        let target = std::path::absolute(target).map_err(|error| Error::io(target, &error))?;
        let Some(words) = target.to_str() else {
            let error = std::io::Error::new(ErrorKind::InvalidFilename, "not valid UTF-8");
            return Err(Error::io(&target, &error));
        };
        put(location, REQUEST, &format!("{}\n{words}", request.name)).map_err(failed)?;
        Ok(request)
    }

    /// What the writer answered, if it has.
    fn answer(&self) -> Option<String> {
        let answer = fs::read_to_string(self.location.join(ANSWER)).ok()?;
        let (name, words) = answer.split_once('\n')?;
        (name == self.name).then(|| words.to_owned())
    }

    fn clear(&self) {
        for file in [REQUEST, ANSWER] {
            // What was never there, or is gone with its store, needs no removing.
            let _ = fs::remove_file(self.location.join(file));
        }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Store {
    /// Promises to look for requests of other processes who want a backup ([`Self::answer_backups`]).
    ///
    /// # Errors
    /// When the promise cannot be written down.
    pub fn promise_backups(&self) -> Result<(), Error> {
        match &self.lock {
            Some(lock) => lock.promise(&self.location),
            None => Ok(()),
        }
    }

    /// Makes the backup that another process wants, if one does. What goes wrong with it is for the
    /// other process to tell; it never harms who writes.
    pub fn answer_backups(&self) {
        let path = self.location.join(REQUEST);
        let request = || fs::read_to_string(&path).ok();
        let Some(asked) = request() else { return };
        let Some((name, target)) = asked.split_once('\n') else {
            return;
        };
        let is_waited_for = is_waited_for(&self.location);
        // Who waits may have come since, with another wish.
        if request().as_ref() != Some(&asked) {
            return;
        }
        if is_waited_for {
            let words = match self.backup(Path::new(target)) {
                Ok(()) => DONE.to_owned(),
                Err(error) => error.to_string().replace('\n', " "),
            };
            let _ = put(&self.location, ANSWER, &format!("{name}\n{words}"));
        }
        if request().as_ref() == Some(&asked) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether somebody waits for the answer.
fn is_waited_for(location: &Path) -> bool {
    let Ok(file) = lock::open(&location.join(LOCK)) else {
        return false;
    };
    matches!(
        fs4::FileExt::try_lock_shared(&file),
        Err(TryLockError::WouldBlock)
    )
}

/// Puts a file there whole.
fn put(location: &Path, name: &str, words: &str) -> std::io::Result<()> {
    let draft = location.join(format!("{name}.new"));
    fs::write(&draft, words)?;
    fs::rename(&draft, location.join(name))
}
