//! What each fuzz target does with its bytes. The same bodies run in `tests/it/fuzz.rs` with a seeded
//! mutator, where no nightly compiler is needed.

use std::collections::BTreeSet;

use claimgraph::article::{Article, Input, Limits, Record, read};
use claimgraph::extraction::{Extraction, check, json};
use claimgraph::knowledge::Knowledge;
use claimgraph::language::Model;
use claimgraph::mapping::{Base, Origin, graph, to_quads};
use claimgraph::publish::Format;
use claimgraph::publish::dump::{self, Options};
use claimgraph::rules;
use claimgraph::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};

/// Limits that a few kilobytes can meet.
const LIMITS: Limits = Limits {
    article_bytes: 1 << 16,
    html_depth: 100,
    html_tags: 2_000,
};

/// Reads the bytes as a file of this name; every article has to be well formed.
fn file(data: &[u8], suffix: &str) {
    let file = tempfile::Builder::new()
        .suffix(suffix)
        .tempfile()
        .expect("a temporary file");
    std::fs::write(file.path(), data).expect("a temporary file");
    for record in read(vec![Input::new(file.path())], LIMITS) {
        match record {
            Ok(Record::Article { article, .. }) => well_formed(&article),
            Ok(Record::Extraction { json, .. }) => assert!(!json.is_empty()),
            Err(error) => assert!(!error.hint().is_empty() && !error.to_string().is_empty()),
        }
    }
}

fn well_formed(article: &Article) {
    assert!(!article.id.is_empty());
    let text = article.text.as_str();
    assert!(!text.trim().is_empty());
    let mut end = 0;
    for span in &article.residue {
        assert!(end <= span.start() && span.end() <= text.len());
        end = span.end();
    }
}

pub fn text(data: &[u8]) {
    file(data, ".txt");
}

pub fn html(data: &[u8]) {
    file(data, ".html");
}

pub fn json_lines(data: &[u8]) {
    file(data, ".jsonl");
}

pub fn warc(data: &[u8]) {
    file(data, ".warc");
}

pub fn front_matter(data: &[u8]) {
    file(data, ".md");
}

pub fn feed(data: &[u8]) {
    file(data, ".xml");
}

/// What is read as an extraction passes its own checks, and comes back as it was written.
pub fn extraction(data: &[u8]) {
    let Ok(line) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok((extraction, _)) = json::read(line, 1) {
        assert!(check(&extraction).is_empty());
        let written = json::write(&extraction);
        let (again, _) = json::read(&written, 1).expect("what was written");
        assert_eq!(again, extraction);
        mapped(&extraction);
    }
}

/// Any text gives an extraction that passes the checks, and a graph.
pub fn analysis(data: &[u8]) {
    let text = String::from_utf8_lossy(&data[..data.len().min(2_000)]).into_owned();
    if text.trim().is_empty() {
        return;
    }
    let article = Article::new("fuzz", text);
    let documents = Model::embedded().analyze_all(&[&article.text]);
    let extraction = rules::extract(&article, &documents[0], &Knowledge::default());
    let faults = check(&extraction);
    assert!(faults.is_empty(), "{faults:?}");
    mapped(&extraction);
}

/// Any words as names, titles and ids come back from a dump as they went in.
pub fn round_trip(data: &[u8]) {
    let words = String::from_utf8_lossy(data).into_owned();
    let line = r#"{"claimgraph": 1, "document": {"id": "x", "text": "Ann Lee met Kirby."},
        "entities": [{"id": "1", "type": "person", "name": "Ann Lee",
            "mentions": [{"start": 0, "end": 7, "kind": "name"}]}]}"#;
    let (mut extraction, _) = json::read(line, 1).expect("a minimal extraction");
    extraction.document.id.clone_from(&words);
    extraction.document.url = Some(format!("https://news.example/{words}"));
    extraction.document.title = Some(words.clone());
    extraction.document.outlet = Some(words.clone());
    extraction.document.authors = vec![words.clone()];
    extraction.entities[0].name = words;
    mapped(&extraction);
}

/// The graph of an extraction, dumped in every format that is read back, is the same graph.
fn mapped(extraction: &Extraction) {
    let base = Base::default();
    let quads = to_quads(extraction, &base, &Origin::default());
    let store = Store::memory();
    store
        .replace(&graph(&base, &extraction.document.id), &quads)
        .expect("a memory store");
    let triple =
        |quad: &oxigraph::model::Quad| oxigraph::model::Triple::from(quad.clone()).to_string();
    let wanted: BTreeSet<String> = quads.iter().map(triple).collect();
    for (format, read) in [
        (Format::Turtle, RdfFormat::Turtle),
        (Format::TriG, RdfFormat::TriG),
        (Format::NQuads, RdfFormat::NQuads),
    ] {
        let mut out = Vec::new();
        let options = Options {
            format,
            ..Options::default()
        };
        dump::write(&store, &options, &mut out).expect("a buffer");
        let found: BTreeSet<String> = RdfParser::from_format(read)
            .for_slice(&out)
            .map(|quad| triple(&quad.expect("what was written")))
            .collect();
        assert_eq!(found, wanted);
    }
}
