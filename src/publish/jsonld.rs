//! JSON-LD that is pleasant as JSON: plain keys and values, one object a subject, its context on top.
//!
//! The words of the ontology need no prefix (`"polarity": "positive"`), times, confidences and English
//! text are plain strings, references are short names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{LiteralRef, NamedOrBlankNodeRef, Quad, Term, TermRef};
use serde_json::{Map, Value, json};

use crate::ontology;
use crate::publish::order;
use crate::publish::prefix::{Prefixes, is_local};

/// How the values of a key are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As references.
    Reference,
    /// As words of the ontology.
    Word,
    /// As English text.
    English,
    /// As text without a language.
    Plain,
    /// As days, `xsd:date`.
    Day,
    /// As `xsd:decimal`, which is a string: a JSON number with a fraction is a double.
    Decimal,
}

/// Keys of our own words; the key is the local name.
const OWN: &[(&str, Kind)] = &[
    ("act", Kind::Word),
    ("argument", Kind::Reference),
    ("basis", Kind::Reference),
    ("basisEvidence", Kind::Reference),
    ("certainty", Kind::Word),
    ("confidence", Kind::Decimal),
    ("copyOf", Kind::Reference),
    ("cue", Kind::English),
    ("cueEvidence", Kind::Reference),
    ("cueLemma", Kind::Plain),
    ("dateline", Kind::Plain),
    ("description", Kind::English),
    ("directness", Kind::Word),
    ("evidence", Kind::Reference),
    ("inputDigest", Kind::Plain),
    ("articlesDigest", Kind::Plain),
    ("link", Kind::Reference),
    ("linkTarget", Kind::Reference),
    ("mention", Kind::Reference),
    ("mentionKind", Kind::Word),
    ("model", Kind::Plain),
    ("outletsAgainst", Kind::Plain),
    ("outletsFor", Kind::Plain),
    ("polarity", Kind::Word),
    ("proposition", Kind::Reference),
    ("role", Kind::Plain),
    ("saidIn", Kind::Reference),
    ("saidOn", Kind::Day),
    ("sourceEvidence", Kind::Reference),
    ("states", Kind::Reference),
    ("temporality", Kind::Word),
    ("timexType", Kind::Plain),
    ("timexValue", Kind::Plain),
    ("voice", Kind::Word),
    ("within", Kind::Reference),
];

/// Keys of other vocabularies: key, prefix, local name.
const BORROWED: &[(&str, &str, &str, Kind)] = &[
    ("about", "schema", "about", Kind::Reference),
    ("agreesWith", "cito", "agreesWith", Kind::Reference),
    ("altLabel", "skos", "altLabel", Kind::English),
    ("anchorOf", "nif", "anchorOf", Kind::English),
    ("appearance", "schema", "appearance", Kind::Reference),
    ("author", "schema", "author", Kind::Reference),
    ("begin", "sem", "hasBeginTimeStamp", Kind::Day),
    ("beginIndex", "nif", "beginIndex", Kind::Plain),
    ("dateModified", "schema", "dateModified", Kind::Day),
    ("datePublished", "schema", "datePublished", Kind::Day),
    ("disagreesWith", "cito", "disagreesWith", Kind::Reference),
    ("end", "sem", "hasEndTimeStamp", Kind::Day),
    ("endIndex", "nif", "endIndex", Kind::Plain),
    ("exactMatch", "skos", "exactMatch", Kind::Reference),
    ("generatedBy", "prov", "wasGeneratedBy", Kind::Reference),
    ("hasSource", "oa", "hasSource", Kind::Reference),
    ("headline", "schema", "headline", Kind::English),
    ("identifier", "schema", "identifier", Kind::Plain),
    ("inLanguage", "schema", "inLanguage", Kind::Plain),
    ("label", "rdfs", "label", Kind::English),
    ("object", "rdf", "object", Kind::Reference),
    ("place", "sem", "hasPlace", Kind::Reference),
    ("predicate", "rdf", "predicate", Kind::Reference),
    ("publisher", "schema", "publisher", Kind::Reference),
    ("sha256", "schema", "sha256", Kind::Plain),
    ("softwareVersion", "schema", "softwareVersion", Kind::Plain),
    ("source", "prov", "wasAttributedTo", Kind::Reference),
    ("subject", "rdf", "subject", Kind::Reference),
    ("text", "schema", "text", Kind::English),
    ("time", "sem", "hasTime", Kind::Reference),
    ("timeStamp", "sem", "hasTimeStamp", Kind::Day),
    ("url", "schema", "url", Kind::Plain),
    ("used", "prov", "used", Kind::Reference),
    ("value", "rdf", "value", Kind::Reference),
    (
        "wasAssociatedWith",
        "prov",
        "wasAssociatedWith",
        Kind::Reference,
    ),
];

