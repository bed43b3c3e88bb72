//! A plug pulled at any instant: what was reported stored is there, and no article is there by halves.
//!
//! `CLAIMGRAPH_KILLS=200 cargo test --release --test it crash` kills that many ingests instead of six.
#![cfg(all(feature = "rocksdb", unix))]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, Write as _};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use claimgraph::extraction::{Extraction, json};
use claimgraph::language::Model;
use claimgraph::mapping::{Base, Origin, graph, to_quads};
use claimgraph::store::Store;
use oxigraph::model::NamedNode;

use crate::kit::Folder;

const ARTICLE: &str = "LIMA — “We will not yield,” Mayor Rosa Quispe said. Two officials warned that \
    the port could close. The ministry denied it on Tuesday, and Ann Lee told reporters that the talks \
    between Peru and Chile would go on in Santiago until March 4, 2024.\n";

/// Kills between two checks with a store of their own.
const ROUNDS_A_STORE: u64 = 2;

/// Articles handed over at once: with the larger number they go through the bulk loader when they are
/// new, with the smaller one through a transaction.
const BURSTS: [usize; 2] = [4, 60];

#[test]
fn a_killed_ingest_loses_nothing_it_reported_and_leaves_no_half_article() {
    let kills = kills();
    let template = template();
    let (mut folder, mut reported) = (Folder::new(), BTreeMap::new());
    let mut in_the_middle = 0;
    for round in 0..kills {
        if round % ROUNDS_A_STORE == 0 {
            (folder, reported) = (Folder::new(), BTreeMap::new());
        }
        let kill_after = Duration::from_millis(mixed(round) % 400);
        let ended = killed(&folder, &template, round, kill_after, &mut reported);
        in_the_middle += u64::from(!ended && !reported.is_empty());
        check(&folder, &template, round, &reported);
    }
    // Else the kills came before anything was written, and the test says nothing.
    assert!(in_the_middle * 3 > kills, "{in_the_middle} of {kills}");
}

/// As many entities make a graph that is too large for one transaction.
const ENTITIES: usize = 25_000;

#[test]
fn a_killed_replacement_of_a_large_article_leaves_the_old_one_or_the_new_one() {
    let folder = Folder::new();
    let location = folder.path().join("claimgraph.store");
    let graph = graph(&Base::default(), "large");
    folder.write("0.jsonl", json::write(&large(0)));
    assert_eq!(folder.run(&["ingest", "0.jsonl"]).code, 0);
    let mut before = large_quads(0);
    assert!(before.len() > 60_000, "{}", before.len());
    for round in 1..=kills().div_ceil(2) {
        let file = format!("{round}.jsonl");
        folder.write(&file, json::write(&large(round)));
        let (mut child, stdin, _stdout) = folder.talk(&["ingest", &file], Stdio::null());
        std::thread::sleep(Duration::from_millis(mixed(round) % 4_000));
        // It may have ended by itself.
        let _ = child.kill();
        drop(stdin);
        child.wait().unwrap();
        // Who reads finishes what was begun, as does who writes.
        let store = match round % 2 {
            0 => Store::open(&location, None).unwrap(),
            _ => Store::open_read_only(&location).unwrap(),
        };
        let found = quads(store.graph(&graph).unwrap().iter().map(ToString::to_string));
        let after = large_quads(round);
        assert!(
            found == before || found == after,
            "{round}: {}",
            found.len()
        );
        before = found;
    }
}

/// An article with very many entities, whose names are others each round.
fn large(round: u64) -> Extraction {
    let name = format!("Ann Lee {round}");
    let entities: Vec<_> = (0..ENTITIES)
        .map(|number| {
            serde_json::json!({
                "id": number.to_string(), "type": "person", "name": format!("{name} {number}"),
                "mentions": [{"start": 0, "end": name.len(), "kind": "name"}]
            })
        })
        .collect();
    let line = serde_json::json!({
        "claimgraph": 1,
        "document": {"id": "large", "text": format!("{name} met Kirby.")},
        "entities": entities,
    });
    json::read(&line.to_string(), 1).unwrap().0
}

fn large_quads(round: u64) -> BTreeSet<String> {
    wanted(&large(round))
}

