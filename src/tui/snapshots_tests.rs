//! Every screen as it is painted, row by row, in both languages and three sizes; and that none
//! paints outside the screen, however small it is.

use super::canvas::Painted;
use super::theme::Theme;
use super::view::view;
use crate::app::area::Size;
use crate::app::config::{Role, ThemeConfig};
use crate::app::fixtures::{QUIZZED, Text, World, quiz_of};
use crate::app::model::{Model, Start};
use crate::app::msg::Msg;
use crate::app::notice::Failure;
use crate::app::screen::preview::Subject;
use crate::app::screen::today::{DeckLine, Reading};
use crate::domain::doc::{BlockKind, Origin};
use crate::domain::id::{DeckId, DocId};
use crate::domain::quiz::Mode;
use crate::domain::text::Widths;
use crate::locale::Lang;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::fmt::Write;

const GUIDE: &[(BlockKind, &str)] = &[
    (BlockKind::Heading(1), "《更好赋能中国繁荣世界》导读"),
    (
        BlockKind::Heading(2),
        "第一章 马克思主义生产力理论的创新发展",
    ),
    (BlockKind::Heading(3), "1.1 新质生产力的理论贡献"),
    (
        BlockKind::Paragraph,
        "全书的根基是一个定义，见2024年1月31日的讲话：",
    ),
    (
        BlockKind::Quote,
        "概括地说，新质生产力是创新起主导作用，摆脱传统经济增长方式、生产力发展路径，具有高科技、高效能、高质量特征，符合新发展理念的先进生产力质态。",
    ),
    (BlockKind::Quote, "——习近平，中共中央政治局第十一次集体学习"),
    (
        BlockKind::Paragraph,
        "可拆成六问来记：什么起主导作用，要摆脱什么，有哪三个“高”，由哪三方面催生，哪些要素跃升，用什么衡量。",
    ),
    (BlockKind::Heading(3), "1.2 几对关系"),
    (BlockKind::Paragraph, "正文列了四对："),
    (
        BlockKind::Item {
            depth: 0,
            ordinal: Some(1),
        },
        "生产力与生产关系；",
    ),
    (
        BlockKind::Item {
            depth: 0,
            ordinal: Some(2),
        },
        "供给与需求，互为条件，相互转化；",
    ),
    (
        BlockKind::Item {
            depth: 0,
            ordinal: None,
        },
        "传承与创新、物质与文明。",
    ),
    (BlockKind::Code, "GDP = C + I + G"),
    (BlockKind::Footnote, "注：四对关系与评论员文章的三对不同。"),
    (BlockKind::Heading(2), "第二章 科技与产业"),
    (BlockKind::Paragraph, "前者管生产力，后者管生产关系。"),
];

const WIDE: &[(BlockKind, &str)] = &[
    (BlockKind::Paragraph, "下表列出各省的情况，比一栏宽："),
    (BlockKind::Table, "省份\t2023年产值（亿元）\t说明"),
    (
        BlockKind::Table,
        "黑龙江\t15883.9\t装备制造、石油化工、食品加工，粮食产量连续十四年居全国第一，商品量和调出量也是",
    ),
    (BlockKind::Table, "吉林\t13531.2\t汽车、轨道客车"),
    (BlockKind::Paragraph, "代码也是："),
    (
        BlockKind::Code,
        "fn main() {\n    println!(\"温故而知新，可以为师矣。学而不思则罔，思而不学则殆。学而时习之，不亦说乎？有朋自远方来，不亦乐乎？\");\n}",
    ),
];

