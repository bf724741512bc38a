//! `wengu card`: the cards as a list, and everything about one.

use super::args::{CardCommand, Listing};
use super::card_state::{StateEntry, answer, face_of, in_words, question};
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use super::table::{Side, Table};
use super::{Verdict, change, grade, pick, when};
use crate::domain::deck::SourceRef;
use crate::domain::id::{CardId, DeckId};
use crate::domain::layout::Geometry;
use crate::domain::srs::{Entry, Event, Grade, Occasion, Phase, Reverted, Slip};

use crate::domain::text::Widths;
use crate::domain::time::Moment;
use crate::io::store::CardRecord;
use crate::locale::Lang;
use crate::runtime::{World, find_passage};
use crate::tui::widget::card as sides;
use crate::tui::widget::page::plain_line;
use crate::tui::widget::words::Words;
use serde::Serialize;

/// Cells of a card's text where there is no terminal, and at most.
const WIDTH: u16 = 80;

/// Runs the command.
pub(super) fn run(
    command: CardCommand,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    match command {
        CardCommand::List { deck, listing } => list(deck.as_deref(), listing, world, out)?,
        CardCommand::Grade(wish) => return grade::run(wish, world, out),
        CardCommand::Due { id, day } => return change::due(id, &day, world, out),
        CardCommand::Reset { id } => return change::reset(id, world, out),
        CardCommand::Bury { id } => return change::bury(id, world, out),
        CardCommand::Leech { id, off } => return change::leech(id, !off, world, out),
        CardCommand::Suspend { id } => set_aside(&CardId::new(id), true, world, out)?,
        CardCommand::Resume { id } => set_aside(&CardId::new(id), false, world, out)?,
        CardCommand::Show { id, listing } => {
            let id = CardId::new(id);
            let card = world.store.card(&id)?;
            let history = history(world.store.entries(&id)?);
            if listing.json {
                let next = next_states(&card, world)?;
                out.json(&[Whole::of(&card, &history, &next, world.lang)])?;
            } else {
                print(&card, &history, world, out)?;
            }
        }
    }
    Ok(Verdict::Done)
}

/// Sets a card aside, or brings it back. What is so already is not written again.
fn set_aside(card: &CardId, on: bool, world: &mut World, out: &mut Out) -> Result<(), Fault> {
    must_be_kept(&world.store)?;
    if world.store.card(card)?.state.suspended != on {
        let event = Event::Suspend {
            card: card.clone(),
            on,
        };
        let now = world.now();
        world.store.record(&event, now)?;
    }
    let id = card.as_str();
    let sentence = if on {
        world.lang.card_suspended(id)
    } else {
        world.lang.card_resumed(id)
    };
    out.line(&sentence)?;
    Ok(())
}

#[derive(Serialize)]
struct Brief<'a> {
    id: &'a str,
    deck: &'a str,
    note: &'a str,
    part: &'a str,
    question: String,
    state: StateEntry,
}

impl<'a> Brief<'a> {
    fn of(card: &'a CardRecord, lang: Lang) -> Self {
        Self {
            id: card.id.as_str(),
            deck: card.deck.as_str(),
            note: card.note.as_str(),
            part: &card.part,
            question: question(card, lang),
            state: StateEntry::of(card),
        }
    }
}

fn list(deck: Option<&str>, listing: Listing, world: &World, out: &mut Out) -> Result<(), Fault> {
    let lang = world.lang;
    let deck = deck
        .map(|wish| pick::deck(&world.store, wish))
        .transpose()?;
    let mut cards = world.store.cards()?;
    if let Some(deck) = deck {
        cards.retain(|card| card.deck == deck.deck.id);
    }
    print_list(&cards, listing, lang, out)
}

