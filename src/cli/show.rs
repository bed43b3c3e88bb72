//! `claimgraph show`: the articles of a store, or one of them with what was found in it.

use clap::Args;
use oxigraph::model::Literal;

use crate::cli::error::{Failure, Outcome};
use crate::cli::location::Location;
use crate::cli::output::Output;
use crate::cli::query::{Patience, width};
use crate::mapping::{self, Base};
use crate::publish::answers::{self, Options};
use crate::store::Store;

/// Show the articles of the store, or what was found in one of them
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// An article's id
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,

    #[command(flatten)]
    location: Location,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    patience: Patience,
}

const ARTICLES: &str = "SELECT (REPLACE(STR(?graph), '^.*/', '') AS ?id) ?published ?outlet ?headline ?claims WHERE {
    GRAPH ?graph { ?document a schema:NewsArticle }
    OPTIONAL { ?document schema:datePublished ?published }
    OPTIONAL { ?document schema:headline ?headline }
    OPTIONAL { SELECT ?document (SAMPLE(?label) AS ?outlet) WHERE { ?document schema:publisher/rdfs:label ?label } GROUP BY ?document }
    OPTIONAL { SELECT ?document (COUNT(?claim) AS ?claims) WHERE { ?claim schema:appearance ?document } GROUP BY ?document }
} ORDER BY ?published ?id";

const PARTS: [(&str, &str); 4] = [
    ("Article", "SELECT ?what ?value WHERE {
        ?document a schema:NewsArticle .
        { ?document schema:headline ?value BIND ('headline' AS ?what) BIND (1 AS ?at) } UNION
        { ?document schema:datePublished ?value BIND ('published' AS ?what) BIND (2 AS ?at) } UNION
        { ?document schema:publisher/rdfs:label ?value BIND ('outlet' AS ?what) BIND (3 AS ?at) } UNION
        { ?document schema:author/rdfs:label ?value BIND ('author' AS ?what) BIND (4 AS ?at) } UNION
        { ?document cg:dateline ?value BIND ('dateline' AS ?what) BIND (5 AS ?at) }
    } ORDER BY ?at ?value"),
    ("Entities", "SELECT ?type (SAMPLE(?label) AS ?name) (GROUP_CONCAT(DISTINCT ?d; separator=', ') AS ?described) (COUNT(DISTINCT ?mention) AS ?mentions) WHERE {
        ?entity a ?class ; rdfs:label ?label ; cg:mention ?mention .
        OPTIONAL { ?entity cg:description ?d }
        BIND (REPLACE(STR(?class), '^.*[/#]', '') AS ?type)
    } GROUP BY ?entity ?type ORDER BY DESC(?mentions) ?name"),
    ("Claims", "SELECT (SAMPLE(?label) AS ?who) (SAMPLE(?a) AS ?does) (SAMPLE(?text) AS ?what) (SAMPLE(?s) AS ?sure) WHERE {
        ?claim a cg:Claim ; schema:text ?text ; prov:wasAttributedTo/rdfs:label ?label ; cg:act ?act ;
            cg:certainty ?certainty ; cg:voice ?voice ; cg:evidence/nif:beginIndex ?start .
        BIND (IF(?voice = cg:narrator, '(the article)', STRAFTER(STR(?act), '#')) AS ?a)
        BIND (STRAFTER(STR(?certainty), '#') AS ?s)
    } GROUP BY ?claim ORDER BY MIN(?start)"),
    ("Times", "SELECT DISTINCT ?words ?value WHERE {
        ?time cg:timexValue ?value ; cg:evidence/nif:anchorOf ?words } ORDER BY ?value ?words"),
];

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.read()?;
    let mut options = Options {
        width: width(),
        timeout: arguments.patience.timeout()?,
        ..Options::default()
    };
    let Some(id) = &arguments.article else {
        arguments.output.with(|out| {
            answers::query(&store, ARTICLES, &options, out)?;
            Ok(())
        })?;
        return Ok(Outcome::Done);
    };
    options.graph = Some(graph(&store, id)?);
    arguments.output.with(|out| {
        for (title, query) in PARTS {
            writeln!(out, "{title}")?;
            answers::query(&store, query, &options, out)?;
            writeln!(out)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}

fn graph(store: &Store, id: &str) -> Result<oxigraph::model::NamedNode, Failure> {
    let base = Base::new(store.base()).unwrap_or_default();
    let graph = mapping::graph(&base, id);
    if store.contains(&graph)? {
        return Ok(graph);
    }
    Err(Failure::new(format!(
        "no article {} in {}",
        Literal::new_simple_literal(id),
        store.location().display()
    ))
    .hinted("`claimgraph show` lists the articles of a store"))
}
