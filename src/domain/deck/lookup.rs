//! In which documents of the library the source of a note is looked for, and in which order.

use super::SourceRef;
use crate::domain::doc::{Document, Origin};

/// A document to look in, and what finding the passage there means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it is to the note.
    pub kind: CandidateKind,
}

/// What a document is to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateKind {
    /// The original, by its id or its title: the passage, or at least its section, is there.
    Original,
    /// A document the person imported, which may be the original: if the snippet is there.
    Perhaps,
    /// The study guide to the original: the section that treats the passage.
    Guide,
}

/// The documents to look in: the original by its id, then by its title, then whatever the person
/// imported, then the study guide.
pub fn candidates<'a>(source: &SourceRef, library: &'a [Document]) -> Vec<Candidate<'a>> {
    let guide = library
        .iter()
        .find(|d| d.original.as_ref().is_some_and(|o| o.id == source.id));
    let title = guide
        .and_then(|guide| guide.original.as_ref())
        .map(|o| o.title.as_str());
    let imported = |d: &&Document| d.origin != Origin::Shipped;
    let by_id = library.iter().filter(|d| d.id == source.id);
    let by_title = library
        .iter()
        .filter(imported)
        .filter(|d| d.id != source.id && title.is_some_and(|title| same_title(&d.title, title)));
    let originals: Vec<&Document> = by_id.chain(by_title).collect();
    let others = library
        .iter()
        .filter(imported)
        .filter(|d| !originals.contains(d) && guide != Some(*d));
    let of = |kind| move |document| Candidate { document, kind };
    let mut out: Vec<_> = originals
        .iter()
        .copied()
        .map(of(CandidateKind::Original))
        .collect();
    out.extend(others.map(of(CandidateKind::Perhaps)));
    out.extend(guide.map(of(CandidateKind::Guide)));
    out
}

/// Whether two titles are of one work: the same characters, or one is the other's main title.
pub fn same_title(one: &str, other: &str) -> bool {
    let main = |title: &str| -> String {
        let main = title.split("——").next().unwrap_or(title);
        main.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (one, other) = (main(one), main(other));
    !one.is_empty() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::Original;
    use crate::domain::id::DocId;

    fn document(id: &str, title: &str, shipped: bool, original: Option<(&str, &str)>) -> Document {
        Document {
            id: DocId::new(id),
            title: title.to_owned(),
            author: None,
            date: None,
            original: original.map(|(id, title)| Original {
                id: DocId::new(id),
                title: title.to_owned(),
                author: None,
                publisher: None,
                date: None,
            }),
            origin: if shipped {
                Origin::Shipped
            } else {
                Origin::File(String::new())
            },
            length: 1,
            dropped_controls: 0,
        }
    }

    #[test]
    fn the_original_comes_before_what_may_be_it_and_the_guide_comes_last() {
        let library = [
            document(
                "guide",
                "导读",
                true,
                Some(("report", "更好赋能——理论贡献")),
            ),
            document("other", "别的", false, None),
            document("004_x", "更好赋能", false, None),
            document("report", "报告", false, None),
            document("other-guide", "另一导读", true, Some(("x", "另一"))),
        ];
        let source = SourceRef {
            id: DocId::new("report"),
            section: "一".to_owned(),
            snippet: "二".to_owned(),
        };
        let found: Vec<(&str, CandidateKind)> = candidates(&source, &library)
            .iter()
            .map(|c| (c.document.id.as_str(), c.kind))
            .collect();
        assert_eq!(
            found,
            [
                ("report", CandidateKind::Original),
                ("004_x", CandidateKind::Original),
                ("other", CandidateKind::Perhaps),
                ("guide", CandidateKind::Guide),
            ]
        );
    }
}
