//! Opening pictures and addresses in other programs.

use super::command;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Child;

/// The system's own command for any file or address.
pub const SYSTEM: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Files for viewers, in a folder that nobody else may look into. They go when this is dropped.
#[derive(Debug)]
pub struct ViewerFiles {
    folder: PathBuf,
}

impl ViewerFiles {
    /// Makes the folder. A name that is taken is passed over, whoever took it.
    pub fn new() -> io::Result<Self> {
        const ATTEMPTS: u32 = 100;
        let process = std::process::id();
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for attempt in 0..ATTEMPTS {
            let folder = std::env::temp_dir().join(format!("wengu-{process}-{attempt}"));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => return Ok(Self { folder }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// Writes a file of this name, unless it is there already.
    pub fn put(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.folder.join(name);
        let opened = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        match opened {
            Ok(mut file) => file.write_all(bytes)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        Ok(path)
    }
}

impl Drop for ViewerFiles {
    fn drop(&mut self) {
        // What a viewer still shows, it has read.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether there is a screen that the system's command could open a window on, as far as the
/// environment says.
pub fn has_screen() -> bool {
    cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Whether the terminal is on another machine.
pub fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
}

/// Starts a command, its words parted by white space, with what is to be opened behind them. It
/// neither reads nor writes the terminal.
pub fn start(command: &str, what: &Path) -> io::Result<Child> {
    command::of_words(command).arg(what).spawn()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn files_are_private_and_go() {
        let files = ViewerFiles::new().unwrap();
        let path = files.put("a.png", b"x").unwrap();
        assert_eq!(files.put("a.png", b"y").unwrap(), path);
        assert_eq!(fs::read(&path).unwrap(), b"x");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = files.folder.clone();
        assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
        drop(files);
        assert!(!folder.exists());
    }

    #[test]
    fn the_command_gets_what_is_to_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("一 二");
        assert!(
            start("mkdir -m 700", &to)
                .unwrap()
                .wait()
                .unwrap()
                .success()
        );
        assert!(to.is_dir());
        assert!(start("wengu-no-such-viewer", &to).is_err());
    }
}
