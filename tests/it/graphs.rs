//! Golden articles, one folder each under `tests/articles/`: an extraction gives exactly this graph.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use claimgraph::extraction::{Extraction, check, json};
use claimgraph::mapping::{Base, Origin, to_quads};
use claimgraph::publish::turtle;
use expect_test::expect_file;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use proptest::prelude::*;

/// Every folder with its extraction.
fn articles() -> Vec<(PathBuf, Extraction)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let entries = fs::read_dir(root).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 4);
    let read = folders.into_iter().map(|folder| {
        let line = fs::read_to_string(folder.join("extraction.json")).unwrap();
        let (extraction, warnings) =
            json::read(&line, 1).unwrap_or_else(|faults| panic!("{}: {faults}", folder.display()));
        assert_eq!(warnings, []);
        (folder, extraction)
    });
    read.collect()
}

fn quads(extraction: &Extraction) -> Vec<Quad> {
    let origin = Origin {
        version: "0.0.0",
        model: Some("by hand"),
        input_digest: Some("none"),
        ..Origin::default()
    };
    to_quads(extraction, &Base::default(), &origin)
}

fn turtle(quads: &[Quad]) -> String {
    let mut out = Vec::new();
    turtle::write(quads, Base::default().as_str(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_extraction_gives_its_graph() {
    for (folder, extraction) in articles() {
        let text = fs::read_to_string(folder.join("article.txt")).unwrap();
        assert_eq!(extraction.document.text, text.trim_end_matches('\n'));
        assert_eq!(check(&extraction), []);
        assert!(folder.join("why.md").exists());
        let quads = quads(&extraction);
        let turtle = turtle(&quads);
        expect_file![folder.join("graph.ttl")].assert_eq(&turtle);
        let read: BTreeSet<String> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(turtle.as_bytes())
            .map(|quad| Triple::from(quad.unwrap()).to_string())
            .collect();
        let written: BTreeSet<String> = quads
            .iter()
            .map(|quad| Triple::from(quad.clone()).to_string())
            .collect();
        assert_eq!(read, written, "{}", folder.display());
    }
}

fn named(slug: &str) -> Extraction {
    let mut articles = articles().into_iter();
    let (_, found) = articles.find(|(folder, _)| folder.ends_with(slug)).unwrap();
    found
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(_) => panic!("a blank node: {quad}"),
    }
}

#[test]
fn the_order_of_lists_and_repeated_runs_change_nothing() {
    for (folder, extraction) in articles() {
        let expected = quads(&extraction);
        assert_eq!(quads(&extraction), expected);
        let mut turned = extraction;
        turned.entities.reverse();
        turned.times.reverse();
        turned.propositions.reverse();
        turned.claims.reverse();
        for entity in &mut turned.entities {
            entity.mentions.reverse();
            entity.aliases.reverse();
        }
        for claim in &mut turned.claims {
            claim.content.reverse();
            claim.propositions.reverse();
        }
        for proposition in &mut turned.propositions {
            proposition.arguments.reverse();
        }
        assert_eq!(quads(&turned), expected, "{}", folder.display());
    }
}

/// Moves every offset of an extraction.
fn moved(extraction: &Extraction, by: impl Fn(usize) -> usize) -> Extraction {
    let mut it = extraction.clone();
    let go = |start: &mut usize, end: &mut usize| {
        *start = by(*start);
        *end = by(*end);
    };
    for (start, end) in &mut it.sentences {
        go(start, end);
    }
    for mention in it.entities.iter_mut().flat_map(|it| &mut it.mentions) {
        go(&mut mention.start, &mut mention.end);
    }
    for time in &mut it.times {
        go(&mut time.start, &mut time.end);
    }
    for it in &mut it.propositions {
        go(&mut it.predicate.start, &mut it.predicate.end);
        for phrase in it.subject.iter_mut().chain(&mut it.object) {
            go(&mut phrase.start, &mut phrase.end);
        }
        for argument in &mut it.arguments {
            go(&mut argument.start, &mut argument.end);
        }
    }
    for claim in &mut it.claims {
        for piece in &mut claim.content {
            go(&mut piece.start, &mut piece.end);
        }
        if let Some(cue) = &mut claim.cue {
            go(&mut cue.start, &mut cue.end);
        }
        if let Some(basis) = &mut claim.basis {
            go(&mut basis.start, &mut basis.end);
        }
        if let (Some(start), Some(end)) = (&mut claim.source.start, &mut claim.source.end) {
            go(start, end);
        }
    }
    it
}

#[test]
fn another_paragraph_changes_no_name_but_those_of_places_in_the_text() {
    let added = "Another paragraph, with “words”.\n\n";
    for (folder, extraction) in articles() {
        let names = |extraction: &Extraction| -> BTreeSet<String> {
            let quads = quads(extraction);
            let names = quads.iter().map(subject);
            names
                .filter(|name| !name.contains("#char=") && !name.contains("/time-"))
                .map(str::to_owned)
                .collect()
        };
        let mut longer = moved(&extraction, |at| at + added.chars().count());
        longer.document.text.insert_str(0, added);
        assert_eq!(check(&longer), []);
        assert_eq!(names(&longer), names(&extraction), "{}", folder.display());
    }
}

#[test]
fn a_changed_sentence_changes_only_its_own_lines() {
    let before = named("lume-cuts-jobs");
    let mut after = before.clone();
    after.document.text = after.document.text.replace("1,200", "1,300");
    let (before, after) = (quads(&before), quads(&after));
    let changed: BTreeSet<&str> = before
        .iter()
        .filter(|quad| !after.contains(quad))
        .map(subject)
        .collect();
    // What is said in that sentence, and the article for its digest.
    for name in changed {
        let lines = before.iter().filter(|quad| subject(quad) == name);
        let lines: String = lines.map(ToString::to_string).collect();
        let related = lines.contains("1,200")
            || lines.contains("sha256")
            || lines.contains("/relation/announce");
        assert!(related || name.contains("/statement-"), "{lines}");
    }
    let kept = |slug: &str| {
        before
            .iter()
            .filter(|quad| subject(quad).contains(slug))
            .count()
    };
    assert!(kept("/claim-") > 0);
}

#[test]
fn one_name_for_two_things_is_not_shared() {
    let line = r#"{"claimgraph": 1, "document": {"id": "x", "text": "Ann Lee met Ann Lee and Kirby."},
        "entities": [
            {"id": "1", "type": "person", "name": "Ann Lee", "mentions": [{"start": 12, "end": 19, "kind": "name"}]},
            {"id": "2", "type": "person", "name": "Ann Lee", "mentions": [{"start": 0, "end": 7, "kind": "name"}]},
            {"id": "3", "type": "person", "name": "Kirby", "mentions": [{"start": 24, "end": 29, "kind": "name"}]}
        ]}"#;
    let (extraction, _) = json::read(line, 1).unwrap();
    let quads = quads(&extraction);
    let people: Vec<&str> = quads
        .iter()
        .filter(|quad| quad.object.to_string() == "<https://schema.org/Person>")
        .map(subject)
        .collect();
    let doc = "https://example.org/claimgraph/doc/x";
    assert_eq!(
        people,
        [
            format!("{doc}/person-ann-lee"),
            format!("{doc}/person-ann-lee-2"),
            format!("{doc}/person-kirby")
        ]
    );
}

#[test]
fn claims_within_each_other_in_a_circle_stand_side_by_side() {
    let mut extraction = named("dam-officials");
    let first = extraction.claims[0].id.clone();
    let second = extraction.claims[1].id.clone();
    extraction.claims[0].within = Some(second);
    extraction.claims[1].within = Some(first);
    let quads = quads(&extraction);
    let nested = quads
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("#within"));
    assert_eq!(nested.count(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_string_survives_and_every_iri_is_one(string in any::<String>(), url in "\\PC{0,12}") {
        let mut extraction = named("dam-officials");
        extraction.document.id.clone_from(&string);
        extraction.document.url = Some(url);
        extraction.document.title = Some(string.clone());
        extraction.document.outlet = Some(string.clone());
        extraction.entities[3].name.clone_from(&string);
        extraction.propositions[0].predicate.lemma.clone_from(&string);
        extraction.propositions[0].arguments[0].role.clone_from(&string);
        let quads = quads(&extraction);
        let titled = quads.iter().any(|quad| {
            matches!(&quad.object, Term::Literal(literal) if literal.value() == string)
        });
        prop_assert!(titled);
        let lines = quads.iter().fold(String::new(), |lines, quad| lines + &format!("{quad} .\n"));
        let read: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads)
            .for_slice(lines.as_bytes())
            .map(Result::unwrap)
            .collect();
        prop_assert_eq!(&read, &quads);
        for quad in &quads {
            prop_assert!(NamedNode::new(subject(quad)).is_ok(), "{}", quad);
            if let Term::NamedNode(object) = &quad.object {
                prop_assert!(NamedNode::new(object.as_str()).is_ok(), "{}", quad);
            }
        }
    }

    #[test]
    fn offsets_outside_the_text_are_passed_over(times in 0usize..9, add in 0usize..900) {
        let extraction = moved(&named("lume-cuts-jobs"), |at| at * times + add * (at % 3));
        quads(&extraction);
    }
}
