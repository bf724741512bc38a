//! The name by which this device signs its log entries.
//!
//! It is kept beside the database, not in it, so that a database that is copied to another
//! machine is continued there under another name, and the two logs can be united later.

use super::atomic;
use crate::domain::id::DeviceId;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// 128 random bits, in hexadecimal.
const DIGITS: usize = 32;

/// Why there is no device id.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The system gives no random numbers.
    #[error("no random numbers from /dev/urandom: {0}")]
    Random(#[source] io::Error),
}

/// The id of this device, and whether the next run will find it.
#[derive(Debug)]
pub struct Device {
    /// The id.
    pub id: DeviceId,
    /// Why it could not be kept; it then holds for this run alone.
    pub lost: Option<io::Error>,
}

/// Reads `<state>/device`, or makes it on the first run. Two first runs at once get one id.
pub fn device(state: &Path) -> Result<Device, DeviceError> {
    let path = state.join("device");
    if let Some(id) = stored(&path) {
        return Ok(Device { id, lost: None });
    }
    let fresh = random_id().map_err(DeviceError::Random)?;
    let lost = keep(state, &path, &fresh).err();
    let id = stored(&path).unwrap_or(fresh);
    Ok(Device { id, lost })
}

/// Gives the device another id, for a database that goes on from a copy: what it wrote since is
/// signed with the old one and may be united with the copy later.
pub fn renew(state: &Path) -> io::Result<DeviceId> {
    let fresh = random_id()?;
    atomic::create_folder(state)?;
    atomic::write(&state.join("device"), format!("{fresh}\n").as_bytes())?;
    Ok(fresh)
}

fn stored(path: &Path) -> Option<DeviceId> {
    let text = fs::read_to_string(path).ok()?;
    let id = text.trim();
    let sound = id.len() == DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| DeviceId::new(id))
}

fn random_id() -> io::Result<DeviceId> {
    let mut bytes = [0; DIGITS / 2];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(DeviceId::new(
        bytes.map(|byte| format!("{byte:02x}")).concat(),
    ))
}

/// Writes a file of its own and gives it the name in one step. A name that is taken by a sound id
/// stays; one that holds anything else is replaced.
fn keep(state: &Path, path: &Path, id: &DeviceId) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(state)?;
    let scratch: PathBuf = state.join(format!("device.{id}"));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&scratch)?;
    let kept = writeln!(file, "{id}")
        .and_then(|()| file.sync_all())
        .and_then(|()| match fs::hard_link(&scratch, path) {
            Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => match stored(path) {
                Some(_) => Ok(()),
                None => fs::rename(&scratch, path),
            },
            linked => linked,
        });
    // Gone already when it was renamed.
    let _ = fs::remove_file(&scratch);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_id_is_made_once_and_is_private() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("a/state");
        let first = device(&state).unwrap();
        assert_eq!(first.id.as_str().len(), DIGITS);
        assert!(first.lost.is_none());
        assert_eq!(device(&state).unwrap().id, first.id);
        let mode = fs::metadata(state.join("device"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(&state).unwrap().count(),
            1,
            "nothing else is left"
        );
        let elsewhere = home.path().join("b");
        assert_ne!(device(&elsewhere).unwrap().id, first.id);
    }

    #[test]
    fn a_renewed_id_is_another_one_and_stays() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("state");
        let first = device(&state).unwrap().id;
        let second = renew(&state).unwrap();
        assert_ne!(first, second);
        assert_eq!(device(&state).unwrap().id, second);
    }

    #[test]
    fn a_damaged_file_is_replaced() {
        let state = tempfile::tempdir().unwrap();
        fs::write(state.path().join("device"), "garbage").unwrap();
        let made = device(state.path()).unwrap();
        assert_eq!(device(state.path()).unwrap().id, made.id);
    }

    #[test]
    fn without_a_folder_the_id_holds_for_one_run() {
        let home = tempfile::tempdir().unwrap();
        let blocked = home.path().join("file");
        fs::write(&blocked, "").unwrap();
        let first = device(&blocked.join("state")).unwrap();
        assert!(first.lost.is_some());
        assert_ne!(device(&blocked.join("state")).unwrap().id, first.id);
    }
}
