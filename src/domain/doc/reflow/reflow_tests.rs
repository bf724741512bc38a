use super::*;
use crate::domain::doc::BlockKind;

fn drafts(text: &str, options: &Options) -> (Vec<Draft>, Report) {
    let mut out = Vec::new();
    let report = reflow(text, options, &mut |draft| out.push(draft));
    (out, report)
}

/// The lines of a text come out as blocks, none joined and none taken out.
fn comes_through(text: &str) {
    let (out, report) = drafts(text, &Options::default());
    let found: Vec<&str> = out.iter().flat_map(|d| d.text.lines()).collect();
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    assert_eq!(found, lines, "{:?}", report.kind);
    assert_eq!((report.joins, report.removals.len()), (0, 0));
}

#[test]
fn prose_with_a_line_for_each_paragraph_comes_through() {
    comes_through(
        "读书的方法\n\n书要一遍一遍地读。第一遍知道大意，第二遍看清次序，第三遍记住要点。读到不懂的地方不要停，记下来，回头再看。\n\n读的时候手里要有笔。写下来的才是自己的，划线不算。\n\n一、温故\n\n旧书重读，每一遍都有新的意思，这就是温故而知新。\n\n二、知新\n\n新的知识要同旧的连起来，不然过几天就忘了。\n",
    );
}

#[test]
fn verse_comes_through() {
    comes_through("白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。\n");
    comes_through("空山不见人\n但闻人语响\n返景入深林\n复照青苔上\n");
    comes_through("两个黄鹂鸣翠柳，一行白鹭上青天。\n窗含西岭千秋雪，门泊东吴万里船。\n");
}

#[test]
fn a_list_of_short_lines_comes_through() {
    comes_through("牛奶\n鸡蛋十个\n面粉两斤\n苹果\n一瓶酱油\n给小王的生日礼物\n");
    comes_through("苹果  3\n香蕉  5\n梨  7\n葡萄  12\n");
}

#[test]
fn program_code_comes_through_with_its_indents() {
    let text = "fn main() {\n    let total: u32 = (1..=3).sum();\n    if total > 5 {\n        println!(\"{total}\");\n    }\n}\n";
    comes_through(text);
    let (out, _) = drafts(text, &Options::default());
    assert_eq!(
        (out[0].kind, out[0].text.as_str()),
        (BlockKind::Code, text.trim_end())
    );
}

#[test]
fn english_mail_comes_through() {
    comes_through(
        "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nSubject: The reading group\n\nHello Bob,\n\nthe reading group meets on Thursday at seven, as always in the back\nroom of the library. We have reached chapter four, and I would be glad\nif you could say a few words about it.\n\n> Shall I bring the old edition?\n\nYes, please.\n\nBest wishes,\nAnn\n",
    );
}

#[test]
fn a_decision_holds_when_the_text_is_imported_again() {
    let text = "书名\n\n新时代新征程，这是一个很长的句子，需要我们从理论上进行总结、概括，用以指导新的发展实\n\n践。发展要求催生出了这个概念，总结出它是为了更好地落实首要任务。\n\n最后一段在这里结束。\n";
    let (before, report) = drafts(text, &Options::default());
    assert_eq!(before.len(), 3);
    let seam = report.seams.iter().find(|s| s.joined).unwrap();
    let mut options = Options::default();
    options.decisions.decide(seam.key, false);
    let (flipped, report) = drafts(text, &options);
    assert_eq!(flipped.len(), 4);
    assert!(
        report
            .seams
            .iter()
            .any(|s| s.decided && !s.joined && !s.is_doubtful())
    );
    let changed = text
        .replace("最后一段", "新加了一段。\n\n最后一段")
        .replace("书名", "另一个书名");
    assert_eq!(
        drafts(&changed, &options).0.len(),
        drafts(&changed, &Options::default()).0.len() + 1
    );
}

