//! `claimgraph extract`: articles in, extractions or RDF out, no store.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;

use crate::article::Article;
use crate::cli::bounds::Bounds;
use crate::cli::dump::Profile;
use crate::cli::error::{Failure, Outcome};
use crate::cli::input::Inputs;
use crate::cli::linking::Linking;
use crate::cli::output::Output;
use crate::cli::pipeline::{self, Job, Product, Run, Tally, Want};
use crate::extraction::{Extraction, json};
use crate::mapping::{Base, Graph, Identities, Limits, Origin, to_graph};
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

    #[command(flatten)]
    bounds: Bounds,
}

/// What extracting makes of an article.
struct Extract {
    /// `None` for lines of JSON.
    base: Option<Base>,
    model: &'static str,
    identities: Identities,
}

/// A line, or an article's graph and text.
enum Made {
    Line(String),
    Graph(Graph, String),
}

impl Job for Extract {
    type Made = Made;

    fn wants(&self, _: &Article) -> Result<Want, Failure> {
        Ok(Want::Analysis(String::new()))
    }

    fn make(
        &self,
        extraction: Extraction,
        _: Option<&str>,
        limits: Limits<'_>,
    ) -> Result<Product<Made>, Failure> {
        let Some(base) = &self.base else {
            return Ok(Product::Made(Made::Line(json::write(&extraction))));
        };
        let origin = Origin {
            model: Some(self.model),
            identities: Some(&self.identities),
            ..Origin::default()
        };
        Ok(match to_graph(&extraction, base, &origin, limits) {
            Some(graph) => Product::Made(Made::Graph(graph, extraction.document.text)),
            None => Product::Beyond,
        })
    }
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
    let model = arguments.inputs.model()?.forever();
    let knowledge = Arc::new(arguments.linking.knowledge()?);
    let identities = arguments.linking.identities(&base)?;
    let mut tally = Tally::default();
    arguments.output.with(|out| {
        let options = Options {
            format: rdf.unwrap_or_default(),
            profile,
            ..Options::default()
        };
        let mut stream = Stream::new(&options, base.as_str())?;
        let job = Extract {
            base: rdf.map(|_| base.clone()),
            model: model.version(),
            identities,
        };
        let run = Run {
            inputs: &arguments.inputs,
            bounds: arguments.bounds,
            model,
            knowledge,
            stop: Arc::new(AtomicBool::new(false)),
        };
        tally = pipeline::run(run, Arc::new(job), |made, is_idle| {
            for made in made {
                match made {
                    Made::Line(line) => writeln!(out, "{line}")?,
                    Made::Graph(graph, text) => {
                        stream.article_of_text(graph.quads().collect(), &text, out)?;
                    }
                }
            }
            if is_idle {
                out.flush()?;
            }
            Ok(())
        })?;
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
