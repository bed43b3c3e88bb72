//! `claimgraph kb build`: RDF files become a base, and `extract --kb` links names with it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::kit::Folder;

/// A thesaurus of our own.
const THESAURUS: &str = r#"
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix t: <https://thesaurus.example/> .

t:c1 a skos:Concept, schema:Organization ;
    skos:prefLabel "Tarn Fisheries Board"@en, "Fischereirat Tarn"@de ;
    skos:altLabel "TFB"@en ;
    skos:definition "regulator of the fishing fleet"@en .
t:c2 a schema:Person ; skos:prefLabel "Ilse Morgenthal" ; schema:description "mayor of Tarn"@en .
t:c3 a schema:Person ; skos:prefLabel "Ilse Morgenthal" ; schema:description "painter and sculptor"@en .
"#;

/// Lines as Wikidata's truthy dump has them, one of them cut off.
const TRUTHY: &str = r#"<http://www.wikidata.org/entity/Q900000001> <http://www.w3.org/2000/01/rdf-schema#label> "Tarn Fisheries Board"@en .
<http://www.wikidata.org/entity/Q900000001> <http://www.w3.org/2000/01/rdf-schema#label> "Tarner Fischereirat"@de .
<http://www.wikidata.org/entity/Q900000001> <http://schema.org/description> "regulator in Tarn"@en .
<http://www.wikidata.org/entity/Q900000001> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q327333> .
<http://www.wikidata.org/entity/Q900000002> <http://www.w3.org/2000/01/rdf-schema#label> "Tarn Fisheries
<http://www.wikidata.org/entity/Q900000003> <http://www.w3.org/2004/02/skos/core#altLabel> "Gull Bridge"@en .
<http://www.wikidata.org/entity/Q900000003> <http://www.w3.org/2000/01/rdf-schema#label> "Old Gull Bridge"@en .
"#;

const ARTICLE: &str = "The Tarn Fisheries Board closed the harbour on Friday. \
    Ilse Morgenthal, the mayor of Tarn, protested. “We need the boats,” Morgenthal said.\n";

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// The links of the entity with this name.
fn links(stdout: &str, name: &str) -> Vec<String> {
    let found: serde_json::Value = serde_json::from_str(stdout.lines().next().unwrap()).unwrap();
    let entities = found["entities"].as_array().unwrap();
    let entity = entities
        .iter()
        .find(|entity| entity["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {found:#}"));
    entity["links"]
        .as_array()
        .map(|links| {
            links
                .iter()
                .map(|link| link["iri"].as_str().unwrap().to_owned())
                .collect()
        })
        .unwrap_or_default()
}

