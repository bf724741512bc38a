use super::*;
use proptest::prelude::*;

fn key(name: &str) -> Input {
    Input::Key(name.parse().unwrap())
}

/// What bytes mean that come in one piece, nothing behind them.
fn read(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    decoder.feed(bytes);
    let mut read = Vec::new();
    loop {
        let input = decoder.next().or_else(|| decoder.give_up());
        match input {
            Some(input) => read.push(input),
            None => return read,
        }
    }
}

#[test]
fn keys_are_known_by_what_terminals_send_for_them() {
    for (bytes, name) in [
        ("a", "a"),
        ("G", "G"),
        ("？", "？"),
        ("𠮷", "𠮷"),
        (" ", "space"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x08", "ctrl-h"),
        ("\x03", "ctrl-c"),
        ("\x1a", "ctrl-z"),
        ("\n", "ctrl-j"),
        ("\x1b", "esc"),
        ("\x1bx", "alt-x"),
        ("\x1b故", "alt-故"),
        ("\x1b[A", "up"),
        ("\x1bOB", "down"),
        ("\x1b[1;2C", "shift-right"),
        ("\x1b[1;5D", "ctrl-left"),
        ("\x1b[H", "home"),
        ("\x1b[1~", "home"),
        ("\x1bOF", "end"),
        ("\x1b[8~", "end"),
        ("\x1b[3~", "delete"),
        ("\x1b[5~", "pageup"),
        ("\x1b[6;3~", "alt-pagedown"),
        ("\x1b[Z", "backtab"),
        ("\x1bOP", "f1"),
        ("\x1b[1;2R", "shift-f3"),
        ("\x1b[15~", "f5"),
        ("\x1b[17~", "f6"),
        ("\x1b[24~", "f12"),
        ("\x1b[", "alt-["),
    ] {
        assert_eq!(read(bytes.as_bytes()), [key(name)], "{bytes:?}");
    }
}

#[test]
fn replies_are_no_keys_and_keys_typed_ahead_stay_in_order() {
    let mixed = b"a\x1b[2;3R\x1b[2;2Rb\x1bP>|WezTerm 2024\x1b\\\x1b[?64;1;22cG";
    assert_eq!(
        read(mixed),
        [
            key("a"),
            Input::Reply(Reply::Cursor(2, 1)),
            Input::Reply(Reply::Cursor(1, 1)),
            key("b"),
            Input::Reply(Reply::Name("WezTerm 2024".to_owned())),
            Input::Reply(Reply::Attributes(vec![64, 1, 22])),
            key("G"),
        ]
    );
}

#[test]
fn the_mouse_is_read_in_both_of_its_forms() {
    let left = Input::Press(9, 4);
    assert_eq!(read(b"\x1b[<0;10;5M"), std::slice::from_ref(&left));
    assert_eq!(read(b"\x1b[M \x2a\x25"), [left]);
    assert_eq!(
        read(b"\x1b[<65;1;1M\x1b[<64;1;1M"),
        [Input::Wheel(1), Input::Wheel(-1)]
    );
    // A release, a drag and the right button are nothing.
    assert_eq!(read(b"\x1b[<0;10;5m\x1b[<32;10;5M\x1b[<2;1;1M"), []);
}

#[test]
fn a_paste_is_text_whatever_stands_in_it() {
    let pasted = Input::Paste("温\x1b[A故\n".to_owned());
    let bytes = "\x1b[200~温\x1b[A故\n\x1b[201~q".as_bytes();
    assert_eq!(read(bytes), [pasted, key("q")]);
}

#[test]
fn what_is_no_key_is_passed_over() {
    for bytes in [
        &b"\x1b[99~q"[..],
        b"\x1b[?1;2$yq",
        b"\x1b[Iq",
        b"\x1b]11;rgb:0/0/0\x07q",
        b"\x1bP1$r0m\x1b\\q",
        b"\xff\xc3q",
    ] {
        assert_eq!(read(bytes), [key("q")], "{bytes:?}");
    }
}

#[test]
fn escape_is_held_back_until_nothing_more_comes() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b");
    assert_eq!((decoder.next(), decoder.waits()), (None, true));
    assert_eq!(decoder.give_up(), Some(key("esc")));
    assert!(!decoder.waits());
    decoder.feed(b"\x1b[200~");
    assert_eq!((decoder.next(), decoder.waits()), (None, false));
}

proptest! {
    #[test]
    fn it_makes_no_difference_where_bytes_are_cut(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "温", "\x1b[A", "\x1b[1;5D", "\x1b[<0;10;5M", "\x1b[2;3R", "\x1b[?64;1c",
            "\x1bP>|xterm\x1b\\", "\x1b[200~故\x1b[201~", "\x1bOP", "\x1bx", "\x7f",
        ]), 0..8),
        cut in 0_usize..100,
    ) {
        let bytes = pieces.concat().into_bytes();
        let cut = cut.min(bytes.len());
        let mut decoder = Decoder::default();
        let mut parts = Vec::new();
        for part in [&bytes[..cut], &bytes[cut..]] {
            decoder.feed(part);
            parts.extend(std::iter::from_fn(|| decoder.next()));
        }
        prop_assert_eq!(parts, read(&bytes));
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }
}
