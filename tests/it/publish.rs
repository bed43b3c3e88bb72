//! What comes out of a store: answers, dumps, and what never comes out.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use claimgraph::mapping;
use claimgraph::publish::answers::{self, Answer, Options};
use claimgraph::publish::derive;
use claimgraph::publish::dump::{self, Selection};
use claimgraph::publish::{Error, Format, file, named};
use claimgraph::store::Store;
use expect_test::{Expect, expect};
use oxigraph::io::RdfParser;
use oxigraph::model::NamedNode;

use crate::newsroom::{pier, store};

fn ask(store: &Store, query: &str, options: &Options) -> (Answer, String) {
    let mut out = Vec::new();
    let answer = answers::query(store, query, options, &mut out).unwrap();
    (answer, String::from_utf8(out).unwrap())
}

fn csv(bindings: &[&str]) -> Options {
    let mut options = Options {
        format: Some("csv".to_owned()),
        ..Options::default()
    };
    for binding in bindings {
        options.bind(binding).unwrap();
    }
    options
}

/// All rows of a query that comes with the program.
fn check_named(name: &str, bindings: &[&str], expected: Expect) {
    let query = named::find(name).unwrap().query;
    let (_, rows) = ask(&store(&pier()), query, &csv(bindings));
    let rows = rows.replace("\r\n", "\n");
    expected.assert_eq(&rows.replace("https://example.org/claimgraph/", "…"));
}

#[test]
fn a_query_asked_about_something_finds_the_rows_that_it_finds_of_it_otherwise() {
    let store = store(&pier());
    let mut found = 0;
    for query in named::QUERIES {
        let parameters = query.help();
        let parameters = parameters.split_once("Parameters: ").unwrap().1;
        // What stands in brackets says what a parameter is.
        let outside = parameters.split(['(', ')']).step_by(2);
        let names: Vec<&str> = outside
            .flat_map(|it| it.split([',', '.', ' ', '\n']))
            .filter(|it| !it.is_empty())
            .collect();
        assert!(!names.is_empty(), "{}", query.name);
        for name in names {
            for value in [
                "entity:person-lev-tamm",
                "entity:facility-pier-nine",
                "relation:close",
            ] {
                let options = csv(&[&format!("{name}={value}")]);
                let (_, wide) = ask(&store, query.query, &options);
                let (answer, narrow) = ask(&store, &query.narrowed(), &options);
                assert_eq!(narrow, wide, "{} {name}={value}", query.name);
                found += usize::from(answer != Answer::Rows(0));
            }
        }
    }
    assert!(found >= 8, "{found}");
}

