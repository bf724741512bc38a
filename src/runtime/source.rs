//! Finds the passage that a note came from: in the original if it is in the library, else in the
//! study guide at the section that treats it.

use crate::domain::deck::{CandidateKind, Note, SourceRef, candidates};
use crate::domain::doc::{Document, SnippetFinder, TocEntry, toc};
use crate::io::store::{Store, StoreError};
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

/// The passage of a source; none if nothing in the library treats it.
pub fn find_passage(store: &Store, source: &SourceRef) -> Result<Option<Passage>, StoreError> {
    let library: Vec<Document> = store
        .documents()?
        .into_iter()
        .map(|shelved| shelved.document)
        .collect();
    for candidate in candidates(source, &library) {
        let document = candidate.document;
        let snippet = || find_snippet(store, document, &source.snippet, 0..document.length);
        let range = match candidate.kind {
            CandidateKind::Original => match snippet()? {
                Some(range) => Some(range),
                None => section(store, document, source)?.map(|section| section.heading),
            },
            CandidateKind::Perhaps => snippet()?,
            CandidateKind::Guide => in_guide(store, document, source)?,
        };
        if let Some(range) = range {
            let is_guide = candidate.kind == CandidateKind::Guide;
            let original = document.original.as_ref().filter(|_| is_guide);
            return Ok(Some(Passage {
                document: document.clone(),
                range,
                instead_of: original.map(|original| original.title.clone()),
            }));
        }
    }
    Ok(None)
}

/// Notes whose snippet does not occur in their original, with the original's title. A note whose
/// original is not in the library is not among them.
pub fn missing_snippets<'n>(
    store: &Store,
    notes: impl IntoIterator<Item = &'n Note>,
) -> Result<Vec<(&'n Note, String)>, StoreError> {
    let shelf = store.documents()?;
    let library: Vec<Document> = shelf.into_iter().map(|s| s.document).collect();
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
