//! What the program remembers about itself: short values by name.

use super::{Store, StoreError, Task};
use rusqlite::{OptionalExtension, params};

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
