//! `claimgraph derive`: what only shows over all articles.

use std::path::PathBuf;

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::mapping::{self, Base};
use crate::publish::derive::{self, Freshness, Gists};
use crate::store::Store;

/// Find the same statement in several articles, and who agrees and disagrees
///
/// Writes the graph `{base}graph/derived`: `cg:proposition` from each statement to what it states, how
/// many independent outlets hold it and deny it (a near copy of another outlet's article is not
/// independent, `cg:copyOf`), and `cito:agreesWith` and `cito:disagreesWith` between claims. What
/// articles say is never touched. Run it again after articles came or went: only those that changed are
/// read, and `claimgraph stats` says when it is due.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    location: Location,

    /// Read all articles again, changed or not
    #[arg(long)]
    full: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.change()?;
    let base = Base::new(store.base()).unwrap_or_default();
    let graph = mapping::derived_graph(&base);
    let name = |digest: &str| mapping::proposition(&base, digest);
    let kept = kept(&store);
    let known = if arguments.full {
        Gists::default()
    } else {
        Gists::read(&kept)
    };
    let derived = derive::derive(&store, &graph, &name, &known)?;
    derived.apply(&store, &graph)?;
    store.flush()?;
    // After the graph: the gists of another graph are not used.
    derived.gists.write(&kept)?;
    let counts = derive::counts(&store, &graph)?;
    summary(&derived, counts);
    Ok(Outcome::Done)
}

/// Where the gists of a store's articles are kept. They can be deleted: all articles are read again then.
fn kept(store: &Store) -> PathBuf {
    store.location().join("claimgraph.derived.zst")
}

/// What is said of a derived graph that no longer fits.
pub(crate) const STALE: &str = "older than the articles (some came, went or changed); `claimgraph derive` brings it up to date";

/// Whether the derived graph of a store fits its articles.
pub(crate) fn freshness(store: &Store) -> Result<Freshness, Failure> {
    let base = Base::new(store.base()).unwrap_or_default();
    Ok(Freshness::of(store, &mapping::derived_graph(&base))?)
}

/// Warns if what is given out holds a derived graph that no longer fits.
#[expect(clippy::print_stderr, reason = "a warning is for people")]
pub(crate) fn warn_if_stale(store: &Store) -> Result<(), Failure> {
    if freshness(store)? == Freshness::Stale {
        eprintln!("warning: the derived graph is {STALE}");
    }
    Ok(())
}

/// Whether a query may ask for something that only the derived graph holds.
pub(crate) fn is_asked_for(query: &str) -> bool {
    let terms = [
        "derived",
        "greesWith",
        "copyOf",
        "outletsFor",
        "outletsAgainst",
        "roposition",
    ];
    terms.iter().any(|term| query.contains(term))
}

#[expect(clippy::print_stderr, reason = "the last line of a run is for people")]
fn summary(derived: &derive::Derived, counts: derive::Counts) {
    eprintln!(
        "{} articles read; {} statements in several articles, {} agreements, {} disagreements, {} near copies",
        derived.read, counts.propositions, counts.agreements, counts.disagreements, counts.copies
    );
}
