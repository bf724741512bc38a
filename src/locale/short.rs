//! What a card asks, in so few words that two cards are still told apart.

use super::Lang;
use crate::domain::deck::Prompt;

impl Lang {
    /// What is asked, on one line of about `most` code points: the beginning, and what is asked for
    /// where it comes later, which is the gap or the end.
    pub fn prompt_in_short(self, prompt: &Prompt, most: usize) -> String {
        let asked = self.prompt(prompt).replace('\n', " ");
        let gap = match prompt {
            Prompt::Cloze(_) => asked.chars().position(|c| c == '［'),
            _ => None,
        };
        shortened(&asked, gap, most)
    }
}

/// The beginning of a text and the words around `place`, in code points; around its end if none is
/// named.
fn shortened(text: &str, place: Option<usize>, most: usize) -> String {
    let (length, half) = (text.chars().count(), most / 2);
    if length <= most {
        return text.to_owned();
    }
    let place = place.unwrap_or(length);
    let from = place.saturating_sub(half / 2).min(length - half);
    if from <= half {
        let beginning: String = text.chars().take(most).collect();
        return format!("{beginning}…");
    }
    let beginning: String = text.chars().take(half).collect();
    let around: String = text.chars().skip(from).take(half).collect();
    let more = if from + half < length { "…" } else { "" };
    format!("{beginning}…{around}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deck::ClozePiece;

    #[test]
    fn two_questions_that_begin_alike_are_told_apart() {
        let lang = Lang::ZhCn;
        let field = |name: &str| Prompt::Field {
            subject: "北京海淀商业航天的“双百双千”目标（到2028年）".to_owned(),
            name: name.to_owned(),
        };
        let short = |prompt: &Prompt| lang.prompt_in_short(prompt, 20);
        assert_eq!(
            short(&field("产业空间")),
            "北京海淀商业航天的“…8年）：产业空间是？"
        );
        assert_eq!(
            short(&field("产业规模")),
            "北京海淀商业航天的“…8年）：产业规模是？"
        );
        assert_eq!(short(&Prompt::Plain("哪一年？".to_owned())), "哪一年？");
    }

    #[test]
    fn the_gap_of_a_long_text_is_shown() {
        let lang = Lang::ZhCn;
        let text = |text: &str| ClozePiece::Text(text.to_owned());
        let gap = || ClozePiece::Hidden { hint: None };
        let late = Prompt::Cloze(vec![
            text("某报告第三章写道：到本世纪中叶，产值达到"),
            gap(),
            text("，占全部工业产值的三成以上，其余仍是老产业。"),
        ]);
        assert_eq!(
            lang.prompt_in_short(&late, 16),
            "某报告第三章写道…产值达到［……］…"
        );
        let early = Prompt::Cloze(vec![
            gap(),
            text("年，某报告的第三章写道，产值翻了一番多。"),
        ]);
        assert_eq!(
            lang.prompt_in_short(&early, 16),
            "［……］年，某报告的第三章写道，…"
        );
    }
}
