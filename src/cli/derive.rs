//! `claimgraph derive`: what only shows over all articles.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::mapping::{self, Base};
use crate::publish::derive;

/// Find the same statement in several articles, and who agrees and disagrees
///
/// Writes the graph `{base}graph/derived`, in place of an earlier one: `cg:proposition` from each
/// statement to what it states, how many independent outlets hold it and deny it (a near copy of
/// another outlet's article is not independent, `cg:copyOf`), and `cito:agreesWith` and
/// `cito:disagreesWith` between claims. What articles say is never touched. Run it again after articles
/// came or went.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    location: Location,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.change()?;
    let base = Base::new(store.base()).unwrap_or_default();
    let graph = mapping::derived_graph(&base);
    let name = |digest: &str| mapping::proposition(&base, digest);
    let derived = derive::derive(&store, &graph, &name)?;
    store.replace(&graph, &derived.quads)?;
    store.flush()?;
    summary(&derived);
    Ok(Outcome::Done)
}

#[expect(clippy::print_stderr, reason = "the last line of a run is for people")]
fn summary(derived: &derive::Derived) {
    eprintln!(
        "{} statements in several articles, {} agreements, {} disagreements, {} near copies",
        derived.propositions, derived.agreements, derived.disagreements, derived.copies
    );
}
