//! A document of one page that shows text in a font of another document.

use super::Document;
use oxidize_pdf::parser::{PdfDictionary, PdfObject};
use std::collections::{HashMap, HashSet};
use std::io::Write;

/// The most objects that a font is copied with.
const MOST_OBJECTS: usize = 500;
/// Arrays and dictionaries within each other are followed this deep.
const DEEPEST: usize = 20;
/// What a font refers to that does not say what its codes mean.
const LEFT_OUT: [&str; 5] = ["CharProcs", "Resources", "Parent", "Metadata", "CIDSet"];
/// The font's program, which tells that only where no table does.
const PROGRAMS: [&str; 4] = ["FontFile", "FontFile2", "FontFile3", "CIDToGIDMap"];

/// The bytes of the document; the page's content calls the font `/F`.
pub(super) fn with_font(document: &Document<'_>, font: &PdfDictionary, content: &str) -> Vec<u8> {
    let mut copy = Copy {
        document,
        objects: Vec::new(),
        numbers: HashMap::new(),
        begun: HashSet::new(),
        without_program: font.contains_key("ToUnicode"),
    };
    for object in [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000 1000] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ] {
        copy.objects.push(object.into_bytes());
    }
    copy.add(&PdfObject::Dictionary(font.clone()));
    file(&copy.objects)
}

/// Objects as a file with its table of places.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let head = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    let mut table = head.into_bytes();
    for (index, object) in objects.iter().enumerate() {
        table.extend(format!("{:010} 00000 n \n", out.len()).bytes());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(table);
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

struct Copy<'a, 'd> {
    document: &'a Document<'d>,
    objects: Vec<Vec<u8>>,
    /// The numbers of objects in the copy.
    numbers: HashMap<(u32, u16), usize>,
    /// The objects whose copies are not finished. What leads back to one of them is left out: no
    /// honest font does, and oxidize-pdf would follow it for ever.
    begun: HashSet<(u32, u16)>,
    without_program: bool,
}

impl Copy<'_, '_> {
    /// Adds an object with all that it refers to; returns its number.
    fn add(&mut self, object: &PdfObject) -> usize {
        self.objects.push(Vec::new());
        let number = self.objects.len();
        let mut bytes = Vec::new();
        self.write(object, &mut bytes, 0);
        if let Some(place) = self.objects.get_mut(number - 1) {
            *place = bytes;
        }
        number
    }

    fn write(&mut self, object: &PdfObject, out: &mut Vec<u8>, depth: usize) {
        if depth > DEEPEST {
            out.extend(b"null");
            return;
        }
        match object {
            PdfObject::Null => out.extend(b"null"),
            PdfObject::Boolean(value) => out.extend(value.to_string().bytes()),
            PdfObject::Integer(value) => out.extend(value.to_string().bytes()),
            PdfObject::Real(value) => out.extend(format!("{value:.6}").bytes()),
            PdfObject::String(value) => {
                out.push(b'<');
                out.extend(
                    value
                        .as_bytes()
                        .iter()
                        .flat_map(|byte| format!("{byte:02X}").into_bytes()),
                );
                out.push(b'>');
            }
            PdfObject::Name(name) => write_name(name.as_str(), out),
            PdfObject::Array(array) => {
                out.push(b'[');
                for entry in &array.0 {
                    self.write(entry, out, depth + 1);
                    out.push(b' ');
                }
                out.push(b']');
            }
            PdfObject::Dictionary(dictionary) => self.write_entries(dictionary, None, out, depth),
            PdfObject::Stream(stream) => {
                let data = stream.raw_data();
                self.write_entries(&stream.dict, Some(data.len()), out, depth);
                out.extend(b"\nstream\n");
                out.extend(data);
                out.extend(b"\nendstream");
            }
            PdfObject::Reference(number, generation) => {
                let number = self.number((*number, *generation));
                // Writing into memory does not fail.
                let _ = match number {
                    Some(number) => write!(out, "{number} 0 R"),
                    None => write!(out, "null"),
                };
            }
        }
    }

    /// Entries of a dictionary, with the length of a stream.
    fn write_entries(
        &mut self,
        dictionary: &PdfDictionary,
        length: Option<usize>,
        out: &mut Vec<u8>,
        depth: usize,
    ) {
        out.extend(b"<< ");
        for (key, value) in &dictionary.0 {
            let key = key.as_str();
            let is_program = self.without_program && PROGRAMS.contains(&key);
            if is_program || LEFT_OUT.contains(&key) || (length.is_some() && key == "Length") {
                continue;
            }
            write_name(key, out);
            out.push(b' ');
            self.write(value, out, depth + 1);
            out.push(b' ');
        }
        if let Some(length) = length {
            out.extend(format!("/Length {length} ").bytes());
        }
        out.extend(b">>");
    }

    /// The number in the copy of an object that is referred to.
    fn number(&mut self, reference: (u32, u16)) -> Option<usize> {
        if self.begun.contains(&reference) {
            return None;
        }
        if let Some(number) = self.numbers.get(&reference) {
            return Some(*number);
        }
        if self.objects.len() >= MOST_OBJECTS {
            return None;
        }
        let object = self.document.get_object(reference.0, reference.1).ok()?;
        self.begun.insert(reference);
        let number = self.add(&object);
        self.begun.remove(&reference);
        self.numbers.insert(reference, number);
        Some(number)
    }
}

fn write_name(name: &str, out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.+,:".contains(&byte) {
            out.push(byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}
