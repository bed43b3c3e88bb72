//! Who is who across articles: what is merged, why, and the user's word against it.

use claimgraph::publish::homonyms;
use claimgraph::store::Store;
use oxigraph::io::{RdfFormat, RdfParser};

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
fn the_word_on_identity_may_stand_in_the_environment() {
    let folder = newsroom();
    let who = format!(
        "<{BASE}entity/person-karl-osgood> <http://www.w3.org/2002/07/owl#differentFrom> <{BASE}doc/two/person-karl-osgood> .\n"
    );
    let file = folder.write("who.nt", who);
    let run = |file: Option<&std::path::Path>| {
        let mut command = folder.command(&["extract", "--format", "nt", "one.txt", "two.txt"]);
        let output = command
            .envs(file.map(|file| ("CLAIMGRAPH_SAME_AS", file)))
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(run(Some(&file)).contains("doc/two/person-karl-osgood>"));
    assert!(!run(None).contains("doc/two/person-karl-osgood>"));
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

#[test]
fn what_is_said_to_be_the_same_and_different_stops_the_run() {
    let folder = newsroom();
    let both = |word: &str| {
        format!(
            "<urn:a> <http://www.w3.org/2002/07/owl#{word}> <urn:b> .
"
        )
    };
    folder.write("who.nt", both("sameAs") + &both("differentFrom"));
    let run = folder.run(&["extract", "--same-as", "who.nt", "one.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: --same-as: <urn:a> and <urn:b> are said to be the same and different\n\
         hint: identity is not guessed: take one of the two out\n"
    );
}

/// Articles by id: the day they appeared and their text.
type Articles<'a> = [(&'a str, &'a str, &'a str)];

/// Two mayors of two towns: two articles on one of them, one on the other, and two that give no office.
const MAYORS: [(&str, &str, &str); 5] = [
    (
        "a",
        "2023-03-01",
        "Karl Osgood, the mayor of Tarn, opened the fair. Osgood praised the bakers.",
    ),
    (
        "b",
        "2023-03-04",
        "The mayor of Tarn, Karl Osgood, closed the old bridge on Monday.",
    ),
    (
        "c",
        "2023-05-02",
        "Karl Osgood, the mayor of Osby, resigned after a quarrel over the school.",
    ),
    (
        "d",
        "2023-05-03",
        "Karl Osgood left the town hall of Osby in tears. People in Osby were stunned.",
    ),
    ("e", "2023-06-01", "Karl Osgood wrote a book about bread."),
];

/// The quads of the articles as one run writes them, `who` being the word on identity.
fn written(articles: &Articles<'_>, who: &str) -> String {
    let folder = Folder::new();
    folder.write("who.ttl", who);
    let lines = articles.iter().map(|(id, published, text)| {
        let line = serde_json::json!({"id": id, "text": text, "published": published});
        format!("{line}\n")
    });
    let arguments = ["extract", "--format", "nq", "--same-as", "who.ttl", "-"];
    let run = folder.run_with_input(&arguments, lines.collect::<String>().as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

/// Who is who, found in a store of these quads.
fn told_apart(quads: &str) -> String {
    let store = Store::memory();
    let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(quads);
    store.bulk_load(parser.map(|quad| quad.unwrap())).unwrap();
    let mut out = Vec::new();
    homonyms::write(&mut out, &homonyms::find(&store).unwrap()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn two_mayors_of_two_towns_are_two_persons() {
    let found = told_apart(&written(&MAYORS, ""));
    let different = "<http://www.w3.org/2002/07/owl#differentFrom>";
    let expected = format!(
        "# Karl Osgood: mayor of Tarn (3 articles) | mayor of Osby (2 articles)\n\
         <{BASE}entity/person-karl-osgood> {different} <{BASE}doc/c/person-karl-osgood> .\n\
         <{BASE}entity/person-karl-osgood> {different} <{BASE}doc/d/person-karl-osgood> .\n\
         <{BASE}doc/d/person-karl-osgood> <http://www.w3.org/2002/07/owl#sameAs> <{BASE}doc/c/person-karl-osgood> .\n"
    );
    assert_eq!(found, expected);
    let quads = written(&MAYORS, &found);
    let mentions = |iri: &str, graph: &str| {
        let graph = format!("<{BASE}graph/{graph}> .");
        let label = format!("<{BASE}{iri}> <http://www.w3.org/2000/01/rdf-schema#label> ");
        quads
            .lines()
            .any(|line| line.starts_with(&label) && line.ends_with(&graph))
    };
    for article in ["a", "b", "e"] {
        assert!(mentions("entity/person-karl-osgood", article), "{article}");
    }
    for article in ["c", "d"] {
        assert!(mentions("doc/c/person-karl-osgood", article), "{article}");
        assert!(!mentions("entity/person-karl-osgood", article), "{article}");
    }
    assert_eq!(
        told_apart(&quads),
        expected,
        "what is applied is found again"
    );
}

#[test]
fn who_is_who_does_not_depend_on_the_order_of_the_articles() {
    let mut turned = MAYORS;
    turned.reverse();
    let (one, other) = (written(&MAYORS, ""), written(&turned, ""));
    assert_eq!(told_apart(&one), told_apart(&other));
    let pieces = [written(&MAYORS[2..], ""), written(&MAYORS[..2], "")].concat();
    assert_eq!(told_apart(&one), told_apart(&pieces));
}

#[test]
fn ages_that_no_one_person_has_tell_apart() {
    let articles = [
        (
            "a",
            "2023-03-01",
            "Linnea Berg, a 34-year-old teacher, won the race.",
        ),
        (
            "b",
            "2023-04-01",
            "Linnea Berg, a 71-year-old painter, has died.",
        ),
        (
            "c",
            "2024-02-01",
            "Linnea Berg, a 35-year-old runner, won again.",
        ),
    ];
    let found = told_apart(&written(&articles, ""));
    assert!(
        found.contains(
            "entity/person-linnea-berg> <http://www.w3.org/2002/07/owl#differentFrom> \
            <https://example.org/claimgraph/doc/b/person-linnea-berg> ."
        ),
        "{found}"
    );
    assert_eq!(found.matches("differentFrom").count(), 1, "{found}");
}

#[test]
fn a_career_is_one_person() {
    let silent: [&Articles<'_>; 5] = [
        &[
            (
                "a",
                "2023-03-01",
                "Karl Osgood, the mayor of Tarn, opened the fair.",
            ),
            (
                "b",
                "2023-03-02",
                "Karl Osgood, a painter and sculptor, sold his house.",
            ),
        ],
        &[
            (
                "a",
                "2023-03-01",
                "Karl Osgood, the mayor of Tarn, opened the fair.",
            ),
            (
                "b",
                "2023-03-02",
                "Karl Osgood, the former mayor of Osby, sold his house.",
            ),
        ],
        &[
            (
                "a",
                "2012-03-01",
                "Karl Osgood, the mayor of Tarn, opened the fair.",
            ),
            (
                "b",
                "2023-03-02",
                "Karl Osgood, the mayor of Osby, sold his house.",
            ),
        ],
        &[
            (
                "a",
                "2023-03-01",
                "Karl Osgood, the mayor of Tarn, opened the fair in Osby.",
            ),
            (
                "b",
                "2023-03-02",
                "Karl Osgood, the mayor of Osby, sold his house.",
            ),
        ],
        &[
            (
                "a",
                "2020-03-01",
                "Linnea Berg, a 34-year-old teacher, won the race.",
            ),
            (
                "b",
                "2024-04-01",
                "Linnea Berg, a 38-year-old teacher, won again.",
            ),
        ],
    ];
    for articles in silent {
        assert_eq!(told_apart(&written(articles, "")), "", "{articles:?}");
    }
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_store_is_asked_who_is_who_and_told() {
    let folder = newsroom();
    folder.write(
        "two.txt",
        "The mayor of Osby, Karl Osgood, sold his house.\n",
    );
    assert_eq!(folder.run(&["ingest", "one.txt", "two.txt"]).code, 0);
    let run = folder.run(&["entities", "--homonyms", "-o", "who.ttl"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let ingest = ["ingest", "--same-as", "who.ttl", "one.txt", "two.txt"];
    let run = folder.run(&ingest);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let again = folder.run(&ingest);
    assert!(
        again.stderr.starts_with("0 articles stored, 2 unchanged"),
        "{}",
        again.stderr
    );
    let check = folder.run(&["check"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
    let run = folder.run(&["entities", "--name", "Osgood", "--format", "tsv"]);
    assert!(
        run.stdout.contains("entity/person-karl-osgood"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("doc/two/person-karl-osgood"),
        "{}",
        run.stdout
    );
}
