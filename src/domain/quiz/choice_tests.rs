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
fn the_nearest_figures_come_first_and_the_right_one_is_anywhere_among_them() {
    let figures = ["31%", "90%", "33%", "14%", "27%", "81%", "36%"];
    let asked = |(n, figure): (usize, &&str)| basic(&format!("第{n}项占多少？"), figure);
    let all = figures.iter().enumerate().map(asked);
    let notes: Vec<Note> = all.enumerate().map(|(n, body)| note(n, body)).collect();
    let folder = Folder::new(Folding::default());
    let pool = Pool::new(&notes, &[], &folder);
    let mut places = [0; 4];
    for seed in 0..60 {
        let mut chance = Chance::of("n0", 0, seed);
        let made = choice(&notes[0], "answer", &pool, &folder, &mut chance).unwrap();
        let has = |figure: &str| made.options.iter().any(|option| option == figure);
        assert!(!has("14%") || has("27%"), "{made:?}");
        assert!(!has("81%") || (has("33%") && has("36%")), "{made:?}");
        let mut sorted = made.options.clone();
        sorted.sort();
        places[sorted.iter().position(|option| option == "31%").unwrap()] += 1;
    }
    assert!(places.iter().all(|times| *times > 5), "{places:?}");
}

#[test]
fn a_figure_lies_on_the_side_of_its_like_in_the_question() {
    let all = vec![
        basic("全球18种船型中，中国有多少种居首？", "14种"),
        basic("共有多少种？", "22种"),
        basic("又有多少种？", "12种"),
    ];
    let wrong = wrong("answer", all);
    assert!(wrong.contains(&"12种".to_owned()), "{wrong:?}");
    let value = |text: &String| text.trim_end_matches('种').parse::<u32>().unwrap();
    assert!(wrong.iter().all(|text| value(text) < 18), "{wrong:?}");
}

#[test]
fn a_round_figure_is_not_told_among_exact_ones() {
    let all = vec![
        basic("甲约占多少？", "30%"),
        basic("乙占多少？", "36.2%"),
        basic("丙占多少？", "21%"),
        basic("丁占多少？", "25%"),
    ];
    let wrong = wrong("answer", all);
    assert!(wrong.contains(&"25%".to_owned()), "{wrong:?}");
    assert!(
        wrong
            .iter()
            .all(|text| text.ends_with("0%") || text.ends_with("5%")),
        "{wrong:?}"
    );
}

#[test]
fn what_says_the_words_of_the_question_again_is_mixed_with_such_alone() {
    let term = |term: &str, definition: &str| NoteBody::Definition {
        term: term.to_owned(),
        definition: definition.to_owned(),
        directions: Directions::Definition,
    };
    let all = vec![
        term("海洋牧场", "在海洋里养鱼虾贝藻的牧场"),
        term("高原牧场", "在高原上养牛羊的地方，又叫牧场"),
        term("深水港口", "在河口停靠大船的地方"),
    ];
    assert_eq!(wrong("definition", all), ["在高原上养牛羊的地方，又叫牧场"]);
}

#[test]
fn a_figure_with_more_digits_is_not_wrong() {
    let all = vec![
        basic("年均贡献为多少？", "31%"),
        basic("占比为多少？", "30.9%"),
        basic("又占多少？", "21%"),
    ];
    let wrong = wrong("answer", all);
    assert!(wrong.contains(&"21%".to_owned()) && !wrong.contains(&"30.9%".to_owned()));
}
