//! The characters of a page: by its byte order mark, by what it declares, else by the guess that all
//! texts are read by.

use crate::domain::doc::{Confidence, Decoded};
use crate::io::import::TextEncoding;
use crate::io::import::detect::{Guess, detect};
use crate::io::import::read::doubted;

/// How far into a page its encoding is declared, in bytes (HTML Standard, 13.2.3.2).
const DECLARED_WITHIN: usize = 1024;

/// A part of a file as text. Bytes that are wrong become U+FFFD.
pub(in super::super) fn decode(bytes: &[u8]) -> String {
    decode_as(bytes, None).0
}

/// A page as text, by the encoding that a person gives or by its own, and how it was read.
pub(in super::super) fn decode_as(bytes: &[u8], given: Option<TextEncoding>) -> (String, Decoded) {
    let (encoding, confidence) = match given {
        Some(given) => (given, Confidence::CERTAIN),
        None => encoding_of(bytes),
    };
    let mut decoder = encoding.decoder();
    let mut text = String::new();
    decoder.push(bytes, true, &mut text);
    let replaced = decoder.replaced();
    let record = Decoded {
        encoding: encoding.name().to_owned(),
        confidence: doubted(confidence, replaced, text.len()),
        given: given.is_some(),
        replaced,
    };
    (text, record)
}

fn encoding_of(bytes: &[u8]) -> (TextEncoding, Confidence) {
    if let Some((encoding, _)) = TextEncoding::of_byte_order_mark(bytes) {
        return (encoding, Confidence::CERTAIN);
    }
    // A browser that saves a page as UTF-8 leaves the old declaration in it, and nothing else of
    // any length passes for UTF-8 by chance.
    if std::str::from_utf8(bytes).is_ok() {
        return (TextEncoding::UTF_8, Confidence::CERTAIN);
    }
    if let Some(encoding) = declared(bytes) {
        return (encoding, Confidence::CERTAIN);
    }
    // Scripts and tags before its first word say nothing.
    let scripts = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    match detect(bytes.get(scripts..).unwrap_or_default()) {
        Guess::Text(encoding, confidence) => (encoding, confidence),
        Guess::NotText(_) => (TextEncoding::UTF_8, Confidence::new(0.0)),
    }
}

/// The encoding that a page says it is in: `charset=…` of a meta element, or `encoding=…` of an
/// XML declaration.
fn declared(bytes: &[u8]) -> Option<TextEncoding> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].into_iter().find_map(|word| {
        head.match_indices(word).find_map(|(at, _)| {
            let rest = head.get(at + word.len()..)?.trim_start();
            let value = rest.strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let label = value
                .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
                .next()?;
            label.parse().ok()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    #[test]
    fn what_is_declared_is_believed_unless_it_is_utf_8() {
        let text = "<meta charset=gb2312>中国。";
        let (gbk, _, _) = GB18030.encode(text);
        assert_eq!(decode(&gbk), text);
        assert_eq!(decode(text.as_bytes()), text, "saved anew");
        let text = "<meta http-equiv='Content-Type' content='text/html; charset=big5'>臺灣";
        let (big5, _, _) = BIG5.encode(text);
        assert_eq!(decode(&big5), text);
        let text = "<?xml version='1.0' encoding=\"GBK\"?><p>中国";
        let (gbk, _, _) = GB18030.encode(text);
        assert_eq!(decode(&gbk), text);
    }

    #[test]
    fn what_is_not_declared_is_guessed_by_its_words() {
        let script = format!("<script>{}</script>", "var a = 1;\n".repeat(2000));
        let text = format!("{script}<p>學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？");
        let (big5, _, _) = BIG5.encode(&text);
        assert_eq!(decode(&big5), text);
    }

    #[test]
    fn marks_and_trial() {
        assert_eq!(decode(b"\xFF\xFE\x2D\x4E"), "中");
        let (gbk, _, _) = GB18030.encode("新质生产力");
        assert_eq!(decode(&gbk), "新质生产力");
        assert_eq!(decode("新质\u{1}".as_bytes()), "新质\u{1}");
        let broken = ["新质生产力".repeat(9).as_bytes(), b"\xFF", b"<p>"].concat();
        assert!(decode(&broken).ends_with("生产力\u{FFFD}<p>"));
    }
}
