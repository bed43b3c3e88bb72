//! Polls, surveys and studies that speak without a verb of saying: "In a new poll, Berg leads", "the poll
//! gave Berg a lead of five points", "research links sugar to sleep".

use crate::language::{Document, Relation, Upos};
use crate::rules::claims::{Found, Scene, content, source};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{Entry, Word};

/// What a poll is called.
fn is_poll(document: &Document<'_>, noun: usize) -> bool {
    matches!(document.tokens[noun].upos, Upos::Noun | Upos::Propn)
        && classes::is(Class::Poll, &document.tokens[noun].lemma.to_lowercase())
}

/// What a study is called.
fn is_study(document: &Document<'_>, noun: usize) -> bool {
    document.tokens[noun].upos == Upos::Noun
        && classes::is(Class::Study, &document.tokens[noun].lemma)
}

/// The use of a verb that only the result of a poll or a study has.
pub(crate) fn result(document: &Document<'_>, verb: usize, word: Word) -> Option<&'static Entry> {
    let subject = clause::subject(document, verb)?.refers;
    let poll = word.with("poll").filter(|_| {
        // "The poll had flaws": a poll gives somebody something, or has them somewhere.
        let placed = document.children(verb).any(|child| {
            child > verb
                && matches!(
                    document.tokens[child].relation,
                    Relation::Iobj | Relation::Xcomp | Relation::Obl | Relation::Advmod
                )
        });
        is_poll(document, subject) && placed
    });
    poll.or_else(|| {
        word.with("study")
            .filter(|_| is_study(document, subject) || is_poll(document, subject))
    })
}

/// "In the latest poll, Berg leads by five points": a clause that a poll stands behind.
pub(crate) fn read(scene: Scene<'_>, poll: usize) -> Option<Found> {
    let document = scene.document;
    let case = clause::preposition(document, poll)
        .filter(|case| document.tokens[*case].lemma.eq_ignore_ascii_case("in"))?;
    let asks = is_poll(document, poll)
        && document.tokens[poll].relation.base() == Relation::Obl
        && scene.quotations.around(poll).is_none();
    let governor = document.tokens[poll].head.filter(|_| asks)?;
    let governor = clause::clause_above(document, governor);
    // "voted in the poll", "was asked in a survey", "won the seat in the poll": what is done in a poll is not
    // told by it.
    let takes_part = classes::is(Class::Sampling, &document.tokens[governor].lemma);
    if takes_part || clause::subject(document, governor).is_none() {
        return None;
    }
    let words = document.subtree(poll);
    let sentence = document.sentences[document.sentence_of(poll)]
        .tokens
        .clone();
    let opens = (sentence.start..words.start).all(|token| clause::is_mark(document, token))
        && (document.form(words.end - 1) == ","
            || words.end < sentence.end && document.form(words.end) == ",");
    if !(opens || compares(document, governor)) {
        return None;
    }
    Some(Found {
        anchor: case,
        cue: Some(case..case + 1),
        lemma: "in".to_owned(),
        ..Found::framed(
            source::phrase(document, poll, poll),
            content::under(document, &[governor], &[poll]),
            governor,
        )
    })
}

/// Whether a clause tells where somebody stands: ahead, behind, at so many points or percent.
fn compares(document: &Document<'_>, governor: usize) -> bool {
    let stands = classes::is(Class::Standing, &document.tokens[governor].lemma);
    stands
        || document.subtree(governor).any(|token| {
            matches!(
                document.tokens[token].lemma.as_str(),
                "percent" | "%" | "percentage" | "point"
            )
        })
}
