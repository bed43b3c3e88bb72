//! Which things articles share: one node for one thing under all its names, and never one for two.

use std::collections::{BTreeMap, BTreeSet};

use crate::kit::Folder;

const BASE: &str = "https://example.org/claimgraph/";
const LABEL: &str = "<http://www.w3.org/2000/01/rdf-schema#label>";

/// The texts as articles "1", "2" and so on: the nodes that have a label, without the base, and the
/// articles that speak of each.
fn nodes(texts: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Folder::new();
    let lines = texts.iter().enumerate().map(|(at, text)| {
        let id = (at + 1).to_string();
        format!(
            "{}\n",
            serde_json::json!({"id": id, "text": text, "published": "2024-03-04"})
        )
    });
    let input: String = lines.collect();
    let run = folder.run_with_input(&["extract", "--format", "nq", "-"], input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut nodes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in run.stdout.lines().filter(|line| line.contains(LABEL)) {
        let words: Vec<&str> = line.split(' ').collect();
        let short = |iri: &str, folder: &str| {
            let iri = iri.trim_matches(['<', '>']).strip_prefix(BASE)?;
            iri.strip_prefix(folder).map(str::to_owned)
        };
        let graph = short(words[words.len() - 2], "graph/");
        if let (Some(node), Some(graph)) = (short(words[0], ""), graph) {
            nodes.entry(node).or_default().insert(graph);
        }
    }
    nodes
}

/// The articles that speak of a node.
fn articles(nodes: &BTreeMap<String, BTreeSet<String>>, node: &str) -> String {
    let found = nodes.get(node).into_iter().flatten();
    found.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_known_is_one_node_under_all_its_names() {
    let nodes = nodes(&[
        "U.S. officials left the talks, the mayor said.",
        "The United States left the talks. So did the DPRK.",
        "The US and North Korea have no trade. The Pentagon was asked.",
        "The U.S. Defense Department was asked, and the Department of Defense of the United States too.",
    ]);
    assert_eq!(
        articles(&nodes, "entity/country-united-states"),
        "1 2 3 4",
        "{nodes:#?}"
    );
    assert_eq!(
        articles(&nodes, "entity/country-north-korea"),
        "2 3",
        "{nodes:#?}"
    );
    let pentagon = "entity/organization-united-states-department-of-defense";
    assert_eq!(articles(&nodes, pentagon), "3 4", "{nodes:#?}");
}

#[test]
fn towns_of_one_name_are_several() {
    let nodes = nodes(&[
        "The mayor of Moscow, Idaho, opened the fair.",
        "Russia closed the fair in Moscow.",
        "The train to Springfield, Illinois, was late.",
        "The train to Springfield, Massachusetts, was not.",
        "The fair in Moscow was in Idaho.",
    ]);
    for (node, expected) in [
        ("entity/place-moscow", "2"),
        ("entity/place-moscow-idaho", "1 5"),
        ("entity/place-springfield-illinois", "3"),
        ("entity/place-springfield-massachusetts", "4"),
    ] {
        assert_eq!(articles(&nodes, node), expected, "{node} in {nodes:#?}");
    }
}

#[test]
fn what_every_country_has_is_shared_only_with_its_country() {
    let nodes = nodes(&[
        "India’s Supreme Court let the bridge stand. The Supreme Court gave no reason.",
        "The Supreme Court of India heard the bakers on Monday.",
        "In Kenya, the Supreme Court heard the bakers. The Ministry of Defence did not.",
        "The Ministry of Defence in Norway said the State Department was wrong.",
        "The City Council closed the school. The Osby City Council did not.",
        "The City Council opened the school, as the Osby City Council had wished.",
        "In Kenya, lawyers said India’s Supreme Court was wrong.",
        "In Kenya, Kestrel Motors sold its plant. The Supreme Court had ruled against it.",
        "In Kenyan towns, the Supreme Court is called slow.",
    ]);
    assert_eq!(
        articles(&nodes, "entity/organization-supreme-court-of-india"),
        "1 2 7",
        "{nodes:#?}"
    );
    for (node, expected) in [
        ("entity/organization-supreme-court-of-kenya", "3"),
        ("entity/organization-kestrel-motors", "8"),
        ("doc/8/organization-supreme-court", "8"),
        ("doc/9/organization-supreme-court", "9"),
        ("doc/3/organization-ministry-of-defence", "3"),
        ("doc/4/organization-ministry-of-defence", "4"),
        ("doc/4/organization-state-department", "4"),
        ("doc/5/organization-city-council", "5"),
        ("doc/6/organization-city-council", "6"),
        ("entity/organization-osby-city-council", "5 6"),
        ("entity/organization-supreme-court", ""),
    ] {
        assert_eq!(articles(&nodes, node), expected, "{node} in {nodes:#?}");
    }
}

#[test]
fn an_office_is_no_name_that_articles_share() {
    let nodes = nodes(&[
        "The Prime Minister left for Oslo. Ann Lee stayed.",
        "The Prime Minister left for Lima, Ann Lee said.",
    ]);
    let shared = |node: &str| node.starts_with("entity/") && node.ends_with("prime-minister");
    assert!(!nodes.keys().any(|node| shared(node)), "{nodes:#?}");
    assert_eq!(articles(&nodes, "entity/person-ann-lee"), "1 2");
}

#[test]
fn a_name_with_a_word_of_its_own_is_shared() {
    let nodes = nodes(&[
        "The World Bank lent the Kestrel Trust two million pounds.",
        "The Kestrel Trust bought the house. The World Bank sold it.",
    ]);
    assert_eq!(articles(&nodes, "entity/organization-world-bank"), "1 2");
    assert_eq!(articles(&nodes, "entity/organization-kestrel-trust"), "1 2");
}
