//! How a person says all this: one command a file, all of them sentences over the library.
//!
//! In: arguments. Out: data on standard output, everything else on standard error, an exit code
//! (0 done; 1 some inputs were refused, a check found something, an `ASK` is false; 2 nothing could
//! be done). Never: knowledge that a user of the library would miss.

mod analyze;
mod backup;
mod bounds;
mod check;
mod claims;
mod completions;
mod derive;
mod dump;
mod entities;
mod error;
mod extract;
mod ingest;
mod input;
mod kb;
mod linking;
mod listing;
mod location;
mod man;
mod ontology;
mod output;
mod pipeline;
mod progress;
mod query;
mod remove;
mod restore;
mod schema;
mod show;
mod stats;
mod timeline;
mod update;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Reads news articles and writes down who says what, when and how sure, as RDF.
#[derive(Debug, Parser)]
#[command(
    name = "claimgraph",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
#[command(
    after_help = "Standard output is data; everything else goes to standard error.\n\
    Exit codes: 0 done; 1 some inputs were refused or a check found something; 2 nothing could be done."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Arguments),
    Extract(extract::Arguments),
    Analyze(analyze::Arguments),
    Query(query::Arguments),
    Update(update::Arguments),
    Dump(dump::Arguments),
    Check(check::Arguments),
    Derive(derive::Arguments),
    Show(show::Arguments),
    Claims(claims::Arguments),
    Entities(entities::Arguments),
    Timeline(timeline::Arguments),
    Kb(kb::Arguments),
    Remove(remove::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Stats(stats::Arguments),
    Ontology(ontology::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, everything else is a request that cannot be met.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let outcome = match arguments.command {
        Command::Ingest(arguments) => ingest::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Analyze(arguments) => analyze::run(&arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Update(arguments) => update::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Derive(arguments) => derive::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Claims(arguments) => claims::run(&arguments),
        Command::Entities(arguments) => entities::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Kb(arguments) => kb::run(&arguments),
        Command::Remove(arguments) => remove::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Ontology(arguments) => ontology::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    };
    match outcome {
        Ok(outcome) => outcome.code(),
        Err(failure) => failure.report(),
    }
}

/// The whole command line, for completions, the manual page and `docs/cli.md`.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
