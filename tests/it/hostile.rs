//! Inputs that are made to do harm: each one is refused with its place, or read for what it is, and what
//! stands beside it is read all the same.

use std::io::Write as _;

use claimgraph::extraction::json;
use claimgraph::mapping::{Base, Origin, to_quads};
use flate2::Compression;
use flate2::write::GzEncoder;
use oxigraph::io::{RdfFormat, RdfParser};

use crate::kit::{Folder, Run};

const GOOD: &str = "{\"id\": \"good\", \"text\": \"It rained in Salem, officials said.\"}\n";

/// Extracts from the hostile file and a good one; the good one has to be there.
fn extract(folder: &Folder, name: &str) -> Run {
    folder.write("good.jsonl", GOOD);
    let run = folder.run(&["extract", name, "good.jsonl"]);
    assert!(run.stdout.contains("\"id\":\"good\""), "{}", run.stderr);
    run
}

/// Refused with exactly this.
fn check_refused(folder: &Folder, name: &str, stderr: &str) {
    let run = extract(folder, name);
    assert_eq!((run.code, run.stderr.as_str()), (1, stderr));
    assert_eq!(run.stdout.lines().count(), 1);
}

/// So many megabytes of one byte, compressed to a thousandth.
fn bomb(megabytes: usize, before: &str, byte: u8) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(before.as_bytes()).unwrap();
    let block = vec![byte; 1 << 20];
    for _ in 0..megabytes {
        out.write_all(&block).unwrap();
    }
    out.finish().unwrap()
}

#[test]
fn a_gzip_bomb_is_an_article_that_is_too_large() {
    let folder = Folder::new();
    folder.write("bomb.txt.gz", bomb(1024, "It rained. ", b'a'));
    check_refused(
        &folder,
        "bomb.txt.gz",
        "error: bomb.txt.gz: an article of more than 67108864 bytes\n\
         hint: give one article a file, or one a line in JSON Lines\n",
    );
}

#[test]
fn a_line_of_a_gigabyte_is_passed_over_and_the_next_one_read() {
    let folder = Folder::new();
    let mut lines = bomb(1000, "{\"id\": \"long\", \"text\": \"", b'a');
    let mut end = GzEncoder::new(Vec::new(), Compression::fast());
    end.write_all(b"\"}\n{\"id\": \"after\", \"text\": \"It snowed.\"}\n")
        .unwrap();
    lines.extend(end.finish().unwrap());
    folder.write("long.jsonl.gz", lines);
    let run = extract(&folder, "long.jsonl.gz");
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "error: long.jsonl.gz:1: an article of more than 67108864 bytes\n\
         hint: give one article a file, or one a line in JSON Lines\n"
    );
    assert!(run.stdout.contains("\"id\":\"after\""));
}

#[test]
fn members_of_a_zip_that_hide_behind_a_later_one_are_told_of() {
    let folder = Folder::new();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.set_comment("in time for the evening").unwrap();
    for (name, text) in [("a.txt", "It rained."), ("b.txt", "It snowed.")] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let mut bytes = archive.finish().unwrap().into_inner();
    folder.write("good.zip", &bytes);
    assert_eq!(extract(&folder, "good.zip").code, 0);
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"b.txt" {
            bytes[at] = b'a';
        }
    }
    folder.write("two.zip", &bytes);
    let run = extract(&folder, "two.zip");
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("It snowed."));
    assert!(
        run.stderr
            .contains("1 of its members have the name of a later one and are not read"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_zip_bomb_costs_its_member_only() {
    let folder = Folder::new();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("bomb.txt", options).unwrap();
    let block = vec![b'a'; 1 << 20];
    for _ in 0..300 {
        archive.write_all(&block).unwrap();
    }
    archive.start_file("fine.txt", options).unwrap();
    archive.write_all(b"It snowed in Salem.").unwrap();
    folder.write("bomb.zip", archive.finish().unwrap().into_inner());
    let run = extract(&folder, "bomb.zip");
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "error: bomb.zip/bomb.txt: an article of more than 67108864 bytes\n\
         hint: give one article a file, or one a line in JSON Lines\n"
    );
    assert!(run.stdout.contains("\"id\":\"fine\""));
}

#[test]
fn a_damaged_record_of_a_web_archive_costs_itself_only() {
    let folder = Folder::new();
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It snowed in Salem.</p>";
    let good = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/snow\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    let endless = format!("WARC/1.0\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    folder.write("bad.warc", format!("{endless}{good}no record\r\n{good}"));
    let run = extract(&folder, "bad.warc");
    assert_eq!(run.code, 1);
    let hint = "hint: fetch the file again; the articles before the damage were read\n";
    assert!(
        run.stderr.starts_with(&format!(
            "error: bad.warc: damaged WARC data: a record without a length\n{hint}\
             error: bad.warc: damaged WARC data: a record that does not begin with WARC/\n{hint}"
        )),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout.matches("It snowed in Salem.").count(), 2);
}

#[test]
fn a_page_of_a_million_nested_tags_is_no_news_page() {
    let folder = Folder::new();
    let page = format!("<html><body>{}It rained.", "<div>".repeat(1_000_000));
    folder.write("deep.html", page);
    let run = extract(&folder, "deep.html");
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "error: deep.html: HTML with tags nested more than 1000 deep\n\
         hint: this is no news page; give its text instead\n"
    );
}

#[test]
fn half_a_surrogate_pair_is_no_character() {
    let folder = Folder::new();
    folder.write(
        "half.jsonl",
        "{\"id\": \"half\", \"text\": \"It \\ud83d rained.\"}\n",
    );
    let run = extract(&folder, "half.jsonl");
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.starts_with("error: half.jsonl:1: not JSON: ")
            && run.stderr.ends_with(
                "\nhint: give one JSON object a line, in UTF-8; `jq -c . FILE` writes them so\n"
            ),
        "{}",
        run.stderr
    );
}

