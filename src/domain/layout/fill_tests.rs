//! Lines of any text, at any width. The oracles are `unicode_width`, a list of marks that is not the
//! program's, and a breaker that tries every way to break.

use crate::domain::doc::{Block, BlockKind};
use crate::domain::layout::line::lines_until;
use crate::domain::layout::{
    Compress, Geometry, LatinGap, Line, Punctuation, Typography, Wide, lines, placed,
};
use crate::domain::text::Widths;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const CLOSING: &str = "，。、；：！？）」』》〉】〕］｝”’·～％,.;:!?)]}%";
const OPENING: &str = "（「『《〈【〔［｛“‘([{";

fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        start: 0,
        kind,
        continued: false,
        text: text.to_owned(),
        spans: Vec::new(),
    }
}

fn geometry(width: u16, typography: Typography) -> Geometry {
    Geometry {
        width,
        indent: 0,
        paragraph_gap: 0,
        wide: Wide::Wrapped,
        widths: Widths::NARROW,
        typography,
    }
}

/// A line as it is drawn, without its indent.
fn drawn(block: &Block, line: &Line, widths: Widths) -> String {
    let mut out = String::new();
    for placed in placed(block, line, &[], widths) {
        out.push_str(placed.text);
        out.push_str(&" ".repeat(placed.blank));
    }
    out
}

fn set(text: &str, geometry: Geometry) -> Vec<String> {
    let block = block(BlockKind::Paragraph, text);
    let lines = lines(None, &block, geometry);
    lines
        .iter()
        .map(|line| drawn(&block, line, geometry.widths))
        .collect()
}

#[test]
fn a_mark_at_an_odd_end_reaches_into_the_margin() {
    // Nine cells: four characters and a cell that only half a mark can use.
    let shown = |text| set(text, geometry(9, Typography::RAGGED));
    assert_eq!(shown("a新质生，产"), ["a新质生，", "产"].map(String::from));
    assert_eq!(
        shown("新质生产力也"),
        ["新质生产", "力也"].map(String::from)
    );
    assert_eq!(
        shown("新质生产，力"),
        ["新质生", "产，力"].map(String::from)
    );
}

#[test]
fn of_a_run_of_marks_too_long_for_the_line_a_bracket_begins_the_next_rather_than_a_stop() {
    let shown = |text, width| set(text, geometry(width, Typography::RAGGED));
    // Where the run fits with its character, it goes to the next line with it.
    assert_eq!(
        shown("来了。”）“好", 8),
        ["来", "了。”）", "“好"].map(String::from)
    );
    assert_eq!(
        shown("来了。”）“好", 6),
        ["来", "了。”", "）“好"].map(String::from)
    );
    assert_eq!(
        shown("了）」。也好", 6),
        ["了）", "」。", "也好"].map(String::from)
    );
    assert_eq!(shown("（《“新质", 6), ["（《“", "新质"].map(String::from));
    assert_eq!(shown("）」ー）", 6), ["）」", "ー）"].map(String::from));
}

#[test]
fn a_long_run_of_dashes_is_parted_between_two_dashes() {
    let shown = |text, width| set(text, geometry(width, Typography::RAGGED));
    assert_eq!(
        shown("新“／————，", 6),
        ["新", "“／——", "——，"].map(String::from)
    );
    assert_eq!(shown("…………，", 4), ["……", "……，"].map(String::from));
}

#[test]
fn stops_hang_where_that_is_wished_for() {
    let hang = Typography {
        hang: true,
        ..Typography::RAGGED
    };
    let shown = |text| set(text, geometry(10, hang));
    assert_eq!(
        shown("新质生产，力了"),
        ["新质生产，", "力了"].map(String::from)
    );
    assert_eq!(
        shown("新质生产；力了"),
        ["新质生", "产；力了"].map(String::from)
    );
}

#[test]
fn spare_cells_go_where_they_are_seen_least() {
    let shown = |text, width| set(text, geometry(width, Typography::JUSTIFIED)).remove(0);
    assert_eq!(shown("说“新质生产力，要发展", 12), "说 “新质生产");
    assert_eq!(shown("于是说：“新质生产力，要发展", 16), "于是说： “新质生");
    assert_eq!(
        shown("其一，新质的生产力（见前）也", 20),
        "其一， 新质的 生产力"
    );
    assert_eq!(
        shown("第10段。新质生产力（见前）也", 20),
        "第 10 段。新质生产力"
    );
    assert_eq!(
        shown("新册[3]。新质生产1万元了也也", 18),
        "新册[3]。 新质生产"
    );
    assert_eq!(shown("two words of text here", 18), "two words  of text");
    assert_eq!(
        shown("推动AI发展的新质的（质）", 20),
        "推动 AI 发展的新质的"
    );
}

