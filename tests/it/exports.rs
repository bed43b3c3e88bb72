//! Tables, networks and `FollowTheMoney`; which part of a store is given out; reports of checks.

use std::collections::BTreeSet;

use claimgraph::publish::check::{self, Report};
use claimgraph::publish::dump::{self, Options, Selection};
use claimgraph::publish::export::{self, Export, Table, TableFormat};
use claimgraph::publish::{Error, Format};
use claimgraph::store::Store;
use expect_test::expect;
use oxigraph::model::NamedNode;
use serde_json::Value;

use crate::newsroom::{Article, Said, pier, store};

const BASE: &str = "https://example.org/claimgraph/";

fn exported(store: &Store, export: Export) -> String {
    let mut out = Vec::new();
    export::write(store, &Selection::default(), export, &mut out).unwrap();
    String::from_utf8(out).unwrap().replace(BASE, "…")
}

#[test]
fn tables_hold_every_claim_entity_and_mention() {
    let store = store(&pier());
    let table = |table| exported(&store, Export::Table(table, TableFormat::Csv));
    expect![[r#"
        claim,article,published,outlet,source,source_label,source_kind,act,cue,directness,polarity,certainty,temporality,said_on,text,about,within,start,end,statements,confidence
        …doc/pier-again/claim-5177cdcd10,…doc/pier-again,2024-03-06,Gull Gazette,…entity/person-mara-oduya,Mara Oduya,named,confirm,confirmed,indirect,positive,certain,nonFuture,,Port Authority closed Pier Nine,…entity/facility-pier-nine …entity/organization-port-authority,,29,60,1,0.75
        …doc/pier-asked/claim-107ef394b4,…doc/pier-asked,2024-03-07,Gull Gazette,…entity/person-lev-tamm,Lev Tamm,named,ask,asked,indirect,negative,unspecified,nonFuture,,whether Port Authority did not close Pier Nine,…entity/facility-pier-nine …entity/organization-port-authority,,15,61,1,0.75
        …doc/pier-denied/claim-63f9b730af,…doc/pier-denied,2024-03-05,Gull Gazette,…entity/person-lev-tamm,Lev Tamm,named,deny,denied,indirect,positive,certain,nonFuture,,that Port Authority closed Pier Nine,…entity/facility-pier-nine …entity/organization-port-authority,,16,52,1,0.75
        …doc/pier-told/claim-fb4ac0db3f,…doc/pier-told,2024-03-04,Tern Daily,…entity/person-mara-oduya,Mara Oduya,named,assert,said,indirect,positive,certain,nonFuture,,Port Authority closed Pier Nine,…entity/facility-pier-nine …entity/organization-port-authority,,16,47,1,0.75
        …doc/pier-told/claim-1a182ee155,…doc/pier-told,2024-03-04,Tern Daily,…doc/pier-told/source-clerk,clerk,anonymous,assert,added,indirect,positive,certain,nonFuture,,that Mara Oduya praised Port Authority,…entity/organization-port-authority …entity/person-mara-oduya,,63,101,1,0.75
    "#]].assert_eq(&table(Table::Claims));
    expect![[r#"
        entity,kind,label,aliases,descriptions,exact_match,articles,mentions,claims_by,claims_about
        …entity/facility-pier-nine,facility,Pier Nine,,,,4,4,0,4
        …entity/organization-gull-gazette,organization,Gull Gazette,,,,3,0,0,0
        …entity/organization-port-authority,organization,Port Authority,,,,4,5,0,5
        …entity/organization-tern-daily,organization,Tern Daily,,,,1,0,0,0
        …entity/person-lev-tamm,person,Lev Tamm,,,,2,2,2,0
        …entity/person-mara-oduya,person,Mara Oduya,,,,2,3,2,1
    "#]]
    .assert_eq(&table(Table::Entities));
    let mentions = table(Table::Mentions);
    assert_eq!(mentions.lines().count(), 1 + 14, "{mentions}");
    assert!(mentions.contains(
        "\"…doc/pier-denied#char=0,8\",…doc/pier-denied,0,8,Lev Tamm,name,…entity/person-lev-tamm,Lev Tamm,person,0.9\n"
    ), "{mentions}");
}

#[test]
fn cells_with_signs_are_quoted_or_escaped() {
    let article = Article {
        id: "signs",
        outlet: "Tern Daily",
        published: "2024-03-04",
        text: "Ana \"Red\" Moor said the vote,\nthe\tfirst, failed.".to_owned(),
        entities: vec![("person", "Ana \"Red\" Moor")],
        claims: vec![Said::new(
            "Ana \"Red\" Moor",
            ("said", "say", "assert"),
            "the vote,\nthe\tfirst, failed",
            ("the vote", "fail", "first"),
        )],
    };
    let store = store(&[article]);
    let comma = exported(&store, Export::Table(Table::Claims, TableFormat::Csv));
    assert!(
        comma.contains(",\"Ana \"\"Red\"\" Moor\",named,assert,said,"),
        "{comma}"
    );
    assert!(
        comma.contains(",\"the vote,\nthe\tfirst, failed\","),
        "{comma}"
    );
    let tab = exported(&store, Export::Table(Table::Claims, TableFormat::Tsv));
    assert_eq!(tab.lines().count(), 2);
    assert!(tab.contains("\tthe vote,\\nthe\\tfirst, failed\t"), "{tab}");
    let cells: Vec<usize> = tab.lines().map(|line| line.split('\t').count()).collect();
    assert_eq!(cells, [21, 21]);
}

#[test]
fn edges_are_who_speaks_of_whom_and_what_is_stated_of_two_counted() {
    let store = store(&pier());
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="label" for="node" attr.name="label" attr.type="string"/>
          <key id="kind" for="node" attr.name="kind" attr.type="string"/>
          <key id="basis" for="edge" attr.name="basis" attr.type="string"/>
          <key id="relation" for="edge" attr.name="relation" attr.type="string"/>
          <key id="source" for="edge" attr.name="source" attr.type="string"/>
          <key id="polarity" for="edge" attr.name="polarity" attr.type="string"/>
          <key id="certainty" for="edge" attr.name="certainty" attr.type="string"/>
          <key id="act" for="edge" attr.name="act" attr.type="string"/>
          <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
          <graph edgedefault="directed">
            <node id="…doc/pier-told/source-clerk"><data key="label">clerk</data><data key="kind">anonymous</data></node>
            <node id="…entity/facility-pier-nine"><data key="label">Pier Nine</data><data key="kind">facility</data></node>
            <node id="…entity/organization-port-authority"><data key="label">Port Authority</data><data key="kind">organization</data></node>
            <node id="…entity/person-lev-tamm"><data key="label">Lev Tamm</data><data key="kind">person</data></node>
            <node id="…entity/person-mara-oduya"><data key="label">Mara Oduya</data><data key="kind">person</data></node>
            <edge id="e0" source="…doc/pier-told/source-clerk" target="…entity/organization-port-authority"><data key="basis">claim</data><data key="relation">add</data><data key="source">clerk</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
            <edge id="e1" source="…doc/pier-told/source-clerk" target="…entity/person-mara-oduya"><data key="basis">claim</data><data key="relation">add</data><data key="source">clerk</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
            <edge id="e2" source="…entity/organization-port-authority" target="…entity/facility-pier-nine"><data key="basis">statement</data><data key="relation">close</data><data key="source">Lev Tamm</data><data key="polarity">negative</data><data key="certainty">certain</data><data key="act">deny</data><data key="weight">1</data></edge>
            <edge id="e3" source="…entity/organization-port-authority" target="…entity/facility-pier-nine"><data key="basis">statement</data><data key="relation">close</data><data key="source">Lev Tamm</data><data key="polarity">negative</data><data key="certainty">unspecified</data><data key="act">ask</data><data key="weight">1</data></edge>
            <edge id="e4" source="…entity/organization-port-authority" target="…entity/facility-pier-nine"><data key="basis">statement</data><data key="relation">close</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
            <edge id="e5" source="…entity/organization-port-authority" target="…entity/facility-pier-nine"><data key="basis">statement</data><data key="relation">close</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">confirm</data><data key="weight">1</data></edge>
            <edge id="e6" source="…entity/person-lev-tamm" target="…entity/facility-pier-nine"><data key="basis">claim</data><data key="relation">ask</data><data key="source">Lev Tamm</data><data key="polarity">negative</data><data key="certainty">unspecified</data><data key="act">ask</data><data key="weight">1</data></edge>
            <edge id="e7" source="…entity/person-lev-tamm" target="…entity/facility-pier-nine"><data key="basis">claim</data><data key="relation">deny</data><data key="source">Lev Tamm</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">deny</data><data key="weight">1</data></edge>
            <edge id="e8" source="…entity/person-lev-tamm" target="…entity/organization-port-authority"><data key="basis">claim</data><data key="relation">ask</data><data key="source">Lev Tamm</data><data key="polarity">negative</data><data key="certainty">unspecified</data><data key="act">ask</data><data key="weight">1</data></edge>
            <edge id="e9" source="…entity/person-lev-tamm" target="…entity/organization-port-authority"><data key="basis">claim</data><data key="relation">deny</data><data key="source">Lev Tamm</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">deny</data><data key="weight">1</data></edge>
            <edge id="e10" source="…entity/person-mara-oduya" target="…entity/facility-pier-nine"><data key="basis">claim</data><data key="relation">confirm</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">confirm</data><data key="weight">1</data></edge>
            <edge id="e11" source="…entity/person-mara-oduya" target="…entity/facility-pier-nine"><data key="basis">claim</data><data key="relation">say</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
            <edge id="e12" source="…entity/person-mara-oduya" target="…entity/organization-port-authority"><data key="basis">claim</data><data key="relation">confirm</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">confirm</data><data key="weight">1</data></edge>
            <edge id="e13" source="…entity/person-mara-oduya" target="…entity/organization-port-authority"><data key="basis">claim</data><data key="relation">say</data><data key="source">Mara Oduya</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
            <edge id="e14" source="…entity/person-mara-oduya" target="…entity/organization-port-authority"><data key="basis">statement</data><data key="relation">praise</data><data key="source">clerk</data><data key="polarity">positive</data><data key="certainty">certain</data><data key="act">assert</data><data key="weight">1</data></edge>
          </graph>
        </graphml>
    "#]].assert_eq(&exported(&store, Export::GraphMl));
    let gexf = exported(&store, Export::Gexf);
    assert_eq!(gexf.matches("<edge ").count(), 15, "{gexf}");
    assert_eq!(gexf.matches("<node ").count(), 5, "{gexf}");
}

#[test]
fn follow_the_money_has_parties_articles_mentions_and_events() {
    let lines = exported(&store(&pier()), Export::FollowTheMoney);
    let entities: Vec<Value> = lines
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let count = |schema: &str| entities.iter().filter(|it| it["schema"] == schema).count();
    assert_eq!(
        ["Article", "Person", "Organization", "Event"].map(count),
        [4, 2, 3, 5]
    );
    let ids: BTreeSet<&str> = entities
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), entities.len(), "every id stands once");
    for entity in &entities {
        for property in ["document", "resolved", "proof", "involved"] {
            for target in entity["properties"][property]
                .as_array()
                .into_iter()
                .flatten()
            {
                assert!(ids.contains(target.as_str().unwrap()), "{entity}");
            }
        }
    }
    let event = entities.iter().find(|it| {
        it["properties"]["recordId"][0]
            .as_str()
            .is_some_and(|it| it.contains("pier-denied/claim"))
    });
    expect![[r#"
        {
          "id": "3dec2b40c11ee2efa6242d6e00e3da9e0956c726",
          "properties": {
            "involved": [
              "8560cd0d0d9a57ffc827c7e05d2274f8eff57499",
              "a05332c3b2ade331893b133be7bf756d4ae9aabb"
            ],
            "name": [
              "that Port Authority closed Pier Nine"
            ],
            "proof": [
              "35a0d42b7b84a5bf180e552f9283281b4391e09f"
            ],
            "recordId": [
              "…doc/pier-denied/claim-63f9b730af"
            ],
            "summary": [
              "Lev Tamm, deny, positive, certain: that Port Authority closed Pier Nine"
            ]
          },
          "schema": "Event"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(event.unwrap()).unwrap());
}

fn articles_in(selection: Selection) -> Result<Vec<String>, Error> {
    let options = Options {
        format: Format::NQuads,
        selection,
        ..Options::default()
    };
    let mut out = Vec::new();
    dump::write(&store(&pier()), &options, &mut out)?;
    let text = String::from_utf8(out).unwrap();
    let found: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| Some(line.rsplit_once("/graph/")?.1.trim_end_matches("> .")))
        .collect();
    Ok(found.into_iter().map(str::to_owned).collect())
}

#[test]
fn selections_narrow_a_dump_and_say_what_is_not_there() {
    let graph = |name: &str| NamedNode::new(format!("{BASE}graph/{name}")).unwrap();
    let about = |name: &str| Selection {
        about: Some(NamedNode::new(format!("{BASE}entity/{name}")).unwrap()),
        ..Selection::default()
    };
    let all = articles_in(Selection::default()).unwrap();
    assert_eq!(
        all,
        ["pier-again", "pier-asked", "pier-denied", "pier-told"]
    );
    let since = Selection {
        since: Some("2024-03-06".to_owned()),
        ..Selection::default()
    };
    assert_eq!(
        articles_in(since.clone()).unwrap(),
        ["pier-again", "pier-asked"]
    );
    assert_eq!(
        articles_in(about("person-lev-tamm")).unwrap(),
        ["pier-asked", "pier-denied"]
    );
    let both = Selection {
        since: since.since,
        ..about("person-lev-tamm")
    };
    assert_eq!(articles_in(both).unwrap(), ["pier-asked"]);
    let one = Selection {
        graphs: vec![graph("pier-told")],
        ..Selection::default()
    };
    assert_eq!(articles_in(one).unwrap(), ["pier-told"]);
    let none = Selection {
        articles: vec!["pier".to_owned()],
        ..Selection::default()
    };
    assert_eq!(
        articles_in(none).unwrap_err().to_string(),
        "no article \"pier\" in the store"
    );
    let none = Selection {
        graphs: vec![graph("pier")],
        ..Selection::default()
    };
    assert_eq!(
        articles_in(none).unwrap_err().to_string(),
        "no graph <https://example.org/claimgraph/graph/pier> in the store"
    );
}

#[test]
fn a_split_dump_is_one_compressed_file_an_article() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&pier());
    let options = Options::default();
    assert_eq!(
        dump::write_split(&store, &options, folder.path()).unwrap(),
        4
    );
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "pier-again.ttl",
            "pier-asked.ttl",
            "pier-denied.ttl",
            "pier-told.ttl"
        ]
    );
    let mut whole = Vec::new();
    dump::write(&store, &options, &mut whole).unwrap();
    for (name, magic) in [
        ("all.ttl.gz", &[0x1f, 0x8b][..]),
        ("all.ttl.zst", &[0x28, 0xb5, 0x2f, 0xfd]),
    ] {
        let path = folder.path().join(name);
        dump::write_file(&store, &options, &path).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(magic));
        let plain = if name.ends_with("gz") {
            let mut plain = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut plain)
                .unwrap();
            plain
        } else {
            zstd::decode_all(&bytes[..]).unwrap()
        };
        assert_eq!(plain, whole);
    }
}

