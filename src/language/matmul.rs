//! Matrix products: checked shapes in front of the kernels of `rten-gemm`, which are chosen for the
//! processor at run time.
//!
//! Linear maps are computed in whole numbers: int8 weights with a scale a row, activations in eight
//! bits with a scale and a zero point a token. Sums of whole numbers are exact, so a token's state does
//! not depend on which other tokens stand in the batch. Where the processor has to sum in 16 bits (AVX2
//! without VNNI), products of eight bits would overflow, and activations have seven.

use std::fmt;

use pulp::{Arch, Simd, WithSimd};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

thread_local! {
    static WHOLE: GemmExecutor<u8, i8, i32> = GemmExecutor::default();
    static FLOAT: GemmExecutor<f32> = GemmExecutor::default();
}

/// Largest value of a quantised activation where nothing overflows, and where it would.
const TOP: f32 = 255.0;
const TOP_NARROW: f32 = 127.0;

/// Rows that are quantised and multiplied at one go: their products stay in the cache.
const BLOCK: usize = 64;

/// A linear map, `y = W x + b`, with weights in int8 and a scale for each output.
pub(crate) struct Linear {
    weight: PackedBMatrix<i8>,
    /// The sum of each output's weights: what one step of the zero point is worth.
    totals: Vec<i32>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    pub(crate) outputs: usize,
}

impl fmt::Debug for Linear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Linear({} -> {})", self.inputs, self.outputs)
    }
}

impl Linear {
    /// From weights in row-major order, one row an output; `None` if the sizes do not fit together.
    pub(crate) fn new(weight: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Option<Self> {
        let outputs = scales.len();
        let inputs = weight.len().checked_div(outputs)?;
        if inputs == 0 || weight.len() != inputs * outputs || bias.len() != outputs {
            return None;
        }
        let rows = NdTensorView::<i8, 2>::from_data([outputs, inputs], weight);
        let total = |row: &[i8]| row.iter().map(|value| i32::from(*value)).sum();
        Some(Self {
            weight: WHOLE.with(|kernel| kernel.prepack_b(rows.transposed())),
            totals: weight.chunks_exact(inputs).map(total).collect(),
            scales,
            bias,
            inputs,
            outputs,
        })
    }

    /// Maps every row of `input` to a row of `out`.
    pub(crate) fn apply(&self, input: &[f32], out: &mut [f32], work: &mut Work) {
        let rows = input.len() / self.inputs;
        assert_eq!(out.len(), rows * self.outputs, "as many rows out as in");
        for (input, out) in input
            .chunks(BLOCK * self.inputs)
            .zip(out.chunks_mut(BLOCK * self.outputs))
        {
            self.apply_block(input, out, work);
        }
    }

    fn apply_block(&self, input: &[f32], out: &mut [f32], work: &mut Work) {
        let rows = input.len() / self.inputs;
        work.quantise(input, self.inputs);
        work.sums.resize(rows * self.outputs, 0);
        let left = NdTensorView::from_data([rows, self.inputs], &work.values[..]);
        let product = WHOLE.with(|kernel| {
            kernel.gemm(
                &mut work.sums,
                GemmInputA::Unpacked(left),
                GemmInputB::Packed(&self.weight),
                GemmOptions::default(),
            )
        });
        debug_assert_eq!(product, Ok(()));
        work.arch.dispatch(Scale {
            map: self,
            sums: &work.sums,
            grid: &work.grid,
            out,
        });
    }
}

/// Sums of whole numbers, row by row, as the numbers that they stand for.
struct Scale<'a> {
    map: &'a Linear,
    sums: &'a [i32],
    /// Zero point and step of each row.
    grid: &'a [(i32, f32)],
    out: &'a mut [f32],
}

impl WithSimd for Scale<'_> {
    type Output = ();

    /// The zero point is taken out here: the library's kernels do it wrong beyond their first rows.
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let map = self.map;
        let rows = self.sums.chunks_exact(map.outputs);
        let rows = rows.zip(self.out.chunks_exact_mut(map.outputs));
        for ((sums, out), (zero, step)) in rows.zip(self.grid) {
            let columns = sums.iter().zip(&map.totals).zip(&map.scales);
            for (out, (((sum, total), scale), bias)) in out.iter_mut().zip(columns.zip(&map.bias)) {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "exact below 2^24, a rounding of 6e-8 above"
                )]
                let sum = (sum - zero * total) as f32;
                *out = sum * (step * scale) + bias;
            }
        }
    }
}

