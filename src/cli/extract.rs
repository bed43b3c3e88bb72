//! `claimgraph extract`: articles in, extractions or RDF out, no store.

use std::io::Write;

use clap::Args;

use crate::cli::dump::Profile;
use crate::cli::error::{Failure, Outcome};
use crate::cli::input::Inputs;
use crate::cli::linking::Linking;
use crate::cli::output::Output;
use crate::cli::pipeline;
use crate::extraction::{Extraction, json};
use crate::mapping::{Base, Origin, to_quads};
use crate::publish::Format;
use crate::publish::dump::{self, Options, Stream};

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
    linking: Linking,

    #[command(flatten)]
    output: Output,

    /// jsonl, or an RDF format: ttl, trig, nt, nq, rdf, jsonld, or a media type [default: by the
    /// output's extension, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,

    /// Which view of the graph, for RDF formats; one that is given and no format means RDF
    #[arg(long, value_enum, default_value_t = Profile::Core)]
    profile: Profile,

    /// The IRI under which names are minted, for RDF formats
    #[arg(long, value_name = "IRI", default_value = Base::DEFAULT)]
    base: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let profile = dump::Profile::from(arguments.profile);
    let format = arguments.format.as_deref().or(arguments.output.extension());
    let rdf = match format.unwrap_or("jsonl") {
        "jsonl" | "json"
            if profile != dump::Profile::Core && format.is_none_or(|it| it == "json") =>
        {
            Some(profile.format())
        }
        "jsonl" | "json" | "ndjson" | "application/jsonl" => None,
        name => Some(Format::parse(name)?),
    };
    let base = Base::new(&arguments.base).ok_or_else(|| {
        Failure::new(format!("--base {}: not an absolute IRI", arguments.base))
            .hinted("write something like https://example.org/news/")
    })?;
    let knowledge = arguments.linking.knowledge()?;
    let identities = arguments.linking.identities(&base)?;
    let mut tally = pipeline::Tally::default();
    let options = Options {
        format: rdf.unwrap_or_default(),
        profile,
        ..Options::default()
    };
    arguments.output.with(|out| {
        let mut stream = Stream::new(&options, base.as_str())?;
        let model = arguments.inputs.model()?;
        let origin = Origin {
            model: Some(model.get().version()),
            identities: Some(&identities),
            ..Origin::default()
        };
        tally = pipeline::run(
            &arguments.inputs,
            &knowledge,
            |_| Ok(true),
            |extractions| {
                if rdf.is_none() {
                    return lines(&extractions, out);
                }
                for extraction in &extractions {
                    let quads = to_quads(extraction, &base, &origin);
                    stream.article_of_text(quads, &extraction.document.text, out)?;
                }
                Ok(())
            },
        )?;
        if rdf.is_some() {
            stream.finish(out)?;
        }
        Ok(())
    })?;
    if tally.read == 0 {
        return Err(Failure::new("no article could be read").hinted("see the errors above"));
    }
    Ok(Outcome::partly_if(tally.refused > 0))
}

fn lines(extractions: &[Extraction], out: &mut dyn Write) -> Result<(), Failure> {
    for extraction in extractions {
        writeln!(out, "{}", json::write(extraction))?;
    }
    Ok(())
}
