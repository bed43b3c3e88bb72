//! Whether something is said to be so, how surely, and whether it still lies ahead.
//!
//! In: a tree and the head of a predicate in it. Out: [`Factuality`] as its source puts it: certain
//! unless the words say otherwise. Never: a judgement about the world.

mod certainty;
mod dated;
mod embedding;
mod polarity;
mod temporality;

use crate::extraction::{Certainty, Polarity, Temporality};
use crate::language::Document;

pub use crate::rules::factuality::dated::is_still_to_come;
pub use crate::rules::factuality::embedding::is_going_to;

/// The three answers for one predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factuality {
    /// Said to be so, or not to be so.
    pub polarity: Polarity,
    /// How sure.
    pub certainty: Certainty,
    /// Still to come, or not.
    pub temporality: Temporality,
}

/// Reads the factuality of a predicate, looking up no further than `top` (the head of the content
/// it is judged within; `None` for the whole sentence).
#[must_use]
pub fn of(document: &Document<'_>, predicate: usize, top: Option<usize>) -> Factuality {
    let frame = embedding::above(document, predicate, top);
    let own = polarity::own(document, predicate);
    let flips = frame.iter().filter(|it| it.flips).count() + usize::from(own);
    let polarity = if flips % 2 == 1 {
        Polarity::Negative
    } else {
        Polarity::Positive
    };
    let certainty = frame
        .iter()
        .map(|it| it.certainty)
        .fold(certainty::own(document, predicate), certainty::weaker);
    let ahead = temporality::is_awaited(document, predicate)
        .then_some(true)
        .or_else(|| temporality::own(document, predicate))
        .or_else(|| frame.iter().find_map(|it| it.ahead))
        .or_else(|| temporality::is_aim(document, predicate).then_some(true))
        .unwrap_or(false);
    Factuality {
        polarity,
        certainty,
        temporality: if ahead {
            Temporality::Future
        } else {
            Temporality::NonFuture
        },
    }
}

/// The less certain of two.
#[must_use]
pub fn weaker(a: Certainty, b: Certainty) -> Certainty {
    certainty::weaker(a, b)
}
