//! The formats graphs and results are written in, by extension, media type or file name.

use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat};

use crate::publish::Error;

/// A format of RDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Turtle, the face of the product.
    #[default]
    Turtle,
    /// Turtle with named graphs.
    TriG,
    /// One triple a line.
    NTriples,
    /// One quad a line.
    NQuads,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD.
    JsonLd,
}

impl Format {
    /// A format by its extension or media type.
    ///
    /// # Errors
    /// [`Error::UnknownFormat`].
    ///
    /// ```
    /// use claimgraph::publish::Format;
    ///
    /// assert_eq!(Format::parse("ttl").unwrap(), Format::Turtle);
    /// assert_eq!(Format::parse("application/n-quads; charset=utf-8").unwrap(), Format::NQuads);
    /// assert!(Format::parse("docx").is_err());
    /// ```
    pub fn parse(name: &str) -> Result<Self, Error> {
        let word = name.split(';').next().unwrap_or_default();
        let word = word.trim().trim_start_matches('.').to_ascii_lowercase();
        match word.as_str() {
            "ttl" | "turtle" | "text/turtle" | "application/x-turtle" => Ok(Self::Turtle),
            "trig" | "application/trig" => Ok(Self::TriG),
            "nt" | "ntriples" | "n-triples" | "application/n-triples" | "text/plain" => {
                Ok(Self::NTriples)
            }
            "nq" | "nquads" | "n-quads" | "application/n-quads" => Ok(Self::NQuads),
            "rdf" | "xml" | "rdfxml" | "application/rdf+xml" | "application/xml" => {
                Ok(Self::RdfXml)
            }
            "jsonld" | "json" | "json-ld" | "application/ld+json" | "application/json" => {
                Ok(Self::JsonLd)
            }
            _ => Err(Error::UnknownFormat(name.to_owned())),
        }
    }

    /// The format and compression of a file by its name: `news.ttl.gz` is gzipped Turtle.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<(Self, Compression)> {
        let compression = Compression::of_path(path);
        let inner = match compression {
            Compression::None => path.to_owned(),
            Compression::Gzip | Compression::Zstd => path.with_extension(""),
        };
        let format = Self::parse(inner.extension()?.to_str()?).ok()?;
        Some((format, compression))
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.serializer_format().media_type()
    }

    /// The extension without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.serializer_format().file_extension()
    }

    /// Whether the format keeps named graphs apart.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    pub(super) fn serializer_format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

/// A format of the results of `SELECT` and `ASK`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For people.
    #[default]
    Table,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 JSON.
    Json,
    /// SPARQL XML.
    Xml,
}

impl AnswerFormat {
    /// A format by its extension or media type.
    ///
    /// # Errors
    /// [`Error::UnknownAnswerFormat`].
    pub fn parse(name: &str) -> Result<Self, Error> {
        let word = name.split(';').next().unwrap_or_default();
        let word = word.trim().trim_start_matches('.').to_ascii_lowercase();
        match word.as_str() {
            "table" | "txt" => Ok(Self::Table),
            "csv" | "text/csv" => Ok(Self::Csv),
            "tsv" | "text/tab-separated-values" => Ok(Self::Tsv),
            "json" | "srj" | "application/sparql-results+json" | "application/json" => {
                Ok(Self::Json)
            }
            "xml" | "srx" | "application/sparql-results+xml" | "application/xml" => Ok(Self::Xml),
            _ => Err(Error::UnknownAnswerFormat(name.to_owned())),
        }
    }
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip, `.gz`.
    Gzip,
    /// Zstandard, `.zst`.
    Zstd,
}

impl Compression {
    /// By the last extension of a file.
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }
}
