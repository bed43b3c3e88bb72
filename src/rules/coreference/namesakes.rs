//! Which figures may be called by names of one another: those that share a word, initials, an entry of the
//! gazetteer or a bracket. Found through indexes, so that a book of an article does not cost the square
//! of its names.

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::EntityType;
use crate::knowledge::{Class, Knowledge, normalised};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure, is_located};
use crate::rules::coreference::owners::{Owner, Owners};
use crate::rules::coreference::short_names::{capitals, initials};

/// Words between a name and its other name in brackets or behind "known as", at most.
const GAP: usize = 7;

/// A name as it is written and as it is compared.
pub(super) struct Name {
    pub(super) written: String,
    pub(super) key: String,
}

impl Name {
    fn new(written: &str) -> Self {
        Self {
            written: written.to_owned(),
            // "Robert "Bobby" Hale": a nickname is a name without its marks.
            key: normalised(&written.replace(['"', '“', '”'], "")),
        }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.key.split(' ')
    }
}

/// What a figure is called.
pub(super) struct Called {
    pub(super) kind: EntityType,
    /// Its name, then its other names.
    pub(super) names: Vec<Name>,
    /// What the gazetteer takes its name for first, if it is a place.
    pub(super) known: Option<(usize, u32)>,
    /// The country that the name of a body begins with, and in how many words.
    pub(super) led: Option<(usize, Owner)>,
    /// Whose a body is that every country has.
    pub(super) owner: Option<Owner>,
}

/// Words of the longest name of a country before the name of its body.
const COUNTRY: usize = 3;

impl Called {
    fn new(figure: &Figure, knowledge: &Knowledge) -> Self {
        let names = std::iter::once(&figure.name).chain(&figure.aliases);
        let mut called = Self {
            kind: figure.kind,
            names: names.map(|name| Name::new(name)).collect(),
            known: None,
            led: None,
            owner: None,
        };
        if called.kind == EntityType::Organization {
            called.led = led(&figure.name, knowledge);
            called.owner = called.led.map(|(_, country)| country);
        }
        if is_located(called.kind) {
            let mut found = knowledge.gazetteer(&figure.name).into_iter();
            let first = found.find(|found| !found.role.is_other());
            called.known = first.map(|found| found.id);
        }
        called
    }
}

/// The country that a name of more words begins with, or the adjective of one.
fn led(name: &str, knowledge: &Knowledge) -> Option<(usize, Owner)> {
    let words: Vec<&str> = name.split(' ').collect();
    let longest = COUNTRY.min(words.len().saturating_sub(1));
    (1..=longest).rev().find_map(|count| {
        let mut found = knowledge.gazetteer(&words[..count].join(" ")).into_iter();
        let country = found.find(|found| found.class == Class::Country)?;
        Some((count, country.id))
    })
}

/// How an article gives a thing a second name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// "the World Food Fund (WFF)", if the letters fit.
    Bracket,
    /// "Burma, also known as Myanmar".
    Called,
}

/// Figures by what they are called. A figure has the number it had at first, whatever was merged since.
pub(super) struct Namesakes {
    called: Vec<Called>,
    /// Which figure each was merged into, directly or not; itself if it still stands.
    root: Vec<usize>,
    /// Those that stand, in order.
    standing: Vec<usize>,
    /// Those that may have become part of another since they were looked at.
    waiting: BTreeSet<usize>,
    fuller: Fuller,
    shorter: Shorter,
    /// By the shorter name: the fuller ones it stands behind.
    introduced: Vec<Vec<(usize, Way)>>,
}

/// Figures by what a shorter name would share with any of their names.
#[derive(Default)]
struct Fuller {
    words: BTreeMap<String, BTreeSet<usize>>,
    initials: BTreeMap<String, BTreeSet<usize>>,
}

/// Figures by what their name would share with a fuller one.
#[derive(Default)]
struct Shorter {
    first_words: BTreeMap<String, BTreeSet<usize>>,
    capitals: BTreeMap<String, BTreeSet<usize>>,
    known: BTreeMap<(usize, u32), BTreeSet<usize>>,
}

impl Namesakes {
    pub(super) fn new(cast: &Cast, document: &Document<'_>, knowledge: &Knowledge) -> Self {
        let figures = cast.figures.iter();
        let mut called: Vec<Called> = figures.map(|it| Called::new(it, knowledge)).collect();
        let owners = Owners::new(cast, knowledge);
        for (called, figure) in called.iter_mut().zip(&cast.figures) {
            called.owner = called
                .owner
                .or_else(|| owners.of(figure, document, knowledge));
        }
        let (mut fuller, mut shorter) = (Fuller::default(), Shorter::default());
        for (at, figure) in called.iter().enumerate() {
            fuller.add(at, figure);
            shorter.add(at, figure);
        }
        Self {
            root: (0..called.len()).collect(),
            standing: (0..called.len()).collect(),
            waiting: (0..called.len()).collect(),
            introduced: introductions(cast, document),
            fuller,
            shorter,
            called,
        }
    }

    /// Where a figure stands in the cast now.
    pub(super) fn index(&self, at: usize) -> usize {
        self.standing.partition_point(|standing| *standing < at)
    }

    pub(super) fn called(&self, at: usize) -> &Called {
        &self.called[at]
    }

    /// The first figure not looked at since its namesakes changed.
    pub(super) fn next(&mut self) -> Option<usize> {
        self.waiting.pop_first()
    }

