//! `wengu import`: takes files, folders and standard input into the library. A bad one does not
//! stop the others.

use super::args::Import;
use super::fault::{Fault, must_be_kept, take_sentence};
use super::import_ask::{ask, share};
use super::out::Out;
use super::progress::Progress;
use super::table::{Side, Table};
use super::{Verdict, account};
use crate::app::model::Start;
use crate::app::screen::preview::Subject;
use crate::domain::doc::Account;
use crate::io::import::{Found, ImportError, walk};
use crate::locale::Lang;
use crate::runtime::{Input, Outcome, TakeError, Taken, Wish, World, take_in_as};
use serde::Serialize;
use std::io::stdin;
use std::path::{Path, PathBuf};

/// The name of standard input among the paths.
pub(super) const STDIN: &str = "-";

/// What came of a file.
#[derive(Serialize)]
struct Entry {
    id: Option<String>,
    path: String,
    status: Status,
    title: Option<String>,
    encoding: Option<String>,
    confidence: Option<f64>,
    sure: Option<bool>,
    encoding_given: bool,
    replaced: usize,
    dropped_controls: usize,
    reason: Option<String>,
    unplaced: Vec<Unplaced>,
    repeats: Vec<Repetition>,
    warnings: Vec<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Account>,
    /// How much of the text would go, from 0 to 1, if that waits for a person's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_of_removals: Option<f64>,
    error: Option<String>,
    #[serde(skip)]
    sureness: &'static str,
}

/// An article that stands elsewhere too.
#[derive(Serialize)]
struct Repetition {
    start_bytes: usize,
    exact: bool,
    says: String,
}

/// A warning about a file that was taken.
#[derive(Serialize)]
struct Told {
    kind: &'static str,
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
    Updated,
    Known,
    Skipped,
    Failed,
}

/// Takes everything in, one after the other.
pub(super) fn run(wish: &Import, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    must_be_kept(&world.store)?;
    let lang = world.lang;
    if wish.preview {
        return preview(wish, out);
    }
    let found: Vec<Found> = wish.paths.iter().flat_map(|path| found(path)).collect();
    let many = wish.paths.len() > 1 || found.len() > 1;
    let name = wish.name.as_deref();
    let mut progress = Progress::new(found.iter().map(size).sum());
    let mut entries = Vec::new();
    for found in found {
        progress.file(&path(&found).to_string_lossy(), size(&found));
        let mut taken = take(&found, &wish.wish(), name, world, &mut |share| {
            progress.tell(share);
        });
        if let Some(removals) = progress.aside(|| ask(path(&found), &taken, wish, lang, out))? {
            let wish = Wish {
                removals: Some(removals),
                ..wish.wish()
            };
            let outcome = taken.as_ref().ok().map(|taken| taken.outcome);
            taken = take(&found, &wish, name, world, &mut |share| {
                progress.tell(share);
            });
            if let (Ok(taken), Some(outcome)) = (&mut taken, outcome) {
                taken.outcome = outcome;
            }
        }
        let mut entry = entry(path(&found), &taken, lang);
        if wish.report {
            entry.report = taken.as_ref().ok().and_then(|taken| taken.account.clone());
        }
        if !wish.listing.json {
            progress.aside(|| report(&taken, &entry, many, lang, out))?;
            if let (Ok(taken), Some(account)) = (&taken, &entry.report) {
                progress.aside(|| account::print(&taken.title, account, lang, out))?;
            }
        }
        entries.push(entry);
    }
    progress.finish();
    if wish.listing.json {
        out.json(&entries)?;
    } else if many {
        summary(&entries, lang, out)?;
    } else if entries.is_empty() {
        let folder = wish.paths.first().map(|p| p.display().to_string());
        out.warn(&lang.folder_without_text(&folder.unwrap_or_default()));
    }
    let has = |status| entries.iter().any(|entry| entry.status == status);
    let nothing = entries.iter().all(|entry| entry.status == Status::Skipped);
    Ok(if has(Status::Failed) || nothing {
        Verdict::Wrong
    } else {
        Verdict::Done
    })
}

/// What a path stands for; standard input is a file that is never looked for.
fn found(path: &Path) -> Vec<Found> {
    if path == Path::new(STDIN) {
        return vec![Found::File(path.to_owned(), 0)];
    }
    let mut found = walk(path);
    // What is named by itself is asked for; the import says what is wrong with it.
    if let [Found::NotAFile(path) | Found::Unreadable(path, _)] = found.as_mut_slice() {
        let path = std::mem::take(path);
        return vec![Found::File(path, 0)];
    }
    found
}

