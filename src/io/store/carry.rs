//! What a newer version of a document takes over from the older one: where it was open, and where
//! the passages of notes are, found again by their words and the words around them.

use super::documents::{each_block, text_before, text_behind};
use super::{Store, StoreError, StoreProblem, Task};
use crate::domain::deck::SourceRef;
use crate::domain::doc::{PassageAnchor, PhraseFinder, PlaceAnchor};
use crate::domain::id::{DocId, NoteId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::HashMap;
use std::ops::Range;

/// A note whose passage stood in the older version of a document, and not in the newer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostPassage {
    /// The note.
    pub note: NoteId,
    /// Where it comes from; the words of its snippet are not there any more.
    pub source: SourceRef,
}

/// What was found out before the newer version takes the older one's place.
#[derive(Debug, Default)]
pub(super) struct Carried {
    position: usize,
    placed: Vec<(String, Range<usize>)>,
    pub(super) lost: Vec<LostPassage>,
}

/// The versions of a document: the older, which can be seen, and the newer, which cannot yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Versions {
    pub(super) older: i64,
    pub(super) newer: i64,
    /// Bytes of the newer one.
    pub(super) length: usize,
}

impl Store {
    /// Where the words of a note are in a document that has other words there by now.
    pub fn placed(&self, id: &DocId, snippet: &str) -> Result<Option<Range<usize>>, StoreError> {
        self.read(Task::ReadDocument, |conn| {
            let mut query = conn.prepare_cached(
                "SELECT start, stop FROM placed
                 WHERE snippet = ?2
                     AND document = (SELECT key FROM document WHERE id = ?1 AND visible = 1)",
            )?;
            let range = query.query_row(params![id.as_str(), snippet], |row| {
                Ok(row.get::<_, i64>(0)? as usize..row.get::<_, i64>(1)? as usize)
            });
            Ok(range.optional()?)
        })
    }
}

/// Looks the older version's places up in the newer one.
pub(super) fn carry(conn: &Connection, versions: Versions) -> Result<Carried, StoreProblem> {
    let Versions { older, newer, .. } = versions;
    let position = position(conn, versions)?;
    let notes = notes(conn)?;
    let snippets: Vec<&str> = notes
        .iter()
        .map(|note| note.source.snippet.as_str())
        .collect();
    let mut before = first_places(conn, older, &snippets)?;
    for (snippet, range) in placed_in(conn, older)? {
        before.entry(snippet).or_insert(range);
    }
    let now = first_places(conn, newer, &snippets)?;
    let mut lost: Vec<LostPassage> = notes
        .into_iter()
        .filter(|note| {
            let snippet = &note.source.snippet;
            before.contains_key(snippet) && !now.contains_key(snippet)
        })
        .collect();
    let mut anchors = Vec::new();
    let mut anchored: Vec<String> = Vec::new();
    for LostPassage { source, .. } in &lost {
        let snippet = &source.snippet;
        let Some(range) = before.get(snippet).filter(|_| !anchored.contains(snippet)) else {
            continue;
        };
        let behind = text_behind(conn, older, range.end, PassageAnchor::REACH)?;
        let above = text_before(conn, older, range.start, PassageAnchor::REACH)?;
        if let Some(anchor) = PassageAnchor::new(&above, &behind, range.len()) {
            anchors.push(anchor);
            anchored.push(snippet.clone());
        }
    }
    let ranges = if anchors.is_empty() {
        Vec::new()
    } else {
        PassageAnchor::find_all(&anchors, each_block(conn, newer, 0)?)?
    };
    let found = anchored.into_iter().zip(ranges);
    let placed: Vec<(String, Range<usize>)> = found
        .filter_map(|(snippet, range)| Some((snippet, range?)))
        .collect();
    lost.retain(|lost| {
        placed
            .iter()
            .all(|(snippet, _)| *snippet != lost.source.snippet)
    });
    Ok(Carried {
        position,
        placed,
        lost,
    })
}

/// Gives the newer version, not visible yet, what was found out.
pub(super) fn hand_over(
    tx: &Transaction<'_>,
    versions: Versions,
    carried: &Carried,
) -> rusqlite::Result<()> {
    let Versions { older, newer, .. } = versions;
    tx.execute(
        "UPDATE document SET (opened_ms, title, title_given, author, author_given) =
             (SELECT opened_ms, title, title_given, author, author_given
              FROM document WHERE key = ?2),
             position = ?3
         WHERE key = ?1 AND visible = 0",
        params![newer, older, carried.position as i64],
    )?;
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO placed (document, snippet, start, stop) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (snippet, range) in &carried.placed {
        insert.execute(params![
            newer,
            snippet,
            range.start as i64,
            range.end as i64
        ])?;
    }
    Ok(())
}

fn position(conn: &Connection, versions: Versions) -> Result<usize, StoreProblem> {
    let Versions {
        older,
        newer,
        length,
    } = versions;
    let (position, old_length): (i64, i64) = conn.query_row(
        "SELECT position, length FROM document WHERE key = ?1",
        [older],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let (position, old_length) = (position as usize, old_length as usize);
    // At the start and at the end one stays there.
    if position == 0 || position >= old_length {
        return Ok(if position == 0 { 0 } else { length });
    }
    let before = text_before(conn, older, position, PlaceAnchor::REACH)?;
    let behind = text_behind(conn, older, position, PlaceAnchor::REACH)?;
    PlaceAnchor::new(&before, &behind, position, old_length)
        .find(each_block(conn, newer, 0)?, length)
}

/// The notes that name words of their passage.
fn notes(conn: &Connection) -> Result<Vec<LostPassage>, StoreProblem> {
    let mut query = conn.prepare(
        "SELECT id, work, coalesce(section, ''), snippet FROM note
         WHERE live = 1 AND work IS NOT NULL AND coalesce(snippet, '') <> ''",
    )?;
    let rows = query.query_map([], |row| {
        Ok(LostPassage {
            note: NoteId::new(row.get::<_, String>(0)?),
            source: SourceRef {
                id: DocId::new(row.get::<_, String>(1)?),
                section: row.get(2)?,
                snippet: row.get(3)?,
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where each of the snippets stands first in a document; those that do not are left out.
fn first_places(
    conn: &Connection,
    document: i64,
    snippets: &[&str],
) -> Result<HashMap<String, Range<usize>>, StoreProblem> {
    let mut places = HashMap::new();
    let Some(mut finder) = PhraseFinder::new(snippets) else {
        return Ok(places);
    };
    for block in each_block(conn, document, 0)? {
        finder.read(&block?, |index, range| {
            if let Some(snippet) = snippets.get(index) {
                places.entry((*snippet).to_owned()).or_insert(range);
            }
        });
    }
    Ok(places)
}

fn placed_in(
    conn: &Connection,
    document: i64,
) -> Result<Vec<(String, Range<usize>)>, StoreProblem> {
    let mut query = conn.prepare("SELECT snippet, start, stop FROM placed WHERE document = ?1")?;
    let rows = query.query_map([document], |row| {
        let range = row.get::<_, i64>(1)? as usize..row.get::<_, i64>(2)? as usize;
        Ok((row.get(0)?, range))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
