//! A noun phrase as the content of a verb: "praised the deal", "the poll shows a tie", "what he called
//! “a mess”".

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::complement::{Complement, built};
use crate::rules::claims::cue::Cue;
use crate::rules::claims::{Form, Scene, content, polls};
use crate::rules::clause;
use crate::rules::lexicon::Entry;
use crate::rules::lexicon::classes::{self, Class};

/// "praised the deal", "rejected the idea".
pub(crate) fn object(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let head = if clause::is_passive(document, verb) {
        clause::agent(document, verb)?;
        document.child(verb, Relation::Nsubj)?
    } else {
        document.child(verb, Relation::Obj)?
    };
    if is_no_content(document, head, cue) || is_done(document, verb, head, cue) {
        return None;
    }
    let entry = cue
        .word
        .with("obj")
        .or_else(|| cue.word.with("finding").filter(|_| finds(document, verb)))
        .or_else(|| polls::result(document, verb, cue.word))
        .or_else(|| {
            cue.word
                .with("named")
                .filter(|_| is_named_by(scene, verb, head))
        })?;
    let expects = cue
        .word
        .with("person")
        .is_some_and(|entry| entry.act == Act::Believe);
    // What follows the object belongs to what is said ("praised him for ..."), unless it dates or
    // places the saying.
    let more: Vec<usize> = document
        .children(verb)
        .filter(|child| {
            *child > head
                && (goes_on(document, *child)
                    || found_of(document, entry, *child)
                    || expects && is_to_happen(document, *child))
        })
        .collect();
    // "gave Berg a lead"
    let whom = document
        .child(verb, Relation::Iobj)
        .filter(|_| entry.frames.contains(&"poll"));
    let heads: Vec<usize> = whom
        .into_iter()
        .chain(std::iter::once(head))
        .chain(more)
        .collect();
    let mut made = built(document, entry, &heads, &[verb], Form::Phrase);
    made.head = head;
    if heads.len() == 1 {
        name_antecedent(document, verb, &mut made);
    }
    // What is wanted, planned or expected lies ahead.
    made.ahead = expects
        || matches!(entry.act, Act::Want | Act::Plan | Act::Urge | Act::Promise)
        || cue.word.with("that").is_some() && is_headline(document, head);
    Some(made)
}

/// Whether an object does not say what is said.
fn is_no_content(document: &Document<'_>, head: usize, cue: &Cue) -> bool {
    let token = &document.tokens[head];
    // One attacks a plan with words, a port with guns.
    let physical = matches!(
        cue.lemma.as_str(),
        "attack" | "blast" | "slam" | "rip" | "bash" | "hit" | "back" | "defend" | "unveil"
    ) && matches!(token.kind, Kind::Place | Kind::Object | Kind::Substance);
    // "urged restraint" says what is urged, "urged the firm" only whom.
    let whom = cue.lemma == "urge"
        && (token.upos != Upos::Noun
            || matches!(token.kind, Kind::Person | Kind::Organization | Kind::Place));
    // One welcomes a plan with words, guests at the door.
    let physical = physical || cue.lemma == "welcome" && token.kind == Kind::Person;
    // "himself" carries nothing, "describing it" points at what was said before.
    let empty = token.upos == Upos::Pron
        && (token.lemma.ends_with("self")
            || matches!(token.lemma.as_str(), "it" | "this" | "that" | "so" | "one"));
    physical || whom || empty
}

/// "denied the miners a hearing", "cited the driver for speeding", "claimed asylum", "would consider them experts": a
/// deed, or another sense of the verb.
fn is_done(document: &Document<'_>, verb: usize, head: usize, cue: &Cue) -> bool {
    let token = &document.tokens[head];
    let person = token.kind == Kind::Person && token.upos != Upos::Pron
        || matches!(
            token.lemma.to_lowercase().as_str(),
            "he" | "she" | "him" | "her" | "me" | "us" | "them" | "who" | "whom"
        );
    match cue.lemma.as_str() {
        "deny" => {
            // The tree may take the one who is denied it for its owner.
            let owner = document
                .child(head, Relation::NmodPoss)
                .is_some_and(|owner| {
                    matches!(document.tokens[owner].upos, Upos::Noun | Upos::Propn)
                        && !document
                            .children(owner)
                            .any(|mark| document.tokens[mark].xpos == Xpos::Pos)
                });
            owner
                || document.child(verb, Relation::Iobj).is_some()
                || clause::is_passive(document, verb)
                    && document.child(verb, Relation::Obj).is_some()
        }
        "cite" => person && clause::oblique(document, verb, "for").is_some(),
        "claim" => classes::is(Class::Claimed, &token.lemma),
        // "taxpayers reporting gains": a form is filled in.
        "report" => document.tokens[verb].xpos == Xpos::Vbg,
        "say" => classes::is(Class::Ritual, &token.lemma),
        // "recalled two million cars", "recalled its ambassador"
        "recall" => {
            let counted = document.child(head, Relation::Nummod).is_some();
            classes::is(Class::Envoy, &token.lemma) || counted && token.kind == Kind::Object
        }
        "consider" | "contemplate" | "mull" => {
            person && matches!(token.lemma.to_lowercase().as_str(), "who" | "whom")
        }
        _ => false,
    }
}

