//! A small world for tests: documents and cards in memory, and effects answered as a runtime
//! answers them. Knows neither a file nor a screen.

mod card;
mod quiz;
mod text;

pub(crate) use card::{changed, chosen, dealt, note, part, practice, session};
pub(crate) use quiz::{QUIZZED, quiz_of};
pub(crate) use text::{BODY, DOUBTFUL, Text};

use super::area::Size;
use super::config::{Columns, Config, ThemeName};
use super::effect::Effect;
use super::key::Key;
use super::keymap::Keymap;
use super::model::{Ctx, Model, Remembered, Start};
use super::msg::Msg;
use super::notice::Failure;
use super::screen::contents::Headings;
use super::screen::library::{Order, ShelfEntry};
use super::screen::reader::{Opened, Setting};
use super::screen::review::{Changed, Dealt, Quiz};
use super::screen::today::{DeckLine, Overview, Reading};
use super::update::update;
use crate::app::screen::preview::{Draft, result_around};
use crate::domain::deck::Note;
use crate::domain::doc::reflow::Options;
use crate::domain::doc::{Origin, Repeated, TocEntry};
use crate::domain::id::{CardId, DeckId, DocId};
use crate::domain::layout::Typography;
use crate::domain::quiz::{Chance, Folder, Folding, Pool, Segmenter, choice, initials, named};
use crate::domain::srs::{CardState, Event};
use crate::domain::text::Widths;
use crate::domain::time::{Moment, Timestamp};
use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;

/// Monday, 2 March 2026, 9:30 in Shanghai.
pub(crate) const NOW: Moment = Moment {
    at: Timestamp(1_772_415_000_000),
    offset_s: 8 * 3600,
};

/// The page as it is set by default.
pub(crate) const SETTING: Setting = Setting {
    column: 80,
    columns: Columns::Auto,
    indent: 4,
    paragraph_gap: 0,
    widths: Widths::NARROW,
    typography: Typography::JUSTIFIED,
};

/// A model as it is before the first message.
pub(crate) fn model(start: Start, size: Size) -> Model {
    Model {
        start,
        size,
        config: Config::default(),
        keymap: Keymap::default(),
        screens: Vec::new(),
        prompt: None,
        notice: None,
        warning: None,
        pending: Vec::new(),
        mouse: true,
        multiplexed: false,
        setting: SETTING,
        theme: ThemeName::Plain,
        order: Order::default(),
        kept: Remembered {
            column: SETTING.column,
            theme: ThemeName::Plain,
            order: Order::default(),
        },
        leaving: false,
        now: NOW,
    }
}

/// Loaded once for all tests.
static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::default);

/// The model and what answers it.
pub(crate) struct World {
    pub(crate) model: Model,
    /// Every effect so far.
    pub(crate) log: Vec<Effect>,
    pub(crate) texts: Vec<Text>,
    pub(crate) overview: Overview,
    pub(crate) now: Moment,
    /// How far from an offset blocks are given, in bytes.
    pub(crate) reach: usize,
    /// Cards of a session.
    pub(crate) cards: usize,
    /// What the next effects of this kind fail with.
    pub(crate) failing: Option<Failure>,
    /// Whether jobs of quizzes are still under way.
    pub(crate) jobs_wait: bool,
    /// The sections that repeat others, in every document.
    pub(crate) repeats: Vec<Repeated>,
    states: BTreeMap<usize, CardState>,
    changes: Vec<(usize, CardState, Event)>,
    undone: Vec<(usize, Event)>,
}

impl World {
    /// A world of one document and three new cards, started and answered.
    pub(crate) fn start(start: Start) -> Self {
        let mut world = Self::before(start);
        world.send(Msg::Started);
        world
    }

