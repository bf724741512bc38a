//! How fast spoiled text becomes blocks: prose with a line for each paragraph, and lines cut at a
//! width with a blank line behind each.

use divan::counter::BytesCount;
use wengu::domain::doc::reflow::{Options, reflow};

fn main() {
    divan::main();
}

const BYTES: usize = 16 * 1024 * 1024;

/// Paragraphs of the shipped documents, again and again, each time with a number that makes it
/// another.
fn prose() -> String {
    let paragraphs: Vec<&str> = wengu::io::corpus::shipped()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.chars().count() > 60)
        .collect();
    let mut out = String::new();
    for (number, paragraph) in paragraphs.iter().cycle().enumerate() {
        if out.len() > BYTES {
            return out;
        }
        out.push_str(&format!("在第{number}段里，{paragraph}\n\n"));
    }
    out
}

/// The same, cut after 22 characters.
fn wrapped() -> String {
    let mut out = String::new();
    for line in prose().lines().filter(|l| !l.is_empty()) {
        let chars: Vec<char> = line.chars().collect();
        for piece in chars.chunks(22) {
            out.extend(piece);
            out.push_str("\n\n");
        }
    }
    out
}

fn run(bencher: divan::Bencher<'_, '_>, text: &str) {
    let options = Options::default();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| {
        let mut bytes = 0;
        let report = reflow(text, &options, &mut |draft| bytes += draft.text.len());
        (bytes, report.joins)
    });
}

#[divan::bench(sample_count = 5)]
fn of_prose(bencher: divan::Bencher<'_, '_>) {
    run(bencher, &prose());
}

#[divan::bench(sample_count = 5)]
fn of_hard_wrapped(bencher: divan::Bencher<'_, '_>) {
    run(bencher, &wrapped());
}
