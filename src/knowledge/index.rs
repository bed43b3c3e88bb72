//! The name index: a finite-state map from names to entries, read where it lies, without parsing.
//!
//! All numbers are little-endian. A header of [`HEADER`] bytes: the magic word, then offset and length
//! (u64) of four parts: the map (keys: normalised names; values: first posting << 12 | how many), the
//! postings (u32: entry << 2 | role), the entries ([`ENTRY`] bytes each) and the strings (u16 length,
//! bytes).

use std::fmt;
use std::sync::Arc;

/// The first bytes of a base; the last digit is the version of the format.
pub(crate) const MAGIC: &[u8; 8] = b"cgnames1";
/// Bytes of the header.
pub(crate) const HEADER: usize = 8 + 4 * 16;
/// Bytes of one entry: name (string), two namespaces, class, whether a description follows the name
/// ([`DESCRIBED`]), two local ids, popularity, country + 1, region + 1.
pub(crate) const ENTRY: usize = 28;
/// Namespaces of IRIs whose local part is a number; [`LITERAL`] stands for a whole IRI as a string.
pub(crate) const NAMESPACES: [(&str, &str); 2] = [
    ("http://www.wikidata.org/entity/Q", ""),
    ("https://sws.geonames.org/", "/"),
];
/// The byte of an entry whose name is followed by a description (string).
pub(crate) const DESCRIBED: u8 = 1;
/// The namespace number of an IRI that is kept whole.
pub(crate) const LITERAL: u8 = 255;

/// What kind of thing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A state or a territory that news treats as one.
    Country,
    /// A part of a country: a state, a province, an island.
    Region,
    /// The capital of a country.
    Capital,
    /// A town.
    City,
    /// An organisation.
    Organization,
    /// A person.
    Person,
    /// A building, a bridge, an airport.
    Facility,
    /// An event.
    Event,
    /// A product.
    Product,
    /// A book, a film, a newspaper.
    Work,
    /// Anything else.
    Other,
    /// A people, a band, a family.
    Group,
    /// A statute, a treaty.
    Law,
    /// A place on the map that is no town: a river, a mountain, a lake.
    Place,
}

impl Class {
    /// Every class, in the order of its number in a base.
    pub const ALL: [Self; 14] = [
        Self::Country,
        Self::Region,
        Self::Capital,
        Self::City,
        Self::Organization,
        Self::Person,
        Self::Facility,
        Self::Event,
        Self::Product,
        Self::Work,
        Self::Other,
        Self::Group,
        Self::Law,
        Self::Place,
    ];

    /// Whether it is a place on the map.
    #[must_use]
    pub fn is_place(self) -> bool {
        matches!(
            self,
            Self::Country | Self::Region | Self::Capital | Self::City | Self::Place
        )
    }

    /// The class with this name in small letters.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|class| format!("{class:?}").to_lowercase() == word)
    }
}

/// What a name is to its thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Its usual name.
    Name,
    /// Another name.
    Alias,
    /// The adjective of a country ("Danish").
    Adjective,
    /// The people of a country ("Danes").
    People,
}

impl Role {
    /// Whether the words are no name of the thing itself.
    #[must_use]
    pub fn is_other(self) -> bool {
        matches!(self, Self::Adjective | Self::People)
    }
}

/// A base in memory or mapped into it.
#[derive(Clone)]
pub(crate) struct Index {
    names: fst::Map<Part>,
    postings: Part,
    entries: Part,
    strings: Part,
}

/// A range of shared bytes.
#[derive(Clone)]
struct Part {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    range: std::ops::Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        (*self.bytes)
            .as_ref()
            .get(self.range.clone())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Index({} names, {} entries)",
            self.names.len(),
            self.len()
        )
    }
}

/// An entry, its strings looked up.
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) class: Class,
    pub(crate) iris: Vec<String>,
    pub(crate) description: String,
    pub(crate) popularity: u32,
    pub(crate) country: Option<u32>,
    pub(crate) region: Option<u32>,
}

