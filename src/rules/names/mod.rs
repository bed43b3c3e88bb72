//! Names: the model's flat names, corrected by what the article and the gazetteer know.
//!
//! In: the analysed article. Out: a [`Cast`] with one figure for each written name and type. Never:
//! two names on one token, or a name in the article's residue.

mod acronyms;
mod borders;
mod confidence;
mod joins;
mod known;
mod repeats;
mod runs;
mod types;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::article::Article;
use crate::extraction::{EntityType, MentionKind};
use crate::knowledge::{Knowledge, normalised};
use crate::language::{Document, NameType};
use crate::rules::cast::{Cast, Figure, Mention};

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it names.
    pub(crate) kind: NameType,
    /// How far ahead of the next the model's reading is, 0 to 1.
    pub(crate) confidence: f64,
}

/// Finds the names of an article.
#[must_use]
pub fn find(article: &Article, document: &Document<'_>, knowledge: &Knowledge) -> Cast {
    let mut names: Vec<Name> = document
        .names
        .iter()
        .map(|name| Name {
            tokens: name.tokens.clone(),
            kind: name.kind,
            confidence: f64::from(name.confidence),
        })
        .collect();
    known::complete(document, knowledge, &mut names);
    runs::cut_places(document, knowledge, &mut names);
    borders::settle(document, knowledge, &mut names);
    runs::cut_people(document, &mut names);
    acronyms::complete(document, &mut names);
    repeats::complete(document, &mut names);
    types::settle(document, knowledge, &mut names);
    names.retain(|name| !is_residue(article, document, name.tokens.start));
    names.sort_by_key(|name| name.tokens.start);
    cast(document, &names)
}

/// Whether a token stands in what is not the article's prose.
fn is_residue(article: &Article, document: &Document<'_>, token: usize) -> bool {
    let span = document.tokens[token].span;
    article.residue.iter().any(|residue| residue.overlaps(span))
}

/// One figure for each spelling and type.
fn cast(document: &Document<'_>, names: &[Name]) -> Cast {
    let mut place: BTreeMap<(String, EntityType), usize> = BTreeMap::new();
    let mut figures: Vec<Figure> = Vec::new();
    for name in names {
        let words = document.words(name.tokens.clone());
        let kind = entity_type(name.kind);
        let figure = *place.entry((normalised(words), kind)).or_insert_with(|| {
            figures.push(Figure {
                kind,
                name: spoken(words),
                aliases: Vec::new(),
                descriptions: Vec::new(),
                links: Vec::new(),
                mentions: Vec::new(),
                confidence: 0.0,
                is_set: false,
            });
            figures.len() - 1
        });
        let figure = &mut figures[figure];
        figure.confidence = figure.confidence.max(confidence::of(name.confidence));
        figure.mentions.push(Mention {
            tokens: name.tokens.clone(),
            head: head(document, name.tokens.clone()),
            kind: MentionKind::Name,
        });
    }
    Cast { figures }
}

/// The first token of a phrase whose head lies outside it.
pub(crate) fn head(document: &Document<'_>, tokens: Range<usize>) -> usize {
    tokens
        .clone()
        .find(|token| {
            document.tokens[*token]
                .head
                .is_none_or(|head| !tokens.contains(&head))
        })
        .unwrap_or(tokens.start)
}

/// A name as one writes it in running text: white space single, all capitals only in short ones.
fn spoken(words: &str) -> String {
    let single: Vec<&str> = words.split_whitespace().collect();
    let shouted = words.chars().filter(|c| c.is_alphabetic()).count() > 6
        && !words.chars().any(char::is_lowercase);
    if !shouted {
        return single.join(" ");
    }
    let cased: Vec<String> = single
        .iter()
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_string() + &letters.as_str().to_lowercase()
            })
        })
        .collect();
    cased.join(" ")
}

/// The extraction's word for a name type.
fn entity_type(kind: NameType) -> EntityType {
    match kind {
        NameType::Person => EntityType::Person,
        NameType::Organization => EntityType::Organization,
        NameType::Group => EntityType::Group,
        NameType::Country => EntityType::Country,
        NameType::Place => EntityType::Place,
        NameType::Facility => EntityType::Facility,
        NameType::Event => EntityType::Event,
        NameType::Product => EntityType::Product,
        NameType::Work => EntityType::Work,
        NameType::Law => EntityType::Law,
        NameType::Other => EntityType::Other,
    }
}

/// Whether a token starts with a capital letter.
pub(crate) fn is_capitalised(document: &Document<'_>, token: usize) -> bool {
    document
        .form(token)
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}
