//! Matches the grammar at one place: all readings of a symbol there, by where they end.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use crate::rules::dates::atoms::{Atom, Shape};
use crate::rules::dates::grammar::{Argument, Element, GRAMMAR, Rule, Symbol};
use crate::rules::dates::reading::{Here, Val};
use crate::rules::dates::{numbers, words};

/// Where a symbol's matches end, and what they mean.
type Found = Rc<[(usize, Val)]>;

/// One place in the text, and what was already found out there.
pub(super) struct Matcher<'a> {
    atoms: &'a [Atom],
    here: &'a Here<'a>,
    /// Whether a guard holds for a range of atoms.
    guard: &'a dyn Fn(&str, Range<usize>) -> bool,
    memory: RefCell<Vec<(usize, usize, Found)>>,
}

impl<'a> Matcher<'a> {
    /// A matcher with nothing found out yet.
    pub(super) fn new(
        atoms: &'a [Atom],
        here: &'a Here<'a>,
        guard: &'a dyn Fn(&str, Range<usize>) -> bool,
    ) -> Self {
        Self {
            atoms,
            here,
            guard,
            memory: RefCell::new(Vec::new()),
        }
    }

    /// All matches of a symbol from an atom on, each end once; the first rule wins an end.
    pub(super) fn matches(&self, symbol: usize, from: usize) -> Found {
        let known = self
            .memory
            .borrow()
            .iter()
            .find(|(s, f, _)| *s == symbol && *f == from)
            .map(|(_, _, found)| Rc::clone(found));
        if let Some(found) = known {
            return found;
        }
        let mut found: Vec<(usize, Val)> = Vec::new();
        let opening = self.atoms.get(from);
        let rules = GRAMMAR.rules(symbol).iter();
        for rule in rules.filter(|rule| opening.is_some_and(|it| rule.opens_with(it))) {
            let mut captures = vec![Val::Absent; rule.pattern.len()];
            self.walk(rule, 0, from, from, &mut captures, &mut found);
        }
        let found: Found = found.into();
        self.memory
            .borrow_mut()
            .push((symbol, from, Rc::clone(&found)));
        found
    }

    /// Matches the elements of a rule from number `at` on.
    fn walk(
        &self,
        rule: &Rule,
        at: usize,
        start: usize,
        from: usize,
        captures: &mut Vec<Val>,
        found: &mut Vec<(usize, Val)>,
    ) {
        let Some(element) = rule.pattern.get(at) else {
            if from > start && !found.iter().any(|(end, _)| *end == from) {
                let held = rule
                    .guards
                    .iter()
                    .all(|name| (self.guard)(name, start..from));
                if let Some(value) = held.then(|| self.read(rule, captures)).flatten() {
                    found.push((from, value));
                }
            }
            return;
        };
        for (end, value) in self.element(element, from, start) {
            captures[at] = value;
            self.walk(rule, at + 1, start, end, captures, found);
        }
        if element.optional {
            captures[at] = Val::Absent;
            self.walk(rule, at + 1, start, from, captures, found);
        }
    }

    /// What an element can match at an atom.
    fn element(&self, element: &Element, from: usize, start: usize) -> Vec<(usize, Val)> {
        let Some(atom) = self.atoms.get(from) else {
            return Vec::new();
        };
        if element.glued && from > start && !atom.glued {
            return Vec::new();
        }
        let mut found = Vec::new();
        for option in &element.options {
            match option {
                Symbol::Word(word) => {
                    if atom.word == *word && *word != 0 {
                        found.push((from + 1, Val::Absent));
                    }
                }
                Symbol::Class(class) => {
                    for sense in words::senses(atom.word) {
                        if sense.class == *class && (!sense.shy || self.bold(from)) {
                            found.push((from + 1, Val::Code(sense.value)));
                        }
                    }
                }
                Symbol::Number(kind) => {
                    found.extend(
                        numbers::matches(kind, self.atoms, from)
                            .map(|(end, value)| (end, Val::Number(value))),
                    );
                }
                Symbol::Rules(symbol) => found.extend(self.matches(*symbol, from).iter().cloned()),
            }
        }
        found
    }

    /// Whether a word that is only sometimes a time word is one here: capital or beside a number.
    fn bold(&self, at: usize) -> bool {
        let number = |atom: &Atom| {
            let ordinal = |sense: &words::Sense| matches!(sense.class, "ORDW" | "SUFFIX");
            matches!(atom.shape, Shape::Number { .. })
                || words::senses(atom.word).iter().any(ordinal)
        };
        let link = |atom: &Atom| {
            ["of", "the", "-", "/", "."]
                .iter()
                .any(|word| words::number_of(word) == atom.word)
        };
        let before = self.atoms[..at].iter().rev().take(2).find(|it| !link(it));
        let after = self.atoms[at + 1..].iter().take(2).find(|it| !link(it));
        self.atoms[at].capital || before.is_some_and(number) || after.is_some_and(number)
    }

    /// Hands the captured values to the reading of the rule.
    fn read(&self, rule: &Rule, captures: &[Val]) -> Option<Val> {
        let arguments: Vec<Val> = rule
            .arguments
            .iter()
            .map(|argument| match argument {
                Argument::Element(at) => captures[*at].clone(),
                Argument::Word(word) => Val::Code(word),
            })
            .collect();
        (rule.read)(rule.reading, &arguments, self.here)
    }
}
