//! From inputs to extractions, in order, with every core busy and flat memory.
//!
//! Four stages run at the same time, with bounded queues between them: a thread reads and decompresses
//! (`article`), one puts articles together into chunks and passes over what is known already (`feed`),
//! one worker a core analyses and maps (`work`), and the calling thread puts the results back into the
//! order of the inputs and writes them. A gate bounds the bytes of all articles underway (`gate`).

mod feed;
mod gate;
mod ids;
mod work;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::article::Article;
use crate::cli::bounds::Bounds;
use crate::cli::error::{Failure, complain};
use crate::cli::input::Inputs;
use crate::cli::pipeline::feed::Feeder;
use crate::cli::pipeline::gate::Gate;
use crate::cli::pipeline::ids::Ids;
use crate::cli::pipeline::work::{Done, Shop, Workers};
use crate::cli::progress::Progress;
use crate::extraction::Extraction;
use crate::knowledge::Knowledge;
use crate::language::Model;
use crate::mapping::Limits;

/// How often the writer looks at the clock while nothing comes.
const TICK: Duration = Duration::from_millis(50);

/// What a command does with articles on their way.
pub(crate) trait Job: Send + Sync + 'static {
    /// What is written in the end.
    type Made: Send + 'static;

    /// Looks at an article before it is analysed, in the order of the inputs.
    fn wants(&self, article: &Article) -> Result<Want, Failure>;

    /// Makes what is to be written, on any core. `note` is what [`Job::wants`] noted, `None` for an
    /// extraction that came ready.
    fn make(
        &self,
        extraction: Extraction,
        note: Option<&str>,
        limits: Limits<'_>,
    ) -> Result<Product<Self::Made>, Failure>;
}

/// What comes of an extraction.
pub(crate) enum Product<T> {
    /// This, which is to be written.
    Made(T),
    /// Nothing: it is known already.
    Known,
    /// Nothing: it is beyond the limits.
    Beyond,
}

/// Whether an article is to be analysed.
pub(crate) enum Want {
    /// Yes, and this is to be remembered of it.
    Analysis(String),
    /// No: what came of it before still holds.
    Nothing,
}

/// The parts of a run that are the same for all commands.
pub(crate) struct Run<'a> {
    pub(crate) inputs: &'a Inputs,
    pub(crate) bounds: Bounds,
    pub(crate) model: &'static Model,
    pub(crate) knowledge: Arc<Knowledge>,
    /// Set when the run is to end after what is underway.
    pub(crate) stop: Arc<AtomicBool>,
}

/// How a run went.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) read: usize,
    pub(crate) refused: usize,
    pub(crate) unchanged: usize,
    /// Whether it was stopped before its inputs ended.
    pub(crate) stopped: bool,
    /// The ids of all articles met.
    ids: Ids,
}

impl Tally {
    /// Whether an article of this id was among the inputs.
    pub(crate) fn has_seen(&self, id: &str) -> bool {
        self.ids.lock().has(id)
    }
}

/// What came of an item: reports, and at most one thing to write.
type Outcome<T> = Vec<Done<T>>;

/// What the writing thread hears of.
enum Event<T> {
    Chunk {
        number: usize,
        weight: usize,
        unchanged: usize,
        position: u64,
        done: Outcome<T>,
    },
    /// The inputs are at their end: so many chunks there were.
    Fed(Result<usize, Failure>),
}

/// Something to be said to the user, in the order of the inputs.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    severity: Severity,
    message: String,
    hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Severity {
    /// Worth knowing.
    Warning,
    /// An input was refused.
    Refusal,
    /// The run cannot go on.
    Fatal,
}

impl Report {
    fn refusal(message: String, hint: impl Into<String>) -> Self {
        Self {
            severity: Severity::Refusal,
            message,
            hint: Some(hint.into()),
        }
    }

    fn warning(message: String, hint: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            message,
            hint: Some(hint.into()),
        }
    }

    fn remark(message: String) -> Self {
        Self {
            severity: Severity::Warning,
            message,
            hint: None,
        }
    }

    fn fatal(failure: Failure) -> Self {
        let (message, hint) = failure.words();
        Self {
            severity: Severity::Fatal,
            message,
            hint,
        }
    }

    fn say(&self) {
        let kind = match self.severity {
            Severity::Warning => "warning",
            _ => "error",
        };
        complain(kind, &self.message, self.hint.as_deref());
    }
}