/// Memory that products use again and again.
pub(crate) struct Work {
    values: Vec<u8>,
    /// Zero point and step of each row.
    grid: Vec<(i32, f32)>,
    sums: Vec<i32>,
    /// Largest value of a quantised activation.
    top: f32,
    arch: Arch,
}

impl Work {
    pub(crate) fn new() -> Self {
        Self {
            values: Vec::new(),
            grid: Vec::new(),
            sums: Vec::new(),
            top: if WHOLE.with(GemmExecutor::may_saturate) {
                TOP_NARROW
            } else {
                TOP
            },
            arch: Arch::new(),
        }
    }

    /// Writes each row as `(value - zero) * step`, with values from 0 to `top`.
    fn quantise(&mut self, input: &[f32], width: usize) {
        self.values.resize(input.len(), 0);
        self.grid.clear();
        let arch = self.arch;
        arch.dispatch(Quantise {
            input,
            width,
            top: self.top,
            values: &mut self.values,
            grid: &mut self.grid,
        });
    }
}

struct Quantise<'a> {
    input: &'a [f32],
    width: usize,
    top: f32,
    values: &'a mut [u8],
    grid: &'a mut Vec<(i32, f32)>,
}

impl WithSimd for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.input.chunks_exact(self.width);
        for (row, values) in rows.zip(self.values.chunks_exact_mut(self.width)) {
            self.grid.push(quantise_row(row, self.top, values));
        }
    }
}

/// 1.5 · 2^23: adding it to a small number leaves the number, rounded to a whole one, in the lowest bits.
pub(crate) const ROUNDING: f32 = 12_582_912.0;

#[inline(always)]
fn quantise_row(row: &[f32], top: f32, values: &mut [u8]) -> (i32, f32) {
    let mut lows = [0.0_f32; 16];
    let mut highs = [0.0_f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for ((low, high), value) in lows.iter_mut().zip(&mut highs).zip(chunk) {
            *low = if *value < *low { *value } else { *low };
            *high = if *value > *high { *value } else { *high };
        }
    }
    let low = lows.iter().chain(rest).copied().fold(0.0, f32::min);
    let high = highs.iter().chain(rest).copied().fold(0.0, f32::max);
    let step = ((high - low) / top).max(f32::MIN_POSITIVE);
    let inverse = 1.0 / step;
    let zero = (-low * inverse).round().clamp(0.0, top);
    let shift = zero + ROUNDING;
    let last = top + ROUNDING;
    for (value, out) in row.iter().zip(values) {
        // The lowest byte is the whole number; the bound keeps a rounding at the edge from wrapping.
        *out = (value * inverse + shift).min(last).to_bits().to_le_bytes()[0];
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 255")]
    (zero as i32, step)
}

/// A view of a matrix of `f32` in a slice: element (r, c) stands at `offset + r * row + c * column`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) offset: usize,
    pub(crate) row: usize,
    pub(crate) column: usize,
}

impl<'a> View<'a> {
    fn matrix(&self, rows: usize, columns: usize) -> Option<NdTensorView<'a, f32, 2>> {
        let data = self.data.get(self.offset..)?;
        NdTensorView::from_slice_with_strides([rows, columns], data, [self.row, self.column]).ok()
    }
}

/// `out = factor * left · right`, with `left` m × k, `right` k × n and `out` in row-major order.
///
/// # Panics
///
/// If an operand does not hold the shape asked for: a bug in the caller, never a matter of input.
pub(crate) fn multiply(
    [m, k, n]: [usize; 3],
    left: View<'_>,
    right: View<'_>,
    factor: f32,
    out: &mut [f32],
) {
    if m == 0 || k == 0 || n == 0 {
        return;
    }
    let options = GemmOptions {
        alpha: factor,
        ..GemmOptions::default()
    };
    let product = left
        .matrix(m, k)
        .zip(right.matrix(k, n))
        .map(|(left, right)| {
            FLOAT.with(|kernel| {
                kernel.gemm(
                    out,
                    GemmInputA::Unpacked(left),
                    GemmInputB::Unpacked(right),
                    options,
                )
            })
        });
    assert!(
        product == Some(Ok(())),
        "operands of other shapes than asked for"
    );
}

