//! Keys lead to actions, by default and as a person wishes.

use super::*;
use proptest::prelude::*;

fn keys(text: &str) -> Vec<Key> {
    text.parse::<KeySequence>().unwrap().keys().collect()
}

fn wish(context: Context, action: Action, list: &[&str]) -> KeyOverride {
    KeyOverride {
        context,
        action,
        keys: list.iter().map(|text| text.parse().unwrap()).collect(),
        line: 7,
    }
}

fn faults(problems: Vec<KeymapProblem>) -> Vec<KeymapFault> {
    problems.into_iter().map(|problem| problem.kind).collect()
}

#[test]
fn a_place_comes_before_what_works_everywhere() {
    let map = Keymap::default();
    for (context, pressed, meaning) in [
        (Context::Today, "q", Lookup::Action(Action::Quit)),
        (Context::Reader, "q", Lookup::Action(Action::Back)),
        (Context::Help, "?", Lookup::Action(Action::Back)),
        (Context::Review, "?", Lookup::Action(Action::Help)),
        (Context::Reader, "u", Lookup::Action(Action::HalfPageUp)),
        (Context::Review, "u", Lookup::Action(Action::Undo)),
        (Context::Reader, "g", Lookup::Prefix),
        (
            Context::Reader,
            "g g",
            Lookup::Action(Action::DocumentStart),
        ),
        (Context::Reader, "g x", Lookup::None),
        (Context::Reader, "5", Lookup::None),
        (
            Context::Review,
            "ctrl-z",
            Lookup::Action(Action::SuspendProgram),
        ),
    ] {
        assert_eq!(
            map.lookup(context, &keys(pressed)),
            meaning,
            "{pressed} in {context}"
        );
    }
    assert_eq!(map.lookup(Context::Reader, &[]), Lookup::None);
}

#[test]
fn where_text_is_entered_letters_are_letters() {
    let map = Keymap::default();
    for typed in ["q", "?", "M", "space", "国"] {
        assert_eq!(
            map.lookup(Context::Prompt, &keys(typed)),
            Lookup::None,
            "{typed}"
        );
    }
    let escape = map.lookup(Context::Prompt, &keys("esc"));
    assert_eq!(escape, Lookup::Action(Action::Cancel));
    let quit = map.lookup(Context::Prompt, &keys("ctrl-c"));
    assert_eq!(quit, Lookup::Action(Action::Quit));
}

#[test]
fn an_input_method_does_not_get_in_the_way() {
    let map = Keymap::default();
    for (sign, action) in [
        ("？", Action::Help),
        ("％", Action::GoToPercent),
        ("、", Action::Find),
    ] {
        assert_eq!(
            map.lookup(Context::Reader, &keys(sign)),
            Lookup::Action(action),
            "{sign}"
        );
    }
    let (map, _) = Keymap::new(&[wish(Context::Reader, Action::NextTheme, &["？"])]);
    let own = map.lookup(Context::Reader, &keys("？"));
    assert_eq!(own, Lookup::Action(Action::NextTheme));
}

#[test]
fn a_persons_keys_take_the_place_of_the_default_ones() {
    let (map, problems) = Keymap::new(&[
        wish(Context::Reader, Action::NextPage, &["n"]),
        wish(Context::Reader, Action::LineDown, &["g"]),
    ]);
    assert_eq!(problems, []);
    let at = |text| map.lookup(Context::Reader, &keys(text));
    assert_eq!(at("n"), Lookup::Action(Action::NextPage));
    assert_eq!(at("space"), Lookup::None);
    assert_eq!(at("g"), Lookup::Action(Action::LineDown));
    assert_eq!(
        map.keys_of(Context::Reader, Action::FindNext),
        Vec::<String>::new()
    );
    assert_eq!(
        map.keys_of(Context::Reader, Action::DocumentStart),
        ["home", "<"]
    );
}

