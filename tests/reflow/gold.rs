//! The sources against what people have made of them by hand.

use super::blocks::{Plain, blocks_of, notes, plain, whole_blocks, written};
use std::path::PathBuf;
use wengu::domain::doc::reflow::Options;

fn shared() -> PathBuf {
    std::env::var_os("WENGU_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    )
}

/// The sources, by the three digits of their names, with what they should become where that is known.
pub(super) fn sources(test: &str) -> Vec<(String, String, Option<String>)> {
    let Ok(entries) = std::fs::read_dir(shared().join("sources")) else {
        println!("SKIPPED: {test}: no sources in {}", shared().display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let id = path.file_name().unwrap().to_str().unwrap()[..3].to_owned();
            let gold = std::fs::read_to_string(shared().join("gold").join(format!("{id}.md"))).ok();
            (id, std::fs::read_to_string(path).unwrap(), gold)
        })
        .collect()
}

#[test]
fn the_sources_become_what_people_made_of_them() {
    let mut wrong = Vec::new();
    for (id, text, gold) in sources("gold") {
        let (drafts, report) = blocks_of(&text, &Options::default());
        let result = written(&drafts);
        if let Some(folder) = std::env::var_os("WENGU_REFLOW_OUT") {
            std::fs::write(PathBuf::from(&folder).join(format!("{id}.md")), &result).unwrap();
            std::fs::write(
                PathBuf::from(folder).join(format!("{id}.report")),
                format!("{report:#?}"),
            )
            .unwrap();
        }
        let Some(gold) = gold else { continue };
        let (expected, found) = (plain(&gold), plain(&result));
        let whole = whole_blocks(&expected, &found);
        let headings = |blocks: &[Plain]| {
            blocks
                .iter()
                .filter(|b| b.level.is_some())
                .cloned()
                .collect::<Vec<_>>()
        };
        if whole * 100 < expected.len() * 99 {
            wrong.push(format!("{id}: {whole} of {} blocks", expected.len()));
        }
        if headings(&found) != headings(&expected) {
            wrong.push(format!("{id}: headings"));
        }
        if notes(&result) != notes(&gold) {
            wrong.push(format!("{id}: notes"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
