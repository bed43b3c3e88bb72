//! `claimgraph man`: the manual page.

use clap::Args;

use crate::cli::error::{Failure, Outcome};

/// Print the manual page, for `man -l -`
#[derive(Args, Debug)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(crate::cli::command()).render(&mut page)?;
    std::io::Write::write_all(&mut std::io::stdout().lock(), &page)?;
    Ok(Outcome::Done)
}
