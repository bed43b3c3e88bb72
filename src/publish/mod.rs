//! The ways out of the store: Turtle and other formats, answers, checks.
//!
//! In: a [`Store`](crate::store::Store). Out: bytes in a writer, the same for the same graph. Never: a
//! part of a result passed off as the whole, an order that depends on the history of the store, or a
//! full copy of the store in memory.

mod ahead;
mod annotation;
pub mod answers;
pub mod check;
mod deadline;
pub mod derive;
pub mod dump;
mod error;
pub mod export;
pub mod file;
mod format;
pub mod homonyms;
mod jsonld;
mod lines;
pub mod named;
mod nanopub;
mod order;
mod passages;
mod prefix;
mod profile;
mod rows;
mod selection;
mod sink;
mod stream;
mod syntax;
mod table;
pub mod timeline;
pub mod turtle;

pub use crate::publish::error::Error;
pub use crate::publish::format::{AnswerFormat, Compression, Format};
