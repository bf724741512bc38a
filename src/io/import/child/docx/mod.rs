//! Documents of word processors: Office Open XML (ECMA-376), as they read when printed: changes
//! that are only marked are accepted, fields show their results.

mod body;
mod headings;
mod notes;
mod numbering;
mod pictures;
mod relations;
mod run;
mod styles;

use super::archive::{Archive, resolve};
use super::html::decode;
use super::inside::{Fault, Sink};
use super::problem::Refusal;
use super::wire::Meta;
use super::xml::{self, Element, Parts};
use body::Body;
use notes::NoteTexts;
use numbering::Numbering;
use pictures::PackagePictures;
use relations::{PartRelations, Relations};
use styles::Styles;

/// The first bytes of a compound file: an old document, or an encrypted one.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// Gives out the blocks of a document.
pub(super) fn parse(bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Fault> {
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes).into());
    }
    let mut archive = Archive::open(bytes)?;
    let path = main_part(&mut archive)?;
    let mut part = |name: &str| -> Result<Option<Element>, Refusal> {
        match archive.read(&resolve(&path, name))? {
            Some(bytes) => xml::parse(&decode(&bytes)).map(Some),
            None => Ok(None),
        }
    };
    let styles = Styles::of(part("styles.xml")?.as_ref());
    let numbering = Numbering::of(part("numbering.xml")?.as_ref());
    let footnotes = part("footnotes.xml")?;
    let endnotes = part("endnotes.xml")?;
    let settings = part("settings.xml")?;
    sink.meta(meta(&mut archive)?)?;
    let text = decode(&archive.need(&path)?);
    let mut relations = |name: &str| Relations::of(&mut archive, &resolve(&path, name));
    let relations = PartRelations {
        text: relations(path.rsplit('/').next().unwrap_or(&path))?,
        footnotes: relations("footnotes.xml")?,
        endnotes: relations("endnotes.xml")?,
    };
    let notes = NoteTexts::new(footnotes, endnotes, settings.as_ref(), &text);
    let mut parts = Parts::new(&text);
    if !parts.enter("body")? {
        return Err(Refusal::NotThisFormat.into());
    }
    let by_style = styles.heads_in(&text);
    let named = (&relations, PackagePictures::new(&mut archive));
    let mut body = Body::new(sink, &styles, numbering, &notes, named, by_style);
    while let Some(element) = parts.next()? {
        body.block(&element)?;
    }
    body.finish()
}

/// A compound file that holds an encrypted package is one; any other is an old document.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        Refusal::Encrypted
    } else {
        Refusal::NotThisFormat
    }
}

/// The path of the part that holds the text.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Refusal> {
    let relations = archive.read("_rels/.rels")?.ok_or(Refusal::NotThisFormat)?;
    let relations = xml::parse(&decode(&relations))?;
    let is_main = |relation: &&Element| {
        let kind = relation.attribute("Type").unwrap_or_default();
        kind.ends_with("/officeDocument")
    };
    let main = relations.all("Relationship").find(is_main);
    let target = main.and_then(|relation| relation.attribute("Target"));
    let path = resolve("", target.unwrap_or("word/document.xml"));
    if archive.has(&path) {
        Ok(path)
    } else {
        Err(Refusal::NotThisFormat)
    }
}

fn meta(archive: &mut Archive<'_>) -> Result<Meta, Refusal> {
    let Some(bytes) = archive.read("docProps/core.xml")? else {
        return Ok(Meta::default());
    };
    let core = xml::parse(&decode(&bytes))?;
    let text = |name| {
        let text = core
            .child(name)
            .map(|element| element.text().trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let day = |stamp: String| stamp.split('T').next().map(str::to_owned);
    Ok(Meta {
        title: text("title"),
        author: text("creator"),
        date: text("created").and_then(day),
    })
}

/// Whether a setting that is on by being there is on.
fn is_on(properties: &Element, name: &str) -> Option<bool> {
    let setting = properties.child(name)?;
    Some(!matches!(
        setting.attribute("val"),
        Some("0" | "false" | "off" | "none")
    ))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
