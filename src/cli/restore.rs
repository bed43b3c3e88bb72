//! `claimgraph restore`: a store out of a backup.

use std::path::PathBuf;

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::store;

/// Make a store out of a backup
///
/// The backup stays as it is. Nothing is overwritten: the folder of the store must not be there yet,
/// or be empty.
///
/// Example: claimgraph restore backups/2024-05-15
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The folder that `claimgraph backup` made
    #[arg(value_name = "DIR")]
    backup: PathBuf,

    #[command(flatten)]
    location: Location,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    store::restore(&arguments.backup, arguments.location.path())?;
    Ok(Outcome::Done)
}
