//! Page numbers: they arrive when all pages have been counted, in the background.

use super::Reader;
use crate::app::effect::Effect;
use crate::domain::layout::{Geometry, Sheet};

/// What decides where the pages of a document begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageShape {
    /// The shape of the lines.
    pub geometry: Geometry,
    /// Columns and rows.
    pub sheet: Sheet,
}

/// Where the pages of a document begin, one behind the other from its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The shape of the pages.
    pub shape: PageShape,
    /// The offset of each page's first line, in order; the first is 0.
    pub tops: Vec<u32>,
}

impl Reader {
    /// The shape of the pages that are shown.
    pub fn page_shape(&self) -> PageShape {
        PageShape {
            geometry: self.pager.geometry(),
            sheet: self.sheet(),
        }
    }

    /// Asks for the page numbers, unless they are there.
    pub(crate) fn ask_for_pages(&self) -> Option<Effect> {
        let shape = self.page_shape();
        let known = self
            .pages
            .as_ref()
            .is_some_and(|pages| pages.shape == shape);
        (!known).then(|| Effect::CountPages(self.document.id.clone(), shape))
    }

    /// Takes page numbers; those of another shape are of no use any more.
    pub fn take_pages(&mut self, pages: Pages) {
        if pages.shape == self.page_shape() {
            self.pages = Some(pages);
        }
    }

    /// The number of the page, from 1, and how many there are; none while they are not counted.
    /// A page that begins between two counted ones has the number of the earlier; one that shows
    /// the end is the last.
    pub fn page(&self) -> Option<(usize, usize)> {
        let shape = self.page_shape();
        let pages = self.pages.as_ref().filter(|pages| pages.shape == shape)?;
        let total = pages.tops.len();
        if self.place() >= self.document.length {
            return Some((total, total));
        }
        let top = u32::try_from(self.top).ok()?;
        let number = pages.tops.partition_point(|page| *page <= top);
        Some((number.max(1), total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Action;
    use crate::app::area::Area;
    use crate::app::fixtures::{SETTING, Text};
    use crate::domain::layout::Pager;

    const BODY: Area = Area {
        x: 0,
        y: 1,
        width: 80,
        height: 10,
    };

    /// A reader at the start of a document, and its pages as turning them finds them.
    fn counted() -> (Reader, Pages) {
        let text = Text::chapters("lunxue", 30);
        let reader = Reader::new(text.opened(usize::MAX / 4, None), BODY, SETTING);
        let shape = reader.page_shape();
        let mut pager = Pager::new(shape.geometry);
        let mut tops = vec![0];
        while let Some(next) = pager.sheet_down(reader.blocks(), tops[tops.len() - 1], shape.sheet)
        {
            tops.push(next);
        }
        let tops = tops.into_iter().map(|top| top as u32).collect();
        (reader, Pages { shape, tops })
    }

    #[test]
    fn each_page_has_the_next_number_until_the_last() {
        let (mut reader, pages) = counted();
        let total = pages.tops.len();
        assert!(total > 5, "{total}");
        assert_eq!(reader.page(), None);
        assert!(reader.ask_for_pages().is_some());
        reader.take_pages(pages);
        assert_eq!(reader.ask_for_pages(), None);
        for number in 1..=total {
            assert_eq!(reader.page(), Some((number, total)));
            reader.act(Action::NextPage);
        }
        reader.act(Action::DocumentStart);
        reader.act(Action::LineDown);
        assert_eq!(reader.page(), Some((1, total)), "between two pages");
        reader.act(Action::DocumentEnd);
        assert_eq!(reader.page(), Some((total, total)));
    }

    #[test]
    fn pages_of_another_shape_are_not_told() {
        let (mut reader, pages) = counted();
        reader.take_pages(pages.clone());
        reader.resize(Area { height: 12, ..BODY });
        assert_eq!(reader.page(), None);
        assert!(reader.ask_for_pages().is_some());
        reader.take_pages(pages);
        assert_eq!(reader.page(), None, "they came too late");
    }
}
