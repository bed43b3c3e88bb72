//! Makes a base: things and their names in, the bytes of an index out.
//!
//! [`Things`] and [`Names`] write as they are told, so that a dump of any size needs little memory;
//! [`Builder`] keeps everything and is for small tables.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::knowledge::index::{Class, DESCRIBED, HEADER, LITERAL, MAGIC, NAMESPACES, Role};
use crate::knowledge::normal::normalised;

/// A thing to put into a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its usual name.
    pub name: String,
    /// What kind of thing it is.
    pub class: Class,
    /// Its IRIs; the first two are kept.
    pub iris: Vec<String>,
    /// How often it is meant: inhabitants, links, any measure that grows with fame.
    pub popularity: u32,
    /// Names, adjectives and people; its usual name need not be among them.
    pub names: Vec<(String, Role)>,
    /// What it is, in a few words; empty when nothing is known.
    pub description: String,
    /// The number of the country it lies in, as [`Builder::add`] gave it.
    pub country: Option<u32>,
    /// The number of the region it lies in.
    pub region: Option<u32>,
}

/// Writes the entries of a base and their strings.
#[derive(Debug)]
pub struct Things<W> {
    entries: W,
    strings: W,
    length: u64,
    count: u32,
}

impl<W: Write> Things<W> {
    /// Entries go to the first, strings to the second writer.
    pub fn new(entries: W, strings: W) -> Self {
        Self {
            entries,
            strings,
            length: 0,
            count: 0,
        }
    }

    /// Adds a thing; gives its number.
    ///
    /// # Errors
    ///
    /// When a writer fails, and when the base is full: it holds 4 GB of strings and a thousand
    /// million things.
    pub fn add(&mut self, thing: &Thing) -> io::Result<u32> {
        let number = self.count;
        if number >> 30 != 0 {
            return Err(full());
        }
        let name = self.string(&thing.name)?;
        if !thing.description.is_empty() {
            self.string(&thing.description)?;
        }
        let mut ids = [0; 2];
        let mut namespaces = [0; 2];
        for (slot, iri) in thing.iris.iter().take(2).enumerate() {
            (namespaces[slot], ids[slot]) = match split(iri) {
                Some(found) => found,
                None => (LITERAL, self.string(iri)?),
            };
        }
        let class = Class::ALL.iter().position(|class| *class == thing.class);
        let class = u8::try_from(class.unwrap_or(0)).unwrap_or(0);
        let described = if thing.description.is_empty() {
            0
        } else {
            DESCRIBED
        };
        self.entries.write_all(&name.to_le_bytes())?;
        self.entries.write_all(&namespaces)?;
        self.entries.write_all(&[class, described])?;
        let numbers = [
            ids[0],
            ids[1],
            thing.popularity,
            thing.country.map_or(0, |country| country + 1),
            thing.region.map_or(0, |region| region + 1),
        ];
        for value in numbers {
            self.entries.write_all(&value.to_le_bytes())?;
        }
        self.count += 1;
        Ok(number)
    }

    /// How many things there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The two writers, entries first.
    pub fn finish(self) -> (W, W) {
        (self.entries, self.strings)
    }

    /// Appends a string, cut at 65,535 bytes; gives its place.
    fn string(&mut self, value: &str) -> io::Result<u32> {
        let at = u32::try_from(self.length).map_err(|_| full())?;
        let mut end = value.len().min(usize::from(u16::MAX));
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        let value = &value[..end];
        let length = u16::try_from(value.len()).unwrap_or(0);
        self.strings.write_all(&length.to_le_bytes())?;
        self.strings.write_all(value.as_bytes())?;
        self.length += 2 + u64::from(length);
        Ok(at)
    }
}

/// Writes the map from names to things.
pub struct Names<W: Write> {
    map: fst::MapBuilder<W>,
    postings: W,
    count: u64,
}

/// Things of one name that are kept; more no article can tell apart.
const NAMESAKES: usize = 0xFFF;

impl<W: Write> Names<W> {
    /// The map goes to the first, the lists of things to the second writer.
    ///
    /// # Errors
    ///
    /// When the first writer fails.
    pub fn new(map: W, postings: W) -> io::Result<Self> {
        Ok(Self {
            map: fst::MapBuilder::new(map).map_err(io::Error::other)?,
            postings,
            count: 0,
        })
    }

