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
    labels(document, names, &taken);
    names.sort_by_key(|name| name.tokens.start);
}

/// "HALE:" or "Hale:" at the start of a sentence names the person of that surname who is to be heard,
/// whatever the tree takes the word for.
fn labels(document: &Document<'_>, names: &mut Vec<Name>, taken: &[bool]) {
    let mut people: BTreeMap<String, (NameType, f64)> = BTreeMap::new();
    for name in names.iter() {
        let word = document.form(name.tokens.end - 1);
        let usual = word.chars().count() > 2 && word.chars().any(char::is_lowercase);
        if name.kind == NameType::Person && usual {
            let known = people.entry(word.to_lowercase());
            let known = known.or_insert((name.kind, name.confidence));
            known.1 = known.1.max(name.confidence);
        }
    }
    for sentence in &document.sentences {
        let word = sentence.tokens.start;
        if word + 1 >= sentence.tokens.end || taken[word] || document.form(word + 1) != ":" {
            continue;
        }
        let known = people.get(&document.form(word).to_lowercase());
        if let Some((kind, confidence)) = known.filter(|_| is_capitalised(document, word)) {
            names.push(Name {
                tokens: word..word + 1,
                kind: *kind,
                confidence: confidence * 0.9,
            });
        }
    }
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

/// Whether a common noun has a capital though no sentence starts with it and its neighbours have none:
/// "the Hajj" is a name, whatever the tree says.
fn is_capital_inside(document: &Document<'_>, token: usize) -> bool {
    let sentence = &document.sentences[document.sentence_of(token)].tokens;
    let small = |at: usize| {
        at >= sentence.end
            || !is_capitalised(document, at)
            || document.tokens[at].upos == Upos::Propn
    };
    document.tokens[token].upos == Upos::Noun
        && is_capitalised(document, token)
        && token > sentence.start
        && small(token - 1)
        && small(token + 1)
}

/// Whether the words are capitalised, proper, and not part of a longer unnamed run of proper words.
fn stands_alone(document: &Document<'_>, taken: &[bool], tokens: std::ops::Range<usize>) -> bool {
    let proper = |token: usize| {
        document.tokens[token].upos == Upos::Propn
            && is_capitalised(document, token)
            && !taken[token]
    };
    let same = |token: usize| document.sentence_of(token) == document.sentence_of(tokens.start);
    let word = tokens.start;
    if tokens.len() == 1
        && !proper(word)
        && !speaks(document, word)
        && !is_capital_inside(document, word)
    {
        return false;
    }
    let after = tokens.end < document.tokens.len() && same(tokens.end) && proper(tokens.end);
    let before = tokens.start > 0
        && same(tokens.start - 1)
        && proper(tokens.start - 1)
        && lexicon::names::title(document.form(tokens.start - 1)).is_none();
    is_capitalised(document, tokens.start) && !after && !before
}
