//! Recited words row by row: the words, below them what was given, below that a mark for each
//! character that went wrong. Told by signs alone, so that it can be read without colour.

use crate::domain::doc::SpanStyle;
use crate::domain::quiz::{Column, Mark};
use crate::domain::text::Widths;

/// Pieces of a row and their styles.
type Runs = Vec<(String, Option<SpanStyle>)>;

/// The rows in a width, in cells. Where all is right the words stand alone.
pub fn rows(columns: &[Column], (width, widths): (u16, Widths)) -> Vec<Runs> {
    let mut rows = Vec::new();
    let mut line: Vec<(&Column, usize)> = Vec::new();
    let mut used = 0;
    for column in columns {
        let cells = cells(column, widths);
        if used + cells > usize::from(width) && !line.is_empty() {
            rows.extend(of_line(&line, widths));
            line.clear();
            used = 0;
        }
        line.push((column, cells));
        used += cells;
    }
    rows.extend(of_line(&line, widths));
    rows
}

/// Cells of a column: those of the wider of its two sides.
fn cells(column: &Column, widths: Widths) -> usize {
    widths.of(&column.wanted).max(widths.of(&column.given))
}

fn of_line(line: &[(&Column, usize)], widths: Widths) -> Vec<Runs> {
    let mut words: Runs = Vec::new();
    let mut given: Runs = Vec::new();
    let mut signs = String::new();
    for (column, cells) in line {
        let style = column.is_wrong().then_some(SpanStyle::Strong);
        words.push((filled(&column.wanted, *cells, widths), style.clone()));
        let shown = if column.mark == Mark::Aside {
            ""
        } else {
            &column.given
        };
        given.push((filled(shown, *cells, widths), style));
        signs.push_str(&filled(sign(column, *cells), *cells, widths));
    }
    let mut rows = vec![words];
    if line.iter().any(|(column, _)| column.is_wrong()) {
        rows.push(given);
    }
    if !signs.trim().is_empty() {
        rows.push(vec![(signs.trim_end().to_owned(), None)]);
    }
    rows
}

/// The sign of a column, as wide as its characters are.
fn sign(column: &Column, cells: usize) -> &'static str {
    let (narrow, wide) = match column.mark {
        Mark::Alike => ("~", "～"),
        Mark::Wrong => ("x", "Ｘ"),
        Mark::Missing => ("-", "－"),
        Mark::Extra => ("+", "＋"),
        Mark::Right if column.failed_before => ("*", "＊"),
        Mark::Right | Mark::Aside => ("", ""),
    };
    if cells == 1 { narrow } else { wide }
}

/// The text with blanks behind it.
fn filled(text: &str, cells: usize, widths: Widths) -> String {
    let blank = cells.saturating_sub(widths.of(text));
    format!("{text}{}", " ".repeat(blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::{Folder, Folding, judge};

    fn painted(words: &str, given: &str, width: u16) -> Vec<String> {
        let judgement = judge(words, given, &Folder::new(Folding::default()), &[]);
        rows(&judgement.columns, (width, Widths::NARROW))
            .into_iter()
            .map(|runs| runs.into_iter().map(|(text, _)| text).collect())
            .collect()
    }

    #[test]
    fn slips_stand_below_what_is_right() {
        assert_eq!(
            painted("新质生产力，是创新。", "新制生产力不是创", 40),
            [
                "新质生产力  ，是创新。",
                "新制生产力不  是创    ",
                "  ～      ＋      －",
            ]
        );
    }

    #[test]
    fn rows_without_a_slip_are_words_alone_and_none_is_too_wide() {
        let rows = painted("温故而知新，可以为师矣。", "温故而知新可以为是矣", 12);
        assert_eq!(
            rows,
            ["温故而知新，", "可以为师矣。", "可以为是矣  ", "      ～"]
        );
    }
}
