//! The deck files in a person's folder. What cannot be read is a problem of its file, and the
//! others go on.

use super::lines::Lines;
use super::problem::{DeckProblem, DeckProblemKind, Location, Position};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A deck file may be this large, in bytes; a hundred thousand notes fit in.
pub const MAX_DECK_BYTES: u64 = 64 * 1024 * 1024;

/// A deck file as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckFile {
    /// Where it is; its display is the name that messages show.
    pub path: PathBuf,
    /// The name of the file without its folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed last: milliseconds since 1970-01-01T00:00:00Z, 0 if unknown.
    pub modified_ms: i64,
    /// Its text.
    pub text: String,
}

/// By which a deck file is known to be unchanged without being read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The name of the file without its folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed last: milliseconds since 1970-01-01T00:00:00Z, 0 if unknown.
    pub modified_ms: i64,
}

/// The stamps of the deck files of a folder, sorted by name. What cannot be looked at is left out:
/// [`load`] says why.
pub fn stamps(folder: &Path) -> Vec<Stamp> {
    let paths = deck_paths(folder).unwrap_or_default();
    let stamp = |path: PathBuf| {
        let metadata = fs::metadata(&path).ok()?;
        let (name, modified_ms) = (file_name(&path), modified_ms(&metadata));
        Some(Stamp {
            name,
            size: metadata.len(),
            modified_ms,
        })
    };
    paths.into_iter().filter_map(stamp).collect()
}

/// Reads the deck files (`*.toml`, hidden ones aside) of a folder, sorted by name. A folder that
/// does not exist holds none.
pub fn load(folder: &Path) -> (Vec<DeckFile>, Vec<DeckProblem>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let paths = match deck_paths(folder) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            problems.push(unreadable(folder, &error));
            Vec::new()
        }
    };
    for path in paths {
        match read(&path) {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    (files, problems)
}

fn deck_paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && is_toml(&path) && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether the name ends in `.toml`.
pub(super) fn is_toml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
}

/// Reads one deck file.
pub fn read(path: &Path) -> Result<DeckFile, DeckProblem> {
    let failed = |error: io::Error| unreadable(path, &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        // A pipe would be waited for.
        return Err(failed(io::Error::other("not a regular file")));
    }
    let mut bytes = Vec::new();
    let mut limited = File::open(path).map_err(failed)?.take(MAX_DECK_BYTES + 1);
    let size = limited.read_to_end(&mut bytes).map_err(failed)? as u64;
    if size > MAX_DECK_BYTES {
        return Err(problem(
            path,
            Position::START,
            DeckProblemKind::TooLarge {
                most: MAX_DECK_BYTES,
            },
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))?;
    Ok(DeckFile {
        name: file_name(path),
        path: path.to_owned(),
        size,
        modified_ms: modified_ms(&metadata),
        text,
    })
}

fn file_name(path: &Path) -> String {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default()
}

fn modified_ms(metadata: &fs::Metadata) -> i64 {
    let modified = metadata.modified().ok();
    let since_epoch = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since_epoch.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(0))
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> DeckProblem {
    let valid = error.utf8_error().valid_up_to();
    let good = error.as_bytes().get(..valid).unwrap_or_default();
    let good = String::from_utf8_lossy(good);
    problem(
        path,
        Lines::new(&good).position(valid),
        DeckProblemKind::NotUtf8,
    )
}

fn unreadable(path: &Path, error: &io::Error) -> DeckProblem {
    let reason = error.to_string();
    problem(
        path,
        Position::START,
        DeckProblemKind::Unreadable { reason },
    )
}

fn problem(path: &Path, position: Position, kind: DeckProblemKind) -> DeckProblem {
    let location = Location {
        file: path.display().to_string(),
        position,
    };
    DeckProblem { location, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_sorted_and_a_bad_one_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("b.toml"), "id = 'b'").unwrap();
        fs::write(at("a.toml"), "乙").unwrap();
        fs::write(at("bad.toml"), b"id\n\xe4\xb9\x99 \xff\xfe").unwrap();
        fs::write(at(".hidden.toml"), "").unwrap();
        fs::write(at("readme.md"), "").unwrap();
        fs::create_dir(at("folder.toml")).unwrap();
        std::os::unix::fs::symlink("/nowhere", at("lost.toml")).unwrap();

        let (files, problems) = load(folder.path());
        let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a.toml", "b.toml"]);
        assert_eq!((files[0].text.as_str(), files[0].size), ("乙", 3));
        assert!(files[0].modified_ms > 1_700_000_000_000);
        let stamps = stamps(folder.path());
        assert_eq!(
            stamps.len(),
            3,
            "the bad one too, so that a mended one is noticed"
        );
        assert_eq!(
            (stamps[0].size, stamps[0].modified_ms),
            (3, files[0].modified_ms)
        );
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0].kind, DeckProblemKind::NotUtf8);
        assert_eq!(
            problems[0].location.position,
            Position { line: 2, column: 3 }
        );
        assert!(problems[0].location.file.ends_with("bad.toml"));
        assert!(matches!(
            problems[1].kind,
            DeckProblemKind::Unreadable { .. }
        ));
    }

    #[test]
    fn a_folder_that_is_not_there_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let found = load(&folder.path().join("decks"));
        assert_eq!(found, (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("decks");
        fs::write(&path, "").unwrap();
        let (files, problems) = load(&path);
        assert!(files.is_empty());
        assert_eq!(problems.len(), 1);
    }
}
