//! Articles that stand twice: what is kept of each to know it again, and which repeat which.

use super::documents::document_key;
use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::doc::{Article, Repeat, repeats};
use crate::domain::id::DocId;
use rusqlite::{Connection, Transaction, params};

impl Store {
    /// The articles of a document that stand elsewhere too, in order.
    pub fn repeats(&self, id: &DocId) -> Result<Vec<Repeat<DocId>>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let key = document_key(conn, id)?;
            let mut query = conn.prepare_cached(
                "SELECT repeat.start, document.id, other_start, alike
                 FROM repeat JOIN document ON document.key = repeat.other
                 WHERE repeat.document = ?1 AND document.visible = 1 ORDER BY repeat.start",
            )?;
            let rows = query.query_map([key], |row| {
                let other = DocId::new(row.get::<_, String>(1)?);
                Ok(Repeat {
                    start: row.get::<_, i64>(0)? as usize,
                    other: Some(other).filter(|other| other != id),
                    other_start: row.get::<_, i64>(2)? as usize,
                    alike: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Keeps the articles of a document that becomes visible, and which of them repeat others.
pub(super) fn keep_articles(
    tx: &Transaction<'_>,
    document: i64,
    articles: &[Article],
) -> Result<(), StoreProblem> {
    let mut others = Vec::new();
    for article in articles {
        for other in similar(tx, document, article)? {
            if !others.contains(&other) {
                others.push(other);
            }
        }
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO article (document, start, stop, shingles, digest, sketch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for article in articles {
        let sketch: Vec<u8> = article
            .sketch
            .iter()
            .flat_map(|h| h.to_le_bytes())
            .collect();
        insert.execute(params![
            document,
            article.start as i64,
            article.end as i64,
            article.shingles as i64,
            article.digest as i64,
            sketch,
        ])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO repeat (document, start, other, other_start, alike)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for repeat in repeats(articles, &others) {
        insert.execute(params![
            document,
            repeat.start as i64,
            repeat.other.unwrap_or(document),
            repeat.other_start as i64,
            repeat.alike,
        ])?;
    }
    Ok(())
}

/// Deletes what is kept of a document's articles, and what says that others repeat them.
pub(super) fn forget_articles(conn: &Connection, document: i64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM article WHERE document = ?1", [document])?;
    conn.execute(
        "DELETE FROM repeat WHERE document = ?1 OR other = ?1",
        [document],
    )?;
    Ok(())
}

/// The articles of other documents that are about as long.
fn similar(
    conn: &Connection,
    document: i64,
    article: &Article,
) -> Result<Vec<(i64, Article)>, StoreProblem> {
    let (least, most) = article.similar_sizes();
    let mut query = conn.prepare_cached(
        "SELECT document, start, stop, shingles, digest, sketch FROM article
         WHERE shingles BETWEEN ?1 AND ?2 AND document <> ?3 ORDER BY document, start",
    )?;
    let rows = query.query_map(params![least as i64, most as i64, document], |row| {
        let sketch: Vec<u8> = row.get(5)?;
        let (hashes, _) = sketch.as_chunks::<8>();
        let article = Article {
            start: row.get::<_, i64>(1)? as usize,
            end: row.get::<_, i64>(2)? as usize,
            shingles: row.get::<_, i64>(3)? as usize,
            digest: row.get::<_, i64>(4)? as u64,
            sketch: hashes
                .iter()
                .map(|hash| u64::from_le_bytes(*hash))
                .collect(),
        };
        Ok((row.get(0)?, article))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
