//! A text before it is imported: as it is in the file, and as it will be. The joins that are
//! doubtful are stepped through and turned round; the runtime makes the result anew each time.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::domain::doc::BlockKind;
use crate::domain::doc::reflow::{Decisions, Kind, Options, Seam, reflow};
use crate::domain::id::DocId;
use std::ops::Range;
use std::sync::Arc;

/// Bytes of the file on each side of a join whose result is made.
const AROUND: usize = 4 * 1024;
/// Visible characters before a join by which its place in the result is found.
const TAIL: usize = 12;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A file, by its path as the person wrote it.
    File(String),
    /// The file that a document of the library was made from.
    Document(DocId),
}

/// A text as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The path of its file.
    pub path: String,
    /// Its text.
    pub raw: Arc<str>,
    /// What was decided about it before.
    pub options: Options,
    /// What kind of text it is.
    pub kind: Kind,
    /// The joins that are doubtful or were decided, in order.
    pub seams: Vec<Seam>,
}

impl Draft {
    /// Looks for the joins that a person should look at.
    pub fn new(path: String, raw: Arc<str>, options: Options) -> Self {
        let report = reflow(&raw, &options, &mut |_| {});
        let mut seams = report.seams;
        seams.retain(|seam| seam.is_doubtful() || seam.decided);
        seams.sort_by_key(|seam| seam.at);
        Self {
            path,
            raw,
            options,
            kind: report.kind,
            seams,
        }
    }
}

/// A paragraph, heading or note of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// What it was made of, in bytes of the file's text.
    pub source: Range<usize>,
}

/// The result near a byte of the file's text.
pub fn result_around(raw: &str, options: &Options, around: usize) -> Vec<Piece> {
    let near = around.saturating_sub(AROUND)..around.saturating_add(AROUND);
    let mut pieces = Vec::new();
    reflow(raw, options, &mut |draft| {
        if draft.source.start < near.end && draft.source.end > near.start {
            pieces.push(Piece {
                kind: draft.kind,
                text: draft.text,
                source: draft.source,
            });
        }
    });
    pieces
}

/// The state of the screen.
#[derive(Debug)]
pub struct Preview {
    draft: Draft,
    index: usize,
    /// The result near the join that is looked at.
    result: Vec<Piece>,
    /// Which of the results that were asked for is the last one.
    asked: u32,
}

impl Preview {
    /// A text with the first doubtful join in sight; what it takes to see the result.
    pub fn new(draft: Draft) -> (Self, Vec<Effect>) {
        let mut preview = Self {
            draft,
            index: 0,
            result: Vec::new(),
            asked: 0,
        };
        let effects = preview.ask();
        (preview, effects)
    }

    /// The text that is looked at.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The join that is looked at.
    pub fn seam(&self) -> Option<&Seam> {
        self.draft.seams.get(self.index)
    }

