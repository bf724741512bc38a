//! Tells which articles of a document stand elsewhere too, by their numbers in the tables of
//! contents.

use crate::domain::doc::{RepeatOf, Repeated, SectionNumbers, TocEntry, toc};
use crate::domain::id::DocId;
use crate::io::store::{Store, StoreError};
use std::collections::BTreeMap;

/// The articles of a document that repeat others, in order.
pub fn repeated(store: &Store, id: &DocId) -> Result<Vec<Repeated>, StoreError> {
    let repeats = store.repeats(id)?;
    if repeats.is_empty() {
        return Ok(Vec::new());
    }
    let headings = store.headings(id)?;
    let length = store.document(id)?.document.length;
    let toc: Vec<TocEntry> = headings.iter().filter_map(TocEntry::of).collect();
    let numbers = SectionNumbers::of(&toc);
    let number = |start: usize| {
        let index = toc.binary_search_by_key(&start, |entry| entry.offset);
        index.ok().and_then(|index| numbers.get(index))
    };
    let all_of_it = toc.is_empty() || toc::section_end(&toc, 0, length) >= length;
    let mut titles: BTreeMap<DocId, String> = BTreeMap::new();
    let mut out = Vec::new();
    for repeat in repeats {
        let of = match repeat.other {
            None => RepeatOf::Section(number(repeat.other_start).unwrap_or_default()),
            Some(other) => {
                if !titles.contains_key(&other) {
                    let title = store.document(&other)?.document.title;
                    titles.insert(other.clone(), title);
                }
                RepeatOf::Document(titles.get(&other).cloned().unwrap_or_default())
            }
        };
        let is_whole = repeat.start == 0 && all_of_it;
        let number = number(repeat.start).filter(|_| !is_whole);
        out.push(Repeated {
            start: repeat.start,
            number,
            of,
            exact: repeat.alike >= 1.0,
        });
    }
    Ok(out)
}
