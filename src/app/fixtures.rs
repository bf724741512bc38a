//! A small world for tests: documents and cards in memory, and effects answered as a runtime
//! answers them. Knows neither a file nor a screen.

mod quiz;

pub(crate) use quiz::{QUIZZED, quiz_of};

use super::area::Size;
use super::config::{Columns, Config, QuizConfig, ThemeName};
use super::effect::{Direction, Effect};
use super::key::Key;
use super::keymap::Keymap;
use super::model::{Ctx, Model, Remembered, Start};
use super::msg::Msg;
use super::notice::Failure;
use super::screen::contents::Headings;
use super::screen::library::{Order, ShelfEntry};
use super::screen::reader::{Opened, Setting, Window};
use super::screen::review::{Changed, Dealt, Quiz, Session, StudySession};
use super::screen::study::StudyWish;
use super::screen::today::{DeckLine, Overview, Reading};
use super::update::update;
use crate::app::screen::preview::{Draft, result_around};
use crate::domain::deck::{Attribution, Note, NoteBody, SourceRef, face};
use crate::domain::doc::reflow::Options;
use crate::domain::doc::{Block, BlockKind, Document, DocumentBuilder, Origin, Repeated, TocEntry};
use crate::domain::id::{CardId, DeckId, DocId, NoteId};
use crate::domain::layout::Typography;
use crate::domain::quiz::{
    Chance, Folder, Folding, Pool, Segmenter, choice, initials, judge, named,
};
use crate::domain::srs::{
    CardKey, CardState, DeckKey, Event, NewRow, NoteKey, Phase, QueueRows, QueueRules,
    ScheduleRules, Scheduler,
};
use crate::domain::text::Widths;
use crate::domain::time::{Moment, Timestamp};
use quiz::quizzed;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::LazyLock;

/// A text with joins that are doubtful.
pub(crate) const DOUBTFUL: &str = "论学\n\n\
学而时习之，不亦说乎？有朋自远方来，不亦乐乎？这几句话说的是学习的快乐、交友的快乐，也说到一个人应当怎样对待别人的不理解。\n\n\
温故而知新，可以为师矣。学过的东西要常常温习，从旧的当中看出新的来，这样的人才可以做别人的老师；只会背诵而不会思考的人，学得再多也没有用处。\n\n\
学而不思则罔，思而不学则殆。读书而不思考，就会迷惑；思考而不读书，就会疑惑不定。两件事缺一不可，古人早已说得十分明白了。\n\n\
三人行，必有我师焉。择其善者而从之，其不善者而改之。身边的每一个人都有值得学习的地方，看见别人的短处也可以用来提醒自己。\n\n\
知之者不如好之者，好之者不如乐之者。懂得它的人不如喜爱它的人，以它为骨干，因地制宜统筹发展各种学问\n\n\
积极学习要在分清主次的基础上下功夫，先学要紧的，再学其余的，一步一步走下去，自然就有长进。\n\n\
君子食无求饱，居无求安，敏于事而慎于言。\n\n\
在学习当中，先进的人往往走在前面，后来的人跟着他的脚步走，时间久了也会走到前面去\n\n\
敏于事而慎于言，就有道而正焉，这样就可以说是好学的人了，读书的人应当记住这句话。\n\n\
交朋友的时候，说话要讲信用，做事要替别人着想，这样相处的日子越长，彼此就越能够明白\n\n\
言而有信，行必有果，古人把这几个字看得很重，今天读来也还是有道理的，应当时时想起。\n";

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

/// A document and its blocks.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) document: Document,
    pub(crate) blocks: Vec<Block>,
    pub(crate) position: usize,
}

impl Text {
    /// A document of these blocks.
    pub(crate) fn new(id: &str, title: &str, parts: &[(BlockKind, &str)]) -> Self {
        let mut builder = DocumentBuilder::new();
        let blocks: Vec<Block> = parts
            .iter()
            .flat_map(|(kind, text)| builder.text(*kind, text))
            .collect();
        let document = Document {
            id: DocId::new(id),
            title: title.to_owned(),
            author: None,
            date: None,
            original: None,
            origin: Origin::Shipped,
            length: builder.length(),
            dropped_controls: 0,
        };
        Self {
            document,
            blocks,
            position: 0,
        }
    }

