//! Several taken together: "both leaders", "the two nations", "they" after "Lopez and Reed".
//!
//! A set is a figure of its own, called after its members; it has no name in the text, so it is never
//! shared between articles. Exactly as many members as the phrase counts must be near.

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::{Cast, Figure, Heads, Mention};
use crate::rules::coreference::features::{self, Number, extent, is_definite, is_nominal_head};
use crate::rules::coreference::{describe, is_named, mention};

/// Sentences that the people of a set may lie before it.
const REACH: usize = 3;
/// Sentences that the countries and organisations of a set may lie before it.
const WIDE_REACH: usize = 6;

/// Attaches counted plurals to the named figures just before them.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>) {
    let mut heads = cast.heads(0..document.tokens.len());
    for head in document.indices() {
        if !is_nominal_head(document, head) || heads.figure(head).is_some() {
            continue;
        }
        let Some((count, kind)) = counted(document, head) else {
            continue;
        };
        let mut near = latest(cast, document, head, kind);
        // "Both parties" are parties, not any two bodies.
        if document.tokens[head].lemma == "party" {
            near.retain(|(_, at)| cast.figures[*at].name.ends_with("Party"));
        }
        if near.len() < count || is_one_of_more(document, &near, count) {
            continue;
        }
        let members: Vec<usize> = near[..count].iter().map(|(_, at)| *at).collect();
        let set = set_of(cast, &members);
        let tokens = extent(document, head);
        describe(
            &mut cast.figures[set],
            kind_in_words(document, tokens.clone()),
        );
        let phrase = Mention {
            tokens,
            head,
            kind: MentionKind::Nominal,
        };
        heads.add(&phrase, set);
        mention(&mut cast.figures[set], phrase);
    }
}

/// How many of which kind a definite plural counts: "both leaders", "the two companies".
fn counted(document: &Document<'_>, head: usize) -> Option<(usize, EntityType)> {
    if features::number(document, head) != Some(Number::Plural) {
        return None;
    }
    let narrowed = document.children(head).any(|child| {
        let relation = document.tokens[child].relation;
        matches!(
            relation.base(),
            Relation::Nmod | Relation::Amod | Relation::Compound | Relation::Conj
        ) || relation == Relation::AclRelcl
    });
    let both = document
        .children(head)
        .any(|child| document.tokens[child].lemma == "both");
    let count = document.children(head).find_map(|child| {
        (document.tokens[child].relation == Relation::Nummod)
            .then(
                || match document.tokens[child].lemma.to_lowercase().as_str() {
                    "two" | "2" => Some(2),
                    "three" | "3" => Some(3),
                    "four" | "4" => Some(4),
                    _ => None,
                },
            )
            .flatten()
    });
    let count = if both {
        Some(2)
    } else {
        count.filter(|_| is_definite(document, head))
    };
    let kind = features::noun_kind(document, head).filter(|kind| {
        matches!(
            kind,
            EntityType::Person | EntityType::Country | EntityType::Organization
        )
    })?;
    count.filter(|_| !narrowed).map(|count| (count, kind))
}

/// The named figures of a kind mentioned before a token, each with its last mention, the latest first.
fn latest(
    cast: &Cast,
    document: &Document<'_>,
    before: usize,
    kind: EntityType,
) -> Vec<(usize, usize)> {
    let sentence = document.sentence_of(before);
    let reach = if kind == EntityType::Person {
        REACH
    } else {
        WIDE_REACH
    };
    let mut found: Vec<(usize, usize)> = cast
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| figure.kind == kind && is_named(figure))
        .filter_map(|(at, figure)| {
            let last = figure
                .mentions
                .iter()
                .map(|mention| mention.head)
                .filter(|head| *head < before && document.sentence_of(*head) + reach >= sentence)
                .max()?;
            Some((last, at))
        })
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// Whether one more stands in the same sentence as the last one counted: then nobody can tell.
fn is_one_of_more(document: &Document<'_>, near: &[(usize, usize)], count: usize) -> bool {
    near.get(count).is_some_and(|(next, _)| {
        document.sentence_of(*next) == document.sentence_of(near[count - 1].0)
    })
}

/// What the members are: "leaders" of "both leaders".
fn kind_in_words<'d>(document: &Document<'d>, tokens: std::ops::Range<usize>) -> &'d str {
    let start = tokens
        .clone()
        .find(|token| !matches!(document.tokens[*token].upos, Upos::Det | Upos::Num))
        .unwrap_or(tokens.start);
    document.words(start..tokens.end)
}

/// The set that "they" or "them" at a token means: the latest names joined by "and" before it, people
/// before anything else. Of a set that was spoken of as one already, that one.
pub(crate) fn before(cast: &mut Cast, document: &Document<'_>, pronoun: usize) -> Option<usize> {
    let sentence = document.sentence_of(pronoun);
    let first = document.sentences[sentence.saturating_sub(REACH)]
        .tokens
        .start;
    // Members may be joined on to the end of the pronoun's sentence.
    let heads = cast.heads(first..document.sentences[sentence].tokens.end);
    let pairs: Vec<(usize, Vec<usize>)> = (first..pronoun)
        .filter_map(|token| Some((token, joined(cast, &heads, document, token)?)))
        .collect();
    let people = |members: &[usize]| cast.figures[members[0]].kind == EntityType::Person;
    let members = pairs
        .iter()
        .max_by_key(|(token, members)| (people(members), *token))
        .map(|(_, members)| members.clone())?;
    Some(set_of(cast, &members))
}

/// The named figures of one kind that are joined with the one at this token: "Lopez, Reed and Stone".
fn joined(cast: &Cast, heads: &Heads, document: &Document<'_>, token: usize) -> Option<Vec<usize>> {
    let figure = |head: usize| heads.figure(head).filter(|at| is_named(&cast.figures[*at]));
    let first = figure(token)?;
    let kind = cast.figures[first].kind;
    if !matches!(
        kind,
        EntityType::Person | EntityType::Country | EntityType::Organization
    ) {
        return None;
    }
    let others: Vec<usize> = document
        .children(token)
        .filter(|child| document.tokens[*child].relation == Relation::Conj)
        .collect();
    let and = others.iter().any(|other| {
        document
            .child(*other, Relation::Cc)
            .is_some_and(|cc| document.tokens[cc].lemma == "and")
    });
    let mut members = vec![first];
    for other in &others {
        let other = figure(*other).filter(|at| cast.figures[*at].kind == kind)?;
        if !members.contains(&other) {
            members.push(other);
        }
    }
    (and && members.len() > 1).then_some(members)
}

/// The figure of a set with these members: a known one, or a new one.
fn set_of(cast: &mut Cast, members: &[usize]) -> usize {
    let mut members = members.to_vec();
    members.sort_unstable();
    let names: Vec<&str> = members
        .iter()
        .map(|member| cast.figures[*member].name.as_str())
        .collect();
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    let name = format!("{} and {last}", others.join(", "));
    let known = cast
        .figures
        .iter()
        .position(|figure| figure.is_set && figure.name == name);
    known.unwrap_or_else(|| {
        cast.figures.push(Figure {
            kind: EntityType::Group,
            name,
            aliases: Vec::new(),
            descriptions: Vec::new(),
            links: Vec::new(),
            mentions: Vec::new(),
            confidence: 0.6,
            is_set: true,
        });
        cast.figures.len() - 1
    })
}
