//! Files that were made to do harm: each is refused within the limits, by its reason, and the
//! program that asked goes on.

use super::archives::{docx, epub, epub_with, zipped};
use super::{parse, refusal};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use wengu::io::import::child::Format;
use wengu::io::import::child::problem::{CellError, Refusal};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Deep enough to overflow the stack of whatever follows it by calling itself.
const DEEP: usize = 100_000;
const PAGE: &str = "<h1>题</h1><p>发展新质生产力是推动高质量发展的内在要求和重要着力点。</p>";

/// A PDF of these objects without a table of places: it must be found anew.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    out += "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
    out.into_bytes()
}

fn pdf_of(content: &str, resources: &str) -> Vec<u8> {
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents 4 0 R >>"
        ),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ])
}

#[test]
fn files_cut_off_anywhere() {
    let font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";
    for (format, whole) in [
        (Format::Epub, epub(PAGE)),
        (
            Format::Docx,
            docx("<w:p><w:r><w:t>文</w:t></w:r></w:p>", ""),
        ),
        (
            Format::Pdf,
            pdf_of("BT /F1 12 Tf 90 700 Td (text) Tj ET", font),
        ),
        (Format::Html, PAGE.as_bytes().to_vec()),
    ] {
        assert!(parse(format, &whole).is_ok(), "{format:?}");
        for part in 0..50 {
            let cut = &whole[..whole.len() * part / 50];
            match parse(format, cut) {
                Ok(_) | Err(CellError::Refused(_)) => {}
                Err(error) => panic!("{format:?} {part}/50: {error}"),
            }
        }
    }
}

#[test]
fn names_that_lead_out_of_the_archive() {
    for name in [
        "../evil.xhtml",
        "/etc/evil",
        "a/../../b",
        "..\\evil",
        "C:\\evil",
        "\u{1b}]0;evil\u{7}",
    ] {
        let book = epub_with(PAGE, &[(name, b"x")]);
        assert_eq!(
            refusal(Format::Epub, &book),
            Refusal::BadName(name.to_owned())
        );
    }
}

#[test]
fn links_and_names_given_twice() {
    assert_eq!(
        refusal(Format::Epub, &linked()),
        Refusal::Link("a.xhtml".to_owned())
    );
    assert_eq!(refusal(Format::Epub, &named_twice()), Refusal::SameNames);
}

fn linked() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a.xhtml", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    zip.finish().unwrap().into_inner()
}

fn named_twice() -> Vec<u8> {
    let twice = epub_with(PAGE, &[("twice-1", b"x"), ("twice-2", b"y")]);
    replaced(&twice, b"twice-2", b"twice-1")
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..out.len() - from.len() {
        if out[at..].starts_with(from) {
            out[at..at + to.len()].copy_from_slice(to);
        }
    }
    out
}

#[test]
fn entities() {
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let part = |declared: &str, used: &str| {
        let document = format!(
            "<!DOCTYPE w [{declared}]><w:document><w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body></w:document>"
        );
        zipped(&[
            ("_rels/.rels", b"<Relationships/>"),
            ("word/document.xml", document.as_bytes()),
        ])
    };
    for (declared, used) in [
        (format!("<!ENTITY l0 \"ha\">{laughs}"), "&l9;".to_owned()),
        (
            format!("<!ENTITY q \"{}\">", "q".repeat(100_000)),
            "&q;".repeat(10_000),
        ),
        (
            "<!ENTITY x SYSTEM \"file:///etc/passwd\">".to_owned(),
            "&x;".to_owned(),
        ),
        (
            "<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\">%x;".to_owned(),
            String::new(),
        ),
    ] {
        assert_eq!(
            refusal(Format::Docx, &part(&declared, &used)),
            Refusal::Entities
        );
    }
}

/// A book whose package, table of contents or chapter declares entities.
fn book_of(package: &str, contents: &str, chapter: &str) -> Vec<u8> {
    let package = format!(
        "<!DOCTYPE package [{package}]><package><manifest><item id='a' href='a'/><item id='n' href='n' properties='nav'/></manifest><spine><itemref idref='a'/></spine></package>"
    );
    let contents = format!(
        "<!DOCTYPE html [{contents}]><html><nav><ol><li><a href='a'>x</a></li></ol></nav></html>"
    );
    let chapter = format!("<!DOCTYPE html [{chapter}]><html><body><p>文</p></body></html>");
    let container = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>";
    zipped(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("b.opf", package.as_bytes()),
        ("n", contents.as_bytes()),
        ("a", chapter.as_bytes()),
    ])
}