/// A fixed right operand in `f32`, packed once.
pub(crate) struct Matrix {
    packed: PackedBMatrix<f32>,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl fmt::Debug for Matrix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Matrix({} x {})", self.rows, self.columns)
    }
}

impl Matrix {
    /// From values in row-major order; `None` if they do not fill so many rows.
    pub(crate) fn new(values: &[f32], rows: usize) -> Option<Self> {
        let columns = values.len().checked_div(rows)?;
        if columns == 0 || values.len() != rows * columns {
            return None;
        }
        let view = NdTensorView::<f32, 2>::from_data([rows, columns], values);
        Some(Self {
            packed: FLOAT.with(|kernel| kernel.prepack_b(view)),
            rows,
            columns,
        })
    }

    /// `left` times this, `left` in row-major order.
    pub(crate) fn after(&self, left: &[f32]) -> Vec<f32> {
        let rows = left.len() / self.rows;
        let mut out = vec![0.0; rows * self.columns];
        let left = NdTensorView::from_data([rows, self.rows], &left[..rows * self.rows]);
        let product = FLOAT.with(|kernel| {
            kernel.gemm(
                &mut out,
                GemmInputA::Unpacked(left),
                GemmInputB::Packed(&self.packed),
                GemmOptions::default(),
            )
        });
        debug_assert_eq!(product, Ok(()));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Linear, View, Work, multiply};

    #[test]
    fn multiplies_transposed_views() {
        let left = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let right = [1.0, 0.0, 2.0, 0.0, 1.0, 3.0];
        let mut out = [1.0; 4];
        // left is 2 × 3; right is stored 2 × 3 and used as its transpose, 3 × 2.
        multiply(
            [2, 3, 2],
            View {
                data: &left,
                offset: 0,
                row: 3,
                column: 1,
            },
            View {
                data: &right,
                offset: 0,
                row: 1,
                column: 3,
            },
            1.0,
            &mut out,
        );
        assert_eq!(format!("{out:?}"), "[7.0, 11.0, 16.0, 23.0]");
    }

    /// Weights of every int8 value, activations with outliers: the largest error stays within what seven
    /// bits allow, and a row comes out the same in any company.
    #[test]
    fn a_linear_map_is_exact_up_to_the_rounding_of_its_input() {
        let (inputs, outputs, rows) = (384, 40, 150);
        let weight: Vec<i8> = (0..inputs * outputs)
            .map(|at| i8::try_from(at * 37 % 255).unwrap_or(-1))
            .collect();
        let scales = vec![0.01; outputs];
        let bias = vec![0.5; outputs];
        let map = Linear::new(&weight, scales, bias).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let input: Vec<f32> = (0..rows * inputs)
            .map(|at| {
                ((at * 7919 % 1000) as f32 / 500.0 - 1.0) * if at % 97 == 0 { 5.0 } else { 1.0 }
            })
            .collect();
        let mut out = vec![0.0; rows * outputs];
        map.apply(&input, &mut out, &mut Work::new());
        for (row, out) in input.chunks(inputs).zip(out.chunks(outputs)) {
            let spread =
                row.iter().copied().fold(0.0, f32::max) - row.iter().copied().fold(0.0, f32::min);
            for (weights, out) in weight.chunks(inputs).zip(out) {
                let exact: f32 = row
                    .iter()
                    .zip(weights)
                    .map(|(x, w)| x * f32::from(*w) * 0.01)
                    .sum();
                let weights: f32 = weights.iter().map(|w| f32::from(*w).abs() * 0.01).sum();
                assert!((exact + 0.5 - out).abs() <= weights * spread / 127.0 * 0.51 + 1e-2);
            }
            let mut alone = vec![0.0; outputs];
            map.apply(row, &mut alone, &mut Work::new());
            assert!(
                alone
                    .iter()
                    .zip(out)
                    .all(|(a, b)| a.to_bits() == b.to_bits())
            );
        }
    }
}
