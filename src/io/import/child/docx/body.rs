//! The paragraphs and tables of a document as blocks.

use super::headings::{self, Candidate};
use super::is_on;
use super::notes::{NoteTexts, Place};
use super::numbering::{Label, Numbering};
use super::run::{Piece, Pieces};
use super::styles::{Look, Styles, level, outline};
use crate::domain::doc::BlockKind;
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::prose::Prose;
use crate::io::import::child::xml::Element;

/// Styles of quotations, as word processors name them; what they begin with.
const QUOTES: [&str; 8] = [
    "quote",
    "quotation",
    "intense quote",
    "block text",
    "block quotation",
    "引用",
    "明显引用",
    "文本块",
];
/// Styles of code.
const CODES: [&str; 5] = [
    "source code",
    "preformatted text",
    "html preformatted",
    "html 预设格式",
    "预格式化",
];
/// Text boxes and tables may be nested this deep.
const DEEPEST: usize = 32;

/// Whether the open block goes on with the next paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunOn {
    No,
    /// The end of the paragraph before was taken out by a change that is only marked.
    Joined,
    /// The block is of lines of code, to which more may come.
    Code,
}

/// Gives out blocks.
pub(super) struct Body<'a> {
    prose: Prose<'a>,
    styles: &'a Styles,
    numbering: Numbering,
    notes: &'a NoteTexts,
    /// How the document's text is set.
    look: Look,
    /// Whether the document has styles for its headings.
    by_style: bool,
    pieces: Pieces,
    /// Whether a paragraph was written.
    begun: bool,
    /// Notes counted: at the foot, at the end, all.
    counted: (u32, u32, u32),
    /// Notes whose text comes behind the block at hand: mark and number.
    due: Vec<(Place, String, String, u32)>,
    depth: usize,
    run_on: RunOn,
}

type Done = Result<(), Fault>;

impl<'a> Body<'a> {
    pub(super) fn new(
        sink: &'a mut dyn Sink,
        styles: &'a Styles,
        numbering: Numbering,
        notes: &'a NoteTexts,
        by_style: bool,
    ) -> Self {
        Self {
            prose: Prose::new(sink),
            styles,
            numbering,
            notes,
            look: styles.look(None),
            by_style,
            pieces: Pieces::default(),
            begun: false,
            counted: (0, 0, 0),
            due: Vec::new(),
            depth: 0,
            run_on: RunOn::No,
        }
    }

    /// Gives out what is in a child of the body, and the notes it refers to.
    pub(super) fn block(&mut self, element: &Element) -> Done {
        self.content(element)?;
        if self.run_on != RunOn::No {
            return Ok(());
        }
        self.due_notes()
    }

