//! Words for articles that stand twice.

use super::{Lang, words};
use crate::domain::doc::{RepeatOf, Repeated, SectionNumber};

words! {
    same_as_section(n: &SectionNumber) = "与第 {n} 节相同", "the same as section {n}";
    nearly_section(n: &SectionNumber) = "与第 {n} 节几乎相同", "nearly the same as section {n}";
    same_as_document(title: &str) = "与《{title}》相同", "the same as “{title}”";
    nearly_document(title: &str) = "与《{title}》几乎相同", "nearly the same as “{title}”";
    repeats_in(title: &str, what: &str) = "《{title}》里有重复：{what}", "Repeated in “{title}”: {what}";
    whole_document(what: &str) = "全文{what}", "all of it is {what}";
    section_is(n: &SectionNumber, what: &str) = "第 {n} 节{what}", "section {n} is {what}";
    more_repeats(n: usize) = "另有 {n} 处", "{n} more";
}

impl Lang {
    /// What a section repeats, in a few words.
    pub fn repeat_note(self, repeat: &Repeated) -> String {
        match (&repeat.of, repeat.exact) {
            (RepeatOf::Section(n), true) => self.same_as_section(n),
            (RepeatOf::Section(n), false) => self.nearly_section(n),
            (RepeatOf::Document(title), true) => self.same_as_document(title),
            (RepeatOf::Document(title), false) => self.nearly_document(title),
        }
    }

    /// Which articles of a document repeat others: the first of them, and how many more there are.
    pub fn repeats_found(self, title: &str, repeats: &[Repeated]) -> String {
        const MOST: usize = 10;
        let mut parts: Vec<String> = repeats
            .iter()
            .take(MOST)
            .map(|repeat| {
                let note = self.repeat_note(repeat);
                match &repeat.number {
                    None => self.whole_document(&note),
                    Some(number) => self.section_is(number, &note),
                }
            })
            .collect();
        if let Some(more) = repeats.len().checked_sub(MOST).filter(|more| *more > 0) {
            parts.push(self.more_repeats(more));
        }
        self.repeats_in(title, &self.joined(&parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_articles_are_named_by_their_numbers() {
        let section = |n: &[usize]| SectionNumber(n.to_vec());
        let repeat = |number: &[usize], of, exact| Repeated {
            start: 0,
            number: Some(section(number)).filter(|n| !n.0.is_empty()),
            of,
            exact,
        };
        let repeats = [
            repeat(&[2, 5], RepeatOf::Section(section(&[3])), true),
            repeat(&[], RepeatOf::Document("论学".to_owned()), false),
        ];
        let many = vec![repeat(&[2, 5], RepeatOf::Section(section(&[3])), true); 12];
        let en = Lang::En.repeats_found("汇编", &many);
        assert!(
            en.ends_with("2 more") && en.matches("section 2.5").count() == 10,
            "{en}"
        );
        let zh = Lang::ZhCn.repeats_found("汇编", &repeats);
        assert!(zh.contains("第 2.5 节与第 3 节相同"), "{zh}");
        assert!(zh.contains("全文与《论学》几乎相同"), "{zh}");
        let en = Lang::En.repeats_found("汇编", &repeats);
        assert!(en.contains("section 2.5 is the same as section 3"), "{en}");
    }
}