/// Lists cards in this order.
pub(super) fn print_list(
    cards: &[CardRecord],
    listing: Listing,
    lang: Lang,
    out: &mut Out,
) -> Result<(), Fault> {
    if listing.json {
        let entries: Vec<Brief<'_>> = cards.iter().map(|card| Brief::of(card, lang)).collect();
        out.json(&entries)?;
        return Ok(());
    }
    let mut table = Table::new(&[
        (lang.column_id(), Side::Left),
        (lang.column_state(), Side::Left),
        (lang.column_question(), Side::Left),
    ]);
    for card in cards {
        let state = in_words(card, lang);
        table.row(&[card.id.as_str(), &state, &question(card, lang)]);
    }
    table.print(out)?;
    Ok(())
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    brief: Brief<'a>,
    answer: Option<String>,
    hint: Option<String>,
    remark: Option<String>,
    tags: Vec<String>,
    source: Option<SourceRef>,
    history: &'a [Past],
    /// Where each grade would lead now, from Again to Easy.
    next: &'a [StateEntry],
}

/// Where each grade would lead now.
fn next_states(card: &CardRecord, world: &World) -> Result<Vec<StateEntry>, Fault> {
    let scheduler = world.scheduler()?;
    let load = world.store.load(world.today())?;
    let on = Occasion {
        card: &card.id,
        deck: Some(&card.deck),
        load: &load,
        now: world.now(),
    };
    let behind = |grade| CardRecord {
        state: scheduler.schedule(&card.state, grade, &on),
        ..card.clone()
    };
    Ok(Grade::ALL
        .map(|grade| StateEntry::of(&behind(grade)))
        .into())
}

impl<'a> Whole<'a> {
    fn of(card: &'a CardRecord, history: &'a [Past], next: &'a [StateEntry], lang: Lang) -> Self {
        let (note, face) = face_of(card).unzip();
        Self {
            brief: Brief::of(card, lang),
            answer: face.map(|face| answer(&face, lang)),
            hint: note.as_ref().and_then(|note| note.hint.clone()),
            remark: note.as_ref().and_then(|note| note.remark.clone()),
            tags: note.as_ref().map_or(Vec::new(), |note| note.tags.clone()),
            source: note.and_then(|note| note.source),
            history,
            next,
        }
    }
}

/// Something that happened to a card.
#[derive(Serialize)]
struct Past {
    id: String,
    at: String,
    event: String,
    grade: Option<u8>,
    duration_ms: Option<u32>,
    due: Option<String>,
    /// Where words were recited wrongly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    slips: Vec<Slip>,
    undone: bool,
    #[serde(skip)]
    when: Moment,
    #[serde(skip)]
    said: Option<Event>,
}

/// What happened to a card, in the order of a replay. What was undone says so; the undoing itself
/// is left out.
fn history(mut entries: Vec<Entry>) -> Vec<Past> {
    entries.sort_by(|a, b| a.order().cmp(&b.order()));
    let reverted = Reverted::by(&entries);
    let own = entries.iter().filter(|entry| entry.kind != Event::REVERT);
    own.map(|entry| {
        let said = entry.event().ok();
        let graded = match &said {
            Some(Event::Grade(graded)) => Some(graded),
            _ => None,
        };
        Past {
            id: entry.id.to_string(),
            at: when::local(entry.at, entry.offset_s),
            event: entry.kind.clone(),
            grade: graded.map(|graded| graded.grade.number()),
            duration_ms: match &said {
                Some(Event::Grade(graded)) => Some(graded.duration_ms),
                Some(Event::Practice(practised)) => Some(practised.duration_ms),
                _ => None,
            },
            slips: said.as_ref().map_or(&[][..], Event::slips).to_vec(),
            due: graded.and_then(|graded| super::card_state::due(graded.phase)),
            undone: reverted.holds(&entry.view()),
            when: Moment {
                at: entry.at,
                offset_s: entry.offset_s,
            },
            said,
        }
    })
    .collect()
}

