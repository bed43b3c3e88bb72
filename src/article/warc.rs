//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages of their response records.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use crate::article::error::Error;
use crate::article::stream::{Sink, Source};
use crate::article::{Article, Limits, Record};
use crate::article::{date, decode, html, identity, plain};

/// Bytes of the longest header line that is believed.
const LONGEST_LINE: u64 = 64 * 1024;

/// Reads record after record; each page is one article with its URL and, where the page says
/// nothing, no date: the day of the crawl is not the day of publication. Behind a record that nobody can
/// tell the end of, reading goes on where a line looks like the beginning of the next.
pub(super) fn read(
    source: &Source,
    reader: &mut dyn BufRead,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut is_lost = false;
    loop {
        let headers = match next_record(reader, is_lost) {
            Ok(Next::Record(headers)) => headers,
            Ok(Next::Astray) => {
                let error = io::Error::other("a record that does not begin with WARC/");
                sink(Err(damaged(source, &error)))?;
                is_lost = true;
                continue;
            }
            Ok(Next::End) => return ControlFlow::Continue(()),
            Err(error) => return sink(Err(damaged(source, &error))),
        };
        let length = headers.get("content-length");
        let Some(length) = length.and_then(|it| it.parse::<u64>().ok()) else {
            let error = io::Error::other("a record without a length");
            sink(Err(damaged(source, &error)))?;
            is_lost = true;
            continue;
        };
        is_lost = false;
        let mut block = Read::take(&mut *reader, length);
        let found = page(source, &headers, &mut block, limits);
        // What was not looked at is passed over; a block that ends too early is damage.
        let rest = block.limit();
        let passed = match io::copy(&mut block, &mut io::sink()) {
            Ok(passed) => passed,
            Err(error) => return sink(Err(damaged(source, &error))),
        };
        if passed < rest {
            let error = io::Error::from(io::ErrorKind::UnexpectedEof);
            return sink(Err(damaged(source, &error)));
        }
        if let Some(found) = found {
            sink(found)?;
        }
    }
}

fn damaged(source: &Source, error: &io::Error) -> Error {
    let warc = Source {
        format: Some(source.format.unwrap_or("WARC")),
        ..source.clone()
    };
    warc.failed(error)
}

/// Header lines of a record or of an HTTP response; names in small letters.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        let mut headers = self.0.iter();
        headers
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    fn read(reader: &mut dyn BufRead) -> io::Result<Self> {
        let mut headers: Vec<(String, String)> = Vec::new();
        // More lines than that are no headers.
        while headers.len() < 1000 {
            let line = line(reader)?;
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end();
            if text.is_empty() {
                break;
            }
            if let (true, Some((_, value))) = (text.starts_with([' ', '\t']), headers.last_mut()) {
                value.push(' ');
                value.push_str(text.trim());
            } else if let Some((name, value)) = text.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(Self(headers))
    }
}

fn line(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// What comes after a record.
enum Next {
    Record(Headers),
    /// Something that is no record.
    Astray,
    End,
}

/// The headers of the next record, after the blank lines that end the one before, or after whatever there
/// is if the way was lost.
fn next_record(reader: &mut dyn BufRead, is_lost: bool) -> io::Result<Next> {
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            return Ok(Next::End);
        }
        if line.starts_with(b"WARC/") {
            return Headers::read(reader).map(Next::Record);
        }
        if !is_lost && !line.trim_ascii().is_empty() {
            return Ok(Next::Astray);
        }
    }
}

