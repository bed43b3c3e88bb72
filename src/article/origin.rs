//! Where a record came from, for messages.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file, the member of an archive and the line a record came from.
///
/// Shown as `news.tar.gz/2023/a.jsonl:12`; standard input as `standard input:12`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Shared by all the records of a file.
    file: Arc<Place>,
    line: Option<usize>,
}

/// A file, or a member of one; without a path, standard input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    path: Option<PathBuf>,
    member: Option<String>,
}

impl Origin {
    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self::default()
    }

    /// A file or folder.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            file: Arc::new(Place {
                path: Some(path.into()),
                member: None,
            }),
            line: None,
        }
    }

    /// The file; `None` for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file.path.as_deref()
    }

    /// The name of the archive's member, if the file is an archive.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.file.member.as_deref()
    }

    /// The line on which the record starts, counted from 1, if the file holds one record a line.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The names of the folders around the content, the innermost first; an archive is a folder.
    pub(super) fn folders(&self) -> Vec<String> {
        let path = self.file.path.as_deref().unwrap_or(Path::new(""));
        let mut steps: Vec<String> = path
            .components()
            .filter_map(|step| match step {
                std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        let member = self.file.member.as_deref().unwrap_or_default();
        let inner = member.split(['/', '\\']).map(str::to_owned);
        steps.extend(inner.filter(|step| !step.is_empty() && step != "."));
        steps.pop();
        steps.reverse();
        steps
    }

    /// The same place in a member of the archive.
    pub(super) fn in_member(&self, name: &str) -> Self {
        let member = match &self.file.member {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_owned(),
        };
        Self {
            file: Arc::new(Place {
                path: self.file.path.clone(),
                member: Some(member),
            }),
            line: None,
        }
    }

    /// The same file at a line.
    pub(super) fn at_line(&self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self.clone()
        }
    }

    /// The name that says of what kind the content is, and what its id is to be.
    pub(super) fn name(&self) -> &str {
        let name = self.file.member.as_deref().or_else(|| {
            let name = self.file.path.as_deref()?.file_name()?;
            name.to_str()
        });
        let name = name.unwrap_or_default();
        name.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.file.path {
            Some(path) => write!(f, "{}", path.display())?,
            None => f.write_str("standard input")?,
        }
        if let Some(member) = &self.file.member {
            write!(f, "/{}", member.escape_debug())?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        Ok(())
    }
}