    /// The same before the first message.
    pub(crate) fn before(start: Start) -> Self {
        let size = Size {
            width: 80,
            height: 24,
        };
        let text = Text::chapters("lunxue", 200);
        let overview = Overview {
            decks: vec![DeckLine {
                id: DeckId::new("relationships"),
                title: "五对关系".to_owned(),
                due: 0,
                learning: 0,
                new: 3,
            }],
            new: 3,
            first_document: Some(Reading {
                id: text.document.id.clone(),
                title: text.document.title.clone(),
                percent: 0,
            }),
            ..Overview::default()
        };
        Self {
            model: model(start, size),
            log: Vec::new(),
            texts: vec![text],
            overview,
            now: NOW,
            reach: 256 * 1024,
            cards: 3,
            failing: None,
            jobs_wait: false,
            repeats: Vec::new(),
            states: BTreeMap::new(),
            changes: Vec::new(),
            undone: Vec::new(),
        }
    }

    /// Sends a message, and the answers to whatever it asks for.
    pub(crate) fn send(&mut self, msg: Msg) {
        let mut inbox = VecDeque::from([msg]);
        while let Some(msg) = inbox.pop_front() {
            let effects = update(&mut self.model, msg, Ctx { now: self.now });
            for effect in effects {
                inbox.extend(self.answer(&effect));
                self.log.push(effect);
            }
        }
    }

