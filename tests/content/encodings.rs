//! How often the encoding of a text is guessed right: the originals in seven encodings, from their
//! first bytes and from anywhere. They are encoded by `encoding_rs` or by hand, so that the answer
//! is known.

use super::sources::sources;
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use wengu::io::import::detect::{Guess, detect};

const ENCODINGS: [&str; 7] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "gb18030",
    "Big5",
    "Shift_JIS",
    "EUC-KR",
];

/// The bytes of each character, and the share of the text that the encoding lacks: that is left
/// out.
fn encoded(text: &str, name: &str) -> (Vec<Vec<u8>>, f64) {
    let mut characters = Vec::new();
    let mut lacking = 0_u32;
    for c in text.chars() {
        let mut units = [0; 2];
        let wide = c.encode_utf16(&mut units).iter();
        match name {
            "UTF-16LE" => characters.push(wide.flat_map(|u| u.to_le_bytes()).collect()),
            "UTF-16BE" => characters.push(wide.flat_map(|u| u.to_be_bytes()).collect()),
            _ => {
                let encoding = Encoding::for_label(name.as_bytes()).unwrap();
                let mut utf_8 = [0; 4];
                let (bytes, _, lacks) = encoding.encode(c.encode_utf8(&mut utf_8));
                if lacks {
                    lacking += 1;
                } else {
                    characters.push(bytes.into_owned());
                }
            }
        }
    }
    let all = u32::try_from(text.chars().count()).unwrap().max(1);
    (characters, f64::from(lacking) / f64::from(all))
}

/// What a guess is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Right,
    RightButUnsure,
    WrongButUnsure,
    Wrong,
}

fn worth(bytes: &[u8], name: &str) -> Worth {
    let Guess::Text(found, confidence) = detect(bytes) else {
        return Worth::Wrong;
    };
    match (found.name() == name, confidence.is_high()) {
        (true, true) => Worth::Right,
        (true, false) => Worth::RightButUnsure,
        (false, false) => Worth::WrongButUnsure,
        (false, true) => Worth::Wrong,
    }
}

#[test]
fn the_originals_are_guessed_right_in_seven_encodings() {
    let sources = sources("encodings of the originals");
    for name in ENCODINGS {
        for source in &sources {
            let text = source.text.trim_start_matches('\u{FEFF}');
            let (characters, lacking) = encoded(text, name);
            let bytes = characters.concat();
            let cuts = [200, 2048, bytes.len()];
            let guesses = cuts.map(|cut| worth(&bytes[..cut.min(bytes.len())], name));
            let file = source.path.file_name().unwrap().to_str().unwrap();
            println!(
                "{name:9} {}  left out {:4.1} %  200 B {:?}  2 kB {:?}  all {:?}",
                file.get(..3).unwrap(),
                lacking * 100.0,
                guesses[0],
                guesses[1],
                guesses[2]
            );
            assert_eq!(guesses[1..], [Worth::Right; 2], "{name} {file}");
            assert!(guesses[0] != Worth::Wrong, "{name} {file}: wrong and sure");
        }
    }
}

/// From anywhere in a text, as people copy pieces: a wrong guess is not called sure.
#[test]
fn a_guess_that_is_called_sure_is_right() {
    let mut counts: BTreeMap<(usize, &str, Worth), usize> = BTreeMap::new();
    for source in sources("encodings from anywhere") {
        for name in ENCODINGS {
            let (characters, _) = encoded(&source.text, name);
            for length in [12, 50, 200, 2000] {
                for from in (0..characters.len()).step_by(977) {
                    let bytes = characters[from..].iter().flatten();
                    let bytes: Vec<u8> = bytes.take(length).copied().collect();
                    // ASCII is taken for itself: most encodings write it alike.
                    if bytes.len() == length && !bytes.is_ascii() {
                        *counts
                            .entry((length, name, worth(&bytes, name)))
                            .or_default() += 1;
                    }
                }
            }
        }
    }
    for ((length, name, worth), count) in &counts {
        println!("{length:5} B {name:9} {worth:?} {count}");
    }
    for ((length, name, worth), count) in counts {
        assert!(
            worth == Worth::Right || (length < 2000 && worth != Worth::Wrong),
            "{length} bytes of {name}: {worth:?} {count} times"
        );
    }
}
