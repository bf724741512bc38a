//! Guesses the encoding of bytes, and says how sure the guess is. Reads no file.
//!
//! A byte order mark decides. Else each encoding reads the bytes, and what it reads is priced: the
//! encoding with the cheapest text is the guess, the distance to the second how sure it is. Where
//! even the cheapest is no plausible text in Han characters, kana or Hangul, `chardetng` guesses,
//! which knows the encodings of the rest of the world; it reads no UTF-16 and is often wrong about
//! a short text in Han characters.

use super::encoding::TextEncoding;
use super::likelihood::{self, MALFORMED, Script};
use crate::domain::doc::Confidence;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// What bytes were taken for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Guess {
    /// A text.
    Text(TextEncoding, Confidence),
    /// No text; what it looks like, if that is known.
    NotText(Option<&'static str>),
}

/// How files begin that are no text, and what they are.
const SIGNATURES: [(&[u8], &str); 10] = [
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xD0\xCF\x11\xE0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1F\x8B", "gzip"),
    (b"\x7FELF", "ELF"),
    (b"SQLite format 3\0", "SQLite"),
];

/// What it costs not to be UTF-8 without a fault, in bits: other bytes above 127 fall into its
/// pattern by chance, but not often. So many bits for each character that did, up to the most.
const PATTERN_OF_UTF_8: u64 = 12;
const MOST_FOR_PATTERN: u64 = 48;
/// A plausible text costs less than this for each character that is not ASCII.
const PLAUSIBLE: f64 = 15.5;
/// A distance of this many bits halves the doubt.
const HALVES: f64 = 16.0;

/// What each encoding is likely to be used for, and how many bits its rarity costs.
const CANDIDATES: [(TextEncoding, Script, u64); 8] = [
    (TextEncoding::UTF_8, Script::Any, 0),
    (TextEncoding::GB18030, Script::Chinese, 0),
    (TextEncoding::BIG5, Script::Chinese, 4),
    (TextEncoding::SHIFT_JIS, Script::Japanese, 4),
    (TextEncoding::EUC_KR, Script::Korean, 6),
    (TextEncoding::UTF_16LE, Script::Any, 8),
    (TextEncoding::UTF_16BE, Script::Any, 9),
    (TextEncoding::EUC_JP, Script::Japanese, 10),
];

/// So many characters of three bytes and more in UTF-8 without a fault are no chance.
const NO_CHANCE: usize = 16;
/// As many bytes are priced; more would say no more.
const PRICED_BYTES: usize = 16 * 1024;

/// Guesses by the first bytes of a file, or by all of them. A character that is cut off at their
/// end is no fault.
pub fn detect(bytes: &[u8]) -> Guess {
    if let Some((encoding, _)) = TextEncoding::of_byte_order_mark(bytes) {
        return Guess::Text(encoding, Confidence::CERTAIN);
    }
    if let Some(name) = known_format(bytes) {
        return Guess::NotText(Some(name));
    }
    let odd = odd_controls(bytes);
    if odd == 0 && is_surely_utf_8(bytes) {
        return Guess::Text(TextEncoding::UTF_8, Confidence::CERTAIN);
    }
    let priced = bytes.get(..PRICED_BYTES).unwrap_or(bytes);
    let mut readings = CANDIDATES.map(|(encoding, script, rarity)| {
        let mut reading = Reading::of(priced, encoding, script);
        reading.cost += rarity + reading.lack_of_pattern();
        reading
    });
    readings.sort_by_key(|reading| reading.cost);
    let [best, second, ..] = &readings;
    let (plausible, wide) = (best.is_plausible(), best.encoding.is_utf_16());
    // No text of one or two bytes a character has many control characters.
    if is_too_many(odd, bytes) && !(plausible && wide) {
        return Guess::NotText(None);
    }
    if plausible || best.is_clean_utf_8() {
        let distance = second.cost.saturating_sub(best.cost) as f64;
        let doubt = 2_f64.powf(-distance / HALVES);
        return Guess::Text(best.encoding, Confidence::new(1.0 - doubt));
    }
    elsewhere(bytes)
}

