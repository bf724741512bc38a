//! The paragraphs of all pages as blocks: through the reflow, with bookmarks as headings and the
//! pages where they begin.

use super::bookmarks::Bookmarks;
use super::labels::Labels;
use super::line::{BULLETS, Line, NoteMark};
use super::paragraphs::{Paragraph, Sort, paragraphs};
use crate::domain::doc::reflow::{Decisions, Draft, Kind, Options, Removals, SeamKey, reflow};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::io::import::child::html::ContentsEntry;
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::wire::Run;
use std::collections::{HashMap, HashSet, VecDeque};

/// A paragraph this much larger than the text is a heading …
const LARGER: f64 = 1.12;
/// … if it is no longer than this, in code points.
const LONGEST_HEADING: usize = 60;

/// Gives out the blocks of the pages.
pub(super) fn write(
    pages: &[Vec<Line>],
    title: Option<&str>,
    bookmarks: Bookmarks,
    labels: &Labels,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut text = Text::of(paragraphs(pages));
    let mut drafts = VecDeque::new();
    let options = Options {
        kind: Some(Kind::Prose),
        decisions: std::mem::take(&mut text.parted),
        // A printed table of contents has become headings, however long it is.
        removals: if bookmarks.is_empty() {
            Removals::Limited
        } else {
            Removals::All
        },
    };
    reflow(&text.raw, &options, &mut |draft| {
        drafts.push_back(draft);
    });
    let mut writer = Writer {
        has_bookmarks: !bookmarks.is_empty(),
        bookmarks,
        labels,
        text,
        title: title.map(letters).filter(|title| !title.is_empty()),
        begun: false,
        page: None,
        due: VecDeque::new(),
        sink,
    };
    while let Some(draft) = drafts.pop_front() {
        writer.block(&draft, &drafts)?;
    }
    writer.finish()
}

/// The paragraphs as one text with form feeds between pages, as the reflow takes it, and what does
/// not go through it: rows of tables, and notes whose numbers are known.
#[derive(Default)]
struct Text {
    raw: String,
    /// Where each paragraph starts, its page, and its level if its size makes it a heading.
    starts: Vec<(usize, usize, Option<u8>)>,
    /// Where the places of the lines tell that a paragraph begins.
    parted: Decisions,
    /// The marks of notes, by where they stand in the text.
    marks: Vec<(usize, NoteMark)>,
    /// The rows and the notes without a mark, by where they stand in the text.
    apart: VecDeque<(usize, Paragraph)>,
    /// The notes by their numbers.
    notes: HashMap<u32, Paragraph>,
}

impl Text {
    fn of(paragraphs: Vec<Paragraph>) -> Self {
        const WIDEST: usize = 20;
        let sizes = heading_sizes(&paragraphs);
        let marked: HashSet<u32> = paragraphs
            .iter()
            .flat_map(|p| &p.marks)
            .map(|m| m.note)
            .collect();
        let mut text = Self::default();
        let mut page = 0;
        for paragraph in paragraphs {
            match paragraph.sort {
                Sort::Note(number, _) if marked.contains(&number) => {
                    text.notes.insert(number, paragraph);
                    continue;
                }
                Sort::Note(..) | Sort::Row => {
                    text.apart.push_back((text.raw.len(), paragraph));
                    continue;
                }
                Sort::Text => {}
            }
            if paragraph.page != page {
                text.raw.push('\u{c}');
                page = paragraph.page;
            }
            let ems = (paragraph.indent.round() as usize).min(WIDEST);
            text.raw.extend(std::iter::repeat_n('\u{3000}', ems));
            let short = paragraph.text.chars().count() <= LONGEST_HEADING;
            let rank = sizes
                .iter()
                .position(|size| *size == tenths(paragraph.size));
            let level = rank.filter(|_| short).map(|rank| (rank as u8 + 1).min(6));
            if let Some((before, _, _)) = text.starts.last().filter(|_| paragraph.begins) {
                let before = text.raw.get(*before..).unwrap_or_default();
                let key = SeamKey::between(before, &paragraph.text);
                text.parted.decide(key, false);
            }
            let start = text.raw.len();
            text.starts.push((start, paragraph.page, level));
            let marks = paragraph
                .marks
                .into_iter()
                .map(|mark| (start + mark.at, mark));
            text.marks.extend(marks);
            text.raw.push_str(&paragraph.text);
            text.raw.push('\n');
        }
        text
    }

    /// The page of a place in the text, and the level of what starts there.
    fn at(&self, place: usize) -> (usize, Option<u8>) {
        let index = self.starts.partition_point(|(start, _, _)| *start <= place);
        let found = index
            .checked_sub(1)
            .and_then(|index| self.starts.get(index));
        found.map_or((0, None), |(_, page, level)| (*page, *level))
    }

