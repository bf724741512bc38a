//! Counts the pages of a document in the background, slowly enough to be noticed by nobody, and
//! keeps what it counted until the document is set in another shape.

use crate::app::msg::Msg;
use crate::app::screen::reader::{PageShape, Pages};
use crate::domain::doc::Block;
use crate::domain::id::DocId;
use crate::domain::layout::Pager;
use crate::io::clock::Stopwatch;
use crate::io::store::{Direction, DocumentSetting, Shelved, Store, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Bytes of text that are laid out in one go.
const CHUNK: usize = 64 * 1024;
/// For each moment of work so many of rest: whoever presses a key meanwhile does not wait.
const REST: u32 = 4;

/// A count that is going on; it stops when this is dropped.
pub(super) struct Counting {
    doc: DocId,
    shape: PageShape,
    stop: Arc<AtomicBool>,
}

impl Counting {
    /// A count, and what does it with a store of its own.
    pub(super) fn new(
        doc: DocId,
        shape: PageShape,
    ) -> (Self, impl FnOnce(Store) -> Option<Msg> + Send + 'static) {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let id = doc.clone();
        let work = move |mut store: Store| {
            let stopped = || stopped.load(Ordering::Relaxed);
            let (pages, mark) = count(&store, &id, shape, stopped)
                .inspect_err(|error| tracing::warn!(%error, "pages not counted"))
                .ok()??;
            if let Err(error) = keep(&mut store, &id, &pages, &mark) {
                tracing::warn!(%error, "the count of pages is not remembered");
            }
            Some(Msg::Pages(id, pages))
        };
        (Self { doc, shape, stop }, work)
    }

    /// Whether it counts just these pages.
    pub(super) fn is_of(&self, doc: &DocId, shape: PageShape) -> bool {
        self.doc == *doc && self.shape == shape
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Where all pages begin, and their mark; none if it was stopped, or the document is too long to be
/// counted.
fn count(
    store: &Store,
    doc: &DocId,
    shape: PageShape,
    stopped: impl Fn() -> bool,
) -> Result<Option<(Pages, String)>, StoreError> {
    let shelved = store.document(doc)?;
    let (length, mark) = (shelved.document.length, mark(&shelved, shape));
    if u32::try_from(length).is_err() {
        return Ok(None);
    }
    let mut tops = vec![0];
    let (mut top, mut chunk) = (0, CHUNK);
    loop {
        let work = Stopwatch::start();
        let blocks = store.blocks(doc, top, chunk, Direction::Forward)?;
        let before = top;
        let mut pager = Pager::new(shape.geometry);
        while let Some(next) = pager.sheet_down(&blocks, top, shape.sheet) {
            top = next;
            tops.push(next as u32);
        }
        if blocks.last().map_or(length, Block::end) >= length {
            return Ok(Some((Pages { shape, tops }, mark)));
        }
        // A page on which more stands than was read.
        chunk = if top == before { chunk * 2 } else { CHUNK };
        thread::sleep(work.elapsed() * REST);
        if stopped() {
            return Ok(None);
        }
    }
}

/// What tells shapes and versions of a document apart, and programs that may lay text out otherwise.
fn mark(shelved: &Shelved, shape: PageShape) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (imported, length) = (shelved.imported_at, shelved.document.length);
    let told = format!("{version} {shape:?} {imported:?} {length}");
    let hash = blake3::hash(told.as_bytes()).to_hex();
    hash.chars().take(16).collect()
}

/// The pages that were counted before, if in this shape.
pub(super) fn kept(store: &Store, doc: &DocId, shape: PageShape) -> Option<Pages> {
    let text = store
        .setting(&DocumentSetting::Pages.of(doc))
        .ok()
        .flatten()?;
    let mut words = text.split(' ');
    if words.next()? != mark(&store.document(doc).ok()?, shape) {
        return None;
    }
    let mut top = 0_u32;
    let step = |word: &str| {
        top = top.checked_add(word.parse().ok()?)?;
        Some(top)
    };
    let tops = words.map(step).collect::<Option<Vec<u32>>>()?;
    Some(Pages { shape, tops })
}

/// Keeps them: the mark, and how far each page begins behind the one before.
fn keep(store: &mut Store, doc: &DocId, pages: &Pages, mark: &str) -> Result<(), StoreError> {
    let mut text = mark.to_owned();
    let mut before = 0;
    for top in &pages.tops {
        text.push(' ');
        text.push_str(&(top - before).to_string());
        before = *top;
    }
    store.keep_setting(&DocumentSetting::Pages.of(doc), &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeviceId;
    use crate::domain::layout::{Geometry, Sheet, Typography, Wide};
    use crate::domain::text::Widths;
    use crate::domain::time::Timestamp;
    use crate::io::store::Reason;
    use crate::runtime::take_in;
    use std::fmt::Write as _;

    fn shape(width: u16, height: usize) -> PageShape {
        PageShape {
            geometry: Geometry {
                width,
                indent: 4,
                paragraph_gap: 0,
                wide: Wide::Cut,
                widths: Widths::NARROW,
                typography: Typography::RAGGED,
            },
            sheet: Sheet { columns: 1, height },
        }
    }

    #[test]
    fn pages_of_an_older_version_are_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "学而时习之。\n").unwrap();
        let why = "test".to_owned();
        let mut store = Store::in_memory(DeviceId::new("a"), Reason::CannotCreate { why }).unwrap();
        let doc = take_in(&mut store, &path, Timestamp(0)).unwrap().id;
        let shape = shape(78, 22);
        let (pages, mark) = count(&store, &doc, shape, || false).unwrap().unwrap();
        keep(&mut store, &doc, &pages, &mark).unwrap();
        assert_eq!(kept(&store, &doc, shape), Some(pages));
        std::fs::write(&path, "不亦说乎？\n".repeat(900)).unwrap();
        assert_eq!(take_in(&mut store, &path, Timestamp(1)).unwrap().id, doc);
        assert_eq!(kept(&store, &doc, shape), None);
    }

    fn store() -> (Store, DocId) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut text = String::new();
        for n in 0..400 {
            let long = "摆脱传统经济增长方式，".repeat(n % 40);
            write!(text, "第{n}段，{long}。\n\n").unwrap();
        }
        text.push_str(&"一行到底".repeat(20_000));
        std::fs::write(&path, text).unwrap();
        let why = "test".to_owned();
        let mut store = Store::in_memory(DeviceId::new("a"), Reason::CannotCreate { why }).unwrap();
        let id = take_in(&mut store, &path, Timestamp(0)).unwrap().id;
        (store, id)
    }

    #[test]
    fn pages_are_where_turning_them_from_the_start_leads() {
        let (mut store, doc) = store();
        let all = store
            .blocks(&doc, 0, usize::MAX / 4, Direction::Forward)
            .unwrap();
        for shape in [shape(78, 22), shape(40, 10), shape(200, 500)] {
            let (pages, mark) = count(&store, &doc, shape, || false).unwrap().unwrap();
            let mut turning = Pager::new(shape.geometry);
            let mut tops = vec![0];
            while let Some(next) = turning.sheet_down(&all, tops[tops.len() - 1], shape.sheet) {
                tops.push(next);
            }
            let counted: Vec<usize> = pages.tops.iter().map(|top| *top as usize).collect();
            assert_eq!(counted, tops);
            keep(&mut store, &doc, &pages, &mark).unwrap();
            assert_eq!(kept(&store, &doc, shape), Some(pages));
        }
        assert_eq!(
            kept(&store, &doc, shape(78, 22)),
            None,
            "another shape took its place"
        );
    }

    #[test]
    fn a_count_that_is_not_wanted_any_more_stops() {
        let (store, doc) = store();
        assert_eq!(count(&store, &doc, shape(78, 22), || true).unwrap(), None);
        let (counting, work) = Counting::new(doc.clone(), shape(78, 22));
        assert!(counting.is_of(&doc, shape(78, 22)));
        assert!(!counting.is_of(&doc, shape(78, 23)));
        drop(counting);
        assert!(work(store).is_none());
    }
}
