//! An encryption dictionary that stands in the trailer itself, as it may (ISO 32000-1, 7.5.5).
//! oxidize-pdf finds it by a reference alone, so such a file is given an update in which the
//! dictionary is an object.

use std::collections::HashMap;

/// The file with that update; `None` for all others.
pub(super) fn with_reference(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = table(bytes)?;
    let trailer = entries(bytes.get(trailer(bytes, start)?..)?)?;
    let encryption = trailer.get(&b"Encrypt"[..])?;
    if !encryption.starts_with(b"<<") {
        return None;
    }
    let size: u32 = number(trailer.get(&b"Size"[..])?)?;
    let mut out = bytes.to_vec();
    let object = out.len() + 1;
    out.extend(format!("\n{size} 0 obj\n").bytes());
    out.extend_from_slice(encryption);
    out.extend(b"\nendobj\n");
    let place = out.len();
    out.extend(format!("xref\n{size} 1\n{object:010} 00000 n \ntrailer\n<< ").bytes());
    for key in ["Root", "Info", "ID"] {
        if let Some(value) = trailer.get(key.as_bytes()) {
            out.extend(format!("/{key} ").bytes());
            out.extend_from_slice(value);
            out.push(b' ');
        }
    }
    let more = format!("/Size {} /Prev {start} /Encrypt {size} 0 R", size + 1);
    out.extend(format!("{more} >>\nstartxref\n{place}\n%%EOF\n").bytes());
    Some(out)
}

/// Where the last table of places begins.
fn table(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"startxref";
    /// The word stands near the end (ISO 32000-1, annex H, note 18).
    const NEAR: usize = 2048;
    let tail = bytes.get(bytes.len().saturating_sub(NEAR)..)?;
    let at = tail.windows(WORD.len()).rposition(|word| word == WORD)?;
    number(tail.get(at + WORD.len()..)?)
}

/// Where the dictionary of a table begins: behind it, or at its head if the table is a stream.
fn trailer(bytes: &[u8], table: usize) -> Option<usize> {
    const WORD: &[u8] = b"trailer";
    let behind = bytes.get(table..)?;
    let mut from = 0;
    if behind.trim_ascii_start().starts_with(b"xref") {
        from = behind.windows(WORD.len()).position(|word| word == WORD)?;
    }
    let open = behind
        .get(from..)?
        .windows(2)
        .position(|two| two == b"<<")?;
    Some(table + from + open)
}

fn number<N: std::str::FromStr>(bytes: &[u8]) -> Option<N> {
    let bytes = bytes.trim_ascii_start();
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit());
    let digits = bytes.get(..end.unwrap_or(bytes.len()))?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The entries of the dictionary at the beginning of the bytes, as they are written.
fn entries(bytes: &[u8]) -> Option<HashMap<&[u8], &[u8]>> {
    let mut found = HashMap::new();
    let mut at = 2;
    loop {
        at += space(bytes.get(at..)?);
        if bytes.get(at..)?.starts_with(b">>") {
            return Some(found);
        }
        let key = bytes.get(at..)?.strip_prefix(b"/")?;
        let key = key.get(..word(key))?;
        at += 1 + key.len();
        at += space(bytes.get(at..)?);
        let length = value(bytes.get(at..)?)?;
        found.insert(key, bytes.get(at..at + length)?);
        at += length;
    }
}

/// How long the value at the beginning of the bytes is; of a reference all three words.
fn value(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let (length, deeper) = token(rest)?;
        at += length;
        depth = depth.checked_add_signed(deeper)?;
        let behind = bytes.get(at..)?;
        let ahead = behind.get(space(behind)..)?;
        let ends = ahead.first().is_some_and(|byte| b"/>".contains(byte));
        if depth == 0 && (ends || deeper != 0) {
            return Some(at);
        }
        at += space(behind);
    }
}

