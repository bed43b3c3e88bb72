//! Why something could not be given out.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::store;

/// One failure on the way out: what, where, and what can be done about it ([`Error::hint`]).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A format that is not known.
    #[error("unknown format {0:?}; known are ttl, trig, nt, nq, rdf, jsonld")]
    UnknownFormat(String),
    /// A format of results that is not known.
    #[error("unknown format {0:?} for results; known are table, csv, tsv, json, xml")]
    UnknownAnswerFormat(String),
    /// A query that is none.
    #[error("the query cannot be read at line {line}, column {column}: {reason}\n{excerpt}")]
    Syntax {
        /// The line in the user's text, from 1.
        line: usize,
        /// The column in code points, from 1.
        column: usize,
        /// What was expected.
        reason: String,
        /// The line with a caret under the place.
        excerpt: String,
    },
    /// A query whose fault has no place.
    #[error("the query cannot be read: {0}")]
    Query(String),
    /// The query was stopped.
    #[error("the query was stopped after {}; nothing was written", seconds(*.0))]
    Timeout(Duration),
    /// The query failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// A binding that is no `name=term`.
    #[error("{0:?} binds nothing: {1}")]
    Binding(String, String),
    /// A binding for a variable that the query does not have.
    #[error("the query has no variable ?{0}")]
    UnknownVariable(String),
    /// A named query that does not exist.
    #[error("no query is called {name:?}; there are {known}")]
    UnknownQuery {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// An article that is not in the store.
    #[error("no article {0:?} in the store")]
    UnknownArticle(String),
    /// A graph that is not in the store.
    #[error("no graph <{0}> in the store")]
    UnknownGraph(String),
    /// No entity has this in one of its names.
    #[error("no entity in the store is called {0:?}, or has it in its name")]
    UnknownEntity(String),
    /// Several entities have this name, or this in one of their names.
    #[error("{name:?} may be {candidates}")]
    AmbiguousEntity {
        /// What was asked for.
        name: String,
        /// The first entities that it may be.
        candidates: String,
    },
    /// The results of this query cannot be written in this format.
    #[error("{results} cannot be written as {format}")]
    Unsuited {
        /// What the query gives.
        results: &'static str,
        /// The format asked for.
        format: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be written.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    /// The output failed.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// What can be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::UnknownFormat(_) | Self::UnknownAnswerFormat(_) => {
                "give an extension such as ttl or json, or a media type such as text/turtle"
            }
            Self::Syntax { .. } | Self::Query(_) => {
                "the prefixes of the ontology need no declaration; `claimgraph ontology` lists its terms"
            }
            Self::Timeout(_) => {
                "raise --timeout, or ask for less with LIMIT or a more exact pattern"
            }
            Self::Binding(..) => {
                "write --bind name=<iri>, name=prefix:name, name=\"text\"@en, or a number"
            }
            Self::UnknownVariable(_) => "the parameters stand in the comment that opens the query",
            Self::UnknownQuery { .. } => "give SPARQL with -q, or the path of a file",
            Self::UnknownArticle(_) | Self::UnknownGraph(_) => {
                "`claimgraph show` lists what there is"
            }
            Self::UnknownEntity(_) => "`claimgraph entities --name` finds names by a part of them",
            Self::AmbiguousEntity { .. } => "give the one that is meant as entity:NAME",
            Self::Unsuited { results, .. } if results.starts_with("the profile") => {
                "nanopub is written as trig, nq or jsonld; w3c-annotation as jsonld; rdf12 as anything but jsonld"
            }
            Self::Unsuited { .. } => {
                "SELECT and ASK give table, csv, tsv, json, xml; CONSTRUCT and DESCRIBE give RDF"
            }
            Self::Store(error) => return error.hint(),
            Self::Output(error) | Self::File(_, error)
                if error.kind() == io::ErrorKind::StorageFull =>
            {
                "free some space on the disk of the output, or write elsewhere"
            }
            Self::File(..) => "check that the folder exists and may be written to",
            Self::Output(_) => return None,
            Self::Evaluation(_) => return None,
        })
    }

    /// Whether the reader of the output went away, which is no failure.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

fn seconds(duration: Duration) -> String {
    if duration.subsec_millis() == 0 {
        format!("{} s", duration.as_secs())
    } else {
        format!("{} ms", duration.as_millis())
    }
}
