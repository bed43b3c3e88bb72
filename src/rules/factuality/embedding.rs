//! What the words above a predicate do to it: implicatives, aspect, wanting, seeming, likelihood.

use crate::extraction::Certainty;
use crate::language::{Document, Relation, Upos};
use crate::rules::clause;
use crate::rules::factuality::{certainty, polarity, temporality};
use crate::rules::lexicon::{self, Effect, Part};

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
        let token = &document.tokens[at];
        let Some(up) = token.head else { break };
        match token.relation {
            // A conjunct shares the modals and the embedding of the first one, unless it has its own.
            Relation::Conj => {
                let own = document.child(at, Relation::Aux).is_some()
                    || document.child(at, Relation::Nsubj).is_some();
                if !own && document.tokens[at].upos == document.tokens[up].upos {
                    steps.push(Step {
                        flips: false,
                        certainty: certainty::own(document, up),
                        ahead: temporality::own(document, up),
                    });
                } else if own {
                    break;
                }
                at = up;
                continue;
            }
            Relation::Xcomp
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::Acl
            | Relation::Obj
            | Relation::Obl
            | Relation::Advcl => {}
            _ => break,
        }
        // An aim ("met to discuss", "a plan to leave") lies ahead and is as sure as what serves it.
        if matches!(token.relation, Relation::Advcl) && clause::is_infinitive(document, at) {
            steps.push(Step {
                flips: false,
                certainty: certainty::own(document, up),
                ahead: Some(true),
            });
            at = up;
            continue;
        }
        let Some(effect) = effect(document, at, up) else {
            break;
        };
        // "was not surprised that she left": a finite clause stands, whatever the words above it deny.
        let negated = polarity::own(document, up) && token.relation != Relation::Ccomp;
        let (flips, certainty) = match effect.0 {
            Effect::Keep => (negated, certainty::own(document, up)),
            Effect::Flip => (!negated, certainty::own(document, up)),
            // What is wanted or planned is no surer than the wanting ("whether he decided to leave").
            Effect::Open => (
                false,
                certainty::weaker(effect.1, certainty::own(document, up)),
            ),
        };
        let ahead = match (effect.0, effect.2) {
            (_, true) => Some(true),
            _ => temporality::own(document, up),
        };
        steps.push(Step {
            flips,
            certainty,
            ahead,
        });
        if effect.0 == Effect::Open
            && effect.1 != Certainty::Certain
            && token.relation == Relation::Ccomp
        {
            break;
        }
        at = up;
    }
    steps
}

/// The lexicon's word on a clause below a word.
fn effect(document: &Document<'_>, clause: usize, up: usize) -> Option<(Effect, Certainty, bool)> {
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
    if token.relation == Relation::Advcl {
        return None;
    }
    let found = lexicon::embedding(part, &document.tokens[up].lemma)?;
    // "says that", "knows that": a finite clause under a verb of saying is the source's own.
    let finite_report =
        matches!(token.relation, Relation::Ccomp) && found.0 == Effect::Open && !found.2;
    (!finite_report).then_some(found)
}
