//! `claimgraph timeline`: what is dated around somebody or something, for people.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::width;
use crate::publish::answers::Options;
use crate::publish::timeline::{self, Filter};

/// Show what is dated around an entity: what is stated of it, and what it says
///
/// In the order of the dates, with who says so in which outlet, how sure, and whether it is held to be so.
/// `claimgraph query timeline` gives the statements alone.
///
/// Example: claimgraph timeline "Niek Stam" --since 2024-03-01
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A name, a part of one that only one entity has, entity:NAME, or an IRI
    #[arg(value_name = "ENTITY")]
    entity: String,

    /// Only what sources say that have this in their name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Only what is dated on this day or later, or lasts until then
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only what is dated on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// Only what is stated of the entity, not what it says
    #[arg(long)]
    stated: bool,

    /// At most this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    /// table, csv, tsv, json or xml
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.read()?;
    let entity = timeline::entity(&store, &arguments.entity)?;
    let filter = Filter {
        by: arguments.by.clone(),
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        is_stated_only: arguments.stated,
        limit: arguments.limit,
    };
    let format = arguments.format.as_deref().or(arguments.output.extension());
    let options = Options {
        format: format.map(str::to_owned),
        width: width(),
        ..Options::default()
    };
    arguments.output.with(|out| {
        timeline::write(&store, &entity, &filter, &options, out)?;
        Ok(())
    })?;
    Ok(Outcome::Done)
}
