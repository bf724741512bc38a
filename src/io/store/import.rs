//! Taking in a document: rows that cannot be seen, in batches, until one last transaction.
//!
//! A batch is a short transaction, so that a large import holds up no other instance. An import
//! that was broken off leaves rows behind; the next start that finds them old removes them.

use super::carry::{Carried, LostPassage, Versions, carry, hand_over};
use super::documents::delete_document;
use super::pictures::keep_picture;
use super::printed::keep_pages;
use super::repeats::{find_repeats, keep_repeats};
use super::{Store, StoreError, StoreProblem, Task, block_row};
use crate::domain::doc::{
    Account, ArticleReader, Block, Conversion, Document, NORMALISER_VERSION, Origin, Picture,
    PrintedPage,
};
use crate::domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::json;

/// Bytes of text that are written in one transaction.
const BATCH_BYTES: usize = 2 * 1024 * 1024;
/// An import that began longer ago is no longer under way.
const LEFTOVER_MS: u64 = 30 * 60 * 1000;

/// A document that is being written. Dropped without [`Self::finish`], it never existed.
#[derive(Debug)]
pub struct ImportWriter<'a> {
    store: &'a mut Store,
    key: i64,
    batch: Vec<Block>,
    batch_bytes: usize,
    articles: ArticleReader,
    pages: Vec<PrintedPage>,
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
            articles: ArticleReader::default(),
            pages: Vec::new(),
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
        self.articles.read(&block);
        self.batch.push(block);
        if self.batch_bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Takes a picture that blocks of the document name.
    pub fn picture(&mut self, picture: &Picture) -> Result<(), StoreError> {
        let key = self.key;
        self.store
            .write(Task::Import, |tx| Ok(keep_picture(tx, key, picture)?))
    }

    /// Takes the pages of the printed work, in order.
    pub fn printed_pages(&mut self, pages: Vec<PrintedPage>) {
        self.pages = pages;
    }

    /// Makes the document visible, with what is known of it by now. It takes the place of an older
    /// version with its id, and keeps where that one was open, what the person called it, and where
    /// the passages of notes are. `account` is what was done to its lines, if it had no marks of its
    /// own. Returns the notes whose passages it has no longer.
    pub fn finish(
        mut self,
        document: &Document,
        conversion: &Conversion,
        account: Option<&Account>,
    ) -> Result<Vec<LostPassage>, StoreError> {
        self.flush()?;
        let newer = self.key;
        let mut articles = std::mem::take(&mut self.articles).finish();
        if document.origin == Origin::Shipped {
            // What is shipped treats other works, and quotes them.
            articles.clear();
        }
        self.store.keep_articles(newer, &articles)?;
        self.store.wait_for_disk(true)?;
        let pages = std::mem::take(&mut self.pages);
        let length = document.length;
        // Looking up takes its time: no other instance is held up by it.
        let found = self.store.read(Task::Import, |conn| {
            // Another instance may replace the older version meanwhile: what is read is of one moment.
            let _moment = conn.unchecked_transaction()?;
            let Some(older) = visible(conn, document)? else {
                return Ok(None);
            };
            let versions = Versions {
                older,
                newer,
                length,
            };
            Ok(Some((older, carry(conn, versions)?)))
        })?;
        let older = found.as_ref().map(|(older, _)| *older);
        let repeats = self.store.read(Task::Import, |conn| {
            find_repeats(conn, newer, older, &articles)
        })?;
        self.store.write(Task::Import, |tx| {
            replace_older(tx, document, newer, found.as_ref())?;
            keep_repeats(tx, newer, &repeats)?;
            keep_pages(tx, newer, &pages)?;
            describe(tx, newer, conversion, account)?;
            show(tx, newer, document)
        })?;
        Ok(found.map(|(_, carried)| carried.lost).unwrap_or_default())
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

/// Deletes the version that can be seen, if there is one, and hands over what `found` carries of it.
fn replace_older(
    tx: &Transaction<'_>,
    document: &Document,
    newer: i64,
    found: Option<&(i64, Carried)>,
) -> Result<(), StoreProblem> {
    let Some(older) = visible(tx, document)? else {
        return Ok(());
    };
    let versions = Versions {
        older,
        newer,
        length: document.length,
    };
    match found {
        Some((known, carried)) if *known == older => hand_over(tx, versions, carried)?,
        // Another instance has just put a version there.
        _ => hand_over(tx, versions, &carry(tx, versions)?)?,
    }
    Ok(delete_document(tx, older)?)
}

/// The key of the version that can be seen.
fn visible(conn: &Connection, document: &Document) -> rusqlite::Result<Option<i64>> {
    conn.query_row(
        "SELECT key FROM document WHERE id = ?1 AND visible = 1",
        [document.id.as_str()],
        |row| row.get(0),
    )
    .optional()
}

impl Drop for ImportWriter<'_> {
    fn drop(&mut self) {
        // After a failure, too, an answer is on the disk before the next card.
        if self.store.wait_for_disk(true).is_err() {
            tracing::error!("commits no longer wait for the disk");
        }
    }
}

/// Writes down how the text was got.
fn describe(
    tx: &Transaction<'_>,
    key: i64,
    conversion: &Conversion,
    account: Option<&Account>,
) -> rusqlite::Result<()> {
    let account = account.and_then(|account| serde_json::to_string(&account.compact()).ok());
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
            account,
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
