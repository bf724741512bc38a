//! What a part of a package names by an id: pictures, addresses (ECMA-376, part 2, 9.3).

use super::notes::Place;
use crate::io::import::child::archive::{Archive, resolve};
use crate::io::import::child::html::decode;
use crate::io::import::child::problem::Refusal;
use crate::io::import::child::xml;
use crate::io::import::link::written_address;
use std::collections::HashMap;

/// The ids of all parts whose text is read.
#[derive(Debug)]
pub(super) struct PartRelations {
    pub(super) text: Relations,
    pub(super) footnotes: Relations,
    pub(super) endnotes: Relations,
}

impl PartRelations {
    /// The ids of the notes of a place.
    pub(super) fn of(&self, place: Place) -> &Relations {
        match place {
            Place::Foot => &self.footnotes,
            Place::End => &self.endnotes,
        }
    }
}

/// Where an id leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To a part of the package, by its path.
    Part(String),
    /// Out of it.
    Address(String),
}

/// The ids of a part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    by_id: HashMap<String, Target>,
}

impl Relations {
    /// Reads the ids of the part of this path; a part may have none.
    pub(super) fn of(archive: &mut Archive<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = resolve("", &format!("{folder}/_rels/{name}.rels"));
        let Some(bytes) = archive.read(&path)? else {
            return Ok(Self::default());
        };
        let root = xml::parse(&decode(&bytes))?;
        let by_id = root.all("Relationship").filter_map(|relation| {
            let target = relation.attribute("Target")?;
            let target = if relation.attribute("TargetMode") == Some("External") {
                Target::Address(written_address(target)?)
            } else {
                Target::Part(resolve(part, target))
            };
            Some((relation.attribute("Id")?.to_owned(), target))
        });
        Ok(Self {
            by_id: by_id.collect(),
        })
    }

    /// Where an id leads.
    pub(super) fn target(&self, id: &str) -> Option<&Target> {
        self.by_id.get(id)
    }
}
