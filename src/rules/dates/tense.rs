//! Whether the clause around a time speaks of the past or of what is to come.
//!
//! "On Wednesday, the White House warned" is the Wednesday before publication; "will meet on
//! Wednesday" and "celebrates its founding on Wednesday" the one after.

use crate::language::{Document, Relation, Upos, Xpos};

/// When a clause places what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// Before the time of writing.
    Past,
    /// After it.
    Future,
    /// The clause does not say.
    Unknown,
}

/// Words after which the time of an infinitive or participle is still to come.
const PLANNED: [&str; 26] = [
    "schedule",
    "plan",
    "expect",
    "set",
    "due",
    "slate",
    "intend",
    "hope",
    "aim",
    "want",
    "prepare",
    "project",
    "propose",
    "promise",
    "vow",
    "ready",
    "likely",
    "bind",
    "await",
    "anticipate",
    "agree",
    "pledge",
    "poise",
    "tentatively",
    "decide",
    "deadline",
];

/// Participles that place what they govern from that time on: "starting Monday".
const STARTING: [&str; 8] = [
    "start", "begin", "come", "open", "upcome", "end", "commence", "last",
];

/// The tense of the clause that a token stands in, by the tree; by the nearest verb where the tree
/// says nothing.
pub(super) fn of(document: &Document<'_>, token: usize) -> Tense {
    let mut top = token;
    for up in std::iter::once(token).chain(document.ancestors(token).take(40)) {
        top = up;
        let here = clause(document, up);
        if here != Tense::Unknown {
            return here;
        }
    }
    beside(document, token, top)
}

/// The tense that a token shows as head of a clause: its own form and its auxiliaries.
fn clause(document: &Document<'_>, head: usize) -> Tense {
    let token = &document.tokens[head];
    let mut auxiliary = None;
    let mut infinitive = false;
    for child in document.children(head) {
        let it = &document.tokens[child];
        match it.relation.base() {
            Relation::Aux | Relation::Cop => {
                let shown = auxiliary_tense(document, child);
                // "will have been" is future whatever follows.
                auxiliary = match (auxiliary, shown) {
                    (Some(Tense::Future), _) => Some(Tense::Future),
                    (Some(known), Tense::Unknown) => Some(known),
                    _ => Some(shown),
                };
            }
            Relation::Mark if it.lemma == "to" => infinitive = true,
            _ => {}
        }
    }
    // A participle after "is": "is scheduled" tells of what is to come, "is meeting" too.
    if let Some(tense) = auxiliary.filter(|tense| *tense != Tense::Unknown) {
        let planned = PLANNED.contains(&token.lemma.as_str()) && token.lemma != "decide";
        return if planned { Tense::Future } else { tense };
    }
    if infinitive {
        return Tense::Unknown.or_planned(document, head);
    }
    if !matches!(token.upos, Upos::Verb | Upos::Aux) {
        return Tense::Unknown;
    }
    match token.xpos {
        Xpos::Vbd => Tense::Past,
        Xpos::Vbz | Xpos::Vbp => Tense::Future,
        Xpos::Vbn if PLANNED.contains(&token.lemma.as_str()) => Tense::Future,
        Xpos::Vbn => Tense::Past,
        Xpos::Vbg if STARTING.contains(&token.lemma.as_str()) => {
            Tense::Unknown.or_planned(document, head)
        }
        _ => Tense::Unknown,
    }
}

impl Tense {
    /// Future when the words above plan it: "is set to begin", "plans to visit"; else what it was.
    fn or_planned(self, document: &Document<'_>, head: usize) -> Self {
        let planned = document.tokens[head].head.is_some_and(|up| {
            let above = &document.tokens[up];
            PLANNED.contains(&above.lemma.as_str()) && above.lemma != "decide"
        });
        if planned { Self::Future } else { self }
    }
}

/// What an auxiliary or copula says.
fn auxiliary_tense(document: &Document<'_>, token: usize) -> Tense {
    let form = document.form(token);
    // The month, not the auxiliary.
    if form == "May" && document.tokens[token].upos != Upos::Aux {
        return Tense::Unknown;
    }
    let form = form.to_lowercase();
    match form.as_str() {
        "will" | "'ll" | "’ll" | "shall" | "wo" | "may" | "might" | "can" | "could" | "should"
        | "must" | "would" | "'d" | "’d" | "ca" => Tense::Future,
        "was" | "were" | "did" | "had" | "have" | "has" | "'ve" | "’ve" => Tense::Past,
        "is" | "are" | "am" | "'re" | "’re" | "'s" | "’s" | "do" | "does" => Tense::Future,
        _ => Tense::Unknown,
    }
}

/// The tense of the nearest word before, else after, that shows one, within the sentence.
fn beside(document: &Document<'_>, token: usize, top: usize) -> Tense {
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else {
        return Tense::Unknown;
    };
    // A tree that reaches a verb has been asked already.
    if document.tokens[top].upos == Upos::Verb {
        return Tense::Unknown;
    }
    let shown = |at: usize| match document.tokens[at].xpos {
        Xpos::Vbd => Tense::Past,
        Xpos::Md => Tense::Future,
        Xpos::Vbz | Xpos::Vbp => auxiliary_or_future(document, at),
        _ => auxiliary_tense(document, at),
    };
    let range = sentence.tokens.clone();
    (range.start..token)
        .rev()
        .chain(token..range.end)
        .map(shown)
        .find(|tense| *tense != Tense::Unknown)
        .unwrap_or(Tense::Unknown)
}

/// A present form: "has" is past, every other points ahead.
fn auxiliary_or_future(document: &Document<'_>, token: usize) -> Tense {
    match auxiliary_tense(document, token) {
        Tense::Unknown => Tense::Future,
        known => known,
    }
}
