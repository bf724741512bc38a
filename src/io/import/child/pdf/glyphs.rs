//! What the codes of a font mean that tells it by its program alone: they are numbers of glyphs
//! (ISO 32000-1, 9.7.4.2), which the program's table from characters to glyphs, read backwards,
//! leads to characters. Not all programs in documents have kept it.

use super::Document;
use oxidize_pdf::parser::{PdfDictionary, PdfName, PdfObject};
use std::collections::HashMap;
use ttf_parser::cmap::{Subtable, Table};
use ttf_parser::{RawFace, Tag};

/// The largest program or table of glyphs, in bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The characters of a font's glyphs.
pub(super) struct Glyphs {
    by_glyph: HashMap<u16, char>,
    /// The glyph of each code, two bytes each, where it is another number.
    by_code: Option<Vec<u8>>,
}

impl Glyphs {
    /// Those of a font whose codes are numbers without a table to Unicode, if it tells them.
    pub(super) fn of(document: &Document<'_>, font: &PdfDictionary) -> Option<Self> {
        let coding = font.get("Encoding").and_then(PdfObject::as_name);
        let is_numbers = coding.is_some_and(|name| name.as_str().starts_with("Identity-"));
        if !is_numbers || font.contains_key("ToUnicode") {
            return None;
        }
        let descendants = document.resolve(font.get("DescendantFonts")?).ok()?;
        let descendant = document.resolve(descendants.as_array()?.0.first()?).ok()?;
        let descendant = descendant.as_dict()?;
        let descriptor = document.resolve(descendant.get("FontDescriptor")?).ok()?;
        let descriptor = descriptor.as_dict()?;
        let program = descriptor.get("FontFile2").or(descriptor.get("FontFile3"));
        let by_glyph = characters(&data(document, program?)?)?;
        let map = descendant.get("CIDToGIDMap");
        let by_code = map.filter(|map| map.as_name().map(PdfName::as_str) != Some("Identity"));
        Some(Self {
            by_glyph,
            by_code: by_code.and_then(|map| data(document, map)),
        })
    }

    /// The character that a code shows.
    pub(super) fn character(&self, code: u32) -> Option<char> {
        let glyph = match &self.by_code {
            Some(map) => {
                let at = usize::try_from(code).ok()?.checked_mul(2)?;
                let bytes = map.get(at..at + 2)?;
                u16::from_be_bytes(bytes.try_into().ok()?)
            }
            None => u16::try_from(code).ok()?,
        };
        self.by_glyph.get(&glyph).copied()
    }
}

fn data(document: &Document<'_>, object: &PdfObject) -> Option<Vec<u8>> {
    let object = document.resolve(object).ok()?;
    document
        .decode_stream_with_limit(object.as_stream()?, MOST_BYTES)
        .ok()
}

/// The character of each glyph of a program.
fn characters(program: &[u8]) -> Option<HashMap<u16, char>> {
    let table = RawFace::parse(program, 0)
        .ok()?
        .table(Tag::from_bytes(b"cmap"))?;
    let mut found: HashMap<u16, char> = HashMap::new();
    for subtable in Table::parse(table)?.subtables {
        if subtable.is_unicode() {
            add(&subtable, &mut found);
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

fn add(subtable: &Subtable<'_>, found: &mut HashMap<u16, char>) {
    subtable.codepoints(|code| {
        let (Some(c), Some(glyph)) = (char::from_u32(code), subtable.glyph_index(code)) else {
            return;
        };
        let known = found.entry(glyph.0).or_insert(c);
        // Radicals and doublets share the glyphs of the characters that are meant.
        if (is_doublet(c), c) < (is_doublet(*known), *known) {
            *known = c;
        }
    });
}

fn is_doublet(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use crate::io::import::child::inside::{Fault, Found};
    use crate::io::import::child::pdf::made::file;
    use crate::io::import::child::pdf::parse;

    /// The table of a program (OpenType, cmap format 4): each character and its glyph, in order.
    fn table(glyphs: &[(char, u16)]) -> Vec<u16> {
        let ends: Vec<u16> = glyphs.iter().map(|(c, _)| *c as u16).collect();
        let deltas = glyphs
            .iter()
            .map(|(c, glyph)| glyph.wrapping_sub(*c as u16));
        let segments = glyphs.len() as u16 + 1;
        let mut table = vec![0, 1, 3, 1, 0, 12];
        table.extend([4, 16 + 8 * segments, 0, 2 * segments, 0, 0, 0]);
        table.extend(ends.iter().copied().chain([0xFFFF, 0]));
        table.extend(ends.iter().copied().chain([0xFFFF]));
        table.extend(deltas.chain([1]));
        table.extend(vec![0; usize::from(segments)]);
        table
    }

    /// A document that shows these codes in a font that has only this table, or none at all.
    fn document(codes: &str, table: &[u16], map: &str) -> Vec<u8> {
        let mut program = vec![0x0001, 0x0000, 1, 0, 0, 0];
        program.extend([0x636D, 0x6170, 0, 0, 0, 28, 0, 2 * table.len() as u16]);
        program.extend(table);
        let program = program.iter().map(|word| format!("{word:04X}"));
        let program: String = program.collect();
        let stream = |filter: &str, data: &str| {
            let length = data.len();
            format!("<< {filter} /Length {length} >>\nstream\n{data}\nendstream")
        };
        let hex = "/Filter /ASCIIHexDecode";
        file(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
            stream("", &format!("BT /F1 12 Tf 90 700 Td <{codes}> Tj ET")),
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>".to_owned(),
            format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 1000 {map} >>"),
            "<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 /FontFile2 8 0 R >>".to_owned(),
            stream(hex, &(program + ">")),
            stream(hex, "0000 0003 0001 0002>"),
        ])
    }

    #[test]
    fn a_program_tells_what_its_glyphs_are() {
        let glyphs = [('\u{2F00}', 3), ('一', 3), ('新', 1), ('质', 2)];
        for (codes, map) in [
            ("000100020003", "/CIDToGIDMap /Identity"),
            ("000100020003", ""),
            ("000200030001", "/CIDToGIDMap 9 0 R"),
        ] {
            let mut found = Found::default();
            parse(&document(codes, &table(&glyphs), map), &mut found).unwrap();
            assert_eq!(found.shown(), ["P 新质一"], "{map}");
        }
    }

    #[test]
    fn a_program_that_does_not_tell_gives_no_text() {
        let bytes = document("000100020003", &table(&[]), "");
        let parsed = parse(&bytes, &mut Found::default());
        assert!(matches!(parsed, Err(Fault::Refused(_))), "{parsed:?}");
    }
}
