//! Verbs of saying, thinking, wanting and their like, with whatever holds the content.

use crate::extraction::Act;
use crate::language::{Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, complement, cue, source};
use crate::rules::clause;
use crate::rules::lexicon::Part;

/// The claim that a verb makes, if it is a cue and its content stands with it.
pub(crate) fn read(scene: Scene<'_>, verb: usize) -> Option<Found> {
    let document = scene.document;
    let token = &document.tokens[verb];
    let verbal = token.upos == Upos::Verb
        || (token.upos == Upos::Aux
            && token.lemma == "need"
            && document.child(verb, Relation::Xcomp).is_some());
    if !verbal
        || matches!(
            token.relation,
            Relation::Amod | Relation::Compound | Relation::Case
        )
    {
        return None;
    }
    let cue = cue::at(document, verb, Part::Verb)?;
    let complement = complement::of(scene, verb, &cue)?;
    let speaker = source::of_predicate(document, verb)?;
    // "It is expected that", "he was criticized": without an agent only a clause tells a claim from
    // a mere event.
    let accuses = complement.entry.act == Act::Accuse && complement.content.len() > 1;
    if speaker == Speaker::Unnamed && complement.form == Form::Phrase && !accuses {
        return None;
    }
    if token.xpos == Xpos::Vb && is_imperative(scene, verb) {
        return None;
    }
    let mut tail = vec![cue.particle, complement.preposition];
    tail.extend(complement.tail.iter().copied().map(Some));
    let lemma = match complement.preposition {
        Some(preposition) => format!("{} {}", cue.lemma, document.tokens[preposition].lemma),
        None => cue.lemma,
    };
    let lead = cue::lead(document, verb);
    let mut words = cue::words(document, verb, &tail);
    if let Some(lead) = lead {
        words.start = cue::words(document, lead.head, &[]).start;
    }
    let declines = lead.is_some_and(|lead| lead.declines);
    let act = if declines {
        Act::Decline
    } else {
        complement.entry.act
    };
    Some(Found {
        anchor: verb,
        cue: Some(words),
        lemma,
        act,
        speaker,
        content: complement.content,
        head: Some(complement.head),
        certainty: complement.entry.certainty,
        directness: crate::extraction::Directness::Indirect,
        // What is refused does not lie ahead.
        ahead: complement.ahead && act != Act::Decline,
        negated: cue::is_negated(document, lead.map_or(verb, |lead| lead.head)),
        basis: None,
        form: complement.form,
        within: None,
    })
}

/// "Say what you like": nobody is said to say it.
fn is_imperative(scene: Scene<'_>, verb: usize) -> bool {
    let document = scene.document;
    document.tokens[verb].relation == Relation::Root
        && document.child(verb, Relation::Nsubj).is_none()
        && document.child(verb, Relation::Aux).is_none()
        && !clause::is_infinitive(document, verb)
}
