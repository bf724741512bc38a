//! Notes on the walk: links that refer to them, and the elements that hold their text.

use super::{Done, Walker, place};
use crate::io::import::child::html::elements::is_inline;
use crate::io::import::child::html::notes;
use crate::io::import::child::html::tree::Id;

impl<'a> Walker<'a> {
    pub(super) fn note_here(&mut self, id: Id, name: &str) -> Option<u32> {
        const KINDS: [&str; 4] = ["footnote", "endnote", "rearnote", "note"];
        let holds = matches!(
            name,
            "p" | "li" | "div" | "aside" | "section" | "dd" | "dt" | "td"
        );
        if !holds || self.prose.in_note() || self.prose.in_row() {
            return None;
        }
        let own = self.tree.attribute(id, "id");
        let typed = self.tree.attribute(id, "epub:type").or_else(|| {
            let role = self.tree.attribute(id, "role")?;
            role.strip_prefix("doc-")
        });
        let is_note = typed.is_some_and(|t| t.split_ascii_whitespace().any(|t| KINDS.contains(&t)));
        if let Some(own) = own.filter(|_| is_note) {
            return Some(self.notes.refer(place(self.chapter.file, own), None));
        }
        let awaited = |anchor: &str| self.notes.awaited(&place(self.chapter.file, anchor));
        let number = own.and_then(awaited).or_else(|| {
            matches!(name, "p" | "li" | "dt" | "div")
                .then(|| self.leading_anchors(id).into_iter().find_map(awaited))
                .flatten()
        })?;
        let is_heading = |id| matches!(self.tree.name(id), "h1" | "h2" | "h3" | "h4");
        let heads = self.tree.descendants(id).any(is_heading);
        (!heads).then_some(number)
    }

    /// The ids that stand in an element before its first word; marks are no words.
    fn leading_anchors(&self, top: Id) -> Vec<&'a str> {
        const FEW: usize = 12;
        let tree = self.tree;
        let mut out = Vec::new();
        for id in tree.descendants(top).skip(1).take(FEW) {
            match tree.text(id) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) if notes::label(text).is_some() => {}
                Some(_) => break,
                // A block inside has its own turn.
                None if !is_inline(tree.name(id)) && tree.name(id) != "sup" => break,
                None => {
                    let anchor = tree
                        .attribute(id, "id")
                        .or_else(|| tree.attribute(id, "name"));
                    out.extend(anchor);
                }
            }
        }
        out
    }

    pub(super) fn note(&mut self, id: Id, number: u32) -> Done {
        self.prose.flush()?;
        self.notes.define(number);
        self.prose.notes += 1;
        self.opening = Some(number);
        self.own_label = Some(self.notes.mark(number).1);
        self.inside(id)?;
        if self.opening.is_some() {
            self.open_note();
        }
        self.own_label = None;
        self.prose.flush()?;
        self.prose.notes -= 1;
        Ok(())
    }
}
