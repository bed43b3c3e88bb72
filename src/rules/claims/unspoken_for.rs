//! A paragraph of nothing but speech that no tag and no turn gives to anybody: the paragraph before
//! it tells of one person, and that one speaks ("Lind is worried about her shop. ¶ “Nobody comes.”").

use crate::language::{Document, Kind, Relation, Xpos};
use crate::rules::claims::{Found, Owners, Scene, bylines, colon, source, turns};
use crate::rules::clause;

/// Gives such quotations to the person that the paragraph before is about.
pub(crate) fn read(scene: Scene<'_>, found: &mut Vec<Found>) {
    let document = scene.document;
    let owners = Owners::of(scene, found);
    for number in scene.document.stop.during(0..scene.quotations.all.len()) {
        let tokens = scene.quotations.tokens(number);
        if scene.quotations.all[number].depth > 0
            || !scene.quotations.is_speech(document, number)
            || !bylines::states(document, &tokens)
            || !turns::fills_paragraph(scene, number)
            || owners.has(number)
            || colon::is_labelled(document, document.sentence_of(tokens.start))
        {
            continue;
        }
        let Some(topic) = topic_before(scene, tokens.start) else {
            continue;
        };
        let speaker = source::phrase(document, topic, topic);
        found.push(Found::untagged(document, tokens.start, speaker, tokens));
    }
}

/// The head of the one person whom the paragraph before a token tells of: the subject of its first
/// sentence, if no other sentence there has somebody else for its subject.
fn topic_before(scene: Scene<'_>, token: usize) -> Option<usize> {
    let document = scene.document;
    let here = document.sentences[document.sentence_of(token)].paragraph;
    let before = here.checked_sub(1)?;
    let mut subjects = document
        .sentences
        .iter()
        .rev()
        .skip_while(|sentence| sentence.paragraph > before)
        .take_while(|sentence| sentence.paragraph == before)
        .filter_map(|sentence| {
            let root = sentence
                .tokens
                .clone()
                .find(|token| document.tokens[*token].relation == Relation::Root)?;
            Some(clause::subject(document, root)?.refers)
        })
        .filter(|head| scene.quotations.around(*head).is_none())
        .collect::<Vec<usize>>();
    let topic = subjects.pop()?;
    let others = subjects
        .iter()
        .any(|head| is_somebody(document, *head) && document.form(*head) != document.form(topic));
    (is_somebody(document, topic) && !others).then_some(topic)
}

/// Whether a subject is one person under a name of their own.
fn is_somebody(document: &Document<'_>, head: usize) -> bool {
    let token = &document.tokens[head];
    token.xpos == Xpos::Nnp && token.kind == Kind::Person
}
