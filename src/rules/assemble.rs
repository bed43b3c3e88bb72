//! The cast as the extraction writes it: figure `n` is the entity `e{n + 1}`, offsets in code points.

use crate::extraction::{Entity, Mention};
use crate::language::Document;
use crate::rules::cast::Cast;

/// The entities of an article, in the order of the figures.
pub(crate) fn entities(document: &Document<'_>, cast: &Cast) -> Vec<Entity> {
    let mention = |mention: &crate::rules::cast::Mention| {
        let chars = document
            .text
            .char_range(document.span(mention.tokens.clone())?);
        Some(Mention {
            start: chars.start,
            end: chars.end,
            kind: mention.kind,
        })
    };
    cast.figures
        .iter()
        .enumerate()
        .map(|(number, figure)| Entity {
            id: format!("e{}", number + 1),
            kind: figure.kind,
            name: figure.name.clone(),
            aliases: figure.aliases.clone(),
            descriptions: figure.descriptions.clone(),
            links: figure.links.clone(),
            mentions: figure.mentions.iter().filter_map(mention).collect(),
            confidence: Some((figure.confidence * 100.0).round() / 100.0),
        })
        .collect()
}
