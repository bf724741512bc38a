//! Runs effects: at once on the thread that owns the writing connection, or as a job.

use super::brief::briefing;
use super::import_job::{Wanted, import, import_decided};
use super::jobs::Jobs;
use super::pages::{self, Counting};
use super::preview;
use super::repeats::repeated;
use super::review_lock::ReviewLock;
use super::search::{count, find, find_note};
use super::session::broad;
use super::source::find_passage;
use super::today::overview;
use super::window::{Around, REACH, window};
use super::world::World;
use crate::app::effect::{Effect, Kept};
use crate::app::msg::Msg;
use crate::app::notice::Failure;
use crate::app::screen::contents::Headings;
use crate::app::screen::library::ShelfEntry;
use crate::app::screen::preview::result_around;
use crate::app::screen::reader::{Opened, PageShape, Reader};
use crate::app::screen::review::{Changed, Dealt};
use crate::domain::deck::{Note, SourceRef, face};
use crate::domain::doc::{Document, Origin, TocEntry};
use crate::domain::id::DocId;
use crate::domain::quiz::{Folder, Segmenter, is_slip, recited};
use crate::domain::srs::{CardKey, recent_slips};
use crate::domain::time::Moment;
use crate::io::speech::Speech;
use crate::io::store::{DocumentSetting, Store, StoreError, StoreProblem, Undone};
use crate::io::viewer::ViewerFiles;
use crate::locale::Lang;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What a run of the program holds besides the world.
pub(super) struct Runner {
    pub(super) world: World,
    pub(super) jobs: Jobs,
    pub(super) review: Option<ReviewLock>,
    /// What opened the session.
    pub(super) session: Option<Effect>,
    counting: Option<Counting>,
    /// What folds typed answers; loaded when the first is judged.
    pub(super) folder: Arc<OnceLock<Folder>>,
    /// What cuts words to read them; loaded when the first hint is asked for.
    pub(super) segmenter: Arc<OnceLock<Segmenter>>,
    pub(super) speech: Option<Speech>,
    /// Pictures that were opened.
    pub(super) files: Option<ViewerFiles>,
}

impl Runner {
    pub(super) fn new(world: World, jobs: Jobs) -> Self {
        Self {
            world,
            jobs,
            review: None,
            session: None,
            counting: None,
            folder: Arc::default(),
            segmenter: Arc::default(),
            speech: None,
            files: None,
        }
    }

