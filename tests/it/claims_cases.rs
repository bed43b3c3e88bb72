//! The language cases of `tests/cases/*.md`: a text, and the claims or propositions read out of it.
//!
//! The format is described in `tests/README.md`. `UPDATE_EXPECT=1` writes what was found.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use claimgraph::article::Article;
use claimgraph::extraction::{Claim, Extraction, Proposition, SourceKind};
use claimgraph::knowledge::Knowledge;
use claimgraph::language::{self, Model};
use claimgraph::rules;

/// The files read here; the others in the folder belong to other rooms.
const FILES: &[&str] = &[
    "claims-verbs.md",
    "claims-quotations.md",
    "claims-phrases.md",
    "claims-nesting.md",
    "claims-trees.md",
    "claims-press.md",
    "claims-acts.md",
    "propositions.md",
    "factuality.md",
];

#[test]
fn every_case_reads_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = String::new();
    for file in FILES {
        let path = folder.join(file);
        let written = fs::read_to_string(&path).unwrap();
        let found = answered(&written);
        if update {
            fs::write(&path, found).unwrap();
        } else if found != written {
            for (line, (want, got)) in written.lines().zip(found.lines()).enumerate() {
                if want != got {
                    let _ = writeln!(wrong, "{file}:{}\n  want {want}\n  got  {got}", line + 1);
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A phenomenon is shown by three sentences, and by one that looks alike and stays silent.
#[test]
fn every_phenomenon_has_three_sentences_and_a_silent_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut short = String::new();
    for file in FILES.iter().filter(|file| file.starts_with("claims-")) {
        let written = fs::read_to_string(folder.join(file)).unwrap();
        for section in written.split("\n## ").skip(1) {
            let name = section.lines().next().unwrap_or_default();
            let (shown, silent) = section.split_once("\nSilent:\n").unwrap_or((section, ""));
            if sentences(shown) < 3 || sentences(silent) == 0 {
                let _ = writeln!(short, "{file}: {name}");
            }
        }
    }
    assert!(short.is_empty(), "{short}");
}

/// How many sentences the text blocks hold; a paragraph without a stop is a headline, and one.
fn sentences(section: &str) -> usize {
    let blocks = section.split("```text\n").skip(1);
    let paragraphs = blocks
        .filter_map(|block| block.split("\n```").next())
        .flat_map(|text| text.split("\n\n"));
    let stops = |paragraph: &str| {
        let words = paragraph.split_whitespace();
        words
            .filter(|word| {
                word.trim_end_matches(['”', '"', '’', '\'', ')'])
                    .ends_with(['.', '!', '?', '…'])
            })
            .count()
    };
    paragraphs.map(|paragraph| stops(paragraph).max(1)).sum()
}

/// The file with every answer block filled with what is found in the text block before it.
fn answered(file: &str) -> String {
    let mut out = String::new();
    let mut lines = file.lines();
    let mut text = String::new();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        match line {
            "```text" => {
                text.clear();
                for line in lines.by_ref() {
                    let _ = writeln!(out, "{line}");
                    if line == "```" {
                        break;
                    }
                    let _ = writeln!(text, "{line}");
                }
            }
            "```claims" | "```propositions" => {
                let extraction = extracted(text.trim_end());
                let answer = if line == "```claims" {
                    claims(&extraction)
                } else {
                    propositions(&extraction)
                };
                out.push_str(&answer);
                out.push_str("```\n");
                for line in lines.by_ref() {
                    if line == "```" {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn extracted(string: &str) -> Extraction {
    let mut article = Article::new("case", string);
    article.published = Some("2024-05-15".to_owned());
    let document = language::analyze(&article.text, Model::embedded());
    rules::extract(&article, &document, &Knowledge::default())
}

fn claims(extraction: &Extraction) -> String {
    let mut out = String::new();
    for claim in &extraction.claims {
        let _ = writeln!(out, "{}", claim_line(extraction, claim));
    }
    out
}

fn claim_line(extraction: &Extraction, claim: &Claim) -> String {
    let mut depth = 0;
    let mut at = claim;
    while let Some(outer) = at
        .within
        .as_ref()
        .and_then(|id| extraction.claims.iter().find(|other| other.id == *id))
    {
        depth += 1;
        at = outer;
    }
    let source = match (claim.source.kind, claim.source.start, claim.source.end) {
        (SourceKind::Narrator, ..) => "(narrator)".to_owned(),
        (_, Some(start), Some(end)) => slice(extraction, start, end),
        _ => "(unnamed)".to_owned(),
    };
    let (cue, act) = claim.cue.as_ref().map_or_else(
        || ("-".to_owned(), "assert"),
        |cue| (slice(extraction, cue.start, cue.end), cue.act.word()),
    );
    let content: Vec<String> = claim
        .content
        .iter()
        .map(|piece| slice(extraction, piece.start, piece.end))
        .collect();
    let time = claim.temporality.map_or("-", |it| it.word());
    let mut line = format!(
        "{}{source} | {cue} | {act} | {} | {} | {} {} {time}",
        "> ".repeat(depth),
        claim.directness,
        content.join(" … "),
        claim.polarity,
        claim.certainty,
    );
    if let Some(time) = claim
        .said_on
        .as_ref()
        .and_then(|id| extraction.times.iter().find(|time| time.id == *id))
    {
        let _ = write!(line, " | on {}", time.value);
    }
    if let Some(basis) = &claim.basis {
        let _ = write!(
            line,
            " | basis {}",
            slice(extraction, basis.start, basis.end)
        );
    }
    line
}

fn propositions(extraction: &Extraction) -> String {
    let mut out = String::new();
    for proposition in &extraction.propositions {
        let _ = writeln!(out, "{}", proposition_line(extraction, proposition));
    }
    out
}

fn proposition_line(extraction: &Extraction, it: &Proposition) -> String {
    let phrase = |phrase: &Option<claimgraph::extraction::Phrase>| {
        phrase.as_ref().map_or_else(
            || "-".to_owned(),
            |phrase| slice(extraction, phrase.start, phrase.end),
        )
    };
    let arguments: Vec<String> = it
        .arguments
        .iter()
        .map(|argument| {
            let words = slice(extraction, argument.start, argument.end);
            format!("{}: {words}", argument.role)
        })
        .collect();
    format!(
        "{} | {} | {} | {} | {} {} {}",
        phrase(&it.subject),
        it.predicate.label.as_deref().unwrap_or(&it.predicate.lemma),
        phrase(&it.object),
        if arguments.is_empty() {
            "-".to_owned()
        } else {
            arguments.join("; ")
        },
        it.polarity,
        it.certainty,
        it.temporality.map_or("-", |time| time.word()),
    )
}

/// The words between two code points, on one line.
fn slice(extraction: &Extraction, start: usize, end: usize) -> String {
    let words: String = extraction
        .document
        .text
        .chars()
        .skip(start)
        .take(end - start)
        .collect();
    words.replace("\n\n", " ¶ ")
}
