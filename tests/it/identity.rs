//! Who is who across articles: what is merged, why, and the user's word against it.

use crate::kit::Folder;

const BASE: &str = "https://example.org/claimgraph/";

/// Two towns with a mayor of one name, and a country under two names of two articles.
fn newsroom() -> Folder {
    let folder = Folder::new();
    folder.write(
        "one.txt",
        "Karl Osgood, the mayor of Tarn, opened the fair. Karl Osgood praised the Kestrel Trust.\n",
    );
    folder.write(
        "two.txt",
        "Karl Osgood, a painter and sculptor, sold his house. The Kestrel Trust bought it.\n",
    );
    folder
}

#[cfg(feature = "rocksdb")]
#[test]
fn the_merge_report_says_what_was_merged_why_and_where_it_may_be_wrong() {
    let folder = newsroom();
    let run = folder.run(&["ingest", "one.txt", "two.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = folder.run(&["entities", "--merge-report", "--format", "tsv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let line = |name: &str| {
        let mut lines = run.stdout.lines();
        let found = lines.find(|line| line.contains(name));
        found
            .unwrap_or_else(|| panic!("no {name} in {}", run.stdout))
            .to_owned()
    };
    let osgood = line("entity/person-karl-osgood");
    assert!(osgood.contains("described differently"), "{osgood}");
    assert!(
        osgood.contains("same type and name of several words"),
        "{osgood}"
    );
    let trust = line("entity/organization-kestrel-trust");
    assert!(!trust.contains("described differently"), "{trust}");
    assert!(
        !run.stdout.lines().any(|line| line.starts_with("\"Tarn\"")),
        "of one article only: {}",
        run.stdout
    );
}

#[test]
fn the_user_keeps_homonyms_apart_joins_names_and_sets_links() {
    let folder = newsroom();
    folder.write(
        "who.ttl",
        format!(
            "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
             <{BASE}entity/person-karl-osgood> owl:differentFrom <{BASE}doc/two/person-karl-osgood> .\n\
             <{BASE}entity/organization-kestrel-trust> owl:sameAs <https://trusts.example/kestrel> ;\n\
                 owl:sameAs <{BASE}entity/organization-the-kestrel-foundation> .\n"
        ),
    );
    let run = folder.run(&[
        "extract",
        "--format",
        "nq",
        "--same-as",
        "who.ttl",
        "one.txt",
        "two.txt",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let labelled = |iri: &str, name: &str, article: &str| {
        let label =
            format!("<{BASE}{iri}> <http://www.w3.org/2000/01/rdf-schema#label> \"{name}\"");
        let graph = format!("<{BASE}graph/{article}> .");
        run.stdout
            .lines()
            .any(|line| line.starts_with(&label) && line.ends_with(&graph))
    };
    assert!(labelled("entity/person-karl-osgood", "Karl Osgood", "one"));
    assert!(labelled("doc/two/person-karl-osgood", "Karl Osgood", "two"));
    let foundation = "entity/organization-the-kestrel-foundation";
    assert!(
        labelled(foundation, "Kestrel Trust", "one"),
        "{}",
        run.stdout
    );
    assert!(
        labelled(foundation, "Kestrel Trust", "two"),
        "{}",
        run.stdout
    );
    assert!(!labelled("entity/person-karl-osgood", "Karl Osgood", "two"));
    assert!(
        run.stdout.contains(&format!(
            "{foundation}> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://trusts.example/kestrel>"
        )),
        "{}",
        run.stdout
    );
}

#[cfg(feature = "rocksdb")]
#[test]
fn an_article_is_analysed_again_when_the_word_of_the_user_has_changed() {
    let folder = newsroom();
    let pair = "<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:b> .\n";
    folder.write("who.nt", pair);
    let arguments = ["ingest", "--same-as", "who.nt", "one.txt", "two.txt"];
    let first = |stderr: &str| stderr.split(" refused").next().unwrap().to_owned();
    let run = folder.run(&arguments);
    assert_eq!(first(&run.stderr), "2 articles stored, 0 unchanged, 0");
    assert_eq!(
        first(&folder.run(&arguments).stderr),
        "0 articles stored, 2 unchanged, 0"
    );
    folder.write("who.nt", pair.replace("urn:b", "urn:c"));
    assert_eq!(
        first(&folder.run(&arguments).stderr),
        "2 articles stored (2 in place of an earlier version), 0 unchanged, 0"
    );
}

#[test]
fn a_link_of_the_user_is_written_and_a_denied_one_is_not() {
    let folder = Folder::new();
    folder.write(
        "trip.txt",
        "The minister flew from Moscow to Lisbon on Tuesday.\n",
    );
    folder.write(
        "who.nt",
        format!(
            "<{BASE}entity/place-moscow> <http://www.w3.org/2002/07/owl#differentFrom> <http://www.wikidata.org/entity/Q649> .\n\
             <https://places.example/lisbon> <http://www.w3.org/2002/07/owl#sameAs> <{BASE}entity/place-lisbon> .\n"
        ),
    );
    let plain = folder
        .run(&["extract", "--format", "nt", "trip.txt"])
        .stdout;
    assert!(plain.contains("entity/Q649>"), "{plain}");
    let run = folder.run(&[
        "extract",
        "--format",
        "nt",
        "--same-as",
        "who.nt",
        "trip.txt",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains("entity/Q649>"), "{}", run.stdout);
    assert!(
        run.stdout.contains(
            "entity/place-lisbon> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://places.example/lisbon>"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn a_file_on_identity_that_cannot_be_read_stops_the_run() {
    let folder = newsroom();
    folder.write("who.ttl", "<urn:a> <http://www.w3.org/2002/07/owl#sameAs>");
    let run = folder.run(&["extract", "--same-as", "who.ttl", "one.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: who.ttl: "), "{}", run.stderr);
    assert!(
        run.stderr
            .ends_with("hint: the file has to be whole: identity is not guessed\n"),
        "{}",
        run.stderr
    );
}
