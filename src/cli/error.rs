//! Failures as a person reads them: what, where, and a hint; and the exit code they lead to.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command that ran to its end ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All was done.
    Done,
    /// Some inputs were refused, a check found something, or an `ASK` is false.
    Partly,
}

impl Outcome {
    /// [`Outcome::Partly`] if `flaw` holds.
    pub(crate) fn partly_if(flaw: bool) -> Self {
        if flaw { Self::Partly } else { Self::Done }
    }

    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::Partly => 1,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of our output is gone: that is success.
    BrokenPipe,
    /// Something went wrong.
    Error {
        message: String,
        hint: Option<String>,
        code: u8,
    },
}

impl Failure {
    /// Nothing could be done.
    pub(crate) fn new(message: impl Display) -> Self {
        Self::Error {
            message: message.to_string(),
            hint: None,
            code: 2,
        }
    }

    /// Says what to do about it.
    pub(crate) fn hinted(mut self, advice: impl Display) -> Self {
        if let Self::Error { hint, .. } = &mut self {
            *hint = Some(advice.to_string());
        }
        self
    }

    /// The request was understood and cut short (a timeout): exit code 1.
    pub(crate) fn partly(mut self) -> Self {
        if let Self::Error { code, .. } = &mut self {
            *code = 1;
        }
        self
    }

    /// Message and hint, to be said at another place.
    pub(crate) fn words(self) -> (String, Option<String>) {
        match self {
            Self::BrokenPipe => ("the reader of the output is gone".to_owned(), None),
            Self::Error { message, hint, .. } => (message, hint),
        }
    }

    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::BrokenPipe => ExitCode::SUCCESS,
            Self::Error {
                message,
                hint,
                code,
            } => {
                complain("error", &message, hint.as_deref());
                ExitCode::from(code)
            }
        }
    }
}

/// Writes a message and its hint to standard error; a closed standard error is no reason to fail.
pub(crate) fn complain(kind: &str, message: &str, hint: Option<&str>) {
    let mut out = io::stderr().lock();
    let _ = writeln!(out, "{kind}: {message}");
    if let Some(hint) = hint {
        let _ = writeln!(out, "hint: {hint}");
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            io::ErrorKind::StorageFull => Self::new(error)
                .hinted("free some space on the disk, or write elsewhere with --output"),
            _ => Self::new(error),
        }
    }
}
