//! The English model: from spans of words to an analysed document.

use std::sync::LazyLock;

use rayon::prelude::*;
use serde_json::Value;

use crate::language::borders::Cut;
use crate::language::decode;
use crate::language::document::{Document, NameSpan, Sentence, Token};
use crate::language::labels::{Kind, NameType, Relation, Upos, Xpos};
use crate::language::lemma::Lemmas;
use crate::language::network::{self, Scores, Sequence};
use crate::language::pieces::{self, Pieces};
use crate::language::weights::{File, Weights, labels};
use crate::stop::Stop;
use crate::text::{Span, Text};

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no safetensors container, or a damaged one.
    #[error("not a model in a safetensors container: {0}")]
    Container(String),
    /// The description inside does not fit this program.
    #[error("the model's configuration lacks or misstates `{0}`")]
    Config(String),
    /// A tensor is missing.
    #[error("the model has no tensor `{0}`")]
    Missing(String),
    /// A tensor has another type or shape than it should.
    #[error("the model's tensor `{0}` has the wrong type or shape")]
    Shape(String),
}

/// A model in memory: vocabulary, weights, labels, lemma table.
#[derive(Debug)]
pub struct Model {
    version: String,
    pieces: Pieces,
    weights: Weights,
    lemmas: Lemmas,
    special: [u32; 2],
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    relations: Vec<Relation>,
    kinds: Vec<Kind>,
    /// Per label of the name sequence: whether it begins a name, and of which type; `None` for O.
    names: Vec<Option<(bool, NameType)>>,
}

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| {
    // Packed by build.rs.
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/claimgraph-en.safetensors.zst"));
    #[expect(clippy::expect_used, reason = "a test reads the same bytes")]
    let bytes = zstd::decode_all(packed.as_slice()).expect("the embedded model unpacks");
    #[expect(clippy::expect_used, reason = "a test reads the same bytes")]
    Model::from_bytes(&bytes).expect("the embedded model is whole")
});

/// Words that are analysed at one go; a longer sentence is cut at punctuation into windows.
const WORDS_MAX: usize = 200;

/// Pieces of a window, `[CLS]` and `[SEP]` not counted.
const PIECES_MAX: usize = 510;

/// Log odds from which a sentence is cut where no rule would: seven to three, because a sentence cut in
/// two by mistake costs as much as it gains where it is right.
const BORDER: f32 = 0.85;

/// The same in a text whose paragraphs end in stops: who is careful there is careful elsewhere.
const BORDER_EDITED: f32 = 2.5;

/// Pieces of a batch: enough to keep the kernels busy, few enough to stay in the cache.
const BATCH: usize = 768;

