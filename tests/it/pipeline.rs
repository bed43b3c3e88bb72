//! Many articles at once: their order, their ids, the bounds of size, time and memory.

use crate::kit::Folder;

fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

/// Articles of very different lengths, so that later ones are done before earlier ones.
fn uneven(count: usize) -> String {
    (0..count)
        .map(|number| {
            let repeats = if number % 16 == 0 { 60 } else { 1 };
            let sentence = format!("Officials said that pier {number} would close. ");
            line(&format!("n{number}"), &sentence.repeat(repeats))
        })
        .collect()
}

fn ids(stdout: &str) -> Vec<String> {
    stdout
        .lines()
        .map(|line| {
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            found["document"]["id"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn extractions_come_in_the_order_of_the_inputs() {
    let folder = Folder::new();
    folder.write("many.jsonl", uneven(80));
    let first = folder.run(&["extract", "many.jsonl"]);
    assert_eq!((first.code, first.stderr.as_str()), (0, ""));
    let wanted: Vec<String> = (0..80).map(|number| format!("n{number}")).collect();
    assert_eq!(ids(&first.stdout), wanted);
    // Whatever the number of threads and the room.
    for (threads, memory) in [("1", "1G"), ("3", "1k")] {
        let again = folder.finish(
            folder
                .command(&["extract", "--memory", memory, "many.jsonl"])
                .env("RAYON_NUM_THREADS", threads),
        );
        assert_eq!(again.stdout, first.stdout, "{threads} threads, {memory}");
    }
}

#[test]
fn errors_stand_in_the_order_of_the_inputs_too() {
    let folder = Folder::new();
    let lines = [
        line("a", "It rained."),
        "{\"id\": 1}\n".to_owned(),
        line("b", "It snowed."),
        "]\n".to_owned(),
    ];
    folder.write("mixed.jsonl", lines.concat());
    let run = folder.run(&["extract", "mixed.jsonl"]);
    assert_eq!(run.code, 1);
    assert_eq!(ids(&run.stdout), ["a", "b"]);
    let errors: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "))
        .map(|line| &line[..line.find(": ").unwrap() + 15])
        .collect();
    assert_eq!(
        errors,
        ["error: mixed.jsonl:2", "error: mixed.jsonl:4"].map(|it| it)
    );
}

#[test]
fn files_of_one_name_get_ids_of_their_own() {
    let folder = Folder::new();
    folder.write("news/2023/index.txt", "It rained in Salem.");
    folder.write("news/2024/index.txt", "It snowed in Salem.");
    folder.write("news/other.txt", "It hailed in Salem.");
    let run = folder.run(&["extract", "news"]);
    assert_eq!(run.code, 0);
    assert_eq!(ids(&run.stdout), ["index", "2024-index", "other"]);
    assert_eq!(
        run.stderr,
        "warning: news/2024/index.txt: the id index is taken by an earlier file of that name; this one \
         is 2024-index\nhint: rename one of the files, or give ids in JSON Lines\n"
    );
}

#[test]
fn a_repeated_id_is_said_and_a_million_of_them_are_counted() {
    let folder = Folder::new();
    let lines: String = (0..9)
        .map(|number| line("same", &format!("It rained {number} times.")))
        .collect();
    folder.write("same.jsonl", lines);
    let run = folder.run(&["extract", "same.jsonl"]);
    assert_eq!(run.code, 0);
    let said = |number: usize| {
        format!(
            "warning: same.jsonl:{number}: the id same came before; the later article replaces the \
             earlier one\nhint: give each article an id of its own\n"
        )
    };
    let summed = "warning: 8 articles had an id that came before; the last one of each is kept\n\
                  hint: give each article an id of its own\n";
    assert_eq!(
        run.stderr,
        [said(2), said(3), said(4), summed.to_owned()].concat()
    );
}

#[test]
fn an_article_over_the_size_is_refused_and_the_others_are_read() {
    let folder = Folder::new();
    let long = "It rained on Tuesday. ".repeat(100);
    folder.write(
        "in.jsonl",
        [line("long", &long), line("short", "It rained.")].concat(),
    );
    let run = folder.run(&["extract", "--max-article-size", "2k", "in.jsonl"]);
    assert_eq!((run.code, ids(&run.stdout)), (1, vec!["short".to_owned()]));
    assert_eq!(
        run.stderr,
        "error: in.jsonl:1: an article of 2200 bytes, 2048 are allowed\n\
         hint: split it, or allow more with --max-article-size\n"
    );
}

#[test]
fn an_article_over_the_time_is_given_up_and_the_others_are_read() {
    let folder = Folder::new();
    let long = (0..3_000)
        .map(|number| format!("“Pier {number} stays,” Ann Lee said of Kirby {number}. "))
        .collect::<Vec<_>>()
        .concat();
    let lines = [
        line("before", "It rained."),
        line("long", &long),
        line("after", "It snowed."),
    ];
    folder.write("in.jsonl", lines.concat());
    let arguments = [
        "extract",
        "--max-article-size",
        "4M",
        "--max-article-time",
        "1",
        "in.jsonl",
    ];
    let run = folder.run(&arguments);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(ids(&run.stdout), ["before", "after"]);
    assert_eq!(
        run.stderr,
        "error: long: given up after 1s\nhint: allow more with --max-article-time, or split it\n"
    );
}

#[test]
fn bounds_that_make_no_sense_are_refused() {
    let folder = Folder::new();
    folder.write("in.txt", "It rained.");
    for (flag, value) in [
        ("--memory", "much"),
        ("--memory", "1T"),
        ("--max-article-size", "0"),
        ("--max-article-time", "never"),
    ] {
        let run = folder.run(&["extract", flag, value, "in.txt"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(
            run.stderr.contains(flag) && run.stderr.contains(value),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn turtle_of_several_articles_says_what_they_share_once() {
    let folder = Folder::new();
    folder.write("a.txt", "Ann Lee said it rained.");
    folder.write("b.txt", "Ann Lee said it snowed.");
    let run = folder.run(&["extract", "--format", "ttl", "a.txt", "b.txt"]);
    assert_eq!(
        run.stdout
            .matches("entity:person-ann-lee a schema:Person")
            .count(),
        1
    );
    let both = folder
        .run(&["extract", "--format", "nq", "a.txt", "b.txt"])
        .stdout;
    let one = |name: &str| folder.run(&["extract", "--format", "nq", name]).stdout;
    assert_eq!(both, one("a.txt") + &one("b.txt"));
}

#[cfg(unix)]
#[test]
fn a_line_that_comes_through_a_pipe_is_answered_at_once() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::Stdio;
    let folder = Folder::new();
    let mut child = folder
        .command(&["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["first", "second"] {
        stdin.write_all(line(id, "It rained.").as_bytes()).unwrap();
        assert_eq!(ids(&lines.next().unwrap().unwrap()), [id]);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[cfg(feature = "rocksdb")]
mod stored {
    use super::{line, uneven};
    use crate::kit::Folder;

    #[test]
    fn what_vanished_is_removed_when_asked_for() {
        let folder = Folder::new();
        folder.write("in/a.txt", "It rained in Salem, officials said.");
        folder.write("in/b.txt", "It snowed in Salem, officials said.");
        folder.write(
            "in/c.jsonl",
            folder
                .run(&["extract", "in/a.txt"])
                .stdout
                .replace("\"a\"", "\"c\""),
        );
        assert_eq!(folder.run(&["ingest", "in"]).code, 0);
        std::fs::remove_file(folder.path().join("in/b.txt")).unwrap();
        folder.write("in/d.txt", "");
        let unsure = folder.run(&["ingest", "--prune", "in"]);
        assert_eq!(unsure.code, 1);
        assert!(
            unsure.stderr.contains(
                "warning: nothing was removed: inputs that were refused may hold articles of the store\n\
                 hint: repair or leave out what was refused, and run the command again\n"
            ),
            "{}",
            unsure.stderr
        );
        std::fs::remove_file(folder.path().join("in/d.txt")).unwrap();
        let sure = folder.run(&["ingest", "--prune", "in"]);
        assert_eq!(
            sure.stderr,
            "0 articles stored, 2 unchanged, 1 removed, 0 refused; 0 claims; claimgraph.store\n"
        );
        let shown = folder.run(&["show"]).stdout;
        assert!(shown.contains('a') && !shown.contains("snowed"), "{shown}");
        assert!(
            folder
                .run(&["stats"])
                .stdout
                .starts_with("articles               2\n")
        );
    }

    #[test]
    fn one_batch_holds_the_last_of_two_articles_of_one_id() {
        let folder = Folder::new();
        folder.write(
            "in.jsonl",
            [
                line("x", "It rained in Salem."),
                line("x", "It snowed in Salem."),
            ]
            .concat(),
        );
        let run = folder.run(&["ingest", "in.jsonl"]);
        assert!(
            run.stderr
                .contains("2 articles stored (1 in place of an earlier version)"),
            "{}",
            run.stderr
        );
        let dump = folder.run(&["dump"]).stdout;
        assert!(dump.contains("snowed") && !dump.contains("rained"));
    }

    #[cfg(unix)]
    #[test]
    fn after_an_interruption_the_next_run_goes_on() {
        use std::io::{BufRead as _, BufReader, Read as _};
        let folder = Folder::new();
        folder.write("many.jsonl", uneven(400));
        let mut child = folder
            .command(&["ingest", "--list", "many.jsonl"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        assert_eq!(first, "n0\n");
        let pid = child.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let stored = 1 + rest.lines().count();
        if stored < 400 {
            assert_eq!(output.status.code(), Some(1), "{stderr}");
            assert_eq!(
                stderr,
                format!(
                    "error: stopped after {stored} articles; they are stored\n\
                     hint: run the same command again to go on where it stopped\n"
                )
            );
        }
        let second = folder.run(&["ingest", "many.jsonl"]);
        assert!(
            second.stderr.starts_with(&format!(
                "{} articles stored, {stored} unchanged, 0 refused",
                400 - stored
            )),
            "{}",
            second.stderr
        );
        assert_eq!(folder.run(&["check"]).code, 0);
    }
}
