//! Words, sentences, trees and flat names: what a text says before anybody asks what it means.
//!
//! In: a [`Text`]. Out: a [`Document`]. Never: anything about news, sources or claims, and never a
//! failure: a strange text gives a poor analysis.

mod borders;
mod clitic;
pub mod conllu;
mod decode;
pub mod document;
mod endings;
pub mod labels;
mod lemma;
mod lexicon;
mod matmul;
pub mod model;
mod network;
mod pieces;
pub mod sentence;
pub mod token;
mod vector;
mod weights;

pub use crate::language::document::{Document, NameSpan, Sentence, Token};
pub use crate::language::labels::{Kind, NameType, Relation, Upos, Xpos};
pub use crate::language::model::Model;

use crate::text::Text;

/// Analyses one text with a model.
///
/// ```
/// use claimgraph::language::{self, Model};
/// use claimgraph::text::Text;
///
/// let text = Text::new("Officials said talks would resume.");
/// let document = language::analyze(&text, Model::embedded());
/// assert_eq!(document.tokens[1].lemma, "say");
/// ```
#[must_use]
pub fn analyze<'t>(text: &'t Text, model: &Model) -> Document<'t> {
    let mut documents = model.analyze_all(&[text]);
    documents.remove(0)
}
