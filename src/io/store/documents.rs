//! Documents: the shelf, and windows of blocks by byte offset.

use super::pictures::forget_pictures;
use super::printed::forget_pages;
use super::repeats::forget_articles;
use super::settings::forget_document;
use super::{Store, StoreError, StoreProblem, Task, block_row};
use crate::domain::doc::{
    Account, Block, Confidence, Conversion, Decoded, Document, DocumentEdit, Origin, TextKind,
};
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::VecDeque;

/// How much a stream reads at a time, in bytes of text.
const STREAM_BYTES: usize = 256 * 1024;

/// A document in the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// The document.
    pub document: Document,
    /// How its text was got from its file.
    pub conversion: Conversion,
    /// Version of the rules by which its text was normalised.
    pub normaliser: u32,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// BLAKE3 of the file it was made from.
    pub content: [u8; 32],
    /// Where reading stopped: a byte offset.
    pub position: usize,
    /// When it was last open; never opened without.
    pub opened_at: Option<Timestamp>,
}

impl Shelved {
    /// How far it was read: 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.document.length == 0 {
            return 0.0;
        }
        (self.position as f64 / self.document.length as f64).min(1.0)
    }
}

/// On which side of an offset blocks are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the block that holds the offset onward.
    Forward,
    /// The blocks before the one that holds the offset.
    Backward,
}

impl Store {
    /// The library: what was open last first, then what was imported last.
    pub fn documents(&self) -> Result<Vec<Shelved>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let mut query = conn.prepare_cached(&select_documents(
                "visible = 1 ORDER BY opened_ms DESC NULLS LAST, imported_ms DESC, key",
            ))?;
            let mut rows = query.query([])?;
            let mut documents = Vec::new();
            while let Some(row) = rows.next()? {
                documents.push(shelved(row)?);
            }
            Ok(documents)
        })
    }

    /// A document by its id.
    pub fn document(&self, id: &DocId) -> Result<Shelved, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let mut query = conn.prepare_cached(&select_documents("id = ?1 AND visible = 1"))?;
            let mut rows = query.query([id.as_str()])?;
            match rows.next()? {
                Some(row) => shelved(row),
                None => Err(StoreProblem::NoDocument(id.clone())),
            }
        })
    }

    /// What its import found and did to its lines, as far as it is kept; none for a text that has
    /// its own marks. It is long, and read only when asked for.
    pub fn account(&self, id: &DocId) -> Result<Option<Account>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let report: Option<String> = conn.query_row(
                "SELECT report FROM document WHERE id = ?1 AND visible = 1",
                [id.as_str()],
                |row| row.get(0),
            )?;
            let account = report.map(|json| serde_json::from_str(&json)).transpose();
            account.map_err(|error| StoreProblem::unreadable(&error))
        })
    }

    /// Blocks on one side of `offset`, in the order of the text: at most `max_bytes` of text, but
    /// at least one block where there is any.
    pub fn blocks(
        &self,
        id: &DocId,
        offset: usize,
        max_bytes: usize,
        direction: Direction,
    ) -> Result<Vec<Block>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let key = document_key(conn, id)?;
            let held = start_of_block(conn, key, offset)?;
            match direction {
                Direction::Forward => {
                    window(conn, "start >= ?2 ORDER BY start", key, held, max_bytes)
                }
                Direction::Backward => {
                    let before = "start < ?2 ORDER BY start DESC";
                    let mut blocks = window(conn, before, key, held, max_bytes)?;
                    blocks.reverse();
                    Ok(blocks)
                }
            }
        })
    }

    /// The headings, in order.
    pub fn headings(&self, id: &DocId) -> Result<Vec<Block>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let key = document_key(conn, id)?;
            window(
                conn,
                "start >= ?2 AND kind & 255 = 1 ORDER BY start",
                key,
                0,
                usize::MAX,
            )
        })
    }

    /// The blocks from the one that holds `offset` to the end, a part of them in memory at a time.
    pub fn blocks_from<'a>(&'a self, id: &'a DocId, offset: usize) -> BlockStream<'a> {
        BlockStream {
            store: self,
            id,
            next: Next::HolderOf(offset),
            held: VecDeque::new(),
        }
    }

    /// Gives a document another title, another author, or both at once.
    pub fn edit_document(&mut self, id: &DocId, edit: &DocumentEdit) -> Result<(), StoreError> {
        self.write(Task::ChangeDocument, |tx| {
            let key = document_key(tx, id)?;
            tx.execute(
                "UPDATE document SET title = coalesce(?2, title),
                     title_given = title_given OR ?2 IS NOT NULL,
                     author = CASE WHEN ?3 IS NULL THEN author ELSE nullif(?3, '') END,
                     author_given = author_given OR ?3 IS NOT NULL
                 WHERE key = ?1",
                params![key, edit.title(), edit.author()],
            )?;
            Ok(())
        })
    }

    /// Removes a document, its text and what is remembered of it.
    pub fn remove_document(&mut self, id: &DocId) -> Result<(), StoreError> {
        self.write(Task::ChangeDocument, |tx| {
            let key = document_key(tx, id)?;
            delete_document(tx, key)?;
            forget_document(tx, id)?;
            Ok(())
        })
    }

    /// Keeps the place where reading stopped, a byte offset, and when.
    pub fn save_position(
        &mut self,
        id: &DocId,
        position: usize,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Task::ChangeDocument, |tx| {
            let key = document_key(tx, id)?;
            tx.prepare_cached("UPDATE document SET position = ?2, opened_ms = ?3 WHERE key = ?1")?
                .execute(params![key, position as i64, now.0])?;
            Ok(())
        })
    }
}