/// The article of a record; `None` for requests, images, redirects and the like.
fn page(
    source: &Source,
    headers: &Headers,
    block: &mut dyn BufRead,
    limits: Limits,
) -> Option<Result<Record, Error>> {
    let url = headers.get("warc-target-uri").unwrap_or_default();
    let url = url.trim_start_matches('<').trim_end_matches('>').to_owned();
    let content_type = headers
        .get("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let place = source.origin.in_member(&url);
    let body = match headers.get("warc-type")? {
        "response" if content_type.starts_with("application/http") => http(block, limits),
        "resource" | "conversion" => {
            let bytes = limited(block, limits);
            bytes.map(|bytes| Some((content_type, bytes)))
        }
        _ => return None,
    };
    let (content_type, bytes) = match body {
        Ok(body) => body?,
        Err(BodyError::TooLarge) => {
            let limit = limits.article_bytes;
            return Some(Err(Error::TooLarge { place, limit }));
        }
        Err(BodyError::Io(error)) => {
            return Some(Err(Error::Damaged {
                place,
                format: "HTTP",
                reason: error.to_string(),
            }));
        }
    };
    let is_html = content_type.contains("html");
    if !is_html && !content_type.starts_with("text/plain") || bytes.trim_ascii().is_empty() {
        return None;
    }
    let article = article(&url, &content_type, bytes, limits, &place);
    let origin = place;
    Some(article.map(|article| Record::Article { article, origin }))
}

fn article(
    url: &str,
    content_type: &str,
    bytes: Vec<u8>,
    limits: Limits,
    place: &crate::article::Origin,
) -> Result<Article, Error> {
    let is_html = content_type.contains("html");
    let charset = content_type.split_once("charset=").map(|(_, label)| {
        let label = label.split(';').next().unwrap_or_default();
        label.trim_matches([' ', '"', '\'']).to_owned()
    });
    let declared = charset.or_else(|| html::declared_encoding(&bytes));
    let text = decode::decode(bytes, declared.as_deref()).map_err(|reason| Error::NotText {
        place: place.clone(),
        reason,
    })?;
    let mut article = if is_html {
        html::article(&text, None, limits, place)?
    } else {
        plain::article(&text)
    };
    if article.text.as_str().trim().is_empty() {
        let place = place.clone();
        return Err(Error::NoText { place });
    }
    if article.url.is_none() && url.starts_with("http") {
        article.url = Some(url.to_owned());
    }
    article.published = article.published.as_deref().and_then(date::iso);
    identity::complete(&mut article, None);
    Ok(article)
}

enum BodyError {
    TooLarge,
    Io(io::Error),
}

impl From<io::Error> for BodyError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn limited(reader: &mut dyn Read, limits: Limits) -> Result<Vec<u8>, BodyError> {
    let limit = limits.article_bytes as u64;
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(BodyError::TooLarge);
    }
    Ok(bytes)
}

/// The type and the body of a good response; `None` for redirects and errors.
fn http(block: &mut dyn BufRead, limits: Limits) -> Result<Option<(String, Vec<u8>)>, BodyError> {
    let status = line(block)?;
    let status = String::from_utf8_lossy(&status).into_owned();
    let headers = Headers::read(block)?;
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let content_type = headers
        .get("content-type")
        .unwrap_or("text/html")
        .to_ascii_lowercase();
    if !content_type.contains("html") && !content_type.starts_with("text/plain") {
        return Ok(None);
    }
    let body = limited(block, limits)?;
    let chunked = headers
        .get("transfer-encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    // Many crawlers store the body without its chunks and leave the header as it was.
    let body = if chunked {
        unchunked(&body).unwrap_or(body)
    } else {
        body
    };
    let coding = headers
        .get("content-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let body = match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => limited(
            &mut flate2::read::MultiGzDecoder::new(body.as_slice()),
            limits,
        )?,
        "zstd" if body.starts_with(&[0x28, 0xb5]) => limited(
            &mut zstd::stream::read::Decoder::new(body.as_slice())?,
            limits,
        )?,
        _ => body,
    };
    Ok(Some((content_type, body)))
}

/// The body without its chunks (RFC 9112, section 7.1); `None` if it is not chunked.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size)?);
        rest = &rest[size..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::unchunked;

    #[test]
    fn chunks_are_joined_and_other_bodies_left_alone() {
        assert_eq!(
            unchunked(b"3\r\nIt \r\n6;x=1\r\nrained\r\n0\r\n\r\n").as_deref(),
            Some(&b"It rained"[..])
        );
        assert_eq!(unchunked(b"<html>It rained</html>"), None);
        assert_eq!(unchunked(b"ffffffffffffffff\r\nx"), None);
    }
}
