//! Articles that stand twice: what is kept of each to know it again, and which repeat which.

use super::documents::document_key;
use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::doc::{Article, MOST_OF_MARK, Repeat, repeats};
use crate::domain::id::DocId;
use rusqlite::{Connection, Row, Transaction, params};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Articles that are written in one transaction.
const BATCH: usize = 4096;

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

    /// Keeps the articles of a document that cannot be seen yet, in short transactions.
    pub(super) fn keep_articles(
        &mut self,
        document: i64,
        articles: &[Article],
    ) -> Result<(), StoreError> {
        for batch in articles.chunks(BATCH) {
            self.write(Task::Import, |tx| Ok(insert_articles(tx, document, batch)?))?;
        }
        Ok(())
    }
}

fn insert_articles(
    tx: &Transaction<'_>,
    document: i64,
    articles: &[Article],
) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO article (document, start, stop, shingles, digest, sketch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut marks: Vec<(i64, i64)> = Vec::new();
    for article in articles {
        let hashes = article.sketch.iter();
        let sketch: Vec<u8> = hashes.flat_map(|hash| hash.to_le_bytes()).collect();
        insert.execute(params![
            document,
            article.start as i64,
            article.end as i64,
            article.shingles as i64,
            article.digest as i64,
            sketch,
        ])?;
        let key = tx.last_insert_rowid();
        marks.extend(article.marks().map(|mark| (mark as i64, key)));
    }
    // In order they are written much faster.
    marks.sort_unstable();
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO article_mark (mark, article) VALUES (?1, ?2)")?;
    for (mark, key) in marks {
        insert.execute([mark, key])?;
    }
    Ok(())
}

/// Which articles of a document repeat others, those of the version that it replaces left out.
pub(super) fn find_repeats(
    conn: &Connection,
    document: i64,
    replaces: Option<i64>,
    articles: &[Article],
) -> Result<Vec<Repeat<i64>>, StoreProblem> {
    let mut others = Others::of(conn, document, replaces)?;
    repeats(articles, |article| match &mut others {
        Some(others) => Ok(others.alike(article)?),
        None => Ok(Vec::new()),
    })
}

/// Keeps which articles of a document repeat which, of others that can be seen or its own.
pub(super) fn keep_repeats(
    tx: &Transaction<'_>,
    document: i64,
    repeats: &[Repeat<i64>],
) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO repeat (document, start, other, other_start, alike)
         SELECT ?1, ?2, key, ?4, ?5 FROM document WHERE key = ?3 AND (visible = 1 OR key = ?1)",
    )?;
    for repeat in repeats {
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
    let mut query = conn.prepare_cached(&select_articles("document = ?1"))?;
    let mut delete =
        conn.prepare_cached("DELETE FROM article_mark WHERE mark = ?1 AND article = ?2")?;
    let mut rows = query.query([document])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        for mark in read_article(row)?.marks() {
            delete.execute([mark as i64, key])?;
        }
    }
    conn.execute("DELETE FROM article WHERE document = ?1", [document])?;
    conn.execute(
        "DELETE FROM repeat WHERE document = ?1 OR other = ?1",
        [document],
    )?;
    Ok(())
}

/// The articles of the documents that can be seen, but for one that is being taken in and the version
/// that it replaces.
struct Others<'a> {
    conn: &'a Connection,
    /// The document that is being taken in.
    document: i64,
    /// The one that it replaces; the same again if it is new.
    replaces: i64,
    /// All of the others' articles come before this key, if a document that was taken in later has
    /// none: an article that a text repeats again and again has its mark thousands of times behind it.
    before: i64,
    /// Those that were read last: an article that is repeated again and again is looked at each time.
    known: HashMap<i64, (i64, Article)>,
    /// The keys and shingles of those that have a mark, of the marks that were looked up last.
    marked: HashMap<u64, Vec<(i64, usize)>>,
}

