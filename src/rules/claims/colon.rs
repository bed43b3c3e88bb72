//! A name, a colon and words: headlines ("Kim to visit Russia: officials"), transcripts and
//! interviews ("SMITH: We left."), and tags before a quotation ("Smith: “We left.”").

use std::ops::Range;

use crate::extraction::{Act, Certainty, Directness};
use crate::language::{Document, Kind, Upos, Xpos};
use crate::rules::claims::speech::is_quote_mark;
use crate::rules::claims::{Form, Found, Scene, Speaker, source};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};

/// The longest name before a colon, in words; a longer one is a clause.
const LONGEST: usize = 6;

/// The claim of a sentence cut by a colon.
pub(crate) fn read(scene: Scene<'_>, sentence: usize, found: &[Found]) -> Option<Found> {
    let document = scene.document;
    let tokens = document.sentences[sentence].tokens.clone();
    let colon = tokens.clone().find(|token| document.form(*token) == ":")?;
    // A transcript quoted whole opens each of its paragraphs with a mark.
    let own_words = if let Some(number) = scene.quotations.around(colon) {
        (scene.quotations.tokens(number).start == tokens.start).then_some(())?;
        Some(transcript(document, sentence)?)
    } else {
        label(scene, sentence, colon)
            .or_else(|| transcript(document, sentence))
            .or_else(|| led(scene, &tokens, colon))
    };
    let directness = if own_words.is_some() {
        Directness::Direct
    } else {
        Directness::Indirect
    };
    let (source, content) = own_words
        .or_else(|| document_named(document, sentence, colon, found))
        .or_else(|| trailing(document, &tokens, colon))?;
    let head = head_of(document, &source);
    let asks = content
        .clone()
        .rev()
        .find(|token| !is_quote_mark(document, *token))
        .is_some_and(|token| document.form(token).ends_with('?'));
    Some(Found {
        anchor: colon,
        cue: Some(start_of_cue(document, &tokens, &source, colon)..colon + 1),
        lemma: ":".to_owned(),
        act: if asks { Act::Ask } else { Act::Assert },
        speaker: Speaker::Words {
            tokens: source,
            head,
            refers: head,
        },
        content: vec![content.clone()],
        head: Some(head_of(document, &content)),
        certainty: if asks {
            Certainty::Unspecified
        } else {
            Certainty::Certain
        },
        directness,
        ahead: lies_ahead(document, &content),
        negated: false,
        basis: None,
        form: Form::Colon,
        within: None,
    })
}

/// The cue is the colon, with the words of a clause before it ("was blunt:").
fn start_of_cue(
    document: &Document<'_>,
    sentence: &Range<usize>,
    source: &Range<usize>,
    colon: usize,
) -> usize {
    let before = sentence.start..colon;
    if before.contains(&source.start) && source.end < colon && source.len() < before.len() {
        source.end + usize::from(document.tokens[source.end].xpos == Xpos::Pos)
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
    let name = spoken_for(document, tokens.start..colon);
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
    // "IG report: State was inaccurate": a document's kind behind its maker; its words are told, not quoted.
    let document_kind = !quoted
        && document.tokens[name.end - 1].upos == Upos::Noun
        && name.len() > 1
        && document.form(name.end - 1).starts_with(char::is_lowercase);
    if document_kind || !(nominal && (quoted || named && capital || only_name && person)) {
        return None;
    }
    let end = if quoted {
        tokens.end
    } else {
        end_of_turn(document, sentence)?
    };
    Some((name, colon + 1..end))
}

/// "EXCLUSIVE – Paul Lind: ...", "Anna Berg, in these words: “...”": the name without what stands before its dash or
/// behind its comma.
fn spoken_for(document: &Document<'_>, words: Range<usize>) -> Range<usize> {
    let dash = (words.clone().rev())
        .find(|token| matches!(document.form(*token), "–" | "—" | "-"))
        .filter(|dash| dash + 1 < words.end)
        .filter(|dash| {
            (words.start..*dash).all(|token| !document.form(token).chars().any(char::is_lowercase))
        });
    let start = dash.map_or(words.start, |dash| dash + 1);
    let comma = (start..words.end)
        .find(|token| document.form(*token) == ",")
        .filter(|comma| {
            document
                .tokens
                .get(comma + 1)
                .is_some_and(|next| next.upos == Upos::Adp)
        });
    start..comma.unwrap_or(words.end)
}

/// How many paragraphs one turn may run over.
const LONGEST_TURN: usize = 6;

/// The end of a turn: of its paragraph, or of the last one before the next turn.
fn end_of_turn(document: &Document<'_>, sentence: usize) -> Option<usize> {
    let paragraph = document.sentences[sentence].paragraph;
    let next = turns_after(document, sentence).next();
    let last = next.map_or(paragraph, |next| document.sentences[next].paragraph - 1);
    // "(Applause.)" is nobody's turn.
    let is_aside = |other: &crate::language::Sentence| {
        other
            .tokens
            .clone()
            .find(|token| !is_quote_mark(document, *token))
            .is_some_and(|token| document.form(token) == "(")
    };
    document.sentences[sentence..]
        .iter()
        .take_while(|other| {
            other.paragraph == paragraph || other.paragraph <= last && !is_aside(other)
        })
        .last()
        .map(|other| other.tokens.end)
}

/// The sentences that open a turn, from the paragraph after this one on, as far as a turn reaches.
fn turns_after<'d>(
    document: &'d Document<'_>,
    sentence: usize,
) -> impl Iterator<Item = usize> + 'd {
    let paragraph = document.sentences[sentence].paragraph;
    (sentence + 1..document.sentences.len())
        .take_while(move |other| document.sentences[*other].paragraph <= paragraph + LONGEST_TURN)
        .filter(|other| {
            document.sentences[*other].paragraph != document.sentences[*other - 1].paragraph
        })
        .filter(move |other| capitals(document, *other).is_some())
}

