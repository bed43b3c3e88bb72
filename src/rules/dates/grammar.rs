//! The phrase grammar: rules read from the tables beside the phenomena, matched over atoms.
//!
//! A row is `symbol, pattern, reading, guards`, tabs between. A pattern is a list of elements: a word
//! or mark in small letters; a word class or number class or another symbol in capitals; several in
//! brackets, `(to|until)`; `name=` before one to name it; `?` after one that may be missing; `~` before
//! one that must follow without white space. The reading is the name of a function of the phenomenon's
//! file and its arguments: names of elements (`DATE2` is the second DATE), or words as they stand. All
//! guards must hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::rules::dates::atoms::{Atom, Shape};
use crate::rules::dates::reading::{Here, Val};
use crate::rules::dates::{
    calendar, clock, durations, holidays, hours, numbers, periods, ranges, references, relative,
    sets, weekdays, weeks, words,
};

/// Turns the captured values of one rule into the value of its symbol; `None` when they make none.
type Read = fn(&str, &[Val], &Here<'_>) -> Option<Val>;

/// The tables and the functions that read them. The order breaks ties between equally long matches.
const TABLES: [(&str, Read); 12] = [
    (include_str!("holidays.tsv"), holidays::read),
    (include_str!("ranges.tsv"), ranges::read),
    (include_str!("hours.tsv"), hours::read),
    (include_str!("clock.tsv"), clock::read),
    (include_str!("weekdays.tsv"), weekdays::read),
    (include_str!("weeks.tsv"), weeks::read),
    (include_str!("calendar.tsv"), calendar::read),
    (include_str!("periods.tsv"), periods::read),
    (include_str!("relative.tsv"), relative::read),
    (include_str!("references.tsv"), references::read),
    (include_str!("sets.tsv"), sets::read),
    (include_str!("durations.tsv"), durations::read),
];

/// What one place of a pattern accepts.
#[derive(Clone, Debug)]
pub(super) enum Symbol {
    /// This word of the vocabulary.
    Word(usize),
    /// A word of this class.
    Class(&'static str),
    /// A number of this kind.
    Number(&'static str),
    /// Whatever the rules of this symbol accept.
    Rules(usize),
}

/// One place of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Any of these.
    pub(super) options: Vec<Symbol>,
    /// Whether it may be missing.
    pub(super) optional: bool,
    /// Whether white space before it is forbidden.
    pub(super) glued: bool,
}

/// An argument of a reading.
#[derive(Clone, Copy, Debug)]
pub(super) enum Argument {
    /// What the element with this number matched.
    Element(usize),
    /// The word itself.
    Word(&'static str),
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// The elements, in order.
    pub(super) pattern: Vec<Element>,
    /// Name of the reading.
    pub(super) reading: &'static str,
    /// Its arguments.
    pub(super) arguments: Vec<Argument>,
    /// Names of the guards.
    pub(super) guards: Vec<&'static str>,
    /// The function that knows the reading.
    pub(super) read: Read,
    /// Whether it can open with a word, by the word's number: most rules with most words cannot.
    opens: Vec<bool>,
}

impl Rule {
    /// Whether it can match from an atom on, as far as that atom tells.
    pub(super) fn opens_with(&self, atom: &Atom) -> bool {
        match atom.shape {
            Shape::Number { .. } => true,
            _ => self.opens.get(atom.word).copied().unwrap_or(false),
        }
    }
}

/// The rules of each symbol; a symbol is an index into both.
#[derive(Debug)]
pub(super) struct Grammar {
    names: Vec<&'static str>,
    rules: Vec<Vec<Rule>>,
}

impl Grammar {
    /// The number of a symbol.
    pub(super) fn symbol(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }

    /// The rules of a symbol.
    pub(super) fn rules(&self, symbol: usize) -> &[Rule] {
        self.rules.get(symbol).map_or(&[], Vec::as_slice)
    }

    /// Finds the words with which each rule can open, until nothing is left to be found: rules are made
    /// of rules.
    fn find_openings(&mut self) {
        let mut openings = Openings::new(self.rules.len());
        let mut is_done = false;
        while !is_done {
            is_done = true;
            for (symbol, rules) in self.rules.iter_mut().enumerate() {
                for rule in rules {
                    rule.opens = openings.of(&rule.pattern);
                    is_done &= !add(&mut openings.symbols[symbol], &rule.opens);
                }
            }
        }
    }
}

/// The grammar, compiled once.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let mut grammar = Grammar {
        names: Vec::new(),
        rules: Vec::new(),
    };
    for (table, _) in TABLES {
        for [symbol, ..] in words::rows::<4>(table) {
            if grammar.symbol(symbol).is_none() {
                grammar.names.push(symbol);
            }
        }
    }
    grammar.rules.resize(grammar.names.len(), Vec::new());
    for (table, read) in TABLES {
        for [symbol, pattern, reading, guards] in words::rows::<4>(table) {
            let rule = rule(&grammar, pattern, reading, guards, read);
            if let Some(at) = grammar.symbol(symbol) {
                grammar.rules[at].push(rule);
            }
        }
    }
    grammar.find_openings();
    grammar
});

/// The words with which something can open, by their number.
type Words = Vec<bool>;

