//! `claimgraph kb build`: RDF files become a name index that `--kb` opens.

mod base;
mod facts;
mod sort;
mod source;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::error::{Failure, Outcome, complain};
use crate::cli::kb::facts::Facts;
use crate::cli::kb::sort::Sorter;

/// Bytes of records that are kept in memory before they are sorted onto the disk.
const MEMORY: usize = 128 << 20;
/// Malformed places of a file that are shown one by one.
const SHOWN: u64 = 5;

/// Make a knowledge base to link names to
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(Build),
}

/// Build a name index from RDF files
///
/// Reads N-Triples, Turtle, RDF/XML, JSON-LD and the formats with graphs, also as .gz, .bz2 or .zst,
/// and GeoNames' file of one RDF/XML document a line. Names are taken from rdfs:label, SKOS,
/// schema.org, FOAF and GeoNames, in English or without a language; types from rdf:type, wdt:P31
/// and GeoNames' feature codes. Sorting is done on the disk beside the output, so memory stays flat.
///
/// Example: claimgraph kb build latest-truthy.nt.bz2 -o wikidata.kb
#[derive(Args, Debug)]
struct Build {
    /// RDF files or dumps
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Where the index goes; it appears when it is complete
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// What was read.
#[derive(Default)]
struct Tally {
    statements: u64,
    malformed: u64,
    refused: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Build(build) => run_build(build),
    }
}

fn run_build(arguments: &Build) -> Result<Outcome, Failure> {
    let place = |error: io::Error| {
        Failure::new(format!("{}: {error}", arguments.output.display()))
            .hinted("check that the folder exists, may be written to and has space left")
    };
    let folder = folder_of(&arguments.output);
    let bar = progress(&arguments.files);
    let mut facts = Facts::new(Sorter::new(folder, MEMORY));
    let mut tally = Tally::default();
    for file in &arguments.files {
        read(file, &bar, &mut facts, &mut tally).map_err(place)?;
    }
    bar.set_message("sorting");
    let made = base::write(
        facts.sorted().map_err(place)?,
        Sorter::new(folder, MEMORY),
        folder,
        &arguments.output,
    )
    .map_err(place)?;
    bar.finish_and_clear();
    if made.things == 0 {
        return Err(
            Failure::new(format!("{}: no thing with a name was found", arguments.output.display()))
                .hinted("names are read from rdfs:label, skos:prefLabel, schema:name, foaf:name and gn:name in English"),
        );
    }
    summary(arguments, &tally, &made);
    Ok(Outcome::partly_if(tally.refused > 0 || tally.malformed > 0))
}

/// Reads one file into the facts; says what in it could not be read. Fails only when the disk does.
fn read(file: &Path, bar: &ProgressBar, facts: &mut Facts, tally: &mut Tally) -> io::Result<()> {
    let mut malformed = 0;
    let statements = match source::open(file, bar) {
        Ok(statements) => statements,
        Err(refusal) => {
            tally.refused += 1;
            bar.suspend(|| complain("error", &refusal.message, Some(refusal.hint)));
            return Ok(());
        }
    };
    for found in statements {
        match found {
            Ok(quad) => {
                tally.statements += 1;
                if tally.statements.is_multiple_of(100_000) {
                    bar.set_message(format!("{} statements", tally.statements));
                }
                facts.note(&quad)?;
            }
            Err(source::Fault::Malformed(reason)) => {
                malformed += 1;
                if malformed <= SHOWN {
                    let message = format!("{}: passed over: {reason}", file.display());
                    let hint = "the rest is read; mend the place or leave it out of the file";
                    let hint = (malformed == 1).then_some(hint);
                    bar.suspend(|| complain("warning", &message, hint));
                }
            }
            Err(source::Fault::Broken(reason)) => {
                tally.refused += 1;
                let message = format!("{}: cannot be read further: {reason}", file.display());
                let hint = "the file may be cut off; what was read before is kept";
                bar.suspend(|| complain("error", &message, Some(hint)));
                break;
            }
        }
    }
    if malformed > SHOWN {
        let message = format!(
            "{}: {} more places passed over",
            file.display(),
            malformed - SHOWN
        );
        bar.suspend(|| complain("warning", &message, None));
    }
    tally.malformed += malformed;
    Ok(())
}

/// The folder of a file: the disk the index goes to has room for the sorting too.
fn folder_of(output: &Path) -> &Path {
    output
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A bar over the bytes of the files; silent when standard error is no terminal.
fn progress(files: &[PathBuf]) -> ProgressBar {
    let bytes = files
        .iter()
        .filter_map(|file| std::fs::metadata(file).ok())
        .map(|file| file.len())
        .sum();
    let bar = ProgressBar::new(bytes);
    let style = "{bar:24} {bytes}/{total_bytes} {msg} {elapsed} (eta {eta})";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}

#[expect(clippy::print_stderr, reason = "the last line of a run is for people")]
fn summary(arguments: &Build, tally: &Tally, made: &base::Made) {
    eprintln!(
        "{} things, {} names from {} statements; {} passed over, {} files refused; {}",
        made.things,
        made.names,
        tally.statements,
        tally.malformed,
        tally.refused,
        arguments.output.display()
    );
}
