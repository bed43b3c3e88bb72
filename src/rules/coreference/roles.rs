//! Definite phrases that take up something named before: "the company", "the North Korean leader",
//! "the forum" after "the Salem Energy Forum"; and demonyms that mean a government.

mod bodies;

use std::collections::BTreeMap;

use crate::extraction::{EntityType, MentionKind};
use crate::knowledge::{Class, Knowledge, Role, normalised};
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::features::{self, Number, extent, is_definite, is_nominal_head};
use crate::rules::coreference::mention;
use crate::rules::lexicon::names::role_noun;

/// Sentences after which a generic phrase ("the company") no longer reaches back.
const REACH: usize = 6;

/// Attaches role nouns to names.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    let mut heads = cast.heads(0..document.tokens.len());
    let mut called = BTreeMap::new();
    for token in document.indices() {
        // "the Board", "the Home Secretary": capitals, but no name.
        let body = document.tokens[token].upos == Upos::Propn
            && role_noun(&document.tokens[token].lemma.to_lowercase()).is_some_and(|noun| {
                matches!(noun.kind, EntityType::Organization | EntityType::Person)
            });
        if !(is_nominal_head(document, token) || body)
            || !is_definite(document, token)
            || heads.figure(token).is_some()
            || features::number(document, token) != Some(Number::Singular)
        {
            continue;
        }
        if let Some(figure) = antecedent(cast, &mut called, document, knowledge, token) {
            let phrase = Mention {
                tokens: extent(document, token),
                head: token,
                kind: MentionKind::Nominal,
            };
            heads.add(&phrase, figure);
            mention(&mut cast.figures[figure], phrase);
        }
    }
}

/// Where the last mention before a token starts.
fn last_before(figure: &Figure, head: usize) -> Option<usize> {
    figure
        .mentions
        .iter()
        .filter(|mention| mention.tokens.end <= head)
        .map(|mention| mention.tokens.start)
        .max()
}

/// The figure a definite phrase takes up. `called` keeps who is called by a noun, which mentions do not
/// change.
fn antecedent(
    cast: &Cast,
    called: &mut BTreeMap<String, Vec<usize>>,
    document: &Document<'_>,
    knowledge: &Knowledge,
    head: usize,
) -> Option<usize> {
    let lemma = document.tokens[head].lemma.to_lowercase();
    let before = |figure: &Figure| last_before(figure, head);
    // Another possessor or complement makes it another thing: "the mayor of Salem".
    let complement = document.children(head).any(|child| {
        matches!(document.tokens[child].relation.base(), Relation::Nmod)
            || document.tokens[child].relation == Relation::AclRelcl
    });
    let modifiers: Vec<String> = document
        .children(head)
        .filter(|child| *child < head)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Amod | Relation::Compound
            )
        })
        .map(|child| document.tokens[child].lemma.to_lowercase())
        .collect();
    let called = called.entry(lemma.clone()).or_insert_with(|| {
        let figures = 0..cast.figures.len();
        figures
            .filter(|at| is_called(&cast.figures[*at], &lemma))
            .collect()
    });
    let called = called
        .iter()
        .map(|at| (*at, &cast.figures[*at]))
        .filter(|(_, figure)| before(figure).is_some())
        .filter(|(_, figure)| {
            modifiers
                .iter()
                .all(|word| is_known_of(document, figure, word))
        })
        .max_by_key(|(_, figure)| before(figure));
    if let Some((found, _)) = called.filter(|_| !complement || !modifiers.is_empty()) {
        return Some(found);
    }
    if let Some(body) = named_so(cast, document, head, &lemma).filter(|_| !complement) {
        return Some(body);
    }
    if complement
        || !modifiers
            .iter()
            .all(|word| is_adjective_of_country(knowledge, word))
        || !modifiers.is_empty()
    {
        return None;
    }
    let wanted = features::noun_kind(document, head)?;
    STANDING_FOR
        .contains(&lemma.as_str())
        .then(|| most_salient(cast, document, knowledge, head, wanted))?
}

/// Nouns that by themselves take up a name spoken of shortly before: "the company".
const STANDING_FOR: [&str; 23] = [
    "company",
    "event",
    "device",
    "phone",
    "product",
    "app",
    "software",
    "console",
    "firm",
    "country",
    "nation",
    "city",
    "town",
    "state",
    "group",
    "agency",
    "organization",
    "party",
    "corporation",
    "carmaker",
    "giant",
    "university",
    "island",
];

/// Nouns that say what a body is when its name stands before them, and not another body of it: "the Kestrel
/// party", but not "the Kestrel union".
const KINDS: [&str; 12] = [
    "airline",
    "bank",
    "chain",
    "company",
    "corporation",
    "firm",
    "group",
    "movement",
    "network",
    "newspaper",
    "organization",
    "party",
];

/// The body whose name stands before the noun that says what it is.
fn named_so(cast: &Cast, document: &Document<'_>, head: usize, lemma: &str) -> Option<usize> {
    let name = head.checked_sub(1).filter(|_| KINDS.contains(&lemma))?;
    let before = document.tokens[name].relation.base() == Relation::Compound
        && document.tokens[name].head == Some(head);
    let mut figures = cast.figures.iter().enumerate().filter(|_| before);
    let (at, _) = figures.find(|(_, figure)| {
        figure.kind == EntityType::Organization
            && figure
                .mentions
                .iter()
                .any(|mention| mention.kind == MentionKind::Name && mention.tokens.end == head)
    })?;
    Some(at)
}