/// Pages whose heads and numbers are more than may be taken out without asking.
fn pages() -> String {
    let page = |n: u32| {
        format!(
            "这一页从头到尾只有一段话，说的是读书的次序和方法，前后都连着。第{n}段的话说到这里还没有说完，要翻过一页才知道后面写的是什么内容\n\n某某大学某某学院学习资料汇编\n\n- {n} -\n\n，就是这样，读过的人都明白这个道理，没有读过的人也不难想见其中的次序和方法。\n\n"
        )
    };
    (1..9).map(page).collect()
}

#[test]
fn more_than_three_percent_is_asked_for() {
    let text = pages();
    let (out, report) = drafts(&text, &Options::default());
    assert!(report.held.asks() && report.removals.is_empty());
    assert!(out.iter().any(|d| d.text.starts_with("- 3 -")));
    let all = Options {
        removals: Removals::All,
        ..Options::default()
    };
    let (out, report) = drafts(&text, &all);
    assert!(
        !report.held.asks() && report.removals.len() >= 14,
        "{}",
        report.removals.len()
    );
    assert!(out.iter().all(|d| !d.text.starts_with("- 3 -")));
}

#[test]
fn what_is_held_back_is_told_of_the_stretches_where_it_stands() {
    let clean = "读书要一遍一遍地读。读到不懂的地方不要停，记下来，回头再看。\n".repeat(400);
    let text = pages() + &clean;
    let (options, middle) = (Options::default(), pages().len());
    let mut worker = stretch::Worker::new(&text, &options);
    for range in [0..middle, middle..text.len()] {
        let part = windows::Stretch {
            range,
            continued: false,
        };
        worker.work(&part, &mut |_| {});
    }
    let report = worker.report();
    assert!(report.held.asks() && report.removed == 0);
    assert!(report.held.share() > 0.03, "{:?}", report.held);
    assert!(report.held.characters * 100 < report.characters * 3);
}

#[test]
fn a_forced_kind_is_used() {
    let text = "一行没有说完的话\n在下一行说完了。\n";
    for (kind, count) in [(Kind::Verse, 2), (Kind::AsIs, 2)] {
        let options = Options {
            kind: Some(kind),
            ..Options::default()
        };
        let (out, report) = drafts(text, &options);
        assert_eq!((out.len(), report.kind, report.forced), (count, kind, true));
    }
}

/// What is left of an indent may be narrower than the indent was in print.
#[test]
fn first_lines_are_whole_however_narrow_their_indent_is_now() {
    let paragraph = "生产力是人类在生产实践中形成的能力。它随着科学和技术的进步而发展，也随着人的本领一同增长。所以要学习，还要时时温习。这样旧的知识才会变成新的本领，用到新的地方去，又从那里带回新的问题来。";
    let chars: Vec<char> = paragraph.chars().collect();
    let (first, rest) = chars.split_at(20);
    let line = |chars: &[char]| chars.iter().collect::<String>() + "\n\n";
    let mut text = String::from("  ") + &line(first);
    text.extend(rest.chunks(22).map(line));
    let (out, _) = drafts(&text.repeat(6), &Options::default());
    let found: Vec<&str> = out.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(found, [paragraph; 6]);
}

/// The ends of English lines are ragged; that a line starts with a small letter tells that it goes on.
#[test]
fn english_lines_are_joined_with_spaces() {
    let paragraphs = [
        "Reading a book twice is not the same as reading two books. The second time the reader knows where the argument leads, and sees the steps that were hidden the first time: a definition that seemed idle, an example that carried more than it showed. What was learned slowly stays, and what was learned in haste has to be learned again.",
        "Notes help. They should be short, and in one's own words, since a sentence that was only copied has not been understood yet. A good note can be read a year later without the book, and leads back to the page that it came from.",
    ];
    let mut text = String::new();
    for paragraph in paragraphs {
        let mut width = 0;
        for word in paragraph.split(' ') {
            if width + word.len() > 58 {
                text.push('\n');
                width = 0;
            } else if width > 0 {
                text.push(' ');
            }
            text.push_str(word);
            width += word.len() + 1;
        }
        text.push_str("\n\n");
    }
    let (out, _) = drafts(&text, &Options::default());
    let found: Vec<&str> = out.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(found, paragraphs);
}

