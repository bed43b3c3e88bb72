//! The queries that come with the program, by name.

use crate::publish::Error;

/// A query with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name of the file in `ontology/queries/` without its extension.
    pub name: &'static str,
    /// The text; its opening comment says what it asks and which parameters it takes.
    pub query: &'static str,
}

impl Named {
    /// What the query asks, in one line: the first line of its comment.
    #[must_use]
    pub fn summary(self) -> &'static str {
        let line = self.query.lines().next().unwrap_or_default();
        line.trim_start_matches('#').trim()
    }

    /// The comment that opens the query.
    #[must_use]
    pub fn help(self) -> String {
        let lines = self.query.lines().map_while(|line| line.strip_prefix('#'));
        lines.map(str::trim).collect::<Vec<_>>().join("\n")
    }
}

macro_rules! queries {
    ($($name:literal,)+) => {
        &[$(Named {
            name: $name,
            query: include_str!(concat!("../../ontology/queries/", $name, ".rq")),
        },)+]
    };
}

/// All queries, by name.
pub const QUERIES: &[Named] = queries![
    "anonymous-by-outlet",
    "claims-about",
    "claims-by",
    "co-mentions",
    "contradictions",
    "corroborations",
    "first-appearance",
    "timeline",
    "who-denies",
];

/// The query of this name.
///
/// # Errors
/// [`Error::UnknownQuery`] with the names there are.
///
/// ```
/// use claimgraph::publish::named;
///
/// assert!(named::find("who-denies").unwrap().summary().ends_with('.'));
/// ```
pub fn find(name: &str) -> Result<Named, Error> {
    let found = QUERIES.iter().find(|query| query.name == name);
    found.copied().ok_or_else(|| Error::UnknownQuery {
        name: name.to_owned(),
        known: QUERIES
            .iter()
            .map(|query| query.name)
            .collect::<Vec<_>>()
            .join(", "),
    })
}
