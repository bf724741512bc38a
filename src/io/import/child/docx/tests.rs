//! Documents made in code.

use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::problem::Warning;
use crate::io::import::child::wire::Record;
use crate::io::import::child::zipped::zipped;

const RELATIONS: &str = "<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>";
const STYLES: &str = "<w:styles><w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>\
    <w:style w:type='paragraph' w:styleId='x'><w:name w:val='我的标题'/><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='t1'><w:name w:val='toc 1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='q'><w:name w:val='Quote'/></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='·'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%1）'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>";

fn found(body: &str, more: &[(&str, &str)]) -> Found {
    let document = format!("<w:document><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut entries = vec![("_rels/.rels", RELATIONS), ("word/document.xml", &document)];
    entries.extend([
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
    ]);
    entries.extend(more);
    let mut found = Found::default();
    parse(&zipped(&entries), &mut found).unwrap();
    found
}

fn shown(body: &str) -> Vec<String> {
    found(body, &[]).shown()
}

/// A paragraph with properties.
fn p(set: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{set}</w:pPr>{runs}</w:p>")
}

/// A run of words.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

fn list(id: u8, level: u8) -> String {
    format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{id}'/></w:numPr>")
}

#[test]
fn styles_and_lists() {
    let body = [
        p("<w:pStyle w:val='1'/>", &r("第一章")),
        p("<w:pStyle w:val='x'/>", &r("一节")),
        p("<w:outlineLvl w:val='2'/>", &r("三级")),
        p("", &r("正文")),
        p(&list(1, 0), &r("甲")),
        p(&list(1, 1), &r("点")),
        p(&list(1, 0), &(r("乙") + "<w:r><w:br/></w:r>" + &r("续"))),
        p(&list(1, 0), ""),
        p(&list(2, 0), &r("要点")),
        p("<w:pStyle w:val='q'/>", &r("引")),
        p("<w:pStyle w:val='t1'/>", &r("第一章 1")),
    ]
    .concat();
    let expected = [
        "h1 第一章",
        "h2 一节",
        "h3 三级",
        "P 正文",
        "i0#1 甲",
        "i1 点",
        "i0#2 乙",
        "i0+ 续",
        "P （一）要点",
        "Q 引",
    ];
    assert_eq!(shown(&body), expected);
}

#[test]
fn changes_fields_and_hidden_words_read_as_printed() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>";
    let body = [
        p("", &format!("{}<w:ins>{}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{hidden}", r("一"), r("新"))),
        p("<w:rPr><w:del/></w:rPr>", &r("前半")),
        p("", &r("后半")),
        p("", &format!("共{}<w:r><w:instrText>PAGE</w:instrText></w:r>{}{}{}{}", field("begin"), field("separate"), r("12"), field("end"), r("页"))),
        p("", &format!("{}<w:r><w:instrText> TOC \\o</w:instrText></w:r>{}{}", field("begin"), field("separate"), r("目录一"))),
        p("", &r("目录二")),
        p("", &field("end")),
        p("", "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"),
        p("", "<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>8</w:t></w:r>"),
    ]
    .concat();
    assert_eq!(
        shown(&body),
        ["P 一新", "P 前半后半", "P 12页", "P 汉（hàn）链", "P 10⁸"]
    );
}

#[test]
fn tables_boxes_and_pictures() {
    let cell = |set: &str, inner: &str| format!("<w:tc><w:tcPr>{set}</w:tcPr>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let one = |text: &str| cell("", &p("", &r(text)));
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[one("年"), cell("<w:gridSpan w:val='2'/>", &p("", &r("值")))]),
        row(&[
            cell("<w:vMerge w:val='restart'/>", &p("", &r("甲"))),
            one("1"),
            cell("", &(p("", &r("2")) + &p("", &r("3"))))
        ]),
        row(&[cell("<w:vMerge/>", &p("", "")), one("4"), one("5")]),
    );
    let frame = format!(
        "<w:tbl>{}</w:tbl>",
        row(&[cell("", &(p("", &r("框内")) + &p("", &r("又"))))])
    );
    let boxed = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let picture =
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' descr='山水'/></wp:inline></w:drawing></w:r>";
    let body = table + &frame + &p("", &(r("文") + boxed)) + &p("", picture);
    assert_eq!(
        shown(&body),
        [
            "T 年\t值",
            "T 甲\t1\t2 3",
            "T \t4\t5",
            "P 框内",
            "P 又",
            "P 文",
            "P 盒",
            "I [图: 山水]"
        ]
    );
}

