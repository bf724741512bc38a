//! The log as it passes by: all devices in the order of a replay, nothing kept, nothing judged.
//!
//! On a device the Lamport counter rises with the number, so that the order of a replay is a merge
//! of the devices' own orders: nothing is sorted, and each chain can be followed on the way.

use crate::domain::id::DeviceId;
use crate::domain::srs::{EntryHash, EntryView};
use crate::domain::time::Timestamp;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Rows, Statement};
use std::borrow::Cow;
use std::ops::ControlFlow;

const OF_DEVICE: &str = "SELECT seq, lamport, at_ms, offset_s, kind, payload, hash, card FROM log
    WHERE device = ?1 ORDER BY seq";

/// An entry in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passing<'a> {
    /// The store's short name of the device.
    pub(super) device: i64,
    /// The entry.
    pub(super) entry: EntryView<'a>,
    /// The card that the store looks it up by.
    pub(super) card: Option<i64>,
}

/// The entries of one device, at one of them.
struct Cursor<'a> {
    key: i64,
    device: &'a DeviceId,
    rows: Rows<'a>,
    lamport: Option<u64>,
}

impl Cursor<'_> {
    fn advance(&mut self) -> rusqlite::Result<()> {
        self.rows.advance()?;
        self.lamport = match self.rows.get() {
            Some(row) => Some(integer(row, 1)? as u64),
            None => None,
        };
        Ok(())
    }
}

/// Reads the whole log, in the order of a replay, until told to stop.
pub(super) fn walk(
    conn: &Connection,
    mut take: impl FnMut(&Passing<'_>) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let devices = devices(conn)?;
    let mut statements = devices
        .iter()
        .map(|_| conn.prepare(OF_DEVICE))
        .collect::<rusqlite::Result<Vec<Statement<'_>>>>()?;
    let mut cursors = Vec::new();
    for (statement, (key, device)) in statements.iter_mut().zip(&devices) {
        let mut cursor = Cursor {
            key: *key,
            device,
            rows: statement.query([key])?,
            lamport: None,
        };
        cursor.advance()?;
        cursors.push(cursor);
    }
    loop {
        let first = cursors
            .iter_mut()
            .filter_map(|cursor| Some(((cursor.lamport?, cursor.device), cursor)))
            .min_by_key(|(place, _)| *place);
        let Some((_, cursor)) = first else {
            return Ok(());
        };
        if let Some(row) = cursor.rows.get() {
            let card = match row.get_ref(7)? {
                ValueRef::Null => None,
                _ => Some(integer(row, 7)?),
            };
            let device = cursor.key;
            let flow = view(row, 0, cursor.device, |entry| {
                take(&Passing {
                    device,
                    entry,
                    card,
                })
            })?;
            if flow.is_break() {
                return Ok(());
            }
        }
        cursor.advance()?;
    }
}

/// The number of entries, as far as it can be told without reading them.
pub(super) fn length(conn: &Connection) -> rusqlite::Result<u64> {
    let mut sum = 0;
    for (key, _) in devices(conn)? {
        let (first, last) = conn.query_row(
            "SELECT (SELECT seq FROM log WHERE device = ?1 ORDER BY seq LIMIT 1),
                    (SELECT seq FROM log WHERE device = ?1 ORDER BY seq DESC LIMIT 1)",
            [key],
            |row| Ok((integer(row, 0)?, integer(row, 1)?)),
        )?;
        sum += last.saturating_sub(first).saturating_add(1).max(1) as u64;
    }
    Ok(sum)
}

/// The devices that have entries, each found by its first one. The name of one that is not known
/// is empty: its entries then do not hold.
fn devices(conn: &Connection) -> rusqlite::Result<Vec<(i64, DeviceId)>> {
    let mut query = conn.prepare(
        "SELECT log.device, ifnull(device.id, '')
         FROM log LEFT JOIN device ON device.key = log.device
         WHERE log.device > ?1 ORDER BY log.device LIMIT 1",
    )?;
    let (mut found, mut after) = (Vec::new(), i64::MIN);
    let mut next = |after| {
        query
            .query_row([after], |row| Ok((row.get(0)?, text(row, 1)?.into_owned())))
            .optional()
    };
    while let Some((key, id)) = next(after)? {
        found.push((key, DeviceId::new(id)));
        after = key;
    }
    Ok(found)
}

/// An entry whose fields begin in the column `first`, as it is. What is of another type, too long,
/// or no longer UTF-8 comes out changed, which the hash of the entry then shows.
pub(super) fn view<T>(
    row: &Row<'_>,
    first: usize,
    device: &DeviceId,
    look: impl FnOnce(EntryView<'_>) -> T,
) -> rusqlite::Result<T> {
    let kind = text(row, first + 4)?;
    let payload = text(row, first + 5)?;
    let hash = match row.get_ref(first + 6)? {
        ValueRef::Blob(bytes) => bytes.try_into().unwrap_or_default(),
        _ => [0; 32],
    };
    Ok(look(EntryView {
        device,
        seq: integer(row, first)? as u64,
        lamport: integer(row, first + 1)? as u64,
        at: Timestamp(integer(row, first + 2)?),
        offset_s: i32::try_from(integer(row, first + 3)?).unwrap_or(i32::MIN),
        kind: &kind,
        payload: &payload,
        hash: EntryHash(hash),
    }))
}

fn integer(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => number,
        _ => -1,
    })
}

/// A text, however damaged.
pub(super) fn text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<Cow<'a, str>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes),
        ValueRef::Blob(_) | ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {
            Cow::Borrowed("")
        }
    })
}