/// What an ingest stores of an extraction.
fn wanted(extraction: &Extraction) -> BTreeSet<String> {
    let origin = Origin {
        model: Some(Model::embedded().version()),
        input_digest: Some(""),
        ..Origin::default()
    };
    let wanted = to_quads(extraction, &Base::default(), &origin);
    quads(wanted.iter().map(ToString::to_string))
}

fn kills() -> u64 {
    let asked = std::env::var("CLAIMGRAPH_KILLS").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(6)
}

fn template() -> Extraction {
    let folder = Folder::new();
    let line = folder
        .run_with_input(&["extract", "-"], ARTICLE.as_bytes())
        .stdout;
    json::read(&line, 1).unwrap().0
}

/// A number that looks like chance and is the same each time.
fn mixed(round: u64) -> u64 {
    let it = (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (it ^ (it >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
}

fn version(template: &Extraction, id: &str, round: u64) -> Extraction {
    let mut extraction = template.clone();
    id.clone_into(&mut extraction.document.id);
    extraction.document.title = Some(format!("Version {round}"));
    extraction
}

/// Feeds an ingest burst by burst, kills it after a time, and notes what it reported: by id, the latest
/// round whose version was reported. Whether it had ended by itself.
fn killed(
    folder: &Folder,
    template: &Extraction,
    round: u64,
    after: Duration,
    reported: &mut BTreeMap<String, u64>,
) -> bool {
    let (mut child, mut stdin, mut stdout) = folder.talk(&["ingest", "--list", "-"], Stdio::null());
    let pid = child.id().to_string();
    // Every other ingest is killed after its first report, however slow the machine is; the rest while
    // they open the store or write the first articles.
    let (go, first) = mpsc::channel();
    if round % 2 == 1 {
        go.send(()).unwrap();
    }
    let killer = std::thread::spawn(move || {
        let _ = first.recv_timeout(Duration::from_secs(30));
        std::thread::sleep(after);
        std::process::Command::new("kill")
            .args(["-KILL", &pid])
            .status()
            .unwrap();
    });
    let mut ended = true;
    'bursts: for burst in 0..40 {
        let size = BURSTS[usize::from(burst % 4 == 3)];
        // New articles, and new versions of old ones.
        let name = |at: usize| match round % 2 {
            0 => format!("r{round}-{burst}-{at}"),
            _ => format!("r{}-{burst}-{at}", round - 1),
        };
        let lines: String = (0..size)
            .map(|at| json::write(&version(template, &name(at), round)) + "\n")
            .collect();
        if stdin.write_all(lines.as_bytes()).is_err() {
            ended = false;
            break;
        }
        for at in 0..size {
            let mut line = String::new();
            // A line without its end was not reported.
            if stdout.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
                ended = false;
                break 'bursts;
            }
            assert_eq!(line.trim_end(), name(at));
            reported.insert(name(at), round);
            let _ = go.send(());
        }
    }
    drop((stdin, go));
    killer.join().unwrap();
    child.wait().unwrap();
    ended
}

/// Every graph of the store is one version of its article from the first quad to the last, and what was
/// reported is there in that version or a later one.
fn check(folder: &Folder, template: &Extraction, round: u64, reported: &BTreeMap<String, u64>) {
    let location = folder.path().join("claimgraph.store");
    if !location.join("claimgraph.json").exists() {
        assert!(reported.is_empty());
        return;
    }
    // Opening for writing replays the log.
    let store = Store::open(&location, None).unwrap();
    let articles: BTreeMap<String, NamedNode> = store.articles().unwrap().into_iter().collect();
    assert_eq!(
        articles.len(),
        store.graphs().unwrap().len(),
        "no graph without its article"
    );
    for id in reported.keys() {
        assert!(articles.contains_key(id), "{id} was reported and is lost");
    }
    for (id, name) in &articles {
        let found = quads(store.graph(name).unwrap().iter().map(ToString::to_string));
        let least = reported.get(id).copied().unwrap_or(0);
        let is_whole = (least..=round).rev().any(|it| {
            assert_eq!(*name, graph(&Base::default(), id));
            wanted(&version(template, id, it)) == found
        });
        assert!(is_whole, "{id} is half stored, or older than reported");
    }
    drop(store);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

/// Lines without the digest's value, which the ingest computes.
fn quads(lines: impl Iterator<Item = String>) -> BTreeSet<String> {
    lines
        .map(|line| match line.split_once("#inputDigest> ") {
            Some((subject, _)) => subject.to_owned(),
            None => line,
        })
        .collect()
}
