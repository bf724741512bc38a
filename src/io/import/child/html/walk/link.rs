//! Links and pictures on the walk: where they lead, and what they are.

use super::{Done, Walker, place};
use crate::domain::doc::SpanStyle;
use crate::io::import::child::archive::resolve;
use crate::io::import::child::html::notes;
use crate::io::import::child::html::tree::Id;
use crate::io::import::link::{is_address, written_address};

impl Walker<'_> {
    /// Whether a link is in an element, or closely around it.
    pub(super) fn holds_link(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.descendants(id).any(|id| tree.name(id) == "a")
            || tree.ancestors(id).take(3).any(|id| tree.name(id) == "a")
    }

    /// A link: the mark of a note, or words that lead somewhere.
    pub(super) fn link(&mut self, id: Id) -> Done {
        let Some(target) = self.target(id) else {
            return self.inside(id);
        };
        let text = self.tree.all_text(id);
        let is_note = match target
            .strip_prefix('#')
            .filter(|place| !place.ends_with('#'))
        {
            Some(place) => self.note_mark(id, &text, place),
            None => false,
        };
        if is_note {
            return Ok(());
        }
        self.styled(id, SpanStyle::Link(target))
    }

    /// Whether a link is the mark of a note, which is written here, or leads back from one, which is
    /// not.
    fn note_mark(&mut self, link: Id, text: &str, place: &str) -> bool {
        let in_note = self.prose.in_note();
        if in_note && (notes::leads_back(text) || notes::says(self.tree, link, &["backlink"])) {
            return true;
        }
        let starts_note = self.opening.is_some() || self.own_label.is_some();
        if in_note && starts_note && notes::label(text).is_some() {
            self.own_label = None;
            return true;
        }
        if !notes::is_reference(self.tree, link, text) {
            return false;
        }
        self.open_note();
        let number = self.notes.refer(place.to_owned(), notes::label(text));
        let (mark, _) = self.notes.mark(number);
        self.prose.mark(&mark, number);
        true
    }

    /// Where a link leads: `#` and a place in the book, or an address.
    fn target(&self, link: Id) -> Option<String> {
        let href = self.tree.attribute(link, "href")?.trim();
        let (file, id) = href.split_once('#').unwrap_or((href, ""));
        if is_address(href) || (self.chapter.is_alone && !file.is_empty()) {
            return written_address(href);
        }
        if file.is_empty() {
            return (!id.is_empty()).then(|| format!("#{}", place(self.chapter.file, id)));
        }
        // Names are unique enough without their folders.
        let path = resolve("", file);
        let name = path.rsplit('/').next().unwrap_or_default();
        Some(format!("#{}", place(name, id)))
    }

    /// A picture, if anything is known of it.
    pub(super) fn picture(&mut self, id: Id) -> Done {
        let given = |name| {
            let text = self.tree.attribute(id, name);
            text.filter(|text| !text.trim().is_empty())
        };
        let alt = given("alt").or_else(|| given("title"));
        // Pages that load pictures as they are scrolled to name them elsewhere.
        let source = given("data-src")
            .or_else(|| given("src"))
            .or_else(|| given("href"));
        let found = match source {
            Some(source) => self.pictures.find(source, self.prose.sink())?,
            None => None,
        };
        let is_ornament = || found.as_ref().is_none_or(|found| found.is_small);
        if alt.is_none() && (is_ornament() || self.is_tiny(id)) {
            return Ok(());
        }
        self.open_note();
        self.prose
            .image(alt.unwrap_or_default(), found.map(|found| found.source));
        Ok(())
    }

    /// Whether a picture is said to be no larger than a sign among words.
    fn is_tiny(&self, id: Id) -> bool {
        const TINY: u32 = 40;
        ["width", "height"].into_iter().any(|side| {
            let length = self.tree.attribute(id, side);
            let length = length.map(|length| length.trim_end_matches("px").trim());
            length.is_some_and(|length| length.parse::<u32>().is_ok_and(|pixels| pixels <= TINY))
        })
    }

    /// A drawing: the picture in it, as the covers of books have one.
    pub(super) fn drawing(&mut self, id: Id) -> Done {
        let tree = self.tree;
        let image = tree.descendants(id).find(|id| tree.name(*id) == "image");
        image.map_or(Ok(()), |image| self.picture(image))
    }
}
