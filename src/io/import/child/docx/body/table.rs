//! Tables of a document, row by row.

use super::{Body, Done};
use crate::io::import::child::xml::Element;

impl Body<'_> {
    /// Gives out a table.
    pub(super) fn table(&mut self, table: &Element) -> Done {
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        let cells_of = |row: &&Element| {
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            cells.len()
        };
        // One cell is a frame around what is in it.
        let is_frame = rows.iter().map(cells_of).sum::<usize>() <= 1;
        for row in rows {
            let removed = row
                .child("trPr")
                .is_some_and(|set| set.child("del").is_some());
            if removed {
                continue;
            }
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            if self.prose.in_row() || is_frame {
                for cell in cells {
                    cell.elements().try_for_each(|inner| self.content(inner))?;
                }
                continue;
            }
            self.prose.open_row();
            for (index, cell) in cells.into_iter().enumerate() {
                if index > 0 {
                    self.prose.next_cell();
                }
                self.cell(cell)?;
            }
            self.prose.close_row()?;
            self.begun = true;
        }
        Ok(())
    }

    fn cell(&mut self, cell: &Element) -> Done {
        const WIDEST: usize = 1000;
        let empty = Element::default();
        let set = cell.child("tcPr").unwrap_or(&empty);
        let goes_on = set
            .child("vMerge")
            .is_some_and(|merge| matches!(merge.attribute("val"), None | Some("continue")));
        if !goes_on {
            cell.elements().try_for_each(|inner| self.content(inner))?;
        }
        let span = set.setting("gridSpan").and_then(|span| span.parse().ok());
        for _ in 1..span.unwrap_or(1_usize).min(WIDEST) {
            self.prose.next_cell();
        }
        Ok(())
    }
}

/// Children of a name, also those in containers that only mark something.
fn collect<'e>(parent: &'e Element, name: &str, out: &mut Vec<&'e Element>) {
    for element in parent.elements() {
        match element.name.as_str() {
            found if found == name => out.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => collect(element, name, out),
            _ => {}
        }
    }
}
