//! Links and pictures as Markdown: where they lead, written so that it is read again.

use super::inline::Place;
use super::markdown::References;
use crate::domain::doc::SpanStyle;

/// Where a link leads: inside the document, to the section that its place lies in. None where that
/// has no name.
pub(super) fn destination(style: &SpanStyle, references: &References) -> Option<String> {
    match style {
        SpanStyle::Link(target) => match style.leads_to() {
            Some(offset) => references.section(offset).map(|name| format!("#{name}")),
            None => Some(target.clone()),
        },
        _ => None,
    }
}

/// A destination between its brackets.
pub(super) fn bracketed(target: &str, place: Place) -> String {
    let mut out = String::with_capacity(target.len() + 4);
    for c in target.chars() {
        let special = matches!(c, '\\' | '<' | '>' | '&' | '`') || c == '|' && place == Place::Cell;
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    let parts = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>');
    if target.is_empty() || target.contains(parts) {
        format!("(<{out}>)")
    } else {
        format!("({out})")
    }
}

/// The description of a picture out of what stands for it in the text.
pub(super) fn description(text: &str) -> &str {
    if text == "[图]" {
        return "";
    }
    let inner = text.strip_prefix("[图: ");
    inner
        .and_then(|inner| inner.strip_suffix(']'))
        .unwrap_or(text)
}
