//! The lines of every page.

use super::Document;
use super::content;
use super::draw::{self, Marks};
use super::fonts::Fonts;
use super::line::Line;
use super::lines::{self, Sheet};
use oxidize_pdf::parser::page_tree::ParsedPage;

/// So many pages are read before their fonts are asked what they mean.
const AT_ONCE: usize = 32;

/// The lines of every page, and how many pages are pictures of text, or cannot be read.
pub(super) fn read(document: &Document<'_>, count: u32) -> (Vec<Vec<Line>>, u32) {
    let mut fonts = Fonts::default();
    let mut pages = Vec::new();
    let mut unread = 0;
    let mut gutter = None;
    let indices: Vec<u32> = (0..count).collect();
    for group in indices.chunks(AT_ONCE) {
        let drawings = group.iter().map(|index| {
            let page = document.get_page(*index).ok()?;
            let drawing = content::of_page(document, &page, &mut fonts)?;
            Some((page, drawing))
        });
        let drawings: Vec<_> = drawings.collect();
        fonts.learn(document);
        for drawing in drawings {
            let Some((page, drawing)) = drawing else {
                unread += 1;
                pages.push(Vec::new());
                continue;
            };
            let sheet = sheet(&page);
            let marks = draw::draw(&drawing, &fonts);
            unread += u32::from(is_unread(&marks, sheet));
            pages.push(lines::in_order(&marks, sheet, &mut gutter));
        }
    }
    (pages, unread)
}

fn sheet(page: &ParsedPage) -> Sheet {
    let [left, bottom, right, top] = page.crop_box.unwrap_or(page.media_box);
    Sheet {
        left,
        bottom,
        width: right - left,
        height: top - bottom,
    }
}

/// Whether a page is a picture, with no text or hardly more than a stamp on it, or its fonts do not
/// tell what their characters are.
fn is_unread(marks: &Marks, sheet: Sheet) -> bool {
    const STAMP: usize = 40;
    const LARGE: f64 = 0.5;
    let words = || marks.characters.iter().filter(|c| !c.fragment.is_blank());
    let (count, unknown) = (
        words().count(),
        words().filter(|c| c.fragment.text == "\u{FFFD}").count(),
    );
    let is_large = marks.picture > LARGE * sheet.width * sheet.height;
    (count == 0 && marks.picture > 0.0) || (count < STAMP && is_large) || unknown * 2 > count
}
