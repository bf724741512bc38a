//! Finds the passage that a note came from: in the original if it is in the library, else in the
//! study guide at the section that treats it. An imported original need not bear the name by which
//! notes call it: its words tell.

use crate::domain::deck::{CandidateKind, Note, SourceRef, candidates, is_original};
use crate::domain::doc::{Document, PhraseFinder, SnippetFinder, TocEntry, toc};
use crate::domain::id::DocId;
use crate::io::store::{Store, StoreError};
use std::collections::HashMap;
use std::ops::Range;

/// A passage in a document of the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The document.
    pub document: Document,
    /// The passage, as bytes of the document.
    pub range: Range<usize>,
    /// For a study guide: the title of the original, which is not in the library.
    pub instead_of: Option<String>,
}

impl Passage {
    fn in_original(document: &Document, range: Range<usize>) -> Self {
        Self {
            document: document.clone(),
            range,
            instead_of: None,
        }
    }
}

/// The passage of a source; none if nothing in the library treats it. An original that nothing but
/// its words tells is known by them: of the documents with the passage it is the one with most of
/// the passages of all notes on that work.
pub fn find_passage(store: &Store, source: &SourceRef) -> Result<Option<Passage>, StoreError> {
    let found = find_passages(store, std::slice::from_ref(source))?;
    Ok(found.into_iter().next().flatten())
}

/// The same for many sources, in their order; no document is read more than once for the words of
/// them all.
pub fn find_passages(
    store: &Store,
    sources: &[SourceRef],
) -> Result<Vec<Option<Passage>>, StoreError> {
    let library = library(store)?;
    let mut search = Search::new(store, sources);
    let indices = 0..sources.len();
    indices
        .map(|index| search.passage(index, &library))
        .collect()
}

/// Which of the sources have words that stand in a document that is no study guide.
pub(super) fn are_found(store: &Store, sources: &[SourceRef]) -> Result<Vec<bool>, StoreError> {
    let library = library(store)?;
    let mut search = Search::new(store, sources);
    let indices = 0..sources.len();
    indices
        .map(|index| search.is_found(index, &library))
        .collect()
}

fn library(store: &Store) -> Result<Vec<Document>, StoreError> {
    let shelf = store.documents()?.into_iter();
    Ok(shelf.map(|shelved| shelved.document).collect())
}

/// A search for the passages of sources; what was read for one of them is kept for the others.
struct Search<'a> {
    store: &'a Store,
    sources: &'a [SourceRef],
    /// For each document that was read, where the words of each source stand in it first.
    places: HashMap<DocId, Vec<Option<Range<usize>>>>,
    /// For each work and document, how many of the passages of all notes on the work stand in it.
    counts: HashMap<(DocId, DocId), usize>,
}

impl<'a> Search<'a> {
    fn new(store: &'a Store, sources: &'a [SourceRef]) -> Self {
        Self {
            store,
            sources,
            places: HashMap::new(),
            counts: HashMap::new(),
        }
    }

    fn passage(
        &mut self,
        index: usize,
        library: &[Document],
    ) -> Result<Option<Passage>, StoreError> {
        let Some(source) = self.sources.get(index) else {
            return Ok(None);
        };
        let candidates = candidates(source, library);
        let of_kind = |kind| {
            let documents = candidates.iter().filter(move |c| c.kind == kind);
            documents.map(|candidate| candidate.document)
        };
        for document in of_kind(CandidateKind::Original) {
            let range = match self.words(index, document)? {
                Some(range) => Some(range),
                None => section(self.store, document, source)?.map(|section| section.heading),
            };
            if let Some(range) = range {
                return Ok(Some(Passage::in_original(document, range)));
            }
        }
        let perhaps: Vec<&Document> = of_kind(CandidateKind::Perhaps).collect();
        if let Some(passage) = self.by_words(index, source, &perhaps)? {
            return Ok(Some(passage));
        }
        for guide in of_kind(CandidateKind::Guide) {
            if let Some(range) = in_guide(self.store, guide, source)? {
                return Ok(Some(Passage {
                    document: guide.clone(),
                    range,
                    instead_of: guide
                        .original
                        .as_ref()
                        .map(|original| original.title.clone()),
                }));
            }
        }
        Ok(None)
    }