/// How JSON-LD is written, whatever stands before it.
#[derive(Debug)]
pub(super) struct Style {
    prefixes: Prefixes,
    documents: String,
    /// Key and kind of each property, by IRI.
    keys: BTreeMap<String, (&'static str, Kind)>,
    /// All keys.
    taken: BTreeSet<&'static str>,
}

/// The objects of a graph: one with members if it has a name, else one a subject.
#[derive(Debug, Default)]
pub(super) struct Block(Vec<u8>);

/// Joins blocks to one document.
#[derive(Debug)]
pub(super) struct Writer {
    style: Style,
    has_head: bool,
    /// Whether an object was written.
    has_begun: bool,
}

impl Style {
    pub(super) fn new(prefixes: Prefixes, base: &str) -> Self {
        let own = OWN
            .iter()
            .map(|(key, kind)| (format!("{}{key}", ontology::NAMESPACE), (*key, *kind)));
        let others = BORROWED.iter().filter_map(|(key, prefix, local, kind)| {
            let (_, namespace) = ontology::PREFIXES.iter().find(|(it, _)| it == prefix)?;
            Some((format!("{namespace}{local}"), (*key, *kind)))
        });
        let keys: BTreeMap<_, _> = own.chain(others).collect();
        Self {
            taken: keys.values().map(|(key, _)| *key).collect(),
            keys,
            prefixes,
            documents: format!("{base}doc/"),
        }
    }

    /// The quads of one article, or any others.
    pub(super) fn block(&self, quads: &[Quad], graph: Option<&str>) -> io::Result<Block> {
        if quads.is_empty() {
            return Ok(Block::default());
        }
        let subjects = order::subjects(quads);
        let mut text = Vec::with_capacity(quads.len() * 70);
        let out = &mut text;
        let Some(graph) = graph else {
            self.objects(&subjects, &Local::default(), "    ", out)?;
            return Ok(Block(text));
        };
        let local = Local::of(&subjects, &self.documents);
        writeln!(out, "    {{")?;
        if let Some(context) = local.context() {
            writeln!(out, "      \"@context\": {context},")?;
        }
        let name = self.name(graph, &Local::default());
        writeln!(out, "      \"@id\": {},\n      \"@graph\": [", json!(name))?;
        self.objects(&subjects, &local, "        ", out)?;
        write!(out, "\n      ]\n    }}")?;
        Ok(Block(text))
    }

