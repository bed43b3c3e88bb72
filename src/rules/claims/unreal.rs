//! Verbs of saying and wanting in what is not so, or not yet: in a condition, in the means to an end that lies ahead,
//! under "cannot prove" and "will see".

use crate::extraction::Act;
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::claims::complement::Complement;
use crate::rules::claims::{Form, Scene, cue};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{Effect, Part, embedding};

/// How far a means to an end is followed up to what it depends on.
const REACH: usize = 3;

/// Whether a cue with its content tells what is not so, or not yet.
pub(crate) fn is_so(scene: Scene<'_>, verb: usize, complement: &Complement) -> bool {
    let document = scene.document;
    let act = complement.entry.act;
    is_reported(scene, verb)
        && (is_condition(document, verb, act) || is_means(document, verb, act))
        || is_unproved(document, verb)
        || is_seen_later(document, verb, complement)
        || is_fight(document, verb, complement)
        // "It is steep, to say the least."
        || document.tokens[complement.head].lemma == "least" && clause::is_infinitive(document, verb)
}

/// Whether somebody else is said to say it: what the article itself supposes, it tells for a reason.
fn is_reported(scene: Scene<'_>, verb: usize) -> bool {
    let document = scene.document;
    scene.quotations.around(verb).is_some()
        || document.ancestors(verb).any(|at| {
            let token = &document.tokens[at];
            matches!(token.relation.base(), Relation::Ccomp | Relation::Xcomp)
                && token
                    .head
                    .is_some_and(|up| cue::at(document, up, Part::Verb).is_some())
        })
}

/// "If the bank wants to leave, let it go": nobody says that it does.
fn is_condition(document: &Document<'_>, verb: usize, act: Act) -> bool {
    let led = cue::lead(document, verb).map_or(verb, |lead| lead.head);
    let supposed = match clause::opener(document, led) {
        // "asked if he wants to go": he may say so.
        Some("if" | "unless") => document.tokens[led].head.is_none_or(|up| {
            !matches!(
                document.tokens[up].lemma.as_str(),
                "ask" | "wonder" | "know" | "see" | "find" | "decide" | "say"
            )
        }),
        // "will wait until the owners agree to pay"
        Some("until") => document.tokens[led]
            .head
            .is_some_and(|up| lies_ahead(document, up)),
        _ => false,
    };
    let sides = matches!(act, Act::Deny | Act::Accuse);
    (sides || matches!(act, Act::Want | Act::Plan | Act::Agree | Act::Promise))
        && supposed
        && document.tokens[led].relation == Relation::Advcl
        // "even if he wants to": he may well.
        && !document
            .children(led)
            .any(|child| child < led && document.tokens[child].lemma.eq_ignore_ascii_case("even"))
}

/// "will have to win by showing that it works", "asked her to end it by admitting that it failed": a means to what
/// is only to be done.
fn is_means(document: &Document<'_>, verb: usize, act: Act) -> bool {
    let token = &document.tokens[verb];
    let says = !matches!(act, Act::Want | Act::Plan | Act::Promise | Act::Decline);
    let by = clause::opener(document, verb) == Some("by")
        || clause::preposition(document, verb)
            .is_some_and(|case| document.tokens[case].lemma == "by");
    let Some(end) = token.head.filter(|_| says && by && token.xpos == Xpos::Vbg) else {
        return false;
    };
    lies_ahead(document, end)
}

/// Whether a clause tells what is only to be done.
fn lies_ahead(document: &Document<'_>, clause: usize) -> bool {
    let mut at = clause;
    for _ in 0..REACH {
        if clause::is_perfect(document, at) {
            return false;
        }
        let modal = document
            .children(at)
            .any(|child| document.tokens[child].xpos == Xpos::Md);
        if modal {
            return true;
        }
        let token = &document.tokens[at];
        let Some(up) = token.head.filter(|_| clause::is_infinitive(document, at)) else {
            return false;
        };
        let part = match document.tokens[up].upos {
            Upos::Adj => Part::Adjective,
            Upos::Noun => Part::Noun,
            _ => Part::Verb,
        };
        let lemma = document.tokens[up].lemma.as_str();
        let open = embedding(part, lemma).is_none_or(|word| word.effect != Effect::Keep);
        let going = lemma == "go" && document.tokens[up].xpos == Xpos::Vbg;
        if open || going || matches!(lemma, "have" | "need") {
            return true;
        }
        at = up;
    }
    false
}

/// "The records cannot prove that he lied": they do not show it.
fn is_unproved(document: &Document<'_>, verb: usize) -> bool {
    matches!(
        document.tokens[verb].lemma.as_str(),
        "prove" | "show" | "demonstrate"
    ) && cue::is_negated(document, verb)
        && document.children(verb).any(|child| {
            document.tokens[child].relation.base() == Relation::Aux
                && matches!(
                    document.tokens[child].lemma.as_str(),
                    "can" | "could" | "ca"
                )
        })
}

/// "We will see our rights taken away": what will happen to us.
fn is_seen_later(document: &Document<'_>, verb: usize, complement: &Complement) -> bool {
    document.tokens[verb].lemma == "see"
        && complement.form != Form::Clause
        && !clause::is_passive(document, verb)
        && cue::is_ahead(document, verb)
}

/// "Hackers attacked the site", "the thugs who attacked them": a blow, and no words.
fn is_fight(document: &Document<'_>, verb: usize, complement: &Complement) -> bool {
    let fighter = |word: usize| classes::is(Class::Fighter, &document.tokens[word].lemma);
    let agent = || {
        clause::agent(document, verb)
            .or_else(|| clause::subject(document, verb).map(|it| it.refers))
    };
    complement.entry.act == Act::Accuse
        && matches!(
            document.tokens[verb].lemma.as_str(),
            "attack" | "hit" | "assail" | "hammer"
        )
        && agent().is_some_and(fighter)
}
