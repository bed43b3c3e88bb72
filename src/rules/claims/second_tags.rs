//! Two tags within one quotation: "“The hall is full,” Lind said, “and the roof is old,” Orr added, “but we
//! stay.”"

use std::ops::Range;

use crate::language::{Relation, Upos};
use crate::rules::claims::{Found, Scene, Speaker, content, cue, source, speech};
use crate::rules::clause;
use crate::rules::lexicon::Part;

/// Gives what stands right before a second tag, and what follows it, to the second tag.
pub(crate) fn read(scene: Scene<'_>, found: &mut Vec<Found>) {
    first(scene, found);
    let mut more = Vec::new();
    for claim in found.iter_mut() {
        let Some(cue) = claim.cue.clone() else {
            continue;
        };
        if scene.quotations.around(cue.start).is_some() {
            continue;
        }
        let verbs: Vec<usize> = content::tokens(&claim.content)
            .filter(|token| *token > cue.end && scene.quotations.around(*token).is_none())
            .collect();
        for verb in verbs.into_iter().rev() {
            let Some((second, from)) = tag(scene, claim, verb) else {
                continue;
            };
            claim.content = kept(&claim.content, |token| token < from);
            more.push(second);
        }
    }
    speech::add_new(found, more);
}

/// The same where the tree gave all the words to the second tag: what stands before the first is the first's.
fn first(scene: Scene<'_>, found: &mut Vec<Found>) {
    let mut more: Vec<Found> = Vec::new();
    for claim in found.iter_mut() {
        let Some(cue) = claim.cue.clone() else {
            continue;
        };
        let Speaker::Words { tokens, .. } = &claim.speaker else {
            continue;
        };
        let tag = cue.start.min(tokens.start);
        let Some(number) = ends_before(scene, tag) else {
            continue;
        };
        let from = scene.quotations.tokens(number).start;
        let early = content::tokens(&claim.content)
            .filter(|token| *token < from && scene.quotations.around(*token).is_none())
            .find_map(|verb| said(scene, claim, verb));
        let Some(mut early) = early else { continue };
        early.content = kept(&claim.content, |token| {
            token < from && scene.quotations.around(token).is_some()
        });
        claim.content = kept(&claim.content, |token| token >= from);
        more.push(early);
    }
    for early in more {
        match found.iter_mut().find(|claim| claim.anchor == early.anchor) {
            Some(known) => known.content = early.content,
            None => found.push(early),
        }
    }
}

/// The quotation that ends right before a tag.
fn ends_before(scene: Scene<'_>, tag: usize) -> Option<usize> {
    let document = scene.document;
    let last = (tag.saturating_sub(3)..tag)
        .rev()
        .find(|token| !speech::is_quote_mark(document, *token) && document.form(*token) != ",")?;
    let number = scene.quotations.around(last)?;
    (scene.quotations.tokens(number).end <= tag).then_some(number)
}

/// A verb of saying with its subject beside it, as the tag of words before it.
fn said(scene: Scene<'_>, claim: &Found, verb: usize) -> Option<Found> {
    let document = scene.document;
    if document.tokens[verb].upos != Upos::Verb {
        return None;
    }
    let subject = document.child(verb, Relation::Nsubj)?;
    let cue = cue::at(document, verb, Part::Verb)?;
    let entry = cue.word.with("quote")?;
    let words = document.subtree(subject);
    ends_before(scene, words.start.min(verb))?;
    let touching = words.end == verb || words.start == verb + 1;
    Some(Found {
        anchor: verb,
        cue: Some(cue::words(document, verb, &[cue.particle])),
        lemma: cue.lemma,
        act: entry.act,
        speaker: source::of_predicate(document, verb).filter(|_| touching)?,
        head: None,
        basis: None,
        within: None,
        ..claim.clone()
    })
}

/// The claim of a tag inside the content of another, and where its words begin.
fn tag(scene: Scene<'_>, claim: &Found, verb: usize) -> Option<(Found, usize)> {
    let document = scene.document;
    let second = said(scene, claim, verb)?;
    let Speaker::Words { tokens, .. } = &second.speaker else {
        return None;
    };
    let tag = tokens.start.min(verb)..tokens.end.max(verb + 1);
    let number = ends_before(scene, tag.start)?;
    let first = scene.quotations.tokens(number);
    let ends = tag.end >= document.tokens.len()
        || clause::is_mark(document, tag.end)
        || document.tokens[tag.end].relation == Relation::Obl;
    if !ends || first.start < claim.cue.as_ref()?.end {
        return None;
    }
    let rest = kept(&claim.content, |token| {
        token >= first.start && !tag.contains(&token)
    });
    let head = content::tokens(&rest).find(|token| Some(*token) == document.tokens[verb].head);
    let second = Found {
        content: rest,
        head,
        ..second
    };
    Some((second, first.start))
}

/// The tokens of a content that fit, as pieces.
fn kept(content: &[Range<usize>], fits: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut left: Vec<Range<usize>> = Vec::new();
    for token in content::tokens(content).filter(|token| fits(*token)) {
        match left.last_mut() {
            Some(last) if last.end == token => last.end = token + 1,
            _ => left.push(token..token + 1),
        }
    }
    left
}
