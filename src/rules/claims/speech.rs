//! Quotations made whole: words in quotation marks belong to their speaker from mark to mark, over
//! sentences and paragraphs, whatever the tree of one sentence could see.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extraction::Directness;
use crate::language::{Document, Relation, Upos};
use crate::rules::claims::{
    Form, Found, Owners, Scene, blocks, brackets, bylines, colon, content, cue, ends, second_tags,
    source, turns, unspoken_for,
};
use crate::rules::clause;
use crate::rules::lexicon::Part;

/// Stretches contents to whole quotations, gives quotations without a clause to the verb beside
/// them, and quotations without a tag to the speaker before.
pub(crate) fn complete(scene: Scene<'_>, found: &mut Vec<Found>) {
    beside(scene, found);
    stretch(scene, found);
    ends::end_at_tag(scene, found);
    ends::end_at_marks(scene, found);
    second_tags::read(scene, found);
    ends::opens_with_a_word(scene, found);
    blocks::read(scene, found);
    right_behind(scene, found);
    bylines::read(scene, found);
    brackets::read(scene, found);
    follow(scene, found);
    unspoken_for::read(scene, found);
    found.sort_by_key(|claim| (claim.anchor, claim.form));
}

/// Whether a cue stands outside a quotation.
fn stands_outside(scene: Scene<'_>, claim: &Found, quotation: usize) -> bool {
    claim
        .cue
        .as_ref()
        .is_some_and(|cue| scene.quotations.around(cue.start) != Some(quotation))
}

/// Takes in the whole of each quotation that the content has a good part of.
fn stretch(scene: Scene<'_>, found: &mut [Found]) {
    for claim in found.iter_mut() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for token in content::tokens(&claim.content) {
            for number in scene.quotations.all_around(token) {
                *shared.entry(number).or_default() += 1;
            }
        }
        let mut more: Vec<Range<usize>> = Vec::new();
        for (number, shared) in shared {
            if scene.quotations.all[number].depth > 0 || !stands_outside(scene, claim, number) {
                continue;
            }
            let tokens = scene.quotations.tokens(number);
            let holds_head = claim.head.is_some_and(|head| tokens.contains(&head));
            let speech = scene.quotations.is_speech(scene.document, number);
            // "“I was lost. I wept,” she said, “and left.”": the tree may hang the words before the tag on those
            // behind it.
            let last = tokens
                .clone()
                .rev()
                .find(|token| !clause::is_mark(scene.document, *token));
            let touches =
                last.is_some_and(|last| content::tokens(&claim.content).any(|it| it == last));
            if (holds_head || touches) && speech || shared * 2 >= tokens.len() {
                more.push(tokens);
            }
        }
        claim.content.extend(more);
        claim.content.sort_by_key(|piece| piece.start);
    }
}

/// Quotations next to a verb of saying that the tree gave no content: "“We left. It rained,” she
/// said", where the sentence splitter or the parser lost the tie.
fn beside(scene: Scene<'_>, found: &mut Vec<Found>) {
    let document = scene.document;
    let owners = Owners::of(scene, found);
    for (number, quotation) in document
        .stop
        .during(scene.quotations.all.iter().enumerate())
    {
        if quotation.depth > 0
            || !(scene.quotations.is_speech(document, number) || resumes(scene, number))
        {
            continue;
        }
        let tokens = scene.quotations.tokens(number);
        if owners.has(number) || is_title(document, &tokens) {
            continue;
        }
        if let Some(claim) = tag_after(scene, &tokens).or_else(|| tag_before(scene, &tokens)) {
            // "“When it rains,” she said, “it pours.”": one claim in two pieces.
            let known = found.iter_mut().find(|other| {
                other.anchor == claim.anchor
                    && content::tokens(&other.content)
                        .any(|token| scene.quotations.around(token).is_some())
            });
            if let Some(known) = known {
                known.content.push(tokens);
                known.content.sort_by_key(|piece| piece.start);
                continue;
            }
            found.retain(|other| other.anchor != claim.anchor);
            found.push(claim);
        }
    }
}

/// "“It rained,” she said, “but we left.”": a piece that goes on in small letters behind a tag.
fn resumes(scene: Scene<'_>, number: usize) -> bool {
    let document = scene.document;
    let start = scene.quotations.tokens(number).start;
    let Some(comma) = start.checked_sub(1) else {
        return false;
    };
    document.form(comma) == ","
        && scene.quotations.closes_a_sentence(document, number)
        && (comma.saturating_sub(NEAR)..comma)
            .any(|before| scene.quotations.around(before).is_some())
}

