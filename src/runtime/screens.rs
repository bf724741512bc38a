//! The screens without a terminal: the model, and the world its effects are run in.

#[cfg(feature = "terminal-pictures")]
mod pictures;

use super::backup::DailyBackup;
use super::effects::Runner;
use super::events::{Event, Inbox, Post};
use super::jobs::Jobs;
use super::known_terminal::KnownTerminal;
use super::world::World;
use crate::app::area::Size;
use crate::app::config::{AmbiguousWidth, ThemeName};
use crate::app::effect::Effect;
use crate::app::model::{Ctx, Model, Remembered, Start};
use crate::app::msg::Msg;
use crate::app::notice::Notice;
use crate::app::screen::Screen;
use crate::app::screen::library::Order;
use crate::app::screen::reader::Setting;
use crate::app::update;
use crate::domain::text::Widths;
use crate::domain::time::StudyDay;
use crate::tui::canvas::Painted;
use crate::tui::theme::{Depth, Theme};
use crate::tui::view::view;
use ratatui::buffer::Buffer;
use std::io;

/// The model and the world it acts in.
pub struct Screens {
    model: Model,
    runner: Runner,
    depth: Depth,
    /// The last study day of which a backup was thought of.
    backed_up: Option<StudyDay>,
    /// When what is shown of cards and documents was read.
    read_at: Option<Reading>,
    /// Blocks for the pages to come, which are read when this page was painted.
    ahead: Option<Effect>,
    /// What the terminal answered, until it is kept.
    answered: Option<KnownTerminal>,
    /// Whether the terminal shows pictures itself.
    draws: bool,
}

/// A study day, and the database's number that changes with the commits of others.
type Reading = (StudyDay, i64);

impl Screens {
    /// The screens of a program that is started for `start`; nothing has happened yet. Answers of
    /// jobs come through the channel.
    pub(super) fn with_answers(world: World, start: Start, size: Size, answers: Post) -> Self {
        let model = model(&world, start, size);
        let depth = Depth::of(model.config.theme.colours, |name| std::env::var(name).ok());
        Self {
            model,
            backed_up: None,
            read_at: None,
            ahead: None,
            answered: None,
            draws: false,
            runner: Runner::new(world, Jobs::new(answers)),
            depth,
        }
    }

    /// The same for a caller that has no use for the answers of jobs but to wait for them.
    pub fn new(world: World, start: Start, size: Size) -> io::Result<(Self, Answers)> {
        let (post, inbox) = Inbox::new()?;
        Ok((Self::with_answers(world, start, size, post), Answers(inbox)))
    }

    /// Takes a message and runs its effects, and those of the answers that come at once. What is
    /// left is for the terminal to do.
    pub fn take(&mut self, msg: Msg) -> Vec<Effect> {
        // A key that comes before the page was painted may be for the next.
        self.read_ahead();
        if matches!(msg, Msg::Key(_)) {
            self.look_again();
        }
        let mut for_terminal = Vec::new();
        let ctx = Ctx {
            now: self.runner.world.now(),
        };
        for effect in update(&mut self.model, msg, ctx) {
            let is_drawn = self.draws && matches!(effect, Effect::OpenPicture(_));
            if is_drawn
                || matches!(
                    effect,
                    Effect::CaptureMouse(_) | Effect::Redraw | Effect::Suspend
                )
            {
                for_terminal.push(effect);
                continue;
            }
            if matches!(effect, Effect::LoadOverview | Effect::LoadShelf) {
                self.read_at = self.reading();
            }
            if matches!(effect, Effect::LoadBlocks { ahead: true, .. }) {
                self.ahead = Some(effect);
                continue;
            }
            if let Some(answer) = self.runner.run(effect) {
                for_terminal.extend(self.take(answer));
            }
        }
        self.runner.count_only(match self.model.screen() {
            Some(Screen::Reader(reader)) => Some(&**reader),
            _ => None,
        });
        for_terminal
    }

    /// Reads what the pages to come are made of. What is shown stays as it is.
    pub(super) fn read_ahead(&mut self) {
        if let Some(effect) = self.ahead.take()
            && let Some(answer) = self.runner.run(effect)
        {
            self.take(answer);
        }
    }

    /// Reads anew what is shown if it has grown old: over night, or by what another program did.
    /// Whether it had.
    pub(super) fn look_again(&mut self) -> bool {
        let shown = self.model.screen().and_then(Screen::reload).is_some();
        let old = shown && self.read_at != self.reading();
        if old {
            self.take(Msg::Stale);
        }
        old
    }

    fn reading(&self) -> Option<Reading> {
        let world = &self.runner.world;
        Some((world.today(), world.store.data_version().ok()?))
    }

    /// The size that the screens are made for.
    pub(super) fn size(&self) -> Size {
        self.model.size
    }

