//! What is added at the end of somebody's content without being part of it: "praised the mayor, who was elected
//! in May".

use std::ops::Range;

use crate::language::{Document, Relation};
use crate::rules::claims::{Form, Found, Scene, content};

/// The words of a relative clause that is set off by a comma and ends the content of a claim. What somebody
/// praises, rejects or is urged to do is named by a phrase; what such a clause adds is the article's own. The
/// clause that somebody says may well go on so ("said the bridge, which is old, ...").
pub(crate) fn at_end(scene: Scene<'_>, claim: &Found) -> Range<usize> {
    let document = scene.document;
    let (Some(cue), Some(last)) = (&claim.cue, claim.content.last()) else {
        return 0..0;
    };
    if !matches!(claim.form, Form::Phrase | Form::Infinitive) {
        return 0..0;
    }
    let end = last.end - 1;
    content::tokens(&claim.content)
        .filter(|token| {
            document.tokens[*token].relation == Relation::AclRelcl
                && Some(*token) != claim.head
                && scene.quotations.around(*token) == scene.quotations.around(cue.start)
                && (claim.form == Form::Phrase || !is_supposed(document, *token))
        })
        .map(|relative| document.subtree(relative))
        .find(|words| {
            words.contains(&end) && words.start > last.start && is_set_off(document, words)
        })
        .map_or(0..0, |words| words.start..last.end)
}

/// "to build a plant, which would employ 50": what an aim would bring is part of it.
fn is_supposed(document: &Document<'_>, relative: usize) -> bool {
    document.children(relative).any(|child| {
        document.tokens[child].relation.base() == Relation::Aux
            && matches!(
                document.tokens[child].lemma.as_str(),
                "would" | "could" | "may" | "might"
            )
    })
}

/// Whether a comma stands before or at the start of words.
fn is_set_off(document: &Document<'_>, words: &Range<usize>) -> bool {
    document.form(words.start) == "," || document.form(words.start - 1) == ","
}