impl Model {
    /// The model that is part of the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model file; its layout is in `models/README.md`.
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, or one of another shape than this program computes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let file = File::open(bytes)?;
        let text = |key: &str| {
            let found = file.strings.get(key);
            found.ok_or_else(|| Error::Config(key.to_owned()))
        };
        let config: Value = serde_json::from_str(text("config")?)
            .map_err(|error| Error::Config(error.to_string()))?;
        let number = |key: &str| {
            let found = config[key]
                .as_u64()
                .and_then(|value| u32::try_from(value).ok());
            found.ok_or_else(|| Error::Config(key.to_owned()))
        };
        for (key, expected) in [
            ("format", 1),
            ("dim", 384),
            ("heads", 12),
            ("arc", 256),
            ("label", 64),
        ] {
            if number(key)? != expected {
                return Err(Error::Config(key.to_owned()));
            }
        }
        let (weights, lemmas) = rayon::join(
            || file.weights(number("layers").unwrap_or_default() as usize),
            || text("lemmas").map(|table| Lemmas::new(table)),
        );
        let model = Self {
            version: config["version"].as_str().unwrap_or("unknown").to_owned(),
            pieces: Pieces::new(text("pieces")?, number("unk")?),
            weights: weights?,
            lemmas: lemmas?,
            special: [number("cls")?, number("sep")?],
            upos: labels(&config, "upos", Upos::from_word)?,
            xpos: labels(&config, "xpos", Xpos::from_word)?,
            relations: labels(&config, "relations", Relation::from_word)?,
            kinds: labels(&config, "kinds", Kind::from_word)?,
            names: labels(&config, "names", |word| {
                let (place, kind) = word.split_once('-')?;
                Some((place == "B", NameType::from_word(kind)))
            })?,
        };
        model.check_sizes()?;
        Ok(model)
    }

    /// Name and version, for provenance.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    fn check_sizes(&self) -> Result<(), Error> {
        let weights = &self.weights;
        let relations = self.relations.len();
        let names = self.names.len();
        for (name, fits) in [
            ("upos", weights.upos.weight.columns == self.upos.len()),
            ("xpos", weights.xpos.weight.columns == self.xpos.len()),
            ("kinds", weights.kinds.weight.columns == self.kinds.len()),
            (
                "names",
                weights.names.weight.columns == names && weights.start.len() == names,
            ),
            (
                "names.transitions",
                weights.transitions.len() == names * names,
            ),
            (
                "label.V",
                weights.labels.columns == 65 * relations && relations > 0,
            ),
            ("mlp", weights.mlp.weight.columns == 640),
            (
                "arc.U",
                weights.arcs.weight.columns == 256 && weights.arcs.weight.rows == 256,
            ),
        ] {
            if !fits {
                return Err(Error::Shape(name.to_owned()));
            }
        }
        Ok(())
    }

    /// Analyses several texts together, which keeps the batches full.
    #[must_use]
    pub fn analyze_all<'t>(&self, texts: &[&'t Text]) -> Vec<Document<'t>> {
        self.analyze_unless(texts, Stop::never())
            .unwrap_or_default()
    }

    /// The same; `None` if it is not wanted any more before it is done. The documents carry the stop on.
    #[must_use]
    pub fn analyze_unless<'t>(
        &self,
        texts: &[&'t Text],
        stop: Stop<'t>,
    ) -> Option<Vec<Document<'t>>> {
        let mut cuts: Vec<Cut> = texts
            .par_iter()
            .map(|text| Cut::by_rules(text.as_str()))
            .collect();
        let mut jobs = Vec::new();
        for (text, cut) in texts.iter().zip(&cuts) {
            for sentence in &cut.sentences {
                stop.go_on()?;
                self.windows(&cut.of(text.as_str(), sentence), &mut jobs);
            }
        }
        let results = self.run_all(&jobs, stop)?;
        let results = self.look_again(texts, &mut cuts, results, stop)?;
        let mut results = results.into_iter();
        let mut documents = Vec::with_capacity(texts.len());
        for (text, cut) in texts.iter().zip(cuts) {
            stop.go_on()?;
            let words = cut.words.into_iter();
            let spans: Vec<Span> = words.filter_map(|word| text.span(word)).collect();
            documents.push(Document {
                stop,
                ..self.assemble(text, &spans, cut.sentences, &mut results)
            });
        }
        Some(documents)
    }

    /// Cuts the sentences in which the network saw others start, and analyses the pieces anew; the
    /// results of all others stay.
    fn look_again(
        &self,
        texts: &[&Text],
        cuts: &mut [Cut],
        results: Vec<Analysis>,
        stop: Stop<'_>,
    ) -> Option<Vec<Analysis>> {
        if results.iter().all(|window| window.borders.is_empty()) {
            return Some(results);
        }
        let mut results = results.into_iter();
        // `None` where a window is to be analysed anew.
        let mut kept: Vec<Option<Analysis>> = Vec::new();
        let mut jobs = Vec::new();
        for (text, cut) in texts.iter().zip(cuts) {
            let before = std::mem::take(cut);
            let edited = before.is_edited(text.as_str());
            let least = if edited { BORDER_EDITED } else { BORDER };
            for sentence in &before.sentences {
                stop.go_on()?;
                let (mut windows, mut starts) = (Vec::new(), Vec::new());
                let mut at = sentence.tokens.start;
                while at < sentence.tokens.end {
                    let Some(window) = results.next() else { break };
                    let sure = window.borders.iter().filter(|(_, odds)| *odds > least);
                    let sure = sure.map(|(word, _)| at + word);
                    starts.extend(before.possible(text.as_str(), sure));
                    at += window.heads.len();
                    windows.push(Some(window));
                }
                let pieces = cut.take(text.as_str(), &before, sentence, &starts);
                if !starts.is_empty() {
                    let known = jobs.len();
                    for piece in pieces {
                        self.windows(&cut.of(text.as_str(), &cut.sentences[piece]), &mut jobs);
                    }
                    windows = (known..jobs.len()).map(|_| None).collect();
                }
                kept.extend(windows);
            }
        }
        let mut anew = self.run_all(&jobs, stop)?.into_iter();
        let kept = kept.into_iter();
        Some(
            kept.filter_map(|window| window.or_else(|| anew.next()))
                .collect(),
        )
    }

    /// Appends a sentence's windows, nearly always one.
    fn windows(&self, words: &[&str], jobs: &mut Vec<Sequence>) {
        let spelled: Vec<Vec<u32>> = words
            .iter()
            .map(|word| {
                let mut ids = Vec::new();
                self.pieces.spell(word, &mut ids);
                ids
            })
            .collect();
        let mut start = 0;
        while start < words.len() {
            let end = window_end(words, &spelled, start);
            let mut sequence = Sequence {
                pieces: vec![self.special[0]],
                cases: vec![0],
                words: vec![0],
            };
            for (word, ids) in words[start..end].iter().zip(&spelled[start..end]) {
                let shape = pieces::shape(word);
                sequence.words.push(sequence.pieces.len());
                sequence.cases.push(shape);
                sequence
                    .cases
                    .extend((1..ids.len()).map(|_| pieces::later(shape)));
                sequence.pieces.extend_from_slice(ids);
            }
            sequence.pieces.push(self.special[1]);
            sequence.cases.push(0);
            jobs.push(sequence);
            start = end;
        }
    }

    /// Runs the network over windows in batches of similar length; results in the order given.
    fn run_all(&self, jobs: &[Sequence], stop: Stop<'_>) -> Option<Vec<Analysis>> {
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        order.sort_by_key(|job| (jobs[*job].pieces.len(), *job));
        let mut batches: Vec<Vec<usize>> = Vec::new();
        let mut size = BATCH;
        for job in order {
            let length = jobs[job].pieces.len();
            if size + length > BATCH {
                batches.push(Vec::new());
                size = 0;
            }
            size += length;
            if let Some(batch) = batches.last_mut() {
                batch.push(job);
            }
        }
        let mut done: Vec<(usize, Analysis)> = batches
            .par_iter()
            .take_any_while(|_| !stop.is_asked())
            .flat_map_iter(|batch| {
                let sequences: Vec<&Sequence> = batch.iter().map(|job| &jobs[*job]).collect();
                let scores = network::run(&self.weights, &sequences);
                let analysed: Vec<_> = scores.iter().map(|scores| self.decide(scores)).collect();
                batch.iter().copied().zip(analysed)
            })
            .collect();
        done.sort_by_key(|(job, _)| *job);
        let is_whole = done.len() == jobs.len();
        is_whole.then(|| done.into_iter().map(|(_, analysis)| analysis).collect())
    }

    fn decide(&self, scores: &Scores) -> Analysis {
        let words = scores.upos.len() / self.upos.len();
        let heads = decode::best_tree(&scores.arcs, words);
        let relations = network::relations(&self.weights, scores, &heads, |head, label| {
            (head == 0) == (self.relations[label] == Relation::Root)
        });
        let path = decode::best_sequence(
            &scores.names,
            &self.weights.transitions,
            &self.weights.start,
        );
        let labels = self.names.len();
        let certainty = path.iter().enumerate().map(|(word, label)| {
            decode::probability(&scores.names[word * labels..(word + 1) * labels], *label)
        });
        Analysis {
            upos: decode::best_labels(&scores.upos, self.upos.len()),
            xpos: decode::best_labels(&scores.xpos, self.xpos.len()),
            kinds: decode::best_labels(&scores.kinds, self.kinds.len()),
            relations,
            certainty: certainty.collect(),
            names: path,
            borders: (1..)
                .zip(&scores.borders)
                .filter_map(|(word, odds)| (*odds > BORDER).then_some((word, *odds)))
                .collect(),
            heads,
        }
    }

    /// Puts the windows' results together as one document.
    fn assemble<'t>(
        &self,
        text: &'t Text,
        spans: &[Span],
        sentences: Vec<Sentence>,
        results: &mut impl Iterator<Item = Analysis>,
    ) -> Document<'t> {
        let mut tokens: Vec<Token> = Vec::with_capacity(spans.len());
        let mut names = Vec::new();
        for sentence in &sentences {
            let mut root = None;
            while tokens.len() < sentence.tokens.end {
                let Some(window) = results.next() else { break };
                let start = tokens.len();
                self.add_tokens(
                    text,
                    &spans[start..],
                    &window,
                    start,
                    &mut root,
                    &mut tokens,
                );
                self.add_names(&window, start, &mut names);
            }
        }
        Document {
            text,
            tokens,
            sentences,
            names,
            stop: Stop::never(),
        }
    }

    /// A later window's root hangs from the first one's as parataxis, so that a sentence is one tree.
    fn add_tokens(
        &self,
        text: &Text,
        spans: &[Span],
        window: &Analysis,
        start: usize,
        root: &mut Option<usize>,
        tokens: &mut Vec<Token>,
    ) {
        for (index, (span, head)) in spans.iter().zip(&window.heads).enumerate() {
            let xpos = self.xpos[window.xpos[index]];
            let (head, relation) = match head {
                0 => match *root {
                    Some(first) => (Some(first), Relation::Parataxis),
                    None => (None, Relation::Root),
                },
                head => (
                    Some(start + head - 1),
                    self.relations[window.relations[index]],
                ),
            };
            tokens.push(Token {
                span: *span,
                upos: self.upos[window.upos[index]],
                xpos,
                lemma: self.lemmas.find(text.slice(*span), xpos),
                head,
                relation,
                kind: self.kinds[window.kinds[index]],
            });
        }
        if root.is_none() {
            let found = window.heads.iter().position(|head| *head == 0);
            *root = found.map(|index| start + index);
        }
    }

    fn add_names(&self, window: &Analysis, start: usize, names: &mut Vec<NameSpan>) {
        let mut open = false;
        for (index, label) in window.names.iter().enumerate() {
            let token = start + index;
            match self.names[*label] {
                None => open = false,
                Some((begins, kind)) if begins || !open => {
                    open = true;
                    names.push(NameSpan {
                        tokens: token..token + 1,
                        kind,
                        confidence: window.certainty[index],
                    });
                }
                Some(_) => {
                    if let Some(name) = names.last_mut() {
                        name.tokens.end = token + 1;
                        name.confidence = name.confidence.min(window.certainty[index]);
                    }
                }
            }
        }
    }
}