/// Blocks, read piece by piece.
#[derive(Debug)]
pub struct BlockStream<'a> {
    store: &'a Store,
    id: &'a DocId,
    next: Next,
    held: VecDeque<Block>,
}

/// Where the next piece of a stream begins.
#[derive(Debug, Clone, Copy)]
enum Next {
    HolderOf(usize),
    Behind(usize),
    /// At the end, or behind an error.
    Nowhere,
}

impl BlockStream<'_> {
    fn piece(&self) -> Result<Vec<Block>, StoreError> {
        self.store.read(Task::ReadDocument, |conn| {
            let key = document_key(conn, self.id)?;
            let start = match self.next {
                Next::HolderOf(offset) => start_of_block(conn, key, offset)?,
                Next::Behind(start) => start + 1,
                Next::Nowhere => return Ok(Vec::new()),
            };
            window(conn, "start >= ?2 ORDER BY start", key, start, STREAM_BYTES)
        })
    }
}

impl Iterator for BlockStream<'_> {
    type Item = Result<Block, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.held.is_empty() && !matches!(self.next, Next::Nowhere) {
            match self.piece() {
                Ok(blocks) => {
                    let last = blocks.last().map(|block| block.start);
                    self.next = last.map_or(Next::Nowhere, Next::Behind);
                    self.held.extend(blocks);
                }
                Err(error) => {
                    self.next = Next::Nowhere;
                    return Some(Err(error));
                }
            }
        }
        self.held.pop_front().map(Ok)
    }
}

fn select_documents(condition: &str) -> String {
    format!(
        "SELECT id, title, author, date, original, origin, length, dropped, normaliser,
                imported_ms, content, position, opened_ms, encoding, encoding_confidence,
                encoding_given, replaced, kind, kind_given, decisions
         FROM document WHERE {condition}"
    )
}

fn shelved(row: &Row<'_>) -> Result<Shelved, StoreProblem> {
    let damaged = |error: serde_json::Error| StoreProblem::unreadable(&error);
    let original: Option<String> = row.get(4)?;
    let origin: String = row.get(5)?;
    Ok(Shelved {
        document: Document {
            id: DocId::new(row.get::<_, String>(0)?),
            title: row.get(1)?,
            author: row.get(2)?,
            date: row.get(3)?,
            original: original
                .map(|text| serde_json::from_str(&text))
                .transpose()
                .map_err(damaged)?,
            origin: serde_json::from_str::<Origin>(&origin).map_err(damaged)?,
            length: row.get::<_, i64>(6)? as usize,
            dropped_controls: row.get::<_, i64>(7)? as usize,
        },
        conversion: conversion(row)?,
        normaliser: row.get(8)?,
        imported_at: Timestamp(row.get(9)?),
        content: row.get(10)?,
        position: row.get::<_, i64>(11)? as usize,
        opened_at: row.get::<_, Option<i64>>(12)?.map(Timestamp),
    })
}

fn conversion(row: &Row<'_>) -> rusqlite::Result<Conversion> {
    let encoding: Option<String> = row.get(13)?;
    let confidence = Confidence::new(row.get::<_, Option<f64>>(14)?.unwrap_or_default());
    let (given, replaced): (bool, i64) = (row.get(15)?, row.get(16)?);
    let kind: Option<String> = row.get(17)?;
    let kind_given = row.get(18)?;
    Ok(Conversion {
        decoded: encoding.map(|encoding| Decoded {
            encoding,
            confidence,
            given,
            replaced: replaced as usize,
        }),
        kind: kind.map(|name| TextKind {
            name,
            given: kind_given,
        }),
        decisions: row.get(19)?,
    })
}

