//! `claimgraph backup`: a copy of the store that is a store.

use std::path::PathBuf;

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::store;

/// Copy the store into a new folder
///
/// The copy is complete and consistent, or is not there. It is a store itself: every command takes it
/// with --location. On the same disk it shares files with the store and takes hardly any room. An
/// `ingest` that is at work on the store goes on: it makes the copy itself, between two batches, with
/// everything in it that it has reported stored.
///
/// Example: claimgraph backup backups/2024-05-15
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    target: PathBuf,

    #[command(flatten)]
    location: Location,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    store::backup(arguments.location.path(), &arguments.target)?;
    Ok(Outcome::Done)
}
