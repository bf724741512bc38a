//! Tables of contents, and how a section is found by its heading.

use super::block::{Block, BlockKind};
use std::fmt;

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// Byte offset of the heading in the document.
    pub offset: usize,
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
}

impl TocEntry {
    /// The entry of a block, if it is a heading that starts here.
    pub fn of(block: &Block) -> Option<Self> {
        match block.kind {
            BlockKind::Heading(level) if !block.continued => Some(Self {
                offset: block.start,
                level,
                text: block.text.clone(),
            }),
            _ => None,
        }
    }
}

/// The place of a section among all of its document, as books number them: 2.3 is the third section
/// inside the second. A title that holds the whole document does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionNumber(pub Vec<usize>);

impl fmt::Display for SectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, number) in self.0.iter().enumerate() {
            let dot = if position > 0 { "." } else { "" };
            write!(f, "{dot}{number}")?;
        }
        Ok(())
    }
}

/// The numbers of all sections of a document.
#[derive(Debug)]
pub struct SectionNumbers {
    /// Which section inside its outer one each is, from 1, and which entry that outer one is.
    places: Vec<(usize, Option<usize>)>,
    /// Whether the first entry holds all others.
    titled: bool,
}

impl SectionNumbers {
    /// Counts the sections.
    pub fn of(toc: &[TocEntry]) -> Self {
        let mut places: Vec<(usize, Option<usize>)> = Vec::with_capacity(toc.len());
        // The sections that hold the entry, the outermost first, and how many each has by now.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut outermost = 0;
        for (index, entry) in toc.iter().enumerate() {
            let holds = |outer: usize| toc.get(outer).is_some_and(|o| o.level < entry.level);
            while open.pop_if(|(outer, _)| !holds(*outer)).is_some() {}
            let count = open.last_mut().map_or(&mut outermost, |(_, count)| count);
            *count += 1;
            places.push((*count, open.last().map(|(outer, _)| *outer)));
            open.push((index, 0));
        }
        let titled = toc.len() > 1 && outermost == 1;
        Self { places, titled }
    }

    /// The number of the section with this index; nothing for a title that holds all.
    pub fn get(&self, index: usize) -> Option<SectionNumber> {
        let mut number = Vec::new();
        let mut at = Some(index).filter(|at| *at < self.places.len());
        while let Some((count, outer)) = at.and_then(|at| self.places.get(at)) {
            if !(self.titled && outer.is_none()) {
                number.push(*count);
            }
            at = *outer;
        }
        number.reverse();
        (!number.is_empty()).then_some(SectionNumber(number))
    }
}

/// Index of the section that the offset lies in.
pub fn section_at(toc: &[TocEntry], offset: usize) -> Option<usize> {
    toc.partition_point(|entry| entry.offset <= offset)
        .checked_sub(1)
}

/// Index of the entry for a section named by headings from the outermost to the innermost, given
/// here innermost first: the first that has an entry with the same words, else the first that
/// contains, or is contained in, an entry's words. White space and punctuation do not count.
pub fn find_section<'a>(
    toc: &[TocEntry],
    innermost_first: impl Iterator<Item = &'a str> + Clone,
) -> Option<usize> {
    let entries: Vec<String> = toc.iter().map(|entry| words(&entry.text)).collect();
    innermost_first
        .map(words)
        .filter(|wanted| !wanted.is_empty())
        .find_map(|wanted| {
            let same = entries.iter().position(|entry| *entry == wanted);
            same.or_else(|| entries.iter().position(|entry| alike(entry, &wanted)))
        })
}

/// The offset at which a section ends: the next heading of its level or an outer one.
pub fn section_end(toc: &[TocEntry], index: usize, document_length: usize) -> usize {
    let level = toc.get(index).map_or(0, |entry| entry.level);
    toc.iter()
        .skip(index + 1)
        .find(|entry| entry.level <= level)
        .map_or(document_length, |entry| entry.offset)
}

fn alike(entry: &str, wanted: &str) -> bool {
    const TELLING: usize = 4;
    let shorter = if entry.len() < wanted.len() {
        entry
    } else {
        wanted
    };
    shorter.chars().count() >= TELLING && (entry.contains(wanted) || wanted.contains(entry))
}

fn words(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toc() -> Vec<TocEntry> {
        [
            (0, 1, "导读"),
            (10, 2, "第一章 理论的创新发展"),
            (20, 3, "1.1 理论贡献"),
            (30, 3, "1.2 几对关系"),
            (40, 4, "1.2.1 生产力与生产关系"),
            (50, 2, "第二章 科技创新"),
            (60, 2, "一、习近平在参加江苏代表团审议时强调 因地制宜"),
        ]
        .map(|(offset, level, text)| TocEntry {
            offset,
            level,
            text: text.to_owned(),
        })
        .to_vec()
    }

    #[test]
    fn a_section_is_found_by_its_innermost_known_heading() {
        let find = |path: &[&str]| find_section(&toc(), path.iter().copied());
        assert_eq!(find(&["1.2.1 生产力与生产关系", "1.2 几对关系"]), Some(4));
        assert_eq!(find(&["1.2.9 没有", "1.2　几对关系"]), Some(3));
        assert_eq!(
            find(&["习近平在参加江苏代表团审议时强调 因地制宜"]),
            Some(6)
        );
        assert_eq!(find(&["没有这一节"]), None);
        assert_eq!(find(&[""]), None);
    }

    #[test]
    fn numbers_of_sections_name_one_section_each() {
        let numbers = |toc: &[TocEntry]| -> Vec<Option<String>> {
            let numbers = SectionNumbers::of(toc);
            let of = |index| numbers.get(index).map(|n| n.to_string());
            (0..toc.len()).map(of).collect()
        };
        let expected = [
            None,
            Some("1"),
            Some("1.1"),
            Some("1.2"),
            Some("1.2.1"),
            Some("2"),
            Some("3"),
        ];
        assert_eq!(
            numbers(&toc()),
            expected.map(|n| n.map(str::to_owned)).to_vec()
        );
        // Without a title over all, and with a level left out.
        let untitled: Vec<TocEntry> = [(0, 2), (1, 4), (2, 3), (3, 2), (4, 4)]
            .map(|(offset, level)| TocEntry {
                offset,
                level,
                text: String::new(),
            })
            .to_vec();
        let expected = ["1", "1.1", "1.2", "2", "2.1"].map(|n| Some(n.to_owned()));
        assert_eq!(numbers(&untitled), expected);
        assert_eq!(numbers(&untitled[..1]), [Some("1".to_owned())]);
        assert_eq!(SectionNumbers::of(&untitled).get(9), None);
    }

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let toc = toc();
        assert_eq!(section_end(&toc, 3, 99), 50);
        assert_eq!(section_end(&toc, 1, 99), 50);
        assert_eq!(section_end(&toc, 6, 99), 99);
        assert_eq!(section_at(&toc, 45), Some(4));
        assert_eq!(section_at(&toc[1..], 5), None);
    }
}
