//! A page of the web by itself: its text without what surrounds it.

use super::by_hand;
use super::charset::decode_as;
use super::notes::Notes;
use super::pictures::PagePictures;
use super::tree::{Id, Syntax, Tree};
use super::walk::{Chapter, Walker};
use crate::domain::doc::BlockKind;
use crate::io::import::TextEncoding;
use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::wire::Meta;
use std::collections::{HashMap, HashSet};

/// Gives out the blocks of a page, read by the encoding that a person gives or by its own.
pub(in super::super) fn parse(
    bytes: &[u8],
    encoding: Option<TextEncoding>,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let (text, decoded) = decode_as(bytes, encoding);
    let tree = Tree::parse(&text, Syntax::Html)?;
    drop(text);
    let main = Main::find(&tree);
    sink.meta(titled(meta(&tree), &tree))?;
    sink.decoded(decoded)?;
    if let Some(title) = main.title {
        let text = tree.all_text(title);
        sink.block(BlockKind::Heading(1), false, vec![(text, None)])?;
    }
    let chapter = Chapter {
        file: "",
        is_alone: true,
        tree: &tree,
        headings: by_hand::headings(&tree, main.top, &main.left_out),
        left_out: main.left_out,
        contents: HashMap::new(),
    };
    let mut pictures = PagePictures::default();
    Walker::new(&chapter, &mut Notes::default(), &mut pictures, sink).run(&[main.top])?;
    pictures.finish(sink)
}

/// The same with the page's heading as its title, if the title is that and the name of the site.
fn titled(meta: Meta, tree: &Tree) -> Meta {
    let mut headings = tree
        .descendants(Tree::root())
        .filter(|id| tree.name(*id) == "h1");
    let heading = headings.next().map(|id| tree.all_text(id));
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = heading
        .map(|text| words(&text))
        .filter(|text| !text.is_empty());
    let begins = |text: &&String| {
        let title = meta.title.as_deref().map(words);
        title.is_some_and(|title| title.starts_with(text.as_str()))
    };
    match heading.as_ref().filter(begins) {
        Some(heading) => Meta {
            title: Some(heading.clone()),
            ..meta
        },
        None => meta,
    }
}

fn meta(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    for id in tree.descendants(Tree::root()) {
        match tree.name(id) {
            "title" if meta.title.is_none() => {
                meta.title = Some(tree.all_text(id).trim().to_owned());
            }
            "meta" => {
                let name = tree
                    .attribute(id, "name")
                    .or_else(|| tree.attribute(id, "property"));
                let Some(content) = tree.attribute(id, "content") else {
                    continue;
                };
                match name.unwrap_or_default().to_ascii_lowercase().as_str() {
                    // Without the name of the site that titles end in.
                    "og:title" | "articletitle" | "dc.title" => {
                        meta.title = Some(content.to_owned());
                    }
                    "author" | "dc.creator" | "article:author" => {
                        meta.author = Some(content.to_owned());
                    }
                    "pubdate" | "publishdate" | "article:published_time" | "dc.date" => {
                        meta.date = Some(content.to_owned());
                    }
                    _ => {}
                }
            }
            "body" => break,
            _ => {}
        }
    }
    meta
}

/// A page with less text than this, in code points, besides links is a list of links itself.
const LEAST_PROSE: usize = 60;

/// The part of a page that is its text.
struct Main {
    top: Id,
    left_out: HashSet<Id>,
    /// The page's heading, where it stands outside of the text.
    title: Option<Id>,
}

/// How much text is in an element, in code points.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// All of it.
    all: usize,
    /// That of links to other pages.
    linked: usize,
    /// How many such links there are.
    links: usize,
}

impl Weight {
    /// What is read, not clicked.
    fn prose(self) -> usize {
        self.all - self.linked
    }
}

impl Main {
    fn find(tree: &Tree) -> Self {
        let weights = weigh(tree);
        let weight = |id: Id| weights.get(&id).copied().unwrap_or_default();
        let named = |name: &str| {
            tree.descendants(Tree::root())
                .find(|id| tree.name(*id) == name)
        };
        let body = named("body").unwrap_or(Tree::root());
        let whole = weight(body).prose();
        let left_out = if whole < LEAST_PROSE {
            HashSet::new()
        } else {
            surroundings(tree, body, whole, &weight)
        };
        let mut top = body;
        // Most of the text in one element, level by level, is a frame around it.
        while let Some(child) = tree.children(top).find(|id| {
            !left_out.contains(id)
                && is_frame(tree.name(*id))
                && weight(*id).prose() * 10 >= weight(top).prose() * 8
                && weight(*id).prose() * 2 >= whole
        }) {
            top = child;
        }
        let is_title = |id: &Id| tree.name(*id) == "h1" && weight(*id).all > 0;
        let title = if tree.descendants(top).any(|id| is_title(&id)) {
            None
        } else {
            let mut titles = tree.descendants(body).filter(is_title);
            titles.next().filter(|_| titles.next().is_none())
        };
        Self {
            top,
            left_out,
            title,
        }
    }
}

