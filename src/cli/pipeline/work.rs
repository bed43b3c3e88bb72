//! The working middle: chunks are analysed on every core, and an article that takes too long is given
//! up without holding up the others.
//!
//! A thread cannot be ended from outside. So the clock is here, and the long loops of the analysis and of
//! the rules look now and then at a flag that it sets.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::article::{Article, Origin};
use crate::cli::error::Failure;
use crate::cli::pipeline::feed::{CHUNK_BYTES, Chunk, Item};
use crate::cli::pipeline::{Event, Job, Outcome, Product, Report};
use crate::extraction::{Extraction, json};
use crate::knowledge::Knowledge;
use crate::language::{Document, Model};
use crate::mapping::Limits;
use crate::rules;
use crate::stop::Stop;

/// What all workers share.
pub(super) struct Shop<J: Job> {
    pub(super) job: Arc<J>,
    pub(super) model: &'static Model,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) chunks: Mutex<Receiver<Chunk>>,
    pub(super) events: SyncSender<Event<J::Made>>,
    /// How long a step of one article may take.
    pub(super) patience: Duration,
    /// How much memory its graph may take.
    pub(super) graph_bytes: usize,
}

/// What came of one item.
pub(super) enum Done<T> {
    /// Something to write, and the number of its claims.
    Made(Box<T>, usize),
    /// An extraction that is in the store already.
    Unchanged,
    /// An extraction came with this id, from this place.
    Met(String, String),
    /// Something to say.
    Said(Report),
}

/// What a worker is at, so that its time can be watched.
#[derive(Default)]
struct Desk {
    /// Since when it has been at one thing that may take too long.
    since: Mutex<Option<Instant>>,
    /// Whether what it is at is not wanted any more.
    stop: AtomicBool,
}

impl Desk {
    /// Does something that is to end early if it takes too long; what comes of it is then not wanted.
    fn timed<T>(&self, work: impl FnOnce() -> T) -> Result<T, Trouble> {
        self.begin(Some(Instant::now()));
        let made = tried(work);
        let is_over = self.stop.load(Ordering::Relaxed);
        self.begin(None);
        if is_over {
            Err(Trouble::OverTime)
        } else {
            made
        }
    }

    fn begin(&self, since: Option<Instant>) {
        let mut watched = self.since();
        *watched = since;
        self.stop.store(false, Ordering::Relaxed);
    }

    /// Gives up what has taken longer.
    fn watch(&self, patience: Duration) {
        if self.since().is_some_and(|it| it.elapsed() > patience) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The workers, and the time each article may take.
pub(super) struct Workers {
    desks: Vec<Arc<Desk>>,
    patience: Duration,
}

impl Workers {
    pub(super) fn new<J: Job>(shop: Shop<J>) -> Result<Self, Failure> {
        let patience = shop.patience;
        let shop = Arc::new(shop);
        let mut desks = Vec::new();
        for _ in 0..rayon::current_num_threads() {
            let desk = Arc::new(Desk::default());
            desks.push(Arc::clone(&desk));
            let shop = Arc::clone(&shop);
            thread::Builder::new()
                .name("claimgraph-work".to_owned())
                .stack_size(STACK)
                .spawn(move || work(&shop, &desk))
                .map_err(|error| Failure::new(format!("no thread can be started: {error}")))?;
        }
        Ok(Self { desks, patience })
    }

    /// Gives up every article that takes too long.
    pub(super) fn watch(&self) {
        self.desks.iter().for_each(|desk| desk.watch(self.patience));
    }
}

/// Bytes of stack: rules walk down trees.
const STACK: usize = 16 << 20;

/// A worker's life: one chunk after the other, until there are no more.
fn work<J: Job>(shop: &Shop<J>, desk: &Desk) {
    loop {
        let next = shop.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(chunk) = next.recv() else { return };
        drop(next);
        let event = Event::Chunk {
            number: chunk.number,
            weight: chunk.weight,
            unchanged: chunk.unchanged,
            position: chunk.position,
            done: work_on(shop, desk, &chunk),
        };
        if shop.events.send(event).is_err() {
            return;
        }
    }
}

fn work_on<J: Job>(shop: &Shop<J>, desk: &Desk, chunk: &Chunk) -> Outcome<J::Made> {
    let articles: Vec<&Article> = chunk
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Article(article, _) => Some(&**article),
            _ => None,
        })
        .collect();
    let mut documents = analysed(shop.model, desk, &articles).into_iter();
    let mut done = Vec::new();
    for item in &chunk.items {
        match item {
            Item::Article(article, note) => {
                let document = documents.next().unwrap_or(Err(Trouble::Fault));
                let made = document.and_then(|it| understood(shop, desk, article, &it, note));
                done.push(made.unwrap_or_else(|it| Done::Said(it.said_of(&article.id, shop))));
            }
            Item::Extraction(json, origin) => done.extend(checked(shop, desk, json, origin)),
            Item::Report(report) => done.push(Done::Said(report.clone())),
        }
    }
    done
}

