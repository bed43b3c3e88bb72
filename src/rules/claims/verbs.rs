//! Verbs of saying, thinking, wanting and their like, with whatever holds the content.

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, astray, complement, cue, source};
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
    let speaker = convinced
        .or_else(|| astray::stated_in(document, verb))
        .or_else(|| source::through_medium(document, verb))
        .or_else(|| source::of_predicate(document, verb))?;
    if is_no_claim(scene, verb, &speaker, &complement) {
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

/// Whether a cue with its content is nobody's claim all the same.
fn is_no_claim(
    scene: Scene<'_>,
    verb: usize,
    speaker: &Speaker,
    complement: &complement::Complement,
) -> bool {
    let document = scene.document;
    let act = complement.entry.act;
    // "It is expected that", "he was criticized": without an agent only a clause tells a claim from
    // a mere event.
    let accuses = act == Act::Accuse && complement.content.len() > 1;
    let is_event = *speaker == Speaker::Unnamed && complement.form == Form::Phrase && !accuses;
    is_event
        || is_only_thought_of(scene, verb, act)
        || is_addressed(scene, speaker, act)
        || is_asked_nothing(scene, verb, complement)
        || is_purpose(document, verb, speaker, complement)
        || is_left_undone(document, verb, complement)
        || is_needed(document, speaker, complement)
        || is_tried(document, verb)
        || is_let(document, verb, act)
        || document.tokens[verb].xpos == Xpos::Vb && is_imperative(scene, verb)
}

/// "a wall intended to keep them out": what a thing is for is nobody's plan.
fn is_purpose(
    document: &Document<'_>,
    verb: usize,
    speaker: &Speaker,
    complement: &complement::Complement,
) -> bool {
    *speaker == Speaker::Unnamed
        && complement.form == Form::Infinitive
        && matches!(document.tokens[verb].lemma.as_str(), "intend" | "aim")
}

/// "refused to back the plan": what is left undone is the whole of it, and no backing.
fn is_left_undone(
    document: &Document<'_>,
    verb: usize,
    complement: &complement::Complement,
) -> bool {
    matches!(complement.entry.act, Act::Accuse | Act::Agree)
        && complement.form == Form::Phrase
        && cue::lead(document, verb).is_some_and(|lead| lead.declines)
}

/// "tried to determine what had happened": what one tries to find out is not known yet.
fn is_tried(document: &Document<'_>, verb: usize) -> bool {
    let finds_out = matches!(
        document.tokens[verb].lemma.as_str(),
        "determine"
            | "establish"
            | "ascertain"
            | "find"
            | "learn"
            | "discover"
            | "understand"
            | "figure"
            | "remember"
    );
    finds_out
        && cue::lead(document, verb).is_some_and(|lead| {
            matches!(document.tokens[lead.head].lemma.as_str(), "try" | "attempt")
        })
}

/// "let them know that it is late": they are told.
fn is_let(document: &Document<'_>, verb: usize, act: Act) -> bool {
    act == Act::Believe
        && document.tokens[verb].xpos == Xpos::Vb
        && !clause::is_infinitive(document, verb)
        && document.tokens[verb].relation.base() != Relation::Root
        && document.tokens[verb]
            .head
            .is_some_and(|up| matches!(document.tokens[up].lemma.as_str(), "let" | "make"))
}

/// "a problem that demands an answer": only people and what they write demand.
fn is_needed(
    document: &Document<'_>,
    speaker: &Speaker,
    complement: &complement::Complement,
) -> bool {
    let thing = matches!(speaker, Speaker::Words { refers, .. }
    if matches!(
        document.tokens[*refers].kind,
        Kind::Abstract | Kind::Event | Kind::Object | Kind::Substance
    ) && document.tokens[*refers].upos == Upos::Noun
        && document.tokens[*refers].lemma != "law");
    thing
        && complement.form == Form::Phrase
        && matches!(complement.entry.act, Act::Urge | Act::Want)
        && complement.preposition.is_none()
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
        // "does what it can to support them" is an aim too; "voted to approve it" is none.
        || clause::is_infinitive(document, verb)
            && !led
            && act == Act::Agree
            && document.tokens[verb].relation == Relation::Advcl
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

/// "You know that he left", "does anybody know": what a speaker puts into the mind of the one spoken to is a
/// turn of speech.
fn is_addressed(scene: Scene<'_>, speaker: &Speaker, act: Act) -> bool {
    act == Act::Believe
        && matches!(speaker, Speaker::Words { head, .. }
        if matches!(
            scene.document.tokens[*head].lemma.to_lowercase().as_str(),
            "you" | "anybody" | "anyone"
        ))
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