    /// Gives out the notes that were referred to.
    fn due_notes(&mut self) -> Done {
        // A note may refer to notes itself.
        for _ in 0..DEEPEST {
            for (place, id, mark, number) in std::mem::take(&mut self.due) {
                self.note(place, &id, &mark, number)?;
            }
        }
        Ok(())
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> Done {
        self.run_on = RunOn::No;
        self.close()?;
        self.due_notes()?;
        self.prose.finish()
    }

    fn content(&mut self, element: &Element) -> Done {
        if self.depth > DEEPEST {
            return Err(Refusal::TooDeep(DEEPEST).into());
        }
        self.depth += 1;
        if self.run_on == RunOn::Code && !self.is_code(element) {
            self.run_on = RunOn::No;
            self.close()?;
        }
        let done = match element.name.as_str() {
            "p" => self.paragraph(element),
            "tbl" => self.table(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "txbxContent" | "smartTag" => {
                element.elements().try_for_each(|inner| self.content(inner))
            }
            "AlternateContent" => {
                let choice = element
                    .child("Choice")
                    .or_else(|| element.child("Fallback"));
                choice
                    .iter()
                    .flat_map(|choice| choice.elements())
                    .try_for_each(|inner| self.content(inner))
            }
            _ => Ok(()),
        };
        self.depth -= 1;
        done
    }

    fn paragraph(&mut self, element: &Element) -> Done {
        let empty = Element::default();
        let set = element.child("pPr").unwrap_or(&empty);
        let style = set.setting("pStyle");
        let heading = match outline(set) {
            Some(outline) => level(outline),
            None => self.styles.heading(style),
        };
        if heading.is_some() {
            self.pieces.close_fields();
        }
        let pieces = self.pieces.of(element);
        if self.styles.is_called(style, &["toc "]) {
            return Ok(());
        }
        if self.prose.in_row() {
            let label = self.label(set, style);
            if let Some(label) = label.as_ref().and_then(in_front) {
                self.prose.push(&label);
            }
            self.write(&pieces, false)?;
            return self.prose.flush();
        }
        if self.run_on == RunOn::Code {
            self.prose.line_break()?;
        } else if self.is_code(element) {
            self.run_on = RunOn::Code;
            self.prose.leaf = Some(BlockKind::Code);
            self.begun = true;
        } else if self.run_on == RunOn::No {
            self.open(element, set, &pieces, heading);
        }
        let is_heading = matches!(self.prose.leaf, Some(BlockKind::Heading(_)));
        self.write(&pieces, is_heading)?;
        let mark = set.child("rPr");
        let is_end_removed = mark.is_some_and(|mark| mark.child("del").is_some());
        if self.run_on != RunOn::Code {
            self.run_on = if is_end_removed {
                RunOn::Joined
            } else {
                self.close()?;
                RunOn::No
            };
        }
        for piece in &pieces {
            if let Piece::Box(content) = piece {
                self.content(content)?;
            }
        }
        Ok(())
    }

    /// Whether an element is a paragraph of code.
    fn is_code(&self, element: &Element) -> bool {
        let style = element.child("pPr").and_then(|set| set.setting("pStyle"));
        element.name == "p"
            && !self.prose.in_row()
            && !self.prose.in_note()
            && self.styles.is_called(style, &CODES)
    }

    /// Finds out what a paragraph is.
    fn open(
        &mut self,
        element: &Element,
        set: &Element,
        pieces: &[Piece<'_>],
        heading: Option<u8>,
    ) {
        let style = set.setting("pStyle");
        let text: String = pieces.iter().filter_map(words).collect();
        let is_empty = text.trim().is_empty();
        if self.prose.in_note() {
            return;
        }
        // Empty paragraphs are not counted.
        let label = if is_empty {
            None
        } else {
            self.label(set, style)
        };
        let full = match label.as_ref().and_then(in_front) {
            Some(label) => label + text.trim(),
            None => text.trim().to_owned(),
        };
        let guessed = || {
            let look = common_look(element, set, &self.styles.look(style));
            headings::level(Candidate {
                text: &full,
                look: &look,
                body: &self.look,
                first: !self.begun,
                by_style: self.by_style,
            })
        };
        let one_line = !pieces.contains(&Piece::Break);
        let level = heading.or_else(|| if one_line { guessed() } else { None });
        self.begun |= !is_empty;
        if let Some(level) = level {
            self.prose.leaf = Some(BlockKind::Heading(level));
        } else if self.styles.is_called(style, &QUOTES) {
            self.prose.quotes = 1;
        }
        match label {
            Some(Label::Number(number)) if level.is_none() => {
                self.open_item(set, style, Some(number));
            }
            Some(Label::Bullet) if level.is_none() => self.open_item(set, style, None),
            Some(label) => {
                if let Some(label) = in_front(&label) {
                    self.prose.push(&label);
                }
            }
            None => {}
        }
    }

    fn open_item(&mut self, set: &Element, style: Option<&str>, ordinal: Option<u32>) {
        let depth = self.list(set, style).map_or(0, |(_, level)| level);
        self.prose.lists = depth + 1;
        self.prose.open_item(ordinal);
    }

    fn close(&mut self) -> Done {
        self.prose.flush()?;
        self.prose.leaf = None;
        self.prose.quotes = 0;
        self.prose.lists = 0;
        self.prose.close_item();
        Ok(())
    }

    /// The list that a paragraph is in, and the level.
    fn list(&self, set: &Element, style: Option<&str>) -> Option<(String, usize)> {
        let by_style = self.styles.list(style);
        let Some(own) = set.child("numPr") else {
            return by_style;
        };
        let id = own.setting("numId").map(str::to_owned);
        let id = id.or_else(|| by_style.as_ref().map(|(id, _)| id.clone()))?;
        let level = own.setting("ilvl").and_then(|level| level.parse().ok());
        Some((id, level.or(by_style.map(|(_, level)| level)).unwrap_or(0)))
    }

    fn label(&mut self, set: &Element, style: Option<&str>) -> Option<Label> {
        let (id, level) = self.list(set, style)?;
        self.numbering.next(&id, level)
    }

    fn write(&mut self, pieces: &[Piece<'_>], plain: bool) -> Done {
        for piece in pieces {
            match piece {
                Piece::Words(text, style) => {
                    let style = style.filter(|_| !plain);
                    self.prose.styles.extend(style);
                    self.prose.push(text);
                    self.prose.styles.clear();
                }
                Piece::Break => self.prose.line_break()?,
                Piece::Picture(text) => self.prose.image(text),
                Piece::Note(place, id, own) => self.refer(*place, id, own.as_deref()),
                Piece::Box(content) if self.prose.in_row() => self.content(content)?,
                Piece::Box(_) => {}
            }
        }
        Ok(())
    }

    fn refer(&mut self, place: Place, id: &str, own: Option<&str>) {
        let (foot, end, all) = &mut self.counted;
        let count = if place == Place::Foot { foot } else { end };
        *all += 1;
        let number = *all;
        let mark = if let Some(own) = own {
            own.to_owned()
        } else {
            *count += 1;
            self.notes.mark(place, *count)
        };
        self.prose.mark(&mark, number);
        self.due.push((place, id.to_owned(), mark, number));
    }

    fn note(&mut self, place: Place, id: &str, mark: &str, number: u32) -> Done {
        let Some(text) = self.notes.text(place, id) else {
            return Ok(());
        };
        self.prose.notes = 1;
        self.prose.mark(mark, number);
        self.prose.push(" ");
        for inner in text.elements() {
            self.content(inner)?;
        }
        self.prose.flush()?;
        self.prose.notes = 0;
        Ok(())
    }

    fn table(&mut self, table: &Element) -> Done {
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        let cells_of = |row: &&Element| {
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            cells.len()
        };
        // One cell is a frame around what is in it.
        let is_frame = rows.iter().map(cells_of).sum::<usize>() <= 1;
        for row in rows {
            let removed = row
                .child("trPr")
                .is_some_and(|set| set.child("del").is_some());
            if removed {
                continue;
            }
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            if self.prose.in_row() || is_frame {
                for cell in cells {
                    cell.elements().try_for_each(|inner| self.content(inner))?;
                }
                continue;
            }
            self.prose.open_row();
            for (index, cell) in cells.into_iter().enumerate() {
                if index > 0 {
                    self.prose.next_cell();
                }
                self.cell(cell)?;
            }
            self.prose.close_row()?;
            self.begun = true;
        }
        Ok(())
    }

    fn cell(&mut self, cell: &Element) -> Done {
        const WIDEST: usize = 1000;
        let empty = Element::default();
        let set = cell.child("tcPr").unwrap_or(&empty);
        let goes_on = set
            .child("vMerge")
            .is_some_and(|merge| matches!(merge.attribute("val"), None | Some("continue")));
        if !goes_on {
            cell.elements().try_for_each(|inner| self.content(inner))?;
        }
        let span = set.setting("gridSpan").and_then(|span| span.parse().ok());
        for _ in 1..span.unwrap_or(1_usize).min(WIDEST) {
            self.prose.next_cell();
        }
        Ok(())
    }
}

/// Children of a name, also those in containers that only mark something.
fn collect<'e>(parent: &'e Element, name: &str, out: &mut Vec<&'e Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            found if found == name => out.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => collect(element, name, out),
            _ => {}
        }
    }
}

fn words<'p>(piece: &'p Piece<'_>) -> Option<&'p str> {
    match piece {
        Piece::Words(text, _) => Some(text),
        _ => None,
    }
}

/// What is written before a paragraph's text for a label that is no item's.
fn in_front(label: &Label) -> Option<String> {
    match label {
        Label::Bullet => None,
        Label::Number(number) => Some(format!("{number}. ")),
        Label::Text(text) => {
            let text = text.trim();
            let joins = text.ends_with(['、', '）', '．', '：', ')']);
            Some(if joins {
                text.to_owned()
            } else {
                format!("{text} ")
            })
        }
    }
}

/// How all words of a paragraph are set; what differs among them is not said.
fn common_look(paragraph: &Element, set: &Element, by_style: &Look) -> Look {
    let mut runs = Vec::new();
    paragraph.deep("r", &mut runs);
    let has_words = |run: &&&Element| run.all("t").any(|text| !text.text().trim().is_empty());
    let mut looks = runs.iter().filter(has_words).map(|run| {
        let own = run
            .child("rPr")
            .filter(|own| is_on(own, "vanish") != Some(true));
        Look::of(Some(set), own).or(by_style)
    });
    let Some(first) = looks.next() else {
        return Look::default();
    };
    looks.fold(first, |all, look| Look {
        bold: all.bold.filter(|_| all.bold == look.bold),
        centred: all.centred,
        size: all.size.min(look.size),
        font: all.font.filter(|font| look.font.as_ref() == Some(font)),
    })
}