impl<'a> Others<'a> {
    /// The articles of other documents; nothing if there are none.
    fn of(
        conn: &'a Connection,
        document: i64,
        replaces: Option<i64>,
    ) -> rusqlite::Result<Option<Self>> {
        let replaces = replaces.unwrap_or(document);
        let exists = |condition: &str| {
            let theirs = format!(
                "SELECT EXISTS (SELECT 1 FROM article JOIN document ON document.key = document
                 WHERE document.visible = 1 AND document NOT IN (?1, ?2) AND {condition})"
            );
            conn.query_row(&theirs, [document, replaces], |row| row.get::<_, bool>(0))
        };
        if !exists("TRUE")? {
            return Ok(None);
        }
        let first = "(SELECT min(key) FROM article WHERE document = ?1)";
        let before = if exists(&format!("article.key > {first}"))? {
            None
        } else {
            conn.query_row(&format!("SELECT {first}"), [document], |row| row.get(0))?
        };
        Ok(Some(Self {
            conn,
            document,
            replaces,
            before: before.unwrap_or(i64::MAX),
            known: HashMap::new(),
            marked: HashMap::new(),
        }))
    }

    /// The one that has most in common with this article, if it is nearly the same: of those that
    /// share a mark with it, the first [`MOST_OF_MARK`] of each.
    fn alike(&mut self, article: &Article) -> rusqlite::Result<Vec<(i64, Article)>> {
        let mut best: Option<(f64, i64)> = None;
        for mark in article.marks() {
            for key in self.with_mark(mark, article)? {
                let before = best.map_or((0.0, 0), |(alike, key)| (alike, -key));
                let alike = article.alike(&self.read(key)?.1).unwrap_or(0.0);
                if (alike, -key) > before {
                    best = Some((alike, key));
                }
            }
            // The digest is the first mark: nothing has more in common than the very same.
            if best.is_some_and(|(alike, _)| alike >= 1.0) {
                break;
            }
        }
        let found = best.map(|(_, key)| self.read(key).cloned());
        Ok(found.transpose()?.into_iter().collect())
    }

    /// The first [`MOST_OF_MARK`] that have this mark and about the size of the article.
    fn with_mark(&mut self, mark: u64, article: &Article) -> rusqlite::Result<Vec<i64>> {
        const MOST: usize = 4096;
        if self.marked.len() >= MOST && !self.marked.contains_key(&mark) {
            self.marked.clear();
        }
        let marked = match self.marked.entry(mark) {
            Entry::Occupied(marked) => marked.into_mut(),
            Entry::Vacant(place) => {
                let mut query = self.conn.prepare_cached(
                    "SELECT article, shingles FROM article_mark
                     JOIN article ON article.key = article
                     JOIN document ON document.key = document
                     WHERE mark = ?1 AND article < ?4
                         AND document.visible = 1 AND document NOT IN (?2, ?3)
                     ORDER BY article LIMIT ?5",
                )?;
                let most = (64 * MOST_OF_MARK) as i64;
                let shown = [mark as i64, self.document, self.replaces, self.before, most];
                let found = query.query_map(shown, |row| {
                    Ok((row.get(0)?, row.get::<_, i64>(1)? as usize))
                })?;
                place.insert(found.collect::<Result<_, _>>()?)
            }
        };
        let sizes = article.sizes_alike();
        let alike = marked.iter().filter(|(_, size)| sizes.contains(size));
        Ok(alike.map(|(key, _)| *key).take(MOST_OF_MARK).collect())
    }

    /// An article of another document, with that document.
    fn read(&mut self, key: i64) -> rusqlite::Result<&(i64, Article)> {
        const MOST: usize = 256;
        if self.known.len() >= MOST && !self.known.contains_key(&key) {
            self.known.clear();
        }
        match self.known.entry(key) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let mut query = self.conn.prepare_cached(&select_articles("key = ?1"))?;
                let found = query.query_row([key], |row| Ok((row.get(1)?, read_article(row)?)))?;
                Ok(place.insert(found))
            }
        }
    }
}

fn select_articles(condition: &str) -> String {
    format!(
        "SELECT key, document, start, stop, shingles, digest, sketch FROM article
         WHERE {condition}"
    )
}

fn read_article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let sketch: Vec<u8> = row.get(6)?;
    let (hashes, _) = sketch.as_chunks::<8>();
    Ok(Article {
        start: row.get::<_, i64>(2)? as usize,
        end: row.get::<_, i64>(3)? as usize,
        shingles: row.get::<_, i64>(4)? as usize,
        digest: row.get::<_, i64>(5)? as u64,
        sketch: hashes
            .iter()
            .map(|hash| u64::from_le_bytes(*hash))
            .collect(),
    })
}
