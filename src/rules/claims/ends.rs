//! Where quoted words begin and end beside their tag: what is told of the saying is no part of them.

use std::ops::Range;

use crate::language::{Relation, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, content, speech};
use crate::rules::clause;

/// "“You knew,” she said, pointing at him": what stands in no marks behind the tag of a quotation is
/// told of the saying, though the tree may hang it on the words.
pub(crate) fn end_at_tag(scene: Scene<'_>, found: &mut [Found]) {
    for claim in found.iter_mut().filter(|claim| claim.form == Form::Quote) {
        let Some(cue) = claim.cue.clone() else {
            continue;
        };
        let Some(head) = claim.head else {
            continue;
        };
        let Some(number) = scene.quotations.around(head) else {
            continue;
        };
        let marks = scene.quotations.tokens(number);
        if !scene.quotations.is_speech(scene.document, number) || marks.contains(&cue.start) {
            continue;
        }
        // "Asked about the plan, she said, “It is dead.”": nor is what stands before the tag.
        let follows = marks.start >= cue.end
            && (cue.end..marks.start).all(|token| clause::is_mark(scene.document, token));
        if head > cue.start && !follows {
            continue;
        }
        let mut kept: Vec<usize> = content::tokens(&claim.content)
            .filter(|token| {
                (*token < cue.start) == (head < cue.start)
                    || scene.quotations.around(*token).is_some()
            })
            .collect();
        // A clause and the quotation around it share their words.
        kept.sort_unstable();
        kept.dedup();
        claim.content = clause::pieces(scene.document, &kept);
    }
}

/// "“Perhaps,” she said, “it rains.”": a word or two in marks before a tag, where the words go on behind it in
/// small letters.
pub(crate) fn opens_with_a_word(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    for claim in found.iter_mut() {
        let (Some(cue), Speaker::Words { tokens, .. }) = (&claim.cue, &claim.speaker) else {
            continue;
        };
        let goes_on = claim.content.first().is_some_and(|piece| {
            piece.start >= cue.end
                && scene.quotations.around(piece.start).is_some()
                && document
                    .form(piece.start)
                    .starts_with(|first: char| first.is_lowercase())
        });
        let tag = cue.start.min(tokens.start);
        let word = (tag.saturating_sub(2)..tag)
            .filter(|token| document.form(*token) == ",")
            .find_map(|comma| scene.quotations.around(comma))
            .filter(|number| scene.quotations.tokens(*number).end <= tag);
        if let Some(number) = word.filter(|_| goes_on) {
            claim.content.insert(0, scene.quotations.tokens(number));
        }
    }
}

/// "saying, “You knew,” when he came", "said “never again” and left": what stands behind the marks right behind a cue
/// may tell when it was said, and what came then.
pub(crate) fn end_at_marks(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    for claim in found.iter_mut() {
        let Some(cue) = claim.cue.clone() else {
            continue;
        };
        let opens = (cue.end..document.tokens.len())
            .take(3)
            .find(|token| !clause::is_mark(document, *token));
        let outside = scene.quotations.around(cue.start);
        let Some(number) = opens.and_then(|first| {
            let number = scene.quotations.around(first)?;
            (Some(number) != outside && scene.quotations.tokens(number).start <= first)
                .then_some(number)
        }) else {
            continue;
        };
        let marks = scene.quotations.tokens(number);
        let kept: Vec<usize> = content::tokens(&claim.content)
            .filter(|token| *token < marks.end || !is_aside(scene, claim.anchor, *token, &marks))
            .collect();
        claim.content = clause::pieces(document, &kept);
    }
}

/// Whether a word behind a quotation belongs to a clause that tells when the words in it were said, or what the
/// speaker or somebody else did then.
fn is_aside(scene: Scene<'_>, cue: usize, token: usize, marks: &Range<usize>) -> bool {
    let document = scene.document;
    let ends_on_comma = (marks.clone().rev())
        .find(|token| !speech::is_quote_mark(document, *token))
        .is_some_and(|last| document.form(last) == ",")
        || (marks.end..document.tokens.len())
            .find(|token| !speech::is_quote_mark(document, *token))
            .is_some_and(|next| document.form(next) == ",");
    std::iter::once(token)
        .chain(document.ancestors(token))
        .take_while(|up| *up >= marks.end)
        .any(|up| {
            let clause = &document.tokens[up];
            let subject = document.child(up, Relation::Nsubj).is_some();
            match clause.relation {
                Relation::Advcl => {
                    let when = document
                        .children(up)
                        .any(|child| child < up && document.tokens[child].xpos == Xpos::Wrb);
                    when || matches!(
                        clause::opener(document, up),
                        Some("when" | "while" | "as" | "after" | "before")
                    )
                }
                Relation::Conj => {
                    let then = !subject
                        && clause.xpos == document.tokens[cue].xpos
                        && clause::is_finite(document, up);
                    let another = subject && ends_on_comma;
                    (then || another) && clause::opener(document, up) != Some("that")
                }
                _ => false,
            }
        })
}