#[test]
fn marks_close_up_in_what_is_drawn_alone() {
    let glyphs = Typography {
        compress: Compress::Glyphs,
        ..Typography::RAGGED
    };
    let text = "他说：「走。」，「好」。";
    assert_eq!(
        set(text, geometry(40, glyphs)).concat(),
        "他说：｢走｡｣，｢好｣。"
    );
    let block = block(BlockKind::Paragraph, text);
    let line = &lines(None, &block, geometry(40, glyphs))[0];
    let bytes: usize = placed(&block, line, &[], Widths::NARROW)
        .iter()
        .map(|p| p.length)
        .sum();
    assert_eq!(bytes, text.len());
}

#[test]
fn gaps_stand_between_han_and_latin_and_give_way_to_marks() {
    let gaps = Typography {
        latin_gap: LatinGap::Auto,
        ..Typography::RAGGED
    };
    let shown = |text, width| set(text, geometry(width, gaps));
    assert_eq!(
        shown("用AI，做3件 x事", 40),
        ["用 AI，做 3 件 x 事"].map(String::from)
    );
    assert_eq!(
        shown("用AI做好，事情", 10),
        ["用AI做好，", "事情"].map(String::from)
    );
    assert_eq!(
        shown("用AI做好，事情", 11),
        ["用AI做好，", "事情"].map(String::from)
    );
}

#[test]
fn the_gaps_of_a_line_stand_or_close_together_and_close_for_marks_alone() {
    let justified = Typography::DEFAULT;
    let ragged = Typography {
        justify: false,
        ..justified
    };
    let text = "2023年10月的预测值上调0.3个百分点，仍远低于2000—2019年3.8%的平均水平。";
    for typography in [ragged, justified] {
        for width in 12..90 {
            for line in set(text, geometry(width, typography)) {
                let parts = |han, latin| line.contains(&format!("{han} {latin}"));
                let open = parts("调", "0") || parts("月", "的") || line.contains("% 的");
                let meets = [
                    ("年", "1"),
                    ("0", "月"),
                    ("调", "0"),
                    ("3", "个"),
                    ("于", "2"),
                ];
                let closed = meets.iter().any(|(a, b)| line.contains(&format!("{a}{b}")));
                assert!(!(open && closed), "{width}: {line}");
            }
        }
    }
    // All of the mark, but no word, is taken in for the gaps.
    let shown = |text, width| set(text, geometry(width, ragged));
    let text = "在2024年的平均水平。";
    assert_eq!(shown(text, 22), ["在 2024 年的平均水平。"]);
    assert_eq!(shown(text, 21), ["在2024年的平均水平。"]);
    assert_eq!(shown(text, 20), ["在2024年的平均水平。"]);
    assert_eq!(shown(text, 19), ["在 2024 年的平均", "水平。"]);
    // Where many gaps would close for one mark the line would have a hole.
    assert_eq!(
        shown("用A与B与C与D做好，事情", 24),
        ["用 A 与 B 与 C 与 D 做", "好，事情"]
    );
    assert_eq!(
        set("用A与B与C与D做好，事情", geometry(24, justified)).first(),
        Some(&"用 A 与 B 与 C 与 D 做".to_owned())
    );
}

#[test]
fn a_sign_has_a_gap_where_a_letter_or_a_figure_stands_on_its_other_side() {
    for (text, shown) in [
        ("“人工智能+”行动", "“人工智能+”行动"),
        ("推进“互联网+制造”", "推进“互联网+制造”"),
        ("用5G+工业", "用 5G+ 工业"),
        ("温度+5度", "温度 +5 度"),
        ("增长5%的", "增长 5% 的"),
        ("占比%的", "占比%的"),
        ("比+ 5多", "比+ 5 多"),
    ] {
        assert_eq!(set(text, geometry(40, Typography::DEFAULT)), [shown]);
    }
}

#[test]
fn in_code_each_character_stands_where_those_before_it_end() {
    let text = "  2 0 2 4 年，我国GDP增长5%。\n  ２０２４年，我国GDP增长5%。」（x）";
    let wishes = Typography {
        compress: Compress::Glyphs,
        ..Typography::DEFAULT
    };
    for (wide, widths) in [
        (Wide::Wrapped, Widths::NARROW),
        (Wide::Cut, Widths::NARROW),
        (Wide::Wrapped, Widths::WIDE),
    ] {
        let block = block(BlockKind::Code, text);
        let geometry = Geometry {
            wide,
            widths,
            ..geometry(50, wishes)
        };
        let lines = lines(None, &block, geometry);
        assert_eq!(lines.len(), 2);
        for line in lines {
            for glyph in placed(&block, &line, &[], widths) {
                assert_eq!(glyph.x, widths.of(&text[line.start..glyph.at]));
                assert_eq!(glyph.text, &text[glyph.at..glyph.at + glyph.length]);
            }
        }
    }
}