fn path(found: &Found) -> &PathBuf {
    let (Found::File(path, _) | Found::NotAFile(path) | Found::Unreadable(path, _)) = found;
    path
}

fn size(found: &Found) -> u64 {
    match found {
        Found::File(_, bytes) => *bytes,
        Found::NotAFile(_) | Found::Unreadable(..) => 0,
    }
}

/// Goes on in the terminal, where the file is looked at before it is imported.
fn preview(wish: &Import, out: &Out) -> Result<Verdict, Fault> {
    let [path] = wish.paths.as_slice() else {
        return Err(Fault::PreviewOfMany);
    };
    if !out.is_interactive() {
        return Err(Fault::NoTerminal);
    }
    let subject = Subject::File(path.to_string_lossy().into_owned());
    Ok(Verdict::Screens(Start::Preview(subject)))
}

impl Import {
    /// What was wished for.
    fn wish(&self) -> Wish {
        Wish {
            encoding: self.encoding.unwrap_or_default(),
            kind: self.kind.unwrap_or_default(),
            removals: self.removals,
            decisions: None,
            again: self.again,
            report: self.report,
        }
    }
}

fn take(
    found: &Found,
    wish: &Wish,
    name: Option<&str>,
    world: &mut World,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    let now = world.now().at;
    let store = &mut world.store;
    match found {
        Found::File(path, _) if path == Path::new(STDIN) => {
            let input = Input::Piped(&mut stdin().lock(), name);
            take_in_as(store, input, wish, now, tell)
        }
        Found::File(path, _) => take_in_as(store, Input::File(path), wish, now, tell),
        Found::NotAFile(path) => Err(ImportError::NotAFile { path: path.clone() }.into()),
        Found::Unreadable(path, error) => Err(ImportError::Unreadable {
            path: path.clone(),
            source: std::io::Error::new(error.kind(), error.to_string()),
        }
        .into()),
    }
}

/// Says at once what came of a file: of one among many only what a person must know.
fn report(
    taken: &Result<Taken, TakeError>,
    entry: &Entry,
    many: bool,
    lang: Lang,
    out: &mut Out,
) -> Result<(), Fault> {
    match taken {
        Ok(taken) => {
            if !many {
                out.line(&told(taken, lang))?;
                if let Some(decoded) = taken.decoded.as_ref().filter(|d| d.encoding != "UTF-8") {
                    out.line(&lang.read_by(&decoded.encoding, lang.sureness(decoded)))?;
                }
            }
            say_doubts(taken, lang, out);
            say_unplaced(taken, lang, out);
            say_repeats(taken, lang, out)?;
        }
        // The table names it.
        Err(_) if many && entry.status == Status::Skipped => {}
        Err(error) => out.warn(&take_sentence(error, lang)),
    }
    Ok(())
}

fn told(taken: &Taken, lang: Lang) -> String {
    let (id, title) = (taken.id.as_str(), taken.title.as_str());
    match taken.outcome {
        Outcome::New => lang.took_document(title, id),
        Outcome::Replaced => lang.updated_document(title, id),
        Outcome::Known => lang.known_document(title, id),
    }
}

