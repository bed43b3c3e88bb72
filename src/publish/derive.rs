//! What only shows over all articles: the same statement told by several, who agrees and disagrees with
//! whom, and how many outlets say so independently.
//!
//! Two statements are the same if they have the same subject, predicate, object, arguments, day and
//! temporality. The subject is an entity that articles share; words are compared without case and
//! article. What is only asked, wished or supposed is left out. A claim holds a statement to be so, or
//! not to be so: negation and denial each turn it around.
//!
//! An article that is known by the same digest as the last time is not read again: its gist was kept. Only
//! what the statements of changed articles reach is derived anew, and the graph is the same as if all of
//! it were. Memory grows with the number of statements about shared entities and with the number of
//! articles (256 bytes each), not with their text.

mod copies;
mod facts;
mod gist;
mod gists;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term, TermRef};
use sha2::{Digest as _, Sha256};

use crate::ontology::borrowed::{cito, prov};
use crate::ontology::terms::{class, property};
use crate::publish::Error;
use crate::publish::derive::facts::Fact;
use crate::publish::selection::failed;
use crate::store::{Fingerprint, Store};

pub use crate::publish::derive::gists::Gists;

/// To be raised when the same articles would give another graph, or gists are kept otherwise.
const VERSION: u32 = 2;

/// What was derived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The quads that are not in the graph yet, sorted; all of them if it is made anew.
    pub insert: Vec<Quad>,
    /// The quads that no longer follow.
    pub remove: Vec<Quad>,
    /// Whether the graph is made anew.
    pub is_whole: bool,
    /// How many articles were read.
    pub read: usize,
    /// What is to be kept for the next time.
    pub gists: Gists,
}

/// How much a derived graph tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements that more than one article makes.
    pub propositions: usize,
    /// Pairs of claims that agree.
    pub agreements: usize,
    /// Pairs of claims that disagree.
    pub disagreements: usize,
    /// Articles that are near copies of an earlier one.
    pub copies: usize,
}

/// Whether the derived graph fits the articles of its store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// There is none.
    Missing,
    /// Articles came, went or changed since, or an update may have changed some.
    Stale,
    /// It was derived from just these articles.
    Fresh,
}

impl Freshness {
    /// Of the graph of this name. Articles are known by their digests; an update takes that of the graph.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(store: &Store, graph: &NamedNode) -> Result<Self, Error> {
        if !store.contains(graph)? {
            return Ok(Self::Missing);
        }
        let fits = made_from(store, graph)? == Some(digest(&store.fingerprints()?));
        Ok(if fits { Self::Fresh } else { Self::Stale })
    }
}

/// Derives the graph called `graph` from all articles, or how it changes if `known` is what was kept when
/// it was made; `name` names a proposition by its digest.
///
/// # Errors
/// When the store cannot be read.
pub fn derive(
    store: &Store,
    graph: &NamedNode,
    name: &dyn Fn(&str) -> NamedNode,
    known: &Gists,
) -> Result<Derived, Error> {
    let articles = store.fingerprints()?;
    // What was kept is worth nothing if the graph is not the one that was made with it.
    let nothing = Gists::default();
    let is_whole =
        known.digest.is_empty() || made_from(store, graph)?.as_ref() != Some(&known.digest);
    let known = if is_whole { &nothing } else { known };
    let (gists, read) = Gists::now(store, &articles, known)?;
    let (mut insert, mut remove) = if is_whole {
        let facts = &facts::of(&gists, None, name) | &facts::copies(&gists);
        (facts, BTreeSet::new())
    } else {
        change(known, &gists, name)
    };
    let quads = |facts: &mut BTreeSet<Fact>| -> Vec<Quad> {
        std::mem::take(facts)
            .iter()
            .map(|it| it.quad(graph))
            .collect()
    };
    let (mut insert, mut remove) = (quads(&mut insert), quads(&mut remove));
    if is_whole {
        insert.extend(about(graph));
    }
    if known.digest != gists.digest {
        insert.push(made(graph, &gists.digest));
        if !is_whole {
            remove.push(made(graph, &known.digest));
        }
    }
    insert.sort_by_cached_key(Quad::to_string);
    Ok(Derived {
        insert,
        remove,
        is_whole,
        read,
        gists,
    })
}

