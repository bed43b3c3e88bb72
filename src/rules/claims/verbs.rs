//! Verbs of saying, thinking, wanting and their like, with whatever holds the content.

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{
    Form, Found, Scene, Speaker, adjectives, astray, complement, cue, source, unsaid,
};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
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
    let speaker = complement
        .speaker
        .clone()
        .or(convinced)
        .or_else(|| speaker(document, verb, &cue))?;
    // "called him out for it": another verb than "call for".
    let other_verb = cue.particle.is_none()
        && document.child(verb, Relation::CompoundPrt).is_some()
        && matches!(complement.form, Form::Phrase | Form::Infinitive);
    if other_verb || is_no_claim(scene, verb, &speaker, &complement) {
        return None;
    }
    let mut tail = vec![cue.particle, complement.preposition];
    tail.extend(complement.tail.iter().copied().map(Some));
    let lemma = match complement.preposition {
        Some(preposition) => format!("{} {}", cue.lemma, document.tokens[preposition].lemma),
        None => cue.lemma,
    };
    let lead = cue::lead(document, verb);
    let short = fallen_short(document, verb);
    let mut words = cue::words(document, verb, &tail);
    if let Some(first) = short.or(lead.map(|lead| lead.head)) {
        words.start = cue::words(document, first, &[]).start;
    }
    let declines = short.is_some() || lead.is_some_and(|lead| lead.declines);
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

/// Who speaks: what the words are stated in or sent through, or whoever the tree gives the verb to.
fn speaker(document: &Document<'_>, verb: usize, cue: &cue::Cue) -> Option<Speaker> {
    let loose = || {
        cue.word.with("quote")?;
        source::of_loose_participle(document, verb)
    };
    astray::stated_in(document, verb)
        .or_else(|| source::through_medium(document, verb))
        .or_else(loose)
        .or_else(|| source::of_predicate(document, verb))
        .or_else(|| source::of_predicate(document, fallen_short(document, verb)?))
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
    // "was asked about the fire": that is a question.
    let asks = act == Act::Ask && complement.preposition.is_some();
    let is_event =
        *speaker == Speaker::Unnamed && complement.form == Form::Phrase && !accuses && !asks;
    // "can be convinced that": nobody is convinced yet.
    let unconvinced = *speaker == Speaker::Unnamed
        && matches!(
            document.tokens[verb].lemma.as_str(),
            "convince" | "persuade"
        );
    is_event
        || unconvinced
        || is_only_thought_of(scene, verb, act)
        || is_addressed(scene, verb, speaker, act)
        || is_kept_from(document, verb, act)
        || is_asked_nothing(scene, verb, complement)
        || is_purpose_or_duty(document, verb, speaker, complement)
        || is_left_undone(document, verb, complement)
        || is_needed(document, speaker, complement)
        || is_tried(document, verb)
        || is_let(document, verb, act)
        || unsaid::is_so(scene, verb, speaker, complement)
        || document.tokens[verb].xpos == Xpos::Vb && is_imperative(scene, verb)
}

/// "a wall intended to keep them out": what a thing is for is nobody's plan; "was supposed to keep watch", "are
/// required to pay": what somebody ought to do, nobody supposes or urges.
fn is_purpose_or_duty(
    document: &Document<'_>,
    verb: usize,
    speaker: &Speaker,
    complement: &complement::Complement,
) -> bool {
    *speaker == Speaker::Unnamed
        && complement.form == Form::Infinitive
        && match document.tokens[verb].lemma.as_str() {
            "intend" | "aim" | "suppose" | "require" | "oblige" => true,
            // "were determined to fight": nobody found it out.
            "determine" => adjectives::acts(document, complement.head),
            _ => false,
        }
}

