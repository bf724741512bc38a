//! A text before it is imported: the file's lines, and what becomes of them, side by side or one
//! above the other; the join that is looked at stands in the middle of both.

use crate::app::area::Area;
use crate::app::config::Role;
use crate::app::screen::preview::{Piece, Preview};
use crate::domain::doc::BlockKind;
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::words::broken;

/// Cells from which on both sides stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Cells between them, and before each.
const GAP: u16 = 2;
/// Characters of the file that may be in sight on each side of the join.
const IN_SIGHT: usize = 2000;
/// What stands before the rows at the join.
const MARK: &str = ">";
/// What stands at the join itself.
const JOIN: &str = "|";

/// A row of one side.
struct Row {
    text: String,
    /// Whether it is at the join.
    marked: bool,
}

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, preview: &Preview, lang: Lang) {
    let (left, right) = halves(area);
    let line = preview.seam().map(|seam| line_of(preview, seam.at));
    let title = line.map_or_else(
        || lang.file_side().to_owned(),
        |line| lang.file_side_at(line),
    );
    let rows = raw_rows(canvas, preview, inner(left).width);
    side(canvas, left, &title, &rows);
    let title = match preview.seam() {
        None => lang.result_side().to_owned(),
        Some(seam) => {
            let done = if seam.joined {
                lang.was_joined()
            } else {
                lang.was_parted()
            };
            if seam.decided {
                lang.result_side_decided(done)
            } else {
                lang.result_side_guess(done, (seam.confidence * 100.0) as u8)
            }
        }
    };
    let rows = result_rows(canvas, preview, inner(right).width);
    side(canvas, right, &title, &rows);
}

/// The places of the two sides.
fn halves(area: Area) -> (Area, Area) {
    if area.width >= SIDE_BY_SIDE {
        let width = area.width / 2;
        let right = Area {
            x: area.x + width,
            width: area.width - width,
            ..area
        };
        return (Area { width, ..area }, right);
    }
    let height = area.height / 2;
    let below = Area {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (Area { height, ..area }, below)
}

/// Where the text of a side stands.
fn inner(side: Area) -> Area {
    let margin = (2 * GAP).min(side.width);
    Area {
        x: side.x + GAP.min(side.width),
        y: side.y.saturating_add(1),
        width: (side.width - margin).max(1),
        height: side.height.saturating_sub(1),
    }
}

/// A side: its title, and its rows with those at the join in the middle.
fn side(canvas: &mut Canvas, area: Area, title: &str, rows: &[Row]) {
    if area.height == 0 {
        return;
    }
    let head = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    canvas.text_cut(head, title, Role::Heading);
    let text = inner(area);
    let marked = rows.iter().position(|row| row.marked).unwrap_or(0);
    let height = usize::from(text.height);
    let top = (marked + 1)
        .saturating_sub(height.div_ceil(2))
        .min(rows.len().saturating_sub(height));
    let shown = rows.iter().skip(top);
    for (y, row) in (text.y..text.y.saturating_add(text.height)).zip(shown) {
        let place = Area { y, ..text };
        let role = if row.marked { Role::Text } else { Role::Dim };
        canvas.text(place, &row.text, role);
        if row.marked {
            let mark = Area {
                x: area.x,
                width: 1,
                ..place
            };
            canvas.text(mark, MARK, Role::Accent);
        }
    }
}

/// The line of the file, from 1, in which this byte stands.
fn line_of(preview: &Preview, at: usize) -> usize {
    let before = preview.draft().raw.get(..at).unwrap_or_default();
    1 + before.matches('\n').count()
}

fn raw_rows(canvas: &Canvas, preview: &Preview, width: u16) -> Vec<Row> {
    let raw = &*preview.draft().raw;
    let (at, next) = preview.seam().map_or((0, 0), |seam| (seam.at, seam.next));
    let (before, after) = (
        raw.get(..at).unwrap_or_default(),
        raw.get(next..).unwrap_or_default(),
    );
    let between = raw.get(at..next).unwrap_or_default().matches('\n').count();
    let start = before
        .char_indices()
        .rev()
        .take(IN_SIGHT)
        .last()
        .map_or(0, |(at, _)| at);
    let end = after
        .char_indices()
        .nth(IN_SIGHT)
        .map_or(after.len(), |(at, _)| at);
    let before: Vec<&str> = lines(before.get(start..).unwrap_or_default());
    let after: Vec<&str> = lines(after.get(..end).unwrap_or_default());
    let has_seam = preview.seam().is_some();
    let mut rows = Vec::new();
    for (index, line) in before.iter().enumerate() {
        let last = has_seam && index + 1 == before.len();
        wrapped(canvas, line, width, |_| last, &mut rows);
    }
    rows.extend((1..between).map(|_| Row {
        text: String::new(),
        marked: true,
    }));
    for (index, line) in after.iter().enumerate() {
        wrapped(canvas, line, width, |_| has_seam && index == 0, &mut rows);
    }
    // The rows of a long paragraph are not all at the join.
    unmark_far(&mut rows, between.max(1));
    rows
}

/// Leaves of the marked rows the two that meet, and what is between them.
fn unmark_far(rows: &mut [Row], between: usize) {
    let blank = rows
        .iter()
        .position(|row| row.marked && row.text.is_empty());
    let marked: Vec<usize> = (0..rows.len())
        .filter(|i| rows.get(*i).is_some_and(|r| r.marked))
        .collect();
    let Some(blank) = blank.filter(|_| between > 1) else {
        return;
    };
    for index in marked {
        if let Some(row) = rows.get_mut(index) {
            row.marked = index + 1 >= blank && index < blank + between;
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .collect()
}

fn result_rows(canvas: &Canvas, preview: &Preview, width: u16) -> Vec<Row> {
    let place = preview.place();
    let mut rows = Vec::new();
    for (index, piece) in preview.result().iter().enumerate() {
        if index > 0 {
            rows.push(Row {
                text: String::new(),
                marked: false,
            });
        }
        let at = place.filter(|(of, _)| *of == index).map(|(_, at)| at);
        let (text, mark) = marked_text(piece, at);
        let mut passed = 0;
        let has_mark = |line: &str| {
            let from = passed;
            passed += line.chars().filter(|c| !c.is_whitespace()).count();
            mark.is_some_and(|mark| (from..passed).contains(&mark))
        };
        wrapped(canvas, &text, width, has_mark, &mut rows);
    }
    rows
}

/// The text of a piece with the join marked in it, and how many visible characters are before that.
fn marked_text(piece: &Piece, at: Option<usize>) -> (String, Option<usize>) {
    let prefix = match piece.kind {
        BlockKind::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
        _ => String::new(),
    };
    let Some(at) = at else {
        return (format!("{prefix}{}", piece.text), None);
    };
    let (before, after) = piece.text.split_at_checked(at).unwrap_or((&piece.text, ""));
    let before = format!("{prefix}{before}");
    let mark = before.chars().filter(|c| !c.is_whitespace()).count();
    (format!("{before}{JOIN}{after}"), Some(mark))
}

fn wrapped(
    canvas: &Canvas,
    line: &str,
    width: u16,
    mut marked: impl FnMut(&str) -> bool,
    rows: &mut Vec<Row>,
) {
    let broken = broken(line, canvas.column(width));
    if broken.is_empty() {
        let marked = marked("");
        rows.push(Row {
            text: String::new(),
            marked,
        });
    }
    for text in broken {
        let marked = marked(&text);
        rows.push(Row { text, marked });
    }
}
