//! The forward pass: a BERT encoder (Devlin et al. 2019) with a biaffine parser (Dozat & Manning 2017)
//! and three taggers on top.
//!
//! Sequences of a batch lie one behind the other in one matrix, without padding: every linear map is
//! one product, and only attention looks at single sequences.

use pulp::Arch;

use crate::language::matmul::{View, Work, multiply};
use crate::language::weights::{Borders, Head, Layer, Norm, Weights};

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
    // A word's row of products takes 13 kB: sixteen words at a time stay in the cache.
    for (block, heads) in heads.chunks(16).enumerate() {
        let mut dependents = Vec::with_capacity(heads.len() * side);
        for index in 0..heads.len() {
            let word = block * 16 + index + 1;
            dependents.extend_from_slice(&scores.label_dep[word * LABEL..(word + 1) * LABEL]);
            dependents.push(1.0);
        }
        let products = weights.labels.after(&dependents);
        arch.dispatch(|| {
            for (head, row) in heads.iter().zip(products.chunks_exact(labels * side)) {
                let state = &scores.label_head[head * LABEL..(head + 1) * LABEL];
                let parts = row.chunks_exact(side).map(|part| dot(part, state));
                let winner = parts
                    .enumerate()
                    .filter(|(label, _)| allowed(*head, *label))
                    .fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a });
                best.push(winner.0);
            }
        });
    }
    best
}

/// The product of a relation's row, whose last value is the bias, with a head's state.
#[inline(always)]
fn dot(part: &[f32], state: &[f32]) -> f32 {
    let mut lanes = [0.0; 16];
    let (parts, bias) = part.as_chunks::<16>();
    for (part, state) in parts.iter().zip(state.as_chunks::<16>().0) {
        for ((lane, a), b) in lanes.iter_mut().zip(part).zip(state) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f32>() + bias.iter().sum::<f32>()
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
    Arch::new().dispatch(|| normalise(&weights.embedding_norm, &mut states));
    states
}

fn layer_forward(layer: &Layer, sequences: &[&Sequence], states: &mut [f32], room: &mut Room) {
    let arch = room.arch;
    layer.qkv.apply(states, &mut room.qkv, &mut room.work);
    attend(sequences, room);
    layer.out.apply(&room.mixed, &mut room.out, &mut room.work);
    arch.dispatch(|| {
        add(states, &room.out);
        normalise(&layer.norm1, states);
    });
    let width = layer.up.outputs;
    room.wide.resize(BLOCK * width, 0.0);
    for (input, out) in states
        .chunks(BLOCK * DIM)
        .zip(room.out.chunks_mut(BLOCK * DIM))
    {
        let wide = &mut room.wide[..input.len() / DIM * width];
        layer.up.apply(input, wide, &mut room.work);
        arch.dispatch(|| wide.iter_mut().for_each(|value| *value = gelu(*value)));
        layer.down.apply(wide, out, &mut room.work);
    }
    arch.dispatch(|| {
        add(states, &room.out);
        normalise(&layer.norm2, states);
    });
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
            let attention = &mut room.attention;
            room.arch
                .dispatch(|| attention.chunks_exact_mut(length).for_each(softmax));
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
        add(row, &head.bias);
    }
    out
}

#[inline(always)]
fn add(states: &mut [f32], more: &[f32]) {
    states
        .iter_mut()
        .zip(more)
        .for_each(|(state, more)| *state += more);
}

/// Layer normalisation of every row, eps 1e-12.
#[inline(always)]
fn normalise(norm: &Norm, states: &mut [f32]) {
    #[expect(clippy::cast_precision_loss, reason = "384 is exact")]
    let width = DIM as f32;
    for row in states.chunks_exact_mut(DIM) {
        let mean = sum(row, |value| value) / width;
        row.iter_mut().for_each(|value| *value -= mean);
        let variance = sum(row, |value| value * value) / width;
        let scale = 1.0 / (variance + 1e-12).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *value = *value * scale * weight + bias;
        }
    }
}

/// A sum in sixteen lanes: the compiler may not reorder a plain one, which would cost eight times more.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        lanes
            .iter_mut()
            .zip(chunk)
            .for_each(|(lane, value)| *lane += of(*value));
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|value| of(*value)).sum::<f32>()
}

#[inline(always)]
fn softmax(row: &mut [f32]) {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut()
        .for_each(|value| *value = exp(*value - highest));
    let scale = 1.0 / sum(row, |value| value);
    row.iter_mut().for_each(|value| *value *= scale);
}

/// The exact GELU, `x Φ(x)`, with erf after Abramowitz & Stegun 7.1.26: absolute error under 2e-7.
#[inline(always)]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly = t
        * (0.254_829_6
            + t * (-0.284_496_72 + t * (1.421_413_8 + t * (-1.453_152_1 + t * 1.061_405_4))));
    let erf = 1.0 - poly * exp(-z * z);
    0.5 * x + 0.5 * x.abs() * erf
}

/// `e^x` for x ≤ 88 after Cephes (Moshier): relative error under 2e-7; 0 below -87. Branch-free, so
/// that loops over it become vector code.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let clamped = x.clamp(-87.0, 88.0);
    let n = (clamped * std::f32::consts::LOG2_E + 0.5).floor();
    let r = clamped - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let poly = 0.5
        + r * (0.166_666_55
            + r * (0.041_665_795 + r * (0.008_333_452 + r * (0.001_398_2 + r * 1.987_569_2e-4))));
    let value = 1.0 + r + r * r * poly;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "n lies between -126 and 127"
    )]
    let power = f32::from_bits((((n as i32) + 127) << 23).cast_unsigned());
    let result = value * power;
    if x < -87.0 { 0.0 } else { result }
}

#[cfg(test)]
mod tests {
    use super::{exp, gelu};

    #[test]
    fn exponential_and_gelu_are_as_exact_as_said() {
        for step in -2000..2000_i16 {
            let x = f32::from(step) / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 4e-7, "{x}");
        }
        // Values of x Φ(x) to seven places.
        for (x, exact) in [
            (-3.0, -0.004_049_7),
            (-1.0, -0.158_655_3),
            (0.0, 0.0),
            (0.5, 0.345_731_2),
            (2.0, 1.954_499_7),
        ] {
            assert!((gelu(x) - exact).abs() < 1e-6, "{x}: {}", gelu(x));
        }
        assert!(exp(-1e9) < f32::MIN_POSITIVE);
    }
}
