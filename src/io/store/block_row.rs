//! A block as columns: its kind as one number, its spans as JSON.

use super::StoreProblem;
use crate::domain::doc::{Block, BlockKind};
use rusqlite::Row;
use serde_json::json;

/// The kind as a number: the lowest byte says which, the others hold what goes with it. A heading
/// is 1; an index of the schema relies on that.
pub(super) fn kind_number(kind: BlockKind) -> i64 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Heading(level) => 1 | i64::from(level) << 8,
        BlockKind::Item { depth, ordinal } => {
            let number = ordinal.map_or(0, |ordinal| 1 << 16 | i64::from(ordinal) << 24);
            2 | i64::from(depth) << 8 | number
        }
        BlockKind::Quote => 3,
        BlockKind::Footnote => 4,
        BlockKind::Code => 5,
        BlockKind::Table => 6,
        BlockKind::Image => 7,
        BlockKind::Rule => 8,
    }
}

fn kind_of(number: i64) -> Option<BlockKind> {
    Some(match number & 0xff {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Heading((number >> 8) as u8),
        2 => BlockKind::Item {
            depth: (number >> 8) as u8,
            ordinal: (number >> 16 & 1 == 1).then_some((number >> 24) as u32),
        },
        3 => BlockKind::Quote,
        4 => BlockKind::Footnote,
        5 => BlockKind::Code,
        6 => BlockKind::Table,
        7 => BlockKind::Image,
        8 => BlockKind::Rule,
        _ => return None,
    })
}

/// The spans as JSON; nothing for none, which most blocks have.
pub(super) fn spans_text(block: &Block) -> Option<String> {
    (!block.spans.is_empty()).then(|| json!(block.spans).to_string())
}

/// Reads `start, kind, continued, text, spans`.
pub(super) fn read(row: &Row<'_>) -> Result<Block, StoreProblem> {
    let kind: i64 = row.get(1)?;
    let spans: Option<String> = row.get(4)?;
    Ok(Block {
        start: row.get::<_, i64>(0)? as usize,
        kind: kind_of(kind)
            .ok_or_else(|| StoreProblem::Damaged(format!("a block of kind {kind}")))?,
        continued: row.get(2)?,
        text: row.get(3)?,
        spans: spans
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error| StoreProblem::unreadable(&error))?
            .unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{Span, SpanStyle};

    #[test]
    fn spans_are_written_as_they_have_always_been() {
        let text = r#"[{"range":{"end":3,"start":0},"style":"Strong"},{"range":{"end":6,"start":3},"style":{"NoteMark":7}}]"#;
        let span = |range, style| Span { range, style };
        let spans = vec![
            span(0..3, SpanStyle::Strong),
            span(3..6, SpanStyle::NoteMark(7)),
        ];
        assert_eq!(serde_json::from_str::<Vec<Span>>(text).unwrap(), spans);
        let block = Block {
            start: 0,
            kind: BlockKind::Paragraph,
            continued: false,
            text: "重点".to_owned(),
            spans,
        };
        assert_eq!(spans_text(&block).as_deref(), Some(text));
    }

    #[test]
    fn every_kind_comes_back() {
        let item = |depth, ordinal| BlockKind::Item { depth, ordinal };
        for kind in [
            BlockKind::Paragraph,
            BlockKind::Heading(1),
            BlockKind::Heading(6),
            item(0, None),
            item(255, Some(0)),
            item(3, Some(u32::MAX)),
            BlockKind::Quote,
            BlockKind::Footnote,
            BlockKind::Code,
            BlockKind::Table,
            BlockKind::Image,
            BlockKind::Rule,
        ] {
            assert_eq!(kind_of(kind_number(kind)), Some(kind));
            let heading = matches!(kind, BlockKind::Heading(_));
            assert_eq!(kind_number(kind) & 255 == 1, heading);
        }
        assert_eq!(kind_of(200), None);
    }
}
