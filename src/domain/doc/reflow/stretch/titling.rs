//! Which units are headings, and what those before the text say about the document.

use super::{Found, Unit, Worker};
use crate::domain::doc::BlockKind;
use crate::domain::doc::reflow::contents;
use crate::domain::doc::reflow::glyph::{self, Ending};
use crate::domain::doc::reflow::heads::Head;
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::line::Lines;
use crate::domain::doc::reflow::outline::{self, Looks};
use crate::domain::doc::reflow::report::Facts;
use crate::domain::doc::reflow::wording;

impl Worker<'_, '_> {
    /// What each block is.
    pub(super) fn kinds(&mut self, units: &[Unit], front: usize, is_first: bool) -> Vec<BlockKind> {
        let looks: Vec<Looks> = units
            .iter()
            .map(|u| outline::looks(&u.text, u.head))
            .collect();
        let is_head = |at: usize| {
            let listed = units
                .get(at)
                .is_some_and(|u| matches!(u.head, Head::Listed(_)));
            listed || matches!(looks.get(at), Some(Looks::Numbered(_)))
        };
        let is_text = |at: usize| matches!(looks.get(at), Some(Looks::Text));
        let above_text = |at: &usize| looks.get(*at) == Some(&Looks::Short) && is_text(at + 1);
        // Among several articles that have titles, the first one's stands in front, too.
        let has_articles = (front..units.len()).filter(above_text).count() >= 3;
        let mut out = Vec::new();
        let mut in_front = is_first;
        for (at, unit) in units.iter().enumerate() {
            let look = looks.get(at).copied().unwrap_or(Looks::Text);
            in_front &= at < front && look != Looks::Text && !is_head(at);
            let is_title =
                is_first && at == 0 && units.len() > 1 && outline::is_title(&unit.text, unit.head);
            let again = self
                .title
                .as_ref()
                .is_some_and(|t| *t == contents::key(&unit.text));
            let text_follows = is_text(at + 1) || is_head(at + 1);
            in_front &=
                !(at > 0 && has_articles && is_text(at + 1) && author(&unit.text).is_none());
            let level = match (unit.head, look) {
                _ if is_title => Some(1),
                // Printed again behind the contents, or at the head of the text.
                _ if again && look == Looks::Short => None,
                (Head::Listed(entry), _) => {
                    let level = self.contents.entries.get(entry).map_or(2, |e| e.level);
                    Some(self.outline.listed(level))
                }
                (_, Looks::Numbered(style)) if at + 1 < units.len() => {
                    let level = self.outline.numbered(style);
                    if let (2, Head::Numbered(number)) = (level, unit.head) {
                        let words = unit.text.get(number.length..).unwrap_or_default();
                        self.subject.read(words);
                    }
                    Some(level)
                }
                (_, Looks::Short) if text_follows && !in_front => Some(self.outline.plain()),
                _ => None,
            };
            if is_title {
                self.title = Some(contents::key(&unit.text));
                self.report.facts.title = Some(unit.text.clone());
            } else if in_front {
                note_facts(&mut self.report.facts, &unit.text);
            }
            out.push(level.map_or(BlockKind::Paragraph, BlockKind::Heading));
        }
        out
    }
}

/// How many lines at the start are title, author, date and the like: those before the first
/// paragraph or numbered heading.
pub(super) fn front(lines: &Lines<'_>, found: &Found) -> usize {
    const MOST: usize = 10;
    const LONG: u32 = 100;
    let is_text = |at: usize| {
        let index = found.body.get(at).copied().unwrap_or_default();
        let width = lines.all.get(index).map_or(0, |l| l.width);
        let ending = lines.ending(index);
        match found.kind {
            Kind::HardWrapped => {
                found.shape.is_full(width + found.shape.lost_indent) && ending != Ending::Lead
            }
            _ => width > LONG || (ending == Ending::Sentence && width > 60),
        }
    };
    let known = |at: usize| !matches!(found.heads.get(at), Some(Head::None));
    (0..found.body.len().min(MOST))
        .find(|at| is_text(*at) || known(*at))
        .unwrap_or(0)
}

/// What a line between the title and the text says about the document.
fn note_facts(facts: &mut Facts, line: &str) {
    if wording::is_date(line) {
        facts.date.get_or_insert_with(|| line.to_owned());
        return;
    }
    if let Some(author) = author(line) {
        facts.author.get_or_insert_with(|| author.to_owned());
    }
}

/// The author whom a line between the title and the text names.
fn author(line: &str) -> Option<&str> {
    let named = line
        .strip_prefix("作者：")
        .or_else(|| line.strip_prefix("作者:"))
        .map(str::trim);
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_name = (2..=4).contains(&first.chars().count())
        && first.chars().all(glyph::is_han)
        && line.contains(char::is_whitespace);
    let is_group = line.ends_with(['组', '室', '部', '会']) && line.chars().count() <= 24;
    named
        .or(is_name.then_some(first))
        .or(is_group.then_some(line))
        .filter(|a| !a.is_empty())
}
