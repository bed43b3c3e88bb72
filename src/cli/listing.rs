//! What every command takes that lists rows for people: how many, from which store, where to and as what.

use std::io::Write;

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::{Patience, width};
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

    #[command(flatten)]
    patience: Patience,
}

/// A day, month or year as a filter takes it: dates are compared as they are written.
pub(crate) fn date(word: &str) -> Result<String, String> {
    let parts: Vec<&str> = word.split('-').collect();
    let is_number = |part: &&str, digits: usize| {
        part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_date = match &parts[..] {
        [year] => is_number(year, 4),
        [year, month] => is_number(year, 4) && is_number(month, 2),
        [_, _, _] => word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    };
    is_date
        .then(|| word.to_owned())
        .ok_or_else(|| "not a date; write 2024-03-14, 2024-03 or 2024".to_owned())
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
            timeout: self.patience.timeout()?,
            ..Options::default()
        };
        self.output.with(|out| {
            write(&store, &options, out)?;
            Ok(())
        })?;
        Ok(Outcome::Done)
    }
}
