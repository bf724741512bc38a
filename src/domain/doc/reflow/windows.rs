//! Cuts a long text into stretches that are worked on one after the other, so that what is known
//! about lines never takes more memory than one stretch needs.

use std::ops::Range;

/// The usual length of a stretch, in bytes.
const STRETCH: usize = 1024 * 1024;
/// How far before its usual end a stretch may end, in bytes.
const LOOK_BACK: usize = 256 * 1024;

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
    /// Whether its first line goes on from the stretch before.
    pub(super) continued: bool,
}

/// The stretches of a text, in order and without gaps. One ends behind a paragraph if it can, else
/// behind a line, else behind a sentence.
pub(super) fn stretches(text: &str) -> impl Iterator<Item = Stretch> + '_ {
    let mut from = 0;
    let mut continued = false;
    std::iter::from_fn(move || {
        if from >= text.len() {
            return None;
        }
        let end = if text.len() - from <= STRETCH + LOOK_BACK {
            text.len()
        } else {
            cut(text, from)
        };
        let stretch = Stretch {
            range: from..end,
            continued,
        };
        continued = !text
            .get(..end)
            .is_some_and(|t| t.ends_with(['\n', '\r', '\u{c}']));
        from = end;
        Some(stretch)
    })
}

fn cut(text: &str, from: usize) -> usize {
    let boundary = |at: usize| {
        (at..text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(text.len())
    };
    let first = boundary(from + STRETCH - LOOK_BACK);
    let area = text
        .get(first..boundary(from + STRETCH))
        .unwrap_or_default();
    let behind = |mark: &str| area.rfind(mark).map(|at| first + at + mark.len());
    ["。\n\n", "。\n", ".\n\n", "\n\n", "\n", "。", "\r", " "]
        .iter()
        .find_map(|mark| behind(mark))
        .unwrap_or(first + area.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_the_text_and_end_behind_paragraphs() {
        let text = format!("{}。\n", "文".repeat(1000)).repeat(4000);
        let all: Vec<Stretch> = stretches(&text).collect();
        assert!(all.len() >= 3);
        assert_eq!(all[0].range.start, 0);
        assert_eq!(all.last().unwrap().range.end, text.len());
        for pair in all.windows(2) {
            assert_eq!(pair[0].range.end, pair[1].range.start);
            assert!(text[..pair[0].range.end].ends_with("。\n"));
            assert!(!pair[1].continued);
        }
        let line = "文".repeat(4_000_000);
        let all: Vec<Stretch> = stretches(&line).collect();
        assert!(all.len() >= 2 && all[1].continued);
        assert_eq!(stretches("").count(), 0);
    }
}
