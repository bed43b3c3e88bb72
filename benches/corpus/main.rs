//! Prints a corpus to measure on, one article a line:
//! `cargo run --release --example corpus -- --articles 100000 --seed 1 > corpus.jsonl`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

mod generate;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str, default: u64| {
        let mut pairs = arguments.windows(2);
        let found = pairs.find(|pair| pair[0] == name);
        found.map_or(Some(default), |pair| pair[1].parse().ok())
    };
    let (Some(articles), Some(seed)) = (value("--articles", 1000), value("--seed", 1)) else {
        let usage = "usage: corpus [--articles NUMBER] [--seed NUMBER]";
        // Who closed standard error does not want to know.
        let _ = writeln!(io::stderr(), "{usage}");
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..articles {
        // A reader that has enough is no failure.
        if writeln!(out, "{}", generate::article(seed, number)).is_err() {
            return ExitCode::SUCCESS;
        }
    }
    match out.flush() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