/// A world with enough in it to fill the screens.
fn world(start: Start) -> World {
    let mut world = World::before(start);
    let mut guide = Text::new("guide", "《更好赋能中国繁荣世界》导读", GUIDE);
    guide.position = 0;
    world.texts.insert(0, guide);
    let mut own = Text::chapters("own", 10);
    own.document.title =
        "更好赋能中国繁荣世界——新质生产力的理论贡献和实践价值（新华社国家高端智库课题组报告全文）"
            .to_owned();
    own.document.author = Some("新华社国家高端智库".to_owned());
    own.document.origin = Origin::File("report.md".to_owned());
    let mut notes = Text::chapters("notes", 4);
    notes.document.title = "Notes on productivity, 2024".to_owned();
    notes.document.author = Some("L. Wang".to_owned());
    notes.document.origin = Origin::File("notes.md".to_owned());
    let wide = Text::new("wide", "宽表与代码", WIDE);
    world.texts.extend([own, notes, wide]);
    let deck = |id: &str, title: &str, [due, learning, new]: [usize; 3]| DeckLine {
        id: DeckId::new(id),
        title: title.to_owned(),
        due,
        learning,
        new,
    };
    world.overview.decks = vec![
        deck("relationships", "五对关系", [12, 3, 20]),
        deck("industrial-bases", "四大工业基地", [0, 0, 9]),
        deck(
            "own",
            "我的卡片：政治经济学原理名词解释与论述题",
            [128, 0, 0],
        ),
    ];
    let overview = &mut world.overview;
    (overview.due, overview.learning, overview.new) = (140, 3, 29);
    (overview.answered, overview.streak) = (17, 5);
    overview.reading = Some(Reading {
        id: DocId::new("guide"),
        title: "《更好赋能中国繁荣世界》导读".to_owned(),
        percent: 42,
    });
    world
}

/// The screens, by name.
const SCENES: &[&str] = &[
    "welcome",
    "today",
    "today-done",
    "library",
    "library-filter",
    "reader",
    "wide",
    "contents",
    "preview",
    "preview-flipped",
    "question",
    "answer",
    "recite",
    "blocked",
    "done",
    "recite-typing",
    "recite-waits",
    "recite-judged",
    "recite-perfect",
    "cloze-hints",
    "cloze-gaps",
    "cloze-waits",
    "cloze-answer",
    "recall-typing",
    "recall-answer",
    "choice-waits",
    "choice",
    "choice-right",
    "choice-wrong",
    "sort",
    "sort-answer",
    "sort-several",
    "sort-several-answer",
    "two-buttons",
    "quiz-done",
    "help",
    "prompt",
    "failure",
    "readonly",
    "study",
    "practice",
    "practice-done",
];

fn scene(name: &str, size: Size) -> World {
    let start = match name {
        "welcome" => Start::Welcome,
        "today" | "today-done" | "library" | "library-filter" | "failure" | "readonly"
        | "study" | "practice" | "practice-done" => Start::Today,
        "preview" | "preview-flipped" => Start::Preview(Subject::File("讲话.txt".to_owned())),
        "wide" => Start::Read(DocId::new("wide")),
        "reader" | "contents" | "help" | "prompt" => Start::Read(DocId::new("guide")),
        _ => Start::Review(None),
    };
    let mut world = world(start);
    world.model.size = size;
    if name == "today-done" {
        let overview = &mut world.overview;
        (overview.due, overview.learning, overview.new) = (0, 0, 0);
        for deck in &mut overview.decks {
            (deck.due, deck.learning, deck.new) = (0, 0, 0);
        }
    }
    world.send(Msg::Started);
    match name {
        "library" => world.keys("l j"),
        "library-filter" => world.keys("l s / 新 华"),
        "reader" => mark(&mut world),
        "wide" => world.keys("}"),
        "study" => world.keys("x j j"),
        "practice" => world.keys("x enter space"),
        "practice-done" => world.keys("x enter space 1 space 3 space 3 space 3 space 3"),
        "contents" => world.keys("t j j"),
        "preview-flipped" => world.keys("n x"),
        "question" => world.keys("space 4 h"),
        "answer" => world.keys("space 4 h space"),
        "recite" => world.keys("space 4 space 4 space"),
        "blocked" => {
            world.keys("space");
            world.failing = Some(Failure::Store(
                "记录答案失败。磁盘满了，请腾出空间再试。（/home/xue/.local/share/wengu/wengu.db：\
                 database or disk is full）"
                    .to_owned(),
            ));
            world.keys("3");
        }
        "done" => {
            world.now.at = world.now.at.plus_seconds(95);
            world.keys("space 1 space 4 space 4 space 4");
        }
        "help" => world.keys("?"),
        "prompt" => world.keys("/ 新 质 生 产"),
        "recite-typing" | "recite-judged" | "recite-perfect" => recite(&mut world, name),
        "cloze-hints" => ask(&mut world, QUIZZED + 1, Mode::Cloze, "h h h"),
        "cloze-gaps" => ask(&mut world, QUIZZED + 7, Mode::Cloze, "h h h"),
        "recite-waits" => {
            world.jobs_wait = true;
            ask(&mut world, 2, Mode::Recite, "温 故 enter");
        }
        "cloze-waits" => {
            world.jobs_wait = true;
            ask(&mut world, QUIZZED + 1, Mode::Cloze, "h h h");
        }
        "choice-waits" => {
            world.jobs_wait = true;
            ask(&mut world, QUIZZED + 3, Mode::Choice, "");
        }
        "cloze-answer" => ask(&mut world, QUIZZED + 1, Mode::Cloze, "h space"),
        "recall-typing" | "recall-answer" => {
            ask(
                &mut world,
                QUIZZED,
                Mode::Recall,
                "凝 结 enter 下 雪 enter tab 径",
            );
            if name == "recall-answer" {
                world.keys("流 enter enter");
            }
        }
        "choice" => ask(&mut world, QUIZZED + 3, Mode::Choice, ""),
        "choice-right" => ask(&mut world, QUIZZED + 3, Mode::Choice, "4"),
        "choice-wrong" => ask(&mut world, QUIZZED + 3, Mode::Choice, "1"),
        "sort" | "sort-answer" | "sort-several" | "sort-several-answer" => sort(&mut world, name),
        "two-buttons" => ask(&mut world, 1, Mode::TwoButton, "space"),
        "quiz-done" => {
            world.now.at = world.now.at.plus_seconds(20);
            ask(&mut world, 2, Mode::Flip, "space 1");
        }
        "failure" => {
            let failure = Failure::SessionElsewhere(4711);
            world.failing = Some(failure);
            world.keys("r");
        }
        "readonly" => {
            world.model.warning = Some("数据库只能读，什么都不会保存".to_owned());
        }
        _ => {}
    }
    world
}

