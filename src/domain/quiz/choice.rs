//! A question with one right answer among wrong ones that may be taken for it.
//!
//! Wrong answers come from other notes: the same field of other profiles, items of other lists,
//! other statements, terms and meanings, figures of the same kind and size. What is right in any
//! note that asks the same, or is about the same subject, is never among them. Where fewer are
//! good there are fewer.

use super::chance::Chance;
use super::distractor::{Picker, Question};
use super::fact::{Fact, facts};
use super::fold::Folder;
use crate::domain::deck::Note;

/// The most answers to choose from.
const MOST: usize = 4;

/// A question to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The answers, two or more, no two alike.
    pub options: Vec<String>,
    /// Which of them is right.
    pub right: usize,
}

/// A fact that is known, right for its own question and perhaps wrong for another.
pub(super) struct Known<'n> {
    pub(super) fact: Fact<'n>,
    pub(super) question: Question,
    /// Whether it is of the deck of the card that is asked.
    pub(super) own: bool,
}

/// The notes that wrong answers come from, and by which it is known what is right.
pub struct Pool<'n> {
    known: Vec<Known<'n>>,
}

impl<'n> Pool<'n> {
    /// The notes of the card's own deck, among which it may be itself, and those of other decks.
    pub fn new(own: &'n [Note], others: &'n [Note], folder: &Folder) -> Self {
        let known = |own: bool, fact: Fact<'n>| Known {
            own,
            question: Question::new(&fact.question, folder),
            fact,
        };
        let all = own.iter().flat_map(facts).map(|fact| known(true, fact));
        let others = others.iter().flat_map(facts);
        Self {
            known: all.chain(others.map(|fact| known(false, fact))).collect(),
        }
    }
}

/// What a card asks about, by which other notes that say the same of it are found: the subject of its
/// note, or else its question. None where it has no short answer.
pub fn asked_about(note: &Note, part: &str) -> Option<String> {
    let asked = facts(note).into_iter().find(|fact| fact.part == part)?;
    Some(asked.subject.unwrap_or(asked.question))
}

/// A choice for the card that asks for a part of a note. None where no wrong answer is good.
pub fn choice(
    note: &Note,
    part: &str,
    pool: &Pool<'_>,
    folder: &Folder,
    chance: &mut Chance,
) -> Option<Choice> {
    let asked = facts(note).into_iter().find(|fact| fact.part == part)?;
    let known = &pool.known;
    let answer = asked.answers.get(chance.below(asked.answers.len()))?;
    let answer = tidy(answer);
    let mut picker = Picker::new(&asked, &answer, known, folder);
    let mut options = vec![answer.clone()];
    for candidate in picker.ranked(known, chance) {
        if options.len() == MOST {
            break;
        }
        if picker.admits(&candidate) {
            options.push(candidate);
        }
    }
    if let Some(figures) = &picker.figures {
        const TRIES: usize = 40;
        let figures = figures.clone();
        for _ in 0..TRIES {
            let varied = figures.varied(chance).filter(|_| options.len() < MOST);
            if let Some(made) = varied.filter(|made| picker.admits(made)) {
                options.push(made);
            }
        }
    }
    if options.len() < 2 {
        return None;
    }
    let right = chance.below(options.len());
    chance.shuffle(options.get_mut(1..).unwrap_or_default());
    options.swap(0, right);
    Some(Choice { options, right })
}