    /// Presses keys written as people name them, with spaces between.
    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap();
            self.send(Msg::Key(key));
        }
    }

    /// The effects since the last call.
    pub(crate) fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.log)
    }

    fn text(&self, id: &DocId) -> &Text {
        let found = self.texts.iter().find(|text| text.document.id == *id);
        found.expect("an effect names a document of the library")
    }

    /// What comes of a job of quizzes; none of other effects.
    fn job_of_quiz(&self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Judge(key, attempt) => {
                let folder = Folder::new(attempt.folding);
                Msg::Judged(*key, Box::new(attempt.judge(&folder)))
            }
            Effect::ReadInitials { key, parts, failed } => {
                let read = |part: &String| initials(part, failed, &SEGMENTER);
                Msg::InitialsRead(*key, parts.iter().map(read).collect())
            }
            Effect::NameItems {
                key,
                items,
                typed,
                folding,
            } => {
                let said = named(items, typed, &Folder::new(*folding));
                Msg::ItemsNamed(*key, said)
            }
            Effect::Choose { key, seed, .. } => {
                let card = self.deal(key.0 as usize);
                let pool: Vec<Note> = (QUIZZED + 3..QUIZZED + 7).map(note).collect();
                let mut chance = Chance::of(card.id.as_str(), 0, *seed);
                let folder = Folder::new(Folding::default());
                let pool = Pool::new(&pool, &[], &folder);
                let made = choice(&card.note, &card.part, &pool, &folder, &mut chance);
                Msg::Chosen(*key, made)
            }
            _ => return None,
        })
    }

    fn answer(&mut self, effect: &Effect) -> Option<Msg> {
        if let Some(failure) = self.failing.take() {
            return Some(Msg::Failed(failure, Some(Box::new(effect.clone()))));
        }
        if let Some(answer) = self.job_of_quiz(effect) {
            return Some(answer).filter(|_| !self.jobs_wait);
        }
        let answer = match effect {
            Effect::LoadOverview => Msg::Overview(self.overview.clone()),
            Effect::LoadShelf => Msg::Shelf(self.shelf()),
            Effect::OpenDocument(id) => {
                Msg::Opened(Box::new(self.text(id).opened(self.reach, None)))
            }
            Effect::LoadBlocks { doc, at, .. } => {
                Msg::Blocks(doc.clone(), self.text(doc).window(*at, self.reach))
            }
            Effect::LoadToc(id) => {
                let entries = self.text(id).blocks.iter().filter_map(TocEntry::of);
                let headings = Headings {
                    entries: entries.collect(),
                    repeats: self.repeats.clone(),
                    folded: false,
                };
                Msg::Toc(id.clone(), headings)
            }
            Effect::Find {
                doc,
                query,
                from,
                direction,
            } => self.text(doc).find(query, *from, *direction),
            Effect::CountHits(doc, query) => {
                let whole = self.text(doc).whole();
                let starts = whole.match_indices(query).map(|(at, _)| at).collect();
                Msg::Hits(doc.clone(), query.clone(), starts)
            }
            Effect::FindNote { doc, note } => {
                let blocks = &self.text(doc).blocks;
                Msg::Note(doc.clone(), note.find_in(blocks.iter()))
            }
            Effect::LoadPreview(_) => Msg::Preview(Box::new(Draft::new(
                "/home/xue/文献/讲话.txt".to_owned(),
                DOUBTFUL.into(),
                Options::default(),
            ))),
            Effect::Reflow {
                raw,
                options,
                around,
                asked,
            } => Msg::Reflowed(*asked, result_around(raw, options, *around)),
            Effect::StartStudy(wish) => Msg::Session(Box::new(practice(self.cards, wish))),
            Effect::CountAhead => Msg::Ahead(Box::default()),
            Effect::StartSession(_) => Msg::Session(Box::new(session(self.cards))),
            Effect::Deal(key) => Msg::Dealt(Box::new(self.deal(key.0 as usize))),
            Effect::Record(event) => Msg::Recorded(Box::new(self.record(event)), None),
            Effect::StartQuiz(wish) => {
                let mut session = session(self.cards);
                session.quiz = Some(Quiz {
                    wish: wish.clone(),
                    cards: (0..self.cards).map(chosen).collect(),
                    spare: Vec::new(),
                });
                Msg::Session(Box::new(session))
            }
            Effect::Undo(practised) => Msg::Undone(self.undo(*practised).map(Box::new)),
            Effect::Redo(_) => Msg::Redone(self.redo().map(Box::new)),
            Effect::OpenSource(key, _) => Msg::Source(*key, Box::new(self.source())),
            _ => return None,
        };
        Some(answer)
    }

    fn shelf(&self) -> Vec<ShelfEntry> {
        let entry = |text: &Text| ShelfEntry {
            id: text.document.id.clone(),
            title: text.document.title.clone(),
            author: text.document.author.clone(),
            shipped: text.document.origin == Origin::Shipped,
            length: text.document.length,
            position: None,
        };
        self.texts.iter().map(entry).collect()
    }

    fn source(&self) -> Opened {
        let text = &self.texts[0];
        let block = &text.blocks[text.blocks.len() / 2];
        text.opened(self.reach, Some(block.start..block.end()))
    }

    fn deal(&self, n: usize) -> Dealt {
        dealt(n, self.states.get(&n).copied().unwrap_or_default())
    }

    fn record(&mut self, event: &Event) -> CardState {
        let id = event.card().expect("update never writes a revert itself");
        let of = |n: &usize| CardId::of(&note(*n).id, part(*n)) == *id;
        let mut known = (0..self.cards.max(3)).chain(QUIZZED..QUIZZED + 9);
        let n = known.find(of).expect("a card of the session");
        let before = self.states.get(&n).copied().unwrap_or_default();
        self.changes.push((n, before, event.clone()));
        self.undone.clear();
        let after = before.after(event, self.now.at);
        self.states.insert(n, after);
        after
    }

    fn undo(&mut self, practised: bool) -> Option<Changed> {
        let counts =
            |(_, _, event): &(_, _, Event)| practised || !matches!(event, Event::Practice(_));
        let last = self.changes.iter().rposition(counts)?;
        let (n, state, event) = self.changes.remove(last);
        self.states.insert(n, state);
        self.undone.push((n, event.clone()));
        Some(changed(n, state, event))
    }

    fn redo(&mut self) -> Option<Changed> {
        let (n, event) = self.undone.pop()?;
        let before = self.states.get(&n).copied().unwrap_or_default();
        let after = before.after(&event, self.now.at);
        self.changes.push((n, before, event.clone()));
        self.states.insert(n, after);
        Some(changed(n, after, event))
    }
}