    /// Adds a normalised name and the things it may stand for, best known first. Names have to come
    /// in the order of their bytes, each once.
    ///
    /// # Errors
    ///
    /// When a writer fails, and when the order is broken.
    pub fn add(&mut self, name: &str, things: &[(u32, Role)]) -> io::Result<()> {
        let kept = &things[..things.len().min(NAMESAKES)];
        let value = self.count << 12 | kept.len() as u64;
        for (number, role) in kept {
            let posting = number << 2 | *role as u32;
            self.postings.write_all(&posting.to_le_bytes())?;
        }
        self.count += kept.len() as u64;
        self.map.insert(name, value).map_err(io::Error::other)
    }

    /// The two writers, the map first.
    ///
    /// # Errors
    ///
    /// When a writer fails.
    pub fn finish(self) -> io::Result<(W, W)> {
        let map = self.map.into_inner().map_err(io::Error::other)?;
        Ok((map, self.postings))
    }
}

/// The beginning of a base whose parts (map, postings, entries, strings) have these lengths; the
/// parts follow it in this order.
#[must_use]
pub fn header(lengths: [u64; 4]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let mut start = HEADER as u64;
    for length in lengths {
        bytes.extend(start.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        start += length;
    }
    bytes
}

/// Collects things for one small base.
#[derive(Debug)]
pub struct Builder {
    names: BTreeMap<String, Vec<(u32, Role)>>,
    things: Things<Vec<u8>>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            names: BTreeMap::new(),
            things: Things::new(Vec::new(), Vec::new()),
        }
    }
}

impl Builder {
    /// Adds a thing; gives its number, or `None` when the base is full.
    pub fn add(&mut self, thing: &Thing) -> Option<u32> {
        let number = self.things.add(thing).ok()?;
        let own = [(thing.name.clone(), Role::Name)];
        for (name, role) in own.iter().chain(&thing.names) {
            self.name(name, number, *role);
        }
        Some(number)
    }

    /// Notes that a thing is called so, unless that is known already.
    fn name(&mut self, name: &str, number: u32, role: Role) {
        let key = normalised(name);
        if key.is_empty() {
            return;
        }
        let postings = self.names.entry(key).or_default();
        if !postings.iter().any(|(thing, _)| *thing == number) {
            postings.push((number, role));
        }
    }

    /// The bytes of the base; the same things in the same order give the same bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        // Writing into memory does not fail, and the keys come sorted and unique from the tree.
        let write = || -> io::Result<(Vec<u8>, Vec<u8>)> {
            let mut names = Names::new(Vec::new(), Vec::new())?;
            for (name, things) in &self.names {
                names.add(name, things)?;
            }
            names.finish()
        };
        let (map, postings) = write().unwrap_or_default();
        let (entries, strings) = self.things.finish();
        let parts = [map, postings, entries, strings];
        let mut bytes = header([0, 1, 2, 3].map(|part| parts[part].len() as u64));
        parts.iter().for_each(|part| bytes.extend(part));
        bytes
    }
}

/// Why nothing more can be added.
fn full() -> io::Error {
    io::Error::other("the base is full: it holds 4 GB of names and IRIs")
}

/// The namespace and number of an IRI that has them.
fn split(iri: &str) -> Option<(u8, u32)> {
    NAMESPACES
        .iter()
        .zip(1..)
        .find_map(|((before, after), namespace)| {
            let local = iri.strip_prefix(before)?.strip_suffix(after)?;
            let number: u32 = local.parse().ok()?;
            (number.to_string() == local).then_some((namespace, number))
        })
}

#[cfg(test)]
mod tests {
    use super::{Builder, Class, Role, Thing};
    use crate::knowledge::Knowledge;
    use std::sync::Arc;

    #[test]
    fn a_base_gives_back_what_was_put_in() {
        let mut builder = Builder::default();
        builder.add(&Thing {
            name: "Harbour Board".into(),
            class: Class::Organization,
            iris: vec![
                "https://example.org/board".into(),
                "https://sws.geonames.org/12/".into(),
            ],
            popularity: 7,
            names: vec![("HB".into(), Role::Alias)],
            description: "runs the harbour".into(),
            country: None,
            region: None,
        });
        let mut knowledge = Knowledge::default();
        assert!(knowledge.add(Arc::new(builder.finish())));
        let found = knowledge.lookup("the harbour board");
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].iris,
            ["https://example.org/board", "https://sws.geonames.org/12/"]
        );
        assert_eq!(knowledge.lookup("H.B.")[0].role, Role::Alias);
        assert_eq!(found[0].popularity, 7);
        assert_eq!(found[0].description, "runs the harbour");
    }
}
