//! Unicode's own tests, read from the registry's copy of the segmenter; without it they are skipped,
//! aloud. UAX #14 itself is to pass; what setting Chinese changes is to have a reason that is written
//! here.

use super::breaks::{Quality, Units};
use super::kinsoku::{is_closing, is_dash, is_opening};
use super::typography::Punctuation;
use crate::domain::text::Widths;
use crate::domain::text::segment::Opportunities;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The text of a test, and the byte offsets at which it is parted.
struct Case {
    text: String,
    breaks: Vec<usize>,
}

/// The cases of a file of the Unicode Character Database; none if the file is not at hand.
fn cases(file: &str) -> Vec<Case> {
    let Some(path) = find(file) else {
        println!("skipped {file}: the registry has no copy of icu_segmenter");
        return Vec::new();
    };
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| line.split('#').next());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.map(case).collect()
}

fn case(line: &str) -> Case {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for word in line.split_whitespace() {
        match word {
            "÷" => breaks.push(text.len()),
            "×" => {}
            code => text.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap())),
        }
    }
    Case { text, breaks }
}

fn find(file: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?;
    let crates = registries
        .flatten()
        .filter_map(|r| std::fs::read_dir(r.path()).ok());
    let segmenters = crates
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("icu_segmenter-2")
        });
    segmenters
        .map(|path| path.join("tests/testdata").join(file))
        .find(|path| path.exists())
}

/// Why a boundary is not what UAX #14 says, if it is meant.
fn reason(text: &str, at: usize, ours: bool) -> Option<&'static str> {
    let before = text[..at].chars().next_back()?;
    let after = text[at..].chars().next()?;
    let seen = text[..at].trim_end().chars().next_back().unwrap_or(' ');
    let digit = |c: char| c.is_numeric();
    Some(match (ours, before, after) {
        (false, _, after) if is_closing(after) || is_dash(after) => "a mark that begins no line",
        (false, _, _) if is_opening(seen) => "a mark that ends no line",
        (false, _, '／') | (false, '／', _) => "the slash stands at neither end",
        (false, before, after) if before == after && is_dash(before) => "one mark",
        (false, _, after) if digit(after) && !after.is_ascii_digit() => "a note's mark",
        (false, before, _) if digit(before) => "a number and its unit, an item and its mark",
        (true, _, '“' | '‘') | (true, '”' | '’', _) => "a Chinese quotation mark",
        _ => return None,
    })
}

/// Thai, Lao, Khmer, Myanmar and the like (class SA): the standard leaves their words to a dictionary,
/// which is not in the program, so that a line may break between any two letters.
fn is_complex(text: &str, at: usize) -> bool {
    let complex = |c: &char| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}');
    let letters = |c: &char| !matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}');
    let before = text[..at].chars().rev().find(letters);
    let after = text[at..].chars().next();
    before.as_ref().is_some_and(complex) && after.as_ref().is_some_and(complex)
}

#[test]
fn line_breaks_are_those_of_the_standard() {
    for Case { text, breaks } in cases("LineBreakTest_17.txt") {
        let mut opportunities = Opportunities::of(&text);
        let inner = text.char_indices().skip(1);
        let found = inner.filter(|(at, c)| opportunities.allow(*at, *c) && !is_complex(&text, *at));
        let found: Vec<usize> = found.map(|(at, _)| at).chain([text.len()]).collect();
        assert_eq!(found, breaks, "{text:?}");
    }
}

#[test]
fn graphemes_are_those_of_the_standard() {
    for Case { text, breaks } in cases("GraphemeBreakTest_17.txt") {
        let starts = Widths::NARROW.graphemes(&text).map(|(at, _, _)| at);
        let found: Vec<usize> = starts.chain([text.len()]).collect();
        assert_eq!(found, breaks, "{text:?}");
    }
}

#[test]
fn each_difference_from_the_standard_has_its_reason() {
    let cases = cases("LineBreakTest_17.txt");
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for Case { text, breaks } in &cases {
        for unit in Units::of(text, Widths::NARROW, Punctuation::Gb).skip(1) {
            let ours = unit.before >= Quality::Reluctant;
            if ours == breaks.contains(&unit.at) || is_complex(text, unit.at) {
                continue;
            }
            match reason(text, unit.at, ours) {
                Some(reason) => *reasons.entry(reason).or_default() += 1,
                None => unexplained.push((text, unit.at, ours)),
            }
        }
    }
    println!("{} cases, differences meant: {reasons:#?}", cases.len());
    assert!(
        unexplained.is_empty(),
        "{} {unexplained:?}",
        unexplained.len()
    );
}
