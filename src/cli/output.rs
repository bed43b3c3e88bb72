//! Where data goes: standard output, or a file that appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use flate2::write::GzEncoder;

use crate::cli::error::Failure;

/// Where to write.
#[derive(Args, Debug)]
pub(crate) struct Output {
    /// Write to this file instead of standard output
    ///
    /// The file appears when it is complete; .gz and .zst compress.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// The file's path, unless it is standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|path| *path != Path::new("-"))
    }

    /// The extension that tells the format: of `graph.ttl.gz` it is `ttl`.
    pub(crate) fn extension(&self) -> Option<&str> {
        let name = self.path()?.file_name()?.to_str()?;
        let name = name
            .strip_suffix(".gz")
            .or(name.strip_suffix(".zst"))
            .unwrap_or(name);
        name.rsplit_once('.').map(|(_, extension)| extension)
    }

    /// Hands a buffered writer to `write`; a file takes its place only when all went well.
    pub(crate) fn with(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Some(path) = self.path() else {
            let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            write(&mut out)?;
            return Ok(out.flush()?);
        };
        let place = |error: io::Error| {
            Failure::new(format!("{}: {error}", path.display()))
                .hinted("check that the folder exists and may be written to")
        };
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let temporary =
            tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(place)?;
        let file = BufWriter::with_capacity(1 << 16, temporary.as_file());
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => {
                let mut out = GzEncoder::new(file, flate2::Compression::default());
                write(&mut out)?;
                out.finish()
                    .and_then(|mut file| file.flush())
                    .map_err(place)?;
            }
            Some("zst") => {
                let mut out = zstd::Encoder::new(file, 0).map_err(place)?;
                write(&mut out)?;
                out.finish()
                    .and_then(|mut file| file.flush())
                    .map_err(place)?;
            }
            _ => {
                let mut out = file;
                write(&mut out)?;
                out.flush().map_err(place)?;
            }
        }
        persist(temporary, path).map_err(place)
    }
}

/// Puts a finished file in its place, readable as any new file would be.
fn persist(temporary: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
        fs::set_permissions(temporary.path(), fs::Permissions::from_mode(mode))?;
    }
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(())
}
