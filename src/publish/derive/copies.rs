//! Articles that are near copies of each other: one text that several outlets print.
//!
//! `MinHash` over shingles of five words: the share of equal places in two signatures estimates how many
//! of their shingles two texts have in common. Only articles that share a whole band of their signatures
//! are compared, so the work stays near linear in the number of articles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Hashes of a signature, and how many of them make a band.
const HASHES: usize = 64;
const BAND: usize = 4;

/// The share of shingles from which two texts are one: lead and headline may differ, and some cuts.
const ALIKE: f64 = 0.6;

/// Words of a shingle, and the fewest shingles of a text that can be told from another.
const SHINGLE: usize = 5;
const FEWEST: usize = 10;

/// The least hash of all shingles, for each hash function; `None` for a text too short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signature(Option<Box<[u32]>>);

impl Signature {
    /// Of a text.
    pub(super) fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|char: char| !char.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() < SHINGLE + FEWEST - 1 {
            return Self(None);
        }
        let mut least = vec![u32::MAX; HASHES].into_boxed_slice();
        for shingle in words.windows(SHINGLE) {
            let hash = fingerprint(shingle);
            for (seed, least) in (1_u64..).zip(least.iter_mut()) {
                // The upper half of a mixed number is as good as a hash function of its own.
                let mixed = (mix(hash ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 32) as u32;
                *least = mixed.min(*least);
            }
        }
        Self(Some(least))
    }

    /// The estimated share of shingles in common.
    fn likeness(&self, other: &Self) -> f64 {
        let (Some(one), Some(other)) = (&self.0, &other.0) else {
            return 0.0;
        };
        let same = one
            .iter()
            .zip(other.iter())
            .filter(|(one, other)| one == other);
        #[expect(clippy::cast_precision_loss, reason = "at most 64")]
        let share = same.count() as f64 / HASHES as f64;
        share
    }
}

/// FNV-1a, the same on every machine.
fn fingerprint(words: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// The finisher of `SplitMix64`.
fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Which article each one is a copy of.
#[derive(Debug)]
pub(super) struct Copies {
    originals: Vec<usize>,
}

impl Copies {
    /// Groups articles; the original of a group is the first by `order`.
    pub(super) fn find<K: Ord>(signatures: &[&Signature], order: impl Fn(usize) -> K) -> Self {
        let mut originals: Vec<usize> = (0..signatures.len()).collect();
        for band in 0..HASHES / BAND {
            let mut buckets: BTreeMap<&[u32], usize> = BTreeMap::new();
            for (at, signature) in signatures.iter().enumerate() {
                let Some(hashes) = &signature.0 else {
                    continue;
                };
                let Some(bucket) = hashes.chunks_exact(BAND).nth(band) else {
                    continue;
                };
                // One of a bucket stands for all: those like it are like each other.
                let first = *buckets.entry(bucket).or_insert(at);
                if first != at && signatures[first].likeness(signature) >= ALIKE {
                    unite(&mut originals, first, at);
                }
            }
        }
        let roots: Vec<usize> = (0..originals.len())
            .map(|at| root(&originals, at))
            .collect();
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, group) in roots.iter().enumerate() {
            let known = first.entry(*group).or_insert(at);
            if order(at) < order(*known) {
                *known = at;
            }
        }
        Self {
            originals: roots.iter().map(|group| first[group]).collect(),
        }
    }

    /// The article of which this is a copy, itself if of none.
    pub(super) fn original(&self, article: usize) -> usize {
        self.originals[article]
    }
}

fn root(originals: &[usize], mut at: usize) -> usize {
    while originals[at] != at {
        at = originals[at];
    }
    at
}

fn unite(originals: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(originals, one), root(originals, other));
    originals[one.max(other)] = one.min(other);
}

#[cfg(test)]
mod tests {
    use super::{Copies, Signature};

    #[test]
    fn a_reprint_is_a_copy_and_an_article_on_the_same_is_not() {
        let text = "The harbour board closed the northern pier on Monday after divers found cracks in \
            two of its pillars, and said that ferries would leave from the fish market until the \
            repairs are done, which may take all of the summer.";
        let reprint = format!(
            "By our own staff. {}",
            text.replace("Monday", "Monday morning")
        );
        let other = "Ferries leave from the fish market: the northern pier has cracks, and nobody at the \
            harbour board knows for how long it will stay closed or who is to pay for the work on it.";
        let signatures = [text, other, &reprint].map(Signature::new);
        let copies = Copies::find(&signatures.each_ref(), |at| at);
        assert_eq!([0, 1, 2].map(|at| copies.original(at)), [0, 1, 0]);
        let copies = Copies::find(&signatures.each_ref(), |at| 3 - at);
        assert_eq!([0, 1, 2].map(|at| copies.original(at)), [2, 1, 2]);
        assert_eq!(Signature::new("Too short to tell."), Signature(None));
    }
}
