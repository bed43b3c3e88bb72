//! Rows of a query as a table for people: IRIs shortened by their prefixes, wide columns wrapped.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::model::Term;
use oxigraph::sparql::{QuerySolution, Variable};

/// Writes the rows and how many there are; `width` is in columns of the terminal.
pub(crate) fn write(
    variables: &[Variable],
    rows: &[QuerySolution],
    prefixes: &[(String, String)],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head: Vec<String> = variables.iter().map(|it| it.as_str().to_owned()).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let terms = variables.iter().map(|variable| row.get(variable));
            terms
                .map(|term| term.map(|term| short(term, prefixes)).unwrap_or_default())
                .collect()
        })
        .collect();
    text(&head, &cells, width, out)?;
    let count = rows.len();
    writeln!(out, "{count} row{}", if count == 1 { "" } else { "s" })
}

/// Writes any table of strings in the product's one look.
///
/// # Errors
///
/// What the writer reports.
pub fn text(
    head: &[String],
    rows: &[Vec<String>],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(head.iter().map(|cell| clean(cell)));
    for row in rows {
        table.add_row(row.iter().map(|cell| clean(cell)));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A term as short as it can be read.
#[must_use]
pub fn short(term: &Term, prefixes: &[(String, String)]) -> String {
    match term {
        Term::NamedNode(node) => {
            let iri = node.as_str();
            let longest = prefixes
                .iter()
                .filter(|(_, namespace)| iri.starts_with(namespace.as_str()))
                .max_by_key(|(_, namespace)| namespace.len());
            match longest {
                Some((prefix, namespace)) => format!("{prefix}:{}", &iri[namespace.len()..]),
                None => format!("<{iri}>"),
            }
        }
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// Line breaks would tear the table; control characters could drive a terminal.
fn clean(cell: &str) -> String {
    cell.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(char::is_control, "\u{FFFD}")
}
