//! The files of a folder, as they are taken in: all below it, by name, without what is
//! hidden and what belongs to a saved page.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What stands in a folder.
#[derive(Debug)]
pub enum Found {
    /// A regular file, and its length in bytes.
    File(PathBuf, u64),
    /// A device, a pipe or a socket.
    NotAFile(PathBuf),
    /// A file or a folder that the system does not show.
    Unreadable(PathBuf, io::Error),
}

/// What the path stands for: itself, or if it is a folder all that is in it and below, each folder
/// by name. A folder that was seen is not entered again, so that links lead round in no circle.
pub fn walk(path: &Path) -> Vec<Found> {
    let mut walker = Walker::default();
    walker.visit(path.to_owned());
    walker.found
}

#[derive(Default)]
struct Walker {
    found: Vec<Found>,
    /// Device and number of each folder that was entered.
    seen: HashSet<(u64, u64)>,
}

impl Walker {
    fn visit(&mut self, path: PathBuf) {
        match fs::metadata(&path) {
            Err(error) => self.found.push(Found::Unreadable(path, error)),
            Ok(metadata) if metadata.is_dir() => self.enter(path, &metadata),
            Ok(metadata) if metadata.is_file() => {
                self.found.push(Found::File(path, metadata.len()));
            }
            Ok(_) => self.found.push(Found::NotAFile(path)),
        }
    }

    fn enter(&mut self, folder: PathBuf, metadata: &Metadata) {
        if !self.seen.insert((metadata.dev(), metadata.ino())) {
            return;
        }
        match names(&folder) {
            Err(error) => self.found.push(Found::Unreadable(folder, error)),
            Ok(paths) => paths.into_iter().for_each(|path| self.visit(path)),
        }
    }
}

/// What is in a folder and not hidden, by name; without the folders of saved pages.
fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.file_name().is_some_and(is_hidden) {
            paths.push(path);
        }
    }
    paths.sort();
    let is_there = |page: &PathBuf| paths.binary_search(page).is_ok();
    let belongs = |path: &PathBuf| pages_beside(path).iter().any(is_there);
    Ok(paths
        .iter()
        .filter(|path| !belongs(path))
        .cloned()
        .collect())
}

/// The pages that this folder may belong to: a browser that saves `a.html` puts its pictures and
/// frames into `a_files`, or `a.files`.
fn pages_beside(folder: &Path) -> Vec<PathBuf> {
    let name = folder.file_name().and_then(OsStr::to_str);
    let page = name.and_then(|n| n.strip_suffix("_files").or(n.strip_suffix(".files")));
    let Some(page) = page.filter(|_| folder.is_dir()) else {
        return Vec::new();
    };
    ["html", "htm"]
        .map(|end| folder.with_file_name(format!("{page}.{end}")))
        .to_vec()
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_folder_is_walked_by_name_and_hidden_files_and_circles_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "b/2.txt",
            "b/10.txt",
            "a.txt",
            ".git/x",
            "b/.hidden",
            "c/d/e.md",
            "p.htm",
            "p_files/frame.html",
            "q_files/3.txt",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        symlink(root, root.join("c/round")).unwrap();
        symlink(root.join("b"), root.join("z-again")).unwrap();
        symlink("nowhere", root.join("c/dangling")).unwrap();
        let shown: Vec<String> = walk(root)
            .iter()
            .map(|found| {
                let (mark, path) = match found {
                    Found::File(path, 1) => ("", path),
                    Found::File(path, _) | Found::NotAFile(path) => ("?", path),
                    Found::Unreadable(path, _) => ("!", path),
                };
                format!("{mark}{}", path.strip_prefix(root).unwrap().display())
            })
            .collect();
        assert_eq!(
            shown,
            [
                "a.txt",
                "b/10.txt",
                "b/2.txt",
                "c/d/e.md",
                "!c/dangling",
                "p.htm",
                "q_files/3.txt"
            ]
        );
    }
}
