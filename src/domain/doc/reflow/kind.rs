//! Which kind of damage a text has, from the statistics of its lines.

use super::line::Lines;
use super::shape::Shape;
use serde::{Deserialize, Serialize};

/// What a line of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A paragraph, or a part of one that a page has cut.
    Prose,
    /// A printed line of a paragraph.
    HardWrapped,
    /// A verse, or an item of a list of short lines: lines are never joined.
    Verse,
    /// Whatever it is: nothing is changed.
    #[serde(rename = "asis")]
    AsIs,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Prose, Self::HardWrapped, Self::Verse, Self::AsIs];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prose => "prose",
            Self::HardWrapped => "hard-wrapped",
            Self::Verse => "verse",
            Self::AsIs => "asis",
        }
    }
}

/// The kind of a text with these lines.
pub(super) fn detect(lines: &Lines<'_>, shape: &Shape) -> Kind {
    if is_code(lines, shape) || is_mail(lines) {
        Kind::AsIs
    } else if shape.is_wrapped() {
        Kind::HardWrapped
    } else if is_verse(lines, shape) {
        Kind::Verse
    } else {
        Kind::Prose
    }
}

/// Program code: marks that writing does not have, and lines that are indented in steps.
pub(super) fn is_code(lines: &Lines<'_>, shape: &Shape) -> bool {
    let ends = (0..lines.all.len())
        .filter(|i| {
            lines
                .str(*i)
                .ends_with(['{', '}', ';', ':', ',', '(', ')', '[', ']', '>'])
        })
        .count();
    let indented = lines.all.iter().filter(|l| l.indent > 0).count();
    let most = shape.lines.max(1);
    shape.han_share < 0.5
        && shape.code_share > 0.03
        && shape.lines >= 3
        && (ends * 10 >= most * 4 || (shape.code_share > 0.06 && indented * 5 >= most))
}

/// A letter by electronic mail: its head, quoted lines, or a greeting and a farewell.
fn is_mail(lines: &Lines<'_>) -> bool {
    const HEAD: [&str; 11] = [
        "From:",
        "To:",
        "Cc:",
        "Subject:",
        "Date:",
        "Sent:",
        "Reply-To:",
        "发件人：",
        "收件人：",
        "主题：",
        "抄送：",
    ];
    const GREETINGS: [&str; 4] = ["Dear ", "Hi ", "Hello ", "Hello,"];
    let count = lines.all.len();
    let head = (0..count.min(12))
        .filter(|i| HEAD.iter().any(|h| lines.str(*i).starts_with(h)))
        .count();
    let quoted = (0..count)
        .filter(|i| lines.str(*i).starts_with('>'))
        .count();
    let signed = (0..count).any(|i| matches!(lines.str(i), "--" | "-- "));
    let greeted = (0..count.min(3)).any(|i| {
        let line = lines.str(i);
        line.len() < 60
            && line.ends_with([',', '!'])
            && GREETINGS.iter().any(|g| line.starts_with(g))
    });
    head >= 2
        || (quoted >= 2 && quoted * 5 >= count)
        || (signed && greeted)
        || (greeted && count < 400)
}

/// Short lines that are not cut out of sentences.
fn is_verse(lines: &Lines<'_>, shape: &Shape) -> bool {
    let mut widths: Vec<u32> = lines.all.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let at = |part: usize| widths.get(widths.len() * part / 10).copied().unwrap_or(0);
    widths.len() >= 4 && at(5) <= 44 && at(9) <= 72 && shape.inner_share < 0.4
}

#[cfg(test)]
mod tests {
    use super::super::shape;
    use super::*;

    fn kind(text: &str) -> Kind {
        let mut lines = Lines::of(text, 0..text.len());
        let shape = shape::measure(&mut lines);
        detect(&lines, &shape)
    }

    #[test]
    fn kinds_of_texts() {
        let verse = "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。\n";
        let bare = "空山不见人\n但闻人语响\n返景入深林\n复照青苔上\n";
        let list = "苹果\n香蕉\n一袋面粉\n两斤鸡蛋\n牛奶\n";
        let code = "fn main() {\n    let x = 1;\n    println!(\"{x}\");\n}\n";
        let mail =
            "From: a@example.org\nTo: b@example.org\nSubject: Lunch\n\nShall we meet\nat noon?\n";
        for (text, expected) in [
            (verse, Kind::Verse),
            (bare, Kind::Verse),
            (list, Kind::Verse),
            (code, Kind::AsIs),
            (mail, Kind::AsIs),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        let paragraph =
            "生产力是人类在生产实践中形成的改造和影响自然的能力。它随着科学和技术的进步而发展。";
        assert_eq!(kind(&format!("{paragraph}\n").repeat(6)), Kind::Prose);
        let long: Vec<char> = paragraph.repeat(12).chars().collect();
        let wrapped: Vec<String> = long.chunks(22).map(|c| c.iter().collect()).collect();
        assert_eq!(kind(&wrapped.join("\n")), Kind::HardWrapped);
        assert_eq!(kind(&wrapped.join("\n\n")), Kind::HardWrapped);
    }
}
