//! The working middle: chunks are analysed on every core, and an article that takes too long is given
//! up without holding up the others.
//!
//! A thread cannot be ended from outside. So a worker that overruns its time is left behind, its
//! results are not waited for any more, and another one takes over the rest of its chunk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::article::{Article, Origin};
use crate::cli::error::Failure;
use crate::cli::pipeline::feed::{Chunk, Item};
use crate::cli::pipeline::{Event, Job, Outcome, Report};
use crate::extraction::{Extraction, json};
use crate::knowledge::Knowledge;
use crate::language::{Document, Model};
use crate::rules;

/// What all workers share.
pub(super) struct Shop<J: Job> {
    pub(super) job: Arc<J>,
    pub(super) model: &'static Model,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) chunks: Mutex<Receiver<Chunk>>,
    pub(super) events: SyncSender<Event<J::Made>>,
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
struct Desk<T> {
    chunk: Option<Arc<Chunk>>,
    done: Vec<Outcome<T>>,
    /// Since when it has been at the item that comes next.
    since: Option<Instant>,
    left: bool,
}

type SharedDesk<T> = Arc<Mutex<Desk<T>>>;

/// The workers, and the time each article may take.
pub(super) struct Workers<J: Job> {
    shop: Arc<Shop<J>>,
    desks: Vec<SharedDesk<J::Made>>,
    patience: Duration,
}

impl<J: Job> Workers<J> {
    pub(super) fn new(shop: Shop<J>, patience: Duration) -> Result<Self, Failure> {
        let mut workers = Self {
            shop: Arc::new(shop),
            desks: Vec::new(),
            patience,
        };
        for _ in 0..rayon::current_num_threads() {
            let desk = workers.hire(None, Vec::new())?;
            workers.desks.push(desk);
        }
        Ok(workers)
    }

    /// Gives up every article that takes too long.
    pub(super) fn watch(&mut self) -> Result<(), Failure> {
        for at in 0..self.desks.len() {
            let taken_over = {
                let mut desk = lock(&self.desks[at]);
                let is_over = desk.since.is_some_and(|it| it.elapsed() > self.patience);
                let Some(chunk) = desk.chunk.clone().filter(|_| is_over) else {
                    continue;
                };
                desk.left = true;
                (chunk, std::mem::take(&mut desk.done))
            };
            let (chunk, mut done) = taken_over;
            let report = over_time(&chunk.items[done.len()], self.patience);
            done.push(vec![Done::Said(report)]);
            self.desks[at] = self.hire(Some(chunk), done)?;
        }
        Ok(())
    }

