//! PDF files made for tests: lines at places, in a font that is not embedded.

use std::fmt::Write;

/// How the font's character codes are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// Codes of our own, with a table to Unicode.
    IdentityWithTable,
    Gbk,
    Ucs2,
    Utf16,
}

/// A page: lines with their places in points, how it is turned, and what else is drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<(f64, f64, String)>,
    pub(super) turn: i32,
    pub(super) drawn: String,
}

/// Draws text in a size and by a matrix, for [`Coding::Utf16`].
pub(super) fn text(size: f64, matrix: &str, (x, y): (f64, f64), text: &str) -> String {
    let codes = utf16(text);
    format!("BT /F1 {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET\n")
}

/// Draws lines.
pub(super) fn rules(ends: &[[f64; 4]]) -> String {
    ends.iter()
        .fold(String::new(), |mut out, [x, y, to_x, to_y]| {
            writeln!(out, "{x} {y} m {to_x} {to_y} l S").unwrap();
            out
        })
}

/// A document of these pages; bookmarks as title and page, from 0.
pub(super) fn pdf(pages: &[Page], coding: Coding, bookmarks: &[(&str, usize)]) -> Vec<u8> {
    labelled(pages, coding, bookmarks, "")
}

/// The same with labels of pages, as the number tree has them.
pub(super) fn labelled(
    pages: &[Page],
    coding: Coding,
    bookmarks: &[(&str, usize)],
    labels: &str,
) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R /Outlines 7 0 R /PageLabels << /Nums [{labels}] >> >>"),
        String::new(),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{} /DescendantFonts [4 0 R]{} >>",
            encoding(coding),
            if coding == Coding::IdentityWithTable { " /ToUnicode 6 0 R" } else { "" }
        ),
        format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering ({}) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 >>",
            if coding == Coding::IdentityWithTable { "Identity" } else { "GB1" }
        ),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>".to_owned(),
        stream(&table(pages)),
        outline(bookmarks),
    ];
    let first_item = objects.len() + 1;
    let first_page = first_item + bookmarks.len();
    for (index, (title, page)) in bookmarks.iter().enumerate() {
        let mut item = format!(
            "<< /Title <FEFF{}> /Parent 7 0 R /Dest [{} 0 R /Fit]",
            utf16(title),
            first_page + 2 * page
        );
        if index > 0 {
            write!(item, " /Prev {} 0 R", first_item + index - 1).unwrap();
        }
        if index + 1 < bookmarks.len() {
            write!(item, " /Next {} 0 R", first_item + index + 1).unwrap();
        }
        objects.push(item + " >>");
    }
    let mut kids = String::new();
    for page in pages {
        let id = objects.len() + 1;
        write!(kids, "{id} 0 R ").unwrap();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {} /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            page.turn,
            id + 1
        ));
        objects.push(stream(&content(page, coding)));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    file(&objects)
}

/// A file of objects with its table of places.
pub(super) fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = out.len();
    let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in places {
        writeln!(tail, "{place:010} 00000 n ").unwrap();
    }
    write!(
        tail,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    out.extend(tail.bytes());
    out
}

fn encoding(coding: Coding) -> &'static str {
    match coding {
        Coding::IdentityWithTable => "Identity-H",
        Coding::Gbk => "GBK-EUC-H",
        Coding::Ucs2 => "UniGB-UCS2-H",
        Coding::Utf16 => "UniGB-UTF16-H",
    }
}

fn stream(text: &str) -> String {
    format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
}

/// Numbers of this many hexadecimal digits each.
fn in_hex(numbers: impl Iterator<Item = u32>, digits: usize) -> String {
    numbers.fold(String::new(), |mut out, number| {
        write!(out, "{number:0digits$X}").unwrap();
        out
    })
}

fn utf16(text: &str) -> String {
    in_hex(text.encode_utf16().map(u32::from), 4)
}

/// Codes of our own: the Unicode value and one.
fn own_code(c: char) -> u32 {
    (c as u32 + 1) & 0xFFFF
}

fn content(page: &Page, coding: Coding) -> String {
    let mut out = page.drawn.clone();
    for (x, y, text) in &page.lines {
        let codes = match coding {
            Coding::IdentityWithTable => in_hex(text.chars().map(own_code), 4),
            Coding::Gbk => {
                let (bytes, _, _) = encoding_rs::GBK.encode(text);
                in_hex(bytes.iter().map(|byte| u32::from(*byte)), 2)
            }
            Coding::Ucs2 | Coding::Utf16 => utf16(text),
        };
        let matrix = match page.turn {
            90 => "0 1 -1 0",
            _ => "1 0 0 1",
        };
        writeln!(out, "BT /F1 12 Tf {matrix} {x} {y} Tm <{codes}> Tj ET").unwrap();
    }
    out
}

fn table(pages: &[Page]) -> String {
    let texts = pages.iter().flat_map(|page| &page.lines);
    let mut chars: Vec<char> = texts.flat_map(|(_, _, text)| text.chars()).collect();
    chars.sort_unstable();
    chars.dedup();
    let mut out = "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n".to_owned();
    for group in chars.chunks(100) {
        writeln!(out, "{} beginbfchar", group.len()).unwrap();
        for c in group {
            writeln!(out, "<{:04X}> <{:04X}>", own_code(*c), *c as u32).unwrap();
        }
        out.push_str("endbfchar\n");
    }
    out + "endcmap end"
}

fn outline(bookmarks: &[(&str, usize)]) -> String {
    if bookmarks.is_empty() {
        return "<< /Type /Outlines /Count 0 >>".to_owned();
    }
    format!(
        "<< /Type /Outlines /First 8 0 R /Last {} 0 R /Count {} >>",
        7 + bookmarks.len(),
        bookmarks.len()
    )
}
