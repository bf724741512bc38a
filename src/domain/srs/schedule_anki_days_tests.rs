//! Study days, and what follows from them, beside Anki's own backend while the clock goes on: over the
//! turns of days, daylight saving and journeys. `scripts/anki-compare` makes the table, and larger
//! ones; `scripts/anki-answers.py` says what its columns are.
//!
//! One difference is meant. Anki reckons the days since a review by the seconds to the end of
//! today, in pieces of 24 hours: where the clock was changed in between, and where the review was
//! in the very second in which a day began, it comes out a day nearer or farther than the calendar
//! has it. Here the calendar counts.

use super::anki_tests::{self, Row};
use super::*;
use crate::domain::srs::CardState;

/// The sample that is kept.
const SAMPLE: &str = include_str!("anki_days.tsv");
/// A file to be checked instead.
const VARIABLE: &str = "WENGU_ANKI_DAYS";

fn moment(text: &str) -> Option<Moment> {
    let (at, offset) = text.split_once(',')?;
    Some(Moment {
        at: Timestamp(at.parse::<i64>().unwrap() * 1000),
        offset_s: offset.parse().unwrap(),
    })
}

/// When a card comes again, as the table writes it.
fn when(card: &CardState, now: Moment, turn: Timestamp, rollover: u8) -> String {
    match card.phase {
        Phase::Review { due } => format!("d{}", due.0),
        Phase::Learning { due, .. } | Phase::Relearning { due, .. } if due < turn => {
            format!("s{}", due.0 / 1000)
        }
        Phase::Learning { due, .. } | Phase::Relearning { due, .. } => {
            let on = Moment { at: due, ..now };
            format!("d{}", on.study_day(rollover).0)
        }
        Phase::New => "-".to_owned(),
    }
}

#[derive(Default)]
struct Found {
    states: usize,
    /// Times at which the clock was another one than at the review before.
    changes: usize,
    /// Times at which Anki counts other days since then.
    meant: usize,
    differences: Vec<String>,
}

fn check(table: &str) -> Found {
    let mut found = Found::default();
    let (mut schedulers, mut rollover) = (Vec::new(), 0);
    for line in table.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match &columns[..] {
            ["@", hour] => {
                rollover = hour.parse().unwrap();
                schedulers.clear();
            }
            ["#", _, options @ ..] => schedulers.push(anki_tests::scheduler(options, rollover)),
            [
                now,
                today,
                last,
                due,
                number,
                state,
                known,
                gap,
                lapses,
                rest @ ..,
                comes,
            ] => {
                let now = moment(now).unwrap();
                let today = StudyDay(today.parse().unwrap());
                found.states += 1;
                if now.study_day(rollover) != today {
                    found.differences.push(format!("another day: {line}"));
                    continue;
                }
                let last = moment(last);
                let changed = last.is_some_and(|last| last.offset_s != now.offset_s);
                found.changes += usize::from(changed);
                let mut before = anki_tests::card_in(state, now.at, due.parse().ok().map(StudyDay));
                before.memory = anki_tests::memory(known);
                before.lapses = lapses.parse().unwrap();
                if let Some(last) = last {
                    let day = last.study_day(rollover);
                    let elapsed = i64::from(today.0) - i64::from(day.0);
                    let other = gap.parse::<i64>().unwrap() - elapsed;
                    if other != 0 {
                        let turn = day.begins(rollover, last.offset_s) == last.at;
                        found.meant += 1;
                        if !changed && !turn {
                            found.differences.push(format!("other days: {line}"));
                        }
                    }
                    // By Anki's days all the rest is as in Anki.
                    let day = StudyDay(day.0 - i32::try_from(other).unwrap());
                    before.last_review = before.memory.map(|_| (last.at, day));
                    if let Phase::Review { due } = &mut before.phase {
                        due.0 -= i32::try_from(other).unwrap();
                    }
                }
                let scheduler = &schedulers[number.parse::<usize>().unwrap()];
                let row = Row::of(rest);
                let turn = today.plus(1).begins(rollover, now.offset_s);
                let turn_s = turn.ms_since(now.at) / 1000;
                let difference = row.difference(scheduler, &before, (now, turn_s), line);
                found.differences.extend(difference);
                let id = CardId::new("c");
                let after = scheduler.schedule(&before, row.chosen.0, &Occasion::of(&id, now));
                if row.holds_to(scheduler) && when(&after, now, turn, rollover) != *comes {
                    found.differences.push(format!("{after:?}: {line}"));
                }
            }
            _ => panic!("{line}"),
        }
    }
    found
}

#[test]
fn every_day_is_the_one_it_is_in_anki() {
    let table = std::env::var(VARIABLE).map_or(SAMPLE.to_owned(), |path| {
        std::fs::read_to_string(path).unwrap()
    });
    let found = check(&table);
    println!(
        "{} states, {} after a change of the clock, {} with other days in Anki, {} differences",
        found.states,
        found.changes,
        found.meant,
        found.differences.len()
    );
    assert!(
        found.states > 500 && found.changes > 100,
        "{}",
        found.states
    );
    let shown: Vec<&String> = found.differences.iter().take(20).collect();
    assert!(shown.is_empty(), "{}: {shown:#?}", found.differences.len());
    assert!(found.meant * 2 < found.changes, "{}", found.meant);
}

/// The days of the table are those of 4 o'clock and of others: an hour beside is found.
#[test]
fn another_turn_of_the_day_is_found() {
    let changed = SAMPLE.replace("@\t4\n", "@\t5\n");
    assert_ne!(changed, SAMPLE);
    assert!(check(&changed).differences.len() > 20);
}
