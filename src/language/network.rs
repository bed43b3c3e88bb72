//! The forward pass: a BERT encoder (Devlin et al. 2019) with a biaffine parser (Dozat & Manning 2017)
//! and three taggers on top.
//!
//! Sequences of a batch lie one behind the other in one matrix, without padding: every linear map is
//! one product, and only attention looks at single sequences.

use pulp::Arch;

use crate::language::matmul::{View, Work, multiply};
use crate::language::vector::{gelu, multiply_rows, normalise, softmax};
use crate::language::weights::{Borders, Head, Layer, Weights};

/// Width of the encoder, its attention heads, and the width of one.
pub(crate) const DIM: usize = 384;
const HEADS: usize = 12;
const HEAD_DIM: usize = DIM / HEADS;

/// Widths of the parser's projections.
const ARC: usize = 256;
const LABEL: usize = 64;

/// One sentence as the network reads it, `[CLS]` and `[SEP]` included.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    pub(crate) pieces: Vec<u32>,
    pub(crate) cases: Vec<usize>,
    /// Where each word's first piece stands; the first entry is `[CLS]`, the root.
    pub(crate) words: Vec<usize>,
}

/// What the network says of one sentence of `n` words.
#[derive(Debug)]
pub(crate) struct Scores {
    /// `n` rows of label scores each.
    pub(crate) upos: Vec<f32>,
    pub(crate) xpos: Vec<f32>,
    pub(crate) kinds: Vec<f32>,
    pub(crate) names: Vec<f32>,
    /// For each word but the first the log odds of a sentence that starts there; empty where the model
    /// does not say.
    pub(crate) borders: Vec<f32>,
    /// `n` rows of `n + 1` scores: word under head, head 0 being the root.
    pub(crate) arcs: Vec<f32>,
    /// `n + 1` rows (the root first): label projections as dependent and as head.
    label_dep: Vec<f32>,
    label_head: Vec<f32>,
    /// The first word's state, for comparison with other implementations.
    #[cfg(test)]
    pub(crate) first_state: Vec<f32>,
}

/// Runs a batch of sentences.
pub(crate) fn run(weights: &Weights, sequences: &[&Sequence]) -> Vec<Scores> {
    let mut states = embed(weights, sequences);
    let rows = states.len() / DIM;
    let mut room = Room::new(rows);
    for layer in &weights.layers {
        layer_forward(layer, sequences, &mut states, &mut room);
    }
    read_out(weights, sequences, &states)
}

/// The relation of each word under its head (0 = root): the best label among those `allowed`.
pub(crate) fn relations(
    weights: &Weights,
    scores: &Scores,
    heads: &[usize],
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let side = LABEL + 1;
    let labels = weights.labels.columns / side;
    let arch = Arch::new();
    let mut best = Vec::with_capacity(heads.len());
    let mut found = Vec::new();
    // A word's row of products takes 13 kB: sixteen words at a time stay in the cache.
    for (block, heads) in heads.chunks(16).enumerate() {
        let mut dependents = Vec::with_capacity(heads.len() * side);
        for index in 0..heads.len() {
            let word = block * 16 + index + 1;
            dependents.extend_from_slice(&scores.label_dep[word * LABEL..(word + 1) * LABEL]);
            dependents.push(1.0);
        }
        let products = weights.labels.after(&dependents);
        for (head, row) in heads.iter().zip(products.chunks_exact(labels * side)) {
            let state = &scores.label_head[head * LABEL..(head + 1) * LABEL];
            found.clear();
            found.resize(labels, 0.0);
            multiply_rows(arch, row, state, &mut found);
            let parts = found.iter().copied().enumerate();
            let winner = parts
                .filter(|(label, _)| allowed(*head, *label))
                .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
            best.push(winner.0);
        }
    }
    best
}

/// The wide inner layer is walked through in blocks of so many rows, which stay in the cache.
const BLOCK: usize = 64;

/// Memory that every layer of a batch uses again.
struct Room {
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    attention: Vec<f32>,
    wide: Vec<f32>,
    out: Vec<f32>,
    head: Vec<f32>,
    work: Work,
    arch: Arch,
}