#[test]
fn no_line_is_broken_at_a_no_break_space_which_is_one_cell() {
    let shown = |text, width| set(text, geometry(width, Typography::DEFAULT));
    for width in 14..40 {
        let lines = shown(
            "用时1\u{A0}分\u{A0}18\u{A0}秒，共四项 (4\u{A0}items)。",
            width,
        );
        let parted = |line: &String| {
            line.starts_with(['\u{A0}', '分', '秒']) || line.ends_with("(4") || line.ends_with('1')
        };
        assert!(!lines.iter().any(parted), "{width}: {lines:?}");
        let all = lines.concat();
        assert!(
            all.contains("1\u{A0}分\u{A0}18\u{A0}秒"),
            "{width}: {lines:?}"
        );
    }
    assert_eq!(Widths::NARROW.of("4\u{A0}项"), 4);
    assert_eq!(Widths::WIDE.of("4\u{A0}项"), 4);
}

#[test]
fn one_character_does_not_make_a_last_line() {
    let shown = |text: &str, width| set(text, geometry(width, Typography::RAGGED));
    let long = "新质生产力".repeat(4);
    let shown_last = |text: &str, width| shown(text, width).pop().unwrap();
    assert_eq!(shown_last(&format!("{long}了。"), 40), "力了。");
    assert_eq!(shown_last(&format!("{long}了"), 40), "力了");
    assert_eq!(shown_last(&format!("{long}AI"), 40), "AI");
}

/// The characters that make layout hard, of several scripts.
fn any_text(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "新",
        "质",
        "力",
        "，",
        "。",
        "“",
        "”",
        "‘",
        "’",
        "（",
        "）",
        "——",
        "—",
        "……",
        "·",
        "a",
        "word",
        " ",
        "12",
        "3.5%",
        "％",
        "e\u{301}",
        "👩‍🔬",
        "🇨🇳",
        "\u{3000}",
        "《",
        "》",
        "①",
        "[3]",
        "ー",
        "っ",
        "ｶﾞ",
        "한",
        "국어",
        "-",
        "/",
        "https://a.b/c/d",
        "年",
        "月",
        "2024年3月5日",
        "、",
        "：「",
        "」",
        "ไทย",
        "הע",
        "𠮷",
        "葛\u{E0100}",
        "\u{200B}",
        "\u{202E}",
        "é",
        "ß",
        "“AI”",
        "⸺",
        "⋯⋯",
        "～",
        "／",
        "\u{A0}",
        "10～20",
        "\t",
    ]);
    prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
}

fn any_typography() -> impl Strategy<Value = Typography> {
    let level = prop::sample::select(vec![
        Punctuation::None,
        Punctuation::Basic,
        Punctuation::Gb,
        Punctuation::Strict,
    ]);
    (level, any::<[bool; 4]>()).prop_map(|(punctuation, [justify, hang, gaps, glyphs])| {
        Typography {
            punctuation,
            justify,
            hang,
            latin_gap: if gaps { LatinGap::Auto } else { LatinGap::None },
            compress: if glyphs {
                Compress::Glyphs
            } else {
                Compress::None
            },
            indent_after_heading: true,
        }
    })
}

/// Cells of a text in a terminal of either kind: of its graphemes, one by one.
fn cells(text: &str, widths: Widths) -> usize {
    let of = |g: &str| match g {
        "\t" => 4,
        g if widths == Widths::WIDE => g.width_cjk(),
        g => g.width(),
    };
    text.graphemes(true).map(of).sum()
}

