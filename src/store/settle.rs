//! Waiting until the database has merged what first loads left behind.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::store::{Access, Error, Store};

/// How often the folder is looked at.
const TICK: Duration = Duration::from_millis(50);

/// With no change for so long, the database is at rest: while it merges, it writes all the time.
const REST: Duration = Duration::from_millis(500);

impl Store {
    /// Waits until the database has merged the files of [`Store::bulk_load`] as far as it does by
    /// itself, or until `goes_on`, asked all the time, says no. A store that is closed before that is
    /// whole, but up to ten times slower to read, until someone has written to it long enough: it
    /// merges only while it is open for writing. The database does not tell when it is done, so the
    /// files in its folder are watched; half a second without a change counts as rest.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn settle(&self, goes_on: impl Fn() -> bool) -> Result<(), Error> {
        if self.access != Access::Write {
            return Ok(());
        }
        let look = || files(&self.location).map_err(|error| Error::io(&self.location, &error));
        let mut seen = look()?;
        let mut since = Instant::now();
        while since.elapsed() < REST && goes_on() {
            std::thread::sleep(TICK);
            let now = look()?;
            if now != seen {
                seen = now;
                since = Instant::now();
            }
        }
        self.still_there()
    }
}

/// How many data files the database has, and their bytes.
fn files(location: &Path) -> io::Result<(u64, u64)> {
    let (mut number, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(location)? {
        let entry = entry?;
        if entry.path().extension().is_none_or(|it| it != "sst") {
            continue;
        }
        match entry.metadata() {
            Ok(data) => {
                number += 1;
                bytes += data.len();
            }
            // A file that was merged into another may go at any moment.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok((number, bytes))
}
