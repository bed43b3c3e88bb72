//! Which entity has which IRI, and so which are shared between articles.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use crate::extraction::{Entity, EntityType, Extraction, Link, SourceKind};
use crate::mapping::identities::Identities;
use crate::mapping::institution::{self, Owners};
use crate::mapping::iri::{Mint, numbered, slug, without_article};
use crate::text::Text;

/// The IRIs of entities, of the authors and of the outlet.
pub(super) struct Cast<'a> {
    /// In the order of the extraction's list.
    pub(super) entities: Vec<NamedNode>,
    /// In the order of the byline, with their names.
    pub(super) authors: Vec<(NamedNode, &'a str)>,
    /// The newspaper, agency or site, with its name.
    pub(super) outlet: Option<(NamedNode, &'a str)>,
    /// Indexes of entities without a name who say something.
    pub(super) anonymous: BTreeSet<usize>,
    ids: BTreeMap<&'a str, usize>,
    taken: Taken,
}

impl Cast<'_> {
    /// Gives entities, authors and the outlet the IRIs that the user's word gives them.
    pub(super) fn rename(&mut self, identities: &Identities, mint: &Mint<'_>) {
        let own = mint.own();
        let authors = self.authors.iter_mut().map(|(iri, _)| iri);
        let outlet = self.outlet.iter_mut().map(|(iri, _)| iri);
        for iri in self.entities.iter_mut().chain(authors).chain(outlet) {
            *iri = identities.entity(iri, &own);
            self.taken.add(iri.as_str());
        }
    }

    /// The index of the entity with this id.
    pub(super) fn index(&self, id: Option<&str>) -> Option<usize> {
        self.ids.get(id?).copied()
    }

    /// The IRI of the entity with this id.
    pub(super) fn entity(&self, id: Option<&str>) -> Option<&NamedNode> {
        self.index(id).map(|at| &self.entities[at])
    }

    /// This IRI, or a numbered one where an entity has it already.
    pub(super) fn free(&self, iri: NamedNode) -> NamedNode {
        self.taken.free(iri)
    }
}

/// The IRIs that entities have.
#[derive(Default)]
struct Taken {
    iris: BTreeSet<String>,
    /// The first number that may be free of each IRI that several wanted: thousands may.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    fn add(&mut self, iri: &str) {
        self.iris.insert(iri.to_owned());
    }

    /// This IRI, or a numbered one where somebody has it.
    fn free(&self, iri: NamedNode) -> NamedNode {
        self.first_free(iri).0
    }

    /// The same, which is then taken.
    fn take(&mut self, iri: NamedNode) -> NamedNode {
        let wanted = iri.as_str().to_owned();
        let (iri, number) = self.first_free(iri);
        self.add(iri.as_str());
        self.numbers.insert(wanted, number + 1);
        iri
    }

    fn first_free(&self, iri: NamedNode) -> (NamedNode, usize) {
        if !self.iris.contains(iri.as_str()) {
            return (iri, 1);
        }
        let mut number = self.numbers.get(iri.as_str()).copied().unwrap_or(2).max(2);
        loop {
            let free = numbered(&iri, number);
            if !self.iris.contains(free.as_str()) {
                return (free, number);
            }
            number += 1;
        }
    }
}

/// Gives everybody an IRI.
pub(super) fn cast<'a>(extraction: &'a Extraction, text: &Text, mint: &Mint<'_>) -> Cast<'a> {
    let document = &extraction.document;
    let entities = &extraction.entities;
    let ids: BTreeMap<&str, usize> = entities
        .iter()
        .enumerate()
        .map(|(at, entity)| (entity.id.as_str(), at))
        .collect();
    let sources = extraction.claims.iter().map(|claim| &claim.source);
    let anonymous: BTreeSet<usize> = sources
        .filter(|source| source.kind != SourceKind::Narrator)
        .filter_map(|source| ids.get(source.entity.as_deref()?).copied())
        .filter(|at| !entities[*at].is_named())
        .collect();
    let outlet = filled(document.outlet.as_deref())
        .map(|name| (mint.shared(EntityType::Organization, name), name));
    let authors = document.authors.iter().filter_map(|name| {
        let name = filled(Some(name))?;
        // "By Reuters": the agency signs for itself.
        let author = match &outlet {
            Some((outlet, called)) if same_name(name, called) => outlet.clone(),
            _ if is_plain(name) => mint.entity(EntityType::Person, name),
            _ => mint.shared(EntityType::Person, name),
        };
        Some((author, name))
    });
    let owners = Owners::new(extraction, text);
    let wanted = entities.iter().enumerate().map(|(at, entity)| {
        let name = entity.name.as_str();
        match &outlet {
            _ if anonymous.contains(&at) => mint.source(name),
            _ if !entity.is_named() => mint.thing(name),
            Some((outlet, called)) if is_outlet(entity, called) => outlet.clone(),
            _ => match public_name(entity, &owners) {
                Some(name) => mint.shared(entity.kind, &name),
                None => mint.entity(entity.kind, name),
            },
        }
    });
    let wanted: Vec<NamedNode> = wanted.collect();
    let (iris, taken) = apart(entities, &wanted, mint);
    Cast {
        entities: iris,
        authors: authors.collect(),
        outlet,
        anonymous,
        ids,
        taken,
    }
}

