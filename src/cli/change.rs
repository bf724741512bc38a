//! What a person changes about cards and days without answering: dates, marks, limits; and back.

use super::card::said;
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::progress::Waiting;
use super::{Verdict, when};
use crate::domain::id::CardId;
use crate::domain::srs::{Event, Phase};
use crate::domain::time::StudyDay;
use crate::io::store::Undone;
use crate::runtime::World;

/// Sets the next review of a card: on a date, or so many days from today.
pub(super) fn due(
    id: String,
    day: &str,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let day = day_named(day, world.today()).ok_or_else(|| Fault::NotADay(day.to_owned()))?;
    let card = CardId::new(id);
    if world.store.card(&card)?.state.phase == Phase::New {
        out.warn(&world.lang.card_has_no_date(card.as_str()));
        return Ok(Verdict::Wrong);
    }
    let sentence = world.lang.card_due(card.as_str(), &when::day(day));
    record(&Event::Due { card, day }, &sentence, world, out)
}

/// Makes a card new again.
pub(super) fn reset(id: String, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let card = CardId::new(id);
    let sentence = world.lang.card_reset(card.as_str());
    record(&Event::Reset { card }, &sentence, world, out)
}

/// Marks a card as a leech, or takes the mark away.
pub(super) fn leech(
    id: String,
    on: bool,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let card = CardId::new(id);
    let sentence = if on {
        world.lang.card_leech(card.as_str())
    } else {
        world.lang.card_no_leech(card.as_str())
    };
    record(&Event::Leech { card, on }, &sentence, world, out)
}

/// Hides a card for today.
pub(super) fn bury(id: String, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let (card, until) = (CardId::new(id), world.today());
    let sentence = world.lang.card_buried(card.as_str());
    record(&Event::Bury { card, until }, &sentence, world, out)
}

/// Lets more cards come today than the limits do.
pub(super) fn more(
    new: u32,
    reviews: u32,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let day = world.today();
    let (event, now) = (Event::More { day, new, reviews }, world.now());
    world.store.record_wish(&event, now)?;
    out.line(&world.lang.more_today(new, reviews))?;
    Ok(Verdict::Done)
}

/// Undoes the last change.
pub(super) fn undo(world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let now = world.now();
    // What moved many cards takes seconds to be taken back.
    let waiting = Waiting::start(world.lang.undoing());
    let undone = world.store.undo(now);
    drop(waiting);
    let undone = undone?;
    tell(undone, true, world, out)
}

/// Does again what was undone last.
pub(super) fn redo(world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let now = world.now();
    let waiting = Waiting::start(world.lang.redoing());
    let redone = world.store.redo(now);
    drop(waiting);
    let redone = redone?;
    tell(redone, false, world, out)
}

fn tell(
    undone: Option<Undone>,
    back: bool,
    world: &World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let lang = world.lang;
    let Some(undone) = undone else {
        out.warn(if back {
            lang.nothing_undone()
        } else {
            lang.nothing_redone()
        });
        return Ok(Verdict::Wrong);
    };
    let what = said(&undone.event, world.now().offset_s, lang);
    let card = undone
        .card
        .map_or(String::new(), |card| card.id.to_string());
    out.line(&if back {
        lang.was_undone_now(&what, &card)
    } else {
        lang.was_redone_now(&what, &card)
    })?;
    Ok(Verdict::Done)
}

fn record(
    event: &Event,
    sentence: &str,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let now = world.now();
    world.store.record(event, now)?;
    out.line(sentence)?;
    Ok(Verdict::Done)
}

/// A date, or a number of days from today.
fn day_named(text: &str, today: StudyDay) -> Option<StudyDay> {
    if let Ok(days) = text.parse::<u32>() {
        return Some(today.plus(days));
    }
    text.parse().ok().map(StudyDay::of_date)
}
