//! The inputs every reading command takes, and the model it reads them with.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;

use crate::article::{self, Input, Limits, Reader};
use crate::cli::error::Failure;
use crate::language::Model;

/// What to read.
#[derive(Args, Debug)]
pub(crate) struct Inputs {
    /// Files, folders, globs, or - for standard input
    ///
    /// Plain text, Markdown, HTML, JSON Lines, RSS, WARC, ZIP and tar archives, each also as .gz or
    /// .zst, and extractions in the format of `claimgraph schema`. The kind is told by the extension,
    /// then by the content.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Analyse with another model than the embedded one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl Inputs {
    /// Starts reading.
    pub(crate) fn read(&self, limits: Limits) -> Reader {
        article::read(self.inputs(), limits)
    }

    /// Bytes of all inputs together, if standard error is watched by somebody who wants to know.
    pub(crate) fn size(&self) -> Option<u64> {
        std::io::stderr()
            .is_terminal()
            .then(|| article::size(&self.inputs()))?
    }

    fn inputs(&self) -> Vec<Input> {
        self.paths.iter().map(Input::new).collect()
    }

    /// The model asked for.
    pub(crate) fn model(&self) -> Result<ModelChoice, Failure> {
        let Some(path) = &self.model else {
            return Ok(ModelChoice::Embedded);
        };
        let failure = |reason: String| {
            Failure::new(format!("{}: {reason}", path.display())).hinted(
                "--model takes a file that training/ exports, as models/README.md describes it",
            )
        };
        let bytes = std::fs::read(path).map_err(|error| failure(error.to_string()))?;
        let model = Model::from_bytes(&bytes).map_err(|error| failure(error.to_string()))?;
        Ok(ModelChoice::Read(Box::new(model)))
    }
}

/// The embedded model, which costs nothing until it is used, or one from a file.
pub(crate) enum ModelChoice {
    Embedded,
    Read(Box<Model>),
}

impl ModelChoice {
    pub(crate) fn get(&self) -> &Model {
        match self {
            Self::Embedded => Model::embedded(),
            Self::Read(model) => model,
        }
    }

    /// The model for as long as the process runs, to be shared by its threads.
    pub(crate) fn forever(self) -> &'static Model {
        match self {
            Self::Embedded => Model::embedded(),
            Self::Read(model) => Box::leak(model),
        }
    }
}
