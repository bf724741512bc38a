//! Lines that are not broken: rows of tables and lines of code, which may be wider than the column.
//! Knows where the columns of a table stand, not which of them are seen.

use crate::domain::doc::{Block, BlockKind};
use crate::domain::text::Widths;

/// Cells between two columns of a table.
const GAP: usize = 2;

/// Whether a block of this kind keeps its lines whole where they may be cut.
pub fn is_wide(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Code | BlockKind::Table)
}

/// Where the columns of a table begin, in cells: the table is all rows around this one.
pub fn table_stops(blocks: &[Block], row: usize, widths: Widths) -> Vec<usize> {
    let is_row = |block: &&Block| block.kind == BlockKind::Table;
    let above = blocks.get(..row).unwrap_or_default().iter().rev();
    let below = blocks.get(row..).unwrap_or_default().iter();
    let mut columns: Vec<usize> = Vec::new();
    for block in above.take_while(is_row).chain(below.take_while(is_row)) {
        for (column, cell) in block.text.split('\t').enumerate() {
            let width = widths.of(cell);
            match columns.get_mut(column) {
                Some(widest) => *widest = width.max(*widest),
                None => columns.push(width),
            }
        }
    }
    let ends = columns.iter().scan(0, |end, width| {
        *end += width + GAP;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::DocumentBuilder;
    use crate::domain::layout::{Geometry, Typography, Wide, line_width, lines, placed};

    const CUT: Geometry = Geometry {
        width: 20,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Cut,
        widths: Widths::NARROW,
        typography: Typography::RAGGED,
    };

    fn blocks(parts: &[(BlockKind, &str)]) -> Vec<Block> {
        let mut builder = DocumentBuilder::new();
        let block = |(kind, text): &(BlockKind, &str)| builder.text(*kind, text);
        parts.iter().flat_map(block).collect()
    }

    #[test]
    fn columns_of_a_table_are_as_wide_as_their_widest_cell() {
        let blocks = blocks(&[
            (BlockKind::Table, "别的"),
            (BlockKind::Paragraph, "文"),
            (BlockKind::Table, "省份\t产值\t注"),
            (BlockKind::Table, "黑龙江\t1"),
            (BlockKind::Table, "吉\t12.5"),
        ]);
        for row in 2..5 {
            assert_eq!(table_stops(&blocks, row, Widths::NARROW), [0, 8, 14, 18]);
        }
        assert_eq!(table_stops(&blocks, 0, Widths::NARROW), [0, 6]);
        let stops = table_stops(&blocks, 4, Widths::NARROW);
        let line = &lines(None, &blocks[4], CUT)[0];
        let places: Vec<(&str, usize)> = placed(&blocks[4], line, &stops, Widths::NARROW)
            .iter()
            .map(|p| (p.text, p.x))
            .collect();
        assert_eq!(
            places,
            [
                ("吉", 0),
                ("\t", 2),
                ("1", 8),
                ("2", 9),
                (".", 10),
                ("5", 11)
            ]
        );
        assert_eq!(line_width(&blocks[4], line, &stops, Widths::NARROW), 12);
    }

    #[test]
    fn wide_lines_stay_whole_where_they_may_be_cut_and_no_text_is_lost() {
        let long = "let 新质 = 生产力();\t".repeat(9);
        let code = format!("{long}\n\n    {long}end");
        let blocks = blocks(&[(BlockKind::Code, &code), (BlockKind::Table, &long)]);
        for block in &blocks {
            let cut = lines(None, block, CUT);
            assert_eq!(cut.len(), block.text.split('\n').count());
            let mut at = block.start;
            for line in &cut {
                assert_eq!(line.start, at);
                let text: String = placed(block, line, &[], Widths::NARROW)
                    .iter()
                    .map(|p| p.text)
                    .collect();
                let skipped = &block.text[line.end - block.start..line.next - block.start];
                assert!(skipped.trim().is_empty());
                assert_eq!(text, block.text[line.start - block.start..][..text.len()]);
                at = line.next;
            }
            assert_eq!(at, block.end());
            let wrapped = lines(
                None,
                block,
                Geometry {
                    wide: Wide::Wrapped,
                    ..CUT
                },
            );
            assert!(wrapped.len() > cut.len());
        }
    }
}
