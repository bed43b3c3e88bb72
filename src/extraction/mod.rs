//! The waist: what was found in one article, as plain data in the words of the import format.
//!
//! In: what `rules` found, or a JSON line from any other extractor ([`json`]). Out: the same, for
//! `mapping` and for JSON Lines. Never: language rules, RDF terms, or an offset that is not a count
//! of Unicode code points into `document.text`.
//!
//! The format is described in `docs/extraction.md`; its version is [`FORMAT_VERSION`].

mod check;
mod fault;
mod fields;
mod iso;
pub mod json;
mod node;
mod schema;
mod shape;
mod types;

pub use crate::extraction::check::check;
pub use crate::extraction::fault::{Fault, Faults};
pub use crate::extraction::schema::schema;
pub use crate::extraction::types::{
    Act, Argument, Certainty, Claim, Content, Cue, Directness, Document, Entity, EntityType,
    Extraction, Link, Mention, MentionKind, Phrase, Polarity, Predicate, Proposition, Source,
    SourceKind, Temporality, Time, TimeType,
};

/// The version this code writes, and the only one it reads: the value of the key `claimgraph`.
pub const FORMAT_VERSION: u32 = 1;
