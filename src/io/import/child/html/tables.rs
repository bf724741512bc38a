//! Tables of a page: rows of cells, or a frame that only lays out what is in it.

use super::tree::{Id, Tree};

/// The most cells in a row; what a page claims to span is cut at it.
const MOST_CELLS: usize = 1000;

/// Rows of a table, of its own and not of tables inside it.
pub(super) fn rows(tree: &Tree, table: Id) -> Vec<Id> {
    let mut out = Vec::new();
    for child in tree.children(table) {
        match tree.name(child) {
            "tr" => out.push(child),
            "thead" | "tbody" | "tfoot" => {
                out.extend(tree.children(child).filter(|id| tree.name(*id) == "tr"));
            }
            _ => {}
        }
    }
    out
}

fn cells(tree: &Tree, row: Id) -> impl Iterator<Item = Id> {
    tree.children(row)
        .filter(|id| matches!(tree.name(*id), "td" | "th"))
}

/// Whether a table is there for the looks of the page: it has one cell, or its cells hold what no
/// cell of a row can.
pub(super) fn lays_out(tree: &Tree, table: Id) -> bool {
    let mut count = 0;
    let holds_blocks = rows(tree, table).into_iter().any(|row| {
        cells(tree, row).any(|cell| {
            count += 1;
            let mut paragraphs = 0;
            tree.descendants(cell).any(|id| match tree.name(id) {
                "table" | "ul" | "ol" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "pre" => true,
                "p" => {
                    paragraphs += 1;
                    paragraphs > 2
                }
                _ => false,
            })
        })
    });
    holds_blocks || count <= 1
}

/// The grid of a table: for each row its cells from the left, `None` where a cell from the left or
/// from above reaches in.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// For each column, how many further rows the cell above reaches into.
    below: Vec<usize>,
}

impl Grid {
    pub(super) fn row(&mut self, tree: &Tree, row: Id) -> Vec<Option<Id>> {
        let mut out = Vec::new();
        for cell in cells(tree, row) {
            self.skip_taken(&mut out);
            if out.len() >= MOST_CELLS {
                break;
            }
            let span = |name: &str| {
                let given = tree
                    .attribute(cell, name)
                    .and_then(|v| v.trim().parse().ok());
                given.unwrap_or(1_usize).clamp(1, MOST_CELLS)
            };
            let (across, down) = (span("colspan").min(MOST_CELLS - out.len()), span("rowspan"));
            for column in 0..across {
                self.reach(out.len(), down - 1);
                out.push((column == 0).then_some(cell));
            }
        }
        self.skip_taken(&mut out);
        out
    }

    fn skip_taken(&mut self, out: &mut Vec<Option<Id>>) {
        while let Some(left) = self.below.get_mut(out.len()).filter(|left| **left > 0) {
            *left -= 1;
            out.push(None);
        }
    }

    fn reach(&mut self, column: usize, rows: usize) {
        if self.below.len() <= column {
            self.below.resize(column + 1, 0);
        }
        if let Some(left) = self.below.get_mut(column) {
            *left = rows;
        }
    }
}