#[test]
fn english_lines_that_start_something_stay_apart() {
    let list = "What a reader should bring to the table every single day:\na) a pencil, which can be erased when the book turns out right\nb) paper for what is too long to be put into the margin\nc) patience for the chapters that do not open at once\n";
    let (out, _) = drafts(list, &Options::default());
    let starts: Vec<&str> = out.iter().map(|d| d.text.get(..2).unwrap()).collect();
    assert_eq!(starts, ["Wh", "a)", "b)", "c)"]);
}

#[test]
fn the_sign_that_a_mark_is_raised_goes() {
    let text = "甲的书里说，温故而知新，可以为师矣^①。乙的书里也这样说，只是换了几个字，意思没有变^②。\n\n^① 甲的书，第12页\n\n②乙的书，第34页\n\n2^①里的这个记号不是注号，后面没有注。这一段话只是为了把页面写满，没有别的意思，读过就算。\n";
    let (out, report) = drafts(text, &Options::default());
    let found: Vec<&str> = out.iter().map(|d| d.text.as_str()).collect();
    assert!(found[0].contains("为师矣①。") && found[0].ends_with("没有变②。"));
    assert_eq!(found[1..3], ["① 甲的书，第12页", "② 乙的书，第34页"]);
    assert!(found[3].starts_with("2^①里"));
    assert_eq!((report.removals.len(), report.removed), (3, 3));
    let options = Options {
        removals: Removals::None,
        ..Options::default()
    };
    let (out, report) = drafts(text, &options);
    assert!(out[0].text.contains("为师矣^①。") && report.removals.is_empty());
}

/// A paragraph of so many characters, which ends a sentence.
fn paragraph(count: usize) -> String {
    let words = "读书要一遍一遍地读读到不懂的地方不要停记下来回头再看旧书重读每一遍都有新的意思";
    let mut text: String = words.chars().cycle().take(count - 1).collect();
    text.push('。');
    text
}

/// Pages of lines of thirty characters, as lines of parts; the running head stands between them.
fn in_parts(pages: &[&str]) -> String {
    pages.join("\n\n读书的方法\n\n") + "\n"
}

#[test]
fn a_page_that_ends_with_a_sentence_goes_on_with_words_that_point_back() {
    let long = paragraph(28 + 60);
    let cut = |n: usize| paragraph(n).replace('。', "是");
    let mut pages = Vec::new();
    for n in 0..6 {
        pages.push(format!("然后{}\n\n{}", paragraph(40 + n), cut(28 + 30 * n)));
    }
    pages.push(format!("然后{}\n\n{long}", paragraph(50)));
    let back = format!("这{}", paragraph(44));
    pages.push(back.clone());
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let options = Options {
        removals: Removals::All,
        ..Options::default()
    };
    let (out, report) = drafts(&in_parts(&pages), &options);
    assert_eq!(report.shape.page_width, Some(60), "{:#?}", report.shape);
    assert!(
        out.iter()
            .any(|d| d.text == [long.as_str(), &back].concat())
    );
    let other = in_parts(&pages).replace(&back, &format!("第二天{}", paragraph(44)));
    let (out, _) = drafts(&other.replace(&long, &paragraph(28 + 47)), &options);
    assert!(out.iter().any(|d| d.text.starts_with("第二天")));
}

#[test]
fn indents_mark_paragraphs_though_headings_end_with_words() {
    let heading = "\u{3000}\u{3000}怎样把一本厚书读成一本薄书，又把它读厚的几点\n";
    let whole = format!("\u{3000}\u{3000}{}\n", paragraph(90));
    let part = paragraph(58).replace('。', "是");
    let cut = format!("\u{3000}\u{3000}{part}\n{}\n", paragraph(40));
    let text = [heading, &whole, &whole].concat().repeat(5) + &cut + &cut;
    let (out, report) = drafts(&text, &Options::default());
    assert!(report.shape.indents_mark, "{:#?}", report.shape);
    assert_eq!(out.len(), 15 + 2);
}

