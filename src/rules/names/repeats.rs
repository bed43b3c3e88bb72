//! A name found once is a name wherever its words stand again.

use std::collections::BTreeMap;

use crate::language::{Document, NameType, Relation, Upos, Xpos};
use crate::rules::lexicon;
use crate::rules::names::{Name, is_capitalised};

/// Adds the occurrences that were missed; longer names first.
pub(crate) fn complete(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut known: BTreeMap<Vec<&str>, (NameType, f64)> = BTreeMap::new();
    for name in names.iter() {
        let words: Vec<&str> = name
            .tokens
            .clone()
            .map(|token| document.form(token))
            .collect();
        note(&mut known, words.clone(), name);
        // The surname of a person stands for the person.
        if name.kind == NameType::Person && words.len() > 1 {
            let surname = words[words.len() - 1];
            if surname.chars().count() > 2 {
                note(&mut known, vec![surname], name);
            }
        }
    }
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for token in document.indices() {
        places.entry(document.form(token)).or_default().push(token);
    }
    let mut wanted: Vec<(&Vec<&str>, &(NameType, f64))> = known.iter().collect();
    wanted.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    lengthen(document, names, &wanted, &places);
    let mut taken = vec![false; document.tokens.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    for (words, (kind, confidence)) in wanted {
        if *confidence < 0.6 {
            continue;
        }
        let starts = words.first().and_then(|first| places.get(first));
        for &start in starts.into_iter().flatten() {
            let tokens = start..start + words.len();
            let fits = tokens.end <= document.tokens.len()
                && tokens
                    .clone()
                    .zip(words.iter())
                    .all(|(token, word)| !taken[token] && document.form(token) == *word)
                && document.sentence_of(start) == document.sentence_of(tokens.end - 1);
            if fits && stands_alone(document, &taken, tokens.clone()) {
                taken[tokens.clone()].fill(true);
                names.push(Name {
                    tokens,
                    kind: *kind,
                    confidence: confidence * 0.9,
                });
            }
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// Lets the name of a body or a house be the longer one that stands elsewhere where its words go on like that
/// one's: "Port" in "Port Halem Board" once the board was named in full.
fn lengthen(
    document: &Document<'_>,
    names: &mut [Name],
    wanted: &[(&Vec<&str>, &(NameType, f64))],
    places: &BTreeMap<&str, Vec<usize>>,
) {
    let mut owner = vec![None; document.tokens.len()];
    for (at, name) in names.iter().enumerate() {
        owner[name.tokens.clone()].fill(Some(at));
    }
    for (words, (kind, _)) in wanted {
        // A product of a line is not the one with the number: "Kestrel" and "Kestrel 5".
        let whole = matches!(kind, NameType::Organization | NameType::Facility);
        let starts = words.first().filter(|_| whole && words.len() > 1);
        for &start in starts
            .and_then(|first| places.get(first))
            .into_iter()
            .flatten()
        {
            let tokens = start..start + words.len();
            let Some(inside) = owner.get(tokens.clone()) else {
                continue;
            };
            let Some(at) = inside[0] else { continue };
            let name: &mut Name = &mut names[at];
            let rest = &inside[name.tokens.len().min(inside.len())..];
            let fits = name.tokens.start == start
                && name.kind == *kind
                && !rest.is_empty()
                && rest.iter().all(Option::is_none)
                && tokens
                    .clone()
                    .zip(words.iter())
                    .all(|(token, word)| document.form(token) == *word)
                && document.sentence_of(start) == document.sentence_of(tokens.end - 1);
            if fits {
                owner[tokens.clone()].fill(Some(at));
                name.tokens = tokens;
            }
        }
    }
}

/// Keeps the surest type of each spelling.
fn note<'d>(known: &mut BTreeMap<Vec<&'d str>, (NameType, f64)>, words: Vec<&'d str>, name: &Name) {
    let entry = known.entry(words).or_insert((name.kind, name.confidence));
    if name.confidence > entry.1 {
        *entry = (name.kind, name.confidence);
    }
}

/// "Jobs resigned": a surname that is a common noun too is told by the verb, which has one subject.
fn speaks(document: &Document<'_>, token: usize) -> bool {
    let it = &document.tokens[token];
    let verb = it.head.map(|verb| &document.tokens[verb]);
    it.upos == Upos::Noun
        && is_capitalised(document, token)
        && it.relation == Relation::Nsubj
        && document.children(token).next().is_none()
        && verb.is_some_and(|verb| matches!(verb.xpos, Xpos::Vbd | Xpos::Vbz))
}

/// Whether the words are capitalised, proper, and not part of a longer unnamed run of proper words.
fn stands_alone(document: &Document<'_>, taken: &[bool], tokens: std::ops::Range<usize>) -> bool {
    let proper = |token: usize| {
        document.tokens[token].upos == Upos::Propn
            && is_capitalised(document, token)
            && !taken[token]
    };
    let same = |token: usize| document.sentence_of(token) == document.sentence_of(tokens.start);
    if tokens.len() == 1 && !proper(tokens.start) && !speaks(document, tokens.start) {
        return false;
    }
    let after = tokens.end < document.tokens.len() && same(tokens.end) && proper(tokens.end);
    let before = tokens.start > 0
        && same(tokens.start - 1)
        && proper(tokens.start - 1)
        && lexicon::names::title(document.form(tokens.start - 1)).is_none();
    is_capitalised(document, tokens.start) && !after && !before
}
