//! The labels of footnotes in Markdown, and the marks that stand for them in the text.
//!
//! `[^1]` is shown as `[1]` and `[^①]` as `①`. A label that begins with `^` is shown as it is
//! without the `^`: `[^^*)]` as `*)`. What follows a `#` is not shown; it tells apart notes that
//! bear the same mark, as they do where numbering starts anew on every page: `[^①#2]`. Import reads
//! labels so, and export writes them.

use std::collections::HashMap;

/// Gives the notes of a document their numbers, from 1, in the order in which they are named.
#[derive(Debug, Default)]
pub(super) struct NoteNumbers {
    known: HashMap<String, u32>,
}

impl NoteNumbers {
    /// Whether no note was met yet.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The number of the note with this label. Upper and lower case do not count, as in Markdown.
    pub(super) fn of(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
        *self.known.entry(label.to_lowercase()).or_insert(next)
    }
}

/// The mark that is shown for a label.
pub(super) fn mark(label: &str) -> String {
    let label = unescaped(label);
    let shown = match label.rsplit_once('#') {
        Some((mark, _)) if !mark.is_empty() => mark,
        _ => &label,
    };
    if let Some(bare) = shown.strip_prefix('^').filter(|bare| !bare.is_empty()) {
        return bare.to_owned();
    }
    if shown.chars().all(is_note_sign) {
        return shown.to_owned();
    }
    format!("[{shown}]")
}

/// A label that is shown as the mark. If it is `taken` by another note, the number tells them
/// apart. A mark that no label can hold is given up for the number.
pub(in crate::io) fn label(mark: &str, number: u32, taken: impl Fn(&str) -> bool) -> String {
    let unfit = |c: char| c.is_whitespace() || c.is_control() || "`<&|\\".contains(c);
    if mark.is_empty() || mark.contains(unfit) {
        return label(&format!("[{number}]"), number, taken);
    }
    let in_brackets = mark
        .strip_prefix('[')
        .and_then(|mark| mark.strip_suffix(']'))
        .filter(|inner| !inner.is_empty() && !inner.starts_with('^') && !inner.contains('#'))
        .filter(|inner| !inner.chars().all(is_note_sign));
    let signs = mark.chars().all(is_note_sign);
    let plain = match in_brackets {
        Some(inner) => escaped(inner),
        None if signs => escaped(mark),
        None => format!("^{}", escaped(mark)),
    };
    if mark.contains('#') || taken(&plain) {
        format!("{plain}#{number}")
    } else {
        plain
    }
}

/// A character that marks notes by itself.
fn is_note_sign(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿' | '*' | '＊' | '†' | '‡' | '§' | '※')
}

fn escaped(mark: &str) -> String {
    let escape = |c: char| {
        let special = matches!(c, '[' | ']');
        special.then_some('\\').into_iter().chain([c])
    };
    mark.chars().flat_map(escape).collect()
}

fn unescaped(label: &str) -> String {
    let mut out = String::new();
    let mut chars = label.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escapes { chars.next() } else { Some(c) });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_labels() {
        for (label, shown) in [
            ("1", "[1]"),
            ("note-1", "[note-1]"),
            ("①", "①"),
            ("㊿", "㊿"),
            ("①#2", "①"),
            ("1#2", "[1]"),
            ("^*)", "*)"),
            ("^^①", "^①"),
            ("^〔1〕", "〔1〕"),
            ("^\\[4\\]53", "[4]53"),
            ("#", "[#]"),
            ("^", "[^]"),
        ] {
            assert_eq!(mark(label), shown, "{label}");
        }
    }

    #[test]
    fn numbers_are_given_in_order() {
        let mut numbers = NoteNumbers::default();
        let given: Vec<u32> = ["b", "a", "B", "c"].map(|label| numbers.of(label)).into();
        assert_eq!(given, [1, 2, 1, 3]);
    }

    proptest! {
        #[test]
        fn a_label_leads_back_to_its_mark(
            text in "[\\[\\]^#*①1甲a)〔]{1,6}", number in 1_u32..100, taken: bool,
        ) {
            prop_assert_eq!(mark(&label(&text, number, |_| taken)), text);
        }
    }
}
