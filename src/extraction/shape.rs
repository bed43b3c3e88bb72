//! From a JSON value to the types: every key of the right type, every faulty one reported.
//!
//! Where a value is missing or wrong, something harmless takes its place, so that the items after it
//! keep their numbers and every fault of the document is found in one reading.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::extraction::fault::Path;
use crate::extraction::fields::{Fields, Shape};
use crate::extraction::json::unsupported_version;
use crate::extraction::node::Node;
use crate::extraction::{
    Act, Argument, Certainty, Claim, Content, Cue, Directness, Document, Entity, EntityType,
    Extraction, FORMAT_VERSION, Link, Mention, MentionKind, Phrase, Polarity, Predicate,
    Proposition, Source, SourceKind, Temporality, Time, TimeType,
};

/// The types of the format.
impl Shape {
    /// The whole object; `None` when it is of another version or no object.
    pub(super) fn extraction(&mut self, node: &Node) -> Option<Extraction> {
        let keys = [
            "claimgraph",
            "document",
            "sentences",
            "entities",
            "times",
            "propositions",
            "claims",
        ];
        let Node::Object(fields) = node else {
            self.wrong(&Path::ROOT, node, "an object");
            return None;
        };
        let version = fields.iter().find(|(name, _)| name == "claimgraph");
        if let Some((_, version)) = version
            && *version != Node::Count(u64::from(FORMAT_VERSION))
        {
            let path = Path::ROOT.key("claimgraph");
            self.faults
                .push(path.fault(Some(&version.show(60)), unsupported_version()));
            return None;
        }
        let fields = self.object(node, Path::ROOT, &keys);
        if version.is_none() {
            let problem = format!("missing; the format version, {FORMAT_VERSION}, is required");
            self.faults
                .push(fields.path.key("claimgraph").fault(None, problem));
        }
        self.required(&fields, "document", "an object");
        Some(Extraction {
            claimgraph: FORMAT_VERSION,
            document: self
                .nested(&fields, "document", Self::document)
                .unwrap_or_default(),
            sentences: self.list(&fields, "sentences", Self::pair),
            entities: self.list(&fields, "entities", Self::entity),
            times: self.list(&fields, "times", Self::time),
            propositions: self.list(&fields, "propositions", Self::proposition),
            claims: self.list(&fields, "claims", Self::claim),
        })
    }

    fn document(&mut self, node: &Node, path: Path<'_>) -> Document {
        let keys = [
            "id",
            "url",
            "title",
            "outlet",
            "authors",
            "published",
            "modified",
            "dateline",
            "language",
            "text",
        ];
        let fields = self.object(node, path, &keys);
        let id = self.string(&fields, "id");
        let text = self.required_string(&fields, "text");
        Document {
            id: id.unwrap_or_else(|| default_id(&text)),
            url: self.string(&fields, "url"),
            title: self.string(&fields, "title"),
            outlet: self.string(&fields, "outlet"),
            authors: self.list(&fields, "authors", Self::text),
            published: self.string(&fields, "published"),
            modified: self.string(&fields, "modified"),
            dateline: self.string(&fields, "dateline"),
            language: self.string(&fields, "language"),
            text,
        }
    }

    fn entity(&mut self, node: &Node, path: Path<'_>) -> Entity {
        let keys = [
            "id",
            "type",
            "name",
            "aliases",
            "descriptions",
            "links",
            "mentions",
            "confidence",
        ];
        let fields = self.object(node, path, &keys);
        let id = self.required_string(&fields, "id");
        let kind = self.word(&fields, "type", EntityType::ALL, EntityType::from_word);
        let kind = self.needed(&fields, "type", kind, EntityType::ALL);
        Entity {
            id,
            kind: kind.unwrap_or(EntityType::Other),
            name: self.required_string(&fields, "name"),
            aliases: self.list(&fields, "aliases", Self::text),
            descriptions: self.list(&fields, "descriptions", Self::text),
            links: self.list(&fields, "links", Self::link),
            mentions: self.list(&fields, "mentions", Self::mention),
            confidence: self.number(&fields, "confidence"),
        }
    }

    fn link(&mut self, node: &Node, path: Path<'_>) -> Link {
        let fields = self.object(node, path, &["iri", "name", "confidence"]);
        Link {
            iri: self.required_string(&fields, "iri"),
            name: self.string(&fields, "name"),
            confidence: self.number(&fields, "confidence"),
        }
    }

    fn mention(&mut self, node: &Node, path: Path<'_>) -> Mention {
        let fields = self.object(node, path, &["start", "end", "kind"]);
        let (start, end) = self.span(&fields);
        let kind = self.word(&fields, "kind", MentionKind::ALL, MentionKind::from_word);
        let kind = self.needed(&fields, "kind", kind, MentionKind::ALL);
        Mention {
            start,
            end,
            kind: kind.unwrap_or(MentionKind::Name),
        }
    }

    fn time(&mut self, node: &Node, path: Path<'_>) -> Time {
        let keys = ["id", "start", "end", "type", "value", "from", "until"];
        let fields = self.object(node, path, &keys);
        let id = self.required_string(&fields, "id");
        let (start, end) = self.span(&fields);
        let kind = self.word(&fields, "type", TimeType::ALL, TimeType::from_word);
        let kind = self.needed(&fields, "type", kind, TimeType::ALL);
        Time {
            id,
            start,
            end,
            kind: kind.unwrap_or(TimeType::Date),
            value: self.required_string(&fields, "value"),
            from: self.string(&fields, "from"),
            until: self.string(&fields, "until"),
        }
    }

