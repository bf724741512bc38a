//! Books made in code.

use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::wire::Record;
use crate::io::import::child::zipped::zipped;

const CONTAINER_TEXT: &str =
    "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";

fn parsed(entries: &[(&str, &str)]) -> Result<Found, Fault> {
    let mut all = vec![
        ("mimetype", "application/epub+zip"),
        (CONTAINER, CONTAINER_TEXT),
    ];
    all.extend(entries);
    let mut found = Found::default();
    parse(&zipped(&all), &mut found).map(|()| found)
}

const PACKAGE: &str = "<package><metadata><dc:title>书名</dc:title><dc:creator>甲</dc:creator><dc:creator>乙</dc:creator><dc:date>2024</dc:date></metadata>\
    <manifest><item id='n' href='notes.xhtml' media-type='application/xhtml+xml'/><item id='a' href='text/a.xhtml' media-type='application/xhtml+xml'/>\
    <item id='b' href='text/b%20b.xhtml' media-type='application/xhtml+xml'/><item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
    <item id='x' href='none.xhtml' media-type='application/xhtml+xml'/><item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest>\
    <spine toc='ncx'><itemref idref='n' linear='no'/><itemref idref='nav'/><itemref idref='a'/><itemref idref='x'/><itemref idref='b'/></spine></package>";
const A: &str = "<?xml version='1.0'?><!DOCTYPE html><html><head><title/></head><body><p>第一章</p><p>正文<a href='../notes.xhtml#n1'><sup>1</sup></a>。<a id='page1'/></p></body></html>";
const B: &str = "<html><body><h1>第二章</h1><p id='s'>一</p><p>又<span epub:type='pagebreak' title='12'/>文</p></body></html>";
const NOTES: &str = "<html><body><p id='n1'><a href='text/a.xhtml#r'>[1]</a>释</p></body></html>";

#[test]
fn chapters_in_the_order_of_the_spine_with_the_headings_of_the_contents() {
    let nav = "<html><body><nav epub:type='landmarks'><ol><li><a href='x'>无</a></li></ol></nav><nav epub:type='toc'><ol><li><a href='text/a.xhtml'>第一章</a></li>\
        <li><a href='text/b%20b.xhtml'>第二章</a><ol><li><a href='text/b%20b.xhtml#s'>第一节</a></li></ol></li></ol></nav></body></html>";
    let found = parsed(&[
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/nav.xhtml", nav),
        ("OEBPS/text/a.xhtml", A),
        ("OEBPS/text/b b.xhtml", B),
        ("OEBPS/notes.xhtml", NOTES),
    ])
    .unwrap();
    let expected = [
        "h1 第一章",
        "P 正文[1]{1}。",
        "h1 第二章",
        "h2 第一节",
        "P 一",
        "P 又文",
        "F [1]{1} 释",
    ];
    assert_eq!(found.shown(), expected);
    let Record::Meta(meta) = &found.records[0] else {
        panic!("no metadata")
    };
    assert_eq!(meta.title.as_deref(), Some("书名"));
    assert_eq!(meta.author.as_deref(), Some("甲、乙"));
    let missing = Record::Warning(Warning::PartMissing("OEBPS/none.xhtml".to_owned()));
    assert!(found.records.contains(&missing));
    assert!(found.records.contains(&Record::Page("12".to_owned())));
}

#[test]
fn an_old_book_has_its_contents_in_an_ncx() {
    let package = PACKAGE.replace(" properties='nav'", "");
    let ncx = "<ncx><navMap><navPoint><navLabel><text>第一章</text></navLabel><content src='text/a.xhtml'/><navPoint><navLabel><text>第二章</text></navLabel><content src='text/b%20b.xhtml'/></navPoint></navPoint></navMap></ncx>";
    let b = B.replace("h1>", "p>");
    let found = parsed(&[
        ("OEBPS/book.opf", &package),
        ("OEBPS/toc.ncx", ncx),
        ("OEBPS/text/a.xhtml", A),
        ("OEBPS/text/b b.xhtml", &b),
    ])
    .unwrap();
    let expected = ["h1 第一章", "P 正文[1]{1}。", "h2 第二章", "P 一", "P 又文"];
    assert_eq!(found.shown(), expected);
}