/// What is known of how patterns open.
struct Openings {
    /// Of the symbols that have rules.
    symbols: Vec<Words>,
    classes: BTreeMap<&'static str, Words>,
}

impl Openings {
    /// Nothing is known of symbols yet.
    fn new(symbols: usize) -> Self {
        let none = vec![false; words::count()];
        let mut classes: BTreeMap<&'static str, Words> = BTreeMap::new();
        for word in 0..words::count() {
            for sense in words::senses(word) {
                classes.entry(sense.class).or_insert_with(|| none.clone())[word] = true;
            }
        }
        Self {
            symbols: vec![none; symbols],
            classes,
        }
    }

    /// The words with which a pattern can open, as far as is known.
    fn of(&self, pattern: &[Element]) -> Words {
        let mut opens = vec![false; words::count()];
        let optional = pattern.iter().take_while(|it| it.optional).count();
        let firsts = pattern.iter().take(optional + 1);
        for option in firsts.flat_map(|it| &it.options) {
            match option {
                Symbol::Word(0) => {}
                Symbol::Word(word) => opens[*word] = true,
                Symbol::Class(class) => self.add_class(class, &mut opens),
                Symbol::Number(_) => {
                    for class in numbers::OPENING {
                        self.add_class(class, &mut opens);
                    }
                }
                Symbol::Rules(symbol) => {
                    add(&mut opens, &self.symbols[*symbol]);
                }
            }
        }
        opens
    }

    fn add_class(&self, class: &str, opens: &mut [bool]) {
        if let Some(words) = self.classes.get(class) {
            add(opens, words);
        }
    }
}

/// Adds words to others; whether there were any new ones.
fn add(all: &mut [bool], more: &[bool]) -> bool {
    let mut is_new = false;
    for (known, more) in all.iter_mut().zip(more) {
        is_new |= *more && !*known;
        *known |= *more;
    }
    is_new
}

/// Compiles one row.
fn rule(
    grammar: &Grammar,
    pattern: &'static str,
    reading: &'static str,
    guards: &'static str,
    read: Read,
) -> Rule {
    let mut names: Vec<String> = Vec::new();
    let mut elements = Vec::new();
    for piece in pattern.split(' ') {
        let (name, options, optional, glued) = parts(piece);
        let name = name.unwrap_or_else(|| options.first().copied().unwrap_or_default());
        let before = names
            .iter()
            .filter(|known| known.trim_end_matches(|c: char| c.is_ascii_digit()) == name)
            .count();
        names.push(if before == 0 {
            name.to_owned()
        } else {
            format!("{name}{}", before + 1)
        });
        elements.push(Element {
            options: options
                .into_iter()
                .map(|word| symbol(grammar, word))
                .collect(),
            optional,
            glued,
        });
    }
    let mut call = reading.split(' ');
    Rule {
        pattern: elements,
        reading: call.next().unwrap_or_default(),
        arguments: call
            .map(|word| match names.iter().position(|name| name == word) {
                Some(at) => Argument::Element(at),
                None => Argument::Word(word),
            })
            .collect(),
        guards: guards.split(' ').filter(|word| !word.is_empty()).collect(),
        read,
        opens: Vec::new(),
    }
}

/// The parts of an element as written: name, options, optional, glued.
fn parts(piece: &'static str) -> (Option<&'static str>, Vec<&'static str>, bool, bool) {
    let (glued, piece) = match piece.strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let (optional, piece) = match piece.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, piece),
    };
    let (name, piece) = match piece.split_once('=') {
        Some((name, rest)) => (Some(name), rest),
        None => (None, piece),
    };
    let options = match piece
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => inner.split('|').collect(),
        None => vec![piece],
    };
    (name, options, optional, glued)
}

/// What an option of an element stands for.
fn symbol(grammar: &Grammar, word: &'static str) -> Symbol {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        Symbol::Word(words::number_of(word))
    } else if let Some(at) = grammar.symbol(word) {
        Symbol::Rules(at)
    } else if words::is_class(word) {
        Symbol::Class(word)
    } else {
        debug_assert!(numbers::KINDS.contains(&word), "no such symbol: {word}");
        Symbol::Number(word)
    }
}

/// Every literal word and mark of the patterns.
pub(super) fn literals() -> BTreeSet<&'static str> {
    TABLES
        .iter()
        .flat_map(|(table, _)| words::rows::<4>(table))
        .flat_map(|[_, pattern, ..]| pattern.split(' '))
        .flat_map(|piece| parts(piece).1)
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Argument, GRAMMAR, parts};

    #[test]
    fn an_element_is_read_into_its_parts() {
        assert_eq!(
            parts("~y=(YEAR|N2)?"),
            (Some("y"), vec!["YEAR", "N2"], true, true)
        );
        assert_eq!(parts("?"), (None, vec!["?"], false, false));
    }

    #[test]
    fn every_argument_in_capitals_names_an_element_of_its_rule() {
        for symbol in 0..GRAMMAR.rules.len() {
            for rule in GRAMMAR.rules(symbol) {
                for argument in &rule.arguments {
                    if let Argument::Word(word) = argument {
                        let meant = word.len() > 3 && word.chars().all(|c| c.is_ascii_uppercase());
                        assert!(!meant || *word == "REST" || *word == "START", "{rule:?}");
                    }
                }
            }
        }
    }
}
