//! Nouns that carry content: "the claim that", "a warning of delays", "his belief that".

use crate::extraction::{Act, Directness};
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, content, cue, source};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
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
    if is_share(document, noun)
        || is_bought(document, noun)
        || is_received(document, noun, &cue.lemma)
    {
        return None;
    }
    let (entry, head, preposition, ahead) = held(document, noun, cue.word)
        .or_else(|| voiced(document, noun, cue.word))
        .or_else(|| equated(document, noun, cue.word))
        .or_else(|| beside(document, noun, cue.word))
        .or_else(|| issued(document, noun, cue.word))?;
    // "the denial of a visa": it was not given.
    if entry.act == Act::Deny
        && preposition.is_some_and(|of| document.tokens[of].lemma == "of")
        && classes::is(Class::Granted, &document.tokens[head].lemma)
    {
        return None;
    }
    let speaker = source::of_noun(document, noun).or_else(|| of_light_verb(document, noun));
    // A noun with a phrase and nobody behind it ("criticism of the plan") says too little.
    let speaker = match speaker {
        Some(speaker) => speaker,
        // "There is no doubt that it will hold": nobody doubts it.
        None if is_denied(document, noun) => return None,
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
        negated: is_denied(document, noun),
        basis: None,
        form: Form::Nominal,
        within: None,
    })
}

/// "no hint": whether the noun is said not to be.
fn is_denied(document: &Document<'_>, noun: usize) -> bool {
    document.children(noun).any(|child| {
        document.tokens[child].relation == Relation::Det && document.tokens[child].lemma == "no"
    })
}

/// "has five percent support": a share of votes.
fn is_share(document: &Document<'_>, noun: usize) -> bool {
    document
        .subtree(noun)
        .take_while(|token| *token < noun)
        .any(|token| matches!(document.tokens[token].lemma.as_str(), "percent" | "%"))
}

/// "Demand for gas fell", "cut its demand for steel": what is bought, not what is asked for.
fn is_bought(document: &Document<'_>, noun: usize) -> bool {
    let token = &document.tokens[noun];
    token.lemma == "demand"
        && matches!(
            token.relation.base(),
            Relation::Nsubj | Relation::Obj | Relation::Nmod | Relation::Obl
        )
        && document
            .ancestors(noun)
            .take(2)
            .any(|up| classes::is(Class::Market, &document.tokens[up].lemma))
}

/// "has the support of the union", "won praise": what somebody gets is said by others.
fn is_received(document: &Document<'_>, noun: usize, lemma: &str) -> bool {
    classes::is(Class::Received, lemma)
        && document.tokens[noun].relation == Relation::Obj
        && document.tokens[noun]
            .head
            .is_some_and(|verb| classes::is(Class::Receiving, &document.tokens[verb].lemma))
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

/// "signed a statement this week that she had not read": a relative clause, though the tree may take its pronoun for
/// a conjunction; what is said would be whole.
fn is_relative(document: &Document<'_>, clause: usize, word: crate::rules::lexicon::Word) -> bool {
    // "the recommendation that ships slow down": a wish without tense looks like one.
    let wished = word
        .with("that")
        .is_some_and(|entry| matches!(entry.act, Act::Urge | Act::Want));
    !wished
        && document.tokens[clause].relation == Relation::AclRelcl
        && document
            .child(clause, Relation::Mark)
            .is_some_and(|that| document.tokens[that].xpos == Xpos::Wdt)
        && document.child(clause, Relation::Obj).is_none()
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
                if clause::opener(document, child) == Some("that")
                    && !is_relative(document, child, word) =>
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

/// "A warning was issued that the dam could fail", "Notice is hereby given that ...": the clause that waits behind
/// a passive which only tells that the words were said.
fn issued(
    document: &Document<'_>,
    noun: usize,
    word: crate::rules::lexicon::Word,
) -> Option<(&'static Entry, usize, Option<usize>, bool)> {
    let verb = given_out(document, noun)?;
    // The tree may hang the clause on those who gave the words.
    let agent = clause::agent(document, verb);
    let below = agent.into_iter().flat_map(|agent| document.children(agent));
    let clause = document.children(verb).chain(below).find(|child| {
        *child > verb
            && matches!(
                document.tokens[*child].relation.base(),
                Relation::Ccomp | Relation::Acl | Relation::Advcl | Relation::Csubj
            )
            && clause::opener(document, *child) == Some("that")
    })?;
    Some((word.with("that")?, clause, None, false))
}

/// The passive of which a noun is the subject, if it only tells that the words were said.
fn given_out(document: &Document<'_>, noun: usize) -> Option<usize> {
    document.tokens[noun].head.filter(|verb| {
        document.tokens[noun].relation.base() == Relation::Nsubj
            && classes::is(Class::Lending, &document.tokens[*verb].lemma)
            && clause::is_passive(document, *verb)
    })
}

/// "made the claim that", "expressed hope that": the subject of the verb the noun is object of.
fn of_light_verb(document: &Document<'_>, noun: usize) -> Option<Speaker> {
    let token = &document.tokens[noun];
    let verb = token.head?;
    if let Some(verb) = given_out(document, noun) {
        let agent = clause::agent(document, verb)?;
        let said = document
            .children(agent)
            .find(|child| clause::opener(document, *child) == Some("that"))
            .unwrap_or(agent);
        return Some(source::without(document, agent, agent, said));
    }
    let light = classes::is(Class::Lending, &document.tokens[verb].lemma);
    // "make opposition to it a test": anybody's.
    let turned = document
        .child(verb, Relation::Xcomp)
        .is_some_and(|into| into > noun);
    (light && !turned && token.relation == Relation::Obj)
        .then(|| source::of_predicate(document, verb))
        .flatten()
}
