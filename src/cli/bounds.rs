//! How much memory a run may take, and how large and how slow an article may be.

use std::time::Duration;

use clap::Args;

use crate::article::Limits;

/// Memory that a run takes however little is underway: the model, the database, the program.
const FIXED: usize = 400 << 20;

/// Bytes that a byte of text becomes between reading and writing: tokens, an extraction, quads, and
/// what the database makes of them. An estimate, on the high side.
const PER_BYTE: usize = 300;

/// Text that is underway at least, lest the cores wait for each other.
const LEAST_UNDERWAY: usize = 256 << 10;

/// Bounds of a run.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// About how much memory to take at most, however many and large the articles
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = size)]
    memory: usize,

    /// Refuse articles whose text is larger
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    max_article_size: usize,

    /// Give up an article that takes longer to analyse, to find the entities and claims of, or to map
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    max_article_time: Duration,
}

impl Bounds {
    /// Bytes of text that may be underway at once.
    pub(crate) fn underway(&self) -> usize {
        (self.memory.saturating_sub(FIXED) / PER_BYTE).max(LEAST_UNDERWAY)
    }

    /// Bytes of the text of an article.
    pub(crate) fn article_bytes(&self) -> usize {
        self.max_article_size
    }

    /// Bytes of an object of the extraction format.
    pub(crate) fn extraction_bytes(&self) -> usize {
        (self.memory / 64).max(1 << 20)
    }

    /// Bytes that an article's graph may take.
    pub(crate) fn graph_bytes(&self) -> usize {
        self.memory / 4
    }

    /// Time that the analysis of an article may take, the rules after it, and its mapping.
    pub(crate) fn article_time(&self) -> Duration {
        self.max_article_time
    }

    /// Bounds of what is read: a page may hold far more than its text.
    pub(crate) fn limits(&self) -> Limits {
        let limits = Limits::default();
        let most = (self.memory / 16).clamp(1 << 20, limits.article_bytes);
        Limits {
            article_bytes: most.max(self.max_article_size),
            ..limits
        }
    }
}

/// A number of bytes: `512M`, `1.5G`, `800k`, `1000000`.
fn size(words: &str) -> Result<usize, String> {
    let digits = words.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let factor = match words[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        unit => return Err(format!("the unit {unit} is none of k, M and G")),
    };
    let number: f64 = digits
        .parse()
        .map_err(|_| "write a number and a unit, like 512M or 1.5G".to_owned())?;
    if !(0.0..1e9).contains(&number) || number * factor < 1.0 {
        return Err("write a number and a unit, like 512M or 1.5G".to_owned());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and far below the largest integer that is exact"
    )]
    let bytes = (number * factor) as usize;
    Ok(bytes)
}

fn seconds(words: &str) -> Result<Duration, String> {
    let number: Option<f64> = words.parse().ok();
    number
        .filter(|it| *it > 0.0)
        .and_then(|it| Duration::try_from_secs_f64(it).ok())
        .ok_or_else(|| "write a number of seconds above zero, like 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{seconds, size};

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("1000000"), Ok(1_000_000));
        assert_eq!(size("512M"), Ok(512 << 20));
        assert_eq!(size("1.5G"), Ok(3 << 29));
        assert_eq!(size("64kib"), Ok(64 << 10));
        for wrong in ["", "M", "-1M", "1T", "0", "1e99G", "NaN"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_positive() {
        assert_eq!(seconds("0.5").unwrap().as_millis(), 500);
        for wrong in ["", "0", "-1", "NaN", "inf", "1m"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
