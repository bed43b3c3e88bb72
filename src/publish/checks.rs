//! The rules a graph must keep, each a query that finds what breaks it, run over the store.

use std::io::{self, Write};

use oxigraph::model::Term;

use crate::ontology;
use crate::publish::answers::{Answer, Error, Request, ask, prefixes};
use crate::publish::table;
use crate::store::Store;

/// One thing that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name.
    pub check: &'static str,
    /// The rule in English.
    pub rule: String,
    /// What breaks it: the terms the check's query selects, by variable.
    pub found: Vec<(String, Term)>,
}

/// Runs every check; the violations in the order of the checks, then of their terms.
///
/// # Errors
///
/// When the store cannot be read.
pub fn run(store: &Store) -> Result<Vec<Violation>, Error> {
    let mut violations = Vec::new();
    for check in ontology::CHECKS {
        let request = Request {
            query: check.query,
            ..Request::default()
        };
        let Answer::Rows(variables, rows) = ask(store, &request)? else {
            continue;
        };
        let mut found: Vec<Vec<(String, Term)>> = rows
            .iter()
            .map(|row| {
                let terms = variables
                    .iter()
                    .filter_map(|it| Some((it.as_str().to_owned(), row.get(it)?.clone())));
                terms.collect()
            })
            .collect();
        found.sort_by_cached_key(|terms| format!("{terms:?}"));
        found.dedup();
        violations.extend(found.into_iter().map(|found| Violation {
            check: check.name,
            rule: check.rule(),
            found,
        }));
    }
    Ok(violations)
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people.
    Table,
    /// One JSON array.
    Json,
    /// A line a violation: `check: what: rule`.
    Lines,
}

/// Writes a report.
///
/// # Errors
///
/// What the writer reports.
pub fn write(
    violations: &[Violation],
    format: ReportFormat,
    store: &Store,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let prefixes = prefixes(store);
    let terms = |violation: &Violation| {
        let terms = violation.found.iter();
        terms
            .map(|(name, term)| format!("{name}={}", table::short(term, &prefixes)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match format {
        ReportFormat::Table => {
            if violations.is_empty() {
                return writeln!(out, "{} checks, no violation", ontology::CHECKS.len());
            }
            let head = ["check", "found", "rule"].map(str::to_owned);
            let rows: Vec<Vec<String>> = violations
                .iter()
                .map(|it| vec![it.check.to_owned(), terms(it), it.rule.clone()])
                .collect();
            table::text(&head, &rows, width, out)?;
            writeln!(
                out,
                "{} checks, {} violations",
                ontology::CHECKS.len(),
                violations.len()
            )
        }
        ReportFormat::Json => {
            let rows: Vec<serde_json::Value> = violations
                .iter()
                .map(|it| {
                    let found: serde_json::Map<String, serde_json::Value> = it
                        .found
                        .iter()
                        .map(|(name, term)| (name.clone(), term.to_string().into()))
                        .collect();
                    serde_json::json!({"check": it.check, "rule": it.rule, "found": found})
                })
                .collect();
            writeln!(out, "{:#}", serde_json::Value::Array(rows))
        }
        ReportFormat::Lines => {
            for it in violations {
                writeln!(out, "{}: {}: {}", it.check, terms(it), it.rule)?;
            }
            Ok(())
        }
    }
}
