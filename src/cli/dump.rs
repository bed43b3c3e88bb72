//! `claimgraph dump`: the graph out, in the format other tools want.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use oxigraph::model::NamedNode;

use crate::cli::derive;
use crate::cli::error::{Failure, Outcome};
use crate::cli::listing::date;
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::Patience;
use crate::mapping::{Base, derived_graph};
use crate::publish::Format;
use crate::publish::answers;
use crate::publish::dump::{self, Options, Selection};
use crate::publish::export::{self, Export, TableFormat};
use crate::store::Store;

/// Write the graph: RDF, tables, networks
///
/// Sorted and byte-stable: the same graph gives the same file, and a changed sentence changes only its
/// own lines. With several selections an article must meet them all.
///
/// Example: claimgraph dump --since 2024-01-01 -o graph.ttl.gz
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    location: Location,

    /// Write to this file (or, with --split, into this folder) instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// ttl, trig, nt, nq, rdf, jsonld, graphml, gexf, ftm (`FollowTheMoney`), or a media type; csv, tsv
    /// or parquet for a table [default: by the output's extension, else csv for a table, else that of
    /// the profile: ttl, trig for nanopub, jsonld for w3c-annotation]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,

    /// Write a table instead of the graph: CSV, or TSV or Parquet if the format says so
    #[arg(long, value_enum, value_name = "ROWS", conflicts_with_all = ["construct", "split"])]
    table: Option<Table>,

    /// Which view of the graph
    #[arg(long, value_enum, default_value_t = Profile::Core)]
    profile: Profile,

    /// Only the article with this id (can be repeated)
    #[arg(long, value_name = "ID")]
    article: Vec<String>,

    /// Only the graph with this IRI (can be repeated)
    #[arg(long, value_name = "IRI")]
    graph: Vec<String>,

    /// Only articles published on this date or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,

    /// Only articles that say something of this entity, as IRI or entity:NAME
    #[arg(long, value_name = "ENTITY")]
    about: Option<String>,

    /// Write what this CONSTRUCT query gives instead
    #[arg(long, value_name = "FILE.rq", conflicts_with_all = ["article", "graph", "since", "about", "split"])]
    construct: Option<String>,

    #[command(flatten)]
    patience: Patience,

    /// One file an article, in the folder of --output
    #[arg(long, value_enum, requires = "output")]
    split: Option<Split>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Profile {
    /// Everything
    Core,
    /// Without mentions and offsets
    Slim,
    /// With reified triple terms, for RDF 1.2
    Rdf12,
    /// One nanopublication a claim: TriG, N-Quads or JSON-LD
    Nanopub,
    /// The W3C Web Annotation model: JSON-LD
    W3cAnnotation,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Table {
    /// Who claims what
    Claims,
    /// Who and what is spoken of, each once
    Entities,
    /// Where an entity is mentioned
    Mentions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Split {
    /// One file an article
    Article,
}

impl From<Profile> for dump::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Core => Self::Core,
            Profile::Slim => Self::Slim,
            Profile::Rdf12 => Self::Rdf12,
            Profile::Nanopub => Self::Nanopub,
            Profile::W3cAnnotation => Self::Annotation,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.read()?;
    if let Some(file) = &arguments.construct {
        return construct(arguments, &store, file);
    }
    if let Some(export) = export(arguments)? {
        let selection = selection(arguments, &store)?;
        Output::to(arguments.output.clone())
            .with(|out| Ok(export::write(&store, &selection, export, out)?))?;
        return Ok(Outcome::Done);
    }
    let options = options(arguments, &store)?;
    let derived = derived_graph(&Base::new(store.base()).unwrap_or_default());
    let is_everything = options.selection == Selection::default();
    if is_everything || options.selection.graphs.contains(&derived) {
        derive::warn_if_stale(&store)?;
    }
    match (&arguments.output, arguments.split) {
        (Some(folder), Some(Split::Article)) => {
            dump::write_split(&store, &options, folder)?;
        }
        _ => Output::to(arguments.output.clone())
            .with(|out| Ok(dump::write(&store, &options, out)?))?,
    }
    Ok(Outcome::Done)
}

fn options(arguments: &Arguments, store: &Store) -> Result<Options, Failure> {
    let profile = dump::Profile::from(arguments.profile);
    let by_name = arguments
        .output
        .as_deref()
        .filter(|_| arguments.split.is_none());
    let format = match &arguments.format {
        Some(name) => Format::parse(name)?,
        None => by_name
            .and_then(Format::of_path)
            .map_or_else(|| profile.format(), |(format, _)| format),
    };
    Ok(Options {
        format,
        profile,
        selection: selection(arguments, store)?,
        prefixes: Vec::new(),
    })
}

fn selection(arguments: &Arguments, store: &Store) -> Result<Selection, Failure> {
    let iri = |word: &String| iri(word, store.base());
    Ok(Selection {
        articles: arguments.article.clone(),
        graphs: arguments.graph.iter().map(iri).collect::<Result<_, _>>()?,
        since: arguments.since.clone(),
        about: arguments.about.as_ref().map(iri).transpose()?,
    })
}

/// What is asked for if it is no RDF.
fn export(arguments: &Arguments) -> Result<Option<Export>, Failure> {
    let output = Output::to(arguments.output.clone());
    let by_name = output.extension().filter(|_| arguments.split.is_none());
    let name = arguments.format.as_deref().or(by_name);
    let Some(table) = arguments.table else {
        if let Some(name) = name.filter(|it| TableFormat::parse(it).is_some()) {
            return Err(
                Failure::new(format!("the graph is no table, as {name} wants one"))
                    .hinted("say which: --table claims, entities or mentions"),
            );
        }
        return Ok(name.and_then(Export::parse));
    };
    let format = match name {
        None => TableFormat::Csv,
        Some(name) => TableFormat::parse(name).ok_or_else(|| {
            Failure::new(format!("a table cannot be written as {name}"))
                .hinted("give csv, tsv or parquet")
        })?,
    };
    let table = match table {
        Table::Claims => export::Table::Claims,
        Table::Entities => export::Table::Entities,
        Table::Mentions => export::Table::Mentions,
    };
    Ok(Some(Export::Table(table, format)))
}

fn construct(arguments: &Arguments, store: &Store, file: &str) -> Result<Outcome, Failure> {
    let query = crate::cli::update::source(file)?;
    if derive::is_asked_for(&query) {
        derive::warn_if_stale(store)?;
    }
    let format = arguments.output.as_deref().and_then(Format::of_path);
    let options = answers::Options {
        format: arguments
            .format
            .clone()
            .or(format.map(|(format, _)| format.extension().to_owned())),
        timeout: arguments.patience.timeout()?,
        ..answers::Options::default()
    };
    Output::to(arguments.output.clone()).with(|out| {
        answers::query(store, &query, &options, out)?;
        Ok(())
    })?;
    Ok(Outcome::Done)
}

/// An IRI as written in full, or one under the store's base by its prefix.
fn iri(word: &str, base: &str) -> Result<NamedNode, Failure> {
    let mut paths = crate::ontology::PATHS.iter();
    let full = paths.find_map(|(prefix, path)| {
        let local = word.strip_prefix(prefix)?.strip_prefix(':')?;
        Some(format!("{base}{path}{local}"))
    });
    let full = full.unwrap_or_else(|| word.trim_matches(['<', '>']).to_owned());
    NamedNode::new(full).map_err(|error| {
        Failure::new(format!("`{word}` is no IRI: {error}"))
            .hinted("write entity:person-ada-lovelace or a full IRI")
    })
}
