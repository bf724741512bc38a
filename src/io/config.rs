//! The text of the config file. Knows nothing of what it says.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A config file larger than this, in bytes, is something else.
const MOST: u64 = 256 * 1024;

/// Why the file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFileError {
    /// The system would not give it.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not UTF-8.
    #[error("{}:{line}: not UTF-8", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first byte that is not, from 1.
        line: usize,
    },
    /// It is too large to be a config file.
    #[error("{}: larger than {most} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The largest possible, in bytes.
        most: u64,
    },
}

/// Reads the file; nothing if there is none.
pub fn read(path: &Path) -> Result<Option<String>, ConfigFileError> {
    let unreadable = |source| ConfigFileError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    let mut bytes = Vec::new();
    let read = file.take(MOST + 1).read_to_end(&mut bytes);
    if read.map_err(unreadable)? as u64 > MOST {
        return Err(ConfigFileError::TooLarge {
            path: path.to_owned(),
            most: MOST,
        });
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let lines = error.as_bytes().iter().take(good);
        ConfigFileError::NotUtf8 {
            path: path.to_owned(),
            line: lines.filter(|byte| **byte == b'\n').count() + 1,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<Option<String>, ConfigFileError> {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("config.toml");
        std::fs::write(&path, bytes).unwrap();
        read(&path)
    }

    #[test]
    fn the_text_is_given_as_it_is() {
        assert_eq!(of("语言\r\n".as_bytes()).unwrap().unwrap(), "语言\r\n");
    }

    #[test]
    fn no_file_is_no_error_but_a_folder_is() {
        let temp = tempfile::tempdir().unwrap();
        assert!(read(&temp.path().join("none.toml")).unwrap().is_none());
        let error = read(temp.path()).unwrap_err();
        assert!(matches!(error, ConfigFileError::Unreadable { .. }));
    }

    #[test]
    fn what_is_not_text_is_reported_with_its_line() {
        match of(b"a = 1\nb = '\xff'\n").unwrap_err() {
            ConfigFileError::NotUtf8 { line, .. } => assert_eq!(line, 2),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_file_of_any_size_is_not_read() {
        let most = usize::try_from(MOST).unwrap();
        assert!(of(&vec![b'#'; most]).is_ok());
        let error = of(&vec![b'#'; most + 1]).unwrap_err();
        assert!(matches!(error, ConfigFileError::TooLarge { .. }));
    }
}
