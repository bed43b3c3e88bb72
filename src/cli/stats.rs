//! `claimgraph stats`: how much is in the store.

use clap::{Args, ValueEnum};

use crate::cli::derive;
use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::publish::derive::Freshness;

/// Show how much is in the store
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// A JSON object
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.read()?;
    let stats = store.stats()?;
    let derived = derive::freshness(&store)?;
    let rows = [
        ("articles", stats.articles),
        ("claims", stats.claims),
        ("statements", stats.statements),
        ("entities", stats.entities),
        ("mentions", stats.mentions),
        ("quads", stats.quads),
    ];
    arguments.output.with(|out| {
        match arguments.format {
            Format::Table => {
                for (name, count) in rows {
                    writeln!(out, "{name:<12}{count:>12}")?;
                }
                match derived {
                    Freshness::Missing => {}
                    Freshness::Fresh => writeln!(out, "derived graph: up to date")?,
                    Freshness::Stale => writeln!(out, "derived graph: {}", derive::STALE)?,
                }
                for (outlet, count) in &stats.outlets {
                    writeln!(out, "  {outlet}: {count} articles")?;
                }
            }
            Format::Json => {
                let mut object: serde_json::Map<String, serde_json::Value> = rows
                    .iter()
                    .map(|(name, count)| ((*name).to_owned(), (*count).into()))
                    .collect();
                object.insert("base".to_owned(), store.base().into());
                let derived = match derived {
                    Freshness::Missing => "missing",
                    Freshness::Fresh => "fresh",
                    Freshness::Stale => "stale",
                };
                object.insert("derived".to_owned(), derived.into());
                object.insert("outlets".to_owned(), serde_json::json!(stats.outlets));
                writeln!(out, "{:#}", serde_json::Value::Object(object))?;
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}
