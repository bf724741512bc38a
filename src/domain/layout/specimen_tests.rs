//! A page of each kind of text as it is set, to be looked at.

use crate::domain::doc::{Block, BlockKind, DocumentBuilder};
use crate::domain::layout::{Geometry, Marker, Pager, Row, Typography, Wide, placed};
use crate::domain::text::Widths;
use std::fmt::Write as _;

const KINDS: &[(&str, &[(BlockKind, &str)])] = &[
    (
        "prose",
        &[
            (BlockKind::Heading(2), "读书与温习"),
            (
                BlockKind::Paragraph,
                "读书贵在有恒。每天读上几页，隔几天回头看一看，旧的内容里常常能看出新的意思来；一口气读完一本书，\
                 过一个月却什么也想不起来，等于没有读。古人说“温故而知新”，讲的就是这个道理。",
            ),
            (
                BlockKind::Paragraph,
                "温习不是重读。合上书，先想一想刚才讲了什么、为什么这样讲、与以前知道的有什么关系，想不起来再翻开书\
                 去找——这样找到的东西，比眼睛扫过十遍记得更牢。",
            ),
            (
                BlockKind::Quote,
                "学而不思则罔，思而不学则殆。读与想本来是一件事，分开了，两样都做不好。",
            ),
            (
                BlockKind::Item {
                    depth: 0,
                    ordinal: Some(1),
                },
                "先定下每天读多少，宁可少些，也不要中断；断了一天，第二天补上。",
            ),
            (
                BlockKind::Item {
                    depth: 0,
                    ordinal: None,
                },
                "记下不懂的地方，过几天再看：多半已经懂了。",
            ),
        ],
    ),
    (
        "dialogue",
        &[
            (
                BlockKind::Paragraph,
                "“你读到哪儿了？”他问，“昨天你说‘再读三页就睡’，我看你的灯到半夜还亮着。”“读完了。”我说，“最后一句是\
                 ‘他说：“我早就知道了。”’你猜是谁说的？”",
            ),
            (
                BlockKind::Paragraph,
                "「這本書，」她想了想，「開頭寫著『獻給還沒讀過它的人』。可是——讀過的人怎麼辦呢？」大家都笑了……",
            ),
        ],
    ),
    (
        "figures",
        &[
            (
                BlockKind::Paragraph,
                "2024年3月5日至11日，共有128.5万人次到馆，比上年同期增长3.2%，其中周末占45％；室温保持在20℃～22℃，\
                 湿度50%左右。全年购书支出2.5亿元，人均￥36.80，约合5.1美元。",
            ),
            (
                BlockKind::Paragraph,
                "据统计①，1949—2024年间馆藏由3.6万册增至1286万册[2]，年均增长8.15%；开放时间为8：30—21：00。详见\
                 https://www.example.org/library/2024/report/index.html?lang=zh 所载附表。",
            ),
        ],
    ),
    (
        "mixed",
        &[
            (
                BlockKind::Paragraph,
                "用Rust写的TUI程序可以很快：启动只要几毫秒，翻页不到1 ms。所谓“local-first”，是说数据首先存在自己的\
                 computer上；SQLite的WAL模式让断电也不丢数据，而“sync”只是把日志（log）合并起来。",
            ),
            (
                BlockKind::Paragraph,
                "To review what was learned is to learn anew. A reader who closes the book and asks what it said \
                 will remember more than one who reads it twice.",
            ),
        ],
    ),
    (
        "verse",
        &[
            (BlockKind::Heading(1), "静夜思"),
            (BlockKind::Paragraph, "床前明月光，"),
            (BlockKind::Paragraph, "疑是地上霜。"),
            (BlockKind::Paragraph, "举头望明月，"),
            (BlockKind::Paragraph, "低头思故乡。"),
            (
                BlockKind::Code,
                "床前明月光，\n  疑是地上霜。\n举头望明月，\n  低头思故乡。",
            ),
        ],
    ),
    (
        "traditional",
        &[(
            BlockKind::Paragraph,
            "讀書貴在有恆。每天讀上幾頁，隔幾天回頭看一看，舊的內容裡常常能看出新的意思來；《論語》說「溫故而知新，\
             可以為師矣」，講的就是這個道理（參見『學而』、『為政』兩篇）。",
        )],
    ),
    (
        "japanese",
        &[
            (
                BlockKind::Paragraph,
                "本を読んだら、しばらくしてからもう一度読みなおすとよい。コンピューターやスマートフォンの画面でも、\
                 「復習」の習慣さえあれば、ずっと忘れにくくなる。ｶﾞｲﾄﾞﾌﾞｯｸを片手に、ゆっくり歩こう！",
            ),
            (
                BlockKind::Paragraph,
                "책을 읽고 며칠 뒤에 다시 펼쳐 보면, 처음에는 보이지 않던 것이 보인다. “온고지신”이라는 말이 바로 그것이다.",
            ),
        ],
    ),
    (
        "emoji",
        &[(
            BlockKind::Paragraph,
            "今天读了三页📖，记住了两句👍🏽，忘了一句😅。👩‍🔬和👨‍👩‍👧‍👦一起去了图书馆🇨🇳，路上看见❤️和1️⃣号楼；\
             葛󠄀城的葛字有两种写法，𠮷野家的𠮷是另一个字。",
        )],
    ),
];

fn blocks(parts: &[(BlockKind, &str)]) -> Vec<Block> {
    let mut builder = DocumentBuilder::new();
    let block = |(kind, text): &(BlockKind, &str)| builder.text(*kind, text);
    parts.iter().flat_map(block).collect()
}

/// The page at a width, a bar at its right edge.
fn page(parts: &[(BlockKind, &str)], width: u16, typography: Typography) -> String {
    let geometry = Geometry {
        width,
        indent: 4,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
        typography,
    };
    let blocks = blocks(parts);
    let mut out = String::new();
    for row in Pager::new(geometry).rows(&blocks, 0, 60) {
        let mut text = String::new();
        if let Row::Line { block, line } = row {
            let indent = usize::from(line.indent);
            match line.marker {
                Marker::Ordinal(n) => write!(text, "{:>indent$}", Marker::ordinal_text(n)).unwrap(),
                Marker::Bullet => text.push_str("  ・"),
                Marker::Bar => text.push_str("  │ "),
                _ => text.push_str(&" ".repeat(indent)),
            }
            for placed in placed(&blocks[block], &line, &[], Widths::NARROW) {
                text.push_str(placed.text);
                text.push_str(&" ".repeat(placed.blank));
            }
        }
        let used = Widths::NARROW.of(&text);
        writeln!(
            out,
            "{text}{}|",
            " ".repeat(usize::from(width).saturating_sub(used))
        )
        .unwrap();
    }
    out
}

#[test]
fn a_page_of_each_kind() {
    for (name, parts) in KINDS {
        let pages = [40, 60, 80].map(|width| {
            let page = page(parts, width, Typography::JUSTIFIED);
            format!("{width} ====================\n{page}")
        });
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("specimen-{name}"), pages.concat());
        });
    }
}