impl Index {
    /// Reads the header; `None` when the bytes are not a base of this version.
    pub(crate) fn read(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Option<Self> {
        let whole = (*bytes).as_ref();
        if whole.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let number = |at: usize| -> Option<usize> {
            let field = whole.get(at..at + 8)?.try_into().ok()?;
            usize::try_from(u64::from_le_bytes(field)).ok()
        };
        let part = |number_of: usize| -> Option<Part> {
            let at = MAGIC.len() + 16 * number_of;
            let (start, len) = (number(at)?, number(at + 8)?);
            let range = start..start.checked_add(len)?;
            whole.get(range.clone())?;
            Some(Part {
                bytes: Arc::clone(&bytes),
                range,
            })
        };
        Some(Self {
            names: fst::Map::new(part(0)?).ok()?,
            postings: part(1)?,
            entries: part(2)?,
            strings: part(3)?,
        })
    }

    /// What tells this base from others: the lengths of its parts and the checksum that the map of
    /// names ends with.
    pub(crate) fn fingerprint(&self) -> String {
        let names = self.names.as_fst().as_bytes();
        let sum = names
            .get(names.len().saturating_sub(4)..)
            .unwrap_or_default();
        let lengths =
            [&self.postings, &self.entries, &self.strings].map(|part| part.as_ref().len());
        format!("{} {lengths:?} {sum:?}", names.len())
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.entries.as_ref().len() / ENTRY).unwrap_or(u32::MAX)
    }

    /// The entries with this normalised name.
    pub(crate) fn find(&self, key: &str) -> impl Iterator<Item = (u32, Role)> + '_ {
        let value = self.names.get(key).unwrap_or(0);
        let start = usize::try_from(value >> 12).unwrap_or(0);
        let count = usize::try_from(value & 0xFFF).unwrap_or(0);
        (start..start + count).filter_map(|at| {
            let posting = word(self.postings.as_ref(), at * 4)?;
            let role = match posting & 3 {
                0 => Role::Name,
                1 => Role::Alias,
                2 => Role::Adjective,
                _ => Role::People,
            };
            (posting >> 2 < self.len()).then_some((posting >> 2, role))
        })
    }

    /// The entry with this number; an empty one when the base is damaged.
    pub(crate) fn entry(&self, entry: u32) -> Record {
        let at = entry as usize * ENTRY;
        let bytes = self.entries.as_ref();
        let field = |offset: usize| word(bytes, at + offset).unwrap_or(0);
        let namespace = |offset: usize| bytes.get(at + offset).copied().unwrap_or(0);
        let iris = [(namespace(4), field(8)), (namespace(5), field(12))]
            .into_iter()
            .filter_map(|(namespace, local)| self.iri(namespace, local))
            .collect();
        let name = self.string(field(0));
        let described = bytes.get(at + 7) == Some(&DESCRIBED);
        Record {
            description: if described {
                self.string(following(field(0), name)).to_owned()
            } else {
                String::new()
            },
            name: name.to_owned(),
            class: Class::ALL
                .get(usize::from(namespace(6)))
                .copied()
                .unwrap_or(Class::Other),
            iris,
            popularity: field(16),
            country: field(20).checked_sub(1),
            region: field(24).checked_sub(1),
        }
    }

    /// An IRI from its namespace (0: none) and its number or string.
    fn iri(&self, namespace: u8, local: u32) -> Option<String> {
        if namespace == LITERAL {
            return Some(self.string(local).to_owned());
        }
        let (before, after) = NAMESPACES.get(usize::from(namespace.checked_sub(1)?))?;
        Some(format!("{before}{local}{after}"))
    }

    /// The string that starts here; empty when the base is damaged.
    fn string(&self, at: u32) -> &str {
        let at = at as usize;
        let bytes = self.strings.as_ref();
        let read = || {
            let len = usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
            std::str::from_utf8(bytes.get(at + 2..at + 2 + len)?).ok()
        };
        read().unwrap_or_default()
    }
}

/// Where the string after this one starts.
fn following(at: u32, string: &str) -> u32 {
    let length = u32::try_from(2 + string.len()).unwrap_or(u32::MAX);
    at.saturating_add(length)
}

/// The little-endian number at this byte.
fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
