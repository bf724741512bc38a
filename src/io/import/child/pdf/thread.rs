//! Pieces of a row that programs write one font after the other: the quotation marks of a line come
//! first and its characters then, with room left for the marks.

use super::lines::Fragment;
use crate::io::import::markdown::is_spaceless;

/// Pieces that begin further inside another one than this, in ems, are threaded through it.
const INSIDE: f64 = 0.2;

/// Whether a piece begins inside one that is on the same line.
pub(super) fn is_threaded(fragments: &[Fragment]) -> bool {
    let mut order: Vec<&Fragment> = fragments.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    order.windows(2).any(|pair| match pair {
        [before, after] => (before.y - after.y).abs() < 0.1 && begins_inside(after, before),
        _ => false,
    })
}

fn begins_inside(piece: &Fragment, whole: &Fragment) -> bool {
    let margin = INSIDE * whole.size;
    piece.x > whole.x + margin && piece.x + margin < whole.x + whole.width
}

/// A row, sorted from the left, whose pieces are cut where others stand inside them. White space
/// that parts nothing is left out.
pub(super) fn unthreaded(row: Vec<Fragment>) -> Vec<Fragment> {
    let mut out: Vec<Fragment> = Vec::new();
    for piece in row {
        let whole = out.pop_if(|whole| begins_inside(&piece, whole));
        match whole.map(|whole| parted(whole, &piece)) {
            Some(Ok((before, behind))) => out.extend([before, piece, behind]),
            Some(Err(whole)) => out.extend([whole, piece]),
            None => out.push(piece),
        }
    }
    let is_empty = |piece: &Fragment| piece.text.is_empty();
    let mut threaded = out.into_iter().filter(|piece| !is_empty(piece)).peekable();
    let mut out: Vec<Fragment> = Vec::new();
    while let Some(piece) = threaded.next() {
        let touches = |left: &Fragment, right: &Fragment| {
            (left.x + left.width - right.x).abs() < INSIDE * left.size
        };
        let parts = out.last().is_some_and(|left| touches(left, &piece))
            && threaded.peek().is_some_and(|right| touches(&piece, right));
        if parts || !piece.text.trim().is_empty() {
            out.push(piece);
        }
    }
    out
}

/// A piece as what stands before another one and behind it; as it was where none of its characters
/// begins near that place.
fn parted(whole: Fragment, inside: &Fragment) -> Result<(Fragment, Fragment), Fragment> {
    const NEAR: f64 = 0.6;
    let advance = |c: char| {
        whole.size
            * match c {
                c if c.is_whitespace() => 0.3,
                c if is_spaceless(c) => 1.0,
                _ => 0.5,
            }
    };
    let mut at = whole.x;
    let mut best = (f64::INFINITY, 0, at);
    for (index, c) in whole.text.char_indices() {
        at += advance(c);
        let off = (at - inside.x).abs();
        if off < best.0 {
            best = (off, index + c.len_utf8(), at);
        }
    }
    let (off, cut, _) = best;
    let (Some(before), Some(behind)) = (whole.text.get(..cut), whole.text.get(cut..)) else {
        return Err(whole);
    };
    if off > NEAR * whole.size {
        return Err(whole);
    }
    let blank = inside.text.trim().is_empty();
    let (before, behind) = if blank {
        (before.trim_end(), behind.trim_start())
    } else {
        (before, behind)
    };
    let end = whole.x + whole.width;
    let next = inside.x + inside.width;
    let before = Fragment {
        text: before.to_owned(),
        width: inside.x - whole.x,
        ..whole
    };
    let behind = Fragment {
        text: behind.to_owned(),
        x: next,
        width: (end - next).max(0.0),
        ..before.clone()
    };
    Ok((before, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f64, width: f64, text: &str) -> Fragment {
        Fragment {
            x,
            y: 700.0,
            width,
            size: 10.0,
            text: text.to_owned(),
        }
    }

    fn texts(row: Vec<Fragment>) -> String {
        let texts: Vec<String> = unthreaded(row).into_iter().map(|f| f.text).collect();
        texts.join("|")
    }

    #[test]
    fn marks_come_back_to_where_they_stand() {
        let row = vec![
            piece(0.0, 75.0, "提出新质生产力"),
            piece(20.0, 5.0, "“"),
            piece(65.0, 5.0, "”"),
        ];
        assert!(is_threaded(&row));
        // The room for the first mark is known once it stands there.
        assert_eq!(texts(row), "提出|“|新质生产|”|力");
        let row = vec![piece(0.0, 74.0, "第一章内涵甲乙"), piece(30.0, 4.0, " ")];
        assert_eq!(texts(row), "第一章| |内涵甲乙");
    }

    #[test]
    fn pieces_side_by_side_stay_as_they_are() {
        let row = vec![
            piece(0.0, 20.0, "提出"),
            piece(20.0, 5.0, "“"),
            piece(25.0, 50.0, "新质生产力"),
            piece(90.0, 3.0, " "),
        ];
        assert!(!is_threaded(&row));
        assert_eq!(texts(row), "提出|“|新质生产力");
    }
}
