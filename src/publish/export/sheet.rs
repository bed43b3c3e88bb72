//! A table in the making: columns of a kind, rows of cells, and the two texts it may become.

use std::io::Write;

use crate::publish::Error;
use crate::publish::export::TableFormat;
use crate::publish::export::parquet::Parquet;

/// A column: what it is called and what its cells are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column(pub(super) &'static str, pub(super) Kind);

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An IRI; there always is one.
    Name,
    /// Words, or none.
    Text,
    /// Several words or IRIs, or none.
    List,
    /// A whole number, or none.
    Number,
    /// A number from 0 to 1, or none.
    Share,
    /// A day, or none.
    Day,
}

/// One cell, as its column's kind wants it.
#[derive(Clone, Debug)]
pub(super) enum Cell<'a> {
    /// Of a name, words, a share or a day: as the graph writes it; none if empty.
    Text(&'a str),
    /// With what stands between two where a cell is one text.
    List(Vec<&'a str>, &'static str),
    /// A whole number.
    Number(Option<usize>),
}

/// Where rows go.
pub(super) enum Sheet<'a> {
    Lines(TableFormat, &'a mut dyn Write),
    Parquet(Box<Parquet<'a>>),
}

impl<'a> Sheet<'a> {
    /// Begins a table.
    pub(super) fn new(
        name: &str,
        columns: &'static [Column],
        format: TableFormat,
        out: &'a mut dyn Write,
    ) -> Result<Self, Error> {
        if format == TableFormat::Parquet {
            return Ok(Self::Parquet(Box::new(Parquet::new(name, columns, out)?)));
        }
        let mut sheet = Self::Lines(format, out);
        let head: Vec<Cell<'_>> = columns.iter().map(|it| Cell::Text(it.0)).collect();
        sheet.row(&head)?;
        Ok(sheet)
    }

    /// Writes a row, a cell for each column.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        let (format, out) = match self {
            Self::Parquet(parquet) => return parquet.row(cells),
            Self::Lines(format, out) => (*format, out),
        };
        for (at, cell) in cells.iter().enumerate() {
            let cell = match cell {
                Cell::Text(text) => (*text).to_owned(),
                Cell::List(items, between) => items.join(between),
                Cell::Number(number) => number.map(|it| it.to_string()).unwrap_or_default(),
            };
            let (between, cell) = match format {
                TableFormat::Tsv => ("\t", escaped(&cell)),
                _ if cell.contains([',', '"', '\n', '\r']) => {
                    (",", format!("\"{}\"", cell.replace('"', "\"\"")))
                }
                _ => (",", cell),
            };
            let between = if at > 0 { between } else { "" };
            write!(out, "{between}{cell}")?;
        }
        out.write_all(b"\n")?;
        Ok(())
    }

    /// Writes the end.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self {
            Self::Lines(..) => Ok(()),
            Self::Parquet(parquet) => parquet.finish(),
        }
    }
}

fn escaped(cell: &str) -> String {
    let cell = cell.replace('\\', "\\\\").replace('\t', "\\t");
    cell.replace('\n', "\\n").replace('\r', "\\r")
}
