//! `claimgraph claims`: a table of claims for people, with filters.

use clap::Args;
use oxigraph::model::Literal;

use crate::cli::error::{Failure, Outcome};
use crate::cli::listing::{Listing, date};
use crate::extraction::Act;

/// List claims: who says what
///
/// In the order of the articles and of their text. Filters are combined with "and"; names are found by
/// any part of them, without regard to case.
///
/// Example: claimgraph claims --by kirby --act warn
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Only claims of sources with this in their name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    /// Only claims about an entity with this in its name
    #[arg(long, value_name = "NAME")]
    about: Option<String>,

    /// Only this act: assert, deny, confirm, warn, accuse, urge, promise, plan, want, believe, ask,
    /// decline, agree
    #[arg(long, value_name = "ACT", value_parser = act)]
    act: Option<Act>,

    /// Only articles published on this date or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,

    /// Only articles published on this date or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,

    /// Only claims of sources without a name
    #[arg(long)]
    anonymous: bool,

    /// Only claims in the source's own words
    #[arg(long)]
    direct: bool,

    /// The article's own statements, too
    #[arg(long)]
    narrator: bool,

    #[command(flatten)]
    listing: Listing,
}

fn act(word: &str) -> Result<Act, String> {
    let known = || {
        Act::ALL
            .iter()
            .map(|act| act.word())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Act::from_word(word).ok_or_else(|| format!("not an act; acts are {}", known()))
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    arguments.listing.ask(&question(arguments))
}

/// The filters as SPARQL; what a user typed goes in as an escaped literal only.
fn question(arguments: &Arguments) -> String {
    let mut filters = Vec::new();
    let text = |value: &str| Literal::new_simple_literal(value).to_string();
    let part_of = |variable: &str, value: &str| {
        format!("CONTAINS(LCASE(STR({variable})), LCASE({}))", text(value))
    };
    if let Some(by) = &arguments.by {
        filters.push(format!("FILTER {}", part_of("?by", by)));
    }
    if let Some(about) = &arguments.about {
        let named = part_of("?aboutName", about);
        filters.push(format!(
            "FILTER EXISTS {{ ?claim schema:about/(rdfs:label|skos:altLabel) ?aboutName FILTER {named} }}"
        ));
    }
    if let Some(act) = arguments.act {
        filters.push(format!("FILTER (?act = cg:{act})"));
    }
    if let Some(since) = &arguments.since {
        filters.push(format!("FILTER (STR(?published) >= {})", text(since)));
    }
    if let Some(until) = &arguments.until {
        let day = format!("SUBSTR(STR(?published), 1, {})", until.len());
        filters.push(format!("FILTER ({day} <= {})", text(until)));
    }
    if arguments.anonymous {
        filters.push("FILTER EXISTS { ?source a cg:AnonymousSource }".to_owned());
    }
    if arguments.direct {
        filters.push("FILTER (?directness = cg:direct)".to_owned());
    }
    if !arguments.narrator {
        filters.push("FILTER (?voice = cg:quoted)".to_owned());
    }
    let limit = arguments.listing.cut();
    let short = |variable: &str| format!("STRAFTER(STR(?{variable}), '#')");
    format!(
        "SELECT (SAMPLE(?label) AS ?source) (SAMPLE({act}) AS ?does) (SAMPLE(?text) AS ?what)
            (SAMPLE({certainty}) AS ?sure) (SAMPLE({polarity}) AS ?holds) (SAMPLE(STRAFTER(STR(?document), 'doc/')) AS ?article)
        WHERE {{
            ?claim a cg:Claim ; schema:text ?text ; schema:appearance ?document ;
                prov:wasAttributedTo ?source ; cg:act ?act ; cg:voice ?voice ; cg:directness ?directness ;
                cg:polarity ?polarity ; cg:certainty ?certainty ; cg:evidence/nif:beginIndex ?start .
            ?source rdfs:label ?label .
            OPTIONAL {{ ?source skos:altLabel ?other }}
            BIND (CONCAT(STR(?label), ' ', COALESCE(STR(?other), '')) AS ?by)
            OPTIONAL {{ ?document schema:datePublished ?published }}
            {}
        }} GROUP BY ?claim ORDER BY MIN(STR(?document)) MIN(?start) {limit}",
        filters.join("\n            "),
        act = short("act"),
        certainty = short("certainty"),
        polarity = short("polarity"),
    )
    .replace("(SAMPLE(?label) AS ?source)", "(SAMPLE(?label) AS ?who)")
}
