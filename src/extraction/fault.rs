//! What is wrong with an extraction, and where.

use std::fmt::{self, Display, Formatter};

/// One thing that is wrong with an extraction, or, as a warning, was ignored in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line of the file on which the object starts (of a syntax fault: on which it lies),
    /// counted from 1; `None` for an extraction that was not read from a file.
    pub line: Option<usize>,
    /// The place in the object: `claims[2].cue.start`; empty for the object as a whole.
    pub path: String,
    /// The offending value as JSON, shortened; `None` where it is missing.
    pub value: Option<String>,
    /// What is wrong with it.
    pub problem: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        if let Some(value) = &self.value {
            write!(f, "{value}: ")?;
        }
        f.write_str(&self.problem)
    }
}

/// Everything that is wrong with one extraction, at least one fault; shown one a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct Faults(pub Vec<Fault>);

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A place in a JSON object, made only as long as it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The object itself.
    pub(super) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    /// A key of the object here.
    pub(super) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    /// An item of the array here.
    pub(super) fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// A fault here.
    pub(super) fn fault(&self, value: Option<&str>, problem: impl Into<String>) -> Fault {
        Fault {
            line: None,
            path: self.to_string(),
            value: value.map(shortened),
            problem: problem.into(),
        }
    }
}

impl Display for Path<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) => {
                let dot = if self.parent.is_some_and(|parent| parent.parent.is_some()) {
                    "."
                } else {
                    ""
                };
                if is_plain(key) {
                    write!(f, "{dot}{key}")
                } else {
                    // Debug notation keeps control characters and quotes out of the message.
                    write!(f, "[{key:?}]")
                }
            }
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|char| char.is_alphanumeric() || char == '_' || char == '-')
}

/// A string as JSON, for the value of a fault.
pub(super) fn quoted(string: &str) -> String {
    serde_json::to_string(&shortened(string)).unwrap_or_default()
}

/// At most 60 characters of a value, so that a fault stays readable on a line.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(60) {
        None => value.to_owned(),
        Some((at, _)) => format!("{}...", &value[..at]),
    }
}
