//! Answers to SPARQL over the union of all graphs, whole or not at all.
//!
//! Results are kept back (in memory, then in a temporary file) until the last one is there, so an error
//! or a timeout leaves nothing half on the output. Prefixes of the ontology and of the base are known
//! without declaring them.

use std::io::{self, Seek, SeekFrom, Write};
use std::time::Duration;

use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolutionIter,
    QueryTripleIter, SparqlEvaluator,
};
use tempfile::SpooledTempFile;

use crate::ontology::terms::property;
use crate::publish::prefix::Prefixes;
use crate::publish::selection::failed;
use crate::publish::{AnswerFormat, Error, Format, deadline, dump, syntax, table, turtle};
use crate::store::Store;

/// How many bytes of results stay in memory before they go to a temporary file.
const IN_MEMORY: usize = 16 << 20;

/// How a query is run and its results are written.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// An extension or media type: of [`AnswerFormat`] for `SELECT` and `ASK` (a table if `None`), of
    /// [`Format`] for `CONSTRUCT` and `DESCRIBE` (Turtle if `None`).
    pub format: Option<String>,
    /// After how long the query is given up.
    pub timeout: Option<Duration>,
    /// Variables bound from outside: name and term, as [`Options::bind`] reads them.
    pub bindings: Vec<(String, String)>,
    /// Prefixes beside those of the ontology: name and namespace.
    pub prefixes: Vec<(String, String)>,
    /// Only this graph instead of the union of all.
    pub graph: Option<NamedNode>,
    /// The width of a table in columns, 120 if `None`.
    pub width: Option<u16>,
}

impl Options {
    /// Reads a binding `name=term`; the term is SPARQL: `<iri>`, `prefix:name`, `"text"@en`, `12`.
    ///
    /// # Errors
    /// [`Error::Binding`].
    ///
    /// ```
    /// use claimgraph::publish::answers::Options;
    ///
    /// let mut options = Options::default();
    /// options.bind("who=entity:person-ada").unwrap();
    /// assert_eq!(options.bindings, [("who".to_owned(), "entity:person-ada".to_owned())]);
    /// ```
    pub fn bind(&mut self, binding: &str) -> Result<(), Error> {
        let wrong = |reason: &str| Error::Binding(binding.to_owned(), reason.to_owned());
        let (name, term) = binding
            .split_once('=')
            .ok_or_else(|| wrong("there is no `=`"))?;
        let name = name.trim().trim_start_matches(['?', '$']);
        if name.is_empty()
            || !name
                .chars()
                .all(|char| char.is_alphanumeric() || char == '_')
        {
            return Err(wrong("the name is no variable"));
        }
        self.bindings
            .push((name.to_owned(), term.trim().to_owned()));
        Ok(())
    }
}

/// What came out of a query beside what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The answer of `ASK`.
    Truth(bool),
    /// How many rows a `SELECT` gave.
    Rows(usize),
    /// How many different triples a `CONSTRUCT` or `DESCRIBE` gave.
    Triples(usize),
}

