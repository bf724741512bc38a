//! Whole pages and what is left of them.

use super::*;
use crate::io::import::child::inside::Found;
use crate::io::import::child::wire::Record;
use encoding_rs::GB18030;

fn found(bytes: &[u8]) -> Found {
    let mut found = Found::default();
    parse(bytes, None, &mut found).unwrap();
    found
}

const BODY: &str = "<p>发展新质生产力是推动高质量发展的内在要求和重要着力点，必须继续做好创新这篇大文章。</p>\
    <p>高质量发展需要新的生产力理论来指导，而新质生产力已经在实践中形成。</p>";

#[test]
fn a_plain_page_is_kept_whole() {
    let page =
        format!("<h1>题</h1>{BODY}<ul><li>甲</li></ul><p>见<a href='http://a.b/'>原文</a>。");
    let shown = found(page.as_bytes()).shown();
    assert_eq!(shown.len(), 5, "{shown:?}");
    assert_eq!(shown[4], "P 见<原文|http://a.b/>。");
}

#[test]
fn what_surrounds_the_text_is_left_out() {
    let links = "<li><a href=/1>首页</a><li><a href=/2>新闻</a><li><a href=/3>理论</a>";
    let page = format!(
        "<title>题 - 某网</title><meta name=author content=某人><body><div class=top><ul>{links}</ul></div>\
         <div class='breadcrumb'>位置 &gt; 理论</div><h1>题</h1><div id=wrap><div class='content sidebar-off'>{BODY}\
         <p>一<sup><a href='#n1'>[1]</a></sup></p><aside id=note class=notes><p id=n1>[1] 注</p></aside></div></div>\
         <aside>推荐阅读</aside><footer>版权所有</footer>"
    );
    let found = found(page.as_bytes());
    let shown = found.shown();
    assert_eq!(shown[0], "h1 题");
    assert_eq!(shown[3..], ["P 一[1]{1}", "F [1]{1} 注"]);
    let Record::Meta(meta) = &found.records[0] else {
        panic!("{found:?}")
    };
    assert_eq!(meta.title.as_deref(), Some("题"));
    assert_eq!(meta.author.as_deref(), Some("某人"));
}

#[test]
fn an_old_page_in_gb2312_laid_out_by_tables() {
    let page = format!(
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body>\
         <table><tr><td><a href=1>甲</a><a href=2>乙</a><a href=3>丙</a></td></tr></table>\
         <table><tr><td width=100>栏目</td><td><font size=3>{BODY}</font></td></tr></table></body>"
    );
    let (bytes, _, _) = GB18030.encode(&page);
    let shown = found(&bytes).shown();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[0].starts_with("P 发展新质生产力"));
}

#[test]
fn a_page_that_is_a_list_of_links_is_kept() {
    let page = "<h1>目录</h1><ul><li><a href=1>甲</a><li><a href=2>乙</a><li><a href=3>丙</a></ul>";
    let shown = found(page.as_bytes()).shown();
    assert_eq!(shown, ["h1 目录", "i0 <甲|1>", "i0 <乙|2>", "i0 <丙|3>"]);
}
