//! What a person decided about joins, in a form that finds its place again in a changed text.

use std::collections::BTreeMap;

/// How a place where two lines meet is known again: by the characters around it, so that changes
/// elsewhere in the text do not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeamKey(pub u64);

/// Visible characters on each side that make the key.
const AROUND: usize = 12;

impl SeamKey {
    /// The key of the seam between two lines.
    pub fn between(before: &str, after: &str) -> Self {
        let visible = |c: &char| !c.is_whitespace();
        let tail = before.chars().rev().filter(visible).take(AROUND);
        let head = after.chars().filter(visible).take(AROUND);
        // FNV-1a: a stored key must not change with the program.
        let step = |hash: u64, c: char| {
            let mut utf8 = [0; 4];
            c.encode_utf8(&mut utf8).bytes().fold(hash, |h, b| {
                (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        let left = tail.fold(0xcbf2_9ce4_8422_2325, step);
        Self(head.fold(step(left, '\n'), step))
    }
}

/// The joins that a person has decided: `true` joins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    joins: BTreeMap<SeamKey, bool>,
}

impl Decisions {
    /// No decisions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decides a seam; a later decision replaces an earlier one.
    pub fn decide(&mut self, key: SeamKey, join: bool) {
        self.joins.insert(key, join);
    }

    /// What was decided about a seam.
    pub fn get(&self, key: SeamKey) -> Option<bool> {
        self.joins.get(&key).copied()
    }

    /// All decisions, by key.
    pub fn iter(&self) -> impl Iterator<Item = (SeamKey, bool)> + '_ {
        self.joins.iter().map(|(key, join)| (*key, *join))
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.joins.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_look_at_what_is_near_and_not_at_white_space() {
        let key = SeamKey::between("指导新的发展实", "践。”发展要求");
        assert_eq!(key, SeamKey::between("指导新的 发展实", "践。” 发展要求"));
        assert_ne!(key, SeamKey::between("指导新的发展", "实践。”发展要求"));
        let long = "很长的一段文字".repeat(4);
        assert_eq!(
            SeamKey::between(&format!("甲{long}"), &long),
            SeamKey::between(&format!("乙{long}"), &format!("{long}丙"))
        );
    }
}
