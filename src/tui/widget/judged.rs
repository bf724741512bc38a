//! Recited words row by row: the words, below them what was given, below that a mark for each
//! character that went wrong. Told by names and signs alone, so that it can be read without colour.
//!
//! A row without a slip is the words alone, and so is one of which nothing was given: its name says
//! so. Rows end where lines of the words do, and where any text might (`layout::kinsoku`).

use crate::domain::doc::SpanStyle;
use crate::domain::layout::Punctuation;
use crate::domain::layout::kinsoku::{begins_none, ends_none};
use crate::domain::quiz::{Column, Mark};
use crate::domain::text::Widths;

/// Pieces of a row and their styles.
type Runs = Vec<(String, Option<SpanStyle>)>;

/// What rows are called.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The words.
    pub words: &'static str,
    /// What was given for them.
    pub given: &'static str,
    /// Words for which nothing was given.
    pub missing: &'static str,
}

impl Names {
    /// Cells that names take, a blank behind them.
    fn cells(self, widths: Widths) -> usize {
        let all = [self.words, self.given, self.missing];
        1 + all
            .map(|name| widths.of(name))
            .into_iter()
            .max()
            .unwrap_or_default()
    }
}

/// The rows in a width, in cells. Where nothing is wrong, and where nothing was given at all, the
/// words stand alone and need no names.
pub fn rows(columns: &[Column], names: Names, (width, widths): (u16, Widths)) -> Vec<Runs> {
    let width = usize::from(width);
    let answered = columns.iter().any(is_given);
    if !answered || !columns.iter().any(Column::is_wrong) {
        let lines = lines(columns, width, widths).into_iter();
        return lines.flat_map(|line| plain(line, widths)).collect();
    }
    let beside = names.cells(widths);
    let name = |name: &str| (filled(name, beside, widths), None);
    let mut rows = Vec::new();
    for line in lines(columns, width.saturating_sub(beside).max(2), widths) {
        let told: Vec<(&str, Runs)> = if !line.iter().any(Column::is_wrong) {
            let plain = plain(line, widths).into_iter();
            plain.map(|row| ("", row)).collect()
        } else if !line.iter().any(is_given) {
            vec![(names.missing, side(line, widths, |column| &column.wanted))]
        } else {
            vec![
                (names.words, side(line, widths, |column| &column.wanted)),
                (names.given, side(line, widths, given)),
                ("", signs(line, widths)),
            ]
        };
        let seen = told.into_iter().filter(|(_, row)| !is_blank(row));
        rows.extend(seen.map(|(said, row)| [vec![name(said)], row].concat()));
    }
    rows
}

/// The words of a line alone, and below them signs where earlier attempts failed.
fn plain(line: &[Column], widths: Widths) -> Vec<Runs> {
    let cell = |column: &Column| (filled(&column.wanted, cells(column, widths), widths), None);
    let words = line.iter().map(cell).collect();
    let mended = line.iter().any(Column::is_mended);
    let signs = mended.then(|| signs(line, widths));
    std::iter::once(words).chain(signs).collect()
}

/// One of the two sides of a line, what is wrong told apart.
fn side<'c>(line: &'c [Column], widths: Widths, said: impl Fn(&'c Column) -> &'c str) -> Runs {
    let cell = |column: &'c Column| {
        let style = column.is_wrong().then_some(SpanStyle::Strong);
        (filled(said(column), cells(column, widths), widths), style)
    };
    line.iter().map(cell).collect()
}

/// What was given for a column; what does not count is left out.
fn given(column: &Column) -> &str {
    match column.mark {
        Mark::Aside => "",
        _ => &column.given,
    }
}

fn is_given(column: &Column) -> bool {
    !given(column).is_empty()
}

fn is_blank(row: &[(String, Option<SpanStyle>)]) -> bool {
    row.iter().all(|(text, _)| text.trim().is_empty())
}

fn signs(line: &[Column], widths: Widths) -> Runs {
    let sign = |column: &Column| {
        let cells = cells(column, widths);
        filled(&sign(column, cells), cells, widths)
    };
    let signs: String = line.iter().map(sign).collect();
    vec![(signs.trim_end().to_owned(), None)]
}

/// The signs of a column, as wide as its characters are: under a number one for each cell or two.
fn sign(column: &Column, cells: usize) -> String {
    let (narrow, wide) = match column.mark {
        Mark::Alike => ("~", "～"),
        Mark::Wrong => ("x", "Ｘ"),
        Mark::Missing => ("-", "－"),
        Mark::Extra => ("+", "＋"),
        Mark::Right if column.failed_before => ("*", "＊"),
        Mark::Right | Mark::Aside => return String::new(),
    };
    let sides = [&column.wanted, &column.given];
    let longest = sides.map(|side| side.chars().count()).into_iter().max();
    if longest == Some(cells) {
        narrow.repeat(cells)
    } else {
        wide.repeat(cells / 2)
    }
}

/// Cells of a column: those of the wider of its two sides.
fn cells(column: &Column, widths: Widths) -> usize {
    if column.ends_line() {
        return 0;
    }
    widths.of(&column.wanted).max(widths.of(&column.given))
}

