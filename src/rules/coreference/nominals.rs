//! Common-noun phrases as things of their own: "an agreement ... the agreement". They compete with
//! names for pronouns; what is mentioned once only is dropped at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Kind, Relation, Xpos};
use crate::rules::cast::{Cast, Figure, Heads, Mention};
use crate::rules::coreference::appositions::described;
use crate::rules::coreference::features::{self, extent, is_definite, is_nominal_head, noun_kind};
use crate::rules::coreference::{Index, mention};

/// Opens a figure for each phrase that is not yet a mention, or lets it take up an earlier one.
pub(crate) fn open(cast: &mut Cast, document: &Document<'_>) {
    let mut taken = vec![false; document.tokens.len()];
    for known in cast.figures.iter().flat_map(|figure| &figure.mentions) {
        taken[known.head] = true;
        if known.kind == MentionKind::Name {
            taken[known.tokens.clone()].fill(true);
        }
    }
    let offices = offices(cast, document);
    let mut index = Index::new(cast, document);
    for (head, taken) in document.indices().zip(taken) {
        let time = document.tokens[head].kind == Kind::Time || is_clock(document, head);
        if taken || time || offices.contains(&head) || !is_nominal_head(document, head) {
            continue;
        }
        let tokens = extent(document, head);
        let known = equated(cast, &index.heads, document, head)
            .or_else(|| index.nouns.taken_up(document, head));
        let figure = known.unwrap_or_else(|| {
            cast.figures
                .push(new(document, head, described(document, tokens.clone())));
            cast.figures.len() - 1
        });
        let phrase = Mention {
            tokens,
            head,
            kind: MentionKind::Nominal,
        };
        index.add(document, &phrase, figure);
        mention(&mut cast.figures[figure], phrase);
    }
}

/// The nouns on which the name of a person hangs ("company director Maria Lopez"): they are what the person is
/// called by, and nothing of their own.
fn offices(cast: &Cast, document: &Document<'_>) -> BTreeSet<usize> {
    let people = cast
        .figures
        .iter()
        .filter(|it| it.kind == EntityType::Person);
    let names = people.flat_map(|person| &person.mentions);
    let names = names.filter(|mention| mention.kind == MentionKind::Name);
    names
        .filter(|name| document.tokens[name.head].relation.base() == Relation::Flat)
        .filter_map(|name| {
            document.tokens[name.head]
                .head
                .filter(|noun| *noun < name.head)
        })
        .collect()
}

/// "2:45 p.m.": half a day, which nobody speaks of.
fn is_clock(document: &Document<'_>, head: usize) -> bool {
    let word = document.form(head).trim_end_matches('.').to_lowercase();
    matches!(word.as_str(), "a.m" | "p.m" | "am" | "pm")
}

/// A figure without a name yet.
pub(crate) fn new(document: &Document<'_>, head: usize, words: &str) -> Figure {
    Figure {
        kind: kind(document, head),
        name: words.split_whitespace().collect::<Vec<_>>().join(" "),
        aliases: Vec::new(),
        descriptions: Vec::new(),
        links: Vec::new(),
        mentions: Vec::new(),
        confidence: 0.7,
        is_set: false,
    }
}

/// Drops the figures that have no name and only one mention.
pub(crate) fn close(cast: &mut Cast) {
    cast.figures
        .retain(|figure| figure.mentions.len() > 1 || is_named(figure) || figure.is_set);
}

/// Whether a figure is ever called by a name.
pub(crate) fn is_named(figure: &Figure) -> bool {
    figure
        .mentions
        .iter()
        .any(|mention| mention.kind == MentionKind::Name)
}

/// The figures by the nouns that are used of them, and what their mentions say: kept along with the cast,
/// so that a phrase is held against those of its noun only.
#[derive(Debug, Default)]
pub(crate) struct Nouns<'d> {
    figures: BTreeMap<&'d str, BTreeSet<usize>>,
    traits: Vec<Traits<'d>>,
}

/// What the mentions of a figure without a name have.
#[derive(Debug, Default)]
struct Traits<'d> {
    is_named: bool,
    is_bare: bool,
    modifiers: BTreeSet<String>,
    owners: BTreeSet<&'d str>,
    heads: BTreeMap<(&'d str, Xpos), BTreeSet<usize>>,
}

impl<'d> Nouns<'d> {
    /// Those of a whole cast.
    pub(crate) fn new(cast: &Cast, document: &'d Document<'_>) -> Self {
        let mut nouns = Self::default();
        for (at, figure) in cast.figures.iter().enumerate() {
            for mention in &figure.mentions {
                nouns.add(document, mention, at);
            }
        }
        nouns
    }

    /// Adds a mention that a figure has got.
    pub(crate) fn add(&mut self, document: &'d Document<'_>, mention: &Mention, figure: usize) {
        let head = mention.head;
        let token = &document.tokens[head];
        let lemma = token.lemma.as_str();
        self.figures.entry(lemma).or_default().insert(figure);
        if self.traits.len() <= figure {
            self.traits.resize_with(figure + 1, Traits::default);
        }
        let traits = &mut self.traits[figure];
        traits.is_named |= mention.kind == MentionKind::Name;
        if !traits.is_named {
            traits.is_bare |= is_bare(document, head);
            traits.modifiers.extend(modifiers(document, head));
            traits.owners.extend(possessor(document, head));
            let heads = traits.heads.entry((lemma, token.xpos)).or_default();
            heads.insert(head);
        }
    }