impl Room {
    fn new(rows: usize) -> Self {
        Self {
            qkv: vec![0.0; rows * 3 * DIM],
            mixed: vec![0.0; rows * DIM],
            attention: Vec::new(),
            wide: Vec::new(),
            out: vec![0.0; rows * DIM],
            head: Vec::new(),
            work: Work::new(),
            arch: Arch::new(),
        }
    }
}

fn embed(weights: &Weights, sequences: &[&Sequence]) -> Vec<f32> {
    let rows = sequences.iter().map(|it| it.pieces.len()).sum::<usize>();
    let mut states = vec![0.0; rows * DIM];
    let mut row = states.chunks_exact_mut(DIM);
    for sequence in sequences {
        for (place, (piece, case)) in sequence.pieces.iter().zip(&sequence.cases).enumerate() {
            let Some(state) = row.next() else { break };
            weights.words.add(*piece as usize, state);
            weights.positions.add(place, state);
            if let Some(shape) = weights.cases.get(case * DIM..(case + 1) * DIM) {
                state
                    .iter_mut()
                    .zip(shape)
                    .for_each(|(state, shape)| *state += shape);
            }
        }
    }
    normalise(Arch::new(), &weights.embedding_norm, None, &mut states);
    states
}

fn layer_forward(layer: &Layer, sequences: &[&Sequence], states: &mut [f32], room: &mut Room) {
    let arch = room.arch;
    layer.qkv.apply(states, &mut room.qkv, &mut room.work);
    attend(sequences, room);
    layer.out.apply(&room.mixed, &mut room.out, &mut room.work);
    normalise(arch, &layer.norm1, Some(&room.out), states);
    let width = layer.up.outputs;
    room.wide.resize(BLOCK * width, 0.0);
    for (input, out) in states
        .chunks(BLOCK * DIM)
        .zip(room.out.chunks_mut(BLOCK * DIM))
    {
        let wide = &mut room.wide[..input.len() / DIM * width];
        layer.up.apply(input, wide, &mut room.work);
        gelu(arch, wide);
        layer.down.apply(wide, out, &mut room.work);
    }
    normalise(arch, &layer.norm2, Some(&room.out), states);
}

/// Scaled dot-product attention of every head, sequence by sequence.
fn attend(sequences: &[&Sequence], room: &mut Room) {
    #[expect(clippy::cast_precision_loss, reason = "32 is exact")]
    let scale = 1.0 / (HEAD_DIM as f32).sqrt();
    let row = 3 * DIM;
    let mut first = 0;
    for sequence in sequences {
        let length = sequence.pieces.len();
        room.attention.resize(length * length, 0.0);
        room.head.resize(length * HEAD_DIM, 0.0);
        for head in 0..HEADS {
            let offset = first * row + head * HEAD_DIM;
            multiply(
                [length, HEAD_DIM, length],
                View {
                    data: &room.qkv,
                    offset,
                    row,
                    column: 1,
                },
                View {
                    data: &room.qkv,
                    offset: offset + DIM,
                    row: 1,
                    column: row,
                },
                scale,
                &mut room.attention,
            );
            softmax(room.arch, &mut room.attention, length);
            multiply(
                [length, length, HEAD_DIM],
                View {
                    data: &room.attention,
                    offset: 0,
                    row: length,
                    column: 1,
                },
                View {
                    data: &room.qkv,
                    offset: offset + 2 * DIM,
                    row,
                    column: 1,
                },
                1.0,
                &mut room.head,
            );
            let rows = room.mixed[first * DIM..].chunks_exact_mut(DIM);
            for (row, head_row) in rows.zip(room.head.chunks_exact(HEAD_DIM)) {
                row[head * HEAD_DIM..(head + 1) * HEAD_DIM].copy_from_slice(head_row);
            }
        }
        first += length;
    }
}

fn read_out(weights: &Weights, sequences: &[&Sequence], states: &[f32]) -> Vec<Scores> {
    let mut words = Vec::new();
    let mut first = 0;
    for sequence in sequences {
        for place in &sequence.words {
            let at = (first + place) * DIM;
            words.extend_from_slice(&states[at..at + DIM]);
        }
        first += sequence.pieces.len();
    }
    let readings = Readings::new(weights, words);
    let mut at = 0;
    let mut scores = Vec::with_capacity(sequences.len());
    for sequence in sequences {
        scores.push(readings.sentence(at, sequence.words.len()));
        at += sequence.words.len();
    }
    scores
}

