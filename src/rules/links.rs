//! Which thing of the knowledge a figure is: by its names, its type, and the countries around it.
//!
//! No link is better than a wrong one: a town that shares its name with others is linked only when
//! the article names its country or region, or when it is by far the largest; a body whose name
//! another country's may have ("the Secret Service") only where the article names its country or a
//! place in it.

mod bases;
mod whose;

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::{EntityType, Link};
use crate::knowledge::{Candidate, Class, Knowledge};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure};
use crate::rules::coreference::merge;
use crate::rules::links::whose::Countries;

/// Inhabitants from which a town may be meant without its country being named.
const KNOWN_TOWN: u32 = 100_000;
/// Inhabitants of a city that is meant as often as the region of its name.
const METROPOLIS: u32 = 1_000_000;
/// How often a town must be larger than one of a region that the article names, to be meant all the same.
const METROPOLITAN: u32 = 10;
/// How often the largest of several towns must be larger than the next.
const LARGER: u32 = 4;

/// How sure the link of a body is: of 187 links judged on GUM, News-Fair, KORE50 and MEANTIME 181 are right.
const BODY: f64 = 0.96;

/// Links the figures.
pub(crate) fn find(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    let around = surroundings(cast, knowledge);
    let mut named: BTreeSet<(usize, u32)> = around.keys().copied().collect();
    let mut countries = Countries::new();
    for (at, figure) in cast.figures.iter_mut().enumerate() {
        if let Some((candidate, confidence)) = choose(figure, knowledge, &around) {
            named.extend(candidate.country);
            if candidate.class == Class::Country {
                countries.insert(at, candidate.id);
            }
            figure.links = links(candidate, confidence, knowledge).collect();
        }
    }
    for at in 0..cast.figures.len() {
        let figure = &cast.figures[at];
        if figure.kind != EntityType::Organization {
            continue;
        }
        let owners = whose::owners(figure, cast, &countries, document);
        let homes = if owners.is_empty() { &named } else { &owners };
        if let Some((candidate, confidence)) = body(figure, knowledge, homes) {
            cast.figures[at].links = links(candidate, confidence, knowledge).collect();
        }
    }
    bases::find(cast, document, knowledge);
    join(cast);
}

/// How sure two links to one thing must be to make one figure of two.
const SAME: f64 = 0.85;

/// Makes one of figures that turn out to be one thing: "the Pentagon" and "the Defense Department".
fn join(cast: &mut Cast) {
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut at = 0;
    while let Some(figure) = cast.figures.get(at) {
        let mut sure = figure.links.iter();
        let link = sure.find(|link| link.confidence.is_some_and(|it| it >= SAME));
        let key = link.map(|link| (figure.kind.word(), link.iri.clone()));
        match key.as_ref().and_then(|key| known.get(key)) {
            Some(first) => merge(cast, *first, at),
            None => {
                known.extend(key.map(|key| (key, at)));
                at += 1;
            }
        }
    }
}

/// The links to a thing.
fn links(
    candidate: Candidate,
    confidence: f64,
    knowledge: &Knowledge,
) -> impl Iterator<Item = Link> {
    let name = knowledge.telling_name(&candidate);
    candidate.iris.into_iter().map(move |iri| Link {
        iri,
        name: Some(name.clone()),
        confidence: Some(confidence),
    })
}

/// The organisation a figure is: one that its names mean alone, of one of these countries where the
/// names need it.
fn body(
    figure: &Figure,
    knowledge: &Knowledge,
    countries: &BTreeSet<(usize, u32)>,
) -> Option<(Candidate, f64)> {
    let mut known: Vec<Candidate> = std::iter::once(&figure.name)
        .chain(&figure.aliases)
        .flat_map(|name| bodies(name, knowledge, countries))
        .collect();
    // One body may have two entries, for its names that need a country and for those that do not.
    known.sort_by(|a, b| (&a.iris, a.id).cmp(&(&b.iris, b.id)));
    known.dedup_by(|a, b| a.iris == b.iris);
    match &known[..] {
        [one] => Some((one.clone(), BODY)),
        _ => None,
    }
}

/// The organisations of a name: those it means alone, those of a country that the article names, and those
/// of the country that it begins with ("the U.S. Defense Department").
fn bodies(name: &str, knowledge: &Knowledge, countries: &BTreeSet<(usize, u32)>) -> Vec<Candidate> {
    let organizations = |name: &str| {
        let found = knowledge.gazetteer(name).into_iter();
        found.filter(|it| it.class == Class::Organization)
    };
    let whole = organizations(name);
    let known: Vec<Candidate> = whole
        .filter(|it| it.country.is_none_or(|home| countries.contains(&home)))
        .collect();
    // "United Kingdom Home Office": the longest country before the name of a body.
    let spaces: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).take(3).collect();
    for space in spaces.into_iter().rev().filter(|_| known.is_empty()) {
        let countries = knowledge.gazetteer(&name[..space]).into_iter();
        let mut homes = countries.filter(|it| it.class == Class::Country);
        let home = homes.next().map(|it| it.id);
        let rest = organizations(&name[space + 1..]);
        let own: Vec<Candidate> = rest
            .filter(|it| it.country.is_some() && it.country == home)
            .collect();
        if !own.is_empty() {
            return own;
        }
    }
    known
}

