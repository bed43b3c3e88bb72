//! Opening the database inside a store's folder, where this build has one.

use std::path::Path;

use oxigraph::store::Store;

use crate::store::Error;

#[cfg(feature = "rocksdb")]
pub(super) fn open(location: &Path) -> Result<Store, Error> {
    clear(location)?;
    Store::open(location).map_err(|error| Error::storage(location, error))
}

#[cfg(feature = "rocksdb")]
pub(super) fn open_read_only(location: &Path) -> Result<Store, Error> {
    Store::open_read_only(location).map_err(|error| Error::storage(location, error))
}

#[cfg(feature = "rocksdb")]
pub(super) fn checkpoint(store: &Store, target: &Path) -> Result<(), Error> {
    let result = store.backup(target);
    result.map_err(|error| Error::storage(target, error))
}

/// Removes what a killed first load left: files that were never made part of the database.
#[cfg(feature = "rocksdb")]
fn clear(location: &Path) -> Result<(), Error> {
    let entries = std::fs::read_dir(location).map_err(|error| Error::io(location, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| Error::io(location, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("bulk-") && name.ends_with(".sst") {
            std::fs::remove_file(&path).map_err(|error| Error::io(&path, &error))?;
        }
    }
    Ok(())
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn open(location: &Path) -> Result<Store, Error> {
    Err(Error::NoPersistence(location.to_owned()))
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn open_read_only(location: &Path) -> Result<Store, Error> {
    Err(Error::NoPersistence(location.to_owned()))
}

#[cfg(not(feature = "rocksdb"))]
pub(super) fn checkpoint(_: &Store, target: &Path) -> Result<(), Error> {
    Err(Error::NoPersistence(target.to_owned()))
}
