//! The paragraphs of a document as blocks.

mod note;
mod table;

use super::headings::{self, Candidate};
use super::notes::{NoteTexts, Place};
use super::numbering::{Label, Numbering};
use super::pictures::PackagePictures;
use super::relations::PartRelations;
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
    relations: &'a PartRelations,
    pictures: PackagePictures<'a, 'a>,
    /// How the document's text is set.
    look: Look,
    /// Whether the document has styles for its headings.
    by_style: bool,
    pieces: Pieces<'a>,
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
        (relations, pictures): (&'a PartRelations, PackagePictures<'a, 'a>),
        by_style: bool,
    ) -> Self {
        Self {
            prose: Prose::new(sink),
            styles,
            numbering,
            notes,
            relations,
            pictures,
            look: styles.look(None),
            by_style,
            pieces: Pieces::new(&relations.text),
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

    /// Ends the document.
    pub(super) fn finish(mut self) -> Done {
        self.run_on = RunOn::No;
        self.close()?;
        self.due_notes()?;
        self.pictures.finish(self.prose.sink())?;
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
            self.due_notes()?;
        }
        let done = match element.name.as_str() {
            "p" => self.paragraph(element),
            "tbl" => self.table(element),
            "bookmarkStart" => {
                if let Some(name) = element.attribute("name") {
                    self.prose.anchor(name.to_owned());
                }
                Ok(())
            }
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
            if let Some(label) = label.as_ref().and_then(Label::in_front) {
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
        let full = match label.as_ref().and_then(Label::in_front) {
            Some(label) => label + text.trim(),
            None => text.trim().to_owned(),
        };
        let guessed = || {
            let look = Look::common(element, set, &self.styles.look(style));
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
                if let Some(label) = label.in_front() {
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

    /// A picture, if anything is known of it.
    fn picture(&mut self, description: &str, id: Option<&str>) -> Done {
        let target = id.and_then(|id| self.pieces.relations.target(id));
        let found = match target {
            Some(target) => self.pictures.find(target, self.prose.sink())?,
            None => None,
        };
        if !description.is_empty() || found.as_ref().is_some_and(|found| !found.is_small) {
            self.prose
                .image(description, found.map(|found| found.source));
        }
        Ok(())
    }

    fn label(&mut self, set: &Element, style: Option<&str>) -> Option<Label> {
        let (id, level) = self.list(set, style)?;
        self.numbering.next(&id, level)
    }

    fn write(&mut self, pieces: &[Piece<'_>], plain: bool) -> Done {
        for piece in pieces {
            match piece {
                Piece::Words(text, style) => {
                    let style = style.clone().filter(|_| !plain);
                    self.prose.styles.extend(style);
                    self.prose.push(text);
                    self.prose.styles.clear();
                }
                Piece::Break => self.prose.line_break()?,
                Piece::Picture(text, id) => self.picture(text, id.as_deref())?,
                Piece::Anchor(name) => self.prose.anchor(name.clone()),
                Piece::Note(place, id, own) => self.refer(*place, id, own.as_deref()),
                Piece::Box(content) if self.prose.in_row() => self.content(content)?,
                Piece::Box(_) => {}
            }
        }
        Ok(())
    }
}

fn words<'p>(piece: &'p Piece<'_>) -> Option<&'p str> {
    match piece {
        Piece::Words(text, _) => Some(text),
        _ => None,
    }
}
