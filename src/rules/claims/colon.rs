//! A name, a colon and words: headlines ("Kim to visit Russia: officials"), transcripts and
//! interviews ("SMITH: We left."), and tags before a quotation ("Smith: “We left.”").

use std::ops::Range;

use crate::extraction::{Act, Certainty, Directness};
use crate::language::{Document, Kind, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, source};
use crate::rules::clause;

/// The longest name before a colon, in words; a longer one is a clause.
const LONGEST: usize = 6;

/// The claim of a sentence cut by a colon.
pub(crate) fn read(scene: Scene<'_>, sentence: usize) -> Option<Found> {
    let document = scene.document;
    let tokens = document.sentences[sentence].tokens.clone();
    let colon = tokens.clone().find(|token| document.form(*token) == ":")?;
    if scene.quotations.around(colon).is_some() {
        return None;
    }
    let (source, content) = label(scene, sentence, colon)
        .or_else(|| trailing(document, &tokens, colon))
        .or_else(|| led(scene, &tokens, colon))?;
    let head = head_of(document, &source);
    Some(Found {
        anchor: colon,
        cue: Some(start_of_cue(&tokens, &source, colon)..colon + 1),
        lemma: ":".to_owned(),
        act: Act::Assert,
        speaker: Speaker::Words {
            tokens: source,
            head,
            refers: head,
        },
        content: vec![content.clone()],
        head: Some(head_of(document, &content)),
        certainty: Certainty::Certain,
        directness: Directness::Direct,
        ahead: false,
        negated: false,
        basis: None,
        form: Form::Colon,
        within: None,
    })
}

/// The cue is the colon, with the words of a clause before it ("was blunt:").
fn start_of_cue(sentence: &Range<usize>, source: &Range<usize>, colon: usize) -> usize {
    let before = sentence.start..colon;
    if before.contains(&source.start) && source.end < colon && source.len() < before.len() {
        source.end
    } else {
        colon
    }
}

/// Whether a verb already gives the words after the colon to somebody ("Lopez added: “...”").
pub(crate) fn is_taken(claim: &Found, found: &[Found]) -> bool {
    found.iter().any(|other| {
        other
            .cue
            .as_ref()
            .is_some_and(|cue| cue.start < claim.anchor)
            && other.content.iter().any(|piece| {
                claim
                    .content
                    .iter()
                    .any(|mine| piece.start < mine.end && mine.start < piece.end)
            })
    })
}

/// "SMITH: We left." at the start of a paragraph; what follows may be several sentences.
fn label(scene: Scene<'_>, sentence: usize, colon: usize) -> Option<(Range<usize>, Range<usize>)> {
    let document = scene.document;
    let tokens = document.sentences[sentence].tokens.clone();
    let paragraph = document.sentences[sentence].paragraph;
    let opens = sentence == 0 || document.sentences[sentence - 1].paragraph != paragraph;
    let name = tokens.start..colon;
    if !opens || name.is_empty() || name.len() > LONGEST || colon + 1 >= tokens.end {
        return None;
    }
    let quoted = scene
        .quotations
        .around(colon + 1)
        .is_some_and(|number| scene.quotations.is_speech(document, number));
    let capital = document
        .form(name.start)
        .chars()
        .all(|c| c.is_uppercase() || !c.is_alphabetic());
    let named = name
        .clone()
        .any(|token| document.tokens[token].upos == Upos::Propn);
    let only_name = name
        .clone()
        .all(|token| matches!(document.tokens[token].upos, Upos::Propn | Upos::Punct));
    let person = name
        .clone()
        .any(|token| document.tokens[token].kind == Kind::Person);
    let nominal = name.clone().all(|token| {
        matches!(
            document.tokens[token].upos,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::Punct | Upos::Num
        )
    });
    if !(nominal && (quoted || named && capital || only_name && person)) {
        return None;
    }
    let last = document.sentences[sentence..]
        .iter()
        .take_while(|other| other.paragraph == paragraph)
        .last()?;
    let end = if quoted { tokens.end } else { last.tokens.end };
    Some((name, colon + 1..end))
}

/// "The mayor was blunt: “The money is gone.”": the subject of the clause before the colon speaks.
fn led(
    scene: Scene<'_>,
    tokens: &Range<usize>,
    colon: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let document = scene.document;
    let number = scene.quotations.around(colon + 1)?;
    scene.quotations.is_speech(document, number).then_some(())?;
    let predicate = tokens.clone().find(|token| {
        *token < colon
            && document.tokens[*token]
                .head
                .is_none_or(|head| !(tokens.start..colon).contains(&head))
    })?;
    let subject = clause::subject(document, predicate)?;
    let speaks = subject.own
        && (matches!(
            document.tokens[subject.refers].kind,
            Kind::Person | Kind::Organization
        ) || document.tokens[subject.head].upos == Upos::Propn);
    let Speaker::Words { tokens: source, .. } =
        source::phrase(document, subject.head, subject.refers)
    else {
        return None;
    };
    (speaks && source.end <= colon).then(|| (source, scene.quotations.tokens(number)))
}

/// "Kim to visit Russia: officials", a sentence without a stop that ends in a bare noun phrase.
fn trailing(
    document: &Document<'_>,
    tokens: &Range<usize>,
    colon: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let name = colon + 1..tokens.end;
    let alone =
        tokens.start == 0 || document.sentences[document.sentence_of(tokens.start)].paragraph == 0;
    let source_like = !name.is_empty()
        && name.len() <= LONGEST
        && name.clone().all(|token| {
            matches!(
                document.tokens[token].upos,
                Upos::Propn | Upos::Noun | Upos::Adj
            )
        });
    let says = tokens.start..colon;
    let clausal = says.len() > 2
        && says.clone().any(|token| {
            document.tokens[token].upos == Upos::Verb || document.tokens[token].xpos == Xpos::To
        });
    (alone && source_like && clausal).then_some((name, says))
}

/// The token of a range whose head lies outside it.
fn head_of(document: &Document<'_>, range: &Range<usize>) -> usize {
    range
        .clone()
        .find(|token| {
            !clause::is_mark(document, *token)
                && document.tokens[*token]
                    .head
                    .is_none_or(|head| !range.contains(&head))
        })
        .unwrap_or(range.start)
}
