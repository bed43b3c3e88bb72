//! Claims, propositions and their parts in words, so that each can be read without following the others.

use crate::extraction::{Argument, Claim, Phrase, Polarity, Proposition, SourceKind};
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
    let add = |argument| in_role(scene, argument);
    words.extend(receivers.into_iter().filter_map(add));
    words.extend(proposition.object.as_ref().and_then(phrase));
    words.extend(others.into_iter().filter_map(add));
    let is_negative = |it: &String| {
        let first = it.split(' ').next().unwrap_or_default();
        NEGATIVE.contains(&first.to_lowercase().as_str())
    };
    if proposition.polarity == Polarity::Negative && !words.iter().any(is_negative) {
        words.insert(0, "not:".to_owned());
    }
    words.join(" ")
}

/// Who says it, with which word, and the beginning of what: "Ada Moor (denied): that she had been to Riga".
pub(super) fn of_claim(scene: &Scene<'_>, claim: &Claim) -> String {
    let source = &claim.source;
    let place = source.start.zip(source.end).unwrap_or_default();
    let source = match &scene.cast.outlet {
        Some((_, outlet)) if source.kind == SourceKind::Narrator => Some((*outlet).to_owned()),
        None if source.kind == SourceKind::Narrator => Some("narrator".to_owned()),
        _ => participant(scene, source.entity.as_deref(), place),
    };
    let source = source.unwrap_or_else(|| "unknown".to_owned());
    let cue = claim.cue.as_ref();
    let cue = cue.and_then(|cue| scene.words(cue.start, cue.end));
    let cue = cue.map_or_else(String::new, |cue| format!(" ({})", brief(cue)));
    format!("{source}{cue}: {}", brief(&scene.content_words(claim)))
}

/// An argument with the word that leads it in: "to Riga".
pub(super) fn in_role(scene: &Scene<'_>, argument: &Argument) -> Option<String> {
    let place = (argument.start, argument.end);
    let value = participant(scene, argument.entity.as_deref(), place)?;
    let role = argument.role.trim();
    Some(match role {
        bare if BARE.contains(&bare) => value,
        // "the harbour, where the ferry burned"
        "where" => format!("at {value}"),
        preposition => format!("{preposition} {value}"),
    })
}

/// The first words of some.
pub(super) fn brief(words: &str) -> String {
    let mut words = words.split_whitespace();
    let mut brief: Vec<&str> = words.by_ref().take(WORDS).collect();
    if words.next().is_some() {
        brief.push("…");
    }
    brief.join(" ")
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
    Some(brief(words))
}
