//! Plain text: what PDFs and old files leave becomes blocks again; marks of notes become spans.

use crate::domain::doc::reflow::{Draft, Options, Report, reflow};
use crate::domain::doc::{Block, DocumentBuilder, SpanStyle};

/// Hands the blocks of a plain text on, and tells what was done.
pub(super) fn blocks<E>(
    text: &str,
    options: &Options,
    builder: &mut DocumentBuilder,
    sink: &mut dyn FnMut(Block) -> Result<(), E>,
) -> Result<Report, E> {
    let mut result = Ok(());
    let report = reflow(text, options, &mut |draft| {
        if result.is_ok() {
            result = of_draft(&draft, builder)
                .into_iter()
                .try_for_each(&mut *sink);
        }
    });
    result.map(|()| report)
}

/// The block of a draft, or the blocks if it is long.
fn of_draft(draft: &Draft, builder: &mut DocumentBuilder) -> Vec<Block> {
    let mut runs = Vec::with_capacity(2 * draft.notes.len() + 1);
    let mut from = 0;
    for (mark, number) in &draft.notes {
        runs.push((draft.text.get(from..mark.start).unwrap_or_default(), None));
        let style = Some(SpanStyle::NoteMark(*number));
        runs.push((draft.text.get(mark.clone()).unwrap_or_default(), style));
        from = mark.end;
    }
    runs.push((draft.text.get(from..).unwrap_or_default(), None));
    let mut blocks = builder.runs(draft.kind, &runs);
    if let Some(first) = blocks.first_mut() {
        first.continued |= draft.continued;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, Span};
    use crate::io::import::import_whole;

    #[test]
    fn a_text_without_damage_keeps_its_lines() {
        let (_, blocks) = import_whole("a.txt", "甲\r\n\r\n乙\n\n丙\r丁");
        let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["甲", "乙", "丙", "丁"]);
    }

    #[test]
    fn notes_follow_their_references_and_carry_their_numbers() {
        let text = "题目\n\n人们在生产中改造自然，也在生产中改造自己。生产力是推动社会进步的最活跃、最革命的要素，也是一切社会变迁的^①终极原\n\n① 《书》第2页\n\n因，这是一条基本的原理，一切历史都说明了它。\n";
        let (imported, blocks) = import_whole("a.txt", text);
        assert_eq!(imported.title.as_deref(), Some("题目"));
        assert_eq!(blocks.len(), 3);
        let mark = SpanStyle::NoteMark(1);
        assert!(
            blocks[1]
                .text
                .ends_with("终极原因，这是一条基本的原理，一切历史都说明了它。")
        );
        assert_eq!(blocks[1].spans[0].style, mark);
        assert_eq!(blocks[2].kind, BlockKind::Footnote);
        assert_eq!(
            blocks[2].spans,
            [Span {
                range: 0.."①".len(),
                style: mark
            }]
        );
    }

    #[test]
    fn an_error_of_who_takes_the_blocks_ends_it() {
        let mut builder = DocumentBuilder::new();
        let mut sink = |_| Err("full");
        let options = Options::default();
        let ended = blocks("甲\n乙\n", &options, &mut builder, &mut sink);
        assert_eq!(ended, Err("full"));
    }
}
