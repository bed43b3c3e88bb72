//! Names set behind a quotation without a verb, as press releases do: "“We will pay,” Commissioner
//! Lind.", "“We will pay.” – Anna Lind, head of policy", the same on a line of its own, and
//! "“We will pay.” (Anna Lind)".

use std::ops::Range;

use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Found, Owners, Scene, Speaker, speech};
use crate::rules::clause;

/// The longest name with its role, in words; a longer one is a sentence.
const LONGEST: usize = 24;

/// What sets a name off from the words before it.
struct Byline {
    /// The dash, where there is one.
    cue: Option<usize>,
    /// The name with its role.
    name: Range<usize>,
}

/// Gives quotations that no verb attributes to the name set behind them.
pub(crate) fn read(scene: Scene<'_>, found: &mut Vec<Found>) {
    let owners = Owners::of(scene, found);
    for number in scene.document.stop.during(0..scene.quotations.all.len()) {
        let tokens = scene.quotations.tokens(number);
        let states = states(scene.document, &tokens);
        if scene.quotations.all[number].depth > 0
            || !speech::opens_sentence(scene.document, tokens.start)
            || !(states || scene.quotations.is_speech(scene.document, number))
            || owners.has(number)
        {
            continue;
        }
        let inner = scene
            .document
            .text
            .slice(scene.quotations.all[number].inner);
        let is_whole = inner.ends_with(['.', '!', '?', '…']);
        let byline = behind_dash(scene, &tokens)
            .filter(|_| states || is_whole)
            .or_else(|| behind_comma(scene, &tokens).filter(|_| states))
            .or_else(|| in_brackets(scene.document, &tokens).filter(|_| states));
        if let Some(byline) = byline {
            found.push(claim(scene, number, byline));
        }
    }
}

fn claim(scene: Scene<'_>, number: usize, byline: Byline) -> Found {
    let document = scene.document;
    let content = scene.quotations.tokens(number);
    let head = name_of(document, &byline.name).unwrap_or(byline.name.start);
    let anchor = byline.cue.unwrap_or(head);
    let speaker = Speaker::Words {
        tokens: byline.name,
        head,
        refers: head,
    };
    Found {
        lemma: byline.cue.map_or_else(String::new, |_| "–".to_owned()),
        cue: byline.cue.map(|dash| dash..dash + 1),
        ..Found::untagged(document, anchor, speaker, content)
    }
}

/// Whether some words hold a clause: a song's title in marks names its singer behind a dash too.
pub(crate) fn states(document: &Document<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|token| {
        matches!(
            document.tokens[token].xpos,
            Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md
        )
    })
}

/// "“We will pay.” – Anna Lind", also on the next line.
fn behind_dash(scene: Scene<'_>, quotation: &Range<usize>) -> Option<Byline> {
    let document = scene.document;
    let dash = quotation.end;
    let last = document
        .tokens
        .get(dash)
        .map(|_| document.sentence_of(dash))?;
    if !matches!(document.form(dash), "–" | "—" | "―" | "-" | "--") {
        return None;
    }
    let end = document.sentences[last].tokens.end;
    named(document, trimmed(document, dash + 1..end)).map(|name| Byline {
        cue: Some(dash),
        name,
    })
}

/// "“We will pay,” Commissioner Lind."
fn behind_comma(scene: Scene<'_>, quotation: &Range<usize>) -> Option<Byline> {
    let document = scene.document;
    let last_word = quotation
        .clone()
        .rev()
        .find(|token| !speech::is_quote_mark(document, *token))?;
    let next = quotation.end;
    (next < document.tokens.len()).then_some(())?;
    let start = match (document.form(last_word), document.form(next)) {
        (_, ",") => next + 1,
        (",", _) => next,
        _ => return None,
    };
    let sentence = &document.sentences[document.sentence_of(next)];
    let ends_paragraph = document
        .sentences
        .get(document.sentence_of(next) + 1)
        .is_none_or(|after| after.paragraph != sentence.paragraph);
    let name = trimmed(document, start..sentence.tokens.end);
    (ends_paragraph && sentence.tokens.contains(&last_word))
        .then(|| named(document, name))
        .flatten()
        .map(|name| Byline { cue: None, name })
}

/// "“We will pay.” (Anna Lind, mayor)".
fn in_brackets(document: &Document<'_>, quotation: &Range<usize>) -> Option<Byline> {
    let open = quotation.end;
    (open < document.tokens.len() && document.form(open) == "(").then_some(())?;
    let close = (open + 1..document.tokens.len().min(open + LONGEST))
        .find(|token| document.form(*token) == ")")?;
    named(document, open + 1..close).map(|name| Byline { cue: None, name })
}

/// Words without the marks around them.
fn trimmed(document: &Document<'_>, mut words: Range<usize>) -> Range<usize> {
    while !words.is_empty() && clause::is_mark(document, words.end - 1) {
        words.end -= 1;
    }
    words
}

/// The words, if they are the name of somebody with a role and nothing that is told of them.
fn named(document: &Document<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let opens = document.tokens.get(words.start)?;
    let fits = !words.is_empty()
        && words.len() <= LONGEST
        && matches!(opens.upos, Upos::Propn | Upos::Noun | Upos::Adj)
        && document.form(words.start).starts_with(char::is_uppercase)
        && !states(document, &words);
    (fits && name_of(document, &words).is_some()).then_some(words)
}

/// The first name of somebody among some words.
fn name_of(document: &Document<'_>, words: &Range<usize>) -> Option<usize> {
    words.clone().find(|token| {
        let it = &document.tokens[*token];
        it.upos == Upos::Propn
            && it.relation != Relation::NmodDesc
            && matches!(it.kind, Kind::Person | Kind::Organization)
    })
}
