//! What a session can draw on, from the indexes that hold it.

use crate::domain::srs::{
    AskedRow, BALANCED_DAYS, CardKey, DeckKey, LearningRow, Load, NewRow, NoteKey, QueueRows,
    QueueRules, ReviewRow,
};
use crate::domain::time::{StudyDay, Timestamp};
use rusqlite::{Connection, Row, params};
use std::collections::HashSet;

// Each query below repeats the condition of its index word for word: SQLite uses a partial index
// only where it can see that the query asks for no more.

const DUE: &str = "SELECT key, note, deck, due_day, stability, last_day
    FROM card INDEXED BY card_review
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2 AND due_day <= ?1
        AND (buried_until IS NULL OR buried_until < ?1) AND asked_for IS NOT ?1";
const LOAD: &str = "SELECT due_day, count(*) FROM card INDEXED BY card_review
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2 AND due_day > ?1
        AND due_day <= ?2
    GROUP BY due_day";
const LEARNING: &str = "SELECT key, note, deck, due_ms FROM card INDEXED BY card_learning
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND due_ms IS NOT NULL
        AND (buried_until IS NULL OR buried_until < ?1)
    ORDER BY due_ms";
const ASKED: &str = "SELECT key, note, deck, phase FROM card INDEXED BY card_asked
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND asked_for IS NOT NULL AND asked_for = ?1
        AND phase IN (0, 2) AND (buried_until IS NULL OR buried_until < ?1)
    ORDER BY deck, key";
const NEW: &str = "SELECT key, note, ordinal FROM card INDEXED BY card_new
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 0 AND deck = ?1
        AND (buried_until IS NULL OR buried_until < ?2) AND asked_for IS NOT ?2
    ORDER BY ordinal";
const STUDIED: &str = "SELECT note FROM card INDEXED BY card_studied
    WHERE last_day IS NOT NULL AND last_day = ?1";

/// The queries above; a test asks that each reads its index and nothing else.
#[cfg(test)]
pub(super) const QUEUE_QUERIES: [&str; 6] = [DUE, LOAD, LEARNING, ASKED, NEW, STUDIED];

/// What a session on `today` can draw on, of one deck or of all.
pub(super) fn rows(
    conn: &Connection,
    today: StudyDay,
    deck: Option<DeckKey>,
    rules: &QueueRules,
) -> rusqlite::Result<QueueRows> {
    let wanted = |row: DeckKey| deck.is_none_or(|deck| deck == row);
    let mut rows = QueueRows {
        reviews: select(conn, DUE, today, review)?,
        learning: select(conn, LEARNING, today, learning)?,
        // A card in its steps comes again by itself.
        asked: select(conn, ASKED, today, asked)?,
        ..QueueRows::default()
    };
    if rules.bury_siblings {
        let notes = select(conn, STUDIED, today, |row| row.get(0).map(NoteKey))?;
        rows.studied = notes.into_iter().collect();
    }
    rows.reviews.retain(|row| wanted(row.deck));
    rows.learning.retain(|row| wanted(row.deck));
    rows.asked.retain(|row| wanted(row.deck));
    let taken = taken(&rows, rules);
    for deck in deck_keys(conn)?.into_iter().filter(|key| wanted(*key)) {
        first_new(conn, (deck, today), rules, &taken, &mut rows.new)?;
    }
    Ok(rows)
}

/// The reviews of the days behind `today`.
pub(super) fn load(conn: &Connection, today: StudyDay) -> rusqlite::Result<Load> {
    let last = today.plus(BALANCED_DAYS);
    let counts: Vec<(StudyDay, u32)> = conn
        .prepare_cached(LOAD)?
        .query_map([today.0, last.0], |row| {
            Ok((StudyDay(row.get(0)?), row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Load::behind(today, counts))
}

/// The notes whose new cards have to wait, so that none of these is fetched for nothing.
fn taken(rows: &QueueRows, rules: &QueueRules) -> HashSet<NoteKey> {
    if !rules.bury_siblings {
        return HashSet::new();
    }
    let due = rows.reviews.iter().map(|row| row.note);
    let learning = rows.learning.iter().map(|row| row.note);
    let asked = rows.asked.iter().map(|row| row.note);
    let studied = rows.studied.iter().copied();
    due.chain(learning).chain(asked).chain(studied).collect()
}

/// The first new cards of a deck: as many as may come, not counting those that wait for a sibling.
fn first_new(
    conn: &Connection,
    (deck, today): (DeckKey, StudyDay),
    rules: &QueueRules,
    taken: &HashSet<NoteKey>,
    into: &mut Vec<NewRow>,
) -> rusqlite::Result<()> {
    let limit = rules.new_of(deck);
    let mut query = conn.prepare_cached(NEW)?;
    let mut rows = query.query(params![deck.0, today.0])?;
    let (mut found, mut own) = (0, HashSet::new());
    while found < limit {
        let Some(row) = rows.next()? else { break };
        let note = NoteKey(row.get(1)?);
        if rules.bury_siblings && (taken.contains(&note) || !own.insert(note)) {
            continue;
        }
        found += 1;
        into.push(NewRow {
            key: CardKey(row.get(0)?),
            note,
            deck,
            ordinal: row.get(2)?,
        });
    }
    Ok(())
}

fn deck_keys(conn: &Connection) -> rusqlite::Result<Vec<DeckKey>> {
    conn.prepare_cached("SELECT key FROM deck WHERE live = 1 ORDER BY key")?
        .query_map([], |row| row.get(0).map(DeckKey))?
        .collect()
}

fn select<T>(
    conn: &Connection,
    query: &str,
    today: StudyDay,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    conn.prepare_cached(query)?
        .query_map([today.0], read)?
        .collect()
}

fn review(row: &Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        key: CardKey(row.get(0)?),
        note: NoteKey(row.get(1)?),
        deck: DeckKey(row.get(2)?),
        due: StudyDay(row.get(3)?),
        // A card in review has both. Without them it would stand first, as if forgotten.
        stability: row.get::<_, Option<f32>>(4)?.unwrap_or(f32::MIN_POSITIVE),
        last_day: StudyDay(row.get::<_, Option<i32>>(5)?.unwrap_or(0)),
    })
}

fn learning(row: &Row<'_>) -> rusqlite::Result<LearningRow> {
    Ok(LearningRow {
        key: CardKey(row.get(0)?),
        note: NoteKey(row.get(1)?),
        deck: DeckKey(row.get(2)?),
        due: Timestamp(row.get(3)?),
    })
}

fn asked(row: &Row<'_>) -> rusqlite::Result<AskedRow> {
    Ok(AskedRow {
        key: CardKey(row.get(0)?),
        note: NoteKey(row.get(1)?),
        deck: DeckKey(row.get(2)?),
        is_new: row.get::<_, u8>(3)? == 0,
    })
}
