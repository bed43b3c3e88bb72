//! One writer or many readers a store, refused at once instead of waited for.
//!
//! `RocksDB` locks out a second writer, but lets a reader open beside a writer and then answer anything.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use fs4::TryLockError;

use crate::store::Error;

const NAME: &str = "claimgraph.lock";

/// The second line of the lock of a writer that makes the backups others ask for.
const PROMISE: &str = "backups";

/// A lock that ends with its process, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// For a writer: nobody else may have the store open.
    pub(super) fn exclusive(location: &Path) -> Result<Option<Self>, Error> {
        let path = location.join(NAME);
        let mut file = open(&path).map_err(|error| Error::io(&path, &error))?;
        held(fs4::FileExt::try_lock(&file), location)?;
        // The process id is for the message of whoever comes second.
        let written = file
            .set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(|error| Error::io(&path, &error))?;
        Ok(Some(Self { file }))
    }

    /// For a reader: other readers may have the store open. `None` where no writer can be, on a disk
    /// that may not be written.
    pub(super) fn shared(location: &Path) -> Result<Option<Self>, Error> {
        let path = location.join(NAME);
        let open = File::open(&path).or_else(|error| match error.kind() {
            ErrorKind::NotFound => File::create(&path),
            _ => Err(error),
        });
        let file = match open {
            Ok(file) => file,
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(Error::io(&path, &error)),
        };
        held(fs4::FileExt::try_lock_shared(&file), location)?;
        Ok(Some(Self { file }))
    }
}

impl Lock {
    /// Lets others know that this writer makes the backups they ask for.
    pub(super) fn promise(&self, location: &Path) -> Result<(), Error> {
        let path = location.join(NAME);
        let mut file = &self.file;
        writeln!(file, "{PROMISE}").map_err(|error| Error::io(&path, &error))
    }

    /// Whether the store that was locked is still the one at this place.
    pub(super) fn is_at(&self, location: &Path) -> bool {
        let path = location.join(NAME);
        match (self.file.metadata(), fs::metadata(path)) {
            (Ok(own), Ok(found)) => is_same(&own, &found),
            _ => false,
        }
    }
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere an open file cannot be deleted.
#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

/// Makes sure that the names in a folder are on the disk.
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Opens a file for locking, and makes it if there is none; what it holds stays.
pub(super) fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).open(path)
}

/// Whether the writer of the store makes the backups others ask for.
pub(super) fn answers(location: &Path) -> bool {
    words(location).lines().nth(1) == Some(PROMISE)
}

fn words(location: &Path) -> String {
    fs::read_to_string(location.join(NAME)).unwrap_or_default()
}

fn held(result: Result<(), TryLockError>, location: &Path) -> Result<(), Error> {
    match result {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            let words = words(location);
            Err(Error::InUse {
                location: location.to_owned(),
                pid: words.lines().next().and_then(|it| it.parse().ok()),
            })
        }
        Err(TryLockError::Error(error)) => Err(Error::io(location, &error)),
    }
}
