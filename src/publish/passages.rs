//! What the passages of a graph tell of the text they were cut from.

use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::ontology::borrowed::nif;

/// The code points of one document that its passages cover.
#[derive(Debug, Default)]
pub(super) struct Covered {
    chars: BTreeMap<usize, char>,
}

impl Covered {
    /// From the passages in a graph.
    pub(super) fn new(quads: &[Quad]) -> Self {
        let mut chars = BTreeMap::new();
        for quad in quads {
            if quad.predicate.as_ref() != nif::ANCHOR_OF {
                continue;
            }
            let (NamedOrBlankNode::NamedNode(passage), Term::Literal(words)) =
                (&quad.subject, &quad.object)
            else {
                continue;
            };
            if let Some((start, _)) = place(passage.as_str()) {
                chars.extend((start..).zip(words.value().chars()));
            }
        }
        Self { chars }
    }

    /// All of a text.
    pub(super) fn whole(text: &str) -> Self {
        Self {
            chars: (0..).zip(text.chars()).collect(),
        }
    }

    /// All that is covered, with a space where something is missing.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.chars.len());
        let mut next = 0;
        for (at, char) in &self.chars {
            if *at != next {
                text.push(' ');
            }
            text.push(*char);
            next = at + 1;
        }
        text
    }

    /// The words at a place, if all of them are covered.
    pub(super) fn words(&self, start: usize, end: usize) -> Option<String> {
        (start..end).map(|at| self.chars.get(&at)).collect()
    }

    /// Up to `most` covered code points that end where a passage starts.
    pub(super) fn before(&self, start: usize, most: usize) -> String {
        let mut from = start;
        while from > 0 && start - from < most && self.chars.contains_key(&(from - 1)) {
            from -= 1;
        }
        self.words(from, start).unwrap_or_default()
    }

    /// Up to `most` covered code points that follow a passage.
    pub(super) fn after(&self, end: usize, most: usize) -> String {
        (end..end + most)
            .map_while(|at| self.chars.get(&at))
            .collect()
    }
}

/// The code points of `…#char=16,56`.
pub(super) fn place(iri: &str) -> Option<(usize, usize)> {
    let (_, range) = iri.split_once("#char=")?;
    let (start, end) = range.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}