    /// Runs an effect that belongs to no terminal; its answer, unless that comes later.
    pub(super) fn run(&mut self, effect: Effect) -> Option<Msg> {
        let lang = self.world.lang;
        let retried = matches!(
            effect,
            Effect::Record(_) | Effect::Deal(_) | Effect::SavePosition(..)
        );
        let retry = retried.then(|| Box::new(effect.clone()));
        match self.attempt(effect) {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "an effect failed");
                Some(Msg::Failed(failure(&error, lang), retry))
            }
        }
    }

    pub(super) fn attempt(&mut self, effect: Effect) -> Result<Option<Msg>, StoreError> {
        let now = self.world.now();
        let world = &mut self.world;
        Ok(match effect {
            Effect::LoadOverview => Some(Msg::Overview(overview(world)?)),
            Effect::Keep(kept) => {
                keep(world, kept)?;
                None
            }
            Effect::LoadShelf => Some(Msg::Shelf(shelf(&world.store)?)),
            Effect::OpenDocument(id) => Some(open(&world.store, &id)?),
            Effect::LoadBlocks { doc, at, reach, .. } => {
                let around = Around {
                    length: world.store.document(&doc)?.document.length,
                    at,
                    reach: reach.max(REACH),
                };
                let window = window(&world.store, &doc, around)?;
                Some(Msg::Blocks(doc, window))
            }
            Effect::CountPages(id, shape) => self.count_pages(id, shape),
            Effect::LoadToc(id) => Some(Msg::Toc(id.clone(), contents(&world.store, &id)?)),
            effect @ (Effect::FoldRepeats(..)
            | Effect::SavePosition(..)
            | Effect::EditDocument(..)
            | Effect::Remove(_)) => {
                change_document(&mut world.store, effect, now)?;
                None
            }
            Effect::LoadBrief(scope) => {
                briefing(world, &scope)?.map(|briefing| Msg::Briefing(Box::new(briefing)))
            }
            Effect::StartSession(ref deck) => {
                let deck = deck.clone();
                return self.start_session(effect, deck, None).map(Some);
            }
            Effect::StartStudy(ref wish) => {
                let wish = wish.clone();
                return self.start_study(effect, &wish).map(Some);
            }
            Effect::CountAhead => {
                let today = world.today();
                return self.as_job(move |store| Ok(Msg::Ahead(Box::new(store.load(today)?))));
            }
            effect @ (Effect::StartQuiz(_)
            | Effect::Judge(..)
            | Effect::ReadInitials { .. }
            | Effect::NameItems { .. }
            | Effect::Choose { .. }
            | Effect::Speak(_)) => return self.quiz(effect),
            effect @ (Effect::OpenPicture(_) | Effect::OpenAddress(_)) => return self.view(effect),
            Effect::EndSession => {
                self.review = None;
                self.session = None;
                None
            }
            Effect::Deal(key) => {
                let folding = world.config.quiz.folding;
                let folder = || self.folder.get_or_init(|| Folder::new(folding));
                deal(&world.store, key, folder)?
            }
            Effect::Record(event) => {
                let step = world.clock_step()?;
                let recorded = world.store.record(&event, now)?;
                Some(Msg::Recorded(Box::new(recorded.after), step))
            }
            Effect::Undo(practised) => return self.change_back(true, practised).map(Some),
            Effect::Redo(practised) => return self.change_back(false, practised).map(Some),
            Effect::Find {
                doc,
                query,
                from,
                direction,
            } => {
                return self.as_job(move |store| find(store, &doc, &query, from, direction));
            }
            Effect::CountHits(doc, query) => {
                return self.as_job(move |store| count(store, doc, query));
            }
            Effect::FindNote { doc, note } => {
                return self.as_job(move |store| find_note(store, doc, note));
            }
            Effect::Import { path, open } => {
                let (lang, tell) = (world.lang, self.jobs.teller());
                return self.as_job(move |store| {
                    let wanted = Wanted { path: &path, open };
                    Ok(import(store, wanted, now.at, lang, &tell))
                });
            }
            effect @ (Effect::LoadPreview(_)
            | Effect::Reflow { .. }
            | Effect::ImportDecided { .. }) => return self.preview(effect),
            Effect::OpenSource(card, source) => {
                return self.as_job(move |store| open_source(store, card, &source));
            }
            Effect::CaptureMouse(_) | Effect::Redraw | Effect::Suspend => None,
        })
    }

    /// Reads a text to be looked at, makes its result, or imports it with what was decided.
    fn preview(&mut self, effect: Effect) -> Result<Option<Msg>, StoreError> {
        let (lang, now) = (self.world.lang, self.world.now().at);
        match effect {
            Effect::LoadPreview(subject) => {
                self.as_job(move |store| preview::load(store, &subject, lang))
            }
            Effect::Reflow {
                raw,
                options,
                around,
                asked,
            } => {
                self.jobs
                    .spawn(move || Msg::Reflowed(asked, result_around(&raw, &options, around)));
                Ok(None)
            }
            Effect::ImportDecided { path, decisions } => {
                let tell = self.jobs.teller();
                self.as_job(move |store| {
                    Ok(import_decided(store, &path, decisions, now, lang, &tell))
                })
            }
            _ => Ok(None),
        }
    }

    /// Takes the last change back, or does again what was taken back.
    fn change_back(&mut self, undo: bool, practised: bool) -> Result<Msg, StoreError> {
        let (now, store) = (self.world.now(), &mut self.world.store);
        let changed_back = match (undo, practised) {
            (true, false) => store.undo(now)?,
            (true, true) => store.undo_practice(now)?,
            (false, false) => store.redo(now)?,
            (false, true) => store.redo_practice(now)?,
        };
        if let Some(notice) = broad(changed_back.as_ref()) {
            return self.renewed(notice);
        }
        let told = changed(&self.world.store, changed_back)?;
        Ok(if undo {
            Msg::Undone(told)
        } else {
            Msg::Redone(told)
        })
    }

    /// Runs a piece of work on a thread with a connection of its own, or here where the database
    /// belongs to one connection alone.
    pub(super) fn as_job(
        &mut self,
        work: impl FnOnce(&mut Store) -> Result<Msg, StoreError> + Send + 'static,
    ) -> Result<Option<Msg>, StoreError> {
        match self.world.another_store() {
            None => work(&mut self.world.store).map(Some),
            Some(open) => {
                let lang = self.world.lang;
                self.jobs.spawn(move || {
                    open()
                        .and_then(|mut store| work(&mut store))
                        .unwrap_or_else(|error| {
                            tracing::error!(%error, "a job failed");
                            Msg::Failed(failure(&error, lang), None)
                        })
                });
                Ok(None)
            }
        }
    }

    /// Counts pages, unless they were counted before or are being counted.
    fn count_pages(&mut self, doc: DocId, shape: PageShape) -> Option<Msg> {
        if let Some(pages) = pages::kept(&self.world.store, &doc, shape) {
            return Some(Msg::Pages(doc, pages));
        }
        let going_on = self.counting.as_ref();
        if going_on.is_some_and(|counting| counting.is_of(&doc, shape)) {
            return None;
        }
        // Where the database is in memory there is none for another thread.
        let open = self.world.another_store()?;
        let (counting, work) = Counting::new(doc, shape);
        self.counting = Some(counting);
        self.jobs.spawn_quiet(move || work(open().ok()?));
        None
    }

    /// Stops to count pages other than those of the reader that is shown.
    pub(super) fn count_only(&mut self, reader: Option<&Reader>) {
        let wanted = |counting: &Counting| {
            reader.is_some_and(|reader| counting.is_of(reader.id(), reader.page_shape()))
        };
        self.counting = self.counting.take().filter(wanted);
    }
}

