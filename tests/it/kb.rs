//! `claimgraph kb build`: RDF files become a base, and `extract --kb` links names with it.

use std::io::Write as _;

use bzip2::write::BzEncoder;
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

/// The same thesaurus as RDF/XML, and as N-Triples.
const THESAURUS_XML: &str = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
    xmlns:schema="https://schema.org/">
  <skos:Concept rdf:about="https://thesaurus.example/c1">
    <rdf:type rdf:resource="https://schema.org/Organization"/>
    <skos:prefLabel xml:lang="en">Tarn Fisheries Board</skos:prefLabel>
    <skos:prefLabel xml:lang="de">Fischereirat Tarn</skos:prefLabel>
    <skos:altLabel xml:lang="en">TFB</skos:altLabel>
  </skos:Concept>
</rdf:RDF>
"#;
const THESAURUS_LINES: &str = r#"<https://thesaurus.example/c1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Organization> .
<https://thesaurus.example/c1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Tarn Fisheries Board"@en .
<https://thesaurus.example/c1> <http://www.w3.org/2004/02/skos/core#altLabel> "TFB"@en .
"#;

/// Lines as GeoNames' dump has them: an IRI, then a document about it.
const GEONAMES: &str = r#"https://sws.geonames.org/900000001/
<?xml version="1.0" encoding="UTF-8" standalone="no"?><rdf:RDF xmlns:gn="http://www.geonames.org/ontology#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><gn:Feature rdf:about="https://sws.geonames.org/900000001/"><gn:name>Tarnhaven</gn:name><gn:alternateName xml:lang="en">Tarn Haven</gn:alternateName><gn:featureClass rdf:resource="https://www.geonames.org/ontology#P"/><gn:featureCode rdf:resource="https://www.geonames.org/ontology#P.PPL"/><gn:population>21000</gn:population></gn:Feature></rdf:RDF>
"#;

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
fn a_body_whose_name_begins_with_its_country_is_linked() {
    for (text, name, id) in [
        (
            "A U.S. Defense Department official wept.",
            "U.S. Defense Department",
            "Q11209",
        ),
        (
            "The American Defense Department was asked.",
            "American Defense Department",
            "Q11209",
        ),
        (
            "Auditors of the US Internal Revenue Service met him.",
            "US Internal Revenue Service",
            "Q973587",
        ),
    ] {
        let wikidata = format!("http://www.wikidata.org/entity/{id}");
        assert_eq!(linked(text, name), [wikidata], "{name}");
    }
    let other = "The Kenyan Defense Department denied it, and so did the United States.";
    assert!(linked(other, "Kenyan Defense Department").is_empty());
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

/// The same bytes as they are and compressed in each way, with the endings of their names.
fn packed(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let mut bzip = BzEncoder::new(Vec::new(), bzip2::Compression::default());
    bzip.write_all(text.as_bytes()).unwrap();
    [
        ("", text.into()),
        (".gz", gzipped(text)),
        (".bz2", bzip.finish().unwrap()),
        (".zst", zstd::encode_all(text.as_bytes(), 0).unwrap()),
    ]
}

#[test]
fn every_format_is_read_under_every_compression() {
    let folder = Folder::new();
    folder.write("tarn.txt", ARTICLE);
    for (format, text) in [
        ("ttl", THESAURUS),
        ("rdf", THESAURUS_XML),
        ("nt", THESAURUS_LINES),
    ] {
        for (ending, bytes) in packed(text) {
            let name = format!("thesaurus.{format}{ending}");
            folder.write(&name, bytes);
            let run = folder.run(&["kb", "build", &name, "-o", "a.kb"]);
            assert_eq!(run.code, 0, "{name}: {}", run.stderr);
            let run = folder.run(&["extract", "--kb", "a.kb", "tarn.txt"]);
            assert_eq!(
                links(&run.stdout, "Tarn Fisheries Board"),
                ["https://thesaurus.example/c1"],
                "{name}"
            );
        }
    }
}

#[test]
fn the_dump_of_geonames_is_read_under_every_compression() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "The ship sailed from Tarnhaven in Denmark to Tarnhaven.\n",
    );
    for (ending, bytes) in packed(GEONAMES) {
        let name = format!("all-geonames-rdf.txt{ending}");
        folder.write(&name, bytes);
        let run = folder.run(&["kb", "build", &name, "-o", "a.kb"]);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        assert!(
            run.stderr.starts_with("1 things, 2 names"),
            "{}",
            run.stderr
        );
        let found = folder.run(&["extract", "--kb", "a.kb", "a.txt"]).stdout;
        assert!(
            found.contains("https://sws.geonames.org/900000001/"),
            "{found}"
        );
    }
}

