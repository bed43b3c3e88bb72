//! "I" and "my" inside somebody's quoted words are that somebody.

use std::ops::Range;

use crate::extraction::{EntityType, MentionKind};
use crate::language::Document;
use crate::rules::cast::{Cast, Mention};
use crate::rules::coreference::mention;

/// Attaches the first-person singular in some quoted words to their speaker, given by the head of the
/// phrase that names the speaker; does nothing when that is no figure.
pub fn attach(cast: &mut Cast, document: &Document<'_>, quoted: &[Range<usize>], speaker: usize) {
    let Some(figure) = cast.at_head(speaker) else {
        return;
    };
    if !matches!(
        cast.figures[figure].kind,
        EntityType::Person | EntityType::Other
    ) {
        return;
    }
    for token in quoted.iter().cloned().flatten() {
        let first = matches!(
            document.form(token),
            "I" | "me" | "my" | "My" | "mine" | "Mine" | "myself" | "Myself"
        );
        if first && cast.at_head(token).is_none() {
            let pronoun = Mention {
                tokens: token..token + 1,
                head: token,
                kind: MentionKind::Pronoun,
            };
            mention(&mut cast.figures[figure], pronoun);
        }
    }
}
