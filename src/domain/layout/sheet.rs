//! Pages of more than one column: the text goes down the first column and on in the next.

use super::pager::{Pager, Row};
use crate::domain::doc::Block;

/// The shape of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Columns side by side, at least 1.
    pub columns: usize,
    /// Rows of each column.
    pub height: usize,
}

impl Pager {
    /// The columns of the page that begins with the line that holds the offset; those that the
    /// text does not reach are left out.
    pub fn columns(&mut self, blocks: &[Block], offset: usize, sheet: Sheet) -> Vec<Vec<Row>> {
        let mut columns = Vec::with_capacity(sheet.columns);
        let mut top = Some(offset);
        while let Some(at) = top.filter(|_| columns.len() < sheet.columns) {
            columns.push(self.rows(blocks, at, sheet.height));
            top = self.page_down(blocks, at, sheet.height);
        }
        columns
    }

    /// Top of the page behind the one that begins at the offset; `None` if that one shows the last
    /// line of the window.
    pub fn sheet_down(&mut self, blocks: &[Block], offset: usize, sheet: Sheet) -> Option<usize> {
        (0..sheet.columns).try_fold(offset, |at, _| self.page_down(blocks, at, sheet.height))
    }

    /// Top of the page that ends just above the line that holds the offset.
    pub fn sheet_up(&mut self, blocks: &[Block], offset: usize, sheet: Sheet) -> usize {
        (0..sheet.columns).fold(offset, |at, _| self.page_up(blocks, at, sheet.height))
    }

    /// Top of the page whose last column ends with the last line of the window.
    pub fn last_sheet(&mut self, blocks: &[Block], sheet: Sheet) -> usize {
        let last_column = self.last_page(blocks, sheet.height);
        (1..sheet.columns).fold(last_column, |at, _| self.page_up(blocks, at, sheet.height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, DocumentBuilder};
    use crate::domain::layout::{Geometry, Typography, Wide, lines};
    use crate::domain::text::Widths;
    use proptest::prelude::*;

    /// Paragraphs and headings of so many characters each; every fifth is a heading.
    fn blocks(lengths: &[usize]) -> Vec<Block> {
        let mut builder = DocumentBuilder::new();
        let block = |(n, length): (usize, &usize)| {
            let kind = if n % 5 == 0 {
                BlockKind::Heading(2)
            } else {
                BlockKind::Paragraph
            };
            builder.text(kind, &"新质，".repeat(*length))
        };
        lengths.iter().enumerate().flat_map(block).collect()
    }

    fn starts(columns: &[Vec<Row>]) -> Vec<usize> {
        let start = |row: &Row| match row {
            Row::Line { line, .. } => Some(line.start),
            Row::Blank => None,
        };
        columns.iter().flatten().filter_map(start).collect()
    }

    proptest! {
        #[test]
        fn pages_of_any_shape_show_each_line_once_and_back_again(
            lengths in prop::collection::vec(1_usize..30, 1..30),
            columns in 1_usize..4,
            height in 1_usize..12,
            paragraph_gap in 0_u16..3,
        ) {
            let blocks = blocks(&lengths);
            let sheet = Sheet { columns, height };
            let geometry = Geometry { width: 24, indent: 4, paragraph_gap, wide: Wide::Cut, widths: Widths::NARROW, typography: Typography::JUSTIFIED };
            let all: Vec<usize> = blocks.iter()
                .flat_map(|block| lines(None, block, geometry))
                .map(|line| line.start)
                .collect();
            let mut pager = Pager::new(geometry);

            let mut seen = Vec::new();
            let mut top = Some(0);
            while let Some(at) = top {
                let page = pager.columns(&blocks, at, sheet);
                prop_assert!(page.len() <= columns);
                for column in &page {
                    prop_assert!(column.len() <= height);
                    prop_assert!(!matches!(column.first(), None | Some(Row::Blank)));
                    let heading = |row: &Row| matches!(row, Row::Line { block, .. } if block % 5 == 0);
                    let heads = column.last().is_some_and(heading) && !column.iter().all(heading);
                    let is_end = starts(std::slice::from_ref(column)).last() == all.last();
                    prop_assert!(!heads || is_end, "a heading without what it heads");
                }
                seen.extend(starts(&page));
                top = pager.sheet_down(&blocks, at, sheet);
            }
            prop_assert_eq!(&seen, &all);

            // Backward, pages meet or overlap, and leave nothing out.
            let mut top = pager.last_sheet(&blocks, sheet);
            let last = starts(&pager.columns(&blocks, top, sheet));
            prop_assert_eq!(last.last(), all.last());
            prop_assert_eq!(pager.sheet_down(&blocks, top, sheet), None);
            while top > 0 {
                let above = pager.sheet_up(&blocks, top, sheet);
                prop_assert!(above < top);
                let before_top = all[all.iter().position(|s| *s == top).unwrap() - 1];
                let shown = starts(&pager.columns(&blocks, above, sheet));
                prop_assert!(shown.contains(&before_top), "{shown:?} {before_top}");
                top = above;
            }
        }
    }
}
