//! Finds the passage that a note came from: in the original if it is in the library, else in the
//! study guide at the section that treats it. An imported original need not bear the name by which
//! notes call it: its words tell.

use crate::domain::deck::{CandidateKind, Note, SourceRef, candidates, is_original};
use crate::domain::doc::{Document, PhraseFinder, SnippetFinder, TocEntry, toc};
use crate::domain::id::DocId;
use crate::io::store::{Store, StoreError};
use std::collections::{HashMap, HashSet};
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
    find_passage_among(store, source, &mut Originals::default())
}

/// Which document is the original of a work, as far as its words told: found out once for many
/// passages of one work.
#[derive(Debug, Default)]
pub struct Originals(HashMap<DocId, Option<Document>>);

/// The same for one of many sources.
pub fn find_passage_among(
    store: &Store,
    source: &SourceRef,
    originals: &mut Originals,
) -> Result<Option<Passage>, StoreError> {
    let library = library(store)?;
    let candidates = candidates(source, &library);
    let of_kind = |kind| {
        let documents = candidates.iter().filter(move |c| c.kind == kind);
        documents.map(|candidate| candidate.document)
    };
    for document in of_kind(CandidateKind::Original) {
        let range = match words(store, document, source)? {
            Some(range) => Some(range),
            None => section(store, document, source)?.map(|section| section.heading),
        };
        if let Some(range) = range {
            return Ok(Some(Passage::in_original(document, range)));
        }
    }
    let perhaps: Vec<&Document> = of_kind(CandidateKind::Perhaps).collect();
    if let Some(passage) = by_words(store, &perhaps, source, originals)? {
        return Ok(Some(passage));
    }
    for guide in of_kind(CandidateKind::Guide) {
        if let Some(range) = in_guide(store, guide, source)? {
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

/// Whether the words of a source stand in a document that is no study guide.
pub(super) fn is_found(store: &Store, source: &SourceRef) -> Result<bool, StoreError> {
    let library = library(store)?;
    for candidate in candidates(source, &library) {
        let is_guide = candidate.kind == CandidateKind::Guide;
        if !is_guide && words(store, candidate.document, source)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn library(store: &Store) -> Result<Vec<Document>, StoreError> {
    let shelf = store.documents()?.into_iter();
    Ok(shelf.map(|shelved| shelved.document).collect())
}

/// The passage in one of the documents that may be the original.
fn by_words(
    store: &Store,
    perhaps: &[&Document],
    source: &SourceRef,
    originals: &mut Originals,
) -> Result<Option<Passage>, StoreError> {
    let mut holders = Vec::new();
    for document in perhaps {
        if let Some(range) = words(store, document, source)? {
            holders.push((*document, range));
        }
    }
    if holders.len() < 2 {
        let only = holders.pop();
        if let Some((document, range)) = only {
            return Ok(Some(Passage::in_original(document, range)));
        }
        let known = originals.0.get(&source.id).cloned();
        let original = if let Some(known) = known {
            known
        } else {
            let found = by_other_words(store, perhaps, source)?;
            originals.0.insert(source.id.clone(), found.clone());
            found
        };
        let Some(original) = original else {
            return Ok(None);
        };
        let section = section(store, &original, source)?;
        return Ok(section.map(|section| Passage::in_original(&original, section.heading)));
    }
    let snippets = store.snippets_of(&source.id)?;
    let mut best: Option<(usize, Passage)> = None;
    for (document, range) in holders {
        let count = count_of(store, document, &snippets)?;
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, Passage::in_original(document, range)));
        }
    }
    Ok(best.map(|(_, passage)| passage))
}

/// The document that has most passages of the work, if it lacks few of them.
fn by_other_words(
    store: &Store,
    perhaps: &[&Document],
    source: &SourceRef,
) -> Result<Option<Document>, StoreError> {
    let snippets = store.snippets_of(&source.id)?;
    let mut best: Option<(usize, &Document)> = None;
    for document in perhaps {
        let count = count_of(store, document, &snippets)?;
        if is_original(count, snippets.len()) && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, document));
        }
    }
    Ok(best.map(|(_, document)| document.clone()))
}

/// How many of the snippets stand in a document.
fn count_of(store: &Store, document: &Document, snippets: &[String]) -> Result<usize, StoreError> {
    let Some(mut finder) = PhraseFinder::new(snippets) else {
        return Ok(0);
    };
    let mut found = HashSet::new();
    for block in store.blocks_from(&document.id, 0) {
        finder.read(&block?, |index, _| {
            found.insert(index);
        });
        if found.len() == snippets.len() {
            break;
        }
    }
    Ok(found.len())
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

/// The words of the source in a document, or what stands in their place since it was changed.
fn words(
    store: &Store,
    document: &Document,
    source: &SourceRef,
) -> Result<Option<Range<usize>>, StoreError> {
    match find_snippet(store, document, &source.snippet, 0..document.length)? {
        Some(range) => Ok(Some(range)),
        None => store.placed(&document.id, &source.snippet),
    }
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