/// What the heads read from the words of a whole batch, one row a word, roots included.
struct Readings {
    /// Scores and number of labels of UPOS, XPOS, kinds and names.
    tags: [(Vec<f32>, usize); 4],
    /// What each word looks for in its head, and what it offers as one.
    sought: Vec<f32>,
    offered: Vec<f32>,
    label_dep: Vec<f32>,
    label_head: Vec<f32>,
    /// One value a row: whether a sentence starts there. Empty where the model does not say.
    borders: Vec<f32>,
    #[cfg(test)]
    words: Vec<f32>,
}

impl Readings {
    fn new(weights: &Weights, words: Vec<f32>) -> Self {
        let mut hidden = project(&weights.mlp, &words);
        for value in &mut hidden {
            *value = value.max(0.1 * *value);
        }
        let column = |from: usize, size: usize| -> Vec<f32> {
            let rows = hidden.chunks_exact(2 * (ARC + LABEL));
            rows.flat_map(|row| row[from..from + size].iter().copied())
                .collect()
        };
        Self {
            tags: [&weights.upos, &weights.xpos, &weights.kinds, &weights.names]
                .map(|head| (project(head, &words), head.weight.columns)),
            sought: project(&weights.arcs, &column(ARC, ARC)),
            offered: column(0, ARC),
            label_head: column(2 * ARC, LABEL),
            label_dep: column(2 * ARC + LABEL, LABEL),
            borders: (weights.borders.as_ref())
                .map_or_else(Vec::new, |borders| starts(borders, &words)),
            #[cfg(test)]
            words,
        }
    }

    /// The scores of the sentence whose root stands in row `at`, with `nodes` rows.
    fn sentence(&self, at: usize, nodes: usize) -> Scores {
        let mut arcs = vec![0.0; (nodes - 1) * nodes];
        multiply(
            [nodes - 1, ARC, nodes],
            View {
                data: &self.sought,
                offset: (at + 1) * ARC,
                row: ARC,
                column: 1,
            },
            View {
                data: &self.offered,
                offset: at * ARC,
                row: 1,
                column: ARC,
            },
            1.0,
            &mut arcs,
        );
        let of = |(values, labels): &(Vec<f32>, usize)| {
            values[(at + 1) * labels..(at + nodes) * labels].to_vec()
        };
        let labels = |values: &[f32]| values[at * LABEL..(at + nodes) * LABEL].to_vec();
        let [upos, xpos, kinds, names] = &self.tags;
        Scores {
            upos: of(upos),
            xpos: of(xpos),
            kinds: of(kinds),
            names: of(names),
            borders: (self.borders.get(at + 2..at + nodes)).map_or_else(Vec::new, <[f32]>::to_vec),
            arcs,
            label_dep: labels(&self.label_dep),
            label_head: labels(&self.label_head),
            #[cfg(test)]
            first_state: self.words[(at + 1) * DIM..(at + 2) * DIM].to_vec(),
        }
    }
}

/// The log odds, for each row, that a sentence starts there: two words, the one before and the word
/// itself, under a leaky `ReLU`. The first row has nothing before it and gets 0.
fn starts(borders: &Borders, words: &[f32]) -> Vec<f32> {
    let width = borders.pair.weight.columns;
    let read = project(&borders.pair, words);
    let mut hidden = vec![0.0; width / 2];
    for (before, word) in read
        .chunks_exact(width)
        .zip(read.chunks_exact(width).skip(1))
    {
        hidden.extend(
            before[..width / 2]
                .iter()
                .zip(&word[width / 2..])
                .map(|(a, b)| {
                    let sum = a + b;
                    sum.max(0.1 * sum)
                }),
        );
    }
    project(&borders.out, &hidden)
}

/// What a head reads from each row of `input`.
fn project(head: &Head, input: &[f32]) -> Vec<f32> {
    let mut out = head.weight.after(input);
    for row in out.chunks_exact_mut(head.weight.columns) {
        row.iter_mut()
            .zip(&head.bias)
            .for_each(|(value, bias)| *value += bias);
    }
    out
}