proptest! {
    #[test]
    fn every_character_appears_once_in_order_and_no_line_is_too_wide(
        text in any_text(60), width in 2_u16..200, typography in any_typography(),
        wide in any::<bool>(), kind in prop::sample::select(vec![
            BlockKind::Paragraph, BlockKind::Quote, BlockKind::Heading(1), BlockKind::Heading(2),
        ]),
    ) {
        let widths = if wide { Widths::WIDE } else { Widths::NARROW };
        let geometry = Geometry { indent: 4, widths, ..geometry(width, typography) };
        let block = block(kind, &text);
        let mut at = 0;
        for line in lines(None, &block, geometry) {
            prop_assert_eq!(line.start, at);
            let glyphs = placed(&block, &line, &[], widths);
            for glyph in &glyphs {
                prop_assert_eq!(glyph.at, at);
                at += glyph.length;
            }
            prop_assert_eq!(at, line.end);
            prop_assert!(text[line.end..line.next].trim().is_empty());
            at = line.next;
            let shown = cells(&drawn(&block, &line, widths), widths) + usize::from(line.indent);
            // One grapheme has to stand somewhere.
            prop_assert!(shown <= usize::from(width) || glyphs.len() == 1, "{:?} {shown}", line);
            let total = glyphs.last().map_or(0, |last| last.x + last.width);
            prop_assert_eq!(total + usize::from(line.indent), shown - glyphs.last().map_or(0, |g| g.blank));
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn what_is_laid_out_in_part_is_the_beginning_of_the_whole(
        text in any_text(60), width in 2_u16..60, typography in any_typography(), until in 0_usize..200,
    ) {
        let (block, geometry) = (block(BlockKind::Paragraph, &text), geometry(width, typography));
        let all = lines(None, &block, geometry);
        let (part, whole) = lines_until(None, &block, geometry, until);
        prop_assert_eq!(&part[..], &all[..part.len()]);
        prop_assert_eq!(whole, part.len() == all.len());
        prop_assert!(whole || part.last().is_some_and(|last| until < last.next));
    }

    #[test]
    fn no_mark_stands_where_it_may_not_if_any_breaking_avoids_it(
        text in any_text(13), width in 6_u16..30, typography in any_typography(),
    ) {
        prop_assume!(text.graphemes(true).count() <= 12 && typography.punctuation != Punctuation::None);
        let typography = Typography { latin_gap: LatinGap::None, compress: Compress::None, ..typography };
        let text = text.trim();
        let lines = lines(None, &block(BlockKind::Paragraph, text), geometry(width, typography));
        let breaks: Vec<usize> = lines.iter().skip(1).map(|line| line.start).collect();
        if offends(text, &breaks, typography.punctuation) {
            let avoided = breakings(text).into_iter().find(|breaks| {
                !offends(text, breaks, typography.punctuation) && fits(text, breaks, width.into())
            });
            prop_assert_eq!(avoided, None, "instead of {:?}", breaks);
        }
    }

    #[test]
    fn justified_lines_end_together_or_are_ragged(text in any_text(60), width in 20_u16..100) {
        let block = block(BlockKind::Paragraph, &text);
        let justified = lines(None, &block, geometry(width, Typography::JUSTIFIED));
        let ragged = lines(None, &block, geometry(width, Typography::RAGGED));
        let last = justified.len() - 1;
        for (nth, (line, plain)) in justified.iter().zip(&ragged).enumerate() {
            prop_assert_eq!(line.start, plain.start);
            let shown = cells(&drawn(&block, line, Widths::NARROW), Widths::NARROW);
            let text = cells(&drawn(&block, plain, Widths::NARROW), Widths::NARROW);
            prop_assert!(shown == text || shown == usize::from(width - width % 2) && nth < last);
        }
    }
}

/// Every way to break the text between graphemes.
fn breakings(text: &str) -> Vec<Vec<usize>> {
    let inner: Vec<usize> = text
        .grapheme_indices(true)
        .skip(1)
        .map(|(at, _)| at)
        .collect();
    let ways = 0..1_u32 << inner.len();
    ways.map(|way| {
        let chosen = inner.iter().enumerate().filter(|(n, _)| way >> n & 1 == 1);
        chosen.map(|(_, at)| *at).collect()
    })
    .collect()
}

fn parts<'t>(text: &'t str, breaks: &[usize]) -> Vec<&'t str> {
    let ends = breaks.iter().copied().chain([text.len()]);
    ends.scan(0, |from, to| Some(&text[std::mem::replace(from, to)..to]))
        .collect()
}

fn offends(text: &str, breaks: &[usize], level: Punctuation) -> bool {
    let parts = parts(text, breaks);
    let slash = |c| c == '／' && level >= Punctuation::Gb;
    let dash = |c| "—…⸺⋯".contains(c) && level == Punctuation::Strict;
    let starts = parts.iter().skip(1).any(|part| {
        part.starts_with(|c| CLOSING.contains(c) || slash(c) || dash(c))
            || part.starts_with('—') && !part.starts_with("——")
    });
    let but_last = parts.len() - 1;
    let ends = parts.iter().take(but_last).any(|part| {
        part.trim_end()
            .ends_with(|c| OPENING.contains(c) || slash(c))
    });
    starts || ends
}

fn fits(text: &str, breaks: &[usize], width: usize) -> bool {
    let parts = parts(text, breaks);
    parts
        .iter()
        .all(|part| cells(part.trim_end(), Widths::NARROW) <= width)
}