/// The columns of each row, the blanks at its end left out.
fn lines(columns: &[Column], width: usize, widths: Widths) -> Vec<&[Column]> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut used) = (0, 0, 0);
    for piece in columns.chunk_by(|a, b| !may_part(a, b, widths)) {
        let whole = all_cells(trimmed(piece), widths);
        if used > 0 && used + whole > width {
            lines.push(start..end);
            (start, used) = (end, 0);
        }
        for column in piece {
            // What is wider than a row is cut where the row ends.
            let cells = cells(column, widths);
            if whole > width && used > 0 && used + cells > width {
                lines.push(start..end);
                (start, used) = (end, 0);
            }
            (end, used) = (end + 1, used + cells);
            if column.ends_line() {
                lines.push(start..end);
                (start, used) = (end, 0);
            }
        }
    }
    lines.push(start..end);
    let columns = lines.into_iter().filter_map(|line| columns.get(line));
    let columns = columns.map(trimmed);
    columns.filter(|line| !line.is_empty()).collect()
}

fn all_cells(columns: &[Column], widths: Widths) -> usize {
    columns.iter().map(|column| cells(column, widths)).sum()
}

/// The columns without the blanks at their end.
fn trimmed(columns: &[Column]) -> &[Column] {
    let seen = |column: &Column| !text(column).trim().is_empty();
    let end = columns.iter().rposition(seen).map_or(0, |last| last + 1);
    columns.get(..end).unwrap_or_default()
}

/// What stands in a column: of the words, or what was given where nothing was wanted.
fn text(column: &Column) -> &str {
    if column.wanted.is_empty() {
        &column.given
    } else {
        &column.wanted
    }
}

/// Whether a row may end between two columns: not within a Latin word or a figure, nor before a
/// mark that begins no line, nor behind one that ends none.
fn may_part(before: &Column, after: &Column, widths: Widths) -> bool {
    let ends = text(before).chars().next_back();
    let begins = text(after).chars().next();
    let Some((ends, begins)) = ends.zip(begins) else {
        return true;
    };
    if ends.is_whitespace() || begins.is_whitespace() {
        return !begins.is_whitespace() || ends == '\n';
    }
    let narrow = |c: char| widths.of(c.encode_utf8(&mut [0; 4])) == 1;
    let level = Punctuation::Strict;
    !(begins_none(level, begins) || ends_none(level, ends) || narrow(ends) && narrow(begins))
}

/// The text with blanks behind it.
fn filled(text: &str, cells: usize, widths: Widths) -> String {
    let text = text.trim_end_matches('\n');
    let blank = cells.saturating_sub(widths.of(text));
    format!("{text}{}", " ".repeat(blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::{Folder, Folding, judge};

    const NAMES: Names = Names {
        words: "原文",
        given: "你写",
        missing: "没写",
    };

    fn painted(words: &str, given: &str, width: u16) -> Vec<String> {
        let folding = Folding {
            scripts: false,
            numbers: true,
        };
        let judgement = judge(words, given, &Folder::new(folding), &[]);
        rows(&judgement.columns, NAMES, (width, Widths::NARROW))
            .into_iter()
            .map(|runs| runs.into_iter().map(|(text, _)| text).collect())
            .map(|row: String| row.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn slips_stand_below_what_is_right() {
        assert_eq!(
            painted("新质生产力，是创新。", "新制生产力不是创", 40),
            [
                "原文 新质生产力  ，是创新。",
                "你写 新制生产力不  是创",
                "       ～      ＋      －",
            ]
        );
    }

    #[test]
    fn rows_without_a_slip_are_words_alone_and_none_is_too_wide() {
        let rows = painted("温故而知新，可以为师矣。", "温故而知新可以为是矣", 17);
        assert_eq!(
            rows,
            [
                "     温故而知新，",
                "原文 可以为师矣。",
                "你写 可以为是矣",
                "           ～"
            ]
        );
    }

    #[test]
    fn what_was_not_given_at_all_needs_no_signs() {
        let words = "温故而知新，可以为师矣。";
        assert_eq!(
            painted(words, "温故", 17),
            [
                "原文 温故而知新，",
                "你写 温故",
                "         －－－",
                "没写 可以为师矣。"
            ]
        );
        assert_eq!(painted(words, "", 12), ["温故而知新，", "可以为师矣。"]);
        assert_eq!(
            painted("温", "温故而知新可以为师矣", 17),
            [
                "原文 温",
                "你写 温故而知新可",
                "       ＋＋＋＋＋",
                "你写 以为师矣",
                "     ＋＋＋＋"
            ]
        );
    }

    #[test]
    fn rows_end_where_lines_of_text_may() {
        for (words, rows) in [
            ("温故而知新可，以为", ["温故而知新", "可，以为"]),
            ("温故而知新“可以”", ["温故而知新", "“可以”"]),
            ("温故而知新可——以", ["温故而知新", "可——以"]),
            ("温故 the continent", ["温故 the", "continent"]),
            ("温故而\n知新", ["温故而", "知新"]),
        ] {
            assert_eq!(painted(words, "", 12), rows);
        }
        // A word that is longer than a row is cut.
        assert_eq!(
            painted("温extraordinarily", "", 12),
            ["温", "extraordinar", "ily"]
        );
    }

    #[test]
    fn a_number_has_signs_as_wide_as_it_is() {
        assert_eq!(
            painted("到二〇三五年", "到2036年", 40),
            ["原文 到二〇三五年", "你写 到2036    年", "       ＸＸＸＸ"]
        );
        assert_eq!(
            painted("up to 35 per cent", "up to 36 per cent", 40),
            [
                "原文 up to 35 per cent",
                "你写 up to 36 per cent",
                "           xx"
            ]
        );
    }

    #[test]
    fn words_put_in_stand_behind_the_space() {
        assert_eq!(
            painted("forth on this", "forth upon this", 40),
            [
                "原文 forth   on this",
                "你写 forth upon this",
                "           ++"
            ]
        );
    }
}
