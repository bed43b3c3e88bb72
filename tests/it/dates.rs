//! Small language cases of times: each section of `tests/cases/dates.md` is a text and all its times.

use std::fs;
use std::path::PathBuf;

use claimgraph::article::Article;
use claimgraph::knowledge::Knowledge;
use claimgraph::language::{Model, analyze};
use claimgraph::rules;

/// The lines of a fenced block of a section.
fn block(section: &str, fence: &str) -> Vec<String> {
    section
        .lines()
        .skip_while(|line| *line != format!("```{fence}"))
        .skip(1)
        .take_while(|line| *line != "```")
        .map(str::to_owned)
        .collect()
}

/// The times of a text as the cases write them, with as many columns as the case asks for.
fn shown(text: &str, model: &Model, wanted: &[String]) -> Vec<String> {
    let mut article = Article::new("case", text);
    article.published = Some("2023-09-04".to_owned());
    let source = article.text.clone();
    let document = analyze(&source, model);
    let found = rules::extract(&article, &document, &Knowledge::default());
    let chars: Vec<char> = text.chars().collect();
    let columns = |at: usize| wanted.get(at).map_or(2, |line| line.split(" | ").count());
    found
        .times
        .iter()
        .enumerate()
        .map(|(at, time)| {
            let words: String = chars[time.start..time.end].iter().collect();
            let from = time.from.clone().unwrap_or_default();
            let until = time.until.clone().unwrap_or_default();
            [words, time.value.clone(), from, until][..columns(at).min(4)].join(" | ")
        })
        .collect()
}

#[test]
fn every_case_of_the_dates_holds() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/dates.md");
    let source = fs::read_to_string(path).unwrap();
    let model = Model::embedded();
    let mut faults = Vec::new();
    let mut count = 0;
    for section in source.split("\n## ").skip(1) {
        let name = section.lines().next().unwrap();
        let wanted = block(section, "times");
        let found = shown(&block(section, "text").join("\n"), model, &wanted);
        count += 1;
        if found != wanted {
            faults.push(format!("{name}\n  wanted {wanted:#?}\n  found {found:#?}"));
        }
    }
    assert_eq!(count, 33, "a section was lost in reading");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
