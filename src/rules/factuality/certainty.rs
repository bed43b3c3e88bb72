//! Modality at the predicate itself: modals, adverbs, adjectives of a nominal event, conditions and
//! questions.

use crate::extraction::Certainty;
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::clause;

/// The less certain of two; what is unspecified stays so.
pub(crate) fn weaker(a: Certainty, b: Certainty) -> Certainty {
    let rank = |it| match it {
        Certainty::Certain => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Unspecified => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// How sure the predicate's own words are.
pub(crate) fn own(document: &Document<'_>, predicate: usize) -> Certainty {
    let words = document
        .children(predicate)
        .map(|child| of_dependent(document, child))
        .fold(Certainty::Certain, weaker);
    if conditional(document, predicate)
        || asked(document, predicate)
        || ordered(document, predicate)
    {
        return Certainty::Unspecified;
    }
    words
}

fn of_dependent(document: &Document<'_>, child: usize) -> Certainty {
    let token = &document.tokens[child];
    let lemma = token.lemma.to_lowercase();
    match token.relation.base() {
        Relation::Aux => match lemma.as_str() {
            "may" | "might" | "could" => Certainty::Possible,
            "should" | "must" | "ought" => Certainty::Probable,
            _ => Certainty::Certain,
        },
        Relation::Advmod => match lemma.as_str() {
            "probably" | "likely" | "presumably" | "apparently" | "reportedly" | "allegedly"
            | "seemingly" | "purportedly" | "supposedly" => Certainty::Probable,
            "possibly" | "perhaps" | "maybe" | "potentially" | "conceivably" => Certainty::Possible,
            _ => Certainty::Certain,
        },
        Relation::Amod => match document.form(child).to_lowercase().as_str() {
            "likely" | "planned" | "expected" | "alleged" | "scheduled" | "projected"
            | "anticipated" | "suspected" | "apparent" => Certainty::Probable,
            "possible" | "potential" | "proposed" | "hypothetical" | "prospective" | "eventual" => {
                Certainty::Possible
            }
            _ => Certainty::Certain,
        },
        _ => Certainty::Certain,
    }
}

/// A condition, or what hangs on one: "if the dam bursts, the valley floods" says of neither that it
/// is so.
fn conditional(document: &Document<'_>, predicate: usize) -> bool {
    is_condition(document, predicate)
        || document
            .children(predicate)
            .any(|child| is_condition(document, child) && !is_conceded(document, child))
}

/// "if it rains", "unless it rains", and the same by inversion: "should it rain", "had it rained".
fn is_condition(document: &Document<'_>, clause_head: usize) -> bool {
    if document.tokens[clause_head].relation != Relation::Advcl {
        return false;
    }
    match clause::opener(document, clause_head) {
        Some(opener) => {
            matches!(opener, "if" | "unless" | "lest") && !is_comparison(document, clause_head)
        }
        None => {
            let start = document.subtree(clause_head).start;
            let token = &document.tokens[start];
            let subject = document.child(clause_head, Relation::Nsubj);
            token.head == Some(clause_head)
                && matches!(token.relation.base(), Relation::Aux | Relation::Cop)
                && matches!(
                    document.form(start).to_lowercase().as_str(),
                    "should" | "had" | "were"
                )
                && subject.is_some_and(|subject| subject > start)
        }
    }
}

/// "Profits doubled if compared to last year": a yardstick, and no condition.
fn is_comparison(document: &Document<'_>, clause_head: usize) -> bool {
    let token = &document.tokens[clause_head];
    token.xpos == Xpos::Vbn
        && matches!(token.lemma.as_str(), "compare" | "measure")
        && !clause::is_finite(document, clause_head)
}

/// "Even if it rains, the match goes on": what the condition does not touch.
fn is_conceded(document: &Document<'_>, clause_head: usize) -> bool {
    document.subtree(clause_head).take(2).any(|token| {
        matches!(
            document.tokens[token].lemma.to_lowercase().as_str(),
            "even" | "as"
        )
    })
}

/// "Close the gate.": an order says nothing of what is.
fn ordered(document: &Document<'_>, predicate: usize) -> bool {
    let token = &document.tokens[predicate];
    token.relation == Relation::Root
        && token.xpos == Xpos::Vb
        && !clause::is_infinitive(document, predicate)
        && !document.children(predicate).any(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Nsubj | Relation::Csubj | Relation::Expl | Relation::Aux
            )
        })
}

/// "whether he wished to leave or was forced out": a clause with tense goes on with one that has it,
/// whichever infinitive the tree hangs it on.
fn first_alike(document: &Document<'_>, conjunct: usize, first: usize) -> usize {
    if clause::is_finite(document, conjunct) && clause::is_infinitive(document, first) {
        return document
            .ancestors(first)
            .find(|up| clause::is_finite(document, *up))
            .unwrap_or(first);
    }
    first
}

/// A question: direct, or after "whether".
fn asked(document: &Document<'_>, predicate: usize) -> bool {
    let token = &document.tokens[predicate];
    // "whether he left or was forced out": the second half is as open as the first.
    let clause = match token.head {
        Some(first) if token.relation == Relation::Conj => first_alike(document, predicate, first),
        _ => predicate,
    };
    if document.tokens[clause].relation == Relation::Ccomp
        && matches!(clause::opener(document, clause), Some("whether" | "if"))
    {
        return true;
    }
    if !matches!(
        document.tokens[predicate].upos,
        Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux
    ) || document.tokens[predicate].relation != Relation::Root
    {
        return false;
    }
    let sentence = &document.sentences[document.sentence_of(predicate)];
    document.form(sentence.tokens.end - 1) == "?"
}
