//! `wengu` and `wengu today`: what there is to do.

use super::args::Listing;
use super::fault::Fault;
use super::out::Out;
use super::table::{Side, Table};
use super::{Verdict, when};
use crate::app::model::Start;
use crate::app::screen::today::{NextThing, Overview, Reading};
use crate::runtime::{World, overview};
use serde::Serialize;

/// The screen, or the same as text where there is no terminal.
pub(super) fn run(world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    if !out.is_interactive() {
        return list(world, Listing { json: false }, out);
    }
    let welcomed = world.store.setting("welcomed")?.is_some();
    Ok(Verdict::Screens(if welcomed {
        Start::Today
    } else {
        Start::Welcome
    }))
}

/// What there is to do, as text or JSON.
pub(super) fn list(world: &World, listing: Listing, out: &mut Out) -> Result<Verdict, Fault> {
    let overview = overview(world)?;
    if listing.json {
        out.json(&entries(world, &overview))?;
    } else {
        print(world, &overview, out)?;
    }
    Ok(Verdict::Done)
}

fn print(world: &World, overview: &Overview, out: &mut Out) -> Result<(), Fault> {
    let lang = world.lang;
    let date = lang.date(world.now());
    let date = match overview.streak {
        0 => date,
        streak => lang.date_and_streak(&date, streak),
    };
    out.line(&lang.brand_and(&date))?;
    out.line("")?;
    let next = lang.next_thing(overview);
    out.line(&lang.next_by(&next, &next_command(overview)))?;
    let so_far = lang.today_so_far(overview);
    if !so_far.is_empty() {
        out.line(&so_far)?;
    }
    if let Some(reading) = &overview.reading {
        let percent = lang.percent(reading.percent);
        out.line(&format!("{}{}  {percent}", lang.reading(), reading.title))?;
    }
    out.line("")?;
    if overview.decks.is_empty() {
        out.line(lang.no_decks())?;
        return Ok(());
    }
    let mut table = Table::new(&[
        (lang.due(), Side::Right),
        (lang.learning(), Side::Right),
        (lang.new_cards(), Side::Right),
        (lang.deck(), Side::Left),
    ]);
    for deck in &overview.decks {
        let [due, learning, new] = [deck.due, deck.learning, deck.new].map(|n| n.to_string());
        table.row(&[&due, &learning, &new, &deck.title]);
    }
    table.print(out)?;
    let new: usize = overview.decks.iter().map(|deck| deck.new).sum();
    if new > overview.new {
        out.line(&lang.decks_legend(world.config.schedule.new_per_day))?;
    }
    Ok(())
}

/// The command that does the next thing.
fn next_command(overview: &Overview) -> String {
    match overview.next_thing() {
        NextThing::Review => "wengu review".to_owned(),
        NextThing::Read | NextThing::BeginReading => {
            let id = overview.to_read().map_or("", |id| id.as_str());
            format!("wengu read {id}")
        }
        NextThing::Library => "wengu import FILE".to_owned(),
    }
}

/// An entry of the list: the day as a whole comes first.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Entry<'a> {
    Day {
        id: &'static str,
        date: String,
        due: usize,
        learning: usize,
        new: usize,
        answered: usize,
        streak_days: u32,
        next: String,
        reading: Option<ReadingEntry<'a>>,
    },
    Deck {
        id: &'a str,
        title: &'a str,
        due: usize,
        learning: usize,
        new: usize,
    },
}

#[derive(Serialize)]
struct ReadingEntry<'a> {
    id: &'a str,
    title: &'a str,
    percent: u8,
}

fn entries<'a>(world: &World, overview: &'a Overview) -> Vec<Entry<'a>> {
    let reading = |reading: &'a Reading| ReadingEntry {
        id: reading.id.as_str(),
        title: &reading.title,
        percent: reading.percent,
    };
    let day = Entry::Day {
        id: "today",
        date: when::day(world.today()),
        due: overview.due,
        learning: overview.learning,
        new: overview.new,
        answered: overview.answered,
        streak_days: overview.streak,
        next: next_command(overview),
        reading: overview.reading.as_ref().map(reading),
    };
    let decks = overview.decks.iter().map(|deck| Entry::Deck {
        id: deck.id.as_str(),
        title: &deck.title,
        due: deck.due,
        learning: deck.learning,
        new: deck.new,
    });
    std::iter::once(day).chain(decks).collect()
}
