//! Reads the file that is to be imported. What never ends, and what would be waited for, is refused
//! before it is opened. Knows nothing of what is in a file.

use super::ImportError;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// A file may be this large, in bytes: it is held in memory while it is taken in.
pub const MAX_IMPORT_BYTES: u64 = 1024 * 1024 * 1024;

/// Reads a regular file of at most [`MAX_IMPORT_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, ImportError> {
    read_at_most(path, MAX_IMPORT_BYTES)
}

fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, ImportError> {
    let path_of = || path.to_owned();
    let failed = |source: io::Error| ImportError::Unreadable {
        path: path_of(),
        source,
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(ImportError::Folder { path: path_of() });
    }
    if !metadata.is_file() {
        return Err(ImportError::NotAFile { path: path_of() });
    }
    let too_large = || ImportError::TooLarge {
        path: path_of(),
        most,
    };
    if metadata.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // The length may be untrue, as that of files in /proc is.
    let mut limited = File::open(path).map_err(failed)?.take(most + 1);
    let size = limited.read_to_end(&mut bytes).map_err(failed)? as u64;
    if size > most {
        return Err(too_large());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path).unwrap(), b"12345");
        assert_eq!(read_at_most(&path, 5).unwrap(), b"12345");
        assert!(matches!(
            read_at_most(&path, 4),
            Err(ImportError::TooLarge { most: 4, .. })
        ));
        // A sparse file of a byte too many is refused by its length alone.
        let huge = File::create(folder.path().join("huge.txt")).unwrap();
        huge.set_len(MAX_IMPORT_BYTES + 1).unwrap();
        assert!(matches!(
            read(&folder.path().join("huge.txt")),
            Err(ImportError::TooLarge { .. })
        ));
    }

    #[test]
    fn a_file_that_hides_its_length_is_limited_too() {
        let status = Path::new("/proc/self/status");
        if status.exists() {
            assert_eq!(fs::metadata(status).unwrap().len(), 0);
            assert!(matches!(
                read_at_most(status, 16),
                Err(ImportError::TooLarge { .. })
            ));
        }
    }

    #[test]
    fn neither_folder_nor_device_nor_pipe_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            read(folder.path()),
            Err(ImportError::Folder { .. })
        ));
        assert!(matches!(
            read(Path::new("/dev/zero")),
            Err(ImportError::NotAFile { .. })
        ));
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(matches!(read(&pipe), Err(ImportError::NotAFile { .. })));
        assert!(matches!(
            read(&folder.path().join("nowhere")),
            Err(ImportError::Unreadable { .. })
        ));
    }
}
