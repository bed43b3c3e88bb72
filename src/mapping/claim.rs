//! Claims: who says what, in which words, on which characters.

use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

use crate::extraction::{Act, Claim, Cue, Directness, MentionKind, SourceKind};
use crate::mapping::iri::without_article;
use crate::mapping::scene::Scene;
use crate::mapping::sink::Sink;
use crate::mapping::stamp::stamp;
use crate::mapping::statement::{outlook, participant};
use crate::mapping::time;
use crate::mapping::wording;
use crate::ontology::borrowed::{prov, rdfs, schema};
use crate::ontology::terms::{class, property, value};

/// Writes every claim that has words in the text.
pub(super) fn write(scene: &Scene<'_>, sink: &mut Sink<'_>) {
    for (at, claim) in scene.extraction.claims.iter().enumerate() {
        if sink.is_over() {
            return;
        }
        if scene.content(claim).is_empty() {
            continue;
        }
        let node = scene.claim(at);
        sink.class(node, class::CLAIM);
        let label = scene.literal(&wording::of_claim(scene, claim));
        sink.add(node, rdfs::LABEL, label);
        let text = scene.literal(&scene.content_words(claim));
        sink.add(node, schema::TEXT, text);
        sink.add(node, schema::APPEARANCE, scene.document().clone());
        for place in scene.content(claim) {
            sink.passage(scene, node, property::EVIDENCE, place);
        }
        source(scene, claim, node, sink);
        manner(scene, claim, node, sink);
        utterance(scene, claim, node, sink);
        connections(scene, claim, node, sink);
        outlook(
            node,
            claim.polarity,
            claim.certainty,
            claim.temporality,
            sink,
        );
        sink.confidence(node, claim.confidence);
    }
}

fn source(scene: &Scene<'_>, claim: &Claim, node: &NamedNode, sink: &mut Sink<'_>) {
    let narrator = claim.source.kind == SourceKind::Narrator;
    let voice = if narrator {
        value::NARRATOR
    } else {
        value::QUOTED
    };
    sink.add(node, property::VOICE, voice);
    let by = if narrator {
        narrator_of(scene, sink)
    } else {
        speaker(scene, claim, sink)
    };
    sink.add(node, prov::WAS_ATTRIBUTED_TO, by);
    if let (false, Some(start), Some(end)) = (narrator, claim.source.start, claim.source.end) {
        sink.passage(scene, node, property::SOURCE_EVIDENCE, (start, end));
    }
}

/// The outlet speaks for its articles; an article without one has a voice of its own.
fn narrator_of(scene: &Scene<'_>, sink: &mut Sink<'_>) -> NamedNode {
    if let Some((outlet, _)) = &scene.cast.outlet {
        return outlet.clone();
    }
    let narrator = scene.mint.narrator();
    sink.class(&narrator, class::NARRATOR);
    let label = Literal::new_language_tagged_literal_unchecked("narrator", "en");
    sink.add(&narrator, rdfs::LABEL, label);
    narrator
}

fn speaker(scene: &Scene<'_>, claim: &Claim, sink: &mut Sink<'_>) -> NamedNode {
    let source = &claim.source;
    if let Some(entity) = scene.cast.entity(source.entity.as_deref()) {
        return entity.clone();
    }
    let place = source.start.zip(source.end);
    let words = place.and_then(|(start, end)| scene.words(start, end));
    // An anonymous source need not be expressed at all: "It was reported that ...".
    let words = words.map_or("unknown", without_article);
    let speaker = scene.cast.free(scene.mint.source(words));
    sink.class(&speaker, class::ANONYMOUS_SOURCE);
    sink.source(&speaker, words);
    if let Some(place) = place {
        sink.mention(scene, &speaker, place, MentionKind::Nominal, None);
    }
    speaker
}

fn manner(scene: &Scene<'_>, claim: &Claim, node: &NamedNode, sink: &mut Sink<'_>) {
    let directness = match claim.directness {
        Directness::Direct => value::DIRECT,
        Directness::Indirect => value::INDIRECT,
        Directness::Mixed => value::MIXED,
    };
    sink.add(node, property::DIRECTNESS, directness);
    let act = claim.cue.as_ref().map_or(Act::Assert, |cue| cue.act);
    sink.add(node, property::ACT, act_of(act));
    if let Some(cue) = &claim.cue {
        write_cue(scene, cue, node, sink);
    }
}

fn write_cue(scene: &Scene<'_>, cue: &Cue, node: &NamedNode, sink: &mut Sink<'_>) {
    if let Some(words) = scene.words(cue.start, cue.end) {
        sink.add(node, property::CUE, scene.literal(words));
        sink.passage(scene, node, property::CUE_EVIDENCE, (cue.start, cue.end));
    }
    if !cue.lemma.is_empty() {
        let lemma = Literal::new_simple_literal(cue.lemma.as_str());
        sink.add(node, property::CUE_LEMMA, lemma);
    }
}

fn utterance(scene: &Scene<'_>, claim: &Claim, node: &NamedNode, sink: &mut Sink<'_>) {
    let Some(time) = claim.said_on.as_deref().and_then(|id| scene.time(id)) else {
        return;
    };
    let single = time.from.as_deref().filter(|_| time.from == time.until);
    if let Some(date) = stamp(&time.value).or_else(|| stamp(single?)) {
        sink.add(node, property::SAID_ON, date);
    }
    if let Some(time) = time::node(scene, time) {
        sink.add(node, property::SAID_IN, time);
    }
}

fn connections(scene: &Scene<'_>, claim: &Claim, node: &NamedNode, sink: &mut Sink<'_>) {
    for id in &claim.propositions {
        if let Some(statement) = scene.statement_of(id) {
            sink.add(node, property::STATES, statement.clone());
        }
    }
    if let Some(outer) = outer(scene, claim) {
        sink.add(node, property::WITHIN, outer.clone());
    }
    for entity in scene.named_within(&scene.content(claim)) {
        sink.add(node, schema::ABOUT, scene.cast.entities[entity].clone());
    }
    if let Some(basis) = &claim.basis {
        let place = (basis.start, basis.end);
        let hash = node.as_str().rsplit('-').next().unwrap_or_default();
        if let Some(thing) = participant(scene, basis.entity.as_deref(), place, hash, sink) {
            sink.add(node, property::BASIS, thing);
        }
        sink.passage(scene, node, property::BASIS_EVIDENCE, place);
    }
}

/// The claim around this one, unless following it leads back here.
fn outer<'s>(scene: &'s Scene<'_>, claim: &Claim) -> Option<&'s NamedNode> {
    let first = claim.within.as_deref()?;
    let at = scene.claim_index(first)?;
    let written = !scene.content(&scene.extraction.claims[at]).is_empty();
    scene
        .claim_of(first)
        .filter(|_| written && scene.is_nested_well(at))
}

fn act_of(act: Act) -> NamedNodeRef<'static> {
    match act {
        Act::Assert => value::ASSERT,
        Act::Deny => value::DENY,
        Act::Confirm => value::CONFIRM,
        Act::Warn => value::WARN,
        Act::Accuse => value::ACCUSE,
        Act::Urge => value::URGE,
        Act::Promise => value::PROMISE,
        Act::Plan => value::PLAN,
        Act::Want => value::WANT,
        Act::Believe => value::BELIEVE,
        Act::Ask => value::ASK,
        Act::Decline => value::DECLINE,
        Act::Agree => value::AGREE,
    }
}
