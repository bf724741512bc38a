//! From a page's tree to blocks.

mod link;
mod note;

use super::elements::{is_hidden, is_inline, is_silent, raised_digits};
use super::notes::{self, Notes};
use super::tables::{Grid, lays_out, rows};
use super::tree::{DEEPEST, Id, Tree};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::pictures::FindPicture;
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::prose::{LineEnds, Prose};
use crate::io::import::markdown::is_spaceless;
use std::collections::{HashMap, HashSet};

/// An entry of a book's table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct ContentsEntry {
    /// 1 to 6.
    pub(in super::super) level: u8,
    /// Its words.
    pub(in super::super) text: String,
}

/// A page of a book, or the one page there is.
pub(in super::super) struct Chapter<'a> {
    /// The name of its file, by which links from other chapters call it.
    pub(in super::super) file: &'a str,
    /// Whether it is the one page there is: what it names by a path is not at hand.
    pub(in super::super) is_alone: bool,
    /// Its tree.
    pub(in super::super) tree: &'a Tree,
    /// Parts that are no text.
    pub(in super::super) left_out: HashSet<Id>,
    /// The entries of the book's table of contents, by the id in this file that they name; the
    /// empty id is its top.
    pub(in super::super) contents: HashMap<String, Vec<ContentsEntry>>,
    /// Elements that are headings, though they do not say so, and their levels.
    pub(in super::super) headings: HashMap<Id, u8>,
}

/// Walks a chapter and gives out its blocks.
pub(in super::super) struct Walker<'a> {
    chapter: &'a Chapter<'a>,
    tree: &'a Tree,
    notes: &'a mut Notes,
    pictures: &'a mut dyn FindPicture,
    prose: Prose<'a>,
    /// For each open list its next number and step, if it is ordered.
    lists: Vec<Option<(i64, i64)>>,
    /// The note whose text has not begun: its mark is written before the first word.
    opening: Option<u32>,
    /// The label of the note that is open, until its own mark was seen in its text.
    own_label: Option<String>,
    depth: usize,
}

type Done = Result<(), Fault>;

impl<'a> Walker<'a> {
    pub(in super::super) fn new(
        chapter: &'a Chapter<'a>,
        notes: &'a mut Notes,
        pictures: &'a mut dyn FindPicture,
        sink: &'a mut dyn Sink,
    ) -> Self {
        let mut prose = Prose::new(sink);
        if has_long_lines(chapter.tree) {
            prose.line_ends = LineEnds::Spaces;
        }
        Self {
            chapter,
            tree: chapter.tree,
            notes,
            pictures,
            prose,
            lists: Vec::new(),
            opening: None,
            own_label: None,
            depth: 0,
        }
    }

    /// Gives out what is in these parts of the page.
    pub(in super::super) fn run(mut self, tops: &[Id]) -> Done {
        self.expect_entries("");
        self.prose.anchor(place(self.chapter.file, ""));
        for top in tops {
            self.node(*top)?;
        }
        self.prose.flush()?;
        self.prose.finish()
    }

    fn inside(&mut self, id: Id) -> Done {
        let tree = self.tree;
        for child in tree.children(id) {
            self.node(child)?;
        }
        Ok(())
    }

    fn node(&mut self, id: Id) -> Done {
        if let Some(text) = self.tree.text(id) {
            self.words(text);
            return Ok(());
        }
        if self.chapter.left_out.contains(&id) || is_hidden(self.tree, id) {
            return Ok(());
        }
        // A tree that was moved about while it was built may be deeper than its nodes say.
        if self.depth > 2 * DEEPEST {
            return Err(Refusal::TooDeep(DEEPEST).into());
        }
        self.depth += 1;
        let done = self.element(id);
        self.depth -= 1;
        done
    }

