//! Puts quizzes together and works out what typed answers are worth.

use super::brief::cards_in;
use super::effects::Runner;
use super::world::{SchedulerError, World};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::notice::{Failure, Notice};
use crate::app::screen::review::{Quiz, QuizWish, Session};
use crate::app::screen::task::Attempt;
use crate::domain::deck::Note;
use crate::domain::id::DeckId;
use crate::domain::quiz::{
    Chance, Folder, Folding, Mode, Pool, Segmenter, asked_about, choice, initials, named, recited,
};
use crate::domain::srs::{CardKey, ChosenCard, QueueRows, Scheduler, kept_apart};
use crate::io::speech::Speech;
use crate::io::store::{CardRecord, Store, StoreError};
use std::sync::{Arc, OnceLock};

/// Notes of other decks that wrong answers are looked for in: enough to be confused with, and read in
/// a moment however many there are.
const OTHERS: usize = 2_000;

impl Runner {
    /// Runs an effect of quizzes.
    pub(super) fn quiz(&mut self, effect: Effect) -> Result<Option<Msg>, StoreError> {
        match effect {
            Effect::StartQuiz(wish) => return self.start_quiz(wish).map(Some),
            Effect::Judge(key, attempt) => {
                let folder = Arc::clone(&self.folder);
                self.jobs.spawn(move || judged(key, &attempt, &folder));
            }
            Effect::ReadInitials { key, parts, failed } => {
                let segmenter = Arc::clone(&self.segmenter);
                self.jobs.spawn(move || {
                    let segmenter = segmenter.get_or_init(Segmenter::default);
                    let read = |part: &String| initials(part, &failed, segmenter);
                    Msg::InitialsRead(key, parts.iter().map(read).collect())
                });
            }
            Effect::NameItems {
                key,
                items,
                typed,
                folding,
            } => {
                let folder = Arc::clone(&self.folder);
                self.jobs.spawn(move || {
                    let folder = folder.get_or_init(|| Folder::new(folding));
                    Msg::ItemsNamed(key, named(&items, &typed, folder))
                });
            }
            Effect::Choose { key, deck, seed } => {
                return self.as_job(move |store| chosen(store, key, &deck, seed));
            }
            Effect::Speak(text) => return Ok(self.speak(&text)),
            _ => {}
        }
        Ok(None)
    }

    /// Reads a text aloud in place of what is being read.
    fn speak(&mut self, text: &str) -> Option<Msg> {
        let command = &self.world.config.speech.command;
        if command.trim().is_empty() {
            return Some(Msg::Told(Notice::NoSpeech));
        }
        // What was being read stops when it is dropped.
        self.speech = None;
        match Speech::start(command, text) {
            Ok(speech) => {
                self.speech = Some(speech);
                None
            }
            Err(error) => {
                let failure = Failure::Speech(command.clone(), error.to_string());
                Some(Msg::Failed(failure, None))
            }
        }
    }

    fn start_quiz(&mut self, wish: QuizWish) -> Result<Msg, StoreError> {
        if let Some(refused) = wish.graded.then(|| self.take_review()).flatten() {
            return Ok(refused);
        }
        quiz(&self.world, wish)
    }
}

/// A quiz as it is wished for.
fn quiz(world: &World, wish: QuizWish) -> Result<Msg, StoreError> {
    let scheduler = match world.scheduler() {
        Ok(scheduler) => scheduler,
        Err(SchedulerError::Rules(_)) => return Ok(Msg::Failed(Failure::Schedule, None)),
        Err(SchedulerError::Store(error)) => return Err(error),
    };
    let cards = in_order(world, &wish, &scheduler)?;
    if cards.is_empty() {
        return Ok(Msg::Told(Notice::NothingToAsk));
    }
    let mut cards = kept_apart(&cards, |card| card.note, wish.count);
    let mut spare = cards.split_off(wish.count.min(cards.len()));
    if wish.mode != Some(Mode::Choice) {
        // It is known that all others can be asked.
        spare.clear();
    }
    Ok(Msg::Session(Box::new(Session {
        deck: None,
        rows: QueueRows::default(),
        rules: world.queue_rules()?,
        wishes: world.config.quiz,
        study: None,
        quiz: Some(Quiz { wish, cards, spare }),
        scheduler,
    })))
}

/// The cards that a quiz may ask: the least remembered at this moment first, then those never met,
/// last those that were answered or practised today.
fn in_order(
    world: &World,
    wish: &QuizWish,
    scheduler: &Scheduler,
) -> Result<Vec<ChosenCard>, StoreError> {
    let all = match &wish.scope {
        Some(scope) => cards_in(world, scope)?.unwrap_or_default(),
        None => world.store.cards()?,
    };
    let (now, today) = (world.now(), world.today());
    let begin = today.begins(world.config.schedule.day_starts_at, now.offset_s);
    let practised = world.store.practised_since(begin)?;
    let mut cards: Vec<(u8, f32, ChosenCard)> = Vec::new();
    for card in all {
        let shown = card.live && !card.hidden && !card.state.suspended;
        if !shown || !fits(&card, wish.mode) {
            continue;
        }
        let recall = card.state.memory.map(|memory| {
            let curve = scheduler.curve(Some(&card.deck));
            curve.recall_after(memory.stability, card.state.elapsed_at(now.at))
        });
        let graded = card.state.last_review.is_some_and(|(_, day)| day == today);
        let group = match recall {
            _ if graded || practised.contains(&card.key) => 2,
            None => 1,
            Some(_) => 0,
        };
        let chosen = ChosenCard {
            key: card.key,
            note: card.note_key,
        };
        cards.push((group, recall.unwrap_or_default(), chosen));
    }
    cards.sort_by(|(a, recall, _), (b, other, _)| a.cmp(b).then(recall.total_cmp(other)));
    Ok(cards.into_iter().map(|(.., card)| card).collect())
}

/// Whether a card can be asked in the mode, as far as its note tells.
fn fits(card: &CardRecord, mode: Option<Mode>) -> bool {
    let Ok(note) = serde_json::from_str::<Note>(&card.payload) else {
        return false;
    };
    mode.is_none_or(|mode| {
        let words = mode != Mode::Recite || recited(&note, &card.part).is_some();
        mode.fits(note.body.kind()) && words
    })
}

/// What recited words are worth.
fn judged(key: CardKey, attempt: &Attempt, folder: &OnceLock<Folder>) -> Msg {
    let folder = folder.get_or_init(|| Folder::new(attempt.folding));
    Msg::Judged(key, Box::new(attempt.judge(folder)))
}

/// A card's question with answers to choose from.
fn chosen(store: &Store, key: CardKey, deck: &DeckId, seed: u64) -> Result<Msg, StoreError> {
    let Some(card) = store.card_by_key(key)? else {
        return Ok(Msg::Gone(key));
    };
    let Ok(note) = serde_json::from_str::<Note>(&card.payload) else {
        return Ok(Msg::Gone(key));
    };
    let read = |payloads: Vec<String>| -> Vec<Note> {
        let notes = payloads.iter().map(|payload| serde_json::from_str(payload));
        notes.filter_map(Result::ok).collect()
    };
    let about = asked_about(&note, &card.part).unwrap_or_default();
    let own = read(store.notes_of(deck)?);
    let others = read(store.notes_beside(deck, &about, OTHERS)?);
    let folder = Folder::new(Folding::default());
    let pool = Pool::new(&own, &others, &folder);
    let mut chance = Chance::of(card.id.as_str(), card.state.reps, seed);
    let made = choice(&note, &card.part, &pool, &folder, &mut chance);
    Ok(Msg::Chosen(key, made))
}
