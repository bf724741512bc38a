//! `wengu import`: takes files into the library. A bad one does not stop the others.

use super::Verdict;
use super::args::Listing;
use super::fault::{Fault, must_be_kept, take_sentence};
use super::out::Out;
use crate::locale::Lang;
use crate::runtime::{TakeError, Taken, World, take_in};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What came of a file.
#[derive(Serialize)]
struct Entry {
    id: Option<String>,
    path: String,
    status: Status,
    title: Option<String>,
    dropped_controls: usize,
    error: Option<String>,
}

#[derive(Serialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Status {
    Imported,
    Known,
    Failed,
}

/// Takes the files in, one by one.
pub(super) fn run(
    paths: &[PathBuf],
    listing: Listing,
    world: &mut World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let lang = world.lang;
    let mut entries = Vec::new();
    for path in paths {
        let now = world.now().at;
        let taken = take_in(&mut world.store, path, now);
        if !listing.json {
            report(&taken, lang, out)?;
        }
        entries.push(entry(path, taken, lang));
    }
    if listing.json {
        out.json(&entries)?;
    }
    let failed = entries.iter().any(|entry| entry.status == Status::Failed);
    Ok(if failed {
        Verdict::Wrong
    } else {
        Verdict::Done
    })
}

fn report(taken: &Result<Taken, TakeError>, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    match taken {
        Ok(taken) => {
            let (id, title) = (taken.id.as_str(), taken.title.as_str());
            if taken.known {
                out.line(&lang.known_document(title, id))?;
            } else {
                out.line(&lang.took_document(title, id))?;
            }
            say_dropped(taken, lang, out);
        }
        Err(error) => out.warn(&take_sentence(error, lang)),
    }
    Ok(())
}

/// Says that control characters were dropped, if there were any.
pub(super) fn say_dropped(taken: &Taken, lang: Lang, out: &mut Out) {
    if taken.dropped_controls > 0 && !taken.known {
        out.warn(&lang.dropped_controls(&taken.title, taken.dropped_controls));
    }
}

fn entry(path: &Path, taken: Result<Taken, TakeError>, lang: Lang) -> Entry {
    let path = path.display().to_string();
    match taken {
        Ok(taken) => Entry {
            id: Some(taken.id.to_string()),
            path,
            status: if taken.known {
                Status::Known
            } else {
                Status::Imported
            },
            title: Some(taken.title),
            dropped_controls: taken.dropped_controls,
            error: None,
        },
        Err(error) => Entry {
            id: None,
            path,
            status: Status::Failed,
            title: None,
            dropped_controls: 0,
            error: Some(take_sentence(&error, lang)),
        },
    }
}
