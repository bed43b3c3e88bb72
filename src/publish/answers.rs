//! SPARQL over the store: the union of all graphs is the default graph, the prefixes of the product are
//! known without being declared, and an answer is whole or it is an error.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator,
    SparqlSyntaxError, UpdateEvaluationError, Variable,
};

use crate::ontology;
use crate::publish::table;
use crate::store::Store;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query is not SPARQL.
    #[error(
        "the query is not SPARQL: line {line}, column {column}: {reason}\n  {excerpt}\n  {marker}"
    )]
    Syntax {
        /// Counted from 1, in the query as it was given.
        line: usize,
        /// Counted from 1, in code points.
        column: usize,
        /// What was expected.
        reason: String,
        /// The line itself.
        excerpt: String,
        /// A caret under the place.
        marker: String,
    },
    /// It took longer than it was given.
    #[error("the query was stopped after {} s without an answer", .0.as_secs_f64())]
    Timeout(Duration),
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The format cannot hold the answer.
    #[error("{format} cannot hold {answer}")]
    Format {
        /// The format asked for.
        format: String,
        /// What kind of answer it is.
        answer: &'static str,
    },
    /// A variable that the query does not have.
    #[error("the query has no variable ?{0} to bind")]
    Binding(String),
    /// The answer could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl Error {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Syntax { .. } => {
                Some("prefixes such as cg:, schema: and entity: are known without being declared")
            }
            Self::Timeout(_) => {
                Some("give it more time with --timeout, or narrow the query with a LIMIT")
            }
            Self::Evaluation(_) => None,
            Self::Format {
                answer: "a graph", ..
            } => Some("use ttl, nt, nq, trig, rdf or jsonld"),
            Self::Format { .. } => Some("use table, csv, tsv, json or xml"),
            Self::Binding(_) => Some("--bind NAME=TERM fills a variable that the query mentions"),
            Self::Write(_) => None,
        }
    }
}

/// A question to the store.
#[derive(Clone, Debug, Default)]
pub struct Request<'q> {
    /// The SPARQL text.
    pub query: &'q str,
    /// Values for variables.
    pub bindings: Vec<(String, Term)>,
    /// How long it may take.
    pub timeout: Option<Duration>,
}

/// A whole answer, in memory.
#[derive(Debug)]
pub enum Answer {
    /// Of an `ASK`.
    Truth(bool),
    /// Of a `SELECT`: its variables and its rows.
    Rows(Vec<Variable>, Vec<QuerySolution>),
    /// Of a `CONSTRUCT` or `DESCRIBE`, sorted, each triple once.
    Graph(Vec<Triple>),
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For people.
    Table,
    /// A SPARQL results format.
    Results(QueryResultsFormat),
    /// An RDF format.
    Rdf(RdfFormat),
}

impl AnswerFormat {
    /// The format with this name, extension or media type.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "table" {
            return Some(Self::Table);
        }
        let results = QueryResultsFormat::from_extension(name)
            .or_else(|| QueryResultsFormat::from_media_type(name));
        let rdf = || RdfFormat::from_extension(name).or_else(|| RdfFormat::from_media_type(name));
        results.map(Self::Results).or_else(|| rdf().map(Self::Rdf))
    }
}

/// Asks the store and collects the whole answer: what is cut short is an error, never a short answer.
/// The answer is held in memory.
///
/// # Errors
///
/// [`Error::Syntax`], [`Error::Timeout`], [`Error::Binding`] and [`Error::Evaluation`].
///
/// ```
/// use claimgraph::publish::answers::{Answer, Request, ask};
/// use claimgraph::store::Store;
///
/// let request = Request { query: "ASK { ?claim a cg:Claim }", ..Request::default() };
/// assert!(matches!(ask(&Store::memory(), &request), Ok(Answer::Truth(false))));
/// ```
pub fn ask(store: &Store, request: &Request<'_>) -> Result<Answer, Error> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(store) {
        // Every prefix of the product names a valid IRI; one that does not is not offered.
        evaluator = match evaluator.clone().with_prefix(prefix, iri) {
            Ok(with) => with,
            Err(_) => evaluator,
        };
    }
    let token = CancellationToken::new();
    let mut query = evaluator
        .with_cancellation_token(token.clone())
        .parse_query(request.query)
        .map_err(|error| syntax(request.query, &error))?;
    query.dataset_mut().set_default_graph_as_union();
    for (name, term) in &request.bindings {
        let variable = Variable::new(name).map_err(|_| Error::Binding(name.clone()))?;
        query = query.substitute_variable(variable, term.clone());
    }
    guarded(request.timeout, &token, || {
        let results = query.on_store(store.database()).execute()?;
        collect(results)
    })
    .map_err(|failure| match failure {
        Stopped::Late(time) => Error::Timeout(time),
        Stopped::Failed(error) => Error::Evaluation(error.to_string()),
    })
}

