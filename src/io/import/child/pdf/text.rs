//! The paragraphs of all pages as blocks: through the reflow, with bookmarks as headings and the
//! pages where they begin.

use super::bookmarks::Bookmarks;
use super::lines::{BULLETS, Line};
use super::notes;
use super::paragraphs::{Paragraph, paragraphs};
use crate::domain::doc::reflow::{Draft, Kind, Options, reflow};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::io::import::child::html::ContentsEntry;
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::wire::Run;
use std::collections::{HashMap, VecDeque};

/// A paragraph this much larger than the text is a heading …
const LARGER: f64 = 1.12;
/// … if it is no longer than this, in code points.
const LONGEST_HEADING: usize = 60;

/// Gives out the blocks of the pages.
pub(super) fn write(
    pages: &[Vec<Line>],
    bookmarks: Bookmarks,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let text = Text::of(&paragraphs(pages));
    let mut drafts = VecDeque::new();
    // The places of the lines have told which belong together.
    let options = Options {
        kind: Some(Kind::Prose),
        ..Options::default()
    };
    reflow(&text.raw, &options, &mut |draft| {
        drafts.push_back(draft);
    });
    let mut writer = Writer {
        has_bookmarks: !bookmarks.is_empty(),
        bookmarks,
        text,
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

/// The paragraphs as one text with form feeds between pages, as the reflow takes it.
struct Text {
    raw: String,
    /// Where each paragraph starts, its page, and its level if its size makes it a heading.
    starts: Vec<(usize, usize, Option<u8>)>,
}

impl Text {
    fn of(paragraphs: &[Paragraph]) -> Self {
        const WIDEST: usize = 20;
        let sizes = heading_sizes(paragraphs);
        let mut raw = String::new();
        let mut starts = Vec::new();
        let mut page = 0;
        for paragraph in paragraphs {
            if paragraph.page != page {
                raw.push('\u{c}');
                page = paragraph.page;
            }
            let ems = (paragraph.indent.round() as usize).min(WIDEST);
            raw.extend(std::iter::repeat_n('\u{3000}', ems));
            let short = paragraph.text.chars().count() <= LONGEST_HEADING;
            let rank = sizes
                .iter()
                .position(|size| *size == tenths(paragraph.size));
            let level = rank.filter(|_| short).map(|rank| (rank as u8 + 1).min(6));
            starts.push((raw.len(), paragraph.page, level));
            raw.push_str(&paragraph.text);
            raw.push('\n');
        }
        Self { raw, starts }
    }

    /// The page of a place in the text, and the level of what starts there.
    fn at(&self, place: usize) -> (usize, Option<u8>) {
        let index = self.starts.partition_point(|(start, _, _)| *start <= place);
        let found = index
            .checked_sub(1)
            .and_then(|index| self.starts.get(index));
        found.map_or((0, None), |(_, page, level)| (*page, *level))
    }
}

/// The sizes of headings in tenths of a point, the largest first: those well above the size that
/// most of the text has.
fn heading_sizes(paragraphs: &[Paragraph]) -> Vec<u32> {
    const MOST: usize = 4;
    let mut by_size: HashMap<u32, usize> = HashMap::new();
    for paragraph in paragraphs {
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
    /// Whether the document names its headings itself.
    has_bookmarks: bool,
    text: Text,
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
        let (page, level) = self.text.at(draft.source.start);
        let first = self.page.map_or(0, |page| page + 1);
        for next in first..=page {
            self.sink.page((next + 1).to_string())?;
            self.due.extend(self.bookmarks.on(next));
        }
        self.page = self.page.max(Some(page));
        let kind = self.titled(draft, level, ahead)?;
        let continued = draft.continued;
        let mut runs = runs(draft);
        match (kind, runs.as_mut_slice()) {
            (BlockKind::Footnote, [(mark, Some(SpanStyle::NoteMark(_))), (text, None), ..])
                if mark.starts_with('[') && !text.starts_with(' ') =>
            {
                text.insert(0, ' ');
            }
            (BlockKind::Paragraph, [(text, None), ..]) if !continued => {
                if let Some((ordinal, item)) = item(text) {
                    *text = item.to_owned();
                    let kind = BlockKind::Item { depth: 0, ordinal };
                    return self.sink.block(kind, false, runs);
                }
            }
            _ => {}
        }
        self.sink.block(kind, continued, runs)
    }

    /// What a block is by the bookmarks: the block with a bookmark's words is its heading.
    fn titled(
        &mut self,
        draft: &Draft,
        by_size: Option<u8>,
        ahead: &VecDeque<Draft>,
    ) -> Result<BlockKind, Fault> {
        const LOOK_AHEAD: usize = 40;
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

/// A block's text with the marks of notes set apart.
fn runs(draft: &Draft) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    let piece = |from: usize, to: usize| draft.text.get(from..to).unwrap_or_default().to_owned();
    for (range, number) in &draft.notes {
        out.push((piece(at, range.start), None));
        out.push((
            notes::shown(&piece(range.start, range.end)),
            Some(SpanStyle::NoteMark(*number)),
        ));
        at = range.end;
    }
    out.push((piece(at, draft.text.len()), None));
    out.retain(|(text, _)| !text.is_empty());
    out
}
