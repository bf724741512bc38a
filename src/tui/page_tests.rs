//! Pages of a document as they are painted: two columns, and what is wider than one.

use super::*;
use crate::app::action::{Action, Context};
use crate::app::keymap::{KeyOverride, Keymap};
use crate::domain::doc::{Span, SpanStyle};

#[test]
fn nothing_of_a_wide_line_is_out_of_reach() {
    // Each character once, so that it is found by itself; wide and narrow ones mixed.
    let han = (0x4e00..0x4e60).filter_map(char::from_u32);
    let cells: Vec<String> = han.map(|c| format!("{c}{}", c as u32 % 7)).collect();
    let (code, table) = (cells[..48].concat(), cells[48..].join("\t"));
    let parts = [
        (BlockKind::Code, code.as_str()),
        (BlockKind::Table, table.as_str()),
    ];
    for width in [20, 21, 33, 80, 160] {
        let mut world = world(Start::Read(DocId::new("each")));
        world.texts.push(Text::new("each", "每个字", &parts));
        world.model.size = Size { width, height: 12 };
        world.send(Msg::Started);
        let mut seen = String::new();
        for _ in 0..60 {
            seen.push_str(&rows(&painted(&world.model, Lang::En).0).concat());
            world.keys("}");
        }
        for cell in code.chars().chain(table.chars()).filter(|c| *c != '\t') {
            assert!(seen.contains(cell), "{cell} in {width} cells");
        }
    }
}

#[test]
fn two_columns_stand_side_by_side() {
    let size = Size {
        width: 160,
        height: 24,
    };
    let mut world = world(Start::Read(DocId::new("own")));
    world.model.size = size;
    world.send(Msg::Started);
    let rows = rows(&painted(&world.model, Lang::ZhCn).0);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("two-columns", rows.join("\n").trim_end());
    });
}

#[test]
fn a_chosen_link_says_the_key_that_opens_it() {
    for (keys, zh, en) in [
        (
            vec!["ctrl-o", "o"],
            "图（按\u{a0}Ctrl+o 打开）",
            "Picture (Ctrl+o\u{a0}opens\u{a0}it)",
        ),
        (vec![], "图", "Picture"),
    ] {
        let mut text = Text::new("doc", "题", &[(BlockKind::Image, "[图]")]);
        text.blocks[0].spans = vec![Span {
            range: 0.."[图]".len(),
            style: SpanStyle::Picture("a".repeat(64)),
        }];
        let mut world = world(Start::Read(DocId::new("doc")));
        world.texts.push(text);
        world.model.keymap = Keymap::new(&[KeyOverride {
            context: Context::Reader,
            action: Action::OpenLink,
            keys: keys.iter().map(|key| key.parse().unwrap()).collect(),
            line: 1,
        }])
        .0;
        world.send(Msg::Started);
        world.keys("]");
        for (lang, told) in [(Lang::ZhCn, zh), (Lang::En, en)] {
            let rows = rows(&painted(&world.model, lang).0);
            assert!(rows.contains(&format!(" {told}")), "{told}: {rows:#?}");
        }
    }
}