/// Why nothing came of an article.
enum Trouble {
    /// Analysis and rules never fail by contract. Where they do all the same, it costs one article, not
    /// the run.
    Fault,
    OverTime,
    TooMuch,
}

impl Trouble {
    /// A report on the article or the extraction of this name.
    fn said_of<J: Job>(&self, name: &str, shop: &Shop<J>) -> Report {
        match self {
            Self::Fault => Report::refusal(
                format!("{name}: the analysis failed on this article, a fault of this program"),
                "please report it with the article; the others go on",
            ),
            Self::OverTime => Report::refusal(
                format!("{name}: given up after {:?}", shop.patience),
                "allow more with --max-article-time, or split it",
            ),
            Self::TooMuch => Report::refusal(
                format!(
                    "{name}: its graph would take more than {} MB",
                    shop.graph_bytes >> 20
                ),
                "split it, or allow more with --memory",
            ),
        }
    }
}

/// Does something that may turn out to have a fault.
fn tried<T>(work: impl FnOnce() -> T) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Trouble::Fault)
}

/// The analysis of several articles together; if it fails, of each one alone.
fn analysed<'a>(
    model: &Model,
    desk: &'a Desk,
    articles: &[&'a Article],
) -> Vec<Result<Document<'a>, Trouble>> {
    let texts: Vec<_> = articles.iter().map(|article| &article.text).collect();
    let analyse = || model.analyze_unless(&texts, Stop::when(&desk.stop));
    let made = match articles {
        [long] if long.text.as_str().len() > CHUNK_BYTES => desk.timed(analyse),
        // Less is soon done; but it may have to wait for a long article that all cores are at.
        _ => tried(analyse),
    };
    match made.and_then(|it| it.ok_or(Trouble::OverTime)) {
        Ok(documents) => documents.into_iter().map(Ok).collect(),
        Err(trouble) if articles.len() == 1 => vec![Err(trouble)],
        Err(_) => articles
            .iter()
            .flat_map(|article| analysed(model, desk, &[article]))
            .collect(),
    }
}

/// What the rules read off an article's analysis, made ready to be written.
fn understood<J: Job>(
    shop: &Shop<J>,
    desk: &Desk,
    article: &Article,
    document: &Document<'_>,
    note: &str,
) -> Result<Done<J::Made>, Trouble> {
    let extraction = desk.timed(|| rules::extract(article, document, &shop.knowledge))?;
    made_of(shop, desk, extraction, Some(note))
}

fn made_of<J: Job>(
    shop: &Shop<J>,
    desk: &Desk,
    extraction: Extraction,
    note: Option<&str>,
) -> Result<Done<J::Made>, Trouble> {
    let claims = extraction.claims.len();
    let limits = Limits {
        bytes: shop.graph_bytes,
        stop: Stop::when(&desk.stop),
    };
    match desk.timed(|| shop.job.make(extraction, note, limits))? {
        Ok(Product::Made(made)) => Ok(Done::Made(Box::new(made), claims)),
        Ok(Product::Known) => Ok(Done::Unchanged),
        Ok(Product::Beyond) => Err(Trouble::TooMuch),
        Err(failure) => Ok(Done::Said(Report::fatal(failure))),
    }
}

/// Checks an object that some other extractor wrote; says everything that is wrong with it.
fn checked<J: Job>(shop: &Shop<J>, desk: &Desk, json: &str, origin: &Origin) -> Outcome<J::Made> {
    match json::read(json, origin.line().unwrap_or(1)) {
        Ok((extraction, warnings)) => {
            let mut done: Vec<Done<J::Made>> = warnings
                .iter()
                .map(|warning| Done::Said(Report::remark(format!("{origin}: {warning}"))))
                .collect();
            done.push(Done::Met(
                extraction.document.id.clone(),
                origin.to_string(),
            ));
            let made = made_of(shop, desk, extraction, None);
            let name = origin.to_string();
            done.push(made.unwrap_or_else(|it| Done::Said(it.said_of(&name, shop))));
            done
        }
        Err(faults) => vec![Done::Said(Report::refusal(
            format!("{origin}: not an extraction that can be read\n{faults}"),
            "`claimgraph schema` prints the JSON Schema; offsets count Unicode code points",
        ))],
    }
}