#[test]
fn marks_that_nobody_sees_are_taken_out_of_plain_text() {
    let folder = Folder::new();
    folder.write(
        "marks.txt",
        "Ann\u{200b} Lee \u{202e}said\u{202c} it\u{ad} rained\u{2066}.\u{2069}",
    );
    let run = extract(&folder, "marks.txt");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let line = run.stdout.lines().next().unwrap();
    let found: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(found["document"]["text"], "Ann Lee said it rained.");
}

/// Strings that would end an IRI, a literal, a line or a query if they were written as they are.
const BREAKOUTS: [&str; 8] = [
    "x> <urn:a> <urn:b> . <urn:c",
    "\" . <urn:a> <urn:b> <urn:c> . \"",
    "\"\"\" . <urn:a> <urn:b> <urn:c> . \"\"\"",
    "a\\",
    "a\\\" . <urn:a> <urn:b> <urn:c> .",
    "a\nb\r\n<urn:a> <urn:b> <urn:c> .",
    "'} INSERT DATA { <urn:a> <urn:b> <urn:c> } #",
    "\\u003e <urn:a> <urn:b> <urn:c> . <",
];

#[test]
fn nothing_breaks_out_of_an_iri_or_a_literal() {
    let folder = Folder::new();
    let lines: String = BREAKOUTS
        .iter()
        .map(|words| {
            let line = serde_json::json!({
                "id": words,
                "url": format!("https://news.example/{words}"),
                "title": words,
                "outlet": words,
                "authors": [words],
                "dateline": words,
                "language": words,
                "text": format!("“{words},” said Ann Lee, who denied {words}. It rained, {words} said."),
            });
            format!("{line}\n")
        })
        .collect();
    folder.write("breakout.jsonl", lines);
    for (name, format) in [
        ("nq", RdfFormat::NQuads),
        ("trig", RdfFormat::TriG),
        ("ttl", RdfFormat::Turtle),
        ("nt", RdfFormat::NTriples),
        ("rdf", RdfFormat::RdfXml),
    ] {
        let run = folder.run(&["extract", "--format", name, "breakout.jsonl"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let mut titles = 0;
        for quad in RdfParser::from_format(format).for_slice(run.stdout.as_bytes()) {
            let quad = quad.unwrap();
            assert!(
                !quad.subject.to_string().starts_with("<urn:")
                    && !quad.predicate.as_str().starts_with("urn:"),
                "{name}: {quad}"
            );
            if quad.predicate.as_str() == "https://schema.org/headline"
                && let oxigraph::model::Term::Literal(title) = &quad.object
            {
                titles += usize::from(BREAKOUTS.iter().any(|it| it.trim() == title.value()));
            }
        }
        assert!(titles >= BREAKOUTS.len() - 1, "{name}: {titles}");
    }
}

#[cfg(feature = "rocksdb")]
#[test]
fn nothing_breaks_out_of_a_query_either() {
    let folder = Folder::new();
    let lines: String = BREAKOUTS
        .iter()
        .map(|words| {
            let text = "It rained in Salem, officials said.";
            format!(
                "{}\n",
                serde_json::json!({"id": words, "title": words, "text": text})
            )
        })
        .collect();
    folder.write("breakout.jsonl", lines);
    assert_eq!(folder.run(&["ingest", "breakout.jsonl"]).code, 0);
    for words in BREAKOUTS {
        for arguments in [
            vec!["claims", "--by", words],
            vec!["claims", "--about", words],
            vec!["dump", "--article", words],
        ] {
            let run = folder.run(&arguments);
            assert!(
                !run.stderr.contains("line 1") && !run.stderr.contains("panicked"),
                "{arguments:?}: {}",
                run.stderr
            );
        }
    }
    let found = folder.run(&["query", "-q", "ASK { <urn:a> ?p ?o }", "--exit-status"]);
    assert_eq!(found.code, 1);
    assert_eq!(folder.run(&["check"]).code, 0);
    for words in BREAKOUTS {
        let run = folder.run(&["remove", words]);
        assert_eq!(run.code, 0, "{words}: {}", run.stderr);
    }
    assert!(
        folder
            .run(&["stats"])
            .stdout
            .starts_with("articles               0\n")
    );
}

/// Claims each within the one before it, or in one great ring.
fn nested(count: usize, ring: bool) -> String {
    let claims: Vec<_> = (0..count)
        .map(|number| {
            let outer = match number {
                0 if ring => Some(count - 1),
                _ => number.checked_sub(1),
            };
            serde_json::json!({
                "id": format!("c{number}"),
                "source": {"kind": "narrator"},
                "content": [{"start": 0, "end": 9}],
                "within": outer.map(|it| format!("c{it}")),
            })
        })
        .collect();
    let document = serde_json::json!({"id": "x", "text": "It rained."});
    serde_json::json!({"claimgraph": 1, "document": document, "claims": claims}).to_string()
}

#[test]
fn long_chains_of_claims_take_the_time_of_their_length() {
    // In the time of the square of their length these would be ten minutes.
    let (extraction, _) = json::read(&nested(60_000, false), 1).unwrap();
    let quads = to_quads(&extraction, &Base::default(), &Origin::default());
    assert!(quads.len() > 60_000);
    let ring = json::read(&nested(60_000, true), 1)
        .unwrap_err()
        .to_string();
    assert_eq!(
        ring,
        "line 1: claims[0].within: \"c59999\": nested in itself: c0 in c59999 in ... in c0"
    );
}

/// An extraction from elsewhere, of one line without sentences.
fn foreign(text: &str, entities: usize, contents: &[(usize, usize)]) -> String {
    let entities: Vec<_> = (0..entities)
        .map(|at| {
            let mentions = serde_json::json!([{"start": 0, "end": 2, "kind": "name"}]);
            serde_json::json!({"id": format!("e{at}"), "type": "person", "name": "Ada Moor",
                "mentions": mentions})
        })
        .collect();
    let claims: Vec<_> = contents
        .iter()
        .enumerate()
        .map(|(at, (start, end))| {
            serde_json::json!({"id": format!("c{at}"), "source": {"kind": "narrator"},
                "content": [{"start": start, "end": end}]})
        })
        .collect();
    let document = serde_json::json!({"id": "x", "text": text});
    serde_json::json!({"claimgraph": 1, "document": document, "entities": entities,
        "claims": claims})
    .to_string()
}

#[test]
fn things_of_one_name_and_claims_in_one_line_take_the_time_of_their_number() {
    // In the time of the square of their number these would be hours.
    let text = "It rained. ".repeat(100_000);
    let contents: Vec<_> = (0..60_000).map(|at| (11 * at, 11 * at + 9)).collect();
    let line = foreign(&text, 60_000, &contents);
    let (extraction, _) = json::read(&line, 1).unwrap();
    let quads = to_quads(&extraction, &Base::default(), &Origin::default());
    let of_class = |class: &str| {
        let class = quads.iter().filter(|it| it.object.to_string() == class);
        class.count()
    };
    assert_eq!(of_class("<https://schema.org/Person>"), 60_000);
    assert_eq!(of_class("<https://w3id.org/claimgraph/ns#Claim>"), 60_000);
}

#[test]
fn claims_that_repeat_the_text_over_and_over_are_refused_by_name() {
    let folder = Folder::new();
    let text = "It rained. ".repeat(10_000);
    let contents: Vec<_> = (1..10_000).map(|at| (0, 11 * at - 2)).collect();
    let rain = r#"{"claimgraph": 1, "document": {"id": "rain", "text": "It rained."}}"#;
    folder.write(
        "all.jsonl",
        format!("{}\n{rain}\n", foreign(&text, 0, &contents)),
    );
    let run = folder.run(&["extract", "--format", "nq", "all.jsonl"]);
    assert_eq!(
        run.stderr,
        "error: all.jsonl:1: its graph would take more than 256 MB\n\
         hint: split it, or allow more with --memory\n"
    );
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("graph/rain>"));
}

#[test]
fn an_extraction_that_takes_too_long_to_map_is_given_up() {
    let folder = Folder::new();
    let text = "It rained. ".repeat(20_000);
    let contents: Vec<_> = (0..20_000).map(|at| (11 * at, 11 * at + 9)).collect();
    folder.write("all.jsonl", foreign(&text, 0, &contents));
    let run = folder.run(&[
        "extract",
        "--format",
        "nq",
        "--max-article-time",
        "0.01",
        "all.jsonl",
    ]);
    assert_eq!(
        run.stderr,
        "error: all.jsonl:1: given up after 10ms\n\
         hint: allow more with --max-article-time, or split it\n\
         error: no article could be read\n\
         hint: see the errors above\n"
    );
}