    /// How wide the terminal is believed to draw characters of ambiguous width.
    pub(super) fn widths(&self) -> Widths {
        self.model.setting.widths
    }

    /// Takes what the terminal answered. It is kept at the next rest, and only with its name.
    pub(super) fn terminal_is(&mut self, widths: Widths, name: Option<String>) {
        self.answered = name.map(|name| KnownTerminal { widths, name });
    }

    /// Paints the screen; nothing, and none, if the buffer has another size than the model knows.
    pub fn paint(&self, buffer: &mut Buffer) -> Option<Painted> {
        let seen = Size {
            width: buffer.area.width,
            height: buffer.area.height,
        };
        if seen != self.model.size {
            return None;
        }
        let theme = Theme::new(self.model.theme, self.depth, &self.model.config.theme);
        Some(view(&self.model, self.runner.world.lang, &theme, buffer))
    }

    /// Whether the person wants to leave.
    pub fn leaving(&self) -> bool {
        self.model.leaving
    }

    /// What is done when nothing happens: the database is tidied, and once a study day its backup
    /// is made, in the background.
    pub(super) fn rest(&mut self) {
        self.keep_terminal();
        if let Err(error) = self.runner.world.store.tidy() {
            tracing::warn!(%error, "the database is not tidied");
        }
        let today = self.runner.world.today();
        if self.backed_up.replace(today) == Some(today) {
            return;
        }
        if let Some(backup) = DailyBackup::of(&self.runner.world) {
            self.runner.jobs.spawn_quiet(move || backup.run());
        }
    }

    fn keep_terminal(&mut self) {
        let Some(known) = self.answered.take() else {
            return;
        };
        if let Err(error) = known.keep(&mut self.runner.world.store) {
            tracing::warn!(%error, "what the terminal answered is not remembered");
        }
    }

    /// Moves what was committed into the database file; what cannot be moved now is moved later.
    pub(super) fn tidy(&self) {
        if let Err(error) = self.runner.world.store.checkpoint() {
            tracing::warn!(%error, "checkpoint failed");
        }
    }
}

/// Answers of jobs.
pub struct Answers(Inbox);

impl Answers {
    /// Waits for the next answer; none when no job is left that could give one.
    pub fn wait(&self) -> Option<Msg> {
        match self.0.wait() {
            Some(Event::Answer(msg)) => Some(*msg),
            _ => None,
        }
    }
}

/// How wide the terminal is believed to draw characters of ambiguous width at the start.
fn widths(world: &World) -> Widths {
    match world.config.terminal.ambiguous {
        AmbiguousWidth::Narrow => Widths::NARROW,
        AmbiguousWidth::Wide => Widths::WIDE,
        AmbiguousWidth::Auto => {
            KnownTerminal::kept(&world.store).map_or(Widths::NARROW, |known| known.widths)
        }
    }
}

