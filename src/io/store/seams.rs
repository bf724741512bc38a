//! The entries that repairs took out of the log, as places in its chains.

use super::walk;
use crate::domain::id::DeviceId;
use crate::domain::srs::{EntryHash, Joint, Seam};
use rusqlite::{Connection, params};

/// The places of all entries that stand aside. A database of an older schema has none.
pub(super) fn seams(conn: &Connection) -> rusqlite::Result<Vec<Seam>> {
    let known: bool = conn.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'aside'",
        [],
        |row| row.get(0),
    )?;
    if !known {
        return Ok(Vec::new());
    }
    let mut query = conn.prepare(
        "SELECT device.id, aside.seq, aside.last, aside.joint, aside.sealed
         FROM aside JOIN device ON device.key = aside.device",
    )?;
    let seams = query.query_map([], |row| {
        let hash = EntryHash(row.get(3)?);
        Ok(Seam {
            device: DeviceId::new(walk::text(row, 0)?),
            first: row.get::<_, i64>(1)? as u64,
            last: row.get::<_, i64>(2)? as u64,
            joint: if row.get(4)? {
                Joint::Seal(hash)
            } else {
                Joint::Hash(hash)
            },
        })
    })?;
    seams.collect()
}

/// Keeps the place of entries that are missing.
pub(super) fn keep_place(
    conn: &Connection,
    device: i64,
    seam: &Seam,
    (why, now_ms): (&str, i64),
) -> rusqlite::Result<()> {
    let (hash, sealed) = match seam.joint {
        Joint::Hash(hash) => (hash, false),
        Joint::Seal(hash) => (hash, true),
    };
    conn.execute(
        "INSERT INTO aside (device, seq, last, why, joint, sealed, repaired_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            device,
            seam.first as i64,
            seam.last as i64,
            why,
            hash.0,
            sealed,
            now_ms
        ],
    )?;
    Ok(())
}

/// Takes an entry out of the log and keeps it in its place, byte for byte.
pub(super) fn take_out(
    conn: &Connection,
    device: i64,
    seam: &Seam,
    reason: (&str, i64),
) -> rusqlite::Result<()> {
    keep_place(conn, device, seam, reason)?;
    let entry = params![device, seam.first as i64];
    conn.execute(
        "UPDATE aside SET (lamport, at_ms, offset_s, kind, payload, hash, card) =
             (SELECT lamport, at_ms, offset_s, kind, payload, hash, card FROM log
              WHERE log.device = ?1 AND log.seq = ?2)
         WHERE device = ?1 AND seq = ?2",
        entry,
    )?;
    conn.execute("DELETE FROM log WHERE device = ?1 AND seq = ?2", entry)?;
    Ok(())
}
