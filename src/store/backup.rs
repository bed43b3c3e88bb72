//! Copies of a store that are stores themselves: there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::store::lock::Lock;
use crate::store::manifest::Manifest;
use crate::store::{Error, database, is_store, lock};

/// Copies a backup into a new folder, which is then a store to work on; the backup stays as it is.
///
/// # Errors
/// [`Error::Missing`] and [`Error::Foreign`] if there is no backup, [`Error::TargetExists`], and when
/// the copy cannot be written or does not open.
pub fn restore(backup: &Path, location: &Path) -> Result<(), Error> {
    if !cfg!(feature = "rocksdb") {
        return Err(Error::NoPersistence(location.to_owned()));
    }
    if !is_store(backup)? {
        return Err(Error::Missing(backup.to_owned()));
    }
    let _lock = Lock::shared(backup)?;
    let manifest = Manifest::read(backup)?.ok_or_else(|| Error::Missing(backup.to_owned()))?;
    whole(location, |draft| {
        fs::create_dir(draft).map_err(|error| Error::io(location, &error))?;
        copy(backup, draft, false)?;
        manifest.write(draft)?;
        // A damaged backup is found out before it stands where a store is looked for.
        database::open_read_only(draft).map(drop)
    })
}

/// Copies the files of a store that nobody writes, as its lock has made sure. `link` lets the copy
/// share the files that are never changed once they are written.
pub(super) fn copy(from: &Path, to: &Path, link: bool) -> Result<(), Error> {
    let entries = fs::read_dir(from).map_err(|error| Error::io(from, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Error::io(from, &error))?.path();
        let Some(name) = path.file_name().filter(|name| is_copied(name)) else {
            continue;
        };
        let target = to.join(name);
        let is_fixed = path.extension().is_some_and(|it| it == "sst");
        if link && is_fixed && fs::hard_link(&path, &target).is_ok() {
            continue;
        }
        let copied = fs::copy(&path, &target).and_then(|_| File::open(&target)?.sync_all());
        copied.map_err(|error| Error::io(&target, &error))?;
    }
    Ok(())
}

/// Locks, logs for people and drafts belong to the store at its place, not to its content.
fn is_copied(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    let is_log = name == "LOG" || name.starts_with("LOG.old");
    !is_log && name != "LOCK" && !name.starts_with("claimgraph.") && !name.starts_with("bulk-")
}

/// Makes a folder under another name beside its place and moves it there when it is complete.
pub(super) fn whole(
    target: &Path,
    make: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<(), Error> {
    if is_taken(target)? {
        return Err(Error::TargetExists(target.to_owned()));
    }
    let failed = |error: std::io::Error| Error::io(target, &error);
    let draft = draft(target);
    if let Some(parent) = draft.parent().filter(|it| !it.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    // A process that was killed may have left one.
    discard(&draft).map_err(failed)?;
    let made = make(&draft)
        .and_then(|()| lock::sync_folder(&draft).map_err(failed))
        .and_then(|()| fs::rename(&draft, target).map_err(failed));
    match made {
        Ok(()) => lock::sync_folder(target.parent().unwrap_or(Path::new("."))).map_err(failed),
        Err(error) => {
            // The first failure is the one to report.
            let _ = discard(&draft);
            Err(error.at(&draft, target))
        }
    }
}

/// Whether something is at the place already; an empty folder is nothing.
pub(super) fn is_taken(target: &Path) -> Result<bool, Error> {
    match fs::read_dir(target) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        // The place itself may be a file, or a folder above it.
        Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(target.exists()),
        Err(error) => Err(Error::io(target, &error)),
    }
}

/// `.NAME.part` beside `NAME`: on the same disk, so that it can be moved at one go.
fn draft(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".part");
    target.with_file_name(name)
}

fn discard(draft: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
