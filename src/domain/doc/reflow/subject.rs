//! What a text without a title is about, told by its outermost sections: the headings of an essay
//! often begin with its subject, each with another aspect of it behind.

use super::glyph;

/// The words with which all headings so far begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    words: String,
    headings: usize,
}

impl Subject {
    /// Takes the next heading of an outermost section, its number left out.
    pub(super) fn read(&mut self, heading: &str) {
        self.headings += 1;
        if self.headings == 1 {
            heading.clone_into(&mut self.words);
            return;
        }
        let same = self.words.chars().zip(heading.chars());
        let common = same.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8());
        let length = common.sum();
        self.words.truncate(length);
    }

    /// The subject; nothing if the headings have too little in common.
    pub(super) fn title(&self) -> Option<&str> {
        const LEAST_HEADINGS: usize = 3;
        const LEAST: usize = 6;
        let joins = |c: char| "的和与及之对在".contains(c) || !c.is_alphanumeric();
        let subject = self.words.trim_end_matches(joins).trim_start();
        let known = self.headings >= LEAST_HEADINGS
            && subject.chars().filter(|c| glyph::is_han(*c)).count() >= LEAST
            && glyph::is_balanced(subject);
        known.then_some(subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_what_the_headings_have_in_common() {
        let title = |headings: &[&str]| {
            let mut subject = Subject::default();
            for heading in headings {
                subject.read(heading);
            }
            subject.title().map(str::to_owned)
        };
        let found = title(&[
            "乡村图书馆建设的意义",
            "乡村图书馆建设的困难",
            "乡村图书馆建设的办法",
        ]);
        assert_eq!(found.as_deref(), Some("乡村图书馆建设"));
        for none in [
            &["乡村图书馆建设的意义", "乡村图书馆建设的困难"][..],
            &["加快建设", "加快创新", "加快改革"],
            &[
                "“乡村图书馆建设”的意义",
                "“乡村图书馆建设在何处",
                "“乡村图书馆建设了”",
            ],
        ] {
            assert_eq!(title(none), None);
        }
    }
}
