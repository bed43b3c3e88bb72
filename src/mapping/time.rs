//! Time expressions with their values and intervals.

use oxigraph::model::{Literal, NamedNode};

use crate::extraction::Time;
use crate::mapping::scene::Scene;
use crate::mapping::sink::Sink;
use crate::mapping::stamp::stamp;
use crate::ontology::borrowed::{rdfs, sem};
use crate::ontology::terms::{class, property};

/// Writes every time expression that lies in the text.
pub(super) fn write(scene: &Scene<'_>, sink: &mut Sink<'_>) {
    for time in &scene.extraction.times {
        if sink.is_over() {
            return;
        }
        let Some(words) = scene.words(time.start, time.end) else {
            continue;
        };
        let node = scene.mint.time(time.start, time.end);
        sink.class(&node, class::TIME_EXPRESSION);
        sink.add(&node, rdfs::LABEL, scene.literal(words));
        let kind = Literal::new_simple_literal(time.kind.word());
        sink.add(&node, property::TIMEX_TYPE, kind);
        let value = Literal::new_simple_literal(time.value.as_str());
        sink.add(&node, property::TIMEX_VALUE, value);
        if let Some(date) = stamp(&time.value) {
            sink.add(&node, sem::HAS_TIME_STAMP, date);
        }
        sink.passage(scene, &node, property::EVIDENCE, (time.start, time.end));
        // A day is its own beginning and end.
        let is_day = |it: &Option<String>| it.as_ref() == Some(&time.value);
        if !(is_day(&time.from) && is_day(&time.until)) {
            interval(sink, &node, &[time]);
        }
    }
}

/// The IRI of a time expression; `None` outside the text.
pub(super) fn node(scene: &Scene<'_>, time: &Time) -> Option<NamedNode> {
    scene.words(time.start, time.end)?;
    Some(scene.mint.time(time.start, time.end))
}

/// Writes the interval that covers all these times, if they denote intervals.
pub(super) fn interval(sink: &mut Sink<'_>, node: &NamedNode, times: &[&Time]) {
    let begins = times.iter().filter_map(|time| time.from.as_deref());
    let ends = times.iter().filter_map(|time| time.until.as_deref());
    // ISO 8601 dates of one length sort as strings; days come before the times within them.
    if let Some(begin) = begins
        .filter_map(|date| Some((date, stamp(date)?)))
        .min_by_key(|it| it.0)
    {
        sink.add(node, sem::HAS_BEGIN_TIME_STAMP, begin.1);
    }
    if let Some(end) = ends
        .filter_map(|date| Some((date, stamp(date)?)))
        .max_by_key(|it| it.0)
    {
        sink.add(node, sem::HAS_END_TIME_STAMP, end.1);
    }
}
