//! Common-noun phrases as things of their own: "an agreement ... the agreement". They compete with
//! names for pronouns; what is mentioned once only is dropped at the end.

use std::collections::BTreeSet;

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::cast::{Cast, Figure, Heads, Mention};
use crate::rules::coreference::appositions::described;
use crate::rules::coreference::features::{self, extent, is_nominal_head, noun_kind};
use crate::rules::coreference::{Index, appositions, mention};

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
        let title = document.tokens[head].relation == Relation::NmodDesc;
        if taken || time || title || offices.contains(&head) || !is_nominal_head(document, head) {
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
        .filter_map(|name| appositions::title_noun(document, name))
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
pub(crate) fn close(cast: &mut Cast, document: &Document<'_>) {
    cast.figures
        .retain(|figure| figure.mentions.len() > 1 || is_named(figure) || figure.is_set);
    for figure in &mut cast.figures {
        let short = !figure.is_set && !figure.name.contains(' ') && !is_named(figure);
        if let Some(words) = short.then(|| fuller(document, figure)).flatten() {
            figure.name = words;
        }
    }
}

/// Mentions among which a thing called by one word finds a fuller label.
const FIRST: usize = 5;
/// Words of the longest such label.
const LABEL: usize = 6;

/// "Budget" in a headline is "the budget for schools" in the text.
fn fuller(document: &Document<'_>, figure: &Figure) -> Option<String> {
    let mentions = figure.mentions.iter().take(FIRST);
    let noun = &document.tokens[figure.mentions.first()?.head].lemma;
    let labels = mentions
        .filter(|mention| {
            let first = &document.tokens[mention.tokens.start];
            let pointing = first.upos == Upos::Pron
                || matches!(first.lemma.as_str(), "this" | "that" | "these" | "those");
            mention.kind == MentionKind::Nominal
                && !pointing
                && document.tokens[mention.head].lemma == *noun
        })
        .map(|mention| described(document, mention.tokens.clone()));
    let mut labels = labels.map(|words| words.split_whitespace().collect::<Vec<_>>());
    let words = labels.find(|words| (2..=LABEL).contains(&words.len()))?;
    Some(words.join(" "))
}

/// Whether a figure is ever called by a name.
pub(crate) fn is_named(figure: &Figure) -> bool {
    figure
        .mentions
        .iter()
        .any(|mention| mention.kind == MentionKind::Name)
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
    // "It is in use" says where it is, not what.
    if document.child(noun, Relation::Case).is_some() {
        return None;
    }
    let doubtful = document.children(noun).any(|child| {
        let token = &document.tokens[child];
        token.relation.base() == Relation::Aux
            || matches!(token.lemma.as_str(), "not" | "no" | "never" | "one" | "if")
    });
    (!doubtful && copula < noun).then(|| document.child(noun, Relation::Nsubj))?
}

/// A crowd is a group, one is a person, a body is an organisation.
fn kind(document: &Document<'_>, head: usize) -> EntityType {
    let plural = is_plural(document, head);
    match noun_kind(document, head) {
        Some(EntityType::Person) if plural => EntityType::Group,
        Some(EntityType::Group) => EntityType::Group,
        Some(EntityType::Person) => EntityType::Person,
        Some(EntityType::Organization) if !plural => EntityType::Organization,
        _ => EntityType::Other,
    }
}

/// Whether a noun is in the plural.
pub(crate) fn is_plural(document: &Document<'_>, head: usize) -> bool {
    matches!(document.tokens[head].xpos, Xpos::Nns | Xpos::Nnps)
}
