//! The part of a document around an offset: what a reader holds to turn pages without reading.

use crate::app::screen::reader::Window;
use crate::domain::doc::Block;
use crate::domain::id::DocId;
use crate::io::store::{Direction, Store, StoreError};

/// Bytes of text on each side of the page with which a document is opened: three pages and more of
/// most terminals. A larger page asks for more.
pub(super) const REACH: usize = 24 * 1024;

/// Where in a document blocks are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// Bytes of the document.
    pub(super) length: usize,
    /// The offset that the page begins at.
    pub(super) at: usize,
    /// Bytes of text on each side of it, where the document has them.
    pub(super) reach: usize,
}

/// The blocks around an offset. The text on each side of it is counted, not that of whole blocks:
/// a block may be longer than what is asked for, and the offset stand near its end.
pub(super) fn window(store: &Store, id: &DocId, around: Around) -> Result<Window, StoreError> {
    let Around { length, at, reach } = around;
    let mut blocks = store.blocks(id, at, reach, Direction::Forward)?;
    while let Some(end) = blocks.last().map(Block::end)
        && end < length.min(at + reach)
    {
        // The byte behind the one that may part two blocks is the next one's.
        let more = store.blocks(id, end + 1, reach, Direction::Forward)?;
        let Some(first) = more.iter().position(|block| block.start >= end) else {
            break;
        };
        blocks.extend(more.into_iter().skip(first));
    }
    while let Some(start) = blocks.first().map(|block| block.start)
        && start > at.saturating_sub(reach)
    {
        let mut above = store.blocks(id, start, reach, Direction::Backward)?;
        if above.is_empty() {
            break;
        }
        above.append(&mut blocks);
        blocks = above;
    }
    let end = blocks.last().map_or(0, |last| last.end() + 1);
    let start = blocks.first().map_or(0, |first| first.start);
    Ok(Window {
        pages: store.printed_pages(id, start..end)?,
        at_start: blocks.first().is_none_or(|first| first.start == 0),
        at_end: blocks.last().is_none_or(|last| last.end() >= length),
        blocks,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeviceId;
    use crate::domain::time::Timestamp;
    use crate::io::store::Reason;
    use crate::runtime::take_in;

    /// A short paragraph, one of many blocks of the greatest length, a short one.
    fn long_line() -> (Store, DocId) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let text = format!("短。\n\n{}\n\n末。\n", "一行到底，".repeat(20_000));
        std::fs::write(&path, text).unwrap();
        let why = "test".to_owned();
        let mut store = Store::in_memory(DeviceId::new("a"), Reason::CannotCreate { why }).unwrap();
        let id = take_in(&mut store, &path, Timestamp(0)).unwrap().id;
        (store, id)
    }

    #[test]
    fn there_is_text_on_both_sides_wherever_one_stands_in_a_long_block() {
        let (store, id) = long_line();
        let length = store.document(&id).unwrap().document.length;
        let all = store
            .blocks(&id, 0, usize::MAX / 4, Direction::Forward)
            .unwrap();
        assert!(all.iter().filter(|block| block.text.len() > REACH).count() > 3);
        for at in (0..=length).step_by(1_000).chain([length]) {
            let around = Around {
                length,
                at,
                reach: REACH,
            };
            let window = window(&store, &id, around).unwrap();
            let first = window.blocks.first().unwrap().start;
            let last = window.blocks.last().unwrap().end();
            assert!(window.at_start || first + REACH <= at, "{at}: {first}");
            assert!(window.at_end || last >= at + REACH, "{at}: {last}");
            let from = all.iter().position(|block| block.start == first).unwrap();
            assert_eq!(window.blocks, all[from..from + window.blocks.len()]);
            assert_eq!(window.at_start, from == 0);
            assert_eq!(window.at_end, last == length);
        }
    }
}
