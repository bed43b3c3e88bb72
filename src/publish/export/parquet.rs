//! Tables as Parquet, for `DuckDB`, pandas, Spark and the like.
//!
//! The library lays out the file: schema, pages, groups of rows, footer. The values of a page are
//! written here, plainly and packed with Zstandard: the library's own writers of columns bring every
//! encoding of every type, half a megabyte of program for tables of words and numbers. A group of rows
//! is written as soon as it is full, so memory does not grow with the table, and the same rows give the
//! same bytes.

use std::io::{self, Write};
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{
    Compression, ConvertedType, Encoding, LogicalType, Repetition, Type as Physical, ZstdLevel,
};
use parquet::column::page::{CompressedPage, Page, PageWriter as _};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::{ParquetError, Result as Laid};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::WriterProperties;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, Type};

use crate::publish::Error;
use crate::publish::export::sheet::{Cell, Column, Kind};

/// How many bytes of values a page holds, about.
const PAGE: usize = 1 << 20;

/// How many rows a group holds: as many as `DuckDB` gives a thread at once.
const ROWS: usize = 122_880;

/// How many bytes of values a group holds, about.
const GROUP: usize = 64 << 20;

/// A table whose rows are being written.
pub(super) struct Parquet<'a> {
    /// The file; what is laid out is handed on after each group.
    file: SerializedFileWriter<Vec<u8>>,
    out: &'a mut dyn Write,
    columns: Vec<Chunk>,
    rows: usize,
}

/// The rows of a group in one column.
struct Chunk {
    kind: Kind,
    descriptor: ColumnDescPtr,
    /// Whether a value goes on a list; empty where there are no lists.
    repetition: Levels,
    /// Whether there is a value; empty where there always is one.
    definition: Levels,
    /// The values of the page in the making.
    values: Vec<u8>,
    /// How many values and gaps the page in the making holds.
    entries: u32,
    /// The pages that are full.
    pages: TrackedWrite<Vec<u8>>,
    packed: usize,
    unpacked: usize,
    total: i64,
    gaps: u64,
    /// The least and the greatest of numbers and days.
    bounds: Option<(i64, i64)>,
}

/// Zeros and ones, counted as they repeat.
#[derive(Default)]
struct Levels {
    /// Runs: twice their length as a number of variable length, and what is repeated.
    runs: Vec<u8>,
    last: bool,
    count: u32,
}

impl<'a> Parquet<'a> {
    /// Begins a table.
    pub(super) fn new(
        name: &str,
        columns: &'static [Column],
        out: &'a mut dyn Write,
    ) -> Result<Self, Error> {
        Self::begin(name, columns, out).map_err(failed)
    }

    fn begin(name: &str, columns: &'static [Column], out: &'a mut dyn Write) -> Laid<Self> {
        let fields: Vec<_> = columns
            .iter()
            .map(|it| field(*it).map(Arc::new))
            .collect::<Laid<_>>()?;
        let schema = Type::group_type_builder(name).with_fields(fields).build()?;
        let by = concat!("claimgraph version ", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder().set_created_by(by.to_owned());
        let file =
            SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?;
        let descriptors = file.schema_descr().columns().iter().cloned();
        let columns = columns
            .iter()
            .zip(descriptors)
            .map(|(column, it)| Chunk::new(column.1, it));
        Ok(Self {
            columns: columns.collect(),
            file,
            out,
            rows: 0,
        })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        for (chunk, cell) in self.columns.iter_mut().zip(cells) {
            chunk.add(cell).map_err(failed)?;
        }
        self.rows += 1;
        let size: usize = self.columns.iter().map(Chunk::size).sum();
        if self.rows >= ROWS || size >= GROUP {
            self.group().map_err(failed)?;
            self.hand_on()?;
        }
        Ok(())
    }

    /// Writes the last rows and the footer.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        if self.rows > 0 {
            self.group().map_err(failed)?;
        }
        self.file.finish().map_err(failed)?;
        self.hand_on()
    }

    fn group(&mut self) -> Laid<()> {
        let rows = std::mem::take(&mut self.rows) as u64;
        let mut group = self.file.next_row_group()?;
        for chunk in &mut self.columns {
            let next = Chunk::new(chunk.kind, Arc::clone(&chunk.descriptor));
            let (pages, result) = std::mem::replace(chunk, next).close(rows)?;
            group.append_column(&bytes::Bytes::from(pages), result)?;
        }
        group.close()?;
        self.file.flush()?;
        Ok(())
    }

    fn hand_on(&mut self) -> Result<(), Error> {
        let laid = std::mem::take(self.file.inner_mut());
        Ok(self.out.write_all(&laid)?)
    }
}

