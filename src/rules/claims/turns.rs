//! Turns of a conversation: who speaks in a paragraph of nothing but speech that no tag gives away.
//!
//! A question is answered by the other one, and asked again by the one who asked before; a paragraph
//! left without its closing mark is spoken by whoever the next one names.

use crate::language::Document;
use crate::rules::claims::speech::is_quote_mark;
use crate::rules::claims::{Found, Owners, Scene, Speaker};
use crate::rules::clause;

/// The claim whose speaker the next paragraph names, if this quotation runs on into it.
pub(crate) fn speaker_ahead(scene: Scene<'_>, owners: &Owners, number: usize) -> Option<usize> {
    let quotations = &scene.quotations.all;
    let mut at = number;
    while quotations[at].is_open {
        let next = (at + 1..quotations.len()).find(|it| quotations[*it].depth == 0)?;
        quotations[next].continues.then_some(())?;
        if let Some(claim) = owners.get(next) {
            return Some(claim);
        }
        at = next;
    }
    None
}

/// The claim of the other one in a conversation of two, if this turn answers a question or asks the
/// next one.
pub(crate) fn other_speaker(
    scene: Scene<'_>,
    found: &[Found],
    owners: &Owners,
    number: usize,
) -> Option<usize> {
    let document = scene.document;
    let here = paragraph_of(scene, number);
    fills_paragraph(scene, number).then_some(())?;
    let before = turn_in(scene, here.checked_sub(1)?)?;
    let last = owners.get(before)?;
    let asked = is_question(scene, before);
    let asks = is_question(scene, number);
    // Two questions in a row, or none, say nothing of a change.
    (asked != asks).then_some(())?;
    let mut paragraph = here - 1;
    while let Some(up) = paragraph.checked_sub(1) {
        let claim = owners.get(turn_in(scene, up)?)?;
        if words(document, &found[claim]) != words(document, &found[last]) {
            // Who asks again has asked before.
            return (asked || is_question(scene, turn_in(scene, up)?)).then_some(claim);
        }
        paragraph = up;
    }
    None
}

/// The last outermost quotation of a paragraph.
fn turn_in(scene: Scene<'_>, paragraph: usize) -> Option<usize> {
    let sentences = &scene.document.sentences;
    let last = sentences.partition_point(|sentence| sentence.paragraph <= paragraph);
    let end = sentences.get(last.checked_sub(1)?)?.tokens.end;
    let opened = scene.quotations.opened_before(end);
    (0..opened)
        .rev()
        .take_while(|it| paragraph_of(scene, *it) == paragraph)
        .find(|it| scene.quotations.all[*it].depth == 0)
}

fn paragraph_of(scene: Scene<'_>, number: usize) -> usize {
    let start = scene.quotations.tokens(number).start;
    scene.document.sentences[scene.document.sentence_of(start)].paragraph
}

/// Whether a paragraph holds nothing but this quotation.
pub(crate) fn fills_paragraph(scene: Scene<'_>, number: usize) -> bool {
    let document = scene.document;
    let paragraph = paragraph_of(scene, number);
    let tokens = scene.quotations.tokens(number);
    let first = document
        .sentences
        .partition_point(|sentence| sentence.paragraph < paragraph);
    document.sentences[first..]
        .iter()
        .take_while(|sentence| sentence.paragraph == paragraph)
        .flat_map(|sentence| sentence.tokens.clone())
        .all(|token| tokens.contains(&token) || clause::is_mark(document, token))
}

/// Whether a quotation closes with a question.
fn is_question(scene: Scene<'_>, number: usize) -> bool {
    scene
        .quotations
        .tokens(number)
        .rev()
        .find(|token| !is_quote_mark(scene.document, *token))
        .is_some_and(|token| scene.document.form(token).ends_with('?'))
}

/// The words of a speaker, to tell one from another.
fn words<'d>(document: &'d Document<'_>, claim: &Found) -> Option<&'d str> {
    match &claim.speaker {
        Speaker::Words { tokens, .. } => document
            .span(tokens.clone())
            .map(|span| document.text.slice(span)),
        _ => None,
    }
}