/// Says what is doubtful about the text of a file: a guess that is not sure, places that could not
/// be decoded, control characters that were dropped.
pub(super) fn say_doubts(taken: &Taken, lang: Lang, out: &mut Out) {
    if taken.outcome == Outcome::Known {
        return;
    }
    let title = &taken.title;
    if let Some(decoded) = &taken.decoded {
        if !decoded.confidence.is_high() && !decoded.given {
            out.warn(&lang.encoding_unsure(title, &decoded.encoding));
        }
        if decoded.replaced > 0 {
            out.warn(&lang.not_decoded(title, decoded.replaced, &decoded.encoding));
        }
    }
    if taken.dropped_controls > 0 {
        out.warn(&lang.dropped_controls(title, taken.dropped_controls));
    }
    if let Some(account) = taken.account.as_ref().filter(|account| account.held.asks()) {
        out.warn(&lang.kept_removals(title, account.held.characters, &share(account)));
    }
    for warning in &taken.warnings {
        out.warn(&lang.import_warning(title, warning));
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
    if !taken.repeats.is_empty() && taken.outcome != Outcome::Known {
        out.line(&lang.repeats_found(&taken.title, &taken.repeats))?;
    }
    Ok(())
}

fn unplaced(taken: &Taken) -> Vec<Unplaced> {
    let lost = taken.unplaced.iter();
    lost.map(|lost| Unplaced {
        note: lost.note.to_string(),
        snippet: lost.source.snippet.clone(),
    })
    .collect()
}

fn repeats(taken: &Taken, lang: Lang) -> Vec<Repetition> {
    let repeats = taken.repeats.iter();
    repeats
        .map(|repeat| Repetition {
            start_bytes: repeat.start,
            exact: repeat.exact,
            says: lang.repeat_note(repeat),
        })
        .collect()
}

fn warnings(taken: &Taken, lang: Lang) -> Vec<Told> {
    let warnings = taken.warnings.iter();
    warnings
        .map(|warning| Told {
            kind: warning.name(),
            says: lang.import_warning(&taken.title, warning),
        })
        .collect()
}

fn entry(path: &Path, taken: &Result<Taken, TakeError>, lang: Lang) -> Entry {
    let path = path.display().to_string();
    let (taken, error) = match taken {
        Ok(taken) => (Some(taken), None),
        Err(error) => (None, Some(error)),
    };
    let reason = error.and_then(|error| match error {
        TakeError::Import(error) if passed_over(error) => Some(lang.why_skipped(error)),
        _ => None,
    });
    let status = match taken.map(|taken| taken.outcome) {
        Some(Outcome::New) => Status::Imported,
        Some(Outcome::Replaced) => Status::Updated,
        Some(Outcome::Known) => Status::Known,
        None if reason.is_some() => Status::Skipped,
        None => Status::Failed,
    };
    let decoded = taken.and_then(|taken| taken.decoded.as_ref());
    let failed = error.filter(|_| status == Status::Failed);
    Entry {
        id: taken.map(|taken| taken.id.to_string()),
        path,
        status,
        title: taken.map(|taken| taken.title.clone()),
        encoding: decoded.map(|d| d.encoding.clone()),
        confidence: decoded.map(|d| d.confidence.number()),
        sure: decoded.map(|d| d.confidence.is_high()),
        encoding_given: decoded.is_some_and(|d| d.given),
        replaced: decoded.map_or(0, |d| d.replaced),
        dropped_controls: taken.map_or(0, |taken| taken.dropped_controls),
        unplaced: taken.map(unplaced).unwrap_or_default(),
        repeats: taken.map(|taken| repeats(taken, lang)).unwrap_or_default(),
        warnings: taken.map(|taken| warnings(taken, lang)).unwrap_or_default(),
        report: None,
        kept_of_removals: taken
            .and_then(|taken| taken.account.as_ref())
            .filter(|account| account.held.asks())
            .map(|account| account.held.share()),
        reason,
        error: failed.map(|error| take_sentence(error, lang)),
        sureness: decoded.map_or("", |d| lang.sureness(d)),
    }
}

/// What holds nothing to read is passed over, not failed.
fn passed_over(error: &ImportError) -> bool {
    error.is_no_text() || matches!(error, ImportError::NotAFile { .. })
}

/// A row for each file, and how many there are of each outcome.
fn summary(entries: &[Entry], lang: Lang, out: &mut Out) -> Result<(), Fault> {
    let mut table = Table::new(&[
        (lang.column_outcome(), Side::Left),
        (lang.column_encoding(), Side::Left),
        (lang.column_sureness(), Side::Left),
        (lang.column_id(), Side::Left),
        (lang.column_title_or_file(), Side::Left),
    ]);
    for entry in entries {
        let what = match (&entry.title, &entry.reason) {
            (Some(title), _) => title.clone(),
            (None, Some(why)) => lang.skipped_file(&entry.path, why),
            (None, None) => entry.path.clone(),
        };
        table.row(&[
            outcome(entry.status, lang),
            entry.encoding.as_deref().unwrap_or_default(),
            entry.sureness,
            entry.id.as_deref().unwrap_or_default(),
            &what,
        ]);
    }
    table.print(out)?;
    let count = |status| entries.iter().filter(|e| e.status == status).count();
    out.line(&lang.import_sum(
        entries.len(),
        count(Status::Imported),
        count(Status::Updated),
        count(Status::Known),
        count(Status::Skipped),
        count(Status::Failed),
    ))?;
    Ok(())
}

fn outcome(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Imported => lang.was_taken(),
        Status::Updated => lang.was_updated(),
        Status::Known => lang.was_known(),
        Status::Skipped => lang.was_skipped(),
        Status::Failed => lang.was_failed(),
    }
}
