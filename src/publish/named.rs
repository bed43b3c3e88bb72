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

    /// The query as it is asked about something in particular: from there on, triple by triple.
    ///
    /// Where a query goes over the whole store, it reads each pattern once, in a `SELECT DISTINCT` of its
    /// own, and joins what it read. From one entity that is a long way round.
    ///
    /// ```
    /// use claimgraph::publish::named;
    ///
    /// let query = named::find("corroborations").unwrap();
    /// assert!(query.query.contains("SELECT DISTINCT ?claim ?statement"));
    /// assert!(!query.narrowed().contains("SELECT DISTINCT ?claim ?statement"));
    /// ```
    #[must_use]
    pub fn narrowed(self) -> String {
        const START: &str = "{ SELECT DISTINCT ";
        let mut narrowed = String::with_capacity(self.query.len());
        let mut rest = self.query;
        while let Some(at) = rest.find(START) {
            let (before, from) = rest.split_at(at);
            narrowed.push_str(before);
            let pattern = from
                .split_once(" WHERE { ")
                .and_then(|(head, tail)| Some((head, tail.split_once(" } }")?)))
                .filter(|(head, (pattern, _))| {
                    // A group that is optional stays one, and so does what is counted there.
                    let is_joined = !before.trim_end().ends_with("OPTIONAL");
                    is_joined && !head[1..].contains(['{', '(']) && !pattern.contains('{')
                });
            rest = if let Some((_, (pattern, tail))) = pattern {
                narrowed.push_str(pattern);
                narrowed.push_str(" .");
                tail
            } else {
                narrowed.push_str(START);
                &from[START.len()..]
            };
        }
        narrowed.push_str(rest);
        narrowed
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
