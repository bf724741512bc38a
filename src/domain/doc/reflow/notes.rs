//! Footnotes: marks in the text, and the notes at the foot of the page, whose numbering may start
//! anew on every page, or at the end of the text.

mod feet;
mod list;
mod mark;

use super::kind::Kind;
use super::line::{Lines, Role};
use super::shape::Shape;
use mark::Style;
use std::ops::Range;

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Its own mark, in bytes of the text.
    pub(super) mark: Range<usize>,
    /// Its lines.
    pub(super) lines: Vec<usize>,
    /// Whether it stays where it is: at the end of the text, or without a reference.
    pub(super) stays: bool,
}

/// A mark in the running text that refers to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The mark, in bytes of the text.
    pub(super) mark: Range<usize>,
    /// The note.
    pub(super) note: usize,
}

/// The notes of a text and the references to them, each in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The notes.
    pub(super) notes: Vec<Note>,
    /// The references.
    pub(super) references: Vec<Reference>,
}

impl Notes {
    /// The notes that stay at their places, in the order of these.
    pub(super) fn staying(&self) -> Vec<usize> {
        let start = |index: &usize| self.notes.get(*index).map(|note| note.mark.start);
        let notes = self.notes.iter().enumerate();
        let staying = notes.filter(|(_, note)| note.stays).map(|(index, _)| index);
        let mut staying: Vec<usize> = staying.collect();
        staying.sort_by_key(start);
        staying
    }

    /// The notes that are put behind their last references, by the places of these.
    pub(super) fn by_last_reference(&self) -> Vec<(usize, usize)> {
        let mut last = vec![None; self.notes.len()];
        for reference in &self.references {
            if let Some(place) = last.get_mut(reference.note) {
                *place = Some(reference.mark.start);
            }
        }
        let stays = |note: usize| self.notes.get(note).is_none_or(|n| n.stays);
        let mut out: Vec<(usize, usize)> = last
            .into_iter()
            .enumerate()
            .filter_map(|(note, place)| Some((place?, note)))
            .filter(|(_, note)| !stays(*note))
            .collect();
        out.sort_unstable();
        out
    }

    /// Takes the notes of another style.
    fn extend(&mut self, other: Self) {
        let base = self.notes.len();
        self.notes.extend(other.notes);
        let references = other.references.into_iter();
        self.references
            .extend(references.map(|reference| Reference {
                note: base + reference.note,
                ..reference
            }));
    }

    /// The marks that have `^` before the number: those of notes, and those in other text that refer
    /// to them.
    pub(super) fn with_caret<'n>(
        &'n mut self,
        lines: &'n Lines<'_>,
    ) -> impl Iterator<Item = &'n mut Range<usize>> {
        let in_note = |mark: &Range<usize>| {
            let behind = lines.all.partition_point(|l| l.start <= mark.start);
            let line = behind.checked_sub(1).and_then(|at| lines.all.get(at));
            line.is_some_and(|l| l.role == Role::Note)
        };
        let notes = self.notes.iter_mut().filter(|note| !note.lines.is_empty());
        let references = self.references.iter_mut().map(|r| &mut r.mark);
        notes
            .map(|note| &mut note.mark)
            .chain(references.filter(move |mark| !in_note(mark)))
            .filter(|mark| lines.slice(mark.start, mark.end).starts_with('^'))
    }

    /// Whether any mark refers to a note.
    pub(super) fn is_referred_to(&self, note: usize) -> bool {
        self.references.iter().any(|r| r.note == note)
    }
}

