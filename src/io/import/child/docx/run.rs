//! What is in a paragraph, piece by piece, as it reads when printed.

use super::is_on;
use super::notes::Place;
use crate::domain::doc::SpanStyle;
use crate::io::import::child::html::raised_digits;
use crate::io::import::child::xml::{Element, Node};

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'e> {
    /// Words, and how they are set.
    Words(String, Option<SpanStyle>),
    /// The line ends here.
    Break,
    /// A reference to a note, with a mark of its own if it has one.
    Note(Place, String, Option<String>),
    /// A picture, by its description.
    Picture(String),
    /// A text box that is anchored here.
    Box(&'e Element),
}

/// A field that is open: instructions, then a result.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

/// Takes paragraphs apart. Fields may go on over several.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    fields: Vec<Field>,
}

impl Pieces {
    /// Forgets open fields: in a damaged document they never end.
    pub(super) fn close_fields(&mut self) {
        self.fields.clear();
    }

    /// The pieces of a paragraph.
    pub(super) fn of<'e>(&mut self, paragraph: &'e Element) -> Vec<Piece<'e>> {
        let mut out = Vec::new();
        self.inside(paragraph, &mut out);
        out
    }

    fn inside<'e>(&mut self, parent: &'e Element, out: &mut Vec<Piece<'e>>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => self.run(element, out),
                // Taken out, or moved elsewhere, by a change that is only marked.
                "pPr" | "del" | "moveFrom" | "sdtPr" | "rPr" => {}
                "oMath" => self.words(element.text(), None, out),
                _ => self.inside(element, out),
            }
        }
    }

    fn words(&self, text: String, style: Option<SpanStyle>, out: &mut Vec<Piece<'_>>) {
        if self
            .fields
            .iter()
            .all(|field| field.in_result && !is_contents(field))
        {
            out.push(Piece::Words(text, style));
        }
    }

    fn run<'e>(&mut self, run: &'e Element, out: &mut Vec<Piece<'e>>) {
        let empty = Element::default();
        let set = run.child("rPr").unwrap_or(&empty);
        if is_on(set, "vanish") == Some(true) {
            return;
        }
        let style = if is_on(set, "b") == Some(true) {
            Some(SpanStyle::Strong)
        } else if is_on(set, "i") == Some(true) {
            Some(SpanStyle::Emphasis)
        } else {
            None
        };
        let raised = set.setting("vertAlign") == Some("superscript");
        let own_mark = own_mark(run);
        for element in run.elements() {
            match element.name.as_str() {
                "t" if own_mark.is_some() => {}
                "t" => {
                    let text = element.text();
                    let text = raised_digits(text.trim())
                        .filter(|_| raised)
                        .unwrap_or(text);
                    self.words(text, style, out);
                }
                _ => self.part(element, style, own_mark.as_ref(), out),
            }
        }
    }

    fn part<'e>(
        &mut self,
        element: &'e Element,
        style: Option<SpanStyle>,
        own_mark: Option<&String>,
        out: &mut Vec<Piece<'e>>,
    ) {
        match element.name.as_str() {
            "tab" | "ptab" => self.words("\t".to_owned(), style, out),
            "noBreakHyphen" => self.words("-".to_owned(), style, out),
            "br" if matches!(element.attribute("type"), None | Some("textWrapping")) => {
                out.push(Piece::Break);
            }
            "cr" => out.push(Piece::Break),
            "footnoteReference" | "endnoteReference" => {
                let place = if element.name.starts_with('f') {
                    Place::Foot
                } else {
                    Place::End
                };
                let id = element.attribute("id").unwrap_or_default().to_owned();
                out.push(Piece::Note(place, id, own_mark.cloned()));
            }
            "fldChar" => self.field(element.attribute("fldCharType").unwrap_or_default()),
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                    field.instruction.push_str(&element.text());
                }
            }
            "ruby" => self.ruby(element, out),
            "drawing" | "pict" | "object" => Self::drawing(element, out),
            "AlternateContent" => {
                // The same thing twice, for newer and for older programs.
                let choice = element
                    .child("Choice")
                    .or_else(|| element.child("Fallback"));
                for inner in choice.iter().flat_map(|choice| choice.elements()) {
                    self.part(inner, style, own_mark, out);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, what: &str) {
        match what {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            "end" => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn ruby<'e>(&mut self, ruby: &'e Element, out: &mut Vec<Piece<'e>>) {
        if let Some(base) = ruby.child("rubyBase") {
            self.inside(base, out);
        }
        if let Some(reading) = ruby.child("rt") {
            self.words("（".to_owned(), None, out);
            self.inside(reading, out);
            self.words("）".to_owned(), None, out);
        }
    }

    fn drawing<'e>(drawing: &'e Element, out: &mut Vec<Piece<'e>>) {
        let mut boxes = Vec::new();
        outer_boxes(drawing, &mut boxes);
        if !boxes.is_empty() {
            out.extend(boxes.into_iter().map(Piece::Box));
            return;
        }
        let mut described = Vec::new();
        drawing.deep("docPr", &mut described);
        let description = described
            .iter()
            .find_map(|element| {
                element
                    .attribute("descr")
                    .or_else(|| element.attribute("title"))
            })
            .filter(|text| !text.trim().is_empty());
        if let Some(text) = description {
            out.push(Piece::Picture(text.to_owned()));
        }
    }
}

/// Text boxes, without those inside others, which their own paragraphs hold.
fn outer_boxes<'e>(parent: &'e Element, out: &mut Vec<&'e Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            "txbxContent" => out.push(element),
            "Fallback" if parent.child("Choice").is_some() => {}
            _ => outer_boxes(element, out),
        }
    }
}

/// A table of contents is made anew from the headings.
fn is_contents(field: &Field) -> bool {
    field.instruction.trim_start().starts_with("TOC")
}

/// The mark that a reference brings along instead of a number.
fn own_mark(run: &Element) -> Option<String> {
    let is_own = |element: &Element| {
        matches!(
            element.attribute("customMarkFollows"),
            Some("1" | "true" | "on")
        )
    };
    if !run.elements().any(is_own) {
        return None;
    }
    let texts = run.all("t").flat_map(|text| &text.children);
    let mark: String = texts
        .filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        })
        .collect();
    Some(mark.trim().to_owned()).filter(|mark| !mark.is_empty())
}
