//! What is settled when the program is built, so that no start has to work it out again.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    link_at_a_fixed_address();
    stamp_what_is_shipped();
}

/// On Linux the program stands at a fixed address. One that can be moved has every address in its
/// tables of constants put right at each start: with the tables for fonts of PDF that is 3 MB that is
/// read, written and kept, and half of the time to the first frame.
fn link_at_a_fixed_address() {
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// A number that changes with the shipped documents and decks, as `WENGU_SHIPPED`.
fn stamp_what_is_shipped() {
    let mut hasher = DefaultHasher::new();
    for folder in ["corpus", "decks"] {
        println!("cargo:rerun-if-changed={folder}");
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let text = std::fs::read(&file).unwrap_or_default();
            (file, text).hash(&mut hasher);
        }
    }
    println!("cargo:rustc-env=WENGU_SHIPPED={:016x}", hasher.finish());
}