/// How long the token at the beginning of the bytes is, and how much deeper what follows it stands.
fn token(bytes: &[u8]) -> Option<(usize, isize)> {
    match bytes {
        [b'<', b'<', ..] => Some((2, 1)),
        [b'>', b'>', ..] => Some((2, -1)),
        [b'[', ..] => Some((1, 1)),
        [b']', ..] => Some((1, -1)),
        [b'<', ..] => Some((bytes.iter().position(|byte| *byte == b'>')? + 1, 0)),
        [b'(', ..] => Some((literal(bytes)?, 0)),
        [b'/', name @ ..] => Some((1 + word(name), 0)),
        _ => Some((word(bytes), 0)).filter(|(length, _)| *length > 0),
    }
}

/// How long the string in parentheses is that the bytes begin with.
fn literal(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn word(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| is_space(*byte) || b"()<>[]{}/%".contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// How much white space the bytes begin with, comments among it.
fn space(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            let rest = bytes.get(at..).unwrap_or_default();
            at += rest
                .iter()
                .position(|byte| b"\r\n".contains(byte))
                .unwrap_or(rest.len());
        } else if is_space(*byte) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn is_space(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::inside::{Fault, Found};
    use crate::io::import::child::pdf::parse;
    use crate::io::import::child::problem::Refusal;
    use oxidize_pdf::document::{DocumentEncryption, EncryptionStrength};
    use oxidize_pdf::encryption::Permissions;
    use oxidize_pdf::text::Font;
    use oxidize_pdf::{Document, Page};

    /// An encrypted document whose dictionary stands in the trailer.
    fn encrypted(strength: EncryptionStrength, password: &str) -> Vec<u8> {
        let mut document = Document::new();
        let mut page = Page::a4();
        let text = page.text().set_font(Font::Helvetica, 12.0).at(90.0, 700.0);
        text.write("Opened without a password.").unwrap();
        document.add_page(page);
        document.set_encryption(DocumentEncryption::new(
            password,
            "owner",
            Permissions::default(),
            strength,
        ));
        let bytes = document.to_bytes().unwrap();
        assert_eq!(with_reference(&bytes), None, "by a reference already");
        let start = trailer(&bytes, table(&bytes).unwrap()).unwrap();
        let reference = entries(&bytes[start..]).unwrap()[&b"Encrypt"[..]];
        let reference = String::from_utf8(reference.to_vec()).unwrap();
        let head = reference.replace(" R", " obj");
        let head = format!("\n{head}");
        let object = find(&bytes, head.as_bytes()) + head.len();
        let object = &bytes[object..][find(&bytes[object..], b"<<")..];
        let dictionary = &object[..value(object).unwrap()];
        let name = format!("/Encrypt {reference}");
        let at = start + find(&bytes[start..], name.as_bytes());
        let (before, behind) = (&bytes[..at], &bytes[at + name.len()..]);
        [before, b"/Encrypt % a comment\n", dictionary, behind].concat()
    }

    fn find(bytes: &[u8], part: &[u8]) -> usize {
        let mut windows = bytes.windows(part.len());
        windows.position(|window| window == part).unwrap()
    }

    #[test]
    fn a_dictionary_in_the_trailer_is_found() {
        for strength in [
            EncryptionStrength::Rc4_40bit,
            EncryptionStrength::Rc4_128bit,
        ] {
            let mut found = Found::default();
            parse(&encrypted(strength, ""), &mut found).unwrap();
            assert_eq!(found.shown(), ["P Opened without a password."]);
            let locked = parse(&encrypted(strength, "user"), &mut Found::default());
            assert!(matches!(locked, Err(Fault::Refused(Refusal::Encrypted))));
        }
    }

    #[test]
    fn values_are_told_apart() {
        let dictionary =
            b"<< /A(\\)(()))/B[<</C 1>>(])]/Size 7/E << /O <3E3E> /P -4 >> /R 1 0 R/N/M >>x";
        let entries = entries(dictionary).unwrap();
        for (key, value) in [
            ("A", "(\\)(()))"),
            ("B", "[<</C 1>>(])]"),
            ("Size", "7"),
            ("E", "<< /O <3E3E> /P -4 >>"),
            ("R", "1 0 R"),
            ("N", "/M"),
        ] {
            assert_eq!(entries[key.as_bytes()], value.as_bytes());
        }
        for cut in 0..dictionary.len() - 1 {
            assert_eq!(super::entries(&dictionary[..cut]), None);
        }
    }
}