/// An answer as it is shown to choose from: without what tells it from others and says nothing,
/// such as marks and brackets at its end, quotation marks around it and “about” before a figure.
pub(super) fn tidy(answer: &str) -> String {
    const ABOUT: [&str; 7] = ["大约", "超过", "接近", "约", "超", "近", "达"];
    let mut text = answer.trim().trim_end_matches(['。', '；', '，']);
    if let (true, Some(open)) = (text.ends_with(['）', ')']), text.rfind(['（', '('])) {
        text = text
            .get(..open)
            .filter(|kept| !kept.is_empty())
            .unwrap_or(text);
    }
    let quoted = text
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'));
    text = quoted
        .filter(|inside| !inside.contains(['“', '”']))
        .unwrap_or(text);
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let bare = ABOUT
        .iter()
        .find_map(|word| text.strip_prefix(word).filter(|rest| figure(rest)));
    bare.unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folding;
    use super::*;
    use crate::domain::deck::{Cloze, Directions, NoteBody};
    use crate::domain::id::NoteId;

    fn note(id: usize, body: NoteBody) -> Note {
        Note {
            id: NoteId::new(format!("n{id}")),
            body,
            tags: Vec::new(),
            source: None,
            hint: None,
            remark: None,
        }
    }

    fn basic(question: &str, answer: &str) -> NoteBody {
        NoteBody::Basic {
            question: question.to_owned(),
            answer: answer.to_owned(),
        }
    }

    fn list(prompt: &str, items: &[&str]) -> NoteBody {
        NoteBody::List {
            prompt: prompt.to_owned(),
            items: items.iter().map(ToString::to_string).collect(),
            ordered: false,
        }
    }

    fn cloze(text: &str) -> NoteBody {
        NoteBody::Cloze {
            text: Cloze::parse(text).unwrap(),
        }
    }

    /// The wrong answers that come up for the first note, over many seeds.
    fn wrong(part: &str, bodies: Vec<NoteBody>) -> Vec<String> {
        let bodies = bodies.into_iter().enumerate();
        let notes: Vec<Note> = bodies.map(|(id, body)| note(id, body)).collect();
        let folder = Folder::new(Folding::default());
        let pool = Pool::new(&notes, &[], &folder);
        let mut all: Vec<String> = Vec::new();
        for seed in 0..30 {
            let mut chance = Chance::of("n0", 0, seed);
            let made = choice(&notes[0], part, &pool, &folder, &mut chance);
            let Some(Choice { mut options, right }) = made else {
                continue;
            };
            options.remove(right);
            all.extend(options);
        }
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn answers_to_questions_in_such_words_are_confused_though_they_share_nothing() {
        let asked = |country: &str, city: &str| basic(&format!("{country}的首都是哪里？"), city);
        let all = vec![
            asked("法国", "巴黎"),
            asked("德国", "柏林"),
            asked("泰国", "曼谷"),
        ];
        assert_eq!(wrong("answer", all), ["曼谷", "柏林"]);
    }

    #[test]
    fn no_two_answers_are_alike() {
        let asked = |country: &str, city: &str| basic(&format!("{country}的首都是哪里？"), city);
        let all = vec![
            asked("法国", "巴黎"),
            asked("德国", "柏林"),
            asked("统一后的德国", "柏林。"),
            asked("泰国", "曼谷"),
        ];
        let notes: Vec<Note> = all
            .into_iter()
            .enumerate()
            .map(|(n, b)| note(n, b))
            .collect();
        let folder = Folder::new(Folding::default());
        let pool = Pool::new(&notes, &[], &folder);
        for seed in 0..30 {
            let mut chance = Chance::of("n0", 0, seed);
            let made = choice(&notes[0], "answer", &pool, &folder, &mut chance).unwrap();
            assert_eq!(made.options.len(), 3, "{made:?}");
            assert_eq!(made.options[made.right], "巴黎");
        }
    }

    #[test]
    fn what_another_note_says_of_the_same_is_right_as_well() {
        let term = |term: &str, definition: &str| NoteBody::Definition {
            term: term.to_owned(),
            definition: definition.to_owned(),
            directions: Directions::Both,
        };
        let all = vec![
            term("露点（气象学）", "水汽开始凝成露的温度"),
            term("露点（工程）", "气体开始凝成液体的温度"),
            term("冰点", "水开始凝成冰的温度"),
        ];
        assert_eq!(wrong("definition", all), ["水开始凝成冰的温度"]);
        let all = vec![
            basic("哪座城市是古都？", "西安"),
            basic("哪座城市是古都？", "洛阳"),
            basic("哪座城市是海港？", "青岛"),
        ];
        assert_eq!(wrong("answer", all), ["青岛"]);
    }

    #[test]
    fn that_two_questions_begin_alike_makes_their_answers_not_alike() {
        let all = vec![
            basic(
                "某报告讲到某地经济的发展和改革时说，给它加了哪两个字？",
                "当代",
            ),
            basic("某报告讲到某地经济的发展和改革时说，以什么为主导？", "能源"),
        ];
        assert_eq!(wrong("answer", all), Vec::<String>::new());
    }

    #[test]
    fn that_two_questions_name_one_text_makes_their_answers_not_alike() {
        let all = vec![
            basic("《论某地经济的发展》给它下定义，加了哪两个字？", "当代"),
            basic("《论某地经济的发展》以什么为主导？", "能源技术"),
        ];
        assert_eq!(wrong("answer", all), Vec::<String>::new());
    }

    #[test]
    fn an_item_is_told_by_what_all_items_end_in() {
        let all = vec![
            list("三次工业革命依次是什么？", &["机械化", "电气化", "信息化"]),
            list(
                "几次革命依次是什么？",
                &["信息学", "电信业", "自动化", "网络化"],
            ),
        ];
        assert_eq!(wrong("items", all), ["网络化", "自动化"]);
    }

    #[test]
    fn what_is_to_be_done_is_not_mixed_with_what_is() {
        let all = vec![
            list("要做哪三件事？", &["加快建设统一市场", "推动技术发展"]),
            list(
                "有哪些？",
                &["统一市场体系", "完善统一市场", "技术发展水平"],
            ),
        ];
        assert_eq!(wrong("items", all), ["完善统一市场"]);
    }

    #[test]
    fn a_count_with_what_is_counted_is_mixed_with_such_alone() {
        let all = vec![
            list("概括为哪几项？", &["一中心", "一孵化区", "一共享"]),
            list("由哪些构成？", &["转化区", "一转化区", "三孵化区"]),
        ];
        assert_eq!(wrong("items", all), ["一转化区", "三孵化区"]);
    }

    #[test]
    fn quotation_marks_around_an_answer_do_not_tell_it() {
        let all = vec![
            basic("甲叫什么函数？", "“生产函数”"),
            basic("乙叫什么函数？", "消费函数"),
        ];
        assert_eq!(wrong("answer", all), ["消费函数"]);
        assert_eq!(tidy("“生产函数”"), "生产函数");
        assert_eq!(tidy("“甲”与“乙”"), "“甲”与“乙”");
    }

    #[test]
    fn no_wrong_answer_says_again_what_stands_beside_the_gap() {
        let all = vec![
            cloze("它摆脱了传统{{1::经济增长路径}}。"),
            cloze("它离开了{{1::传统增长路径}}。"),
            cloze("它离开了{{1::粗放增长路径}}。"),
        ];
        assert_eq!(wrong("1", all), ["粗放增长路径"]);
    }

    #[test]
    fn who_was_where_is_right_where_the_place_is() {
        let all = vec![
            list(
                "在哪些场合讲过？",
                &["参加全国大会某省代表团审议", "中央工作会议"],
            ),
            list(
                "谁在哪些场合讲过？",
                &["某人，某省代表团审议", "参加全国大会审议会议"],
            ),
        ];
        assert!(!wrong("items", all).contains(&"某人，某省代表团审议".to_owned()));
    }

    #[test]
    fn years_lie_on_the_same_side_of_those_that_the_question_names_and_near() {
        let all = vec![
            basic("2024年印发的方案，期限到哪一年？", "2026年"),
            basic("某事在哪一年？", "2023年"),
            basic("某事又在哪一年？", "1988年"),
        ];
        let years = wrong("answer", all);
        assert_eq!(years, ["2025年", "2027年"]);
    }

    #[test]
    fn the_most_confusable_come_first() {
        let figures = ["30%", "90%", "33%", "10%", "27%", "80%", "36%"];
        let asked = |(n, figure): (usize, &&str)| basic(&format!("第{n}项占多少？"), figure);
        let all = figures.iter().enumerate().map(asked).collect();
        assert_eq!(wrong("answer", all), ["27%", "33%", "36%"]);
    }

    #[test]
    fn a_figure_with_more_digits_is_not_wrong() {
        let all = vec![
            basic("年均贡献约为多少？", "30%"),
            basic("占比为多少？", "29.9%"),
            basic("又占多少？", "21%"),
        ];
        let wrong = wrong("answer", all);
        assert!(wrong.contains(&"21%".to_owned()) && !wrong.contains(&"29.9%".to_owned()));
    }
}