impl Derived {
    /// Brings the graph up to date, in one transaction.
    ///
    /// # Errors
    /// When the store cannot be written; it is then as before.
    pub fn apply(&self, store: &Store, graph: &NamedNode) -> Result<(), Error> {
        if self.is_whole {
            store.replace(graph, &self.insert)?;
        } else if !self.insert.is_empty() || !self.remove.is_empty() {
            store.amend(&self.remove, &self.insert)?;
        }
        Ok(())
    }
}

/// What follows now and did not, and what followed and does not now.
fn change(
    then: &Gists,
    now: &Gists,
    name: &dyn Fn(&str) -> NamedNode,
) -> (BTreeSet<Fact>, BTreeSet<Fact>) {
    let keys = &now.changed(then) | &then.changed(now);
    let of = |gists: &Gists| &facts::of(gists, Some(&keys), name) | &facts::copies(gists);
    let (before, after) = (of(then), of(now));
    let mut gone = &before - &after;
    // Two claims may agree on something else as well.
    let subjects: BTreeSet<&str> = gone.iter().map(|fact| &fact.subject[..]).collect();
    let others = now.voices().filter(|(_, voice)| {
        let is_in = |name: &String| subjects.contains(&name[..]);
        (is_in(&voice.claim) || is_in(&voice.statement)) && !keys.contains(&voice.key)
    });
    let others = others.map(|(_, voice)| voice.key).collect();
    for fact in facts::of(now, Some(&others), name) {
        gone.remove(&fact);
    }
    (&after - &before, gone)
}

/// How much the graph of this name tells.
///
/// # Errors
/// When the store cannot be read.
pub fn counts(store: &Store, graph: &NamedNode) -> Result<Counts, Error> {
    let count = |property: NamedNodeRef<'_>, object: Option<TermRef<'_>>| {
        let mut count = 0;
        for quad in scan(store, property, object, graph) {
            quad.map_err(failed)?;
            count += 1;
        }
        Ok::<usize, Error>(count)
    };
    Ok(Counts {
        propositions: count(rdf::TYPE, Some(class::PROPOSITION.into()))?,
        // Each pair stands there in both directions.
        agreements: count(cito::AGREES_WITH, None)? / 2,
        disagreements: count(cito::DISAGREES_WITH, None)? / 2,
        copies: count(property::COPY_OF, None)?,
    })
}

fn scan(
    store: &Store,
    property: NamedNodeRef<'_>,
    object: Option<TermRef<'_>>,
    graph: &NamedNode,
) -> oxigraph::store::QuadIter<'static> {
    let graph = GraphNameRef::NamedNode(graph.as_ref());
    let database = store.database();
    database.quads_for_pattern(None, Some(property), object, Some(graph))
}

/// The digest of the articles that the graph says it was made from.
fn made_from(store: &Store, graph: &NamedNode) -> Result<Option<String>, Error> {
    let mut found = scan(store, property::ARTICLES_DIGEST, None, graph);
    let quad = found.next().transpose().map_err(failed)?;
    Ok(quad.and_then(|quad| match quad.object {
        Term::Literal(digest) => Some(digest.value().to_owned()),
        _ => None,
    }))
}

/// What the graph says of itself.
fn about(graph: &NamedNode) -> [Quad; 2] {
    let label = Literal::new_language_tagged_literal_unchecked(
        "What only shows over all articles: who agrees with whom, and how many outlets say so",
        "en",
    );
    let about = |property, object: Term| Quad::new(graph.clone(), property, object, graph.clone());
    [
        about(rdf::TYPE, prov::ENTITY.into_owned().into()),
        about(rdfs::LABEL, label.into()),
    ]
}

/// The quad that says from which articles the graph was made.
fn made(graph: &NamedNode, digest: &str) -> Quad {
    let digest = Literal::from(digest);
    Quad::new(
        graph.clone(),
        property::ARTICLES_DIGEST,
        digest,
        graph.clone(),
    )
}

/// By what an article is known, in one line.
fn line(known: &Fingerprint) -> String {
    format!("{} {}", known.version, known.digest)
}

/// A digest of all articles, and of how they are derived from.
fn digest(articles: &BTreeMap<NamedNode, Option<Fingerprint>>) -> String {
    let mut digest = Sha256::new();
    digest.update(VERSION.to_be_bytes());
    for (graph, known) in articles {
        let known = known.as_ref().map(line).unwrap_or_default();
        digest.update(format!("{}\t{known}\n", graph.as_str()));
    }
    facts::hex(&digest.finalize()[..16])
}
