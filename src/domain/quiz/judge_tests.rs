use super::super::suggest::{Outcome, SuggestRules};
use super::*;
use proptest::prelude::*;

fn judged(words: &str, given: &str) -> Judgement {
    judge(words, given, &Folder::new(Folding::default()), &[])
}

fn marks(judgement: &Judgement) -> String {
    let sign = |c: &Column| match c.mark {
        Mark::Right => '=',
        Mark::Aside => '.',
        Mark::Alike => '~',
        Mark::Wrong => 'x',
        Mark::Missing => '-',
        Mark::Extra => '+',
    };
    judgement.columns.iter().map(sign).collect()
}

#[test]
fn each_character_is_marked_where_it_stands() {
    let judgement = judged("温故，而知新。", "温古而不知");
    assert_eq!(marks(&judgement), "=~.=+=-.");
    assert_eq!((judgement.wanted, judgement.mistakes()), (5, 5));
    assert_eq!(judgement.first_slip(), Some(3));
    let slips = judgement.slips("温故，而知新。");
    let said: Vec<_> = slips
        .iter()
        .map(|s| (s.wanted.as_str(), s.given.as_str()))
        .collect();
    assert_eq!(said, [("故", "古"), ("", "不"), ("新", "")]);
    let shown: Vec<(&str, &str)> = judgement
        .columns
        .iter()
        .map(|c| (c.wanted.as_str(), c.given.as_str()))
        .collect();
    assert_eq!(shown[1], ("故", "古"));
    assert_eq!(shown[4], ("", "不"));
}

#[test]
fn marks_and_width_are_no_mistakes_and_same_sounds_are_half_ones() {
    assert!(judged("创新，是第１动力！", "创新是第1动力").is_perfect());
    assert_eq!(judged("新质生产力", "新制生产力").mistakes(), 1);
    assert_eq!(judged("新质生产力", "新量生产力").mistakes(), 2);
    assert_eq!(marks(&judged("温故", "")), "--");
    for (one, other) in [("质", "制"), ("在", "再"), ("势", "式"), ("长", "常")] {
        assert_eq!(marks(&judged(one, other)), "~", "{one}{other}");
    }
}

#[test]
fn where_earlier_attempts_failed_is_told() {
    let folder = Folder::new(Folding::default());
    let first = judge("温故，知新", "温新", &folder, &[]);
    let slips = first.slips("温故，知新");
    assert_eq!(slips.len(), 1);
    assert_eq!(
        (slips[0].wanted.as_str(), slips[0].given.as_str()),
        ("故，知", "")
    );
    let places: Vec<_> = slips
        .iter()
        .filter_map(|slip| slip.find("温故，知新"))
        .collect();
    assert_eq!(places, [3..12]);
    let second = judge("温故，知新", "温故知新", &folder, &places);
    let failed: Vec<bool> = second.columns.iter().map(|c| c.failed_before).collect();
    assert_eq!(failed, [false, true, true, true, false]);
}

/// Both sides of the columns, `|` where a line ends.
fn sides(judgement: &Judgement) -> [String; 2] {
    let wanted = judgement
        .columns
        .iter()
        .map(|c| c.wanted.replace('\n', "|"));
    let given = judgement.columns.iter().map(|c| c.given.as_str());
    [wanted.collect(), given.collect()]
}

#[test]
fn what_is_put_in_stands_behind_the_mark_or_space_that_it_was_typed_behind() {
    for (words, given, wanted, typed) in [
        (
            "forth on this",
            "forth upon this",
            "forth on this",
            "forthuponthis",
        ),
        ("温故，知新", "温故，不知新", "温故，知新", "温故不知新"),
    ] {
        let judgement = judged(words, given);
        assert_eq!(sides(&judgement), [wanted.to_owned(), typed.to_owned()]);
        let extra = judgement.columns.iter().position(|c| c.mark == Mark::Extra);
        let before = &judgement.columns[extra.unwrap() - 1];
        assert_eq!(before.mark, Mark::Aside, "{words}");
    }
    // Words of their own are not run together with those beside them.
    let judgement = judged("a great nation", "a great big new nation");
    assert_eq!(sides(&judgement)[1], "agreatbig new nation");
    assert_eq!(judgement.slips("a great nation")[0].given, "big new");
    let missed = judged("in that war", "on this war");
    let slips = missed.slips("in that war");
    let said: Vec<_> = slips
        .iter()
        .map(|s| (s.wanted.as_str(), s.given.as_str()))
        .collect();
    assert_eq!(said, [("i", "o"), ("at", "is")]);
}