#[test]
fn entities_of_a_book() {
    assert!(parse(Format::Epub, &book_of("", "", "")).is_ok());
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for declared in [
        format!("<!ENTITY l0 \"ha\">{laughs}"),
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">".to_owned(),
    ] {
        for book in [
            book_of(&declared, "", ""),
            book_of("", &declared, ""),
            book_of("", "", &declared),
        ] {
            assert_eq!(refusal(Format::Epub, &book), Refusal::Entities);
        }
    }
}

#[test]
fn pictures_without_measure() {
    // More than a picture may have, more tightly than one is packed, and not a picture at all: the
    // text is taken without them.
    let huge: Vec<u8> = (0..17 << 20_u32)
        .map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let mut large = b"GIF89a".to_vec();
    large.extend(huge);
    let page = "<p>文<img src='a.gif'/><img src='b.gif' alt='b'/><img src='../../etc/passwd'/></p>";
    let book = epub_with(page, &[("a.gif", &large), ("b.gif", b"#!/bin/sh")]);
    let parsed = parse(Format::Epub, &book).unwrap();
    assert_eq!(parsed.blocks[0].text, "文[图: b]");
    assert!(parsed.pictures.is_empty());
    assert_eq!(parsed.warnings.len(), 1);
    let data = format!(
        "<h1>题</h1><p>文<img alt=x src='data:image/gif;base64,{}'></p>",
        "R0lG".repeat(6 << 20)
    );
    let parsed = parse(Format::Html, data.as_bytes()).unwrap();
    assert!(parsed.pictures.is_empty(), "{}", parsed.pictures.len());
}

/// A book whose package, navigation document or NCX is nested this deep; of the tables of contents
/// only one that is nested is there.
fn deep_book(package: usize, contents: usize, ncx: usize) -> Vec<u8> {
    let nested = |count: usize, open: &str, close: &str| open.repeat(count) + &close.repeat(count);
    let meta = nested(package, "<meta>", "</meta>");
    let package = format!(
        "<package><metadata>{meta}</metadata><manifest><item id='a' href='a'/>{}{}</manifest><spine toc='x'><itemref idref='a'/></spine></package>",
        "<item id='n' href='n' properties='nav'/>".repeat(usize::from(contents > 0)),
        "<item id='x' href='x'/>".repeat(usize::from(ncx > 0)),
    );
    let item = "<ol><li><a href='a'>章</a>";
    let contents = format!(
        "<html><nav>{}</nav></html>",
        nested(contents, item, "</li></ol>")
    );
    let point = "<navPoint><navLabel><text>章</text></navLabel><content src='a'/>";
    let ncx = format!(
        "<ncx><navMap>{}</navMap></ncx>",
        nested(ncx, point, "</navPoint>")
    );
    let container = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>";
    zipped(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("b.opf", package.as_bytes()),
        ("n", contents.as_bytes()),
        ("x", ncx.as_bytes()),
        ("a", b"<html><body><p>\xe6\x96\x87</p></body></html>"),
    ])
}

#[test]
fn what_is_nested_without_end() {
    for tag in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<font size=1>",
    ] {
        let page = tag.repeat(100_000);
        assert_eq!(
            refusal(Format::Html, page.as_bytes()),
            Refusal::TooDeep(512),
            "{tag}"
        );
    }
    assert_eq!(
        refusal(Format::Epub, &epub(&"<div>".repeat(100_000))),
        Refusal::TooDeep(512)
    );
    let deep = docx(&"<w:sdt>".repeat(100_000), "");
    assert_eq!(refusal(Format::Docx, &deep), Refusal::TooDeep(256));
    for (package, contents, ncx) in [(DEEP, 0, 0), (0, DEEP, 0), (0, 0, DEEP)] {
        let book = deep_book(package, contents, ncx);
        assert_eq!(refusal(Format::Epub, &book), Refusal::TooDeep(256));
    }
    assert!(parse(Format::Epub, &deep_book(200, 0, 0)).is_ok());
    assert!(parse(Format::Epub, &deep_book(0, 60, 0)).is_ok());
    assert!(parse(Format::Epub, &deep_book(0, 0, 200)).is_ok());
    let boxes = "<w:p><w:r><w:pict><w:txbxContent>".repeat(60)
        + &"</w:txbxContent></w:pict></w:r></w:p>".repeat(60);
    assert_eq!(
        refusal(Format::Docx, &docx(&boxes, "")),
        Refusal::TooDeep(32)
    );
}

