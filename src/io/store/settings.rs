//! What the program remembers about itself: short values by name.

use super::{Store, StoreError, Task};
use crate::domain::id::DocId;
use rusqlite::{Connection, OptionalExtension, params};

/// What is remembered of a document, until it is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentSetting {
    /// Where its pages begin.
    Pages,
    /// Whether what repeats is folded away in its table of contents.
    FoldedRepeats,
}

impl DocumentSetting {
    const ALL: [Self; 2] = [Self::Pages, Self::FoldedRepeats];

    /// The name under which it is kept for this document.
    pub fn of(self, id: &DocId) -> String {
        match self {
            Self::Pages => format!("pages:{id}"),
            Self::FoldedRepeats => format!("fold-repeats:{id}"),
        }
    }
}

/// Forgets what is remembered of a document.
pub(super) fn forget_document(conn: &Connection, id: &DocId) -> rusqlite::Result<()> {
    let mut forget = conn.prepare_cached("DELETE FROM setting WHERE name = ?1")?;
    for setting in DocumentSetting::ALL {
        forget.execute([setting.of(id)])?;
    }
    Ok(())
}

impl Store {
    /// The value that was kept under this name.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(Task::ReadSetting, |conn| {
            let mut query = conn.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
            Ok(query.query_row([name], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps a value; nothing is written when it is kept already.
    pub fn keep_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        if self.setting(name)?.as_deref() == Some(value) {
            return Ok(());
        }
        self.write(Task::KeepSetting, |tx| {
            tx.execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                params![name, value],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::id::DeviceId;
    use crate::io::store::{Reason, Store};

    #[test]
    fn a_value_is_kept_until_another_takes_its_place() {
        let reason = Reason::CannotCreate {
            why: "test".to_owned(),
        };
        let mut store = Store::in_memory(DeviceId::new("a"), reason).unwrap();
        assert_eq!(store.setting("column").unwrap(), None);
        store.keep_setting("column", "72").unwrap();
        store.keep_setting("column", "76").unwrap();
        store.keep_setting("theme", "night").unwrap();
        assert_eq!(store.setting("column").unwrap().as_deref(), Some("76"));
    }
}
