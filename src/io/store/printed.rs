//! The pages of the printed work that a document was made from.

use super::documents::document_key;
use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::doc::PrintedPage;
use crate::domain::id::DocId;
use rusqlite::{Connection, params};
use std::ops::Range;

impl Store {
    /// The pages that lie, in part at least, between two offsets, in order.
    pub fn printed_pages(
        &self,
        id: &DocId,
        within: Range<usize>,
    ) -> Result<Vec<PrintedPage>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let key = document_key(conn, id)?;
            Ok(pages(conn, key, &within)?)
        })
    }

    /// The label of the page that an offset lies on.
    pub fn printed_page(&self, id: &DocId, offset: usize) -> Result<Option<String>, StoreError> {
        let mut pages = self.printed_pages(id, offset..offset + 1)?;
        Ok(pages.pop().map(|page| page.label))
    }
}

fn pages(conn: &Connection, key: i64, within: &Range<usize>) -> rusqlite::Result<Vec<PrintedPage>> {
    let mut query = conn.prepare_cached(
        "SELECT start, label FROM printed_page WHERE document = ?1 AND start < ?3 AND start >=
             coalesce((SELECT max(start) FROM printed_page WHERE document = ?1 AND start <= ?2), 0)
         ORDER BY start",
    )?;
    let rows = query.query_map(
        params![key, within.start as i64, within.end as i64],
        |row| {
            Ok(PrintedPage {
                start: row.get::<_, i64>(0)? as usize,
                label: row.get(1)?,
            })
        },
    )?;
    rows.collect()
}

/// Writes down where the pages of a document begin; of several that begin at one place the last
/// has text.
pub(super) fn keep_pages(
    conn: &Connection,
    key: i64,
    pages: &[PrintedPage],
) -> Result<(), StoreProblem> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO printed_page (document, start, label) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET label = excluded.label",
    )?;
    for page in pages {
        insert.execute(params![key, page.start as i64, page.label])?;
    }
    Ok(())
}

/// Forgets the pages of a document.
pub(super) fn forget_pages(conn: &Connection, key: i64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM printed_page WHERE document = ?1", [key])?;
    Ok(())
}
