//! A tag between two commas that the tree could not tie to the clause around it: "Mr. Osby, officials said, has
//! become wary"; "Any reading, said Anna Berg, an engineer, would treat this as a loss".

use std::ops::Range;

use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::complement::Complement;
use crate::rules::claims::cue::Cue;
use crate::rules::claims::{Form, Scene, Speaker, source};
use crate::rules::clause;

/// How many words a source before its verb may have here.
const LONGEST: usize = 8;

/// What a tag reports whose verb one comma parts from its subject: the tree is wrong about it.
pub(crate) fn inverted(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    read(scene, verb, cue, tag_before_source).or_else(|| {
        // "The mayor, aides said, will stay": nor has a verb two subjects with one comma between them.
        let document = scene.document;
        let parted = document
            .child(verb, Relation::Nsubj)
            .is_none_or(|subject| (subject..verb).any(|token| document.form(token) == ","));
        parted
            .then(|| read(scene, verb, cue, tag_behind_source))
            .flatten()
    })
}

/// What a tag reports of which the tree makes nothing.
pub(crate) fn straight(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    read(scene, verb, cue, tag_behind_source)
}

/// A tag as who speaks and the words from comma to comma.
type Tag = (Speaker, Range<usize>);

fn read(
    scene: Scene<'_>,
    verb: usize,
    cue: &Cue,
    tag: fn(&Document<'_>, usize, &Range<usize>) -> Option<Tag>,
) -> Option<Complement> {
    let document = scene.document;
    // One tells somebody; where nobody is told, "told Berg" has no other subject behind it.
    let says = cue.word.with("quote").is_some()
        && cue.word.with("person").is_none()
        && cue.word.with("of").is_none();
    let entry = cue.word.with("that").filter(|_| says)?;
    let finite = matches!(
        document.tokens[verb].xpos,
        Xpos::Vbd | Xpos::Vbz | Xpos::Vbp
    );
    let sentence = document.sentences[document.sentence_of(verb)]
        .tokens
        .clone();
    let plain = sentence
        .clone()
        .all(|token| scene.quotations.around(token).is_none());
    if !(finite && plain) || document.tokens[verb].relation == Relation::Conj {
        return None;
    }
    let (speaker, tag) = tag(document, verb, &sentence)?;
    let before = sentence.start..tag.start;
    let behind = tag.end..sentence.end;
    let goes_on = behind.clone().any(|token| {
        matches!(
            document.tokens[token].xpos,
            Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md
        )
    });
    let starts = before.clone().any(|token| is_name_like(document, token));
    if !(starts && goes_on) {
        return None;
    }
    let tokens: Vec<usize> = before.chain(behind).collect();
    let content = clause::pieces(document, &tokens);
    let inside = |token: usize| tokens.contains(&token);
    let head = tokens
        .iter()
        .copied()
        .filter(|token| {
            document.tokens[*token].upos != Upos::Aux && clause::is_finite(document, *token)
        })
        .find(|token| {
            document.tokens[*token]
                .head
                .is_none_or(|head| !inside(head))
        })
        .unwrap_or(tokens[0]);
    Some(Complement {
        entry,
        head,
        content,
        preposition: None,
        tail: Vec::new(),
        form: Form::Clause,
        ahead: false,
        speaker: Some(speaker),
    })
}

/// "..., officials said, ..."
fn tag_behind_source(document: &Document<'_>, verb: usize, sentence: &Range<usize>) -> Option<Tag> {
    let parted = document
        .child(verb, Relation::Nsubj)
        .is_none_or(|subject| subject < verb && document.form(subject + 1) == ",");
    let loose = parted
        || document.child(verb, Relation::Ccomp).is_none()
            && document.child(verb, Relation::Obj).is_none();
    let end = trailed(document, verb + 1, sentence)?;
    let start = (sentence.start..verb)
        .rev()
        .take_while(|token| is_nominal(document, *token))
        .last()?;
    let comma = start
        .checked_sub(1)
        .filter(|comma| *comma > sentence.start)?;
    let relative = matches!(
        document.tokens[start].xpos,
        Xpos::Wp | Xpos::Wdt | Xpos::WpPoss
    );
    let somebody = is_name_like(document, verb - 1) && !relative;
    if document.form(comma) != "," || !somebody || !loose || verb - start > LONGEST {
        return None;
    }
    let head = (start..verb)
        .find(|token| {
            document.tokens[*token]
                .head
                .is_none_or(|head| !(start..verb).contains(&head))
        })
        .unwrap_or(verb - 1);
    let speaker = Speaker::Words {
        tokens: start..verb,
        head,
        refers: head,
    };
    Some((speaker, comma..end))
}

/// ", said Anna Berg, an engineer, ...": a verb that one comma parts from its subject has another subject.
fn tag_before_source(document: &Document<'_>, verb: usize, sentence: &Range<usize>) -> Option<Tag> {
    let comma = verb
        .checked_sub(1)
        .filter(|comma| *comma > sentence.start)?;
    let parted = document.form(comma) == ","
        && document.child(verb, Relation::Nsubj).is_none_or(|subject| {
            subject < verb
                && (document.subtree(subject).start..comma).all(|token| document.form(token) != ",")
        });
    if !parted || verb + 1 >= sentence.end || !is_nominal(document, verb + 1) {
        return None;
    }
    let head = (verb + 1..sentence.end).find(|token| {
        is_name_like(document, *token) && document.subtree(*token).start == verb + 1
    })?;
    let speaker = source::phrase(document, head, head);
    let Speaker::Words { tokens, .. } = &speaker else {
        return None;
    };
    let end = trailed(document, tokens.end, sentence)?;
    Some((speaker, comma..end))
}

/// Behind the comma that closes a tag, with a day before it ("officials said on Monday,").
fn trailed(document: &Document<'_>, from: usize, sentence: &Range<usize>) -> Option<usize> {
    let comma = (from..sentence.end.min(from + 4)).find(|token| document.form(*token) == ",")?;
    let dated = (from..comma).all(|token| {
        document.tokens[token].kind == Kind::Time || document.tokens[token].upos == Upos::Adp
    });
    (dated && comma + 2 < sentence.end).then_some(comma + 1)
}

/// Whether a token can head a name or stand for one.
fn is_name_like(document: &Document<'_>, token: usize) -> bool {
    matches!(
        document.tokens[token].upos,
        Upos::Noun | Upos::Propn | Upos::Pron
    )
}

/// Whether a token can stand in the name of a speaker.
fn is_nominal(document: &Document<'_>, token: usize) -> bool {
    matches!(
        document.tokens[token].upos,
        Upos::Det
            | Upos::Adj
            | Upos::Noun
            | Upos::Propn
            | Upos::Pron
            | Upos::Num
            | Upos::Adp
            | Upos::Part
    )
}
