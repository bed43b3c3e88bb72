//! Rules about the source itself. Each failure names the file and says what to do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room of `src/`: what it may import, and whether it stays clear of the outside world.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    pure: bool,
}

/// Data flows down this list; imports point up it. The table of `ARCHITECTURE.md`.
const ROOMS: &[Room] = &[
    room("text", &[], true),
    room("stop", &[], true),
    room("article", &["text"], false),
    room("extraction", &["text"], true),
    room("language", &["text", "stop"], true),
    room("knowledge", &["text"], true),
    room(
        "rules",
        &[
            "text",
            "stop",
            "article",
            "language",
            "knowledge",
            "extraction",
        ],
        true,
    ),
    room("ontology", &[], true),
    room("mapping", &["text", "stop", "extraction", "ontology"], true),
    room("store", &["ontology"], false),
    room("publish", &["store", "ontology"], false),
    room(
        "cli",
        &[
            "text",
            "stop",
            "article",
            "extraction",
            "language",
            "knowledge",
            "rules",
            "ontology",
            "mapping",
            "store",
            "publish",
        ],
        false,
    ),
];

const fn room(name: &'static str, may_use: &'static [&'static str], pure: bool) -> Room {
    Room {
        name,
        may_use,
        pure,
    }
}

/// What a pure room may not mention: files, network, environment, clock, chance, terminal.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io::stdin",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "rand::",
    "println!",
    "eprintln!",
    "print!(",
    "dbg!",
];

/// Rooms whose output has to be the same bytes every time: no container with a random order.
const ORDERED: &[&str] = &["extraction", "rules", "mapping", "publish"];

/// Rooms that may know RDF: the right half of the hourglass.
const RDF: &[&str] = &["ontology", "mapping", "store", "publish", "cli"];

const LINES_MAX: usize = 500;

/// Names that say nothing about what is inside.
const DRAWERS: &[&str] = &[
    "utils",
    "util",
    "common",
    "helpers",
    "misc",
    "core",
    "types_misc",
];

#[test]
fn rooms_keep_to_their_imports() {
    let mut faults = Vec::new();
    for room in ROOMS {
        for file in files_of(room) {
            let code = code_of(&file);
            for used in crate_paths(&code, &file) {
                if used != room.name && !room.may_use.contains(&used.as_str()) {
                    faults.push(format!(
                        "{}: `{}` may not use `{used}`",
                        file.display(),
                        room.name
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pure_rooms_stay_clear_of_the_outside_world() {
    let faults = mentions(OUTSIDE, |room| room.pure, "is pure: no");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// So a clock that jumps changes nothing: durations are measured with `Instant`, which never goes back.
#[test]
fn no_room_asks_the_clock_for_the_day() {
    let clocks = [
        "SystemTime",
        "UNIX_EPOCH",
        "Timestamp::now",
        "Zoned::now",
        "Utc::now",
    ];
    let faults = mentions(&clocks, |_| true, "gives the same whatever the day: no");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rooms_with_stable_output_use_ordered_containers() {
    let faults = mentions(
        &["HashMap", "HashSet"],
        |room| ORDERED.contains(&room.name),
        "promises stable bytes: use a BTree or a sorted Vec, no",
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_left_of_the_waist_knows_rdf() {
    let faults = mentions(
        &["oxigraph", "oxrdf"],
        |room| !RDF.contains(&room.name),
        "stands left of the waist: no",
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn imports_are_absolute_outside_tests() {
    let mut faults = Vec::new();
    for file in rust_files(&src()) {
        if code_of(&file).contains("super::") {
            faults.push(format!(
                "{}: write `crate::…` instead of `super::`",
                file.display()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_is_listed_above() {
    let listed: BTreeSet<_> = ROOMS.iter().map(|room| room.name.to_owned()).collect();
    let found: BTreeSet<_> = fs::read_dir(src())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|stem| stem != "lib" && stem != "main")
        .collect();
    assert_eq!(listed, found);
}

#[test]
fn every_file_opens_with_a_header_and_stays_short() {
    let mut faults = Vec::new();
    for file in rust_files(&src()) {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//!") {
            faults.push(format!(
                "{}: start with a `//!` line saying what this is for",
                file.display()
            ));
        }
        let lines = text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]")
            .count();
        let generated = text
            .lines()
            .next()
            .is_some_and(|line| line.contains("Generated"));
        if lines > LINES_MAX && !generated {
            faults.push(format!(
                "{}: {lines} lines before its tests, limit {LINES_MAX}",
                file.display()
            ));
        }
        if file
            .file_stem()
            .is_some_and(|stem| DRAWERS.contains(&stem.to_str().unwrap()))
        {
            faults.push(format!("{}: name it after what is in it", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn room_headers_say_in_out_and_never() {
    let mut faults = Vec::new();
    for room in ROOMS {
        let file = files_of(room)
            .into_iter()
            .find(|file| {
                file.ends_with(format!("{}/mod.rs", room.name))
                    || file.ends_with(format!("{}.rs", room.name))
            })
            .unwrap();
        let header: String = fs::read_to_string(&file)
            .unwrap()
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        for word in ["In:", "Out:", "Never:"] {
            if !header.contains(word) {
                faults.push(format!("{}: the header lacks `{word}`", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = root().join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for file in rust_files(&folder) {
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            stem == "main" || main.contains(&format!("mod {stem};")),
            "add `mod {stem};` to tests/it/main.rs"
        );
    }
}

#[test]
fn lexicons_name_their_source() {
    let mut faults = Vec::new();
    for file in all_files(&src()) {
        if file.extension().is_some_and(|extension| extension == "tsv") {
            let text = fs::read_to_string(&file).unwrap();
            if !text
                .lines()
                .take_while(|line| line.starts_with('#'))
                .any(|line| line.to_lowercase().contains("source:"))
            {
                faults.push(format!(
                    "{}: begin with a `# source: …` line",
                    file.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where rooms that `concern` mention one of the words.
fn mentions(words: &[&str], concern: impl Fn(&Room) -> bool, saying: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for room in ROOMS.iter().filter(|room| concern(room)) {
        for file in files_of(room) {
            let code = code_of(&file);
            for word in words.iter().filter(|word| code.contains(**word)) {
                faults.push(format!(
                    "{}: `{}` {saying} `{word}`",
                    file.display(),
                    room.name
                ));
            }
        }
    }
    faults
}

/// The code before the first test module, without comment lines, so that neither prose nor tests are
/// taken for imports.
fn code_of(file: &Path) -> String {
    // A file of this name is the body of a `#[cfg(test)] mod tests;`.
    if file.ends_with("tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<_> = text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    lines.join("\n")
}

/// The first name after each `crate::`.
fn crate_paths(code: &str, file: &Path) -> BTreeSet<String> {
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with('$'))
        .map(|(at, word)| {
            let rest = &code[at + word.len()..];
            assert!(
                !rest.starts_with('{'),
                "{}: one `use crate::room` a line",
                file.display()
            );
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn files_of(room: &Room) -> Vec<PathBuf> {
    let leaf = src().join(room.name).with_extension("rs");
    if leaf.exists() {
        vec![leaf]
    } else {
        rust_files(&src().join(room.name))
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    all_files(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn src() -> PathBuf {
    root().join("src")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
