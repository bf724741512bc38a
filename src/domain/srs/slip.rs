//! Where words were recited wrongly, told in a way that finds the place again when the words were
//! edited since.

use super::{Entry, Event, Graded, Practised, Reverted};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Code points of the words on each side by which a place is found again.
const CONTEXT: usize = 8;

/// A piece of the words that was not given as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The piece; empty where something was put in.
    pub wanted: String,
    /// What was given for it; empty where it was left out.
    pub given: String,
    /// The words before it, [`CONTEXT`] code points or fewer.
    before: String,
    /// The words behind it, as many.
    after: String,
    /// Where it stood, in bytes of the words.
    at: usize,
}

impl Slip {
    /// A slip in these bytes of the words.
    pub fn new(words: &str, place: Range<usize>, given: String) -> Self {
        let head = words.get(..place.start).unwrap_or_default();
        let mut before: Vec<char> = head.chars().rev().take(CONTEXT).collect();
        before.reverse();
        let tail = words.get(place.end..).unwrap_or_default();
        Self {
            before: before.into_iter().collect(),
            after: tail.chars().take(CONTEXT).collect(),
            at: place.start,
            wanted: words.get(place).unwrap_or_default().to_owned(),
            given,
        }
    }

    /// Where the piece stands in the words as they are now, in bytes: where at least half of what
    /// stood around it still does, and of such places the most. None if it is gone.
    pub fn find(&self, words: &str) -> Option<Range<usize>> {
        let around = self.before.chars().count() + self.after.chars().count();
        let starts = words.char_indices().map(|(at, _)| at).chain([words.len()]);
        let places = starts.filter_map(|at| {
            let behind = words.get(at..)?.strip_prefix(self.wanted.as_str())?;
            let ahead = words.get(..at)?.chars().rev();
            let kept = common(self.before.chars().rev(), ahead)
                + common(self.after.chars(), behind.chars());
            (kept * 2 >= around).then_some((kept, std::cmp::Reverse(at.abs_diff(self.at)), at))
        });
        let (.., at) = places.max()?;
        Some(at..at + self.wanted.len())
    }
}

/// How many of the first items are the same on both sides.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// The slips of the last recitations that hold, the oldest first. `entries` are those about one
/// card, reverts included, in any order. What went well so often since is not held against anyone.
pub fn recent_slips(entries: &[Entry]) -> Vec<Slip> {
    const RECITATIONS: usize = 5;
    let reverted = Reverted::by(entries);
    let mut attempts: Vec<&Entry> = entries.iter().collect();
    attempts.sort_by(|a, b| b.order().cmp(&a.order()));
    let slips = |entry: &&Entry| match entry.event() {
        Ok(Event::Grade(Graded { slips, .. }) | Event::Practice(Practised { slips, .. }))
            if !reverted.holds(&entry.view()) =>
        {
            slips
        }
        _ => None,
    };
    let mut last: Vec<Vec<Slip>> = attempts
        .iter()
        .filter_map(slips)
        .take(RECITATIONS)
        .collect();
    last.reverse();
    last.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{CardId, DeviceId};
    use crate::domain::srs::ChainHead;
    use crate::domain::time::{Moment, StudyDay, Timestamp};

    const WORDS: &str = "上善若水。水善利万物而不争，处众人之所恶，故几于道。";

    fn at(words: &str, piece: &str) -> Range<usize> {
        let start = words.find(piece).unwrap();
        start..start + piece.len()
    }

    #[test]
    fn a_place_is_found_again_by_what_stands_around_it() {
        let slip = Slip::new(WORDS, at(WORDS, "众"), "重".to_owned());
        assert_eq!(slip.find(WORDS), Some(at(WORDS, "众")));
        let longer = format!("老子曰：{}", WORDS.replace("不争", "弗争"));
        assert_eq!(slip.find(&longer), Some(at(&longer, "众")));
        // The piece itself is another one now, or stands in other words.
        assert_eq!(slip.find(&WORDS.replace('众', "庶")), None);
        assert_eq!(slip.find("众志成城"), None);
    }

    #[test]
    fn of_equal_pieces_the_one_in_its_own_words_is_meant() {
        let words = "水是水，山是山，水又是水。";
        for (start, _) in words.match_indices('水') {
            let slip = Slip::new(words, start..start + 3, String::new());
            assert_eq!(slip.find(words), Some(start..start + 3));
        }
        // Where something was put in there is a place of no length.
        let slip = Slip::new(words, 9..9, "啊".to_owned());
        assert_eq!(slip.find(words), Some(9..9));
        let same = "哈".repeat(40);
        let slip = Slip::new(&same, 60..63, String::new());
        assert_eq!(slip.find(&same), Some(60..63));
    }

    #[test]
    fn the_last_five_recitations_that_hold_are_remembered() {
        let now = Moment {
            at: Timestamp(0),
            offset_s: 0,
        };
        let practised = |slips| {
            Event::Practice(Practised {
                card: CardId::new("c"),
                right: true,
                day: StudyDay(1),
                duration_ms: 1,
                study: None,
                slips,
            })
        };
        let mut head = ChainHead::empty(DeviceId::new("d"));
        let mut entries = Vec::new();
        let mut write = |event: &Event| {
            let entry = Entry::following(&head, head.id.seq + 1, now, event);
            head = ChainHead {
                id: entry.id.clone(),
                hash: entry.hash,
            };
            entries.push(entry);
            entries.clone()
        };
        let given = |entries: &[Entry]| -> String {
            recent_slips(entries)
                .into_iter()
                .map(|slip| slip.given)
                .collect()
        };
        for n in 0..6 {
            let slip = Slip::new(WORDS, at(WORDS, "众"), n.to_string());
            // What was not recited is no attempt.
            write(&practised(None));
            write(&practised(Some(vec![slip])));
        }
        let all = write(&practised(None));
        assert_eq!(given(&all), "12345");
        let reverted = write(&Event::Revert {
            device: DeviceId::new("d"),
            seq: 12,
        });
        assert_eq!(given(&reverted), "01234");
        // One without a slip is an attempt, and in time wipes the others out.
        assert_eq!(given(&write(&practised(Some(Vec::new())))), "1234");
    }
}
