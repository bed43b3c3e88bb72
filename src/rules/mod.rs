//! Who is named and who says what: the analysis read as news.
//!
//! In: an [`Article`], its [`Document`] and the [`Knowledge`] to look names up in. Out: an
//! [`Extraction`]. Never: a failure, a file, a clock; a strange text gives a poor extraction.

use crate::article::Article;
use crate::extraction::Extraction;
use crate::knowledge::Knowledge;
use crate::language::Document;

pub mod cast;

/// Finds the entities, times, propositions and claims of an article.
#[must_use]
pub fn extract(article: &Article, document: &Document<'_>, knowledge: &Knowledge) -> Extraction {
    let _ = (document, knowledge);
    Extraction {
        claimgraph: crate::extraction::FORMAT_VERSION,
        document: crate::extraction::Document {
            id: article.id.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            authors: article.authors.clone(),
            published: article.published.clone(),
            modified: article.modified.clone(),
            dateline: article.dateline.clone(),
            language: article.language.clone(),
            text: article.text.as_str().to_owned(),
        },
        sentences: Vec::new(),
        entities: Vec::new(),
        times: Vec::new(),
        propositions: Vec::new(),
        claims: Vec::new(),
    }
}
