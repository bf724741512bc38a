//! Headings of pages that mark none but their title: paragraphs that are bold throughout and begin
//! with a number. Those that are bold alone may be names, captions or words that matter.

use super::tree::{Id, Tree};
use crate::io::import::child::numbered::{may_be_heading, numbered_level};
use std::collections::{HashMap, HashSet};

/// The headings in a part of a page, and their levels.
pub(super) fn headings(tree: &Tree, top: Id, left_out: &HashSet<Id>) -> HashMap<Id, u8> {
    let is_out =
        |id: Id| left_out.contains(&id) || tree.ancestors(id).any(|id| left_out.contains(&id));
    let all: Vec<Id> = tree.descendants(top).filter(|id| !is_out(*id)).collect();
    let is_marked = |id: &Id| matches!(tree.name(*id), "h2" | "h3" | "h4" | "h5" | "h6");
    if all.iter().any(is_marked) {
        return HashMap::new();
    }
    let paragraphs = all.into_iter().filter(|id| is_paragraph(tree, *id));
    let numbered = paragraphs.filter_map(|id| {
        let text = tree.all_text(id);
        let text = text.trim();
        let level = numbered_level(text).filter(|_| may_be_heading(text))?;
        is_bold(tree, id).then_some((id, level))
    });
    numbered.collect()
}

/// A paragraph that is in no table, list or quotation, and holds no other.
pub(in super::super) fn is_paragraph(tree: &Tree, id: Id) -> bool {
    let is_block = |id: Id| {
        matches!(
            tree.name(id),
            "p" | "div" | "table" | "ul" | "ol" | "img" | "svg"
        )
    };
    let is_inside = |id: Id| {
        matches!(
            tree.name(id),
            "td" | "th" | "li" | "blockquote" | "aside" | "dd" | "pre"
        )
    };
    matches!(tree.name(id), "p" | "div")
        && !tree.descendants(id).skip(1).any(is_block)
        && !tree.ancestors(id).any(is_inside)
}

/// Whether all words of a paragraph are bold.
fn is_bold(tree: &Tree, paragraph: Id) -> bool {
    let says_bold = |id: Id| {
        let style = tree.attribute(id, "style").unwrap_or_default();
        let style: String = style.split_ascii_whitespace().collect();
        let style = style.to_ascii_lowercase();
        matches!(tree.name(id), "b" | "strong")
            || ["bold", "600", "700", "800", "900"]
                .iter()
                .any(|weight| style.contains(&format!("font-weight:{weight}")))
    };
    let outer = tree.parent(paragraph);
    let mut words = tree
        .descendants(paragraph)
        .filter(|id| tree.text(*id).is_some_and(|text| !text.trim().is_empty()));
    words.all(|id| {
        tree.ancestors(id)
            .take_while(|id| Some(*id) != outer)
            .any(says_bold)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::html::Syntax;

    fn found(page: &str) -> Vec<(u8, String)> {
        let tree = Tree::parse(page, Syntax::Html).unwrap();
        let headings = headings(&tree, Tree::root(), &HashSet::new());
        let order = tree.descendants(Tree::root());
        order
            .filter_map(|id| Some((*headings.get(&id)?, tree.all_text(id))))
            .collect()
    }

    #[test]
    fn bold_and_numbered_paragraphs_are_headings() {
        let page = "<h1>题</h1><p><strong>一、总体</strong><b>要求</b></p><p>正文。</p>\
            <p style='Font-Weight: bold'>（一）思想</p><p><b>1.领导</b></p><p>二、不粗</p>\
            <p><b>三、半</b>粗</p><p><b>重要</b></p><p><b>四、这是一句话。</b></p><p><b>2024年产值</b></p>\
            <table><tr><td><p><b>五、格</b></p></td></tr></table><blockquote><p><b>六、引</b></p></blockquote>";
        let heading = |level, text: &str| (level, text.to_owned());
        assert_eq!(
            found(page),
            [
                heading(2, "一、总体要求"),
                heading(3, "（一）思想"),
                heading(4, "1.领导")
            ]
        );
        assert_eq!(found(&format!("{page}<h2>节</h2>")), []);
    }
}
