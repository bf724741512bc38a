//! `wengu reschedule`: what the rules, as they are now, make of the dates there are; shown, then
//! done by one entry of the log.

use super::args::Reschedule;
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::progress::{Progress, Waiting};
use super::table::{Side, Table};
use super::{Verdict, pick, when};
use crate::domain::srs::{Event, Histories, Plan, Scheduler};
use crate::domain::time::StudyDay;
use crate::locale::Lang;
use crate::runtime::{World, plan_by};
use serde::Serialize;
use std::ops::ControlFlow;

/// Runs the command.
pub(super) fn run(wish: &Reschedule, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    if !wish.preview {
        must_be_kept(&world.store)?;
    }
    let deck = pick::deck_id(&world.store, wish.deck.as_deref())?;
    let mut rules = world.schedule_rules();
    match (wish.retention, &deck) {
        (Some(retention), Some(deck)) => {
            rules.retention_of.insert(deck.clone(), retention);
        }
        (Some(retention), None) => {
            rules.desired_retention = retention;
            rules.retention_of.clear();
        }
        (None, _) => {}
    }
    let scheduler =
        Scheduler::with(rules, &world.store.parameters()?).map_err(|_| Fault::Schedule)?;
    let histories = histories(world)?;
    let plan = plan_by(world, &scheduler, &histories, deck.as_ref())?;
    let mut entry = None;
    if !wish.preview && !plan.cards.is_empty() {
        let now = world.now();
        let event = Event::Reschedule(plan.event());
        let waiting = Waiting::start(world.lang.rescheduling());
        let recorded = world.store.record_for_all(&event, now);
        drop(waiting);
        entry = Some(recorded?.id.to_string());
    }
    if wish.listing.json {
        out.json(&entries(&plan, entry.as_deref(), world.today()))?;
    } else {
        print(&plan, wish, entry.is_some(), world, out)?;
    }
    Ok(Verdict::Done)
}

/// The histories of all cards, with a bar where the log is long.
pub(super) fn histories(world: &World) -> Result<Histories, Fault> {
    /// Entries between two looks at the bar.
    const STRIDE: u64 = 4096;
    let length = world.store.log_length()?.max(1);
    let mut progress = Progress::new(length);
    progress.file(world.lang.reading_log(), length);
    let mut read = 0;
    let histories = world.store.histories(|| {
        read += 1;
        if read % STRIDE == 0 {
            progress.tell(read as f64 / length as f64);
        }
        ControlFlow::Continue(())
    });
    progress.finish();
    Ok(histories?)
}

fn print(
    plan: &Plan,
    wish: &Reschedule,
    done: bool,
    world: &World,
    out: &mut Out,
) -> Result<(), Fault> {
    let lang = world.lang;
    say(plan, world, out)?;
    if wish.cards {
        moves(plan, lang, out)?;
    }
    if done {
        out.line(lang.rescheduled())?;
    } else if !plan.cards.is_empty() {
        out.line(lang.not_rescheduled_yet())?;
    }
    Ok(())
}

/// How many dates move, and the load of the days, before and after.
pub(super) fn say(plan: &Plan, world: &World, out: &mut Out) -> Result<(), Fault> {
    let lang = world.lang;
    let (sooner, later) = plan.sooner_and_later();
    if plan.cards.is_empty() {
        out.line(&lang.nothing_moves(plan.reviews))?;
        return Ok(());
    }
    out.line(&lang.dates_move(plan.reviews, plan.moves.len(), sooner, later))?;
    let mut table = Table::new(&[
        (lang.column_day(), Side::Left),
        (lang.column_before(), Side::Right),
        (lang.column_after(), Side::Right),
    ]);
    for (day, before, after) in load(plan, world.today()) {
        table.row(&[&when::day(day), &before.to_string(), &after.to_string()]);
    }
    let (before, after) = (
        plan.before.iter().sum::<u32>(),
        plan.after.iter().sum::<u32>(),
    );
    table.row(&[lang.row_sum(), &before.to_string(), &after.to_string()]);
    table.print(out)?;
    Ok(())
}

fn moves(plan: &Plan, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    let mut table = Table::new(&[
        (lang.column_before(), Side::Left),
        (lang.column_after(), Side::Left),
        (lang.column_id(), Side::Left),
    ]);
    for moved in &plan.moves {
        table.row(&[
            &when::day(moved.from),
            &when::day(moved.to),
            moved.card.as_str(),
        ]);
    }
    table.print(out)?;
    Ok(())
}

fn load(plan: &Plan, today: StudyDay) -> impl Iterator<Item = (StudyDay, u32, u32)> {
    let counts = plan.before.iter().copied().zip(plan.after.iter().copied());
    counts
        .zip(0..)
        .map(move |((before, after), behind)| (today.plus(behind), before, after))
}

/// An entry of the list: the plan as a whole comes first.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Line<'a> {
    Plan {
        id: &'static str,
        reviews: usize,
        sooner: usize,
        later: usize,
        /// Cards whose memory or date is another one.
        changed: usize,
        /// The reviews of today and of each of the days behind it.
        load: Vec<Day>,
        /// The entry in the log, once it is done.
        entry: Option<&'a str>,
    },
    Card {
        id: &'a str,
        from: String,
        to: String,
    },
}

#[derive(Serialize)]
pub(super) struct Day {
    #[serde(rename = "day")]
    date: String,
    before: u32,
    after: u32,
}

/// A plan as data.
pub(super) fn entries<'a>(
    plan: &'a Plan,
    entry: Option<&'a str>,
    today: StudyDay,
) -> Vec<Line<'a>> {
    let (sooner, later) = plan.sooner_and_later();
    let days = load(plan, today).map(|(day, before, after)| Day {
        date: when::day(day),
        before,
        after,
    });
    let whole = Line::Plan {
        id: "plan",
        reviews: plan.reviews,
        sooner,
        later,
        changed: plan.cards.len(),
        load: days.collect(),
        entry,
    };
    let cards = plan.moves.iter().map(|moved| Line::Card {
        id: moved.card.as_str(),
        from: when::day(moved.from),
        to: when::day(moved.to),
    });
    std::iter::once(whole).chain(cards).collect()
}