    fn element(&mut self, id: Id) -> Done {
        if let Some(anchor) = self.anchor(id) {
            self.expect_entries(anchor);
            self.prose.anchor(place(self.chapter.file, anchor));
        }
        if notes::says(self.tree, id, &["pagebreak"]) {
            self.page_break(id);
            return Ok(());
        }
        let name = self.tree.name(id);
        if let Some(number) = self.note_here(id, name) {
            return self.note(id, number);
        }
        if let Some(level) = self.chapter.headings.get(&id) {
            return self.leaf(id, BlockKind::Heading(*level));
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                self.leaf(id, BlockKind::Heading(level))
            }
            "pre" | "listing" | "xmp" => self.leaf(id, BlockKind::Code),
            "blockquote" => {
                self.prose.flush()?;
                self.prose.quotes += 1;
                self.inside(id)?;
                self.prose.flush()?;
                self.prose.quotes -= 1;
                Ok(())
            }
            "ul" | "ol" | "menu" | "dir" => self.list(id, name == "ol"),
            "li" => self.item(id),
            "table" if !self.prose.in_row() => self.table(id),
            "hr" => {
                self.prose.flush()?;
                self.prose.rule()
            }
            "br" => self.prose.line_break(),
            "img" => self.picture(id),
            "svg" => self.drawing(id),
            "a" => self.link(id),
            "rt" => {
                self.words("（");
                self.inside(id)?;
                self.words("）");
                Ok(())
            }
            "sup" => self.raised(id),
            "math" => match self.tree.attribute(id, "alttext") {
                Some(text) => {
                    self.words(text);
                    Ok(())
                }
                None => self.inside(id),
            },
            "strong" | "b" => self.styled(id, SpanStyle::Strong),
            "em" | "i" | "cite" | "dfn" | "var" => self.styled(id, SpanStyle::Emphasis),
            "code" | "kbd" | "samp" | "tt" => self.styled(id, SpanStyle::Code),
            "dt" => {
                self.prose.flush()?;
                self.styled(id, SpanStyle::Strong)?;
                self.prose.flush()
            }
            _ if is_silent(name) => Ok(()),
            _ if is_inline(name) => self.inside(id),
            _ => self.block(id),
        }
    }

    /// What links call this element by.
    fn anchor(&self, id: Id) -> Option<&'a str> {
        let tree = self.tree;
        let named = || tree.attribute(id, "name").filter(|_| tree.name(id) == "a");
        tree.attribute(id, "id").or_else(named)
    }

    fn words(&mut self, text: &str) {
        let mut text = text;
        if let Some(label) = &self.own_label
            && !text.trim().is_empty()
        {
            text = notes::without_mark(text, label);
            self.own_label = None;
        }
        if self.opening.is_some() && text.trim().is_empty() {
            return;
        }
        self.open_note();
        self.prose.push(text);
    }

    /// Writes the mark of a note whose text begins.
    fn open_note(&mut self) {
        if let Some(number) = self.opening.take() {
            let (mark, _) = self.notes.mark(number);
            self.prose.mark(&mark, number);
            self.prose.push(" ");
        }
    }

    fn styled(&mut self, id: Id, style: SpanStyle) -> Done {
        self.prose.styles.push(style);
        let done = self.inside(id);
        self.prose.styles.pop();
        done
    }

    fn block(&mut self, id: Id) -> Done {
        self.prose.flush()?;
        self.inside(id)?;
        self.prose.flush()
    }

    fn leaf(&mut self, id: Id, kind: BlockKind) -> Done {
        if self.prose.in_row() {
            return self.block(id);
        }
        self.prose.flush()?;
        self.prose.leaf = Some(kind);
        self.inside(id)?;
        self.prose.flush()?;
        self.prose.leaf = None;
        Ok(())
    }

    fn list(&mut self, id: Id, ordered: bool) -> Done {
        self.prose.flush()?;
        let number = |name| self.tree.attribute(id, name)?.trim().parse::<i64>().ok();
        let items = || {
            let children = self.tree.children(id);
            children.filter(|id| self.tree.name(*id) == "li").count() as i64
        };
        self.lists
            .push(ordered.then(|| match self.tree.attribute(id, "reversed") {
                Some(_) => (number("start").unwrap_or_else(items), -1),
                None => (number("start").unwrap_or(1), 1),
            }));
        self.prose.lists += 1;
        self.inside(id)?;
        self.prose.flush()?;
        self.prose.lists -= 1;
        self.lists.pop();
        Ok(())
    }

    fn item(&mut self, id: Id) -> Done {
        self.prose.flush()?;
        let given = self.tree.attribute(id, "value");
        let given = given.and_then(|value| value.trim().parse::<i64>().ok());
        let ordinal = self.lists.last_mut().and_then(|list| {
            let (next, step) = (*list)?;
            let number = given.unwrap_or(next);
            *list = Some((number.saturating_add(step), step));
            u32::try_from(number).ok()
        });
        self.prose.open_item(ordinal);
        self.inside(id)?;
        self.prose.flush()?;
        self.prose.close_item();
        Ok(())
    }

    fn table(&mut self, id: Id) -> Done {
        if lays_out(self.tree, id) {
            return self.block(id);
        }
        self.prose.flush()?;
        let tree = self.tree;
        for caption in tree.children(id).filter(|id| tree.name(*id) == "caption") {
            self.block(caption)?;
        }
        let mut grid = Grid::default();
        for row in rows(tree, id) {
            let cells = grid.row(tree, row);
            self.prose.open_row();
            for (index, cell) in cells.into_iter().enumerate() {
                if index > 0 {
                    self.prose.next_cell();
                }
                if let Some(cell) = cell {
                    self.inside(cell)?;
                }
            }
            self.prose.close_row()?;
        }
        Ok(())
    }

    /// A raised number is a power, and looks like one.
    fn raised(&mut self, id: Id) -> Done {
        let text = self.tree.all_text(id);
        match raised_digits(text.trim()) {
            Some(raised) if self.opening.is_none() && !self.holds_link(id) => {
                self.words(&raised);
                Ok(())
            }
            _ => self.inside(id),
        }
    }

    fn page_break(&mut self, id: Id) {
        let given = self.tree.attribute(id, "title");
        let label = given.or_else(|| self.tree.attribute(id, "aria-label"));
        let label = label.map_or_else(|| self.tree.all_text(id), str::to_owned);
        if !label.trim().is_empty() {
            self.prose.page(label.trim().to_owned());
        }
    }

    fn expect_entries(&mut self, anchor: &str) {
        if let Some(entries) = self.chapter.contents.get(anchor) {
            self.prose.expected.extend(entries.iter().cloned());
        }
    }
}

/// Whether a line of the source is longer than anybody breaks lines at who breaks them between any
/// two characters.
fn has_long_lines(tree: &Tree) -> bool {
    const LONG: usize = 60;
    let texts = tree
        .descendants(Tree::root())
        .filter_map(|id| tree.text(id));
    texts.flat_map(str::lines).any(|line| {
        let spaceless = line.chars().filter(|c| is_spaceless(*c));
        line.len() >= LONG && spaceless.take(LONG).count() == LONG
    })
}

/// The key of a place in a book.
fn place(file: &str, id: &str) -> String {
    format!("{file}#{id}")
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
