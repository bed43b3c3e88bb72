//! What was found in a text beside its prose, and where.

use std::ops::Range;

use crate::article::{Article, outlet};

/// Metadata, and the places in the text that are not the article's prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Findings {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    /// The outlet that a syndication note names.
    pub(super) first_outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) dateline: Option<String>,
    /// The headline's bytes, where it is a line of the text.
    pub(super) headline: Option<Range<usize>>,
    /// The bytes of everything else that is no prose, in order, not overlapping.
    pub(super) residue: Vec<Range<usize>>,
}

impl Findings {
    /// Takes over what a line further down says where nothing above said it.
    pub(super) fn add(&mut self, line: Findings) {
        fn fill(slot: &mut Option<String>, value: Option<String>) {
            if slot.is_none() {
                *slot = value;
            }
        }
        fill(&mut self.url, line.url);
        fill(&mut self.title, line.title);
        fill(&mut self.outlet, line.outlet);
        fill(&mut self.first_outlet, line.first_outlet);
        fill(&mut self.published, line.published);
        fill(&mut self.modified, line.modified);
        fill(&mut self.dateline, line.dateline);
        for author in line.authors {
            if !self.authors.contains(&author) {
                self.authors.push(author);
            }
        }
    }

    /// Fills what the article does not know yet.
    ///
    /// Of the outlet in the header and the one in a syndication note the header's stands, since that
    /// is where the article was published; where both name the same outlet, its fuller name.
    pub(super) fn fill(self, article: &mut Article) {
        let outlet = match (self.outlet, self.first_outlet) {
            (Some(header), Some(note)) => Some(outlet::fuller(header, &note)),
            (header, note) => header.or(note),
        };
        for (slot, value) in [
            (&mut article.url, self.url),
            (&mut article.title, self.title),
            (&mut article.outlet, outlet),
            (&mut article.published, self.published),
            (&mut article.modified, self.modified),
            (&mut article.dateline, self.dateline),
        ] {
            if slot.is_none() {
                *slot = value;
            }
        }
        if article.authors.is_empty() {
            article.authors = self.authors;
        }
    }
}
