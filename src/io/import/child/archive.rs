//! A zip archive in memory: what is in it is read by name, and never written anywhere.
//!
//! An archive that could do harm where it is unpacked is refused as a whole, although nothing is
//! unpacked here: nobody made it to be read.

use super::problem::Refusal;
use crate::io::import::link::percent_decoded;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most entries.
const MOST_ENTRIES: usize = 20_000;
/// The most that is read out of an archive, in MiB.
const MOST_MIB: u64 = 192;
const MIB: u64 = 1024 * 1024;
/// An entry that unpacks to more than this many bytes …
const LARGE: u64 = 32 * MIB;
/// … and is packed more tightly than this is not a text.
const TIGHTEST: u64 = 200;

/// An archive whose entries were looked through.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive and looks through its entries.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if !bytes.starts_with(b"PK") {
            return Err(Refusal::NotThisFormat);
        }
        if claimed_entries(bytes).is_some_and(|entries| entries > MOST_ENTRIES) {
            return Err(Refusal::TooManyEntries(MOST_ENTRIES));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Refusal::TooManyEntries(MOST_ENTRIES));
        }
        if zip.has_duplicate_names() {
            return Err(Refusal::SameNames);
        }
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| damaged(&error))?;
            let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
            if leads_out(&name) {
                return Err(Refusal::BadName(name));
            }
            if entry.is_symlink() {
                return Err(Refusal::Link(name));
            }
            let (packed, size) = (entry.compressed_size(), entry.size());
            if size > LARGE && size / TIGHTEST > packed {
                return Err(Refusal::PackedTooTightly(name));
            }
        }
        if zip
            .has_overlapping_entries()
            .map_err(|error| damaged(&error))?
        {
            return Err(Refusal::Overlapping);
        }
        Ok(Self {
            zip,
            left: MOST_MIB * MIB,
        })
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// An entry's bytes. `None` where there is no such entry.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        if !self.has(name) {
            return Ok(None);
        }
        let entry = self.zip.by_name(name).map_err(|error| damaged(&error))?;
        let (packed, size) = (entry.compressed_size(), entry.size());
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(LARGE)).unwrap_or(0));
        // The size that it claims may be untrue.
        let read = entry.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| Refusal::Damaged(format!("{name}: {error}")))? as u64;
        if read > self.left {
            return Err(Refusal::UnpacksTooLarge(MOST_MIB));
        }
        if read > LARGE && read / TIGHTEST > packed {
            return Err(Refusal::PackedTooTightly(name.to_owned()));
        }
        self.left -= read;
        Ok(Some(bytes))
    }

    /// The bytes of an entry that is no text, if it can be read and has no more than these.
    pub(super) fn read_aside(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let entry = self.zip.by_name(name).ok()?;
        if entry.size() > most {
            return None;
        }
        let mut bytes = Vec::new();
        // The size that it claims may be untrue.
        let read = entry.take(most + 1).read_to_end(&mut bytes).ok()?;
        (read as u64 <= most).then_some(bytes)
    }

    /// An entry that must be there.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        self.read(name)?
            .ok_or_else(|| Refusal::Damaged(format!("{name} is missing")))
    }
}

fn damaged(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => Refusal::Encrypted,
        error => Refusal::Damaged(error.to_string()),
    }
}

/// Whether a name leads out of a folder that the archive is unpacked in, or is none for a file.
fn leads_out(name: &str) -> bool {
    let name = name.replace('\\', "/");
    let has_drive = name.get(1..2) == Some(":");
    name.starts_with('/')
        || has_drive
        || name.split('/').any(|part| part == "..")
        || name.chars().any(char::is_control)
}

/// The number of entries that the end of the central directory claims (APPNOTE 4.3.16), so that
/// a false one is not allocated for.
fn claimed_entries(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    let at = bytes.windows(END.len()).rposition(|window| window == END)?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

/// The path that a reference in an entry names: relative to the entry's folder, with its percent
/// signs resolved, without a fragment.
pub(super) fn resolve(entry: &str, reference: &str) -> String {
    let path = reference.split(['#', '?']).next().unwrap_or_default();
    let path = String::from_utf8_lossy(&percent_decoded(path)).into_owned();
    let folder = entry.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    let from_root = path.starts_with('/');
    let folder = folder.split('/').filter(|_| !from_root);
    for part in folder.chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_inside_the_archive() {
        for (entry, reference, path) in [
            ("OEBPS/content.opf", "text/a.xhtml#x", "OEBPS/text/a.xhtml"),
            ("OEBPS/text/a.xhtml", "../b%20c.xhtml", "OEBPS/b c.xhtml"),
            ("a.opf", "../../etc/passwd", "etc/passwd"),
            ("x/a.opf", "/b.xhtml", "b.xhtml"),
            ("x/a.opf", "%E4%B8%AD.xhtml", "x/中.xhtml"),
            ("x/a.opf", "100%.xhtml", "x/100%.xhtml"),
        ] {
            assert_eq!(resolve(entry, reference), path);
        }
    }

    #[test]
    fn names_that_lead_out() {
        for name in [
            "../a",
            "a/../b",
            "/etc/a",
            "..\\a",
            "C:\\a",
            "a\u{1b}[2J",
            "a\0",
        ] {
            assert!(leads_out(name), "{name:?}");
        }
        for name in ["a", "a/b..c", "目录/文 件.xhtml", "a/"] {
            assert!(!leads_out(name), "{name:?}");
        }
    }
}
