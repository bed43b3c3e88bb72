//! `claimgraph ontology`: the vocabulary, its shapes and its checks.

use clap::Args;

use crate::cli::error::{Failure, Outcome};
use crate::cli::output::Output;
use crate::ontology;

/// Print the ontology in Turtle
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Print the SHACL shapes instead
    #[arg(long, group = "what")]
    shapes: bool,

    /// Print the terms of other vocabularies that the graph uses instead
    #[arg(long, group = "what")]
    borrowed: bool,

    /// Print the SPARQL checks instead
    #[arg(long, group = "what")]
    checks: bool,

    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    arguments.output.with(|out| {
        if arguments.checks {
            for check in ontology::CHECKS {
                writeln!(out, "# {}.rq\n{}", check.name, check.query)?;
            }
            return Ok(());
        }
        let text = if arguments.shapes {
            ontology::SHAPES
        } else if arguments.borrowed {
            ontology::BORROWED
        } else {
            ontology::CLAIMGRAPH
        };
        Ok(out.write_all(text.as_bytes())?)
    })?;
    Ok(Outcome::Done)
}
