//! What follows from who holds what: facts of the derived graph.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use sha2::{Digest as _, Sha256};

use crate::ontology::borrowed::cito;
use crate::ontology::terms::{class, property};
use crate::publish::derive::gist::{Key, Voice};
use crate::publish::derive::gists::Gists;
use crate::publish::derive::value::{self, Value};

/// The most sources of a statement that are set against each other one by one.
const SOURCES: usize = 100;

/// Subject, property and object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub subject: String,
    property: NamedNodeRef<'static>,
    object: Object,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    Node(String),
    Count(usize),
    Words(String),
}

impl Fact {
    fn link(subject: &str, property: NamedNodeRef<'static>, object: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            property,
            object: Object::Node(object.to_owned()),
        }
    }

    /// As a quad of a graph.
    pub(super) fn quad(&self, graph: &NamedNode) -> Quad {
        let object: Term = match &self.object {
            Object::Node(name) => NamedNode::new_unchecked(name).into(),
            Object::Count(count) => {
                Literal::new_typed_literal(count.to_string(), xsd::INTEGER).into()
            }
            Object::Words(words) => Literal::new_simple_literal(words).into(),
        };
        let subject = NamedNode::new_unchecked(&self.subject);
        Quad::new(subject, self.property, object, graph.clone())
    }
}

/// Which articles are copies of which.
pub(super) fn copies(gists: &Gists) -> BTreeSet<Fact> {
    let articles = gists.articles.iter().enumerate();
    let copies = articles.filter(|(at, gist)| gist.original != *at);
    copies
        .map(|(at, gist)| Fact::link(&gist.name, property::COPY_OF, &gists.original(at).name))
        .collect()
}

/// A voice in its article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Heard<'a> {
    published: &'a str,
    voice: &'a Voice,
    article: usize,
}

/// What follows from all voices on some statements, on all if `keys` is `None`. A proposition is called
/// by `name`.
pub(super) fn of(
    gists: &Gists,
    keys: Option<&BTreeSet<Key>>,
    name: &dyn Fn(&str) -> NamedNode,
) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    if keys.is_some_and(BTreeSet::is_empty) {
        return facts;
    }
    let mut by_key: Vec<(Key, Heard<'_>)> = gists
        .voices()
        .filter(|(_, voice)| keys.is_none_or(|keys| keys.contains(&voice.key)))
        .map(|(article, voice)| {
            let published = &gists.articles[article].published[..];
            let heard = Heard {
                published,
                voice,
                article,
            };
            (voice.key, heard)
        })
        .collect();
    by_key.sort_unstable();
    for alike in by_key.chunk_by(|one, other| one.0 == other.0) {
        if alike.len() < 2 {
            continue;
        }
        let voices: Vec<Heard<'_>> = alike.iter().map(|(_, heard)| *heard).collect();
        compare(&voices, gists, &mut facts);
        // Quantities apart, alike ones are one proposition.
        let mut by_value: BTreeMap<Option<&Value>, Vec<Heard<'_>>> = BTreeMap::new();
        for heard in voices {
            let value = heard.voice.value.as_ref();
            by_value.entry(value).or_default().push(heard);
        }
        for (value, voices) in by_value {
            let digest = format!("{:032x}{value:?}", alike[0].0);
            let digest = hex(&Sha256::digest(digest.as_bytes())[..8]);
            proposition(name(&digest).as_str(), &voices, gists, &mut facts);
        }
    }
    facts
}

/// Sets the first claims of each source against each other.
fn compare(voices: &[Heard<'_>], gists: &Gists, facts: &mut BTreeSet<Fact>) {
    let mut firsts: BTreeMap<(&str, bool, Option<&Value>), Heard<'_>> = BTreeMap::new();
    for heard in voices {
        let voice = heard.voice;
        let stance = (&voice.source[..], voice.holds, voice.value.as_ref());
        firsts.entry(stance).or_insert(*heard);
    }
    if firsts.len() > SOURCES {
        return;
    }
    let firsts: Vec<Heard<'_>> = firsts.into_values().collect();
    for (at, heard) in firsts.iter().enumerate() {
        for other_heard in &firsts[at + 1..] {
            let (one, other) = (heard.voice, other_heard.voice);
            let same_value = one.value == other.value;
            let disagree = if same_value {
                one.holds != other.holds
            } else {
                one.holds && other.holds && value::exclude(one.value.as_ref(), other.value.as_ref())
            };
            let original = |heard: &Heard<'_>| gists.articles[heard.article].original;
            // A source that repeats itself, and an article that was copied, agree with nobody.
            let agree = same_value
                && one.holds == other.holds
                && one.source != other.source
                && original(heard) != original(other_heard);
            let property = if one.claim == other.claim {
                continue;
            } else if disagree {
                cito::DISAGREES_WITH
            } else if agree {
                cito::AGREES_WITH
            } else {
                continue;
            };
            facts.insert(Fact::link(&one.claim, property, &other.claim));
            facts.insert(Fact::link(&other.claim, property, &one.claim));
        }
    }
}

/// A statement that more than one article makes.
fn proposition(name: &str, voices: &[Heard<'_>], gists: &Gists, facts: &mut BTreeSet<Fact>) {
    let told: BTreeSet<usize> = voices.iter().map(|heard| heard.article).collect();
    if told.len() < 2 {
        return;
    }
    facts.insert(Fact::link(name, rdf::TYPE, class::PROPOSITION.as_str()));
    // As the first article has it; statements of older graphs have no words.
    let words = voices.iter().map(|heard| &heard.voice.words);
    if let Some(words) = words.into_iter().find(|words| !words.is_empty()) {
        facts.insert(Fact {
            subject: name.to_owned(),
            property: rdfs::LABEL,
            object: Object::Words(words.clone()),
        });
    }
    for heard in voices {
        let statement = &heard.voice.statement;
        facts.insert(Fact::link(statement, property::PROPOSITION, name));
    }
    for (property, holds) in [
        (property::OUTLETS_FOR, true),
        (property::OUTLETS_AGAINST, false),
    ] {
        let outlets: BTreeSet<&str> = voices
            .iter()
            .filter(|heard| heard.voice.holds == holds)
            .map(|heard| &gists.original(heard.article).outlet[..])
            .collect();
        facts.insert(Fact {
            subject: name.to_owned(),
            property,
            object: Object::Count(outlets.len()),
        });
    }
}

/// In hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
