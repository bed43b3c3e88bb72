//! `claimgraph entities`: a table of who and what is named, for people.

use clap::Args;
use oxigraph::model::Literal;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::answer;

/// List entities: who and what the articles speak of
///
/// The most mentioned first.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Only entities with this in one of their names
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// At most this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    /// table, csv, tsv, json or xml
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    answer(
        &arguments.location,
        &arguments.output,
        arguments.format.as_deref(),
        &question(arguments),
    )
}

fn question(arguments: &Arguments) -> String {
    let filter = arguments.name.as_deref().map_or_else(String::new, |name| {
        let name = Literal::new_simple_literal(name);
        format!(
            "FILTER EXISTS {{ ?entity rdfs:label|skos:altLabel ?any FILTER CONTAINS(LCASE(STR(?any)), LCASE({name})) }}"
        )
    });
    let limit = arguments
        .limit
        .map(|limit| format!("LIMIT {limit}"))
        .unwrap_or_default();
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