/// "“Forty,” he said. “And rising.”": a few words that make a whole sentence behind a tag.
fn fills_sentence(scene: Scene<'_>, number: usize) -> bool {
    let document = scene.document;
    let tokens = scene.quotations.tokens(number);
    let sentence = &document.sentences[document.sentence_of(tokens.start)];
    let opens = sentence.tokens.start == tokens.start && tokens.start > 0 && {
        let before = document.sentence_of(tokens.start - 1);
        document.sentences[before].paragraph == sentence.paragraph
    };
    let inner = document.text.slice(scene.quotations.all[number].inner);
    opens
        && inner.starts_with(char::is_uppercase)
        && inner.ends_with(['.', '!', '?', '…'])
        && document
            .sentences
            .get(document.sentence_of(tokens.end - 1))
            .is_some_and(|last| last.tokens.end == tokens.end)
}

/// "She said “never again” and left": a few words in marks right behind a verb of saying, also inside
/// somebody's quotation, where the tree made no object of them.
fn right_behind(scene: Scene<'_>, found: &mut Vec<Found>) {
    for number in scene.document.stop.during(0..scene.quotations.all.len()) {
        let tokens = scene.quotations.tokens(number);
        let Some(verb) = tokens.start.checked_sub(1) else {
            continue;
        };
        let known = found.iter().any(|claim| {
            claim.anchor == verb
                || !tokens.contains(&claim.anchor)
                    && scene.quotations.around(claim.anchor) == scene.quotations.around(verb)
                    && content::tokens(&claim.content).any(|token| tokens.contains(&token))
        });
        if !known && !tokens.is_empty() {
            found.extend(tag(scene, verb, &tokens));
        }
    }
}

/// "said on “Meet the Town,” that ...": a few words in marks behind a preposition are a name.
fn is_title(document: &Document<'_>, quotation: &Range<usize>) -> bool {
    quotation.len() < NEAR
        && quotation
            .start
            .checked_sub(1)
            .is_some_and(|before| document.tokens[before].upos == Upos::Adp)
}

/// How many words may stand between a quotation and the verb of its tag.
pub(crate) const NEAR: usize = 12;

/// How many, where all of them are the name of the speaker.
const FAR: usize = 30;

/// The tag behind a quotation: "..., said Smith", "..., Smith, who lives there, said".
fn tag_after(scene: Scene<'_>, quotation: &Range<usize>) -> Option<Found> {
    let document = scene.document;
    let last_word = quotation
        .clone()
        .rev()
        .find(|token| !is_quote_mark(document, *token))?;
    if !matches!(document.form(last_word), "," | "?" | "!" | "—" | "…")
        && document.form(quotation.end.min(document.tokens.len() - 1)) != ","
    {
        return None;
    }
    let paragraph = document.sentences[document.sentence_of(quotation.start)].paragraph;
    (quotation.end..document.tokens.len().min(quotation.end + FAR))
        .take_while(|token| {
            let sentence = &document.sentences[document.sentence_of(*token)];
            sentence.paragraph == paragraph
                && document.form(*token) != "."
                && scene.quotations.around(*token).is_none()
        })
        .find_map(|verb| {
            // Only a name that begins right behind the words may be long.
            let near = verb < quotation.end + NEAR
                || document
                    .child(verb, Relation::Nsubj)
                    .is_some_and(|subject| document.subtree(subject).start <= quotation.end + 1);
            tag(scene, verb, quotation).filter(|_| near)
        })
}

/// The tag before a quotation: "Smith said: “...”", "Smith added, “...”".
fn tag_before(scene: Scene<'_>, quotation: &Range<usize>) -> Option<Found> {
    let document = scene.document;
    let before = quotation.start.checked_sub(1)?;
    let leads =
        matches!(document.form(before), ":" | ",") || document.tokens[before].upos == Upos::Verb;
    if !leads {
        return None;
    }
    let sentence = &document.sentences[document.sentence_of(before)];
    let from = sentence
        .tokens
        .start
        .max(quotation.start.saturating_sub(2 * NEAR));
    (from..quotation.start)
        .rev()
        .take_while(|token| scene.quotations.around(*token).is_none())
        .find_map(|verb| tag(scene, verb, quotation))
}

/// A verb that can quote, with a speaker of its own, as the tag of a quotation.
pub(crate) fn tag(scene: Scene<'_>, verb: usize, quotation: &Range<usize>) -> Option<Found> {
    let document = scene.document;
    if document.tokens[verb].upos != Upos::Verb {
        return None;
    }
    let cue = cue::at(document, verb, Part::Verb)?;
    let entry = cue.word.with("quote")?;
    if is_performed(scene, &cue.lemma, quotation) {
        return None;
    }
    let speaker =
        source::behind(document, verb).or_else(|| source::of_predicate(document, verb))?;
    Some(Found {
        anchor: verb,
        cue: Some(cue::words(document, verb, &[cue.particle])),
        lemma: cue.lemma,
        act: entry.act,
        speaker,
        content: vec![quotation.clone()],
        head: None,
        certainty: entry.certainty,
        directness: Directness::Direct,
        ahead: false,
        negated: false,
        basis: None,
        form: Form::Quote,
        within: None,
    })
}

