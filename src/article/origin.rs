//! Where a record came from, for messages.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

/// The file, the member of an archive and the line a record came from.
///
/// Shown as `news.tar.gz/2023/a.jsonl:12`; standard input as `standard input:12`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    path: Option<PathBuf>,
    member: Option<String>,
    line: Option<usize>,
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
            path: Some(path.into()),
            ..Self::default()
        }
    }

    /// The file; `None` for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name of the archive's member, if the file is an archive.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    /// The line on which the record starts, counted from 1, if the file holds one record a line.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The same place in a member of the archive.
    pub(super) fn in_member(&self, name: &str) -> Self {
        let member = match &self.member {
            Some(outer) => format!("{outer}/{name}"),
            None => name.to_owned(),
        };
        Self {
            member: Some(member),
            ..self.clone()
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
        let name = self.member.as_deref().or_else(|| {
            let name = self.path.as_deref()?.file_name()?;
            name.to_str()
        });
        let name = name.unwrap_or_default();
        name.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}", path.display())?,
            None => f.write_str("standard input")?,
        }
        if let Some(member) = &self.member {
            write!(f, "/{}", member.escape_debug())?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        Ok(())
    }
}