/// "Q: Why?", "A: Nobody knows.", "MODERATOR: ...": one turn of a transcript. A word in capitals before
/// a colon may be a notice ("UPDATE:"); next to a turn of somebody else it is a speaker.
fn transcript(document: &Document<'_>, sentence: usize) -> Option<(Range<usize>, Range<usize>)> {
    let paragraph = document.sentences[sentence].paragraph;
    let opens = sentence == 0 || document.sentences[sentence - 1].paragraph != paragraph;
    let name = opens.then(|| capitals(document, sentence)).flatten()?;
    let last = end_of_turn(document, sentence)?;
    let words = |name: &Range<usize>| {
        document
            .span(name.clone())
            .map(|it| document.text.slice(it))
    };
    let before = (0..sentence)
        .rev()
        .take_while(|other| document.sentences[*other].paragraph + LONGEST_TURN >= paragraph)
        .filter(|other| {
            *other == 0
                || document.sentences[*other - 1].paragraph != document.sentences[*other].paragraph
        });
    let is_answered = turns_after(document, sentence)
        .chain(before)
        .filter_map(|other| capitals(document, other))
        .any(|other| words(&other) != words(&name));
    let content = name.end + 1..last;
    (is_answered && !content.is_empty()).then_some((name, content))
}

/// The words in capitals, up to a colon, that a sentence opens with.
fn capitals(document: &Document<'_>, sentence: usize) -> Option<Range<usize>> {
    let tokens = document.sentences[sentence].tokens.clone();
    let colon = tokens.clone().find(|token| document.form(*token) == ":")?;
    let start = tokens
        .clone()
        .find(|token| !matches!(document.form(*token), "“" | "\"" | "''" | "``"))?;
    let name = start..colon;
    let shouted = |token: usize| {
        let form = document.form(token);
        !form.chars().any(char::is_lowercase)
    };
    let has_letters = name
        .clone()
        .any(|token| document.form(token).chars().any(char::is_alphabetic));
    (has_letters && name.len() <= LONGEST && name.clone().all(shouted)).then_some(name)
}

