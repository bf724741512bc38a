//! One line of text being entered.

use super::action::Action;
use crate::domain::id::DocId;
use tui_input::{Input, InputRequest};

/// What the line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A text to find in the document.
    Find,
    /// What title or author of the documents shown must contain; taken as it is typed.
    Filter,
    /// The path of a file or a folder to import.
    ImportPath,
    /// The tag of the cards to go through.
    Tag,
    /// A new title for a document.
    Title(DocId),
    /// An author for a document; an empty line takes the author away.
    Author(DocId),
}

/// A line being entered.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    input: Input,
}

impl Prompt {
    /// A line that starts with this text.
    pub fn new(purpose: Purpose, text: String) -> Self {
        Self {
            purpose,
            input: Input::new(text),
        }
    }

    /// What was entered.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        let text = self.input.value();
        let end = text
            .char_indices()
            .nth(self.input.cursor())
            .map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    }

    /// Takes typed or pasted text; line ends and other controls are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_control()) {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Edits; other actions do nothing.
    pub fn act(&mut self, action: Action) {
        let request = match action {
            Action::DeleteBack => InputRequest::DeletePrevChar,
            Action::DeleteForward => InputRequest::DeleteNextChar,
            Action::DeleteWord => InputRequest::DeletePrevWord,
            Action::DeleteToStart => InputRequest::DeleteFromStart,
            Action::CursorLeft => InputRequest::GoToPrevChar,
            Action::CursorRight => InputRequest::GoToNextChar,
            Action::CursorStart => InputRequest::GoToStart,
            Action::CursorEnd => InputRequest::GoToEnd,
            _ => return,
        };
        self.input.handle(request);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_edited_by_characters() {
        let mut prompt = Prompt::new(Purpose::Find, String::new());
        prompt.insert("新质\n生产力");
        prompt.act(Action::DeleteBack);
        prompt.act(Action::CursorLeft);
        assert_eq!(
            (prompt.text(), prompt.before_cursor()),
            ("新质生产", "新质生")
        );
        prompt.act(Action::DeleteToStart);
        assert_eq!((prompt.text(), prompt.before_cursor()), ("产", ""));
    }
}
