//! What the codes of fonts mean, and how wide they are drawn. How a font tells that is
//! oxidize-pdf's to know, but it puts what a page shows together to pieces of its own choice, and
//! where their characters stand is lost. So a font is copied into a document that shows each code
//! once, on a line of its own, and the pieces of that document are its characters.

use super::Document;
use super::copy;
use super::glyphs::Glyphs;
use oxidize_pdf::parser::{
    ParseOptions, PdfDictionary, PdfDocument, PdfName, PdfObject, PdfReader,
};
use oxidize_pdf::text::{ExtractionOptions, TextExtractor};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::io::Cursor;

/// A font among those that were met.
pub(super) type FontId = usize;

/// A character of a font.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Character {
    /// Empty where the font shows nothing.
    pub(super) text: String,
    /// How far the pen goes on, in thousandths of the font's size.
    pub(super) advance: f64,
}

/// A code as it stands in a text: how many bytes it has, and their value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Code {
    length: u8,
    value: u32,
}

impl Code {
    /// Whether word spacing applies to it (ISO 32000-1, 9.3.3).
    pub(super) fn is_space(self) -> bool {
        (self.length, self.value) == (1, 0x20)
    }

    fn of(bytes: &[u8]) -> Self {
        Self {
            length: bytes.len() as u8,
            value: bytes
                .iter()
                .fold(0, |value, byte| value << 8 | u32::from(*byte)),
        }
    }
}

/// How codes follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    OneByte,
    TwoBytes,
    Utf16,
    Utf32,
    /// One byte below the first of these, two from there on; four in GB 18030.
    Mixed {
        wide_from: u8,
        four: bool,
    },
    /// Japanese: half-width katakana of one byte stand above the first wide ones.
    ShiftJis,
}

impl Coding {
    /// How many bytes the code at the beginning of `bytes` has.
    fn length(self, bytes: &[u8]) -> usize {
        let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
        match self {
            Self::OneByte => 1,
            Self::Utf16 if (0xD8..0xDC).contains(&at(0)) => 4,
            Self::Utf32 => 4,
            Self::Mixed { wide_from, .. } if at(0) < wide_from => 1,
            Self::Mixed { four: true, .. } if at(1).is_ascii_digit() => 4,
            Self::ShiftJis if at(0) < 0x81 || (0xA0..0xE0).contains(&at(0)) => 1,
            Self::TwoBytes | Self::Utf16 | Self::Mixed { .. } | Self::ShiftJis => 2,
        }
    }

    /// That of a font with this dictionary, by the names of the predefined ones (ISO 32000-1,
    /// table 118).
    fn of(font: &PdfDictionary) -> Self {
        if font
            .get("Subtype")
            .and_then(PdfObject::as_name)
            .map(PdfName::as_str)
            != Some("Type0")
        {
            return Self::OneByte;
        }
        let encoding = font.get("Encoding").and_then(PdfObject::as_name);
        let name = encoding.map_or("", |name| name.as_str());
        let name = name.trim_end_matches("-V").trim_end_matches("-H");
        match name {
            name if name.contains("UTF16") => Self::Utf16,
            name if name.contains("UTF32") => Self::Utf32,
            "GBK2K" => Self::Mixed {
                wide_from: 0x81,
                four: true,
            },
            name if name.contains("RKSJ") => Self::ShiftJis,
            name if ["EUC", "GBK", "B5", "ETen", "HKscs", "CNS", "KSC"]
                .iter()
                .any(|part| name.contains(part))
                && !name.starts_with("Uni") =>
            {
                Self::Mixed {
                    wide_from: 0x81,
                    four: false,
                }
            }
            _ => Self::TwoBytes,
        }
    }
}

struct Font {
    dictionary: PdfDictionary,
    coding: Coding,
    vertical: bool,
    wanted: BTreeSet<Code>,
    known: HashMap<Code, Character>,
}

impl Font {
    /// Learns what codes mean that only the glyphs of the font's program tell.
    fn read_backwards(&mut self, document: &Document<'_>, codes: &[Code]) {
        let Some(glyphs) = Glyphs::of(document, &self.dictionary) else {
            return;
        };
        for code in codes {
            if let Some(character) = self.known.get_mut(code)
                && ["", "\u{FFFD}"].contains(&character.text.as_str())
                && let Some(c) = glyphs.character(code.value)
            {
                character.text = c.to_string();
            }
        }
    }
}

