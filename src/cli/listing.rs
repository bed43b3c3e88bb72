//! What every command takes that lists rows for people: how many, from which store, where to and as what.

use std::io::Write;

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::width;
use crate::publish::{
    self,
    answers::{self, Answer, Options},
};
use crate::store::Store;

#[derive(Args, Debug)]
pub(crate) struct Listing {
    /// At most this many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    #[command(flatten)]
    pub(crate) location: Location,

    #[command(flatten)]
    pub(crate) output: Output,

    /// table, csv, tsv, json or xml
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

impl Listing {
    /// The end of a query that gives no more rows than are wanted.
    pub(crate) fn cut(&self) -> String {
        let limit = self.limit.map(|limit| format!("LIMIT {limit}"));
        limit.unwrap_or_default()
    }

    /// Asks a question of our own making and writes its rows.
    pub(crate) fn ask(&self, question: &str) -> Result<Outcome, Failure> {
        self.answer(|store, options, out| answers::query(store, question, options, out))
    }

    /// Writes the rows that `write` finds in the store.
    pub(crate) fn answer(
        &self,
        write: impl FnOnce(&Store, &Options, &mut dyn Write) -> Result<Answer, publish::Error>,
    ) -> Result<Outcome, Failure> {
        let store = self.location.read()?;
        let format = self.format.as_deref().or(self.output.extension());
        let options = Options {
            format: format.map(str::to_owned),
            width: width(),
            ..Options::default()
        };
        self.output.with(|out| {
            write(&store, &options, out)?;
            Ok(())
        })?;
        Ok(Outcome::Done)
    }
}
