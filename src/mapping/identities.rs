//! What the user says about identity: which things are one, and which are not.
//!
//! The user's word goes before ours: it gives an entity another IRI than its name would, adds links
//! and takes them away.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;

use crate::mapping::iri::Base;

/// Pairs of `owl:sameAs` and `owl:differentFrom`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// The IRI that is used for another one.
    instead: BTreeMap<String, String>,
    /// Things elsewhere that an IRI stands for.
    links: BTreeMap<String, BTreeSet<String>>,
    different: BTreeSet<(String, String)>,
}

impl Identities {
    /// Two IRIs stand for one thing. Of two entities under `base` the second IRI is used for both; a
    /// thing elsewhere becomes a link.
    pub fn same(&mut self, base: &Base, one: &str, other: &str) {
        let is_ours = |iri: &str| iri.starts_with(base.as_str());
        let (entity, elsewhere) = match (is_ours(one), is_ours(other)) {
            (true, true) => {
                if self.instead(other) != one {
                    self.instead.insert(one.to_owned(), other.to_owned());
                }
                return;
            }
            (false, true) => (other, one),
            _ => (one, other),
        };
        let links = self.links.entry(entity.to_owned()).or_default();
        links.insert(elsewhere.to_owned());
    }

    /// Two IRIs stand for two things: a thing elsewhere is no longer a link, and where the second is
    /// an entity of one article only, it takes the place of the first in that article.
    pub fn different(&mut self, one: &str, other: &str) {
        for (one, other) in [(one, other), (other, one)] {
            self.different.insert((one.to_owned(), other.to_owned()));
        }
    }

    /// Two IRIs of which the user says that they are one and that they are two.
    pub fn contradiction(&self) -> Option<(&str, &str)> {
        let pairs = self.different.iter();
        let mut pairs = pairs.map(|(one, other)| (one.as_str(), other.as_str()));
        pairs.find(|(one, other)| {
            let linked = self
                .links
                .get(*one)
                .is_some_and(|links| links.contains(*other));
            linked || self.instead(one) == self.instead(other)
        })
    }

    /// The IRI of an entity in the article whose own IRIs start with `bound`.
    pub(super) fn entity(&self, iri: &NamedNode, bound: &str) -> NamedNode {
        let own = self.of(iri.as_str()).find(|other| other.starts_with(bound));
        let iri = self.instead(own.unwrap_or(iri.as_str()));
        // Everything here was an IRI in the user's file or is one of ours.
        NamedNode::new_unchecked(iri)
    }

    /// Whether the user says that a thing is not the one elsewhere.
    pub(super) fn forbids(&self, iri: &NamedNode, elsewhere: &str) -> bool {
        self.of(iri.as_str()).any(|other| other == elsewhere)
    }

    /// The things elsewhere that an entity is, or one that it replaces, by the user's word.
    pub(super) fn links<'s>(&'s self, iri: &'s NamedNode) -> impl Iterator<Item = &'s str> {
        self.links
            .iter()
            .filter(move |(entity, _)| self.instead(entity) == iri.as_str())
            .flat_map(|(_, links)| links)
            .map(String::as_str)
    }

    /// What an IRI is different from.
    fn of<'s>(&'s self, iri: &'s str) -> impl Iterator<Item = &'s str> {
        self.different
            .range((iri.to_owned(), String::new())..)
            .take_while(move |(one, _)| one == iri)
            .map(|(_, other)| other.as_str())
    }

    /// The last of the IRIs that replace one another.
    fn instead<'s>(&'s self, iri: &'s str) -> &'s str {
        let mut last = iri;
        for _ in 0..=self.instead.len() {
            match self.instead.get(last) {
                Some(next) => last = next,
                None => break,
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::Identities;
    use crate::mapping::Base;
    use oxigraph::model::NamedNode;

    fn entity(name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}entity/{name}", Base::DEFAULT))
    }

    #[test]
    fn of_two_entities_the_second_is_used_through_chains_and_circles() {
        let base = Base::default();
        let (a, b, c) = (entity("a"), entity("b"), entity("c"));
        let mut identities = Identities::default();
        identities.same(&base, a.as_str(), b.as_str());
        identities.same(&base, b.as_str(), c.as_str());
        identities.same(&base, c.as_str(), a.as_str());
        assert_eq!(identities.entity(&a, "urn:none"), c);
        assert_eq!(identities.entity(&c, "urn:none"), c);
    }

    #[test]
    fn a_thing_elsewhere_is_linked_or_forbidden() {
        let base = Base::default();
        let (a, wd) = (entity("a"), "http://www.wikidata.org/entity/Q1");
        let mut identities = Identities::default();
        identities.same(&base, wd, a.as_str());
        assert_eq!(identities.links(&a).collect::<Vec<_>>(), [wd]);
        identities.different(wd, a.as_str());
        assert!(identities.forbids(&a, wd));
    }

    #[test]
    fn an_article_of_its_own_sense_has_an_entity_of_its_own() {
        let shared = entity("person-jo-ray");
        let bound = format!("{}doc/2/", Base::DEFAULT);
        let own = format!("{bound}person-jo-ray");
        let mut identities = Identities::default();
        identities.different(shared.as_str(), &own);
        assert_eq!(identities.entity(&shared, &bound).as_str(), own);
        assert_eq!(identities.entity(&shared, "urn:other"), shared);
    }
}
