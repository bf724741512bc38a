//! Pieces of pages and the blocks they become.

use super::super::tree::Syntax;
use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::pictures::FoundPicture;
use crate::io::import::child::wire::Record;

/// Every picture is where the page says.
struct Named;

impl FindPicture for Named {
    fn find(&mut self, reference: &str, _: &mut dyn Sink) -> Result<Option<FoundPicture>, Fault> {
        let source = reference.to_owned();
        let is_small = false;
        Ok(Some(FoundPicture { source, is_small }))
    }
}

fn walked(text: &str) -> Vec<String> {
    walked_with(text, &[])
}

fn walked_with(text: &str, contents: &[(&str, u8, &str)]) -> Vec<String> {
    let tree = Tree::parse(text, Syntax::Html).unwrap();
    let mut by_anchor: HashMap<String, Vec<ContentsEntry>> = HashMap::new();
    for (anchor, level, text) in contents {
        by_anchor
            .entry((*anchor).to_owned())
            .or_default()
            .push(ContentsEntry {
                level: *level,
                text: (*text).to_owned(),
            });
    }
    let chapter = Chapter {
        file: "a.xhtml",
        is_alone: false,
        tree: &tree,
        left_out: HashSet::new(),
        contents: by_anchor,
        headings: HashMap::new(),
    };
    let mut found = Found::default();
    Walker::new(&chapter, &mut Notes::default(), &mut Named, &mut found)
        .run(&[Tree::root()])
        .unwrap();
    found.shown()
}

#[test]
fn kinds_of_blocks() {
    let page = "<title>t</title><h2>题</h2>散文<p>正文\n第二行\nword</p><blockquote><p>引文<p>——出处</blockquote>\
        <ul><li>甲<li>乙<ol start=3><li>丙<li value=7>丁</ol></ul><hr><pre>a\n b</pre>\
        <dl><dt>词<dd>义</dl><script>x</script><p style='display: none'>藏";
    let expected = [
        "h2 题",
        "P 散文",
        "P 正文第二行 word",
        "Q 引文",
        "Q ——出处",
        "i0 甲",
        "i0 乙",
        "i1#3 丙",
        "i1#7 丁",
        "R",
        "C a\n b",
        "P 词",
        "P 义",
    ];
    assert_eq!(walked(page), expected);
}

#[test]
fn lines_and_paragraphs_go_on() {
    let page = "<p>床前明月光，<br>疑是地上霜。</p><ol><li><p>甲</p><p>又</p></li><li>乙</li></ol>";
    let expected = [
        "P 床前明月光，",
        "P+ 疑是地上霜。",
        "i0#1 甲",
        "i0+ 又",
        "i0#2 乙",
    ];
    assert_eq!(walked(page), expected);
}

#[test]
fn ruby_powers_and_pictures() {
    let page = "<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>语 10<sup>-8</sup> 米\
        <p>一<img alt='犇'>字<p><img alt=图一><img><figure><img alt=\"山\n水\"><figcaption>图二 山水</figcaption></figure>";
    let expected = [
        "P 汉（hàn）语 10⁻⁸ 米",
        "P 一[图: 犇]字",
        "I [图: 图一]",
        "I [图: 山 水]",
        "P 图二 山水",
    ];
    assert_eq!(walked(page), expected);
}

#[test]
fn tables_are_rows_unless_they_only_lay_out() {
    let page = "<table><caption>表一</caption><tr><th>年<th colspan=2>值<tr><td rowspan=2>甲<td>1\t1<td><p>2</p><p>3</p><tr><td>4<td>5</table>\
        <table><tr><td>导航<td><h1>题</h1><table><tr><td>x<td>y</table></table><table><tr><td>框</table>";
    let expected = [
        "P 表一",
        "T 年\t值",
        "T 甲\t1 1\t2 3",
        "T \t4\t5",
        "P 导航",
        "h1 题",
        "T x\ty",
        "P 框",
    ];
    assert_eq!(walked(page), expected);
}

#[test]
fn notes_by_type_by_habit_and_by_bracket() {
    let page = "<p>甲<a epub:type='noteref' href='#n1'>1</a>乙<sup><a id=r2 href='#n2'>2</a></sup>丙<a href='#n3'>[3]</a>\
        <a href='#ch2'>第二章</a><a href='#n9'>9</a>。</p><aside epub:type=footnote id=n1><p>释一</p><p>又</p></aside>\
        <p><a id=n2 href='#r2'>[2]</a> 释二<sup>2</sup><a href='#r2'>↩</a></p><ol><li id=n3>3. 释三</li></ol><p>完</p>";
    let expected = [
        "P 甲[1]{1}乙[2]{2}丙[3]{3}<第二章|#a.xhtml#ch2><9|#a.xhtml#n9>。",
        "F [1]{1} 释一",
        "F 又",
        "F [2]{2} 释二²",
        "F [3]{3} 释三",
        "P 完",
    ];
    assert_eq!(walked(page), expected);
}

