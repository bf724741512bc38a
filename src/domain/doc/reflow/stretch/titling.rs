//! Which units are headings, and what those before the text say about the document.

use super::{Found, Unit, Worker};
use crate::domain::doc::BlockKind;
use crate::domain::doc::reflow::contents;
use crate::domain::doc::reflow::glyph::{self, Ending};
use crate::domain::doc::reflow::heads::Head;
use crate::domain::doc::reflow::kind::Kind;
use crate::domain::doc::reflow::label;
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
        let title_at = behind_masthead(units.iter().map(|u| u.text.as_str()).take(front));
        let mut out = Vec::new();
        let mut in_front = is_first;
        for (at, unit) in units.iter().enumerate() {
            let look = looks.get(at).copied().unwrap_or(Looks::Text);
            in_front &= at < front && look != Looks::Text && !is_head(at);
            let is_title = is_first
                && at == title_at
                && units.len() > 1
                && outline::is_title(&unit.text, unit.head);
            let again = self
                .title
                .as_ref()
                .is_some_and(|t| *t == contents::key(&unit.text));
            let text_follows = is_text(at + 1) || is_head(at + 1);
            in_front &=
                !(at > 0 && has_articles && is_text(at + 1) && author(&unit.text).is_none());
            let level = match (unit.head, look) {
                _ if is_title => Some(1),
                _ if is_first && at < title_at => None,
                // Printed again behind the contents, or at the head of the text.
                _ if again && look == Looks::Short => None,
                (Head::Listed(entry), _) => {
                    let level = self.contents.entries.get(entry).map_or(2, |e| e.level);
                    Some(self.outline.listed(level))
                }
                _ if label::titles_notes(&unit.text) && at > 0 => Some(self.outline.listed(2)),
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

/// Where the title stands behind the masthead of a journal, which names its volume and number; 0 if
/// there is none.
fn behind_masthead<'t>(first: impl Iterator<Item = &'t str>) -> usize {
    let first: Vec<&str> = first.collect();
    let begins = first
        .first()
        .is_some_and(|line| label::is_masthead(line) && !wording::is_date(line));
    let last = first.iter().rposition(|line| label::is_masthead(line));
    last.filter(|_| begins).map_or(0, |last| last + 1)
}

/// How many lines at the start are title, author, date and the like: those before the first
/// paragraph or numbered heading.
pub(super) fn front(lines: &Lines<'_>, found: &Found) -> usize {
    const MOST: usize = 16;
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
    if facts.author.is_none() {
        facts.author = author(line);
    }
}

/// The author whom a line between the title and the text names.
fn author(line: &str) -> Option<String> {
    let named = line
        .strip_prefix("作者：")
        .or_else(|| line.strip_prefix("作者:"))
        .map(|name| name.trim().to_owned());
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_name = (2..=4).contains(&first.chars().count())
        && first.chars().all(glyph::is_han)
        && line.contains(char::is_whitespace);
    let is_group = line.ends_with(['组', '室', '部', '会']) && line.chars().count() <= 24;
    named
        .or_else(|| label::names(line))
        .or_else(|| is_name.then(|| first.to_owned()))
        .or_else(|| is_group.then(|| line.to_owned()))
        .filter(|a| !a.is_empty())
}