/// "sang “A Good Day for Sailors”", "read “The Long Road”": a work, not words of one's own.
fn is_performed(scene: Scene<'_>, lemma: &str, quotation: &Range<usize>) -> bool {
    matches!(lemma, "sing" | "read" | "recite")
        && scene
            .quotations
            .around(quotation.start)
            .is_some_and(|number| {
                let inner = scene
                    .document
                    .text
                    .slice(scene.quotations.all[number].inner);
                let mut words = inner.split_whitespace();
                let small = |word: &str| word.len() < 4 && !word.ends_with(['.', '!', '?']);
                words.all(|word| word.starts_with(char::is_uppercase) || small(word))
                    && !inner.trim_end().ends_with(['.', '!', '?'])
            })
}

/// Gives a quotation without a tag to the claim whose words stand right before it: "“We left,” she
/// said. “It rained.”", and the paragraphs of a long quotation.
fn follow(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    let mut owners = Owners::of(scene, found);
    for (number, quotation) in document
        .stop
        .during(scene.quotations.all.iter().enumerate())
    {
        let sounds = scene.quotations.is_speech(document, number)
            || quotation.continues
            || fills_sentence(scene, number);
        // A word or two make a turn of a conversation where they stand alone.
        if quotation.depth > 0 || !(sounds || turns::fills_paragraph(scene, number)) {
            continue;
        }
        let tokens = scene.quotations.tokens(number);
        if owners.has(number)
            || !opens_sentence(document, tokens.start)
            || colon::is_labelled(document, document.sentence_of(tokens.start))
        {
            continue;
        }
        let claim = turns::speaker_ahead(scene, &owners, number)
            .or_else(|| turns::other_speaker(scene, found, &owners, number))
            .or_else(|| speaker_before(scene, found, tokens.start).filter(|_| sounds));
        let Some(claim) = claim else {
            continue;
        };
        found[claim].content.push(tokens);
        if found[claim].cue.is_some() {
            owners.give(number, claim);
        }
    }
}

/// Whether nothing but marks stands before a token in its sentence.
pub(crate) fn opens_sentence(document: &Document<'_>, token: usize) -> bool {
    let sentence = &document.sentences[document.sentence_of(token)];
    (sentence.tokens.start..token).all(|before| clause::is_mark(document, before))
}

/// The last claim of speech before a token, if its words or its tag end right there.
fn speaker_before(scene: Scene<'_>, found: &[Found], token: usize) -> Option<usize> {
    let document = scene.document;
    let here = document.sentence_of(token);
    let paragraph = document.sentences[here].paragraph;
    let (number, claim) = found
        .iter()
        .enumerate()
        .filter(|(_, claim)| {
            claim.anchor < token
                && claim
                    .cue
                    .as_ref()
                    .is_some_and(|cue| scene.quotations.around(cue.start).is_none())
                && (matches!(claim.form, Form::Quote | Form::Clause | Form::Colon)
                    || matches!(claim.form, Form::Phrase | Form::Infinitive)
                        && content::tokens(&claim.content)
                            .any(|it| scene.quotations.around(it).is_some()))
        })
        .max_by_key(|(_, claim)| end_of(claim))?;
    let last = document.sentence_of(end_of(claim).checked_sub(1)?);
    let next_to = here - last <= 1
        || here - last == 2
            && document.sentences[last].paragraph == paragraph
            && told_of_speaker(document, here - 1);
    let near = document.sentences[last].paragraph + 1 >= paragraph;
    let quotes = claim.form != Form::Clause
        || content::tokens(&claim.content).any(|it| scene.quotations.around(it).is_some());
    let same_paragraph = document.sentences[last].paragraph == paragraph;
    (next_to && near && (quotes || same_paragraph)).then_some(number)
}

/// "“We left,” Lind said. She blamed nobody. “It rained.”": a sentence about the speaker does not end the
/// speech.
fn told_of_speaker(document: &Document<'_>, sentence: usize) -> bool {
    let tokens = document.sentences[sentence].tokens.clone();
    let first = tokens.start;
    matches!(document.form(first), "He" | "She")
        && document.tokens[first].relation == Relation::Nsubj
        && document.tokens[first]
            .head
            .is_some_and(|verb| document.tokens[verb].relation == Relation::Root)
}

/// The token after the last of a claim's words, cue included.
fn end_of(claim: &Found) -> usize {
    let content = claim
        .content
        .iter()
        .map(|piece| piece.end)
        .max()
        .unwrap_or(0);
    content.max(claim.cue.as_ref().map_or(0, |cue| cue.end))
}

/// Adds claims whose anchors none of the others has.
pub(crate) fn add_new(found: &mut Vec<Found>, mut more: Vec<Found>) {
    more.retain(|new| !found.iter().any(|claim| claim.anchor == new.anchor));
    found.extend(more);
}

pub(crate) fn is_quote_mark(document: &Document<'_>, token: usize) -> bool {
    matches!(
        document.form(token),
        "\"" | "”" | "“" | "''" | "``" | "'" | "’" | "‘" | "»" | "«"
    )
}
