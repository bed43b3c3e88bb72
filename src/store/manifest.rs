//! `claimgraph.json` beside the database: the format of the store and the base IRI it remembers.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::Error;

/// The latest format of a store that this version reads and writes.
pub const FORMAT: u32 = 1;

/// The base IRI unless the user chooses another.
pub const DEFAULT_BASE: &str = "https://example.org/claimgraph/";

const NAME: &str = "claimgraph.json";

/// What a store says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The format of the store.
    pub format: u32,
    /// The base IRI under which its names are minted.
    pub base: String,
}

impl Manifest {
    pub(super) fn new(base: Option<&str>) -> Self {
        Self {
            format: FORMAT,
            base: base.unwrap_or(DEFAULT_BASE).to_owned(),
        }
    }

    /// The manifest of a store, `None` if it has none.
    pub(super) fn read(location: &Path) -> Result<Option<Self>, Error> {
        let path = location.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(&path, &error)),
        };
        // The format comes first: a later one may have other fields.
        let broken = |error: serde_json::Error| Error::Manifest {
            path: path.clone(),
            reason: error.to_string(),
        };
        let value: serde_json::Value = serde_json::from_str(&text).map_err(broken)?;
        let found = value["format"].as_u64().unwrap_or(0);
        if found > u64::from(FORMAT) {
            return Err(Error::Newer {
                location: location.to_owned(),
                found: u32::try_from(found).unwrap_or(u32::MAX),
                known: FORMAT,
            });
        }
        serde_json::from_value(value).map(Some).map_err(broken)
    }

    /// Writes the manifest whole or not at all.
    pub(super) fn write(&self, location: &Path) -> Result<(), Error> {
        let path = location.join(NAME);
        let failed = |error: std::io::Error| Error::io(&path, &error);
        let draft = location.join("claimgraph.json.new");
        let mut file = fs::File::create(&draft).map_err(failed)?;
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        writeln!(file, "{text}").map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&draft, &path).map_err(failed)
    }

    /// Refuses a base other than the remembered one.
    pub(super) fn agree(&self, location: &Path, base: Option<&str>) -> Result<(), Error> {
        match base {
            Some(base) if base != self.base => Err(Error::OtherBase {
                location: location.to_owned(),
                found: self.base.clone(),
                asked: base.to_owned(),
            }),
            _ => Ok(()),
        }
    }
}
