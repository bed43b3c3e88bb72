//! Propositions, described and never asserted.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode};

use crate::extraction::{Argument, Certainty, MentionKind, Polarity, Proposition, Temporality};
use crate::mapping::graph::Object;
use crate::mapping::iri;
use crate::mapping::scene::{Scene, label};
use crate::mapping::sink::Sink;
use crate::mapping::time;
use crate::mapping::wording;
use crate::ontology::borrowed::{rdf, rdfs, sem};
use crate::ontology::terms::{class, property, value};

/// Writes every proposition as a statement, with its relation, its things and its arguments.
pub(super) fn write(scene: &Scene<'_>, sink: &mut Sink<'_>) {
    for (at, proposition) in scene.extraction.propositions.iter().enumerate() {
        if sink.is_over() {
            return;
        }
        let (node, hash) = scene.statement(at);
        sink.class(node, class::STATEMENT);
        sink.add(
            node,
            rdfs::LABEL,
            scene.literal(&wording::of(scene, proposition)),
        );
        let relation = scene.mint.relation(label(proposition));
        sink.add(node, rdf::PREDICATE, relation.clone());
        sink.class(&relation, rdf::PROPERTY);
        sink.add(&relation, rdfs::LABEL, scene.literal(label(proposition)));
        if let Some(subject) = &proposition.subject {
            let place = (subject.start, subject.end);
            let node_of = participant(scene, subject.entity.as_deref(), place, hash, sink);
            if let Some(subject) = node_of {
                sink.add(node, rdf::SUBJECT, subject);
            }
        }
        if let Some(object) = &proposition.object {
            let place = (object.start, object.end);
            if let Some(object) = value_of(scene, object.entity.as_deref(), place) {
                sink.add(node, rdf::OBJECT, object);
            }
        }
        arguments(scene, proposition, node, sink);
        circumstances(scene, proposition, node, sink);
        outlook(
            node,
            proposition.polarity,
            proposition.certainty,
            proposition.temporality,
            sink,
        );
        sink.confidence(node, proposition.confidence);
        sink.passage(scene, node, property::EVIDENCE, cover(scene, proposition));
    }
}

/// Writes what a source holds of a claim or statement.
pub(super) fn outlook(
    node: &NamedNode,
    polarity: Polarity,
    certainty: Certainty,
    temporality: Option<Temporality>,
    sink: &mut Sink<'_>,
) {
    let polarity = match polarity {
        Polarity::Positive => value::POSITIVE,
        Polarity::Negative => value::NEGATIVE,
    };
    sink.add(node, property::POLARITY, polarity);
    let certainty = match certainty {
        Certainty::Certain => value::CERTAIN,
        Certainty::Probable => value::PROBABLE,
        Certainty::Possible => value::POSSIBLE,
        Certainty::Unspecified => value::UNSPECIFIED,
    };
    sink.add(node, property::CERTAINTY, certainty);
    if let Some(temporality) = temporality {
        let temporality = match temporality {
            Temporality::Future => value::FUTURE,
            Temporality::NonFuture => value::NON_FUTURE,
        };
        sink.add(node, property::TEMPORALITY, temporality);
    }
}

/// The entity, or else a thing called by the words; `None` outside the text.
///
/// Words that mean another thing each time they are used get a node of their own, told apart by `hash`.
pub(super) fn participant(
    scene: &Scene<'_>,
    entity: Option<&str>,
    (start, end): (usize, usize),
    hash: &str,
    sink: &mut Sink<'_>,
) -> Option<NamedNode> {
    if let Some(entity) = scene.cast.entity(entity) {
        return Some(entity.clone());
    }
    let words = iri::without_article(scene.words(start, end)?);
    let pronoun = PRONOUNS.contains(&words.to_lowercase().as_str());
    let thing = scene.mint.thing(words);
    let (thing, kind) = if pronoun {
        (iri::hashed(&thing, hash), MentionKind::Pronoun)
    } else {
        (thing, MentionKind::Nominal)
    };
    let thing = scene.cast.free(thing);
    sink.thing(&thing, words);
    sink.mention(scene, &thing, (start, end), kind, None);
    Some(thing)
}

