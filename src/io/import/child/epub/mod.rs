//! Electronic books: EPUB 2 and 3.

mod contents;
mod looks;
mod package;
mod pictures;

use super::archive::{Archive, resolve};
use super::html::{Chapter, Id, Notes, Syntax, Tree, Walker, decode};
use super::inside::{Fault, Sink};
use super::pictures::Pictures;
use super::problem::{Refusal, Warning};
use super::xml;
use contents::Contents;
use looks::Sheet;
use package::Package;
use pictures::BookPictures;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Where a book says which of its entries is the package (OCF 3.3, 4.2.6.3.1).
const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Gives out the blocks of a book, in the order of its spine.
pub(super) fn parse(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Fault> {
    let mut archive = Archive::open(bytes)?;
    refuse_encrypted(&mut archive)?;
    let package = Package::read(&mut archive, CONTAINER)?;
    sink.meta(package.meta.clone())?;
    let mut contents = Contents::read(&mut archive, &package)?;
    let mut notes = Notes::default();
    let mut pictures = Pictures::default();
    let mut sheets = Sheets::default();
    for path in &package.spine {
        // A chapter of nothing but links: the table of contents has become headings.
        if package.navigation.as_ref() == Some(path) {
            continue;
        }
        let Some(bytes) = archive.read(path)? else {
            sink.warn(Warning::PartMissing(path.clone()))?;
            continue;
        };
        let text = decode(&bytes);
        drop(bytes);
        let prolog = text
            .get(..text.find("<html").unwrap_or(0))
            .unwrap_or_default();
        if xml::defines_entities(prolog) {
            return Err(Refusal::Entities.into());
        }
        let tree = Tree::parse(&text, Syntax::Xhtml)?;
        let body = tree
            .descendants(Tree::root())
            .find(|id| tree.name(*id) == "body");
        let chapter = Chapter {
            file: path.rsplit('/').next().unwrap_or(path),
            is_alone: false,
            tree: &tree,
            left_out: &navigation(&tree) | &contents.printed(&tree, path),
            contents: contents.take(path),
            headings: looks::headings(&tree, &sheets.of(&mut archive, &tree, path)?),
        };
        let mut found = BookPictures {
            archive: &mut archive,
            pictures: &mut pictures,
            chapter: path,
        };
        Walker::new(&chapter, &mut notes, &mut found, sink).run(&[body.unwrap_or(Tree::root())])?;
    }
    pictures.finish(sink)
}

/// The style sheets of a book, by their paths.
#[derive(Default)]
struct Sheets {
    known: HashMap<String, String>,
}

impl Sheets {
    /// What the style sheets of a chapter say.
    fn of(
        &mut self,
        archive: &mut Archive<'_>,
        tree: &Tree,
        chapter: &str,
    ) -> Result<Sheet, Fault> {
        let mut sheet = Sheet::default();
        for id in tree.descendants(Tree::root()) {
            match tree.name(id) {
                "link" if tree.attribute(id, "rel") == Some("stylesheet") => {
                    let path = resolve(chapter, tree.attribute(id, "href").unwrap_or_default());
                    let css = match self.known.entry(path) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => {
                            let bytes = archive.read(place.key())?.unwrap_or_default();
                            place.insert(decode(&bytes))
                        }
                    };
                    sheet.read(css);
                }
                "style" => sheet.read(&tree.all_text(id)),
                "body" => break,
                _ => {}
            }
        }
        Ok(sheet)
    }
}

/// Lists of links in a chapter that say they are such.
fn navigation(tree: &Tree) -> HashSet<Id> {
    let nodes = tree.descendants(Tree::root());
    nodes.filter(|id| tree.name(*id) == "nav").collect()
}

/// Fonts may be obfuscated (OCF 3.3, 4.4); anything else that is encrypted cannot be read.
fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), Refusal> {
    const FONTS: [&str; 2] = [
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
    ];
    let Some(bytes) = archive.read(ENCRYPTION)? else {
        return Ok(());
    };
    let root = xml::parse(&decode(&bytes))?;
    let mut data = Vec::new();
    root.deep("EncryptedData", &mut data);
    let is_font = |data: &&xml::Element| {
        let method = data.child("EncryptionMethod");
        let algorithm = method.and_then(|method| method.attribute("Algorithm"));
        algorithm.is_some_and(|algorithm| FONTS.contains(&algorithm))
    };
    if data.iter().all(is_font) {
        Ok(())
    } else {
        Err(Refusal::Encrypted)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