/// A quiz of one card in a mode, and keys.
fn ask(world: &mut World, n: usize, mode: Mode, keys: &str) {
    world.send(Msg::Session(Box::new(quiz_of(n, mode, n % 2 == 1))));
    world.keys(keys);
}

/// Items of one set each, or of several.
fn sort(world: &mut World, name: &str) {
    let (n, keys) = match name {
        "sort" => (2, "1"),
        "sort-answer" => (2, "1 1 2 1"),
        "sort-several" => (8, "1 enter 1 3"),
        _ => (8, "1 enter 1 3 enter enter enter"),
    };
    ask(world, QUIZZED + n, Mode::Sort, keys);
}

/// Words recited once, and where the first attempt went wrong, a second time.
fn recite(world: &mut World, name: &str) {
    ask(world, 2, Mode::Recite, "");
    world.send(Msg::Paste("温古而知新，以为老师矣了。".to_owned()));
    match name {
        "recite-judged" => world.keys("enter"),
        "recite-typing" => world.keys("enter c 故 tab tab tab left left"),
        _ => {
            world.keys("enter c");
            world.send(Msg::Paste("故而知新可以为师矣".to_owned()));
            world.keys("enter");
        }
    }
}

/// A hit and a passage on the page.
fn mark(world: &mut World) {
    let text = &world.texts[0];
    let passage = &text.blocks[9];
    let opened = text.opened(usize::MAX / 4, Some(passage.start..passage.end()));
    world.model.screens.clear();
    world.send(Msg::Opened(Box::new(opened)));
    world.keys("/ 生 产 力 enter");
}

/// The screen after what painting found out came back, as the runtime gives it back.
fn settled(world: &mut World, lang: Lang) -> Buffer {
    let (_, found) = painted(&world.model, lang);
    world.send(Msg::Fitted(found.fit));
    painted(&world.model, lang).0
}

fn painted(model: &Model, lang: Lang) -> (Buffer, Painted) {
    let theme = Theme::plain(&ThemeConfig::default());
    // One cell more on each side shows what is painted outside.
    let area = Rect::new(0, 0, model.size.width + 1, model.size.height + 1);
    let mut buffer = Buffer::empty(area);
    let found = view(model, lang, &theme, &mut buffer);
    (buffer, found)
}

/// The rows of a buffer; the second cell of a wide character is left out.
fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut text = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += Widths::NARROW.of(symbol).max(1) as u16;
        }
        text.trim_end().to_owned()
    };
    (0..area.height).map(row).collect()
}

#[test]
fn screens_are_painted_as_they_were_looked_at() {
    for name in SCENES {
        let mut all = String::new();
        for (width, height) in [(40, 12), (80, 24), (120, 40)] {
            let mut world = scene(name, Size { width, height });
            for lang in Lang::ALL {
                let mut rows = rows(&settled(&mut world, lang));
                while rows.last().is_some_and(String::is_empty) {
                    rows.pop();
                }
                writeln!(all, "{width}x{height} {lang:?} {}", "=".repeat(20)).unwrap();
                for row in rows {
                    writeln!(all, "{row}").unwrap();
                }
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(*name, all);
        });
    }
}

