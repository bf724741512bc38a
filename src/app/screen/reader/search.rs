//! Looking for a text in the document, from hit to hit.

use super::{Arrival, Outcome, Reader, say};
use crate::app::effect::{Direction, Effect};
use crate::app::notice::Notice;
use crate::domain::doc::Finder;
use std::ops::Range;

impl Reader {
    /// Looks for a new query, from the page on.
    pub fn find(&mut self, query: &str) -> Outcome {
        self.finder = Finder::new(query);
        match &self.finder {
            Some(finder) => (
                vec![self.search(finder, self.top, Direction::Forward)],
                None,
            ),
            None => (Vec::new(), None),
        }
    }

    /// Takes the answer to a search for a query; one for an earlier query comes too late.
    pub fn found(&mut self, query: &str, hit: Option<Range<usize>>, wrapped: bool) -> Outcome {
        if self.finder.as_ref().map(Finder::query) != Some(query) {
            return (Vec::new(), None);
        }
        let Some(hit) = hit else {
            return say(Notice::NotFound(query.to_owned()));
        };
        self.hit = Some(hit.clone());
        (
            self.jump(Arrival::Sight(hit.start)),
            wrapped.then_some(Notice::Wrapped),
        )
    }

    pub(super) fn find_again(&mut self, direction: Direction) -> Outcome {
        let Some(finder) = &self.finder else {
            return say(Notice::NoQuery);
        };
        let here = self.hit.clone().filter(|hit| self.shows(hit.start));
        let from = match (here, direction) {
            (Some(hit), Direction::Forward) => hit.end,
            (Some(hit), Direction::Backward) => hit.start,
            (None, _) => self.top,
        };
        (vec![self.search(finder, from, direction)], None)
    }

    fn search(&self, finder: &Finder, from: usize, direction: Direction) -> Effect {
        Effect::Find {
            doc: self.document.id.clone(),
            query: finder.query().to_owned(),
            from,
            direction,
        }
    }
}
