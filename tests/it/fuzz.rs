//! The fuzz targets with a seeded mutator: short here, long with
//! `CLAIMGRAPH_FUZZ_SECONDS=600 cargo test --release --test it fuzz`. With a nightly compiler the same
//! bodies run under libFuzzer: `cargo +nightly fuzz run html`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

#[path = "../../fuzz/bodies.rs"]
mod bodies;

/// Pieces that formats are made of.
const PIECES: [&str; 40] = [
    "---\n",
    "+++\n",
    "title: ",
    "\n\n",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{0}",
    "é",
    "“",
    "”",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud83d",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "<",
    ">",
    "</",
    "<p>",
    "<script>",
    "<!--",
    "]]>",
    "&#x110000;",
    "&amp;",
    "WARC/1.0\r\n",
    "Content-Length: 9999\r\n",
    "HTTP/1.1 200 OK\r\n",
    "<item><title>",
    "claimgraph",
    "𝄞",
    "e\u{301}\u{301}\u{301}",
    "18446744073709551616",
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % bound.max(1) as u64).unwrap()
    }
}

fn mutated(dice: &mut Dice, seeds: &[&[u8]]) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(30)).min(bytes.len());
        match dice.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].bytes())),
            2 => {
                let piece: Vec<u8> = bytes[at..end].to_vec();
                let times = 1 + dice.below(20);
                drop(bytes.splice(at..at, piece.repeat(times)));
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            4 => {
                let other = seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                let to = (from + dice.below(200)).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes.truncate(1 << 17);
    bytes
}

/// Runs a body on mutated seeds; what makes it panic is written out so that it can be kept.
fn fuzz(name: &str, body: fn(&[u8]), seeds: &[&[u8]]) {
    let seconds: Option<u64> = std::env::var("CLAIMGRAPH_FUZZ_SECONDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(1));
    let mut dice = Dice(name.bytes().map(u64::from).sum());
    let mut runs = 0;
    while Instant::now() < end {
        let bytes = mutated(&mut dice, seeds);
        runs += 1;
        let begin = Instant::now();
        let ran = catch_unwind(AssertUnwindSafe(|| body(&bytes)));
        let slow = begin.elapsed() > Duration::from_secs(20);
        if ran.is_err() || slow {
            let kept = std::env::temp_dir().join(format!("claimgraph-fuzz-{name}"));
            std::fs::write(&kept, &bytes).unwrap();
            panic!(
                "run {runs} of {name}: see {} (slow: {slow})",
                kept.display()
            );
        }
    }
    eprintln!("{name}: {runs} runs");
}

const TEXT: &[u8] = include_bytes!("../../examples/harbour-strike.txt");
const DAM: &[u8] = include_bytes!("../articles/dam-officials/article.txt");
const RICH: &[u8] = include_bytes!("../imports/good/rich.json");
const MARKS: &[u8] = include_bytes!("../imports/good/emoji-and-combining-marks.json");

/// What the analysis of arbitrary text once failed on.
#[test]
fn a_quotation_of_no_words_ends_a_text() {
    bodies::analysis("The mayor denied it.\n\n“\0\0".as_bytes());
    bodies::analysis("“\0".as_bytes());
}

#[test]
fn text() {
    fuzz(
        "text",
        bodies::text,
        &[
            TEXT,
            DAM,
            b"By Ann Lee\nMarch 4, 2024\n\nLIMA (AP) \xe2\x80\x94 It rained.",
        ],
    );
}

#[test]
fn html() {
    let page = b"<!doctype html><html lang=en><head><title>Rain</title><meta property='og:title' content='Rain'>\
        <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Rain\", \"author\": [{\"name\": \"Ann Lee\"}]}</script>\
        </head><body><nav><a href=/>Home</a></nav><article><h1>Rain</h1><p>It rained in Salem, officials said on Tuesday.</p>\
        <table><tr><td>Officials</table><p>&ldquo;We stay,&rdquo; said Ann Lee.</p></article></body></html>";
    fuzz("html", bodies::html, &[page, TEXT]);
}

#[test]
fn json_lines() {
    let lines = b"{\"id\": 1, \"text\": \"It rained.\", \"authors\": [\"Ann Lee\"], \"published\": \"2024-03-04\"}\n\
        {\"html\": \"<p>It snowed.</p>\", \"source\": {\"name\": \"The Post\"}}\n";
    fuzz("json_lines", bodies::json_lines, &[lines, RICH]);
}

#[test]
fn warc() {
    let record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\n\
        Content-Type: application/http; msgtype=response\r\nContent-Length: 98\r\n\r\n\
        HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n19\r\n<p>It rained in Salem</p>\n\r\n0\r\n\r\n\r\n\r\n";
    fuzz("warc", bodies::warc, &[record, &record.repeat(2)]);
}

#[test]
fn front_matter() {
    let page = b"---\ntitle: \"Rain\"\nauthors: [Ann Lee, 'Omar Farouk']\ndate: 2024-03-04\n---\n\n# Rain\n\n*It* [rained](https://a.example).\n";
    fuzz(
        "front_matter",
        bodies::front_matter,
        &[page, b"+++\ntitle = 'Rain'\n+++\nIt rained.\n", TEXT],
    );
}

#[test]
fn feed() {
    let rss = b"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title><item><title>Rain</title>\
        <link>https://a.example</link><description><![CDATA[<p>It rained in Salem.</p>]]></description></item></channel></rss>";
    fuzz("feed", bodies::feed, &[rss, b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Rain</title><content type='html'>It rained.</content></entry></feed>"]);
}

#[test]
fn extraction() {
    fuzz("extraction", bodies::extraction, &[RICH, MARKS]);
}

#[test]
fn analysis() {
    fuzz("analysis", bodies::analysis, &[TEXT, DAM, MARKS]);
}

#[test]
fn round_trip() {
    fuzz(
        "round_trip",
        bodies::round_trip,
        &[TEXT, b"a> <b> \"c\" \\ d", MARKS],
    );
}
