//! Headings that are set by hand, as offices in China write them: 一、（一）1.（1） in bold or
//! black type, the title in the middle.

use super::styles::Look;
use crate::io::import::child::numbered::{may_be_heading, numbered_level};

/// What is known of a paragraph that might be a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    /// How all of its text is set.
    pub(super) look: &'a Look,
    /// How the document's text is set.
    pub(super) body: &'a Look,
    /// Whether no paragraph stands before it.
    pub(super) first: bool,
    /// Whether the document has styles for its headings.
    pub(super) by_style: bool,
}

/// The level of a heading that is one by its looks.
pub(super) fn level(candidate: Candidate<'_>) -> Option<u8> {
    let Candidate {
        text, look, body, ..
    } = candidate;
    if !may_be_heading(text) {
        return None;
    }
    let bold = look.bold == Some(true) && body.bold != Some(true);
    let black = is_display(look) && !is_display(body);
    let centred = look.centred == Some(true);
    let larger = look.size.unwrap_or(0) > body.size.unwrap_or(21);
    if !(bold || black || centred || larger) {
        return None;
    }
    if let Some(level) = numbered_level(text) {
        return Some(level);
    }
    let is_caption = text.starts_with(['表', '图', '（', '(']) || text.starts_with("附");
    let stands_out = centred && (bold || black || larger) && !is_caption;
    match (stands_out, candidate.by_style) {
        (true, false) => Some(if candidate.first { 1 } else { 2 }),
        _ => None,
    }
}

/// Type that is for headings in official documents (GB/T 9704): 黑体, 小标宋, 楷体.
fn is_display(look: &Look) -> bool {
    const FONTS: [&str; 6] = ["黑", "标宋", "楷", "SimHei", "KaiTi", "STKaiti"];
    look.font
        .as_deref()
        .is_some_and(|font| FONTS.iter().any(|name| font.contains(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(bold: bool, centred: bool, font: Option<&str>) -> Look {
        Look {
            bold: Some(bold),
            centred: Some(centred),
            size: None,
            font: font.map(str::to_owned),
        }
    }

    #[test]
    fn numbers_count_where_they_are_set_as_headings() {
        let body = look(false, false, Some("仿宋_GB2312"));
        let of = |text: &str, look: &Look| {
            level(Candidate {
                text,
                look,
                body: &body,
                first: false,
                by_style: false,
            })
        };
        let bold = look(true, false, None);
        for (text, level) in [
            ("第一章 总则", Some(1)),
            ("第二节 产业", Some(2)),
            ("一、总体要求", Some(2)),
            ("（一）指导思想", Some(3)),
            ("1.加强领导", Some(4)),
            ("1.2 理解", Some(2)),
            ("（1）责任", Some(5)),
            ("一是坚持创新。", None),
            ("第一条 为了", None),
            ("重要", None),
        ] {
            assert_eq!(of(text, &bold), level, "{text}");
            assert_eq!(of(text, &body), None, "{text}");
        }
        assert_eq!(
            of("二、基本原则", &look(false, false, Some("黑体"))),
            Some(2)
        );
        assert_eq!(of("关于发展的意见", &look(true, true, None)), Some(2));
        assert_eq!(of("表1 产值", &look(true, true, None)), None);
    }

    #[test]
    fn in_black_type_throughout_black_type_means_nothing() {
        let black = look(false, false, Some("黑体"));
        let candidate = Candidate {
            text: "一、总体要求",
            look: &black,
            body: &black,
            first: true,
            by_style: false,
        };
        assert_eq!(level(candidate), None);
    }
}
