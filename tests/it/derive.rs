//! The derived graph: what only shows over all articles.

use std::collections::BTreeSet;

use claimgraph::mapping::{self, Base};
use claimgraph::publish::answers;
use claimgraph::publish::derive::{self, Counts, Derived, Freshness, Gists};
use claimgraph::store::Store;
use expect_test::expect;
use oxigraph::model::NamedNode;
use proptest::prelude::*;

use crate::newsroom::{Article, Said, pier, store};

fn graph() -> NamedNode {
    mapping::derived_graph(&Base::default())
}

/// As if nothing had been derived before.
fn derived(store: &Store) -> Derived {
    derive_from(store, &Gists::default())
}

fn derive_from(store: &Store, known: &Gists) -> Derived {
    let name = |digest: &str| mapping::proposition(&Base::default(), digest);
    derive::derive(store, &graph(), &name, known).unwrap()
}

/// What a store tells once it is derived.
fn counts(store: &Store) -> Counts {
    derived(store).apply(store, &graph()).unwrap();
    derive::counts(store, &graph()).unwrap()
}

/// Subject, property and object in short.
fn lines(derived: &Derived) -> String {
    // What the graph says of itself changes with the articles; another test looks at it.
    let quads = derived.insert.iter();
    let quads = quads.filter(|quad| quad.subject != graph().into());
    let lines = quads.map(|quad| {
        let line = format!("{} {} {}\n", quad.subject, quad.predicate, quad.object);
        line.replace("https://example.org/claimgraph/", "")
            .replace("https://w3id.org/claimgraph/ns#", "cg:")
            .replace("http://purl.org/spar/cito/", "cito:")
            .replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")
            .replace("^^<http://www.w3.org/2001/XMLSchema#integer>", "")
    });
    lines.collect()
}

