//! Names of sections, by which links in Markdown lead to them: as GitHub makes them of headings.

use std::collections::HashMap;

/// Gives the headings of a document their names, one after the other.
#[derive(Debug, Default)]
pub(in crate::io) struct SectionNames {
    used: HashMap<String, usize>,
}

impl SectionNames {
    /// The name of the next heading: its letters in lower case, with hyphens for spaces, and a number
    /// behind it if an earlier one has that name.
    pub(in crate::io) fn name(&mut self, heading: &str) -> String {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let lower = heading.to_lowercase();
        let name: String = lower.trim().chars().filter(kept).collect();
        let name = name.replace(' ', "-");
        let earlier = self.used.entry(name.clone()).or_default();
        *earlier += 1;
        match *earlier - 1 {
            0 => name,
            earlier => format!("{name}-{earlier}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_named_by_their_letters() {
        let mut names = SectionNames::default();
        for (heading, name) in [
            ("一、新质生产力", "一新质生产力"),
            ("Part One: A & B", "part-one-a--b"),
            ("一、新质生产力", "一新质生产力-1"),
            ("一、新质生产力", "一新质生产力-2"),
            ("？", ""),
        ] {
            assert_eq!(names.name(heading), name);
        }
    }
}
