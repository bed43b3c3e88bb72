//! Why a store could not be opened, read or written.

use std::io;
use std::path::{Path, PathBuf};

use oxigraph::store::StorageError;

/// One failure of the store: what, where, and what can be done about it ([`Error::hint`]).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no store to read.
    #[error("no store at {}", .0.display())]
    Missing(PathBuf),
    /// The folder holds other things.
    #[error("{} is no claimgraph store", .0.display())]
    Foreign(PathBuf),
    /// Another process has the store open.
    #[error("another claimgraph is using {}{}", .location.display(), with_pid(*.pid))]
    InUse {
        /// The store.
        location: PathBuf,
        /// The other process, if it is known.
        pid: Option<u32>,
    },
    /// The store was written by a later version of this program.
    #[error("{} is a store of format {found}; this version reads up to {known}", .location.display())]
    Newer {
        /// The store.
        location: PathBuf,
        /// Its format.
        found: u32,
        /// The latest format known here.
        known: u32,
    },
    /// The store mints its names under another base IRI.
    #[error("{} was made with the base {found}, not {asked}", .location.display())]
    OtherBase {
        /// The store.
        location: PathBuf,
        /// The base it remembers.
        found: String,
        /// The base that was asked for.
        asked: String,
    },
    /// The file that says what the store is cannot be understood.
    #[error("{}: cannot be understood: {reason}", .path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// This build keeps nothing on disk.
    #[error("{}: this build of claimgraph has no persistent store", .0.display())]
    NoPersistence(PathBuf),
    /// A first load into graphs that are already there.
    #[error("{0} is already in the store")]
    Present(String),
    /// The target of a backup exists.
    #[error("{} already exists", .0.display())]
    TargetExists(PathBuf),
    /// No space is left.
    #[error("no space left on the disk of {}", .0.display())]
    Full(PathBuf),
    /// The system lets no file of the store grow any more.
    #[error("{} may not grow: {reason}", .location.display())]
    Limited {
        /// The store or the file in it.
        location: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The store was removed or replaced while it was open.
    #[error("{} was removed or replaced while it was in use", .0.display())]
    Gone(PathBuf),
    /// The store may not be written.
    #[error("{} may not be written: {reason}", .location.display())]
    ReadOnly {
        /// The store or the file in it.
        location: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The operating system refused.
    #[error("{}: {reason}", .location.display())]
    Io {
        /// The store or the file in it.
        location: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// What is on disk is not what was written.
    #[error("{} is damaged: {reason}", .location.display())]
    Damaged {
        /// The store.
        location: PathBuf,
        /// What was found.
        reason: String,
    },
}

impl Error {
    /// What can be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Missing(_) => {
                "make one with `claimgraph ingest`, or name another with --location"
            }
            Self::Foreign(_) => "name an empty or new folder with --location",
            Self::InUse { .. } => "wait until it is done, or work on another store with --location",
            Self::Newer { .. } => "use the version of claimgraph that wrote it, or a later one",
            Self::OtherBase { .. } => "leave out --base, or ingest into a new store",
            Self::NoPersistence(_) => "build with the default features",
            Self::Present(_) => "ingest without the first-load path, which replaces it",
            Self::TargetExists(_) => "name a folder that does not exist yet",
            Self::Full(_) => "free some space; what was reported stored is safe",
            Self::Limited { .. } => {
                "raise the quota or the limit (`ulimit -f`); what was reported stored is safe"
            }
            Self::Gone(_) => "what it held is lost; restore a backup, or ingest the articles again",
            Self::ReadOnly { .. } => "check the permissions of the folder and its disk",
            Self::Manifest { .. } | Self::Damaged { .. } => {
                "restore a backup, or ingest the articles into a new store"
            }
            Self::Io { .. } => return None,
        })
    }

    pub(super) fn io(location: &Path, error: &io::Error) -> Self {
        use io::ErrorKind::{
            FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        match error.kind() {
            StorageFull => Self::Full(location.to_owned()),
            FileTooLarge | QuotaExceeded => Self::Limited {
                location: location.to_owned(),
                reason: first_line(&error.to_string()),
            },
            PermissionDenied | ReadOnlyFilesystem => Self::ReadOnly {
                location: location.to_owned(),
                reason: first_line(&error.to_string()),
            },
            _ => Self::from_words(location, &error.to_string()),
        }
    }

    pub(super) fn storage(location: &Path, error: StorageError) -> Self {
        match error {
            StorageError::Io(error) => Self::io(location, &error),
            StorageError::Corruption(error) => Self::Damaged {
                location: location.to_owned(),
                reason: first_line(&error.to_string()),
            },
            other => Self::from_words(location, &other.to_string()),
        }
    }

    /// The same failure, said of the place that the user named instead of a draft beside it.
    pub(super) fn at(mut self, draft: &Path, target: &Path) -> Self {
        match &mut self {
            Self::Full(location)
            | Self::Limited { location, .. }
            | Self::ReadOnly { location, .. }
            | Self::Io { location, .. }
            | Self::Damaged { location, .. } => {
                if let Ok(inner) = location.strip_prefix(draft) {
                    *location = match inner.as_os_str().is_empty() {
                        true => target.to_owned(),
                        false => target.join(inner),
                    };
                }
            }
            _ => {}
        }
        self
    }

    /// `RocksDB` reports most failures in words only.
    fn from_words(location: &Path, words: &str) -> Self {
        let location = location.to_owned();
        let reason = first_line(words);
        if reason.contains("No space left") {
            Self::Full(location)
        } else if reason.contains("File too large") || reason.contains("quota exceeded") {
            Self::Limited { location, reason }
        } else if reason.contains("Read-only file system") || reason.contains("Permission denied") {
            Self::ReadOnly { location, reason }
        } else if reason.contains("lock") && reason.contains("LOCK") {
            Self::InUse {
                location,
                pid: None,
            }
        } else {
            Self::Io { location, reason }
        }
    }
}

fn with_pid(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (pid {pid})")).unwrap_or_default()
}

fn first_line(words: &str) -> String {
    words.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Error;
    use std::io;
    use std::path::Path;

    fn check(error: &io::Error, message: &str, hint: &str) {
        let error = Error::io(Path::new("news.store"), error);
        assert_eq!(error.to_string(), message);
        assert_eq!(error.hint().unwrap_or_default(), hint);
    }

    #[test]
    fn a_full_disk_is_named_whoever_reports_it() {
        let hint = "free some space; what was reported stored is safe";
        let message = "no space left on the disk of news.store";
        check(&io::Error::from_raw_os_error(28), message, hint);
        let words =
            "IO error: No space left on device: While appending to file: news.store/000009.log";
        check(&io::Error::other(words), message, hint);
    }

    #[test]
    fn a_store_that_may_not_be_written_is_named() {
        check(
            &io::Error::from_raw_os_error(30),
            "news.store may not be written: Read-only file system (os error 30)",
            "check the permissions of the folder and its disk",
        );
    }

    #[test]
    fn the_lock_of_another_process_is_named() {
        let words = "IO error: While lock file: news.store/LOCK: Resource temporarily unavailable";
        check(
            &io::Error::other(words),
            "another claimgraph is using news.store",
            "wait until it is done, or work on another store with --location",
        );
    }
}
