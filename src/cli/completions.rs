//! `claimgraph completions`: completion scripts for shells.

use clap::Args;
use clap_complete::Shell;

use crate::cli::error::{Failure, Outcome};

/// Print a completion script for a shell
///
/// Example: claimgraph completions bash > claimgraph.bash
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut crate::cli::command(),
        "claimgraph",
        &mut script,
    );
    std::io::Write::write_all(&mut std::io::stdout().lock(), &script)?;
    Ok(Outcome::Done)
}
