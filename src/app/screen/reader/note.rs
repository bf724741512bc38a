//! Notes: from a mark in the text to the note that it stands for, and back.

use super::jump::Arrival;
use super::{Outcome, Reader, say};
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::domain::doc::Block;
use std::ops::Range;

/// A mark of a note, by the note's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteMark {
    /// The one before the note's text.
    Own(u32),
    /// The first one in the text that refers to it.
    Reference(u32),
}

impl NoteMark {
    /// Where it stands, as bytes of the document, if it does in these blocks.
    pub fn find_in<'b>(self, mut blocks: impl Iterator<Item = &'b Block>) -> Option<Range<usize>> {
        blocks.find_map(|block| match self {
            Self::Own(number) => own_mark(block).filter(|_| block.note() == Some(number)),
            Self::Reference(number) => {
                let mut references = block.note_references();
                references.find_map(|(to, range)| (to == number).then_some(range))
            }
        })
    }
}

fn own_mark(block: &Block) -> Option<Range<usize>> {
    let mark = block.spans.first().filter(|_| block.note().is_some())?;
    Some(block.start + mark.range.start..block.start + mark.range.end)
}

/// Where one is on the way between text and notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteTrip {
    /// The mark one is at.
    at: Range<usize>,
    /// The mark that was left for it.
    from: Option<Range<usize>>,
}

impl Reader {
    /// The mark one is at after going to a note or back.
    pub fn note_mark(&self) -> Option<Range<usize>> {
        self.trip.as_ref().map(|trip| trip.at.clone())
    }

    /// From the first reference on the page to its note; from a note back to where one was; after
    /// that to the note of the next reference. On a page of notes alone, to what refers to them.
    pub(super) fn follow_note(&mut self) -> Outcome {
        let trip = self.trip.clone().filter(|trip| self.shows(trip.at.start));
        if let Some(from) = trip.as_ref().and_then(|trip| trip.from.clone()) {
            let effects = self.jump(Arrival::Sight(from.start));
            self.trip = Some(NoteTrip {
                at: from,
                from: None,
            });
            return (effects, None);
        }
        let marks = self.marks_in_sight();
        let references = || {
            let leads_to_note =
                |(_, to): &&(Range<usize>, NoteMark)| matches!(to, NoteMark::Own(_));
            marks.iter().filter(leads_to_note)
        };
        let next = trip.and_then(|trip| references().find(|(at, _)| at.start > trip.at.start));
        match next.or_else(|| references().next()).or(marks.first()) {
            Some((at, to)) => self.follow(at.clone(), *to),
            None => say(Notice::NoNotes),
        }
    }

    /// Follows the mark, the link or the picture at this offset.
    pub fn follow_mark(&mut self, offset: usize) -> Outcome {
        let mut marks = self.marks_in_sight().into_iter();
        match marks.find(|(at, _)| at.contains(&offset)) {
            Some((at, to)) => self.follow(at, to),
            None => self.open_link_at(offset).unwrap_or_default(),
        }
    }

    /// Takes the place of a mark that was looked for.
    pub fn note_found(&mut self, place: Option<Range<usize>>) -> Outcome {
        match place {
            Some(place) => (self.arrive_at(place), None),
            None => say(Notice::NoteMissing),
        }
    }

    fn follow(&mut self, from: Range<usize>, to: NoteMark) -> Outcome {
        self.trip = Some(NoteTrip {
            at: from,
            from: None,
        });
        if let Some(place) = to.find_in(self.window.blocks.iter()) {
            return (self.arrive_at(place), None);
        }
        let doc = self.document.id.clone();
        (vec![Effect::FindNote { doc, note: to }], None)
    }

    fn arrive_at(&mut self, place: Range<usize>) -> Vec<Effect> {
        let from = self.trip.take().map(|trip| trip.at);
        let effects = self.jump(Arrival::Sight(place.start));
        self.trip = Some(NoteTrip { at: place, from });
        effects
    }