#[test]
fn notes_stand_behind_their_paragraph() {
    let reference = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let body = p(
        "",
        &(r("甲") + &reference("footnote", 2) + &r("乙") + &reference("endnote", 2)),
    ) + &p(
        "",
        &(r("丙")
            + &reference("footnote", 3)
            + "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='4'/><w:t>*</w:t></w:r>"),
    );
    let note = |kind: &str, id: u8, text: &str| {
        format!(
            "<w:{kind} w:id='{id}'><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>",
            r(&format!(" {text}"))
        )
    };
    let foot = format!(
        "<w:footnotes><w:footnote w:type='separator' w:id='1'/>{}{}{}</w:footnotes>",
        note("footnote", 2, "释一"),
        note("footnote", 3, "释二"),
        note("footnote", 4, "星")
    );
    let end = format!("<w:endnotes>{}</w:endnotes>", note("endnote", 2, "末"));
    let notes = [
        ("word/footnotes.xml", foot.as_str()),
        ("word/endnotes.xml", &end),
    ];
    assert_eq!(
        found(&body, &notes).shown(),
        [
            "P 甲[1]{1}乙[i]{2}",
            "F [1]{1} 释一",
            "F [i]{2} 末",
            "P 丙[2]{3}*{4}",
            "F [2]{3} 释二",
            "F *{4} 星"
        ]
    );
    let circles = (
        "word/settings.xml",
        "<w:settings><w:footnotePr><w:numFmt w:val='decimalEnclosedCircleChinese'/></w:footnotePr></w:settings>",
    );
    let shown = found(&body, &[notes[0], notes[1], circles]).shown();
    assert_eq!(shown[0], "P 甲①{1}乙[i]{2}");
}

#[test]
fn a_note_is_kept_where_the_last_end_of_a_paragraph_is_removed() {
    let body = p(
        "<w:rPr><w:del/></w:rPr>",
        &(r("甲") + "<w:r><w:footnoteReference w:id='2'/></w:r>"),
    );
    let notes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>释</w:t></w:r></w:p></w:footnote></w:footnotes>";
    assert_eq!(
        found(&body, &[("word/footnotes.xml", notes)]).shown(),
        ["P 甲[1]{1}", "F [1]{1} 释"]
    );
}

#[test]
fn headings_set_by_hand() {
    let bold = |words: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>");
    let black = "<w:r><w:rPr><w:rFonts w:eastAsia='黑体'/></w:rPr><w:t>一、总体要求</w:t></w:r>";
    let title = "<w:r><w:rPr><w:rFonts w:eastAsia='方正小标宋简体'/><w:sz w:val='44'/></w:rPr><w:t>关于发展的意见</w:t></w:r>";
    let body = [
        p("<w:jc w:val='center'/>", title),
        p("", &r("为了发展，制定本意见。")),
        p("", black),
        p("", &bold("（一）指导思想")),
        p("", &(bold("（二）基本原则。") + &r("坚持创新。"))),
        p("", &r("三、没有加粗")),
    ]
    .concat();
    assert_eq!(
        shown(&body),
        [
            "h1 关于发展的意见",
            "P 为了发展，制定本意见。",
            "h2 一、总体要求",
            "h3 （一）指导思想",
            "P （二）基本原则。坚持创新。",
            "P 三、没有加粗"
        ]
    );
}

#[test]
fn what_the_document_says_of_itself() {
    let core = "<cp:coreProperties><dc:title>题</dc:title><dc:creator>某</dc:creator><dcterms:created>2024-01-02T03:04:05Z</dcterms:created></cp:coreProperties>";
    let found = found(&p("", &r("文")), &[("docProps/core.xml", core)]);
    let Record::Meta(meta) = &found.records[0] else {
        panic!("no metadata")
    };
    assert_eq!(meta.date.as_deref(), Some("2024-01-02"));
    assert_eq!(
        (meta.title.as_deref(), meta.author.as_deref()),
        (Some("题"), Some("某"))
    );
}

