//! The account of how a text was taken in, as it is shown and kept: with lines and words in place of
//! offsets. Knows what was done, not why.

use super::reflow::{Held, Kind, MoveKind, RemovalKind, Report, Shape};
use serde::{Deserialize, Serialize};

/// Visible characters that are told of each side of a join.
const AROUND: usize = 16;
/// Characters that are told of what was put elsewhere, and kept of what was taken out.
const BEGINNING: usize = 60;
/// The most entries of each sort that are kept with a document.
const KEPT: usize = 200;

/// A piece of text that was taken out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenOut {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it was.
    pub kind: RemovalKind,
    /// The text.
    pub text: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// A place where two lines meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// The line in the file that ends there, from 1.
    pub line: usize,
    /// Whether the lines were made one paragraph.
    pub joined: bool,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// Whether a person should look at it.
    pub doubtful: bool,
    /// Whether a person decided it.
    pub decided: bool,
    /// The last characters before it.
    pub before: String,
    /// The first characters behind it.
    pub after: String,
}

/// A piece of text that was put elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it is.
    pub kind: MoveKind,
    /// How it begins.
    pub text: String,
}

/// The account of how a text was taken in. Lists may be shorter than their counts say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// What kind of text it is.
    pub kind: Kind,
    /// Whether a person said so.
    pub forced: bool,
    /// The statistics of its lines.
    pub shape: Shape,
    /// Characters of the text, white space left out.
    pub characters: usize,
    /// Of these, how many were taken out.
    pub removed: usize,
    /// What was kept because it is more than may be taken out without asking.
    #[serde(default)]
    pub held: Held,
    /// Pieces that were taken out.
    pub removal_count: usize,
    /// Joins made.
    pub joins: usize,
    /// Decisions that are doubtful.
    pub doubtful: usize,
    /// Pieces that were put elsewhere.
    pub move_count: usize,
    /// Notes that belong to a reference.
    pub linked_notes: usize,
    /// What was taken out.
    pub removals: Vec<TakenOut>,
    /// Where lines meet.
    pub seams: Vec<Joint>,
    /// What was put elsewhere.
    pub moves: Vec<Moved>,
}

impl Account {
    /// The account of a report on this text.
    pub fn of(text: &str, report: &Report) -> Self {
        let mut starts: Vec<usize> = report.removals.iter().map(|r| r.range.start).collect();
        starts.extend(report.seams.iter().map(|seam| seam.at));
        starts.extend(report.moves.iter().map(|moved| moved.range.start));
        let lines = LineNumbers::of(text, starts);
        let removals = report.removals.iter().map(|removal| TakenOut {
            line: lines.at(removal.range.start),
            kind: removal.kind,
            text: removal.text.clone(),
            confidence: removal.confidence,
        });
        let seams = report.seams.iter().map(|seam| Joint {
            line: lines.at(seam.at),
            joined: seam.joined,
            confidence: seam.confidence,
            doubtful: seam.is_doubtful(),
            decided: seam.decided,
            before: ending(text.get(..seam.at).unwrap_or_default()),
            after: beginning(text.get(seam.next..).unwrap_or_default(), AROUND),
        });
        let moves = report.moves.iter().map(|moved| Moved {
            line: lines.at(moved.range.start),
            kind: moved.kind,
            text: beginning(text.get(moved.range.clone()).unwrap_or_default(), BEGINNING),
        });
        Self {
            kind: report.kind,
            forced: report.forced,
            shape: report.shape.clone(),
            characters: report.characters,
            removed: report.removed,
            held: report.held,
            removal_count: report.removal_count,
            joins: report.joins,
            doubtful: report.doubtful,
            move_count: report.move_count,
            linked_notes: report.linked_notes,
            removals: removals.collect(),
            seams: seams.collect(),
            moves: moves.collect(),
        }
    }