/// "avoided criticizing him", "refrained from attacking the plan", "was fined for not disclosing the loss": what
/// somebody keeps from is not said.
fn is_kept_from(document: &Document<'_>, verb: usize, act: Act) -> bool {
    let token = &document.tokens[verb];
    let says = matches!(
        act,
        Act::Accuse
            | Act::Assert
            | Act::Believe
            | Act::Deny
            | Act::Agree
            | Act::Confirm
            | Act::Urge
    );
    let Some(up) = token.head.filter(|_| says && token.xpos == Xpos::Vbg) else {
        return false;
    };
    let opener = clause::opener(document, verb).or_else(|| {
        clause::preposition(document, verb).map(|it| document.tokens[it].lemma.as_str())
    });
    let keeps = document.tokens[up].upos == Upos::Verb
        && lexicon::embedding(Part::Verb, &document.tokens[up].lemma)
            .is_some_and(|word| word.effect == lexicon::Effect::Flip);
    let not_done = match token.relation.base() {
        Relation::Xcomp | Relation::Ccomp | Relation::Obl => keeps,
        Relation::Advcl => keeps && opener == Some("from"),
        _ => false,
    };
    not_done
        || opener.is_some() && !clause::is_finite(document, verb) && cue::is_negated(document, verb)
}

/// "stopped short of calling it a lie": the verb that tells that it was not said.
fn fallen_short(document: &Document<'_>, verb: usize) -> Option<usize> {
    let of = verb.checked_sub(1)?;
    let short = of.checked_sub(1)?;
    let falls = document.tokens[verb].xpos == Xpos::Vbg
        && document.tokens[of].lemma == "of"
        && document.tokens[short].lemma == "short";
    short
        .checked_sub(1)
        .filter(|stop| falls && matches!(document.tokens[*stop].lemma.as_str(), "stop" | "fall"))
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
    let finds_out = classes::is(Class::Finding, &document.tokens[verb].lemma);
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

/// "a problem that demands an answer", "shootings demand that we act": only people, what they write and what they
/// lay down demand.
fn is_needed(
    document: &Document<'_>,
    speaker: &Speaker,
    complement: &complement::Complement,
) -> bool {
    let Speaker::Words { refers, .. } = speaker else {
        return false;
    };
    let token = &document.tokens[*refers];
    // "There is no law requiring it": what is not there requires nothing.
    let absent = document
        .children(*refers)
        .any(|child| document.tokens[child].lemma == "no");
    let speaks = !absent
        && [Class::Binding, Class::Carrier, Class::Study, Class::Medium]
            .into_iter()
            .any(|class| classes::is(class, &token.lemma));
    let thing = token.upos == Upos::Noun
        && !speaks
        && matches!(
            token.kind,
            Kind::Abstract | Kind::Event | Kind::Object | Kind::Substance
        );
    // "The pillar supports the roof": no thing takes sides.
    let carries = token.upos == Upos::Noun
        && !speaks
        && !classes::is(Class::Showing, &token.lemma)
        && matches!(token.kind, Kind::Object | Kind::Substance)
        && complement.form == Form::Phrase
        && complement.entry.act == Act::Agree;
    carries
        || thing
            && matches!(complement.entry.act, Act::Urge | Act::Want)
            // "The recipe calls for eggs"; "The rally called for peace".
            && (complement.preposition.is_none() || token.kind != Kind::Event)
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
    let supposed = document
        .children(verb)
        .any(|child| document.tokens[child].xpos == Xpos::Md);
    let held = matches!(lemma, "convince" | "persuade")
        && !supposed
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
    // "allowed her to say": it was not said yet; "we have got to say" neither.
    // "came to Nairobi to argue": nor on an errand.
    // "a word to use to describe it": nor when something is only to be used for it.
    let errand = |up: usize| {
        let uses = document.tokens[up].lemma == "use";
        uses && document.tokens[up].xpos == Xpos::Vb
            || document.tokens[verb].relation == Relation::Advcl
                && clause::subject(document, up).is_some()
                && (uses || document.child(up, Relation::Obj).is_none())
    };
    let happens = document.tokens[verb].head.is_some_and(|up| {
        let lemma = document.tokens[up].lemma.as_str();
        let only_may = matches!(lemma, "allow" | "enable" | "let" | "help")
            || lemma == "get" && document.child(up, Relation::Obj).is_none();
        !only_may
            && !errand(up)
            && lexicon::embedding(Part::Verb, lemma)
                .is_some_and(|word| word.effect == lexicon::Effect::Keep)
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
        // "would have to consider a ban", "has to approve the deal": what one must do is no plan.
        || clause::is_infinitive(document, verb)
            && !led
            && matches!(act, Act::Plan | Act::Agree)
            && document.tokens[verb].relation == Relation::Xcomp
            && document.tokens[verb]
                .head
                .is_some_and(|up| matches!(document.tokens[up].lemma.as_str(), "have" | "need"))
        // "does what it can to support them" is an aim too; "voted to approve it" is none.
        || clause::is_infinitive(document, verb)
            && !led
            && act == Act::Agree
            && document.tokens[verb].relation == Relation::Advcl
}

/// The infinitive that a bare one without a subject goes on with ("to threaten or declare").
pub(crate) fn first_of_infinitives(document: &Document<'_>, verb: usize) -> usize {
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

/// "You know that he left", "does anybody know", "who would have thought", "if you want to win": what a speaker puts into the mind of the
/// one spoken to is a turn of speech; "anyone wanting to borrow" is nobody.
fn is_addressed(scene: Scene<'_>, verb: usize, speaker: &Speaker, act: Act) -> bool {
    let document = scene.document;
    let Speaker::Words { head, refers, .. } = speaker else {
        return false;
    };
    let thinks = matches!(act, Act::Believe);
    let wishes = matches!(act, Act::Want | Act::Plan | Act::Agree | Act::Ask);
    match document.tokens[*head].lemma.to_lowercase().as_str() {
        "you" => {
            let supposed = std::iter::once(verb)
                .chain(document.ancestors(verb))
                .take(2)
                .any(|clause| {
                    matches!(clause::opener(document, clause), Some("if" | "unless"))
                        || document
                            .children(clause)
                            .any(|child| child < clause && document.tokens[child].lemma == "when")
                });
            let sides = matches!(act, Act::Accuse | Act::Deny);
            // "You can tell that he is tired": anybody sees it.
            let sees = document.tokens[verb].lemma == "tell"
                && document.child(verb, Relation::Obj).is_none()
                && document
                    .children(verb)
                    .any(|child| document.tokens[child].lemma == "can");
            // "You want to talk to people", said by somebody, is anybody.
            let anybody =
                matches!(act, Act::Want | Act::Plan) && scene.quotations.around(verb).is_some();
            // "You can't blame him for leaving"
            let may = sides
                && document
                    .children(verb)
                    .any(|child| matches!(document.tokens[child].lemma.as_str(), "can" | "ca"));
            thinks || anybody || sees || may || (wishes || sides) && supposed
        }
        "anybody" | "anyone" | "whoever" => thinks || wishes,
        "one" => (thinks || wishes) && !document.children(*head).any(|child| child != verb),
        // "Who would have thought that ...?": whoever is asked for is nobody yet.
        "who" | "what" if clause::antecedent(document, *head).is_none() => true,
        // "For anyone who thinks that it is safe"
        "who" => {
            (thinks || wishes)
                && matches!(
                    document.tokens[*refers].lemma.as_str(),
                    "anybody" | "anyone"
                )
        }
        _ => false,
    }
}

/// "When she was asked, she left": what stands beside a passive asking without a question in it was not
/// asked.
fn is_asked_nothing(scene: Scene<'_>, verb: usize, complement: &complement::Complement) -> bool {
    let document = scene.document;
    complement.entry.act == Act::Ask
        && complement.form == Form::Clause
        && clause::is_passive(document, verb)
        && scene.quotations.around(complement.head) == scene.quotations.around(verb)
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
