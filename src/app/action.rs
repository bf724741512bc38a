//! Everything a key can do: one table, from which the keymap, help and the list of keys are made.
//! Knows names and default keys; the words for people are in `locale`.

use std::fmt;

/// Where a key is pressed. Keys of `Global` work everywhere, unless the place uses them itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Global,
    /// The start screen.
    Today,
    /// The list of documents.
    Library,
    /// A page of a document.
    Reader,
    /// A card.
    Review,
    /// A brief before a session.
    Brief,
    /// The menu of custom study.
    Study,
    /// A text before it is imported.
    Preview,
    /// The table of contents of a document.
    Toc,
    /// The list of keys.
    Help,
    /// One line of text being entered.
    Prompt,
    /// An answer being typed.
    Typing,
}

impl Context {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 12] = [
        Self::Global,
        Self::Today,
        Self::Library,
        Self::Reader,
        Self::Review,
        Self::Brief,
        Self::Study,
        Self::Preview,
        Self::Toc,
        Self::Help,
        Self::Prompt,
        Self::Typing,
    ];

    /// Its name in the config file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Today => "today",
            Self::Library => "library",
            Self::Reader => "reader",
            Self::Review => "review",
            Self::Brief => "brief",
            Self::Study => "study",
            Self::Preview => "preview",
            Self::Toc => "toc",
            Self::Help => "help",
            Self::Prompt => "prompt",
            Self::Typing => "typing",
        }
    }

    /// Whether keys that type a character do so there.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Prompt | Self::Typing)
    }

    /// The context of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The default keys of an action in one context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where they work.
    pub context: Context,
    /// The keys, the best known first, as `KeySequence` reads them.
    pub keys: &'static [&'static str],
}

/// What the table says of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// Its name in the config file.
    pub name: &'static str,
    /// Where it can be done, and by which keys.
    pub bindings: &'static [Binding],
}

impl ActionInfo {
    /// Whether the action can be done in a context itself; `Global` ones count only in `Global`.
    pub fn works_in(&self, context: Context) -> bool {
        self.bindings.iter().any(|b| b.context == context)
    }
}

macro_rules! actions {
    ($(
        $(#[$doc:meta])*
        $action:ident = $name:literal: $( $context:ident [$( $key:literal )*] )+;
    )*) => {
        /// Something a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $( $(#[$doc])* $action, )*
        }

        /// All actions, in the order in which they are listed.
        pub static ACTIONS: &[ActionInfo] = &[
            $( ActionInfo {
                action: Action::$action,
                name: $name,
                bindings: &[
                    $( Binding { context: Context::$context, keys: &[$( $key ),*] } ),+
                ],
            }, )*
        ];

        impl Action {
            /// Its name in the config file.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$action => $name, )*
                }
            }
        }
    };
}

