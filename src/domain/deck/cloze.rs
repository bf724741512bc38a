//! Text with gaps: `{{1::answer}}` and `{{1::answer::hint}}`. Gaps of one number are hidden
//! together. Single braces are plain text.

use serde::{Deserialize, Serialize};

const OPEN: &str = "{{";
const CLOSE: &str = "}}";
const COLONS: &str = "::";

/// A text with one gap or more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cloze {
    text: String,
    parts: Vec<ClozePart>,
}

/// A stretch of a cloze as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ClozePart {
    /// Plain text.
    Text(String),
    /// A gap.
    Gap(Gap),
}

/// A gap of a cloze.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gap {
    /// Its number, from 1.
    pub number: u32,
    /// What belongs there.
    pub answer: String,
    /// What stands in its place while it is hidden.
    pub hint: Option<String>,
}

/// A stretch of a cloze as a card shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ClozePiece {
    /// Plain text, the answers of other cards' gaps included.
    Text(String),
    /// A gap that is asked for.
    Hidden {
        /// What stands in its place.
        hint: Option<String>,
    },
    /// The answer of a gap that was asked for.
    Revealed(String),
}

/// What is wrong with the text of a cloze, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (byte {at})")]
pub struct ClozeError {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong.
    pub kind: ClozeErrorKind,
}

/// What can be wrong with the text of a cloze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ClozeErrorKind {
    /// No gap at all.
    #[error("the text has no gap: write one as {{{{1::answer}}}}")]
    NoGap,
    /// A gap without its end.
    #[error("the gap is not closed by }}}}")]
    Unclosed,
    /// An end without its gap.
    #[error("}}}} closes no gap")]
    Unopened,
    /// A gap inside a gap.
    #[error("a gap stands inside a gap")]
    Nested,
    /// No number before the first `::`.
    #[error("the gap has no number: write {{{{1::answer}}}}")]
    MissingNumber,
    /// A number that is 0, begins with 0 or is too great.
    #[error("the number of a gap is 1, 2, 3 …")]
    BadNumber,
    /// Nothing to answer.
    #[error("the gap has no answer")]
    EmptyAnswer,
    /// A second `::` with nothing behind it.
    #[error("the gap has an empty hint")]
    EmptyHint,
}

impl Cloze {
    /// Reads the text of a cloze.
    pub fn parse(text: &str) -> Result<Self, ClozeError> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some((marker, is_open)) = next_marker(text, at) {
            if !is_open {
                return Err(error(marker, ClozeErrorKind::Unopened));
            }
            push_text(&mut parts, text, at, marker);
            let start = marker + OPEN.len();
            let end = gap_end(text, marker)?;
            let body = text.get(start..end).unwrap_or_default();
            parts.push(ClozePart::Gap(gap(body, start)?));
            at = end + CLOSE.len();
        }
        if parts.is_empty() {
            return Err(error(0, ClozeErrorKind::NoGap));
        }
        push_text(&mut parts, text, at, text.len());
        Ok(Self {
            text: text.to_owned(),
            parts,
        })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its stretches, in order.
    pub fn parts(&self) -> &[ClozePart] {
        &self.parts
    }

    /// The numbers of its gaps, ascending, each once.
    pub fn numbers(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.gaps().map(|gap| gap.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Its gaps, in the order of the text.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.parts.iter().filter_map(|part| match part {
            ClozePart::Gap(gap) => Some(gap),
            ClozePart::Text(_) => None,
        })
    }

    /// The text with the gaps of that number hidden and all others filled in.
    pub fn hidden(&self, number: u32) -> Vec<ClozePiece> {
        self.pieces(number, |gap| ClozePiece::Hidden {
            hint: gap.hint.clone(),
        })
    }

    /// The whole text, with the answers of that number set apart.
    pub fn revealed(&self, number: u32) -> Vec<ClozePiece> {
        self.pieces(number, |gap| ClozePiece::Revealed(gap.answer.clone()))
    }

    fn pieces(&self, number: u32, show: impl Fn(&Gap) -> ClozePiece) -> Vec<ClozePiece> {
        let mut pieces: Vec<ClozePiece> = Vec::new();
        for part in &self.parts {
            let text = match part {
                ClozePart::Gap(gap) if gap.number == number => {
                    pieces.push(show(gap));
                    continue;
                }
                ClozePart::Gap(gap) => &gap.answer,
                ClozePart::Text(text) => text,
            };
            if let Some(ClozePiece::Text(before)) = pieces.last_mut() {
                before.push_str(text);
            } else {
                pieces.push(ClozePiece::Text(text.clone()));
            }
        }
        pieces
    }
}

impl TryFrom<String> for Cloze {
    type Error = ClozeError;

