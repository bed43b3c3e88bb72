//! What the words above a predicate do to it: implicatives, aspect, wanting, seeming, likelihood.

use crate::extraction::{Act, Certainty};
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::clause;
use crate::rules::factuality::{certainty, polarity, temporality};
use crate::rules::lexicon::{self, Doer, Effect, Embedding, Part};

/// What one step up contributes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Whether it turns the polarity round.
    pub(crate) flips: bool,
    /// How sure it leaves the clause.
    pub(crate) certainty: Certainty,
    /// Whether it puts the clause ahead; `None` where it does not say.
    pub(crate) ahead: Option<bool>,
}

/// The steps from a predicate up, nearest first, as far as a clause depends on the one above it for
/// its truth.
pub(crate) fn above(document: &Document<'_>, predicate: usize, top: Option<usize>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = predicate;
    while Some(at) != top {
        let Some(up) = document.tokens[at].head else {
            break;
        };
        let own = certainty::own(document, up);
        let ahead = temporality::own(document, up);
        match kind(document, at, up) {
            Link::Conjunct { alike } => {
                if alike {
                    steps.push(step(false, own, ahead));
                }
            }
            Link::Happening => steps.push(of_happening(document, up)),
            Link::KeptFrom => steps.push(step(!polarity::own(document, up), own, ahead)),
            Link::Aim => steps.push(step(false, own, Some(true))),
            Link::GoingTo => steps.push(step(polarity::own(document, up), own, Some(true))),
            Link::Embedded => {
                let Some((taken, is_last)) = embedded(document, at, up) else {
                    break;
                };
                steps.push(taken);
                if is_last {
                    break;
                }
            }
            Link::None => break,
        }
        at = up;
    }
    steps
}

fn step(flips: bool, certainty: Certainty, ahead: Option<bool>) -> Step {
    Step {
        flips,
        certainty,
        ahead,
    }
}

/// How a predicate depends on the word above it for its truth.
enum Link {
    /// One of several; it shares the modals and the embedding of the first where they are alike.
    Conjunct { alike: bool },
    /// An event of whose coming about the verb tells: "the talks did not take place".
    Happening,
    /// "kept the port from opening".
    KeptFrom,
    /// An aim ("met to discuss", "a plan to leave") lies ahead and is as sure as what serves it.
    Aim,
    /// "The players are going to leave": tense, not travel.
    GoingTo,
    /// A clause below a word that the lexicon may know.
    Embedded,
    /// Not at all.
    None,
}

fn kind(document: &Document<'_>, at: usize, up: usize) -> Link {
    let token = &document.tokens[at];
    match token.relation {
        Relation::Conj => {
            let own = document.child(at, Relation::Aux).is_some()
                || document.child(at, Relation::Nsubj).is_some();
            let same = token.upos == document.tokens[up].upos;
            match (own, same) {
                (true, _) => Link::None,
                (false, alike) => Link::Conjunct { alike },
            }
        }
        Relation::Nsubj | Relation::NsubjPass if happens(document, at, up) => Link::Happening,
        Relation::Xcomp
        | Relation::Ccomp
        | Relation::Csubj
        | Relation::Acl
        | Relation::Obj
        | Relation::Obl
        | Relation::Advcl => {
            if is_kept_from(document, at, up) {
                Link::KeptFrom
            } else if token.relation == Relation::Advcl && clause::is_infinitive(document, at) {
                Link::Aim
            } else if is_going_to(document, up, at) {
                Link::GoingTo
            } else {
                Link::Embedded
            }
        }
        _ => Link::None,
    }
}

/// What a word does to the clause below it, and whether nothing above it matters any more.
fn embedded(document: &Document<'_>, at: usize, up: usize) -> Option<(Step, bool)> {
    let finite = document.tokens[at].relation == Relation::Ccomp;
    let Embedding {
        effect,
        certainty,
        ahead,
        ..
    } = effect(document, at, up)?;
    // "was not surprised that she left": a finite clause stands, whatever the words above it deny.
    let negated = polarity::own(document, up) && !finite;
    let own = certainty::own(document, up);
    let (flips, sure) = match effect {
        Effect::Keep => (negated, certainty::weaker(certainty, own)),
        Effect::Flip => (!negated, certainty::weaker(certainty, own)),
        // Whoever has no right to do it does not.
        Effect::Right if negated => (true, own),
        // What is wanted or planned is no surer than the wanting ("whether he decided to leave").
        Effect::Open | Effect::Right => (false, certainty::weaker(certainty, own)),
    };
    let refused = effect == Effect::Right && negated;
    let ahead = if ahead && !refused {
        Some(true)
    } else {
        temporality::own(document, up)
    };
    let is_last = effect == Effect::Open && certainty != Certainty::Certain && finite;
    Some((step(flips, sure, ahead), is_last))
}

/// "is going to leave": whether a verb only puts the infinitive below it ahead.
#[must_use]
pub fn is_going_to(document: &Document<'_>, verb: usize, infinitive: usize) -> bool {
    let token = &document.tokens[verb];
    token.lemma == "go"
        && token.xpos == Xpos::Vbg
        && document.child(verb, Relation::Aux).is_some()
        && document.tokens[infinitive].relation == Relation::Xcomp
        && clause::is_infinitive(document, infinitive)
}

/// "The talks may take place": what a verb says of an event that comes about.
fn of_happening(document: &Document<'_>, verb: usize) -> Step {
    // "The fire probably started in the kitchen" doubts no fire, "the talks may start" does.
    let ahead = temporality::own(document, verb);
    let open = ahead == Some(true) || is_only_happening(document, verb);
    Step {
        flips: open && polarity::own(document, verb),
        certainty: if open {
            certainty::own(document, verb)
        } else {
            Certainty::Certain
        },
        ahead,
    }
}