    /// The marks in a block, by where they stand in its text, in bytes.
    fn marks_in(&self, draft: &Draft) -> Vec<(usize, NoteMark)> {
        let from = self
            .marks
            .partition_point(|(at, _)| *at <= draft.source.start);
        let marks = self.marks.iter().skip(from);
        let marks = marks.take_while(|(at, _)| *at <= draft.source.end);
        marks
            .map(|(at, mark)| {
                // The reflow changes nothing but white space.
                let before = self.raw.get(draft.source.start..*at).unwrap_or_default();
                (place_behind(&draft.text, before), mark.clone())
            })
            .collect()
    }
}

/// The place in a text behind as many characters as another one has, white space apart.
fn place_behind(text: &str, before: &str) -> usize {
    let count = before.chars().filter(|c| !c.is_whitespace()).count();
    let mut solid = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let last = count.checked_sub(1).map(|last| solid.nth(last));
    match last {
        None => 0,
        Some(Some((at, c))) => at + c.len_utf8(),
        Some(None) => text.len(),
    }
}

/// The sizes of headings in tenths of a point, the largest first: those well above the size that
/// most of the text has.
fn heading_sizes(paragraphs: &[Paragraph]) -> Vec<u32> {
    const MOST: usize = 4;
    let mut by_size: HashMap<u32, usize> = HashMap::new();
    for paragraph in paragraphs.iter().filter(|p| p.sort == Sort::Text) {
        *by_size.entry(tenths(paragraph.size)).or_default() += paragraph.text.len();
    }
    let body = by_size.iter().max_by_key(|(_, length)| **length);
    let body = body.map_or(0, |(size, _)| *size);
    let larger = |size: &u32| f64::from(*size) >= f64::from(body) * LARGER;
    let mut sizes: Vec<u32> = by_size.into_keys().filter(larger).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.truncate(MOST);
    sizes
}

fn tenths(size: f64) -> u32 {
    (size * 10.0).round() as u32
}

struct Writer<'a> {
    bookmarks: Bookmarks,
    labels: &'a Labels,
    /// Whether the document names its headings itself.
    has_bookmarks: bool,
    text: Text,
    /// The letters of the title that the document says it has, until they were met.
    title: Option<String>,
    /// Whether a heading that the document names was met.
    begun: bool,
    /// The page at hand.
    page: Option<usize>,
    /// Bookmarks that lead to the page at hand, or an earlier one, and were not met.
    due: VecDeque<ContentsEntry>,
    sink: &'a mut dyn Sink,
}

impl Writer<'_> {
    fn block(&mut self, draft: &Draft, ahead: &VecDeque<Draft>) -> Result<(), Fault> {
        self.give_apart(draft.source.start)?;
        let (page, level) = self.text.at(draft.source.start);
        self.turn_to(page)?;
        let kind = self.titled(draft, level, ahead)?;
        let continued = draft.continued;
        let marks = self.text.marks_in(draft);
        let mut runs = runs(draft, &marks);
        match (kind, runs.as_mut_slice()) {
            (BlockKind::Paragraph, [(text, None), ..]) if !continued => {
                if let Some((ordinal, item)) = item(text) {
                    *text = item.to_owned();
                    let kind = BlockKind::Item { depth: 0, ordinal };
                    self.sink.block(kind, false, runs)?;
                    return self.give_notes(&marks);
                }
            }
            _ => {}
        }
        self.sink.block(kind, continued, runs)?;
        self.give_notes(&marks)
    }

    /// Says which pages begin up to this one.
    fn turn_to(&mut self, page: usize) -> Result<(), Fault> {
        let first = self.page.map_or(0, |page| page + 1);
        for next in first..=page {
            self.sink.page(self.labels.of_page(next))?;
            self.due.extend(self.bookmarks.on(next));
        }
        self.page = self.page.max(Some(page));
        Ok(())
    }

    /// Gives the rows and notes that stand before a place in the text.
    fn give_apart(&mut self, place: usize) -> Result<(), Fault> {
        while let Some((_, paragraph)) = self.text.apart.pop_front_if(|(at, _)| *at <= place) {
            self.turn_to(paragraph.page)?;
            self.give(paragraph)?;
        }
        Ok(())
    }

    /// Gives the notes that these marks refer to, each once.
    fn give_notes(&mut self, marks: &[(usize, NoteMark)]) -> Result<(), Fault> {
        for (_, mark) in marks {
            if let Some(note) = self.text.notes.remove(&mark.note) {
                self.give(note)?;
            }
        }
        Ok(())
    }

    fn give(&mut self, paragraph: Paragraph) -> Result<(), Fault> {
        match paragraph.sort {
            Sort::Row => self
                .sink
                .block(BlockKind::Table, false, vec![(paragraph.text, None)]),
            Sort::Note(number, printed) => {
                let mark = (shown(printed), Some(SpanStyle::NoteMark(number)));
                let words = (format!(" {}", paragraph.text), None);
                self.sink
                    .block(BlockKind::Footnote, false, vec![mark, words])
            }
            Sort::Text => Ok(()),
        }
    }

    /// What a block is by the bookmarks: the block with a bookmark's words is its heading.
    fn titled(
        &mut self,
        draft: &Draft,
        by_size: Option<u8>,
        ahead: &VecDeque<Draft>,
    ) -> Result<BlockKind, Fault> {
        const LOOK_AHEAD: usize = 40;
        if !self.begun
            && self
                .title
                .take_if(|title| *title == letters(&draft.text))
                .is_some()
        {
            return Ok(BlockKind::Heading(1));
        }
        while let Some(entry) = self.due.front() {
            let wanted = letters(&entry.text);
            if same(&letters(&draft.text), &wanted) {
                self.begun = true;
                let level = entry.level;
                self.due.pop_front();
                return Ok(BlockKind::Heading(level));
            }
            let on_page = |next: &&Draft| Some(self.text.at(next.source.start).0) <= self.page;
            let mut coming = ahead.iter().take(LOOK_AHEAD).take_while(on_page);
            if coming.any(|next| same(&letters(&next.text), &wanted)) {
                break;
            }
            // No line of the page has its words.
            if let Some(entry) = self.due.pop_front() {
                self.heading(entry)?;
            }
        }
        // Headings that the document does not name as such stand below those that it does.
        // The largest before them all is the title.
        let is_title = !self.begun && by_size == Some(1);
        let below = |level: u8| (level + u8::from(self.has_bookmarks && !is_title)).min(6);
        Ok(match (draft.kind, by_size) {
            (BlockKind::Heading(_) | BlockKind::Paragraph, Some(level))
            | (BlockKind::Heading(level), None) => BlockKind::Heading(below(level)),
            (kind, _) => kind,
        })
    }

    fn heading(&mut self, entry: ContentsEntry) -> Result<(), Fault> {
        let kind = BlockKind::Heading(entry.level);
        self.sink.block(kind, false, vec![(entry.text, None)])
    }

    fn finish(mut self) -> Result<(), Fault> {
        self.give_apart(usize::MAX)?;
        while let Some(entry) = self.due.pop_front() {
            self.heading(entry)?;
        }
        Ok(())
    }
}

