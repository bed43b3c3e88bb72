//! Which mentions are one thing: sieves from the surest to the boldest.
//!
//! In: the figures of the names. Out: fewer figures with more mentions: fuller names and their short
//! forms joined, appositions, roles and pronouns attached. Never: a guess where two figures fit alike.

mod appositions;
mod features;
mod governments;
mod homelands;
mod namesakes;
mod nominals;
mod nouns;
mod order;
mod owners;
mod particulars;
mod plurals;
mod pronouns;
mod roles;
mod short_names;
pub mod speakers;

use std::collections::BTreeMap;

use crate::knowledge::Knowledge;
use crate::language::Document;
use crate::rules::cast::{Cast, Figure, Heads, Mention};
use crate::rules::coreference::nouns::Nouns;

pub(crate) use crate::rules::coreference::appositions::described;
pub(crate) use crate::rules::coreference::features::extent;
pub(crate) use crate::rules::coreference::nominals::{is_named, is_plural, new};
pub(crate) use crate::rules::coreference::order::tidy;
pub(crate) use crate::rules::coreference::short_names::is_acronym;

/// Joins the figures that are one, and attaches common-noun phrases and pronouns to them. `going_on`
/// gives the pronouns of speakers who go on the head of the words that name the speaker. `None` if that
/// is not wanted any more before it is done.
pub fn resolve(
    cast: &mut Cast,
    document: &Document<'_>,
    knowledge: &Knowledge,
    going_on: &BTreeMap<usize, usize>,
) -> Option<()> {
    let stop = document.stop;
    owners::split(cast, document, knowledge);
    short_names::join(cast, document, knowledge);
    stop.go_on()?;
    appositions::attach(cast, document);
    stop.go_on()?;
    particulars::attach(cast, document);
    stop.go_on()?;
    roles::attach(cast, document, knowledge);
    stop.go_on()?;
    plurals::attach(cast, document);
    stop.go_on()?;
    nominals::open(cast, document);
    stop.go_on()?;
    pronouns::attach(cast, document, going_on);
    stop.go_on()?;
    homelands::attach(cast, document, knowledge);
    nominals::close(cast, document);
    governments::describe_capitals(cast, document, knowledge);
    tidy(cast);
    Some(())
}

/// Who is mentioned where and by which nouns: made once and kept along, while mentions are added one by
/// one.
pub(crate) struct Index<'d> {
    pub(crate) heads: Heads,
    pub(crate) nouns: Nouns<'d>,
}

impl<'d> Index<'d> {
    /// That of a whole cast.
    pub(crate) fn new(cast: &Cast, document: &'d Document<'_>) -> Self {
        Self {
            heads: cast.heads(0..document.tokens.len()),
            nouns: Nouns::new(cast, document),
        }
    }

    /// Adds a mention that a figure has got.
    pub(crate) fn add(&mut self, document: &'d Document<'_>, mention: &Mention, figure: usize) {
        self.heads.add(mention, figure);
        self.nouns.add(document, mention, figure);
    }
}

/// Lets `from` be the same as `into`; figures after `from` move up by one.
pub(crate) fn merge(cast: &mut Cast, into: usize, from: usize) {
    let gone = cast.figures.remove(from);
    let into = if from < into { into - 1 } else { into };
    let kept = &mut cast.figures[into];
    for name in std::iter::once(gone.name).chain(gone.aliases) {
        if name != kept.name && !kept.aliases.contains(&name) {
            kept.aliases.push(name);
        }
    }
    for description in gone.descriptions {
        describe(kept, &description);
    }
    kept.mentions.extend(gone.mentions);
    kept.mentions
        .sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    kept.confidence = kept.confidence.max(gone.confidence);
}

/// Adds a mention in text order, unless a mention with the same tokens is there.
pub(crate) fn mention(figure: &mut Figure, mention: Mention) {
    if figure
        .mentions
        .iter()
        .any(|known| known.head == mention.head && known.tokens == mention.tokens)
    {
        return;
    }
    let at = figure.mentions.partition_point(|known| {
        (known.tokens.start, known.tokens.end) < (mention.tokens.start, mention.tokens.end)
    });
    figure.mentions.insert(at, mention);
}

/// Adds a description once.
pub(crate) fn describe(figure: &mut Figure, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() && words != figure.name && !figure.descriptions.contains(&words) {
        figure.descriptions.push(words);
    }
}
