//! The cast of an article: its entities and where each is mentioned, by token.
//!
//! The rules hand this to one another; it becomes `extraction::Entity` at the very end.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extraction::{EntityType, Link, MentionKind};

/// A place in the document that refers to a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The tokens of the whole mention.
    pub tokens: Range<usize>,
    /// Its syntactic head, inside `tokens`.
    pub head: usize,
    /// Name, common-noun phrase or pronoun.
    pub kind: MentionKind,
}

/// Whether a kind of thing has a place on the map: country, place, facility, between which one name may
/// waver.
pub(crate) const fn is_located(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Country | EntityType::Place | EntityType::Facility
    )
}

/// A thing the article speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What kind of thing.
    pub kind: EntityType,
    /// The fullest name, or the fullest description of a thing without a name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Roles, titles, appositions.
    pub descriptions: Vec<String>,
    /// Identities in knowledge bases.
    pub links: Vec<Link>,
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
    /// How sure we are that this is one thing of this kind, 0 to 1.
    pub confidence: f64,
    /// Whether it is several other figures taken together, without a name of its own.
    pub is_set: bool,
}

/// All figures of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// In order of first mention.
    pub figures: Vec<Figure>,
}

impl Cast {
    /// The figure that a mention headed by this token refers to; the longest mention wins.
    #[must_use]
    pub fn at_head(&self, token: usize) -> Option<usize> {
        self.heads(token..token + 1).figure(token)
    }

    /// The same for every head in some tokens: made in one go, to be looked up many times.
    #[must_use]
    pub fn heads(&self, tokens: Range<usize>) -> Heads {
        let mut heads = Heads(BTreeMap::new());
        for (figure, it) in self.figures.iter().enumerate() {
            for mention in &it.mentions {
                if tokens.contains(&mention.head) {
                    heads.add(mention, figure);
                }
            }
        }
        heads
    }
}

/// Which figure the mention headed by a token refers to, as [`Cast::at_head`] has it.
#[derive(Clone, Debug)]
pub struct Heads(BTreeMap<usize, (usize, usize)>);

impl Heads {
    /// Adds a mention that a figure has got.
    pub fn add(&mut self, mention: &Mention, figure: usize) {
        let entry = self.0.entry(mention.head).or_default();
        *entry = (*entry).max((mention.tokens.len(), figure));
    }

    /// The figure at a head.
    #[must_use]
    pub fn figure(&self, head: usize) -> Option<usize> {
        self.0.get(&head).map(|(_, figure)| *figure)
    }
}
