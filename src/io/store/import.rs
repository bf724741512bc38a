//! Taking in a document: rows that cannot be seen, in batches, until one last transaction.
//!
//! A batch is a short transaction, so that a large import holds up no other instance. An import
//! that was broken off leaves rows behind; the next start that finds them old removes them.

use super::documents::delete_document;
use super::{Store, StoreError, StoreProblem, Task, block_row};
use crate::domain::doc::{Block, Conversion, Document, NORMALISER_VERSION};
use crate::domain::time::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;

/// Bytes of text that are written in one transaction.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// An import that began longer ago is no longer under way.
const LEFTOVER_MS: u64 = 30 * 60 * 1000;

/// A document that is being written. Dropped without [`Self::finish`], it never existed.
#[derive(Debug)]
pub struct ImportWriter<'a> {
    store: &'a mut Store,
    key: i64,
    batch: Vec<Block>,
    batch_bytes: usize,
}

impl Store {
    /// Begins to take in a document made from a file with this BLAKE3. What it is called is known
    /// at its end.
    pub fn begin_import(
        &mut self,
        content: [u8; 32],
        now: Timestamp,
    ) -> Result<ImportWriter<'_>, StoreError> {
        let key = self.write(Task::Import, |tx| {
            tx.execute(
                "INSERT INTO document (id, title, origin, length, normaliser, dropped, visible,
                     imported_ms, content)
                 VALUES ('', '', '', 0, ?1, 0, 0, ?2, ?3)",
                params![NORMALISER_VERSION, now.0, content],
            )?;
            Ok(tx.last_insert_rowid())
        })?;
        // Nobody misses rows that nobody saw: the last transaction alone waits for the disk.
        self.wait_for_disk(false)?;
        Ok(ImportWriter {
            store: self,
            key,
            batch: Vec::new(),
            batch_bytes: 0,
        })
    }

    /// Removes what imports left behind that were broken off.
    pub(super) fn clean_imports(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let leftovers: Vec<(i64, i64)> = self.read(Task::Open, |conn| {
            let mut query =
                conn.prepare("SELECT key, imported_ms FROM document WHERE visible = 0")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        for (key, began) in leftovers {
            // Either way round: a clock that stepped back must not keep rows for ever.
            let began = Timestamp(began);
            if now.ms_since(began).max(began.ms_since(now)) > LEFTOVER_MS {
                self.write(Task::Open, |tx| Ok(delete_document(tx, key)?))?;
            }
        }
        Ok(())
    }
}

impl ImportWriter<'_> {
    /// Takes the next block.
    pub fn push(&mut self, block: Block) -> Result<(), StoreError> {
        self.batch_bytes += block.text.len();
        self.batch.push(block);
        if self.batch_bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Makes the document visible, with what is known of it by now. It takes the place of an older
    /// version with its id, and keeps where that one was open and what the person called it.
    pub fn finish(
        mut self,
        document: &Document,
        conversion: &Conversion,
    ) -> Result<(), StoreError> {
        self.flush()?;
        let key = self.key;
        self.store.wait_for_disk(true)?;
        self.store.write(Task::Import, |tx| {
            let older: Option<i64> = tx
                .query_row(
                    "SELECT key FROM document WHERE id = ?1 AND visible = 1",
                    [document.id.as_str()],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(older) = older {
                inherit(tx, key, older)?;
                move_place(tx, key, older, document.length, conversion)?;
                delete_document(tx, older)?;
            }
            describe(tx, key, conversion)?;
            show(tx, key, document)
        })
    }

    /// Removes what was written: the document is not to be.
    pub fn give_up(self) -> Result<(), StoreError> {
        let key = self.key;
        self.store
            .write(Task::Import, |tx| Ok(delete_document(tx, key)?))
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let key = self.key;
        self.store.write(Task::Import, |tx| {
            tx.query_row(
                "SELECT 1 FROM document WHERE key = ?1 AND visible = 0",
                [key],
                |_| Ok(()),
            )
            .optional()?
            .ok_or(StoreProblem::ImportGone)?;
            let mut insert = tx.prepare_cached(
                "INSERT INTO block (document, start, kind, continued, text, spans)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for block in &batch {
                insert.execute(params![
                    key,
                    block.start as i64,
                    block_row::kind_number(block.kind),
                    block.continued,
                    block.text,
                    block_row::spans_text(block),
                ])?;
            }
            Ok(())
        })
    }
}

impl Drop for ImportWriter<'_> {
    fn drop(&mut self) {
        // After a failure, too, an answer is on the disk before the next card.
        if self.store.wait_for_disk(true).is_err() {
            tracing::error!("commits no longer wait for the disk");
        }
    }
}

/// Takes over what the person did with the older version: where it was open, which title and author
/// they gave it, and whether they folded what stands elsewhere too.
fn inherit(tx: &Transaction<'_>, key: i64, older: i64) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE document SET (position, opened_ms, title, title_given, author, author_given,
                 repeats_folded) =
             (SELECT position, opened_ms, title, title_given, author, author_given, repeats_folded
              FROM document WHERE key = ?2)
         WHERE key = ?1 AND visible = 0",
        [key, older],
    )?;
    Ok(())
}

