use super::*;
use encoding_rs::Encoding;

/// Encoded by `encoding_rs`, or by hand where the standard knows no encoder.
fn encoded(text: &str, encoding: TextEncoding) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let label = encoding.name().as_bytes();
            let (bytes, _, lossy) = Encoding::for_label(label).unwrap().encode(text);
            assert!(!lossy, "{text} in {}", encoding.name());
            bytes.into_owned()
        }
    }
}

fn is_sure(guess: Guess, encoding: TextEncoding) -> bool {
    matches!(guess, Guess::Text(found, c) if found == encoding && c.is_high())
}

const SIMPLIFIED: &str = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？";
const TRADITIONAL: &str = "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？";
const JAPANESE: &str = "古きをたずねて新しきを知る。そのような人は先生になることができる。";
const KOREAN: &str =
    "옛것을 익히고 새것을 알면 스승이 될 수 있다. 배우고 때때로 익히면 기쁘지 아니한가.";

#[test]
fn a_sentence_is_enough_in_the_language_of_the_encoding() {
    for (text, encodings) in [
        (SIMPLIFIED, &[TextEncoding::GB18030][..]),
        (TRADITIONAL, &[TextEncoding::GB18030, TextEncoding::BIG5]),
        (JAPANESE, &[TextEncoding::SHIFT_JIS, TextEncoding::EUC_JP]),
        (KOREAN, &[TextEncoding::EUC_KR]),
    ] {
        let everywhere = [
            TextEncoding::UTF_8,
            TextEncoding::UTF_16LE,
            TextEncoding::UTF_16BE,
        ];
        for encoding in everywhere.iter().chain(encodings) {
            let guess = detect(&encoded(text, *encoding));
            let Guess::Text(found, confidence) = guess else {
                panic!("{text} in {}: {guess:?}", encoding.name());
            };
            assert_eq!(found, *encoding, "{text}: {confidence:?}");
            assert!(
                confidence.is_high(),
                "{text} in {}: {confidence:?}",
                encoding.name()
            );
        }
    }
}

#[test]
fn a_byte_order_mark_decides_and_ascii_is_utf_8() {
    for (bytes, encoding) in [
        (&b"\xEF\xBB\xBFabc"[..], TextEncoding::UTF_8),
        (b"\xFF\xFE\x2d\x4e", TextEncoding::UTF_16LE),
        (b"\xFE\xFF\x4e\x2d", TextEncoding::UTF_16BE),
        (b"plain text\n", TextEncoding::UTF_8),
        (b"", TextEncoding::UTF_8),
    ] {
        assert_eq!(detect(bytes), Guess::Text(encoding, Confidence::CERTAIN));
    }
    let wide = encoded("Plain text.\r\nMore of it.\r\n", TextEncoding::UTF_16LE);
    assert!(is_sure(detect(&wide), TextEncoding::UTF_16LE));
}

#[test]
fn a_character_cut_off_at_the_end_is_no_fault() {
    for encoding in TextEncoding::TOLD {
        let text = match encoding.name() {
            "Shift_JIS" => JAPANESE,
            "EUC-KR" => KOREAN,
            _ => TRADITIONAL,
        };
        let bytes = encoded(text, encoding);
        for cut in bytes.len() - 3..=bytes.len() {
            let guess = detect(&bytes[..cut]);
            assert!(
                is_sure(guess, encoding),
                "{} of {}: {guess:?}",
                cut,
                encoding.name()
            );
        }
    }
}

#[test]
fn two_characters_are_not_enough_to_be_sure() {
    let gbk = encoded("温故", TextEncoding::GB18030);
    let Guess::Text(_, confidence) = detect(&gbk) else {
        panic!("a text");
    };
    assert!(!confidence.is_high(), "{confidence:?}");
    let fallen = detect(b"Un caf\xe9 tr\xe8s cher, o\xf9 l'on parle fran\xe7ais.");
    let western = "windows-1252".parse().unwrap();
    assert!(
        matches!(fallen, Guess::Text(found, c) if found == western && !c.is_high()),
        "{fallen:?}"
    );
}

#[test]
fn a_few_faults_do_not_make_another_encoding_of_utf_8() {
    let mut bytes = encoded(&SIMPLIFIED.repeat(3), TextEncoding::UTF_8);
    bytes[30] = 0xff;
    let guess = detect(&bytes);
    assert!(is_sure(guess, TextEncoding::UTF_8), "{guess:?}");
}

#[test]
fn what_is_no_text_is_told_from_one() {
    for (bytes, name) in [
        (&b"%PDF-1.7\n1 0 obj"[..], "PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
    ] {
        assert_eq!(detect(bytes), Guess::NotText(Some(name)));
    }
    // A linear congruential generator: every byte as often as any other.
    let noise: Vec<u8> = (0..4096_u32)
        .scan(7_u32, |state, _| {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some((*state >> 24) as u8)
        })
        .collect();
    assert_eq!(detect(&noise), Guess::NotText(None));
    assert_eq!(detect(&[0; 512]), Guess::NotText(None));
    let numbers: Vec<u8> = (0..600_u32).flat_map(|n| (n * 977).to_le_bytes()).collect();
    assert_eq!(detect(&numbers), Guess::NotText(None));
}

#[test]
fn one_stray_nul_does_not_spoil_a_text() {
    let mut bytes = encoded(&SIMPLIFIED.repeat(4), TextEncoding::GB18030);
    bytes.push(0);
    let guess = detect(&bytes);
    assert!(is_sure(guess, TextEncoding::GB18030), "{guess:?}");
}

#[test]
fn six_wide_characters_with_a_space_are_a_text() {
    let bytes = encoded(" 习近平总书", TextEncoding::UTF_16LE);
    let guess = detect(&bytes);
    assert!(
        matches!(guess, Guess::Text(found, _) if found == TextEncoding::UTF_16LE),
        "{guess:?}"
    );
}
