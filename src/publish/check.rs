//! The rules of `ontology/checks/` held against a store.

use std::io::Write;
use std::time::Duration;

use oxigraph::model::{GraphName, Term};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolution,
};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::ontology::{self, Check, Scope};
use crate::publish::prefix::Prefixes;
use crate::publish::{Error, answers, deadline, table};
use crate::store::Store;

/// One thing that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Violation {
    /// The name of the rule.
    pub rule: &'static str,
    /// The rule in English.
    pub message: String,
    /// The document and its code points, if the rule names a passage: `IRI:16,56`.
    pub place: Option<String>,
    /// What the rule found, by variable: IRIs with their prefixes.
    pub found: Vec<(String, String)>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Report {
    /// For people.
    #[default]
    Table,
    /// An array of objects.
    Json,
    /// `place: rule: message` a line, as compilers write it.
    Lines,
    /// SARIF 2.1.0, for the tools that show findings beside their text.
    Sarif,
}

/// Runs every rule; what breaks them, sorted by rule.
///
/// # Errors
/// When the store cannot be read.
///
/// ```
/// use claimgraph::publish::check;
/// use claimgraph::store::Store;
///
/// assert_eq!(check::run(&Store::memory()).unwrap(), vec![]);
/// ```
pub fn run(store: &Store) -> Result<Vec<Violation>, Error> {
    run_within(store, None)
}

/// As [`run`], given up after a while.
///
/// # Errors
/// [`Error::Timeout`], and as [`run`].
pub fn run_within(store: &Store, timeout: Option<Duration>) -> Result<Vec<Violation>, Error> {
    let token = CancellationToken::new();
    deadline::wait(timeout, token.clone(), || run_until(store, &token))
}

fn run_until(store: &Store, token: &CancellationToken) -> Result<Vec<Violation>, Error> {
    let prefixes = Prefixes::new(store.base());
    let (of_graphs, of_store): (Vec<_>, Vec<_>) = ontology::CHECKS
        .iter()
        .map(|check| Rule::new(check, &prefixes, store, token))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .partition(|rule| rule.check.scope == Scope::Graph);
    let whole = of_store.into_par_iter().map(|mut rule| {
        rule.query.dataset_mut().set_default_graph_as_union();
        rule.broken(store, &prefixes)
    });
    let graphs = store.graphs()?.into_par_iter().map(|graph| {
        let mut broken = Vec::new();
        for mut rule in of_graphs.iter().cloned() {
            let graph = vec![GraphName::NamedNode(graph.clone())];
            rule.query.dataset_mut().set_default_graph(graph);
            broken.extend(rule.broken(store, &prefixes)?);
        }
        Ok(broken)
    });
    let found: Vec<Vec<Violation>> = whole.chain(graphs).collect::<Result<_, Error>>()?;
    let mut violations: Vec<_> = found.into_iter().flatten().collect();
    violations.sort();
    Ok(violations)
}

/// A rule, ready to be asked.
#[derive(Clone)]
struct Rule {
    check: &'static Check,
    query: PreparedSparqlQuery,
}

impl Rule {
    fn new(
        check: &'static Check,
        prefixes: &Prefixes,
        store: &Store,
        token: &CancellationToken,
    ) -> Result<Self, Error> {
        let query = answers::evaluator(prefixes, store.base())
            .with_cancellation_token(token.clone())
            .parse_query(check.query);
        let query = query.map_err(|error| Error::Query(error.to_string()))?;
        Ok(Self { check, query })
    }

    /// What breaks the rule.
    fn broken(self, store: &Store, prefixes: &Prefixes) -> Result<Vec<Violation>, Error> {
        let Self { check, query } = self;
        let failed = |error: QueryEvaluationError| {
            Error::Evaluation(format!("check {}: {error}", check.name))
        };
        let results = query.on_store(store.database()).execute();
        let QueryResults::Solutions(rows) = results.map_err(failed)? else {
            return Ok(Vec::new());
        };
        rows.map(|row| Ok(violation(check, &row.map_err(failed)?, prefixes)))
            .collect()
    }
}

fn violation(check: &Check, row: &QuerySolution, prefixes: &Prefixes) -> Violation {
    let mut found = Vec::new();
    let mut place = None;
    for (variable, term) in row.iter() {
        place = place.or_else(|| passage(term));
        let shown = match term {
            Term::NamedNode(node) => prefixes.write(node.as_str()),
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        found.push((variable.as_str().to_owned(), shown));
    }
    Violation {
        rule: check.name,
        message: check.rule(),
        place,
        found,
    }
}

/// Writes a report; nothing but a last line or an empty array if no rule is broken.
///
/// # Errors
/// When `out` fails.
pub fn write(violations: &[Violation], report: Report, out: &mut dyn Write) -> Result<(), Error> {
    match report {
        Report::Json => {
            let text = serde_json::to_string_pretty(violations);
            writeln!(out, "{}", text.map_err(std::io::Error::other)?)?;
        }
        Report::Sarif => {
            let text = serde_json::to_string_pretty(&sarif(violations));
            writeln!(out, "{}", text.map_err(std::io::Error::other)?)?;
        }
        Report::Lines => {
            for it in violations {
                let found = pairs(it);
                let place = it
                    .place
                    .as_deref()
                    .or(it.found.first().map(|(_, it)| &**it));
                let place = place.unwrap_or("store");
                writeln!(out, "{place}: {}: {} ({found})", it.rule, it.message)?;
            }
        }
        Report::Table => {
            let head = ["rule", "broken by", "what it says"].map(str::to_owned);
            let rows: Vec<Vec<String>> = violations
                .iter()
                .map(|it| vec![it.rule.to_owned(), pairs(it), it.message.clone()])
                .collect();
            if !rows.is_empty() {
                out.write_all(table::render(&head, &rows, 120).as_bytes())?;
            }
            let rules = ontology::CHECKS.len();
            writeln!(out, "{rules} rules, {} violations", violations.len())?;
        }
    }
    Ok(())
}

/// A log with one run; the region counts code points, which the run says.
fn sarif(violations: &[Violation]) -> Value {
    let rules: Vec<Value> = ontology::CHECKS
        .iter()
        .map(|check| json!({"id": check.name, "shortDescription": {"text": check.rule()}}))
        .collect();
    let results: Vec<Value> = violations
        .iter()
        .map(|it| {
            let text = format!("{} ({})", it.message, pairs(it));
            let mut result =
                json!({"ruleId": it.rule, "level": "error", "message": {"text": text}});
            if let Some((document, start, end)) = it.place.as_deref().and_then(region) {
                let region = json!({"charOffset": start, "charLength": end - start});
                let place = json!({"artifactLocation": {"uri": document}, "region": region});
                result["locations"] = json!([{"physicalLocation": place}]);
            }
            result
        })
        .collect();
    let driver =
        json!({"name": "claimgraph", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    })
}

/// Document, start and end of `IRI:16,56`.
fn region(place: &str) -> Option<(&str, usize, usize)> {
    let (document, range) = place.rsplit_once(':')?;
    let (start, end) = range.split_once(',')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some((document, start, end))
}

fn pairs(violation: &Violation) -> String {
    let pairs = violation.found.iter();
    let pairs = pairs.map(|(name, value)| format!("{name} {value}"));
    pairs.collect::<Vec<_>>().join(", ")
}

/// The place of a passage: `IRI:16,56`.
fn passage(term: &Term) -> Option<String> {
    let Term::NamedNode(node) = term else {
        return None;
    };
    let (document, range) = node.as_str().split_once("#char=")?;
    Some(format!("{document}:{range}"))
}
