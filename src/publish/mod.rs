//! The ways out of the store: Turtle and other formats, answers, checks.
//!
//! In: a [`Store`](crate::store::Store), or the quads of an extraction. Out: bytes on a writer. Never: a
//! change to the store except by an update that was asked for, and never half an answer.

pub mod answers;
pub mod checks;
pub mod table;