actions! {
    /// Leave the program.
    Quit = "quit": Global["ctrl-c" "Q"] Today["q"];
    /// Go back to where one came from.
    Back = "back": Global["q" "esc"] Toc["q" "esc" "t" "tab"] Help["q" "esc" "?"];
    /// Show the keys of this screen.
    Help = "help": Global["?" "f1"];
    /// Give the mouse to the terminal, or take it again.
    ToggleMouse = "toggle-mouse": Global["M"];
    /// Draw everything anew.
    Redraw = "redraw": Global["ctrl-l"];
    /// Put the program in the background of the shell.
    SuspendProgram = "suspend-program": Global["ctrl-z"];

    /// Do what Today proposes.
    NextThing = "next-thing": Today["enter" "space"];
    /// Review the cards that are due.
    StartReview = "start-review": Today["r"];
    /// Review the deck under the cursor.
    ReviewDeck = "review-deck": Today["d"];
    /// Go on reading the last document.
    ContinueReading = "continue-reading": Today["c"];
    /// Show the documents.
    OpenLibrary = "open-library": Today["l"];

    /// Choose cards to go through out of the day's order.
    CustomStudy = "custom-study": Today["x"];

    /// Brief oneself: on the deck or document under the cursor, or the section being read.
    StartBrief = "start-brief": Today["B"] Library["B"] Reader["B"];

    /// Open the document under the cursor.
    OpenDocument = "open-document": Library["enter" "right" "l"];
    /// Read a file into the library.
    ImportDocument = "import-document": Library["i" "a"];
    /// Give the document another title.
    RenameDocument = "rename-document": Library["R"];
    /// Say who wrote the document.
    SetAuthor = "set-author": Library["A"];
    /// The next order of the list.
    SortDocuments = "sort-documents": Library["s"];
    /// Show the documents alone whose title or author contains a text.
    FilterDocuments = "filter-documents": Library["/"];
    /// Look at how the document was made from its file.
    CheckDocument = "check-document": Library["v"];
    /// Take the document out of the library.
    RemoveDocument = "remove-document": Library["d" "delete"];

    /// A page on.
    NextPage = "next-page": Reader["space" "pagedown" "right" "l" "f" "ctrl-f"];
    /// A page back.
    PreviousPage = "previous-page": Reader["b" "pageup" "left" "h" "backspace" "ctrl-b"];
    /// Half a page on.
    HalfPageDown = "half-page-down": Reader["d" "ctrl-d"];
    /// Half a page back.
    HalfPageUp = "half-page-up": Reader["u" "ctrl-u"];
    /// A line on.
    LineDown = "line-down": Reader["j" "down" "enter" "ctrl-e" "ctrl-n"];
    /// A line back.
    LineUp = "line-up": Reader["k" "up" "y" "ctrl-y" "ctrl-p"];
    /// Wide tables and code to the left, to show what is cut on the right.
    ScrollRight = "scroll-right": Reader["}" "shift-right"];
    /// Wide tables and code back to the right.
    ScrollLeft = "scroll-left": Reader["{" "shift-left"];
    /// To the beginning of the document.
    DocumentStart = "document-start": Reader["g g" "home" "<"];
    /// To the end of the document.
    DocumentEnd = "document-end": Reader["G" "end" ">"];
    /// To the percentage typed before.
    GoToPercent = "go-to-percent": Reader["%"];
    /// Show the table of contents.
    Contents = "contents": Reader["t" "tab"];
    /// Back to before the last jump.
    JumpBack = "jump-back": Reader["ctrl-o"];
    /// Forward again to where one jumped back from.
    JumpForward = "jump-forward": Reader["O"];
    /// From the mark of a note to the note, and back to the text.
    FollowNote = "follow-note": Reader["z"];
    /// Choose the next link or picture of the page.
    NextLink = "next-link": Reader["]" "."];
    /// Choose the link or picture before.
    PreviousLink = "previous-link": Reader["[" ","];
    /// Open the chosen link or picture.
    OpenLink = "open-link": Reader["o"];
    /// Find a text in the document.
    Find = "find": Reader["/"];
    /// To the next hit.
    FindNext = "find-next": Reader["n"];
    /// To the hit before.
    FindPrevious = "find-previous": Reader["N"];
    /// Widen the column.
    Wider = "wider": Reader["+" "="];
    /// Narrow the column.
    Narrower = "narrower": Reader["-"];
    /// The next theme.
    NextTheme = "next-theme": Reader["T"];

    /// Show the answer; when it is shown, grade it Good.
    RevealOrGood = "reveal-or-good": Review["space" "enter"];
    /// Forgotten.
    GradeAgain = "grade-again": Review["1"];
    /// Recalled with trouble.
    GradeHard = "grade-hard": Review["2"];
    /// Recalled.
    GradeGood = "grade-good": Review["3"];
    /// Recalled without effort.
    GradeEasy = "grade-easy": Review["4"];
    /// Take the last answer back.
    Undo = "undo": Review["u"];
    /// Take the last thing that was picked back.
    TakeBack = "take-back": Review["backspace"];
    /// Do again what was taken back.
    Redo = "redo": Review["ctrl-r"];
    /// Not again today.
    BuryCard = "bury-card": Review["b"];
    /// Not again until the person wants it.
    SuspendCard = "suspend-card": Review["@"];
    /// Open the passage the card came from.
    ShowSource = "show-source": Review["s"];
    /// Show the hint.
    ShowHint = "show-hint": Review["h" "tab"] Typing["tab"];
    /// Ask the card in another way.
    NextMode = "next-mode": Review["m"];
    /// Type the words again from where they went wrong.
    ReciteOn = "recite-on": Review["c"];
    /// Read what is shown aloud.
    ReadAloud = "read-aloud": Reader["p"] Review["p"];
    /// Record again what could not be recorded.
    Retry = "retry": Review["r"];

    /// Go on: to the sheet, its next page, the answer; once it is shown, to the next card.
    Proceed = "proceed": Brief["space" "enter"];
    /// The card was not known.
    Missed = "missed": Brief["1" "n"];
    /// Put the card that was missed into today's queue.
    AskToday = "ask-today": Brief["t"];
    /// A longer brief.
    MoreMinutes = "more-minutes": Brief["+" "=" "right"];
    /// A shorter brief.
    FewerMinutes = "fewer-minutes": Brief["-" "left"];

    /// Go through the chosen cards.
    StartStudy = "start-study": Study["enter" "space"];
    /// More days or cards, or the next state.
    StudyMore = "study-more": Study["right" "l" "+" "="];
    /// Fewer days or cards, or the state before.
    StudyLess = "study-less": Study["left" "h" "-"];
    /// This deck alone, or all.
    StudyScope = "study-scope": Study["d"];
    /// Let the answers count, or only practise.
    StudySchedules = "study-schedules": Study["s"];

    /// To the next doubtful join.
    NextDoubt = "next-doubt": Preview["n" "tab" "right" "j" "down"];
    /// To the doubtful join before.
    PreviousDoubt = "previous-doubt": Preview["N" "p" "left" "k" "up"];
    /// Join what is parted, part what is joined.
    FlipJoin = "flip-join": Preview["space" "x"];
    /// Import the text with what was decided.
    ImportDecided = "import-decided": Preview["enter" "w"];

    /// Up by a line.
    Up = "up": Today["k" "up" "ctrl-p"] Library["k" "up" "ctrl-p"] Review["k" "up"] Brief["k" "up"]
        Study["k" "up" "ctrl-p"] Toc["k" "up" "ctrl-p"] Help["k" "up" "ctrl-p"] Typing["up" "ctrl-p"];
    /// Down by a line.
    Down = "down": Today["j" "down" "ctrl-n"] Library["j" "down" "ctrl-n"] Review["j" "down"] Brief["j" "down"]
        Study["j" "down" "ctrl-n"] Toc["j" "down" "ctrl-n"] Help["j" "down" "ctrl-n" "enter"]
        Typing["down" "ctrl-n"];
    /// Up by a page.
    PageUp = "page-up": Library["pageup" "b" "ctrl-b"] Review["pageup" "ctrl-b"] Brief["pageup" "ctrl-b"] Typing["pageup"]
        Toc["pageup" "b" "ctrl-b"] Help["pageup" "b" "ctrl-b"];
    /// Down by a page.
    PageDown = "page-down": Library["pagedown" "f" "space" "ctrl-f"] Review["pagedown" "ctrl-f"] Brief["pagedown" "ctrl-f"] Typing["pagedown"]
        Toc["pagedown" "f" "space" "ctrl-f"] Help["pagedown" "f" "space" "ctrl-f"];
    /// To the first.
    Top = "top": Library["g g" "home" "<"] Toc["g g" "home" "<"] Help["g g" "home" "<"];
    /// To the last.
    Bottom = "bottom": Library["G" "end" ">"] Toc["G" "end" ">"] Help["G" "end" ">"];
    /// Go to the heading under the cursor.
    GoToHeading = "go-to-heading": Toc["enter" "right" "l"];
    /// Leave the sections out that stand elsewhere too, or show them again.
    FoldRepeats = "fold-repeats": Toc["z"];

    /// Take the line as it stands.
    Accept = "accept": Prompt["enter"] Typing["enter"];
    /// Give up the line.
    Cancel = "cancel": Prompt["esc" "ctrl-g"] Typing["esc" "ctrl-g"];
    /// Begin a line.
    NewLine = "new-line": Typing["alt-enter" "ctrl-j"];
    /// Take the last edit back.
    UndoTyping = "undo-typing": Typing["ctrl-z"];
    /// Do again what was taken back of the edits.
    RedoTyping = "redo-typing": Typing["ctrl-y" "ctrl-r"];
    /// Delete the character before the cursor.
    DeleteBack = "delete-back": Prompt["backspace" "ctrl-h"] Typing["backspace" "ctrl-h"];
    /// Delete the character at the cursor.
    DeleteForward = "delete-forward": Prompt["delete" "ctrl-d"] Typing["delete" "ctrl-d"];
    /// Delete the word before the cursor.
    DeleteWord = "delete-word": Prompt["ctrl-w"] Typing["ctrl-w"];
    /// Delete everything before the cursor.
    DeleteToStart = "delete-to-start": Prompt["ctrl-u"] Typing["ctrl-u"];
    /// A character to the left.
    CursorLeft = "cursor-left": Prompt["left" "ctrl-b"] Typing["left" "ctrl-b"];
    /// A character to the right.
    CursorRight = "cursor-right": Prompt["right" "ctrl-f"] Typing["right" "ctrl-f"];
    /// To the start of the line.
    CursorStart = "cursor-start": Prompt["home" "ctrl-a"] Typing["home" "ctrl-a"];
    /// To the end of the line.
    CursorEnd = "cursor-end": Prompt["end" "ctrl-e"] Typing["end" "ctrl-e"];
}

