//! A body that every country has ("the Foreign Ministry") is one for each of the countries that the article
//! says it is of: "Russia's Foreign Ministry" and "China's Foreign Ministry" are two, though their names
//! are one.

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::{EntityType, MentionKind};
use crate::knowledge::{Class, Knowledge};
use crate::language::{Document, NameType, Relation};
use crate::rules::cast::{Cast, Figure, Mention, is_located};
use crate::rules::lexicon::names::{name_noun, role_noun};

/// A country, region or town.
pub(super) type Owner = (usize, u32);

/// The countries, regions and towns of an article by the heads of their names.
pub(super) struct Owners(BTreeMap<usize, (Owner, Class)>);

impl Owners {
    pub(super) fn new(cast: &Cast, knowledge: &Knowledge) -> Self {
        let mut owners = BTreeMap::new();
        for figure in cast.figures.iter().filter(|it| is_located(it.kind)) {
            let mut found = knowledge.gazetteer(&figure.name).into_iter();
            let Some(place) = found.find(|found| !found.role.is_other()) else {
                continue;
            };
            // A capital stands for its country: "the Foreign Ministry in Moscow".
            let owner = match place.class {
                Class::Capital => place.country.unwrap_or(place.id),
                _ => place.id,
            };
            let names = figure.mentions.iter();
            let names = names.filter(|mention| mention.kind == MentionKind::Name);
            owners.extend(names.map(|name| (name.head, (owner, place.class))));
        }
        Self(owners)
    }

    /// Whose all mentions of a body say that it is.
    pub(super) fn of(
        &self,
        figure: &Figure,
        document: &Document<'_>,
        knowledge: &Knowledge,
    ) -> Option<Owner> {
        let mut mentions = figure.mentions.iter();
        is_in_every_country(figure, knowledge)
            .then(|| mentions.find_map(|mention| self.beside(document, mention)))?
    }

    /// Whose one mention says that it is.
    fn beside(&self, document: &Document<'_>, name: &Mention) -> Option<Owner> {
        let case = |child: usize| {
            let case = document.child(child, Relation::Case)?;
            Some(document.tokens[case].lemma.as_str())
        };
        document.children(name.head).find_map(|child| {
            let (owner, class) = self.0.get(&child)?;
            let realm = matches!(class, Class::Country | Class::Capital);
            let owns = match document.tokens[child].relation {
                Relation::NmodPoss | Relation::Compound => !name.tokens.contains(&child),
                Relation::Nmod => match case(child) {
                    Some("of") => true,
                    Some("in") => realm,
                    _ => false,
                },
                _ => false,
            };
            owns.then_some(*owner)
        })
    }
}

/// Makes one body for each owner out of those of one name; a mention without an owner belongs to the body
/// mentioned last before it.
pub(super) fn split(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    let owners = Owners::new(cast, knowledge);
    for at in 0..cast.figures.len() {
        let figure = &cast.figures[at];
        if figure.mentions.len() < 2 || !is_in_every_country(figure, knowledge) {
            continue;
        }
        let mentions = figure.mentions.iter();
        let told: Vec<Option<Owner>> = mentions.map(|it| owners.beside(document, it)).collect();
        let distinct: BTreeSet<Owner> = told.iter().flatten().copied().collect();
        let Some(first) = told.iter().flatten().next().filter(|_| distinct.len() > 1) else {
            continue;
        };
        let mut parts: BTreeMap<Owner, Figure> = BTreeMap::new();
        let mut last = *first;
        for (mention, owner) in figure.mentions.iter().zip(&told) {
            last = owner.unwrap_or(last);
            let part = parts.entry(last).or_insert_with(|| Figure {
                mentions: Vec::new(),
                ..figure.clone()
            });
            part.mentions.push(mention.clone());
        }
        if let Some(kept) = parts.remove(first) {
            cast.figures[at] = kept;
        }
        cast.figures.extend(parts.into_values());
    }
}

/// Whether a body is called by what it is, and is no body that the gazetteer knows by that name alone.
fn is_in_every_country(figure: &Figure, knowledge: &Knowledge) -> bool {
    let head = figure.name.split(" of ").next().unwrap_or_default();
    let last = head.rsplit(' ').next().unwrap_or_default();
    let kind = name_noun(last, 2) == Some(NameType::Organization)
        || role_noun(&last.to_lowercase())
            .is_some_and(|noun| noun.kind == EntityType::Organization);
    figure.kind == EntityType::Organization
        && kind
        && !knowledge
            .gazetteer(&figure.name)
            .iter()
            .any(|found| found.class == Class::Organization && found.country.is_none())
}