#[test]
fn a_list_of_notes_is_not_its_first_note() {
    let page = "<p>甲<a class='footnote-ref' href='#n1'>1</a>乙<a class='footnote-ref' href='#n2'>2</a></p>\
        <div class='footnotes'><hr/><ol><li id=n1><p>释一</p></li><li id=n2><p>释二</p></li></ol></div>";
    let expected = ["P 甲[1]{1}乙[2]{2}", "R", "F [1]{1} 释一", "F [2]{2} 释二"];
    assert_eq!(walked(page), expected);
}

#[test]
fn a_line_end_of_a_program_is_a_space() {
    let long = "新质生产力已经在实践中形成并展示出对高质量发展的强劲推动力、支撑力，需要我们从理论上进行总结、概括，用以指导新的发展实践。";
    let shown = walked(&format!("<h1>第一章\n内涵</h1><p>{long}\n新时代"));
    assert_eq!(
        shown,
        ["h1 第一章 内涵".to_owned(), format!("P {long} 新时代")]
    );
}

#[test]
fn a_reference_that_is_a_picture_has_a_number() {
    let page = "<p>甲<a class='duokan-footnote' href='#n'><img alt='' src=note.png></a></p>\
        <ol><li class='duokan-footnote-item' id=n><p><a href='#r'>◎</a>释</p></li></ol>";
    assert_eq!(walked(page), ["P 甲[1]{1}", "F [1]{1} 释"]);
}

#[test]
fn the_table_of_contents_names_headings() {
    let contents = [
        ("", 1, "第一章 开端"),
        ("s1", 2, "一"),
        ("s2", 2, "第二节"),
        ("s3", 2, "第三节"),
        ("none", 2, "无"),
    ];
    let page = "<img alt=饰><p>第一章<p>开端<p id=s1>正文一。<p>又。<h3 id=s2>第二节 别名</h3><p id=s3>第三节<p>完。";
    let expected = [
        "I [图: 饰]",
        "h1 第一章",
        "P 开端",
        "h2 一",
        "P 正文一。",
        "P 又。",
        "h2 第二节 别名",
        "h2 第三节",
        "P 完。",
    ];
    assert_eq!(walked_with(page, &contents), expected);
}

#[test]
fn links_keep_where_they_lead() {
    let page = "<p>见<a href='http://a.cn/b'>原<b>文</b></a>、<a href='c%20c.xhtml#x'>下章</a>、\
        <a href='../t/b.xhtml'>本书</a>、<a href='#y'>此处</a>、<a href='javascript:go()'>无</a>、<a name='z'>名</a>";
    assert_eq!(
        walked(page),
        [
            "P 见<原文|http://a.cn/b>、<下章|#c c.xhtml#x>、<本书|#b.xhtml#>、<此处|#a.xhtml#y>、无、名"
        ]
    );
}

#[test]
fn pictures_keep_what_they_are() {
    let page = "<p><img src='a.png' alt=' 图 一 '></p><p>文<img src=b.png><img data-src=c.png src=x.gif alt=丙>\
        <svg><title>x</title><image xlink:href='d.jpg'/></svg><img alt=无源><img><img src=e.png width=16>";
    assert_eq!(
        walked(page),
        [
            "I <[图: 图 一]|a.png>",
            "P 文<[图]|b.png><[图: 丙]|c.png><[图]|d.jpg>[图: 无源]"
        ]
    );
}

#[test]
fn a_place_is_that_of_the_block_that_follows() {
    let mut found = Found::default();
    let tree = Tree::parse(
        "<h1>题</h1><div id=a><p id=b>甲</p></div><p>乙",
        Syntax::Html,
    )
    .unwrap();
    let chapter = Chapter {
        file: "a.xhtml",
        is_alone: false,
        tree: &tree,
        left_out: HashSet::new(),
        contents: HashMap::new(),
        headings: HashMap::new(),
    };
    Walker::new(&chapter, &mut Notes::default(), &mut Named, &mut found)
        .run(&[Tree::root()])
        .unwrap();
    let names = found.records.iter().map(|record| match record {
        Record::Anchor(name) => name.as_str(),
        _ => "-",
    });
    let names: Vec<&str> = names.collect();
    assert_eq!(names, ["a.xhtml#", "-", "a.xhtml#a", "a.xhtml#b", "-", "-"]);
}
