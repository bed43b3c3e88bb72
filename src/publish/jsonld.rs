//! JSON-LD that is pleasant as JSON: plain keys and values, one object a subject, its context on top.
//!
//! The words of the ontology need no prefix (`"polarity": "positive"`), times, confidences and English
//! text are plain strings, references are short names.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{LiteralRef, NamedOrBlankNodeRef, Quad, TermRef};
use serde_json::{Map, Value, json};

use crate::ontology;
use crate::publish::order;
use crate::publish::prefix::Prefixes;

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

/// Writes blocks of a graph one after another.
#[derive(Debug)]
pub(super) struct Writer {
    prefixes: Prefixes,
    documents: String,
    /// Key and kind of each property, by IRI.
    keys: BTreeMap<String, (&'static str, Kind)>,
    /// How many objects were written.
    written: usize,
}

impl Writer {
    pub(super) fn new(prefixes: Prefixes, base: &str) -> Self {
        let own = OWN
            .iter()
            .map(|(key, kind)| (format!("{}{key}", ontology::NAMESPACE), (*key, *kind)));
        let others = BORROWED.iter().filter_map(|(key, prefix, local, kind)| {
            let (_, namespace) = ontology::PREFIXES.iter().find(|(it, _)| it == prefix)?;
            Some((format!("{namespace}{local}"), (*key, *kind)))
        });
        Self {
            keys: own.chain(others).collect(),
            prefixes,
            documents: format!("{base}doc/"),
            written: 0,
        }
    }

    /// Writes a block: one object with its members if it has a graph, else an object a subject.
    pub(super) fn block(
        &mut self,
        quads: &[Quad],
        graph: Option<&str>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if quads.is_empty() {
            return Ok(());
        }
        self.head(out)?;
        let subjects = order::subjects(quads);
        let mut local = Local::default();
        if let Some(graph) = graph {
            local = Local::of(&subjects, &self.documents);
            self.comma(out)?;
            writeln!(out, "    {{")?;
            if let Some(context) = local.context() {
                writeln!(out, "      \"@context\": {context},")?;
            }
            let name = self.name(graph, &Local::default());
            writeln!(out, "      \"@id\": {},\n      \"@graph\": [", json!(name))?;
        }
        let margin = if graph.is_some() { "        " } else { "    " };
        for (at, subject) in subjects.iter().enumerate() {
            if graph.is_none() {
                self.comma(out)?;
            } else if at > 0 {
                out.write_all(b",\n")?;
            }
            let object = self.object(subject, &local)?;
            write!(out, "{margin}{{")?;
            for (at, (key, value)) in object.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                write!(out, "{comma}\n{margin}  {}: {value}", json!(key))?;
            }
            write!(out, "\n{margin}}}")?;
        }
        if graph.is_some() {
            write!(out, "\n      ]\n    }}")?;
        }
        Ok(())
    }