/// The figure of a kind that is spoken of most, a few sentences back at most: near ones before far ones,
/// subjects before what stands in adjuncts, what the article is about before what it names once.
fn most_salient(
    cast: &Cast,
    document: &Document<'_>,
    knowledge: &Knowledge,
    head: usize,
    wanted: EntityType,
) -> Option<usize> {
    let noun = document.tokens[head].lemma.to_lowercase();
    let sentence = document.sentence_of(head);
    let near = |start: usize| sentence - document.sentence_of(start);
    let fitting = cast.figures.iter().enumerate();
    let fitting: Vec<(usize, usize)> = fitting
        .filter(|(_, figure)| fits(wanted, figure.kind))
        .filter_map(|(at, figure)| Some((at, last_before(figure, head)?)))
        .filter(|(_, start)| near(*start) <= REACH)
        .filter(|(at, _)| can_be(knowledge, &cast.figures[*at], &noun))
        .collect();
    // A town that the gazetteer knows as one is "the city" rather than a place that it does not know.
    let is_town = |at: usize| {
        matches!(noun.as_str(), "city" | "town")
            && is_town(knowledge, &cast.figures[at]) == Some(true)
    };
    let towns = fitting.iter().any(|(at, _)| is_town(*at));
    let weighed = fitting.into_iter().filter(|(at, _)| !towns || is_town(*at));
    let weighed = weighed.map(|(at, start)| {
        let mentions = &cast.figures[at].mentions;
        let before = mentions.iter().filter(|mention| mention.head < head);
        let subject = before.clone().any(|mention| {
            document.sentence_of(mention.head) == document.sentence_of(start)
                && document.tokens[mention.head].relation.base() == Relation::Nsubj
        });
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let often = count(before.count()).ln_1p();
        let weight = often + if subject { 0.5 } else { 0.0 } - count(near(start));
        (weight, start, at)
    });
    weighed
        .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
        .map(|(_, _, at)| at)
}

/// Whether the gazetteer takes a figure's name for a town first, if it knows it.
fn is_town(knowledge: &Knowledge, figure: &Figure) -> Option<bool> {
    let known = knowledge.gazetteer(&figure.name).into_iter().next();
    known.map(|found| matches!(found.class, Class::City | Class::Capital))
}

/// Whether what the gazetteer knows of a place lets it be "the city" or "the state", and what a body is
/// called "the agency".
fn can_be(knowledge: &Knowledge, figure: &Figure, noun: &str) -> bool {
    match noun {
        "city" | "town" => is_town(knowledge, figure) != Some(false),
        "state" => is_town(knowledge, figure) != Some(true),
        _ => bodies::can_be(figure, noun),
    }
}

/// Whether the last word of a name, or the noun of a description, is this word.
fn is_called(figure: &Figure, lemma: &str) -> bool {
    let names = std::iter::once(&figure.name).chain(&figure.aliases);
    if figure.kind == EntityType::Organization && names.clone().any(|name| ends_so(name, lemma)) {
        return true;
    }
    let named = figure.kind != EntityType::Person
        && names.map(|name| normalised(name)).any(|name| {
            name.contains(' ')
                && name.split(' ').any(|word| word == lemma)
                && (name.ends_with(lemma) || name.contains(&format!("{lemma} of ")))
        });
    named
        || figure
            .descriptions
            .iter()
            .any(|words| main_noun(words) == lemma)
}

/// Whether a name of one word ends with the noun that says what the body is: "the bank" is Halembank.
fn ends_so(name: &str, lemma: &str) -> bool {
    let stem = name.to_lowercase();
    let stem = stem.strip_suffix(lemma);
    stem.is_some_and(|stem| stem.len() > 2 && stem.chars().all(char::is_alphanumeric))
        && role_noun(lemma).is_some_and(|noun| noun.kind == EntityType::Organization)
}

/// The head noun of a description in words: the last one before "of", "for", "at", "in".
fn main_noun(words: &str) -> String {
    let lower = words.to_lowercase();
    let mut noun = "";
    for word in lower.split(' ') {
        if matches!(
            word,
            "of" | "for" | "at" | "in" | "on" | "with" | "to" | "from"
        ) {
            break;
        }
        noun = word;
    }
    noun.trim_end_matches(',').to_owned()
}

/// Whether a modifier is in the names or descriptions of a figure, or in its nominal mentions.
fn is_known_of(document: &Document<'_>, figure: &Figure, word: &str) -> bool {
    let has = |text: &str| normalised(text).split(' ').any(|part| part == word);
    std::iter::once(&figure.name)
        .chain(&figure.aliases)
        .chain(&figure.descriptions)
        .any(|text| has(text))
        || figure
            .mentions
            .iter()
            .any(|mention| has(document.words(mention.tokens.clone())))
}

/// Whether a word is the adjective of a country.
fn is_adjective_of_country(knowledge: &Knowledge, word: &str) -> bool {
    knowledge
        .gazetteer(word)
        .iter()
        .any(|found| found.role == Role::Adjective)
}

/// Whether a generic noun can take up a figure of this type.
fn fits(wanted: EntityType, kind: EntityType) -> bool {
    wanted == kind || wanted == EntityType::Organization && kind == EntityType::Group
}