/// The page of the printed work that a source is cited by.
fn printed_page(source: &SourceRef, world: &World) -> Result<Option<String>, Fault> {
    let Some(passage) = find_passage(&world.store, source)? else {
        return Ok(None);
    };
    let id = &passage.document.id;
    Ok(world.store.printed_page(id, passage.range.start)?)
}

fn print(card: &CardRecord, history: &[Past], world: &World, out: &mut Out) -> Result<(), Fault> {
    let lang = world.lang;
    let state = in_words(card, lang);
    out.line(&format!("{}  ·  {}  ·  {state}", card.id, card.deck))?;
    if let Some((note, _)) = face_of(card) {
        let mut words = Words::new();
        words.gap();
        sides::question(&mut words, &note, &card.part, lang);
        words.gap();
        sides::answer(&mut words, &note, &card.part, false, lang);
        let terminal = out.size().map_or(WIDTH, |(width, _)| width);
        let width = terminal.clamp(2, WIDTH);
        let typography = world.config.reader.typography;
        for row in words.rows(Geometry::ragged(width, Widths::NARROW, typography)) {
            match row {
                Some((block, line)) => {
                    out.data(&plain_line(block, &line, width, Widths::NARROW))?;
                }
                None => out.line("")?,
            }
        }
        if let Some(source) = &note.source {
            out.line("")?;
            let mut from = lang.comes_from(source.id.as_str(), &source.section, &source.snippet);
            if let Some(page) = printed_page(source, world)? {
                from.push_str(&lang.on_printed_page(&page));
            }
            out.line(&from)?;
        }
    }
    out.line("")?;
    let reps = usize::try_from(card.state.reps).unwrap_or(usize::MAX);
    out.line(&lang.answered_so_far(reps, card.state.lapses))?;
    for past in history {
        let what = happened(past, lang);
        let undone = if past.undone { lang.was_undone() } else { "" };
        let at = when::minute(past.when.at, past.when.offset_s);
        out.line(&format!("  {at}  {what}{undone}"))?;
        if let Some(slips) = lang.slips(&past.slips) {
            out.line(&format!("    {slips}"))?;
        }
    }
    Ok(())
}

fn happened(past: &Past, lang: Lang) -> String {
    match &past.said {
        Some(event) => said(event, past.when.offset_s, lang),
        None => past.event.clone(),
    }
}

/// What an event says, as a clock `offset_s` seconds east of UTC shows its times.
pub(super) fn said(event: &Event, offset_s: i32, lang: Lang) -> String {
    match event {
        Event::Grade(graded) => {
            let due = match graded.phase {
                Phase::Learning { due, .. } | Phase::Relearning { due, .. } => {
                    when::minute(due, offset_s)
                }
                Phase::Review { due } => when::day(due),
                Phase::New => String::new(),
            };
            lang.was_graded(lang.grade(graded.grade), &due)
        }
        Event::Suspend { on: true, .. } => lang.was_suspended().to_owned(),
        Event::Suspend { on: false, .. } => lang.was_taken_back().to_owned(),
        Event::Bury { until, .. } => lang.was_buried(&when::day(until.plus(1))),
        Event::Ask { day, .. } => lang.was_asked_for(&when::day(*day)),
        Event::Practice(practised) => lang.was_practised(practised.right).to_owned(),
        Event::Due { day, .. } => lang.was_due_by_hand(&when::day(*day)),
        Event::Reset { .. } => lang.was_reset().to_owned(),
        Event::Leech { on: true, .. } => lang.was_leech().to_owned(),
        Event::Leech { on: false, .. } => lang.was_no_leech().to_owned(),
        Event::More { new, reviews, .. } => lang.was_more(*new, *reviews),
        Event::Parameters { deck, .. } => {
            lang.were_parameters_chosen(deck.as_ref().map(DeckId::as_str))
        }
        Event::Reschedule(rescheduled) => lang.was_rescheduled(rescheduled.cards.len()),
        Event::Revert { .. } => lang.was_reverted().to_owned(),
    }
}
