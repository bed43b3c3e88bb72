//! `claimgraph update`: SPARQL Update.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::query::{Asking, stdin};
use crate::publish::answers;

/// Change the store with SPARQL Update, all of it or nothing
///
/// An article's graph is replaced when the article is ingested again: keep what you add in graphs of
/// your own.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A file with an update, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "update")]
    file: Option<String>,

    /// The update itself
    #[arg(short, long, value_name = "SPARQL", conflicts_with = "file")]
    update: Option<String>,

    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    asking: Asking,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = match (&arguments.update, &arguments.file) {
        (Some(update), _) => update.clone(),
        (None, file) => source(file.as_deref().unwrap_or("-"))?,
    };
    let store = arguments.location.change()?;
    answers::update(&store, &text, &arguments.asking.options(None)?)?;
    store.flush()?;
    Ok(Outcome::Done)
}

/// The text of a file, or of standard input.
pub(crate) fn source(name: &str) -> Result<String, Failure> {
    if name == "-" {
        return stdin();
    }
    std::fs::read_to_string(name).map_err(|error| {
        Failure::new(format!("{name}: {error}")).hinted("check the path; - reads standard input")
    })
}
