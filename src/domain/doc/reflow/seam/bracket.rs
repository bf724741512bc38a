//! What brackets tell about seams: one that is open where a line ends, and one that closes there.

use super::{Ground, NARROW};
use crate::domain::doc::reflow::glyph;

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// A whole paragraph.
    Whole,
    /// A remark behind a sentence.
    Aside,
}

impl Ground<'_, '_> {
    /// Whether a bracket or title mark that opens in a line closes in the next.
    pub(super) fn is_within_brackets(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (self.line(at), self.line(at + 1)) else {
            return false;
        };
        before.width >= NARROW && before.opens.meet(after.closes)
    }

    /// What is in the bracket that closes at the end of the line `last`, if it is something by
    /// itself; the paragraph starts with the line `first`.
    pub(super) fn closes(&self, first: usize, last: usize) -> Option<Bracket> {
        const MOST_LINES: usize = 12;
        if !self.text(last).ends_with(['）', ')']) || last - first >= MOST_LINES {
            return None;
        }
        let mut open = Vec::new();
        let (mut before, mut closed) = (None, None);
        for c in (first..=last).flat_map(|at| self.text(at).chars()) {
            closed = match c {
                '（' | '(' => {
                    open.push(before);
                    None
                }
                '）' | ')' => open.pop(),
                _ => None,
            };
            before = Some(c);
        }
        match closed? {
            None => Some(Bracket::Whole),
            Some(c) => glyph::is_terminal(c).then_some(Bracket::Aside),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::doc::reflow::{Kind, Options, reflow};

    fn blocks(text: &str) -> Vec<String> {
        let options = Options {
            kind: Some(Kind::HardWrapped),
            ..Options::default()
        };
        let mut out = Vec::new();
        reflow(text, &options, &mut |draft| out.push(draft.text));
        out
    }

    /// Lines of twenty characters, so that a line of twenty goes on.
    const LINES: &str = "生产力是人类在生产实践中形成的改造和影\n响自然的能力，它随着科学和技术的进步而\n发展，也随着人的本领一同增长，所以要学\n习，还要时时温习，这样旧的知识才会变成\n新的本领。\n";

    #[test]
    fn a_paragraph_in_brackets_ends_with_them() {
        let aside = "（见《乡村图书馆建设的意义、困难和办法\n研究报告》第三章关于经费来源的那一节）\n经费从哪里来\n";
        let found = blocks(&[LINES, aside, LINES].concat());
        assert!(
            found
                .iter()
                .any(|b| b.starts_with("（见") && b.ends_with("一节）"))
        );
        assert!(found.iter().any(|b| b == "经费从哪里来"));
    }

    #[test]
    fn what_is_open_goes_on() {
        let title = "系列文章：《深刻把握新质生产力的\n科学内涵》各篇。\n";
        let found = blocks(&[LINES, title, LINES].concat());
        assert!(
            found
                .iter()
                .any(|b| b == "系列文章：《深刻把握新质生产力的科学内涵》各篇。")
        );
    }
}
