//! Headings of chapters that mark none: by how the book's style sheets set them, larger than the
//! text, or bold in the middle.

use crate::io::import::child::html::{Id, Tree, is_paragraph};
use std::collections::{BTreeMap, HashMap};

/// A heading is at most this long, in code points.
const LONGEST: usize = 40;

/// How text is set; what is not said is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Look {
    /// Tenths of a point.
    size: Option<u32>,
    bold: Option<bool>,
    centred: Option<bool>,
}

impl Look {
    /// What is said here, else what is said around it.
    fn or(self, outer: Self) -> Self {
        Self {
            size: self.size.or(outer.size),
            bold: self.bold.or(outer.bold),
            centred: self.centred.or(outer.centred),
        }
    }
}

/// What style sheets say of classes.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    classes: HashMap<String, Look>,
}

impl Sheet {
    /// Takes what a style sheet says, as far as it speaks of classes by themselves.
    pub(super) fn read(&mut self, css: &str) {
        for rule in css.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else {
                continue;
            };
            let look = declared(declarations);
            for selector in selectors.split(',') {
                // Behind a comment, if one stands before it.
                let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
                let Some((element, class)) = selector.split_once('.') else {
                    continue;
                };
                let others = [' ', '.', ':', '>', '+', '['];
                if element.contains(others) || class.contains(others) {
                    continue;
                }
                let known = self.classes.entry(class.to_owned()).or_default();
                *known = look.or(*known);
            }
        }
    }

    fn look(&self, tree: &Tree, id: Id) -> Look {
        let own = match tree.name(id) {
            "b" | "strong" => Look {
                bold: Some(true),
                ..Look::default()
            },
            "center" => Look {
                centred: Some(true),
                ..Look::default()
            },
            _ => Look::default(),
        };
        let style = tree.attribute(id, "style").map(declared);
        let classes = tree.attribute(id, "class").unwrap_or_default();
        let looks = classes
            .split_ascii_whitespace()
            .filter_map(|class| self.classes.get(class));
        looks.fold(style.unwrap_or_default().or(own), |look, of| look.or(*of))
    }
}

/// What declarations say, of `font-size: 16pt; font-weight: bold; text-align: center`.
fn declared(declarations: &str) -> Look {
    let mut look = Look::default();
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-size" => look.size = size(&value),
            "font-weight" => {
                let heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                look.bold = Some(heavy || value.starts_with("bold"));
            }
            "text-align" => look.centred = Some(value.starts_with("center")),
            _ => {}
        }
    }
    look
}

/// A size in tenths of a point, of text that is 12 points large where nothing is said.
fn size(value: &str) -> Option<u32> {
    const BASE: f64 = 12.0;
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f64 = digits.trim().parse().ok()?;
    let points = match value.strip_prefix(digits).unwrap_or_default() {
        "pt" => number,
        "px" => number * 0.75,
        "em" | "rem" => number * BASE,
        "%" => number / 100.0 * BASE,
        _ => return None,
    };
    (1.0..1000.0)
        .contains(&points)
        .then(|| (points * 10.0).round() as u32)
}

