//! Why an input was refused.

use crate::article::Origin;

/// One refused input: what, where, and what can be done about it ([`Error::hint`]).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no such file or folder.
    #[error("{place}: no such file or folder")]
    NotFound {
        /// The path given.
        place: Origin,
    },
    /// A pattern that is not one.
    #[error("{place}: not a valid pattern: {reason}")]
    Pattern {
        /// The pattern given.
        place: Origin,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern or folder in which nothing readable lies.
    #[error("{place}: nothing to read here")]
    Nothing {
        /// The pattern or folder.
        place: Origin,
    },
    /// The operating system refused.
    #[error("{place}: cannot be read: {reason}")]
    Unreadable {
        /// The file or folder.
        place: Origin,
        /// The system's words.
        reason: String,
    },
    /// No content at all, or only white space.
    #[error("{place}: empty")]
    Empty {
        /// The file or record.
        place: Origin,
    },
    /// Bytes that are no text in any encoding that can be guessed.
    #[error("{place}: not text: {reason}")]
    NotText {
        /// The file or record.
        place: Origin,
        /// What gives it away.
        reason: String,
    },
    /// One article that is larger than any article is.
    #[error("{place}: an article of more than {limit} bytes")]
    TooLarge {
        /// The file or record.
        place: Origin,
        /// The limit in bytes.
        limit: usize,
    },
    /// HTML nested deeper than any page is, or with more tags.
    #[error("{place}: HTML with {what}")]
    TooComplex {
        /// The file or record.
        place: Origin,
        /// The measure that was exceeded.
        what: String,
    },
    /// Compressed data that ends early or is damaged; what came before was read.
    #[error("{place}: damaged {format} data: {reason}")]
    Damaged {
        /// The file or member.
        place: Origin,
        /// The compression or archive format.
        format: &'static str,
        /// What the decoder says.
        reason: String,
    },
    /// An archive inside an archive.
    #[error("{place}: an archive inside an archive")]
    Nested {
        /// The member.
        place: Origin,
    },
    /// What should be JSON is not.
    #[error("{place}: not JSON: {reason}")]
    Json {
        /// The file and line.
        place: Origin,
        /// The parser's words.
        reason: String,
    },
    /// A key of a JSON article with a value of the wrong type.
    #[error("{place}: {path}: {value}: {expected} was expected")]
    Field {
        /// The file and line.
        place: Origin,
        /// The key.
        path: String,
        /// Its value, shortened.
        value: String,
        /// What can stand there.
        expected: &'static str,
    },
    /// A JSON object, feed or page without an article's text.
    #[error("{place}: no text of an article")]
    NoText {
        /// The file and line.
        place: Origin,
    },
}

impl Error {
    /// Where the refused input lies.
    #[must_use]
    pub fn place(&self) -> &Origin {
        match self {
            Self::NotFound { place }
            | Self::Pattern { place, .. }
            | Self::Nothing { place }
            | Self::Unreadable { place, .. }
            | Self::Empty { place }
            | Self::NotText { place, .. }
            | Self::TooLarge { place, .. }
            | Self::TooComplex { place, .. }
            | Self::Damaged { place, .. }
            | Self::Nested { place }
            | Self::Json { place, .. }
            | Self::Field { place, .. }
            | Self::NoText { place } => place,
        }
    }

    /// What the user can do, as a sentence without a full stop.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "check the path; `-` reads standard input",
            Self::Pattern { .. } => {
                "`*` stands for any name, `**` for any folders, `[` needs a `]`"
            }
            Self::Nothing { .. } => {
                "folders are searched for .txt, .md, .html, .json, .jsonl, .xml, .warc, .zip and .tar \
                 files, also with .gz or .zst; name other files one by one"
            }
            Self::Unreadable { .. } => "check the permissions of the file and of its folder",
            Self::Empty { .. } => "remove the file, or fetch it again",
            Self::NotText { .. } => "convert it to UTF-8 text, for example with `iconv`",
            Self::TooLarge { .. } => "give one article a file, or one a line in JSON Lines",
            Self::TooComplex { .. } => "this is no news page; give its text instead",
            Self::Damaged { .. } => {
                "fetch the file again; the articles before the damage were read"
            }
            Self::Nested { .. } => "unpack the outer archive first",
            Self::Json { .. } => {
                "give one JSON object a line, in UTF-8; `jq -c . FILE` writes them so"
            }
            Self::Field { .. } | Self::NoText { .. } => {
                "an article is an object with the keys id, url, title, published, authors, outlet, \
                 and text or html"
            }
        }
    }
}
