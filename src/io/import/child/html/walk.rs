//! From a page's tree to blocks.

use super::notes::{self, Notes};
use super::tables::{Grid, lays_out, rows};
use super::tree::{DEEPEST, Id, Tree};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::io::import::child::inside::{Fault, Sink};
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
    /// Its tree.
    pub(in super::super) tree: &'a Tree,
    /// Parts that are no text.
    pub(in super::super) left_out: HashSet<Id>,
    /// The entries of the book's table of contents, by the id in this file that they name; the
    /// empty id is its top.
    pub(in super::super) contents: HashMap<String, Vec<ContentsEntry>>,
}

/// Walks a chapter and gives out its blocks.
pub(in super::super) struct Walker<'a> {
    chapter: &'a Chapter<'a>,
    tree: &'a Tree,
    notes: &'a mut Notes,
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
        if let Some(anchor) = self.tree.attribute(id, "id") {
            self.expect_entries(anchor);
        }
        if notes::says(self.tree, id, &["pagebreak"]) {
            self.page_break(id);
            return Ok(());
        }
        let name = self.tree.name(id);
        if let Some(number) = self.note_here(id, name) {
            return self.note(id, number);
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
            "img" => {
                let given = |name| {
                    self.tree
                        .attribute(id, name)
                        .filter(|t| !t.trim().is_empty())
                };
                if let Some(alt) = given("alt").or_else(|| given("title")) {
                    self.open_note();
                    self.prose.image(alt);
                }
                Ok(())
            }
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

    fn holds_link(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.descendants(id).any(|id| tree.name(id) == "a")
            || std::iter::successors(tree.parent(id), |id| tree.parent(*id))
                .take(3)
                .any(|id| tree.name(id) == "a")
    }

    fn link(&mut self, id: Id) -> Done {
        let Some(place) = self.target(id) else {
            return self.inside(id);
        };
        let text = self.tree.all_text(id);
        let in_note = self.prose.in_note();
        if in_note && (notes::leads_back(&text) || notes::says(self.tree, id, &["backlink"])) {
            return Ok(());
        }
        let starts_note = self.opening.is_some() || self.own_label.is_some();
        if in_note && starts_note && notes::label(&text).is_some() {
            self.own_label = None;
            return Ok(());
        }
        if !notes::is_reference(self.tree, id, &text) {
            return self.inside(id);
        }
        self.open_note();
        let number = self.notes.refer(place, notes::label(&text));
        let (mark, _) = self.notes.mark(number);
        self.prose.mark(&mark, number);
        Ok(())
    }

    /// The place in the book that a link leads to, if it names one by an id.
    fn target(&self, link: Id) -> Option<String> {
        let (file, id) = self.tree.attribute(link, "href")?.split_once('#')?;
        if id.is_empty() || file.contains(':') {
            return None;
        }
        // Names are unique enough without their folders.
        let file = match file.rsplit('/').next() {
            None | Some("") => self.chapter.file,
            Some(name) => name,
        };
        Some(place(file, id))
    }

    /// The number of the note whose text is in this element.
    fn note_here(&mut self, id: Id, name: &str) -> Option<u32> {
        const KINDS: [&str; 4] = ["footnote", "endnote", "rearnote", "note"];
        let holds = matches!(
            name,
            "p" | "li" | "div" | "aside" | "section" | "dd" | "dt" | "td"
        );
        if !holds || self.prose.in_note() || self.prose.in_row() {
            return None;
        }
        let own = self.tree.attribute(id, "id");
        let typed = self.tree.attribute(id, "epub:type").or_else(|| {
            let role = self.tree.attribute(id, "role")?;
            role.strip_prefix("doc-")
        });
        let is_note = typed.is_some_and(|t| t.split_ascii_whitespace().any(|t| KINDS.contains(&t)));
        if let Some(own) = own.filter(|_| is_note) {
            return Some(self.notes.refer(place(self.chapter.file, own), None));
        }
        let awaited = |anchor: &str| self.notes.awaited(&place(self.chapter.file, anchor));
        let number = own.and_then(awaited).or_else(|| {
            matches!(name, "p" | "li" | "dt" | "div")
                .then(|| self.leading_anchors(id).into_iter().find_map(awaited))
                .flatten()
        })?;
        let is_heading = |id| matches!(self.tree.name(id), "h1" | "h2" | "h3" | "h4");
        let heads = self.tree.descendants(id).any(is_heading);
        (!heads).then_some(number)
    }

    /// The ids that stand in an element before its first word; marks are no words.
    fn leading_anchors(&self, top: Id) -> Vec<&'a str> {
        const FEW: usize = 12;
        let tree = self.tree;
        let mut out = Vec::new();
        for id in tree.descendants(top).skip(1).take(FEW) {
            match tree.text(id) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) if notes::label(text).is_some() => {}
                Some(_) => break,
                // A block inside has its own turn.
                None if !is_inline(tree.name(id)) && tree.name(id) != "sup" => break,
                None => {
                    let anchor = tree
                        .attribute(id, "id")
                        .or_else(|| tree.attribute(id, "name"));
                    out.extend(anchor);
                }
            }
        }
        out
    }

    fn note(&mut self, id: Id, number: u32) -> Done {
        self.prose.flush()?;
        self.notes.define(number);
        self.prose.notes += 1;
        self.opening = Some(number);
        self.own_label = Some(self.notes.mark(number).1);
        self.inside(id)?;
        if self.opening.is_some() {
            self.open_note();
        }
        self.own_label = None;
        self.prose.flush()?;
        self.prose.notes -= 1;
        Ok(())
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

fn is_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "style").is_some_and(|style| {
            let style: String = style.split_ascii_whitespace().collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// Elements whose content is no text of the page.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "svg"
            | "input"
            | "button"
            | "select"
            | "textarea"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "rp"
            | "applet"
            | "map"
            | "datalist"
            | "dialog"
            | "wbr"
    )
}

/// Elements that stand within a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "a"
            | "u"
            | "s"
            | "del"
            | "ins"
            | "font"
            | "small"
            | "big"
            | "sub"
            | "mark"
            | "q"
            | "abbr"
            | "acronym"
            | "time"
            | "label"
            | "ruby"
            | "rb"
            | "rtc"
            | "bdi"
            | "bdo"
            | "data"
            | "strike"
            | "nobr"
            | "output"
            | "mi"
            | "mo"
            | "mn"
            | "mrow"
            | "msup"
            | "msub"
            | "mfrac"
            | "mtext"
            | "semantics"
            | "mstyle"
            | "annotation"
            | "blink"
            | "tt"
    )
}

/// Digits and signs as raised characters.
pub(in super::super) fn raised_digits(text: &str) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if text.is_empty() {
        return None;
    }
    text.chars()
        .map(|c| match c {
            '+' => Some('⁺'),
            '-' | '−' => Some('⁻'),
            'n' => Some('ⁿ'),
            c => RAISED.get(c.to_digit(10)? as usize).copied(),
        })
        .collect()
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