    fn try_from(text: String) -> Result<Self, ClozeError> {
        Self::parse(&text)
    }
}

impl From<Cloze> for String {
    fn from(cloze: Cloze) -> Self {
        cloze.text
    }
}

fn error(at: usize, kind: ClozeErrorKind) -> ClozeError {
    ClozeError { at, kind }
}

fn push_text(parts: &mut Vec<ClozePart>, text: &str, from: usize, to: usize) {
    if let Some(plain) = text.get(from..to).filter(|plain| !plain.is_empty()) {
        parts.push(ClozePart::Text(plain.to_owned()));
    }
}

/// The next `{{` or `}}` at or after an offset, and whether it opens.
fn next_marker(text: &str, from: usize) -> Option<(usize, bool)> {
    let rest = text.get(from..)?;
    let open = rest.find(OPEN).map(|at| (from + at, true));
    let close = rest.find(CLOSE).map(|at| (from + at, false));
    open.into_iter().chain(close).min()
}

/// Where the gap that opens at `open` closes.
fn gap_end(text: &str, open: usize) -> Result<usize, ClozeError> {
    let unclosed = error(open, ClozeErrorKind::Unclosed);
    let (inner, inner_opens) = next_marker(text, open + OPEN.len()).ok_or(unclosed.clone())?;
    if !inner_opens {
        return Ok(inner);
    }
    // Two ends after two beginnings is a gap in a gap; one end belongs to the second gap.
    let end = next_marker(text, inner + OPEN.len()).filter(|(_, opens)| !opens);
    let outer_end = end
        .and_then(|(at, _)| next_marker(text, at + CLOSE.len()))
        .filter(|(_, opens)| !opens);
    Err(outer_end.map_or(unclosed, |_| error(inner, ClozeErrorKind::Nested)))
}

/// Reads what stands between the braces; `start` is its offset.
fn gap(body: &str, start: usize) -> Result<Gap, ClozeError> {
    let (number, rest) = body.split_once(COLONS).unwrap_or((body, ""));
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(error(start, ClozeErrorKind::MissingNumber));
    }
    let parsed = number.parse().ok().filter(|_| !number.starts_with('0'));
    let number_value = parsed.ok_or(error(start, ClozeErrorKind::BadNumber))?;
    let answer_at = body.len() - rest.len();
    let (answer, hint) = match rest.split_once(COLONS) {
        Some((answer, hint)) => (answer, Some(hint)),
        None => (rest, None),
    };
    if answer.trim().is_empty() {
        return Err(error(start + answer_at, ClozeErrorKind::EmptyAnswer));
    }
    if hint.is_some_and(|hint| hint.trim().is_empty()) {
        let hint_at = answer_at + answer.len() + COLONS.len();
        return Err(error(start + hint_at, ClozeErrorKind::EmptyHint));
    }
    Ok(Gap {
        number: number_value,
        answer: answer.to_owned(),
        hint: hint.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> ClozePiece {
        ClozePiece::Text(text.to_owned())
    }

    #[test]
    fn gaps_of_one_number_are_hidden_together_and_others_are_filled_in() {
        let cloze = Cloze::parse("{{2::春}}夏{{1::秋::第三}}{冬}{{2::年}}").unwrap();
        assert_eq!(cloze.numbers(), [1, 2]);
        assert_eq!(
            cloze.hidden(1),
            [
                text("春夏"),
                ClozePiece::Hidden {
                    hint: Some("第三".into())
                },
                text("{冬}年"),
            ]
        );
        assert_eq!(
            cloze.revealed(2),
            [
                ClozePiece::Revealed("春".into()),
                text("夏秋{冬}"),
                ClozePiece::Revealed("年".into()),
            ]
        );
    }

    #[test]
    fn a_hint_may_hold_colons_and_an_answer_single_braces() {
        let cloze = Cloze::parse("{{10::a:{b}c::d::e}}").unwrap();
        let gap = cloze.gaps().next().unwrap();
        assert_eq!((gap.number, gap.answer.as_str()), (10, "a:{b}c"));
        assert_eq!(gap.hint.as_deref(), Some("d::e"));
    }

    #[test]
    fn each_fault_is_found_where_it_is() {
        use ClozeErrorKind as Kind;
        for (text, at, kind) in [
            ("", 0, Kind::NoGap),
            ("水{1::火}", 0, Kind::NoGap),
            ("水{{1::火", 3, Kind::Unclosed),
            ("{{1::a} {{2::b}}", 0, Kind::Unclosed),
            ("{{1::a}} {{2::b}", 9, Kind::Unclosed),
            ("{1::水}}", 7, Kind::Unopened),
            ("{{1::a}} }}", 9, Kind::Unopened),
            ("{{1::a{{2::b}}c}}", 6, Kind::Nested),
            ("{{水}}", 2, Kind::MissingNumber),
            ("{{::水}}", 2, Kind::MissingNumber),
            ("{{1：：水}}", 2, Kind::MissingNumber),
            ("{{ 1::水}}", 2, Kind::MissingNumber),
            ("{{0::水}}", 2, Kind::BadNumber),
            ("{{01::水}}", 2, Kind::BadNumber),
            ("{{4294967296::水}}", 2, Kind::BadNumber),
            ("{{1::}}", 5, Kind::EmptyAnswer),
            ("{{1}}", 3, Kind::EmptyAnswer),
            ("水{{12::　::b}}", 9, Kind::EmptyAnswer),
            ("{{1::水::}}", 10, Kind::EmptyHint),
        ] {
            assert_eq!(Cloze::parse(text), Err(ClozeError { at, kind }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_written_down_are_read_back(
            parts in prop::collection::vec(("[a水 {:]{0,4}", 1u32..9, "[b火:]{0,3}[火]", prop::option::of("[c土]{1,3}")), 1..5)
        ) {
            let mut written = String::new();
            let mut plain = String::new();
            for (before, number, answer, hint) in &parts {
                // A brace before a gap would read as part of its opening.
                let before = before.replace('{', "(");
                let answer = answer.replace("::", "：");
                let hint = hint.as_ref().map_or(String::new(), |h| format!("::{h}"));
                written.extend([&before, "{{", &number.to_string(), "::", &answer, &hint, "}}"]);
                plain.extend([before, answer]);
            }
            let cloze = Cloze::parse(&written).unwrap();
            let numbers: Vec<u32> = cloze.gaps().map(|gap| gap.number).collect();
            let wanted: Vec<u32> = parts.iter().map(|part| part.1).collect();
            prop_assert_eq!(numbers, wanted);
            let shown: String = cloze.revealed(parts[0].1).into_iter().map(|piece| match piece {
                ClozePiece::Text(text) | ClozePiece::Revealed(text) => text,
                ClozePiece::Hidden { .. } => "?".to_owned(),
            }).collect();
            prop_assert_eq!(shown, plain);
        }

        #[test]
        fn any_text_is_read_or_refused_at_a_character(text in "[{}:12水a]{0,20}") {
            match Cloze::parse(&text) {
                Ok(cloze) => prop_assert!(!cloze.numbers().is_empty()),
                Err(error) => prop_assert!(text.is_char_boundary(error.at)),
            }
        }
    }
}