/// The model at the start, with what was remembered from the last run.
fn model(world: &World, start: Start, size: Size) -> Model {
    let config = world.config.clone();
    let remembered = |name: &str, now: String| {
        // What a key changed holds until the config file says something else.
        let kept = world.store.setting(name).ok().flatten()?;
        let (based_on, value) = kept.split_once(':')?;
        (based_on == now).then(|| value.to_owned())
    };
    let column = remembered("column", config.reader.column.to_string());
    let theme = remembered("theme", config.theme.name.name().to_owned());
    let setting = Setting {
        column: column
            .and_then(|c| c.parse().ok())
            .unwrap_or(config.reader.column),
        columns: config.reader.columns,
        indent: if config.reader.indent { 4 } else { 0 },
        paragraph_gap: config.reader.paragraph_spacing,
        typography: config.reader.typography,
        widths: widths(world),
    };
    let theme = theme
        .and_then(|t| ThemeName::named(&t))
        .unwrap_or(config.theme.name);
    let order = world.store.setting("library-order").ok().flatten();
    let order = order.and_then(|name| Order::named(&name));
    let order = order.unwrap_or_default();
    let findings = world.findings.sentences(world.lang, &world.paths);
    Model {
        start,
        size,
        mouse: config.mouse.capture,
        multiplexed: ["TMUX", "STY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some()),
        keymap: world.keymap.clone(),
        config,
        screens: Vec::new(),
        prompt: None,
        notice: findings.first().cloned().map(Notice::Finding),
        warning: world.warning(),
        pending: Vec::new(),
        setting,
        theme,
        order,
        kept: Remembered {
            column: setting.column,
            theme,
            order,
        },
        leaving: false,
        now: world.now(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::layout::Row;
    use crate::domain::srs::{CardState, Grade};
    use crate::domain::time::{Moment, Timestamp};
    use crate::io::clock::Clock;
    use crate::io::paths::Paths;
    use crate::io::store::Store;
    use crate::runtime::take_in;
    use jiff::tz::TimeZone;

    const SIZE: Size = Size {
        width: 80,
        height: 24,
    };
    const HOUR: i64 = 3_600_000;

    /// So many hours after 2026-03-01T00:00:00Z, by `date -u -d 2026-03-01 +%s`.
    fn clock(hours: i64) -> Clock {
        Clock::starting_at(Timestamp(1_772_323_200_000 + hours * HOUR), TimeZone::UTC)
    }

    /// Today at 3 o'clock, an hour before the study day ends.
    fn at_night(home: &std::path::Path) -> Screens {
        let world = World::at(Paths::in_home(home), clock(3)).unwrap();
        let mut screens = Screens::new(world, Start::Today, SIZE).unwrap().0;
        screens.take(Msg::Started);
        screens
    }

    /// Another program answers a new card.
    fn answer_elsewhere(screens: &Screens) {
        let world = &screens.runner.world;
        let mut store: Store = world.another_store().unwrap()().unwrap();
        let card = store.cards().unwrap().remove(0).id;
        let now: Moment = world.now();
        let scheduler = world.scheduler().unwrap();
        let on = crate::domain::srs::Occasion::of(&card, now);
        let event = scheduler.grade(&CardState::default(), Grade::Easy, 700, &on);
        store.record(&event, now).unwrap();
    }

    fn press(screens: &mut Screens, key: &str) {
        screens.take(Msg::Key(key.parse().unwrap()));
    }

    fn answered(screens: &Screens) -> usize {
        let Some(Screen::Today(today)) = screens.model.screen() else {
            panic!("not Today");
        };
        today.overview.as_ref().unwrap().answered
    }

    #[test]
    fn today_left_open_over_night_is_read_anew_at_the_next_key() {
        let home = tempfile::tempdir().unwrap();
        let mut screens = at_night(home.path());
        answer_elsewhere(&screens);
        press(&mut screens, "j");
        assert_eq!(answered(&screens), 1, "what another program did is seen");
        screens.runner.world.clock = clock(5);
        assert_eq!(answered(&screens), 1);
        press(&mut screens, "j");
        assert_eq!(answered(&screens), 0, "another day");
        assert!(!screens.look_again(), "all is fresh");
    }

    /// A document of many windows, open at its beginning.
    fn reading(home: &std::path::Path) -> Screens {
        let mut world = World::at(Paths::in_home(home), clock(3)).unwrap();
        let path = home.join("long.txt");
        let paragraphs: Vec<String> = (0..3_000)
            .map(|n| format!("第{n}段，温故而知新，可以为师矣，不亦说乎。"))
            .collect();
        std::fs::write(&path, paragraphs.join("\n\n")).unwrap();
        let id = take_in(&mut world.store, &path, Timestamp(0)).unwrap().id;
        let mut screens = Screens::new(world, Start::Read(id), SIZE).unwrap().0;
        screens.take(Msg::Started);
        screens
    }

    /// The offsets of the page's lines.
    fn page(screens: &Screens) -> Vec<Option<usize>> {
        let Some(Screen::Reader(reader)) = screens.model.screen() else {
            panic!("not the reader");
        };
        let start = |row: &Row| match row {
            Row::Line { line, .. } => Some(line.start),
            Row::Blank => None,
        };
        reader.rows().map(start).collect()
    }

    #[test]
    fn blocks_of_the_pages_to_come_are_read_behind_the_frame() {
        let home = tempfile::tempdir().unwrap();
        let mut screens = reading(home.path());
        while screens.ahead.is_none() {
            press(&mut screens, "Space");
        }
        let shown = page(&screens);
        screens.read_ahead();
        assert!(screens.ahead.is_none());
        assert_eq!(page(&screens), shown, "nothing is to be painted anew");
    }

    #[test]
    fn keys_that_come_faster_than_frames_turn_every_page() {
        let home = tempfile::tempdir().unwrap();
        let (mut fast, mut slow) = (reading(home.path()), reading(home.path()));
        for key in std::iter::repeat_n("Space", 150).chain(std::iter::repeat_n("b", 150)) {
            press(&mut fast, key);
            press(&mut slow, key);
            slow.read_ahead();
            assert_eq!(page(&fast), page(&slow));
        }
    }

    #[test]
    fn today_is_read_anew_when_it_is_at_rest_and_other_screens_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let mut screens = at_night(home.path());
        press(&mut screens, "?");
        answer_elsewhere(&screens);
        assert!(!screens.look_again(), "the list of keys never grows old");
        press(&mut screens, "q");
        assert_eq!(answered(&screens), 1);
        assert!(!screens.look_again(), "it was read when it came back");
        answer_elsewhere(&screens);
        assert!(screens.look_again());
        assert_eq!(answered(&screens), 2);
    }
}