    fn hire(
        &self,
        chunk: Option<Arc<Chunk>>,
        done: Vec<Outcome<J::Made>>,
    ) -> Result<SharedDesk<J::Made>, Failure> {
        let desk = Arc::new(Mutex::new(Desk {
            chunk,
            done,
            since: None,
            left: false,
        }));
        let shop = Arc::clone(&self.shop);
        let own = Arc::clone(&desk);
        thread::Builder::new()
            .name("claimgraph-work".to_owned())
            .stack_size(STACK)
            .spawn(move || work(&shop, &own))
            .map_err(|error| Failure::new(format!("no thread can be started: {error}")))?;
        Ok(desk)
    }
}

/// Bytes of stack: rules walk down trees.
const STACK: usize = 16 << 20;

fn lock<T>(desk: &SharedDesk<T>) -> MutexGuard<'_, Desk<T>> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A worker's life: one chunk after the other, until there are no more or it is left behind.
fn work<J: Job>(shop: &Shop<J>, desk: &SharedDesk<J::Made>) {
    loop {
        let left_over = lock(desk).chunk.clone();
        let chunk = match left_over {
            Some(chunk) => chunk,
            None => {
                let next = shop.chunks.lock().unwrap_or_else(PoisonError::into_inner);
                let Ok(chunk) = next.recv() else { return };
                drop(next);
                let chunk = Arc::new(chunk);
                lock(desk).chunk = Some(Arc::clone(&chunk));
                chunk
            }
        };
        if !work_on(shop, desk, &chunk) {
            return;
        }
        let done = {
            let mut desk = lock(desk);
            desk.chunk = None;
            std::mem::take(&mut desk.done)
        };
        let event = Event::Chunk {
            number: chunk.number,
            weight: chunk.weight,
            unchanged: chunk.unchanged,
            done: done.into_iter().flatten().collect(),
        };
        if shop.events.send(event).is_err() {
            return;
        }
    }
}

/// Works on what is not done of a chunk; `false` if the worker was left behind meanwhile.
fn work_on<J: Job>(shop: &Shop<J>, desk: &SharedDesk<J::Made>, chunk: &Arc<Chunk>) -> bool {
    let begin = lock(desk).done.len();
    let rest = &chunk.items[begin..];
    let articles: Vec<&Article> = rest
        .iter()
        .filter_map(|item| match item {
            Item::Article(article, _) => Some(&**article),
            _ => None,
        })
        .collect();
    let mut documents = analysed(shop.model, &articles).into_iter();
    for item in rest {
        {
            let mut desk = lock(desk);
            desk.since = Some(Instant::now());
        }
        let done = match item {
            Item::Article(article, note) => {
                let document = documents.next().flatten();
                vec![understood(shop, article, document, note)]
            }
            Item::Extraction(json, origin) => checked(&*shop.job, json, origin),
            Item::Report(report) => vec![Done::Said(report.clone())],
        };
        let mut desk = lock(desk);
        if desk.left {
            return false;
        }
        desk.since = None;
        desk.done.push(done);
    }
    true
}

/// The analysis of several articles together; if it fails, of each one alone.
fn analysed<'a>(model: &Model, articles: &[&'a Article]) -> Vec<Option<Document<'a>>> {
    let texts: Vec<_> = articles.iter().map(|article| &article.text).collect();
    match catch_unwind(AssertUnwindSafe(|| model.analyze_all(&texts))) {
        Ok(documents) => documents.into_iter().map(Some).collect(),
        Err(_) if articles.len() == 1 => vec![None],
        Err(_) => articles
            .iter()
            .flat_map(|article| analysed(model, &[article]))
            .collect(),
    }
}

/// Rules never fail by contract. Where one does all the same, it costs one article, not the run.
fn understood<J: Job>(
    shop: &Shop<J>,
    article: &Article,
    document: Option<Document<'_>>,
    note: &str,
) -> Done<J::Made> {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let extraction = rules::extract(article, &document?, &shop.knowledge);
        let claims = extraction.claims.len();
        Some((shop.job.make(extraction, Some(note)), claims))
    }));
    match made {
        Ok(Some((made, claims))) => finished(made, claims),
        _ => Done::Said(Report::refusal(
            format!(
                "{}: the analysis failed on this article, a fault of this program",
                article.id
            ),
            "please report it with the article; the others go on",
        )),
    }
}

fn finished<T>(made: Result<Option<T>, Failure>, claims: usize) -> Done<T> {
    match made {
        Ok(Some(made)) => Done::Made(Box::new(made), claims),
        Ok(None) => Done::Unchanged,
        Err(failure) => Done::Said(Report::fatal(failure)),
    }
}

/// Checks an object that some other extractor wrote; says everything that is wrong with it.
fn checked<J: Job>(job: &J, json: &str, origin: &Origin) -> Outcome<J::Made> {
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
            done.push(made_of(job, extraction, origin));
            done
        }
        Err(faults) => vec![Done::Said(Report::refusal(
            format!("{origin}: not an extraction that can be read\n{faults}"),
            "`claimgraph schema` prints the JSON Schema; offsets count Unicode code points",
        ))],
    }
}

fn made_of<J: Job>(job: &J, extraction: Extraction, origin: &Origin) -> Done<J::Made> {
    let claims = extraction.claims.len();
    let made = catch_unwind(AssertUnwindSafe(|| job.make(extraction, None)));
    made.map_or_else(
        |_| {
            Done::Said(Report::refusal(
                format!("{origin}: this extraction could not be mapped, a fault of this program"),
                "please report it with the extraction; the others go on",
            ))
        },
        |made| finished(made, claims),
    )
}

fn over_time(item: &Item, patience: Duration) -> Report {
    let place = match item {
        Item::Article(article, _) => article.id.clone(),
        Item::Extraction(_, origin) => origin.to_string(),
        Item::Report(report) => report.message().to_owned(),
    };
    Report::refusal(
        format!("{place}: given up after {patience:?}"),
        "allow more with --max-article-time, or split it",
    )
}