/// Whether the bytes are ASCII, or UTF-8 without a fault and more than a few characters of it.
fn is_surely_utf_8(bytes: &[u8]) -> bool {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let long = valid.chars().filter(|c| c.len_utf8() > 2).take(NO_CHANCE);
    bytes.is_ascii() || long.count() == NO_CHANCE
}

/// What a language of the rest of the world would be written in. Never sure.
fn elsewhere(bytes: &[u8]) -> Guess {
    const DOUBTFUL: f64 = 0.3;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    Guess::Text(TextEncoding::new(encoding), Confidence::new(DOUBTFUL))
}

/// What the bytes are the beginning of, if it is a known format that is no text.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(s, _)| bytes.starts_with(s));
    known.map(|(_, name)| *name)
}

/// Bytes are no text; what they look like, if that is known.
pub(super) struct NoText(pub(super) Option<&'static str>);

/// Refuses the first bytes of a file that is no text, whatever the person says its encoding is.
pub(super) fn must_be_text(bytes: &[u8], encoding: TextEncoding) -> Result<(), NoText> {
    let known = known_format(bytes).filter(|_| !encoding.is_utf_16());
    let binary = is_too_many(odd_controls(bytes), bytes) && !encoding.is_utf_16();
    if known.is_some() || binary {
        return Err(NoText(known));
    }
    Ok(())
}

fn odd_controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| is_odd_control(**b)).count()
}

/// More of them than a text has that a faulty program wrote.
fn is_too_many(odd_controls: usize, bytes: &[u8]) -> bool {
    odd_controls * 50 > bytes.len()
}

/// A control character that has no place in a text: none of those that move the cursor, nor the
/// escape that begins a colour, nor the end mark of old systems.
fn is_odd_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 0x08..=0x0D | 0x1A | 0x1B)
}

/// Bytes as one encoding reads them.
struct Reading {
    encoding: TextEncoding,
    /// What the text costs, in bits.
    cost: u64,
    /// What is not ASCII of it costs.
    foreign_cost: u64,
    /// How many characters that are, faults included.
    foreign: usize,
    malformed: usize,
    /// Control characters that have no place in a text.
    odd: usize,
    characters: usize,
}

impl Reading {
    fn of(bytes: &[u8], encoding: TextEncoding, script: Script) -> Self {
        let mut decoder = encoding.decoder_within();
        let mut text = String::new();
        decoder.push(bytes, false, &mut text);
        let malformed = decoder.replaced();
        let mut reading = Self {
            encoding,
            cost: 0,
            foreign_cost: 0,
            foreign: 0,
            malformed,
            odd: 0,
            characters: 0,
        };
        for c in text.chars() {
            // One that the bytes do name is as odd as one that stands for a fault.
            let cost = match c {
                char::REPLACEMENT_CHARACTER => MALFORMED,
                c => likelihood::cost(c, script),
            };
            reading.cost += cost;
            reading.characters += 1;
            reading.odd += usize::from(u8::try_from(c).is_ok_and(is_odd_control));
            if !c.is_ascii() {
                reading.foreign += 1;
                reading.foreign_cost += cost;
            }
        }
        reading
    }

    fn lack_of_pattern(&self) -> u64 {
        let seen = if self.is_clean_utf_8() {
            PATTERN_OF_UTF_8 * self.foreign as u64
        } else {
            0
        };
        MOST_FOR_PATTERN.saturating_sub(seen)
    }

    /// Whether the text could be meant: what is not ASCII is mostly common characters. Text that is
    /// all ASCII is meant only where another encoding would not read the same.
    fn is_plausible(&self) -> bool {
        if self.odd * 50 > self.characters {
            return false;
        }
        if self.foreign == 0 {
            return self.encoding.is_utf_16();
        }
        (self.foreign_cost as f64) < PLAUSIBLE * self.foreign as f64
    }

    fn is_clean_utf_8(&self) -> bool {
        self.encoding == TextEncoding::UTF_8 && self.malformed == 0
    }
}

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
