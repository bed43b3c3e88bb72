//! `claimgraph check`: the rules a graph must keep.

use clap::{Args, ValueEnum};

use crate::cli::derive;
use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::Patience;
use crate::publish::check::{self, Report};

/// Check the store against the rules of the ontology
///
/// The rules are SPARQL queries that come with the program; the same as SHACL shapes, for outside
/// validators: `claimgraph ontology --shapes`. Exit code 0 if all rules are kept, 1 if one is broken, 2 if the
/// store could not be checked.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    #[command(flatten)]
    patience: Patience,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// A JSON array
    Json,
    /// `document:characters: rule: message` a line
    Lines,
    /// SARIF 2.1.0
    Sarif,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.read()?;
    derive::warn_if_stale(&store)?;
    let violations = check::run_within(&store, arguments.patience.timeout()?)?;
    let report = match arguments.format {
        Format::Table => Report::Table,
        Format::Json => Report::Json,
        Format::Lines => Report::Lines,
        Format::Sarif => Report::Sarif,
    };
    arguments
        .output
        .with(|out| Ok(check::write(&violations, report, out)?))?;
    Ok(Outcome::partly_if(!violations.is_empty()))
}