#[test]
fn pages_made_to_confuse() {
    let font = |more: &str| {
        format!(
            "<< /Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> {more} >>] >> >> >>"
        )
    };
    let text = "BT /F1 12 Tf 90 700 Td <00410042> Tj ET";
    let nested = "[".repeat(100_000);
    let looped = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2147483647 >>".to_owned(),
    ]);
    let own_form = pdf_of("/X1 Do", "<< /XObject << /X1 4 0 R >> >>");
    for (name, bytes) in [
        ("pages in a circle", looped),
        ("a form in itself", own_form),
        ("nested arrays", pdf_of(&nested, "<< >>")),
        (
            "nested arrays in a font",
            pdf_of(text, &font(&format!("/W {nested}"))),
        ),
        (
            "huge widths",
            pdf_of(
                text,
                &font("/DW 99999999999999999999 /W [0 2147483647 1e300 0 [-1e308 1e308]]"),
            ),
        ),
        (
            "text at infinity",
            pdf_of(
                "BT /F1 1e30 Tf 1e308 1e308 Td 1e308 0 0 1e308 0 0 Tm <0041> Tj ET",
                &font(""),
            ),
        ),
        ("nothing but a head", b"%PDF-1.7\n".to_vec()),
    ] {
        match parse(Format::Pdf, &bytes) {
            Ok(parsed) => assert!(parsed.length < 100, "{name}"),
            Err(CellError::CannotStart(why)) => panic!("{name}: {why}"),
            Err(_) => {}
        }
    }
}

#[test]
fn a_file_that_the_parser_falls_over() {
    let bytes = include_bytes!("../../fuzz/found/pdf/xref-entry-cut-in-a-character");
    let parsed = parse(Format::Pdf, bytes);
    assert!(matches!(parsed, Err(CellError::Crashed)), "{parsed:?}");
}

#[test]
fn a_font_within_itself() {
    let bytes = include_bytes!("../../fuzz/found/pdf/font-within-itself");
    let parsed = parse(Format::Pdf, bytes);
    let is_read = matches!(parsed, Ok(_) | Err(CellError::Refused(_)));
    assert!(is_read, "{parsed:?}");
}

/// Names and lengths of everything below a folder.
fn tree(folder: &Path, out: &mut Vec<(String, u64)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let metadata = entry.metadata().unwrap();
        if metadata.is_dir() {
            tree(&entry.path(), out);
        } else {
            out.push((entry.path().display().to_string(), metadata.len()));
        }
    }
    out.sort();
}

#[test]
fn one_bad_file_does_not_stop_the_others_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (home, files) = (folder.path().join("home"), folder.path().join("files"));
    fs::create_dir(&files).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        fs::File::create(files.join(name))
            .unwrap()
            .write_all(bytes)
            .unwrap();
    };
    write("good.epub", &epub(PAGE));
    write(
        "good.html",
        b"<h1>\xd7\xdc</h1><meta charset=gb2312><p>\xd0\xc2\xd6\xca</p>",
    );
    write("bad.docx", &epub_with(PAGE, &[("../evil", b"x")]));
    write("text.docx", "正文".as_bytes());
    write("empty.pdf", b"");
    fs::File::create(files.join("sparse.pdf"))
        .unwrap()
        .set_len(4 << 30)
        .unwrap();
    let book = epub(PAGE);
    write("cut.epub", &book[..book.len() / 2]);
    write("linked.epub", &linked());
    write("twice.epub", &named_twice());
    write("deep.html", "<div>".repeat(100_000).as_bytes());
    write("deep.docx", &docx(&"<w:sdt>".repeat(100_000), ""));
    write(
        "laughs.epub",
        &book_of("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "", "&x;"),
    );
    let mut before = Vec::new();
    tree(&files, &mut before);
    let run = |language: &str| {
        Command::new(env!("CARGO_BIN_EXE_wengu"))
            .arg("import")
            .arg(&files)
            .env("WENGU_HOME", &home)
            .env("LC_ALL", language)
            .current_dir(&files)
            .output()
            .unwrap()
    };
    let chinese = run("zh_CN.UTF-8");
    assert_eq!(chinese.status.code(), Some(1));
    let told = String::from_utf8_lossy(&chinese.stderr).into_owned();
    for part in [
        "bad.docx 没有导入：压缩包里有不安全的文件名“../evil”",
        "text.docx 没有导入：不是这种格式的文件",
        "empty.pdf",
        "cut.epub 没有导入",
        "linked.epub 没有导入",
        "twice.epub 没有导入",
        "deep.html 没有导入",
        "deep.docx 没有导入",
        "laughs.epub 没有导入",
        "sparse.pdf 超过 256 MiB",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let english = String::from_utf8_lossy(&run("en_US.UTF-8").stderr).into_owned();
    assert!(
        english.contains("bad.docx was not imported: an entry in it has the unsafe name `../evil`"),
        "{english}"
    );
    let mut after = Vec::new();
    tree(&files, &mut after);
    assert_eq!(before, after);
    let list = Command::new(env!("CARGO_BIN_EXE_wengu"))
        .args(["doc", "list"])
        .env("WENGU_HOME", &home)
        .output()
        .unwrap();
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(list.contains("书") && list.contains("good"), "{list}");
    assert!(!folder.path().join("evil").exists());
}