    /// An object a subject, with commas between them.
    fn objects(
        &self,
        subjects: &[order::Subject<'_>],
        local: &Local,
        margin: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        for (at, subject) in subjects.iter().enumerate() {
            if at > 0 {
                out.extend(b",\n");
            }
            let name = match subject.node {
                NamedOrBlankNodeRef::NamedNode(node) => self.name(node.as_str(), local),
                NamedOrBlankNodeRef::BlankNode(node) => Cow::Owned(node.to_string()),
            };
            write!(out, "{margin}{{\n{margin}  \"id\": ")?;
            string(&name, out)?;
            for alike in subject.quads.chunk_by(|one, other| {
                one.predicate == other.predicate && is_class(one) == is_class(other)
            }) {
                write!(out, ",\n{margin}  ")?;
                self.member(alike, local, out)?;
            }
            write!(out, "\n{margin}}}")?;
        }
        Ok(())
    }

    /// A key and its value, or its values.
    fn member(&self, quads: &[&Quad], local: &Local, out: &mut Vec<u8>) -> io::Result<()> {
        let Some(first) = quads.first() else {
            return Ok(());
        };
        let iri = first.predicate.as_str();
        let (key, kind) = match self.keys.get(iri) {
            _ if is_class(first) => (Cow::Borrowed("type"), Kind::Word),
            Some((key, kind)) => (Cow::Borrowed(*key), *kind),
            None => (self.name(iri, &Local::default()), Kind::Plain),
        };
        string(&key, out)?;
        out.extend(b": ");
        if quads.len() > 1 {
            out.push(b'[');
        }
        for (at, quad) in quads.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            self.value(quad.object.as_ref(), kind, local, out)?;
        }
        if quads.len() > 1 {
            out.push(b']');
        }
        Ok(())
    }

    fn value(
        &self,
        term: TermRef<'_>,
        kind: Kind,
        local: &Local,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        match term {
            TermRef::NamedNode(node) if kind == Kind::Word => {
                string(&self.word(node.as_str(), local), out)
            }
            TermRef::NamedNode(node) => reference(&self.name(node.as_str(), local), kind, out),
            TermRef::BlankNode(node) => reference(&node.to_string(), kind, out),
            TermRef::Literal(literal) => text(literal, kind, out),
            TermRef::Triple(_) => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "JSON-LD has no triple terms; write them as ttl, trig, nt or nq",
            )),
        }
    }

    /// An IRI where words of the ontology need no prefix.
    fn word<'a>(&self, iri: &'a str, local: &Local) -> Cow<'a, str> {
        let own = iri.strip_prefix(ontology::NAMESPACE);
        let own = own.filter(|word| !self.taken.contains(word));
        own.map_or_else(|| self.name(iri, local), Cow::Borrowed)
    }

    /// An IRI as short as can be.
    fn name<'a>(&self, iri: &'a str, local: &Local) -> Cow<'a, str> {
        if let Some(document) = &local.document
            && let Some(fragment) = iri.strip_prefix(document.as_str())
            && fragment.starts_with('#')
        {
            return Cow::Borrowed(fragment);
        }
        if let Some(bound) = &local.bound
            && let Some(rest) = iri.strip_prefix(bound.as_str())
            && is_local(rest)
        {
            return Cow::Owned(format!("d:{rest}"));
        }
        match self.prefixes.shorten(iri) {
            Some((at, local)) => Cow::Owned(format!("{}:{local}", self.prefixes.at(at).0)),
            None => Cow::Borrowed(iri),
        }
    }
}

impl Writer {
    pub(super) fn new(style: Style) -> Self {
        Self {
            style,
            has_head: false,
            has_begun: false,
        }
    }

    /// Writes a block.
    pub(super) fn put(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        if block.0.is_empty() {
            return Ok(());
        }
        self.head(out)?;
        if self.has_begun {
            out.write_all(b",\n")?;
        }
        self.has_begun = true;
        out.write_all(&block.0)
    }

