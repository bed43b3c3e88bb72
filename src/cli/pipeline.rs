//! From inputs to extractions, in order, with every core busy and flat memory.
//!
//! The reader runs ahead on a thread of its own; articles are analysed in chunks, so that the network
//! sees full batches; results are handed on in the order of the inputs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::article::{Article, Origin, Record};
use crate::cli::error::{Failure, complain};
use crate::cli::input::Inputs;
use crate::cli::progress::Progress;
use crate::extraction::{Extraction, json};
use crate::knowledge::Knowledge;
use crate::language::{Document, Model};
use crate::rules;

/// Text bytes and articles of a chunk: enough for full batches on many cores, little memory.
const CHUNK_BYTES: usize = 1 << 19;
const CHUNK_ARTICLES: usize = 128;

/// How many inputs were read and how many refused.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) read: usize,
    pub(crate) refused: usize,
}

/// Something to be handed on: an article still to be analysed, or a ready extraction.
enum Item {
    Article(Box<Article>),
    Ready(Box<Extraction>),
}

/// Reads every input and hands each extraction to `sink`, in order. Refused inputs are reported and
/// passed over. `wanted` may turn an article away before it is analysed.
pub(crate) fn run(
    inputs: &Inputs,
    knowledge: &Knowledge,
    mut wanted: impl FnMut(&Article) -> Result<bool, Failure>,
    mut sink: impl FnMut(Vec<Extraction>) -> Result<(), Failure>,
) -> Result<Tally, Failure> {
    let model = inputs.model()?;
    let mut progress = Progress::new();
    let mut tally = Tally::default();
    let mut chunk = Vec::new();
    let mut bytes = 0;
    for record in inputs.read() {
        let (size, item) = match record {
            Ok(Record::Article { article, .. }) => {
                tally.read += 1;
                if !wanted(&article)? {
                    progress.article(0);
                    continue;
                }
                (
                    article.text.as_str().len(),
                    Item::Article(Box::new(article)),
                )
            }
            Ok(Record::Extraction { json, origin }) => match ready(&json, &origin, &progress) {
                Some(extraction) => {
                    tally.read += 1;
                    (json.len(), Item::Ready(Box::new(extraction)))
                }
                None => {
                    tally.refused += 1;
                    progress.error();
                    continue;
                }
            },
            Err(error) => {
                tally.refused += 1;
                progress.error();
                progress.suspend(|| complain("error", &error.to_string(), Some(error.hint())));
                continue;
            }
        };
        chunk.push(item);
        bytes += size;
        if bytes >= CHUNK_BYTES || chunk.len() >= CHUNK_ARTICLES {
            bytes = 0;
            let done = analyse(
                std::mem::take(&mut chunk),
                model.get(),
                knowledge,
                &mut tally,
                &progress,
            );
            done.iter().for_each(|it| progress.article(it.claims.len()));
            sink(done)?;
        }
    }
    if !chunk.is_empty() {
        let done = analyse(chunk, model.get(), knowledge, &mut tally, &progress);
        done.iter().for_each(|it| progress.article(it.claims.len()));
        sink(done)?;
    }
    Ok(tally)
}

/// Checks a line that some other extractor wrote; says everything that is wrong with it.
fn ready(json: &str, origin: &Origin, progress: &Progress) -> Option<Extraction> {
    match json::read(json, origin.line().unwrap_or(1)) {
        Ok((extraction, warnings)) => {
            for warning in warnings {
                progress.suspend(|| complain("warning", &format!("{origin}: {warning}"), None));
            }
            Some(extraction)
        }
        Err(faults) => {
            let message = format!("{origin}: not an extraction that can be read\n{faults}");
            let hint =
                "`claimgraph schema` prints the JSON Schema; offsets count Unicode code points";
            progress.suspend(|| complain("error", &message, Some(hint)));
            None
        }
    }
}

fn analyse(
    chunk: Vec<Item>,
    model: &Model,
    knowledge: &Knowledge,
    tally: &mut Tally,
    progress: &Progress,
) -> Vec<Extraction> {
    let articles: Vec<&Article> = chunk
        .iter()
        .filter_map(|item| match item {
            Item::Article(article) => Some(&**article),
            Item::Ready(_) => None,
        })
        .collect();
    let texts: Vec<_> = articles.iter().map(|article| &article.text).collect();
    let documents = model.analyze_all(&texts);
    let read: Vec<Option<Extraction>> = articles
        .par_iter()
        .zip(&documents)
        .map(|(article, document)| understand(article, document, knowledge))
        .collect();
    let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
    let mut read = read.into_iter().zip(ids);
    let mut done = Vec::with_capacity(chunk.len());
    for item in chunk {
        match item {
            Item::Ready(extraction) => done.push(*extraction),
            Item::Article(_) => match read.next() {
                Some((Some(extraction), _)) => done.push(extraction),
                Some((None, id)) => {
                    tally.refused += 1;
                    let message = format!(
                        "{id}: the analysis failed on this article, a fault of this program"
                    );
                    let hint = "please report it with the article; the others go on";
                    progress.suspend(|| complain("error", &message, Some(hint)));
                }
                None => {}
            },
        }
    }
    done
}

/// Rules never fail by contract. Where one does all the same, it costs one article, not the run.
fn understand(
    article: &Article,
    document: &Document<'_>,
    knowledge: &Knowledge,
) -> Option<Extraction> {
    catch_unwind(AssertUnwindSafe(|| {
        rules::extract(article, document, knowledge)
    }))
    .ok()
}
