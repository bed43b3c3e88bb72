//! What was published: articles in their many wrappings, read into one shape.
//!
//! In: files, folders, globs, archives, standard input. Out: [`Article`]s: cleaned text, its
//! metadata, and where each character stood in the original. Never: a guess about meaning; and a bad
//! input never hides the good ones beside it.

mod archive;
mod byline;
mod date;
mod dateline;
mod decode;
mod detect;
mod error;
mod feed;
mod findings;
mod header;
mod html;
mod html_metadata;
mod identity;
mod input;
mod json;
mod kind;
mod markdown;
mod markup;
mod notice;
mod offsets;
mod origin;
mod outlet;
mod plain;
mod reader;
mod split;
mod stream;
mod warc;

use crate::text::{Span, Text};

pub use crate::article::error::Error;
pub use crate::article::identity::ids_with_folders;
pub use crate::article::input::{Input, size};
pub use crate::article::offsets::OffsetMap;
pub use crate::article::origin::Origin;
pub use crate::article::reader::{Next, Reader};

/// Reads inputs one after the other and hands out their records in order, while the next ones are
/// being read. A bad input is one error; what follows it is read all the same.
///
/// ```no_run
/// use claimgraph::article::{Input, Limits, Record, read};
///
/// for record in read(vec![Input::new("news/")], Limits::default()) {
///     match record {
///         Ok(Record::Article { article, .. }) => println!("{}", article.id),
///         Ok(Record::Extraction { origin, .. }) => println!("{origin}: already analysed"),
///         Err(error) => println!("{error}; hint: {}", error.hint()),
///     }
/// }
/// ```
#[must_use]
pub fn read(inputs: Vec<Input>, limits: Limits) -> Reader {
    Reader::new(inputs, limits)
}

/// The article of a plain text that is already in memory, cleaned as a `.txt` file would be.
///
/// ```
/// let article = claimgraph::article::from_text("By Ann Lee\n\nSALEM — It rained on Tuesday.");
/// assert_eq!(article.authors, ["Ann Lee"]);
/// assert_eq!(article.dateline.as_deref(), Some("SALEM"));
/// assert_eq!(article.text.as_str(), "It rained on Tuesday.");
/// ```
#[must_use]
pub fn from_text(text: &str) -> Article {
    let mut article = plain::article(text);
    identity::complete(&mut article, None);
    article
}

/// How large an article may be before it is refused as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article (or extraction line), after decompression; 64 MiB by default.
    pub article_bytes: usize,
    /// Tags of an HTML page inside each other; 1,000 by default.
    pub html_depth: usize,
    /// Tags of an HTML page; 200,000 by default.
    pub html_tags: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            article_bytes: 64 << 20,
            html_depth: 1_000,
            html_tags: 200_000,
        }
    }
}

/// What an input holds.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "records are handed on one by one"
)]
pub enum Record {
    /// An article to analyse.
    Article {
        /// The article.
        article: Article,
        /// Where it came from.
        origin: Origin,
    },
    /// An object of the extraction format, not yet checked.
    Extraction {
        /// The object as it stands in the input.
        json: String,
        /// Where it came from, with the line on which it starts.
        origin: Origin,
    },
}

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
    /// credit): no name, claim or date, but a line that is nothing else than a date, is to be read out
    /// of them. In text order, not overlapping.
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
