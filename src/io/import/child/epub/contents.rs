//! The table of contents of a book: the navigation document of EPUB 3, else the NCX of EPUB 2.

use super::package::Package;
use crate::io::import::child::archive::{Archive, resolve};
use crate::io::import::child::html::{ContentsEntry, decode};
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::xml::{self, Element};
use std::collections::HashMap;

/// The entries by the path of the chapter and the id in it that they lead to.
#[derive(Debug, Default)]
pub(super) struct Contents {
    by_path: HashMap<String, HashMap<String, Vec<ContentsEntry>>>,
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
            contents.add_points(path, map, 1);
        }
        Ok(contents)
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
            let text = point
                .child("navLabel")
                .map(Element::text)
                .unwrap_or_default();
            let target = point
                .child("content")
                .and_then(|content| content.attribute("src"));
            self.add(path, target, level, &text);
            self.add_points(path, point, level.saturating_add(1));
        }
    }

    fn add(&mut self, path: &str, target: Option<&str>, level: u8, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let Some(target) = target.filter(|_| !words.is_empty()) else {
            return;
        };
        let id = target.split_once('#').map_or("", |(_, id)| id);
        let entry = ContentsEntry {
            level: level.min(6),
            text: words.join(" "),
        };
        let chapter = self.by_path.entry(resolve(path, target)).or_default();
        chapter.entry(id.to_owned()).or_default().push(entry);
    }
}

/// A part as XML, if it is any; what could do harm is refused.
fn parsed(bytes: &[u8]) -> Result<Option<Element>, Refusal> {
    match xml::parse(&decode(bytes)) {
        Ok(root) => Ok(Some(root)),
        Err(Refusal::Damaged(_)) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}
