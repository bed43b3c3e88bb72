//! Nouns that carry content: "the claim that", "a warning of delays", "his belief that".

use crate::extraction::Directness;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, content, cue, source};
use crate::rules::clause;
use crate::rules::lexicon::{Entry, Part};

/// The claim that a noun makes.
pub(crate) fn read(scene: Scene<'_>, noun: usize) -> Option<Found> {
    let document = scene.document;
    if document.tokens[noun].upos != Upos::Noun {
        return None;
    }
    let cue = cue::at(document, noun, Part::Noun)?;
    // "announced in a statement that": the clause is the verb's.
    let verb = document.tokens[noun].head;
    if cue::is_medium(document, noun)
        && verb
            .filter(|verb| document.tokens[*verb].upos == Upos::Verb)
            .and_then(|verb| cue::at(document, verb, Part::Verb))
            .is_some_and(|verb| verb.word.with("that").is_some())
    {
        return None;
    }
    if is_share(document, noun) || is_received(document, noun, &cue.lemma) {
        return None;
    }
    let (entry, head, preposition, ahead) = held(document, noun, cue.word)
        .or_else(|| voiced(document, noun, cue.word))
        .or_else(|| equated(document, noun, cue.word))
        .or_else(|| beside(document, noun, cue.word))?;
    let speaker = source::of_noun(document, noun).or_else(|| of_light_verb(document, noun));
    // A noun with a phrase and nobody behind it ("criticism of the plan") says too little.
    let speaker = match speaker {
        Some(speaker) => speaker,
        None if preposition.is_none() && !ahead => Speaker::Unnamed,
        None if is_hearsay(document, noun, head) => Speaker::Unnamed,
        None => return None,
    };
    let without: Vec<usize> = preposition.into_iter().chain([noun]).collect();
    let tail = preposition
        .filter(|token| *token == noun + 1)
        .map_or(noun + 1, |token| token + 1);
    Some(Found {
        anchor: noun,
        cue: Some(noun..tail),
        lemma: cue.lemma,
        act: entry.act,
        speaker,
        content: content::under(document, &[head], &without),
        head: Some(head),
        certainty: entry.certainty,
        directness: Directness::Indirect,
        ahead,
        // "gave no hint that"
        negated: document.children(noun).any(|child| {
            document.tokens[child].relation == Relation::Det && document.tokens[child].lemma == "no"
        }),
        basis: None,
        form: Form::Nominal,
        within: None,
    })
}

/// "has five percent support": a share of votes.
fn is_share(document: &Document<'_>, noun: usize) -> bool {
    document
        .subtree(noun)
        .take_while(|token| *token < noun)
        .any(|token| matches!(document.tokens[token].lemma.as_str(), "percent" | "%"))
}

/// "has the support of the union", "won praise": what somebody gets is said by others.
fn is_received(document: &Document<'_>, noun: usize, lemma: &str) -> bool {
    matches!(
        lemma,
        "support" | "praise" | "endorsement" | "criticism" | "condemnation"
    ) && document.tokens[noun].relation == Relation::Obj
        && document.tokens[noun].head.is_some_and(|verb| {
            matches!(
                document.tokens[verb].lemma.as_str(),
                "have"
                    | "get"
                    | "win"
                    | "draw"
                    | "receive"
                    | "take"
                    | "seek"
                    | "earn"
                    | "hold"
                    | "lose"
            )
        })
}

/// "voiced regret over the delay": what the tree hangs on the verb of a feeling that is put into words.
fn voiced(
    document: &Document<'_>,
    noun: usize,
    word: crate::rules::lexicon::Word,
) -> Option<(&'static Entry, usize, Option<usize>, bool)> {
    let verb = document.tokens[noun]
        .head
        .filter(|_| document.tokens[noun].relation == Relation::Obj)?;
    let puts = matches!(
        document.tokens[verb].lemma.as_str(),
        "express" | "voice" | "convey" | "register"
    );
    let about = document.children(verb).find(|child| {
        puts && *child > noun
            && document.tokens[*child].relation.base() == Relation::Obl
            && document.subtree(*child).start == noun + 1
    })?;
    let case = clause::preposition(document, about)?;
    let entry = word.with(document.tokens[case].lemma.as_str())?;
    Some((entry, about, Some(case), false))
}