    /// The marks on the page, in order, and what each leads to.
    fn marks_in_sight(&self) -> Vec<(Range<usize>, NoteMark)> {
        let blocks = self.window.blocks.iter();
        let marks = blocks
            .filter(|block| !block.spans.is_empty())
            .flat_map(|block| {
                let own = own_mark(block).zip(block.note());
                let own = own.map(|(at, number)| (at, NoteMark::Reference(number)));
                let references = block.note_references();
                own.into_iter()
                    .chain(references.map(|(number, at)| (at, NoteMark::Own(number))))
            });
        marks.filter(|(at, _)| self.shows(at.start)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Action;
    use crate::app::fixtures::{BODY, SETTING, Text};
    use crate::domain::doc::{BlockKind, DocumentBuilder, SpanStyle};

    /// Paragraphs of which some refer to notes at the end: `正文[1]`, `[1] 注`.
    fn text(paragraphs: usize, referring: &[(usize, u32)], notes: &[u32]) -> Text {
        let mut text = Text::new("d", "题", &[(BlockKind::Heading(1), "题")]);
        let mut builder = DocumentBuilder::new();
        let mut blocks = builder.text(BlockKind::Heading(1), "题");
        let mark = |number| (format!("[{number}]"), Some(SpanStyle::NoteMark(number)));
        for n in 0..paragraphs {
            let mut runs = vec![(format!("第{n:03}段。"), None)];
            let marks = referring.iter().filter(|(at, _)| *at == n);
            runs.extend(marks.map(|(_, number)| mark(*number)));
            let runs: Vec<_> = runs.iter().map(|(t, s)| (t.as_str(), s.clone())).collect();
            blocks.extend(builder.runs(BlockKind::Paragraph, &runs));
        }
        for number in notes {
            let (own, style) = mark(*number);
            let runs = [(own.as_str(), style), (" 注。", None)];
            blocks.extend(builder.runs(BlockKind::Footnote, &runs));
        }
        text.document.length = builder.length();
        text.blocks = blocks;
        text
    }

    /// The text of the mark one is at, and whether it is on the page.
    fn at(reader: &Reader, text: &Text) -> (String, bool) {
        let range = reader.note_mark().unwrap();
        let in_sight = reader.shows(range.start);
        (text.whole()[range].to_owned(), in_sight)
    }

    #[test]
    fn one_key_goes_to_a_note_and_back_and_on_to_the_next() {
        let text = text(60, &[(2, 1), (4, 2)], &[1, 2]);
        let mut reader = text.reader(BODY);
        let top = reader.top();
        let mut follow = || {
            reader.act(Action::FollowNote);
            let range = reader.note_mark().unwrap();
            (range.start, reader.top() == top, at(&reader, &text))
        };
        let first = follow();
        assert_eq!((first.1, first.2), (false, ("[1]".to_owned(), true)));
        let back = follow();
        assert!(back.0 < first.0 && back.2.1);
        let second = follow();
        assert_eq!(second.2, ("[2]".to_owned(), true));
        assert!(second.0 > first.0);
        assert!(follow().0 > back.0);
        assert_eq!(follow().2.0, "[1]", "from the last on to the first");
        reader.act(Action::JumpBack);
        assert!(reader.shows(text.blocks[3].start));
    }

    #[test]
    fn a_page_of_notes_leads_to_what_refers_to_them() {
        let text = text(60, &[(2, 1)], &[1]);
        let mut reader = text.reader(BODY);
        reader.act(Action::DocumentEnd);
        reader.act(Action::FollowNote);
        let mark = reader.note_mark().unwrap();
        assert!(reader.shows(mark.start) && reader.shows(text.blocks[3].start));
        reader.act(Action::NextPage);
        reader.act(Action::NextPage);
        let (_, notice) = reader.act(Action::FollowNote);
        assert_eq!(notice, Some(Notice::NoNotes));
    }

    #[test]
    fn a_note_out_of_reach_is_looked_for() {
        let text = text(400, &[(2, 1)], &[1]);
        let mut reader = Reader::new(text.opened(500, None), BODY, SETTING);
        let (effects, _) = reader.act(Action::FollowNote);
        let note = NoteMark::Own(1);
        let doc = text.document.id.clone();
        assert_eq!(effects, [Effect::FindNote { doc, note }]);
        let place = note.find_in(text.blocks.iter());
        let (effects, _) = reader.note_found(place.clone());
        assert_eq!(effects.len(), 1, "its blocks are asked for");
        reader.arrive(text.window(place.clone().unwrap().start, 500));
        assert!(reader.shows(place.unwrap().start));
        assert_eq!(reader.note_found(None).1, Some(Notice::NoteMissing));
    }

    #[test]
    fn a_click_on_a_mark_follows_it() {
        let text = text(60, &[(2, 1)], &[1]);
        let mut reader = text.reader(BODY);
        let (mark, _) = reader.marks_in_sight().remove(0);
        reader.follow_mark(mark.start - 1);
        assert_eq!(reader.note_mark(), None);
        reader.follow_mark(mark.start + 1);
        assert_eq!(at(&reader, &text), ("[1]".to_owned(), true));
        assert!(reader.note_mark().unwrap().start > mark.start);
    }
}
