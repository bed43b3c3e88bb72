//! What the user named: files, folders, patterns, standard input.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use walkdir::WalkDir;

use crate::article::error::Error;
use crate::article::kind::{Kind, Wrapped};
use crate::article::origin::Origin;

/// A place to read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, its kind told from its content.
    Stdin,
    /// A file, a folder (searched whole, in the order of names, hidden ones skipped), or, where no
    /// such file exists, a pattern with `*`, `?`, `[...]`, `{a,b}` or `**`.
    Path(PathBuf),
}

impl Input {
    /// From a word of a command line: `-` is standard input.
    #[must_use]
    pub fn new(word: impl AsRef<OsStr>) -> Self {
        let word = word.as_ref();
        if word == "-" {
            Self::Stdin
        } else {
            Self::Path(PathBuf::from(word))
        }
    }
}

/// Bytes of all files that the inputs stand for; `None` where that cannot be known, as of standard
/// input.
#[must_use]
pub fn size(inputs: &[Input]) -> Option<u64> {
    let mut bytes = 0;
    for input in inputs {
        let Input::Path(path) = input else {
            return None;
        };
        let _ = files(path, &mut |file| {
            let size = file.ok().and_then(|file| file.metadata().ok());
            bytes += size.map_or(0, |it| it.len());
            ControlFlow::Continue(())
        });
    }
    Some(bytes)
}

/// Hands out the files that a path stands for, one after the other, without collecting them.
pub(super) fn files(
    path: &Path,
    found: &mut dyn FnMut(Result<&Path, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => folder(path, found),
        Ok(_) => found(Ok(path)),
        Err(_) if is_pattern(path) => pattern(path, found),
        Err(error) => found(Err(unreadable(path, &error))),
    }
}

/// The error for what the operating system refused.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let place = Origin::file(path);
    if error.kind() == std::io::ErrorKind::NotFound {
        return Error::NotFound { place };
    }
    // "Permission denied (os error 13)": the number says nothing to a reader.
    let message = error.to_string();
    let reason = message
        .split_once(" (os error")
        .map_or(message.as_str(), |(reason, _)| reason)
        .to_lowercase();
    Error::Unreadable { place, reason }
}

fn folder(
    path: &Path,
    found: &mut dyn FnMut(Result<&Path, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut any = false;
    walk(path, &mut |entry| match entry {
        Ok(path) if !is_article_name(path) => ControlFlow::Continue(()),
        entry => {
            any = true;
            found(entry)
        }
    })?;
    if any {
        return ControlFlow::Continue(());
    }
    found(Err(Error::Nothing {
        place: Origin::file(path),
    }))
}

/// Every file below a folder in the order of names; hidden files and folders are skipped, and so
/// are links that lead back up.
fn walk(
    root: &Path,
    found: &mut dyn FnMut(Result<&Path, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let walk = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() => found(Ok(entry.path()))?,
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let error = error.into_io_error();
                let error = error.unwrap_or_else(|| std::io::Error::other("unknown reason"));
                found(Err(unreadable(&path, &error)))?;
            }
        }
    }
    ControlFlow::Continue(())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// In a folder, only names that say of what kind they are, and names that say nothing at all
/// ("README" does, "photo.jpg" does not).
fn is_article_name(path: &Path) -> bool {
    is_readable_name(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// The same for the name of an archive's member.
pub(super) fn is_readable_name(name: &str) -> bool {
    Wrapped::from_name(name).kind != Kind::Unknown || !name.contains('.')
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn pattern(
    path: &Path,
    found: &mut dyn FnMut(Result<&Path, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let glob = GlobBuilder::new(&path.to_string_lossy())
        .literal_separator(true)
        .build();
    let matcher = match glob {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => {
            return found(Err(Error::Pattern {
                place: Origin::file(path),
                reason: error.kind().to_string(),
            }));
        }
    };
    let fixed: PathBuf = path
        .components()
        .take_while(|part| !is_pattern(Path::new(part.as_os_str())))
        .collect();
    let bare = fixed.as_os_str().is_empty();
    let root = if bare { Path::new(".") } else { &fixed };
    let mut any = false;
    if root.is_dir() {
        walk(root, &mut |entry| match entry {
            Ok(path) => {
                let named = if bare {
                    path.strip_prefix(".").unwrap_or(path)
                } else {
                    path
                };
                if !matcher.is_match(named) {
                    return ControlFlow::Continue(());
                }
                any = true;
                found(Ok(named))
            }
            Err(error) => found(Err(error)),
        })?;
    }
    if any {
        return ControlFlow::Continue(());
    }
    found(Err(Error::Nothing {
        place: Origin::file(path),
    }))
}