    fn is_found(&mut self, index: usize, library: &[Document]) -> Result<bool, StoreError> {
        let Some(source) = self.sources.get(index) else {
            return Ok(false);
        };
        for candidate in candidates(source, library) {
            let is_guide = candidate.kind == CandidateKind::Guide;
            if !is_guide && self.words(index, candidate.document)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The passage in one of the documents that may be the original.
    fn by_words(
        &mut self,
        index: usize,
        source: &SourceRef,
        perhaps: &[&Document],
    ) -> Result<Option<Passage>, StoreError> {
        let mut holders = Vec::new();
        for document in perhaps {
            if let Some(range) = self.words(index, document)? {
                holders.push((*document, range));
            }
        }
        if holders.is_empty() {
            let Some(original) = self.by_other_words(source, perhaps)? else {
                return Ok(None);
            };
            let section = section(self.store, original, source)?;
            return Ok(section.map(|section| Passage::in_original(original, section.heading)));
        }
        if let [(document, range)] = holders.as_slice() {
            return Ok(Some(Passage::in_original(document, range.clone())));
        }
        let mut best: Option<(usize, Passage)> = None;
        for (document, range) in holders {
            let count = self.count(source, document)?;
            if best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, Passage::in_original(document, range)));
            }
        }
        Ok(best.map(|(_, passage)| passage))
    }

    /// The document that has most passages of the work, if it lacks few of them.
    fn by_other_words<'d>(
        &mut self,
        source: &SourceRef,
        perhaps: &[&'d Document],
    ) -> Result<Option<&'d Document>, StoreError> {
        let all = self.store.snippets_of(&source.id)?.len();
        let mut best: Option<(usize, &Document)> = None;
        for document in perhaps {
            let count = self.count(source, document)?;
            if is_original(count, all) && best.is_none_or(|(most, _)| count > most) {
                best = Some((count, document));
            }
        }
        Ok(best.map(|(_, document)| document))
    }

    /// The words of the source in a document, or what stands in their place since it was changed.
    fn words(
        &mut self,
        index: usize,
        document: &Document,
    ) -> Result<Option<Range<usize>>, StoreError> {
        if !self.places.contains_key(&document.id) {
            let snippets = self.sources.iter().map(|source| source.snippet.as_str());
            let places = first_places(self.store, document, snippets)?;
            self.places.insert(document.id.clone(), places);
        }
        let places = self.places.get(&document.id);
        if let Some(range) = places.and_then(|places| places.get(index)?.clone()) {
            return Ok(Some(range));
        }
        match self.sources.get(index) {
            Some(source) => self.store.placed(&document.id, &source.snippet),
            None => Ok(None),
        }
    }

    /// How many of the passages of all notes on the work of a source stand in a document.
    fn count(&mut self, source: &SourceRef, document: &Document) -> Result<usize, StoreError> {
        let key = (source.id.clone(), document.id.clone());
        if let Some(known) = self.counts.get(&key) {
            return Ok(*known);
        }
        let snippets = self.store.snippets_of(&source.id)?;
        let places = first_places(self.store, document, &snippets)?;
        let count = places.iter().flatten().count();
        self.counts.insert(key, count);
        Ok(count)
    }
}

/// Where each of the snippets stands first in a document, which is read once, as far as it has to be.
fn first_places<T: AsRef<str>>(
    store: &Store,
    document: &Document,
    snippets: impl IntoIterator<Item = T>,
) -> Result<Vec<Option<Range<usize>>>, StoreError> {
    let snippets: Vec<T> = snippets.into_iter().collect();
    let mut places = vec![None; snippets.len()];
    let Some(mut finder) = PhraseFinder::new(&snippets) else {
        return Ok(places);
    };
    let mut missing = places.len();
    for block in store.blocks_from(&document.id, 0) {
        finder.read(&block?, |index, range| {
            if let Some(place @ None) = places.get_mut(index) {
                *place = Some(range);
                missing -= 1;
            }
        });
        if missing == 0 {
            break;
        }
    }
    Ok(places)
}

/// Notes whose snippet does not occur in their original, with the original's title. A note whose
/// original is not in the library is not among them.
pub fn missing_snippets<'n>(
    store: &Store,
    notes: impl IntoIterator<Item = &'n Note>,
) -> Result<Vec<(&'n Note, String)>, StoreError> {
    let library = library(store)?;
    let mut sought: Vec<(&Document, Vec<(&Note, SnippetFinder)>)> = Vec::new();
    for note in notes {
        let Some(source) = &note.source else { continue };
        let original = candidates(source, &library)
            .into_iter()
            .find(|candidate| candidate.kind == CandidateKind::Original);
        let (Some(original), Some(finder)) = (original, SnippetFinder::new(&source.snippet)) else {
            continue;
        };
        match sought.iter_mut().find(|(d, _)| *d == original.document) {
            Some((_, finders)) => finders.push((note, finder)),
            None => sought.push((original.document, vec![(note, finder)])),
        }
    }
    let mut missing = Vec::new();
    for (document, mut finders) in sought {
        for block in store.blocks_from(&document.id, 0) {
            let block = block?;
            finders.retain_mut(|(_, finder)| finder.read(&block).is_none());
        }
        let title = &document.title;
        missing.extend(finders.into_iter().map(|(note, _)| (note, title.clone())));
    }
    Ok(missing)
}

/// A section of a document.
struct Section {
    /// Its heading, as bytes of the document.
    heading: Range<usize>,
    /// All of it.
    whole: Range<usize>,
}

/// The snippet within its section if the guide quotes it, else the section's heading.
fn in_guide(
    store: &Store,
    guide: &Document,
    source: &SourceRef,
) -> Result<Option<Range<usize>>, StoreError> {
    let Some(section) = section(store, guide, source)? else {
        return Ok(None);
    };
    let quoted = find_snippet(store, guide, &source.snippet, section.whole)?;
    Ok(Some(quoted.unwrap_or(section.heading)))
}

fn section(
    store: &Store,
    document: &Document,
    source: &SourceRef,
) -> Result<Option<Section>, StoreError> {
    let headings = store.headings(&document.id)?;
    let entries: Vec<TocEntry> = headings.iter().filter_map(TocEntry::of).collect();
    let path: Vec<&str> = source.headings().collect();
    let Some(index) = toc::find_section(&entries, path.iter().copied()) else {
        return Ok(None);
    };
    Ok(entries.get(index).map(|entry| Section {
        heading: entry.offset..entry.offset + entry.text.len(),
        whole: entry.offset..toc::section_end(&entries, index, document.length),
    }))
}

/// The first place of the snippet that lies in the part of the document.
fn find_snippet(
    store: &Store,
    document: &Document,
    snippet: &str,
    within: Range<usize>,
) -> Result<Option<Range<usize>>, StoreError> {
    let Some(mut finder) = SnippetFinder::new(snippet) else {
        return Ok(None);
    };
    for block in store.blocks_from(&document.id, within.start) {
        let block = block?;
        if block.start >= within.end {
            break;
        }
        if let Some(range) = finder.read(&block) {
            return Ok(Some(range));
        }
    }
    Ok(None)
}
