//! Reads a text that is to be looked at before it is imported.

use super::import::given_before;
use super::import_job::{expanded, failure_of};
use crate::app::msg::Msg;
use crate::app::notice::Failure;
use crate::app::screen::preview::{Draft, Subject};
use crate::domain::doc::Origin;
use crate::io::import::{is_markdown, read};
use crate::io::store::{Store, StoreError};
use crate::locale::Lang;
use std::path::PathBuf;

/// The text, with what was decided about it when it was imported before.
pub(super) fn load(store: &Store, subject: &Subject, lang: Lang) -> Result<Msg, StoreError> {
    let refused = |words: String| Ok(Msg::Failed(Failure::Import(words), None));
    let path: PathBuf = match subject {
        Subject::File(typed) => expanded(typed),
        Subject::Document(id) => match store.document(id)?.document.origin {
            Origin::File(path) => path.into(),
            Origin::Shipped | Origin::Piped(_) => {
                return refused(lang.no_original_file().to_owned());
            }
        },
    };
    let shown = path.display().to_string();
    if is_markdown(&path) {
        return refused(lang.marks_its_own_paragraphs(&shown));
    }
    let absolute = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
    let origin = Origin::File(absolute.to_string_lossy().into_owned());
    let shelf = store.documents()?;
    let earlier = shelf
        .iter()
        .find(|shelved| shelved.document.origin == origin);
    match read(&path, earlier.and_then(given_before), &mut |_| {}) {
        Ok(file) => {
            let options = earlier.map(|earlier| earlier.conversion.options());
            let draft = Draft::new(shown, file.text.into(), options.unwrap_or_default());
            Ok(Msg::Preview(Box::new(draft)))
        }
        Err(error) => Ok(Msg::Failed(failure_of(&error.into(), lang), None)),
    }
}
