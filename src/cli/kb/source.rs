//! The statements of an RDF file, decompressed and parsed as they come.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use indicatif::ProgressBar;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::Quad;

/// Why a file is not read at all.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) hint: &'static str,
}

/// What is wrong inside a file.
#[derive(Debug)]
pub(crate) enum Fault {
    /// One place; the parser goes on behind it.
    Malformed(String),
    /// Nothing more can be read.
    Broken(String),
}

/// Statements, and the places where there are none.
pub(crate) type Statements = Box<dyn Iterator<Item = Result<Quad, Fault>>>;

/// Opens a file; the format is told by its extension under that of its compression.
pub(crate) fn open(path: &Path, bar: &ProgressBar) -> Result<Statements, Refusal> {
    let refuse = |reason: String, hint| Refusal {
        message: format!("{}: {reason}", path.display()),
        hint,
    };
    let file = File::open(path)
        .map_err(|error| refuse(error.to_string(), "check the path and that it may be read"))?;
    let file = BufReader::with_capacity(1 << 18, bar.wrap_read(file));
    let name = path.to_string_lossy().to_lowercase();
    let (reader, name): (Box<dyn Read>, &str) = if let Some(name) = name.strip_suffix(".gz") {
        (Box::new(flate2::bufread::MultiGzDecoder::new(file)), name)
    } else if let Some(name) = name.strip_suffix(".bz2") {
        (Box::new(bzip2::bufread::MultiBzDecoder::new(file)), name)
    } else if let Some(name) = name.strip_suffix(".zst") {
        let decoder = zstd::Decoder::with_buffer(file)
            .map_err(|error| refuse(error.to_string(), "it is no zstd file"))?;
        (Box::new(decoder), name)
    } else {
        (Box::new(file), name.as_str())
    };
    let extension = name.rsplit('.').next().unwrap_or_default();
    if extension == "txt" {
        return Ok(Box::new(documents(reader)));
    }
    let format = RdfFormat::from_extension(extension).ok_or_else(|| {
        refuse(
            format!("`.{extension}` is no RDF format"),
            "known are .nt, .ttl, .nq, .trig, .rdf, .owl, .jsonld and GeoNames' .txt, each also as .gz, .bz2 or .zst",
        )
    })?;
    let reader = BufReader::with_capacity(1 << 18, reader);
    match format {
        RdfFormat::NTriples | RdfFormat::NQuads => Ok(Box::new(Lines::new(format, reader))),
        _ => Ok(Box::new(statements(format, reader))),
    }
}

/// Bytes of lines that are parsed at once.
const BLOCK: usize = 1 << 20;

/// A file of one statement a line. It is parsed in blocks of lines, and a block with a fault line by
/// line, so that a string which never ends costs its own line only.
struct Lines<R> {
    reader: R,
    format: RdfFormat,
    /// Lines before the block.
    before: usize,
    ready: std::vec::IntoIter<Result<Quad, Fault>>,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(format: RdfFormat, reader: R) -> Self {
        Self {
            reader,
            format,
            before: 0,
            ready: Vec::new().into_iter(),
            done: false,
        }
    }

    /// The statements of some whole lines, or the first fault.
    fn parse(&self, lines: &[u8]) -> Result<Vec<Quad>, String> {
        RdfParser::from_format(self.format)
            .lenient()
            .for_slice(lines)
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())
    }

    /// Reads and parses the next block.
    fn advance(&mut self) {
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 8);
        let mut broken = None;
        while block.len() < BLOCK {
            match self.reader.read_until(b'\n', &mut block) {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => broken = Some(error.to_string()),
            }
            self.done = true;
            break;
        }
        let mut found: Vec<_> = match self.parse(&block) {
            Ok(quads) => quads.into_iter().map(Ok).collect(),
            Err(_) => self.one_by_one(&block),
        };
        self.before += block.split(|byte| *byte == b'\n').count() - 1;
        found.extend(broken.map(|reason| Err(Fault::Broken(reason))));
        self.ready = found.into_iter();
    }

    /// The statements and the faults of a block, each fault with its line.
    fn one_by_one(&self, block: &[u8]) -> Vec<Result<Quad, Fault>> {
        let mut found = Vec::new();
        for (number, line) in block.split_inclusive(|byte| *byte == b'\n').enumerate() {
            match self.parse(line) {
                Ok(quads) => found.extend(quads.into_iter().map(Ok)),
                Err(reason) => {
                    let line = self.before + number + 1;
                    found.push(Err(Fault::Malformed(format!("line {line}: {reason}"))));
                }
            }
        }
        found
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Quad, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.ready.next() {
                return Some(found);
            }
            if self.done {
                return None;
            }
            self.advance();
        }
    }
}

/// The statements of one document. A parser stops by itself where it cannot go on.
fn statements(format: RdfFormat, reader: impl Read) -> impl Iterator<Item = Result<Quad, Fault>> {
    RdfParser::from_format(format)
        .lenient()
        .for_reader(reader)
        .map(|found| {
            found.map_err(|error| match error {
                RdfParseError::Io(error) => Fault::Broken(error.to_string()),
                RdfParseError::Syntax(error) => Fault::Malformed(error.to_string()),
            })
        })
}

/// GeoNames' dump: lines of an IRI and lines of an RDF/XML document in turn.
fn documents(reader: impl Read) -> impl Iterator<Item = Result<Quad, Fault>> {
    let lines = BufReader::with_capacity(1 << 18, reader).lines();
    lines.flat_map(|line: io::Result<String>| -> Statements {
        match line {
            Ok(line) if line.starts_with('<') => {
                Box::new(statements(RdfFormat::RdfXml, io::Cursor::new(line)))
            }
            Ok(_) => Box::new(std::iter::empty()),
            Err(error) => Box::new(std::iter::once(Err(Fault::Broken(error.to_string())))),
        }
    })
}
