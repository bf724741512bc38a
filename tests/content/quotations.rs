//! Every quotation of a guide stands word for word in the original, is short, and says whose it is.

use super::sources::{dense, guide, overview, sources};

/// A quotation and the line below it.
#[derive(Debug, Clone, PartialEq)]
struct Quotation {
    words: String,
    attribution: Option<String>,
}

/// The block quotations of a Markdown text.
fn quotations(markdown: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for line in markdown.lines().chain([""]) {
        match line.strip_prefix('>') {
            Some(line) => open.push(line.trim()),
            None if open.is_empty() => {}
            None => {
                let whose = open.iter().position(|line| line.starts_with("——"));
                let words = &open[..whose.unwrap_or(open.len())];
                found.push(Quotation {
                    words: words.concat(),
                    attribution: whose.map(|at| open[at..].concat()),
                });
                open.clear();
            }
        }
    }
    found
}

/// What is wrong with a quotation from this original.
fn faults(quotation: &Quotation, original: &str) -> Vec<String> {
    const LONGEST: usize = 200;
    let words = dense(&quotation.words);
    let mut faults = Vec::new();
    if words.is_empty() || !original.contains(&words) {
        faults.push(format!("not in the original: {words}"));
    }
    if words.chars().count() >= LONGEST {
        faults.push(format!("{} characters: {words}", words.chars().count()));
    }
    // Who, what or where, when: at least two commas.
    let whose = quotation.attribution.as_deref().unwrap_or_default();
    let told = whose.trim_start_matches('—').split('，');
    if told.filter(|part| !part.is_empty()).count() < 2 || !whose.contains("20") {
        faults.push(format!("not said whose, where and when: {words} {whose}"));
    }
    faults
}

#[test]
fn quotations_are_word_for_word() {
    const FEWEST: usize = 8;
    for source in sources("quotations") {
        let Some(work) = source.work() else { continue };
        let original = dense(&source.text);
        let quotations = quotations(guide(work));
        let faults: Vec<String> = quotations
            .iter()
            .flat_map(|q| faults(q, &original))
            .collect();
        assert_eq!(faults, [""; 0], "{work}");
        assert!(quotations.len() >= FEWEST, "{work}: {}", quotations.len());
        println!("{work}: {} quotations, word for word", quotations.len());
    }
}

#[test]
fn the_overview_quotes_one_of_its_originals() {
    let originals: Vec<String> = sources("overview").iter().map(|s| dense(&s.text)).collect();
    if originals.is_empty() {
        return;
    }
    let quotations = quotations(overview());
    for quotation in &quotations {
        let best = originals
            .iter()
            .map(|original| faults(quotation, original))
            .min();
        assert_eq!(best, Some(Vec::new()));
    }
    assert!(!quotations.is_empty());
    println!("overview: {} quotations, word for word", quotations.len());
}

#[test]
fn a_wrong_quotation_is_found() {
    let original = "创新是第一动力，质优是关键。".to_owned() + &"长".repeat(200);
    let read = |text: &str| {
        let found = quotations(text);
        assert_eq!(found.len(), 1, "{found:?}");
        faults(&found[0], &original).len()
    };
    assert_eq!(
        read("> 创新是第一动力，\n> 质优是关键。\n>\n> ——某人，某报，2024年"),
        0
    );
    assert_eq!(
        read("> 创新是第一动力，质优为关键。\n>\n> ——某人，某报，2024年"),
        1
    );
    assert_eq!(read("> 创新是第一动力\n>\n> ——某人"), 1);
    assert_eq!(read("> 创新是第一动力"), 1);
    let long = format!("> {}\n>\n> ——某人，某报，2024年", "长".repeat(200));
    assert_eq!(read(&long), 1);
}