/// Runs a query and writes its results.
///
/// # Errors
/// [`Error::Syntax`] with line and column in the user's text, [`Error::Timeout`] with nothing written,
/// and what else can go wrong with a query, its bindings, the store or `out`.
///
/// ```
/// use claimgraph::publish::answers::{self, Answer, Options};
/// use claimgraph::store::Store;
///
/// let mut out = Vec::new();
/// let query = "ASK { ?claim a cg:Claim }";
/// let answer = answers::query(&Store::memory(), query, &Options::default(), &mut out).unwrap();
/// assert_eq!((answer, &out[..]), (Answer::Truth(false), &b"false\n"[..]));
/// ```
pub fn query(
    store: &Store,
    query: &str,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Answer, Error> {
    let Prepared {
        query,
        token,
        prefixes,
    } = prepare(store, query, options)?;
    let (database, base) = (store.database().clone(), store.base().to_owned());
    let (timeout, options) = (options.timeout, options.clone());
    let work = move || {
        let mut spool = SpooledTempFile::new(IN_MEMORY);
        let results = query.on_store(&database).execute();
        let answer = match results.map_err(evaluation)? {
            QueryResults::Solutions(rows) => {
                let format = answer_format(&options, "the rows of a SELECT")?;
                solutions(rows, format, &options, &prefixes, &mut spool)
            }
            QueryResults::Boolean(truth) => {
                let format = answer_format(&options, "the answer of an ASK")?;
                boolean(truth, format, &mut spool)
            }
            QueryResults::Graph(triples) => {
                let format = graph_format(&options)?;
                graph(triples, format, &base, &prefixes, &mut spool)
            }
        }?;
        Ok((answer, spool))
    };
    let (answer, mut spool) = deadline::abandon(timeout, token, work)?;
    spool.seek(SeekFrom::Start(0))?;
    io::copy(&mut spool, out)?;
    out.flush()?;
    Ok(answer)
}

/// A query that is ready to run.
struct Prepared {
    query: PreparedSparqlQuery,
    token: CancellationToken,
    /// Those with which results are written: the query's own among them.
    prefixes: Prefixes,
}

fn prepare(store: &Store, query: &str, options: &Options) -> Result<Prepared, Error> {
    let prefixes = Prefixes::new(store.base()).with(&options.prefixes);
    let whole = bound(query, options, &prefixes, store.base())?;
    let token = CancellationToken::new();
    let parsed = evaluator(&prefixes, store.base())
        .with_cancellation_token(token.clone())
        .parse_query(&whole);
    let mut prepared = parsed.map_err(|error| syntax::fault(query, &error.to_string()))?;
    if let Some(graph) = &options.graph {
        prepared
            .dataset_mut()
            .set_default_graph(vec![graph.clone().into()]);
    } else if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    Ok(Prepared {
        query: prepared,
        token,
        prefixes: prefixes.with(&syntax::prefixes(query)),
    })
}

/// Runs an update in one transaction.
///
/// # Errors
/// As [`query`]; the store is then as before.
pub fn update(store: &Store, update: &str, options: &Options) -> Result<(), Error> {
    let prefixes = Prefixes::new(store.base()).with(&options.prefixes);
    let whole = bound(update, options, &prefixes, store.base())?;
    let token = CancellationToken::new();
    let parsed = evaluator(&prefixes, store.base())
        .with_cancellation_token(token.clone())
        .parse_update(&whole);
    let prepared = parsed.map_err(|error| syntax::fault(update, &error.to_string()))?;
    deadline::wait(options.timeout, token, || {
        let mut transaction = store.database().start_transaction().map_err(failed)?;
        let result = prepared.on_transaction(&mut transaction).execute();
        result.map_err(|error| Error::Evaluation(error.to_string()))?;
        // An update may change what an article says and leave the digest by which it is known.
        let digests: Vec<_> = transaction
            .quads_for_pattern(None, Some(property::ARTICLES_DIGEST), None, None)
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        for quad in &digests {
            transaction.remove(quad);
        }
        transaction.commit().map_err(failed)
    })
}

/// Writes how the query is evaluated, as JSON, after having run it on the graph asked for.
///
/// # Errors
/// As [`query`].
pub fn explain(
    store: &Store,
    query: &str,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let Prepared { query, token, .. } = prepare(store, query, options)?;
    let database = store.database().clone();
    let text = deadline::abandon(options.timeout, token, move || {
        let (results, explanation) = query.on_store(&database).compute_statistics().explain();
        // The figures are those of the steps that ran, so all results are asked for.
        match results.map_err(evaluation)? {
            QueryResults::Solutions(mut rows) => rows.try_for_each(|row| row.map(drop)),
            QueryResults::Graph(mut triples) => triples.try_for_each(|triple| triple.map(drop)),
            QueryResults::Boolean(_) => Ok(()),
        }
        .map_err(evaluation)?;
        let mut text = Vec::new();
        explanation.write_in_json(&mut text)?;
        Ok(text)
    })?;
    out.write_all(&text)?;
    writeln!(out)?;
    Ok(())
}

pub(super) fn evaluator(prefixes: &Prefixes, base: &str) -> SparqlEvaluator {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, namespace) in prefixes.iter() {
        let with = evaluator.clone().with_prefix(prefix, namespace);
        evaluator = with.unwrap_or(evaluator);
    }
    let with = evaluator.clone().with_base_iri(base);
    with.unwrap_or(evaluator)
}

/// The query with its parameters; both the query and each term are checked on their own first, so a
/// fault is reported at its place in the user's text and a term cannot be more than a term.
fn bound(query: &str, options: &Options, prefixes: &Prefixes, base: &str) -> Result<String, Error> {
    if options.bindings.is_empty() {
        return Ok(query.to_owned());
    }
    let parsed = evaluator(prefixes, base).parse_query(query).map(drop);
    let parsed = parsed.or_else(|error| {
        // An update is no query; if it is wrong as both, the fault is that of what it begins like.
        let update = evaluator(prefixes, base).parse_update(query).map(drop);
        update.map_err(|_| error)
    });
    parsed.map_err(|error| syntax::fault(query, &error.to_string()))?;
    let mut terms = Vec::new();
    for (name, term) in &options.bindings {
        if !syntax::has_variable(query, name) {
            return Err(Error::UnknownVariable(name.clone()));
        }
        terms.push((name.clone(), checked_term(name, term, prefixes)?));
    }
    syntax::bind(query, &terms)
        .ok_or_else(|| Error::Query("there is no pattern to bind a variable in".to_owned()))
}

