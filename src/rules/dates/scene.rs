//! The text around a match: atoms by their letters, and the analysis of the tokens they belong to.

use crate::language::{Document, Upos, Xpos};
use crate::rules::dates::atoms::{Atom, Shape};
use crate::rules::dates::words;

/// The text around a match.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The analysed text.
    pub(super) document: &'a Document<'a>,
    /// Its atoms.
    pub(super) atoms: &'a [Atom],
}

impl<'a> Scene<'a> {
    /// The token that an atom is, or is part of.
    pub(super) fn token(&self, atom: usize) -> Option<usize> {
        let start = self.atoms.get(atom)?.start;
        let tokens = &self.document.tokens;
        let at = tokens.partition_point(|token| token.span.end() <= start);
        (tokens.get(at)?.span.start() <= start).then_some(at)
    }

    /// The characters of an atom; nothing outside the text.
    pub(super) fn form(&self, atom: usize) -> &'a str {
        let text: &'a str = self.document.text.as_str();
        self.atoms
            .get(atom)
            .and_then(|atom| text.get(atom.start..atom.end))
            .unwrap_or_default()
    }

    /// The characters of an atom in small letters.
    pub(super) fn lower(&self, atom: usize) -> String {
        self.form(atom).to_lowercase()
    }

    /// The atom before, in small letters.
    pub(super) fn before(&self, atom: usize) -> String {
        atom.checked_sub(1)
            .map_or_else(String::new, |at| self.lower(at))
    }

    /// Whether an atom is letters or digits rather than a mark.
    pub(super) fn is_alphanumeric(&self, atom: usize) -> bool {
        self.form(atom).starts_with(char::is_alphanumeric)
    }

    /// Whether an atom is a number in digits.
    pub(super) fn is_number(&self, atom: usize) -> bool {
        let shape = self.atoms.get(atom).map(|atom| atom.shape);
        matches!(shape, Some(Shape::Number { .. }))
    }

    /// Whether an atom is glued to the one before it.
    pub(super) fn glued(&self, atom: usize) -> bool {
        self.atoms.get(atom).is_some_and(|atom| atom.glued)
    }

    /// The Penn tag of the token at an atom.
    pub(super) fn xpos(&self, atom: usize) -> Option<Xpos> {
        self.token(atom)
            .map(|token| self.document.tokens[token].xpos)
    }

    /// The word class of the token at an atom.
    pub(super) fn upos(&self, atom: usize) -> Option<Upos> {
        self.token(atom)
            .map(|token| self.document.tokens[token].upos)
    }

    /// Whether a plural noun stands at an atom.
    pub(super) fn is_plural(&self, atom: usize) -> bool {
        self.xpos(atom) == Some(Xpos::Nns)
    }

    /// Whether the token at an atom opens its sentence.
    pub(super) fn opens_sentence(&self, atom: usize) -> bool {
        self.token(atom).is_none_or(|token| {
            let sentence = self.document.sentence_of(token);
            self.document
                .sentences
                .get(sentence)
                .is_none_or(|sentence| sentence.tokens.start == token)
        })
    }

    /// Whether a word of a class stands at an atom.
    pub(super) fn has_class(&self, atom: usize, class: &str) -> bool {
        self.atoms.get(atom).is_some_and(|atom| {
            words::senses(atom.word)
                .iter()
                .any(|sense| sense.class == class)
        })
    }
}