/// Finds notes and references, and takes the lines of the notes out of the running text.
pub(super) fn find(lines: &mut Lines<'_>, kind: Kind, shape: &Shape) -> Notes {
    let mut notes = feet::find(lines, kind, shape, Style::Circled);
    for style in Style::PLAIN {
        if mark::leads(lines, style) {
            notes.extend(feet::find(lines, kind, shape, style));
            notes.extend(list::find(lines, style));
        }
    }
    notes.references.sort_by_key(|r| r.mark.start);
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> (Notes, Vec<String>) {
        let mut lines = Lines::of(text, 0..text.len());
        let found = find(&mut lines, Kind::Prose, &Shape::default());
        let body = lines
            .body()
            .into_iter()
            .map(|i| lines.str(i).to_owned())
            .collect();
        (found, body)
    }

    #[test]
    fn numbering_starts_anew_on_every_page() {
        let text = "甲说^①，乙说^②。\n^① 甲的书\n② 乙的书\n丙说①。\n① 丙的书\n丁说。\n";
        let (found, body) = notes(text);
        assert_eq!(body, ["甲说^①，乙说^②。", "丙说①。", "丁说。"]);
        let linked: Vec<usize> = found.references.iter().map(|r| r.note).collect();
        assert_eq!(linked, [0, 1, 2]);
        assert!(found.notes.iter().all(|n| !n.stays));
        assert_eq!(&text[found.references[0].mark.clone()], "^①");
        assert_eq!(&text[found.notes[1].mark.clone()], "②");
    }

    #[test]
    fn notes_at_the_feet_of_pages_are_known_by_any_marks_that_count_up() {
        for (marks, notes_of) in [
            (["[1]", "[2]", "[3]"], ["[1] ", "[2] ", "[3] "]),
            (["[1]", "[2]", "[1]"], ["[1]", "[2]", "[1]"]),
            (["〔1〕", "〔2〕", "〔3〕"], ["〔1〕", "〔2〕", "〔3〕"]),
            (["¹", "²", "¹"], ["¹ ", "² ", "¹ "]),
            (
                ["（注1）", "（注2）", "（注3）"],
                ["注1：", "注2：", "注3："],
            ),
            (["*", "**", "*"], ["* ", "** ", "* "]),
        ] {
            let [first, second, third] = marks;
            let [a, b, c] = notes_of;
            let text = format!(
                "甲说{first}，乙说{second}。\n{a}甲的书。\n{b}乙的书。\n丙说{third}。\n{c}丙的书。\n丁说。\n"
            );
            let (found, body) = notes(&text);
            let linked: Vec<usize> = found.references.iter().map(|r| r.note).collect();
            assert_eq!((body.len(), linked), (3, vec![0, 1, 2]), "{text}");
            assert!(found.notes.iter().all(|n| !n.stays));
        }
    }

    #[test]
    fn lists_of_sources_behind_articles_stay_below_their_headings() {
        let article = "甲说[1]，乙说[2]。\n参考文献：\n[1] 甲的书。\n[2] 乙的书。\n";
        let (found, _) = notes(&article.repeat(2));
        assert_eq!(found.references.len(), 4);
        assert!(found.notes.len() == 4 && found.notes.iter().all(|n| n.stays));
    }

    #[test]
    fn bulleted_lists_are_no_notes() {
        let (found, _) = notes("甲**乙**丙。\n* 苹果很多\n* 梨很多\n丁*戊。\n* 桃很多\n己。\n");
        assert_eq!(found, Notes::default());
    }

    #[test]
    fn enumerations_are_no_notes() {
        let (found, body) =
            notes("包括：①加强基础；②改善民生。\n①加强基础是指这个。\n②改善民生是指那个。\n");
        assert_eq!(found, Notes::default());
        assert_eq!(body.len(), 3);
    }

    #[test]
    fn citations_without_notes_stay_and_notes_at_the_end_are_linked() {
        let (found, _) = notes("质态。”[3] 论述\n条件”。[4]53 劳动\n");
        assert_eq!(found, Notes::default());
        let text = "一[1]，二[2]53。又一[1]。\n参考文献\n[1] 甲. 书名.\n[2] 乙. 书名.\n";
        let (found, body) = notes(text);
        assert_eq!(body.len(), 2);
        let linked: Vec<usize> = found.references.iter().map(|r| r.note).collect();
        assert_eq!(linked, [0, 1, 0]);
        assert!(found.notes.iter().all(|n| n.stays));
    }
}