/// Words that refer to another thing in each sentence.
const PRONOUNS: &[&str] = &[
    "all",
    "another",
    "anyone",
    "anything",
    "both",
    "each",
    "either",
    "everyone",
    "everything",
    "few",
    "he",
    "her",
    "him",
    "i",
    "it",
    "many",
    "me",
    "more",
    "most",
    "neither",
    "nobody",
    "none",
    "nothing",
    "one",
    "others",
    "she",
    "some",
    "somebody",
    "someone",
    "something",
    "such",
    "that",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "us",
    "we",
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "you",
];

/// The entity, or else the words; `None` outside the text.
fn value_of(
    scene: &Scene<'_>,
    entity: Option<&str>,
    (start, end): (usize, usize),
) -> Option<Object> {
    if let Some(entity) = scene.cast.entity(entity) {
        return Some(entity.clone().into());
    }
    Some(scene.literal(scene.words(start, end)?).into())
}

fn arguments(scene: &Scene<'_>, proposition: &Proposition, node: &NamedNode, sink: &mut Sink<'_>) {
    let mut arguments: Vec<_> = proposition.arguments.iter().collect();
    arguments.sort_by_key(|it| (it.start, it.end, &it.role, &it.entity));
    arguments.dedup();
    let mut taken: BTreeMap<NamedNode, usize> = BTreeMap::new();
    for argument in arguments {
        let place = (argument.start, argument.end);
        let Some(value) = value_of(scene, argument.entity.as_deref(), place) else {
            continue;
        };
        let named = iri::argument(node, role(argument));
        let count = taken.entry(named.clone()).or_default();
        *count += 1;
        let it = match *count {
            1 => named,
            count => iri::numbered(&named, count),
        };
        sink.add(node, property::ARGUMENT, it.clone());
        sink.class(&it, class::ARGUMENT);
        if let Some(label) = wording::in_role(scene, argument) {
            sink.add(&it, rdfs::LABEL, scene.literal(&label));
        }
        let role = Literal::new_simple_literal(role(argument));
        sink.add(&it, property::ROLE, role);
        sink.add(&it, rdf::VALUE, value);
    }
}

/// How the graph calls a role: in words, where the extraction has a term of grammar.
fn role(argument: &Argument) -> &str {
    match argument.role.trim() {
        "iobj" => "receiver",
        role => role,
    }
}

fn circumstances(
    scene: &Scene<'_>,
    proposition: &Proposition,
    node: &NamedNode,
    sink: &mut Sink<'_>,
) {
    for place in &proposition.places {
        if let Some(place) = scene.cast.entity(Some(place)) {
            sink.add(node, sem::HAS_PLACE, place.clone());
        }
    }
    let ids = proposition.times.iter();
    let times: Vec<_> = ids.filter_map(|id| scene.time(id)).collect();
    for time in &times {
        if let Some(time) = time::node(scene, time) {
            sink.add(node, sem::HAS_TIME, time);
        }
    }
    time::interval(sink, node, &times);
}

/// From the first to the last of the words that take part.
fn cover(scene: &Scene<'_>, proposition: &Proposition) -> (usize, usize) {
    let predicate = &proposition.predicate;
    let phrases = [&proposition.subject, &proposition.object];
    let phrases = phrases.into_iter().flatten();
    let arguments = proposition.arguments.iter();
    let places = phrases
        .map(|it| (it.start, it.end))
        .chain(arguments.map(|it| (it.start, it.end)))
        .chain([(predicate.start, predicate.end)])
        .filter(|(start, end)| scene.words(*start, *end).is_some());
    let cover = places.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    cover.unwrap_or_default()
}
