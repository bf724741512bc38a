//! Pictures of documents, each kept once.

use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::doc::{Picture, PictureKind};
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// The picture with this BLAKE3, if it is kept.
    pub fn picture(&self, hash: &[u8; 32]) -> Result<Option<Picture>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let mut query =
                conn.prepare_cached("SELECT kind, bytes FROM picture WHERE hash = ?1")?;
            let row = query.query_row([hash], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
            });
            let Some((kind, bytes)) = row.optional()? else {
                return Ok(None);
            };
            let kind = PictureKind::of_extension(&kind)
                .ok_or_else(|| StoreProblem::Damaged(format!("a picture of kind {kind:?}")))?;
            Ok(Some(Picture::new(kind, bytes)))
        })
    }
}

/// Keeps a picture of a document.
pub(super) fn keep_picture(
    conn: &Connection,
    document: i64,
    picture: &Picture,
) -> rusqlite::Result<()> {
    let hash = picture.hash();
    conn.execute(
        "INSERT INTO picture (hash, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![hash, picture.kind.extension(), picture.bytes],
    )?;
    conn.execute(
        "INSERT INTO picture_in (document, picture) SELECT ?1, key FROM picture WHERE hash = ?2
         ON CONFLICT DO NOTHING",
        params![document, hash],
    )?;
    Ok(())
}

/// Forgets the pictures of a document, those of no other document for good.
pub(super) fn forget_pictures(conn: &Connection, document: i64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM picture_in WHERE document = ?1", [document])?;
    conn.execute(
        "DELETE FROM picture WHERE NOT EXISTS (SELECT 1 FROM picture_in WHERE picture = key)",
        [],
    )?;
    Ok(())
}
