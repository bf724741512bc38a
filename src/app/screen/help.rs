//! The keys of the screen behind.

use crate::app::action::{Action, Context};

/// The state of the screen.
#[derive(Debug)]
pub struct Help {
    /// Whose keys are shown.
    pub of: Context,
    /// Rows above the first one shown.
    pub scroll: u16,
    /// Rows that did not fit when it was painted last.
    pub overflow: u16,
}

impl Help {
    /// The keys of a context.
    pub fn new(of: Context) -> Self {
        Self {
            of,
            scroll: 0,
            overflow: 0,
        }
    }

    /// Scrolls.
    pub fn act(&mut self, action: Action, height: u16) {
        self.scroll = scrolled(self.scroll, action, height, self.overflow);
    }
}

/// Where a text of which `overflow` rows do not fit stands after an action.
pub fn scrolled(scroll: u16, action: Action, height: u16, overflow: u16) -> u16 {
    let page = height.saturating_sub(1).max(1);
    let to = match action {
        Action::Up => scroll.saturating_sub(1),
        Action::Down => scroll.saturating_add(1),
        Action::PageUp => scroll.saturating_sub(page),
        Action::PageDown => scroll.saturating_add(page),
        Action::Top => 0,
        Action::Bottom => u16::MAX,
        _ => scroll,
    };
    to.min(overflow)
}