/// A term as N-Triples writes it.
fn checked_term(name: &str, term: &str, prefixes: &Prefixes) -> Result<String, Error> {
    let wrong = || {
        Error::Binding(
            format!("{name}={term}"),
            "the term cannot be read".to_owned(),
        )
    };
    if let Some(iri) = prefixes.expand(term)
        && let Ok(node) = NamedNode::new(iri)
    {
        return Ok(node.to_string());
    }
    if let Ok(number) = term.parse::<i64>() {
        return Ok(number.to_string());
    }
    let term: Term = term.parse().map_err(|_| wrong())?;
    if matches!(term, Term::NamedNode(_) | Term::Literal(_)) {
        Ok(term.to_string())
    } else {
        Err(wrong())
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "passed to map_err, which hands it over"
)]
fn evaluation(error: QueryEvaluationError) -> Error {
    Error::Evaluation(error.to_string())
}

fn answer_format(options: &Options, results: &'static str) -> Result<AnswerFormat, Error> {
    let Some(name) = &options.format else {
        return Ok(AnswerFormat::Table);
    };
    AnswerFormat::parse(name).map_err(|error| match Format::parse(name) {
        Ok(_) => Error::Unsuited {
            results,
            format: name.clone(),
        },
        Err(_) => error,
    })
}

fn graph_format(options: &Options) -> Result<Format, Error> {
    let Some(name) = &options.format else {
        return Ok(Format::Turtle);
    };
    Format::parse(name).map_err(|error| match AnswerFormat::parse(name) {
        Ok(_) => Error::Unsuited {
            results: "the triples of a CONSTRUCT or DESCRIBE",
            format: name.clone(),
        },
        Err(_) => error,
    })
}

fn results_format(format: AnswerFormat) -> Option<QueryResultsFormat> {
    match format {
        AnswerFormat::Table => None,
        AnswerFormat::Csv => Some(QueryResultsFormat::Csv),
        AnswerFormat::Tsv => Some(QueryResultsFormat::Tsv),
        AnswerFormat::Json => Some(QueryResultsFormat::Json),
        AnswerFormat::Xml => Some(QueryResultsFormat::Xml),
    }
}

fn solutions(
    rows: QuerySolutionIter<'_>,
    format: AnswerFormat,
    options: &Options,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> Result<Answer, Error> {
    let variables = rows.variables().to_vec();
    let mut count = 0;
    if let Some(format) = results_format(format) {
        let serializer = QueryResultsSerializer::from_format(format);
        let mut writer = serializer.serialize_solutions_to_writer(out, variables)?;
        for row in rows {
            writer.serialize(&row.map_err(evaluation)?)?;
            count += 1;
        }
        let out = writer.finish()?;
        if format == QueryResultsFormat::Json || format == QueryResultsFormat::Xml {
            writeln!(out)?;
        }
    } else {
        let head: Vec<String> = variables
            .iter()
            .map(|variable| variable.as_str().to_owned())
            .collect();
        let mut cells = Vec::new();
        for row in rows {
            let row = row.map_err(evaluation)?;
            let cell = |variable| row.get(variable).map(|term| shown(term, prefixes));
            cells.push(
                variables
                    .iter()
                    .map(|variable| cell(variable).unwrap_or_default())
                    .collect(),
            );
            count += 1;
        }
        let width = options.width.unwrap_or(120);
        out.write_all(table::render(&head, &cells, width).as_bytes())?;
    }
    Ok(Answer::Rows(count))
}

/// A term for people: short names, text without quotes, its language only if it is not English.
fn shown(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(node) => prefixes.write(node.as_str()),
        Term::Literal(literal) => match literal.language() {
            Some(language) if !language.starts_with("en") => {
                format!("{} @{language}", literal.value())
            }
            _ => literal.value().to_owned(),
        },
        other => other.to_string(),
    }
}

fn boolean(truth: bool, format: AnswerFormat, out: &mut dyn Write) -> Result<Answer, Error> {
    if let Some(format) = results_format(format) {
        let serializer = QueryResultsSerializer::from_format(format);
        let out = serializer.serialize_boolean_to_writer(out, truth)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{truth}")?;
    }
    Ok(Answer::Truth(truth))
}

fn graph(
    triples: QueryTripleIter<'_>,
    format: Format,
    base: &str,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> Result<Answer, Error> {
    let mut quads = Vec::new();
    for triple in triples {
        let triple = triple.map_err(evaluation)?;
        quads.push(triple.in_graph(GraphName::DefaultGraph));
    }
    quads.sort_by_cached_key(Quad::to_string);
    quads.dedup();
    if matches!(format, Format::Turtle | Format::TriG) {
        turtle::write_with(prefixes, &quads, base, out)?;
    } else {
        let options = dump::Options {
            format,
            ..dump::Options::default()
        };
        dump::write_quads(&quads, base, &options, out)?;
    }
    Ok(Answer::Triples(quads.len()))
}