    /// The figures of which this one may have a shorter name, in order.
    pub(super) fn of(&self, at: usize) -> Vec<usize> {
        let short = &self.called[at];
        let name = &short.names[0];
        let first = name.words().next().unwrap_or_default();
        let known = short.known.and_then(|known| self.shorter.known.get(&known));
        let letters = capitals(&name.written).and_then(|it| self.fuller.initials.get(&it));
        let behind = self.introduced[at].iter().map(|(full, _)| full);
        let found = [self.fuller.words.get(first), letters, known];
        let found = found.into_iter().flatten().flatten().chain(behind);
        let found: BTreeSet<usize> = found.map(|other| self.root[*other]).collect();
        found.into_iter().filter(|other| *other != at).collect()
    }

    /// Whether some figure is called by a name.
    pub(super) fn is_name(&self, key: &str) -> bool {
        let mut standing = self.standing.iter();
        standing.any(|at| self.called[*at].names.iter().any(|name| name.key == key))
    }

    /// How the article gives one figure's name behind the other's.
    pub(super) fn introduced(&self, at: usize, full: usize) -> impl Iterator<Item = Way> {
        let ways = self.introduced[at].iter();
        ways.filter(move |(other, _)| self.root[*other] == full)
            .map(|(_, way)| *way)
    }

    /// Notes that `from` is part of `into` from now on.
    pub(super) fn merge(&mut self, into: usize, from: usize) {
        for root in &mut self.root {
            if *root == from {
                *root = into;
            }
        }
        let place = self.index(from);
        self.standing.remove(place);
        self.waiting.remove(&from);
        let names = std::mem::take(&mut self.called[from].names);
        self.called[into].names.extend(names);
        self.called[into].owner = self.called[into].owner.or(self.called[from].owner);
        let introduced = std::mem::take(&mut self.introduced[from]);
        self.introduced[into].extend(introduced);
        self.wake(into);
    }

    /// Lets those be looked at again that may be called by a shorter name of this figure.
    fn wake(&mut self, at: usize) {
        let full = &self.called[at];
        let mut woken = BTreeSet::from([at]);
        for name in &full.names {
            let words = name.words();
            woken.extend(
                words
                    .filter_map(|word| self.shorter.first_words.get(word))
                    .flatten(),
            );
            let letters = initials(&name.written);
            let letters = letters.iter();
            woken.extend(
                letters
                    .filter_map(|it| self.shorter.capitals.get(it))
                    .flatten(),
            );
        }
        if let Some(known) = full.known {
            woken.extend(self.shorter.known.get(&known).into_iter().flatten());
        }
        let introduced = self.introduced.iter().enumerate();
        woken.extend(introduced.filter_map(|(short, behind)| {
            let mut behind = behind.iter();
            behind
                .any(|(full, _)| self.root[*full] == at)
                .then_some(short)
        }));
        woken.retain(|woken| self.root[*woken] == *woken);
        self.waiting.extend(woken);
    }
}

impl Fuller {
    fn add(&mut self, at: usize, figure: &Called) {
        for name in &figure.names {
            for word in name.words() {
                self.words.entry(word.to_owned()).or_default().insert(at);
            }
            for letters in initials(&name.written) {
                self.initials.entry(letters).or_default().insert(at);
            }
        }
    }
}

impl Shorter {
    fn add(&mut self, at: usize, figure: &Called) {
        let name = &figure.names[0];
        if let Some(first) = name.words().next() {
            let first = self.first_words.entry(first.to_owned());
            first.or_default().insert(at);
        }
        if let Some(letters) = capitals(&name.written) {
            self.capitals.entry(letters).or_default().insert(at);
        }
        if let Some(known) = figure.known {
            self.known.entry(known).or_default().insert(at);
        }
    }
}

/// For each figure those behind whose name its own stands in brackets or behind "known as".
fn introductions(cast: &Cast, document: &Document<'_>) -> Vec<Vec<(usize, Way)>> {
    let mut ends: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, figure) in cast.figures.iter().enumerate() {
        ends.extend(
            figure
                .mentions
                .iter()
                .map(|mention| (mention.tokens.end, at)),
        );
    }
    let behind = |at: usize, start: usize| {
        let before = ends.range((start.saturating_sub(GAP), 0)..(start, 0));
        before
            .filter(|(_, full)| *full != at)
            .filter_map(|(end, full)| Some((*full, way(document, *end, start)?)))
            .collect::<Vec<_>>()
    };
    let figures = cast.figures.iter().enumerate();
    figures
        .map(|(at, figure)| {
            let starts = figure.mentions.iter().map(|mention| mention.tokens.start);
            starts.flat_map(|start| behind(at, start)).collect()
        })
        .collect()
}

/// What the words from one name's end to the next one's start say of the two.
fn way(document: &Document<'_>, end: usize, start: usize) -> Option<Way> {
    if document.sentence_of(end) != document.sentence_of(start) {
        return None;
    }
    let words = (end..start).map(|token| document.form(token).to_lowercase());
    let words: Vec<String> = words.collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut pairs = words.windows(2);
    let is_called = pairs.any(|pair| pair == ["known", "as"])
        && words[0] != "."
        && !words
            .iter()
            .any(|word| matches!(*word, "and" | ";" | "by" | "of"));
    match words.as_slice() {
        ["("] => Some(Way::Bracket),
        _ => is_called.then_some(Way::Called),
    }
}