#[test]
fn lines_of_the_words_end_where_they_do() {
    let judgement = judged("白日依山尽，\n黄河入海流。", "白日依山尽黄河");
    assert_eq!(sides(&judgement)[0], "白日依山尽，|黄河入海流。");
    assert!(judgement.columns[6].ends_line());
    assert_eq!(judgement.columns[6].mark, Mark::Aside);
}

#[test]
fn to_name_the_term_of_a_definition_is_no_mistake() {
    let folder = Folder::new(Folding::default());
    let of = |given| judge_definition("露点（气象学）", "水汽凝成露的温度", given, &folder, &[]);
    let named = of("露点是指水汽凝成露的温度。");
    assert!(named.is_perfect());
    assert_eq!(named.named, "露点是指");
    assert_eq!(of("水汽凝成露的温度").named, "");
    assert!(of("露点").is_answered() && !of("，").is_answered());
    assert_eq!(of("露点：水汽凝露的温度").mistakes(), 2);
}

#[test]
fn a_traditional_character_is_known_where_it_does_not_count_as_the_same() {
    for (given, scripts) in [
        ("發展", true),
        ("法展", false),
        ("发展", false),
        ("", false),
    ] {
        let mut judgement = judged("发展", given);
        judgement.look_for_scripts();
        assert_eq!(judgement.scripts, scripts, "{given}");
    }
}

#[test]
fn what_is_the_same_by_now_is_no_slip_any_more() {
    let slip = |wanted: &str, given: &str| Slip::new(wanted, 0..wanted.len(), given.to_owned());
    let plain = Folder::new(Folding::default());
    let folded = Folder::new(Folding {
        scripts: true,
        numbers: true,
    });
    for (wanted, given) in [("发展", "發展"), ("二〇三五", "2035"), ("一百零五", "105")]
    {
        assert!(is_slip(&slip(wanted, given), &plain), "{wanted}");
        assert!(!is_slip(&slip(wanted, given), &folded), "{wanted}");
    }
    assert!(is_slip(&slip("二〇三五", "2034"), &folded));
    assert!(is_slip(&slip("发展", ""), &folded));
}

proptest! {
    #[test]
    fn the_columns_hold_all_of_both_sides(
        words in "[温故而知新，。 \n]{0,16}", given in "[温古而知新， ]{0,16}"
    ) {
        let judgement = judged(&words, &given);
        let read: String = judgement.columns.iter().map(|c| c.wanted.as_str()).collect();
        prop_assert_eq!(read, words);
        let folder = Folder::new(Folding::default());
        let typed: String = judgement.columns.iter().map(|c| c.given.as_str()).collect();
        prop_assert_eq!(folder.folded(&typed), folder.folded(&given));
    }

    /// Recalling one character more is never worse, and is suggested no lower grade for: in words
    /// whose characters differ, in such that repeat and sound alike.
    #[test]
    fn recalling_more_is_never_worse(
        kept in prop::collection::vec(any::<bool>(), 10), more in 0usize..10,
        words in prop::sample::select(vec!["天地玄黄宇宙洪荒日月", "是以事是是以世界是以", "的的的得地的地的得的"]),
        again in 0.0..1.0, hard in 0.0..1.0,
    ) {
        let rules = SuggestRules { again_below: again, hard_below: hard, ..SuggestRules::default() };
        let given = |kept: &[bool]| -> String {
            words.chars().zip(kept).filter_map(|(c, kept)| kept.then_some(c)).collect()
        };
        let outcome = |kept: &[bool]| {
            let judgement = judged(words, &given(kept));
            Outcome {
                wanted: judgement.wanted,
                mistakes: judgement.mistakes(),
                ..Outcome::default()
            }
        };
        let before = outcome(&kept);
        let mut better = kept;
        better[more] = true;
        let after = outcome(&better);
        prop_assert!(after.mistakes <= before.mistakes);
        prop_assert!(rules.grade(&after) >= rules.grade(&before));
    }
}