#[test]
fn a_denial_disagrees_a_question_does_not_and_one_source_twice_agrees_with_nobody() {
    let store = store(&pier());
    let derived = derived(&store);
    expect![[r#"
        <doc/pier-again/statement-fd4d87b251> <cg:proposition> <proposition/0ad639f7ba2784c9>
        <doc/pier-denied/claim-63f9b730af> <cito:disagreesWith> <doc/pier-told/claim-fb4ac0db3f>
        <doc/pier-denied/statement-fa7ada7864> <cg:proposition> <proposition/0ad639f7ba2784c9>
        <doc/pier-told/claim-fb4ac0db3f> <cito:disagreesWith> <doc/pier-denied/claim-63f9b730af>
        <doc/pier-told/statement-0f1cc510f5> <cg:proposition> <proposition/0ad639f7ba2784c9>
        <proposition/0ad639f7ba2784c9> <rdf:type> <cg:Proposition>
        <proposition/0ad639f7ba2784c9> <http://www.w3.org/2000/01/rdf-schema#label> "Port Authority close Pier Nine"
        <proposition/0ad639f7ba2784c9> <cg:outletsAgainst> "1"
        <proposition/0ad639f7ba2784c9> <cg:outletsFor> "2"
    "#]]
    .assert_eq(&lines(&derived));
    let told = Counts {
        propositions: 1,
        disagreements: 1,
        ..Counts::default()
    };
    assert_eq!(counts(&store), told);
}

/// Four articles on a ferry; the Tern and the Heron print what an agency wrote.
fn ferry() -> Vec<Article> {
    let agency = "The ferry Alda Queen carried 12 sailors when it left the fish market on Monday, the \
        pilot Jon Berg said, and nobody at the harbour office had been told before it came back late \
        in the evening with a broken rudder and a torn sail.";
    let article = |id, outlet, published, text: &str, by, object| Article {
        id,
        outlet,
        published,
        text: text.to_owned(),
        entities: vec![("product", "Alda Queen"), ("person", by)],
        claims: vec![Said::new(
            by,
            ("said", "say", "assert"),
            Box::leak(text.to_owned().into_boxed_str()),
            ("Alda Queen", "carry", object),
        )],
    };
    vec![
        article(
            "ferry-tern",
            "Tern Daily",
            "2024-06-03",
            agency,
            "Jon Berg",
            "12 sailors",
        ),
        article(
            "ferry-heron",
            "The Heron",
            "2024-06-04",
            agency,
            "Jon Berg",
            "12 sailors",
        ),
        article(
            "ferry-gull",
            "Gull Gazette",
            "2024-06-04",
            "Mia Sorn said the Alda Queen carried 12 sailors.",
            "Mia Sorn",
            "12 sailors",
        ),
        article(
            "ferry-auk",
            "Auk Weekly",
            "2024-06-05",
            "Ina Holt said the Alda Queen carried 15 sailors.",
            "Ina Holt",
            "15 sailors",
        ),
    ]
}

#[test]
fn copies_are_not_independent_and_other_numbers_disagree() {
    let store = store(&ferry());
    let derived = derived(&store);
    let told = Counts {
        propositions: 1,
        agreements: 1,
        disagreements: 2,
        copies: 1,
    };
    assert_eq!(counts(&store), told);
    let lines = lines(&derived);
    assert!(
        lines.contains("<doc/ferry-heron> <cg:copyOf> <doc/ferry-tern>\n"),
        "{lines}"
    );
    assert!(lines.contains("<cg:outletsFor> \"2\"\n"), "{lines}");
    assert!(lines.contains("<cg:outletsAgainst> \"0\"\n"), "{lines}");
    assert_eq!(lines.matches("<cito:disagreesWith>").count(), 4);
    let against = lines.lines().filter(|line| line.contains("disagreesWith"));
    assert!(
        against
            .clone()
            .all(|line| line.contains("doc/ferry-auk/claim-")),
        "{lines}"
    );
}

#[test]
fn what_was_said_stays_and_a_second_run_gives_the_same() {
    let mut articles = pier();
    articles.extend(ferry());
    let store = store(&articles);
    let said = |store: &Store| -> BTreeSet<String> {
        let quads = store
            .database()
            .iter()
            .map(|quad| quad.unwrap().to_string());
        quads
            .filter(|quad| !quad.ends_with("graph/derived>"))
            .collect()
    };
    let before = said(&store);
    let first = derived(&store);
    let told = counts(&store);
    assert_eq!(said(&store), before);
    assert_eq!(
        derived(&store),
        first,
        "what was derived is not derived from"
    );
    articles.reverse();
    let turned = crate::newsroom::store(&articles);
    assert_eq!(
        derived(&turned),
        first,
        "the order of articles changes nothing"
    );
    let gone = mapping::graph(&Base::default(), "pier-denied");
    store.remove(&gone).unwrap();
    assert_eq!(counts(&store).disagreements, told.disagreements - 1);
    // The rules of the ontology hold with the derived graph in the store.
    assert_eq!(claimgraph::publish::check::run(&store).unwrap(), []);
}

#[test]
fn a_derived_graph_is_stale_once_articles_came_or_went_or_an_update_ran() {
    let freshness = |store: &Store| Freshness::of(store, &graph()).unwrap();
    let store = store(&pier());
    assert_eq!(freshness(&store), Freshness::Missing);
    counts(&store);
    assert_eq!(freshness(&store), Freshness::Fresh);
    let later = crate::newsroom::store(&ferry()[..1]);
    let name = mapping::graph(&Base::default(), "ferry-tern");
    store.replace(&name, &later.graph(&name).unwrap()).unwrap();
    assert_eq!(freshness(&store), Freshness::Stale);
    counts(&store);
    assert_eq!(freshness(&store), Freshness::Fresh);
    let known = derived(&store).gists;
    assert_eq!(derive_from(&store, &known).read, 0);
    store.remove(&name).unwrap();
    assert_eq!(freshness(&store), Freshness::Stale);
    counts(&store);
    let update =
        "DELETE { GRAPH ?g { ?c cg:act cg:deny } } WHERE { GRAPH ?g { ?c cg:act cg:deny } }";
    answers::update(&store, update, &answers::Options::default()).unwrap();
    assert_eq!(freshness(&store), Freshness::Stale);
    let after = derive_from(&store, &known);
    assert!(after.is_whole && after.read > 0, "an update is seen");
}

#[test]
fn gists_are_kept_in_a_file_and_a_damaged_one_is_no_file() {
    let store = store(&ferry());
    let gists = derived(&store).gists;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gists.zst");
    assert_eq!(Gists::read(&path), Gists::default());
    gists.write(&path).unwrap();
    assert_eq!(Gists::read(&path), gists);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(Gists::read(&path), Gists::default());
}

#[cfg(feature = "rocksdb")]
#[test]
fn every_command_says_when_the_derived_graph_is_older_than_the_articles() {
    let folder = crate::kit::Folder::new();
    let [told, denied] = [0, 1].map(|at| format!("{}\n", pier()[at].line()));
    folder.write("told.jsonl", told);
    folder.write("denied.jsonl", denied);
    let run = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run
    };
    let agreement = "ASK { ?claim cito:disagreesWith ?other }";
    let commands: [(&[&str], bool); 5] = [
        (&["query", "-q", agreement], true),
        (&["query", "-q", "ASK { ?claim a cg:Claim }"], false),
        (&["dump", "--format", "nq"], true),
        (&["dump", "--article", "pier-told"], false),
        (&["check"], true),
    ];
    let warned = |is_stale: bool| {
        for (arguments, concerns) in commands {
            let said = run(arguments).stderr;
            let warns = said.starts_with("warning: the derived graph is older than the articles");
            assert_eq!(warns, is_stale && concerns, "{arguments:?}: {said}");
        }
        let derived = if is_stale { "stale" } else { "fresh" };
        let stats = run(&["stats", "--format", "json"]).stdout;
        assert!(
            stats.contains(&format!("\"derived\": \"{derived}\"")),
            "{stats}"
        );
    };
    run(&["ingest", "told.jsonl"]);
    let stats = run(&["stats", "--format", "json"]).stdout;
    assert!(stats.contains("\"derived\": \"missing\""), "{stats}");
    run(&["derive"]);
    warned(false);
    run(&["ingest", "denied.jsonl"]);
    warned(true);
    let again = run(&["derive"]).stderr;
    assert!(
        again.starts_with("1 articles read; 1 statements"),
        "{again}"
    );
    warned(false);
    let full = run(&["derive", "--full"]).stderr;
    assert!(full.starts_with("2 articles read; 1 statements"), "{full}");
    run(&[
        "update",
        "-u",
        "DELETE WHERE { GRAPH ?g { ?claim cg:act cg:deny } }",
    ]);
    warned(true);
    run(&["remove", "pier-denied"]);
    let last = run(&["derive"]).stderr;
    assert!(last.starts_with("1 articles read; 0 statements"), "{last}");
}

/// One of the articles of this file, told by another outlet on another day, or with another number.
fn variant(which: usize, outlet: usize, day: usize, text: bool) -> Article {
    const OUTLETS: [&str; 3] = ["Tern Daily", "Gull Gazette", "The Heron"];
    const DAYS: [&str; 3] = ["2024-03-02", "2024-06-04", "2024-06-07"];
    let mut articles = pier();
    articles.extend(ferry());
    let mut article = articles.swap_remove(which % articles.len());
    article.outlet = OUTLETS[outlet % 3];
    article.published = DAYS[day % 3];
    if text {
        article.text.push_str(" Nobody was hurt.");
    }
    article
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// After each of some random edits, what changes is enough: the graph is that of a fresh start.
    #[test]
    fn bringing_up_to_date_gives_the_same_as_starting_anew(
        edits in prop::collection::vec((0..8_usize, 0..3_usize, 0..3_usize, any::<bool>(), 0..4_u8), 1..12),
    ) {
        let store = Store::memory();
        let mut known = Gists::default();
        for (which, outlet, day, text, kind) in edits {
            let article = variant(which, outlet, day, text);
            let name = mapping::graph(&Base::default(), article.id);
            match kind {
                0 => { store.remove(&name).unwrap(); }
                _ => {
                    let (graph, quads) = article.quads();
                    store.replace(&graph, &quads).unwrap();
                }
            }
            let change = derive_from(&store, &known);
            prop_assert!(change.read <= 1 || change.is_whole);
            change.apply(&store, &graph()).unwrap();
            known = change.gists;
            let mut now = store.graph(&graph()).unwrap();
            now.sort_by_cached_key(ToString::to_string);
            prop_assert_eq!(now, derived(&store).insert);
        }
    }
}
