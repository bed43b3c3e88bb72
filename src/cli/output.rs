//! Where data goes: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::error::Failure;
use crate::publish::file;

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
    /// To a file, or to standard output.
    pub(crate) fn to(output: Option<PathBuf>) -> Self {
        Self { output }
    }

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
        file::whole(path, write)
    }
}
