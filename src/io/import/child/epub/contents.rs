//! The table of contents of a book: the navigation document of EPUB 3, else the NCX of EPUB 2.

use super::package::Package;
use crate::io::import::child::archive::{Archive, resolve};
use crate::io::import::child::html::{ContentsEntry, Id, Tree, decode};
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::xml::{self, Element};
use std::collections::{HashMap, HashSet};

/// The entries by the path of the chapter and the id in it that they lead to.
#[derive(Debug, Default)]
pub(super) struct Contents {
    by_path: HashMap<String, HashMap<String, Vec<ContentsEntry>>>,
    /// Where entries lead: path and id.
    targets: HashSet<(String, String)>,
}

impl Contents {
    /// Reads the table. A book without one, or with one that is no XML, has its headings.
    pub(super) fn read(archive: &mut Archive<'_>, package: &Package) -> Result<Self, Refusal> {
        let mut contents = Self::default();
        if let Some(path) = &package.navigation
            && let Some(bytes) = archive.read(path)?
            && let Some(root) = parsed(&bytes)?
        {
            let mut lists = Vec::new();
            root.deep("nav", &mut lists);
            let is_contents =
                |nav: &&&Element| nav.attribute("type").is_some_and(|t| t.contains("toc"));
            let nav = lists.iter().find(is_contents).or_else(|| lists.first());
            if let Some(list) = nav.and_then(|nav| nav.child("ol")) {
                contents.add_list(path, list, 1);
            }
        }
        if contents.by_path.is_empty()
            && let Some(path) = &package.ncx
            && let Some(bytes) = archive.read(path)?
            && let Some(map) = parsed(&bytes)?
                .as_ref()
                .and_then(|root| root.child("navMap"))
        {
            // A book that stands above all its chapters is no heading among them.
            let points: Vec<&Element> = map.all("navPoint").collect();
            match points.as_slice() {
                [book] if is_book(book, package) => {
                    contents.add_point(path, book, 1);
                    contents.add_points(path, book, 1);
                }
                _ => contents.add_points(path, map, 1),
            }
        }
        Ok(contents)
    }

    /// The tables of contents that are printed in a chapter, besides the one that the book carries:
    /// what is mostly links to where its entries lead.
    pub(super) fn printed(&self, tree: &Tree, chapter: &str) -> HashSet<Id> {
        const TABLES: [&str; 6] = ["div", "section", "dl", "ul", "ol", "table"];
        let mut found: HashSet<Id> = HashSet::new();
        if self.targets.is_empty() {
            return found;
        }
        for id in tree.descendants(Tree::root()) {
            if TABLES.contains(&tree.name(id))
                && !tree.ancestors(id).any(|above| found.contains(&above))
                && self.is_printed(tree, id, chapter)
            {
                found.insert(id);
            }
        }
        found
    }

    fn is_printed(&self, tree: &Tree, table: Id, chapter: &str) -> bool {
        /// Fewer may be what a text refers to.
        const FEWEST: usize = 5;
        let letters = |id: Id| {
            tree.all_text(id)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count()
        };
        let (mut count, mut linked, mut leading) = (0, 0, 0);
        for link in tree.descendants(table).filter(|id| tree.name(*id) == "a") {
            let Some(target) = tree.attribute(link, "href") else {
                continue;
            };
            let (path, id) = place(chapter, target);
            count += 1;
            linked += letters(link);
            leading += usize::from(self.targets.contains(&(path, id.to_owned())));
        }
        count >= FEWEST && leading * 5 >= count * 4 && linked * 5 >= letters(table) * 4
    }

    /// The entries that lead into a chapter, by id; the empty id is its top.
    pub(super) fn take(&mut self, path: &str) -> HashMap<String, Vec<ContentsEntry>> {
        self.by_path.remove(path).unwrap_or_default()
    }

    fn add_list(&mut self, path: &str, list: &Element, level: u8) {
        for item in list.all("li") {
            if let Some(link) = item.child("a") {
                self.add(path, link.attribute("href"), level, &link.text());
            }
            if let Some(inner) = item.child("ol") {
                self.add_list(path, inner, level.saturating_add(1));
            }
        }
    }

    fn add_points(&mut self, path: &str, parent: &Element, level: u8) {
        for point in parent.all("navPoint") {
            self.add_point(path, point, level);
            self.add_points(path, point, level.saturating_add(1));
        }
    }

    fn add_point(&mut self, path: &str, point: &Element, level: u8) {
        let label = point.child("navLabel");
        let text = label.map(Element::text).unwrap_or_default();
        let content = point.child("content");
        let target = content.and_then(|content| content.attribute("src"));
        self.add(path, target, level, &text);
    }

    fn add(&mut self, path: &str, target: Option<&str>, level: u8, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some(target) = target.filter(|_| !words.is_empty()) else {
            return;
        };
        let (chapter, id) = place(path, target);
        let entry = ContentsEntry {
            level: level.min(6),
            text: words.join(" "),
        };
        self.targets.insert((chapter.clone(), id.to_owned()));
        let chapter = self.by_path.entry(chapter).or_default();
        chapter.entry(id.to_owned()).or_default().push(entry);
    }
}

/// Whether an entry with others below it is the whole book.
fn is_book(point: &Element, package: &Package) -> bool {
    let label = point.child("navLabel").map(Element::text);
    let words = |text: &str| -> String { text.split_whitespace().collect() };
    let title = package.meta.title.as_deref();
    point.child("navPoint").is_some() && label.as_deref().map(words) == title.map(words)
}

/// The path and the id that a reference in a part leads to.
fn place<'a>(part: &str, target: &'a str) -> (String, &'a str) {
    let (file, id) = target.split_once('#').unwrap_or((target, ""));
    let path = match file {
        "" => part.to_owned(),
        _ => resolve(part, target),
    };
    (path, id)
}

/// A part as XML, if it is any; what could do harm is refused.
fn parsed(bytes: &[u8]) -> Result<Option<Element>, Refusal> {
    match xml::parse(&decode(bytes)) {
        Ok(root) => Ok(Some(root)),
        Err(Refusal::Damaged(_)) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}
