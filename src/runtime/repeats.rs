//! Tells which articles of a document stand elsewhere too, by their numbers in the tables of
//! contents.

use crate::domain::doc::{RepeatOf, Repeated, TocEntry, toc};
use crate::domain::id::DocId;
use crate::io::store::{Store, StoreError};

/// The articles of a document that repeat others, in order.
pub fn repeated(store: &Store, id: &DocId) -> Result<Vec<Repeated>, StoreError> {
    let repeats = store.repeats(id)?;
    if repeats.is_empty() {
        return Ok(Vec::new());
    }
    let headings = store.headings(id)?;
    let length = store.document(id)?.document.length;
    let toc: Vec<TocEntry> = headings.iter().filter_map(TocEntry::of).collect();
    let mut out = Vec::new();
    for repeat in repeats {
        let of = match &repeat.other {
            None => RepeatOf::Section(number(&toc, repeat.other_start)),
            Some(other) => RepeatOf::Document(store.document(other)?.document.title),
        };
        out.push(Repeated {
            start: repeat.start,
            number: if is_whole(&toc, repeat.start, length) {
                0
            } else {
                number(&toc, repeat.start)
            },
            of,
            exact: repeat.alike >= 1.0,
        });
    }
    Ok(out)
}

/// Whether the section that starts here is all of the document.
fn is_whole(toc: &[TocEntry], start: usize, length: usize) -> bool {
    start == 0 && (toc.is_empty() || toc::section_end(toc, 0, length) >= length)
}

/// Which of the sections of its level the one that starts here is, from 1; 0 if none does.
fn number(toc: &[TocEntry], start: usize) -> usize {
    let Some(index) = toc.iter().position(|entry| entry.offset == start) else {
        return 0;
    };
    let level = toc.get(index).map(|entry| entry.level);
    // Sections of an outer level begin the count anew.
    let before = toc.iter().take(index + 1).rev();
    let siblings = before.take_while(|entry| Some(entry.level) >= level);
    siblings.filter(|entry| Some(entry.level) == level).count()
}
