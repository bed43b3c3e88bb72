//! Pieces extracted apart and put together are what one run gives.

use std::collections::BTreeSet;

use crate::kit::Folder;

const ARTICLES: [(&str, &str); 4] = [
    (
        "a",
        "Ann Lee, the mayor of Salem, said the bridge would close. “We will not yield,” she said.",
    ),
    (
        "b",
        "Officials in Lima denied on Tuesday that Ann Lee had met Omar Farouk.",
    ),
    (
        "c",
        "Omar Farouk warned that the Northern Steel plant in Salem could close.",
    ),
    (
        "d",
        "According to Northern Steel, the plant opened in 1950. Ann Lee doubted it.",
    ),
];

fn lines(range: std::ops::Range<usize>) -> String {
    ARTICLES[range]
        .iter()
        .map(|(id, text)| {
            let line = serde_json::json!({"id": id, "text": text, "published": "2024-03-04"});
            format!("{line}\n")
        })
        .collect()
}

fn quads(text: &str) -> BTreeSet<&str> {
    text.lines().collect()
}

#[test]
fn quads_of_pieces_are_the_quads_of_the_whole() {
    let folder = Folder::new();
    let extract = |range| {
        let input = lines(range);
        let run = folder.run_with_input(&["extract", "--format", "nq", "-"], input.as_bytes());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let whole = extract(0..4);
    let pieces = [extract(2..4), extract(0..2)].concat();
    assert_eq!(quads(&pieces), quads(&whole));
    assert!(
        whole.contains("entity/person-omar-farouk>"),
        "a shared name"
    );
}

#[cfg(feature = "rocksdb")]
#[test]
fn two_stores_put_together_are_the_store_of_one_run() {
    let folder = Folder::new();
    folder.write("whole.jsonl", lines(0..4));
    folder.write("left.jsonl", lines(0..2));
    folder.write("right.jsonl", lines(2..4));
    for name in ["whole", "left", "right"] {
        let run = folder.run(&["ingest", "-l", name, &format!("{name}.jsonl")]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let dump = |store: &str| folder.run(&["dump", "-l", store, "--format", "nq"]).stdout;
    let merged = claimgraph::store::Store::memory();
    for store in ["right", "left"] {
        merged
            .database()
            .load_from_slice(oxigraph::io::RdfFormat::NQuads, dump(store).as_bytes())
            .unwrap();
    }
    let mut out = Vec::new();
    let options = claimgraph::publish::dump::Options::default();
    claimgraph::publish::dump::write(&merged, &options, &mut out).unwrap();
    let whole = folder.run(&["dump", "-l", "whole"]).stdout;
    assert_eq!(String::from_utf8(out).unwrap(), whole, "to the byte");
}
