//! Common-noun phrases as things of their own: "an agreement ... the agreement". They compete with
//! names for pronouns; what is mentioned once only is dropped at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Kind, Relation, Xpos};
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::appositions::described;
use crate::rules::coreference::features::{self, extent, is_definite, is_nominal_head, noun_kind};
use crate::rules::coreference::mention;

/// Opens a figure for each phrase that is not yet a mention, or lets it take up an earlier one.
pub(crate) fn open(cast: &mut Cast, document: &Document<'_>) {
    let mut taken = vec![false; document.tokens.len()];
    for known in cast.figures.iter().flat_map(|figure| &figure.mentions) {
        taken[known.head] = true;
        if known.kind == MentionKind::Name {
            taken[known.tokens.clone()].fill(true);
        }
    }
    let mut nouns: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, figure) in cast.figures.iter().enumerate() {
        for known in &figure.mentions {
            let lemma = document.tokens[known.head].lemma.as_str();
            nouns.entry(lemma).or_default().insert(at);
        }
    }
    let offices = offices(cast, document);
    for (head, taken) in document.indices().zip(taken) {
        let time = document.tokens[head].kind == Kind::Time || is_clock(document, head);
        if taken || time || offices.contains(&head) || !is_nominal_head(document, head) {
            continue;
        }
        let tokens = extent(document, head);
        let named_so = nouns
            .entry(document.tokens[head].lemma.as_str())
            .or_default();
        let known = equated(cast, document, head)
            .or_else(|| same_noun_among(cast, document, head, named_so.iter().copied()));
        let figure = known.unwrap_or_else(|| {
            cast.figures
                .push(new(document, head, described(document, tokens.clone())));
            cast.figures.len() - 1
        });
        named_so.insert(figure);
        let phrase = Mention {
            tokens,
            head,
            kind: MentionKind::Nominal,
        };
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

/// The figure without a name that a phrase takes up: the same noun in the same number, definite or in
/// the same words, with no modifier the earlier one lacks.
pub(crate) fn same_noun(cast: &Cast, document: &Document<'_>, head: usize) -> Option<usize> {
    same_noun_among(cast, document, head, 0..cast.figures.len())
}

/// The same among the figures that can come into question.
fn same_noun_among(
    cast: &Cast,
    document: &Document<'_>,
    head: usize,
    figures: impl Iterator<Item = usize>,
) -> Option<usize> {
    let token = &document.tokens[head];
    if is_indefinite(document, head) {
        return None;
    }
    let own = distinct(modifiers(document, head));
    let owner = possessor(document, head);
    let definite = is_definite(document, head);
    figures
        .map(|at| (at, &cast.figures[at]))
        .filter(|(_, figure)| !is_named(figure))
        .filter_map(|(at, figure)| {
            let last = figure
                .mentions
                .iter()
                .map(|mention| mention.head)
                .filter(|other| {
                    let it = &document.tokens[*other];
                    *other < head && it.lemma == token.lemma && it.xpos == token.xpos
                })
                .max()?;
            let mentions = figure.mentions.iter().map(|mention| mention.head);
            let theirs = distinct(
                mentions
                    .clone()
                    .flat_map(|other| modifiers(document, other)),
            );
            let bare =
                is_bare(document, head) && mentions.clone().any(|other| is_bare(document, other));
            let same_words = own == theirs && (!own.is_empty() || owner.is_some() || bare);
            let owned = owner.is_none()
                || mentions
                    .clone()
                    .any(|other| possessor(document, other) == owner);
            let fits = owned
                && own.iter().all(|word| theirs.contains(word))
                && (definite && !is_restricted(document, head)
                    || same_words
                    || is_mass(document, head));
            fits.then_some((last, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// Whether a clause tells which one is meant: "the intelligence relating to the plans" need not be any
/// spoken of before. Of people it often only says what they did: "the officials describing it".
fn is_restricted(document: &Document<'_>, head: usize) -> bool {
    noun_kind(document, head) != Some(EntityType::Person)
        && document
            .children(head)
            .any(|child| child > head && document.tokens[child].relation.base() == Relation::Acl)
}

/// Words in order, each once.
fn distinct(words: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    words.into_iter().collect()
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
fn equated(cast: &Cast, document: &Document<'_>, head: usize) -> Option<usize> {
    let token = &document.tokens[head];
    let beside = (token.relation == Relation::Appos)
        .then_some(token.head)
        .flatten();
    let other = beside.or_else(|| is_said_to_be(document, head))?;
    let alike = features::number(document, head) == features::number(document, other);
    let figure = cast.at_head(other).filter(|_| alike)?;
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
