//! How fast a store is given out, beside Oxigraph's own unsorted dump of the same, and the named queries.
//!
//! `cargo bench --bench publish`; the number of statements is that of `CLAIMGRAPH_BENCH_QUADS`, 200,000
//! without it.

#![allow(clippy::unwrap_used, reason = "a bench that panics has failed")]

use std::io;
use std::sync::LazyLock;

use claimgraph::extraction::json;
use claimgraph::mapping::{Base, Origin, to_quads};
use claimgraph::publish::answers::{self, Options as Asking};
use claimgraph::publish::dump::{self, Options};
use claimgraph::publish::{Format, named};
use claimgraph::store::Store;
use oxigraph::io::RdfFormat;
use serde_json::json;

fn main() {
    #[expect(clippy::print_stderr, reason = "a bench speaks to a person")]
    {
        eprintln!("{} quads", STORE.database().len().unwrap());
    }
    divan::main();
}

/// Articles of twenty claims each, over people and places that many of them share.
fn article(number: usize) -> String {
    let mut text = String::new();
    let (mut entities, mut propositions, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..20 {
        let start = text.chars().count();
        let person = format!("Person {} Smith", (number * 7 + at * 13) % 5000);
        let place = format!("Port {} Haven", (number + at) % 300);
        let sentence = format!("{person} said the ferry reached {place} in time. ");
        let said = start + person.len() + 1;
        let content = said + 5;
        let there = content + "the ferry reached ".len();
        let end = there + place.len() + " in time".len();
        for (kind, name, from) in [("person", &person, start), ("place", &place, there)] {
            entities.push(
                json!({"id": format!("{kind}{at}"), "type": kind, "name": name,
                "mentions": [{"start": from, "end": from + name.len(), "kind": "name"}]}),
            );
        }
        let act = if (number + at).is_multiple_of(11) {
            "deny"
        } else {
            "assert"
        };
        let is_negated = (number + at).is_multiple_of(9) != (act == "deny");
        propositions.push(json!({"id": format!("p{at}"),
            "predicate": {"start": content + 10, "end": content + 17, "lemma": "reach", "label": "reach"},
            "subject": {"start": start, "end": start + person.len(), "entity": format!("person{at}")},
            "object": {"start": there, "end": there + place.len(), "entity": format!("place{at}")},
            "polarity": if is_negated { "negative" } else { "positive" }, "certainty": "certain"}));
        claims.push(json!({"id": format!("c{at}"),
            "source": {"kind": "named", "start": start, "end": start + person.len(), "entity": format!("person{at}")},
            "cue": {"start": said, "end": said + 4, "lemma": "say", "act": act},
            "content": [{"start": content, "end": end}], "directness": "indirect",
            "propositions": [format!("p{at}")], "polarity": "positive", "certainty": "certain"}));
        text.push_str(&sentence);
    }
    let outlet = format!("The Daily {}", number % 40);
    let day = format!("2024-{:02}-{:02}", number / 28 % 12 + 1, number % 28 + 1);
    json!({"claimgraph": 1, "document": {"id": format!("a{number}"), "outlet": outlet, "published": day,
            "text": text.trim_end()},
        "entities": entities, "propositions": propositions, "claims": claims})
    .to_string()
}

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let wanted = std::env::var("CLAIMGRAPH_BENCH_QUADS");
    let wanted: usize = wanted.map_or(200_000, |it| it.parse().unwrap());
    let store = Store::memory();
    let mut written = 0;
    for number in 0.. {
        let (extraction, _) = json::read(&article(number), 1).unwrap();
        let quads = to_quads(&extraction, &Base::default(), &Origin::default());
        written += quads.len();
        store.bulk_load(quads).unwrap();
        if written >= wanted {
            break;
        }
    }
    store
});

#[divan::bench(args = ["ttl", "trig", "nt", "nq", "jsonld", "rdf"], sample_count = 3)]
fn ours(format: &str) {
    let options = Options {
        format: Format::parse(format).unwrap(),
        ..Options::default()
    };
    dump::write(&STORE, &options, &mut io::sink()).unwrap();
}

#[divan::bench(args = ["trig", "nq", "jsonld"], sample_count = 3)]
fn oxigraph_unsorted(format: &str) {
    let format = RdfFormat::from_extension(format).unwrap();
    STORE.database().dump_to_writer(format, io::sink()).unwrap();
}

#[divan::bench(args = named::QUERIES.iter().map(|it| it.name), sample_count = 1)]
fn query(name: &str) {
    let mut options = Asking::default();
    let parameter = match name {
        "claims-by" | "who-denies" => Some("who=entity:person-person-7-smith"),
        "claims-about" | "timeline" => Some("what=entity:place-port-7-haven"),
        "co-mentions" => Some("one=entity:place-port-7-haven"),
        _ => None,
    };
    options.format = Some("csv".to_owned());
    if let Some(parameter) = parameter {
        options.bind(parameter).unwrap();
    }
    let query = named::find(name).unwrap().query;
    answers::query(&STORE, query, &options, &mut io::sink()).unwrap();
}