/// A book whose chapters and sections are set alike, with its contents printed before them.
fn book_of_sections(ncx: &str) -> Vec<String> {
    let package = PACKAGE.replace(" properties='nav'", "");
    let links = [
        "a.xhtml",
        "a.xhtml#s",
        "a.xhtml#t",
        "b b.xhtml",
        "b%20b.xhtml#s",
    ];
    let links = links.map(|to| format!("<dt><a href='{to}'>第一章 某节</a></dt>"));
    let a = format!(
        "<html><body><div><p>目录</p><dl>{}</dl></div><h1>第一章</h1><p>正文</p><div id='s'><h1>第一节</h1></div>\
         <p>甲</p><h3>提示</h3><p>见<a href='a.xhtml#t'>下节</a></p><h1 id='t'>第二节</h1></body></html>",
        links.concat()
    );
    let found = parsed(&[
        ("OEBPS/book.opf", &package),
        ("OEBPS/toc.ncx", ncx),
        ("OEBPS/text/a.xhtml", &a),
        ("OEBPS/text/b b.xhtml", B),
    ]);
    found.unwrap().shown()
}

#[test]
fn headings_stand_where_the_contents_have_them_and_printed_contents_go() {
    let point = |text: &str, to: &str, inner: &str| {
        format!(
            "<navPoint><navLabel><text>{text}</text></navLabel><content src='text/{to}'/>{inner}</navPoint>"
        )
    };
    let sections = point("第一节", "a.xhtml#s", "") + &point("第二节", "a.xhtml#t", "");
    let chapters = point("第一章", "a.xhtml", &sections)
        + &point(
            "第二章",
            "b%20b.xhtml",
            &point("第一节", "b%20b.xhtml#s", ""),
        );
    let book = point("书名", "a.xhtml#top", &chapters);
    for points in [chapters, book] {
        let shown = book_of_sections(&format!("<ncx><navMap>{points}</navMap></ncx>"));
        let headings: Vec<&String> = shown
            .iter()
            .filter(|block| block.starts_with('h'))
            .collect();
        assert_eq!(
            headings,
            [
                "h1 第一章",
                "h2 第一节",
                "h4 提示",
                "h2 第二节",
                "h1 第二章",
                "h2 第一节"
            ],
            "{shown:?}"
        );
        assert!(
            !shown.iter().any(|block| block.contains("目录")),
            "{shown:?}"
        );
        assert!(
            shown.iter().any(|block| block.starts_with("P 见")),
            "{shown:?}"
        );
    }
    // Without a table of contents nothing tells that the links are one.
    let shown = book_of_sections("");
    assert!(
        shown.iter().any(|block| block.contains("目录")),
        "{shown:?}"
    );
}

#[test]
fn an_encrypted_book_is_refused_and_one_with_hidden_fonts_is_not() {
    let of = |algorithm: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/></EncryptedData></encryption>"
        )
    };
    let refused = |algorithm: &str| {
        parsed(&[
            (ENCRYPTION, &of(algorithm)),
            ("OEBPS/book.opf", PACKAGE),
            ("OEBPS/text/a.xhtml", A),
        ])
        .err()
    };
    assert!(matches!(
        refused("http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
        Some(Fault::Refused(Refusal::Encrypted))
    ));
    assert!(refused("http://www.idpf.org/2008/embedding").is_none());
}

#[test]
fn entities_of_a_chapter_are_refused() {
    let chapter = format!("<!DOCTYPE html [<!ENTITY a 'b'>]>{B}");
    let refused = parsed(&[
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/text/a.xhtml", &chapter),
    ]);
    assert!(matches!(refused, Err(Fault::Refused(Refusal::Entities))));
}

#[test]
fn pictures_and_links_of_chapters() {
    let gif = format!("GIF89a{}", "x".repeat(600));
    let a = A.replace(
        "<a id='page1'/>",
        "<a href='b%20b.xhtml#s'>后文</a><img src='../img/%E5%9B%BE.gif'/>",
    );
    let b = B.replace(
        "<h1>",
        "<p><a href='a.xhtml'>前文</a><img src='../img/图.gif' alt='图'/></p><h1>",
    );
    let found = parsed(&[
        ("OEBPS/book.opf", PACKAGE),
        ("OEBPS/text/a.xhtml", &a),
        ("OEBPS/text/b b.xhtml", &b),
        ("OEBPS/img/图.gif", &gif),
    ])
    .unwrap();
    let shown = found.shown();
    assert!(
        shown[1].ends_with("。<后文|#b b.xhtml#s><[图]|#kept>"),
        "{shown:?}"
    );
    assert_eq!(shown[2], "P <前文|#a.xhtml#><[图: 图]|#kept>");
    assert_eq!(found.pictures.len(), 1);
    assert_eq!(found.pictures[0].bytes, gif.as_bytes());
    for name in ["a.xhtml#", "b b.xhtml#s"] {
        assert!(
            found.records.contains(&Record::Anchor(name.to_owned())),
            "{name}"
        );
    }
}