/// Whether a verb says of an event that it comes about.
pub(crate) fn happens(document: &Document<'_>, event: usize, verb: usize) -> bool {
    let is_event =
        document.tokens[event].upos == Upos::Noun && document.tokens[event].kind == Kind::Event;
    is_event
        && (is_only_happening(document, verb)
            || matches!(
                document.tokens[verb].lemma.as_str(),
                "begin" | "start" | "open" | "resume"
            ))
}

/// Whether a verb says no more than that something comes about: "take place", "be held".
fn is_only_happening(document: &Document<'_>, verb: usize) -> bool {
    let lemma = document.tokens[verb].lemma.as_str();
    matches!(lemma, "happen" | "occur")
        || matches!(lemma, "hold" | "plan" | "schedule") && clause::is_passive(document, verb)
        || document
            .child(verb, Relation::Obj)
            .is_some_and(|object| document.tokens[object].lemma == "place")
}

/// "prevented the plane from landing", "kept the port from opening".
fn is_kept_from(document: &Document<'_>, at: usize, up: usize) -> bool {
    let from = clause::opener(document, at) == Some("from")
        || clause::preposition(document, at)
            .is_some_and(|case| document.tokens[case].lemma == "from");
    let action = document.tokens[at].xpos == Xpos::Vbg || document.tokens[at].kind == Kind::Event;
    from && action
        && matches!(
            document.tokens[up].lemma.as_str(),
            "prevent"
                | "keep"
                | "stop"
                | "bar"
                | "ban"
                | "block"
                | "prohibit"
                | "discourage"
                | "deter"
                | "dissuade"
                | "refrain"
                | "abstain"
                | "hinder"
                | "exclude"
                | "forbid"
        )
}

/// "a plan drawn up by rivals", "an agreement reached in May": a participle says which one is meant,
/// and nothing of what is planned or agreed.
fn describes(document: &Document<'_>, clause: usize, part: Part) -> bool {
    let token = &document.tokens[clause];
    part == Part::Noun
        && token.relation == Relation::Acl
        && matches!(token.xpos, Xpos::Vbn | Xpos::Vbg)
        && clause::opener(document, clause).is_none()
        && clause::preposition(document, clause).is_none()
}

/// "The law allows police to search homes", "workers are allowed to strike": a right is given; that it is
/// used is not said. A right refused ("are not allowed to strike") is not used.
fn grants(document: &Document<'_>, verb: usize) -> bool {
    let gives = matches!(
        document.tokens[verb].lemma.as_str(),
        "allow" | "permit" | "enable" | "entitle"
    );
    if !gives || polarity::own(document, verb) {
        return false;
    }
    if clause::is_passive(document, verb) {
        // "were allowed to leave": then they left.
        return document
            .child(verb, Relation::AuxPass)
            .is_some_and(|be| matches!(document.tokens[be].xpos, Xpos::Vbz | Xpos::Vbp));
    }
    clause::subject(document, verb).is_some_and(|subject| {
        matches!(
            document.tokens[subject.refers]
                .lemma
                .to_lowercase()
                .as_str(),
            "law"
                | "rule"
                | "bill"
                | "act"
                | "statute"
                | "constitution"
                | "charter"
                | "treaty"
                | "accord"
                | "agreement"
                | "contract"
                | "clause"
                | "provision"
                | "amendment"
                | "regulation"
                | "ordinance"
                | "directive"
                | "decree"
                | "ruling"
                | "policy"
                | "licence"
                | "license"
                | "visa"
        )
    })
}

/// The lexicon's word on a clause below a word.
fn effect(document: &Document<'_>, clause: usize, up: usize) -> Option<Embedding> {
    let part = match document.tokens[up].upos {
        Upos::Verb | Upos::Aux => Part::Verb,
        Upos::Noun => Part::Noun,
        Upos::Adj | Upos::Adv => Part::Adjective,
        _ => return None,
    };
    let token = &document.tokens[clause];
    let nominal = matches!(token.upos, Upos::Noun | Upos::Propn);
    // Of noun phrases only events wanted or planned are meant ("wants a meeting").
    if nominal && token.relation != Relation::Obj {
        return None;
    }
    if token.relation == Relation::Advcl || describes(document, clause, part) {
        return None;
    }
    if grants(document, up) && clause::is_infinitive(document, clause) {
        return Some(Embedding {
            effect: Effect::Open,
            certainty: Certainty::Possible,
            ahead: true,
            doer: Doer::Nearest,
        });
    }
    let lemma = document.tokens[up].lemma.as_str();
    // "is set to open": a participle that is as good as an adjective.
    let found = lexicon::embedding(part, lemma).or_else(|| {
        (document.tokens[up].xpos == Xpos::Vbn)
            .then(|| lexicon::embedding(Part::Adjective, &document.form(up).to_lowercase()))
            .flatten()
    })?;
    // "says that", "knows that": a finite clause under a verb of saying is the source's own.
    // "tells them that it is safe" is a report too, though "tells them to leave" is none.
    let tells = part == Part::Verb
        && clause::is_finite(document, clause)
        && lexicon::cue(Part::Verb, &document.tokens[up].lemma)
            .and_then(|word| word.with("that"))
            .is_some_and(|entry| match entry.act {
                Act::Assert | Act::Confirm | Act::Accuse => true,
                // One warns of what may come, and of what is known to have happened.
                Act::Warn => temporality::own(document, clause) != Some(true),
                _ => false,
            });
    let finite_report = matches!(token.relation, Relation::Ccomp)
        && found.effect == Effect::Open
        && (!found.ahead || tells);
    (!finite_report).then_some(found)
}