/// Gives each entity an IRI of its own. Where an article calls two things by one name, the name alone
/// says too little to be shared: only one that a knowledge base knows keeps the shared IRI.
fn apart(entities: &[Entity], wanted: &[NamedNode], mint: &Mint<'_>) -> (Vec<NamedNode>, Taken) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, iri) in wanted.iter().enumerate() {
        groups.entry(iri.as_str()).or_default().push(at);
    }
    let mut iris = wanted.to_vec();
    let mut taken = Taken::default();
    let mut rest = Vec::new();
    for (iri, mut members) in groups {
        if let [_] = members.as_slice() {
            taken.add(iri);
            continue;
        }
        members.sort_by_cached_key(|at| rank(&entities[*at]));
        let bound =
            wanted[members[0]] == bound_name(&entities[members[0]], &wanted[members[0]], mint);
        if bound || is_linked(&entities[members[0]]) {
            taken.add(iri);
            members.remove(0);
        }
        rest.extend(members);
    }
    for at in rest {
        iris[at] = taken.take(bound_name(&entities[at], &wanted[at], mint));
    }
    (iris, taken)
}

/// The name of an entity that is not shared.
fn bound_name(entity: &Entity, wanted: &NamedNode, mint: &Mint<'_>) -> NamedNode {
    if entity.is_named() {
        mint.entity(entity.kind, &entity.name)
    } else {
        wanted.clone()
    }
}

/// Who of those with one name comes first, whatever the order of the list: the linked, then the first
/// mentioned.
fn rank(entity: &Entity) -> (bool, usize, String) {
    let first = entity.mentions.iter().map(|mention| mention.start).min();
    let linked = is_linked(entity);
    (!linked, first.unwrap_or(usize::MAX), format!("{entity:?}"))
}

/// The name by which other articles know an entity as well; `None` where its name says too little.
fn public_name<'a>(entity: &'a Entity, owners: &Owners<'_>) -> Option<Cow<'a, str>> {
    let name = entity.name.as_str();
    if let Some(link) = link(entity) {
        return Some(filled(link.name.as_deref()).unwrap_or(name).into());
    }
    if is_plain(name) {
        return None;
    }
    if !institution::is_common(name) {
        return Some(name.into());
    }
    let owner = owners.of(entity)?;
    let known = filled(link(owner)?.name.as_deref())?;
    Some(format!("{name} of {known}").into())
}

/// Whether a name is a single word, which many things share.
fn is_plain(name: &str) -> bool {
    without_article(name).split_whitespace().nth(1).is_none()
}

/// Whether a knowledge base knows it, more likely than not.
fn is_linked(entity: &Entity) -> bool {
    link(entity).is_some()
}

/// The first link that is more likely right than wrong.
fn link(entity: &Entity) -> Option<&Link> {
    let mut links = entity.links.iter();
    links.find(|link| link.confidence.is_none_or(|confidence| confidence >= 0.5))
}

/// Whether an entity is the outlet of its article.
fn is_outlet(entity: &Entity, outlet: &str) -> bool {
    let kind_fits = matches!(entity.kind, EntityType::Organization | EntityType::Work);
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
    kind_fits && names.any(|name| same_name(name, outlet))
}

fn same_name(one: &str, other: &str) -> bool {
    slug(without_article(one)) == slug(without_article(other))
}

fn filled(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}