/// "the plan, which the bank detailed": what was detailed is the plan.
fn name_antecedent(document: &Document<'_>, verb: usize, made: &mut Complement) {
    let Some((noun, words)) = stood_for(document, verb, made.head) else {
        return;
    };
    made.content = words;
    made.head = noun;
}

/// "the mood, which critics blame for the loss": the noun takes the place of the pronoun in what is said.
pub(crate) fn stand_for(
    document: &Document<'_>,
    verb: usize,
    pronoun: usize,
    made: &mut Complement,
) {
    if let Some((_, words)) = stood_for(document, verb, pronoun) {
        made.content
            .retain(|piece| *piece != (pronoun..pronoun + 1));
        made.content.splice(0..0, words);
        made.content.sort_by_key(|piece| piece.start);
    }
}

/// The noun that a relative pronoun stands for, with its words outside of the relative clause.
fn stood_for(
    document: &Document<'_>,
    verb: usize,
    pronoun: usize,
) -> Option<(usize, Vec<std::ops::Range<usize>>)> {
    let noun = clause::antecedent(document, pronoun)
        .filter(|_| document.tokens[pronoun].lemma != "what")?;
    let without: Vec<usize> = document
        .children(noun)
        .filter(|child| {
            document.is_within(verb, *child) || document.tokens[*child].relation == Relation::Case
        })
        .collect();
    Some((noun, content::under(document, &[noun], &without)))
}

/// Whether a dependent after the object goes on with the content.
fn goes_on(document: &Document<'_>, child: usize) -> bool {
    match document.tokens[child].relation.base() {
        Relation::Obl => clause::preposition(document, child).is_some_and(|case| {
            !matches!(
                document.tokens[case].lemma.as_str(),
                "in" | "on"
                    | "at"
                    | "during"
                    | "after"
                    | "before"
                    | "with"
                    | "by"
                    | "from"
                    | "since"
                    | "until"
                    | "accord"
                    | "according"
            )
        }),
        Relation::Advcl => matches!(
            clause::opener(document, child),
            Some("for" | "as" | "because" | "to" | "over")
        ),
        _ => false,
    }
}

/// "Mayor says bridge to open in May": a headline's infinitive, which the tree hangs on its bare subject,
/// lies ahead.
fn is_headline(document: &Document<'_>, head: usize) -> bool {
    let mut below = document.children(head);
    let is_bare = !document.children(head).any(|child| {
        matches!(
            document.tokens[child].relation,
            Relation::Det | Relation::NmodPoss
        )
    });
    is_bare
        && below.any(|child| {
            document.tokens[child].relation == Relation::Acl
                && clause::is_infinitive(document, child)
        })
}

/// "expected talks on the issue of fees to take place": what is expected ends with what is to happen,
/// whichever noun the tree hangs it on.
fn is_to_happen(document: &Document<'_>, child: usize) -> bool {
    document.tokens[child].relation == Relation::Obl
        && document.children(child).any(|below| {
            document.tokens[below].relation == Relation::Acl
                && clause::is_infinitive(document, below)
        })
}

/// "shows the party with a lead", "shows her ahead": a finding is told to its end.
fn found_of(document: &Document<'_>, entry: &Entry, child: usize) -> bool {
    ["finding", "poll", "study"]
        .iter()
        .any(|frame| entry.frames.contains(frame))
        && matches!(
            document.tokens[child].relation,
            Relation::Obl | Relation::Xcomp | Relation::Advmod | Relation::Advcl
        )
        && document.tokens[child].kind != Kind::Time
        && document.form(document.subtree(child).start - 1) != ","
        && !matches!(clause::opener(document, child), Some("while" | "when"))
}

/// "The poll shows a tie": what a person shows is an act, what a document shows is a finding.
fn finds(document: &Document<'_>, verb: usize) -> bool {
    clause::subject(document, verb).is_some_and(|subject| {
        let token = &document.tokens[subject.refers];
        // "could find a solution": only what looks into things finds something out.
        let looks = document.tokens[verb].lemma != "find"
            || [Class::Study, Class::Poll, Class::Carrier, Class::Binding]
                .into_iter()
                .any(|class| classes::is(class, &token.lemma));
        token.upos == Upos::Noun
            && looks
            && match token.kind {
                Kind::Abstract | Kind::Event => true,
                // "dresses that show more": of things only those that are read or looked at.
                Kind::Object => [Class::Showing, Class::Carrier, Class::Study]
                    .into_iter()
                    .any(|class| classes::is(class, &token.lemma)),
                _ => false,
            }
    })
}

/// "what he called “a mess”": the name given is all there is.
fn is_named_by(scene: Scene<'_>, verb: usize, object: usize) -> bool {
    let document = scene.document;
    let relative = document
        .children(verb)
        .any(|child| document.tokens[child].lemma == "what" && child < verb);
    let quoted = scene.quotations.around(object).is_some()
        && scene.quotations.around(verb) != scene.quotations.around(object);
    relative || quoted
}