/// "Report: Ministry ignored warnings", "Poll: Most oppose the bridge": a headline led by the kind of
/// document that says so.
fn document_named(
    document: &Document<'_>,
    sentence: usize,
    colon: usize,
    found: &[Found],
) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = document.sentences[sentence].tokens.clone();
    let is_headline = document.sentences[sentence].paragraph == 0
        && document
            .sentences
            .last()
            .is_some_and(|last| last.paragraph > 0);
    let name = tokens.start..colon;
    let last = colon.checked_sub(1)?;
    // "Minister: Strike to end": somebody, by what they are.
    let somebody = matches!(
        document.tokens[last].kind,
        Kind::Person | Kind::Organization
    ) && document.tokens[last].upos == Upos::Noun;
    let clausal = content_of_headline(document, &tokens, colon);
    let speaks = somebody && clausal
        || is_quoted_below(document, last, found)
        || matches!(
            document.tokens[last].lemma.to_lowercase().as_str(),
            "report"
                | "poll"
                | "survey"
                | "study"
                | "source"
                | "official"
                | "police"
                | "document"
                | "memo"
        );
    let content = colon + 1..tokens.end;
    (is_headline && speaks && name.len() <= 3 && content.len() > 2).then_some((name, content))
}

/// "WHO: Cases fall in Africa": a name before the colon is whom the headline is about, or who says so; it is who
/// says so where the article reports its words.
fn is_quoted_below(document: &Document<'_>, name: usize, found: &[Found]) -> bool {
    let here = document.sentence_of(name);
    let token = &document.tokens[name];
    let capitals =
        document.form(name).len() > 1 && document.form(name).chars().all(char::is_uppercase);
    (token.upos == Upos::Propn || capitals)
        && token.kind != Kind::Place
        && found.iter().any(|claim| {
            matches!(claim.speaker, Speaker::Words { head, .. }
                if document.form(head).eq_ignore_ascii_case(document.form(name))
                    && document.sentence_of(head) != here)
                && matches!(claim.form, Form::Clause | Form::Quote | Form::According)
        })
}

/// Whether a headline says something behind its colon: a verb with tense, or an infinitive.
fn content_of_headline(document: &Document<'_>, tokens: &Range<usize>, colon: usize) -> bool {
    (colon + 1..tokens.end).any(|token| {
        matches!(document.tokens[token].upos, Upos::Verb | Upos::Aux)
            || document.tokens[token].xpos == Xpos::To
    })
}

/// "Navy to sell ships": a headline's infinitive without any tense beside it lies ahead.
fn lies_ahead(document: &Document<'_>, content: &Range<usize>) -> bool {
    let tensed = content.clone().any(|token| {
        matches!(
            document.tokens[token].xpos,
            Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md
        )
    });
    !tensed
        && content
            .clone()
            .any(|token| document.tokens[token].xpos == Xpos::To)
}

/// Whether a paragraph opens with the label of a speaker.
pub(crate) fn is_labelled(document: &Document<'_>, sentence: usize) -> bool {
    transcript(document, sentence).is_some()
}

/// "The mayor was blunt: “The money is gone.”": the subject of the clause before the colon speaks.
fn led(
    scene: Scene<'_>,
    tokens: &Range<usize>,
    colon: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    let document = scene.document;
    let number = scene.quotations.around(colon + 1)?;
    let said = scene.quotations.tokens(number);
    // "He put it this way: “We lost.”"
    let inner = document.text.slice(scene.quotations.all[number].inner);
    let closes = said.end >= tokens.end
        && inner.starts_with(char::is_uppercase)
        && inner.trim_end().ends_with(['.', '!', '?', '…']);
    (closes || scene.quotations.is_speech(document, number)).then_some(())?;
    let predicate = tokens.clone().find(|token| {
        *token < colon
            && document.tokens[*token]
                .head
                .is_none_or(|head| !(tokens.start..colon).contains(&head))
    })?;
    let subject = clause::subject(document, predicate)?;
    // "The union's answer was short: “No deal.”"
    let uttered = classes::is(Class::Utterance, &document.tokens[subject.head].lemma);
    let author = source::of_noun(document, subject.head).filter(|_| uttered);
    let word = &document.tokens[subject.head];
    let speaks = subject.own
        && (author.is_some()
            || matches!(
                document.tokens[subject.refers].kind,
                Kind::Person | Kind::Organization
            )
            || word.upos == Upos::Propn
            || word.xpos == Xpos::Prp && word.lemma != "it");
    let speaker = author.unwrap_or_else(|| source::phrase(document, subject.head, subject.refers));
    let Speaker::Words { tokens: source, .. } = speaker else {
        return None;
    };
    (speaks && source.end <= colon).then_some((source, said))
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
