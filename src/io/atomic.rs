//! Writes a file so that it is either wholly there or not at all, even over a power cut.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// How often a name for the new file is looked for.
const ATTEMPTS: u32 = 100;

/// Writes the bytes to a file, mode 0600, in place of any that is there. The folder must exist.
///
/// A hidden file in the same folder is written and synced first, then renamed; the folder is
/// synced last. When an error is returned, the old file is still there, or the new one is, whole.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(path, |file| file.write_all(bytes))
}

/// The same for what is written piece by piece. An error of the writer leaves the old file.
pub fn write_with<E: From<io::Error>>(
    path: &Path,
    writer: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let (new, file) = create_beside(folder, path)?;
    let mut file = BufWriter::new(file);
    let written = writer(&mut file).and_then(|()| {
        file.flush()?;
        file.get_ref().sync_all()?;
        Ok(fs::rename(&new, path)?)
    });
    if let Err(error) = written {
        // The first error is the one to tell; a leftover is hidden and harms nothing.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    Ok(File::open(folder)?.sync_all()?)
}

/// Creates a folder, mode 0700, and those above it that are not there.
pub fn create_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Creates a hidden file, mode 0600, in `folder`, named for `path` and this process.
pub(super) fn create_beside(folder: &Path, path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    let process = std::process::id();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..ATTEMPTS {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{process}-{attempt}.tmp"));
        let new = folder.join(hidden);
        let opened = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new);
        match opened {
            Ok(file) => return Ok((new, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_file_is_written_for_its_owner_alone_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        for text in ["one", "two"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(names(folder.path()), ["a.toml"]);
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        assert!(write(&path, b"text").is_err());
        assert_eq!(names(folder.path()), ["taken"]);
        assert!(write(&folder.path().join("no/such.toml"), b"text").is_err());
    }

    #[test]
    fn a_writer_that_fails_half_way_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write(&path, b"old").unwrap();
        let failed = write_with(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[test]
    fn a_leftover_of_a_crash_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let leftover = format!(".a.toml.{}-0.tmp", std::process::id());
        fs::write(folder.path().join(leftover), "half").unwrap();
        write(&folder.path().join("a.toml"), b"whole").unwrap();
        let text = fs::read_to_string(folder.path().join("a.toml")).unwrap();
        assert_eq!(text, "whole");
    }

    #[test]
    fn a_folder_is_made_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        create_folder(&deep).unwrap();
        create_folder(&deep).unwrap();
        let mode = fs::metadata(&deep).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