/// Changes the store with SPARQL Update; all of it or nothing.
///
/// # Errors
///
/// As [`ask`].
pub fn update(store: &Store, update: &str, timeout: Option<Duration>) -> Result<(), Error> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, iri) in prefixes(store) {
        evaluator = match evaluator.clone().with_prefix(prefix, iri) {
            Ok(with) => with,
            Err(_) => evaluator,
        };
    }
    let token = CancellationToken::new();
    let prepared = evaluator
        .with_cancellation_token(token.clone())
        .parse_update(update)
        .map_err(|error| syntax(update, &error))?;
    guarded(timeout, &token, || {
        prepared.on_store(store.database()).execute()
    })
    .map_err(|failure: Stopped<UpdateEvaluationError>| match failure {
        Stopped::Late(time) => Error::Timeout(time),
        Stopped::Failed(error) => Error::Evaluation(error.to_string()),
    })
}

/// The prefixes that need no declaration: those of the ontology and those under the store's base.
#[must_use]
pub fn prefixes(store: &Store) -> Vec<(String, String)> {
    let fixed = ontology::PREFIXES
        .iter()
        .map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()));
    let based = ontology::PATHS
        .iter()
        .map(|(prefix, path)| ((*prefix).to_owned(), format!("{}{path}", store.base())));
    fixed.chain(based).collect()
}

/// Writes an answer; `width` is how many columns a table may take.
///
/// # Errors
///
/// [`Error::Format`] when the format cannot hold this kind of answer, and what the writer reports.
pub fn write(
    answer: &Answer,
    format: AnswerFormat,
    prefixes: &[(String, String)],
    width: usize,
    out: &mut dyn Write,
) -> Result<(), Error> {
    match (answer, format) {
        (Answer::Truth(truth), AnswerFormat::Table) => writeln!(out, "{truth}")?,
        (Answer::Truth(truth), AnswerFormat::Results(format)) => {
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(&mut *out, *truth)?;
            if format == QueryResultsFormat::Json {
                writeln!(out)?;
            }
        }
        (Answer::Rows(variables, rows), AnswerFormat::Table) => {
            table::write(variables, rows, prefixes, width, out)?;
        }
        (Answer::Rows(variables, rows), AnswerFormat::Results(format)) => {
            let mut writer = QueryResultsSerializer::from_format(format)
                .serialize_solutions_to_writer(&mut *out, variables.clone())?;
            for row in rows {
                writer.serialize(row)?;
            }
            writer.finish()?;
            if format == QueryResultsFormat::Json {
                writeln!(out)?;
            }
        }
        (Answer::Graph(triples), AnswerFormat::Table) => {
            graph(triples, RdfFormat::Turtle, prefixes, out)?;
        }
        (Answer::Graph(triples), AnswerFormat::Rdf(format)) => {
            graph(triples, format, prefixes, out)?
        }
        (answer, format) => {
            return Err(Error::Format {
                format: match format {
                    AnswerFormat::Table => "a table".to_owned(),
                    AnswerFormat::Results(format) => format.name().to_owned(),
                    AnswerFormat::Rdf(format) => format.name().to_owned(),
                },
                answer: match answer {
                    Answer::Truth(_) => "a truth value",
                    Answer::Rows(..) => "rows",
                    Answer::Graph(_) => "a graph",
                },
            });
        }
    }
    Ok(())
}

/// Only the prefixes in use are written.
fn graph(
    triples: &[Triple],
    format: RdfFormat,
    prefixes: &[(String, String)],
    out: &mut dyn Write,
) -> Result<(), Error> {
    let text: Vec<String> = triples.iter().map(ToString::to_string).collect();
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in prefixes {
        if text.iter().any(|triple| triple.contains(iri.as_str())) {
            serializer = match serializer.clone().with_prefix(prefix, iri) {
                Ok(with) => with,
                Err(_) => serializer,
            };
        }
    }
    let mut writer = serializer.for_writer(&mut *out);
    for triple in triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()?;
    Ok(())
}

