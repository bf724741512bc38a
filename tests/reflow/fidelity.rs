//! No wording is ever altered: apart from white space and what the report lists as taken out, the
//! characters of the blocks are those of the raw text in their order; what the report lists as put
//! elsewhere is whole at its new place.

use super::blocks::blocks_of;
use super::gold::sources;
use proptest::prelude::*;
use std::ops::Range;
use wengu::domain::doc::reflow::{Draft, Kind, Options, Removals, Report};

/// Says what is wrong with the blocks of a text.
pub(super) fn altered(text: &str, drafts: &[Draft], report: &Report) -> Option<String> {
    let is_in = |at: usize, ranges: &[Range<usize>]| ranges.iter().any(|r| r.contains(&at));
    let removed: Vec<Range<usize>> = report.removals.iter().map(|r| r.range.clone()).collect();
    let moved: Vec<Range<usize>> = report.moves.iter().map(|m| m.range.clone()).collect();
    let visible = |(_, c): &(usize, char)| !c.is_whitespace();
    let raw: Vec<(usize, char)> = text.char_indices().filter(visible).collect();
    let stays: String = raw
        .iter()
        .filter(|(at, _)| !is_in(*at, &removed) && !is_in(*at, &moved))
        .map(|(_, c)| c)
        .collect();
    let is_moved = |draft: &&Draft| {
        moved
            .iter()
            .any(|m| m.start <= draft.source.start && draft.source.end <= m.end)
    };
    let dense = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let body: String = drafts
        .iter()
        .filter(|d| !is_moved(d))
        .map(|d| dense(&d.text))
        .collect();
    if body != stays {
        let at = body
            .chars()
            .zip(stays.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let around = |s: &str| {
            s.chars()
                .skip(at.saturating_sub(8))
                .take(24)
                .collect::<String>()
        };
        return Some(format!(
            "raw …{}… became …{}…",
            around(&stays),
            around(&body)
        ));
    }
    for draft in drafts.iter().filter(is_moved) {
        let own: String = raw
            .iter()
            .filter(|(at, _)| draft.source.contains(at) && !is_in(*at, &removed))
            .map(|(_, c)| c)
            .collect();
        if own != dense(&draft.text) {
            return Some(format!("put elsewhere: {own} became {}", draft.text));
        }
    }
    let covered: usize = moved
        .iter()
        .map(|m| {
            let given = |(at, _): &&(usize, char)| m.contains(at) && !is_in(*at, &removed);
            raw.iter().filter(given).count()
        })
        .sum();
    let given: usize = drafts
        .iter()
        .filter(is_moved)
        .map(|d| dense(&d.text).chars().count())
        .sum();
    if covered != given {
        return Some(format!(
            "{covered} characters to be put elsewhere, {given} given"
        ));
    }
    for removal in &report.removals {
        if text.get(removal.range.clone()) != Some(removal.text.as_str()) {
            return Some(format!("taken out: {}", removal.text));
        }
    }
    for draft in drafts {
        for (mark, _) in &draft.notes {
            if !draft
                .text
                .get(mark.clone())
                .is_some_and(|m| m.contains(|c: char| "①②③④⑤⑥⑦⑧⑨⑩[¹²³*".contains(c) || c > '⑩'))
            {
                return Some(format!("no mark at {mark:?} of {}", draft.text));
            }
        }
    }
    None
}

#[test]
fn no_wording_of_the_sources_is_altered() {
    for (id, text, _) in sources("fidelity") {
        for removals in [Removals::Limited, Removals::All, Removals::None] {
            let options = Options {
                removals,
                ..Options::default()
            };
            let (drafts, report) = blocks_of(&text, &options);
            assert_eq!(altered(&text, &drafts, &report), None, "{id} {removals:?}");
            assert!(
                report.held.asks() || report.removed * 100 <= report.characters * 3,
                "{id}"
            );
        }
    }
}

#[test]
fn a_planted_alteration_is_seen() {
    let text = "生产力是最活跃的要素。\n它在发展。\n";
    let (mut drafts, report) = blocks_of(text, &Options::default());
    assert_eq!(altered(text, &drafts, &report), None);
    drafts[1].text = "它正发展。".to_owned();
    assert!(altered(text, &drafts, &report).is_some());
}

#[test]
fn marks_within_the_text_of_notes_make_no_notes_of_their_own() {
    for (text, kind) in [
        (
            "[1]发aaa   a aa\n^①年\n[1]新发产展质力展\n[2]..0\n①\n：",
            Kind::HardWrapped,
        ),
        ("[1]②\n[1].…0\n\n②书\n1\n……0\n[2]……0\n：", Kind::Prose),
        ("[1]……0\n[1]产[1]产……0\n[2] ……0\n\n^①名", Kind::Prose),
    ] {
        let options = Options {
            kind: Some(kind),
            ..Options::default()
        };
        let (drafts, report) = blocks_of(text, &options);
        assert_eq!(
            altered(text, &drafts, &report),
            None,
            "{drafts:#?} {:?} {:?}",
            report.moves,
            report.removals
        );
    }
}

/// Pieces of which spoiled texts are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[发展新质生产力]{1,30}",
        3 => "[，。；：！？、]",
        2 => Just("\n".to_owned()),
        2 => Just("\n\n".to_owned()),
        1 => Just("\u{c}".to_owned()),
        1 => "[ \\t\u{3000}]{1,3}",
        1 => "\\^?[①②③]",
        1 => "\\[[1-3]\\]",
        1 => "〔[1-3]〕|[¹²³]|（注[1-3]）|\\*{1,3}",
        1 => "\n(\\[[1-3]\\]|〔[1-3]〕|[¹²³]|注[1-3]：|\\*{1,3}) ?[书名年月]{1,9}。?\n",
        1 => "\n\\^?[①②③] ?[书名年月]{1,9}",
        1 => "\n[1-9]\n|\n- [1-9] -\n|\n第 [1-9] 页\n",
        1 => "\n(第一章|一、|（二）|1\\.1 |1\\. |摘要：|关键词：|目录|——|一是)",
        1 => "[.…]{2,6}[0-9]{1,2}\n",
        1 => "[a-z ]{1,60}",
        1 => "[“”《》（）]",
        1 => "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_wording_of_any_text_is_altered(text in pieces(), kind in 0..5usize, all in any::<bool>()) {
        let kind = [None, Some(Kind::Prose), Some(Kind::HardWrapped), Some(Kind::Verse), Some(Kind::AsIs)][kind];
        let removals = if all { Removals::All } else { Removals::Limited };
        let (drafts, report) = blocks_of(&text, &Options { kind, removals, ..Options::default() });
        prop_assert_eq!(altered(&text, &drafts, &report), None);
    }
}
