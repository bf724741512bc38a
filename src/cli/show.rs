//! `wengu show`: a document as the reader sets it, one page or all of it. Never more of it is in
//! memory than two blocks and what the store reads at a time.

use super::args::Show;
use super::fault::Fault;
use super::out::Out;
use super::{Verdict, pick};
use crate::app::area::{Area, column};
use crate::domain::doc::{Block, BlockKind};
use crate::domain::layout::{Geometry, Line, Pager, Typography, Wide, lines};
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
    let mut print = |placed: PlacedLine| {
        if placed.page == show.page {
            (0..placed.gap).try_for_each(|_| out.data(""))?;
            out.data(&placed.text)?;
        }
        Ok::<(), Fault>(())
    };
    each_line(blocks, geometry, |gap, block, line| {
        let text = plain_line(block, line, geometry.width, geometry.widths);
        let heading = matches!(block.kind, BlockKind::Heading(_));
        pages.place(gap, heading, text).try_for_each(&mut print)?;
        Ok(if pages.page > show.page {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    pages.finish().try_for_each(print)?;
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
        widths: show.ambiguous.unwrap_or_default(),
        typography: Typography {
            justify: show.justify,
            punctuation: show.punctuation.unwrap_or(reader.typography.punctuation),
            ..reader.typography
        },
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
        for line in lines(above.as_ref().map(|above| above.kind), &block, geometry) {
            if take(gap, &block, &line)?.is_break() {
                return Ok(());
            }
            gap = 0;
        }
        above = Some(block);
    }
    Ok(())
}

/// Puts lines on pages as [`Pager`] does: a page begins with a line, never with a blank row, and
/// does not end with a heading, unless it has no other line.
#[derive(Debug)]
struct Pages {
    /// Rows of a page; none if the page has no end.
    height: Option<usize>,
    /// The page of the last line, from 1.
    page: u64,
    /// Its rows so far.
    used: usize,
    /// The headings that it ends with so far, which may yet go to the next page.
    headings: Vec<PlacedLine>,
    /// Its rows above them.
    above: usize,
    /// Lines whose page is known.
    settled: Vec<PlacedLine>,
}

/// A line that has its place.
#[derive(Debug, PartialEq, Eq)]
struct PlacedLine {
    page: u64,
    /// Blank rows above it.
    gap: usize,
    text: String,
}

impl Pages {
    fn new(height: Option<u16>) -> Self {
        Self {
            height: height.map(usize::from),
            page: 1,
            used: 0,
            headings: Vec::new(),
            above: 0,
            settled: Vec::new(),
        }
    }

    /// Places a line that wants `gap` blank rows above it; the lines whose places are known now.
    fn place(
        &mut self,
        gap: usize,
        heading: bool,
        text: String,
    ) -> impl Iterator<Item = PlacedLine> {
        if self.is_full(gap) && !self.headings.is_empty() && self.above > 0 {
            self.turn();
            for nth in 0..self.headings.len() {
                self.used += 1;
                if let Some(moved) = self.headings.get_mut(nth) {
                    moved.page = self.page;
                    moved.gap = if nth == 0 { 0 } else { moved.gap };
                    self.used += moved.gap;
                }
            }
        }
        if self.is_full(gap) {
            self.settled.append(&mut self.headings);
            self.turn();
        }
        let gap = if self.used == 0 { 0 } else { gap };
        let placed = PlacedLine {
            page: self.page,
            gap,
            text,
        };
        if heading {
            if self.headings.is_empty() {
                self.above = self.used;
            }
            self.headings.push(placed);
        } else {
            self.settled.append(&mut self.headings);
            self.settled.push(placed);
        }
        self.used += gap + 1;
        self.settled.drain(..)
    }

    fn is_full(&self, gap: usize) -> bool {
        let full = |height| self.used > 0 && self.used + gap + 1 > height;
        self.height.is_some_and(full)
    }

    fn turn(&mut self) {
        self.page += 1;
        self.used = 0;
        self.above = 0;
    }

    /// The lines whose places were not known before the end.
    fn finish(&mut self) -> impl Iterator<Item = PlacedLine> {
        self.headings.drain(..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::layout::Row;
    use crate::domain::text::Widths;
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
                typography: Typography::RAGGED,
            };
            let mut pages = Pages::new(Some(height));
            let mut found: Vec<Vec<Option<usize>>> = Vec::new();
            let mut take = |placed: PlacedLine| {
                found.resize(placed.page as usize, Vec::new());
                let page = found.last_mut().unwrap();
                page.extend(std::iter::repeat_n(None, placed.gap));
                page.push(Some(placed.text.parse().unwrap()));
            };
            each_line(
                blocks.iter().cloned().map(Ok),
                geometry,
                |gap, block, line| {
                    let heading = matches!(block.kind, BlockKind::Heading(_));
                    pages
                        .place(gap, heading, line.start.to_string())
                        .for_each(&mut take);
                    Ok(ControlFlow::Continue(()))
                },
            )
            .unwrap();
            pages.finish().for_each(take);
            assert_eq!(
                found,
                turned(&blocks, geometry, usize::from(height)),
                "{width}x{height}"
            );
        }
    }
}
