//! Archives of articles: tar and zip, one member at a time.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use crate::article::Limits;
use crate::article::error::Error;
use crate::article::input::is_readable_name;
use crate::article::stream::{Sink, Source, content};

/// Reads the members of a tar archive as they come.
pub(super) fn tar(
    source: &Source,
    reader: &mut dyn Read,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let damaged = |error: &io::Error| Error::Damaged {
        place: source.origin.clone(),
        format: source.format.unwrap_or("tar"),
        reason: reason(error),
    };
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return sink(Err(damaged(&error))),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            // Where the next member begins is unknown now.
            Err(error) => return sink(Err(damaged(&error))),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if entry.header().entry_type().is_file() && is_wanted(&name) {
            content(&member(source, &name, "tar"), &mut entry, limits, sink)?;
        }
    }
    ControlFlow::Continue(())
}

/// Reads the members of a zip archive in a file.
pub(super) fn zip(
    source: &Source,
    file: impl Read + Seek,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let damaged = |reason: String| Error::Damaged {
        place: source.origin.clone(),
        format: "zip",
        reason,
    };
    let (mut archive, hidden) = match opened(file) {
        Ok(archive) => archive,
        Err(error) => return sink(Err(damaged(error.to_string()))),
    };
    if hidden > 0 {
        let reason =
            format!("{hidden} of its members have the name of a later one and are not read");
        sink(Err(damaged(reason)))?;
    }
    for at in 0..archive.len() {
        let name = match archive.name_for_index(at) {
            Some(Ok(name)) => name.into_owned(),
            _ => continue,
        };
        if name.ends_with('/') || !is_wanted(&name) {
            continue;
        }
        let source = member(source, &name, "zip");
        match archive.by_index(at) {
            Ok(mut entry) => content(&source, &mut entry, limits, sink)?,
            Err(error) => sink(Err(Error::Damaged {
                place: source.origin,
                format: "zip",
                reason: error.to_string(),
            }))?,
        }
    }
    ControlFlow::Continue(())
}

/// An archive, and how many of its members cannot be reached: the library keeps the last of each name,
/// and only the record before the comment at the end says how many there are (APPNOTE.TXT 4.3.16).
fn opened<R: Read + Seek>(file: R) -> zip::result::ZipResult<(zip::ZipArchive<R>, usize)> {
    let archive = zip::ZipArchive::new(file)?;
    let known = archive.len();
    let comment = archive.comment().len();
    let mut file = archive.into_inner();
    let mut record = [0; 22];
    let from_end = i64::try_from(record.len() + comment).unwrap_or_default();
    file.seek(io::SeekFrom::End(-from_end))?;
    file.read_exact(&mut record)?;
    let listed = match (record.starts_with(b"PK\x05\x06"), [record[10], record[11]]) {
        // An archive of more members than these two bytes can say has their number elsewhere.
        (true, count) if count != [0xff; 2] => usize::from(u16::from_le_bytes(count)),
        _ => known,
    };
    let archive = zip::ZipArchive::new(file)?;
    Ok((archive, listed.saturating_sub(known)))
}

/// A zip archive that cannot be read from its end goes through a temporary file.
pub(super) fn spooled_zip(
    source: &Source,
    reader: &mut dyn Read,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let spooled = tempfile::tempfile().and_then(|mut file: File| {
        io::copy(reader, &mut file)?;
        file.rewind()?;
        Ok(file)
    });
    match spooled {
        Ok(file) => zip(source, file, limits, sink),
        Err(error) => sink(Err(source.failed(&error))),
    }
}

/// Hidden members, and those whose names say that they are no articles, are passed over.
fn is_wanted(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']).filter(|step| *step != ".");
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    !steps.any(|step| step.starts_with('.') || step == "__MACOSX") && is_readable_name(last)
}

fn member(source: &Source, name: &str, format: &'static str) -> Source {
    Source {
        origin: source.origin.in_member(name),
        format: Some(format),
        in_archive: true,
    }
}

fn reason(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        "it ends too early".to_owned()
    } else {
        error.to_string()
    }
}
