//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::write::GzEncoder;

use crate::publish::{Compression, Error};

/// Hands `write` a writer into a temporary file beside `path`, compressed as the name says, and puts the
/// file in its place when all went well. What a link leads to is replaced and not the link; a pipe or a
/// device is written to as it is.
///
/// # Errors
/// What `write` gives, and [`Error::File`].
pub fn whole<E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: io::Error| E::from(Error::File(path.to_owned(), error));
    let compression = Compression::of_path(path);
    // A file in the place of `/dev/null` or of a pipe would be none any more.
    if fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let file = fs::OpenOptions::new().write(true).open(path);
        return compressed(file.map_err(failed)?, compression, write, failed);
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let draft = draft(&place).map_err(failed)?;
    compressed(draft.as_file(), compression, write, failed)?;
    persist(draft, &place).map_err(failed)
}

fn compressed<E>(
    file: impl Write,
    compression: Compression,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    failed: impl Fn(io::Error) -> E,
) -> Result<(), E> {
    let file = BufWriter::with_capacity(1 << 16, file);
    match compression {
        Compression::Gzip => {
            let mut out = GzEncoder::new(file, flate2::Compression::default());
            write(&mut out)?;
            out.finish().and_then(|mut file| file.flush())
        }
        Compression::Zstd => {
            let mut out = zstd::Encoder::new(file, 0).map_err(&failed)?;
            write(&mut out)?;
            out.finish().and_then(|mut file| file.flush())
        }
        Compression::None => {
            let mut out = file;
            write(&mut out)?;
            out.flush()
        }
    }
    .map_err(failed)
}

/// An empty file beside `path` that [`persist`] puts in its place: with the rights of any new file, which
/// the system's mask settles.
///
/// # Errors
/// When the folder cannot be written to.
pub fn draft(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

/// Puts a finished draft in its place; a file that it replaces leaves it its rights.
///
/// # Errors
/// When the file cannot be moved there.
pub fn persist(draft: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(draft.path(), old.permissions())?;
    }
    draft.persist(path).map_err(|error| error.error)?;
    Ok(())
}
