//! Which elements stand within a line, hold no text, or are not shown.

use super::tree::{Id, Tree};

/// Whether a page does not show an element.
pub(super) fn is_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "style").is_some_and(|style| {
            let style: String = style.split_ascii_whitespace().collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// Elements whose content is no text of the page.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "input"
            | "button"
            | "select"
            | "textarea"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "rp"
            | "applet"
            | "map"
            | "datalist"
            | "dialog"
            | "wbr"
    )
}

/// Elements that stand within a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "a"
            | "u"
            | "s"
            | "del"
            | "ins"
            | "font"
            | "small"
            | "big"
            | "sub"
            | "mark"
            | "q"
            | "abbr"
            | "acronym"
            | "time"
            | "label"
            | "ruby"
            | "rb"
            | "rtc"
            | "bdi"
            | "bdo"
            | "data"
            | "strike"
            | "nobr"
            | "output"
            | "mi"
            | "mo"
            | "mn"
            | "mrow"
            | "msup"
            | "msub"
            | "mfrac"
            | "mtext"
            | "semantics"
            | "mstyle"
            | "annotation"
            | "blink"
            | "tt"
    )
}

/// Digits and signs as raised characters.
pub(in super::super) fn raised_digits(text: &str) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if text.is_empty() {
        return None;
    }
    text.chars()
        .map(|c| match c {
            '+' => Some('⁺'),
            '-' | '−' => Some('⁻'),
            'n' => Some('ⁿ'),
            c => RAISED.get(c.to_digit(10)? as usize).copied(),
        })
        .collect()
}
