//! From inputs to records, one at a time, whatever they are wrapped in.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::article::error::Error;
use crate::article::input::{Input, files, unreadable};
use crate::article::kind::{Compression, Kind, Wrapped};
use crate::article::origin::Origin;
use crate::article::split::{Lines, Piece, Values, is_lines};
use crate::article::{Article, Limits, Record};
use crate::article::{archive, decode, feed, html, identity, json, markdown, plain, warc};

/// Takes a record or an error; `Break` stops the reading.
pub(super) type Sink<'a> = dyn FnMut(Result<Record, Error>) -> ControlFlow<()> + 'a;

/// How much of a content is looked at to tell its kind.
const HEAD: usize = 64 * 1024;

/// A content: where it lies, and what it was unpacked with.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) origin: Origin,
    /// The decoder whose errors the reader gives.
    pub(super) format: Option<&'static str>,
    /// Whether it is a member of an archive: then it is not unpacked as one.
    pub(super) in_archive: bool,
}

impl Source {
    /// The error for a failed read.
    pub(super) fn failed(&self, error: &io::Error) -> Error {
        let place = self.origin.clone();
        match self.format {
            Some(format) => Error::Damaged {
                place,
                format,
                reason: if error.kind() == io::ErrorKind::UnexpectedEof {
                    "it ends too early".to_owned()
                } else {
                    error.to_string()
                },
            },
            None => match unreadable(place.path().unwrap_or(Path::new("")), error) {
                Error::Unreadable { reason, .. } => Error::Unreadable { place, reason },
                other => other,
            },
        }
    }
}

/// Hands every record of an input to the sink, and counts the bytes of its files.
pub(super) fn input(
    input: &Input,
    limits: Limits,
    position: &AtomicU64,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match input {
        Input::Stdin => {
            let source = Source {
                origin: Origin::stdin(),
                format: None,
                in_archive: false,
            };
            content(&source, &mut io::stdin().lock(), limits, sink)
        }
        Input::Path(path) => files(path, &mut |path| match path {
            Ok(path) => file(path, limits, position, sink),
            Err(error) => sink(Err(error)),
        }),
    }
}

/// A file that counts what is read of it.
struct Counted<'a> {
    file: File,
    position: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.position.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn file(path: &Path, limits: Limits, position: &AtomicU64, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let source = Source {
        origin: Origin::file(path),
        format: None,
        in_archive: false,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return sink(Err(unreadable(path, &error))),
    };
    if Wrapped::from_name(source.origin.name()).kind == Kind::Zip {
        // It is read from its end, and in no order.
        let size = file.metadata().map_or(0, |it| it.len());
        position.fetch_add(size, Ordering::Relaxed);
        return archive::zip(&source, file, limits, sink);
    }
    let mut counted = Counted { file, position };
    content(&source, &mut counted, limits, sink)
}

/// Hands every record of a content to the sink: unpacks it, tells its kind, reads it.
pub(super) fn content(
    source: &Source,
    reader: &mut dyn Read,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut named = Wrapped::from_name(source.origin.name());
    let (head, mut reader) = match peek(reader) {
        Ok(peeked) => peeked,
        Err(error) => return sink(Err(source.failed(&error))),
    };
    if head.is_empty() {
        let place = source.origin.clone();
        return sink(Err(Error::Empty { place }));
    }
    let compression = match Compression::from_head(&head) {
        None => named.compression,
        some => some,
    };
    match compression {
        None => uncompressed(source, named.kind, &head, &mut reader, limits, sink),
        Some(compression) => {
            let unpacked = Source {
                format: Some(compression.name()),
                ..source.clone()
            };
            let mut decoder = match compression.decoder(&mut reader) {
                Ok(decoder) => decoder,
                Err(error) => return sink(Err(unpacked.failed(&error))),
            };
            let (head, mut reader) = match peek(&mut *decoder) {
                Ok(peeked) => peeked,
                Err(error) => return sink(Err(unpacked.failed(&error))),
            };
            if named.compression.is_none() {
                named.kind = Kind::Unknown;
            }
            uncompressed(&unpacked, named.kind, &head, &mut reader, limits, sink)
        }
    }
}

impl Compression {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    fn decoder<'a>(self, reader: &'a mut dyn Read) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(reader))),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
        })
    }
}

