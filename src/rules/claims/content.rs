//! The content of a claim: tokens to pieces, quotation marks taken in, directness read off.

use std::ops::Range;

use crate::extraction::Directness;
use crate::language::{Document, Upos};
use crate::rules::claims::{Form, Found, Scene, Speaker, asides};
use crate::rules::clause;
use crate::text::Span;

/// The content under one or several heads, without some subtrees.
pub(crate) fn under(
    document: &Document<'_>,
    heads: &[usize],
    without: &[usize],
) -> Vec<Range<usize>> {
    let mut tokens: Vec<usize> = heads
        .iter()
        .flat_map(|head| {
            let range = document.subtree(*head);
            let strayed = range.filter(|token| {
                token != head
                    && clause::strayed(document, *token)
                        .is_some_and(|up| !document.is_within(up, *head))
            });
            let without: Vec<usize> = without.iter().copied().chain(strayed).collect();
            clause::below(document, *head, &without)
        })
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    clause::pieces(document, &tokens)
}

/// The tokens of pieces.
pub(crate) fn tokens(content: &[Range<usize>]) -> impl Iterator<Item = usize> + '_ {
    content.iter().flat_map(Clone::clone)
}

/// Cuts the cue and the source out of the content, closes gaps, and reads the directness.
pub(crate) fn tidy(scene: Scene<'_>, claim: &mut Found) {
    let cue = claim.cue.clone().unwrap_or(0..0);
    let source = match &claim.speaker {
        Speaker::Words { tokens, .. } => tokens.clone(),
        _ => 0..0,
    };
    let behind = behind_tag(scene, claim);
    let aside = asides::at_end(scene, claim);
    let shut = behind_dash(scene, claim);
    let mut kept: Vec<usize> = tokens(&claim.content)
        .filter(|token| !cue.contains(token) && !source.contains(token))
        .filter(|token| !behind.contains(token) && !aside.contains(token) && !shut.contains(token))
        .collect();
    kept.sort_unstable();
    kept.dedup();
    claim.content = clause::pieces(scene.document, &kept);
    drop_scraps(scene.document, &mut claim.content);
    claim.directness = directness(scene, claim);
}

/// "The stakes are so high – and Lind says that he will go – that they worry": what somebody says between two dashes
/// ends at the second.
fn behind_dash(scene: Scene<'_>, claim: &Found) -> Range<usize> {
    let document = scene.document;
    let Some(cue) = &claim.cue else { return 0..0 };
    let sentence = document.sentences[document.sentence_of(cue.start)]
        .tokens
        .clone();
    let is_dash = |token: &usize| matches!(document.form(*token), "–" | "—" | "--");
    let inside = (sentence.start..cue.start).filter(is_dash).count() % 2 == 1;
    let closing = (cue.end..sentence.end).find(is_dash);
    match closing {
        Some(dash) if inside && claim.content.iter().all(|piece| piece.start >= cue.end) => {
            dash..sentence.end
        }
        _ => 0..0,
    }
}

/// How many words may date or place a saying inside the words that it reports.
const LONGEST_TRAILER: usize = 6;

/// "The plan, Lind said on Friday, will fail": the words between a tag set off by commas and the comma
/// or the mark behind it, which tell of the saying.
pub(crate) fn behind_tag(scene: Scene<'_>, claim: &Found) -> Range<usize> {
    let document = scene.document;
    let (Some(cue), Speaker::Words { tokens: source, .. }) = (&claim.cue, &claim.speaker) else {
        return 0..0;
    };
    let (start, end) = (cue.start.min(source.start), cue.end.max(source.end));
    let touching = cue.end == source.start || source.end == cue.start;
    let set_off = start.checked_sub(1).is_some_and(|comma| {
        document.form(comma) == "," || scene.quotations.around(comma).is_some()
    });
    if !touching || !set_off || !claim.content.iter().any(|piece| piece.start < start) {
        return 0..0;
    }
    let last = document.sentences[document.sentence_of(cue.start)]
        .tokens
        .end;
    let stop = (end..last.min(end + LONGEST_TRAILER + 1))
        .find(|token| document.form(*token) == ",")
        .filter(|stop| (end..*stop).all(|token| scene.quotations.around(token).is_none()));
    match stop {
        Some(stop) if document.tokens[end].upos == Upos::Adp => end..stop,
        _ => 0..0,
    }
}