#[test]
fn keys_that_cannot_be_bound_are_reported_and_the_default_stays() {
    let taken = |text: &str, by| KeymapFault::Taken {
        keys: text.parse().unwrap(),
        by,
    };
    let (map, problems) = Keymap::new(&[
        wish(Context::Review, Action::Undo, &["z"]),
        wish(Context::Review, Action::BuryCard, &["z z"]),
        wish(Context::Review, Action::ShowHint, &["z", "w"]),
        wish(Context::Review, Action::NextPage, &["n"]),
        wish(Context::Prompt, Action::Accept, &["j"]),
    ]);
    assert_eq!(
        faults(problems),
        [
            taken("z z", Action::Undo),
            taken("z", Action::Undo),
            KeymapFault::Elsewhere,
            KeymapFault::TypesText {
                keys: "j".parse().unwrap()
            },
        ]
    );
    assert_eq!(map.keys_of(Context::Review, Action::BuryCard), ["b"]);
    assert_eq!(map.keys_of(Context::Review, Action::ShowHint), ["w"]);
    assert_eq!(map.keys_of(Context::Prompt, Action::Accept), ["enter"]);
}

#[test]
fn there_is_always_a_way_out() {
    for wishes in [
        vec![wish(Context::Global, Action::Quit, &[])],
        vec![wish(Context::Global, Action::Redraw, &["ctrl-c", "Q"])],
    ] {
        let (map, problems) = Keymap::new(&wishes);
        let kept = "ctrl-c".parse().unwrap();
        assert_eq!(faults(problems), [KeymapFault::NoWayOut { kept }]);
        assert_eq!(map.keys_of(Context::Review, Action::Quit), ["ctrl-c"]);
    }
    let (map, problems) = Keymap::new(&[wish(Context::Global, Action::Quit, &["ctrl-q"])]);
    assert_eq!(problems, []);
    assert_eq!(map.lookup(Context::Reader, &keys("ctrl-c")), Lookup::None);
}

#[test]
fn help_lists_what_the_keys_do_and_nothing_else() {
    let map = Keymap::default();
    for context in Context::ALL {
        for (action, shown) in map.actions_in(context) {
            for text in shown {
                let meaning = map.lookup(context, &keys(&text));
                assert_eq!(meaning, Lookup::Action(action), "{text} in {context}");
            }
        }
    }
    let today = map.actions_in(Context::Today);
    assert_eq!(today[0].0, Action::Quit);
    assert_eq!(today[0].1, ["q", "ctrl-c", "Q"]);
    assert!(today.contains(&(Action::Back, vec!["esc".to_owned()])));
    assert!(!today.iter().any(|(action, _)| *action == Action::NextPage));
}

fn any_sequence() -> impl Strategy<Value = KeySequence> {
    let names = [
        "q", "g", "n", "?", "space", "ctrl-c", "esc", "国", "？", "f1",
    ];
    let key =
        proptest::sample::select(names.to_vec()).prop_map(|name| name.parse::<Key>().unwrap());
    (key.clone(), proptest::option::of(key)).prop_map(|(first, second)| {
        second.map_or(KeySequence::one(first), |second| {
            KeySequence::two(first, second)
        })
    })
}

fn any_wish() -> impl Strategy<Value = KeyOverride> {
    let keys = proptest::collection::vec(any_sequence(), 0..3);
    (0..Context::ALL.len(), 0..ACTIONS.len(), keys).prop_map(|(context, action, keys)| {
        KeyOverride {
            context: Context::ALL[context],
            action: ACTIONS[action].action,
            keys,
            line: 1,
        }
    })
}

proptest! {
    #[test]
    fn any_wishes_give_a_keymap_that_answers_and_can_be_left(
        wishes in proptest::collection::vec(any_wish(), 0..12),
        pressed in any_sequence(),
    ) {
        let (map, _) = Keymap::new(&wishes);
        let pressed: Vec<Key> = pressed.keys().collect();
        for context in Context::ALL {
            let _ = map.lookup(context, &pressed);
            for (action, shown) in map.actions_in(context) {
                for text in shown {
                    prop_assert_eq!(map.lookup(context, &keys(&text)), Lookup::Action(action));
                }
            }
        }
        prop_assert!(!map.keys_of(Context::Global, Action::Quit).is_empty());
        // Within a context no binding hides another.
        for (i, a) in map.bound.iter().enumerate() {
            for b in &map.bound[i + 1..] {
                let hides = a.context == b.context && a.keys.collides(&b.keys);
                prop_assert!(!hides || (a.keys == b.keys && a.action == b.action));
            }
        }
    }
}
