//! The graph as other tools than those of RDF want it: tables, networks, `FollowTheMoney`.
//!
//! Read article after article, in the order of their graphs. Claims and mentions are written as they
//! come; entities and the edges of a network are counted over all articles first, so memory grows with
//! their number.

mod money;
mod network;
mod spreadsheet;

use std::io::Write;

use crate::publish::selection::{Selection, select};
use crate::publish::{Error, rows::Rows};
use crate::store::Store;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// A table.
    Table(Table, Separator),
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

/// How the cells of a table are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// Commas, quotes where needed (RFC 4180, lines end in a line feed).
    #[default]
    Comma,
    /// Tabs; tabs, line breaks and backslashes inside a cell are escaped.
    Tab,
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

impl Separator {
    /// By extension or media type; `None` if it is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "csv" | "text/csv" => Self::Comma,
            "tsv" | "text/tab-separated-values" => Self::Tab,
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
/// use claimgraph::publish::export::{self, Export, Separator, Table};
/// use claimgraph::store::Store;
///
/// let mut out = Vec::new();
/// let export = Export::Table(Table::Mentions, Separator::Comma);
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
    let each = |visit: &mut dyn FnMut(&Rows<'_>, &mut dyn Write) -> Result<(), Error>,
                out: &mut dyn Write| {
        for graph in &graphs {
            let quads = store.graph(graph)?;
            visit(&Rows::new(&quads), out)?;
        }
        Ok::<(), Error>(())
    };
    match export {
        Export::Table(Table::Claims, separator) => {
            spreadsheet::row(&spreadsheet::CLAIMS, separator, out)?;
            each(
                &mut |rows, out| spreadsheet::claims(rows, separator, out),
                out,
            )?;
        }
        Export::Table(Table::Mentions, separator) => {
            spreadsheet::row(&spreadsheet::MENTIONS, separator, out)?;
            each(
                &mut |rows, out| spreadsheet::mentions(rows, separator, out),
                out,
            )?;
        }
        Export::Table(Table::Entities, separator) => {
            let mut entities = spreadsheet::Entities::default();
            let mut add = |rows: &Rows<'_>, _: &mut dyn Write| {
                entities.add(rows);
                Ok(())
            };
            each(&mut add, out)?;
            entities.write(separator, out)?;
        }
        Export::GraphMl | Export::Gexf => {
            let mut network = network::Network::default();
            let mut add = |rows: &Rows<'_>, _: &mut dyn Write| {
                network.add(rows);
                Ok(())
            };
            each(&mut add, out)?;
            if export == Export::Gexf {
                network.gexf(out)?;
            } else {
                network.graphml(out)?;
            }
        }
        Export::FollowTheMoney => {
            let mut things = money::Things::default();
            each(&mut |rows, out| things.article(rows, out), out)?;
            things.finish(out)?;
        }
    }
    out.flush()?;
    Ok(())
}
