//! Keys are read, shown and compared.

use super::*;
use proptest::prelude::*;

fn held(ctrl: bool, alt: bool, shift: bool) -> Modifiers {
    Modifiers { ctrl, alt, shift }
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

#[test]
fn names_are_read() {
    let none = held(false, false, false);
    let ctrl = held(true, false, false);
    for (text, code, modifiers) in [
        ("j", KeyCode::Char('j'), none),
        ("G", KeyCode::Char('G'), none),
        ("?", KeyCode::Char('?'), none),
        ("<", KeyCode::Char('<'), none),
        ("-", KeyCode::Char('-'), none),
        ("国", KeyCode::Char('国'), none),
        ("space", KeyCode::Char(' '), none),
        ("PageDown", KeyCode::PageDown, none),
        ("f12", KeyCode::F(12), none),
        ("ctrl-o", KeyCode::Char('o'), ctrl),
        ("Ctrl-O", KeyCode::Char('o'), ctrl),
        ("ctrl--", KeyCode::Char('-'), ctrl),
        ("ctrl-alt-up", KeyCode::Up, held(true, true, false)),
        ("shift-left", KeyCode::Left, held(false, false, true)),
        ("shift-g", KeyCode::Char('G'), none),
        ("shift-tab", KeyCode::BackTab, none),
        ("alt-x", KeyCode::Char('x'), held(false, true, false)),
    ] {
        let read = key(text);
        assert_eq!((read.code(), read.modifiers()), (code, modifiers), "{text}");
    }
}

#[test]
fn what_is_no_key_is_an_error_with_the_nearest_name() {
    let unknown = |name: &str, nearest| KeyError::Unknown {
        name: name.into(),
        nearest,
    };
    assert_eq!("".parse::<Key>(), Err(KeyError::Empty));
    assert_eq!("ctrl-".parse::<Key>(), Err(unknown("ctrl-", None)));
    assert_eq!(
        "pgdown".parse::<Key>(),
        Err(unknown("pgdown", Some("pagedown")))
    );
    assert_eq!("\t".parse::<Key>(), Err(unknown("\t", None)));
    assert!(matches!(
        "shift-1".parse::<Key>(),
        Err(KeyError::Shifted { .. })
    ));
    assert!(matches!(
        "g g g".parse::<KeySequence>(),
        Err(KeyError::TooLong { .. })
    ));
    assert_eq!(" ".parse::<KeySequence>(), Err(KeyError::Empty));
}

#[test]
fn terminals_that_report_shift_give_the_same_key() {
    let shift = held(false, false, true);
    assert_eq!(Key::new(KeyCode::Char('g'), shift), key("G"));
    assert_eq!(Key::new(KeyCode::Char('G'), shift), key("G"));
    assert_eq!(Key::new(KeyCode::Char('?'), shift), key("?"));
    assert_eq!(Key::new(KeyCode::Tab, shift), key("backtab"));
    assert_eq!(Key::new(KeyCode::BackTab, shift), key("backtab"));
}

#[test]
fn an_input_methods_signs_are_the_keys_they_stand_on() {
    for (sign, plain) in [
        ('？', "?"),
        ('％', "%"),
        ('《', "<"),
        ('、', "/"),
        ('Ｇ', "G"),
    ] {
        assert_eq!(Key::plain(KeyCode::Char(sign)).halfwidth(), key(plain));
    }
    assert_eq!(key("国").halfwidth(), key("国"));
    assert_eq!(key("enter").halfwidth(), key("enter"));
}

#[test]
fn sequences_collide_when_one_hides_the_other() {
    let sequence = |text: &str| text.parse::<KeySequence>().unwrap();
    for (a, b, collide) in [
        ("g", "g", true),
        ("g", "g g", true),
        ("g g", "g", true),
        ("g g", "g g", true),
        ("g g", "g e", false),
        ("g", "e", false),
        ("g e", "e", false),
    ] {
        assert_eq!(sequence(a).collides(&sequence(b)), collide, "{a} and {b}");
    }
    assert!(sequence("g e").starts_with(&[key("g")]));
    assert!(!sequence("g").starts_with(&[key("g"), key("e")]));
    assert!(sequence("g e").is(&[key("g"), key("e")]));
    assert!(!sequence("g e").is(&[key("g")]));
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = (0..NAMES.len()).prop_map(|i| NAMES[i].1);
    let visible = any::<char>()
        .prop_filter("visible", |c| !c.is_control() && !c.is_whitespace())
        .prop_map(KeyCode::Char);
    (prop_oneof![named, visible], any::<(bool, bool, bool)>())
        .prop_map(|(code, (ctrl, alt, shift))| Key::new(code, held(ctrl, alt, shift)))
}

proptest! {
    #[test]
    fn every_key_is_read_back_from_its_name(first in any_key(), second in any_key()) {
        let one = KeySequence::one(first);
        prop_assert_eq!(one.to_string().parse(), Ok(one));
        let two = KeySequence::two(first, second);
        prop_assert_eq!(two.to_string().parse(), Ok(two));
    }

    #[test]
    fn any_text_is_a_key_or_an_error(text in ".{0,12}") {
        let _ = text.parse::<KeySequence>();
    }
}