#[test]
fn what_is_no_document_is_refused() {
    let refusal = |bytes: &[u8]| match parse(bytes, &mut Found::default()) {
        Err(Fault::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refusal(b"text"), Refusal::NotThisFormat);
    assert_eq!(refusal(&zipped(&[("a.txt", "a")])), Refusal::NotThisFormat);
    assert_eq!(refusal(b"\xD0\xCF\x11\xE0 old"), Refusal::NotThisFormat);
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(refusal(&[COMPOUND, &name].concat()), Refusal::Encrypted);
    let laughs = zipped(&[
        ("_rels/.rels", RELATIONS),
        (
            "word/document.xml",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document><w:body/></w:document>",
        ),
    ]);
    assert_eq!(refusal(&laughs), Refusal::Entities);
}

const GIF: &str = "GIF89a................................";

fn drawing(id: &str, words: &str) -> String {
    format!("<w:r><w:drawing><wp:docPr descr='{words}'/><a:blip r:embed='{id}'/></w:drawing></w:r>")
}

#[test]
fn links_and_places() {
    let relations = "<Relationships><Relationship Id='r1' Target='http://a.cn/' TargetMode='External'/></Relationships>";
    let field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK \"http://b.cn\" \\o \"x\"</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r>";
    let runs = format!(
        "<w:hyperlink r:id='r1'>{}</w:hyperlink><w:hyperlink w:anchor='m'>{}</w:hyperlink>{field}{}<w:r><w:fldChar w:fldCharType='end'/></w:r>{}",
        r("甲"),
        r("乙"),
        r("丙"),
        r("丁")
    );
    let body = p("", &runs)
        + &p(
            "",
            &(String::from("<w:bookmarkStart w:name='m'/>") + &r("处")),
        );
    let found = found(&body, &[("word/_rels/document.xml.rels", relations)]);
    assert_eq!(
        found.shown(),
        ["P <甲|http://a.cn/><乙|#m><丙|http://b.cn>丁", "P 处"]
    );
    assert!(found.records.contains(&Record::Anchor("m".to_owned())));
}

#[test]
fn pictures_are_given_out_once() {
    let relations = "<Relationships><Relationship Id='r1' Target='media/a.gif'/><Relationship Id='r2' Target='/word/media/b.gif'/>\
        <Relationship Id='r3' Target='media/none.gif'/></Relationships>";
    let large = GIF.to_owned() + &"x".repeat(600);
    let body = p("", &drawing("r1", "图一"))
        + &p(
            "",
            &(r("文") + &drawing("r2", "") + &drawing("r1", "又") + &drawing("r3", "缺")),
        );
    let parts = [
        ("word/_rels/document.xml.rels", relations),
        ("word/media/a.gif", GIF),
        ("word/media/b.gif", &large),
    ];
    let found = found(&body, &parts);
    assert_eq!(
        found.shown(),
        [
            "I <[图: 图一]|#kept>",
            "P 文<[图]|#kept><[图: 又]|#kept>[图: 缺]"
        ]
    );
    let kept: Vec<&[u8]> = found.pictures.iter().map(|p| p.bytes.as_slice()).collect();
    assert_eq!(kept, [GIF.as_bytes(), large.as_bytes()]);
    let left_out = Record::Warning(Warning::PicturesLeftOut { pictures: 1 });
    assert!(found.records.contains(&left_out));
}

#[test]
fn a_note_of_code_stands_behind_the_code() {
    let notes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>释</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let code = |runs: &str| p("<w:pStyle w:val='c'/>", runs);
    let styles = STYLES.replace("</w:styles>", "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='Source Code'/></w:style></w:styles>");
    let body = code(&(r("let a") + "<w:r><w:footnoteReference w:id='2'/></w:r>"))
        + &code(&r("let b"))
        + &p("", &r("后"));
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let entries = [
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/footnotes.xml", notes),
    ];
    let mut found = Found::default();
    parse(&zipped(&entries), &mut found).unwrap();
    assert_eq!(
        found.shown(),
        ["C let a[1]{1}\nlet b", "F [1]{1} 释", "P 后"]
    );
}