    fn proposition(&mut self, node: &Node, path: Path<'_>) -> Proposition {
        let keys = [
            "id",
            "predicate",
            "subject",
            "object",
            "arguments",
            "times",
            "places",
            "polarity",
            "certainty",
            "temporality",
            "confidence",
        ];
        let fields = self.object(node, path, &keys);
        let id = self.required_string(&fields, "id");
        self.required(&fields, "predicate", "an object");
        Proposition {
            id,
            predicate: self
                .nested(&fields, "predicate", Self::predicate)
                .unwrap_or_else(Self::no_predicate),
            subject: self.nested(&fields, "subject", Self::phrase),
            object: self.nested(&fields, "object", Self::phrase),
            arguments: self.list(&fields, "arguments", Self::argument),
            times: self.list(&fields, "times", Self::text),
            places: self.list(&fields, "places", Self::text),
            polarity: self.polarity(&fields),
            certainty: self.certainty(&fields),
            temporality: self.temporality(&fields),
            confidence: self.number(&fields, "confidence"),
        }
    }

    fn no_predicate() -> Predicate {
        Predicate {
            start: 0,
            end: 0,
            lemma: String::new(),
            label: None,
        }
    }

    fn predicate(&mut self, node: &Node, path: Path<'_>) -> Predicate {
        let fields = self.object(node, path, &["start", "end", "lemma", "label"]);
        let (start, end) = self.span(&fields);
        Predicate {
            start,
            end,
            lemma: self.required_string(&fields, "lemma"),
            label: self.string(&fields, "label"),
        }
    }

    fn phrase(&mut self, node: &Node, path: Path<'_>) -> Phrase {
        let fields = self.object(node, path, &["start", "end", "entity"]);
        let (start, end) = self.span(&fields);
        let entity = self.string(&fields, "entity");
        Phrase { start, end, entity }
    }

    fn argument(&mut self, node: &Node, path: Path<'_>) -> Argument {
        let fields = self.object(node, path, &["role", "start", "end", "entity"]);
        let (start, end) = self.span(&fields);
        Argument {
            role: self.required_string(&fields, "role"),
            start,
            end,
            entity: self.string(&fields, "entity"),
        }
    }

    fn claim(&mut self, node: &Node, path: Path<'_>) -> Claim {
        let keys = [
            "id",
            "source",
            "cue",
            "content",
            "directness",
            "propositions",
            "within",
            "said_on",
            "basis",
            "polarity",
            "certainty",
            "temporality",
            "confidence",
        ];
        let fields = self.object(node, path, &keys);
        let id = self.required_string(&fields, "id");
        self.required(&fields, "source", "an object");
        self.required(&fields, "content", "an array of spans");
        let words = Directness::ALL;
        let directness = self.word(&fields, "directness", words, Directness::from_word);
        Claim {
            id,
            source: self
                .nested(&fields, "source", Self::source)
                .unwrap_or_else(Self::no_source),
            cue: self.nested(&fields, "cue", Self::cue),
            content: self.list(&fields, "content", Self::content),
            directness: directness.unwrap_or_default(),
            propositions: self.list(&fields, "propositions", Self::text),
            within: self.string(&fields, "within"),
            said_on: self.string(&fields, "said_on"),
            basis: self.nested(&fields, "basis", Self::phrase),
            polarity: self.polarity(&fields),
            certainty: self.certainty(&fields),
            temporality: self.temporality(&fields),
            confidence: self.number(&fields, "confidence"),
        }
    }

    fn no_source() -> Source {
        Source {
            kind: SourceKind::Anonymous,
            ..Source::default()
        }
    }

    fn source(&mut self, node: &Node, path: Path<'_>) -> Source {
        let fields = self.object(node, path, &["kind", "start", "end", "entity"]);
        let kind = self.word(&fields, "kind", SourceKind::ALL, SourceKind::from_word);
        let kind = self.needed(&fields, "kind", kind, SourceKind::ALL);
        Source {
            // Of an unknown source nothing more is demanded.
            kind: kind.unwrap_or(SourceKind::Anonymous),
            start: self.count(&fields, "start"),
            end: self.count(&fields, "end"),
            entity: self.string(&fields, "entity"),
        }
    }

    fn cue(&mut self, node: &Node, path: Path<'_>) -> Cue {
        let fields = self.object(node, path, &["start", "end", "lemma", "act"]);
        let (start, end) = self.span(&fields);
        let act = self.word(&fields, "act", Act::ALL, Act::from_word);
        Cue {
            start,
            end,
            lemma: self.required_string(&fields, "lemma"),
            act: act.unwrap_or_default(),
        }
    }

    fn content(&mut self, node: &Node, path: Path<'_>) -> Content {
        let fields = self.object(node, path, &["start", "end"]);
        let (start, end) = self.span(&fields);
        Content { start, end }
    }

    fn polarity(&mut self, fields: &Fields<'_>) -> Polarity {
        self.word(fields, "polarity", Polarity::ALL, Polarity::from_word)
            .unwrap_or_default()
    }

    fn certainty(&mut self, fields: &Fields<'_>) -> Certainty {
        self.word(fields, "certainty", Certainty::ALL, Certainty::from_word)
            .unwrap_or_default()
    }

    fn temporality(&mut self, fields: &Fields<'_>) -> Option<Temporality> {
        let words = Temporality::ALL;
        self.word(fields, "temporality", words, Temporality::from_word)
    }
}

/// The id of a document that was given none: the first 16 hex digits of the SHA-256 of its text.
fn default_id(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(8).fold(String::new(), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}
