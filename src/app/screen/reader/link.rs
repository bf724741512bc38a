//! Links and pictures on the page: choosing one, and opening it.

use super::jump::Arrival;
use super::{Outcome, Reader, say};
use crate::app::effect::Effect;
use crate::app::notice::Notice;
use crate::domain::doc::{SpanStyle, picture_hash};
use std::ops::Range;

/// A link or a picture on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    /// Bytes of the document.
    range: Range<usize>,
    style: SpanStyle,
}

impl Reader {
    /// The link or the picture that is chosen.
    pub fn chosen_link(&self) -> Option<Range<usize>> {
        self.link.clone().filter(|range| self.shows(range.start))
    }

    /// Chooses the next link or picture of the page, or the one before; from the last on to the
    /// first.
    pub(super) fn choose_link(&mut self, forward: bool) -> Outcome {
        let found = self.links_in_sight();
        let at = self.chosen_link().map(|range| range.start);
        let next = match (at, forward) {
            (Some(at), true) => found.iter().find(|link| link.range.start > at),
            (Some(at), false) => found.iter().rfind(|link| link.range.start < at),
            (None, _) => None,
        };
        let otherwise = if forward { found.first() } else { found.last() };
        let Some(link) = next.or(otherwise) else {
            return say(Notice::NoLinks);
        };
        self.link = Some(link.range.clone());
        say(self.told(&link.style))
    }

    /// Opens what is chosen, or the only one there is; chooses the first of several.
    pub(super) fn open_link(&mut self) -> Outcome {
        let found = self.links_in_sight();
        let chosen = self.chosen_link();
        let link = found
            .iter()
            .find(|link| chosen.as_ref() == Some(&link.range))
            .or_else(|| found.first().filter(|_| found.len() == 1));
        match link {
            Some(link) => self.open(link),
            None => self.choose_link(true),
        }
    }

    /// Opens the link or the picture at this offset, if there is one.
    pub(super) fn open_link_at(&mut self, offset: usize) -> Option<Outcome> {
        let found = self.links_in_sight();
        let link = found.iter().find(|link| link.range.contains(&offset))?;
        Some(self.open(link))
    }

    fn open(&mut self, link: &Found) -> Outcome {
        self.link = Some(link.range.clone());
        if let Some(offset) = link.style.leads_to() {
            self.link = None;
            return (self.jump(Arrival::Sight(offset)), None);
        }
        match &link.style {
            SpanStyle::Picture(name) if picture_hash(name).is_some() => {
                (vec![Effect::OpenPicture(name.clone())], None)
            }
            SpanStyle::Picture(to) | SpanStyle::Link(to) if is_open_to_others(to) => {
                (vec![Effect::OpenAddress(to.clone())], None)
            }
            style => say(self.told(style)),
        }
    }

    /// What is said of a link or a picture.
    fn told(&self, style: &SpanStyle) -> Notice {
        match style {
            SpanStyle::Picture(name) if picture_hash(name).is_some() => Notice::PictureChosen,
            SpanStyle::Picture(source) => Notice::PictureElsewhere(source.clone()),
            SpanStyle::Link(to) => match style.leads_to() {
                Some(offset) => Notice::LinkInside(self.percent_at(offset)),
                None => Notice::LinkChosen(to.clone()),
            },
            _ => Notice::NoLinks,
        }
    }

    fn percent_at(&self, offset: usize) -> u8 {
        crate::app::screen::library::percent(offset, self.document.length)
    }

    fn links_in_sight(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for block in self.blocks() {
            let links = block.spans.iter().filter(|span| {
                matches!(span.style, SpanStyle::Link(_) | SpanStyle::Picture(_))
                    && self.shows(block.start + span.range.start)
            });
            found.extend(links.map(|span| Found {
                range: block.start + span.range.start..block.start + span.range.end,
                style: span.style.clone(),
            }));
        }
        found
    }
}

/// Whether another program may be given this address.
fn is_open_to_others(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str())
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