    /// Writes the end; a document without a block is one that holds nothing.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let line = if self.has_begun { "\n" } else { "" };
        writeln!(out, "{line}  ]\n}}")
    }

    /// The context, before the first object.
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.has_head, true) {
            return Ok(());
        }
        let Style { prefixes, keys, .. } = &self.style;
        writeln!(out, "{{\n  \"@context\": {{")?;
        writeln!(out, "    \"@vocab\": {},", json!(ontology::NAMESPACE))?;
        writeln!(out, "    \"id\": \"@id\",\n    \"type\": \"@type\",")?;
        for (prefix, namespace) in prefixes.iter() {
            writeln!(out, "    {}: {},", json!(prefix), json!(namespace))?;
        }
        let count = keys.len();
        for (at, (iri, (key, kind))) in keys.iter().enumerate() {
            let short = prefixes.write(iri);
            let mut term = Map::new();
            term.insert("@id".to_owned(), json!(short.trim_matches(['<', '>'])));
            let (key_of_kind, value) = match kind {
                Kind::Reference => ("@type", "@id"),
                Kind::Word => ("@type", "@vocab"),
                Kind::English => ("@language", "en"),
                Kind::Day => ("@type", "xsd:date"),
                Kind::Decimal => ("@type", "xsd:decimal"),
                Kind::Plain => ("", ""),
            };
            if !key_of_kind.is_empty() {
                term.insert(key_of_kind.to_owned(), json!(value));
            }
            let comma = if at + 1 < count { "," } else { "" };
            writeln!(out, "    {}: {}{comma}", json!(key), Value::Object(term))?;
        }
        writeln!(out, "  }},\n  \"@graph\": [")
    }
}

/// Whether a quad says of what class its subject is, which JSON-LD has a key of its own for.
fn is_class(quad: &Quad) -> bool {
    quad.predicate.as_ref() == rdf::TYPE && matches!(quad.object, Term::NamedNode(_))
}

fn string(text: &str, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}

/// A reference; where the key does not say so, an object.
fn reference(name: &str, kind: Kind, out: &mut Vec<u8>) -> io::Result<()> {
    match kind {
        Kind::Reference => string(name, out),
        _ => write!(out, "{}", json!({ "@id": name })),
    }
}

fn text(literal: LiteralRef<'_>, kind: Kind, out: &mut Vec<u8>) -> io::Result<()> {
    let value = literal.value();
    if let Some(direction) = literal.direction() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("JSON-LD without extensions has no text with a direction ({direction})"),
        ));
    }
    if let Some(language) = literal.language() {
        return match kind {
            Kind::English if language == "en" => string(value, out),
            _ => write!(out, "{}", json!({"@value": value, "@language": language})),
        };
    }
    let datatype = literal.datatype();
    match kind {
        Kind::Plain if datatype == xsd::STRING => string(value, out),
        Kind::Plain if datatype == xsd::INTEGER => match value.parse::<i64>() {
            // Only the canonical form is read back as it was.
            Ok(number) if number.to_string() == value => write!(out, "{number}"),
            _ => typed(literal, out),
        },
        Kind::Plain if datatype == xsd::BOOLEAN && matches!(value, "true" | "false") => {
            write!(out, "{value}")
        }
        Kind::Day if datatype == xsd::DATE => string(value, out),
        Kind::Decimal if datatype == xsd::DECIMAL => string(value, out),
        _ if datatype == xsd::STRING => write!(out, "{}", json!({ "@value": value })),
        _ => typed(literal, out),
    }
}

fn typed(literal: LiteralRef<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    let object = json!({"@value": literal.value(), "@type": literal.datatype().as_str()});
    write!(out, "{object}")
}

/// What short names of one article hang on.
#[derive(Debug, Default)]
struct Local {
    document: Option<String>,
    bound: Option<String>,
}

impl Local {
    fn of(subjects: &[order::Subject<'_>], documents: &str) -> Self {
        let document = crate::publish::turtle::document(subjects);
        Self {
            // A reference is resolved against all of the base but its own fragment.
            document: document.filter(|it| !it.contains('#')),
            bound: crate::publish::turtle::bound(subjects, documents),
        }
    }

    fn context(&self) -> Option<Value> {
        let mut context = Map::new();
        if let Some(document) = &self.document {
            context.insert("@base".to_owned(), json!(document));
        }
        if let Some(bound) = &self.bound {
            context.insert("d".to_owned(), json!(bound));
        }
        (!context.is_empty()).then_some(Value::Object(context))
    }
}
