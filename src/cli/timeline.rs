//! `claimgraph timeline`: what is dated around somebody or something, for people.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::listing::{Listing, date};
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
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,

    /// Only what is dated on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,

    /// Only what is stated of the entity, not what it says
    #[arg(long)]
    stated: bool,

    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let filter = Filter {
        by: arguments.by.clone(),
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        is_stated_only: arguments.stated,
        limit: arguments.listing.limit,
    };
    arguments.listing.answer(|store, options, out| {
        let entity = timeline::entity(store, &arguments.entity)?;
        timeline::write(store, &entity, &filter, options, out)
    })
}
