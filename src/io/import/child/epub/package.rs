//! The package of a book: what it is called, which entries it has, in which order they are read.

use crate::io::import::child::archive::{Archive, resolve};
use crate::io::import::child::html::decode;
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::wire::Meta;
use crate::io::import::child::xml::{self, Element};
use std::collections::HashMap;

/// What the package document says.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) meta: Meta,
    /// Paths of the chapters in reading order; those outside of it (`linear="no"`) at the end.
    pub(super) spine: Vec<String>,
    /// The path of the navigation document of EPUB 3.
    pub(super) navigation: Option<String>,
    /// The path of the table of contents of EPUB 2.
    pub(super) ncx: Option<String>,
}

impl Package {
    /// Reads the package that the container names.
    pub(super) fn read(archive: &mut Archive<'_>, container: &str) -> Result<Self, Refusal> {
        let bytes = archive.read(container)?.ok_or(Refusal::NotThisFormat)?;
        let container = xml::parse(&decode(&bytes))?;
        let mut roots = Vec::new();
        container.deep("rootfile", &mut roots);
        let path = roots.first().and_then(|root| root.attribute("full-path"));
        let path = path.ok_or_else(|| Refusal::Damaged("no package".to_owned()))?;
        let package = xml::parse(&decode(&archive.need(path)?))?;
        Ok(Self::of(path, &package))
    }

    fn of(path: &str, package: &Element) -> Self {
        let empty = Element::default();
        let part = |name| package.child(name).unwrap_or(&empty);
        let manifest = part("manifest");
        let items: HashMap<&str, &Element> = manifest
            .all("item")
            .filter_map(|item| Some((item.attribute("id")?, item)))
            .collect();
        let path_of = |item: &Element| Some(resolve(path, item.attribute("href")?));
        let spine = part("spine");
        let (linear, aside): (Vec<&Element>, Vec<&Element>) = spine
            .all("itemref")
            .partition(|item| item.attribute("linear") != Some("no"));
        let chapters = linear.into_iter().chain(aside);
        let chapters = chapters.filter_map(|item| items.get(item.attribute("idref")?));
        let is_page = |item: &&&Element| {
            item.attribute("media-type")
                .is_none_or(|kind| kind.contains("html") || kind.contains("xml"))
        };
        let navigation = manifest.all("item").find(|item| {
            let properties = item.attribute("properties").unwrap_or_default();
            properties
                .split_ascii_whitespace()
                .any(|word| word == "nav")
        });
        let ncx = spine
            .attribute("toc")
            .and_then(|id| items.get(id).copied())
            .or_else(|| {
                let kind = Some("application/x-dtbncx+xml");
                manifest
                    .all("item")
                    .find(|item| item.attribute("media-type") == kind)
            });
        Self {
            meta: meta(part("metadata")),
            spine: chapters
                .filter(is_page)
                .filter_map(|item| path_of(item))
                .collect(),
            navigation: navigation.and_then(path_of),
            ncx: ncx.and_then(path_of),
        }
    }
}

fn meta(metadata: &Element) -> Meta {
    let texts = |name: &'static str| {
        let all = metadata
            .all(name)
            .map(|element| element.text().trim().to_owned());
        all.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let authors = texts("creator").join("、");
    Meta {
        // What LibreOffice writes where it knows none.
        title: texts("title")
            .into_iter()
            .find(|title| title != "Unknown Title"),
        author: Some(authors).filter(|authors| !authors.is_empty()),
        date: texts("date").into_iter().next(),
    }
}
