//! The printed table of contents: found, taken out, and used to know the headings by.

use super::glyph::Ending;
use super::line::Lines;
use super::number::{self, Style};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// An entry of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its letters and digits, the number included.
    pub(super) key: String,
    /// The same without the number.
    pub(super) bare: String,
    /// Its text as printed, without leader and page number.
    pub(super) text: String,
    /// How it is numbered.
    pub(super) style: Option<Style>,
    /// Its level: 2 for an outermost one, since the title has 1.
    pub(super) level: u8,
}

/// A table of contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// Its entries, in order.
    pub(super) entries: Vec<Entry>,
}

/// The letters and digits of a text: what a heading and its entry have in common.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a line is the title of a table of contents.
fn is_title(line: &str) -> bool {
    let bare: String = line
        .chars()
        .filter(|c| !c.is_whitespace() && !"【】[]—-".contains(*c))
        .collect();
    matches!(
        bare.as_str(),
        "目录" | "目次" | "CONTENTS" | "Contents" | "TableofContents" | "总目录"
    )
}

/// What stands before the page number and the leader of an entry; nothing if the line has none.
/// Without a leader (only one space) the number counts if `loose`.
fn before_page(line: &str, loose: bool) -> Option<&str> {
    let body = line.trim_end_matches(['）', ')', '】', ']']);
    let text = body.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = body.len() - text.len();
    if digits == 0 || digits > 4 || text.is_empty() {
        return None;
    }
    let text = text.trim_end_matches(['（', '(', '【', '[']);
    let is_leader =
        |c: char| matches!(c, '.' | '…' | '·' | '．' | '-' | '—' | '_' | '•') || c.is_whitespace();
    let title = text.trim_end_matches(is_leader);
    let leader = text.get(title.len()..)?;
    let strong = leader.contains(['\t', '…'])
        || leader.chars().filter(|c| *c != ' ').count() >= 2
        || leader.contains("  ");
    let known = strong || (loose && !leader.is_empty());
    (known && title.chars().any(char::is_alphabetic)).then_some(title)
}

/// The table of contents in the first part of a text.
pub(super) fn find(lines: &Lines<'_>) -> Option<Contents> {
    const LOOK: usize = 1500;
    const LEAST: usize = 3;
    let count = lines.all.len().min(LOOK);
    let title = (0..count.min(400)).find(|i| is_title(lines.str(*i)));
    let first = match title {
        Some(title) => title + 1,
        None => (0..count).find(|i| before_page(lines.str(*i), false).is_some())?,
    };
    let mut last = None;
    let mut misses = 0;
    for index in first..count {
        if before_page(lines.str(index), title.is_some()).is_some() {
            last = Some(index);
            misses = 0;
        } else {
            misses += 1;
            let sentence = lines.ending(index) == Ending::Sentence
                && lines.all.get(index).is_some_and(|l| l.width > 80);
            if misses > 3 || sentence {
                break;
            }
        }
    }
    let start = title.unwrap_or(first);
    let paged = last.map(|last| entries(lines, first..last + 1, title.is_some()));
    match (last, paged) {
        (Some(last), Some(entries)) if entries.len() >= LEAST => Some(Contents {
            lines: start..last + 1,
            entries,
        }),
        _ => title.and_then(|title| without_pages(lines, title)),
    }
    .map(|mut contents| {
        set_levels(&mut contents.entries);
        contents.entries = contents
            .entries
            .into_iter()
            .flat_map(with_articles)
            .collect();
        contents
    })
    .filter(|contents| title.is_some() || contents.recurring(lines) * 4 >= contents.entries.len())
}

/// The entries in these lines; one that was printed on two lines ends with its page number.
fn entries(lines: &Lines<'_>, range: Range<usize>, loose: bool) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut begun = String::new();
    for index in range {
        let line = lines.str(index);
        let page = before_page(line, loose);
        if !begun.is_empty() && (number::number(line).is_some() || begun.chars().count() > 120) {
            out.extend(entry(&std::mem::take(&mut begun)));
        }
        begun.push_str(page.unwrap_or(line));
        if page.is_some() {
            out.extend(entry(&std::mem::take(&mut begun)));
        }
    }
    out.extend(entry(&begun));
    out
}

