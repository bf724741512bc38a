//! What is in a paragraph, piece by piece, as it reads when printed.

use super::is_on;
use super::notes::Place;
use super::relations::{Relations, Target};
use crate::domain::doc::SpanStyle;
use crate::io::import::child::html::raised_digits;
use crate::io::import::child::xml::{Element, Node};
use crate::io::import::link::written_address;

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'e> {
    /// Words, and how they are set.
    Words(String, Option<SpanStyle>),
    /// The line ends here.
    Break,
    /// A reference to a note, with a mark of its own if it has one.
    Note(Place, String, Option<String>),
    /// A picture: its description, and the id that it is named by.
    Picture(String, Option<String>),
    /// Links call this place so.
    Anchor(String),
    /// A text box that is anchored here.
    Box(&'e Element),
}

/// A field that is open: instructions, then a result.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

impl Field {
    /// Where its result leads, if it is a link: `HYPERLINK "address"`, `HYPERLINK \\l "place"`.
    fn link(&self) -> Option<String> {
        let rest = self.instruction.trim_start().strip_prefix("HYPERLINK")?;
        let quoted = rest.split('"').nth(1)?;
        if rest.trim_start().starts_with("\\l") {
            return Some(format!("#{quoted}"));
        }
        written_address(quoted)
    }
}

/// Takes paragraphs apart. Fields may go on over several.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    /// The ids of the part that is read.
    pub(super) relations: &'a Relations,
    fields: Vec<Field>,
    /// Where the words lead, of each link that is open.
    links: Vec<Option<String>>,
}

impl<'a> Pieces<'a> {
    /// Takes the paragraphs of a part apart that names things by these ids.
    pub(super) fn new(relations: &'a Relations) -> Self {
        Self {
            relations,
            fields: Vec::new(),
            links: Vec::new(),
        }
    }

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
                "hyperlink" => {
                    self.links.push(self.target(element));
                    self.inside(element, out);
                    self.links.pop();
                }
                "bookmarkStart" => {
                    let name = element.attribute("name").unwrap_or_default();
                    out.push(Piece::Anchor(name.to_owned()));
                }
                "oMath" => self.words(element.text(), None, out),
                _ => self.inside(element, out),
            }
        }
    }

    /// Where a link leads: `#` and the name of a place, or an address.
    fn target(&self, link: &Element) -> Option<String> {
        let id = link
            .attribute("id")
            .and_then(|id| self.relations.target(id));
        match (id, link.attribute("anchor")) {
            (Some(Target::Address(address)), None) => Some(address.clone()),
            (Some(Target::Address(address)), Some(place)) => Some(format!("{address}#{place}")),
            (_, place) => place.map(|place| format!("#{place}")),
        }
    }

    fn words(&self, text: String, style: Option<SpanStyle>, out: &mut Vec<Piece<'_>>) {
        if self
            .fields
            .iter()
            .all(|field| field.in_result && !is_contents(field))
        {
            let link = self.links.iter().flatten().next_back().cloned();
            let link = link.or_else(|| self.fields.iter().find_map(Field::link));
            out.push(Piece::Words(text, link.map(SpanStyle::Link).or(style)));
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
                    self.words(text, style.clone(), out);
                }
                _ => self.part(element, style.clone(), own_mark.as_ref(), out),
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
                    self.part(inner, style.clone(), own_mark, out);
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
        let description = described(drawing);
        let mut ids = Vec::new();
        picture_ids(drawing, &mut ids);
        let mut ids = ids.into_iter().map(str::to_owned);
        let first = ids.next();
        if description.is_some() || first.is_some() {
            out.push(Piece::Picture(description.unwrap_or_default(), first));
        }
        out.extend(ids.map(|id| Piece::Picture(String::new(), Some(id))));
    }
}

/// The words that describe a drawing.
fn described(drawing: &Element) -> Option<String> {
    let mut described = Vec::new();
    drawing.deep("docPr", &mut described);
    let words = |element: &&Element| {
        let given = element.attribute("descr");
        given
            .or_else(|| element.attribute("title"))
            .map(str::to_owned)
    };
    let words = described.iter().find_map(words);
    words.filter(|text| !text.trim().is_empty())
}

/// The ids of the pictures in a drawing.
fn picture_ids<'e>(parent: &'e Element, out: &mut Vec<&'e str>) {
    for element in parent.elements() {
        let id = match element.name.as_str() {
            "blip" => element
                .attribute("embed")
                .or_else(|| element.attribute("link")),
            "imagedata" => element.attribute("id"),
            _ => None,
        };
        out.extend(id);
        picture_ids(element, out);
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
