//! Reading articles out of whatever they come in, and every error in full.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::fs;
use std::io::Write;
use std::path::Path;

use claimgraph::article::{Article, Input, Limits, Record, read};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

const RAIN: &str = "It rained in the town on Tuesday, the mayor said, and the bridge was closed.";

/// A folder with files, and what reading it gives, one line a record: where, id, first words.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempdir().unwrap())
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn read(&self, name: &str) -> Vec<Result<Record, String>> {
        self.read_with(name, Limits::default())
    }

    fn read_with(&self, name: &str, limits: Limits) -> Vec<Result<Record, String>> {
        let root = format!("{}/", self.0.path().display());
        let input = Input::new(self.0.path().join(name));
        read(vec![input], limits)
            .map(|record| {
                record
                    .map_err(|error| format!("{error}\nhint: {}", error.hint()).replace(&root, ""))
            })
            .collect()
    }

    fn articles(&self, name: &str) -> Vec<Article> {
        self.read(name).into_iter().filter_map(article).collect()
    }

    /// Every record and error, one a line.
    fn lines(&self, name: &str) -> Vec<String> {
        let root = format!("{}/", self.0.path().display());
        let line = |record: Result<Record, String>| match record {
            Ok(Record::Article { article, origin }) => {
                let words = article.text.as_str().split_whitespace().take(2);
                let words: Vec<&str> = words.collect();
                format!("{origin} {} {}", article.id, words.join(" ")).replace(&root, "")
            }
            Ok(Record::Extraction { json, origin }) => {
                format!("{origin} {json}").replace(&root, "")
            }
            Err(error) => error.lines().next().unwrap_or_default().to_owned(),
        };
        self.read(name).into_iter().map(line).collect()
    }

    fn error(&self, name: &str) -> String {
        let mut errors: Vec<String> = self
            .read(name)
            .into_iter()
            .filter_map(Result::err)
            .collect();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0)
    }
}

fn article(record: Result<Record, String>) -> Option<Article> {
    match record {
        Ok(Record::Article { article, .. }) => Some(article),
        _ => None,
    }
}

fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn json(id: &str) -> String {
    serde_json::json!({"id": id, "text": RAIN}).to_string()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_folder_is_read_in_the_order_of_names_without_hidden_and_foreign_files() {
    let folder = Folder::new()
        .with("b/one.txt", RAIN)
        .with("a.txt", RAIN)
        .with("c.txt.gz", gzip(RAIN))
        .with(
            "d.jsonl.zst",
            zstd::encode_all(json("x").as_bytes(), 1).unwrap(),
        )
        .with("notes", RAIN)
        .with("photo.jpg", [0xff, 0xd8, 0xff])
        .with(".hidden.txt", RAIN)
        .with(".git/x.txt", RAIN);
    assert_eq!(
        folder.lines(""),
        [
            "a.txt a It rained",
            "b/one.txt one It rained",
            "c.txt.gz c It rained",
            "d.jsonl.zst:1 x It rained",
            "notes notes It rained",
        ]
    );
    assert_eq!(folder.lines("*.txt"), ["a.txt a It rained"]);
    assert_eq!(
        folder.lines("**/*.txt*"),
        [
            "a.txt a It rained",
            "b/one.txt one It rained",
            "c.txt.gz c It rained"
        ]
    );
}

#[test]
fn json_comes_in_lines_in_arrays_and_pretty_printed() {
    let (one, two) = (json("1"), json("2"));
    let pretty = serde_json::to_string_pretty(&serde_json::json!({"id": 3, "text": RAIN})).unwrap();
    let folder = Folder::new()
        .with("lines.json", format!("{one}\n{two}\n"))
        .with("array.json", format!("[\n{one},\n{two}\n]\n"))
        .with("pretty.json", format!("{pretty}\n{pretty}\n"))
        .with(
            "mixed.jsonl",
            format!("{one}\n{{\"claimgraph\": 1}}\n\n{{bad\n{two}"),
        )
        .with("flat.json", format!("[{one},{two}]"));
    assert_eq!(
        folder.lines("lines.json"),
        ["lines.json:1 1 It rained", "lines.json:2 2 It rained"]
    );
    assert_eq!(
        folder.lines("array.json"),
        ["array.json:2 1 It rained", "array.json:3 2 It rained"]
    );
    assert_eq!(
        folder.lines("pretty.json"),
        ["pretty.json:1 3 It rained", "pretty.json:5 3 It rained"]
    );
    assert_eq!(
        folder.lines("flat.json"),
        ["flat.json:1 1 It rained", "flat.json:1 2 It rained"]
    );
    let folder = folder.with("numbers.json", "[1, 2, 3]");
    assert_eq!(
        folder.lines("numbers.json"),
        ["numbers.json:1: (the value): 1: an object was expected"]
    );
    assert_eq!(
        folder.lines("mixed.jsonl"),
        [
            "mixed.jsonl:1 1 It rained",
            "mixed.jsonl:2 {\"claimgraph\": 1}",
            "mixed.jsonl:4: not JSON: key must be a string (byte 2 of the line)",
            "mixed.jsonl:5 2 It rained",
        ]
    );
}

#[test]
fn keys_of_other_programs_are_understood_and_text_is_verbatim() {
    let text = "By Ann Lee\r\n\r\nSALEM — It&nbsp;rained,\u{feff} 👩\u{200d}🚀 e\u{301}.\n";
    let line = serde_json::json!({
        "uuid": "u1", "link": "https://news.example/rain", "headline": "Rain", "date_published": "Mar 2, 2021",
        "author": [{"name": "Carl de Vries"}], "publisher": {"name": "The Salem Courier"}, "maintext": text
    });
    let folder = Folder::new().with("a.jsonl", line.to_string());
    let found = &folder.articles("a.jsonl")[0];
    assert_eq!(found.text.as_str(), text);
    assert_eq!(found.id, "u1");
    assert_eq!(found.url.as_deref(), Some("https://news.example/rain"));
    assert_eq!(found.title.as_deref(), Some("Rain"));
    assert_eq!(found.published.as_deref(), Some("2021-03-02"));
    assert_eq!(found.authors, ["Carl de Vries"]);
    assert_eq!(found.outlet.as_deref(), Some("The Salem Courier"));
    assert_eq!(found.dateline.as_deref(), Some("SALEM"));
    let residue: Vec<&str> = found
        .residue
        .iter()
        .map(|span| found.text.slice(*span))
        .collect();
    assert_eq!(residue, ["By Ann Lee", "SALEM —"]);
}

#[test]
fn a_page_gives_its_main_text_and_what_it_declares() {
    let paragraph = format!("<p>{RAIN} {RAIN} It went on raining, they said, for a week.</p>");
    let page = format!(
        "<!DOCTYPE html><html lang='en'><head><meta charset='windows-1252'><title>Rain | Courier</title>\
         <meta property='article:published_time' content='2021-03-02T10:15:00Z'>\
         <meta property='og:site_name' content='The Salem Courier'><meta name='author' content='Ann Lee'>\
         </head><body><nav><a href='/'>Home</a></nav><article><h1>Rain</h1>{paragraph}{paragraph}\
         <p>The caf\u{e9} closed.</p><p>Sign up for our newsletter</p></article><footer>Imprint</footer></body></html>"
    );
    let bytes: Vec<u8> = page.chars().map(|char| char as u8).collect();
    let folder = Folder::new().with("rain.html", bytes);
    let found = &folder.articles("rain.html")[0];
    assert_eq!(found.id, "rain");
    assert_eq!(found.title.as_deref(), Some("Rain"));
    assert_eq!(found.authors, ["Ann Lee"]);
    assert_eq!(found.outlet.as_deref(), Some("The Salem Courier"));
    assert_eq!(found.published.as_deref(), Some("2021-03-02T10:15:00Z"));
    let text = found.text.as_str();
    assert!(
        text.starts_with("It rained") && text.ends_with("The café closed."),
        "{text}"
    );
    assert!(
        !text.contains("Home") && !text.contains("Imprint") && text.contains("week.\n\nIt rained")
    );
}

#[test]
fn members_of_archives_are_read_one_by_one() {
    let line = json("1");
    let members: [(&str, &[u8]); 5] = [
        ("news/a.txt", RAIN.as_bytes()),
        ("news/b.jsonl", line.as_bytes()),
        ("news/.hidden.txt", RAIN.as_bytes()),
        ("news/photo.png", b"\x89PNG"),
        ("news/empty.txt", b""),
    ];
    let folder = Folder::new()
        .with("a.tar", tar(&members))
        .with("a.tar.gz", gzip(tar(&members)))
        .with("a.zip", zip(&members))
        .with("outer.tar", tar(&[("inner.zip", &zip(&members))]));
    for name in ["a.tar", "a.tar.gz", "a.zip"] {
        assert_eq!(
            folder.lines(name),
            [
                format!("{name}/news/a.txt a It rained"),
                format!("{name}/news/b.jsonl:1 1 It rained"),
                format!("{name}/news/empty.txt: empty"),
            ]
        );
    }
    assert_eq!(
        folder.error("outer.tar"),
        "outer.tar/inner.zip: an archive inside an archive\nhint: unpack the outer archive first"
    );
}

fn warc(records: &[(&str, &str, &str)]) -> String {
    let records = records
        .iter()
        .map(|(kind, url, body)| {
            let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; \
                 msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
                block.len()
            )
        })
        .collect::<Vec<String>>();
    records.concat()
}