    /// The figure without a name that a phrase takes up: the same noun in the same number, definite or in
    /// the same words, with no modifier the earlier one lacks.
    pub(crate) fn taken_up(&self, document: &Document<'_>, head: usize) -> Option<usize> {
        let token = &document.tokens[head];
        if is_indefinite(document, head) {
            return None;
        }
        let own: BTreeSet<String> = modifiers(document, head).into_iter().collect();
        let owner = possessor(document, head);
        let definite = is_definite(document, head) && !is_restricted(document, head);
        let (bare, mass) = (is_bare(document, head), is_mass(document, head));
        let figures = self.figures.get(token.lemma.as_str());
        figures
            .into_iter()
            .flatten()
            .filter_map(|at| {
                let traits = &self.traits[*at];
                if traits.is_named {
                    return None;
                }
                let heads = traits.heads.get(&(token.lemma.as_str(), token.xpos))?;
                let last = heads.range(..head).next_back()?;
                let same_words = own == traits.modifiers
                    && (!own.is_empty() || owner.is_some() || bare && traits.is_bare);
                let owned = owner.is_none_or(|owner| traits.owners.contains(owner));
                let fits =
                    owned && own.is_subset(&traits.modifiers) && (definite || same_words || mass);
                fits.then_some((*last, *at))
            })
            .max()
            .map(|(_, at)| at)
    }
}

/// Whether a clause tells which one is meant: "the intelligence relating to the plans" need not be any
/// spoken of before. Of people it often only says what they did: "the officials describing it".
fn is_restricted(document: &Document<'_>, head: usize) -> bool {
    noun_kind(document, head) != Some(EntityType::Person)
        && document
            .children(head)
            .any(|child| child > head && document.tokens[child].relation.base() == Relation::Acl)
}

/// Whether the phrase brings in something new: "a", "another", "some".
fn is_indefinite(document: &Document<'_>, head: usize) -> bool {
    document.children(head).any(|child| {
        let token = &document.tokens[child];
        matches!(
            token.lemma.as_str(),
            "a" | "an" | "another" | "other" | "some" | "several" | "any" | "no" | "each" | "every"
        )
    })
}

/// The word that says whose it is: "her" of "her passport", "Reed" of "Reed's passport".
fn possessor<'d>(document: &'d Document<'_>, head: usize) -> Option<&'d str> {
    document
        .child(head, Relation::NmodPoss)
        .map(|child| document.tokens[child].lemma.as_str())
}

/// The figure that a phrase is said to be, or stands beside: "the theme was water", "a loudspeaker, a
/// tool of propaganda". What is said of names is the business of `appositions`.
fn equated(cast: &Cast, heads: &Heads, document: &Document<'_>, head: usize) -> Option<usize> {
    let token = &document.tokens[head];
    let beside = (token.relation == Relation::Appos)
        .then_some(token.head)
        .flatten();
    let other = beside.or_else(|| is_said_to_be(document, head))?;
    let alike = features::number(document, head) == features::number(document, other);
    let figure = heads.figure(other).filter(|_| alike)?;
    if beside.is_some() && is_named(&cast.figures[figure]) {
        return None;
    }
    let kind = cast.figures[figure].kind;
    let fits = kind == EntityType::Other || noun_kind(document, head) == Some(kind);
    fits.then_some(figure)
}

/// The subject of which a sentence says as a fact that it is what a noun says.
fn is_said_to_be(document: &Document<'_>, noun: usize) -> Option<usize> {
    let copula = document.child(noun, Relation::Cop)?;
    let doubtful = document.children(noun).any(|child| {
        let token = &document.tokens[child];
        token.relation.base() == Relation::Aux
            || matches!(token.lemma.as_str(), "not" | "no" | "never" | "one" | "if")
    });
    (!doubtful && copula < noun).then(|| document.child(noun, Relation::Nsubj))?
}

/// Whether a plural stands without anything that tells which ones: "crops".
fn is_bare(document: &Document<'_>, head: usize) -> bool {
    document.tokens[head].xpos == Xpos::Nns
        && document.children(head).all(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Case
                    | Relation::Punct
                    | Relation::Cc
                    | Relation::Conj
                    | Relation::Amod
                    | Relation::Compound
            )
        })
}

/// Whether a noun stands bare in the singular, as the names of substances, fields and ideas do
/// ("homework", "robotics"): each use means the same.
fn is_mass(document: &Document<'_>, head: usize) -> bool {
    document.tokens[head].xpos == Xpos::Nn
        && modifiers(document, head).is_empty()
        && !document.children(head).any(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Det | Relation::Acl
            )
        })
}

/// The words that tell which ones are meant.
fn modifiers(document: &Document<'_>, head: usize) -> Vec<String> {
    document
        .children(head)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Nummod
            )
        })
        .map(|child| document.tokens[child].lemma.to_lowercase())
        .collect()
}

/// A crowd is a group, one is a person, a body is an organisation.
fn kind(document: &Document<'_>, head: usize) -> EntityType {
    let plural = is_plural(document, head);
    match noun_kind(document, head) {
        Some(EntityType::Person) if plural => EntityType::Group,
        Some(EntityType::Person) => EntityType::Person,
        Some(EntityType::Organization) if !plural => EntityType::Organization,
        _ => EntityType::Other,
    }
}

/// Whether a noun is in the plural.
pub(crate) fn is_plural(document: &Document<'_>, head: usize) -> bool {
    matches!(document.tokens[head].xpos, Xpos::Nns | Xpos::Nnps)
}