/// The sentence of a store's error, for a screen.
pub(super) fn failure(error: &StoreError, lang: Lang) -> Failure {
    match &error.problem {
        StoreProblem::NoDocument(id) => Failure::NoDocument(id.clone()),
        StoreProblem::ReadOnly(_) => Failure::ReadOnly,
        _ => Failure::Store(lang.store_error(error)),
    }
}

/// Changes what is kept of a document, or takes it out of the library.
fn change_document(store: &mut Store, effect: Effect, now: Moment) -> Result<(), StoreError> {
    match effect {
        Effect::FoldRepeats(id, folded) => {
            let value = if folded { "yes" } else { "no" };
            store.keep_setting(&DocumentSetting::FoldedRepeats.of(&id), value)
        }
        Effect::SavePosition(id, at) => store.save_position(&id, at, now.at),
        Effect::EditDocument(id, edit) => store.edit_document(&id, &edit),
        Effect::Remove(id) => store.remove_document(&id),
        _ => Ok(()),
    }
}

fn keep(world: &mut World, kept: Kept) -> Result<(), StoreError> {
    let (name, value) = match kept {
        Kept::Welcomed => ("welcomed", "yes".to_owned()),
        Kept::Column(cells) => ("column", format!("{}:{cells}", world.config.reader.column)),
        Kept::Theme(theme) => (
            "theme",
            format!("{}:{}", world.config.theme.name.name(), theme.name()),
        ),
        Kept::Order(order) => ("library-order", order.name().to_owned()),
    };
    world.store.keep_setting(name, &value)
}