/// The fonts that were met.
#[derive(Default)]
pub(super) struct Fonts {
    by_object: HashMap<(u32, u16), FontId>,
    all: Vec<Font>,
}

impl Fonts {
    /// The font that an entry of a page's resources names.
    pub(super) fn id(&mut self, document: &Document<'_>, font: &PdfObject) -> Option<FontId> {
        let reference = font.as_reference();
        if let Some(id) = reference.and_then(|reference| self.by_object.get(&reference)) {
            return Some(*id);
        }
        let font = document.resolve(font).ok()?;
        let dictionary = font.as_dict()?.clone();
        let encoding = dictionary.get("Encoding").and_then(PdfObject::as_name);
        let id = self.all.len();
        self.all.push(Font {
            coding: Coding::of(&dictionary),
            vertical: encoding.is_some_and(|name| name.as_str().ends_with("-V")),
            dictionary,
            wanted: BTreeSet::new(),
            known: HashMap::new(),
        });
        if let Some(reference) = reference {
            self.by_object.insert(reference, id);
        }
        Some(id)
    }

    /// Says that a font's codes in `bytes` are shown.
    pub(super) fn want(&mut self, font: FontId, bytes: &[u8]) {
        if let Some(font) = self.all.get_mut(font) {
            for code in codes(font.coding, bytes) {
                if !font.known.contains_key(&code) {
                    font.wanted.insert(code);
                }
            }
        }
    }

    /// Learns what the codes mean that are wanted.
    pub(super) fn learn(&mut self, document: &Document<'_>) {
        for font in &mut self.all {
            let wanted: Vec<Code> = std::mem::take(&mut font.wanted).into_iter().collect();
            if !wanted.is_empty() {
                let found = asked(document, &font.dictionary, &wanted).unwrap_or_default();
                let missing = |code: &Code| (*code, Character::default());
                font.known.extend(wanted.iter().map(missing));
                font.known.extend(found);
                font.read_backwards(document, &wanted);
            }
        }
    }

    /// The characters of a text in a font.
    pub(super) fn characters<'a>(
        &'a self,
        font: FontId,
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (Code, &'a Character)> {
        let font = self.all.get(font);
        font.into_iter().flat_map(move |font| {
            let known = |code| Some((code, font.known.get(&code)?));
            codes(font.coding, bytes).filter_map(known)
        })
    }

    /// Whether a font is set from the top down.
    pub(super) fn is_vertical(&self, font: FontId) -> bool {
        self.all.get(font).is_some_and(|font| font.vertical)
    }
}

fn codes(coding: Coding, bytes: &[u8]) -> impl Iterator<Item = Code> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (code, behind) = rest.split_at(coding.length(rest).min(rest.len()));
        rest = behind;
        Some(Code::of(code))
    })
}

/// What a font says of codes, by a document that shows them.
fn asked(
    document: &Document<'_>,
    font: &PdfDictionary,
    codes: &[Code],
) -> Option<HashMap<Code, Character>> {
    /// Units of the font's size: pieces that are further apart are not joined.
    const STEP: f64 = 8.0;
    let mut content = "BT /F 1000 Tf\n".to_owned();
    for (index, code) in codes.iter().enumerate() {
        let digits = 2 * usize::from(code.length);
        let y = STEP * index as f64;
        writeln!(content, "1 0 0 1 0 {y} Tm <{:0digits$X}> Tj", code.value).ok()?;
    }
    content.push_str("ET");
    let bytes = copy::with_font(document, font, &content);
    let options = ParseOptions::lenient();
    let reader = PdfReader::new_with_options(Cursor::new(bytes.as_slice()), options).ok()?;
    let mut extractor = TextExtractor::with_options(ExtractionOptions {
        preserve_layout: true,
        sort_by_position: false,
        merge_hyphenated: false,
        ..ExtractionOptions::default()
    });
    let shown = extractor
        .extract_from_page(&PdfDocument::new(reader), 0)
        .ok()?;
    let found = shown.fragments.into_iter().filter_map(|piece| {
        let code = codes.get((piece.y / STEP).round() as usize)?;
        let character = Character {
            text: piece.text,
            advance: piece.width,
        };
        Some((*code, character))
    });
    Some(found.collect())
}