#[test]
fn a_numbered_heading_that_fills_its_line_does_not_end_with_a_sentence() {
    let line = |n: usize| paragraph(n).replace('。', "是");
    let body = format!("{}\n{}\n{}\n", line(14), line(14), paragraph(9));
    let heading = "2.3 怎样读书才读得进去呢\n读书先要坐得住，心静。\n";
    let text = [body.as_str(), &body, heading, &body, &body].concat();
    let options = Options {
        kind: Some(Kind::HardWrapped),
        ..Options::default()
    };
    let (out, _) = drafts(&text, &options);
    assert!(
        out.iter().any(|d| d.text == "2.3 怎样读书才读得进去呢"),
        "{out:#?}"
    );
}

/// An article as journals print it: what stands before its text, captions, rows and sources.
#[test]
fn an_article_of_a_journal() {
    let text = "\
第39卷 第3期
2024年3月
某某大学学报
Vol.39 No.3

乡村图书馆为什么“建而不用”
——基于三个县的调查

陈  默1，李  青2
（1. 某某大学，湖北 武汉；2. 某县图书馆）

［摘  要］乡村图书馆藏书增长很快，借阅率却长期不
高。本文发现开放时间是影响借阅的主要因素，藏书总
量的影响并不显著。
［关键词］乡村图书馆；阅读
收稿日期：2023-11-20

一、问题的提出
　　乡村图书馆是农村文化服务的重要阵地。近年来各
地陆续建成了一批图书室，藏书总量增长很快，但借阅
率长期不高。有学者认为，问题出在选书上[1]；也有学
者认为，问题出在管理上[2]。
        表1  样本村的情况
地区   村庄数   藏书（册）   借阅（次）
甲县   16   23400   1180
乙县   14   19800   2075
　　从表1可以看出，藏书最多的地方，借阅反而最少。
藏书量和借阅量之间没有显示出相关关系，这同一般的
看法并不一致。
        图1  开放时间与借阅的关系
　　管理员的作用不可替代。管理员是本村教师的，借阅
率普遍较高；由别人兼任的，图书室多半常年上锁。
参考文献：
[1] 林一帆. 书屋的选书[J]. 图书馆研究, 2019(4).
[2] 周正明. 空间的治理[M]. 某某出版社, 2020.
";
    let options = Options {
        kind: Some(Kind::HardWrapped),
        ..Options::default()
    };
    let (out, report) = drafts(text, &options);
    let facts = &report.facts;
    assert_eq!(facts.title.as_deref(), Some("乡村图书馆为什么“建而不用”"));
    assert_eq!(facts.author.as_deref(), Some("陈默，李青"));
    assert_eq!(facts.date.as_deref(), Some("2024年3月"));
    let headings: Vec<(u8, &str)> = out
        .iter()
        .filter_map(|d| match d.kind {
            BlockKind::Heading(level) => Some((level, d.text.as_str())),
            _ => None,
        })
        .collect();
    let expected = [
        (1, "乡村图书馆为什么“建而不用”"),
        (2, "一、问题的提出"),
        (2, "参考文献："),
    ];
    assert_eq!(headings, expected);
    for whole in [
        "［关键词］乡村图书馆；阅读",
        "收稿日期：2023-11-20",
        "表1 样本村的情况",
        "地区 村庄数 藏书（册） 借阅（次）",
        "甲县 16 23400 1180",
        "图1 开放时间与借阅的关系",
    ] {
        let dense = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            out.iter().any(|d| dense(&d.text) == whole),
            "{whole}: {out:#?}"
        );
    }
    let starts = ["［摘", "乡村图书馆是", "从表1", "管理员的"];
    for start in starts {
        let ends = |d: &Draft| d.text.starts_with(start) && d.text.ends_with('。');
        assert!(out.iter().any(ends), "{start}");
    }
    assert_eq!(report.linked_notes, 2);
}