fn shelf(store: &Store) -> Result<Vec<ShelfEntry>, StoreError> {
    let entries = store.documents()?.into_iter().map(|shelved| ShelfEntry {
        shipped: shelved.document.origin == Origin::Shipped,
        position: shelved.opened_at.map(|_| shelved.position),
        length: shelved.document.length,
        author: shelved.document.author,
        title: shelved.document.title,
        id: shelved.document.id,
    });
    Ok(entries.collect())
}

fn open(store: &Store, id: &DocId) -> Result<Msg, StoreError> {
    let shelved = store.document(id)?;
    let position = shelved.position.min(shelved.document.length);
    let opened = opened(store, shelved.document, position, None)?;
    Ok(Msg::Opened(opened))
}

fn opened(
    store: &Store,
    document: Document,
    position: usize,
    passage: Option<Range<usize>>,
) -> Result<Box<Opened>, StoreError> {
    let around = Around {
        length: document.length,
        at: position,
        reach: REACH,
    };
    let window = window(store, &document.id, around)?;
    Ok(Box::new(Opened {
        document,
        position,
        window,
        passage,
        is_guide: false,
    }))
}

fn contents(store: &Store, id: &DocId) -> Result<Headings, StoreError> {
    let headings = store.headings(id)?;
    Ok(Headings {
        entries: headings.iter().filter_map(TocEntry::of).collect(),
        repeats: repeated(store, id)?,
        folded: store
            .setting(&DocumentSetting::FoldedRepeats.of(id))?
            .as_deref()
            == Some("yes"),
    })
}

/// A card; none if it is gone from the store, or a newer program wrote its note.
/// The folder is only asked for where the card has slips.
fn deal<'f>(
    store: &Store,
    key: CardKey,
    folder: impl FnOnce() -> &'f Folder,
) -> Result<Option<Msg>, StoreError> {
    let Some(card) = store.card_by_key(key)? else {
        return Ok(Some(Msg::Gone(key)));
    };
    let Ok(note) = serde_json::from_str(&card.payload) else {
        return Ok(Some(Msg::Gone(key)));
    };
    let mut slips = match recited(&note, &card.part) {
        Some(_) => recent_slips(&store.entries_about(key)?),
        None => Vec::new(),
    };
    if !slips.is_empty() {
        let folder = folder();
        slips.retain(|slip| is_slip(slip, folder));
    }
    Ok(Some(Msg::Dealt(Box::new(Dealt {
        key,
        slips,
        id: card.id,
        deck_id: card.deck,
        deck: card.deck_title,
        note,
        part: card.part,
        state: card.state,
    }))))
}

/// What was undone or done again, with what tells its card from others.
fn changed(store: &Store, undone: Option<Undone>) -> Result<Option<Box<Changed>>, StoreError> {
    let Some((event, now)) = undone.and_then(|undone| Some((undone.event, undone.card?))) else {
        return Ok(None);
    };
    let card = store.card_by_key(now.key)?;
    let prompt = card.as_ref().and_then(|card| {
        let note: Note = serde_json::from_str(&card.payload).ok()?;
        face(&note, &card.part).map(|face| face.prompt)
    });
    Ok(Some(Box::new(Changed {
        key: now.key,
        note: card.as_ref().map(|card| card.note_key),
        state: now.state,
        event,
        deck: card.map(|card| card.deck_title).unwrap_or_default(),
        prompt,
    })))
}

fn open_source(store: &Store, card: CardKey, source: &SourceRef) -> Result<Msg, StoreError> {
    let Some(passage) = find_passage(store, source)? else {
        let failure = Failure::NoPassage(source.section.clone());
        return Ok(Msg::Failed(failure, None));
    };
    let (at, range) = (passage.range.start, Some(passage.range));
    let is_guide = passage.instead_of.is_some();
    let mut opened = opened(store, passage.document, at, range)?;
    opened.is_guide = is_guide;
    Ok(Msg::Source(card, opened))
}

#[cfg(test)]
#[path = "effects_tests.rs"]
mod tests;