/// The first bytes, and a reader that still has them. What fails after the first bytes fails again
/// when the rest is read. A line of JSON is enough: more may be long in coming through a pipe.
fn peek(reader: &mut dyn Read) -> io::Result<(Vec<u8>, impl Read + '_)> {
    let mut head = vec![0; HEAD];
    let mut length = 0;
    while length < HEAD {
        match reader.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if length == 0 => return Err(error),
            Err(_) => break,
        }
        if is_lines(&head[..length]) {
            break;
        }
    }
    head.truncate(length);
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

fn uncompressed(
    source: &Source,
    named: Kind,
    head: &[u8],
    reader: &mut dyn Read,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let kind = match named {
        Kind::Unknown => Kind::from_head(head),
        // `.xml` may be a page, `.txt` is what its name says.
        Kind::Feed if Kind::from_head(head) == Kind::Html => Kind::Html,
        named => named,
    };
    match kind {
        Kind::Zip | Kind::Tar | Kind::Warc if source.in_archive => {
            let place = source.origin.clone();
            sink(Err(Error::Nested { place }))
        }
        Kind::Zip => archive::spooled_zip(source, reader, limits, sink),
        Kind::Tar => archive::tar(source, reader, limits, sink),
        Kind::Warc => warc::read(source, &mut BufReader::new(reader), limits, sink),
        Kind::JsonLines | Kind::Json => {
            let lines = kind == Kind::JsonLines || is_lines(head);
            records(source, lines, &mut BufReader::new(reader), limits, sink)
        }
        Kind::Feed => match whole(source, reader, limits) {
            Ok(bytes) => feed::read(source, bytes, limits, sink),
            Err(error) => sink(Err(error)),
        },
        Kind::Plain | Kind::Markdown | Kind::Html | Kind::Unknown => {
            let article = whole(source, reader, limits)
                .and_then(|bytes| document(source, kind, bytes, limits));
            let origin = source.origin.clone();
            sink(article.map(|article| Record::Article { article, origin }))
        }
    }
}

/// The bytes of a content that is one article.
fn whole(source: &Source, reader: &mut dyn Read, limits: Limits) -> Result<Vec<u8>, Error> {
    let place = source.origin.clone();
    let limit = limits.article_bytes;
    let mut bytes = Vec::new();
    reader
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| source.failed(&error))?;
    if bytes.len() > limit {
        return Err(Error::TooLarge { place, limit });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Error::Empty { place });
    }
    Ok(bytes)
}

fn document(source: &Source, kind: Kind, bytes: Vec<u8>, limits: Limits) -> Result<Article, Error> {
    let place = source.origin.clone();
    let declared = match kind {
        Kind::Html => html::declared_encoding(&bytes),
        _ => None,
    };
    let text = decode::decode(bytes, declared.as_deref()).map_err(|reason| Error::NotText {
        place: place.clone(),
        reason,
    })?;
    let mut article = match kind {
        Kind::Html => html::article(&text, None, limits, &place)?,
        Kind::Markdown => markdown::article(&text),
        _ => plain::article(&text),
    };
    if article.text.as_str().trim().is_empty() {
        return Err(Error::NoText { place });
    }
    identity::complete(&mut article, Some(source.origin.name()));
    Ok(article)
}

fn records(
    source: &Source,
    lines: bool,
    reader: &mut dyn BufRead,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let limit = limits.article_bytes;
    let mut next: Box<dyn FnMut() -> io::Result<Option<Piece>> + '_> = if lines {
        let mut lines = Lines::new(reader, limit);
        Box::new(move || lines.next())
    } else {
        let mut values = Values::new(reader, limit);
        Box::new(move || values.next())
    };
    let mut any = false;
    loop {
        match next() {
            Ok(Some(piece)) => {
                // A file of a million numbers is one error.
                let foreign =
                    !lines && matches!(&piece, Piece::Record(_, it) if !it.starts_with(b"{"));
                record(source, piece, limits, sink)?;
                if foreign {
                    return ControlFlow::Continue(());
                }
            }
            Ok(None) => break,
            Err(error) => return sink(Err(source.failed(&error))),
        }
        any = true;
    }
    if any {
        return ControlFlow::Continue(());
    }
    let place = source.origin.clone();
    sink(Err(Error::Empty { place }))
}

fn record(source: &Source, piece: Piece, limits: Limits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (line, bytes) = match piece {
        Piece::Record(line, bytes) => (line, bytes),
        Piece::TooLarge(line) => {
            return sink(Err(Error::TooLarge {
                place: source.origin.at_line(line),
                limit: limits.article_bytes,
            }));
        }
    };
    sink(json::record(bytes, source.origin.at_line(line), limits))
}