#[test]
fn claims_by_a_source() {
    check_named(
        "claims-by",
        &["who=entity:person-lev-tamm"],
        expect![[r#"
        date,who,act,text,article
        2024-03-05,…entity/person-lev-tamm,https://w3id.org/claimgraph/ns#deny,that Port Authority closed Pier Nine,…doc/pier-denied
        2024-03-07,…entity/person-lev-tamm,https://w3id.org/claimgraph/ns#ask,whether Port Authority did not close Pier Nine,…doc/pier-asked
    "#]],
    );
}

#[test]
fn claims_about_an_entity_before_a_day() {
    check_named(
        "claims-about",
        &["what=entity:facility-pier-nine", "before=\"2024-03-06\""],
        expect![[r#"
            date,source,act,text,article
            2024-03-04,Mara Oduya,https://w3id.org/claimgraph/ns#assert,Port Authority closed Pier Nine,…doc/pier-told
            2024-03-05,Lev Tamm,https://w3id.org/claimgraph/ns#deny,that Port Authority closed Pier Nine,…doc/pier-denied
        "#]],
    );
}

#[test]
fn who_denies_what() {
    check_named(
        "who-denies",
        &[],
        expect![[r#"
        date,source,text,article
        2024-03-05,Lev Tamm,that Port Authority closed Pier Nine,…doc/pier-denied
    "#]],
    );
    check_named(
        "who-denies",
        &["who=entity:person-mara-oduya"],
        expect![[r#"
        date,source,text,article
    "#]],
    );
}

#[test]
fn a_denial_contradicts_and_a_question_does_not() {
    check_named(
        "contradictions",
        &[],
        expect![[r#"
            subject,relation,object,yes,yesText,yesIn,no,noText,noIn
            …entity/organization-port-authority,…relation/close,…entity/facility-pier-nine,…entity/person-mara-oduya,Port Authority closed Pier Nine,…doc/pier-again,…entity/person-lev-tamm,that Port Authority closed Pier Nine,…doc/pier-denied
            …entity/organization-port-authority,…relation/close,…entity/facility-pier-nine,…entity/person-mara-oduya,Port Authority closed Pier Nine,…doc/pier-told,…entity/person-lev-tamm,that Port Authority closed Pier Nine,…doc/pier-denied
        "#]],
    );
}

#[test]
fn two_outlets_corroborate_and_a_denial_does_not() {
    check_named(
        "corroborations",
        &[],
        expect![[r#"
        subject,relation,object,polarity,outlets,claims
        …entity/organization-port-authority,…relation/close,…entity/facility-pier-nine,https://w3id.org/claimgraph/ns#positive,2,2
    "#]],
    );
}

#[test]
fn the_first_article_with_a_statement() {
    check_named(
        "first-appearance",
        &["object=entity:facility-pier-nine"],
        expect![[r#"
            subject,relation,object,first,article
            …entity/organization-port-authority,…relation/close,…entity/facility-pier-nine,2024-03-04,…doc/pier-told
        "#]],
    );
}

#[test]
fn entities_that_stand_together() {
    check_named(
        "co-mentions",
        &["one=entity:facility-pier-nine"],
        expect![[r#"
            one,other,claims,articles
            …entity/facility-pier-nine,…entity/organization-port-authority,4,4
        "#]],
    );
}

#[test]
fn anonymous_sources_by_outlet() {
    check_named(
        "anonymous-by-outlet",
        &[],
        expect![[r#"
        outlet,name,anonymous,attributed,percent
        …entity/organization-tern-daily,Tern Daily,1,2,50
        …entity/organization-gull-gazette,Gull Gazette,0,3,0
    "#]],
    );
}

#[test]
fn a_timeline_has_what_is_dated() {
    let line = r#"{"claimgraph": 1, "document": {"id": "fair", "text": "Ada Moor said Salt Fair opens on May 2, 2024.", "published": "2024-04-01"},
        "entities": [{"id": "e1", "type": "person", "name": "Ada Moor", "mentions": [{"start": 0, "end": 8, "kind": "name"}]},
            {"id": "e2", "type": "event", "name": "Salt Fair", "mentions": [{"start": 14, "end": 23, "kind": "name"}]}],
        "times": [{"id": "t1", "start": 33, "end": 44, "type": "date", "value": "2024-05-02", "from": "2024-05-02", "until": "2024-05-02"}],
        "propositions": [{"id": "p1", "predicate": {"start": 24, "end": 29, "lemma": "open", "label": "open"},
            "subject": {"start": 14, "end": 23, "entity": "e2"}, "times": ["t1"]},
            {"id": "p2", "predicate": {"start": 24, "end": 29, "lemma": "open", "label": "begin"},
            "subject": {"start": 14, "end": 23, "entity": "e2"}}],
        "claims": [{"id": "c1", "source": {"kind": "named", "start": 0, "end": 8, "entity": "e1"},
            "cue": {"start": 9, "end": 13, "lemma": "say", "act": "assert"}, "content": [{"start": 14, "end": 44}], "propositions": ["p1", "p2"]}]}"#;
    let (extraction, _) = claimgraph::extraction::json::read(line, 1).unwrap();
    let base = claimgraph::mapping::Base::default();
    let quads =
        claimgraph::mapping::to_quads(&extraction, &base, &claimgraph::mapping::Origin::default());
    let store = Store::memory();
    store
        .replace(&claimgraph::mapping::graph(&base, "fair"), &quads)
        .unwrap();
    let query = named::find("timeline").unwrap().query;
    let (_, rows) = ask(&store, query, &csv(&["what=entity:event-salt-fair"]));
    expect![[r#"
        begin,end,certainty,polarity,source,text
        2024-05-02,2024-05-02,https://w3id.org/claimgraph/ns#certain,https://w3id.org/claimgraph/ns#positive,Ada Moor,"Salt Fair opens on May 2, 2024"
    "#]]
    .assert_eq(&rows.replace("\r\n", "\n"));
}

#[test]
fn every_named_query_has_a_summary_of_one_sentence_and_is_tested_above() {
    let tests = include_str!("publish.rs");
    for query in named::QUERIES {
        assert!(query.summary().ends_with('.'), "{}", query.name);
        assert!(
            tests.contains(&format!("\"{}\"", query.name)),
            "{}",
            query.name
        );
    }
}

#[test]
fn every_named_query_is_documented_with_its_parameters_and_columns() {
    let pages = include_str!("../../docs/queries.md");
    for query in named::QUERIES {
        let title = format!("## {}\n", query.name);
        let page = pages.split_once(&title).unwrap_or_default().1;
        let page = page.split("\n## ").next().unwrap();
        assert!(page.contains(query.summary()), "{}: summary", query.name);
        let call = format!("claimgraph query {}", query.name);
        assert!(page.contains(&call), "{}: an example", query.name);
        let help = query.help();
        let parameters = help.split_once("Parameters: ").unwrap().1;
        for parameter in parameters.split(", ") {
            let word = format!("`{}`", parameter.split([' ', '.']).next().unwrap());
            let is_name =
                parameter.contains(" (") || !parameter.trim_end_matches('.').contains(' ');
            assert!(!is_name || page.contains(&word), "{}: {word}", query.name);
        }
        let (_, rows) = ask(&store(&pier()), query.query, &csv(&[]));
        for column in rows.lines().next().unwrap().trim().split(',') {
            assert!(
                page.contains(&format!("`{column}`")),
                "{}: {column}",
                query.name
            );
        }
    }
}

#[test]
fn a_source_with_several_labels_gives_one_row_a_claim() {
    let store = store(&pier());
    for name in ["who-denies", "claims-about"] {
        let query = named::find(name).unwrap().query;
        let before = ask(&store, query, &csv(&[])).1;
        let label = "INSERT DATA { GRAPH <x:labels> {
            entity:person-lev-tamm rdfs:label \"A. Tamm\"@en, \"Tamm\"@en } }";
        answers::update(&store, label, &Options::default()).unwrap();
        let after = ask(&store, query, &csv(&[])).1;
        assert!(after.contains("A. Tamm"), "{after}");
        assert_eq!(before.lines().count(), after.lines().count(), "{after}");
        assert_eq!(after.replace("A. Tamm", "Lev Tamm"), before);
        answers::update(&store, "DROP GRAPH <x:labels>", &Options::default()).unwrap();
    }
}

#[test]
fn a_binding_is_a_term_and_nothing_more() {
    let store = store(&pier());
    let query = "SELECT DISTINCT ?s WHERE { ?s rdfs:label ?label }";
    let run = |binding: &str| {
        let mut options = Options::default();
        options.bind(binding)?;
        answers::query(&store, query, &options, &mut Vec::new())
    };
    assert_eq!(run("label=\"Pier Nine\"@en").unwrap(), Answer::Rows(1));
    for (binding, message) in [
        ("label", "\"label\" binds nothing: there is no `=`"),
        (
            "la bel=1",
            "\"la bel=1\" binds nothing: the name is no variable",
        ),
        (
            "label=\"x\" } ?s ?p ?o . VALUES ?q { 1",
            "\"label=\\\"x\\\" } ?s ?p ?o . VALUES ?q { 1\" binds nothing: the term cannot be read",
        ),
        ("who=1", "the query has no variable ?who"),
    ] {
        assert_eq!(run(binding).unwrap_err().to_string(), message);
    }
}

#[test]
fn an_explanation_counts_what_the_graph_asked_for_holds() {
    let store = store(&pier());
    let count = |graph: Option<&str>| {
        let options = Options {
            graph: graph.map(NamedNode::new_unchecked),
            ..Options::default()
        };
        let mut out = Vec::new();
        answers::explain(&store, "SELECT * { ?c a cg:Claim }", &options, &mut out).unwrap();
        let plan: serde_json::Value = serde_json::from_slice(&out).unwrap();
        plan["plan"]["number of results"].as_u64().unwrap()
    };
    assert_eq!(count(None), 5);
    assert_eq!(
        count(Some("https://example.org/claimgraph/graph/pier-told")),
        2
    );
    assert_eq!(count(Some("https://example.org/nothing")), 0);
}

#[test]
fn each_kind_of_query_in_its_formats() {
    let store = store(&pier());
    let select = "SELECT DISTINCT ?name (1 AS ?n) { entity:person-lev-tamm rdfs:label ?name }";
    let construct = "PREFIX own: <https://own.example/> CONSTRUCT { ?s own:called ?name } WHERE \
        { ?s a schema:Person ; rdfs:label ?name }";
    let mut all = String::new();
    for (query, formats) in [
        (select, &["table", "csv", "tsv", "json", "xml"][..]),
        (
            "ASK { ?x a schema:Person }",
            &["table", "csv", "tsv", "json", "xml"],
        ),
        (construct, &["ttl", "nt", "trig", "nq", "rdf"]),
        ("DESCRIBE entity:facility-pier-nine", &["ttl"]),
    ] {
        for format in formats {
            let options = Options {
                format: Some((*format).to_owned()),
                ..Options::default()
            };
            let (answer, text) = ask(&store, query, &options);
            all.push_str(&format!(
                "# {answer:?} {format}\n{}\n",
                text.replace("\r\n", "\n")
            ));
        }
    }
    expect![[r##"
        # Rows(1) table
        ──────────────
         name       n
        ══════════════
         Lev Tamm   1
        ──────────────

        # Rows(1) csv
        name,n
        Lev Tamm,1

        # Rows(1) tsv
        ?name	?n
        "Lev Tamm"@en	1

        # Rows(1) json
        {"head":{"vars":["name","n"]},"results":{"bindings":[{"name":{"type":"literal","value":"Lev Tamm","xml:lang":"en"},"n":{"type":"literal","value":"1","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}

        # Rows(1) xml
        <?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="name"/><variable name="n"/></head><results><result><binding name="name"><literal xml:lang="en">Lev Tamm</literal></binding><binding name="n"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result></results></sparql>

        # Truth(true) table
        true

        # Truth(true) csv
        true

        # Truth(true) tsv
        true

        # Truth(true) json
        {"head":{},"boolean":true}

        # Truth(true) xml
        <?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head><boolean>true</boolean></sparql>

        # Triples(2) ttl
        @prefix entity: <https://example.org/claimgraph/entity/> .
        @prefix own: <https://own.example/> .

        entity:person-lev-tamm own:called "Lev Tamm"@en .

        entity:person-mara-oduya own:called "Mara Oduya"@en .

        # Triples(2) nt
        <https://example.org/claimgraph/entity/person-lev-tamm> <https://own.example/called> "Lev Tamm"@en .
        <https://example.org/claimgraph/entity/person-mara-oduya> <https://own.example/called> "Mara Oduya"@en .

        # Triples(2) trig
        @prefix entity: <https://example.org/claimgraph/entity/> .
        @prefix own: <https://own.example/> .

        entity:person-lev-tamm own:called "Lev Tamm"@en .

        entity:person-mara-oduya own:called "Mara Oduya"@en .

        # Triples(2) nq
        <https://example.org/claimgraph/entity/person-lev-tamm> <https://own.example/called> "Lev Tamm"@en .
        <https://example.org/claimgraph/entity/person-mara-oduya> <https://own.example/called> "Mara Oduya"@en .

        # Triples(2) rdf
        <?xml version="1.0" encoding="UTF-8"?>
        <rdf:RDF xmlns:graspf="http://groundedannotationframework.org/grasp/factuality#" xmlns:nif="http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:cito="http://purl.org/spar/cito/" xmlns:vann="http://purl.org/vocab/vann/" xmlns:sem="http://semanticweb.cs.vu.nl/2009/11/sem/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:xsd="http://www.w3.org/2001/XMLSchema#" xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:its="http://www.w3.org/2005/11/its" xmlns:oa="http://www.w3.org/ns/oa#" xmlns:prov="http://www.w3.org/ns/prov#" xmlns:sh="http://www.w3.org/ns/shacl#" xmlns:wd="http://www.wikidata.org/entity/" xmlns:doc="https://example.org/claimgraph/doc/" xmlns:entity="https://example.org/claimgraph/entity/" xmlns:graph="https://example.org/claimgraph/graph/" xmlns:proposition="https://example.org/claimgraph/proposition/" xmlns:relation="https://example.org/claimgraph/relation/" xmlns:software="https://example.org/claimgraph/software/" xmlns:schema="https://schema.org/" xmlns:cg="https://w3id.org/claimgraph/ns#">
        	<rdf:Description rdf:about="https://example.org/claimgraph/entity/person-lev-tamm">
        		<called xmlns="https://own.example/" xml:lang="en">Lev Tamm</called>
        	</rdf:Description>
        	<rdf:Description rdf:about="https://example.org/claimgraph/entity/person-mara-oduya">
        		<called xmlns="https://own.example/" xml:lang="en">Mara Oduya</called>
        	</rdf:Description>
        </rdf:RDF>
        # Triples(6) ttl
        @prefix cg: <https://w3id.org/claimgraph/ns#> .
        @prefix schema: <https://schema.org/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix entity: <https://example.org/claimgraph/entity/> .

        entity:facility-pier-nine a schema:CivicStructure ;
            rdfs:label "Pier Nine"@en ;
            cg:mention <https://example.org/claimgraph/doc/pier-told#char=38,47>,
                <https://example.org/claimgraph/doc/pier-denied#char=43,52>,
                <https://example.org/claimgraph/doc/pier-again#char=51,60>,
                <https://example.org/claimgraph/doc/pier-asked#char=52,61> .

    "##]].assert_eq(&all);
}

#[test]
fn a_format_that_does_not_suit_is_refused_before_the_store_is_read() {
    let options = Options {
        format: Some("ttl".to_owned()),
        ..Options::default()
    };
    let mut out = Vec::new();
    let error = answers::query(&Store::memory(), "ASK {}", &options, &mut out).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the answer of an ASK cannot be written as ttl"
    );
    assert!(out.is_empty());
}

#[test]
fn a_fault_stands_at_its_place_in_the_users_text() {
    let mut options = Options::default();
    options.bind("s=<https://example.org/s>").unwrap();
    let mut all = String::new();
    for query in [
        "SELECT ?s WHERE { ?s a cg:Claim , }",
        "SELECT ?s WHERE {\n  ?s a cg:Claim ;; .\n  ?s nope:x 1 }\n",
        "SELECT ?s\nWHERE { ?s ?p }",
        "SELEKT ?s WHERE { ?s ?p 1 }",
    ] {
        let error = answers::query(&Store::memory(), query, &options, &mut Vec::new()).unwrap_err();
        all.push_str(&format!(
            "error: {error}\nhint: {}\n",
            error.hint().unwrap()
        ));
    }
    expect![[r#"
        error: the query cannot be read at line 1, column 36: this cannot stand here, or something is missing before it
          SELECT ?s WHERE { ?s a cg:Claim , }
                                             ^
        hint: the prefixes of the ontology need no declaration; `claimgraph ontology` lists its terms
        error: the query cannot be read at line 3, column 12: this prefix is not declared
            ?s nope:x 1 }
                     ^
        hint: the prefixes of the ontology need no declaration; `claimgraph ontology` lists its terms
        error: the query cannot be read at line 2, column 16: expected one of LATERAL, SERVICE
          WHERE { ?s ?p }
                         ^
        hint: the prefixes of the ontology need no declaration; `claimgraph ontology` lists its terms
        error: the query cannot be read at line 1, column 10: expected CONSTRUCT
          SELEKT ?s WHERE { ?s ?p 1 }
                   ^
        hint: the prefixes of the ontology need no declaration; `claimgraph ontology` lists its terms
    "#]].assert_eq(&all);
}

#[test]
fn a_query_is_given_up_in_time_with_nothing_written() {
    let store = store(&pier());
    let query = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let options = Options {
        timeout: Some(Duration::from_millis(200)),
        ..csv(&[])
    };
    let begin = Instant::now();
    let mut out = Vec::new();
    let error = answers::query(&store, query, &options, &mut out).unwrap_err();
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
    assert_eq!(
        error.to_string(),
        "the query was stopped after 200 ms; nothing was written"
    );
    assert!(out.is_empty());
    let error = answers::explain(&store, query, &options, &mut out).unwrap_err();
    assert!(matches!(error, Error::Timeout(_)) && out.is_empty());
    let late = Options {
        timeout: Some(Duration::from_secs(60)),
        ..csv(&[])
    };
    assert_eq!(ask(&store, "SELECT (1 AS ?n) {}", &late).1, "n\r\n1\r\n");
}

#[test]
fn rows_before_a_failure_are_not_written() {
    let store = store(&pier());
    let query = "SELECT ?s { { ?s a schema:Person } UNION { SERVICE <https://none.example/> { ?s a ?c } } }";
    let mut out = Vec::new();
    let error = answers::query(&store, query, &csv(&[]), &mut out).unwrap_err();
    assert!(matches!(error, Error::Evaluation(_)), "{error}");
    assert!(out.is_empty());
}

/// A pipe whose reader left after so many bytes.
struct Left(usize);

impl Write for Left {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_left_is_told_from_a_failure() {
    let store = store(&pier());
    for format in ["ttl", "trig", "nt", "nq", "rdf", "jsonld"] {
        let options = dump::Options {
            format: Format::parse(format).unwrap(),
            ..dump::Options::default()
        };
        let error = dump::write(&store, &options, &mut Left(100)).unwrap_err();
        assert!(error.is_broken_pipe(), "{format}: {error}");
    }
}

fn dumped(store: &Store, format: Format, selection: Selection) -> String {
    let options = dump::Options {
        format,
        selection,
        ..dump::Options::default()
    };
    let mut out = Vec::new();
    dump::write(store, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn loaded(text: &str, format: &str) -> Store {
    let format = oxigraph::io::RdfFormat::from_extension(format).unwrap();
    let store = Store::memory();
    for quad in RdfParser::from_format(format).for_slice(text.as_bytes()) {
        store.database().insert(&quad.unwrap()).unwrap();
    }
    store
}

#[test]
fn a_dump_that_is_loaded_is_dumped_the_same() {
    let all = store(&pier());
    let derived = mapping::derived_graph(&mapping::Base::default());
    let name = |digest: &str| mapping::proposition(&mapping::Base::default(), digest);
    let change = derive::derive(&all, &derived, &name, &derive::Gists::default()).unwrap();
    change.apply(&all, &derived).unwrap();
    for format in [Format::TriG, Format::NQuads, Format::JsonLd] {
        let first = dumped(&all, format, Selection::default());
        let again = loaded(&first, format.extension());
        assert_eq!(dumped(&again, format, Selection::default()), first);
        assert_eq!(again.stats().unwrap(), all.stats().unwrap(), "{format:?}");
    }
    // Formats without graphs hold one article.
    let one = Selection {
        articles: vec!["pier-told".to_owned()],
        ..Selection::default()
    };
    for format in [Format::Turtle, Format::NTriples, Format::RdfXml] {
        let first = dumped(&all, format, one.clone());
        let again = loaded(&first, format.extension());
        assert_eq!(dumped(&again, format, Selection::default()), first);
    }
}

/// The lines that are in one text only, in order.
fn changes(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let mut longest = vec![vec![0; after.len() + 1]; before.len() + 1];
    for old in (0..before.len()).rev() {
        for new in (0..after.len()).rev() {
            longest[old][new] = if before[old] == after[new] {
                longest[old + 1][new + 1] + 1
            } else {
                longest[old + 1][new].max(longest[old][new + 1])
            };
        }
    }
    let (mut old, mut new, mut text) = (0, 0, String::new());
    while old < before.len() || new < after.len() {
        if old < before.len() && new < after.len() && before[old] == after[new] {
            old += 1;
            new += 1;
        } else if new == after.len()
            || (old < before.len() && longest[old + 1][new] >= longest[old][new + 1])
        {
            text.push_str(&format!("- {}\n", before[old]));
            old += 1;
        } else {
            text.push_str(&format!("+ {}\n", after[new]));
            new += 1;
        }
    }
    text
}

#[test]
fn a_changed_sentence_changes_its_own_lines_and_the_digest() {
    let before = pier();
    let mut after = before.clone();
    after[0].text = after[0]
        .text
        .replace("praised Port Authority", "thanked Port Authority warmly");
    after[0].claims[1].content = "that Mara Oduya thanked Port Authority warmly";
    after[0].claims[1].states.1 = "thank";
    let dump = |articles| dumped(&store(articles), Format::Turtle, Selection::default());
    expect![[r#"
        -     schema:sha256 "462a7c8eb118a6d8909e5ec3e58c5085032887c450b6c51e79cb13b02f9d0bb7" .
        +     schema:sha256 "1925f8972e30d64ff97f2e67617dbec1765c6a6b79327fd3d790346aa1a1b440" .
        - d:claim-1a182ee155 a cg:Claim ;
        -     rdfs:label "A clerk (added): that Mara Oduya praised Port Authority"@en ;
        -     schema:text "that Mara Oduya praised Port Authority"@en ;
        + d:claim-6924463d25 a cg:Claim ;
        +     rdfs:label "A clerk (added): that Mara Oduya thanked Port Authority warmly"@en ;
        +     schema:text "that Mara Oduya thanked Port Authority warmly"@en ;
        -     cg:states d:statement-53682388a8 ;
        -     cg:evidence <#char=63,101> ;
        +     cg:states d:statement-804b56ebcb ;
        +     cg:evidence <#char=63,108> ;
        - d:statement-53682388a8 a cg:Statement ;
        -     rdfs:label "Mara Oduya praise Port Authority"@en ;
        + d:statement-804b56ebcb a cg:Statement ;
        +     rdfs:label "Mara Oduya thank Port Authority"@en ;
        -     rdf:predicate relation:praise ;
        +     rdf:predicate relation:thank ;
        -     cg:evidence <#char=63,101> ;
        +     cg:evidence <#char=63,108> ;
        - <#char=63,101> a cg:Passage ;
        + <#char=63,108> a cg:Passage ;
        -     nif:anchorOf "that Mara Oduya praised Port Authority"@en ;
        +     nif:anchorOf "that Mara Oduya thanked Port Authority warmly"@en ;
        -     nif:endIndex 101 .
        +     nif:endIndex 108 .
        -     cg:inputDigest "e8c87c0fb6cc0adbc47ea995bd2feb91ca9f5b7cbf98ddd5f9ff2cbadf347a09" .
        +     cg:inputDigest "9c52b70b71f2659f5e2467cde581c98b976275f8a77aebd3974aad0d1764cb97" .
        - relation:praise a rdf:Property ;
        -     rdfs:label "praise"@en .
        + relation:thank a rdf:Property ;
        +     rdfs:label "thank"@en .
    "#]]
    .assert_eq(&changes(&dump(&before), &dump(&after)));
}

#[test]
fn a_file_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.ttl.gz");
    file::whole::<Error>(&path, |out| Ok(out.write_all(b"old")?)).unwrap();
    let old = std::fs::read(&path).unwrap();
    let failed = file::whole::<Error>(&path, |out| {
        out.write_all(b"new")?;
        Err(Error::UnknownFormat("docx".to_owned()))
    });
    assert!(failed.is_err());
    assert_eq!(std::fs::read(&path).unwrap(), old);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = folder.path().join("none/graph.ttl");
    let error = file::whole::<Error>(&nowhere, |_| Ok(())).unwrap_err();
    let path = nowhere.display();
    assert!(
        error
            .to_string()
            .starts_with(&format!("{path}: No such file")),
        "{error}"
    );
    assert_eq!(
        error.hint(),
        Some("check that the folder exists and may be written to")
    );
}