/// The headings of a chapter, and their levels; none if it marks any by itself.
pub(super) fn headings(tree: &Tree, sheet: &Sheet) -> HashMap<Id, u8> {
    let all = || tree.descendants(Tree::root());
    let is_marked = |id: Id| matches!(tree.name(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    if sheet.classes.is_empty() || all().any(is_marked) {
        return HashMap::new();
    }
    let paragraphs: Vec<(Id, Look, String)> = all()
        .filter(|id| is_paragraph(tree, *id))
        .filter_map(|id| Some((id, common(tree, sheet, id)?, tree.all_text(id))))
        .collect();
    let mut letters: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, look, text) in &paragraphs {
        *letters.entry(look.size.unwrap_or_default()).or_default() += text.chars().count();
    }
    let most = letters.iter().max_by_key(|(_, letters)| **letters);
    let body = most.map_or(0, |(size, _)| *size);
    let all = paragraphs.into_iter();
    all.filter_map(|(id, look, text)| Some((id, level(look, body, text.trim())?)))
        .collect()
}

/// How all words of a paragraph are set: as small and as light as the smallest and lightest.
fn common(tree: &Tree, sheet: &Sheet, paragraph: Id) -> Option<Look> {
    let outer = std::iter::once(paragraph).chain(tree.ancestors(paragraph));
    let outer = outer.fold(Look::default(), |look, id| look.or(sheet.look(tree, id)));
    let words = tree
        .descendants(paragraph)
        .filter(|id| tree.text(*id).is_some_and(|text| !text.trim().is_empty()));
    let looks = words.map(|id| {
        let inner = tree.ancestors(id).take_while(|id| *id != paragraph);
        let own = inner.fold(Look::default(), |look, id| look.or(sheet.look(tree, id)));
        own.or(outer)
    });
    looks.reduce(|all, look| Look {
        size: all.size.min(look.size),
        bold: all.bold.filter(|_| all.bold == look.bold),
        centred: all.centred,
    })
}

/// The level of a paragraph that is a heading by its look, beside text of this size.
fn level(look: Look, body: u32, text: &str) -> Option<u8> {
    let ends_as_text =
        text.ends_with(['。', '；', '，', '：', ';', ',', ':', '！', '？', '.', '”']);
    if text.is_empty() || ends_as_text || text.chars().count() > LONGEST {
        return None;
    }
    let size = look.size.unwrap_or(body);
    if body == 0 {
        return None;
    }
    match size * 100 / body {
        140.. => Some(1),
        115.. => Some(2),
        100.. if look.bold == Some(true) => Some(if look.centred == Some(true) { 2 } else { 3 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::html::Syntax;

    const CSS: &str = "/* x */ .t { text-align: center }\n.big, p.huge { font-size: 16.0000pt; }\n\
        .mid { font-size: 13pt } .body{font-size:10.5pt} .b { font-weight: 700 } div .no { font-size: 40pt }";

    fn found(page: &str) -> Vec<(u8, String)> {
        let mut sheet = Sheet::default();
        sheet.read(CSS);
        let tree = Tree::parse(page, Syntax::Xhtml).unwrap();
        let headings = headings(&tree, &sheet);
        let order = tree.descendants(Tree::root());
        order
            .filter_map(|id| Some((*headings.get(&id)?, tree.all_text(id))))
            .collect()
    }

    #[test]
    fn headings_are_larger_or_bold() {
        let text = format!(
            "<p><span class='body'>{}</span></p>",
            "正文很长。".repeat(20)
        );
        let page = format!(
            "<p class='t'><span class='big'>第一章</span></p>{text}<p class='body'><span class='mid'>一、</span><span class='mid'>内涵</span></p>\
            {text}<p class='body b'>（一）要点</p><p class='body b'>这是一句话。</p><p><span class='body'>短</span></p>\
            <p><span class='mid'>大</span><span class='body'>小</span></p><p class='no body'>无</p>\
            <table><tr><td><p class='big'>格</p></td></tr></table>"
        );
        let heading = |level, text: &str| (level, text.to_owned());
        assert_eq!(
            found(&page),
            [
                heading(1, "第一章"),
                heading(2, "一、内涵"),
                heading(3, "（一）要点")
            ]
        );
        assert_eq!(found(&format!("{page}<h2>题</h2>")), []);
    }

    #[test]
    fn sizes_in_several_units() {
        for (value, tenths) in [
            ("16pt", Some(160)),
            ("16px", Some(120)),
            ("1.5em", Some(180)),
            ("150%", Some(180)),
            ("large", None),
            ("-3pt", None),
        ] {
            assert_eq!(size(value), tenths, "{value}");
        }
    }
}