#[test]
fn pages_of_a_web_archive_have_their_url() {
    let body = format!("<html><body><p>{RAIN}</p></body></html>");
    let records = warc(&[
        ("request", "https://news.example/a", "x"),
        ("response", "https://news.example/a", &body),
        ("response", "https://news.example/b", &body),
    ]);
    // Crawlers compress record by record.
    let compressed = [gzip(&records[..300]), gzip(&records[300..])].concat();
    let cut = &compressed[..compressed.len() - 20];
    let folder = Folder::new()
        .with("a.warc", &records)
        .with("b.warc.gz", &compressed)
        .with("cut.warc.gz", cut);
    for name in ["a.warc", "b.warc.gz"] {
        let found = folder.articles(name);
        let urls: Vec<Option<&str>> = found.iter().map(|article| article.url.as_deref()).collect();
        assert_eq!(
            urls,
            [
                Some("https://news.example/a"),
                Some("https://news.example/b")
            ]
        );
        assert_eq!(found[0].text.as_str(), RAIN);
    }
    assert_eq!(
        folder.error("cut.warc.gz"),
        "cut.warc.gz: damaged gzip data: it ends too early\nhint: fetch the file again; the articles before the \
         damage were read"
    );
}

#[test]
fn a_bad_input_does_not_hide_the_good_ones() {
    let folder = Folder::new()
        .with("1.txt", "")
        .with("2.txt", b"It\0rained")
        .with("3.txt", RAIN)
        .with(
            "4.jsonl",
            format!(
                "{}\n[1]\n{{\"id\": 1}}\n{{\"text\": 5}}\n{}",
                json("a"),
                json("b")
            ),
        )
        .with("5.txt.gz", &gzip(RAIN.repeat(100))[..40])
        .with("6.txt", RAIN);
    assert_eq!(
        folder.lines(""),
        [
            "1.txt: empty",
            "2.txt: not text: it contains null bytes",
            "3.txt 3 It rained",
            "4.jsonl:1 a It rained",
            "4.jsonl:2: (the value): [1]: an object was expected",
            "4.jsonl:3: no text of an article",
            "4.jsonl:4: text: 5: a string was expected",
            "4.jsonl:5 b It rained",
            "5.txt.gz: damaged gzip data: it ends too early",
            "6.txt 6 It rained",
        ]
    );
}

