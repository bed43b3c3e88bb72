//! How far a claim can be trusted to have been read right.
//!
//! Source: the share of claims of each kind that agreed with the annotators of the attribution corpus
//! `PolNeAR` on its 240 tuning articles (`training/claimgraph_training/claim_confidence.py`):
//! source and cue overlapping, half of the content or more. Kinds with fewer than ten claims there stand
//! with their neighbours; speech without any tag, which that corpus gives to a tag nearby, was read by
//! eye. Nested claims, which it does not mark, are taken to be as good as others of their kind.

use crate::extraction::{Act, Directness};
use crate::rules::claims::{Form, Found};

/// The confidence of a claim; `known` tells whether its source is somebody in the article.
pub(crate) fn of(claim: &Found, known: bool) -> f64 {
    let states = matches!(claim.act, Act::Assert | Act::Confirm | Act::Accuse);
    match (claim.form, claim.directness) {
        (Form::Narrator, _) => 0.9,
        (Form::Quote, _) if claim.cue.is_none() => 0.75,
        (Form::Quote, Directness::Direct) if states => 0.93,
        (Form::Quote, _) if states => 0.84,
        (Form::According, _) if claim.act == Act::Believe => 0.35,
        (Form::According, _) => 0.74,
        (Form::Clause, _) if states && !known => 0.58,
        (Form::Clause, _) if states => 0.82,
        (Form::Clause, _) if claim.act == Act::Believe => 0.58,
        (Form::Quote | Form::Clause | Form::Colon, _) => of_other_act(claim),
        (Form::Infinitive, _) => 0.6,
        (Form::Adverb | Form::Nominal | Form::Phrase, _) => match claim.act {
            Act::Agree | Act::Plan | Act::Want | Act::Decline => 0.41,
            Act::Urge => 0.48,
            Act::Deny | Act::Warn | Act::Confirm => 0.53,
            _ => 0.61,
        },
    }
}

/// A quotation or a clause under a verb that does not state: what is urged, wanted or warned of is
/// plain, what is thought or planned may be told of anybody.
fn of_other_act(claim: &Found) -> f64 {
    match claim.act {
        Act::Urge | Act::Want | Act::Warn | Act::Decline | Act::Deny => 0.85,
        Act::Believe | Act::Plan | Act::Promise => 0.45,
        _ => 0.51,
    }
}