/// A piece of nothing but function words between cue and content ("that", "and") is no content.
fn drop_scraps(document: &Document<'_>, content: &mut Vec<Range<usize>>) {
    if content.len() < 2 {
        return;
    }
    content.retain(|piece| {
        piece.clone().any(|token| {
            !matches!(
                document.tokens[token].upos,
                Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Adp | Upos::Part
            )
        })
    });
}

/// Whether all, some or none of the words stand in quotation marks.
fn directness(scene: Scene<'_>, claim: &Found) -> Directness {
    // Inside a quotation, somebody else's words are direct only in marks of their own.
    let in_marks = |token: usize| {
        scene.quotations.all_around(token).any(|number| {
            claim
                .cue
                .as_ref()
                .is_none_or(|cue| !scene.quotations.tokens(number).contains(&cue.start))
        })
    };
    let is_label = |token: usize| {
        scene
            .quotations
            .all_around(token)
            .any(|number| scene.quotations.is_label(scene.document, number))
    };
    let (mut quoted, mut plain, mut labels) = (false, false, true);
    for token in tokens(&claim.content) {
        if clause::is_mark(scene.document, token) {
            continue;
        }
        if in_marks(token) {
            quoted = true;
            labels &= is_label(token);
        } else {
            plain = true;
        }
    }
    match (quoted, plain) {
        // A turn of a transcript is the speaker's own words without marks.
        (false, true) if claim.form == Form::Colon => claim.directness,
        (true, false) => Directness::Direct,
        // "said the so-called “experts” had no degree"
        (true, true) if labels => Directness::Indirect,
        (true, true) => Directness::Mixed,
        _ => Directness::Indirect,
    }
}

/// The characters of a piece, with the quotation marks and the stop that belong to it.
pub(crate) fn span(scene: Scene<'_>, piece: &Range<usize>, cue: Option<usize>) -> Option<Span> {
    let mut span = scene.document.span(piece.clone())?;
    for (number, quotation) in scene.quotations.all.iter().enumerate() {
        if cue.is_some_and(|cue| scene.quotations.tokens(number).contains(&cue)) {
            continue;
        }
        if !quotation.outer.overlaps(span) {
            continue;
        }
        let tokens = scene.quotations.tokens(number);
        let marks = |range: Range<usize>| {
            range
                .clone()
                .all(|token| clause::is_mark(scene.document, token))
        };
        let reaches_start = piece.start <= tokens.start || marks(tokens.start..piece.start);
        let reaches_end = tokens.end <= piece.end || marks(piece.end..tokens.end);
        if reaches_start {
            span = extended(scene, span, quotation.outer, true);
        }
        if reaches_end {
            span = extended(scene, span, quotation.outer, false);
        }
    }
    Some(span)
}

/// The span stretched to the start or the end of a quotation.
fn extended(scene: Scene<'_>, span: Span, quotation: Span, to_start: bool) -> Span {
    let range = if to_start {
        quotation.start().min(span.start())..span.end()
    } else {
        span.start()..quotation.end().max(span.end())
    };
    scene.document.text.span(range).unwrap_or(span)
}

/// "Which she has said many times.": a pronoun that opens a sentence of its own points at what was said before.
pub(crate) fn is_bare(document: &Document<'_>, claim: &Found) -> bool {
    let [piece] = claim.content.as_slice() else {
        return false;
    };
    let opens = document.sentences[document.sentence_of(piece.start)]
        .tokens
        .start
        == piece.start;
    piece.len() == 1 && opens && document.form(piece.start) == "Which"
}
