//! The keys of the screen behind.

use super::scroll::Scroll;
use crate::app::action::{Action, Context};

/// The state of the screen.
#[derive(Debug)]
pub struct Help {
    /// Whose keys are shown.
    pub of: Context,
    /// Where the list stands.
    pub scroll: Scroll,
}

impl Help {
    /// The keys of a context.
    pub fn new(of: Context) -> Self {
        Self {
            of,
            scroll: Scroll::default(),
        }
    }

    /// Scrolls.
    pub fn act(&mut self, action: Action) {
        self.scroll.act(action);
    }
}
