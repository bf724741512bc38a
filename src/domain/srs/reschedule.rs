//! What other rules would make of the cards there are: other parameters, another retention, a newer
//! scheduler. Pure: it plans, and the log decides.

use super::{CardState, History, Load, Phase, Recomputed, Rescheduled, SCHEDULER_ID, Scheduler};
use crate::domain::id::{CardId, DeckId};
use crate::domain::time::StudyDay;

/// A card that may come on another day.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its id.
    pub card: &'a CardId,
    /// Its deck.
    pub deck: &'a DeckId,
    /// Its state.
    pub state: &'a CardState,
    /// What was answered so far.
    pub history: &'a History,
    /// Whether it comes into queues at all: it is neither retired nor set aside.
    pub comes: bool,
}

/// A date that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The card.
    pub card: CardId,
    /// The day it is due.
    pub from: StudyDay,
    /// The day it would be.
    pub to: StudyDay,
}

/// What would become of the cards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Cards in review that were looked at.
    pub reviews: usize,
    /// The dates that move, the earliest first.
    pub moves: Vec<Move>,
    /// Every card whose memory or date is another one.
    pub cards: Vec<Recomputed>,
    /// The reviews of today, with what is overdue, and of each of the next days.
    pub before: Vec<u32>,
    /// The same afterwards.
    pub after: Vec<u32>,
}

impl Plan {
    /// How many cards would come sooner, and how many later.
    pub fn sooner_and_later(&self) -> (usize, usize) {
        let sooner = self.moves.iter().filter(|m| m.to < m.from).count();
        (sooner, self.moves.len() - sooner)
    }

    /// The same as an event for the log.
    pub fn event(&self) -> Rescheduled {
        Rescheduled {
            scheduler: SCHEDULER_ID.to_owned(),
            cards: self.cards.clone(),
        }
    }
}

/// Plans what the scheduler makes of the cards, with the load of today and of `days` days.
///
/// The memory of each is computed anew from its grades. A date stays where the rules could have put
/// it: only what is out of their reach moves. So nothing moves when the rules have not changed. Dates
/// that were set by hand stay as well.
pub fn plan<'a>(
    subjects: impl IntoIterator<Item = Subject<'a>>,
    scheduler: &Scheduler,
    today: StudyDay,
    days: usize,
) -> Plan {
    let mut plan = Plan {
        before: vec![0; days + 1],
        after: vec![0; days + 1],
        ..Plan::default()
    };
    let mut stay = Vec::new();
    let mut moving = Vec::new();
    for subject in subjects {
        let Some(due) = due(subject.state) else {
            plan.cards.extend(with_memory(&subject, scheduler, None));
            continue;
        };
        plan.reviews += 1;
        count(&mut plan.before, &subject, due, today);
        let reach = reach(&subject, scheduler);
        if let Some(reach) = reach.filter(|(first, last)| due < *first || due > *last) {
            moving.push((reach, due, subject));
        } else {
            count(&mut plan.after, &subject, due, today);
            plan.cards.extend(with_memory(&subject, scheduler, None));
            stay.extend(subject.comes.then_some((due, 1)));
        }
    }
    let mut load = Load::behind(today, counted(stay));
    moving.sort_by(|a, b| (a.0, a.2.card).cmp(&(b.0, b.2.card)));
    for (reach, from, subject) in moving {
        let to = scheduler.choose_day(subject.card, subject.state.reps, reach, today, &load);
        if subject.comes {
            load.add(to);
        }
        count(&mut plan.after, &subject, to, today);
        plan.cards
            .extend(with_memory(&subject, scheduler, Some(to)));
        let card = subject.card.clone();
        plan.moves.push(Move { card, from, to });
    }
    plan.cards.sort_by(|a, b| a.card.cmp(&b.card));
    plan.moves
        .sort_by(|a, b| (a.to, &a.card).cmp(&(b.to, &b.card)));
    plan
}

fn due(state: &CardState) -> Option<StudyDay> {
    match state.phase {
        Phase::Review { due } => Some(due),
        Phase::New | Phase::Learning { .. } | Phase::Relearning { .. } => None,
    }
}

fn counted(days: Vec<(StudyDay, u32)>) -> impl Iterator<Item = (StudyDay, u32)> {
    let mut counts = std::collections::BTreeMap::new();
    for (day, count) in days {
        *counts.entry(day).or_default() += count;
    }
    counts.into_iter()
}

fn count(load: &mut [u32], subject: &Subject<'_>, due: StudyDay, today: StudyDay) {
    let behind = due.days_since(today) as usize;
    if let Some(count) = load.get_mut(behind).filter(|_| subject.comes) {
        *count += 1;
    }
}

/// The days on which the last grade could have put a card by the rules as they are now; none if the
/// date is not the scheduler's.
fn reach(subject: &Subject<'_>, scheduler: &Scheduler) -> Option<(StudyDay, StudyDay)> {
    let history = subject.history;
    let last = history.reviews.last()?;
    if !history.led_to_review(subject.state) {
        return None;
    }
    let (_, before) = scheduler.memories(Some(subject.deck), &history.reviews);
    let state = CardState {
        memory: before,
        ..history.before
    };
    scheduler.reach(&state, last.grade, Some(subject.deck), last.day)
}

/// A card with the memory that its grades leave by these rules, if that or its date is another one.
fn with_memory(
    subject: &Subject<'_>,
    scheduler: &Scheduler,
    due: Option<StudyDay>,
) -> Option<Recomputed> {
    let (memory, _) = scheduler.memories(Some(subject.deck), &subject.history.reviews);
    let memory = memory?;
    let changes = due.is_some() || subject.state.memory != Some(memory);
    changes.then(|| Recomputed {
        card: subject.card.clone(),
        reps: subject.state.reps,
        memory,
        due,
    })
}

#[cfg(test)]
#[path = "reschedule_tests.rs"]
mod tests;
