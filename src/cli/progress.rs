//! A progress line on standard error while long work runs, if a person is watching.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// The line of work whose end is not known.
const WAITING: &str = "{spinner} {msg}, {elapsed}";

/// Counts articles, claims and errors; silent when standard error is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    begin: Instant,
    /// Bytes of the inputs that were read; the bar counts these if their total is known.
    read: u64,
    articles: u64,
    claims: usize,
    errors: usize,
}

impl Progress {
    /// `total`: bytes of all inputs, if that is known.
    pub(crate) fn new(total: Option<u64>) -> Self {
        // indicatif draws to standard error, and only if that is a terminal.
        let bar = match total {
            Some(total) => ProgressBar::new(total.max(1)),
            None => ProgressBar::new_spinner(),
        };
        let style = ProgressStyle::with_template(match total {
            Some(_) => "{bar:20} {percent}% {msg}, {eta} left",
            None => WAITING,
        });
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
        Self {
            bar,
            begin: Instant::now(),
            read: 0,
            articles: 0,
            claims: 0,
            errors: 0,
        }
    }

    /// Everything up to here in the inputs is done.
    pub(crate) fn reached(&mut self, position: u64) {
        self.read = position;
    }

    pub(crate) fn articles(&mut self, count: usize, claims: usize) {
        self.articles += count as u64;
        self.claims += claims;
    }

    pub(crate) fn error(&mut self) {
        self.errors += 1;
    }

    /// Lets something else be written to the terminal without tearing the line.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    /// Brings the line up to date.
    pub(crate) fn show(&self) {
        self.bar.set_position(self.read);
        self.bar.set_message(line(
            self.articles,
            self.claims,
            self.errors,
            self.begin.elapsed(),
        ));
    }
}

fn line(articles: u64, claims: usize, errors: usize, elapsed: Duration) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = articles as f64 / elapsed.as_secs_f64().max(0.001);
    let errors = match errors {
        0 => String::new(),
        errors => format!(", {errors} refused"),
    };
    format!("{articles} articles ({rate:.1}/s), {claims} claims{errors}")
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Says what is being waited for, until it is dropped; silent when standard error is no terminal.
pub(crate) struct Spinner(ProgressBar);

impl Spinner {
    pub(crate) fn new(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner().with_message(what);
        if let Ok(style) = ProgressStyle::with_template(WAITING) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
        Self(bar)
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::time::Duration;

    #[test]
    fn the_line_says_how_much_and_how_fast() {
        assert_eq!(
            line(90, 812, 0, Duration::from_secs(6)),
            "90 articles (15.0/s), 812 claims"
        );
        assert_eq!(
            line(0, 0, 2, Duration::ZERO),
            "0 articles (0.0/s), 0 claims, 2 refused"
        );
    }
}
