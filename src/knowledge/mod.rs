//! Gazetteers and knowledge bases: from a name to the things in the world it may stand for.
//!
//! In: names as written. Out: candidates with type, popularity and IRI. Never: a decision which
//! candidate is meant; that is for `rules`, which know the article.

mod build;
mod index;
mod normal;
#[cfg(test)]
mod table;

use std::io;
use std::sync::{Arc, LazyLock};

use crate::knowledge::index::Index;

pub use crate::knowledge::build::{Builder, Names, Thing, Things, header};
pub use crate::knowledge::index::{Class, Role};
pub use crate::knowledge::normal::normalised;

/// The embedded gazetteer; how it is made stands in `knowledge/README.md`.
static GAZETTEER: LazyLock<Option<Index>> = LazyLock::new(|| {
    // Packed by build.rs.
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin.zst"));
    Index::read(Arc::new(zstd::decode_all(packed.as_slice()).ok()?))
});

/// What is known about the world: the embedded gazetteer and any knowledge bases opened beside it.
///
/// ```
/// use claimgraph::knowledge::{Class, Knowledge};
///
/// let found = Knowledge::default().lookup("the Ivory Coast");
/// assert_eq!(found[0].name, "Ivory Coast");
/// assert_eq!(found[0].class, Class::Country);
/// assert!(found[0].iris.contains(&"http://www.wikidata.org/entity/Q1008".to_owned()));
/// ```
#[derive(Clone, Debug)]
pub struct Knowledge {
    bases: Vec<Index>,
}

impl Default for Knowledge {
    /// The embedded gazetteer alone.
    fn default() -> Self {
        Self {
            bases: GAZETTEER.clone().into_iter().collect(),
        }
    }
}

/// One thing a name may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which thing: the number of its base and its number there.
    pub id: (usize, u32),
    /// Its usual name.
    pub name: String,
    /// What kind of thing it is.
    pub class: Class,
    /// What the looked-up words are to it: its name, another name, its adjective.
    pub role: Role,
    /// Its IRIs, the most widely used first.
    pub iris: Vec<String>,
    /// What it is, in a few words; empty when the base does not say.
    pub description: String,
    /// Inhabitants of a place, or another measure of how often it is meant; 0 when unknown.
    pub popularity: u32,
    /// The country it lies in; of an organisation only when its names need the country to tell.
    pub country: Option<(usize, u32)>,
    /// The region of that country it lies in.
    pub region: Option<(usize, u32)>,
}

impl Knowledge {
    /// Adds a knowledge base: the bytes of a file that a [`Builder`] made, for example mapped into
    /// memory. `false` when the bytes are none.
    pub fn add(&mut self, bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> bool {
        let read = Index::read(bytes);
        let known = read.is_some();
        self.bases.extend(read);
        known
    }

    /// Adds a knowledge base that lies in a file, mapped into memory; `false` when it is none.
    ///
    /// # Errors
    ///
    /// When the system cannot map the file.
    #[expect(
        unsafe_code,
        reason = "a mapped file is read where it lies; nothing else gives memory to a base of gigabytes"
    )]
    pub fn map(&mut self, file: impl memmap2::MmapAsRawDesc) -> io::Result<bool> {
        // SAFETY: the bytes are only ever read, every read is checked against their length, and
        // strings are checked to be UTF-8 each time. `kb build` replaces a base by a rename, so a
        // file that is mapped is not written to.
        let bytes = unsafe { memmap2::Mmap::map(file)? };
        Ok(self.add(Arc::new(bytes)))
    }

    /// How many bases there are; the embedded gazetteer is number 0.
    #[must_use]
    pub fn bases(&self) -> usize {
        self.bases.len()
    }

    /// What tells this knowledge from other knowledge: the same bases in the same order.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let bases: Vec<String> = self.bases.iter().map(Index::fingerprint).collect();
        bases.join("; ")
    }

    /// What a name may stand for, the most popular first, the bases in the order they were added;
    /// capitals, accents, dots and a leading "the" make no difference.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        (0..self.bases.len())
            .flat_map(|base| self.lookup_in(base, name))
            .collect()
    }

    /// What the embedded gazetteer alone knows by a name; a short acronym has to be written in capitals
    /// ("WHO", not "Who").
    #[must_use]
    pub fn gazetteer(&self, name: &str) -> Vec<Candidate> {
        let mut found = self.lookup_in(0, name);
        if is_capitalised_word(name) {
            found.retain(|it| it.role != Role::Alias || !normal::is_initials(name, &it.name));
        }
        found
    }

    /// What one base knows by a name, the most popular first.
    #[must_use]
    pub fn lookup_in(&self, base: usize, name: &str) -> Vec<Candidate> {
        let Some(index) = self.bases.get(base) else {
            return Vec::new();
        };
        let mut found: Vec<Candidate> = index
            .find(&normalised(name))
            .map(|(entry, role)| candidate(base, index, entry, role))
            .collect();
        found.sort_by(|a, b| {
            (a.role.is_other(), std::cmp::Reverse(rank(a)), a.id).cmp(&(
                b.role.is_other(),
                std::cmp::Reverse(rank(b)),
                b.id,
            ))
        });
        found
    }

    /// The name by which a thing is told from all others of its base: its own where that means it first,
    /// else with the region or the country it lies in, else with the end of its IRI.
    ///
    /// ```
    /// use claimgraph::knowledge::Knowledge;
    ///
    /// let knowledge = Knowledge::default();
    /// let names = knowledge.gazetteer("Moscow").into_iter().map(|found| knowledge.telling_name(&found));
    /// let names: Vec<String> = names.collect();
    /// assert_eq!(names[..2], ["Moscow", "Moscow, Idaho"]);
    /// ```
    #[must_use]
    pub fn telling_name(&self, candidate: &Candidate) -> String {
        let name = &candidate.name;
        let mut namesakes = self.lookup_in(candidate.id.0, name);
        namesakes.retain(|found| !found.role.is_other());
        if namesakes
            .first()
            .is_none_or(|first| first.iris == candidate.iris)
        {
            return name.clone();
        }
        namesakes.retain(|found| found.iris != candidate.iris);
        let around = [candidate.region, candidate.country].into_iter().flatten();
        let mut telling = around.filter(|around| {
            let mut others = namesakes.iter();
            others.all(|it| it.region != Some(*around) && it.country != Some(*around))
        });
        if let Some(around) = telling.find_map(|around| self.get(around)) {
            return format!("{name}, {}", around.name);
        }
        let iri = candidate.iris.first().map(|iri| iri.trim_end_matches('/'));
        let end = iri.and_then(|iri| iri.rsplit(['/', '#']).next());
        end.map_or_else(|| name.clone(), |end| format!("{name}, {end}"))
    }

    /// The thing with this id; `None` for an id of another knowledge.
    #[must_use]
    pub fn get(&self, id: (usize, u32)) -> Option<Candidate> {
        let index = self.bases.get(id.0)?;
        (id.1 < index.len()).then(|| candidate(id.0, index, id.1, Role::Name))
    }
}

