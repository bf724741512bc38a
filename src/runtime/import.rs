//! Takes a file into the library.

use super::repeats::repeated;
use super::source::is_found;
use crate::domain::doc::{Document, Origin, Repeated};
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use crate::io::clock::Stopwatch;
use crate::io::import::{self, ImportError, Imported, import_bytes};
use crate::io::store::{LostPassage, Store, StoreError};
use std::path::Path;

/// A document that is in the library now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub id: DocId,
    /// Its title.
    pub title: String,
    /// Whether the very same text was there before.
    pub known: bool,
    /// Control characters that were dropped from it.
    pub dropped_controls: usize,
    /// Notes whose passages an older version had, and this one has not; nor has another document
    /// of the person's.
    pub unplaced: Vec<LostPassage>,
    /// Its articles that stand elsewhere too.
    pub repeats: Vec<Repeated>,
}

/// Why a file is not in the library.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The file is not good.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The database is not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file into the library. The same text again is recognised; a file imported before, now
/// with another text, takes the place of its older version and keeps the reader's place.
pub fn take_in(store: &mut Store, path: &Path, now: Timestamp) -> Result<Taken, TakeError> {
    let bytes = import::read(path)?;
    let content = *blake3::hash(&bytes).as_bytes();
    let shelf = store.documents()?;
    let from_file = |origin: &Origin| matches!(origin, Origin::File(_));
    let same = shelf
        .iter()
        .find(|s| s.content == content && from_file(&s.document.origin));
    if let Some(known) = same {
        let document = known.document.clone();
        let dropped_controls = document.dropped_controls;
        return Ok(Taken {
            id: document.id,
            title: document.title,
            known: true,
            dropped_controls,
            unplaced: Vec::new(),
            repeats: Vec::new(),
        });
    }
    let imported = import_bytes(path, bytes)?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let origin = Origin::File(absolute.to_string_lossy().into_owned());
    let older = shelf.iter().find(|s| s.document.origin == origin);
    let taken = |id: &DocId| shelf.iter().any(|s| s.document.id == *id);
    let id = match older {
        Some(older) => older.document.id.clone(),
        None => free_id(&imported.id, taken),
    };
    let dropped_controls = imported.dropped_controls;
    let watch = Stopwatch::start();
    let lost = store_document(store, imported, id.clone(), origin, content, now)?;
    let unplaced = nowhere(store, lost)?;
    let repeats = repeated(store, &id)?;
    let (replaced, ms) = (older.is_some(), watch.elapsed_ms());
    tracing::info!(replaced, dropped_controls, ms, "a file was imported");
    // The title may be one that the person gave to an older version.
    let title = store.document(&id)?.document.title;
    Ok(Taken {
        id,
        title,
        known: false,
        dropped_controls,
        unplaced,
        repeats,
    })
}

/// The id itself, or the first of `id-2`, `id-3` … that is free.
fn free_id(wanted: &DocId, taken: impl Fn(&DocId) -> bool) -> DocId {
    let numbered = (2..).map(|n| DocId::new(format!("{wanted}-{n}")));
    std::iter::once(wanted.clone())
        .chain(numbered)
        .find(|id| !taken(id))
        .unwrap_or(wanted.clone())
}

/// Those of the passages that stand in no document but, perhaps, a study guide.
fn nowhere(store: &Store, lost: Vec<LostPassage>) -> Result<Vec<LostPassage>, StoreError> {
    let mut unplaced = Vec::new();
    for passage in lost {
        if !is_found(store, &passage.source)? {
            unplaced.push(passage);
        }
    }
    Ok(unplaced)
}

/// Writes a document into the store under an id. Returns the notes whose passages an older version
/// of it had and this one has not.
pub(super) fn store_document(
    store: &mut Store,
    imported: Imported,
    id: DocId,
    origin: Origin,
    content: [u8; 32],
    now: Timestamp,
) -> Result<Vec<LostPassage>, StoreError> {
    let document = Document {
        id,
        title: imported.title,
        author: imported.author,
        date: imported.date,
        original: imported.original,
        origin,
        length: imported.length,
        dropped_controls: imported.dropped_controls,
    };
    let mut writer = store.begin_import(&document, content, now)?;
    for block in imported.blocks {
        writer.push(block)?;
    }
    writer.finish(&document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::DocumentEdit;
    use crate::domain::id::DeviceId;
    use crate::io::store::Reason;

    fn store() -> Store {
        let reason = Reason::CannotCreate {
            why: "test".to_owned(),
        };
        Store::in_memory(DeviceId::new("a"), reason).unwrap()
    }

    #[test]
    fn the_same_text_is_known_and_a_changed_file_replaces_its_older_version() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "标题\n\n正文。").unwrap();
        let first = take_in(&mut store, &path, Timestamp(1)).unwrap();
        assert!(!first.known);
        store.save_position(&first.id, 7, Timestamp(2)).unwrap();

        let copy = folder.path().join("copy.txt");
        std::fs::copy(&path, &copy).unwrap();
        let again = take_in(&mut store, &copy, Timestamp(3)).unwrap();
        assert_eq!((again.id.clone(), again.known), (first.id.clone(), true));

        std::fs::write(&path, "标题\n\n正文。又一段。").unwrap();
        let changed = take_in(&mut store, &path, Timestamp(4)).unwrap();
        assert_eq!((changed.id.clone(), changed.known), (first.id, false));
        assert_eq!(store.documents().unwrap().len(), 1);
        assert_eq!(store.document(&changed.id).unwrap().position, 7);
    }

    #[test]
    fn a_title_that_the_person_gave_outlives_a_change_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store();
        let path = folder.path().join("a.txt");
        let take = |store: &mut Store, text: &str| {
            std::fs::write(&path, text).unwrap();
            take_in(store, &path, Timestamp(1)).unwrap()
        };
        let id = take(&mut store, "标题\n\n正文。").id;
        let changed = take(&mut store, "新题\n\n正文。");
        assert_eq!(changed.title, "新题", "nobody named it");
        let edit = DocumentEdit::new().titled("我的书").unwrap();
        store.edit_document(&id, &edit).unwrap();
        for text in ["再题\n\n正文。", "又题\n\n正文。"] {
            let changed = take(&mut store, text);
            assert_eq!((changed.id, changed.title.as_str()), (id.clone(), "我的书"));
            assert_eq!(store.document(&id).unwrap().document.title, "我的书");
        }
    }

    #[test]
    fn two_files_of_one_name_get_two_ids() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store();
        for (place, text) in [("x", "甲"), ("y", "乙"), ("z", "丙")] {
            let inner = folder.path().join(place);
            std::fs::create_dir(&inner).unwrap();
            std::fs::write(inner.join("note.txt"), text).unwrap();
            take_in(&mut store, &inner.join("note.txt"), Timestamp(1)).unwrap();
        }
        let mut ids: Vec<String> = store
            .documents()
            .unwrap()
            .iter()
            .map(|s| s.document.id.to_string())
            .collect();
        ids.sort();
        assert_eq!(ids, ["note", "note-2", "note-3"]);
    }
}
