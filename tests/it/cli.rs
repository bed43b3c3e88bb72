//! The binary as a person meets it: exit codes, what goes to which stream, hints, pipes.

use crate::kit::Folder;

const ARTICLE: &str = "By Ana Ruiz\nMarch 4, 2024\n\nLIMA — “We will not yield,” Mayor Rosa Quispe said.\n\n\
    Two officials warned that the port could close. It opened in 1950.\n";

fn check_error(arguments: &[&str], code: i32, stderr: &str) {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("fine.txt", ARTICLE);
    folder.write("binary.txt", [0x00, 0xff, 0xfe, 0x9d, 0x00, 0x81, 0xc3]);
    folder.write("bad.jsonl", "{\"claimgraph\": 1, \"document\": {\"text\": \"Hm.\"}, \"claims\": [{\"id\": \"c1\", \"source\": {\"kind\": \"named\", \"entity\": \"e9\"}, \"content\": [{\"start\": 2, \"end\": 9}]}]}\n");
    folder.write("cut.txt.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb]);
    let run = folder.run(arguments);
    assert!(run.stderr.contains(stderr), "{}", run.stderr);
    assert_eq!(run.code, code, "{}", run.stderr);
    assert!(run.stderr.contains("hint: "), "{}", run.stderr);
}

#[test]
fn every_refusal_says_what_where_and_what_to_do() {
    check_error(
        &["extract", "none.txt"],
        2,
        "error: none.txt: no such file or folder\n",
    );
    check_error(&["extract", "empty.txt", "fine.txt"], 1, "empty.txt");
    check_error(&["extract", "cut.txt.gz", "fine.txt"], 1, "cut.txt.gz");
    check_error(&["extract", "binary.txt", "fine.txt"], 1, "binary.txt");
    check_error(&["extract", "bad.jsonl", "fine.txt"], 1, "claims[0]");
    check_error(&["extract", "--format", "docx", "fine.txt"], 2, "docx");
    check_error(
        &["extract", "--model", "fine.txt", "fine.txt"],
        2,
        "fine.txt: not a model in a safetensors container",
    );
    check_error(
        &["extract", "--base", "news", "--format", "ttl", "fine.txt"],
        2,
        "--base news: not an absolute IRI",
    );
}

#[test]
fn extract_writes_lines_to_standard_output_and_nothing_else() {
    let folder = Folder::new();
    folder.write("port.txt", ARTICLE);
    let run = folder.run(&["extract", "port.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.lines().count(), 1);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["document"]["id"], "port");
    assert_eq!(found["document"]["authors"][0], "Ana Ruiz");
    assert_eq!(found["document"]["dateline"], "LIMA");
    let claims = found["claims"].as_array().unwrap();
    assert!(
        claims
            .iter()
            .any(|claim| claim["directness"] == "direct" && claim["source"]["kind"] == "named")
    );
    assert!(
        claims
            .iter()
            .any(|claim| claim["cue"]["act"] == "warn" && claim["source"]["kind"] == "anonymous")
    );
    assert!(
        claims
            .iter()
            .any(|claim| claim["source"]["kind"] == "narrator")
    );
}

#[test]
fn an_extraction_is_read_back_as_it_was_written() {
    let folder = Folder::new();
    folder.write("port.txt", ARTICLE);
    let first = folder.run(&["extract", "port.txt"]).stdout;
    let again = folder.run_with_input(&["extract", "-"], first.as_bytes());
    assert_eq!(again.stdout, first);
    let turtle = |input: &str| {
        folder
            .run_with_input(&["extract", "--format", "ttl", input], first.as_bytes())
            .stdout
    };
    assert_eq!(turtle("port.txt"), turtle("-"));
    assert!(turtle("-").contains("a schema:NewsArticle"));
}

#[test]
fn analyze_writes_conllu_that_keeps_the_text() {
    let folder = Folder::new();
    folder.write("port.txt", ARTICLE);
    let run = folder.run(&["analyze", "port.txt"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.starts_with("# newdoc id = port\n"));
    assert!(
        run.stdout
            .contains("# text = “We will not yield,” Mayor Rosa Quispe said.\n")
    );
}

#[test]
fn the_words_for_machines_are_there() {
    let folder = Folder::new();
    for (arguments, opening) in [
        (vec!["schema"], "{"),
        (vec!["ontology"], "# The words of the claim graph"),
        (vec!["ontology", "--shapes"], "# "),
        (vec!["completions", "bash"], "_claimgraph"),
        (vec!["man"], ".ie"),
        (vec!["query", "--list"], "anonymous-by-outlet"),
    ] {
        let run = folder.run(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        assert!(
            run.stdout.starts_with(opening),
            "{arguments:?}: {}",
            &run.stdout[..60.min(run.stdout.len())]
        );
    }
    assert_eq!(folder.run(&["no-such-command"]).code, 2);
    assert_eq!(folder.run(&["--help"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error() {
    quiet_with_head(&Folder::new(), "ontology");
}

/// Runs a command that writes more than a pipe holds, with a reader that wants one line.
#[cfg(unix)]
fn quiet_with_head(folder: &Folder, arguments: &str) {
    let command = format!(
        "{} {arguments} | head -n 1; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_claimgraph")
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &command])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.ends_with("\n0\n"), "{arguments}: {stdout}");
    assert!(output.stderr.is_empty(), "{arguments}");
}

#[cfg(feature = "rocksdb")]
mod stored {
    use super::ARTICLE;
    use crate::kit::Folder;

    fn ingested() -> Folder {
        let folder = Folder::new();
        folder.write("port.txt", ARTICLE);
        let run = folder.run(&["ingest", "port.txt"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stderr
                .starts_with("1 article stored, 0 unchanged, 0 refused; "),
            "{}",
            run.stderr
        );
        folder
    }

    #[cfg(unix)]
    #[test]
    fn a_dump_nobody_reads_to_the_end_is_no_error() {
        let folder = ingested();
        folder.write("long.txt", ARTICLE.repeat(20));
        assert_eq!(folder.run(&["ingest", "long.txt"]).code, 0);
        let run = folder.run(&["dump", "--format", "nq"]);
        assert!(run.stdout.len() > 1 << 16, "fits into a pipe");
        for command in [
            "dump --format nq",
            "dump",
            "query -q 'SELECT * { ?s ?p ?o }' --format csv",
        ] {
            super::quiet_with_head(&folder, command);
        }
    }

    #[test]
    fn what_was_ingested_is_found_checked_dumped_and_removed() {
        let folder = ingested();
        let again = folder.run(&["ingest", "port.txt"]);
        assert!(
            again.stderr.starts_with("0 articles stored, 1 unchanged"),
            "{}",
            again.stderr
        );
        let query =
            "SELECT ?name WHERE { ?d a schema:NewsArticle ; schema:author/rdfs:label ?name }";
        assert_eq!(
            folder
                .run(&["query", "-q", query, "--format", "csv"])
                .stdout
                .trim(),
            "name\r\nAna Ruiz"
        );
        let claims = folder.run(&["claims", "--by", "quispe", "--direct"]);
        assert!(
            claims.stdout.contains("We will not yield"),
            "{}",
            claims.stdout
        );
        let check = folder.run(&["check"]);
        assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
        let first = folder.run(&["dump"]).stdout;
        assert!(first.contains("doc:port a schema:NewsArticle"), "{first}");
        folder.run(&["ingest", "--again", "port.txt"]);
        assert_eq!(
            folder.run(&["dump"]).stdout,
            first,
            "the same article gives the same bytes"
        );
        assert!(folder.run(&["show"]).stdout.contains("port"));
        assert!(folder.run(&["show", "port"]).stdout.contains("Rosa Quispe"));
        assert!(folder.run(&["entities"]).stdout.contains("Rosa Quispe"));
        assert_eq!(folder.run(&["remove", "port"]).code, 0);
        assert!(
            folder
                .run(&["stats"])
                .stdout
                .contains("articles               0")
        );
    }

    #[test]
    fn questions_that_cannot_be_answered_give_nothing_on_standard_output() {
        let folder = ingested();
        for (arguments, code, stderr) in [
            (
                vec!["query", "-q", "SELECT * WHERE { ?a ?b }"],
                2,
                "line 1, column",
            ),
            (vec!["query", "no-such-query"], 2, "no-such-query"),
            (vec!["query", "-q", "ASK {}", "--format", "docx"], 2, "docx"),
            (
                vec![
                    "query",
                    "-q",
                    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                    "--timeout",
                    "0.2",
                ],
                1,
                "200 ms",
            ),
            (vec!["show", "harbour"], 2, "no article"),
            (vec!["remove", "harbour"], 2, "no article harbour"),
            (vec!["stats", "-l", "elsewhere"], 2, "no store at elsewhere"),
            (
                vec!["ingest", "--base", "https://other.example/", "port.txt"],
                2,
                "https://other.example/",
            ),
        ] {
            let run = folder.run(&arguments);
            assert_eq!(
                (run.code, run.stdout.as_str()),
                (code, ""),
                "{arguments:?}: {}",
                run.stderr
            );
            assert!(
                run.stderr.contains(stderr) && run.stderr.contains("hint: "),
                "{arguments:?}: {}",
                run.stderr
            );
        }
        assert_eq!(
            folder
                .run(&["query", "-q", "ASK { ?x a cg:Nothing }", "--exit-status"])
                .code,
            1
        );
    }

    #[test]
    fn a_store_in_use_is_said_so_at_once() {
        let folder = ingested();
        let mut holder = folder.command(&["ingest", "-"]);
        let mut child = holder
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // The holder opens the store before it reads; it is given time, and asked until it has it.
        let refused = (0..100).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            let run = folder.run(&["ingest", "port.txt"]);
            (run.code == 2).then_some(run)
        });
        child.kill().unwrap();
        child.wait().unwrap();
        let run = refused.expect("the second process was never refused");
        assert!(
            run.stderr.contains("another claimgraph is using"),
            "{}",
            run.stderr
        );
        assert_eq!(
            folder.run(&["stats"]).code,
            0,
            "a killed process leaves a store that opens"
        );
    }
}

/// A pipe stays a pipe, a link a link.
#[cfg(unix)]
#[test]
fn output_goes_into_what_is_there() {
    use std::os::unix::fs::FileTypeExt as _;

    let folder = Folder::new();
    folder.write("a.txt", "It rained, the mayor said.");
    let lines = folder.run(&["extract", "a.txt"]).stdout;

    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    let run = folder.run(&["extract", "-o", "pipe", "a.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap(), lines);

    let target = folder.write("target.jsonl", "old");
    let link = folder.path().join("link.jsonl");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let run = folder.run(&["extract", "-o", "link.jsonl", "a.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(link.is_symlink());
    assert_eq!(std::fs::read_to_string(&target).unwrap(), lines);
}

#[cfg(feature = "rocksdb")]
#[test]
fn what_is_no_date_and_what_is_no_table_is_refused() {
    let folder = Folder::new();
    folder.write("pier.txt", "Ada Moor said the pier would open.\n");
    folder.run(&["ingest", "pier.txt"]);
    for command in [["dump"].as_slice(), &["claims"], &["timeline", "Ada Moor"]] {
        let run = folder.run(&[command, &["--since", "yesterday"]].concat());
        assert_eq!(run.code, 2, "{run:?}");
        let message = "not a date; write 2024-03-14, 2024-03 or 2024";
        assert!(run.stderr.contains(message), "{run:?}");
    }
    let run = folder.run(&["dump", "-o", "claims.parquet"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "error: the graph is no table, as parquet wants one\nhint: say which: --table claims, entities or mentions\n"
        )
    );
    for command in [["check"].as_slice(), &["claims"], &["entities"], &["show"]] {
        let run = folder.run(&[command, &["--timeout", "60"]].concat());
        assert_eq!(run.code, 0, "{run:?}");
    }
}
