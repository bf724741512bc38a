//! `wengu optimize`: parameters from the log, kept if they foretell better.

use super::args::Optimize;
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::progress::Progress;
use super::reschedule::{histories, say};
use super::table::{Side, Table};
use super::{Verdict, pick};
use crate::domain::id::DeckId;
use crate::domain::srs::{
    ChosenParameters, Event, Fit, Histories, OptimizeProblem, Optimized, Parameters, Samples,
    Scheduler, Training,
};
use crate::runtime::{World, plan_by};
use serde::Serialize;
use std::collections::HashSet;
use std::io::stdin;
use std::time::Duration;

/// Reviews below which parameters are rather chance than a person's memory.
const ENOUGH: usize = 400;
/// How often the bar moves.
const GLANCE: Duration = Duration::from_millis(50);

/// Runs the command.
pub(super) fn run(wish: &Optimize, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let deck = pick::deck_id(&world.store, wish.deck.as_deref())?;
    let chosen = world.store.parameters()?;
    let histories = histories(world)?;
    let samples = samples(&histories, deck.as_ref(), &chosen, world)?;
    if samples.len() < ENOUGH && !wish.force && !goes_on(samples.len(), wish, world, out)? {
        return Ok(Verdict::Wrong);
    }
    let current = *chosen.of(deck.as_ref());
    let found = search(&samples, &current, world)?;
    let keeps = found.is_better() && !wish.preview;
    if keeps {
        let event = Event::Parameters {
            deck: deck.clone(),
            weights: found.parameters,
        };
        let now = world.now();
        world.store.record_for_all(&event, now)?;
    }
    if wish.listing.json {
        out.json(&[Line::of(&found, &current, deck.as_ref(), keeps)])?;
        return Ok(Verdict::Done);
    }
    print(&found, world, out)?;
    if found.is_better() && wish.preview {
        let mut chosen = chosen;
        chosen.choose(deck.clone(), found.parameters);
        let scheduler =
            Scheduler::with(world.schedule_rules(), &chosen).map_err(|_| Fault::Schedule)?;
        say(
            &plan_by(world, &scheduler, &histories, deck.as_ref())?,
            world,
            out,
        )?;
    }
    let lang = world.lang;
    out.line(match (found.is_better(), keeps) {
        (false, _) => lang.parameters_no_better(),
        (true, false) => lang.parameters_not_kept_yet(),
        (true, true) => lang.parameters_kept(),
    })?;
    Ok(Verdict::Done)
}

/// The reviews of a deck, or of all decks that have no parameters of their own.
fn samples(
    histories: &Histories,
    deck: Option<&DeckId>,
    chosen: &ChosenParameters,
    world: &World,
) -> Result<Samples, Fault> {
    let cards = world.store.scheduled_cards()?;
    let wanted = |of: &DeckId| deck.map_or(!chosen.of.contains_key(of), |deck| deck == of);
    let ids: HashSet<_> = cards
        .iter()
        .filter(|card| wanted(&card.deck))
        .map(|card| &card.id)
        .collect();
    let mut own: Vec<_> = histories
        .each()
        .filter(|(card, _)| ids.contains(card))
        .collect();
    own.sort_by_key(|(card, _)| *card);
    Ok(Samples::of(own.into_iter().map(|(_, history)| history)))
}

/// Says that there are few reviews and asks whether to go on; where nobody can answer, it does not.
fn goes_on(reviews: usize, wish: &Optimize, world: &World, out: &mut Out) -> Result<bool, Fault> {
    if wish.listing.json || !out.is_interactive() {
        return Err(Fault::FewReviews {
            found: reviews,
            enough: ENOUGH,
        });
    }
    out.line(&world.lang.asks_few_reviews(reviews, ENOUGH))?;
    out.finish()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer).map_err(Fault::Output)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "是"))
}

/// Runs the optimizer on a thread of its own, with a bar.
fn search(samples: &Samples, current: &Parameters, world: &World) -> Result<Optimized, Fault> {
    const PARTS: u64 = 1000;
    let steps = world.config.schedule.relearning_steps.len();
    let training = Training::default();
    let mut progress = Progress::new(PARTS);
    progress.file(world.lang.optimizing(), PARTS);
    let found = std::thread::scope(|scope| {
        let work = scope.spawn(|| samples.optimize(current, steps, &training));
        while !work.is_finished() {
            std::thread::sleep(GLANCE);
            progress.tell(training.share());
        }
        work.join().unwrap_or(Err(OptimizeProblem::NoParameters))
    });
    progress.finish();
    found.map_err(Fault::Optimize)
}

fn print(found: &Optimized, world: &World, out: &mut Out) -> Result<(), Fault> {
    let lang = world.lang;
    out.line(&lang.optimized_from(found.learned, found.held_back))?;
    let mut table = Table::new(&[
        ("", Side::Left),
        (lang.column_before(), Side::Right),
        (lang.column_after(), Side::Right),
    ]);
    let (before, after) = (found.before, found.after);
    for (name, before, after) in [
        (lang.log_loss(), before.log_loss, after.log_loss),
        (lang.rmse_bins(), before.rmse_bins, after.rmse_bins),
    ] {
        table.row(&[name, &format!("{before:.4}"), &format!("{after:.4}")]);
    }
    table.print(out)?;
    Ok(())
}

/// What the optimizer came to, as data.
#[derive(Serialize)]
struct Line<'a> {
    /// The parameters that were found, as grade entries will name them.
    id: String,
    deck: Option<&'a str>,
    weights: &'a Parameters,
    instead_of: String,
    reviews_learned: usize,
    reviews_held_back: usize,
    before: Measured,
    after: Measured,
    better: bool,
    kept: bool,
}

#[derive(Serialize)]
struct Measured {
    log_loss: f32,
    rmse_bins: f32,
}

impl From<Fit> for Measured {
    fn from(fit: Fit) -> Self {
        Self {
            log_loss: fit.log_loss,
            rmse_bins: fit.rmse_bins,
        }
    }
}

impl<'a> Line<'a> {
    fn of(
        found: &'a Optimized,
        current: &Parameters,
        deck: Option<&'a DeckId>,
        kept: bool,
    ) -> Self {
        Self {
            id: found.parameters.id(),
            deck: deck.map(DeckId::as_str),
            weights: &found.parameters,
            instead_of: current.id(),
            reviews_learned: found.learned,
            reviews_held_back: found.held_back,
            before: found.before.into(),
            after: found.after.into(),
            better: found.is_better(),
            kept,
        }
    }
}