    /// Writes the end; a document without a block is one that holds nothing.
    pub(super) fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let line = if self.written > 1 { "\n" } else { "" };
        writeln!(out, "{line}  ]\n}}")
    }

    fn comma(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.written > 1 {
            out.write_all(b",\n")?;
        }
        self.written += 1;
        Ok(())
    }

    /// The context, before the first object.
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.written > 0 {
            return Ok(());
        }
        self.written = 1;
        writeln!(out, "{{\n  \"@context\": {{")?;
        writeln!(out, "    \"@vocab\": {},", json!(ontology::NAMESPACE))?;
        writeln!(out, "    \"id\": \"@id\",\n    \"type\": \"@type\",")?;
        for (prefix, namespace) in self.prefixes.iter() {
            writeln!(out, "    {}: {},", json!(prefix), json!(namespace))?;
        }
        let count = self.keys.len();
        for (at, (iri, (key, kind))) in self.keys.iter().enumerate() {
            let short = self.prefixes.write(iri);
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

    /// The members of a subject's object, in order.
    fn object(
        &self,
        subject: &order::Subject<'_>,
        local: &Local,
    ) -> io::Result<Vec<(String, Value)>> {
        let name = match subject.node {
            NamedOrBlankNodeRef::NamedNode(node) => self.name(node.as_str(), local),
            NamedOrBlankNodeRef::BlankNode(node) => node.to_string(),
        };
        let mut object: Vec<(String, Value)> = vec![("id".to_owned(), json!(name))];
        for quad in &subject.quads {
            let (key, value) = if quad.predicate.as_ref() == rdf::TYPE
                && let TermRef::NamedNode(class) = quad.object.as_ref()
            {
                ("type".to_owned(), json!(self.word(class.as_str(), local)))
            } else {
                let iri = quad.predicate.as_str();
                let known = self.keys.get(iri).copied();
                let key = known.map_or_else(
                    || self.name(iri, &Local::default()),
                    |(key, _)| key.to_owned(),
                );
                let kind = known.map_or(Kind::Plain, |(_, kind)| kind);
                (key, self.value(quad.object.as_ref(), kind, local)?)
            };
            match object.last_mut() {
                Some((last, Value::Array(values))) if *last == key => values.push(value),
                Some((last, one)) if *last == key => {
                    *one = Value::Array(vec![one.take(), value]);
                }
                _ => object.push((key, value)),
            }
        }
        Ok(object)
    }

    fn value(&self, term: TermRef<'_>, kind: Kind, local: &Local) -> io::Result<Value> {
        Ok(match term {
            TermRef::NamedNode(node) if kind == Kind::Word => {
                json!(self.word(node.as_str(), local))
            }
            TermRef::NamedNode(node) => reference(self.name(node.as_str(), local), kind),
            TermRef::BlankNode(node) => reference(node.to_string(), kind),
            TermRef::Literal(literal) => text(literal, kind)?,
            TermRef::Triple(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "JSON-LD has no triple terms; write them as ttl, trig, nt or nq",
                ));
            }
        })
    }

    /// An IRI where words of the ontology need no prefix.
    fn word(&self, iri: &str, local: &Local) -> String {
        let own = iri.strip_prefix(ontology::NAMESPACE);
        let own = own.filter(|word| !self.keys.values().any(|(key, _)| key == word));
        own.map_or_else(|| self.name(iri, local), str::to_owned)
    }

    /// An IRI as short as can be.
    fn name(&self, iri: &str, local: &Local) -> String {
        if let Some(document) = &local.document
            && let Some(fragment) = iri.strip_prefix(document.as_str())
            && fragment.starts_with('#')
        {
            return fragment.to_owned();
        }
        if let Some(bound) = &local.bound
            && let Some(rest) = iri.strip_prefix(bound.as_str())
            && crate::publish::prefix::is_local(rest)
        {
            return format!("d:{rest}");
        }
        let short = self.prefixes.write(iri);
        short.trim_matches(['<', '>']).to_owned()
    }
}

/// A reference; where the key does not say so, an object.
fn reference(name: String, kind: Kind) -> Value {
    match kind {
        Kind::Reference => json!(name),
        _ => json!({ "@id": name }),
    }
}

fn text(literal: LiteralRef<'_>, kind: Kind) -> io::Result<Value> {
    let value = literal.value();
    if let Some(direction) = literal.direction() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("JSON-LD without extensions has no text with a direction ({direction})"),
        ));
    }
    if let Some(language) = literal.language() {
        return Ok(match kind {
            Kind::English if language == "en" => json!(value),
            _ => json!({"@value": value, "@language": language}),
        });
    }
    let datatype = literal.datatype();
    Ok(match kind {
        Kind::Plain if datatype == xsd::STRING => json!(value),
        Kind::Plain if datatype == xsd::INTEGER => match value.parse::<i64>() {
            // Only the canonical form is read back as it was.
            Ok(number) if number.to_string() == value => json!(number),
            _ => typed(literal),
        },
        Kind::Plain if datatype == xsd::BOOLEAN && matches!(value, "true" | "false") => {
            json!(value == "true")
        }
        Kind::Day if datatype == xsd::DATE => json!(value),
        Kind::Decimal if datatype == xsd::DECIMAL => json!(value),
        _ if datatype == xsd::STRING => json!({ "@value": value }),
        _ => typed(literal),
    })
}

fn typed(literal: LiteralRef<'_>) -> Value {
    json!({"@value": literal.value(), "@type": literal.datatype().as_str()})
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
