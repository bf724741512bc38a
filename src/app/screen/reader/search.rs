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
        self.hits = None;
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
        let mut effects = self.jump(Arrival::Sight(hit.start));
        if self.hits.is_none() {
            effects.push(Effect::CountHits(self.id().clone(), query.to_owned()));
        }
        (effects, wrapped.then_some(Notice::Wrapped))
    }

    /// Takes the hits of a query, by their first bytes; those of an earlier query come too late.
    pub fn counted(&mut self, query: &str, starts: Vec<usize>) {
        if self.finder.as_ref().map(Finder::query) == Some(query) {
            self.hits = Some(starts);
        }
    }

    /// The place, from 1, of the hit one is at among all hits, and how many these are; none until
    /// they were counted.
    pub fn hit_among_all(&self) -> Option<(usize, usize)> {
        let starts = self.hits.as_ref()?;
        let place = starts.binary_search(&self.hit.as_ref()?.start).ok()?;
        Some((place + 1, starts.len()))
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
