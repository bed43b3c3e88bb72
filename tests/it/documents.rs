//! The documents against the program: the reference of commands is what the commands say of themselves,
//! and what README.md tells people to type works.

use std::fmt::Write as _;

use expect_test::expect_file;

use crate::kit::Folder;

#[test]
fn the_reference_of_commands_is_what_they_say_of_themselves() {
    let folder = Folder::new();
    let overview = folder.run(&["--help"]);
    assert_eq!(overview.code, 0, "{}", overview.stderr);
    let mut page = format!(
        "# The command line\n\nWhat `claimgraph --help` and `claimgraph COMMAND --help` say; a test keeps this page so.\n\n{}",
        block(&overview.stdout)
    );
    for command in commands(&overview.stdout) {
        let parts: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = folder.run(&parts);
        assert_eq!(help.code, 0, "{command}: {}", help.stderr);
        write!(page, "\n## claimgraph {command}\n\n{}", block(&help.stdout)).unwrap();
        // A command of commands, such as `kb build`, is described one level down, too.
        for below in commands(&help.stdout) {
            let parts: Vec<&str> = parts[..parts.len() - 1]
                .iter()
                .copied()
                .chain([below.as_str(), "--help"])
                .collect();
            let help = folder.run(&parts);
            write!(
                page,
                "\n## claimgraph {command} {below}\n\n{}",
                block(&help.stdout)
            )
            .unwrap();
        }
    }
    expect_file!["../../docs/cli.md"].assert_eq(&page);
}

fn block(help: &str) -> String {
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    format!("```text\n{}\n```\n", lines.join("\n"))
}

/// The names under "Commands:" of a help text.
fn commands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[cfg(feature = "rocksdb")]
#[test]
fn what_the_readme_tells_people_to_type_works() {
    let readme = include_str!("../../README.md");
    let article = include_str!("../../examples/harbour-strike.txt");
    let folder = Folder::new();
    folder.write("articles/harbour-strike.txt", article);
    folder.write(
        "article.html",
        format!("<html><body><article><p>{article}</p></article></body></html>"),
    );
    let line =
        serde_json::json!({"id": "more", "text": "“We will not yield,” Mayor Rosa Quispe said."});
    folder.write("more.jsonl", format!("{line}\n"));
    let typed: Vec<Vec<String>> = readme
        .split("```")
        .filter_map(|block| block.strip_prefix("console\n"))
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("claimgraph "))
        .map(words)
        .collect();
    assert!(typed.len() >= 5, "README.md shows how to use the program");
    for arguments in typed {
        // Packing is not what is tested here.
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|word| {
                word.strip_suffix(".jsonl.gz")
                    .map_or(word.as_str(), |_| "more.jsonl")
            })
            .collect();
        let run = folder.run(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    }
    assert!(folder.path().join("graph.ttl").exists());
}

/// A shell line's words, quotes taken off and the comment left out.
#[cfg(feature = "rocksdb")]
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (None, '#') => break,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
