//! The analysed text: one owner of tokens, sentences and names; sentences and tokens are views.

use std::ops::Range;

use crate::language::labels::{Kind, NameType, Relation, Upos, Xpos};
use crate::stop::Stop;
use crate::text::{Span, Text};

/// A word, clitic, number or punctuation mark with its analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters in the text.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Base form.
    pub lemma: String,
    /// Index of the token it depends on, in the document; `None` for the root of its sentence.
    pub head: Option<usize>,
    /// The relation to its head; [`Relation::Root`] for a root.
    pub relation: Relation,
    /// The kind of thing referred to, at the head of a mention.
    pub kind: Kind,
}

/// A sentence: a range of token indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, by index in the document; never empty.
    pub tokens: Range<usize>,
    /// Number of the paragraph it stands in, from 0.
    pub paragraph: usize,
}

/// A flat name as the model sees it: not yet corrected by the article or a gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// Its tokens, by index in the document; never empty.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameType,
    /// The model's probability of this name with this type, 0 to 1.
    pub confidence: f32,
}

/// An analysed text. Everything else in `language` and `rules` is a view of it by token index.
///
/// The fields are public so that a test can build a document by hand. Invariants: tokens are in text
/// order and do not overlap; sentences partition the tokens in order; every head lies in the
/// sentence of its dependent and the heads of a sentence form one tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'t> {
    /// The text all spans point into.
    pub text: &'t Text,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All sentences.
    pub sentences: Vec<Sentence>,
    /// Flat names, in text order, not overlapping.
    pub names: Vec<NameSpan>,
    /// Whether what is read off it is still wanted.
    pub stop: Stop<'t>,
}

impl<'t> Document<'t> {
    /// All tokens by index; they end early when the work is not wanted any more.
    pub fn indices(&self) -> impl Iterator<Item = usize> + use<'t> {
        self.stop.during(0..self.tokens.len())
    }

    /// The characters of a token.
    #[must_use]
    pub fn form(&self, token: usize) -> &'t str {
        self.text.slice(self.tokens[token].span)
    }

    /// The characters from the first to the last of some tokens; `None` for an empty range.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let last = tokens.end.checked_sub(1)?;
        (tokens.start <= last).then(|| self.tokens[tokens.start].span.cover(self.tokens[last].span))
    }

    /// The words from the first to the last of some tokens, as written.
    #[must_use]
    pub fn words(&self, tokens: Range<usize>) -> &'t str {
        self.span(tokens).map_or("", |span| self.text.slice(span))
    }

    /// Index of the sentence a token stands in.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The direct dependents of a token, in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let sentence = &self.sentences[self.sentence_of(token)];
        sentence
            .tokens
            .clone()
            .filter(move |child| self.tokens[*child].head == Some(token))
    }

    /// The first dependent with this relation, subtypes included when `relation` is a base one.
    #[must_use]
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).find(|child| {
            let found = self.tokens[*child].relation;
            found == relation || found.base() == relation
        })
    }

    /// The tokens on the way from a token (excluded) up to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.tokens[token].head, |up| self.tokens[*up].head)
    }

    /// Whether `token` is `top` or below it.
    #[must_use]
    pub fn is_within(&self, token: usize, top: usize) -> bool {
        token == top || self.ancestors(token).any(|up| up == top)
    }

    /// The first and last token of the subtree under a token, as a range. In a non-projective tree
    /// the range may hold tokens of other subtrees.
    #[must_use]
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let sentence = &self.sentences[self.sentence_of(token)];
        let mut range = token..token + 1;
        for other in sentence.tokens.clone() {
            if self.is_within(other, token) {
                range.start = range.start.min(other);
                range.end = range.end.max(other + 1);
            }
        }
        range
    }

    /// Whether white space follows the token in the text (also true at the end of the text).
    #[must_use]
    pub fn space_after(&self, token: usize) -> bool {
        let rest = &self.text.as_str()[self.tokens[token].span.end()..];
        rest.chars().next().is_none_or(char::is_whitespace)
    }
}
