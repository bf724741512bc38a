//! `wengu show`: a document as the reader sets it, one page or all of it. Never more of it is in
//! memory than two blocks and what the store reads at a time.

use super::args::Show;
use super::fault::Fault;
use super::out::Out;
use super::{Verdict, pick};
use crate::app::area::{Area, column};
use crate::domain::doc::Block;
use crate::domain::layout::{Geometry, Line, Pager, Wide, lines};
use crate::domain::text::Widths;
use crate::io::store::StoreError;
use crate::runtime::World;
use crate::tui::widget::page::plain_line;
use std::ops::ControlFlow;

/// Rows of a page where there is no terminal.
const HEIGHT: u16 = 24;

/// Prints a page, or all of the document.
pub(super) fn run(show: &Show, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    let id = pick::document(&world.store, &show.doc)?.document.id;
    let blocks = world.store.blocks_from(&id, 0);
    let geometry = geometry(show, world, out);
    // In a terminal a row is left for what the shell writes next.
    let rows = out.size().map_or(HEIGHT, |(_, rows)| rows.max(2) - 1);
    let height = show.height.unwrap_or(rows);
    let mut pages = Pages::new(if show.all { None } else { Some(height) });
    each_line(blocks, geometry, |gap, block, line| {
        let gap = pages.place(gap);
        if pages.page > show.page {
            return Ok(ControlFlow::Break(()));
        }
        if pages.page == show.page {
            (0..gap).try_for_each(|_| out.data(""))?;
            out.data(&plain_line(block, line, geometry.width, geometry.widths))?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if pages.page < show.page {
        return Err(Fault::NoPage {
            page: show.page,
            pages: pages.page,
        });
    }
    Ok(Verdict::Done)
}

/// The reader's, at the width that was asked for; else as wide as the reader's column.
fn geometry(show: &Show, world: &World, out: &Out) -> Geometry {
    let reader = &world.config.reader;
    let terminal = out.size().map(|(width, height)| {
        let (x, y) = (0, 0);
        column(
            Area {
                x,
                y,
                width,
                height,
            },
            reader.column,
        )
        .width
    });
    Geometry {
        width: show.width.or(terminal).unwrap_or(reader.column),
        indent: if reader.indent { 4 } else { 0 },
        paragraph_gap: reader.paragraph_spacing,
        // Nothing scrolls what is printed.
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
    }
}

/// Gives each line of a document with the blank rows above it, until told to stop.
fn each_line(
    blocks: impl Iterator<Item = Result<Block, StoreError>>,
    geometry: Geometry,
    mut take: impl FnMut(usize, &Block, &Line) -> Result<ControlFlow<()>, Fault>,
) -> Result<(), Fault> {
    let pager = Pager::new(geometry);
    let mut above: Option<Block> = None;
    for block in blocks {
        let block = block?;
        let mut gap = above.as_ref().map_or(0, |above| pager.gap(above, &block));
        for line in lines(&block, geometry) {
            if take(gap, &block, &line)?.is_break() {
                return Ok(());
            }
            gap = 0;
        }
        above = Some(block);
    }
    Ok(())
}

/// Puts lines on pages as [`Pager`] does: a page begins with a line, never with a blank row.
#[derive(Debug)]
struct Pages {
    /// Rows of a page; none if the page has no end.
    height: Option<usize>,
    /// The page of the last line, from 1.
    page: u64,
    /// Its rows so far.
    used: usize,
}

impl Pages {
    fn new(height: Option<u16>) -> Self {
        Self {
            height: height.map(usize::from),
            page: 1,
            used: 0,
        }
    }

    /// Places a line that wants `gap` blank rows above it; the blank rows that it gets.
    fn place(&mut self, gap: usize) -> usize {
        let full = |height| self.used > 0 && self.used + gap + 1 > height;
        if self.height.is_some_and(full) {
            self.page += 1;
            self.used = 1;
            return 0;
        }
        self.used += gap + 1;
        gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::layout::Row;
    use crate::io::import::{ImportError, import_text};
    use std::path::Path;

    /// The pages as the reader turns them.
    fn turned(blocks: &[Block], geometry: Geometry, height: usize) -> Vec<Vec<Option<usize>>> {
        let mut pager = Pager::new(geometry);
        let mut all = Vec::new();
        let mut top = Some(0);
        while let Some(at) = top {
            let rows = pager.rows(blocks, at, height);
            let start = |row: &Row| match row {
                Row::Blank => None,
                Row::Line { line, .. } => Some(line.start),
            };
            all.push(rows.iter().map(start).collect());
            top = pager.page_down(blocks, at, height);
        }
        all
    }

    #[test]
    fn pages_are_those_that_the_reader_turns() {
        let (name, text) = crate::io::corpus::shipped().next().unwrap();
        let mut blocks = Vec::new();
        let mut sink = |block| {
            blocks.push(block);
            Ok(())
        };
        import_text::<ImportError>(Path::new(name), text, &mut sink).unwrap();
        for (width, height, paragraph_gap) in [(80, 24, 0), (20, 5, 1), (40, 1, 0), (33, 7, 2)] {
            let geometry = Geometry {
                width,
                indent: 4,
                paragraph_gap,
                wide: Wide::Wrapped,
                widths: Widths::NARROW,
            };
            let mut pages = Pages::new(Some(height));
            let mut found: Vec<Vec<Option<usize>>> = Vec::new();
            each_line(blocks.iter().cloned().map(Ok), geometry, |gap, _, line| {
                let gap = pages.place(gap);
                found.resize(pages.page as usize, Vec::new());
                let page = found.last_mut().unwrap();
                page.extend(std::iter::repeat_n(None, gap));
                page.push(Some(line.start));
                Ok(ControlFlow::Continue(()))
            })
            .unwrap();
            assert_eq!(
                found,
                turned(&blocks, geometry, usize::from(height)),
                "{width}x{height}"
            );
        }
    }
}
