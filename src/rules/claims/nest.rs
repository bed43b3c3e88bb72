//! Claims within claims: a cue that stands in another claim's content.

use crate::rules::claims::Found;
use crate::stop::Stop;

/// Links each claim to the smallest other claim whose content holds its cue.
pub(crate) fn link(found: &mut [Found], stop: Stop<'_>) {
    let size = |claim: &Found| {
        claim
            .content
            .iter()
            .map(std::ops::Range::len)
            .sum::<usize>()
    };
    let holds =
        |claim: &Found, token: usize| claim.content.iter().any(|piece| piece.contains(&token));
    let around = around(found);
    let outer: Vec<Option<usize>> = stop
        .during(0..found.len())
        .map(|inner| {
            around[inner]
                .iter()
                .map(|number| (*number, &found[*number]))
                .filter(|(number, claim)| {
                    *number != inner
                        && claim.cue.is_some()
                        // Two cues each in the other's content cannot both be inside.
                        && (!holds(&found[inner], claim.anchor) || size(claim) > size(&found[inner]))
                })
                .min_by_key(|(number, claim)| (size(claim), *number))
                .map(|(number, _)| number)
        })
        .collect();
    for (claim, within) in found.iter_mut().zip(outer) {
        claim.within = within;
    }
    // A ring (two claims of the same size in each other) is cut at its first member.
    for start in stop.during(0..found.len()) {
        let mut at = found[start].within;
        let mut steps = 0;
        while let Some(up) = at {
            steps += 1;
            if up == start || steps > found.len() {
                found[start].within = None;
                break;
            }
            at = found[up].within;
        }
    }
}

/// For each claim the claims in whose content its anchor stands. One walk through the text, so that a
/// long article takes no longer for each claim than a short one.
fn around(found: &[Found]) -> Vec<Vec<usize>> {
    let mut pieces: Vec<(usize, usize, usize)> = (found.iter().enumerate())
        .flat_map(|(number, claim)| {
            let pieces = claim.content.iter();
            pieces.map(move |piece| (piece.start, piece.end, number))
        })
        .collect();
    pieces.sort_unstable();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|number| found[*number].anchor);
    let mut around = vec![Vec::new(); found.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    for inner in order {
        let anchor = found[inner].anchor;
        while let Some((_, end, number)) = pieces.next_if(|(start, ..)| *start <= anchor) {
            open.push((end, number));
        }
        open.retain(|(end, _)| *end > anchor);
        around[inner].extend(open.iter().map(|(_, number)| *number));
    }
    around
}
