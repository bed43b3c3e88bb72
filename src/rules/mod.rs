//! Who is named and who says what: the analysis read as news.
//!
//! In: an [`Article`], its [`Document`] and the [`Knowledge`] to look names up in. Out: an
//! [`Extraction`]. Never: a failure, a file, a clock; a strange text gives a poor extraction.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::extraction::{Directness, Extraction};
use crate::knowledge::Knowledge;
use crate::language::Document;
use crate::rules::cast::Cast;
use crate::rules::claims::{Form, Found, Scene, Speaker, Tables};
use crate::rules::coreference::Index;

mod assemble;
pub mod cast;
pub mod claims;
pub mod clause;
mod control;
pub mod coreference;
mod dates;
mod displaced;
pub mod factuality;
pub mod lexicon;
mod links;
pub mod names;
pub mod propositions;
pub mod quotations;
#[cfg(test)]
mod sample;
pub mod sources;

/// Finds the entities, times, propositions and claims of an article; none of them if that is not
/// wanted any more before it is done.
#[must_use]
pub fn extract(article: &Article, document: &Document<'_>, knowledge: &Knowledge) -> Extraction {
    found(article, document, knowledge).unwrap_or_else(|| bare(article))
}

/// Each step is given up by itself when it is not wanted any more; what it has then is passed to none.
fn found(article: &Article, document: &Document<'_>, knowledge: &Knowledge) -> Option<Extraction> {
    let stop = document.stop;
    let times = dates::assembled(&dates::find(article, document), &article.text);
    stop.go_on()?;
    let quotations = quotations::find(document);
    stop.go_on()?;
    let scene = Scene {
        document,
        quotations: &quotations,
        article,
    };
    let found = claims::find(scene);
    stop.go_on()?;
    let cast = cast_of(scene, knowledge, &found)?;
    let cues: BTreeSet<usize> = found
        .iter()
        .filter(|claim| claim.cue.is_some() && claim.form != Form::Phrase)
        .map(|claim| claim.anchor)
        .collect();
    let stated = propositions::find(document, |token| cues.contains(&token));
    stop.go_on()?;
    let tables = Tables {
        document,
        cast: &cast,
        heads: &cast.heads(0..document.tokens.len()),
        times: &times,
        published: article.published.as_deref(),
    };
    let propositions = propositions::write(&tables, &stated);
    stop.go_on()?;
    let claims = claims::write(scene, &tables, &found, &stated, &propositions);
    stop.go_on()?;
    Some(Extraction {
        sentences: sentences(document),
        entities: assemble::entities(document, &cast),
        times,
        propositions,
        claims,
        ..bare(article)
    })
}

/// An article in which nothing was found.
fn bare(article: &Article) -> Extraction {
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

/// Sentence borders in code points.
fn sentences(document: &Document<'_>) -> Vec<(usize, usize)> {
    document
        .sentences
        .iter()
        .filter_map(|sentence| document.span(sentence.tokens.clone()))
        .map(|span| document.text.char_range(span))
        .map(|range| (range.start, range.end))
        .collect()
}

/// Who and what the article speaks of, the sources of its claims among them, in text order.
fn cast_of(scene: Scene<'_>, knowledge: &Knowledge, found: &[Found]) -> Option<Cast> {
    let document = scene.document;
    let mut cast = names::find(scene.article, document, knowledge);
    document.stop.go_on()?;
    let going_on = claims::speakers(scene, found);
    coreference::resolve(&mut cast, document, knowledge, &going_on)?;
    links::find(&mut cast, document, knowledge);
    let mut index = Index::new(&cast, document);
    for claim in found {
        document.stop.go_on()?;
        if let Speaker::Words { refers, .. } = claim.speaker {
            sources::anonymous(&mut cast, &mut index, document, refers);
            if claim.directness != Directness::Indirect {
                let quoted = &claim.content;
                coreference::speakers::attach(&mut cast, &mut index, document, quoted, refers);
            }
        }
    }
    coreference::tidy(&mut cast);
    Some(cast)
}
