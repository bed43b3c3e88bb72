//! How far a claim can be trusted to have been read right.
//!
//! Source: the share of claims of each kind that agreed with the annotators of the attribution corpus
//! `PolNeAR` on its 240 tuning articles: source and cue overlapping, half of the content or more. Kinds
//! with fewer than ten claims there stand with their neighbours. Nested claims, which that corpus does
//! not mark, are taken to be as good as others of their kind.

use crate::extraction::{Act, Directness};
use crate::rules::claims::{Form, Found};

/// The confidence of a claim; `known` tells whether its source is somebody in the article.
pub(crate) fn of(claim: &Found, known: bool) -> f64 {
    let states = matches!(claim.act, Act::Assert | Act::Confirm | Act::Accuse);
    match (claim.form, claim.directness) {
        (Form::Narrator, _) => 0.9,
        (Form::Quote, Directness::Direct) if states => 0.92,
        (Form::Quote, _) if states => 0.81,
        (Form::According, _) if claim.act == Act::Believe => 0.35,
        (Form::According, _) => 0.75,
        (Form::Clause, _) if states && !known => 0.58,
        (Form::Clause, Directness::Mixed) if states => 0.74,
        (Form::Clause, _) if states => 0.8,
        (Form::Clause, _) if claim.act == Act::Believe => 0.55,
        (Form::Quote | Form::Clause | Form::Colon, _) => 0.69,
        (Form::Infinitive, _) => 0.59,
        (Form::Adverb | Form::Nominal | Form::Phrase, _) => match claim.act {
            Act::Agree | Act::Plan | Act::Want | Act::Urge | Act::Decline => 0.43,
            Act::Deny | Act::Warn | Act::Confirm => 0.52,
            _ => 0.6,
        },
    }
}