/// The decisions on one window, as positions in the model's label lists.
struct Analysis {
    upos: Vec<usize>,
    xpos: Vec<usize>,
    kinds: Vec<usize>,
    names: Vec<usize>,
    certainty: Vec<f32>,
    heads: Vec<usize>,
    relations: Vec<usize>,
    /// The words at which another sentence may start, with the log odds.
    borders: Vec<(usize, f32)>,
}

/// Where a window that starts here ends: with the sentence, or at the last punctuation mark of the
/// second half of what fits.
fn window_end(words: &[&str], spelled: &[Vec<u32>], start: usize) -> usize {
    let mut pieces = 0;
    let fitting = words[start..]
        .iter()
        .zip(&spelled[start..])
        .take_while(|(_, ids)| {
            pieces += ids.len();
            pieces <= PIECES_MAX
        })
        .take(WORDS_MAX)
        .count();
    let end = start + fitting.max(1);
    if end == words.len() {
        return end;
    }
    let half = start + fitting / 2;
    let is_mark = |word: &str| matches!(word, "," | ";" | ":" | "—" | "–" | "." | "…" | "?" | "!");
    let mark = (half..end).rev().find(|at| is_mark(words[*at]));
    mark.map_or(end, |at| at + 1)
}

#[cfg(test)]
mod tests;