/// The key of a document that can be seen.
pub(super) fn document_key(conn: &Connection, id: &DocId) -> Result<i64, StoreProblem> {
    conn.prepare_cached("SELECT key FROM document WHERE id = ?1 AND visible = 1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?
        .ok_or_else(|| StoreProblem::NoDocument(id.clone()))
}

/// Deletes a document, visible or not.
pub(super) fn delete_document(conn: &Connection, key: i64) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM block WHERE document = ?1", [key])?;
    conn.execute("DELETE FROM placed WHERE document = ?1", [key])?;
    forget_articles(conn, key)?;
    forget_pages(conn, key)?;
    forget_pictures(conn, key)?;
    conn.execute("DELETE FROM document WHERE key = ?1", [key])?;
    Ok(())
}

/// The start of the block that holds the offset: the last one that begins at or before it.
fn start_of_block(conn: &Connection, document: i64, offset: usize) -> Result<usize, StoreProblem> {
    let start: Option<i64> = conn
        .prepare_cached("SELECT max(start) FROM block WHERE document = ?1 AND start <= ?2")?
        .query_row(params![document, offset as i64], |row| row.get(0))?;
    Ok(start.unwrap_or(0) as usize)
}

/// The blocks of a document, visible or not, from the one that holds `offset` to the end, a part
/// of them in memory at a time.
pub(super) fn each_block(
    conn: &Connection,
    document: i64,
    offset: usize,
) -> Result<impl Iterator<Item = Result<Block, StoreProblem>>, StoreProblem> {
    let mut next = Some(start_of_block(conn, document, offset)?);
    let mut held: VecDeque<Block> = VecDeque::new();
    Ok(std::iter::from_fn(move || {
        if held.is_empty() {
            let ahead = "start >= ?2 ORDER BY start";
            match window(conn, ahead, document, next.take()?, STREAM_BYTES) {
                Ok(blocks) => held.extend(blocks),
                Err(error) => return Some(Err(error)),
            }
            next = held.back().map(|last| last.start + 1);
        }
        held.pop_front().map(Ok)
    }))
}

/// At least this many characters of text before an offset, white space not counted, if there are.
pub(super) fn text_before(
    conn: &Connection,
    document: i64,
    offset: usize,
    count: usize,
) -> Result<String, StoreProblem> {
    let mut text = String::new();
    let mut end = Some(offset);
    while let Some(at) = end.filter(|_| visible_characters(&text) < count) {
        let before = "start < ?2 ORDER BY start DESC";
        let block = window(conn, before, document, at, 0)?.pop();
        let part = block.as_ref().and_then(|block| {
            block.text.get(
                ..at.min(offset)
                    .saturating_sub(block.start)
                    .min(block.text.len()),
            )
        });
        text.insert_str(0, &format!("{}\n", part.unwrap_or_default()));
        end = block.map(|block| block.start);
    }
    Ok(text)
}

/// The same behind an offset.
pub(super) fn text_behind(
    conn: &Connection,
    document: i64,
    offset: usize,
    count: usize,
) -> Result<String, StoreProblem> {
    let mut text = String::new();
    for block in each_block(conn, document, offset)? {
        let block = block?;
        let from = offset.saturating_sub(block.start);
        text.push_str(block.text.get(from..).unwrap_or_default());
        text.push('\n');
        if visible_characters(&text) >= count {
            break;
        }
    }
    Ok(text)
}

fn visible_characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn window(
    conn: &Connection,
    condition: &str,
    document: i64,
    start: usize,
    max_bytes: usize,
) -> Result<Vec<Block>, StoreProblem> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT start, kind, continued, text, spans FROM block WHERE document = ?1 AND {condition}"
    ))?;
    let mut rows = query.query(params![document, start as i64])?;
    let mut blocks: Vec<Block> = Vec::new();
    let mut bytes = 0_usize;
    while let Some(row) = rows.next()? {
        let block = block_row::read(row)?;
        bytes = bytes.saturating_add(block.text.len());
        if bytes > max_bytes && !blocks.is_empty() {
            break;
        }
        blocks.push(block);
    }
    Ok(blocks)
}
