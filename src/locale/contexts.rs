//! The names of the places where keys work.

use super::Lang;
use crate::app::action::Context;

impl Lang {
    /// The name of a context, as a heading.
    pub const fn context(self, context: Context) -> &'static str {
        let (zh, en) = match context {
            Context::Global => ("通用", "Everywhere"),
            Context::Today => ("今天", "Today"),
            Context::Library => ("书库", "Library"),
            Context::Reader => ("阅读", "Reader"),
            Context::Review => ("复习", "Review"),
            Context::Brief => ("速览", "Brief"),
            Context::Study => ("自选学习", "Custom study"),
            Context::Preview => ("核对", "Check"),
            Context::Toc => ("目录", "Contents"),
            Context::Help => ("按键说明", "Help"),
            Context::Prompt => ("输入一行", "Entering a line"),
            Context::Typing => ("作答", "Typing an answer"),
        };
        match self {
            Self::ZhCn => zh,
            Self::En => en,
        }
    }
}
