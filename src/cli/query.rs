//! `claimgraph query`: SPARQL questions to the store.

use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::derive;
use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::update::source;
use crate::publish::answers::{self, Answer, Options};
use crate::publish::{self, named};

/// Ask the store in SPARQL
///
/// The default graph is the union of all articles' graphs. The prefixes cg:, schema:, prov:, entity:,
/// relation: and the others of `claimgraph ontology` are known without being declared. Either the
/// whole answer is written or none.
///
/// Example: claimgraph query claims-by --bind who=entity:person-niek-stam
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A file with a query, - for standard input, or the name of a query that comes with the program
    #[arg(value_name = "FILE", required_unless_present_any = ["query", "list"], conflicts_with = "query")]
    file: Option<String>,

    /// The query itself
    #[arg(short, long, value_name = "SPARQL")]
    query: Option<String>,

    /// List the queries that come with the program
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    asking: Asking,

    /// table, csv, tsv, json or xml; for CONSTRUCT and DESCRIBE an RDF format [default: by the
    /// output's extension, else a table or Turtle]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,

    /// Show how the query is evaluated instead of its answer
    #[arg(long)]
    explain: bool,

    /// Exit with 1 if an ASK is false
    #[arg(long)]
    exit_status: bool,
}

/// What is common to queries and updates.
#[derive(Args, Debug)]
pub(crate) struct Asking {
    /// Give a variable a value, NAME=TERM (can be repeated)
    #[arg(long, value_name = "NAME=TERM")]
    bind: Vec<String>,

    /// Declare a prefix, NAME=IRI (can be repeated)
    #[arg(long, value_name = "NAME=IRI")]
    prefix: Vec<String>,

    #[command(flatten)]
    patience: Patience,
}

/// How long something may take that asks the store.
#[derive(Args, Debug)]
pub(crate) struct Patience {
    /// Give up after this many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<f64>,
}

impl Patience {
    pub(crate) fn timeout(&self) -> Result<Option<Duration>, Failure> {
        let wanted = self.timeout.map(|seconds| {
            Duration::try_from_secs_f64(seconds).map_err(|_| {
                Failure::new(format!("--timeout {seconds}: not a number of seconds"))
                    .hinted("write --timeout 2.5")
            })
        });
        wanted.transpose()
    }
}

impl Asking {
    pub(crate) fn options(&self, format: Option<String>) -> Result<Options, Failure> {
        let mut options = Options {
            format,
            width: width(),
            ..Options::default()
        };
        for binding in &self.bind {
            options.bind(binding)?;
        }
        for prefix in &self.prefix {
            let (name, iri) = prefix.split_once('=').ok_or_else(|| {
                Failure::new(format!("--prefix {prefix}: there is no `=`"))
                    .hinted("write --prefix ex=https://example.org/")
            })?;
            options.prefixes.push((name.to_owned(), iri.to_owned()));
        }
        options.timeout = self.patience.timeout()?;
        Ok(options)
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.list {
        return list(&arguments.output);
    }
    let text = match (&arguments.query, &arguments.file) {
        (Some(query), _) => query.clone(),
        (None, Some(file)) => find(file, !arguments.asking.bind.is_empty())?,
        (None, None) => return Err(Failure::new("no query").hinted("give one with -q")),
    };
    let store = arguments.location.read()?;
    if derive::is_asked_for(&text) {
        derive::warn_if_stale(&store)?;
    }
    let format = arguments.format.as_deref().or(arguments.output.extension());
    let options = arguments.asking.options(format.map(str::to_owned))?;
    let mut answer = None;
    arguments.output.with(|out| {
        if arguments.explain {
            return Ok(answers::explain(&store, &text, &options, out)?);
        }
        answer = Some(answers::query(&store, &text, &options, out)?);
        Ok(())
    })?;
    let is_false = answer == Some(Answer::Truth(false));
    Ok(Outcome::partly_if(arguments.exit_status && is_false))
}

/// A file of that name, else a query that comes with the program, whose variables may be bound.
fn find(name: &str, is_bound: bool) -> Result<String, Failure> {
    if name == "-" || PathBuf::from(name).is_file() {
        return source(name);
    }
    if name.contains(['/', '.']) {
        return Err(Failure::new(format!("{name}: no such file"))
            .hinted("`claimgraph query --list` shows the queries that come with the program"));
    }
    let query = named::find(name)?;
    Ok(if is_bound {
        query.narrowed()
    } else {
        query.query.to_owned()
    })
}

fn list(output: &Output) -> Result<Outcome, Failure> {
    output.with(|out| {
        for query in named::QUERIES {
            writeln!(out, "{:<22} {}", query.name, query.summary())?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}

/// How many columns a table may take: what COLUMNS says, so that a pipe and a terminal show the same.
pub(crate) fn width() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// Standard input as a string.
pub(crate) fn stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}

impl From<publish::Error> for Failure {
    fn from(error: publish::Error) -> Self {
        if error.is_broken_pipe() {
            return Self::BrokenPipe;
        }
        let is_late = matches!(error, publish::Error::Timeout(_));
        let failure = Self::new(&error);
        let failure = match error.hint() {
            Some(hint) => failure.hinted(hint),
            None => failure,
        };
        if is_late { failure.partly() } else { failure }
    }
}
