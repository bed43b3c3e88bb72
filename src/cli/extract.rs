//! `claimgraph extract`: articles in, extractions or RDF out, no store.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::input::Inputs;
use crate::cli::output::Output;
use crate::cli::pipeline;
use crate::extraction::json;
use crate::knowledge::Knowledge;

/// Extract entities and claims from articles, without a store
///
/// Writes one JSON object a line in the extraction format (`claimgraph schema`), or RDF with
/// --format. The order is the order of the inputs.
///
/// Example: claimgraph extract --format ttl article.html
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    output: Output,

    /// jsonl, or an RDF format: ttl, trig, nt, nq, rdf, jsonld, or a media type [default: by the
    /// output's extension, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let format = arguments
        .format
        .as_deref()
        .or(arguments.output.extension())
        .unwrap_or("jsonl");
    if !matches!(format, "jsonl" | "json" | "ndjson") {
        return Err(
            Failure::new(format!("`{format}` is not a format of extract")).hinted("use jsonl"),
        );
    }
    let knowledge = Knowledge::default();
    let mut tally = pipeline::Tally::default();
    arguments.output.with(|out| {
        tally = pipeline::run(
            &arguments.inputs,
            &knowledge,
            |_| Ok(true),
            |extractions| {
                for extraction in extractions {
                    writeln!(out, "{}", json::write(&extraction))?;
                }
                Ok(())
            },
        )?;
        Ok(())
    })?;
    if tally.read == 0 {
        return Err(Failure::new("no article could be read").hinted("see the errors above"));
    }
    Ok(Outcome::partly_if(tally.refused > 0))
}
