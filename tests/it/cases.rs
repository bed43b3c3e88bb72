//! Small language cases: each section of `tests/cases/*.md` is a text and the entities found in it.
//!
//! An entity is a line `type | name | mention; mention | description; description`. A section with
//! the word "only" in its heading lists all entities, any other may leave some out.

use std::fs;
use std::path::PathBuf;

use claimgraph::article;
use claimgraph::extraction::Extraction;
use claimgraph::knowledge::Knowledge;
use claimgraph::language::{Model, analyze};
use claimgraph::rules;

/// One section.
struct Case {
    name: String,
    text: String,
    entities: Vec<String>,
}

/// The sections of a file that have an entities block.
fn cases(source: &str) -> Vec<Case> {
    source
        .split("\n## ")
        .skip(1)
        .filter_map(|section| {
            let block = |fence: &str| {
                let start = section.find(&format!("```{fence}\n"))? + fence.len() + 4;
                let end = start - 1 + section[start - 1..].find("\n```")?;
                Some(section.get(start..end).unwrap_or_default().to_owned())
            };
            Some(Case {
                name: section.lines().next()?.to_owned(),
                text: block("text")?,
                entities: block("entities")?.lines().map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// The entities of an extraction, one a line.
fn shown(extraction: &Extraction) -> Vec<String> {
    let text: Vec<char> = extraction.document.text.chars().collect();
    extraction
        .entities
        .iter()
        .map(|entity| {
            let mentions: Vec<String> = entity
                .mentions
                .iter()
                .map(|mention| text[mention.start..mention.end].iter().collect())
                .collect();
            let line = format!(
                "{} | {} | {} | {}",
                entity.kind.word(),
                entity.name,
                mentions.join("; "),
                entity.descriptions.join("; ")
            );
            line.trim_end_matches([' ', '|']).to_owned()
        })
        .collect()
}

#[test]
fn every_case_of_the_entities_holds() {
    let knowledge = Knowledge::default();
    let model = Model::embedded();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut faults = Vec::new();
    for file in [
        "names.md",
        "coreference.md",
        "sources.md",
        "descriptions.md",
    ] {
        let source = fs::read_to_string(folder.join(file)).unwrap();
        let found = cases(&source);
        assert!(!found.is_empty(), "{file} has no case");
        for case in found {
            let article = article::from_text(&case.text);
            let document = analyze(&article.text, model);
            let extraction = rules::extract(&article, &document, &knowledge);
            let lines = shown(&extraction);
            let missing: Vec<&String> = case
                .entities
                .iter()
                .filter(|line| !lines.contains(line))
                .collect();
            let all = !case.name.contains("only") || lines.len() == case.entities.len();
            if !missing.is_empty() || !all {
                faults.push(format!(
                    "{file}, {}: not {missing:#?} in {lines:#?}",
                    case.name
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
