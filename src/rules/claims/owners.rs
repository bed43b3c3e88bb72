//! Whose a quotation is: for each one the first claim outside it that has some of its words.

use crate::rules::claims::{Found, Scene, content};
use crate::rules::clause;

/// The claims that quotations belong to, looked up once for all of them.
pub(crate) struct Owners(Vec<Option<usize>>);

impl Owners {
    /// Reads off the claims who has the words of which quotation.
    pub(crate) fn of(scene: Scene<'_>, found: &[Found]) -> Self {
        let mut owners = vec![None; scene.quotations.all.len()];
        for (number, claim) in found.iter().enumerate() {
            let Some(cue) = &claim.cue else { continue };
            let home = scene.quotations.around(cue.start);
            let words = content::tokens(&claim.content)
                .filter(|token| !clause::is_mark(scene.document, *token));
            for quotation in words.flat_map(|token| scene.quotations.all_around(token)) {
                if home != Some(quotation) {
                    owners[quotation].get_or_insert(number);
                }
            }
        }
        Self(owners)
    }

    /// The claim that has the words of a quotation.
    pub(crate) fn get(&self, quotation: usize) -> Option<usize> {
        self.0[quotation]
    }

    /// Whether a claim has the words of a quotation.
    pub(crate) fn has(&self, quotation: usize) -> bool {
        self.0[quotation].is_some()
    }

    /// Gives a quotation that nobody has to a claim.
    pub(crate) fn give(&mut self, quotation: usize, claim: usize) {
        self.0[quotation].get_or_insert(claim);
    }
}
