//! What was published: articles in their many wrappings, read into one shape.
//!
//! In: files, folders, globs, archives, standard input. Out: [`Article`]s: cleaned text, its
//! metadata, and where each character stood in the original. Never: a guess about meaning; and a bad
//! input never hides the good ones beside it.

mod offsets;

use crate::text::{Span, Text};

pub use crate::article::offsets::OffsetMap;

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
    /// Where each character of `text` stood in the original; `None` when `text` is the original
    /// itself, or was put together from HTML.
    pub original: Option<OffsetMap>,
}

impl Article {
    /// An article of which nothing but its id and its text is known.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            url: None,
            title: None,
            outlet: None,
            authors: Vec::new(),
            published: None,
            modified: None,
            dateline: None,
            language: None,
            text: Text::new(text),
            residue: Vec::new(),
            original: None,
        }
    }
}
