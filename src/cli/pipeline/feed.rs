//! The feeding end: records are looked at one by one, in order, and put together into chunks.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use crate::article::{self, Article, Next, Origin, Reader, Record};
use crate::cli::bounds::Bounds;
use crate::cli::error::Failure;
use crate::cli::pipeline::gate::Gate;
use crate::cli::pipeline::ids::Ids;
use crate::cli::pipeline::{Job, Report, Want};

/// Text bytes and articles of a chunk: enough for full batches of the network, little to wait for.
pub(super) const CHUNK_BYTES: usize = 1 << 16;
const CHUNK_ITEMS: usize = 16;

/// Unchanged articles are counted together, and shown now and then.
const CHUNK_UNCHANGED: usize = 1000;

/// How long a started chunk waits for more before it is worked on as it is.
const PATIENCE: Duration = Duration::from_millis(30);

/// Something to be worked on, in the order of the inputs.
pub(super) enum Item {
    /// An article to analyse, and what the job noted of it.
    Article(Box<Article>, String),
    /// An object of the extraction format, not yet checked.
    Extraction(String, Origin),
    /// Something to be said at this place.
    Report(Report),
}

/// A few items that go through the pipeline together.
pub(super) struct Chunk {
    /// Its place in the order.
    pub(super) number: usize,
    pub(super) items: Vec<Item>,
    /// Bytes for which the gate was asked.
    pub(super) weight: usize,
    /// Articles that were passed over.
    pub(super) unchanged: usize,
    /// Bytes of the inputs up to its end.
    pub(super) position: u64,
}

/// Takes records from the reader and hands on chunks.
pub(super) struct Feeder<J> {
    pub(super) job: Arc<J>,
    pub(super) gate: Arc<Gate>,
    pub(super) send: SyncSender<Chunk>,
    pub(super) bounds: Bounds,
    ids: Ids,
    chunk: Chunk,
}

/// The other end is gone: nobody wants the rest.
struct Unwanted;

impl<J: Job> Feeder<J> {
    pub(super) fn new(
        job: Arc<J>,
        gate: Arc<Gate>,
        send: SyncSender<Chunk>,
        bounds: Bounds,
        ids: Ids,
    ) -> Self {
        Self {
            job,
            gate,
            send,
            bounds,
            ids,
            chunk: Chunk::new(0),
        }
    }

    /// Feeds everything; how many chunks it were.
    pub(super) fn run(mut self, reader: &mut Reader) -> Result<usize, Failure> {
        loop {
            let next = reader.within(PATIENCE);
            self.chunk.position = reader.bytes_read();
            let fed = match next {
                Next::Record(Ok(Record::Article { article, origin })) => {
                    self.article(article, &origin)?
                }
                Next::Record(Ok(Record::Extraction { json, origin })) => {
                    self.extraction(json, origin)
                }
                Next::Record(Err(error)) => {
                    let hint = error.hint();
                    self.report(Report::refusal(error.to_string(), hint))
                }
                Next::NotYet => self.hand_on(),
                Next::End => break,
            };
            if fed.is_err() {
                break;
            }
        }
        let _ = self.hand_on();
        Ok(self.chunk.number)
    }

    fn article(
        &mut self,
        mut article: Article,
        origin: &Origin,
    ) -> Result<Result<(), Unwanted>, Failure> {
        let size = article.text.as_str().len();
        if size > self.bounds.article_bytes() {
            let message = format!(
                "{origin}: an article of {size} bytes, {} are allowed",
                self.bounds.article_bytes()
            );
            let hint = "split it, or allow more with --max-article-size";
            return Ok(self.report(Report::refusal(message, hint)));
        }
        if let Some(report) = self.distinguish(&mut article, origin)
            && self.report(report).is_err()
        {
            return Ok(Err(Unwanted));
        }
        Ok(match self.job.wants(&article)? {
            Want::Nothing => {
                self.chunk.unchanged += 1;
                match self.chunk.unchanged >= CHUNK_UNCHANGED {
                    true => self.hand_on(),
                    false => Ok(()),
                }
            }
            Want::Analysis(note) => self.put(Item::Article(Box::new(article), note), size),
        })
    }

    fn extraction(&mut self, json: String, origin: Origin) -> Result<(), Unwanted> {
        let size = json.len();
        let most = self.bounds.extraction_bytes();
        if size > most {
            let message = format!("{origin}: an extraction of {size} bytes, {most} are allowed");
            let hint = "allow more with --memory";
            return self.report(Report::refusal(message, hint));
        }
        // An extraction is mostly offsets: byte by byte it becomes less than a text does.
        self.put(Item::Extraction(json, origin), size / 8)
    }

    /// Sees to it that no article takes the place of another one of this run unnoticed: files of one
    /// name get the names of their folders into their ids, and a repeated id is reported.
    fn distinguish(&mut self, article: &mut Article, origin: &Origin) -> Option<Report> {
        let mut ids = self.ids.lock();
        if ids.insert(&article.id) {
            return None;
        }
        let other = article::ids_with_folders(article, origin)
            .into_iter()
            .find(|id| ids.insert(id));
        let Some(other) = other else {
            return ids.again(&article.id, &origin.to_string());
        };
        let old = std::mem::replace(&mut article.id, other);
        let message = format!(
            "{origin}: the id {old} is taken by an earlier file of that name; this one is {}",
            article.id
        );
        let hint = "rename one of the files, or give ids in JSON Lines";
        Some(Report::warning(message, hint))
    }

    fn report(&mut self, report: Report) -> Result<(), Unwanted> {
        self.put(Item::Report(report), 0)
    }

    fn put(&mut self, item: Item, weight: usize) -> Result<(), Unwanted> {
        if weight > CHUNK_BYTES {
            // A long article goes by itself: its time is watched.
            self.hand_on()?;
        }
        if !self.gate.try_enter(weight) {
            // What is in the chunk has to leave before there can be room.
            self.hand_on()?;
            self.gate.enter(weight);
        }
        self.chunk.items.push(item);
        self.chunk.weight += weight;
        match self.chunk.weight >= CHUNK_BYTES || self.chunk.items.len() >= CHUNK_ITEMS {
            true => self.hand_on(),
            false => Ok(()),
        }
    }

    fn hand_on(&mut self) -> Result<(), Unwanted> {
        if self.chunk.items.is_empty() && self.chunk.unchanged == 0 {
            return Ok(());
        }
        let next = Chunk {
            position: self.chunk.position,
            ..Chunk::new(self.chunk.number + 1)
        };
        let chunk = std::mem::replace(&mut self.chunk, next);
        self.send.send(chunk).map_err(|_| Unwanted)
    }
}

impl Chunk {
    fn new(number: usize) -> Self {
        Self {
            number,
            items: Vec::new(),
            weight: 0,
            unchanged: 0,
            position: 0,
        }
    }
}
