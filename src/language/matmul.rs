//! The one place that calls the matrix kernels: checked shapes in front of `gemm`.
#![expect(
    unsafe_code,
    reason = "gemm takes raw pointers; every call is preceded by the bounds check of its operands"
)]

/// A view of a matrix of `f32` in a slice: element (r, c) stands at `offset + r * row + c * column`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) offset: usize,
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// Where a product goes: rows of `columns` values, `row` apart, from `offset` on.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) data: &'a mut [f32],
    pub(crate) offset: usize,
    pub(crate) row: usize,
}

/// `target = scale * left · right` (plus what was there, if `add`), with `left` m × k and `right`
/// k × n. One thread; the kernel is chosen for the processor at run time.
///
/// # Panics
///
/// If an operand does not hold the shape asked for: a bug in the caller, never a matter of input.
pub(crate) fn multiply(
    [m, k, n]: [usize; 3],
    left: View<'_>,
    right: View<'_>,
    target: Target<'_>,
    scale: f32,
    add: bool,
) {
    if m == 0 || k == 0 || n == 0 {
        return;
    }
    let last = |view: &View<'_>, rows: usize, columns: usize| {
        view.offset + (rows - 1) * view.row + (columns - 1) * view.column
    };
    assert!(
        last(&left, m, k) < left.data.len(),
        "left operand too small"
    );
    assert!(
        last(&right, k, n) < right.data.len(),
        "right operand too small"
    );
    assert!(
        target.offset + (m - 1) * target.row + n <= target.data.len() && n <= target.row,
        "target too small"
    );
    let signed = |stride: usize| isize::try_from(stride).unwrap_or(isize::MAX);
    // SAFETY: the assertions above keep every element that the kernel reads or writes inside its
    // slice, and `target` is borrowed mutably, so it overlaps neither operand.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            target.data.as_mut_ptr().add(target.offset),
            1,
            signed(target.row),
            add,
            left.data.as_ptr().add(left.offset),
            signed(left.column),
            signed(left.row),
            right.data.as_ptr().add(right.offset),
            signed(right.column),
            signed(right.row),
            1.0,
            scale,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, View, multiply};

    #[test]
    fn multiplies_transposed_views_and_adds() {
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
            Target {
                data: &mut out,
                offset: 0,
                row: 2,
            },
            1.0,
            true,
        );
        assert_eq!(format!("{out:?}"), "[8.0, 12.0, 17.0, 24.0]");
    }
}
