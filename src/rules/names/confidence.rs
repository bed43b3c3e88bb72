//! How likely a name is right, borders and type, given how far ahead of the next the model's reading was.
//!
//! Source: the names of UNER's development part of English EWT, 931 persons, organisations and places,
//! by the margin of their least certain word; the other types stand with them.

/// Margins of the network with the share of names that were right.
const SHARES: [(f64, f64); 5] = [
    (0.0, 0.4),
    (0.1, 0.65),
    (0.3, 0.77),
    (0.5, 0.85),
    (1.0, 0.91),
];

/// The share of right names among those of this margin.
pub(super) fn of(margin: f64) -> f64 {
    let mut pairs = SHARES.windows(2).filter_map(|pair| match pair {
        [low, high] => Some((*low, *high)),
        _ => None,
    });
    let between = pairs.find(|(_, high)| margin <= high.0);
    between.map_or(SHARES[SHARES.len() - 1].1, |(low, high)| {
        low.1 + (high.1 - low.1) * (margin.max(low.0) - low.0) / (high.0 - low.0)
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn it_grows_with_the_margin_and_stays_between_the_shares() {
        let found: Vec<f64> = (0..=20).map(|step| of(f64::from(step) / 20.0)).collect();
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{found:?}");
        assert!((of(0.2) - 0.71).abs() < 0.001);
        assert!((of(-1.0) - 0.4).abs() < 0.001 && (of(2.0) - 0.91).abs() < 0.001);
    }
}
