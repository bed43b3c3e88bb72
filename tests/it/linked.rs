//! What the embedded gazetteer links names to.

use claimgraph::article::Article;
use claimgraph::knowledge::Knowledge;
use claimgraph::language::{self, Model};
use claimgraph::rules;

/// The Wikidata ids of the entities of a text, each with its name.
fn linked(text: &str) -> Vec<String> {
    let article = Article::new("case", text);
    let document = language::analyze(&article.text, Model::embedded());
    let extraction = rules::extract(&article, &document, &Knowledge::default());
    let linked = extraction.entities.iter().filter_map(|entity| {
        let mut ids = entity.links.iter();
        let id = ids.find_map(|link| link.iri.strip_prefix("http://www.wikidata.org/entity/"))?;
        Some(format!("{} {id}", entity.name))
    });
    linked.collect()
}

#[test]
fn bodies_that_every_newspaper_takes_as_known() {
    for (text, expected) in [
        (
            "The World Health Organization (WHO) and the World Bank sent doctors to the camp.",
            &["World Health Organization Q7817", "World Bank Q7164"][..],
        ),
        (
            "The White House said on Friday that NASA would not launch the probe.",
            &["White House Q35525", "NASA Q23548"],
        ),
        (
            "Fighters of the Taliban and of Hamas met, Reuters reported.",
            &["Taliban Q42418", "Hamas Q38799", "Reuters Q130879"],
        ),
        (
            "The Kremlin denied that the International Criminal Court had asked for him.",
            &["Kremlin Q133274", "International Criminal Court Q47488"],
        ),
    ] {
        let found = linked(text);
        for line in expected {
            assert!(found.iter().any(|it| it == line), "{line} in {found:#?}");
        }
    }
}

#[test]
fn a_party_that_other_countries_have_too_needs_its_country() {
    let democrats = "Democratic Party Q29552".to_owned();
    let found = linked("In the United States, the Democratic Party chose a mayor of Osby.");
    assert!(found.contains(&democrats), "{found:#?}");
    let found = linked("Italy’s Democratic Party wrote to the United States.");
    assert!(!found.contains(&democrats), "{found:#?}");
    let found = linked("The Democratic Party chose a mayor.");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_common_word_with_a_capital_is_no_acronym() {
    let found = linked("Who Dares Wins is a club in the valley. Oas was its first head.");
    assert!(!found.iter().any(|it| it.ends_with("Q7817")), "{found:#?}");
    assert!(
        !found.iter().any(|it| it.ends_with("Q123759")),
        "{found:#?}"
    );
}
