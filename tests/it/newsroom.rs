//! Small articles with what was found in them, written by hand, for tests of what lies behind the waist.

use claimgraph::extraction::json;
use claimgraph::mapping::{self, Base, Origin, to_quads};
use claimgraph::store::Store;
use oxigraph::model::{NamedNode, Quad};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// An article and what was found in it; words are looked up in the text, the first place counts.
#[derive(Clone)]
pub struct Article {
    /// Its id.
    pub id: &'static str,
    /// Its outlet.
    pub outlet: &'static str,
    /// The day it was published.
    pub published: &'static str,
    /// The text.
    pub text: String,
    /// Kind and name of each entity.
    pub entities: Vec<(&'static str, &'static str)>,
    /// Who says what.
    pub claims: Vec<Said>,
}

/// A claim with one proposition in it.
#[derive(Clone)]
pub struct Said {
    /// The words for the source; a name of an entity makes it a named one.
    pub by: &'static str,
    /// The words of the cue, its lemma and its act.
    pub cue: (&'static str, &'static str, &'static str),
    /// The words of the content.
    pub content: &'static str,
    /// Subject, label of the predicate, object.
    pub states: (&'static str, &'static str, &'static str),
    /// A further participant: role and words.
    pub with: Option<(&'static str, &'static str)>,
    /// Polarity of the content as it is worded.
    pub polarity: &'static str,
    /// Certainty of claim and proposition.
    pub certainty: &'static str,
}

impl Said {
    /// A certain, positive claim.
    pub fn new(
        by: &'static str,
        cue: (&'static str, &'static str, &'static str),
        content: &'static str,
        states: (&'static str, &'static str, &'static str),
    ) -> Self {
        Self {
            by,
            cue,
            content,
            states,
            with: None,
            polarity: "positive",
            certainty: "certain",
        }
    }
}

impl Article {
    /// The code points of words.
    fn place(&self, words: &str) -> (usize, usize) {
        let at = self.text.find(words);
        let at = at.unwrap_or_else(|| panic!("{}: no {words:?}", self.id));
        let start = self.text[..at].chars().count();
        (start, start + words.chars().count())
    }

    /// A phrase, in the content if it stands there, with the entity its words name.
    fn phrase(&self, words: &str, content: &str) -> Value {
        let (mut start, mut end) = self.place(words);
        if let Some(at) = content.find(words) {
            start = self.place(content).0 + content[..at].chars().count();
            end = start + words.chars().count();
        }
        let entity = self.entities.iter().position(|(_, name)| *name == words);
        json!({"start": start, "end": end, "entity": entity.map(|at| format!("e{at}"))})
    }

    /// As an extraction.
    pub fn line(&self) -> String {
        let entities = self.entities.iter().enumerate().map(|(at, (kind, name))| {
            let mut places = Vec::new();
            for (byte, _) in self.text.match_indices(name) {
                let start = self.text[..byte].chars().count();
                let end = start + name.chars().count();
                places.push(json!({"start": start, "end": end, "kind": "name"}));
            }
            json!({"id": format!("e{at}"), "type": kind, "name": name, "mentions": places,
                "confidence": 0.9})
        });
        let mut propositions = Vec::new();
        let mut claims = Vec::new();
        for (at, said) in self.claims.iter().enumerate() {
            let (content, end) = self.place(said.content);
            let (subject, label, object) = said.states;
            let arguments: Vec<Value> = said
                .with
                .iter()
                .map(|(role, words)| {
                    let mut phrase = self.phrase(words, said.content);
                    phrase["role"] = json!(role);
                    phrase
                })
                .collect();
            // What is denied is held not to be so; the words of the claim stay as they are.
            let is_denied = said.cue.2 == "deny";
            let held = match (is_denied, said.polarity) {
                (true, "positive") => "negative",
                (true, _) => "positive",
                (false, polarity) => polarity,
            };
            propositions.push(json!({
                "id": format!("p{at}"),
                "predicate": {"start": content, "end": end, "lemma": label, "label": label},
                "subject": self.phrase(subject, said.content), "object": self.phrase(object, said.content),
                "arguments": arguments, "times": [], "places": [],
                "polarity": held, "certainty": said.certainty,
                "temporality": "non-future", "confidence": 0.8}));
            let mut source = self.phrase(said.by, "");
            let kind = if source["entity"].is_null() {
                "anonymous"
            } else {
                "named"
            };
            source["kind"] = json!(kind);
            let (words, lemma, act) = said.cue;
            let (from, until) = self.place(words);
            claims.push(json!({
                "id": format!("c{at}"), "source": source,
                "cue": {"start": from, "end": until, "lemma": lemma, "act": act},
                "content": [{"start": content, "end": end}], "directness": "indirect",
                "propositions": [format!("p{at}")], "polarity": said.polarity,
                "certainty": said.certainty, "temporality": "non-future", "confidence": 0.75}));
        }
        let mut sentences = Vec::new();
        let mut start = 0;
        for sentence in self.text.split_inclusive(". ") {
            let end = start + sentence.chars().count();
            sentences.push(json!([start, end - usize::from(sentence.ends_with(' '))]));
            start = end;
        }
        json!({"claimgraph": 1, "sentences": sentences, "document": {"id": self.id, "outlet": self.outlet, "title": self.id,
                "published": self.published, "language": "en", "text": self.text},
            "entities": entities.collect::<Vec<_>>(), "propositions": propositions,
            "claims": claims})
        .to_string()
    }

    /// As a graph.
    pub fn quads(&self) -> (NamedNode, Vec<Quad>) {
        let line = self.line();
        let (extraction, warnings) =
            json::read(&line, 1).unwrap_or_else(|faults| panic!("{}: {faults}", self.id));
        assert_eq!(warnings, []);
        let base = Base::default();
        let digest = Sha256::digest(line.as_bytes());
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let origin = Origin {
            version: "0.0.0",
            input_digest: Some(&digest),
            ..Origin::default()
        };
        let quads = to_quads(&extraction, &base, &origin);
        (mapping::graph(&base, self.id), quads)
    }
}

/// Four articles of two outlets on a pier: told, told again, denied, and wondered about.
pub fn pier() -> Vec<Article> {
    let closed = ("Port Authority", "close", "Pier Nine");
    let about = [
        ("person", "Mara Oduya"),
        ("person", "Lev Tamm"),
        ("organization", "Port Authority"),
        ("facility", "Pier Nine"),
    ];
    let article = |id, outlet, published, text: &str, claims| Article {
        id,
        outlet,
        published,
        text: text.to_owned(),
        entities: about
            .iter()
            .filter(|(_, name)| text.contains(name))
            .copied()
            .collect(),
        claims,
    };
    vec![
        article(
            "pier-told",
            "Tern Daily",
            "2024-03-04",
            "Mara Oduya said Port Authority closed Pier Nine. A clerk added that Mara Oduya praised Port Authority.",
            vec![
                Said::new(
                    "Mara Oduya",
                    ("said", "say", "assert"),
                    "Port Authority closed Pier Nine",
                    closed,
                ),
                Said::new(
                    "A clerk",
                    ("added", "add", "assert"),
                    "that Mara Oduya praised Port Authority",
                    ("Mara Oduya", "praise", "Port Authority"),
                ),
            ],
        ),
        article(
            "pier-denied",
            "Gull Gazette",
            "2024-03-05",
            "Lev Tamm denied that Port Authority closed Pier Nine.",
            vec![Said::new(
                "Lev Tamm",
                ("denied", "deny", "deny"),
                "that Port Authority closed Pier Nine",
                closed,
            )],
        ),
        article(
            "pier-again",
            "Gull Gazette",
            "2024-03-06",
            "“Yes,” Mara Oduya confirmed: Port Authority closed Pier Nine.",
            vec![Said::new(
                "Mara Oduya",
                ("confirmed", "confirm", "confirm"),
                "Port Authority closed Pier Nine",
                closed,
            )],
        ),
        article(
            "pier-asked",
            "Gull Gazette",
            "2024-03-07",
            "Lev Tamm asked whether Port Authority did not close Pier Nine.",
            vec![Said {
                polarity: "negative",
                certainty: "unspecified",
                ..Said::new(
                    "Lev Tamm",
                    ("asked", "ask", "ask"),
                    "whether Port Authority did not close Pier Nine",
                    closed,
                )
            }],
        ),
    ]
}

/// A store in memory with these articles.
pub fn store(articles: &[Article]) -> Store {
    let store = Store::memory();
    for article in articles {
        let (graph, quads) = article.quads();
        store.replace(&graph, &quads).unwrap();
    }
    store
}