impl Chunk {
    fn new(kind: Kind, descriptor: ColumnDescPtr) -> Self {
        Self {
            kind,
            descriptor,
            repetition: Levels::default(),
            definition: Levels::default(),
            values: Vec::new(),
            entries: 0,
            pages: TrackedWrite::new(Vec::new()),
            packed: 0,
            unpacked: 0,
            total: 0,
            gaps: 0,
            bounds: None,
        }
    }

    /// How many bytes of values it holds, packed or not.
    fn size(&self) -> usize {
        self.unpacked + self.values.len()
    }

    /// Adds the cell of a row.
    fn add(&mut self, cell: &Cell<'_>) -> Laid<()> {
        match (self.kind, cell) {
            (Kind::List, Cell::List(items, _)) if items.is_empty() => self.gap(),
            (Kind::List, Cell::List(items, _)) => {
                for (at, item) in items.iter().enumerate() {
                    self.begin(at > 0);
                    self.text(item)?;
                }
            }
            (Kind::Number, Cell::Number(Some(number))) => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                self.begin(false);
                self.bound(number);
                self.values.extend(number.to_le_bytes());
            }
            (Kind::Share, Cell::Text(text)) => match text.parse::<f64>() {
                Ok(share) => {
                    self.begin(false);
                    self.values.extend(share.to_le_bytes());
                }
                Err(_) => self.gap(),
            },
            (Kind::Day, Cell::Text(text)) => match day(text) {
                Some(day) => {
                    self.begin(false);
                    self.bound(day.into());
                    self.values.extend(day.to_le_bytes());
                }
                None => self.gap(),
            },
            (Kind::Text, Cell::Text("")) => self.gap(),
            (Kind::Name | Kind::Text, Cell::Text(text)) => {
                self.begin(false);
                self.text(text)?;
            }
            _ => self.gap(),
        }
        // A page ends between two rows.
        if self.values.len() >= PAGE {
            self.page()?;
        }
        Ok(())
    }

    /// A value follows; it goes on the list of the one before, or not.
    fn begin(&mut self, goes_on: bool) {
        self.entries += 1;
        if self.descriptor.max_rep_level() > 0 {
            self.repetition.push(goes_on);
        }
        if self.descriptor.max_def_level() > 0 {
            self.definition.push(true);
        }
    }

    /// There is no value.
    fn gap(&mut self) {
        self.entries += 1;
        self.gaps += 1;
        if self.descriptor.max_rep_level() > 0 {
            self.repetition.push(false);
        }
        self.definition.push(false);
    }

    fn text(&mut self, text: &str) -> Laid<()> {
        let length = u32::try_from(text.len()).map_err(|it| ParquetError::External(it.into()))?;
        self.values.extend(length.to_le_bytes());
        self.values.extend(text.as_bytes());
        Ok(())
    }

    fn bound(&mut self, number: i64) {
        let (least, greatest) = self.bounds.unwrap_or((number, number));
        self.bounds = Some((least.min(number), greatest.max(number)));
    }

    /// Ends a page.
    fn page(&mut self) -> Laid<()> {
        let mut page = Vec::with_capacity(self.values.len());
        if self.descriptor.max_rep_level() > 0 {
            page.extend(std::mem::take(&mut self.repetition).finish());
        }
        if self.descriptor.max_def_level() > 0 {
            page.extend(std::mem::take(&mut self.definition).finish());
        }
        page.append(&mut self.values);
        let packed = zstd::bulk::compress(&page, zstd::DEFAULT_COMPRESSION_LEVEL)?;
        let entries = std::mem::take(&mut self.entries);
        let laid = Page::DataPage {
            buf: packed.into(),
            num_values: entries,
            encoding: Encoding::PLAIN,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let mut pages = SerializedPageWriter::new(&mut self.pages);
        let written = pages.write_page(CompressedPage::new(laid, page.len()))?;
        self.packed += written.compressed_size;
        self.unpacked += written.uncompressed_size;
        self.total += i64::from(entries);
        Ok(())
    }

    /// The pages, and what the footer says of them.
    fn close(mut self, rows: u64) -> Laid<(Vec<u8>, ColumnCloseResult)> {
        if self.entries > 0 {
            self.page()?;
        }
        let size = |bytes: usize| i64::try_from(bytes).unwrap_or(i64::MAX);
        let metadata = ColumnChunkMetaData::builder(Arc::clone(&self.descriptor))
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE])
            .set_num_values(self.total)
            .set_total_compressed_size(size(self.packed))
            .set_total_uncompressed_size(size(self.unpacked))
            .set_data_page_offset(0)
            .set_statistics(self.statistics())
            .build()?;
        let result = ColumnCloseResult {
            bytes_written: self.packed as u64,
            rows_written: rows,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((self.pages.into_inner()?, result))
    }

    fn statistics(&self) -> Statistics {
        let (least, greatest) = self.bounds.unzip();
        let gaps = Some(self.gaps);
        match self.kind {
            Kind::Number => Statistics::int64(least, greatest, None, gaps, false),
            Kind::Day => {
                let day = |it: i64| i32::try_from(it).ok();
                let (least, greatest) = (least.and_then(day), greatest.and_then(day));
                Statistics::int32(least, greatest, None, gaps, false)
            }
            Kind::Share => Statistics::double(None, None, None, gaps, false),
            Kind::Name | Kind::Text => Statistics::byte_array(None, None, None, gaps, false),
            // Whether an empty list counts as a gap, readers disagree.
            Kind::List => Statistics::byte_array(None, None, None, None, false),
        }
    }
}

