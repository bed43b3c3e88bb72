//! A progress line on standard error while long work runs, if a person is watching.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Counts articles, claims and errors; silent when standard error is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    articles: u64,
    claims: usize,
    errors: usize,
}

impl Progress {
    pub(crate) fn new() -> Self {
        // indicatif draws to standard error, and only if that is a terminal.
        let bar = ProgressBar::new_spinner();
        let style =
            ProgressStyle::with_template("{spinner} {pos} articles ({per_sec}) {msg} {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self {
            bar,
            articles: 0,
            claims: 0,
            errors: 0,
        }
    }

    pub(crate) fn article(&mut self, claims: usize) {
        self.articles += 1;
        self.claims += claims;
        self.bar.set_position(self.articles);
        self.show();
    }

    pub(crate) fn error(&mut self) {
        self.errors += 1;
        self.show();
    }

    /// Lets something else be written to the terminal without tearing the line.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    fn show(&self) {
        let errors = match self.errors {
            0 => String::new(),
            errors => format!(", {errors} refused"),
        };
        self.bar
            .set_message(format!("{} claims{errors}", self.claims));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