    /// Two chapters of numbered paragraphs, of two lines each in a column of 80 cells.
    pub(crate) fn chapters(id: &str, paragraphs: usize) -> Self {
        let body: Vec<String> = (1..=paragraphs)
            .map(|n| format!("第{n:03}段。{}", "学而时习之，不亦说乎？".repeat(6)))
            .collect();
        let mut parts = vec![
            (BlockKind::Heading(1), "论学"),
            (BlockKind::Heading(2), "上篇"),
        ];
        let half = paragraphs / 2;
        parts.extend(
            body[..half]
                .iter()
                .map(|t| (BlockKind::Paragraph, t.as_str())),
        );
        parts.push((BlockKind::Heading(2), "下篇"));
        parts.extend(
            body[half..]
                .iter()
                .map(|t| (BlockKind::Paragraph, t.as_str())),
        );
        Self::new(id, "论学", &parts)
    }

    /// The text as it is stored: the blocks joined by line ends.
    pub(crate) fn whole(&self) -> String {
        let texts: Vec<&str> = self.blocks.iter().map(|b| b.text.as_str()).collect();
        texts.join("\n")
    }

    /// The blocks that lie within `reach` bytes of an offset.
    pub(crate) fn window(&self, offset: usize, reach: usize) -> Window {
        let near = |b: &&Block| b.end() + reach >= offset && b.start <= offset + reach;
        let blocks: Vec<Block> = self.blocks.iter().filter(near).cloned().collect();
        Window {
            pages: Vec::new(),
            at_start: blocks.first().map(|b| b.start) == self.blocks.first().map(|b| b.start),
            at_end: blocks.last().map(Block::end) == self.blocks.last().map(Block::end),
            blocks,
        }
    }

    /// The document as it is opened.
    pub(crate) fn opened(&self, reach: usize, passage: Option<Range<usize>>) -> Opened {
        let position = passage.as_ref().map_or(self.position, |p| p.start);
        Opened {
            document: self.document.clone(),
            position,
            window: self.window(position, reach),
            passage,
            instead_of: None,
        }
    }

    fn find(&self, query: &str, from: usize, direction: Direction) -> Msg {
        let whole = self.whole();
        let at = |at: usize| at..at + query.len();
        let (near, far) = match direction {
            Direction::Forward => (
                whole[from..].find(query).map(|i| at(from + i)),
                whole.find(query).map(at),
            ),
            Direction::Backward => (
                whole[..from].rfind(query).map(at),
                whole.rfind(query).map(at),
            ),
        };
        Msg::Found {
            doc: self.document.id.clone(),
            query: query.to_owned(),
            wrapped: near.is_none(),
            hit: near.or(far),
        }
    }
}

/// Notes of several kinds; `n0` is basic, `n1` has a source and a hint, `n2` is a formulation.
pub(crate) fn note(n: usize) -> Note {
    if let Some((body, _)) = quizzed(n) {
        return Note {
            id: NoteId::new(format!("n{n}")),
            body,
            tags: vec!["水".to_owned()],
            source: None,
            hint: None,
            remark: None,
        };
    }
    let body = match n % 3 {
        0 => NoteBody::Basic {
            question: format!("问题{n}：温故的下一句是什么？"),
            answer: "而知新。".to_owned(),
        },
        1 => NoteBody::Relation {
            left: "生产力".to_owned(),
            right: "生产关系".to_owned(),
            statement: "生产力决定生产关系，生产关系反作用于生产力。".to_owned(),
            question: None,
        },
        _ => NoteBody::Formulation {
            cue: "《论语》怎样讲温故？".to_owned(),
            wording: "温故而知新，可以为师矣。".to_owned(),
            attribution: Attribution {
                who: "孔子".to_owned(),
                when: "春秋".to_owned(),
                place: "《论语·为政》".to_owned(),
            },
        },
    };
    let sourced = n % 3 == 1;
    Note {
        id: NoteId::new(format!("n{n}")),
        body,
        tags: Vec::new(),
        source: sourced.then(|| SourceRef {
            id: DocId::new("report"),
            section: "第一章 / 1.2.1 生产力与生产关系".to_owned(),
            snippet: "生产关系".to_owned(),
        }),
        hint: sourced.then(|| "一个决定，一个反作用。".to_owned()),
        remark: None,
    }
}

