//! `claimgraph ingest`: articles into the store, one transaction a batch.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use oxigraph::model::{NamedNode, Quad};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::article::Article;
use crate::cli::error::{Failure, Outcome};
use crate::cli::input::Inputs;
use crate::cli::linking::Linking;
use crate::cli::location::Location;
use crate::cli::pipeline;
use crate::extraction::{Extraction, json};
use crate::mapping::{self, Base, Origin, to_quads};
use crate::store::{Fingerprint, Store};

/// Read articles, extract their entities and claims, and store them
///
/// An article that is already in the store is replaced in one transaction; one that has not changed
/// since is passed over without being analysed. What was reported stored survives a crash.
///
/// Example: claimgraph ingest articles/ more.jsonl.gz
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    linking: Linking,

    #[command(flatten)]
    location: Location,

    /// The IRI under which names are minted, remembered in the store
    /// [default: <https://example.org/claimgraph/>]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,

    /// Analyse and replace articles that have not changed, too
    #[arg(long)]
    again: bool,
}

/// What became of the articles.
#[derive(Default)]
struct Count {
    stored: usize,
    unchanged: usize,
    claims: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.create(arguments.base.as_deref())?;
    let base = Base::new(store.base()).unwrap_or_default();
    let model = arguments.inputs.model()?;
    let version = env!("CARGO_PKG_VERSION");
    let knowledge = arguments.linking.knowledge()?;
    let identities = arguments.linking.identities(&base)?;
    let seed = format!(
        "{version} {} {} {identities:?}",
        model.get().version(),
        knowledge.fingerprint()
    );
    let origin = Origin {
        model: Some(model.get().version()),
        identities: Some(&identities),
        ..Origin::default()
    };
    let stop = on_interrupt()?;
    let digests = std::cell::RefCell::new(BTreeMap::new());
    let mut count = Count::default();
    let unchanged = std::cell::Cell::new(0);
    let is_known = |id: &str, digest: &str| -> Result<bool, Failure> {
        let known = Fingerprint {
            digest: digest.to_owned(),
            version: version.to_owned(),
        };
        let graph = mapping::graph(&base, id);
        Ok(!arguments.again && store.fingerprint(&graph)?.as_ref() == Some(&known))
    };
    let tally = pipeline::run(
        &arguments.inputs,
        &knowledge,
        |article| {
            let digest = digest_of_article(&seed, article);
            if is_known(&article.id, &digest)? {
                unchanged.set(unchanged.get() + 1);
                return Ok(false);
            }
            digests.borrow_mut().insert(article.id.clone(), digest);
            Ok(true)
        },
        |extractions| {
            let mut work: Vec<(Extraction, String)> = Vec::new();
            for extraction in extractions {
                let id = &extraction.document.id;
                // What was not analysed here came ready: its own words are what its graph is made from.
                let analysed = digests.borrow_mut().remove(id);
                let is_ready = analysed.is_none();
                let digest = analysed.unwrap_or_else(|| digest_of_extraction(version, &extraction));
                if is_ready && is_known(id, &digest)? {
                    unchanged.set(unchanged.get() + 1);
                } else {
                    work.push((extraction, digest));
                }
            }
            write(&store, &base, &origin, &work)?;
            count.stored += work.len();
            count.claims += work.iter().map(|(it, _)| it.claims.len()).sum::<usize>();
            if stop.load(Ordering::Relaxed) {
                return Err(interrupted(&count));
            }
            Ok(())
        },
    )?;
    count.unchanged = unchanged.get();
    store.flush()?;
    summary(&count, tally.refused, &store);
    if tally.read == 0 {
        return Err(Failure::new("no article could be read").hinted("see the errors above"));
    }
    Ok(Outcome::partly_if(tally.refused > 0))
}

/// Maps a batch on every core and replaces its graphs in one transaction.
fn write(
    store: &Store,
    base: &Base,
    origin: &Origin<'_>,
    work: &[(Extraction, String)],
) -> Result<(), Failure> {
    let graphs: Vec<(NamedNode, Vec<Quad>)> = work
        .par_iter()
        .map(|(extraction, digest)| {
            let origin = Origin {
                input_digest: Some(digest),
                ..*origin
            };
            let graph = mapping::graph(base, &extraction.document.id);
            (graph, to_quads(extraction, base, &origin))
        })
        .collect();
    let parts = graphs.iter().map(|(graph, quads)| (graph, &quads[..]));
    Ok(store.replace_all(parts)?)
}

/// A digest of everything an article's graph is made from, the program and its model included.
fn digest_of_article(seed: &str, article: &Article) -> String {
    let residue: Vec<_> = article.residue.iter().map(|span| span.range()).collect();
    let everything = (
        (
            seed,
            &article.id,
            &article.url,
            &article.title,
            &article.outlet,
            &article.authors,
        ),
        (
            &article.published,
            &article.modified,
            &article.dateline,
            &article.language,
        ),
        (article.text.as_str(), residue),
    );
    hex(format!("{everything:?}").as_bytes())
}

fn digest_of_extraction(version: &str, extraction: &Extraction) -> String {
    hex(format!("{version} {}", json::write(extraction)).as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Ctrl-C is noted, and heeded when the running batch is stored.
fn on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::new(format!("cannot watch for interruptions: {error}")))?;
    Ok(stop)
}

fn interrupted(count: &Count) -> Failure {
    Failure::new(format!(
        "stopped after {} articles; they are stored",
        count.stored
    ))
    .hinted("run the same command again to go on where it stopped")
    .partly()
}

#[expect(clippy::print_stderr, reason = "the last line of a run is for people")]
fn summary(count: &Count, refused: usize, store: &Store) {
    eprintln!(
        "{} stored, {} unchanged, {refused} refused; {} claims; {}",
        articles(count.stored),
        count.unchanged,
        count.claims,
        store.location().display()
    );
}

fn articles(count: usize) -> String {
    format!("{count} article{}", if count == 1 { "" } else { "s" })
}
