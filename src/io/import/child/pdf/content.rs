//! What a page draws: its operations, with the fonts and the forms that they name.

use super::Document;
use super::fonts::{FontId, Fonts};
use oxidize_pdf::parser::page_tree::ParsedPage;
use oxidize_pdf::parser::{ContentOperation, ContentParser, PdfDictionary, PdfObject, TextElement};
use std::collections::{HashMap, HashSet};

/// A transformation of places: `[a b c d e f]` (ISO 32000-1, 8.3.3).
pub(super) type Matrix = [f64; 6];

/// Forms within forms are followed this deep.
const DEEPEST: usize = 8;
/// The most forms of a page that are followed.
const MOST_FORMS: usize = 400;
/// The most bytes of operations in a form.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Operations and what they name.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) operations: Vec<ContentOperation>,
    pub(super) fonts: HashMap<String, FontId>,
    pub(super) forms: HashMap<String, Form>,
    /// The names of pictures.
    pub(super) pictures: HashSet<String>,
}

/// A drawing that a page uses as a whole.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) matrix: Matrix,
    pub(super) drawing: Drawing,
}

/// What a page draws; `None` if it cannot be read.
pub(super) fn of_page(
    document: &Document<'_>,
    page: &ParsedPage,
    fonts: &mut Fonts,
) -> Option<Drawing> {
    let streams = page.content_streams_with_document(document).ok()?;
    let operations = ContentParser::parse_content_streams(&streams).ok()?;
    let own = page.dict.get("Resources");
    let own = own.and_then(|own| dictionary(document, own));
    let resources = own.or_else(|| page.inherited_resources.clone());
    let mut reader = Reader {
        document,
        fonts,
        forms: MOST_FORMS,
    };
    Some(reader.drawing(operations, &resources.unwrap_or_default(), 0))
}

/// A dictionary, or the one that a reference leads to.
fn dictionary(document: &Document<'_>, object: &PdfObject) -> Option<PdfDictionary> {
    document.resolve(object).ok()?.as_dict().cloned()
}

struct Reader<'a, 'd> {
    document: &'a Document<'d>,
    fonts: &'a mut Fonts,
    /// How many forms may still be followed.
    forms: usize,
}

impl Reader<'_, '_> {
    fn drawing(
        &mut self,
        operations: Vec<ContentOperation>,
        resources: &PdfDictionary,
        depth: usize,
    ) -> Drawing {
        let named = |kind: &str| {
            let found = resources.get(kind);
            found.and_then(|found| dictionary(self.document, found))
        };
        let (fonts, objects) = (named("Font"), named("XObject"));
        let mut drawing = Drawing::default();
        for operation in &operations {
            match operation {
                ContentOperation::SetFont(name, _) if !drawing.fonts.contains_key(name) => {
                    let font = fonts.as_ref().and_then(|fonts| fonts.get(name));
                    if let Some(id) = font.and_then(|font| self.fonts.id(self.document, font)) {
                        drawing.fonts.insert(name.clone(), id);
                    }
                }
                ContentOperation::PaintXObject(name)
                    if !drawing.forms.contains_key(name) && !drawing.pictures.contains(name) =>
                {
                    let object = objects.as_ref().and_then(|objects| objects.get(name));
                    match object.and_then(|object| self.painted(object, resources, depth)) {
                        Some(Painted::Form(form)) => {
                            drawing.forms.insert(name.clone(), *form);
                        }
                        Some(Painted::Picture) => {
                            drawing.pictures.insert(name.clone());
                        }
                        None => {}
                    }
                }
                _ => {}
            }
        }
        drawing.operations = operations;
        want(&drawing, self.fonts);
        drawing
    }

    fn painted(
        &mut self,
        object: &PdfObject,
        above: &PdfDictionary,
        depth: usize,
    ) -> Option<Painted> {
        let object = self.document.resolve(object).ok()?;
        let stream = object.as_stream()?;
        let kind = stream.dict.get("Subtype").and_then(PdfObject::as_name)?;
        match kind.as_str() {
            "Image" => return Some(Painted::Picture),
            "Form" if depth < DEEPEST && self.forms > 0 => self.forms -= 1,
            _ => return None,
        }
        let bytes = self
            .document
            .decode_stream_with_limit(stream, MOST_BYTES)
            .ok()?;
        let operations = ContentParser::parse_content(&bytes).ok()?;
        let own = stream.dict.get("Resources");
        let own = own.and_then(|own| dictionary(self.document, own));
        let drawing = self.drawing(operations, own.as_ref().unwrap_or(above), depth + 1);
        let matrix = stream.dict.get("Matrix").and_then(PdfObject::as_array);
        let matrix = matrix.map_or(super::draw::SAME, |array| {
            let mut matrix = super::draw::SAME;
            for (entry, object) in matrix.iter_mut().zip(&array.0) {
                *entry = object.as_real().unwrap_or(*entry);
            }
            matrix
        });
        Some(Painted::Form(Box::new(Form { matrix, drawing })))
    }
}

enum Painted {
    Form(Box<Form>),
    Picture,
}

/// Tells the fonts which of their codes a drawing shows.
fn want(drawing: &Drawing, fonts: &mut Fonts) {
    let mut font = None;
    let mut saved = Vec::new();
    for operation in &drawing.operations {
        match operation {
            ContentOperation::SaveGraphicsState => saved.push(font),
            ContentOperation::RestoreGraphicsState => font = saved.pop().unwrap_or(font),
            ContentOperation::SetFont(name, _) => font = drawing.fonts.get(name).copied(),
            operation => {
                for bytes in font.iter().flat_map(|_| shown(operation)) {
                    if let Some(font) = font {
                        fonts.want(font, bytes);
                    }
                }
            }
        }
    }
}

/// The codes that an operation shows.
fn shown(operation: &ContentOperation) -> Vec<&[u8]> {
    match operation {
        ContentOperation::ShowText(bytes)
        | ContentOperation::NextLineShowText(bytes)
        | ContentOperation::SetSpacingNextLineShowText(_, _, bytes) => vec![bytes],
        ContentOperation::ShowTextArray(elements) => elements
            .iter()
            .filter_map(|element| match element {
                TextElement::Text(bytes) => Some(bytes.as_slice()),
                TextElement::Spacing(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
