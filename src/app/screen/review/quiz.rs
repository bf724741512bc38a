//! How cards are asked in a session: the mode of each, typed answers, and what comes back of them.

use super::{Current, Dealt, Outcome, Review, Stage, thinking_ms};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::entry::{Entry, Shape};
use crate::app::key::{Key, KeyCode};
use crate::app::notice::{NoHelp, Notice};
use crate::app::screen::brief::Scope;
use crate::app::screen::task::{Step, Task};
use crate::domain::quiz::{Choice, Judgement, Mode, Said, asked_about};
use crate::domain::srs::{CardKey, ChosenCard, Grade, Slip};
use crate::domain::time::Moment;

/// A quiz as it is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizWish {
    /// Which cards are asked; all if nothing is named.
    pub scope: Option<Scope>,
    /// In which mode; the one made for each kind of note if none is named.
    pub mode: Option<Mode>,
    /// The most cards.
    pub count: usize,
    /// Whether answers are grades; if not, no schedule changes.
    pub graded: bool,
    /// What chance begins with.
    pub seed: u64,
}

/// A quiz that is put together.
#[derive(Debug)]
pub struct Quiz {
    /// What was wished for.
    pub wish: QuizWish,
    /// The cards, in the order in which they come.
    pub cards: Vec<ChosenCard>,
    /// Cards that take the place of those that cannot be asked in the mode, in their order.
    pub spare: Vec<ChosenCard>,
}

impl Current {
    /// Whether the answer is thought of alone, so that nothing suggests a grade.
    pub fn is_plain(&self) -> bool {
        matches!(self.task, Task::Flip | Task::TwoButton) && self.switching.aids == 0
    }

    /// Whether there is a hint that is not shown yet.
    pub fn has_hint(&self) -> bool {
        let of_note = self.card.note.hint.is_some() && !self.hinted;
        !self.revealed && (of_note || self.task.has_hint())
    }

    /// Where its words were recited wrongly lately and now.
    fn all_slips(&self) -> Vec<Slip> {
        let now = self.slips.iter().flatten();
        self.card.slips.iter().chain(now).cloned().collect()
    }

    /// Whether something picked can be taken back.
    pub fn can_take_back(&self) -> bool {
        !self.revealed && self.task.can_take_back()
    }

    /// Whether words can be typed on from a slip.
    pub fn can_recite_on(&self) -> bool {
        match &self.task {
            Task::Recite(recite) if self.revealed => recite
                .judgement
                .as_ref()
                .is_some_and(|judgement| !judgement.is_perfect()),
            _ => false,
        }
    }

    /// The grade that is meant by a key: with two buttons, all but the first say that it was known.
    pub(super) fn given(&self, grade: Grade) -> Grade {
        match (&self.task, grade) {
            (Task::TwoButton, Grade::Hard | Grade::Good | Grade::Easy) => Grade::Good,
            _ => grade,
        }
    }
}

impl Review {
    /// Whether it is a quiz.
    pub fn is_quiz(&self) -> bool {
        self.quiz.is_some()
    }

    /// Whether an answer is being typed.
    pub fn is_typing(&self) -> bool {
        matches!(&self.stage, Stage::Asking(c) if !c.revealed && c.task.entry().is_some())
    }

    /// Whether something of the answer was typed or told.
    pub fn has_typed(&self) -> bool {
        let task = self.current().map(|current| &current.task);
        self.is_typing() && task.is_some_and(|task| !task.is_untouched())
    }

    /// How many things can be picked by their number now.
    pub fn picks(&self) -> usize {
        match &self.stage {
            Stage::Asking(current) if !current.revealed => current.task.picks(),
            _ => 0,
        }
    }

    /// The way in which a card is asked, the wished one or the one that is set for it.
    pub(super) fn task(&self, card: &Dealt, mode: Option<Mode>) -> (Task, Vec<Effect>) {
        let kind = card.note.body.kind();
        let made_for = || Mode::fitting(kind).first().copied();
        let of_quiz = |quiz: &QuizWish| quiz.mode.or_else(made_for);
        let mode = mode
            .or_else(|| self.quiz.as_ref().and_then(of_quiz))
            .unwrap_or_else(|| self.wishes.modes.of(kind));
        let seed = self.quiz.as_ref().map_or(0, |quiz| quiz.seed);
        Task::new(mode, card, seed)
    }

    /// Asks the card in the next mode that fits it.
    pub(super) fn next_mode(&mut self) -> Outcome {
        let Stage::Asking(current) = &self.stage else {
            return (Vec::new(), None);
        };
        if current.revealed {
            return (Vec::new(), Some(Notice::NoHelp(NoHelp::Shown)));
        }
        let note = &current.card.note;
        let fitting = Mode::fitting(note.body.kind());
        // Several gaps at once have no single answer to choose.
        let has_choice =
            !current.switching.lacks_choice && asked_about(note, &current.card.part).is_some();
        let at = fitting.iter().position(|mode| *mode == current.task.mode());
        let behind = fitting.iter().cycle().skip(at.map_or(0, |at| at + 1));
        let mut offered = behind
            .take(fitting.len())
            .filter(|mode| **mode != Mode::Choice || has_choice);
        offered
            .next()
            .map_or((Vec::new(), None), |mode| self.change_mode(*mode))
    }

