//! Speakers who go on: in "“We left,” Lind said. ¶ “It rained,” she added", the pronoun of the second
//! tag is the speaker of the first, whoever else was named in the words between them.

use std::collections::BTreeMap;

use crate::extraction::Directness;
use crate::language::{Document, Upos};
use crate::rules::claims::{Found, Scene, Speaker, content, speech};
use crate::rules::clause;

/// For each pronoun of such a tag the head of the words that name the speaker before.
#[must_use]
pub fn speakers(scene: Scene<'_>, found: &[Found]) -> BTreeMap<usize, usize> {
    let document = scene.document;
    let mut told: Vec<&Found> = found
        .iter()
        .filter(|claim| {
            claim.directness != Directness::Indirect
                && scene.quotations.around(claim.anchor).is_none()
                && matches!(claim.speaker, Speaker::Words { .. })
        })
        .collect();
    told.sort_by_key(|claim| start_of(claim));
    told.windows(2)
        .filter_map(|pair| {
            let (before, after) = (pair[0], pair[1]);
            let (Speaker::Words { refers, .. }, Speaker::Words { head, .. }) =
                (&before.speaker, &after.speaker)
            else {
                return None;
            };
            let token = &document.tokens[*head];
            let is_pronoun = token.upos == Upos::Pron
                && matches!(document.form(*head).to_lowercase().as_str(), "he" | "she");
            (is_pronoun && before.directness == Directness::Direct && goes_on(scene, before, after))
                .then_some((*head, *refers))
        })
        .collect()
}

/// Whether nothing is told between two pieces of speech, and the second does not answer the first.
fn goes_on(scene: Scene<'_>, before: &Found, after: &Found) -> bool {
    let document = scene.document;
    let (end, start) = (end_of(before), start_of(after));
    if end >= start {
        return false;
    }
    let place = |token: usize| document.sentence_of(token);
    let paragraph = |token: usize| document.sentences[place(token)].paragraph;
    let rest_of_sentence = (end..start)
        .all(|token| place(token) == place(end - 1) || clause::is_mark(document, token));
    let near = paragraph(start) <= paragraph(end - 1) + 1;
    let answered = paragraph(start) > paragraph(end - 1)
        && ends_in_question(document, before) != ends_in_question(document, after);
    rest_of_sentence && near && !answered
}

/// Whether the words of a claim end with a question.
fn ends_in_question(document: &Document<'_>, claim: &Found) -> bool {
    claim.content.last().is_some_and(|piece| {
        (piece.start..document.tokens.len().min(piece.end + 2))
            .rev()
            .take(4)
            .find(|token| !speech::is_quote_mark(document, *token))
            .is_some_and(|token| document.form(token).ends_with('?'))
    })
}

/// The first token of a claim's words, tag included.
fn start_of(claim: &Found) -> usize {
    let tag = tag_of(claim).map(|it| it.start);
    content::tokens(&claim.content)
        .chain(tag)
        .min()
        .unwrap_or(claim.anchor)
}

/// The token after the last of a claim's words, tag included.
fn end_of(claim: &Found) -> usize {
    let tag = tag_of(claim).map(|it| it.end);
    let words = claim.content.iter().map(|piece| piece.end);
    words.chain(tag).max().unwrap_or(claim.anchor + 1)
}

/// From the first to the last word of cue and source.
fn tag_of(claim: &Found) -> Option<std::ops::Range<usize>> {
    let Speaker::Words { tokens, .. } = &claim.speaker else {
        return claim.cue.clone();
    };
    let cue = claim.cue.clone().unwrap_or_else(|| tokens.clone());
    Some(cue.start.min(tokens.start)..cue.end.max(tokens.end))
}