/// The one part of a note from [`note`].
pub(crate) fn part(n: usize) -> &'static str {
    quizzed(n).map_or(["answer", "statement", "wording"][n % 3], |(_, part)| part)
}

/// The card of a note from [`note`].
pub(crate) fn dealt(n: usize, state: CardState) -> Dealt {
    let note = note(n);
    Dealt {
        key: CardKey(n as i64),
        id: CardId::of(&note.id, part(n)),
        deck_id: DeckId::new("pairs"),
        deck: "五对关系".to_owned(),
        part: part(n).to_owned(),
        note,
        state,
        slips: Vec::new(),
    }
}

/// A session of so many new cards.
pub(crate) fn session(cards: usize) -> Session {
    let new = (0..cards).map(|n| NewRow {
        key: CardKey(n as i64),
        note: NoteKey(n as i64),
        deck: DeckKey(1),
        ordinal: n as u32,
    });
    Session {
        deck: None,
        rows: QueueRows {
            new: new.collect(),
            ..QueueRows::default()
        },
        rules: QueueRules::default(),
        scheduler: Scheduler::new(ScheduleRules::default()).unwrap(),
        wishes: QuizConfig::default(),
        quiz: None,
        study: None,
    }
}

/// A session of custom study of so many cards, of which no answer counts.
pub(crate) fn practice(cards: usize, wish: &StudyWish) -> Session {
    let keys = (0..cards).map(|n| CardKey(n as i64));
    Session {
        study: Some(StudySession {
            study: wish.choice.study(),
            schedules: wish.schedules,
            cards: keys.collect(),
        }),
        ..session(0)
    }
}

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
                let judged = judge(&attempt.words, &attempt.given, &folder, &attempt.failed);
                Msg::Judged(*key, Box::new(judged))
            }
            Effect::ReadInitials { key, parts, failed } => {
                let read = |part: &String| initials(part, failed, &SEGMENTER);
                Msg::InitialsRead(*key, parts.iter().map(read).collect())
            }
            Effect::NameItem {
                key,
                items,
                typed,
                folding,
            } => {
                let item = named(items, typed, &Folder::new(*folding));
                Msg::ItemNamed(*key, typed.clone(), item)
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
                    cards: (0..self.cards)
                        .map(|n| (CardKey(n as i64), Phase::New))
                        .collect(),
                });
                Msg::Session(Box::new(session))
            }
            Effect::Undo => Msg::Undone(self.undo().map(Box::new)),
            Effect::Redo => Msg::Redone(self.redo().map(Box::new)),
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
        let mut known = (0..self.cards.max(3)).chain(QUIZZED..QUIZZED + 8);
        let n = known.find(of).expect("a card of the session");
        let before = self.states.get(&n).copied().unwrap_or_default();
        self.changes.push((n, before, event.clone()));
        self.undone.clear();
        let after = before.after(event, self.now.at);
        self.states.insert(n, after);
        after
    }

    fn undo(&mut self) -> Option<Changed> {
        let (n, state, event) = self.changes.pop()?;
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

/// A change to the card of [`dealt`] that was taken back or done again.
pub(crate) fn changed(n: usize, state: CardState, event: Event) -> Changed {
    let card = dealt(n, state);
    Changed {
        key: card.key,
        state,
        event,
        deck: card.deck,
        prompt: face(&card.note, &card.part).map(|face| face.prompt),
    }
}
