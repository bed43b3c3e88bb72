//! Prints a corpus to measure on, one article a line:
//! `cargo run --release --example corpus -- --articles 100000 --seed 1 > corpus.jsonl`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

mod generate;

const USAGE: &str = "usage: corpus [--articles NUMBER] [--seed NUMBER]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|it| it == "--help" || it == "-h") {
        // Who closed standard output has seen enough.
        let _ = writeln!(io::stdout(), "{USAGE}");
        return ExitCode::SUCCESS;
    }
    let (mut articles, mut seed) = (1000, 1);
    for pair in arguments.chunks(2) {
        let value = pair.get(1).and_then(|value| value.parse::<u64>().ok());
        match (&pair[0][..], value) {
            ("--articles", Some(value)) => articles = value,
            ("--seed", Some(value)) => seed = value,
            _ => {
                // Who closed standard error does not want to know.
                let _ = writeln!(io::stderr(), "{}: not understood\n{USAGE}", pair.join(" "));
                return ExitCode::from(2);
            }
        }
    }
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
