//! Where the store is, and opening it.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::error::Failure;
use crate::store::{self, Store};

/// Which store.
#[derive(Args, Debug)]
pub(crate) struct Location {
    /// The folder of the store
    #[arg(
        short,
        long,
        value_name = "DIR",
        env = "CLAIMGRAPH_LOCATION",
        default_value = "claimgraph.store"
    )]
    location: PathBuf,
}

impl Location {
    /// The folder that was named.
    pub(crate) fn path(&self) -> &Path {
        &self.location
    }

    /// Opens the store to change it; makes a new one if there is none and `base` may be chosen.
    pub(crate) fn create(&self, base: Option<&str>) -> Result<Store, Failure> {
        Ok(Store::open(&self.location, base)?)
    }

    /// Opens a store that must be there, to change it.
    pub(crate) fn change(&self) -> Result<Store, Failure> {
        if self.location.is_dir() {
            return self.create(None);
        }
        self.read()
    }

    /// Opens a store that must be there, to read it.
    pub(crate) fn read(&self) -> Result<Store, Failure> {
        Ok(Store::open_read_only(&self.location)?)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let failure = Self::new(&error);
        match error.hint() {
            Some(hint) => failure.hinted(hint),
            None => failure,
        }
    }
}
