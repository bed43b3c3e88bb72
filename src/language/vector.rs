//! Loops over numbers, compiled for the vector instructions of the processor at hand.
//!
//! A loop that is handed over as a closure stays outside of the vector code where the compiler does not
//! inline it. So each is a type here, whose body is inlined always.

use pulp::{Arch, Simd, WithSimd};

use crate::language::matmul::ROUNDING;
use crate::language::weights::Norm;

/// Makes every row of so many numbers sum to 1, after `e^x`.
pub(crate) fn softmax(arch: Arch, rows: &mut [f32], width: usize) {
    arch.dispatch(Softmax { rows, width });
}

/// `x Φ(x)` for every number.
pub(crate) fn gelu(arch: Arch, values: &mut [f32]) {
    arch.dispatch(Gelu { values });
}

/// Layer normalisation of every row, eps 1e-12, after something is added to it.
pub(crate) fn normalise(arch: Arch, norm: &Norm, added: Option<&[f32]>, states: &mut [f32]) {
    arch.dispatch(Normalise {
        norm,
        added,
        states,
    });
}

/// The product of every row, whose last number is a bias, with a state.
pub(crate) fn multiply_rows(arch: Arch, rows: &[f32], state: &[f32], out: &mut [f32]) {
    arch.dispatch(Products { rows, state, out });
}

struct Softmax<'a> {
    rows: &'a mut [f32],
    width: usize,
}

impl WithSimd for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.rows.chunks_exact_mut(self.width) {
            let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for value in row.iter_mut() {
                *value = exp(*value - highest);
            }
            let scale = 1.0 / sum(row, |value| value);
            for value in row.iter_mut() {
                *value *= scale;
            }
        }
    }
}

struct Gelu<'a> {
    values: &'a mut [f32],
}

impl WithSimd for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for value in self.values {
            *value = gelu_of(*value);
        }
    }
}

struct Normalise<'a> {
    norm: &'a Norm,
    added: Option<&'a [f32]>,
    states: &'a mut [f32],
}

impl WithSimd for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Norm { weight, bias } = self.norm;
        for (state, added) in self.states.iter_mut().zip(self.added.unwrap_or_default()) {
            *state += added;
        }
        #[expect(clippy::cast_precision_loss, reason = "384 is exact")]
        let width = weight.len() as f32;
        for row in self.states.chunks_exact_mut(weight.len()) {
            let mean = sum(row, |value| value) / width;
            for value in row.iter_mut() {
                *value -= mean;
            }
            let variance = sum(row, |value| value * value) / width;
            let scale = 1.0 / (variance + 1e-12).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                *value = *value * scale * weight + bias;
            }
        }
    }
}

struct Products<'a> {
    rows: &'a [f32],
    state: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.rows.chunks_exact(self.state.len() + 1);
        for (row, out) in rows.zip(self.out) {
            let mut lanes = [0.0; 16];
            let (parts, bias) = row.as_chunks::<16>();
            for (part, state) in parts.iter().zip(self.state.as_chunks::<16>().0) {
                for ((lane, a), b) in lanes.iter_mut().zip(part).zip(state) {
                    *lane += a * b;
                }
            }
            *out = lanes.iter().sum::<f32>() + bias.iter().sum::<f32>();
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

/// The exact GELU, `x Φ(x)`, with erf after Abramowitz & Stegun 7.1.26: absolute error under 2e-7.
#[inline(always)]
fn gelu_of(x: f32) -> f32 {
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
    // n lies between -126 and 127. A cast to a whole number saturates, for which processors have no
    // vector code; here the number stands in the lowest bits, and the rest is shifted out.
    let power = f32::from_bits((n + ROUNDING).to_bits().wrapping_add(127) << 23);
    let result = value * power;
    if x < -87.0 { 0.0 } else { result }
}

#[cfg(test)]
mod tests {
    use super::{exp, gelu_of};

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
            assert!((gelu_of(x) - exact).abs() < 1e-6, "{x}: {}", gelu_of(x));
        }
        assert!(exp(-1e9) < f32::MIN_POSITIVE);
    }
}
