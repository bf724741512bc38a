//! A card's state as columns.

use super::StoreProblem;
use crate::domain::srs::{CardState, Memory, Phase};
use crate::domain::time::{StudyDay, Timestamp};
use rusqlite::{Row, ToSql};

/// The columns that [`read`] reads, in their order.
pub(super) const STATE_COLUMNS: &str = "card.phase, card.step, card.due_ms, card.due_day, \
    card.stability, card.difficulty, card.last_ms, card.last_day, card.reps, card.lapses, \
    card.suspended, card.buried_until, card.asked_for, card.leech";

/// Reads a state from the columns that begin at `first`.
pub(super) fn read(row: &Row<'_>, first: usize) -> Result<CardState, StoreProblem> {
    let phase: u8 = row.get(first)?;
    let step: Option<u8> = row.get(first + 1)?;
    let due_ms: Option<i64> = row.get(first + 2)?;
    let due_day: Option<i32> = row.get(first + 3)?;
    let phase = match (phase, step, due_ms, due_day) {
        (0, ..) => Phase::New,
        (1, Some(step), Some(due), _) => Phase::Learning {
            step,
            due: Timestamp(due),
        },
        (2, _, _, Some(due)) => Phase::Review { due: StudyDay(due) },
        (3, Some(step), Some(due), _) => Phase::Relearning {
            step,
            due: Timestamp(due),
        },
        _ => return Err(StoreProblem::Damaged(format!("a card in phase {phase}"))),
    };
    let stability: Option<f32> = row.get(first + 4)?;
    let difficulty: Option<f32> = row.get(first + 5)?;
    let last_ms: Option<i64> = row.get(first + 6)?;
    let last_day: Option<i32> = row.get(first + 7)?;
    Ok(CardState {
        phase,
        memory: stability
            .zip(difficulty)
            .map(|(stability, difficulty)| Memory {
                stability,
                difficulty,
            }),
        last_review: last_ms
            .zip(last_day)
            .map(|(at, day)| (Timestamp(at), StudyDay(day))),
        reps: row.get(first + 8)?,
        lapses: row.get(first + 9)?,
        suspended: row.get(first + 10)?,
        buried_until: row.get::<_, Option<i32>>(first + 11)?.map(StudyDay),
        asked_for: row.get::<_, Option<i32>>(first + 12)?.map(StudyDay),
        leech: row.get(first + 13)?,
    })
}

/// Writes the state of one card.
pub(super) fn write(
    conn: &rusqlite::Connection,
    card: i64,
    state: &CardState,
) -> Result<(), StoreProblem> {
    let (phase, step, due_ms, due_day) = match state.phase {
        Phase::New => (0, None, None, None),
        Phase::Learning { step, due } => (1, Some(step), Some(due.0), None),
        Phase::Review { due } => (2, None, None, Some(due.0)),
        Phase::Relearning { step, due } => (3, Some(step), Some(due.0), None),
    };
    let values: [&dyn ToSql; 15] = [
        &card,
        &phase,
        &step,
        &due_ms,
        &due_day,
        &state.memory.map(|memory| memory.stability),
        &state.memory.map(|memory| memory.difficulty),
        &state.last_review.map(|(at, _)| at.0),
        &state.last_review.map(|(_, day)| day.0),
        &state.reps,
        &state.lapses,
        &state.suspended,
        &state.buried_until.map(|day| day.0),
        &state.asked_for.map(|day| day.0),
        &state.leech,
    ];
    conn.prepare_cached(
        "UPDATE card SET phase = ?2, step = ?3, due_ms = ?4, due_day = ?5, stability = ?6,
             difficulty = ?7, last_ms = ?8, last_day = ?9, reps = ?10, lapses = ?11,
             suspended = ?12, buried_until = ?13, asked_for = ?14, leech = ?15
         WHERE key = ?1",
    )?
    .execute(&values[..])?;
    Ok(())
}
