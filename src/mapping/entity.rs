//! Entities with their names, descriptions, mentions and links.

use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use crate::extraction::{Certainty, Entity, EntityType, Link, Phrase, Polarity, Proposition, Time};
use crate::mapping::iri::{self, without_article};
use crate::mapping::scene::{Scene, label};
use crate::mapping::sink::Sink;
use crate::mapping::time;
use crate::ontology::borrowed::{rdfs, schema, skos};
use crate::ontology::terms::{class, property};

/// Writes every entity of the list.
pub(super) fn write(scene: &Scene<'_>, sink: &mut Sink<'_>) {
    for (at, entity) in scene.extraction.entities.iter().enumerate() {
        if sink.is_over() {
            return;
        }
        let node = &scene.cast.entities[at];
        let anonymous = scene.cast.anonymous.contains(&at);
        if anonymous {
            sink.class(node, class::ANONYMOUS_SOURCE);
        }
        if !anonymous || entity.kind != EntityType::Other {
            sink.class(node, class_of(entity.kind));
        }
        names(scene, entity, node, sink);
        for mention in &entity.mentions {
            let place = (mention.start, mention.end);
            sink.mention(scene, node, place, mention.kind, entity.confidence);
        }
        if entity.kind == EntityType::Event && entity.is_named() {
            occasion(scene, entity, node, sink);
        }
        if !anonymous {
            for link in links(scene, entity, node) {
                write_link(scene, entity.name.trim(), &link, node, sink);
            }
        }
    }
}

/// The links of an entity, less those the user denies, and those the user adds.
fn links(scene: &Scene<'_>, entity: &Entity, node: &NamedNode) -> Vec<Link> {
    let mut links = entity.links.clone();
    if let Some(identities) = scene.identities {
        links.retain(|link| !identities.forbids(node, &link.iri));
        for iri in identities.links(node) {
            links.retain(|link| link.iri != iri);
            links.push(Link {
                iri: iri.to_owned(),
                name: None,
                confidence: Some(1.0),
            });
        }
    }
    links
}

fn names(scene: &Scene<'_>, entity: &Entity, node: &NamedNode, sink: &mut Sink<'_>) {
    let name = if entity.is_named() {
        entity.name.trim()
    } else {
        without_article(&entity.name)
    };
    // The outlet is labelled with the name the article is published under.
    let is_outlet = matches!(&scene.cast.outlet, Some((outlet, _)) if outlet == node);
    match &scene.cast.outlet {
        Some((_, outlet)) if is_outlet && *outlet == name => {}
        _ if is_outlet => sink.add(node, skos::ALT_LABEL, scene.literal(name)),
        _ => sink.add(node, rdfs::LABEL, scene.literal(name)),
    }
    for alias in &entity.aliases {
        let known = alias.trim() == name || alias.trim().is_empty();
        if !known {
            sink.add(node, skos::ALT_LABEL, scene.literal(alias.trim()));
        }
    }
    for description in &entity.descriptions {
        let description = without_owner(description.trim());
        if !description.is_empty() {
            sink.add(node, property::DESCRIPTION, scene.literal(description));
        }
    }
}

/// A description without the pronoun that opens it: away from its sentence, "its chief executive" is not
/// anybody's.
fn without_owner(description: &str) -> &str {
    const OWNERS: [&str; 7] = ["its", "his", "her", "their", "our", "my", "your"];
    match description.split_once(' ') {
        Some((owner, rest)) if OWNERS.contains(&owner.to_lowercase().as_str()) => rest.trim_start(),
        _ => description,
    }
}

/// The link stands as a node of its own, with its confidence; the match itself is asserted beside it,
/// an exact one if it is more likely right than wrong.
fn write_link(scene: &Scene<'_>, name: &str, link: &Link, node: &NamedNode, sink: &mut Sink<'_>) {
    let Ok(target) = NamedNode::new(link.iri.as_str()) else {
        return;
    };
    let hash = iri::hash(&[node.as_str(), target.as_str()]);
    let it = scene.mint.link(&hash);
    let exact = link.confidence.is_none_or(|confidence| confidence >= 0.5);
    let (relation, is) = match exact {
        true => (skos::EXACT_MATCH, "is"),
        false => (skos::CLOSE_MATCH, "may be"),
    };
    sink.add(node, relation, target.clone());
    sink.add(node, property::LINK, it.clone());
    sink.class(&it, class::LINK);
    let label = format!("{name} {is} {}", link.iri);
    sink.add(
        &it,
        rdfs::LABEL,
        Literal::new_language_tagged_literal_unchecked(label, "en"),
    );
    sink.add(&it, property::LINK_TARGET, target);
    sink.confidence(&it, link.confidence);
}

/// Verbs that date an event when it is their subject: "the forum is scheduled for Sunday".
const DATED_SUBJECT: &[&str] = &[
    "be",
    "convene",
    "happen",
    "hold",
    "last",
    "occur",
    "plan",
    "run",
    "schedule",
    "set",
    "slate",
    "stage",
    "take place",
];

/// Verbs that date an event when it is their object: "the union will hold the games in July".
const DATED_OBJECT: &[&str] = &[
    "celebrate",
    "convene",
    "hold",
    "host",
    "plan",
    "schedule",
    "stage",
];

/// When a named event takes place, if the article dates it, and only in one way.
fn occasion(scene: &Scene<'_>, event: &Entity, node: &NamedNode, sink: &mut Sink<'_>) {
    let is_event = |phrase: Option<&Phrase>| {
        phrase.is_some_and(|phrase| phrase.entity.as_ref() == Some(&event.id))
    };
    let dated = scene.extraction.propositions.iter().filter(|it| {
        let so = it.polarity == Polarity::Positive && it.certainty == Certainty::Certain;
        let subject = is_event(it.subject.as_ref()) && says(it, DATED_SUBJECT);
        so && (subject || is_event(it.object.as_ref()) && says(it, DATED_OBJECT))
    });
    let times = dated.flat_map(|it| &it.times);
    let mut times: Vec<&Time> = times
        .filter_map(|id| scene.time(id))
        .filter(|time| time.from.is_some() && time.until.is_some())
        .collect();
    times.sort_by_key(|time| (&time.from, &time.until));
    times.dedup_by_key(|time| (&time.from, &time.until));
    if let [time] = times.as_slice() {
        time::interval(sink, node, &[time]);
    }
}

fn says(proposition: &Proposition, verbs: &[&str]) -> bool {
    let verb = proposition.predicate.lemma.as_str();
    verbs.contains(&verb) || verbs.contains(&label(proposition))
}

fn class_of(kind: EntityType) -> NamedNodeRef<'static> {
    match kind {
        EntityType::Person => schema::PERSON,
        EntityType::Organization => schema::ORGANIZATION,
        EntityType::Group => class::GROUP,
        EntityType::Country => schema::COUNTRY,
        EntityType::Place => schema::PLACE,
        EntityType::Facility => schema::CIVIC_STRUCTURE,
        EntityType::Event => schema::EVENT,
        EntityType::Product => schema::PRODUCT,
        EntityType::Work => schema::CREATIVE_WORK,
        EntityType::Law => schema::LEGISLATION,
        EntityType::Other => schema::THING,
    }
}
