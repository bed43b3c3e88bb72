//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::write::GzEncoder;

use crate::publish::{Compression, Error};

/// Hands `write` a writer into a temporary file beside `path`, compressed as the name says, and puts the
/// file in its place when all went well.
///
/// # Errors
/// What `write` gives, and [`Error::File`].
pub fn whole<E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: io::Error| E::from(Error::File(path.to_owned(), error));
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let draft =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    let file = BufWriter::with_capacity(1 << 16, draft.as_file());
    match Compression::of_path(path) {
        Compression::Gzip => {
            let mut out = GzEncoder::new(file, flate2::Compression::default());
            write(&mut out)?;
            out.finish().and_then(|mut file| file.flush())
        }
        Compression::Zstd => {
            let mut out = zstd::Encoder::new(file, 0).map_err(failed)?;
            write(&mut out)?;
            out.finish().and_then(|mut file| file.flush())
        }
        Compression::None => {
            let mut out = file;
            write(&mut out)?;
            out.flush()
        }
    }
    .map_err(failed)?;
    persist(draft, path).map_err(failed)
}

/// Puts a finished file in its place, readable as any new file would be.
fn persist(draft: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
        fs::set_permissions(draft.path(), fs::Permissions::from_mode(mode))?;
    }
    draft.persist(path).map_err(|error| error.error)?;
    Ok(())
}
