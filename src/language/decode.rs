//! From scores to decisions: the best label, the best name sequence, the best tree.

/// The position of the highest score in each row of `width` scores; the first one of equals.
pub(crate) fn best_labels(scores: &[f32], width: usize) -> Vec<usize> {
    scores.chunks_exact(width).map(best).collect()
}

fn best(row: &[f32]) -> usize {
    let mut winner = 0;
    for (index, score) in row.iter().enumerate() {
        if *score > row[winner] {
            winner = index;
        }
    }
    winner
}

/// The label sequence with the highest sum of scores and transitions (Viterbi 1967).
pub(crate) fn best_sequence(scores: &[f32], transitions: &[f32], start: &[f32]) -> Vec<usize> {
    let labels = start.len();
    let mut rows = scores.chunks_exact(labels);
    let Some(first) = rows.next() else {
        return Vec::new();
    };
    let mut sums: Vec<f32> = first.iter().zip(start).map(|(a, b)| a + b).collect();
    let mut came_from = Vec::new();
    for row in rows {
        let mut next = Vec::with_capacity(labels);
        for (to, score) in row.iter().enumerate() {
            let into: Vec<f32> = (0..labels)
                .map(|from| sums[from] + transitions[from * labels + to])
                .collect();
            let from = best(&into);
            came_from.push(from);
            next.push(into[from] + score);
        }
        sums = next;
    }
    let mut path = vec![best(&sums)];
    for row in came_from.chunks_exact(labels).rev() {
        let last = path[path.len() - 1];
        path.push(row[last]);
    }
    path.reverse();
    path
}

/// The probability a row of scores gives to one of its labels.
pub(crate) fn probability(row: &[f32], label: usize) -> f32 {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = row.iter().map(|score| (score - highest).exp()).sum();
    (row[label] - highest).exp() / sum
}

/// What every arc from the root loses when the best tree has several roots.
const ROOT_PENALTY: f32 = 1e6;

/// The head of each of `n` words (0 = root) in the maximum spanning tree with exactly one word under
/// the root, from `n` rows of `n + 1` scores (Chu & Liu 1965, Edmonds 1967).
pub(crate) fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    let nodes = words + 1;
    let mut weights = vec![vec![f32::NEG_INFINITY; nodes]; nodes];
    for word in 1..nodes {
        for head in (0..nodes).filter(|head| *head != word) {
            weights[word][head] = scores[(word - 1) * nodes + head];
        }
    }
    let mut heads = spanning_tree(&weights);
    if heads.iter().skip(1).filter(|head| **head == 0).count() > 1 {
        for row in weights.iter_mut().skip(1) {
            row[0] -= ROOT_PENALTY;
        }
        heads = spanning_tree(&weights);
    }
    heads.split_off(1)
}

/// The best head of every node but node 0; `weights[node][head]`.
fn spanning_tree(weights: &[Vec<f32>]) -> Vec<usize> {
    let mut heads: Vec<usize> = weights.iter().map(|row| best(row)).collect();
    heads[0] = 0;
    let Some(cycle) = find_cycle(&heads) else {
        return heads;
    };
    contract(weights, &heads, &cycle)
}

/// The nodes of some cycle among the heads, if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    seen[0] = usize::MAX;
    for start in 1..heads.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
        // A finished path: nothing that leads into it can close a new cycle there.
    }
    None
}

/// Makes one node of a cycle, solves the smaller problem, and opens the cycle where the solution
/// enters it.
fn contract(weights: &[Vec<f32>], heads: &[usize], cycle: &[usize]) -> Vec<usize> {
    let nodes = weights.len();
    let mut in_cycle = vec![false; nodes];
    cycle.iter().for_each(|node| in_cycle[*node] = true);
    let outside: Vec<usize> = (0..nodes).filter(|node| !in_cycle[*node]).collect();
    let merged = outside.len();
    let mut smaller = vec![vec![f32::NEG_INFINITY; merged + 1]; merged + 1];
    // For each outside node: the best node of the cycle as its head, and the cycle's best entry from it.
    let mut leaves_by = vec![0; merged];
    let mut enters_at = vec![0; merged];
    for (index, &node) in outside.iter().enumerate() {
        for (other, &head) in outside.iter().enumerate() {
            smaller[index][other] = weights[node][head];
        }
        for &inside in cycle {
            if weights[node][inside] > smaller[index][merged] {
                smaller[index][merged] = weights[node][inside];
                leaves_by[index] = inside;
            }
            let gain = weights[inside][node] - weights[inside][heads[inside]];
            if gain > smaller[merged][index] {
                smaller[merged][index] = gain;
                enters_at[index] = inside;
            }
        }
    }
    let solved = spanning_tree(&smaller);
    let mut result = heads.to_vec();
    for (index, &node) in outside.iter().enumerate().skip(1) {
        result[node] = if solved[index] == merged {
            leaves_by[index]
        } else {
            outside[solved[index]]
        };
    }
    let entry = solved[merged];
    result[enters_at[entry]] = outside[entry];
    result
}

#[cfg(test)]
mod tests {
    use super::{best_sequence, best_tree};
    use proptest::prelude::*;

    #[test]
    fn sequences_obey_forbidden_transitions() {
        let never = -1e4;
        // Labels O, B, I: I only after B or I.
        let transitions = [0.0, 0.0, never, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let path = best_sequence(
            &[1.0, 0.9, 3.0, 0.0, 0.0, 2.0],
            &transitions,
            &[0.0, 0.0, never],
        );
        assert_eq!(path, [1, 2]);
    }

    /// Every tree over up to four words, tried.
    fn exhaustive(scores: &[f32], words: usize) -> f32 {
        let nodes = words + 1;
        let mut highest = f32::NEG_INFINITY;
        for code in 0..nodes.pow(u32::try_from(words).unwrap()) {
            let heads: Vec<usize> = (0..words)
                .map(|word| code / nodes.pow(u32::try_from(word).unwrap()) % nodes)
                .collect();
            if is_tree(&heads) {
                highest = highest.max(total(scores, &heads));
            }
        }
        highest
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        let nodes = heads.len() + 1;
        heads
            .iter()
            .enumerate()
            .map(|(word, head)| scores[word * nodes + head])
            .sum()
    }

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|head| **head == 0).count() == 1
            && (1..=heads.len()).all(|word| {
                let mut node = word;
                for _ in 0..=heads.len() {
                    if node == 0 {
                        return true;
                    }
                    node = heads[node - 1];
                }
                false
            })
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_there_is(
            (words, scores) in (1_usize..5).prop_flat_map(|words| {
                (Just(words), proptest::collection::vec(-9.0_f32..9.0, words * (words + 1)))
            })
        ) {
            let heads = best_tree(&scores, words);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((total(&scores, &heads) - exhaustive(&scores, words)).abs() < 0.6, "{heads:?}");
        }
    }
}
