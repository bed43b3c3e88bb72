//! `claimgraph schema`: the JSON Schema of the extraction format.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::output::Output;
use crate::extraction;

/// Print the JSON Schema of the extraction format
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    arguments
        .output
        .with(|out| Ok(writeln!(out, "{:#}", extraction::schema())?))?;
    Ok(Outcome::Done)
}
