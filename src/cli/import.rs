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
    unplaced: Vec<Unplaced>,
    repeats: Vec<Repetition>,
    error: Option<String>,
}

/// An article that stands elsewhere too.
#[derive(Serialize)]
struct Repetition {
    start_bytes: usize,
    exact: bool,
    says: String,
}

/// A note whose passage the new version of a document has no longer.
#[derive(Serialize)]
struct Unplaced {
    note: String,
    snippet: String,
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
            say_unplaced(taken, lang, out);
            say_repeats(taken, lang, out)?;
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

/// Says which notes lost their passages, if any did.
pub(super) fn say_unplaced(taken: &Taken, lang: Lang, out: &mut Out) {
    let notes = taken.unplaced.iter();
    let names: Vec<String> = notes
        .map(|lost| lang.unplaced_note(lost.note.as_str(), &lost.source.snippet))
        .collect();
    if !names.is_empty() {
        out.warn(&lang.unplaced(names.len(), &lang.joined(&names)));
    }
}

/// Says which articles of the document stand elsewhere too, if any do.
fn say_repeats(taken: &Taken, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    if !taken.repeats.is_empty() && !taken.known {
        out.line(&lang.repeats_found(&taken.title, &taken.repeats))?;
    }
    Ok(())
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
            unplaced: taken
                .unplaced
                .into_iter()
                .map(|lost| Unplaced {
                    note: lost.note.to_string(),
                    snippet: lost.source.snippet,
                })
                .collect(),
            repeats: taken
                .repeats
                .iter()
                .map(|repeat| Repetition {
                    start_bytes: repeat.start,
                    exact: repeat.exact,
                    says: lang.repeat_note(repeat),
                })
                .collect(),
            error: None,
        },
        Err(error) => Entry {
            id: None,
            path,
            status: Status::Failed,
            title: None,
            dropped_controls: 0,
            unplaced: Vec::new(),
            repeats: Vec::new(),
            error: Some(take_sentence(&error, lang)),
        },
    }
}
