//! Notes: which links refer to them, and what their marks look like.

use super::tree::{Id, Tree};
use crate::io::import::note_label::mark;
use std::collections::HashMap;

/// The notes of a book, by the place that holds their text: `file#id`.
#[derive(Debug, Default)]
pub(in super::super) struct Notes {
    numbers: HashMap<String, u32>,
    /// The label of each, as its first reference has it; the first note's at 0.
    labels: Vec<Option<String>>,
    /// Whether a note's text has been met.
    defined: Vec<bool>,
}

impl Notes {
    /// The number of the note at a place, which a reference with this label names. A place that
    /// nobody named yet gets the next number.
    pub(super) fn refer(&mut self, place: String, label: Option<&str>) -> u32 {
        let next = self.labels.len();
        let number = *self.numbers.entry(place).or_insert(next as u32 + 1);
        if number as usize > next {
            self.labels.push(None);
            self.defined.push(false);
        }
        if let Some(known) = self.labels.get_mut(number as usize - 1) {
            *known = known.take().or_else(|| label.map(str::to_owned));
        }
        number
    }

    /// The number of the note at this place, if something refers to it and its text is new.
    pub(super) fn awaited(&self, place: &str) -> Option<u32> {
        let number = *self.numbers.get(place)?;
        let defined = self.defined.get(number as usize - 1)?;
        (!defined).then_some(number)
    }

    /// Says that the text of a note was met.
    pub(super) fn define(&mut self, number: u32) {
        if let Some(defined) = self.defined.get_mut(number as usize - 1) {
            *defined = true;
        }
    }

    /// The mark that is shown for a note, and its label.
    pub(super) fn mark(&self, number: u32) -> (String, String) {
        let label = self.labels.get(number as usize - 1).cloned().flatten();
        let label = label.unwrap_or_else(|| number.to_string());
        (mark(&label), label)
    }
}

const PAIRS: [(char, char); 6] = [
    ('[', ']'),
    ('(', ')'),
    ('（', '）'),
    ('［', '］'),
    ('〔', '〕'),
    ('【', '】'),
];

/// The label in a text that is nothing but the mark of a note: `1`, `[1]`, `注1`, `①`, `*`.
pub(super) fn label(text: &str) -> Option<&str> {
    const LONGEST: usize = 4;
    let text = text.trim();
    let bare = bracketed(text).unwrap_or(text).trim();
    let digits = bare.strip_prefix('注').unwrap_or(bare);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let is_sign = !bare.is_empty() && bare.chars().all(is_sign);
    (bare.chars().count() <= LONGEST && (is_number || is_sign)).then_some(bare)
}

fn bracketed(text: &str) -> Option<&str> {
    PAIRS
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

fn is_sign(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿' | '*' | '＊' | '†' | '‡' | '§' | '※')
}

/// The text of a note without the mark it begins with.
pub(super) fn without_mark<'t>(text: &'t str, label: &str) -> &'t str {
    let rest = text.trim_start();
    let open = PAIRS.iter().find(|(open, _)| rest.starts_with(*open));
    let inner = open.map_or(rest, |(open, _)| rest.strip_prefix(*open).unwrap_or(rest));
    let Some(behind) = inner.strip_prefix(label) else {
        return text;
    };
    let behind = match open {
        Some((_, close)) => match behind.strip_prefix(*close) {
            Some(behind) => behind,
            None => return text,
        },
        // `1` before `19 世纪` is no mark.
        None if behind.starts_with(|c: char| c.is_ascii_digit()) => return text,
        None => behind
            .strip_prefix(['.', '、', '．', ':', '：'])
            .unwrap_or(behind),
    };
    behind.trim_start()
}

/// A text that leads back from a note to its reference.
pub(super) fn leads_back(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "返回" | "返回正文")
        || (!text.is_empty()
            && text.chars().all(|c| {
                matches!(
                    c,
                    '↩' | '↑' | '^' | '⏎' | '◎' | '⇑' | '↵' | '\u{fe0e}' | '\u{fe0f}'
                )
            }))
}

/// Whether an element says that it is one of these, by `epub:type`, `role` or class.
pub(super) fn says(tree: &Tree, id: Id, kinds: &[&str]) -> bool {
    ["epub:type", "role", "class"].iter().any(|attribute| {
        tree.attribute(id, attribute).is_some_and(|value| {
            value
                .split_ascii_whitespace()
                .any(|word| kinds.contains(&word.strip_prefix("doc-").unwrap_or(word)))
        })
    })
}

/// Whether a link is a reference to a note: it says so, or its text is a mark and is set as one.
pub(super) fn is_reference(tree: &Tree, link: Id, text: &str) -> bool {
    const NAMES: [&str; 6] = [
        "noteref",
        "footnote-ref",
        "footnote-reference",
        "footnoteref",
        "duokan-footnote",
        "fnref",
    ];
    if says(tree, link, &NAMES) {
        return true;
    }
    let Some(label) = label(text) else {
        return false;
    };
    let raised = |id: Id| tree.name(id) == "sup";
    label != text.trim()
        || label.chars().all(is_sign)
        || tree.parent(link).is_some_and(raised)
        || tree.descendants(link).any(raised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        for (text, found) in [
            ("1", Some("1")),
            (" [12] ", Some("12")),
            ("〔3〕", Some("3")),
            ("注1", Some("注1")),
            ("①", Some("①")),
            ("**", Some("**")),
            ("2023年", None),
            ("第1章", None),
            ("[abc]", None),
            ("注", None),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(label(text), found, "{text}");
        }
    }

    #[test]
    fn the_mark_of_a_note_is_taken_off() {
        for (text, label, rest) in [
            ("[1] 见上", "1", "见上"),
            ("1. 见上", "1", "见上"),
            ("1、见上", "1", "见上"),
            ("①见上", "①", "见上"),
            ("见上", "1", "见上"),
            ("19世纪", "1", "19世纪"),
            ("[12]见上", "1", "[12]见上"),
        ] {
            assert_eq!(without_mark(text, label), rest, "{text}");
        }
    }
}