#[test]
fn a_malformed_place_costs_itself_only_and_is_named() {
    let folder = Folder::new();
    let good = |number: u32| {
        format!(
            "<https://n.example/{number}> <http://www.w3.org/2000/01/rdf-schema#label> \"Board {number}\"@en .\n"
        )
    };
    // Seven broken lines among good ones: no full stop, no end of a string, no statement at all.
    let mut lines = String::new();
    for number in 0..70 {
        if number % 10 == 3 {
            lines += [
                "<https://n.example/x> <urn:p> <urn:o>\n",
                "<urn:a> <urn:p> \"open\n",
                "what?\n",
            ][number as usize / 10 % 3];
        }
        lines += &good(number);
    }
    folder.write("many.nt", &lines);
    folder.write("cut.nt.gz", {
        let whole = gzipped(&(100..200).map(good).collect::<String>());
        whole[..whole.len() * 3 / 4].to_vec()
    });
    folder.write("bad.ttl", "<https://n.example/t> <http://www.w3.org/2000/01/rdf-schema#label> \"Turtle Board\"@en .\n<urn:a> <urn:b> oops .\n<https://n.example/u> <http://www.w3.org/2000/01/rdf-schema#label> \"Other Board\"@en .\n");
    let run = folder.run(&[
        "kb",
        "build",
        "many.nt",
        "cut.nt.gz",
        "bad.ttl",
        "-o",
        "a.kb",
    ]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let told: Vec<&str> = run.stderr.lines().collect();
    assert!(
        told[0].starts_with("warning: many.nt: passed over: line 4: "),
        "{}",
        run.stderr
    );
    assert!(
        told[1].starts_with("hint: the rest is read"),
        "{}",
        run.stderr
    );
    assert!(
        told[2].starts_with("warning: many.nt: passed over: line 15: "),
        "{}",
        run.stderr
    );
    let said = |part: &str| assert!(run.stderr.contains(part), "no {part:?} in {}", run.stderr);
    said("warning: many.nt: 2 more places passed over\n");
    said("error: cut.nt.gz: cannot be read further: ");
    said("hint: the file may be cut off; what was read before is kept\n");
    said("warning: bad.ttl: passed over: ");
    said("line 2");
    // All 70 of the first file, what could be read of the second, both of the third.
    let things = run
        .stderr
        .lines()
        .last()
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    let things: usize = things.parse().unwrap();
    assert!((72..172).contains(&things), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_base_may_be_read_by_whom_any_new_file_may() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("thesaurus.ttl", THESAURUS);
    let plain = folder.write("plain", "");
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let base = folder.path().join("a.kb");
    let build = ["kb", "build", "thesaurus.ttl", "-o", "a.kb"];
    assert_eq!(folder.run(&build).code, 0);
    assert_eq!(mode(&base), mode(&plain), "as the mask says");
    // One that is there already keeps its rights.
    std::fs::set_permissions(&base, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(folder.run(&build).code, 0);
    assert_eq!(mode(&base), 0o640);
    let output = ["extract", "--format", "nt", "-o", "out.nt", "plain.txt"];
    folder.write("plain.txt", ARTICLE);
    assert_eq!(folder.run(&output).code, 0);
    assert_eq!(mode(&folder.path().join("out.nt")), mode(&plain));
}
