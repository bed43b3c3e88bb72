//! Makes a base: things and their names in, the bytes of an index out.

use std::collections::BTreeMap;

use crate::knowledge::index::{Class, ENTRY, HEADER, LITERAL, MAGIC, NAMESPACES, Role};
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
    /// The number of the country it lies in, as [`Builder::add`] gave it.
    pub country: Option<u32>,
    /// The number of the region it lies in.
    pub region: Option<u32>,
}

/// Collects things for one base.
#[derive(Debug, Default)]
pub struct Builder {
    names: BTreeMap<String, Vec<u32>>,
    entries: Vec<u8>,
    strings: Vec<u8>,
    count: u32,
}

impl Builder {
    /// Adds a thing; gives its number.
    pub fn add(&mut self, thing: &Thing) -> u32 {
        let number = self.count;
        self.count += 1;
        let mut entry = [0; ENTRY];
        let mut put =
            |at: usize, value: u32| entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
        put(0, string(&mut self.strings, &thing.name));
        let mut namespaces = [0; 2];
        for (slot, iri) in thing.iris.iter().take(2).enumerate() {
            let (namespace, local) =
                split(iri).unwrap_or_else(|| (LITERAL, string(&mut self.strings, iri)));
            namespaces[slot] = namespace;
            put(8 + 4 * slot, local);
        }
        put(16, thing.popularity);
        put(20, thing.country.map_or(0, |country| country + 1));
        put(24, thing.region.map_or(0, |region| region + 1));
        entry[4..6].copy_from_slice(&namespaces);
        let class = Class::ALL.iter().position(|class| *class == thing.class);
        entry[6] = u8::try_from(class.unwrap_or(0)).unwrap_or(0);
        self.entries.extend(entry);
        let own = [(thing.name.clone(), Role::Name)];
        for (name, role) in own.iter().chain(&thing.names) {
            self.name(name, number, *role);
        }
        number
    }

    /// Notes that a thing is called so, unless that is known already.
    fn name(&mut self, name: &str, number: u32, role: Role) {
        let key = normalised(name);
        if key.is_empty() {
            return;
        }
        let postings = self.names.entry(key).or_default();
        if !postings.iter().any(|posting| posting >> 2 == number) {
            postings.push(number << 2 | role as u32);
        }
    }

    /// The bytes of the base; the same things in the same order give the same bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut postings = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (name, found) in &self.names {
            let kept = &found[..found.len().min(0xFFF)];
            let value = (postings.len() as u64 / 4) << 12 | kept.len() as u64;
            postings.extend(kept.iter().flat_map(|posting| posting.to_le_bytes()));
            // The keys come sorted and unique from the tree and the map writes into memory.
            let _ = map.insert(name, value);
        }
        let map = map.into_inner().unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        let mut start = HEADER as u64;
        let parts = [&map, &postings, &self.entries, &self.strings];
        for part in parts {
            bytes.extend(start.to_le_bytes());
            bytes.extend((part.len() as u64).to_le_bytes());
            start += part.len() as u64;
        }
        for part in parts {
            bytes.extend(part);
        }
        bytes
    }
}

/// Appends a string, cut at 65,535 bytes; gives its place.
fn string(strings: &mut Vec<u8>, value: &str) -> u32 {
    let at = u32::try_from(strings.len()).unwrap_or(u32::MAX);
    let mut end = value.len().min(usize::from(u16::MAX));
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let value = &value[..end];
    strings.extend(u16::try_from(value.len()).unwrap_or(0).to_le_bytes());
    strings.extend(value.as_bytes());
    at
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
    }
}
