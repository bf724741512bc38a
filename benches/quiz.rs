//! What quizzes load and work out in the background: `cargo bench --bench quiz`.

// A bench that cannot set itself up has nothing to say.
#![allow(clippy::unwrap_used)]

use divan::Bencher;
use wengu::domain::quiz::{Folder, Folding, Segmenter, initials, judge};

fn main() {
    divan::main();
}

/// A thousand Han characters that are all different.
fn wording() -> String {
    (0..1_000)
        .filter_map(|n| char::from_u32(0x4E00 + 7 * n))
        .collect()
}

/// The dictionary of words, by which readings are told.
#[divan::bench(sample_count = 20)]
fn load_words() -> Segmenter {
    Segmenter::default()
}

/// The dictionary of scripts, by which Traditional characters are Simplified ones.
#[divan::bench(sample_count = 20)]
fn load_scripts() -> Folder {
    Folder::new(Folding {
        scripts: true,
        numbers: true,
    })
}

/// The first letters of a thousand characters of prose, once the words are loaded.
#[divan::bench(sample_count = 100)]
fn read_1000(bencher: Bencher) {
    let segmenter = Segmenter::default();
    let text = "发展新质生产力是推动高质量发展的内在要求和重要着力点。".repeat(38);
    bencher.bench_local(|| initials(&text, &[], &segmenter));
}

/// A thousand characters against as many, a tenth of them wrong; the argument: scripts folded.
#[divan::bench(args = [false, true], sample_count = 100)]
fn judge_1000(bencher: Bencher, scripts: bool) {
    let folder = Folder::new(Folding {
        scripts,
        numbers: scripts,
    });
    let wording = wording();
    let wrong = |(n, c): (usize, char)| if n % 10 == 9 { '的' } else { c };
    let given: String = wording.chars().enumerate().map(wrong).collect();
    bencher.bench_local(|| judge(&wording, &given, &folder, &[]));
}
