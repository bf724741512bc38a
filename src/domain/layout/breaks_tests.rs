use super::*;

/// The text with `|` at good places and `:` at reluctant ones.
fn shown_at(level: Punctuation, text: &str) -> String {
    let units: Vec<Unit> = Units::of(text, Widths::NARROW, level).collect();
    let mut out = String::new();
    for (n, unit) in units.iter().enumerate() {
        match unit.before {
            Quality::Good if n > 0 => out.push('|'),
            Quality::Reluctant if n > 0 => out.push(':'),
            _ => {}
        }
        let end = units.get(n + 1).map_or(text.len(), |next| next.at);
        out.push_str(&text[unit.at..end]);
    }
    out
}

fn shown(text: &str) -> String {
    shown_at(Punctuation::Gb, text)
}

#[test]
fn marks_stay_with_their_words() {
    for (text, broken) in [
        ("说“你”，了", "说|“你”，|了"),
        ("马克思·恩", "马|克|思·|恩"),
        ("北京～上海", "北|京～|上|海"),
        ("京—沪线", "京—|沪|线"),
        ("甲／乙", "甲／乙"),
        ("新——旧", "新:——|旧"),
        ("新……旧", "新……|旧"),
        ("新⸺旧", "新:⸺|旧"),
        ("新⋯⋯旧", "新⋯⋯|旧"),
        ("用“AI”做", "用|“AI”|做"),
    ] {
        assert_eq!(shown(text), broken);
    }
}

#[test]
fn notes_stay_with_words_and_marks_of_items_with_items() {
    for (text, broken) in [
        ("新质①生产", "新|质①|生|产"),
        ("发展。①其", "发|展。①|其"),
        ("新质[3]生", "新|质[3]|生"),
        ("新质［12］生", "新|质［12］|生"),
        ("国发〔2024〕5号", "国|发〔2024〕|5号"),
        ("新[甲]生", "新|[甲]|生"),
        ("如下：①创新；②协调", "如|下：|①创|新；|②协|调"),
        ("①创新", "①创|新"),
    ] {
        assert_eq!(shown(text), broken);
    }
}

#[test]
fn numbers_stay_with_their_units_and_dates_break_between_parts() {
    for (text, broken) in [
        ("约2.5万亿元的", "约|2.5万亿元|的"),
        ("长3.2%，到", "长|3.2%，|到"),
        ("长３．２％了", "长|３．２％|了"),
        ("升20℃至", "升|20℃|至"),
        ("高3个百分点以", "高|3个百分点|以"),
        ("走12公里路", "走|12公里|路"),
        ("在2024年3月5日会", "在|2024年:3月:5日|会"),
        ("晚10：30到", "晚|10：30|到"),
        ("要3～5年才", "要|3～:5年|才"),
        ("卖￥100了", "卖|￥100|了"),
        ("Ａ股ＧＤＰ增", "Ａ|股|ＧＤＰ|增"),
    ] {
        assert_eq!(shown(text), broken);
    }
}

#[test]
fn addresses_break_behind_slashes() {
    assert_eq!(
        shown("见 https://www.gov.cn/zhengce/2024-05/a_b?c=1 页"),
        "见 |https://:www.gov.cn/|zhengce/|2024-05/|a_b?:c=1 |页"
    );
    assert_eq!(shown("和/或"), "和/或");
    assert_eq!(shown_at(Punctuation::Basic, "和/或"), "和/|或");
}

#[test]
fn levels_part_what_they_may() {
    assert_eq!(
        shown_at(Punctuation::None, "“新”，—旧……"),
        "“|新|”|，|—|旧|……"
    );
    assert_eq!(shown_at(Punctuation::Basic, "甲／乙——丙"), "甲|／|乙|——|丙");
    assert_eq!(shown_at(Punctuation::Strict, "甲——丙"), "甲——|丙");
}