#[test]
fn every_error_says_what_and_where_with_a_hint() {
    let folder = Folder::new()
        .with("empty.txt", "")
        .with("blank.txt", "\n  \n")
        .with("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .with("noise.txt", [1, 2, 3, 5, 6, 7])
        .with("no.gz", "It rained.")
        .with("latin.jsonl", b"{\"text\": \"caf\xe9\"}")
        .with("nothing/.x", "")
        .with("bad.zip", "PK\x03\x04 and nothing else")
        .with("field.json", "{\"text\": \"It rained.\", \"authors\": 7}");
    let check = |name: &str, message: &str| assert_eq!(folder.error(name), message);
    check(
        "empty.txt",
        "empty.txt: empty\nhint: remove the file, or fetch it again",
    );
    check(
        "blank.txt",
        "blank.txt: empty\nhint: remove the file, or fetch it again",
    );
    check(
        "picture.txt",
        "picture.txt: not text: it contains null bytes\nhint: convert it to UTF-8 text, for example with `iconv`",
    );
    check(
        "noise.txt",
        "noise.txt: not text: it is full of control characters\nhint: convert it to UTF-8 text, for example with \
         `iconv`",
    );
    check(
        "no.gz",
        "no.gz: damaged gzip data: invalid gzip header\nhint: fetch the file again; the articles before the damage \
         were read",
    );
    check(
        "latin.jsonl",
        "latin.jsonl:1: not JSON: not UTF-8 (byte 14 of the line)\nhint: give one JSON object a line, in UTF-8; `jq \
         -c . FILE` writes them so",
    );
    check(
        "gone.txt",
        "gone.txt: no such file or folder\nhint: check the path; `-` reads standard input",
    );
    let nothing = "nothing to read here\nhint: folders are searched for .txt, .md, .html, .json, .jsonl, .xml, .warc, \
                   .zip and .tar files, also with .gz or .zst; name other files one by one";
    check("nothing", &format!("nothing: {nothing}"));
    check("*.md", &format!("*.md: {nothing}"));
    check(
        "[.txt",
        "[.txt: not a valid pattern: unclosed character class; missing ']'\nhint: `*` stands for any name, `**` for \
         any folders, `[` needs a `]`",
    );
    check(
        "field.json",
        "field.json:1: authors: 7: names of authors was expected\nhint: an article is an object with the keys id, url, \
         title, published, authors, outlet, and text or html",
    );
    assert!(
        folder
            .error("bad.zip")
            .starts_with("bad.zip: damaged zip data: ")
    );
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_one_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new()
        .with("a.txt", RAIN)
        .with("closed/b.txt", RAIN)
        .with("d.txt", RAIN);
    let closed = folder.0.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let lines = folder.lines("");
    // Root reads everything; then there is nothing to see.
    if fs::read_dir(&closed).is_err() {
        let wanted = [
            "a.txt a It rained",
            "closed: cannot be read: permission denied",
            "d.txt d It rained",
        ];
        assert_eq!(lines, wanted);
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_article_over_the_limit_is_one_error_in_every_wrapping() {
    let limits = Limits {
        article_bytes: 1000,
        ..Limits::default()
    };
    let long = RAIN.repeat(100);
    let line = serde_json::json!({"text": long}).to_string();
    let folder = Folder::new()
        .with("a.txt", &long)
        .with("b.jsonl", format!("{}\n{line}\n{}\n", json("1"), json("2")))
        .with("c.json", format!("[{}, {line}, {}]", json("1"), json("2")))
        .with("d.txt.gz", gzip(&long))
        .with(
            "e.zip",
            zip(&[
                ("long.txt", long.as_bytes()),
                ("short.txt", RAIN.as_bytes()),
            ]),
        );
    let errors = |name: &str| -> (usize, Vec<String>) {
        let records = folder.read_with(name, limits);
        let good = records.iter().filter(|record| record.is_ok()).count();
        (good, records.into_iter().filter_map(Result::err).collect())
    };
    let hint = "an article of more than 1000 bytes\nhint: give one article a file, or one a line in JSON Lines";
    assert_eq!(errors("a.txt"), (0, vec![format!("a.txt: {hint}")]));
    assert_eq!(errors("b.jsonl"), (2, vec![format!("b.jsonl:2: {hint}")]));
    assert_eq!(errors("c.json"), (2, vec![format!("c.json:1: {hint}")]));
    assert_eq!(errors("d.txt.gz"), (0, vec![format!("d.txt.gz: {hint}")]));
    assert_eq!(
        errors("e.zip"),
        (1, vec![format!("e.zip/long.txt: {hint}")])
    );
}

#[test]
fn a_line_of_two_hundred_megabytes_is_refused_without_being_kept() {
    let folder = Folder::new();
    let path = folder.0.path().join("huge.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    file.write_all(b"{\"text\": \"").unwrap();
    for _ in 0..200 {
        file.write_all(&vec![b'x'; 1_000_000]).unwrap();
    }
    writeln!(file, "\"}}\n{}", json("after")).unwrap();
    drop(file);
    assert_eq!(
        folder.lines("huge.jsonl"),
        [
            "huge.jsonl:1: an article of more than 67108864 bytes",
            "huge.jsonl:2 after It rained"
        ]
    );
}

#[test]
fn a_reader_that_is_dropped_stops_reading() {
    let folder = Folder::new();
    for at in 0..50 {
        fs::write(folder.0.path().join(format!("{at}.txt")), RAIN).unwrap();
    }
    let mut reader = read(vec![Input::new(folder.0.path())], Limits::default());
    assert!(reader.next().is_some_and(|record| record.is_ok()));
    drop(reader);
    assert!(Path::new(folder.0.path()).exists());
}

/// One small input of each kind, by the name that tells the kind.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let page = format!(
        "<html><head><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"author\": [{{\"name\": \
         \"Ann Lee\"}}]}}</script></head><body><article><p>{RAIN} {RAIN}</p><ul><li>{RAIN}</li></ul></article></body></html>"
    );
    let text = format!(
        "Rain &amp; wind\n\nBy Ann Lee</p>\n\nSALEM (AP) — {RAIN} 👩\u{200d}🚀\n\nRead more: rain\n"
    );
    let feed = format!(
        "<rss><channel><title>C</title><item><description><![CDATA[<p>{RAIN}]]></description></item></channel></rss>"
    );
    let line = serde_json::json!({"headline": "Rain", "author": [{"name": "Ann Lee"}], "date": 1_614_680_000, "body": page});
    let web = warc(&[("response", "https://news.example/a", &page)]);
    vec![
        ("a.txt", text.clone().into_bytes()),
        (
            "a.md",
            format!("---\ntitle: x\nauthors:\n  - Ann Lee\n---\n# Rain\n> *{RAIN}* [x](y)\n")
                .into_bytes(),
        ),
        ("a.html", page.clone().into_bytes()),
        ("a.rss", feed.into_bytes()),
        (
            "a.jsonl",
            format!("{}\n{line}\n{{\"claimgraph\": 1}}\n", json("1")).into_bytes(),
        ),
        ("a.json", format!("[\n{},\n{line}]", json("1")).into_bytes()),
        ("a.warc", web.clone().into_bytes()),
        ("a.warc.gz", gzip(web)),
        (
            "a.tar",
            tar(&[("x/a.txt", text.as_bytes()), ("x/b.html", page.as_bytes())]),
        ),
        (
            "a.zip",
            zip(&[("x/a.txt", text.as_bytes()), ("x/b.html", page.as_bytes())]),
        ),
    ]
}

/// A change to some bytes of an input.
#[derive(Clone, Debug)]
enum Edit {
    Set(usize, u8),
    Cut(usize, usize),
    Insert(usize, &'static str, usize),
    End(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "&#8217;",
        "&",
        "\n\n",
        "By ",
        "SALEM — ",
        "{",
        "}",
        "[",
        "\"",
        "\\u",
        "\\ud800",
        "\0",
        "👩\u{200d}🚀",
        "e\u{301}",
        "<script>",
        "<![CDATA[",
        "---\n",
        "WARC/1.0\r\n",
        "Content-Length: 99999999999\r\n",
        "1e999",
        "\r",
        "<!--",
        "Read more: ",
        "2021-03-02",
    ]);
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (any::<usize>(), 1..60_usize).prop_map(|(at, len)| Edit::Cut(at, len)),
        (any::<usize>(), pieces, 1..40_usize)
            .prop_map(|(at, piece, times)| Edit::Insert(at, piece, times)),
        any::<usize>().prop_map(Edit::End),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let place = |at: usize| at % (bytes.len() + 1);
        match *edit {
            Edit::Set(at, byte) => {
                let at = place(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
            Edit::Cut(at, len) => {
                let at = place(at);
                bytes.drain(at..(at + len).min(bytes.len()));
            }
            Edit::Insert(at, piece, times) => {
                let at = place(at);
                bytes.splice(at..at, piece.repeat(times).bytes());
            }
            Edit::End(at) => bytes.truncate(place(at)),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_the_reader_fail(edits in prop::collection::vec(edit(), 1..8)) {
        for (name, seed) in seeds() {
            let folder = Folder::new().with(name, edited(seed, &edits));
            for record in folder.read(name) {
                if let Ok(Record::Article { article, .. }) = record {
                    prop_assert!(!article.id.is_empty() && !article.text.as_str().trim().is_empty());
                    if let Some(map) = &article.original {
                        prop_assert_eq!(map.cleaned_len(), article.text.as_str().len());
                    }
                }
            }
        }
    }
}
