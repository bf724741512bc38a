//! Encodings: what they are called, and how bytes become text piece by piece. Guesses nothing.

use encoding_rs::{BIG5, DecoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, REPLACEMENT};
use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use std::str::FromStr;

/// How text is written as bytes: an encoding of the WHATWG Encoding Standard. GBK is not told from
/// GB18030, of which it is a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

/// No encoding has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no encoding is called `{0}`")]
pub struct UnknownEncoding(pub String);

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, the lower byte first.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, the higher byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// GB18030, and GBK and GB 2312 with it.
    pub const GB18030: Self = Self(GB18030);
    /// Big5 with the characters of Hong Kong.
    pub const BIG5: Self = Self(BIG5);
    /// Shift-JIS as Windows has it.
    pub const SHIFT_JIS: Self = Self(SHIFT_JIS);
    /// EUC-JP.
    pub const EUC_JP: Self = Self(EUC_JP);
    /// EUC-KR as Windows has it.
    pub const EUC_KR: Self = Self(EUC_KR);

    /// The encodings that a person is told of.
    pub const TOLD: [Self; 7] = [
        Self::UTF_8,
        Self::UTF_16LE,
        Self::UTF_16BE,
        Self::GB18030,
        Self::BIG5,
        Self::SHIFT_JIS,
        Self::EUC_KR,
    ];

    pub(super) fn new(encoding: &'static Encoding) -> Self {
        Self(if encoding == GBK { GB18030 } else { encoding })
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether every character takes two bytes or four.
    pub(super) fn is_utf_16(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }

    /// The encoding that the first bytes of a file name, and how many of them do.
    pub(super) fn of_byte_order_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        Encoding::for_bom(bytes).map(|(encoding, length)| (Self(encoding), length))
    }

    /// A decoder at the start of a text. A byte order mark of this encoding is no text.
    pub fn decoder(self) -> TextDecoder {
        TextDecoder {
            decoder: self.0.new_decoder_with_bom_removal(),
            replaced: 0,
        }
    }

    /// A decoder within a text.
    pub(super) fn decoder_within(self) -> TextDecoder {
        TextDecoder {
            decoder: self.0.new_decoder_without_bom_handling(),
            replaced: 0,
        }
    }
}

impl FromStr for TextEncoding {
    type Err = UnknownEncoding;

    /// A name of the standard in any of its spellings, or the number of a Windows code page.
    fn from_str(name: &str) -> Result<Self, UnknownEncoding> {
        let plain: String = name.trim().to_ascii_lowercase().replace('_', "-");
        let label = match plain.as_str() {
            "cp936" => "gbk",
            "cp950" => "big5",
            "cp932" => "shift_jis",
            "cp949" | "euckr" => "euc-kr",
            "eucjp" => "euc-jp",
            "utf16" | "utf-16-le" | "utf16le" => "utf-16le",
            "utf-16-be" | "utf16be" => "utf-16be",
            other => other,
        };
        let known = Encoding::for_label(label.as_bytes())
            .or_else(|| Encoding::for_label(label.replace('-', "_").as_bytes()));
        known
            .filter(|encoding| *encoding != REPLACEMENT)
            .map(Self::new)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }
}

/// Bytes as text, piece by piece: a character may lie across two pieces.
pub struct TextDecoder {
    decoder: encoding_rs::Decoder,
    replaced: usize,
}

impl TextDecoder {
    /// Adds what the bytes say to the text. `last`: nothing comes after them.
    pub fn push(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut rest = bytes;
        loop {
            let room = self
                .decoder
                .max_utf8_buffer_length_without_replacement(rest.len());
            text.reserve(room.unwrap_or(rest.len()));
            let (result, read) = self
                .decoder
                .decode_to_string_without_replacement(rest, text, last);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.replaced += 1;
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }

    /// Sequences of bytes so far that say nothing in this encoding; each became one U+FFFD.
    pub fn replaced(&self) -> usize {
        self.replaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: TextEncoding, pieces: &[&[u8]]) -> (String, usize) {
        let mut decoder = encoding.decoder();
        let mut text = String::new();
        for (n, piece) in (1..).zip(pieces) {
            decoder.push(piece, n == pieces.len(), &mut text);
        }
        (text, decoder.replaced())
    }

    #[test]
    fn names_are_known_in_their_usual_spellings() {
        for (name, encoding) in [
            ("GBK", TextEncoding::GB18030),
            ("gb2312", TextEncoding::GB18030),
            ("GB18030", TextEncoding::GB18030),
            ("cp936", TextEncoding::GB18030),
            ("Shift-JIS", TextEncoding::SHIFT_JIS),
            ("shift_jis", TextEncoding::SHIFT_JIS),
            ("sjis", TextEncoding::SHIFT_JIS),
            ("euc_kr", TextEncoding::EUC_KR),
            ("EUCKR", TextEncoding::EUC_KR),
            ("big5-hkscs", TextEncoding::BIG5),
            ("utf8", TextEncoding::UTF_8),
            ("UTF16", TextEncoding::UTF_16LE),
            ("UTF-16BE", TextEncoding::UTF_16BE),
        ] {
            assert_eq!(name.parse(), Ok(encoding), "{name}");
        }
        for name in ["", "utf-9", "hz-gb-2312", "auto"] {
            assert!(name.parse::<TextEncoding>().is_err(), "{name}");
        }
        for encoding in TextEncoding::TOLD {
            assert_eq!(encoding.name().parse(), Ok(encoding));
        }
    }

    #[test]
    fn a_character_across_two_pieces_is_one() {
        let bytes = "温故".as_bytes();
        for cut in 0..=bytes.len() {
            let (a, b) = bytes.split_at(cut);
            let whole = ("温故".to_owned(), 0);
            assert_eq!(decoded(TextEncoding::UTF_8, &[a, b]), whole);
        }
        let gbk = [0xce, 0xc2, 0xb9, 0xca];
        let whole = ("温故".to_owned(), 0);
        assert_eq!(
            decoded(TextEncoding::GB18030, &[&gbk[..3], &gbk[3..]]),
            whole
        );
        let cut_off = ("温\u{FFFD}".to_owned(), 1);
        assert_eq!(decoded(TextEncoding::GB18030, &[&gbk[..3]]), cut_off);
    }

    #[test]
    fn what_cannot_be_decoded_is_counted_and_shown() {
        let (text, replaced) = decoded(TextEncoding::UTF_8, &[b"a\xffb\xfe\xfe", b"c"]);
        assert_eq!(text, "a\u{FFFD}b\u{FFFD}\u{FFFD}c");
        assert_eq!(replaced, 3);
        let marked = decoded(TextEncoding::UTF_16LE, &[b"\xff", b"\xfea\0"]);
        assert_eq!(marked, ("a".to_owned(), 0));
    }
}