/// "There were reports of gunfire": what is reported by many, who are not named, of something that
/// happened; "reports of the committee" are the committee's.
fn is_hearsay(document: &Document<'_>, noun: usize, told: usize) -> bool {
    let token = &document.tokens[noun];
    let bare = !document.children(noun).any(|child| {
        document.tokens[child].relation == Relation::Det
            && document.tokens[child].lemma.eq_ignore_ascii_case("no")
    });
    let happens = matches!(
        document.tokens[told].kind,
        Kind::Event | Kind::Abstract | Kind::Substance
    ) || document.tokens[told].xpos == Xpos::Vbg;
    let spreads = matches!(
        token.lemma.as_str(),
        "report" | "rumor" | "rumour" | "allegation" | "accusation"
    );
    spreads
        && token.xpos == Xpos::Nns
        && bare
        && happens
        && document.tokens[told].upos != Upos::Propn
}

/// The clause or phrase inside the noun phrase.
fn held(
    document: &Document<'_>,
    noun: usize,
    word: crate::rules::lexicon::Word,
) -> Option<(&'static Entry, usize, Option<usize>, bool)> {
    for child in document.children(noun).filter(|child| *child > noun) {
        match document.tokens[child].relation {
            // "the recommendation that ships slow down": "that" is no part of the clause.
            Relation::Acl | Relation::AclRelcl | Relation::Ccomp
                if clause::opener(document, child) == Some("that") =>
            {
                if let Some(entry) = word.with("that") {
                    return Some((entry, child, None, false));
                }
            }
            Relation::Acl | Relation::Xcomp if clause::is_infinitive(document, child) => {
                if let Some(entry) = word.with("inf") {
                    return Some((entry, child, None, true));
                }
            }
            Relation::Nmod | Relation::Acl => {
                let case = document.children(child).find(|it| {
                    matches!(
                        document.tokens[*it].relation,
                        Relation::Case | Relation::Mark
                    )
                })?;
                let preposition = document.tokens[case].lemma.as_str();
                if matches!(
                    preposition,
                    "of" | "for" | "about" | "over" | "at" | "with" | "to" | "in"
                ) && let Some(entry) = word.with(preposition)
                {
                    return Some((entry, child, Some(case), false));
                }
            }
            _ => {}
        }
    }
    None
}

/// "The concern is that it rains": the clause said of the noun.
fn equated(
    document: &Document<'_>,
    noun: usize,
    word: crate::rules::lexicon::Word,
) -> Option<(&'static Entry, usize, Option<usize>, bool)> {
    let head = document.tokens[noun].head?;
    let outer = document.tokens[noun].relation == Relation::NsubjOuter;
    (outer && clause::opener(document, head) == Some("that")).then_some(())?;
    Some((word.with("that")?, head, None, false))
}

/// "The ruling that the strike was legal surprised the firm": the clause right behind the noun, where
/// the tree makes both of them subjects.
fn beside(
    document: &Document<'_>,
    noun: usize,
    word: crate::rules::lexicon::Word,
) -> Option<(&'static Entry, usize, Option<usize>, bool)> {
    let clause = document
        .child(document.tokens[noun].head?, Relation::Csubj)
        .filter(|clause| {
            document.subtree(*clause).start == noun + 1
                && clause::opener(document, *clause) == Some("that")
        })?;
    Some((word.with("that")?, clause, None, false))
}

/// "made the claim that", "expressed hope that": the subject of the verb the noun is object of.
fn of_light_verb(document: &Document<'_>, noun: usize) -> Option<Speaker> {
    let token = &document.tokens[noun];
    let verb = token.head?;
    let light = matches!(
        document.tokens[verb].lemma.as_str(),
        "make"
            | "have"
            | "express"
            | "issue"
            | "give"
            | "voice"
            | "raise"
            | "offer"
            | "hold"
            | "share"
            | "repeat"
            | "release"
            | "get"
            | "deliver"
            | "advance"
            | "push"
            | "reiterate"
            | "send"
            | "announce"
            | "take"
            | "signal"
            | "show"
    );
    (light && token.relation == Relation::Obj)
        .then(|| source::of_predicate(document, verb))
        .flatten()
}
