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
    let outer: Vec<Option<usize>> = stop
        .during(0..found.len())
        .map(|inner| {
            found
                .iter()
                .enumerate()
                .filter(|(number, claim)| {
                    *number != inner
                        && claim.cue.is_some()
                        && holds(claim, found[inner].anchor)
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
