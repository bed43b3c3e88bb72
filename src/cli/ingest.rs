//! `claimgraph ingest`: articles into the store, one transaction a batch.

mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use sha2::{Digest as _, Sha256};

use crate::article::Article;
use crate::cli::bounds::Bounds;
use crate::cli::error::{Failure, Outcome, complain};
use crate::cli::ingest::writer::{Ready, Writer};
use crate::cli::input::Inputs;
use crate::cli::linking::Linking;
use crate::cli::location::Location;
use crate::cli::pipeline::{self, Job, Product, Run, Tally, Want};
use crate::extraction::{Extraction, json};
use crate::mapping::{self, Base, Identities, Limits, Origin, to_graph};
use crate::store::{Fingerprint, Store};

/// Read articles, extract their entities and claims, and store them
///
/// An article that is already in the store is replaced, whole or not at all; one that has not changed
/// since is passed over without being analysed. What was reported stored survives a crash, and after
/// one, or after Ctrl-C, the same command goes on where the last one stopped.
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

    /// Remove the articles from the store that the inputs do not hold any more
    #[arg(long)]
    prune: bool,

    /// Write the id of each article to standard output as soon as it is stored
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    bounds: Bounds,
}

/// What ingesting does with an article on its way.
struct Ingest {
    store: Arc<Store>,
    base: Base,
    model: &'static str,
    identities: Identities,
    /// What the digest of every article begins with: the program, its model, what it knows.
    seed: String,
    again: bool,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Ingest {
    fn is_known(&self, id: &str, digest: &str) -> Result<bool, Failure> {
        if self.again {
            return Ok(false);
        }
        let graph = mapping::graph(&self.base, id);
        let known = self.store.fingerprint(&graph)?;
        Ok(known.is_some_and(|it| {
            it == Fingerprint {
                digest: digest.to_owned(),
                version: VERSION.to_owned(),
            }
        }))
    }
}

impl Job for Ingest {
    type Made = Ready;

    fn wants(&self, article: &Article) -> Result<Want, Failure> {
        let digest = digest_of_article(&self.seed, article);
        Ok(match self.is_known(&article.id, &digest)? {
            true => Want::Nothing,
            false => Want::Analysis(digest),
        })
    }

    fn make(
        &self,
        extraction: Extraction,
        note: Option<&str>,
        limits: Limits<'_>,
    ) -> Result<Product<Ready>, Failure> {
        let id = &extraction.document.id;
        let digest = match note {
            Some(digest) => digest.to_owned(),
            // It came ready: its own words are what its graph is made from.
            None => {
                let digest = digest_of_extraction(&self.identities, &extraction);
                if self.is_known(id, &digest)? {
                    return Ok(Product::Known);
                }
                digest
            }
        };
        let origin = Origin {
            model: Some(self.model),
            identities: Some(&self.identities),
            input_digest: Some(&digest),
            ..Origin::default()
        };
        let Some(graph) = to_graph(&extraction, &self.base, &origin, limits) else {
            return Ok(Product::Beyond);
        };
        Ok(Product::Made(Ready {
            graph,
            claims: extraction.claims.len(),
            id: extraction.document.id,
        }))
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = Arc::new(arguments.location.create(arguments.base.as_deref())?);
    let base = Base::new(store.base()).unwrap_or_default();
    let model = arguments.inputs.model()?.forever();
    let knowledge = Arc::new(arguments.linking.knowledge()?);
    let identities = arguments.linking.identities(&base)?;
    let stop = on_interrupt()?;
    let job = Ingest {
        store: Arc::clone(&store),
        base,
        model: model.version(),
        seed: format!(
            "{VERSION} {} {} {identities:?}",
            model.version(),
            knowledge.fingerprint()
        ),
        identities,
        again: arguments.again,
    };
    let run = Run {
        inputs: &arguments.inputs,
        bounds: arguments.bounds,
        model,
        knowledge,
        stop: Arc::clone(&stop),
    };
    store.promise_backups()?;
    let mut writer = Writer::new(&store, arguments.list);
    let tally = pipeline::run(run, Arc::new(job), |graphs, is_idle| {
        writer.take(graphs, is_idle)
    })?;
    writer.finish(&stop)?;
    if tally.stopped {
        return Err(interrupted(writer.stored));
    }
    let removed = match arguments.prune {
        true => prune(&store, &tally)?,
        false => 0,
    };
    summary(&writer, &tally, removed, &store);
    if tally.read == 0 {
        return Err(Failure::new("no article could be read").hinted("see the errors above"));
    }
    Ok(Outcome::partly_if(tally.refused > 0))
}

/// Removes what the inputs do not hold any more, unless it is not sure what they hold.
fn prune(store: &Store, tally: &Tally) -> Result<usize, Failure> {
    if tally.refused > 0 {
        complain(
            "warning",
            "nothing was removed: inputs that were refused may hold articles of the store",
            Some("repair or leave out what was refused, and run the command again"),
        );
        return Ok(0);
    }
    let gone: Vec<_> = store
        .articles()?
        .into_iter()
        .filter(|(id, _)| !tally.has_seen(id))
        .map(|(_, graph)| graph)
        .collect();
    for graphs in gone.chunks(100) {
        store.remove_all(graphs)?;
    }
    if !gone.is_empty() {
        store.flush()?;
    }
    Ok(gone.len())
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

fn digest_of_extraction(identities: &Identities, extraction: &Extraction) -> String {
    hex(format!("{VERSION} {identities:?} {}", json::write(extraction)).as_bytes())
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

/// Ctrl-C is noted, and heeded when the running batch is stored; a second one ends the process, which
/// loses nothing that was reported stored.
fn on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| Failure::new(format!("cannot watch for interruptions: {error}")))?;
    Ok(stop)
}

fn interrupted(stored: usize) -> Failure {
    let said = match stored {
        0 => "stopped before any article was stored".to_owned(),
        1 => "stopped after 1 article; it is stored".to_owned(),
        _ => format!("stopped after {}; they are stored", articles(stored)),
    };
    Failure::new(said)
        .hinted("run the same command again to go on where it stopped")
        .partly()
}

#[expect(clippy::print_stderr, reason = "the last line of a run is for people")]
fn summary(writer: &Writer<'_>, tally: &Tally, removed: usize, store: &Store) {
    let replaced = match writer.replaced {
        0 => String::new(),
        count => format!(" ({count} in place of an earlier version)"),
    };
    let removed = match removed {
        0 => String::new(),
        count => format!("{count} removed, "),
    };
    eprintln!(
        "{} stored{replaced}, {} unchanged, {removed}{} refused; {} claims; {}",
        articles(writer.stored),
        tally.unchanged,
        tally.refused,
        writer.claims,
        store.location().display()
    );
}

fn articles(count: usize) -> String {
    format!("{count} article{}", if count == 1 { "" } else { "s" })
}