/// Bytes read by another encoding make another text, as a rule of another length: the place is
/// where the same share of it is behind the reader.
fn move_place(
    tx: &Transaction<'_>,
    key: i64,
    older: i64,
    length: usize,
    conversion: &Conversion,
) -> rusqlite::Result<()> {
    let encoding = conversion.decoded.as_ref().map(|d| d.encoding.as_str());
    tx.execute(
        "UPDATE document SET position = CAST(position * 1.0 / older.length * ?3 AS INTEGER)
         FROM (SELECT length, encoding FROM document WHERE key = ?2) AS older
         WHERE key = ?1 AND visible = 0 AND older.length > 0 AND older.encoding <> ?4",
        params![key, older, length as i64, encoding],
    )?;
    Ok(())
}

/// Writes down how the text was got.
fn describe(tx: &Transaction<'_>, key: i64, conversion: &Conversion) -> rusqlite::Result<()> {
    let decoded = conversion.decoded.as_ref();
    let kind = conversion.kind.as_ref();
    tx.execute(
        "UPDATE document SET encoding = ?2, encoding_confidence = ?3, encoding_given = ?4,
             replaced = ?5, kind = ?6, kind_given = ?7, decisions = ?8, report = ?9
         WHERE key = ?1 AND visible = 0",
        params![
            key,
            decoded.map(|d| d.encoding.as_str()),
            decoded.map(|d| d.confidence.number()),
            decoded.is_some_and(|d| d.given),
            decoded.map_or(0, |d| d.replaced as i64),
            kind.map(|k| k.name.as_str()),
            kind.is_some_and(|k| k.given),
            conversion.decisions,
            conversion.report,
        ],
    )?;
    Ok(())
}

/// Makes the row visible. Only what the person gave stands against the file.
fn show(tx: &Transaction<'_>, key: i64, document: &Document) -> Result<(), StoreProblem> {
    let shown = tx.execute(
        "UPDATE document SET id = ?2, title = iif(title_given, title, ?3),
             author = iif(author_given, author, ?4), date = ?5, original = ?6, origin = ?7,
             length = ?8, dropped = ?9, position = min(position, ?8), visible = 1
         WHERE key = ?1 AND visible = 0",
        params![
            key,
            document.id.as_str(),
            document.title,
            document.author,
            document.date,
            document
                .original
                .as_ref()
                .map(|original| json!(original).to_string()),
            json!(document.origin).to_string(),
            document.length as i64,
            document.dropped_controls as i64,
        ],
    )?;
    if shown == 1 {
        Ok(())
    } else {
        Err(StoreProblem::ImportGone)
    }
}
