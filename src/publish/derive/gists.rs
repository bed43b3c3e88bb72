//! The gists of all articles, kept beside a store so that only changed articles are read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use oxigraph::model::NamedNode;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::publish::derive::copies::{Copies, Signature};
use crate::publish::derive::gist::{Gist, Key, Voice};
use crate::publish::{Error, derive, file};
use crate::store::{Fingerprint, Store};

/// The gists of all articles a graph was derived from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gists {
    /// The digest of the articles.
    pub(super) digest: String,
    /// By graph.
    pub(super) articles: Vec<Gist>,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    digest: String,
}

impl Gists {
    /// Reads what [`Gists::write`] wrote. Nothing if there is no such file, or one that cannot be read:
    /// all articles are then read again.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        Self::try_read(path).unwrap_or_default()
    }

    fn try_read(path: &Path) -> Option<Self> {
        let file = zstd::Decoder::new(File::open(path).ok()?).ok()?;
        let mut lines = BufReader::with_capacity(1 << 16, file).lines();
        let head: Head = serde_json::from_str(&lines.next()?.ok()?).ok()?;
        if head.version != derive::VERSION {
            return None;
        }
        let articles = lines.map(|line| serde_json::from_str(&line.ok()?).ok());
        Some(Self {
            digest: head.digest,
            articles: articles.collect::<Option<_>>()?,
        })
    }

    /// Writes them into a file whose name ends in `.zst`, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        file::whole(path, |out| {
            let head = Head {
                version: derive::VERSION,
                digest: self.digest.clone(),
            };
            let mut line = serde_json::to_vec(&head).map_err(std::io::Error::other)?;
            for gist in &self.articles {
                line.push(b'\n');
                out.write_all(&line)?;
                line.clear();
                serde_json::to_writer(&mut line, gist).map_err(std::io::Error::other)?;
            }
            line.push(b'\n');
            out.write_all(&line)?;
            Ok(())
        })
    }

    /// Those of the articles as they are now, and how many of them had to be read.
    pub(super) fn now(
        store: &Store,
        articles: &BTreeMap<NamedNode, Option<Fingerprint>>,
        known: &Self,
    ) -> Result<(Self, usize), Error> {
        let shared = format!("{}entity/", store.base());
        let known: BTreeMap<&str, &Gist> = known
            .articles
            .iter()
            .map(|gist| (&gist.graph[..], gist))
            .collect();
        let gists: Vec<(Option<Gist>, bool)> = articles
            .par_iter()
            .map(|(graph, fingerprint)| {
                let digest = fingerprint.as_ref().map(derive::line);
                if let Some(known) = known.get(graph.as_str())
                    && digest.is_some()
                    && known.digest == digest
                {
                    return Ok(((*known).clone().into(), false));
                }
                let quads = store.graph(graph)?;
                let gist = Gist::new(graph.as_str(), digest, &quads, &shared);
                Ok((gist, true))
            })
            .collect::<Result<_, Error>>()?;
        let read = gists.iter().filter(|(_, is_read)| *is_read).count();
        let mut now = Self {
            digest: derive::digest(articles),
            articles: gists.into_iter().filter_map(|(gist, _)| gist).collect(),
        };
        now.find_copies();
        Ok((now, read))
    }

    fn find_copies(&mut self) {
        let signatures: Vec<&Signature> = self.articles.iter().map(|it| &it.signature).collect();
        let copies = Copies::find(&signatures, |at| {
            let gist = &self.articles[at];
            (&gist.published[..], &gist.name[..])
        });
        for at in 0..self.articles.len() {
            self.articles[at].original = copies.original(at);
        }
    }

    /// The article of which this is a copy, itself if of none.
    pub(super) fn original(&self, at: usize) -> &Gist {
        &self.articles[self.articles[at].original]
    }

    /// What is stated in articles whose content or standing is another than in the other ones.
    pub(super) fn changed(&self, other: &Self) -> BTreeSet<Key> {
        let others: BTreeMap<&str, usize> = other
            .articles
            .iter()
            .enumerate()
            .map(|(at, gist)| (&gist.graph[..], at))
            .collect();
        let mut keys = BTreeSet::new();
        for (at, gist) in self.articles.iter().enumerate() {
            let same = others.get(&gist.graph[..]).is_some_and(|place| {
                let other_gist = &other.articles[*place];
                let [one, two] = [self.original(at), other.original(*place)];
                gist.digest.is_some()
                    && gist.digest == other_gist.digest
                    && (&one.graph, &one.outlet) == (&two.graph, &two.outlet)
            });
            if !same {
                keys.extend(gist.voices.iter().map(|voice| voice.key));
            }
        }
        keys
    }

    /// All voices with the places of their articles.
    pub(super) fn voices(&self) -> impl Iterator<Item = (usize, &Voice)> {
        let articles = self.articles.iter().enumerate();
        articles.flat_map(|(at, gist)| gist.voices.iter().map(move |voice| (at, voice)))
    }
}