impl Action {
    /// What the table says of it.
    pub fn info(self) -> &'static ActionInfo {
        // The table and the variants are made from one list, in one order.
        &ACTIONS[self as usize]
    }

    /// The action of this name.
    pub fn named(name: &str) -> Option<Self> {
        ACTIONS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.action)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::KeySequence;
    use std::collections::HashSet;

    #[test]
    fn each_default_key_is_written_as_it_is_shown() {
        for info in ACTIONS {
            for binding in info.bindings {
                for key in binding.keys {
                    let read: KeySequence = key.parse().expect(key);
                    assert_eq!(read.to_string(), *key, "{}", info.name);
                }
            }
        }
    }

    #[test]
    fn no_two_default_keys_of_a_context_collide() {
        for context in Context::ALL {
            let mut seen: Vec<(KeySequence, Action)> = Vec::new();
            for info in ACTIONS {
                for binding in info.bindings.iter().filter(|b| b.context == context) {
                    for key in binding.keys {
                        let key: KeySequence = key.parse().unwrap();
                        let other = seen.iter().find(|(known, _)| known.collides(&key));
                        assert_eq!(other, None, "{key} of {} in {context}", info.name);
                        seen.push((key, info.action));
                    }
                }
            }
        }
    }

    #[test]
    fn names_are_unique_and_lead_back() {
        let names: HashSet<_> = ACTIONS.iter().map(|info| info.name).collect();
        assert_eq!(names.len(), ACTIONS.len());
        for info in ACTIONS {
            assert_eq!(Action::named(info.name), Some(info.action));
            assert_eq!(info.action.info(), info);
            assert!(!info.bindings.is_empty());
        }
        for context in Context::ALL {
            assert_eq!(Context::named(context.name()), Some(context));
        }
    }

    #[test]
    fn the_keys_of_less_and_vim_turn_pages() {
        let keys_of = |action: Action| action.info().bindings[0].keys;
        for key in ["space", "f", "ctrl-f", "pagedown"] {
            assert!(keys_of(Action::NextPage).contains(&key), "{key}");
        }
        for key in ["g g", "<", "home"] {
            assert!(keys_of(Action::DocumentStart).contains(&key), "{key}");
        }
    }
}
