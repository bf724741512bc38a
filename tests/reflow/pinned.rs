//! The two sources that nobody has put right by hand: their outlines as printed, and how their
//! paragraphs begin and end, read once and held from then on.

use super::blocks::{blocks_of, notes, written};
use super::gold::sources;
use wengu::domain::doc::reflow::{Facts, Options};

/// The blocks of a source, a line each, and what it says about itself; nothing without the sources.
fn lines_of(id: &str) -> Option<(Vec<String>, Facts)> {
    let (_, text, _) = sources("pinned").into_iter().find(|(own, ..)| own == id)?;
    let (drafts, report) = blocks_of(&text, &Options::default());
    let lines = written(&drafts).lines().map(str::to_owned).collect();
    Some((lines, report.facts))
}

/// The levels of the headings, in order, a digit each.
fn levels(lines: &[String]) -> String {
    let level = |line: &String| line.len() - line.trim_start_matches('#').len();
    lines
        .iter()
        .map(level)
        .filter(|n| *n > 0)
        .map(|n| n.to_string())
        .collect()
}

/// Whether a line begins and ends like this.
fn has(lines: &[String], start: &str, end: &str) -> bool {
    lines
        .iter()
        .any(|line| line.starts_with(start) && line.ends_with(end))
}

#[test]
fn a_page_of_two_columns_with_an_abstract_in_a_word() {
    let Some((lines, facts)) = lines_of("001") else {
        return;
    };
    // Its title is not in the text; this is what its sections are about.
    let subject = "新质生产力赋能中国式现代化";
    assert_eq!(facts.title.as_deref(), Some(subject));
    assert_eq!(levels(&lines), "2233323333");
    assert_eq!(lines.len(), 36);
    for heading in [
        "## 一、新质生产力赋能中国式现代化的内涵要义",
        "### （二）为寻找新的经济增长点提供突破口",
        "### （四）将党的领导、企业的积极性和社会广泛参与相统一",
    ] {
        assert!(lines.iter().any(|line| line == heading), "{heading}");
    }
    assert!(lines[0].starts_with("摘") && lines[0].ends_with("增强动能。"));
    for (start, end) in [
        // The word that the abstract interrupts.
        ("习近平总书记站在", "具有重大意义。"),
        ("二是新质生产力的关键内核", "具有重要意义。"),
        ("全球气候变化是", "必然选择。"),
        ("企业是推动科技创新", "新境界。"),
    ] {
        assert!(has(&lines, start, end), "{start}");
    }
    assert!(!lines.iter().any(|line| line.contains("productive")));
}

#[test]
fn a_report_with_printed_contents_and_notes_on_each_page() {
    let Some((lines, facts)) = lines_of("004") else {
        return;
    };
    assert_eq!(facts.title.as_deref(), Some("更好赋能中国繁荣世界"));
    assert_eq!(facts.author.as_deref(), Some("新华社国家高端智库课题组"));
    // As the printed contents have them, and the sections inside those.
    assert_eq!(
        levels(&lines),
        "1234443444434423444344432344443444234434434442333333333322333333333322"
    );
    assert_eq!(lines.len(), 440);
    assert_eq!(lines[0], "# 更好赋能中国繁荣世界");
    // The title, printed again behind the contents, is no second title.
    let again = lines
        .iter()
        .filter(|line| line.ends_with("更好赋能中国繁荣世界"));
    assert_eq!(again.count(), 2);
    assert_eq!(lines[3], "更好赋能中国繁荣世界");
    let found = notes(&lines.join("\n"));
    assert_eq!(found.len(), 39);
    for (number, _) in &found {
        let mark = format!("[^{number}]");
        let own = format!("{mark}:");
        let refers = |line: &&String| line.contains(&mark) && !line.starts_with(&own);
        assert_eq!(lines.iter().filter(refers).count(), 1, "{mark}");
    }
    for (start, end) in [
        ("## 第一章 马克思主义生产力理论", "创新发展"),
        ("### 3.1 进一步全面深化改革，", "协同匹配"),
        ("### 5.10 成渝共建西部科学城", "新高地"),
        ("新质生产力是实现绿色发展的生产力。", "。"),
    ] {
        assert!(has(&lines, start, end), "{start}");
    }
}
