//! What was published: articles in their many wrappings, read into one shape.
//!
//! In: files, folders, globs, archives, standard input. Out: [`Article`]s: cleaned text, its
//! metadata, and where each character stood in the original. Never: a guess about meaning; and a bad
//! input never hides the good ones beside it.

use crate::text::{Span, Text};

/// One article, ready to be analysed.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Stable id: the one given, else the file's stem, else 16 hex digits of the text's SHA-256.
    pub id: String,
    /// Canonical URL, if known.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The newspaper, agency or site.
    pub outlet: Option<String>,
    /// The authors' names in the order of the byline.
    pub authors: Vec<String>,
    /// ISO 8601 date or date-time.
    pub published: Option<String>,
    /// ISO 8601 date or date-time of the last change.
    pub modified: Option<String>,
    /// The place of writing as the article gives it.
    pub dateline: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// The text that every offset counts in.
    pub text: Text,
    /// Parts of `text` that are not the article's prose (byline, dateline, syndication note, photo
    /// credit): no name, date or claim is to be read out of them. In text order, not overlapping.
    pub residue: Vec<Span>,
}