#[test]
fn rules_hold_in_each_graph_and_identity_in_all_of_them() {
    let store = store(&pier());
    let matched = |id: &str, item: &str| {
        let graph = NamedNode::new(format!("{BASE}graph/{id}")).unwrap();
        let property = NamedNode::new("http://www.w3.org/2004/02/skos/core#exactMatch").unwrap();
        let entity = NamedNode::new(format!("{BASE}entity/place-pier")).unwrap();
        let item = NamedNode::new(format!("http://www.wikidata.org/entity/{item}")).unwrap();
        let quad = oxigraph::model::Quad::new(entity, property, item, graph);
        store.database().insert(&quad).unwrap();
    };
    let rules = || -> Vec<&str> {
        let violations = check::run(&store).unwrap();
        violations.into_iter().map(|it| it.rule).collect()
    };
    matched("pier-told", "Q1");
    matched("pier-denied", "Q1");
    assert_eq!(rules(), [""; 0]);
    matched("pier-denied", "Q2");
    assert_eq!(rules(), ["homonyms"]);
}

#[test]
fn a_report_names_the_rule_the_article_and_the_characters() {
    let store = store(&pier());
    assert_eq!(check::run(&store).unwrap(), []);
    let passage = NamedNode::new(format!("{BASE}doc/pier-denied#char=0,8")).unwrap();
    let end =
        NamedNode::new("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex")
            .unwrap();
    let quads = store.database().quads_for_pattern(
        Some((&passage).into()),
        Some((&end).into()),
        None,
        None,
    );
    for quad in quads.collect::<Result<Vec<_>, _>>().unwrap() {
        store.database().remove(&quad).unwrap();
        let mut wrong = quad;
        wrong.object = oxigraph::model::Literal::from(9).into();
        store.database().insert(&wrong).unwrap();
    }
    let violations = check::run(&store).unwrap();
    let report = |report| {
        let mut out = Vec::new();
        check::write(&violations, report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    expect![[r#"
        https://example.org/claimgraph/doc/pier-denied:0,8: anchor-length: The text of a passage is as long as its offsets say: they count Unicode code points. (passage <https://example.org/claimgraph/doc/pier-denied#char=0,8>, text Lev Tamm, begin 0, end 9)
        https://example.org/claimgraph/doc/pier-denied:0,8: passage-name: The IRI of a passage says the same offsets as its indexes and starts with the IRI of its article. (passage <https://example.org/claimgraph/doc/pier-denied#char=0,8>, name https://example.org/claimgraph/doc/pier-denied#char=0,9)
    "#]].assert_eq(&report(Report::Lines));
    let sarif: Value = serde_json::from_str(&report(Report::Sarif)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        format!("{BASE}doc/pier-denied")
    );
    assert_eq!(
        place["region"],
        serde_json::json!({"charOffset": 0, "charLength": 8})
    );
    let json: Value = serde_json::from_str(&report(Report::Json)).unwrap();
    assert_eq!(json.as_array().unwrap().len(), violations.len());
}