#[test]
fn a_thesaurus_and_a_dump_become_bases_that_link() {
    let folder = Folder::new();
    folder.write("thesaurus.ttl", THESAURUS);
    folder.write("truthy.nt.gz", gzipped(TRUTHY));
    folder.write("tarn.txt", ARTICLE);
    let run = folder.run(&["kb", "build", "thesaurus.ttl", "-o", "thesaurus.kb"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("3 things, 3 names"), "{}", run.stderr);

    let run = folder.run(&["kb", "build", "truthy.nt.gz", "-o", "truthy.kb"]);
    assert_eq!(
        run.code, 1,
        "a malformed line is no full success: {}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("warning: truthy.nt.gz: passed over: line 5: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("2 things, 3 names"), "{}", run.stderr);

    let run = folder.run(&["extract", "tarn.txt"]);
    assert!(links(&run.stdout, "Tarn Fisheries Board").is_empty());
    let run = folder.run(&[
        "extract",
        "--kb",
        "thesaurus.kb",
        "--kb",
        "truthy.kb",
        "tarn.txt",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        links(&run.stdout, "Tarn Fisheries Board"),
        [
            "https://thesaurus.example/c1",
            "http://www.wikidata.org/entity/Q900000001"
        ]
    );
    // Of the two of one name, the article's words tell which is meant.
    assert_eq!(
        links(&run.stdout, "Ilse Morgenthal"),
        ["https://thesaurus.example/c2"]
    );
}

#[test]
fn the_same_files_give_the_same_base() {
    let folder = Folder::new();
    folder.write("thesaurus.ttl", THESAURUS);
    for name in ["one.kb", "two.kb"] {
        folder.run(&["kb", "build", "thesaurus.ttl", "-o", name]);
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("one.kb"), read("two.kb"));
}

#[test]
fn what_is_no_base_and_what_is_no_rdf_is_refused() {
    let folder = Folder::new();
    folder.write("tarn.txt", ARTICLE);
    folder.write("table.csv", "a,b\n");
    folder.write("empty.ttl", "<urn:a> <urn:b> <urn:c> .");
    let run = folder.run(&["extract", "--kb", "tarn.txt", "tarn.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: tarn.txt: not a knowledge base of this version\n\
         hint: `claimgraph kb build FILE... -o OUT` makes one from RDF\n"
    );
    let run = folder.run(&["kb", "build", "table.csv", "-o", "out.kb"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("error: table.csv: `.csv` is no RDF format\nhint: known are .nt"),
        "{}",
        run.stderr
    );
    let run = folder.run(&["kb", "build", "empty.ttl", "-o", "out.kb"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("error: out.kb: no thing with a name was found\nhint: "),
        "{}",
        run.stderr
    );
    assert!(!folder.path().join("out.kb").exists());
}

/// What the embedded gazetteer makes of these names in this text.
fn linked(text: &str, name: &str) -> Vec<String> {
    let folder = Folder::new();
    folder.write("a.txt", text);
    let run = folder.run(&["extract", "a.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    links(&run.stdout, name)
}

#[test]
fn organisations_that_news_takes_as_known_are_linked() {
    let wikidata = |number: &str| vec![format!("http://www.wikidata.org/entity/{number}")];
    let talks =
        "The United Nations asked NATO for help on Monday. The U.N. said the talks would go on.\n";
    assert_eq!(linked(talks, "United Nations"), wikidata("Q1065"));
    assert_eq!(linked(talks, "NATO"), wikidata("Q7184"));
    let firm =
        "Microsoft will close its office in Tarn. Researchers at Stanford University protested.\n";
    assert_eq!(linked(firm, "Microsoft"), wikidata("Q2283"));
    assert_eq!(linked(firm, "Stanford University"), wikidata("Q41506"));
    let police =
        "The Toronto Police Service arrested two men. Essex Police sent officers to help.\n";
    assert_eq!(
        linked(police, "Toronto Police Service"),
        wikidata("Q1521097")
    );
}

#[test]
fn a_body_whose_name_others_may_have_is_linked_beside_its_country_only() {
    let spies =
        "The Central Intelligence Agency warned officials in Chicago. The CIA gave no details.\n";
    assert_eq!(
        linked(spies, "Central Intelligence Agency"),
        ["http://www.wikidata.org/entity/Q37230"]
    );
    let party = "Germany will vote in May. The Christian Democratic Union named Karl Osgood.\n";
    assert_eq!(
        linked(party, "Christian Democratic Union"),
        ["http://www.wikidata.org/entity/Q49762"]
    );
    let silent = [
        (
            "The Christian Democratic Union of Tarn named Karl Osgood in Nairobi.\n",
            "Christian Democratic Union",
        ),
        (
            "The Internal Revenue Service of the island raised its fees.\n",
            "Internal Revenue Service",
        ),
    ];
    for (text, name) in silent {
        let folder = Folder::new();
        folder.write("a.txt", text);
        let found = folder.run(&["extract", "a.txt"]).stdout;
        assert!(found.contains(name), "{found}");
        for id in ["Q49762", "Q973587"] {
            assert!(!found.contains(id), "{found}");
        }
    }
}

#[test]
fn a_person_and_a_thing_with_the_name_of_a_firm_are_no_firm() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "Enzo Ferrari built the car. Ferrari said he would race it. She bought a Rolex and an old Steiff bear.\n",
    );
    let found = folder.run(&["extract", "a.txt"]).stdout;
    let value: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    for entity in value["entities"].as_array().unwrap() {
        if entity["type"] != "organization" {
            assert!(entity["links"].is_null(), "{entity}");
        }
    }
}
