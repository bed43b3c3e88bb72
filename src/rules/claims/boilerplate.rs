//! What is not the article's prose: the residue its reader marked.

use crate::rules::claims::Scene;

/// Whether a token stands in residue.
pub(crate) fn is_residue(scene: Scene<'_>, token: usize) -> bool {
    let span = scene.document.tokens[token].span;
    let next = scene
        .article
        .residue
        .partition_point(|residue| residue.end() <= span.start());
    scene
        .article
        .residue
        .get(next)
        .is_some_and(|residue| residue.overlaps(span))
}
