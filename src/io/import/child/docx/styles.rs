//! Styles: which are headings, and how a paragraph is set.

use super::is_on;
use crate::io::import::child::xml::Element;
use std::collections::HashMap;

/// How text is set. What is not said is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) centred: Option<bool>,
    /// Half points.
    pub(super) size: Option<u32>,
    /// The font of Chinese characters.
    pub(super) font: Option<String>,
}

impl Look {
    /// What paragraph and run properties say.
    pub(super) fn of(paragraph: Option<&Element>, run: Option<&Element>) -> Self {
        let font = run.and_then(|run| run.child("rFonts"));
        let font = font.and_then(|fonts| fonts.attribute("eastAsia").or(fonts.attribute("ascii")));
        Self {
            bold: run.and_then(|run| is_on(run, "b")),
            centred: paragraph
                .and_then(|paragraph| paragraph.setting("jc"))
                .map(|side| side == "center"),
            size: run.and_then(|run| run.setting("sz")?.parse().ok()),
            font: font.map(str::to_owned),
        }
    }

    /// How all words of a paragraph are set; what differs among them is not said.
    pub(super) fn common(paragraph: &Element, set: &Element, by_style: &Self) -> Self {
        let mut runs = Vec::new();
        paragraph.deep("r", &mut runs);
        let has_words = |run: &&&Element| run.all("t").any(|text| !text.text().trim().is_empty());
        let mut looks = runs.iter().filter(has_words).map(|run| {
            let own = run
                .child("rPr")
                .filter(|own| is_on(own, "vanish") != Some(true));
            Self::of(Some(set), own).or(by_style)
        });
        let Some(first) = looks.next() else {
            return Self::default();
        };
        looks.fold(first, |all, look| Self {
            bold: all.bold.filter(|_| all.bold == look.bold),
            centred: all.centred,
            size: all.size.min(look.size),
            font: all.font.filter(|font| look.font.as_ref() == Some(font)),
        })
    }

    /// The same with what is not said taken from another.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            centred: self.centred.or(other.centred),
            size: self.size.or(other.size),
            font: self.font.or_else(|| other.font.clone()),
        }
    }
}

/// A style of paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// In lower case.
    name: String,
    based_on: Option<String>,
    /// From 0; 9 is body text.
    outline: Option<u8>,
    /// List and level.
    pub(super) list: Option<(String, usize)>,
    look: Look,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// Of paragraphs that name none.
    default: Option<String>,
    /// How text is set where no style says it.
    base: Look,
}

/// A chain of styles is followed this far.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    pub(super) fn of(root: Option<&Element>) -> Self {
        let mut styles = Self::default();
        let Some(root) = root else { return styles };
        let defaults = root
            .child("docDefaults")
            .and_then(|d| d.child("rPrDefault"));
        styles.base = Look::of(None, defaults.and_then(|d| d.child("rPr")));
        for element in root.all("style") {
            let Some(id) = element.attribute("styleId") else {
                continue;
            };
            if element.attribute("type") != Some("paragraph") {
                continue;
            }
            if matches!(element.attribute("default"), Some("1" | "true")) {
                styles.default = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style(element));
        }
        styles
    }

    /// A style and those it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.or(self.default.as_deref());
        let first = first.and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |style| self.by_id.get(style.based_on.as_deref()?))
            .take(LONGEST_CHAIN)
    }

    /// The level of a heading, from 1, if paragraphs of this style are headings.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.chain(id)
            .find_map(|style| match style.outline {
                Some(outline) => Some(outline),
                None => named_level(&style.name),
            })
            .and_then(level)
    }

    /// Whether the style's name, or one that it is based on, is one of these.
    pub(super) fn is_called(&self, id: Option<&str>, names: &[&str]) -> bool {
        id.is_some()
            && self
                .chain(id)
                .any(|style| names.iter().any(|name| style.name.starts_with(name)))
    }

    /// The list that paragraphs of a style are in.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// How a style sets text.
    pub(super) fn look(&self, id: Option<&str>) -> Look {
        let looks = self.chain(id).map(|style| &style.look);
        looks.chain([&self.base]).fold(Look::default(), Look::or)
    }

    /// Whether a document uses styles for headings.
    pub(super) fn heads_in(&self, document: &str) -> bool {
        self.by_id.keys().any(|id| {
            self.heading(Some(id)).is_some() && document.contains(&format!("pStyle w:val=\"{id}\""))
        })
    }
}

fn style(element: &Element) -> Style {
    let paragraph = element.child("pPr");
    let list = paragraph.and_then(|paragraph| paragraph.child("numPr"));
    Style {
        name: element.setting("name").unwrap_or_default().to_lowercase(),
        based_on: element.setting("basedOn").map(str::to_owned),
        outline: paragraph.and_then(outline),
        list: list.and_then(|list| {
            let level = list.setting("ilvl").and_then(|level| level.parse().ok());
            Some((list.setting("numId")?.to_owned(), level.unwrap_or(0)))
        }),
        look: Look::of(paragraph, element.child("rPr")),
    }
}

/// The outline level that paragraph properties give, from 0.
pub(super) fn outline(properties: &Element) -> Option<u8> {
    properties.setting("outlineLvl")?.parse().ok()
}

/// The level of a heading for an outline level; body text is none.
pub(super) fn level(outline: u8) -> Option<u8> {
    (outline < 9).then(|| (outline + 1).min(6))
}

/// The outline level that a style's name means.
fn named_level(name: &str) -> Option<u8> {
    if name == "title" || name == "标题" {
        return Some(0);
    }
    let number = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?;
    number.trim().parse::<u8>().ok()?.checked_sub(1)
}