    fn change_mode(&mut self, mode: Mode) -> Outcome {
        let Stage::Asking(current) = &self.stage else {
            return (Vec::new(), None);
        };
        let card = Dealt {
            slips: current.all_slips(),
            ..current.card.clone()
        };
        let (task, effects) = self.task(&card, Some(mode));
        let now = task.mode();
        self.scroll.show_newest();
        if let Stage::Asking(current) = &mut self.stage {
            let seen = current.task.hints_seen();
            current.switching.aids = current.switching.aids.max(seen);
            current.task = task;
            current.switching.by_key = true;
        }
        (effects, Some(Notice::Mode(now)))
    }

    /// Types the words on from where they went wrong first.
    pub(super) fn recite_on(&mut self) -> Outcome {
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        let slips = current.all_slips();
        let key = current.card.key;
        let effects = match &mut current.task {
            Task::Recite(recite) if current.revealed => recite.go_on(key, &slips),
            _ => None,
        };
        let Some(effects) = effects else {
            return (Vec::new(), Some(Notice::NoSlip));
        };
        current.revealed = false;
        self.scroll.show_newest();
        (effects, None)
    }

    /// Picks a thing by its index.
    pub fn pick(&mut self, index: usize, now: Moment) -> Outcome {
        let step = match &mut self.stage {
            Stage::Asking(current) if !current.revealed => current.task.pick(index),
            _ => return (Vec::new(), None),
        };
        self.scroll.show_newest();
        (self.after(step, now), None)
    }

    /// Goes on with what is picked, else to the answer.
    pub(super) fn proceed(&mut self, now: Moment) -> Outcome {
        let step = match &mut self.stage {
            Stage::Asking(current) => current.task.close(),
            _ => None,
        };
        self.scroll.show_newest();
        if let Some(step) = step {
            return (self.after(step, now), None);
        }
        self.reveal(now);
        (Vec::new(), None)
    }

    /// Takes the last thing picked back, before the answer is shown; whether there was one.
    pub(super) fn take_back(&mut self) -> bool {
        let taken = match &mut self.stage {
            Stage::Asking(current) if !current.revealed => current.task.take_back(),
            _ => false,
        };
        if taken {
            self.scroll.show_newest();
        }
        taken
    }

    /// Takes typed or pasted text; whether all of it found room.
    pub fn insert(&mut self, text: &str) -> bool {
        let Stage::Asking(current) = &mut self.stage else {
            return true;
        };
        let entry = current.task.entry_mut().filter(|_| !current.revealed);
        entry.is_none_or(|entry| entry.insert(text))
    }

    /// Does what a key asks for while an answer is typed.
    pub fn edit(&mut self, action: Action, shape: Shape, now: Moment) -> Outcome {
        let moves = match action {
            Action::PageUp | Action::PageDown => true,
            Action::Up | Action::Down => self.names_in_one_row(shape),
            _ => false,
        };
        if moves {
            self.scroll.act(action);
            return (Vec::new(), None);
        }
        self.edit_text(action, shape, now)
    }

    /// Whether items are named in a single row, in which the cursor cannot move up or down.
    fn names_in_one_row(&self, shape: Shape) -> bool {
        match self.current().map(|current| &current.task) {
            Some(Task::Recall(recall)) => recall.entry.rows(shape).len() == 1,
            _ => false,
        }
    }

    fn edit_text(&mut self, action: Action, shape: Shape, now: Moment) -> Outcome {
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        let (key, folding) = (current.card.key, self.wishes.folding);
        if action == Action::Cancel {
            let back = match &mut current.task {
                Task::Recite(recite) => recite.back(),
                _ => false,
            };
            if !back {
                return self.change_mode(Mode::Flip);
            }
            self.reveal(now);
            return (Vec::new(), None);
        }
        let step = match (action, &mut current.task) {
            (Action::Accept, Task::Recite(recite)) if recite.waits => Step::On(Vec::new()),
            (Action::Accept, Task::Recite(recite)) => Step::On(vec![recite.hand_in(key, folding)]),
            (Action::Accept, Task::Recall(recall)) => recall.hand_in(key, folding),
            (Action::NewLine, Task::Recall(_)) => Step::On(Vec::new()),
            (Action::ShowHint, _) => return self.show_hint(now),
            (Action::UndoTyping, task) if task.is_untouched() => {
                return self.act(Action::Undo, now);
            }
            (Action::RedoTyping, task)
                if task.is_untouched() && !task.entry().is_some_and(Entry::can_redo) =>
            {
                return self.act(Action::Redo, now);
            }
            (_, task) => {
                if let Some(entry) = task.entry_mut() {
                    entry.act(action, shape);
                }
                Step::On(Vec::new())
            }
        };
        (self.after(step, now), None)
    }

