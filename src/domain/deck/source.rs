//! The passage a note came from. Knows the reference, not how it is found in a document.

use crate::domain::id::DocId;
use serde::{Deserialize, Serialize};

/// What stands between two headings of a section path.
const SEPARATOR: &str = " / ";

/// Where in an original a note comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceRef {
    /// The original, which need not be in the library.
    pub id: DocId,
    /// The headings above the passage, from outer to inner, joined by ` / `.
    pub section: String,
    /// Words of the passage, at most [`SourceRef::SNIPPET_CHARS`] characters; white space does
    /// not count when they are looked for.
    pub snippet: String,
}

impl SourceRef {
    /// The greatest length of a snippet in characters.
    pub const SNIPPET_CHARS: usize = 30;

    /// The headings above the passage, the innermost first.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.section
            .rsplit(SEPARATOR)
            .map(str::trim)
            .filter(|heading| !heading.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(section: &str) -> Vec<String> {
        let source = SourceRef {
            id: DocId::new("report"),
            section: section.to_owned(),
            snippet: String::new(),
        };
        source.headings().map(str::to_owned).collect()
    }

    #[test]
    fn headings_come_from_the_innermost_outwards() {
        assert_eq!(
            headings("第一章 / 1.2 几对关系 / 1.2.1 供给与需求"),
            ["1.2.1 供给与需求", "1.2 几对关系", "第一章"]
        );
        assert_eq!(headings("附录"), ["附录"]);
    }

    #[test]
    fn a_slash_without_spaces_is_part_of_a_heading() {
        assert_eq!(headings("投入/产出 /  / 分析"), ["分析", "投入/产出"]);
        assert!(headings("").is_empty());
    }
}
