//! A guide treats every heading of its original, within the length of a guide.

use super::paging::stripped;
use super::sources::{guide, letters, sources};

/// The headings of the printed table of contents: the lines behind 目录 that end with a tab and a
/// page number.
fn contents(original: &str) -> Vec<String> {
    const SEARCHED: usize = 60;
    let titled = |line: &str| line.split_whitespace().collect::<String>() == "目录";
    let lines = original.lines().skip_while(|line| !titled(line));
    lines
        .take(SEARCHED)
        .filter_map(|line| {
            let (heading, page) = line.rsplit_once(['\t', '.'])?;
            let numbered = !page.is_empty() && page.bytes().all(|b| b.is_ascii_digit());
            numbered.then(|| heading.trim().trim_end_matches('.').to_owned())
        })
        .collect()
}

/// The numbered headings of a text that has no contents: lines that begin with 一、 or （一）. A
/// heading that was cut over lines is known by its first one.
fn numbered(original: &str) -> Vec<String> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let is_heading = |line: &&str| {
        let bare = line.trim_start_matches('（');
        let rest = bare.trim_start_matches(numeral);
        let mark = if bare.len() < line.len() {
            '）'
        } else {
            '、'
        };
        rest.len() < bare.len() && rest.starts_with(mark) && rest.chars().count() > 4
    };
    let lines = original.lines().map(str::trim).filter(is_heading);
    lines.map(letters).collect()
}

/// The headings of a Markdown text, as letters and digits.
fn headings(markdown: &str) -> Vec<String> {
    let heading = |line: &str| line.starts_with('#').then(|| letters(line));
    markdown.lines().filter_map(heading).collect()
}

/// The headings of the contents that the guide does not have, in the contents' order. The number
/// before a heading, `1...` or `一、`, may be missing.
fn untreated(contents: &[String], guide: &str) -> Vec<String> {
    let mut known = headings(guide);
    let mut missing = Vec::new();
    for entry in contents {
        let bare = without_number(entry);
        let same = |heading: &String| *heading == letters(entry) || *heading == letters(bare);
        match known.iter().position(same) {
            // A heading that stands twice in the contents stands twice in the guide.
            Some(at) => drop(known.remove(at)),
            None => missing.push(entry.clone()),
        }
    }
    missing
}

/// The heading without `1... ` or `一、`.
fn without_number(entry: &str) -> &str {
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = entry.trim_start_matches(numbered);
    let is_number = rest.len() < entry.len() && rest.starts_with(['.', '、']);
    if is_number { rest } else { entry }
}

#[test]
fn every_heading_of_the_contents_is_treated() {
    for source in sources("headings") {
        let Some(work) = source.work() else { continue };
        let contents = contents(&source.text);
        if contents.is_empty() {
            let numbered = numbered(&source.text);
            let known = headings(guide(work));
            let missing =
                |start: &&String| !known.iter().any(|heading| heading.starts_with(*start));
            let missing: Vec<&String> = numbered.iter().filter(missing).collect();
            assert!(numbered.len() >= 4, "{work}: {numbered:?}");
            assert_eq!(missing, [""; 0], "{work}");
            println!("{work}: {} numbered headings, all treated", numbered.len());
            continue;
        }
        assert!(contents.len() >= 4, "{work}: {contents:?}");
        assert_eq!(untreated(&contents, guide(work)), [""; 0], "{work}");
        println!("{work}: {} headings, all treated", contents.len());
    }
}

#[test]
fn a_missing_heading_is_found() {
    let original = "\n目 录\n\n一、甲：乙.....\t1\n1.2 丙\t2\n3... 丁\t3\n3... 丁\t4\n正文 5 个\n";
    let contents = contents(original);
    assert_eq!(contents, ["一、甲：乙", "1.2 丙", "3... 丁", "3... 丁"]);
    assert_eq!(
        untreated(&contents, "# 甲乙\n## 1.2 丙\n## 丁\n## 丁"),
        [""; 0]
    );
    assert_eq!(
        untreated(&contents, "# 甲乙\n丙\n## 丁"),
        ["1.2 丙", "3... 丁"]
    );
}

#[test]
fn guides_have_the_length_of_a_guide() {
    for (name, text) in wengu::io::corpus::shipped() {
        let length = stripped(text).chars().count();
        println!("{name}: {length} characters");
        assert!((3000..=6000).contains(&length), "{name}: {length}");
    }
}