impl Levels {
    fn push(&mut self, level: bool) {
        if level != self.last {
            self.end();
            self.last = level;
        }
        self.count += 1;
    }

    fn end(&mut self) {
        let mut rest = std::mem::take(&mut self.count) << 1;
        if rest == 0 {
            return;
        }
        while rest >= 0x80 {
            self.runs.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        self.runs.extend([(rest & 0x7F) as u8, u8::from(self.last)]);
    }

    /// The runs behind their length.
    fn finish(mut self) -> Vec<u8> {
        self.end();
        let length = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
        let mut levels = length.to_le_bytes().to_vec();
        levels.append(&mut self.runs);
        levels
    }
}

/// A column as the schema says it.
fn field(Column(name, kind): Column) -> Laid<Type> {
    let (physical, logical) = match kind {
        Kind::Name | Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Number => (Physical::INT64, None),
        Kind::Share => (Physical::DOUBLE, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::List => return list(name),
    };
    let repetition = match kind {
        Kind::Name => Repetition::REQUIRED,
        _ => Repetition::OPTIONAL,
    };
    let field = Type::primitive_type_builder(name, physical);
    field
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}

/// A list that may be empty but is always there.
fn list(name: &str) -> Laid<Type> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let items = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(items)])
        .build()
}

/// Days since 1970; `None` for what is no whole day, such as a month.
fn day(text: &str) -> Option<i32> {
    let date: Date = text.get(..10)?.parse().ok()?;
    Some(date.since(Date::constant(1970, 1, 1)).ok()?.get_days())
}

fn failed(error: ParquetError) -> Error {
    Error::from(io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::RowAccessor as _;

    use super::*;

    #[test]
    fn days_count_from_1970() {
        let days = [
            "1970-01-01",
            "2000-03-01",
            "2024-03-14T09:30:00Z",
            "1969-12-31",
        ];
        assert_eq!(
            days.map(day),
            [Some(0), Some(11_017), Some(19_796), Some(-1)]
        );
        assert_eq!(["", "2024", "2024-03", "2024-13-01"].map(day), [None; 4]);
    }

    #[test]
    fn levels_are_runs_behind_their_length() {
        let mut levels = Levels::default();
        (0..200).for_each(|_| levels.push(true));
        levels.push(false);
        assert_eq!(levels.finish(), [5, 0, 0, 0, 0x90, 3, 1, 2, 0]);
        assert_eq!(Levels::default().finish(), [0; 4]);
    }

    #[test]
    fn many_rows_become_several_groups_and_pages() {
        const COLUMNS: [Column; 3] = [
            Column("name", Kind::Name),
            Column("words", Kind::List),
            Column("count", Kind::Number),
        ];
        let mut out = Vec::new();
        let mut table = Parquet::new("rows", &COLUMNS, &mut out).unwrap();
        let rows = ROWS + 1000;
        let name = |row: usize| format!("https://example.org/claimgraph/entity/person-{row:09}");
        for row in 0..rows {
            let name = name(row);
            let words = vec![name.as_str(); row % 3];
            let count = Some(row).filter(|row| row % 2 == 0);
            let cells = [
                Cell::Text(&name),
                Cell::List(words, " "),
                Cell::Number(count),
            ];
            table.row(&cells).unwrap();
        }
        table.finish().unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&out).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let first = reader.get_row_group(0).unwrap();
        let pages = first.get_column_page_reader(0).unwrap();
        // Names of 54 bytes behind four of their length: 6.8 MiB.
        assert_eq!(pages.count(), 7);
        let mut seen = 0;
        for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
            let row = row.unwrap();
            assert_eq!(row.get_string(0).unwrap(), &name(at));
            assert_eq!(row.get_list(1).unwrap().len(), at % 3);
            assert_eq!(
                row.get_long(2).ok(),
                i64::try_from(at).ok().filter(|it| it % 2 == 0)
            );
            seen += 1;
        }
        assert_eq!(seen, rows);
    }
}
