//! Extractions of other programs: what must keep loading, and what is said of the rest.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

use claimgraph::extraction::{Fault, check, json, schema};
use expect_test::expect_file;
use proptest::prelude::*;

/// The files of a folder with an extension, in the order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/imports")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            fault.to_string()
                + "
"
        })
        .collect();
    lines.concat()
}

#[test]
fn good_extractions_load_and_come_back_the_same() {
    for path in files("good") {
        let text = fs::read_to_string(&path).unwrap();
        let (extraction, warnings) =
            json::read(&text, 1).unwrap_or_else(|faults| panic!("{}:\n{faults}", path.display()));
        // A file with warnings has them beside it.
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        assert_eq!(lines(&warnings), expected, "{}", path.display());
        assert_eq!(check(&extraction), [], "{}", path.display());
        let line = json::write(&extraction);
        assert!(!line.contains('\n'));
        let (again, warnings) = json::read(&line, 1).unwrap();
        assert_eq!(again, extraction, "{}", path.display());
        assert_eq!(warnings, []);
        assert_eq!(json::write(&again), line);
    }
}

#[test]
fn bad_extractions_are_refused_with_every_fault() {
    for path in files("bad") {
        let text = fs::read_to_string(&path).unwrap();
        match json::read(&text, 1) {
            Ok(_) => panic!("{} was accepted", path.display()),
            Err(faults) => {
                expect_file![path.with_extension("txt")].assert_eq(&format!("{faults}\n"));
            }
        }
    }
}

#[test]
fn spans_count_code_points() {
    let path = files("good");
    let path = path
        .iter()
        .find(|path| path.ends_with("emoji-and-combining-marks.json"));
    let text = fs::read_to_string(path.unwrap()).unwrap();
    let (extraction, _) = json::read(&text, 1).unwrap();
    let chars: Vec<char> = extraction.document.text.chars().collect();
    let mention = &extraction.entities[0].mentions[0];
    let words: String = chars[mention.start..mention.end].iter().collect();
    assert_eq!(words, extraction.entities[0].name);
}

#[test]
fn the_schema_names_every_key_and_what_is_required() {
    let schema = schema();
    let required = |name: &str| schema["$defs"][name]["required"].clone();
    assert_eq!(
        schema["required"],
        serde_json::json!(["claimgraph", "document"])
    );
    assert_eq!(required("Document"), serde_json::json!(["text"]));
    assert_eq!(
        required("Entity"),
        serde_json::json!(["id", "type", "name"])
    );
    assert_eq!(
        required("Claim"),
        serde_json::json!(["id", "source", "content"])
    );
    assert_eq!(required("Source"), serde_json::json!(["kind"]));
    assert_eq!(
        required("Cue"),
        serde_json::json!(["start", "end", "lemma"])
    );
    let confidence = &schema["$defs"]["Claim"]["properties"]["confidence"];
    assert_eq!(
        (&confidence["minimum"], &confidence["maximum"]),
        (&0.into(), &1.into())
    );
    for name in ["Document", "Entity", "Claim", "Proposition", "Time"] {
        for (key, property) in schema["$defs"][name]["properties"].as_object().unwrap() {
            let described = property.get("description").is_some() || property.get("$ref").is_some();
            assert!(described, "{name}.{key}");
        }
    }
}

#[test]
fn the_example_of_the_description_loads_without_a_warning() {
    let description = include_str!("../../docs/extraction.md");
    let (_, rest) = description.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("\n```").unwrap();
    let (extraction, warnings) = json::read(example, 1).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(extraction.claims.len(), 2);
}

proptest! {
    #[test]
    fn damaged_extractions_are_refused_or_come_back_the_same(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, "[0-9{}\\[\\],:\"\\\\a-e.-]{0,4}"), 1..5)
    ) {
        let mut text: Vec<char> = include_str!("../imports/good/rich.json").chars().collect();
        for (at, len, piece) in edits {
            let at = at.index(text.len());
            text.splice(at..(at + len).min(text.len()), piece.chars());
        }
        let text: String = text.into_iter().collect();
        match json::read(&text, 1) {
            Ok((extraction, _)) => {
                prop_assert_eq!(check(&extraction), []);
                let (again, _) = json::read(&json::write(&extraction), 1).unwrap();
                prop_assert_eq!(again, extraction);
            }
            Err(faults) => prop_assert!(!faults.0.is_empty()),
        }
    }
}
