//! The views of a graph: JSON-LD as JSON, nanopublications, web annotations.

use std::collections::BTreeSet;

use claimgraph::publish::Format;
use claimgraph::publish::dump::{self, Options, Profile, Selection};
use claimgraph::store::Store;
use expect_test::expect;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Triple};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use serde_json::Value;

use crate::newsroom::{pier, store};

fn dumped(store: &Store, format: Format, profile: Profile, articles: &[&str]) -> String {
    let options = Options {
        format,
        profile,
        selection: Selection {
            articles: articles.iter().map(|id| (*id).to_owned()).collect(),
            ..Selection::default()
        },
        ..Options::default()
    };
    let mut out = Vec::new();
    dump::write(store, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn parsed(text: &str, format: RdfFormat) -> Vec<Quad> {
    let quads = RdfParser::from_format(format).for_slice(text.as_bytes());
    quads.map(Result::unwrap).collect()
}

#[test]
fn json_ld_is_pleasant_json_and_the_same_graph() {
    let store = store(&pier());
    let text = dumped(&store, Format::JsonLd, Profile::Core, &["pier-denied"]);
    let all: Value = serde_json::from_str(&text).unwrap();
    let members = all["@graph"][0]["@graph"].as_array().unwrap();
    let of_type = |class: &str| {
        let found = members.iter().find(|it| it["type"] == class).unwrap();
        serde_json::to_string_pretty(found).unwrap()
    };
    expect![[r##"
        {
          "about": [
            "entity:facility-pier-nine",
            "entity:organization-port-authority"
          ],
          "act": "deny",
          "appearance": "doc:pier-denied",
          "certainty": "certain",
          "confidence": "0.75",
          "cue": "denied",
          "cueEvidence": "#char=9,15",
          "cueLemma": "deny",
          "directness": "indirect",
          "evidence": "#char=16,52",
          "id": "d:claim-63f9b730af",
          "label": "Lev Tamm (denied): that Port Authority closed Pier Nine",
          "polarity": "positive",
          "source": "entity:person-lev-tamm",
          "sourceEvidence": "#char=0,8",
          "states": "d:statement-fa7ada7864",
          "temporality": "nonFuture",
          "text": "that Port Authority closed Pier Nine",
          "type": "Claim",
          "voice": "quoted"
        }
        {
          "certainty": "certain",
          "confidence": "0.8",
          "evidence": "#char=16,52",
          "id": "d:statement-fa7ada7864",
          "label": "not: Port Authority close Pier Nine",
          "object": "entity:facility-pier-nine",
          "polarity": "negative",
          "predicate": "relation:close",
          "subject": "entity:organization-port-authority",
          "temporality": "nonFuture",
          "type": "Statement"
        }
        {
          "anchorOf": "Lev Tamm",
          "beginIndex": 0,
          "confidence": "0.9",
          "endIndex": 8,
          "hasSource": "doc:pier-denied",
          "id": "#char=0,8",
          "mentionKind": "name",
          "type": "Mention"
        }"##]]
    .assert_eq(&format!(
        "{}\n{}\n{}",
        of_type("Claim"),
        of_type("Statement"),
        of_type("Mention")
    ));
    let json_ld = RdfFormat::from_extension("jsonld").unwrap();
    let read: BTreeSet<String> = parsed(&text, json_ld).iter().map(Quad::to_string).collect();
    let lines = dumped(&store, Format::NQuads, Profile::Core, &["pier-denied"]);
    let expected: BTreeSet<String> = parsed(&lines, RdfFormat::NQuads)
        .iter()
        .map(Quad::to_string)
        .collect();
    assert_eq!(read, expected);
}

#[test]
fn an_empty_dump_is_valid_in_every_format() {
    for format in [
        Format::JsonLd,
        Format::RdfXml,
        Format::Turtle,
        Format::NQuads,
    ] {
        let text = dumped(&Store::memory(), format, Profile::Core, &[]);
        let read = RdfFormat::from_extension(format.extension()).unwrap();
        assert_eq!(parsed(&text, read), []);
    }
}

fn ask(quads: &[Quad], query: &str) -> bool {
    let store = oxigraph::store::Store::new().unwrap();
    store.extend(quads.iter().cloned()).unwrap();
    let query = format!("PREFIX np: <http://www.nanopub.org/nschema#> {query}");
    let query = SparqlEvaluator::new().parse_query(&query).unwrap();
    let QueryResults::Boolean(truth) = query.on_store(&store).execute().unwrap() else {
        panic!("no ASK");
    };
    truth
}

/// What the nanopublication guidelines demand, by SPARQL.
#[test]
fn a_nanopublication_is_well_formed() {
    let store = store(&pier());
    let text = dumped(&store, Format::TriG, Profile::Nanopub, &["pier-denied"]);
    let quads = parsed(&text, RdfFormat::TriG);
    let nanopubs: Vec<&Quad> = quads
        .iter()
        .filter(|quad| {
            quad.object.to_string() == "<http://www.nanopub.org/nschema#Nanopublication>"
        })
        .collect();
    assert_eq!(nanopubs.len(), 1);
    let graphs: BTreeSet<String> = quads
        .iter()
        .map(|quad| quad.graph_name.to_string())
        .collect();
    assert_eq!(graphs.len(), 4, "every triple is in one of the four graphs");
    assert!(ask(
        &quads,
        "ASK { GRAPH ?h { ?np a np:Nanopublication ; np:hasAssertion ?a ; \
        np:hasProvenance ?p ; np:hasPublicationInfo ?i } \
        FILTER(?np NOT IN (?a, ?p, ?i, ?h) && ?a != ?p && ?a != ?i && ?p != ?i && ?h NOT IN (?a, ?p, ?i)) }"
    ));
    assert!(ask(
        &quads,
        "ASK { GRAPH ?h { ?np np:hasAssertion ?a ; np:hasProvenance ?p } GRAPH ?a { ?s ?x ?o } \
        GRAPH ?p { ?a <http://www.w3.org/ns/prov#wasDerivedFrom> ?d } }"
    ));
    assert!(ask(
        &quads,
        "ASK { GRAPH ?h { ?np np:hasPublicationInfo ?i } GRAPH ?i { ?np ?x ?o } }"
    ));
    // The statement stays described, and nothing but what is in the graph is said.
    let known: BTreeSet<String> = parsed(
        &dumped(&store, Format::NQuads, Profile::Core, &["pier-denied"]),
        RdfFormat::NQuads,
    )
    .into_iter()
    .map(|quad| Triple::from(quad).to_string())
    .collect();
    let said: Vec<String> = quads
        .iter()
        .filter(|quad| quad.graph_name.to_string().ends_with("-assertion>"))
        .map(|quad| Triple::from(quad.clone()).to_string())
        .collect();
    assert!(said.len() > 15);
    assert!(said.iter().all(|triple| known.contains(triple)));
    let all = dumped(&store, Format::TriG, Profile::Nanopub, &[]);
    let count = parsed(&all, RdfFormat::TriG)
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("hasAssertion"))
        .count();
    assert_eq!(count, 5, "one a claim");
}

#[test]
fn annotations_select_the_words_they_quote() {
    let articles = pier();
    let text = dumped(
        &store(&articles),
        Format::JsonLd,
        Profile::Annotation,
        &["pier-denied"],
    );
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["@context"], "http://www.w3.org/ns/anno.jsonld");
    let items = all["first"]["items"].as_array().unwrap();
    assert_eq!(all["total"], items.len());
    let article: Vec<char> = articles[1].text.chars().collect();
    let mut ids = BTreeSet::new();
    for item in items {
        assert!(ids.insert(item["id"].as_str().unwrap()));
        assert_eq!(item["type"], "Annotation");
        let targets = match &item["target"] {
            Value::Array(targets) => targets.clone(),
            one => vec![one.clone()],
        };
        for target in targets {
            let position = &target["selector"][0];
            let [start, end] = ["start", "end"]
                .map(|key| usize::try_from(position[key].as_u64().unwrap()).unwrap());
            let quote = &target["selector"][1];
            let words = |range: std::ops::Range<usize>| article[range].iter().collect::<String>();
            assert_eq!(quote["exact"], words(start..end));
            if let Some(prefix) = quote["prefix"].as_str() {
                assert_eq!(prefix, words(start - prefix.chars().count()..start));
            }
            if let Some(suffix) = quote["suffix"].as_str() {
                assert_eq!(suffix, words(end..end + suffix.chars().count()));
            }
        }
    }
    let claim = items
        .iter()
        .find(|it| it["motivation"] == "describing")
        .unwrap();
    expect![[r#"
        {
          "body": [
            {
              "format": "text/plain",
              "language": "en",
              "purpose": "describing",
              "type": "TextualBody",
              "value": "Lev Tamm; deny; positive; certain; nonFuture"
            },
            {
              "purpose": "linking",
              "source": "https://example.org/claimgraph/doc/pier-denied/claim-63f9b730af",
              "type": "SpecificResource"
            }
          ],
          "generator": {
            "id": "https://example.org/claimgraph/software/claimgraph-0.0.0",
            "name": "claimgraph 0.0.0",
            "type": "Software"
          },
          "id": "https://example.org/claimgraph/doc/pier-denied/claim-63f9b730af-annotation",
          "motivation": "describing",
          "target": {
            "selector": [
              {
                "end": 52,
                "start": 16,
                "type": "TextPositionSelector"
              },
              {
                "exact": "that Port Authority closed Pier Nine",
                "type": "TextQuoteSelector"
              }
            ],
            "source": "https://example.org/claimgraph/doc/pier-denied",
            "type": "SpecificResource"
          },
          "type": "Annotation"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(claim).unwrap());
}

#[test]
fn a_profile_is_refused_in_a_format_that_cannot_hold_it() {
    for (profile, format, message) in [
        (
            Profile::Nanopub,
            Format::Turtle,
            "the profile nanopub cannot be written as ttl",
        ),
        (
            Profile::Annotation,
            Format::TriG,
            "the profile w3c-annotation cannot be written as trig",
        ),
        (
            Profile::Rdf12,
            Format::JsonLd,
            "the profile rdf12 cannot be written as jsonld",
        ),
    ] {
        let options = Options {
            format,
            profile,
            ..Options::default()
        };
        let error = dump::write(&Store::memory(), &options, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(
            error.hint(),
            Some(
                "nanopub is written as trig, nq or jsonld; w3c-annotation as jsonld; rdf12 as anything but jsonld"
            )
        );
    }
}