    /// Shows one more hint: the note's own first, which costs nothing, then those of the mode.
    pub(super) fn show_hint(&mut self, now: Moment) -> Outcome {
        let Stage::Asking(current) = &mut self.stage else {
            return (Vec::new(), None);
        };
        if current.revealed {
            return (Vec::new(), Some(Notice::NoHelp(NoHelp::Shown)));
        }
        self.scroll.show_newest();
        let of_note = current.card.note.hint.is_some();
        if of_note && !current.hinted {
            current.hinted = true;
            return (Vec::new(), None);
        }
        match current.task.hint(current.card.key) {
            Some(step) => (self.after(step, now), None),
            None if of_note || current.task.hints_seen() > 0 => {
                (Vec::new(), Some(Notice::NoHelp(NoHelp::NoMoreHints)))
            }
            None => (Vec::new(), Some(Notice::NoHelp(NoHelp::NoHint))),
        }
    }

    pub(super) fn after(&mut self, step: Step, now: Moment) -> Vec<Effect> {
        match step {
            Step::On(effects) => effects,
            Step::Over => {
                self.over(now);
                Vec::new()
            }
        }
    }

    /// The answer is complete: it is shown what is right.
    fn over(&mut self, now: Moment) {
        self.reveal(now);
        if let Stage::Asking(current) = &mut self.stage {
            current.over_at = Some(now.at);
        }
    }

    /// Whether a figure, Enter or Space is one too many of those that gave the answer: nobody grades
    /// before having seen what came of it.
    pub fn is_surplus(&self, key: Key, now: Moment) -> bool {
        const GLANCE_MS: u64 = 600;
        let Stage::Asking(current) = &self.stage else {
            return false;
        };
        let figure = matches!(key.code(), KeyCode::Char(c) if c.is_ascii_digit());
        let enter = key.code() == KeyCode::Enter;
        let same = match &current.task {
            Task::Sort(sort) if sort.asks_several() => enter || key.code() == KeyCode::Char(' '),
            Task::Choice(_) | Task::Sort(_) => figure || enter,
            Task::Recall(_) | Task::Recite(_) => enter,
            Task::Flip | Task::TwoButton | Task::Cloze(_) => false,
        };
        let just_now = |at| now.at.ms_since(at) < GLANCE_MS;
        same && current.revealed && current.over_at.is_some_and(just_now)
    }

    /// The card that an answer from the background is for, if it is still asked.
    fn asked(&mut self, key: CardKey) -> Option<&mut Current> {
        match &mut self.stage {
            Stage::Asking(current) if current.card.key == key && !current.revealed => Some(current),
            _ => None,
        }
    }

    /// Recited words were judged.
    pub fn judged(&mut self, key: CardKey, judgement: Judgement, now: Moment) -> Vec<Effect> {
        let Some(current) = self.asked(key) else {
            return Vec::new();
        };
        let ms = thinking_ms(current.shown_at, now);
        let recite = match &mut current.task {
            Task::Recite(recite) if recite.waits => recite,
            _ => return Vec::new(),
        };
        // Where less than half was recalled, all of it failed and not some places.
        let known = judgement.mistakes() <= judgement.wanted;
        let slips = recite.judged(judgement, ms);
        // What was typed on without a slip is no attempt that went well: the words were seen.
        if known && !(recite.is_again() && slips.is_empty()) {
            current.slips.get_or_insert_default().extend(slips);
        }
        self.over(now);
        Vec::new()
    }

    /// It was looked up how the answer is read.
    pub fn initials_read(&mut self, key: CardKey, letters: &[String]) {
        if let Stage::Asking(current) = &mut self.stage
            && current.card.key == key
        {
            current.task.initials_read(letters);
        }
    }

    /// It was found out which items were typed.
    pub fn items_named(&mut self, key: CardKey, said: Vec<Said>, now: Moment) -> Vec<Effect> {
        let folding = self.wishes.folding;
        let Some(Task::Recall(recall)) = self.asked(key).map(|current| &mut current.task) else {
            return Vec::new();
        };
        let step = recall.named(said, key, folding);
        self.scroll.show_newest();
        self.after(step, now)
    }

    /// A question to choose from is there. Without one, a card of a quiz in that mode is passed over,
    /// and any other asked in another way: who asked for options hears of it.
    pub fn chosen(&mut self, key: CardKey, choice: Option<Choice>, now: Moment) -> Outcome {
        if let Some(current) = self.take_sought(key) {
            return self.sought(current, choice, now);
        }
        let Some(current) = self.asked(key) else {
            return (Vec::new(), None);
        };
        match (&mut current.task, choice) {
            (Task::Choice(choosing), Some(choice)) => choosing.choice = Some(choice),
            (Task::Choice(_), None) => {
                current.switching.lacks_choice = true;
                if current.switching.by_key {
                    let (effects, _) = self.next_mode();
                    return (effects, Some(Notice::NoChoice));
                }
                current.task = Task::Flip;
            }
            _ => {}
        }
        (Vec::new(), None)
    }
}

#[cfg(test)]
#[path = "quiz_tests.rs"]
mod tests;
