//! From articles to a store on disk and out again, stage by stage, beside Oxigraph's own loader and dump:
//! `cargo bench --bench store`. The item column counts articles or quads, as the name says.
//!
//! `CLAIMGRAPH_BENCH_QUADS` takes sizes of the store, `100000` without it, `100000,1000000,10000000` to
//! see how each stage grows. The articles are those of `benches/corpus`.

#![allow(clippy::unwrap_used, reason = "a bench that panics has failed")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use claimgraph::article::{self, Article, Record};
use claimgraph::extraction::{Extraction, json};
use claimgraph::knowledge::Knowledge;
use claimgraph::language::Model;
use claimgraph::mapping::{Base, Origin, graph, to_quads};
use claimgraph::publish::Format;
use claimgraph::publish::dump::{self, Options};
use claimgraph::rules;
use claimgraph::store::Store;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use oxigraph::io::RdfFormat;
use oxigraph::model::Quad;

#[path = "corpus/generate.rs"]
mod generate;

fn main() {
    divan::main();
}

/// Articles of the stages that do not depend on the store's size.
const ARTICLES: u64 = 100;

/// Articles that are analysed at one go.
const BATCH: u64 = 64;

static LINES: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..ARTICLES).map(|it| generate::article(1, it)).collect());

static READ: LazyLock<Vec<Article>> = LazyLock::new(|| read(&LINES));

static EXTRACTIONS: LazyLock<Vec<Extraction>> = LazyLock::new(|| extract(&READ));

/// The sizes of stores asked for.
fn sizes() -> Vec<usize> {
    let asked = std::env::var("CLAIMGRAPH_BENCH_QUADS");
    let asked = asked.unwrap_or_else(|_| "100000".to_owned());
    asked.split(',').map(|size| size.parse().unwrap()).collect()
}

/// Reads lines as a file of JSON Lines is read.
fn read(lines: &[String]) -> Vec<Article> {
    let file = tempfile::Builder::new()
        .suffix(".jsonl")
        .tempfile()
        .unwrap();
    std::fs::write(file.path(), lines.join("\n")).unwrap();
    let inputs = vec![article::Input::new(file.path())];
    article::read(inputs, article::Limits::default())
        .map(|record| match record {
            Ok(Record::Article { article, .. }) => article,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn extract(articles: &[Article]) -> Vec<Extraction> {
    let texts: Vec<_> = articles.iter().map(|it| &it.text).collect();
    let documents = Model::embedded().analyze_all(&texts);
    let knowledge = Knowledge::default();
    let pairs = articles.iter().zip(&documents);
    pairs
        .map(|(article, document)| rules::extract(article, document, &knowledge))
        .collect()
}

/// The quads of as many articles as it takes to have so many; made once for each size.
fn quads(size: usize) -> &'static [Quad] {
    static MADE: Mutex<BTreeMap<usize, &'static [Quad]>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(size).or_insert_with(|| {
        let mut quads = Vec::new();
        for batch in 0.. {
            let lines: Vec<String> = (batch * BATCH..(batch + 1) * BATCH)
                .map(|number| generate::article(1, number))
                .collect();
            for extraction in extract(&read(&lines)) {
                if quads.len() >= size {
                    return quads.leak();
                }
                quads.extend(to_quads(&extraction, &Base::default(), &Origin::default()));
            }
        }
        quads.leak()
    })
}

/// A store on disk with so many quads, opened anew as a later run would.
fn stored(size: usize) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let location = folder.path().join("store");
    let store = Store::open(&location, None).unwrap();
    store.bulk_load(quads(size).iter().cloned()).unwrap();
    store.settle(|| true).unwrap();
    drop(store);
    let store = Store::open(&location, None).unwrap();
    (folder, store)
}

