//! Verbs of saying, thinking, wanting and their like, with whatever holds the content.

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
    if speaker == Speaker::Unnamed && complement.form == Form::Phrase {
        return None;
    }
    if token.xpos == Xpos::Vb && is_imperative(scene, verb) {
        return None;
    }
    let tail = [cue.particle, complement.preposition];
    let lemma = match complement.preposition {
        Some(preposition) => format!("{} {}", cue.lemma, document.tokens[preposition].lemma),
        None => cue.lemma,
    };
    Some(Found {
        anchor: verb,
        cue: Some(cue::words(document, verb, &tail)),
        lemma,
        act: complement.entry.act,
        speaker,
        content: complement.content,
        head: Some(complement.head),
        certainty: complement.entry.certainty,
        directness: crate::extraction::Directness::Indirect,
        ahead: complement.ahead,
        negated: cue::is_negated(document, verb),
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
