//! From sorted facts to the file of a base: things first, then their names in order.

use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use crate::cli::kb::facts::Fact;
use crate::cli::kb::sort::{Sorted, Sorter};
use crate::knowledge::{Class, Names, Role, Thing, Things, header, normalised};
use crate::publish::file;

/// How much a base holds.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) things: u32,
    pub(crate) names: u64,
}

/// A thing as far as its facts were read.
#[derive(Default)]
struct Draft {
    iri: String,
    name: Option<String>,
    names: Vec<(String, Role)>,
    class: Option<Class>,
    description: String,
    popularity: Option<u32>,
    statements: u32,
    same: Option<String>,
}

/// Writes a base of sorted facts to a file, which appears when it is complete and holds anything; `names` sorts names,
/// `folder` holds what is unfinished.
pub(crate) fn write(
    facts: Sorted,
    mut names: Sorter,
    folder: &Path,
    output: &Path,
) -> io::Result<Made> {
    let spill = || tempfile::tempfile_in(folder).map(BufWriter::new);
    let mut things = Things::new(spill()?, spill()?);
    let mut draft = Draft::default();
    for record in facts {
        let record = record?;
        let Some((thing, fact)) = Fact::read(&record) else {
            continue;
        };
        if draft.iri != thing {
            draft.put(&mut things, &mut names)?;
            thing.clone_into(&mut draft.iri);
        }
        draft.note(fact);
    }
    draft.put(&mut things, &mut names)?;
    let count = things.count();
    if count == 0 {
        return Ok(Made::default());
    }
    let (entries, strings) = things.finish();
    let (map, postings, written) = write_names(names.sorted()?, spill()?, spill()?)?;
    let mut parts = Vec::with_capacity(4);
    let mut lengths = [0; 4];
    for (writer, length) in [map, postings, entries, strings]
        .into_iter()
        .zip(&mut lengths)
    {
        let mut file = writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        *length = file.stream_position()?;
        file.rewind()?;
        parts.push(file);
    }
    let mut out = file::draft(output)?;
    out.write_all(&header(lengths))?;
    for mut part in parts {
        io::copy(&mut part, &mut out)?;
    }
    file::persist(out, output)?;
    Ok(Made {
        things: count,
        names: written,
    })
}

impl Draft {
    /// Takes in one more fact; the first name in order is the usual one.
    fn note(&mut self, fact: Fact) {
        match fact {
            Fact::Name(name, _) if self.name.is_none() => self.name = Some(name),
            Fact::Name(name, _) | Fact::Alias(name) => self.names.push((name, Role::Alias)),
            Fact::Class(class) => {
                self.class.get_or_insert(class);
            }
            Fact::Description(text) if self.description.is_empty() => self.description = text,
            Fact::Description(_) => {}
            Fact::Popularity(count) => {
                self.popularity = Some(self.popularity.unwrap_or(0).max(count));
            }
            Fact::Statements(count) => self.statements += count,
            Fact::Same(iri) => {
                self.same.get_or_insert(iri);
            }
        }
    }

    /// Writes the thing, if it has a name, and leaves an empty draft.
    fn put<W: Write>(&mut self, things: &mut Things<W>, names: &mut Sorter) -> io::Result<()> {
        let draft = std::mem::take(self);
        let mut called = draft.names;
        let name = match draft.name {
            Some(name) => name,
            // A thing with other names only goes by the first of them.
            None if called.is_empty() => return Ok(()),
            None => called.remove(0).0,
        };
        let thing = Thing {
            name,
            class: draft.class.unwrap_or(Class::Other),
            iris: std::iter::once(draft.iri).chain(draft.same).collect(),
            popularity: draft.popularity.unwrap_or(draft.statements),
            names: called,
            description: draft.description,
            country: None,
            region: None,
        };
        let number = things.add(&thing)?;
        let own = [(thing.name, Role::Name)];
        for (name, role) in own.iter().chain(&thing.names) {
            let key = normalised(name);
            if !key.is_empty() {
                // The best known come first among those of one name.
                let rank = u32::MAX - thing.popularity;
                names.push(format!("{key}\0{rank:010}{number:010}{}", *role as u8))?;
            }
        }
        Ok(())
    }
}

/// Writes the names; gives map, lists and how many names there are.
fn write_names<W: Write>(sorted: Sorted, map: W, lists: W) -> io::Result<(W, W, u64)> {
    let mut names = Names::new(map, lists)?;
    let mut count = 0;
    let mut key = String::new();
    let mut things: Vec<(u32, Role)> = Vec::new();
    for record in sorted {
        let record = record?;
        let Some((next, number, role)) = read_name(&record) else {
            continue;
        };
        if next != key {
            if !things.is_empty() {
                names.add(&key, &things)?;
                count += 1;
            }
            things.clear();
            next.clone_into(&mut key);
        }
        if things.last().is_none_or(|(last, _)| *last != number) {
            things.push((number, role));
        }
    }
    if !things.is_empty() {
        names.add(&key, &things)?;
        count += 1;
    }
    let (map, lists) = names.finish()?;
    Ok((map, lists, count))
}

/// The parts of a name's record.
fn read_name(record: &str) -> Option<(&str, u32, Role)> {
    let (key, rest) = record.split_once('\0')?;
    let number = rest.get(10..20)?.parse().ok()?;
    let role = if rest.ends_with('0') {
        Role::Name
    } else {
        Role::Alias
    };
    Some((key, number, role))
}