/// The weight of every element.
fn weigh(tree: &Tree) -> HashMap<Id, Weight> {
    let mut out: HashMap<Id, Weight> = HashMap::new();
    let order: Vec<Id> = tree.descendants(Tree::root()).collect();
    for id in order.into_iter().rev() {
        if let Some(text) = tree.text(id) {
            let all = text.chars().filter(|c| !c.is_whitespace()).count();
            out.entry(id).or_default().all += all;
        }
        let mut own = out.get(&id).copied().unwrap_or_default();
        match tree.name(id) {
            "script" | "style" | "noscript" | "template" | "title" | "select" => {
                own = Weight::default();
            }
            "a" if leads_away(tree, id) => {
                own.linked = own.all;
                own.links += 1;
            }
            _ => {}
        }
        out.insert(id, own);
        if let Some(parent) = tree.parent(id) {
            let above = out.entry(parent).or_default();
            above.all += own.all;
            above.linked += own.linked;
            above.links += own.links;
        }
    }
    out
}

fn leads_away(tree: &Tree, link: Id) -> bool {
    tree.attribute(link, "href")
        .is_some_and(|href| !href.starts_with('#'))
}

/// Elements that may stand around a text and hold nothing else.
fn is_frame(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "main"
            | "article"
            | "section"
            | "table"
            | "tbody"
            | "tr"
            | "td"
            | "form"
            | "center"
            | "font"
    )
}

/// Elements that are about the page or lead elsewhere.
fn surroundings(tree: &Tree, body: Id, whole: usize, weight: &dyn Fn(Id) -> Weight) -> HashSet<Id> {
    tree.descendants(body)
        .skip(1)
        .filter(|id| {
            let own = weight(*id);
            // What holds most of the text is the text, whatever it calls itself.
            let main = own.prose() * 2 > whole && own.prose() > 0;
            !main && (is_surrounding(tree, *id) || is_link_list(tree, *id, own))
        })
        .collect()
}

fn is_surrounding(tree: &Tree, id: Id) -> bool {
    const ROLES: [&str; 5] = [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
    ];
    const NAMES: [&str; 24] = [
        "nav",
        "navbar",
        "menu",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "share",
        "related",
        "recommend",
        "comments",
        "comment",
        "footer",
        "copyright",
        "ad",
        "ads",
        "advert",
        "banner",
        "toolbar",
        "pager",
        "pagination",
        "login",
        "subscribe",
        "hotnews",
    ];
    let name = tree.name(id);
    let in_article = || {
        tree.ancestors(id)
            .any(|id| matches!(tree.name(id), "article" | "main"))
    };
    match name {
        "nav" => return true,
        "aside" | "footer" => return !is_note(tree, id),
        "header" => return !in_article(),
        "div" | "section" | "ul" | "ol" | "p" | "table" | "td" | "form" => {}
        _ => return false,
    }
    // What LibreOffice saves of the margins of printed pages.
    if matches!(tree.attribute(id, "title"), Some("header" | "footer")) {
        return true;
    }
    let role = tree.attribute(id, "role").unwrap_or_default();
    let words = ["class", "id"]
        .into_iter()
        .filter_map(|a| tree.attribute(id, a));
    let mut words = words.flat_map(|value| {
        value
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(str::to_ascii_lowercase)
    });
    ROLES.contains(&role) || words.any(|word| NAMES.contains(&word.as_str()))
}

/// Notes stand in asides and footers, too.
fn is_note(tree: &Tree, id: Id) -> bool {
    ["epub:type", "role", "class", "id"]
        .into_iter()
        .any(|attribute| {
            tree.attribute(id, attribute)
                .is_some_and(|value| value.contains("note"))
        })
}

/// A list of links to other pages with next to nothing around them.
fn is_link_list(tree: &Tree, id: Id, weight: Weight) -> bool {
    const FEW: usize = 3;
    let lists = matches!(
        tree.name(id),
        "ul" | "ol" | "div" | "p" | "table" | "td" | "dl" | "section"
    );
    lists && weight.links >= FEW && weight.linked * 10 >= weight.all * 7
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
