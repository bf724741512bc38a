//! What a person changes about a document: how it is called, never its text.

/// A new title, a new author, or both; what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentEdit {
    title: Option<String>,
    author: Option<String>,
}

impl DocumentEdit {
    /// An edit that changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this title, on one line; `None` if nothing visible is left of it.
    pub fn titled(self, title: &str) -> Option<Self> {
        let title = on_one_line(title);
        (!title.is_empty()).then_some(Self {
            title: Some(title),
            ..self
        })
    }

    /// With this author, on one line; an empty one means that the document has none.
    #[must_use]
    pub fn by(self, author: &str) -> Self {
        Self {
            author: Some(on_one_line(author)),
            ..self
        }
    }

    /// The new title, never empty; `None` if it stays.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The new author, empty for none; `None` if he stays.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }
}

/// White space, line ends among it, becomes single spaces.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_and_never_empty() {
        let edit = DocumentEdit::new().titled(" 读书\n 笔记 ").unwrap();
        assert_eq!((edit.title(), edit.author()), (Some("读书 笔记"), None));
        assert_eq!(DocumentEdit::new().titled(" \n\u{3000}"), None);
    }

    #[test]
    fn an_author_may_be_taken_away() {
        let edit = DocumentEdit::new().by(" ");
        assert_eq!((edit.title(), edit.author()), (None, Some("")));
        let both = edit.titled("论学").unwrap().by("王 某");
        assert_eq!((both.title(), both.author()), (Some("论学"), Some("王 某")));
    }
}