/// The countries and regions the article names, with the number of their mentions.
fn surroundings(cast: &Cast, knowledge: &Knowledge) -> BTreeMap<(usize, u32), usize> {
    let mut around = BTreeMap::new();
    for figure in &cast.figures {
        if !matches!(figure.kind, EntityType::Country | EntityType::Place) {
            continue;
        }
        let found = knowledge.gazetteer(&figure.name);
        if let Some(first) = found.iter().find(|found| is_state(found)) {
            *around.entry(first.id).or_default() += figure.mentions.len();
        }
    }
    around
}

/// Whether it is a country or a part of one, called by its name.
fn is_state(candidate: &Candidate) -> bool {
    matches!(candidate.class, Class::Country | Class::Region) && !candidate.role.is_other()
}

/// What the gazetteer knows by the first name of a figure that it knows, of the figure's kind.
fn candidates(figure: &Figure, knowledge: &Knowledge) -> Option<Vec<Candidate>> {
    let mut names = std::iter::once(&figure.name).chain(&figure.aliases);
    let found = names.find_map(|name| {
        let found = places(name, knowledge);
        (!found.is_empty()).then_some(found)
    })?;
    let fits = |found: &Candidate| !found.role.is_other() && agrees(figure.kind, found.class);
    Some(found.into_iter().filter(fits).collect())
}

/// The thing a figure is, and how sure that is.
fn choose(
    figure: &Figure,
    knowledge: &Knowledge,
    around: &BTreeMap<(usize, u32), usize>,
) -> Option<(Candidate, f64)> {
    if figure.kind == EntityType::Organization {
        return None;
    }
    let candidates = candidates(figure, knowledge)?;
    let first = candidates.first()?;
    if first.class == Class::Country && figure.kind == EntityType::Country {
        return Some((first.clone(), 0.97));
    }
    // A region does not vouch for the town that has its name.
    let near = |candidate: &Candidate| {
        let named = |id: Option<(usize, u32)>| {
            id.filter(|id| !candidates.iter().any(|other| other.id == *id))
                .and_then(|id| around.get(&id))
                .copied()
                .unwrap_or(0)
        };
        (named(candidate.region), named(candidate.country))
    };
    if first.class == Class::Region {
        return region(first, &candidates);
    }
    let in_region: Vec<&Candidate> = candidates
        .iter()
        .filter(|found| near(found).0 > 0)
        .collect();
    if let [one] = in_region[..] {
        // St. Petersburg is not in Florida where the article is about Russia.
        let rival = candidates.iter().find(|other| {
            other.id != one.id
                && near(other).1 > near(one).0 + near(one).1
                && other.popularity / METROPOLITAN >= one.popularity
        });
        return Some(match rival {
            Some(other) => (other.clone(), 0.8),
            None => ((*one).clone(), 0.9),
        });
    }
    let pool: Vec<&Candidate> = if in_region.is_empty() {
        candidates.iter().collect()
    } else {
        in_region
    };
    let coherent: Vec<&&Candidate> = pool
        .iter()
        .filter(|found| near(found).1 > 0 || near(found).0 > 0)
        .collect();
    let largest = pool.iter().max_by_key(|found| found.popularity)?;
    let next = pool
        .iter()
        .filter(|found| found.id != largest.id)
        .map(|found| found.popularity)
        .max()
        .unwrap_or(0);
    if first.class == Class::Capital {
        let rival = coherent
            .iter()
            .find(|found| found.id != first.id && near(first) == (0, 0));
        return Some(match rival {
            Some(found) => ((**found).to_owned().clone(), 0.8),
            None => (first.clone(), 0.92),
        });
    }
    let best = coherent
        .iter()
        .max_by_key(|found| (found.popularity, near(found).1));
    if let Some(found) = best
        && (found.id == largest.id || found.popularity >= largest.popularity / 20)
    {
        return Some(((**found).to_owned().clone(), 0.9));
    }
    let dominant = largest.popularity >= KNOWN_TOWN && largest.popularity / LARGER >= next;
    dominant.then(|| ((*largest).clone(), 0.65))
}

/// What the gazetteer knows by a name, or by the name before the noun that says what kind of place it is:
/// "Manitoba province" is a region, "Lahore city" a town.
fn places(name: &str, knowledge: &Knowledge) -> Vec<Candidate> {
    let whole = knowledge.gazetteer(name);
    let Some((rest, noun)) = name.rsplit_once(' ').filter(|_| whole.is_empty()) else {
        return whole;
    };
    let fits = |class: Class| match noun {
        "province" | "Province" | "state" | "region" => class == Class::Region,
        "city" | "town" => matches!(class, Class::City | Class::Capital),
        _ => false,
    };
    let found = knowledge.gazetteer(rest).into_iter();
    found.filter(|found| fits(found.class)).collect()
}

/// A region, unless a city of it that is as well known has its name: "New York" alone may be either.
fn region(first: &Candidate, candidates: &[Candidate]) -> Option<(Candidate, f64)> {
    let rival = candidates
        .iter()
        .any(|other| other.region == Some(first.id) && other.popularity >= METROPOLIS);
    (!rival).then(|| (first.clone(), 0.92))
}

/// Whether a figure of this type can be a thing of this class.
fn agrees(kind: EntityType, class: Class) -> bool {
    match kind {
        EntityType::Country => class == Class::Country,
        EntityType::Place => class.is_place(),
        EntityType::Organization => class == Class::Organization,
        EntityType::Person => class == Class::Person,
        EntityType::Facility => class == Class::Facility,
        EntityType::Event => class == Class::Event,
        EntityType::Product => class == Class::Product,
        EntityType::Work => class == Class::Work,
        EntityType::Group => class == Class::Group,
        EntityType::Law => class == Class::Law,
        EntityType::Other => false,
    }
}
