//! Verbs of saying, thinking, wanting and their like, with whatever holds the content.

use crate::extraction::Act;
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, complement, cue, source};
use crate::rules::clause;
use crate::rules::lexicon::{self, Part};

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
    let convinced = convinced(scene, verb, &cue.lemma, &complement);
    let holds = convinced.is_some();
    let speaker = convinced.or_else(|| source::of_predicate(document, verb))?;
    if is_only_thought_of(scene, verb, complement.entry.act)
        || is_addressed(scene, &speaker, complement.entry.act)
        || is_asked_nothing(scene, verb, &complement)
    {
        return None;
    }
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
    } else if holds {
        Act::Believe
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

/// "We are convinced that it will hold": where nobody is said to have convinced them, it is those who are
/// convinced that hold it.
fn convinced(
    scene: Scene<'_>,
    verb: usize,
    lemma: &str,
    complement: &complement::Complement,
) -> Option<Speaker> {
    let document = scene.document;
    let held = matches!(lemma, "convince" | "persuade")
        && complement.form == Form::Clause
        && clause::is_passive(document, verb)
        && clause::agent(document, verb).is_none();
    let subject = clause::subject(document, verb).filter(|_| held)?;
    Some(source::phrase(document, subject.head, subject.refers))
}

/// "people need to know what happened", "used it to find customers": a saying or knowing that is only
/// an aim is nobody's claim; what one is to do or to leave undone is ("wants him to agree to go").
fn is_only_thought_of(scene: Scene<'_>, verb: usize, act: Act) -> bool {
    let document = scene.document;
    // "to call him out and consider a ban": the second is as much an aim as the first.
    let first = first_of_infinitives(document, verb);
    // "declined to threaten or declare": the second was declined too.
    let led = cue::lead(document, first).is_some_and(|lead| first == verb || !lead.declines);
    let verb = first;
    // "forced her to admit": it was admitted.
    let happens = document.tokens[verb].head.is_some_and(|up| {
        lexicon::embedding(Part::Verb, &document.tokens[up].lemma)
            .is_some_and(|(effect, ..)| effect == lexicon::Effect::Keep)
    });
    clause::is_infinitive(document, verb)
        && !happens
        && !led
        && matches!(
            document.tokens[verb].relation,
            Relation::Xcomp | Relation::Advcl | Relation::Acl
        )
        && matches!(
            act,
            Act::Believe | Act::Assert | Act::Accuse | Act::Confirm | Act::Ask | Act::Warn
        )
}

/// The infinitive that a bare one without a subject goes on with ("to threaten or declare").
fn first_of_infinitives(document: &Document<'_>, verb: usize) -> usize {
    let token = &document.tokens[verb];
    token
        .head
        .filter(|first| {
            token.relation == Relation::Conj
                && token.xpos == Xpos::Vb
                && document.child(verb, Relation::Nsubj).is_none()
                && document.child(verb, Relation::Aux).is_none()
                && clause::is_infinitive(document, *first)
        })
        .unwrap_or(verb)
}

/// "You know that he left": what a speaker puts into the mind of the one spoken to is a turn of speech.
fn is_addressed(scene: Scene<'_>, speaker: &Speaker, act: Act) -> bool {
    act == Act::Believe
        && matches!(speaker, Speaker::Words { head, .. }
            if scene.document.tokens[*head].lemma.eq_ignore_ascii_case("you"))
}

/// "When she was asked, she left": what stands beside a passive asking without a question in it was not
/// asked.
fn is_asked_nothing(scene: Scene<'_>, verb: usize, complement: &complement::Complement) -> bool {
    let document = scene.document;
    complement.entry.act == Act::Ask
        && complement.form == Form::Clause
        && clause::is_passive(document, verb)
        && scene.quotations.around(complement.head).is_none()
        && clause::is_finite(document, complement.head)
        && !matches!(
            clause::opener(document, complement.head),
            Some("whether" | "if")
        )
        && !document.subtree(complement.head).take(2).any(|token| {
            document.tokens[token]
                .lemma
                .to_lowercase()
                .starts_with("wh")
                || document.tokens[token].lemma.eq_ignore_ascii_case("how")
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