#[test]
fn nothing_is_painted_outside_the_screen() {
    let sizes = (1..=30).flat_map(|width| (1..=10).map(move |height| Size { width, height }));
    for size in
        sizes.chain([(40, 12), (80, 24), (160, 12)].map(|(width, height)| Size { width, height }))
    {
        for name in SCENES {
            let mut world = scene(name, size);
            for lang in Lang::ALL {
                let buffer = settled(&mut world, lang);
                for (y, row) in rows(&buffer).iter().enumerate() {
                    let room = if y < usize::from(size.height) {
                        size.width
                    } else {
                        0
                    };
                    assert!(
                        Widths::NARROW.of(row) <= usize::from(room),
                        "{name} {size:?}: {row}"
                    );
                }
            }
        }
    }
}

/// The text of the cells that have the look of a role.
fn in_role(buffer: &Buffer, role: Role) -> String {
    let style = Theme::plain(&ThemeConfig::default()).style(role);
    let alike = |cell: &&Cell| Some(cell.fg) == style.fg && Some(cell.bg) == style.bg;
    let cells = buffer.content().iter().filter(alike);
    cells
        .map(Cell::symbol)
        .filter(|symbol| *symbol != " ")
        .collect()
}

#[test]
fn hits_and_the_passage_stand_out_on_the_page() {
    let size = Size {
        width: 80,
        height: 24,
    };
    let (buffer, _) = painted(&scene("reader", size).model, Lang::ZhCn);
    // The passage is an item; the hit one is at stands in it and looks alike.
    assert_eq!(in_role(&buffer, Role::Hit), "生产力".repeat(4));
    // The hit one is at, in the quotation, and what no hit covers of the passage, an item.
    let marked = in_role(&buffer, Role::Passage);
    assert_eq!(marked, ["生产力", "与生产关系；"].concat());
}

#[test]
fn the_chosen_row_is_in_sight_in_a_list_of_any_height() {
    let size = Size {
        width: 80,
        height: 24,
    };
    let mut world = world(Start::Today);
    let deck = world.overview.decks[0].clone();
    world.overview.decks = (0..30)
        .map(|n| DeckLine {
            title: format!("卡组{n}"),
            ..deck.clone()
        })
        .collect();
    world.model.size = size;
    world.send(Msg::Started);
    world.keys(&"j ".repeat(29));
    let shown = |world: &World| rows(&painted(&world.model, Lang::ZhCn).0).join("\n");
    assert!(shown(&world).contains("> 卡组29"), "{}", shown(&world));
    world.send(Msg::Resize(Size { height: 12, ..size }));
    assert!(shown(&world).contains("> 卡组29"), "{}", shown(&world));
}

#[test]
fn help_lists_each_key_once_and_as_it_works_there() {
    let size = Size {
        width: 120,
        height: 60,
    };
    let mut world = world(Start::Today);
    world.model.size = size;
    world.send(Msg::Started);
    world.keys("?");
    let rows = rows(&painted(&world.model, Lang::En).0);
    let of = |doc: &str| -> Vec<&String> { rows.iter().filter(|r| r.contains(doc)).collect() };
    let [quit] = of("Leave wengu")[..] else {
        panic!("{rows:#?}");
    };
    assert!(quit.trim_start().starts_with("q Ctrl+c Q"), "{quit}");
    let [back] = of("Go back to the screen before")[..] else {
        panic!("{rows:#?}");
    };
    assert!(
        back.trim_start().starts_with("Esc"),
        "on Today q leaves: {back}"
    );
}

#[test]
fn help_says_how_wide_characters_are_inside_a_multiplexer() {
    let mut world = world(Start::Today);
    world.send(Msg::Started);
    world.keys("? end");
    for lang in [Lang::ZhCn, Lang::En] {
        let said = |world: &World| {
            rows(&painted(&world.model, lang).0)
                .join("\n")
                .contains("tmux")
        };
        world.model.multiplexed = false;
        assert!(!said(&world));
        world.model.multiplexed = true;
        world.model.size.height = 60;
        assert!(said(&world));
    }
}

#[path = "page_tests.rs"]
mod pages;