/// The number of an item, if it has one, and its text behind the bullet or the number.
fn item(text: &str) -> Option<(Option<u32>, &str)> {
    const MOST: u32 = 999;
    let rest = BULLETS.iter().find_map(|bullet| text.strip_prefix(bullet));
    let (ordinal, rest) = if let Some(rest) = rest {
        (None, rest)
    } else {
        let (number, rest) = text.split_once('.')?;
        let number = number.parse().ok().filter(|number| *number <= MOST);
        (Some(number?), rest)
    };
    let item = rest.trim_start();
    (item.len() < rest.len() && !item.is_empty()).then_some((ordinal, item))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a block is the heading that a bookmark names; either may leave the number out.
fn same(block: &str, wanted: &str) -> bool {
    const LONGEST_NUMBER: usize = 18;
    let one_ends_in_other = |long: &str, short: &str| {
        !short.is_empty() && long.ends_with(short) && long.len() - short.len() <= LONGEST_NUMBER
    };
    one_ends_in_other(block, wanted) || one_ends_in_other(wanted, block)
}

/// A block's text with the marks of notes set apart, those that stand in it and those that do not.
fn runs(draft: &Draft, marks: &[(usize, NoteMark)]) -> Vec<Run> {
    let piece = |from: usize, to: usize| draft.text.get(from..to).unwrap_or_default().to_owned();
    let own = draft.notes.iter().map(|(range, number)| {
        let words = piece(range.start, range.end);
        (range.clone(), words, *number)
    });
    let printed = marks
        .iter()
        .map(|(at, mark)| (*at..*at, shown(mark.printed), mark.note));
    let mut all: Vec<_> = own.chain(printed).collect();
    all.sort_by_key(|(range, _, _)| range.start);
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    for (range, words, number) in all {
        out.push((piece(at, range.start), None));
        out.push((words, Some(SpanStyle::NoteMark(number))));
        at = range.end;
    }
    out.push((piece(at, draft.text.len()), None));
    out.retain(|(text, _)| !text.is_empty());
    out
}

/// The mark of a note with a number.
fn shown(printed: u32) -> String {
    format!("[{printed}]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::inside::Found;

    #[test]
    fn the_title_that_the_document_says_it_has_is_its_first_heading() {
        let line = |text: &str, down: f64, size: f64| Line {
            text: text.to_owned(),
            right: 10.0 * text.chars().count() as f64,
            size,
            down,
            ..Line::default()
        };
        let pages = vec![
            vec![line("产业　研究", 0.3, 14.0), line("某人", 0.4, 10.0)],
            vec![
                line("第一章", 0.1, 20.0),
                line("正文有这么一行，比别的都长。", 0.2, 10.0),
            ],
        ];
        let shown = |title: Option<&str>| {
            let mut found = Found::default();
            let labels = Labels::default();
            write(&pages, title, Bookmarks::default(), &labels, &mut found).unwrap();
            found.shown()
        };
        assert_eq!(shown(Some("产业研究"))[0], "h1 产业\u{3000}研究");
        assert_eq!(shown(Some("文档1"))[0], shown(None)[0]);
        assert_ne!(shown(None)[0], "h1 产业\u{3000}研究");
    }
}
