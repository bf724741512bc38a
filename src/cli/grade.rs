//! `wengu card grade`: answers given by a script, one or many, at any time.

use super::args::Graded;
use super::card_state::{StateEntry, in_words};
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::{Verdict, when};
use crate::domain::id::CardId;
use crate::domain::srs::{Grade, Occasion};
use crate::domain::time::Moment;
use crate::io::store::CardRecord;
use crate::runtime::World;
use serde::{Deserialize, Serialize};
use std::io::BufRead;

/// An answer as a script gives it, one to a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    /// A name or a number.
    grade: serde_json::Value,
    /// RFC 3339; now if it is absent.
    at: Option<String>,
    #[serde(default)]
    duration_ms: u32,
}

/// What came of an answer.
#[derive(Serialize)]
struct Answered<'a> {
    id: &'a str,
    grade: u8,
    at: String,
    /// The entry in the log.
    entry: String,
    state: StateEntry,
}

/// Why a line says no answer.
enum Unread {
    Json(String),
    Grade(String),
    Time(String),
}

/// Runs the command.
pub(super) fn run(wish: Graded, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    if wish.stdin {
        return lines(world, out);
    }
    // The arguments ask for both where there is no list.
    let (Some(id), Some(grade)) = (wish.id, wish.grade) else {
        return Ok(Verdict::Wrong);
    };
    let at = match &wish.at {
        None => world.now(),
        Some(text) => world
            .moment(text)
            .ok_or_else(|| Fault::NotATime(text.clone()))?,
    };
    let id = CardId::new(id);
    let (card, entry) = answer(&id, grade, wish.duration, at, world)?;
    if wish.json {
        out.json(&[answered(&card, grade, at, entry)])?;
    } else {
        let (lang, state) = (world.lang, in_words(&card, world.lang));
        out.line(&lang.card_graded(id.as_str(), lang.grade(grade), &state))?;
    }
    Ok(Verdict::Done)
}

/// Answers from standard input, each recorded before the next is read. A line that says none is
/// reported and passed over.
fn lines(world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    let lang = world.lang;
    let mut all_well = true;
    for (line, number) in std::io::stdin().lock().lines().zip(1..) {
        let line = line.map_err(Fault::Output)?;
        if line.trim().is_empty() {
            continue;
        }
        let done = match read(&line, world) {
            Ok((id, grade, duration, at)) => match answer(&id, grade, duration, at, world) {
                Ok((card, entry)) => {
                    out.json_line(&answered(&card, grade, at, entry))?;
                    continue;
                }
                Err(Fault::Store(error)) => lang.store_error(&error),
                Err(fault) => return Err(fault),
            },
            Err(Unread::Json(why)) => why,
            Err(Unread::Grade(text)) => lang.no_grade(&text),
            Err(Unread::Time(text)) => lang.no_such_time(&text),
        };
        out.warn(&lang.line_passed_over(number, &done));
        all_well = false;
    }
    Ok(if all_well {
        Verdict::Done
    } else {
        Verdict::Wrong
    })
}

fn read(line: &str, world: &World) -> Result<(CardId, Grade, u32, Moment), Unread> {
    let line: Line = serde_json::from_str(line).map_err(|why| Unread::Json(why.to_string()))?;
    let text = match &line.grade {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let grade = grade_named(&text).ok_or(Unread::Grade(text))?;
    let at = match line.at {
        None => world.now(),
        Some(text) => world.moment(&text).ok_or(Unread::Time(text))?,
    };
    Ok((CardId::new(line.id), grade, line.duration_ms, at))
}

/// The grade of a name or a number.
pub(super) fn grade_named(text: &str) -> Option<Grade> {
    let number = match text {
        "again" => 1,
        "hard" => 2,
        "good" => 3,
        "easy" => 4,
        other => other.parse().ok()?,
    };
    Grade::from_number(number)
}

/// Grades a card as a session would; the card behind it, and the name of the entry.
fn answer(
    id: &CardId,
    grade: Grade,
    duration_ms: u32,
    at: Moment,
    world: &mut World,
) -> Result<(CardRecord, String), Fault> {
    let scheduler = world.scheduler()?;
    let mut card = world.store.card(id)?;
    let load = world.store.load(scheduler.study_day(at))?;
    let on = Occasion {
        card: id,
        deck: Some(&card.deck),
        load: &load,
        now: at,
    };
    let event = scheduler.grade(&card.state, grade, duration_ms, &on);
    let recorded = world.store.record(&event, at)?;
    card.state = recorded.after;
    Ok((card, recorded.entry.id.to_string()))
}

fn answered(card: &CardRecord, grade: Grade, at: Moment, entry: String) -> Answered<'_> {
    Answered {
        id: card.id.as_str(),
        grade: grade.number(),
        at: when::local(at.at, at.offset_s),
        entry,
        state: StateEntry::of(card),
    }
}