/// Letters of the longest acronym that may be a common word as well.
const SHORT: usize = 4;

/// Whether a name is one short word with a capital at its beginning alone.
fn is_capitalised_word(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase)
        && (1..SHORT).contains(&letters.clone().count())
        && letters.all(char::is_lowercase)
}

/// How likely a thing is meant by its bare name: states before towns, and the larger the likelier.
fn rank(candidate: &Candidate) -> (u8, u32) {
    let tier = match candidate.class {
        Class::Country => 3,
        Class::Capital | Class::Region | Class::Organization => 2,
        _ if candidate.popularity >= 1_000_000 => 2,
        _ => 1,
    };
    (tier, candidate.popularity)
}

/// An entry with its words.
fn candidate(base: usize, index: &Index, entry: u32, role: Role) -> Candidate {
    let record = index.entry(entry);
    Candidate {
        id: (base, entry),
        name: record.name,
        class: record.class,
        role,
        iris: record.iris,
        description: record.description,
        popularity: record.popularity,
        country: record.country.map(|country| (base, country)),
        region: record.region.map(|region| (base, region)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Knowledge, Role};

    fn first(name: &str) -> (String, Class, Role) {
        let found = Knowledge::default().lookup(name);
        let first = found
            .first()
            .unwrap_or_else(|| panic!("nothing known as {name}"));
        (first.name.clone(), first.class, first.role)
    }

    #[test]
    fn countries_are_known_by_name_alias_and_adjective() {
        for name in [
            "North Korea",
            "DPRK",
            "Democratic People’s Republic of Korea",
        ] {
            assert_eq!(first(name).0, "North Korea", "{name}");
        }
        assert_eq!(first("U.S.").0, "United States");
        assert_eq!(
            first("Danish"),
            ("Denmark".into(), Class::Country, Role::Adjective)
        );
        assert_eq!(
            first("Swedes"),
            ("Sweden".into(), Class::Country, Role::People)
        );
    }

    #[test]
    fn a_capital_comes_before_its_namesakes_and_knows_its_country() {
        let knowledge = Knowledge::default();
        let found = knowledge.lookup("Moscow");
        assert_eq!(found[0].class, Class::Capital);
        let country = knowledge.get(found[0].country.unwrap()).unwrap();
        assert_eq!(country.name, "Russia");
        assert!(found.len() > 1, "Moscow in Idaho is another one");
    }

    #[test]
    fn a_short_acronym_is_written_in_capitals() {
        let knowledge = Knowledge::default();
        let names = |written: &str| -> Vec<String> {
            let found = knowledge.gazetteer(written).into_iter();
            found.map(|it| it.name).collect()
        };
        assert_eq!(names("WHO"), ["World Health Organization"]);
        assert_eq!(names("Who"), [""; 0]);
        assert_eq!(names("Us"), [""; 0]);
        assert_eq!(names("Oas"), ["Oas"]);
        assert_eq!(names("Fed"), ["Federal Reserve"]);
        assert_eq!(names("Nasa")[0], "NASA");
        assert_eq!(names("us")[0], "United States");
    }

    #[test]
    fn what_is_not_known_has_no_candidates_and_strange_bytes_are_no_base() {
        let mut knowledge = Knowledge::default();
        assert!(knowledge.lookup("Zzyzxville").is_empty());
        assert!(knowledge.lookup("").is_empty());
        assert!(!knowledge.add(std::sync::Arc::new(b"no base".as_slice())));
    }
}