/// Reads every input and hands what was made of it to `sink`, in order. Refused inputs are reported
/// and passed over. `sink` is also called with nothing now and then; its second argument says that
/// nothing is underway, so that it need not wait for more.
pub(crate) fn run<J: Job>(
    run: Run<'_>,
    job: Arc<J>,
    mut sink: impl FnMut(Vec<J::Made>, bool) -> Result<(), Failure>,
) -> Result<Tally, Failure> {
    let gate = Arc::new(Gate::new(run.bounds.underway()));
    let threads = rayon::current_num_threads();
    let (send, chunks) = sync_channel(2 * threads);
    let (events_in, events) = sync_channel(2 * threads);
    let mut reader = run.inputs.read(run.bounds.limits());
    let mut progress = Progress::new(run.inputs.size());
    let tally = Tally::default();
    let ids = tally.ids.clone();
    let feeder = Feeder::new(Arc::clone(&job), Arc::clone(&gate), send, run.bounds, ids);
    let fed = events_in.clone();
    std::thread::spawn(move || {
        // Nobody may be listening any more.
        let _ = fed.send(Event::Fed(feeder.run(&mut reader)));
    });
    let shop = Shop {
        job,
        model: run.model,
        knowledge: run.knowledge,
        chunks: Mutex::new(chunks),
        events: events_in,
        patience: run.bounds.article_time(),
        graph_bytes: run.bounds.graph_bytes(),
    };
    let mut writing = Writing {
        events,
        gate,
        workers: Workers::new(shop)?,
        waiting: BTreeMap::new(),
        next: 0,
        tally,
    };
    writing.run(&run.stop, &mut progress, &mut sink)?;
    if let Some(report) = writing.tally.ids.lock().sum_up() {
        report.say();
    }
    Ok(writing.tally)
}

/// The writing end.
struct Writing<T> {
    events: Receiver<Event<T>>,
    gate: Arc<Gate>,
    workers: Workers,
    /// Chunks whose turn has not come.
    waiting: BTreeMap<usize, (usize, u64, Outcome<T>)>,
    next: usize,
    tally: Tally,
}

impl<T> Writing<T> {
    fn run(
        &mut self,
        stop: &AtomicBool,
        progress: &mut Progress,
        sink: &mut impl FnMut(Vec<T>, bool) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut all = None;
        let mut looked = Instant::now();
        while all != Some(self.next) {
            match self.events.recv_timeout(TICK) {
                Ok(Event::Chunk {
                    number,
                    weight,
                    unchanged,
                    position,
                    done,
                }) => {
                    self.tally.unchanged += unchanged;
                    self.tally.read += unchanged;
                    progress.articles(unchanged, 0);
                    self.waiting.insert(number, (weight, position, done));
                }
                Ok(Event::Fed(chunks)) => all = Some(chunks?),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::new(
                        "all workers are gone, a fault of this program",
                    ));
                }
            }
            while let Some((weight, position, done)) = self.waiting.remove(&self.next) {
                progress.reached(position);
                let batch = self.sort_out(done, progress)?;
                sink(batch, false)?;
                self.gate.leave(weight);
                self.next += 1;
            }
            if looked.elapsed() > TICK {
                looked = Instant::now();
                self.workers.watch();
                progress.show();
                sink(Vec::new(), self.gate.is_idle())?;
            }
            if stop.load(Ordering::Relaxed) {
                self.tally.stopped = true;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Says what is to be said of a chunk and gives what is to be written.
    fn sort_out(&mut self, done: Outcome<T>, progress: &mut Progress) -> Result<Vec<T>, Failure> {
        let mut batch = Vec::new();
        for done in done {
            match done {
                Done::Made(made, claims) => {
                    self.tally.read += 1;
                    progress.articles(1, claims);
                    batch.push(*made);
                }
                Done::Unchanged => {
                    self.tally.read += 1;
                    self.tally.unchanged += 1;
                    progress.articles(1, 0);
                }
                Done::Met(id, place) => {
                    let repeated = self.tally.ids.lock().repeated(&id, &place);
                    if let Some(report) = repeated {
                        progress.suspend(|| report.say());
                    }
                }
                Done::Said(report) => {
                    match report.severity {
                        Severity::Fatal => {
                            let failure = Failure::new(report.message);
                            return Err(match report.hint {
                                Some(hint) => failure.hinted(hint),
                                None => failure,
                            });
                        }
                        Severity::Refusal => {
                            self.tally.refused += 1;
                            progress.error();
                        }
                        Severity::Warning => {}
                    }
                    progress.suspend(|| report.say());
                }
            }
        }
        Ok(batch)
    }
}
