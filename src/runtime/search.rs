//! Searches a document in the store. To find a hit it reads no further than that, whichever way it
//! looks; to count them it reads everything.

use crate::app::effect::Direction;
use crate::app::msg::Msg;
use crate::domain::doc::{Block, Finder};
use crate::domain::id::DocId;
use crate::io::store::{Store, StoreError};
use std::ops::Range;

/// Looks for a query from an offset to the end, then from the beginning, or the other way round.
pub(super) fn find(
    store: &Store,
    doc: &DocId,
    query: &str,
    from: usize,
    direction: Direction,
) -> Result<Msg, StoreError> {
    let mut hit = None;
    let mut wrapped = false;
    if let Some(finder) = Finder::new(query) {
        let search = Search {
            store,
            doc,
            finder,
            from,
        };
        hit = search.straight(direction)?;
        if hit.is_none() {
            hit = search.around(direction)?;
            wrapped = hit.is_some();
        }
    }
    Ok(Msg::Found {
        doc: doc.clone(),
        query: query.to_owned(),
        hit,
        wrapped,
    })
}

/// Where a query stands in a document.
pub(super) fn count(store: &Store, doc: DocId, query: String) -> Result<Msg, StoreError> {
    let mut starts = Vec::new();
    if let Some(finder) = Finder::new(&query) {
        for block in store.blocks_from(&doc, 0) {
            starts.extend(finder.hits(&block?).map(|hit| hit.start));
        }
    }
    Ok(Msg::Hits(doc, query, starts))
}

/// A search from one place.
struct Search<'a> {
    store: &'a Store,
    doc: &'a DocId,
    finder: Finder,
    from: usize,
}

impl Search<'_> {
    fn straight(&self, direction: Direction) -> Result<Option<Range<usize>>, StoreError> {
        match direction {
            Direction::Forward => first(self.behind()),
            Direction::Backward => last(self.before()),
        }
    }

    fn around(&self, direction: Direction) -> Result<Option<Range<usize>>, StoreError> {
        match direction {
            Direction::Forward => first(self.before()),
            Direction::Backward => last(self.behind()),
        }
    }

    /// The hits of each block that start at the place or behind it.
    fn behind(&self) -> impl Iterator<Item = Result<Vec<Range<usize>>, StoreError>> {
        self.store
            .blocks_from(self.doc, self.from)
            .map(|block| Ok(self.hits(&block?, |start| start >= self.from)))
    }

    /// The hits of each block that start before the place.
    fn before(&self) -> impl Iterator<Item = Result<Vec<Range<usize>>, StoreError>> {
        self.store
            .blocks_from(self.doc, 0)
            .take_while(|block| block.as_ref().map_or(true, |b| b.start < self.from))
            .map(|block| Ok(self.hits(&block?, |start| start < self.from)))
    }

    fn hits(&self, block: &Block, wanted: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let hits = self.finder.hits(block);
        hits.filter(|hit| wanted(hit.start)).collect()
    }
}

fn first(
    blocks: impl Iterator<Item = Result<Vec<Range<usize>>, StoreError>>,
) -> Result<Option<Range<usize>>, StoreError> {
    for hits in blocks {
        if let Some(hit) = hits?.first() {
            return Ok(Some(hit.clone()));
        }
    }
    Ok(None)
}

fn last(
    blocks: impl Iterator<Item = Result<Vec<Range<usize>>, StoreError>>,
) -> Result<Option<Range<usize>>, StoreError> {
    let mut last = None;
    for hits in blocks {
        last = hits?.pop().or(last);
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeviceId;
    use crate::domain::time::Timestamp;
    use crate::io::store::Reason;
    use crate::runtime::take_in;

    const TEXT: &str = "甲乙丙乙\n\n丁\n\n乙戊乙乙\n\n己";

    /// The places of 乙 in the normalised text, found without the finder.
    fn places() -> Vec<usize> {
        let text = TEXT.replace("\n\n", "\n");
        text.match_indices('乙').map(|(at, _)| at).collect()
    }

    #[test]
    fn every_place_leads_to_the_next_hit_on_its_side_or_around() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, TEXT).unwrap();
        let why = "test".to_owned();
        let mut store = Store::in_memory(DeviceId::new("a"), Reason::CannotCreate { why }).unwrap();
        let id = take_in(&mut store, &path, Timestamp(0)).unwrap().id;
        let (places, length) = (places(), store.document(&id).unwrap().document.length);
        assert_eq!(places.len(), 5);
        let Msg::Hits(_, _, counted) = count(&store, id.clone(), "乙".to_owned()).unwrap() else {
            panic!();
        };
        assert_eq!(counted, places);
        let found = |query, from, direction| {
            let msg = find(&store, &id, query, from, direction).unwrap();
            let Msg::Found { hit, wrapped, .. } = msg else {
                panic!("{msg:?}");
            };
            (hit.map(|hit| hit.start), wrapped)
        };
        for from in 0..=length {
            let next = places.iter().copied().find(|at| *at >= from);
            let expected = (next.or(places.first().copied()), next.is_none());
            assert_eq!(found("乙", from, Direction::Forward), expected, "{from}");
            let earlier = places.iter().copied().rfind(|at| *at < from);
            let expected = (earlier.or(places.last().copied()), earlier.is_none());
            assert_eq!(found("乙", from, Direction::Backward), expected, "{from}");
            for direction in [Direction::Forward, Direction::Backward] {
                assert_eq!(found("庚", from, direction), (None, false));
                assert_eq!(found("", from, direction), (None, false));
            }
        }
    }
}