    /// Which join is looked at, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        let all = self.draft.seams.len();
        ((self.index + 1).min(all), all)
    }

    /// The result near the join that is looked at.
    pub fn result(&self) -> &[Piece] {
        &self.result
    }

    /// Where the first line of the join ends in the result: which piece, and the byte of its text.
    pub fn place(&self) -> Option<(usize, usize)> {
        let seam = self.seam()?;
        let before = self.draft.raw.get(..seam.at)?;
        let visible = before.chars().rev().filter(|c| !c.is_whitespace());
        let mut tail: Vec<char> = visible.take(TAIL).collect();
        tail.reverse();
        let holds = |piece: &Piece| piece.source.start < seam.at && seam.at <= piece.source.end;
        let found = self
            .result
            .iter()
            .enumerate()
            .filter(|(_, piece)| holds(piece));
        found
            .into_iter()
            .find_map(|(index, piece)| Some((index, behind(&piece.text, &tail)?)))
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action) -> (Vec<Effect>, Option<Notice>) {
        let last = self.draft.seams.len().saturating_sub(1);
        match action {
            Action::NextDoubt if self.index < last => self.index += 1,
            Action::PreviousDoubt if self.index > 0 => self.index -= 1,
            Action::NextDoubt | Action::PreviousDoubt if self.draft.seams.is_empty() => {
                return (Vec::new(), Some(Notice::NoDoubts));
            }
            Action::NextDoubt => return (Vec::new(), Some(Notice::LastDoubt)),
            Action::PreviousDoubt => return (Vec::new(), Some(Notice::FirstDoubt)),
            Action::FlipJoin => {
                let Some(seam) = self.draft.seams.get_mut(self.index) else {
                    return (Vec::new(), Some(Notice::NoDoubts));
                };
                seam.joined = !seam.joined;
                seam.decided = true;
                self.draft.options.decisions.decide(seam.key, seam.joined);
            }
            _ => return (Vec::new(), None),
        }
        (self.ask(), None)
    }

    /// What was decided.
    pub fn decisions(&self) -> &Decisions {
        &self.draft.options.decisions
    }

    /// Takes a result, unless another one was asked for since.
    pub fn arrive(&mut self, asked: u32, pieces: Vec<Piece>) {
        if asked == self.asked {
            self.result = pieces;
        }
    }

    fn ask(&mut self) -> Vec<Effect> {
        self.asked += 1;
        vec![Effect::Reflow {
            raw: Arc::clone(&self.draft.raw),
            options: self.draft.options.clone(),
            around: self.seam().map_or(0, |seam| seam.at),
            asked: self.asked,
        }]
    }
}

/// The byte of a text behind these visible characters; white space between them does not matter.
fn behind(text: &str, tail: &[char]) -> Option<usize> {
    let visible: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .collect();
    let found = visible.windows(tail.len().max(1)).find(|window| {
        let chars = window.iter().map(|(_, c)| c);
        chars.eq(tail.iter())
    })?;
    found.last().map(|(at, c)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixtures::DOUBTFUL;

    fn preview() -> Preview {
        let draft = Draft::new("a.txt".to_owned(), DOUBTFUL.into(), Options::default());
        assert!(!draft.seams.is_empty(), "the text has a doubtful join");
        Preview::new(draft).0
    }

    fn answer(preview: &mut Preview, effects: Vec<Effect>) {
        for effect in effects {
            let Effect::Reflow {
                raw,
                options,
                around,
                asked,
            } = effect
            else {
                panic!("{effect:?}");
            };
            preview.arrive(asked, result_around(&raw, &options, around));
        }
    }

    #[test]
    fn a_flipped_join_shows_in_the_result_and_flips_back() {
        let mut preview = preview();
        let effects = preview.ask();
        answer(&mut preview, effects);
        let (count, joined) = (preview.result().len(), preview.seam().unwrap().joined);
        assert!(preview.place().is_some());
        let flipped = preview.act(Action::FlipJoin).0;
        answer(&mut preview, flipped);
        let change = if joined { 1 } else { -1 };
        assert_eq!(preview.result().len() as i64, count as i64 + change);
        let seam = *preview.seam().unwrap();
        assert_eq!(
            (seam.joined, preview.decisions().get(seam.key)),
            (!joined, Some(!joined))
        );
        let back = preview.act(Action::FlipJoin).0;
        answer(&mut preview, back);
        assert_eq!(preview.result().len(), count);
    }

    #[test]
    fn steps_end_at_both_ends_and_old_results_are_passed_over() {
        let mut preview = preview();
        let all = preview.count().1;
        assert_eq!(
            preview.act(Action::PreviousDoubt).1,
            Some(Notice::FirstDoubt)
        );
        for n in 2..=all {
            preview.act(Action::NextDoubt);
            assert_eq!(preview.count(), (n, all));
        }
        assert_eq!(preview.act(Action::NextDoubt).1, Some(Notice::LastDoubt));
        preview.arrive(0, vec![]);
        assert!(preview.result().is_empty());
        let (mut none, _) = Preview::new(Draft::new(
            String::new(),
            "一句话。".into(),
            Options::default(),
        ));
        assert_eq!(
            none.act(Action::FlipJoin),
            (Vec::new(), Some(Notice::NoDoubts))
        );
    }
}
