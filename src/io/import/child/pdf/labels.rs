//! What the pages call themselves: `i`, `ii`, `1`, `A-1` (ISO 32000-1, 12.4.2).

use crate::io::import::child::numerals::{letters, roman};
use oxidize_pdf::parser::{PdfDictionary, PdfName, PdfObject, PdfReader, PdfString};
use std::io::{Read, Seek};

/// Trees are followed this deep.
const DEEPEST: usize = 16;
/// The most ranges of pages.
const MOST: usize = 20_000;

/// How the pages from one on are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    /// The first of them, from 0.
    page: usize,
    style: Style,
    prefix: String,
    /// The number of the first.
    start: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    None,
    Decimal,
    /// Whether in capitals.
    Roman(bool),
    Letters(bool),
}

/// The labels of pages.
#[derive(Debug, Default)]
pub(super) struct Labels {
    ranges: Vec<Range>,
}

impl Labels {
    /// Those of a document; none where they are damaged.
    pub(super) fn of<R: Read + Seek>(reader: &mut PdfReader<R>) -> Self {
        let tree = reader
            .catalog()
            .ok()
            .and_then(|catalog| catalog.get("PageLabels"))
            .cloned();
        let mut labels = Self::default();
        if let Some(tree) = tree {
            labels.add(reader, &tree, 0);
        }
        labels.ranges.sort_by_key(|range| range.page);
        labels
    }

    /// The label of a page, counted from 0.
    pub(super) fn of_page(&self, page: usize) -> String {
        let index = self.ranges.partition_point(|range| range.page <= page);
        let range = index
            .checked_sub(1)
            .and_then(|index| self.ranges.get(index));
        let label = range.map(|range| range.label(page));
        label
            .filter(|label| !label.is_empty())
            .unwrap_or_else(|| (page + 1).to_string())
    }

    /// Adds the ranges of a number tree (ISO 32000-1, 7.9.7).
    fn add<R: Read + Seek>(&mut self, reader: &mut PdfReader<R>, node: &PdfObject, depth: usize) {
        let node = resolved(reader, node);
        let Some(node) = node.as_ref().and_then(PdfObject::as_dict) else {
            return;
        };
        let array = |key: &str, reader: &mut PdfReader<R>| {
            let found = node.get(key).and_then(|found| resolved(reader, found));
            found.and_then(|found| found.as_array().cloned())
        };
        for pair in array("Nums", reader)
            .iter()
            .flat_map(|nums| nums.0.chunks_exact(2))
        {
            let [page, range] = pair else { continue };
            let range = resolved(reader, range);
            let range = range.as_ref().and_then(PdfObject::as_dict);
            let page = page
                .as_integer()
                .and_then(|page| usize::try_from(page).ok());
            if let (Some(page), Some(range), true) = (page, range, self.ranges.len() < MOST) {
                self.ranges.push(Range::of(page, range));
            }
        }
        if depth < DEEPEST {
            for kid in array("Kids", reader).iter().flat_map(|kids| kids.0.iter()) {
                if self.ranges.len() < MOST {
                    self.add(reader, kid, depth + 1);
                }
            }
        }
    }
}

fn resolved<R: Read + Seek>(reader: &mut PdfReader<R>, object: &PdfObject) -> Option<PdfObject> {
    match object.as_reference() {
        Some((number, generation)) => reader.get_object(number, generation).ok().cloned(),
        None => Some(object.clone()),
    }
}

impl Range {
    fn of(page: usize, entries: &PdfDictionary) -> Self {
        let style = entries.get("S").and_then(PdfObject::as_name);
        let start = entries.get("St").and_then(PdfObject::as_integer);
        let prefix = entries.get("P").and_then(PdfObject::as_string);
        Self {
            page,
            style: match style.map(PdfName::as_str) {
                Some("D") => Style::Decimal,
                Some("R") => Style::Roman(true),
                Some("r") => Style::Roman(false),
                Some("A") => Style::Letters(true),
                Some("a") => Style::Letters(false),
                _ => Style::None,
            },
            prefix: prefix.map_or_else(String::new, PdfString::to_text),
            start: start
                .and_then(|start| u32::try_from(start).ok())
                .unwrap_or(1)
                .max(1),
        }
    }

    fn label(&self, page: usize) -> String {
        let further = u32::try_from(page - self.page).unwrap_or(u32::MAX);
        let number = self.start.saturating_add(further);
        let (text, capitals) = match self.style {
            Style::None => (String::new(), true),
            Style::Decimal => (number.to_string(), true),
            Style::Roman(capitals) => (roman(number), capitals),
            Style::Letters(capitals) => (letters(number, b'A'), capitals),
        };
        let text = if capitals { text } else { text.to_lowercase() };
        format!("{}{text}", self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_called_what_their_ranges_say() {
        let range = |page, style, prefix: &str, start| Range {
            page,
            style,
            prefix: prefix.to_owned(),
            start,
        };
        let labels = Labels {
            ranges: vec![
                range(0, Style::Roman(false), "", 1),
                range(4, Style::Decimal, "", 9),
                range(6, Style::Letters(true), "附-", 26),
                range(8, Style::None, "封底", 1),
            ],
        };
        let shown: Vec<String> = (0..9).map(|page| labels.of_page(page)).collect();
        assert_eq!(
            shown,
            ["i", "ii", "iii", "iv", "9", "10", "附-Z", "附-AA", "封底"]
        );
        assert_eq!(Labels::default().of_page(6), "7");
    }
}
