//! The derived graph: what only shows over all articles.

use std::collections::BTreeSet;

use claimgraph::mapping::{self, Base};
use claimgraph::publish::derive::{Derived, derive};
use claimgraph::store::Store;
use expect_test::expect;

use crate::newsroom::{Article, Said, pier, store};

fn derived(store: &Store) -> Derived {
    let base = Base::default();
    let name = |digest: &str| mapping::proposition(&base, digest);
    derive(store, &mapping::derived_graph(&base), &name).unwrap()
}

/// Subject, property and object in short.
fn lines(derived: &Derived) -> String {
    let lines = derived.quads.iter().map(|quad| {
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
    let derived = derived(&store(&pier()));
    expect![[r#"
        <doc/pier-again/statement-fd4d87b251> <cg:proposition> <proposition/0ad639f7ba>
        <doc/pier-denied/claim-63f9b730af> <cito:disagreesWith> <doc/pier-told/claim-fb4ac0db3f>
        <doc/pier-denied/statement-fa7ada7864> <cg:proposition> <proposition/0ad639f7ba>
        <doc/pier-told/claim-fb4ac0db3f> <cito:disagreesWith> <doc/pier-denied/claim-63f9b730af>
        <doc/pier-told/statement-0f1cc510f5> <cg:proposition> <proposition/0ad639f7ba>
        <proposition/0ad639f7ba> <rdf:type> <cg:Proposition>
        <proposition/0ad639f7ba> <cg:outletsAgainst> "1"
        <proposition/0ad639f7ba> <cg:outletsFor> "2"
    "#]]
    .assert_eq(&lines(&derived));
    let counts = (
        derived.propositions,
        derived.agreements,
        derived.disagreements,
        derived.copies,
    );
    assert_eq!(counts, (1, 0, 1, 0));
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
    let derived = derived(&store(&ferry()));
    let counts = (
        derived.propositions,
        derived.agreements,
        derived.disagreements,
        derived.copies,
    );
    assert_eq!(counts, (1, 1, 2, 1));
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
    let graph = mapping::derived_graph(&Base::default());
    let first = derived(&store);
    store.replace(&graph, &first.quads).unwrap();
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
    assert_eq!(derived(&store).disagreements, first.disagreements - 1);
    // The rules of the ontology hold with the derived graph in the store.
    assert_eq!(claimgraph::publish::check::run(&store).unwrap(), []);
}