    /// What is kept with a document: all counts, what was taken out and put elsewhere, and of the
    /// joins those that are doubtful or decided; of each no more than a person would read.
    #[must_use]
    pub fn compact(&self) -> Self {
        let removals = self.removals.iter().take(KEPT).map(|removal| TakenOut {
            text: beginning(&removal.text, BEGINNING),
            ..removal.clone()
        });
        let looked_at = |seam: &&Joint| seam.doubtful || seam.decided;
        let seams = self.seams.iter().filter(looked_at).take(KEPT);
        Self {
            removals: removals.collect(),
            seams: seams.cloned().collect(),
            moves: self.moves.iter().take(KEPT).cloned().collect(),
            ..self.counts()
        }
    }

    /// The same without its lists, which may be long.
    fn counts(&self) -> Self {
        Self {
            kind: self.kind,
            forced: self.forced,
            shape: self.shape.clone(),
            characters: self.characters,
            removed: self.removed,
            held: self.held,
            removal_count: self.removal_count,
            joins: self.joins,
            doubtful: self.doubtful,
            move_count: self.move_count,
            linked_notes: self.linked_notes,
            removals: Vec::new(),
            seams: Vec::new(),
            moves: Vec::new(),
        }
    }

    /// Of the text, the share that was taken out: 0 to 1.
    pub fn removed_share(&self) -> f64 {
        self.removed as f64 / self.characters.max(1) as f64
    }
}

/// The lines of some offsets, counted in one go.
struct LineNumbers(Vec<(usize, usize)>);

impl LineNumbers {
    fn of(text: &str, mut offsets: Vec<usize>) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let (mut line, mut from) = (1, 0);
        let numbered = offsets.into_iter().map(|offset| {
            let between = text.get(from..offset).unwrap_or_default();
            line += between.matches('\n').count();
            from = offset;
            (offset, line)
        });
        Self(numbered.collect())
    }

    fn at(&self, offset: usize) -> usize {
        let found = self.0.binary_search_by_key(&offset, |(at, _)| *at);
        found
            .ok()
            .and_then(|index| self.0.get(index))
            .map_or(1, |(_, line)| *line)
    }
}

/// The first characters of a text, on one line.
fn beginning(text: &str, most: usize) -> String {
    let mut out: String = text
        .trim_start()
        .chars()
        .take_while(|c| *c != '\n')
        .take(most + 1)
        .collect();
    if out.chars().count() > most {
        out.pop();
        out.push('…');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The last characters of a text, on one line.
fn ending(text: &str) -> String {
    let last = text
        .trim_end()
        .chars()
        .rev()
        .take_while(|c| *c != '\n')
        .take(AROUND);
    let mut out: Vec<char> = last.collect();
    out.reverse();
    String::from_iter(out).trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::reflow::{Options, reflow};

    const CUT: &str = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？这几句话说的是学习的快乐、交友的快乐，也说到一个\n\n人应当怎样对待别人的不理解。\n\n三人行，必有我师焉。择其善者而从之，其不善者而改之。身边的每一个人都有值得学习的地方，看见别人的短处也可以用来提醒自己。\n\n学而不思则罔，思而不学则殆。读书而不思考，就会迷惑；思考而不读书，就会疑惑不定。两件事缺一不可，古人早已说得十分明白了。\n\n";

    fn account(text: &str) -> Account {
        Account::of(text, &reflow(text, &Options::default(), &mut |_| {}))
    }

    #[test]
    fn places_are_told_by_lines_and_words() {
        let account = account(CUT);
        let seam = account.seams.iter().find(|seam| seam.joined).unwrap();
        assert_eq!((seam.line, seam.before.chars().last()), (1, Some('个')));
        assert!(seam.after.starts_with("人应当怎样"), "{seam:?}");
    }

    #[test]
    fn what_is_kept_is_small_and_read_again() {
        let report = account(&CUT.repeat(2000));
        let compact = report.compact();
        assert!(
            compact.seams.len() <= KEPT && compact.seams.iter().all(|s| s.doubtful || s.decided)
        );
        assert_eq!(
            (compact.joins, compact.doubtful),
            (report.joins, report.doubtful)
        );
        let json = serde_json::to_string(&compact).unwrap();
        assert!(json.len() < 200_000, "{}", json.len());
        assert_eq!(serde_json::from_str::<Account>(&json).unwrap(), compact);
    }
}
