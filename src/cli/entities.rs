//! `claimgraph entities`: a table of who and what is named, for people.

use clap::Args;
use oxigraph::model::Literal;

use crate::cli::error::{Failure, Outcome};
use crate::cli::listing::Listing;
use crate::publish::homonyms;

/// List entities: who and what the articles speak of
///
/// The most mentioned first.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Only entities with this in one of their names
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Show what was taken for one thing across articles, why, and where that may be wrong
    ///
    /// `ingest --same-as FILE` sets right what is wrong; `--homonyms` writes such a file.
    #[arg(long)]
    merge_report: bool,

    /// Write who of several persons of one name is who, as a file for `ingest --same-as`
    ///
    /// Two articles clash about a name when they give it one office in two places (two mayors of two
    /// towns), and neither names the other's, or ages that cannot be one person's. The person most
    /// written of keeps the shared IRI; articles about another get one of their own.
    ///
    /// Write it by `claimgraph entities --homonyms -o who.ttl`, read it, and apply it by `claimgraph
    /// ingest --same-as who.ttl ARTICLES`; `CLAIMGRAPH_SAME_AS=who.ttl` keeps it for later runs.
    #[arg(long, conflicts_with_all = ["merge_report", "name", "limit", "format"])]
    homonyms: bool,

    #[command(flatten)]
    listing: Listing,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.homonyms {
        let listing = &arguments.listing;
        let found = homonyms::find(&listing.location.read()?)?;
        listing
            .output
            .with(|out| Ok(homonyms::write(out, &found)?))?;
        return Ok(Outcome::Done);
    }
    arguments.listing.ask(&question(arguments))
}

/// Only entities that are called what was asked for.
fn filter(arguments: &Arguments) -> String {
    arguments.name.as_deref().map_or_else(String::new, |name| {
        let name = Literal::new_simple_literal(name);
        format!(
            "FILTER EXISTS {{ ?entity rdfs:label|skos:altLabel ?any FILTER CONTAINS(LCASE(STR(?any)), LCASE({name})) }}"
        )
    })
}

fn question(arguments: &Arguments) -> String {
    if arguments.merge_report {
        return merged(arguments);
    }
    let (filter, limit) = (filter(arguments), arguments.listing.cut());
    format!(
        "SELECT ?name ?type ?mentions ?described ?links ?entity WHERE {{
            {{ SELECT ?entity (SAMPLE(?class) AS ?kind) (MIN(STR(?label)) AS ?name) (COUNT(DISTINCT ?mention) AS ?mentions)
                WHERE {{ ?entity a ?class ; rdfs:label ?label ; cg:mention ?mention . {filter} }} GROUP BY ?entity }}
            OPTIONAL {{ SELECT ?entity (GROUP_CONCAT(DISTINCT ?d; separator=', ') AS ?described)
                WHERE {{ ?entity cg:description ?d }} GROUP BY ?entity }}
            OPTIONAL {{ SELECT ?entity (GROUP_CONCAT(DISTINCT STR(?l); separator=' ') AS ?links)
                WHERE {{ ?entity skos:exactMatch ?l }} GROUP BY ?entity }}
            BIND (REPLACE(STR(?kind), '^.*[/#]', '') AS ?type)
        }} ORDER BY DESC(?mentions) ?name ?entity {limit}"
    )
}

/// What was taken for one thing across articles and why: a link to a knowledge base, or the name
/// alone; and whether two articles describe it without a word in common, which may mean two things.
fn merged(arguments: &Arguments) -> String {
    format!(
        "SELECT ?name ?articles ?why ?doubt ?described ?spelled ?entity WHERE {{
            {{ SELECT ?entity (COUNT(DISTINCT ?graph) AS ?articles) (MIN(STR(?label)) AS ?name)
                WHERE {{ GRAPH ?graph {{ ?entity rdfs:label ?label ; cg:mention ?mention }} {filter} }}
                GROUP BY ?entity HAVING (COUNT(DISTINCT ?graph) > 1) }}
            OPTIONAL {{ SELECT ?entity (GROUP_CONCAT(DISTINCT STR(?l); separator=' ') AS ?links)
                WHERE {{ ?entity skos:exactMatch ?l }} GROUP BY ?entity }}
            OPTIONAL {{ SELECT ?entity (GROUP_CONCAT(DISTINCT STR(?d); separator='; ') AS ?described)
                WHERE {{ ?entity cg:description ?d }} GROUP BY ?entity }}
            OPTIONAL {{ SELECT ?entity (GROUP_CONCAT(DISTINCT STR(?a); separator='; ') AS ?spelled)
                WHERE {{ ?entity skos:altLabel ?a }} GROUP BY ?entity }}
            BIND (IF(BOUND(?links), CONCAT('linked to ', ?links), 'same type and name of several words') AS ?why)
            BIND (IF(EXISTS {{
                GRAPH ?one {{ ?entity cg:description ?first }}
                GRAPH ?other {{ ?entity cg:description ?second }}
                FILTER (?one != ?other)
                FILTER NOT EXISTS {{
                    GRAPH ?one {{ ?entity cg:description ?shared }}
                    GRAPH ?other {{ ?entity cg:description ?shared }}
                }} }}, 'described differently', '') AS ?doubt)
        }} ORDER BY DESC(?articles) ?name ?entity {limit}",
        filter = filter(arguments),
        limit = arguments.listing.cut(),
    )
}
