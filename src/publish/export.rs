//! The graph as other tools than those of RDF want it: tables, networks, `FollowTheMoney`.
//!
//! Read article after article, in the order of their graphs. Claims and mentions are written as they
//! come; entities and the edges of a network are counted over all articles first, so memory grows with
//! their number.

mod money;
mod network;
mod parquet;
mod sheet;
mod spreadsheet;

use std::io::Write;

use crate::publish::export::sheet::Sheet;
use crate::publish::selection::{Selection, select};
use crate::publish::{Error, rows::Rows};
use crate::store::Store;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// A table.
    Table(Table, TableFormat),
    /// The network of entities, GraphML.
    GraphMl,
    /// The network of entities, GEXF 1.3 as Gephi reads it.
    Gexf,
    /// One entity of `FollowTheMoney` a line, JSON.
    FollowTheMoney,
}

/// The rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Who claims what.
    Claims,
    /// Who and what is spoken of, each once.
    Entities,
    /// Where an entity is mentioned.
    Mentions,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// Commas, quotes where needed (RFC 4180, lines end in a line feed).
    #[default]
    Csv,
    /// Tabs; tabs, line breaks and backslashes inside a cell are escaped.
    Tsv,
    /// Parquet, packed with Zstandard; lists are lists, numbers and days have their types.
    Parquet,
}

impl Export {
    /// A format by its extension or media type; `None` if it is none of these.
    ///
    /// ```
    /// use claimgraph::publish::export::Export;
    ///
    /// assert_eq!(Export::parse("gexf"), Some(Export::Gexf));
    /// assert_eq!(Export::parse("ttl"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "graphml" | "application/graphml+xml" => Self::GraphMl,
            "gexf" | "application/gexf+xml" => Self::Gexf,
            "ftm" | "followthemoney" => Self::FollowTheMoney,
            _ => return None,
        })
    }
}

impl TableFormat {
    /// By extension or media type; `None` if it is none.
    ///
    /// ```
    /// use claimgraph::publish::export::TableFormat;
    ///
    /// assert_eq!(TableFormat::parse("parquet"), Some(TableFormat::Parquet));
    /// assert_eq!(TableFormat::parse("ttl"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "csv" | "text/csv" => Self::Csv,
            "tsv" | "text/tab-separated-values" => Self::Tsv,
            "parquet" | "application/vnd.apache.parquet" => Self::Parquet,
            _ => return None,
        })
    }
}

/// Writes a store or a part of it. The same graph gives the same bytes.
///
/// # Errors
/// When an article or graph asked for is not in the store, and when `out` or the store fails.
///
/// ```
/// use claimgraph::publish::export::{self, Export, Table, TableFormat};
/// use claimgraph::store::Store;
///
/// let mut out = Vec::new();
/// let export = Export::Table(Table::Mentions, TableFormat::Csv);
/// export::write(&Store::memory(), &Default::default(), export, &mut out).unwrap();
/// assert!(out.starts_with(b"mention,article,"));
/// ```
pub fn write(
    store: &Store,
    selection: &Selection,
    export: Export,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let graphs = select(store, selection)?;
    let each = |visit: &mut dyn FnMut(&Rows<'_>) -> Result<(), Error>| {
        let mut graphs = graphs.iter();
        graphs.try_for_each(|graph| visit(&Rows::new(&store.graph(graph)?)))
    };
    match export {
        Export::Table(Table::Claims, format) => {
            let mut sheet = Sheet::new("claims", &spreadsheet::CLAIMS, format, out)?;
            each(&mut |rows| spreadsheet::claims(rows, &mut sheet))?;
            sheet.finish()?;
        }
        Export::Table(Table::Mentions, format) => {
            let mut sheet = Sheet::new("mentions", &spreadsheet::MENTIONS, format, out)?;
            each(&mut |rows| spreadsheet::mentions(rows, &mut sheet))?;
            sheet.finish()?;
        }
        Export::Table(Table::Entities, format) => {
            let mut entities = spreadsheet::Entities::default();
            each(&mut |rows| {
                entities.add(rows);
                Ok(())
            })?;
            let mut sheet = Sheet::new("entities", &spreadsheet::ENTITIES, format, out)?;
            entities.write(&mut sheet)?;
            sheet.finish()?;
        }
        Export::GraphMl | Export::Gexf => {
            let mut network = network::Network::default();
            each(&mut |rows| {
                network.add(rows);
                Ok(())
            })?;
            if export == Export::Gexf {
                network.gexf(out)?;
            } else {
                network.graphml(out)?;
            }
        }
        Export::FollowTheMoney => {
            let mut things = money::Things::default();
            each(&mut |rows| things.article(rows, out))?;
            things.finish(out)?;
        }
    }
    out.flush()?;
    Ok(())
}