fn collect(results: QueryResults<'_>) -> Result<Answer, QueryEvaluationError> {
    Ok(match results {
        QueryResults::Boolean(truth) => Answer::Truth(truth),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            Answer::Rows(variables, solutions.collect::<Result<_, _>>()?)
        }
        QueryResults::Graph(triples) => {
            let mut triples = triples.collect::<Result<Vec<Triple>, _>>()?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Answer::Graph(triples)
        }
    })
}

enum Stopped<E> {
    Late(Duration),
    Failed(E),
}

/// Runs some work while a watchdog thread stands ready to cancel it. A cancelled evaluation may still
/// yield rows, even wrong ones: after the deadline nothing that came counts.
fn guarded<T, E>(
    timeout: Option<Duration>,
    token: &CancellationToken,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, Stopped<E>> {
    let Some(timeout) = timeout else {
        return work().map_err(Stopped::Failed);
    };
    let start = Instant::now();
    let (done, wait) = mpsc::channel::<()>();
    let cancel = token.clone();
    let watchdog = std::thread::spawn(move || {
        let late = wait.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout);
        if late {
            cancel.cancel();
        }
        late
    });
    let result = work();
    let _ = done.send(());
    let late = watchdog.join().unwrap_or(false) || start.elapsed() > timeout;
    if late {
        return Err(Stopped::Late(timeout));
    }
    result.map_err(Stopped::Failed)
}

/// Says where in the query as it was given the fault lies.
fn syntax(query: &str, error: &SparqlSyntaxError) -> Error {
    let message = error.to_string();
    let (line, column, reason) = place(&message).unwrap_or((1, 1, message.as_str()));
    let excerpt = query.lines().nth(line - 1).unwrap_or_default();
    Error::Syntax {
        line,
        column,
        reason: reason.to_owned(),
        excerpt: excerpt.replace('\t', " "),
        marker: format!("{}^", " ".repeat(column.saturating_sub(1))),
    }
}

/// The parser's messages read `error at LINE:COLUMN: expected …`.
fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (_, rest) = message.split_once("error at ")?;
    let (line, rest) = rest.split_once(':')?;
    let (column, reason) = rest.split_once(": ")?;
    Some((line.parse().ok()?, column.parse().ok()?, reason))
}

#[cfg(test)]
mod tests {
    use super::{Answer, AnswerFormat, Error, Request, ask, write};
    use crate::store::Store;
    use std::time::Duration;

    fn error(query: &str) -> String {
        let request = Request {
            query,
            ..Request::default()
        };
        ask(&Store::memory(), &request).unwrap_err().to_string()
    }

    #[test]
    fn a_syntax_error_names_the_users_own_line_and_column() {
        let message = error("SELECT * WHERE {\n  ?claim a cg:Claim ;;; b }");
        assert!(
            message.starts_with("the query is not SPARQL: line 2, column"),
            "{message}"
        );
        assert!(
            message.contains("\n    ?claim a cg:Claim ;;; b }\n"),
            "{message}"
        );
    }

    #[test]
    fn a_query_over_its_time_gives_no_answer_at_all() {
        let query = "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?a {1 2 3 4 5 6 7 8 9 10} VALUES ?b {1 2 3 4 5 6 7 8 9 10} VALUES ?c {1 2 3 4 5 6 7 8 9 10} VALUES ?d {1 2 3 4 5 6 7 8 9 10} VALUES ?e {1 2 3 4 5 6 7 8 9 10} VALUES ?f {1 2 3 4 5 6 7 8 9 10} VALUES ?g {1 2 3 4 5 6 7 8 9 10} }";
        let request = Request {
            query,
            timeout: Some(Duration::from_millis(50)),
            ..Request::default()
        };
        let result = ask(&Store::memory(), &request);
        assert!(matches!(result, Err(Error::Timeout(_))), "{result:?}");
    }

    #[test]
    fn a_table_cannot_be_asked_for_as_turtle() {
        let request = Request {
            query: "SELECT (1 AS ?n) WHERE {}",
            ..Request::default()
        };
        let answer = ask(&Store::memory(), &request).unwrap();
        assert!(matches!(answer, Answer::Rows(..)));
        let turtle = AnswerFormat::from_name("ttl").unwrap();
        let error = write(&answer, turtle, &[], 80, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "Turtle cannot hold rows");
    }
}