fn entry(text: &str) -> Option<Entry> {
    let text = text.trim();
    let number = number::number(text).or_else(|| number::section(text));
    let bare = text.get(number.map_or(0, |n| n.length)..).unwrap_or(text);
    let key = key(text);
    (!key.is_empty()).then(|| Entry {
        key,
        bare: self::key(bare),
        text: bare.trim_end_matches(['.', '…', '·', ' ', '\t']).to_owned(),
        style: number.map(|n| n.style),
        level: 2,
    })
}

/// A table of contents without page numbers: lines that all come again, in their order.
fn without_pages(lines: &Lines<'_>, title: usize) -> Option<Contents> {
    const LEAST: usize = 3;
    let mut later: HashMap<String, Vec<usize>> = HashMap::new();
    for index in title + 1..lines.all.len() {
        if lines.all.get(index).is_some_and(|l| l.width <= 120) {
            later.entry(key(lines.str(index))).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    let mut reached = 0;
    let mut index = title + 1;
    while index < lines.all.len() && (reached == 0 || index < reached) {
        let again = later
            .get(&key(lines.str(index)))
            .and_then(|at| at.iter().find(|at| **at > index.max(reached)));
        let Some(again) = again else { break };
        if found.is_empty() {
            reached = *again;
        }
        found.extend(entry(lines.str(index)));
        index += 1;
    }
    (found.len() >= LEAST).then_some(Contents {
        lines: title..index,
        entries: found,
    })
}

/// Levels by the ways of numbering, in the order in which they come; what has no number among
/// numbered ones is outermost.
fn set_levels(entries: &mut [Entry]) {
    let mut styles: Vec<Style> = Vec::new();
    for entry in entries {
        let Some(style) = entry.style else {
            styles.clear();
            continue;
        };
        if let Some(at) = styles.iter().position(|s| *s == style) {
            styles.truncate(at + 1);
        } else {
            while styles.last().is_some_and(|top| *top > style) {
                styles.pop();
            }
            styles.push(style);
        }
        entry.level = (styles.len() as u8 + 1).min(6);
    }
}

/// An entry, and one for each article that it names in title marks: `系列文章：《甲》《乙》`.
fn with_articles(whole: Entry) -> Vec<Entry> {
    let names: Vec<String> = whole
        .text
        .split('《')
        .skip(1)
        .filter_map(|part| part.split_once('》').map(|(name, _)| name.to_owned()))
        .collect();
    let (level, style) = (whole.level, whole.style);
    let mut out = vec![whole];
    if names.len() >= 2 {
        out.extend(names.into_iter().map(|text| Entry {
            key: key(&text),
            bare: key(&text),
            text,
            style,
            level,
        }));
    }
    out
}

/// How a line relates to the entries that have not come yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// It is this entry's heading.
    Whole(usize),
    /// It is the beginning of this entry's heading.
    Begins(usize),
}

impl Contents {
    /// Whether nearly all entries come again as lines of their own.
    pub(super) fn recurs(&self, lines: &Lines<'_>) -> bool {
        !self.entries.is_empty() && self.recurring(lines) * 4 >= self.entries.len() * 3
    }

    /// How many entries come again as lines of their own.
    fn recurring(&self, lines: &Lines<'_>) -> usize {
        const WIDEST: u32 = 160;
        let later: HashSet<String> = lines
            .all
            .iter()
            .enumerate()
            .skip(self.lines.end)
            .filter(|(_, l)| l.width <= WIDEST)
            .map(|(i, _)| key(lines.str(i)))
            .collect();
        self.entries
            .iter()
            .filter(|e| later.contains(&e.key) || later.contains(&e.bare))
            .count()
    }

    /// The entry whose heading starts with this line, `from` being the first that has not come.
    pub(super) fn matches(&self, line: &str, from: usize) -> Option<Match> {
        const AHEAD: usize = 40;
        const LEAST: usize = 3;
        let own = key(line);
        let without = number::number(line).map_or_else(String::new, |n| {
            key(line.get(n.length..).unwrap_or_default())
        });
        if own.is_empty() {
            return None;
        }
        let near = || self.entries.iter().enumerate().skip(from).take(AHEAD);
        let whole =
            |e: &Entry| own == e.key || own == e.bare || (!without.is_empty() && without == e.bare);
        if let Some((index, _)) = near().find(|(_, e)| whole(e)) {
            return Some(Match::Whole(index));
        }
        let behind_colon = line
            .rsplit(['：', ':', '|', '｜'])
            .next()
            .map(key)
            .unwrap_or_default();
        let named = |e: &Entry| {
            behind_colon.chars().count() > LEAST
                && behind_colon.len() < own.len()
                && (e.bare == behind_colon || e.key == behind_colon)
        };
        if let Some((index, _)) = near().find(|(_, e)| named(e)) {
            return Some(Match::Whole(index));
        }
        let begins = |e: &Entry| {
            own.chars().count() >= LEAST && (e.key.starts_with(&own) || e.bare.starts_with(&own))
        };
        near()
            .find(|(_, e)| begins(e))
            .map(|(index, _)| Match::Begins(index))
    }

    /// Whether the letters are those of an entry's whole heading.
    pub(super) fn is_whole(&self, index: usize, text: &str) -> bool {
        let own = key(text);
        self.entries
            .get(index)
            .is_some_and(|e| e.key == own || e.bare == own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(text: &str) -> (Contents, Lines<'_>) {
        let lines = Lines::of(text, 0..text.len());
        (find(&lines).unwrap(), lines)
    }

    #[test]
    fn entries_with_leaders_tabs_and_spaces() {
        let text = "书名\n目 录\n第一章 甲的事\t1\n1.1 乙 .... 2\n1.2 丙……3\n结 语 9\n甲的正文从这里开始，一直写到这里才结束，它是一个很长的句子，没有页码，也没有前导点，只是一段话而已。\n";
        let (contents, _) = contents(text);
        assert_eq!(contents.lines, 1..6);
        let entries: Vec<(&str, u8)> = contents
            .entries
            .iter()
            .map(|e| (e.text.as_str(), e.level))
            .collect();
        assert_eq!(entries, [("甲的事", 2), ("乙", 3), ("丙", 3), ("结 语", 2)]);
        assert_eq!(contents.matches("第一章", 0), Some(Match::Begins(0)));
        assert_eq!(contents.matches("结  语", 1), Some(Match::Whole(3)));
        assert_eq!(contents.matches("丙的故事", 1), None);
    }

    #[test]
    fn without_page_numbers_the_entries_come_again() {
        let text = "目录\n春天来了\n夏天到了\n秋天的风\n春天来了\n花开。\n夏天到了\n雨多。\n秋天的风\n叶落。\n";
        let (contents, _) = contents(text);
        assert_eq!(contents.lines, 0..4);
        let none = "目录\n这里没有条目，只是一句话。\n另一句话。\n";
        assert!(find(&Lines::of(none, 0..none.len())).is_none());
    }

    #[test]
    fn headings_behind_a_name_and_articles_in_title_marks() {
        let text = "目录\n一、讲话全文……1\n二、评论：《把握内涵》《加快发展》……3\n三、附录……9\n";
        let (contents, _) = contents(text);
        assert_eq!(
            contents.matches("本报记者：讲话全文", 0),
            Some(Match::Whole(0))
        );
        assert_eq!(
            contents.matches("评论员：把握内涵", 1),
            Some(Match::Whole(2))
        );
        assert_eq!(contents.matches("加快发展", 3), Some(Match::Whole(3)));
        assert_eq!(contents.matches("把握内涵", 3), None);
    }
}