#[divan::bench(sample_count = 10)]
fn read_articles(bencher: Bencher<'_, '_>) {
    LazyLock::force(&LINES);
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .bench(|| read(&LINES).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn analyse_articles(bencher: Bencher<'_, '_>) {
    let texts: Vec<_> = READ.iter().map(|it| &it.text).collect();
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .bench(|| Model::embedded().analyze_all(&texts).len());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn find_claims_of_articles_on_one_core(bencher: Bencher<'_, '_>) {
    let texts: Vec<_> = READ.iter().map(|it| &it.text).collect();
    let documents = Model::embedded().analyze_all(&texts);
    let knowledge = Knowledge::default();
    bencher.counter(ItemsCount::new(ARTICLES)).bench(|| {
        let pairs = READ.iter().zip(&documents);
        let made = pairs.map(|(article, document)| rules::extract(article, document, &knowledge));
        made.map(|it| it.claims.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn read_extractions_of_articles_on_one_core(bencher: Bencher<'_, '_>) {
    let lines: Vec<String> = EXTRACTIONS.iter().map(json::write).collect();
    bencher.counter(ItemsCount::new(ARTICLES)).bench(|| {
        let read = lines.iter().filter(|line| json::read(line, 1).is_ok());
        read.count()
    });
}

#[divan::bench(sample_count = 10)]
fn map_to_quads_on_one_core(bencher: Bencher<'_, '_>) {
    let map = || -> usize {
        let made = EXTRACTIONS.iter();
        made.map(|it| to_quads(it, &Base::default(), &Origin::default()).len())
            .sum()
    };
    bencher.counter(ItemsCount::new(map())).bench(map);
}

/// Both loaders leave their quads on the disk, synced, in files that the database merges later. To
/// merge them at once is to ask for the state that is fastest to read.
#[divan::bench(sample_count = 3, sample_size = 1, args = sizes(), consts = [false, true])]
fn load_quads_at_first<const MERGED: bool>(bencher: Bencher<'_, '_>, size: usize) {
    load(bencher, size, |location, quads| {
        let store = Store::open(location, None).unwrap();
        store.bulk_load(quads.iter().cloned()).unwrap();
        if MERGED {
            store.database().optimize().unwrap();
        }
    });
}

/// Oxigraph's own bulk loader with its own settings on the same quads.
#[divan::bench(sample_count = 3, sample_size = 1, args = sizes(), consts = [false, true])]
fn load_quads_at_first_by_oxigraph_alone<const MERGED: bool>(
    bencher: Bencher<'_, '_>,
    size: usize,
) {
    load(bencher, size, |location, quads| {
        let store = oxigraph::store::Store::open(location).unwrap();
        let mut loader = store.bulk_loader();
        loader.load_quads(quads.iter().cloned()).unwrap();
        loader.commit().unwrap();
        if MERGED {
            store.optimize().unwrap();
        }
    });
}

fn load(bencher: Bencher<'_, '_>, size: usize, load: impl Fn(&Path, &[Quad]) + Sync) {
    bencher
        .counter(ItemsCount::new(quads(size).len()))
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_values(|folder| {
            load(&folder.path().join("store"), quads(size));
            folder
        });
}

/// Each article by itself once more, or by the article beside it under its name; so many a transaction.
#[divan::bench(sample_count = 3, sample_size = 1, args = [("same", 1), ("same", 8), ("other", 1), ("other", 8), ("other", 64)])]
fn replace_quads(bencher: Bencher<'_, '_>, (by, articles): (&str, usize)) {
    let mut others = EXTRACTIONS.clone();
    if by == "other" {
        others.rotate_left(1);
    }
    let graphs: Vec<_> = EXTRACTIONS
        .iter()
        .zip(others)
        .map(|(extraction, mut other)| {
            other.document.id.clone_from(&extraction.document.id);
            let quads = to_quads(&other, &Base::default(), &Origin::default());
            (graph(&Base::default(), &other.document.id), quads)
        })
        .collect();
    let count: usize = graphs.iter().map(|(_, quads)| quads.len()).sum();
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(&folder.path().join("store"), None).unwrap();
            let old = EXTRACTIONS.iter();
            let old = old.flat_map(|it| to_quads(it, &Base::default(), &Origin::default()));
            store.bulk_load(old).unwrap();
            (folder, store)
        })
        .bench_values(|(folder, store)| {
            for batch in graphs.chunks(articles) {
                let parts = batch
                    .iter()
                    .map(|(graph, quads)| (graph, quads.iter().cloned()));
                store.replace_all(parts).unwrap();
            }
            store.flush().unwrap();
            (store, folder)
        });
}

#[divan::bench(sample_count = 3, sample_size = 1, args = sizes())]
fn ask_whether_articles_are_known(bencher: Bencher<'_, '_>, size: usize) {
    let (_folder, store) = stored(size);
    let graphs = store.graphs().unwrap();
    bencher.counter(ItemsCount::new(graphs.len())).bench(|| {
        let known = graphs
            .iter()
            .filter(|it| store.fingerprint(it).unwrap().is_some());
        known.count()
    });
}

/// The formats that Oxigraph writes with graphs; ours come sorted, its own as they lie.
const FORMATS: [&str; 3] = ["nq", "trig", "jsonld"];

#[divan::bench(sample_count = 3, sample_size = 1, args = sized(&FORMATS))]
fn dump_from_disk(bencher: Bencher<'_, '_>, (size, format): &(usize, &str)) {
    let (folder, store) = stored(*size);
    let options = Options {
        format: Format::parse(format).unwrap(),
        ..Options::default()
    };
    let target = folder.path().join("dump");
    bencher
        .counter(BytesCount::new(length(&store, format)))
        .bench(|| {
            let mut out = BufWriter::new(File::create(&target).unwrap());
            dump::write(&store, &options, &mut out).unwrap();
            out.flush().unwrap();
        });
}

#[divan::bench(sample_count = 3, sample_size = 1, args = sized(&FORMATS))]
fn dump_from_disk_by_oxigraph_unsorted(bencher: Bencher<'_, '_>, (size, format): &(usize, &str)) {
    let (folder, store) = stored(*size);
    let target = folder.path().join("dump");
    let kind = RdfFormat::from_extension(format).unwrap();
    bencher
        .counter(BytesCount::new(length(&store, format)))
        .bench(|| {
            let out = BufWriter::new(File::create(&target).unwrap());
            store
                .database()
                .dump_to_writer(kind, out)
                .unwrap()
                .flush()
                .unwrap();
        });
}

/// Bytes of Oxigraph's dump, by which both are counted.
fn length(store: &Store, format: &str) -> usize {
    let format = RdfFormat::from_extension(format).unwrap();
    store
        .database()
        .dump_to_writer(format, Vec::new())
        .unwrap()
        .len()
}

fn sized(formats: &[&'static str]) -> Vec<(usize, &'static str)> {
    let pairs = sizes().into_iter();
    pairs
        .flat_map(|size| formats.iter().map(move |format| (size, *format)))
        .collect()
}
