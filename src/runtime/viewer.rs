//! Opens pictures and links in other programs.

use super::effects::Runner;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::notice::{Failure, Notice};
use crate::domain::doc::{Picture, picture_hash};
use crate::io::clock::Stopwatch;
use crate::io::store::StoreError;
use crate::io::viewer::{self, SYSTEM, ViewerFiles};
use std::io;
use std::path::{Path, PathBuf};

impl Runner {
    /// Opens a picture or an address.
    pub(super) fn view(&mut self, effect: Effect) -> Result<Option<Msg>, StoreError> {
        let (what, missing) = match effect {
            Effect::OpenPicture(name) => {
                let hash = picture_hash(&name);
                let picture = match hash {
                    Some(hash) => self.world.store.picture(&hash)?,
                    None => None,
                };
                let Some(picture) = picture else {
                    return Ok(Some(Msg::Told(Notice::PictureElsewhere(name))));
                };
                match self.file(&picture) {
                    Ok(path) => {
                        let shown = path.display().to_string();
                        (path, Notice::NoViewer(shown, viewer::is_remote()))
                    }
                    Err(error) => return Ok(Some(failed(SYSTEM, &error.to_string()))),
                }
            }
            Effect::OpenAddress(address) => (PathBuf::from(&address), Notice::NoBrowser(address)),
            _ => return Ok(None),
        };
        Ok(self.open(&what, missing))
    }

    fn file(&mut self, picture: &Picture) -> io::Result<PathBuf> {
        let files = match &mut self.files {
            Some(files) => files,
            none => none.insert(ViewerFiles::new()?),
        };
        files.put(&picture.file_name(), &picture.bytes)
    }

    /// Starts the command; what becomes of it is told if it fails soon. Where there is no screen for
    /// a window, what is missing is told.
    fn open(&self, what: &Path, missing: Notice) -> Option<Msg> {
        /// A command that fails later was a viewer, and was ended by somebody.
        const SOON_MS: u64 = 10_000;
        let set = self.world.config.viewer.command.trim();
        if set.is_empty() && !viewer::has_screen() {
            return Some(Msg::Told(missing));
        }
        let command = if set.is_empty() { SYSTEM } else { set }.to_owned();
        let mut child = match viewer::start(&command, what) {
            Ok(child) => child,
            Err(error) => return Some(failed(&command, &error.to_string())),
        };
        let watch = Stopwatch::start();
        self.jobs.spawn_quiet(move || {
            let ended = child.wait().ok()?;
            let told = !ended.success() && watch.elapsed_ms() < SOON_MS;
            told.then(|| failed(&command, &ended.to_string()))
        });
        None
    }
}

fn failed(command: &str, why: &str) -> Msg {
    Msg::Failed(Failure::Viewer(command.to_owned(), why.to_owned()), None)
}
