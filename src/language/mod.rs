//! Words, sentences, trees and flat names: what a text says before anybody asks what it means.
//!
//! In: a [`Text`](crate::text::Text). Out: a [`Document`]. Never: anything about news, sources or
//! claims, and never a failure: a strange text gives a poor analysis.

pub mod conllu;
pub mod document;
pub mod labels;

pub use crate::language::document::{Document, NameSpan, Sentence, Token};
pub use crate::language::labels::{Kind, NameType, Relation, Upos, Xpos};
