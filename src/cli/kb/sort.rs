//! Sorting more than memory holds: sorted runs on the disk, merged when they are read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Takes records in any order and gives them back in the order of their bytes.
pub(crate) struct Sorter {
    folder: PathBuf,
    limit: usize,
    size: usize,
    held: Vec<String>,
    runs: Vec<File>,
}

/// What a string costs beside its characters.
const OVERHEAD: usize = size_of::<String>() + 16;

impl Sorter {
    /// Runs go into nameless files of a folder once `limit` bytes are held.
    pub(crate) fn new(folder: &Path, limit: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            limit,
            size: 0,
            held: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Adds a record.
    pub(crate) fn push(&mut self, record: String) -> io::Result<()> {
        self.size += record.len() + OVERHEAD;
        self.held.push(record);
        if self.size > self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// Writes what is held as a sorted run.
    fn spill(&mut self) -> io::Result<()> {
        self.held.sort_unstable();
        let mut out = BufWriter::new(tempfile::tempfile_in(&self.folder)?);
        for record in self.held.drain(..) {
            let length = u32::try_from(record.len()).map_err(io::Error::other)?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(record.as_bytes())?;
        }
        let mut run = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.rewind()?;
        self.runs.push(run);
        self.size = 0;
        Ok(())
    }

    /// Every record, in order.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        if !self.runs.is_empty() {
            self.spill()?;
        }
        self.held.sort_unstable();
        let mut sorted = Sorted {
            held: self.held.into_iter(),
            runs: self.runs.into_iter().map(BufReader::new).collect(),
            next: BinaryHeap::new(),
        };
        for run in 0..sorted.runs.len() {
            sorted.advance(run)?;
        }
        Ok(sorted)
    }
}

/// Records in order.
pub(crate) struct Sorted {
    held: std::vec::IntoIter<String>,
    runs: Vec<BufReader<File>>,
    next: BinaryHeap<Reverse<(String, usize)>>,
}

impl Sorted {
    /// Lets the next record of a run take part.
    fn advance(&mut self, run: usize) -> io::Result<()> {
        let mut length = [0; 4];
        match self.runs[run].read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        let mut record = vec![0; u32::from_le_bytes(length) as usize];
        self.runs[run].read_exact(&mut record)?;
        let record = String::from_utf8(record).map_err(io::Error::other)?;
        self.next.push(Reverse((record, run)));
        Ok(())
    }
}

impl Iterator for Sorted {
    type Item = io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.runs.is_empty() {
            return self.held.next().map(Ok);
        }
        let Reverse((record, run)) = self.next.pop()?;
        Some(self.advance(run).map(|()| record))
    }
}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn records_come_in_order_from_memory_and_from_the_disk() {
        let records: Vec<String> = (0..500).map(|n| format!("r{:03}", n * 37 % 500)).collect();
        let mut expected = records.clone();
        expected.sort();
        for limit in [usize::MAX, 2_000] {
            let mut sorter = Sorter::new(&std::env::temp_dir(), limit);
            for record in &records {
                sorter.push(record.clone()).unwrap();
            }
            let sorted: Vec<String> = sorter.sorted().unwrap().map(Result::unwrap).collect();
            assert_eq!(sorted, expected);
        }
    }
}
