//! The five originals as people get them. They are copyrighted and not part of the project: where
//! they are missing, the tests that need them say that they were skipped.

use std::path::PathBuf;

/// How the file names of the originals begin, and their ids.
const WORKS: [(&str, &str); 5] = [
    ("000_", "essays-2024"),
    ("001_", "modernization-article-2024"),
    ("002_", "qiushi-2024-09"),
    ("003_", "study-material-2024-04"),
    ("004_", "think-tank-report-2024"),
];

/// An original.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl Source {
    /// Its id in the guides and decks; none if it is some other text.
    pub(super) fn work(&self) -> Option<&'static str> {
        let name = self.path.file_name()?.to_str()?;
        let (_, work) = WORKS.iter().find(|(prefix, _)| name.starts_with(prefix))?;
        Some(work)
    }
}

/// The originals, ordered by name; none, and a loud word about it, where there is no such folder.
pub(super) fn sources(test: &str) -> Vec<Source> {
    let shared = std::env::var_os("WENGU_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let folder = shared.join("sources");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("SKIPPED: {test}: no originals in {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= WORKS.len(), "{}", folder.display());
    let read = |path: PathBuf| Source {
        text: std::fs::read_to_string(&path).unwrap(),
        path,
    };
    paths.into_iter().map(read).collect()
}

/// The text without its white space.
pub(super) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The letters and digits of the text.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A shipped document that is a guide to this work, without its front matter.
pub(super) fn guide(work: &str) -> &'static str {
    let of_work = |text: &&str| front_matter(text).contains(&format!("id = \"{work}\""));
    let mut guides = wengu::io::corpus::shipped().map(|(_, text)| text);
    body(guides.find(of_work).unwrap())
}

/// The overview of all originals, without its front matter.
pub(super) fn overview() -> &'static str {
    let mut shipped = wengu::io::corpus::shipped();
    let (_, text) = shipped.find(|(name, _)| *name == "overview.md").unwrap();
    body(text)
}

fn front_matter(text: &str) -> &str {
    text.split("+++").nth(1).unwrap()
}

/// A shipped document without its front matter.
pub(super) fn body(text: &str) -> &str {
    text.splitn(3, "+++").nth(2).unwrap()
}
