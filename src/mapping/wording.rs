//! A proposition in words, so that a statement can be read without following its parts.

use crate::extraction::{Argument, Phrase, Polarity, Proposition};
use crate::mapping::scene::{Scene, label};

/// The most words of a participant that are given; what is longer ends in dots.
const WORDS: usize = 12;

/// Roles that are no preposition: their words stand for themselves.
const BARE: &[&str] = &["clause", "time", "iobj"];

/// First words of participants that negate what they take part in: "Nobody asked us."
const NEGATIVE: &[&str] = &["no", "nobody", "none", "nothing", "neither", "no-one"];

/// Who, what, whom, and the rest as the text has it: "Ada Moor travel to Riga on Monday". What is not so
/// begins with "not:", unless the words say that it is not.
pub(super) fn of(scene: &Scene<'_>, proposition: &Proposition) -> String {
    let mut words = Vec::new();
    let phrase =
        |phrase: &Phrase| participant(scene, phrase.entity.as_deref(), (phrase.start, phrase.end));
    words.extend(proposition.subject.as_ref().and_then(phrase));
    words.push(label(proposition).to_owned());
    let mut arguments: Vec<_> = proposition.arguments.iter().collect();
    arguments.sort_by_key(|it| (it.start, it.end, &it.role));
    // "gave the council a report"
    let (receivers, others): (Vec<_>, Vec<_>) =
        arguments.into_iter().partition(|it| it.role == "iobj");
    let mut add = |argument: &Argument| {
        let place = (argument.start, argument.end);
        let value = participant(scene, argument.entity.as_deref(), place)?;
        let role = argument.role.trim();
        Some(if BARE.contains(&role) {
            value
        } else {
            format!("{role} {value}")
        })
    };
    words.extend(receivers.into_iter().filter_map(&mut add));
    words.extend(proposition.object.as_ref().and_then(phrase));
    words.extend(others.into_iter().filter_map(&mut add));
    let is_negative = |it: &String| {
        let first = it.split(' ').next().unwrap_or_default();
        NEGATIVE.contains(&first.to_lowercase().as_str())
    };
    if proposition.polarity == Polarity::Negative && !words.iter().any(is_negative) {
        words.insert(0, "not:".to_owned());
    }
    words.join(" ")
}

/// The name of the entity, or else the words; `None` outside the text.
fn participant(
    scene: &Scene<'_>,
    entity: Option<&str>,
    (start, end): (usize, usize),
) -> Option<String> {
    let name = scene.cast.index(entity).map(|at| {
        let entity = &scene.extraction.entities[at];
        entity.name.trim()
    });
    let words = name
        .filter(|name| !name.is_empty())
        .or_else(|| scene.words(start, end))?;
    let mut words = words.split_whitespace();
    let mut brief: Vec<&str> = words.by_ref().take(WORDS).collect();
    if words.next().is_some() {
        brief.push("…");
    }
    Some(brief.join(" "))
}
