//! Of what kind an input is: by the extension of its name, then by its first bytes.

/// What lies under the compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Markdown,
    Html,
    /// One JSON value a line.
    JsonLines,
    /// One JSON value, several, or an array of them, over any number of lines.
    Json,
    /// RSS or Atom.
    Feed,
    Warc,
    Tar,
    Zip,
    Unknown,
}

/// How the content is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

/// A kind and the compression around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrapped {
    pub(super) kind: Kind,
    pub(super) compression: Option<Compression>,
}

impl Wrapped {
    /// What a name's extensions say, in any case: `a.JSONL.gz`.
    pub(super) fn from_name(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let (stem, compression) = match name.rsplit_once('.') {
            Some((stem, "gz")) => (stem, Some(Compression::Gzip)),
            Some((stem, "zst" | "zstd")) => (stem, Some(Compression::Zstd)),
            Some((stem, "tgz")) => {
                return Self {
                    kind: Kind::Tar,
                    compression: (!stem.is_empty()).then_some(Compression::Gzip),
                };
            }
            _ => (name.as_str(), None),
        };
        let extension = stem.rsplit_once('.').map_or("", |(_, extension)| extension);
        let kind = match extension {
            "txt" | "text" => Kind::Plain,
            "md" | "markdown" => Kind::Markdown,
            "html" | "htm" | "xhtml" => Kind::Html,
            "jsonl" | "ndjson" => Kind::JsonLines,
            "json" => Kind::Json,
            "rss" | "atom" | "xml" => Kind::Feed,
            "warc" => Kind::Warc,
            "tar" => Kind::Tar,
            "zip" => Kind::Zip,
            _ => Kind::Unknown,
        };
        Self { kind, compression }
    }
}

impl Compression {
    /// What the first bytes say.
    pub(super) fn from_head(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b]) {
            Some(Self::Gzip)
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Some(Self::Zstd)
        } else {
            None
        }
    }
}

impl Kind {
    /// What the first bytes (a kilobyte or more, if there are so many) say.
    pub(super) fn from_head(head: &[u8]) -> Self {
        if head.starts_with(b"PK\x03\x04") {
            return Self::Zip;
        }
        if head.get(257..262) == Some(b"ustar") {
            return Self::Tar;
        }
        if head.starts_with(b"WARC/") {
            return Self::Warc;
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let head = head.trim_ascii_start();
        let start = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_ascii_lowercase();
        match head.first() {
            Some(b'{') => Self::Json,
            Some(b'[') if head[1..].trim_ascii_start().starts_with(b"{") => Self::Json,
            Some(b'<') if start.contains("<rss") || start.contains("<feed") => Self::Feed,
            Some(b'<') if is_html(&start) => Self::Html,
            Some(b'-' | b'+') if start.starts_with("---\n") || start.starts_with("+++\n") => {
                Self::Markdown
            }
            _ => Self::Plain,
        }
    }
}

/// Whether lower-case text opens a web page; a stray `</p>` in plain text does not.
fn is_html(start: &str) -> bool {
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::{Compression, Kind, Wrapped};

    #[test]
    fn names_tell_kind_and_compression() {
        let check = |name: &str, kind, compression| {
            assert_eq!(
                Wrapped::from_name(name),
                Wrapped { kind, compression },
                "{name}"
            );
        };
        check("a.txt", Kind::Plain, None);
        check("a.b.JSONL.GZ", Kind::JsonLines, Some(Compression::Gzip));
        check("crawl.warc.gz", Kind::Warc, Some(Compression::Gzip));
        check("news.tgz", Kind::Tar, Some(Compression::Gzip));
        check("news.tar.zst", Kind::Tar, Some(Compression::Zstd));
        check("photo.jpg", Kind::Unknown, None);
        check("README", Kind::Unknown, None);
        check("notes.gz", Kind::Unknown, Some(Compression::Gzip));
    }

    #[test]
    fn first_bytes_tell_what_a_name_does_not() {
        let check = |head: &str, kind| assert_eq!(Kind::from_head(head.as_bytes()), kind, "{head}");
        check("{\"text\": 1}", Kind::Json);
        check("\u{feff} [\n {\"a\": 1}]", Kind::Json);
        check("[Music] said the caption", Kind::Plain);
        check("<!DOCTYPE html><p>x", Kind::Html);
        check("<?xml version='1.0'?><rss>", Kind::Feed);
        check("<p>Stray</p> tags in plain text", Kind::Plain);
        check("---\ntitle: x\n---\n", Kind::Markdown);
        check("WARC/1.0\r\n", Kind::Warc);
        check("It rained.", Kind::Plain);
    }
}
