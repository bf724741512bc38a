//! Pictures that lie beside a file, in its folder or below it: those of saved web pages and of
//! Markdown. What a file names elsewhere is never opened.

use super::child::pictures::{LARGEST, MOST, MOST_BYTES};
use super::child::problem::Warning;
use super::link::{is_address, percent_decoded};
use crate::domain::doc::{Block, Picture, PictureKind, SpanStyle, picture_hash};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Finds the pictures beside a file.
#[derive(Debug, Default)]
pub struct Beside {
    folder: Option<PathBuf>,
    /// The name of the picture at each path, if there is one.
    known: HashMap<String, Option<String>>,
    /// How many were read, and their bytes.
    taken: usize,
    bytes: u64,
    left_out: u32,
    found: Vec<Picture>,
}

impl Beside {
    /// Looks beside this file.
    pub fn new(file: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        Self {
            folder: fs::canonicalize(folder).ok(),
            ..Self::default()
        }
    }

    /// Calls the pictures in a block that lie here by their hashes. Those that are new are in
    /// [`Self::take`] then.
    pub fn name(&mut self, block: &mut Block) {
        for span in &mut block.spans {
            if let SpanStyle::Picture(source) = &mut span.style
                && let Some(name) = self.find(source)
            {
                *source = name;
            }
        }
    }

    /// The pictures that were found since the last time.
    pub fn take(&mut self) -> Vec<Picture> {
        std::mem::take(&mut self.found)
    }

    /// What a person should know of pictures that the file names by a path and that were not found.
    pub fn warning(&self) -> Option<Warning> {
        let pictures = self.left_out;
        (pictures > 0).then_some(Warning::PicturesLeftOut { pictures })
    }

    fn find(&mut self, source: &str) -> Option<String> {
        let is_path = !source.is_empty() && !source.starts_with('#') && !is_address(source);
        if picture_hash(source).is_some() || !is_path || self.folder.is_none() {
            return None;
        }
        if let Some(known) = self.known.get(source) {
            return known.clone();
        }
        let picture = self.read(source);
        let name = picture.as_ref().map(Picture::name);
        if let Some(picture) = picture {
            self.taken += 1;
            self.bytes += picture.bytes.len() as u64;
            self.found.push(picture);
        } else {
            self.left_out += 1;
        }
        self.known.insert(source.to_owned(), name.clone());
        name
    }

    fn read(&self, source: &str) -> Option<Picture> {
        let folder = self.folder.as_ref().filter(|_| self.taken < MOST)?;
        let path = source.split(['?', '#']).next().unwrap_or_default();
        let decoded = String::from_utf8(percent_decoded(path)).ok()?;
        let named = [path, decoded.as_str()]
            .into_iter()
            .filter(|path| leads_down(path));
        let file = named
            .map(|path| folder.join(path))
            .find(|path| path.is_file())?;
        // A link in the folder may lead out of it.
        let file = fs::canonicalize(file).ok()?;
        if !file.starts_with(folder) {
            return None;
        }
        let most = LARGEST.min(MOST_BYTES - self.bytes.min(MOST_BYTES));
        let mut bytes = Vec::new();
        let read = File::open(file)
            .ok()?
            .take(most + 1)
            .read_to_end(&mut bytes);
        let kind = PictureKind::of(&bytes)?;
        (read.ok()? as u64 <= most).then(|| Picture::new(kind, bytes))
    }
}

/// Whether a path leads to a file in a folder or below it.
fn leads_down(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doc::{BlockKind, DocumentBuilder};
    use std::io::Write;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_pictures_in_the_folder_are_found() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("页面");
        fs::create_dir_all(folder.join("a_files")).unwrap();
        let gif = b"GIF89a....";
        for name in ["a_files/图 1.gif", "b.gif", "../out.gif"] {
            fs::write(folder.join(name), gif).unwrap();
        }
        fs::write(folder.join("text.gif"), "正文").unwrap();
        symlink("../out.gif", folder.join("link.gif")).unwrap();
        let mut beside = Beside::new(&folder.join("a.html"));
        let absolute = outer.path().join("out.gif").display().to_string();
        let taken = ["a_files/%E5%9B%BE%201.gif", "./b.gif?x=1"];
        let left = [
            "../out.gif",
            &absolute,
            "link.gif",
            "text.gif",
            "none.gif",
            "http://a/b.gif",
        ];
        let hash = blake3::hash(gif).to_hex().to_string();
        for source in taken.into_iter().chain(left) {
            let picture = SpanStyle::Picture(source.to_owned());
            let runs = [("[图]", Some(picture))];
            let mut block = DocumentBuilder::new()
                .runs(BlockKind::Image, &runs)
                .remove(0);
            beside.name(&mut block);
            let expected = if taken.contains(&source) {
                &hash
            } else {
                source
            };
            assert_eq!(
                block.spans[0].style,
                SpanStyle::Picture(expected.to_owned())
            );
        }
        assert_eq!(beside.take().len(), 2, "once by each path");
        let pictures = 5;
        let told = Some(Warning::PicturesLeftOut { pictures });
        assert_eq!(beside.warning(), told, "an address is none");
    }

    #[test]
    fn pictures_are_few_enough_and_small_enough() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.gif"), b"GIF89a....").unwrap();
        let mut large = File::create(folder.path().join("large.gif")).unwrap();
        large.write_all(b"GIF89a").unwrap();
        large.set_len(LARGEST + 1).unwrap();
        let mut beside = Beside::new(&folder.path().join("a.md"));
        assert_eq!(beside.find("large.gif"), None);
        assert!((0..MOST).all(|n| beside.find(&format!("a.gif?{n}")).is_some()));
        assert_eq!(beside.find("./a.gif"), None, "one too many");
        assert_eq!(beside.find("large.gif"), None, "told once");
        let pictures = 2;
        assert_eq!(
            beside.warning(),
            Some(Warning::PicturesLeftOut { pictures })
        );
    }
}
