//! Gazetteers and knowledge bases: from a name to the things in the world it may stand for.
//!
//! In: names as written. Out: candidates with type, popularity and IRI. Never: a decision which
//! candidate is meant; that is for `rules`, which know the article.

/// What is known about the world: the embedded gazetteer and any knowledge bases opened beside it.
#[derive(Debug, Default)]
pub struct Knowledge {}
