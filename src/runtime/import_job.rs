//! The import that is asked for in the Library: a file or a folder, and what is told of it while it
//! goes on and at its end.

use super::effects::failure;
use super::import::{Input, Outcome, TakeError, Taken, take_in_as};
use super::import_wish::Wish;
use crate::app::msg::Msg;
use crate::app::notice::{Failure, ImportSum, Notice};
use crate::domain::doc::reflow::Decisions;
use crate::domain::id::DocId;
use crate::domain::time::Timestamp;
use crate::io::clock::Stopwatch;
use crate::io::import::{Found, ImportError, walk};
use crate::io::store::Store;
use crate::locale::Lang;
use std::path::{Path, PathBuf};

/// Between two words of how far it is, in ms.
const TELL_MS: u64 = 300;

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The path as it was typed.
    pub(super) path: &'a str,
    /// Whether to open the document, if it is one.
    pub(super) open: bool,
}

/// Imports what was asked for; `tell` hears meanwhile how far it is.
pub(super) fn import(
    store: &mut Store,
    wanted: Wanted<'_>,
    now: Timestamp,
    lang: Lang,
    tell: &dyn Fn(Msg),
) -> Msg {
    let path = expanded(wanted.path);
    let mut pace = Pace::new(wanted.path, tell);
    if path.is_dir() {
        return import_folder(store, wanted.path, &path, now, lang, &mut pace);
    }
    let file = File {
        path: &path,
        typed: wanted.path,
        open: wanted.open,
    };
    import_file(store, &file, &Wish::default(), now, lang, &mut pace)
}

/// Imports a file with what was decided about its joins, and opens it.
pub(super) fn import_decided(
    store: &mut Store,
    path: &str,
    decisions: Decisions,
    now: Timestamp,
    lang: Lang,
    tell: &dyn Fn(Msg),
) -> Msg {
    let wish = Wish {
        decisions: Some(decisions),
        ..Wish::default()
    };
    let file = File {
        path: Path::new(path),
        typed: path,
        open: true,
    };
    import_file(store, &file, &wish, now, lang, &mut Pace::new(path, tell))
}

/// A file that is to be imported.
struct File<'a> {
    path: &'a Path,
    /// The path as it was typed.
    typed: &'a str,
    /// Whether to open the document.
    open: bool,
}

fn import_file(
    store: &mut Store,
    file: &File<'_>,
    wish: &Wish,
    now: Timestamp,
    lang: Lang,
    pace: &mut Pace<'_>,
) -> Msg {
    let input = Input::File(file.path);
    match take_in_as(store, input, wish, now, &mut |share| pace.tell(share)) {
        Ok(taken) => Msg::Imported {
            id: taken.id.clone(),
            told: told(taken, lang),
            open: file.open,
        },
        Err(error) => {
            tracing::warn!("a file was not imported");
            Msg::ImportFailed {
                path: file.typed.to_owned(),
                failure: failure_of(&error, lang),
            }
        }
    }
}

fn import_folder(
    store: &mut Store,
    typed: &str,
    folder: &Path,
    now: Timestamp,
    lang: Lang,
    pace: &mut Pace<'_>,
) -> Msg {
    let found = walk(folder);
    let all: u64 = found.iter().map(size).sum::<u64>().max(1);
    let (mut sum, mut done) = (ImportSum::default(), 0);
    // A new document is what the person wants to see, else one that was there before.
    let (mut first_taken, mut first_known) = (None, None);
    for found in found {
        let share = |within: f64| (done as f64 + within * size(&found) as f64) / all as f64;
        match take(store, &found, now, &mut |within| pace.tell(share(within))) {
            Ok(taken) => {
                let first = count(&mut sum, &taken, &mut first_taken, &mut first_known);
                first.get_or_insert(taken.id);
            }
            Err(TakeError::Import(error)) if is_passed_over(&error) => sum.skipped += 1,
            Err(error) => {
                sum.failed += 1;
                sum.first_failure
                    .get_or_insert_with(|| lang.failure(&failure_of(&error, lang)));
            }
        }
        done += size(&found);
    }
    if sum.taken + sum.known + sum.failed == 0 {
        return Msg::ImportFailed {
            path: typed.to_owned(),
            failure: Failure::Import(lang.folder_without_text(typed)),
        };
    }
    Msg::ImportedMany(first_taken.or(first_known), sum)
}

/// Counts a document; where the first of its sort is kept.
fn count<'a>(
    sum: &mut ImportSum,
    taken: &Taken,
    first_taken: &'a mut Option<DocId>,
    first_known: &'a mut Option<DocId>,
) -> &'a mut Option<DocId> {
    if taken.outcome == Outcome::Known {
        sum.known += 1;
        return first_known;
    }
    sum.taken += 1;
    sum.doubtful += usize::from(doubt(taken).is_some());
    sum.incomplete += usize::from(!taken.warnings.is_empty());
    first_taken
}

fn take(
    store: &mut Store,
    found: &Found,
    now: Timestamp,
    tell: &mut dyn FnMut(f64),
) -> Result<Taken, TakeError> {
    match found {
        Found::File(path, _) => take_in_as(store, Input::File(path), &Wish::default(), now, tell),
        Found::NotAFile(path) => Err(ImportError::NotAFile { path: path.clone() }.into()),
        Found::Unreadable(path, error) => {
            let source = std::io::Error::new(error.kind(), error.to_string());
            let path = path.clone();
            Err(ImportError::Unreadable { path, source }.into())
        }
    }
}

fn is_passed_over(error: &ImportError) -> bool {
    error.is_no_text() || matches!(error, ImportError::NotAFile { .. })
}

fn size(found: &Found) -> u64 {
    match found {
        Found::File(_, bytes) => *bytes,
        Found::NotAFile(_) | Found::Unreadable(..) => 0,
    }
}

fn told(taken: Taken, lang: Lang) -> Notice {
    match (taken.outcome, doubt(&taken)) {
        (Outcome::Known, _) => Notice::Known(taken.title),
        (_, Some(doubt)) => doubt,
        _ if !taken.warnings.is_empty() => incomplete(&taken, lang),
        _ if taken.account.as_ref().is_some_and(|a| a.held.asks()) => {
            Notice::RemovalsKept(taken.title)
        }
        (Outcome::Replaced, None) => Notice::Updated {
            unplaced: taken.unplaced.len(),
            title: taken.title,
        },
        (Outcome::New, None) => Notice::Imported(taken.title),
    }
}

/// What is missing in a document.
fn incomplete(taken: &Taken, lang: Lang) -> Notice {
    let says = taken.warnings.first();
    let says = says.map(|warning| lang.import_warning(&taken.title, warning));
    Notice::Incomplete(says.unwrap_or_default(), taken.warnings.len() - 1)
}

/// What a person should know of a text that may be garbled.
fn doubt(taken: &Taken) -> Option<Notice> {
    let decoded = taken.decoded.as_ref()?;
    let unsure = !decoded.given && !decoded.confidence.is_high();
    (unsure || decoded.replaced > 0).then(|| Notice::Doubtful {
        title: taken.title.clone(),
        encoding: decoded.encoding.clone(),
        replaced: decoded.replaced,
    })
}

pub(super) fn failure_of(error: &TakeError, lang: Lang) -> Failure {
    match error {
        TakeError::Import(error) => Failure::Import(lang.import_error(error)),
        TakeError::Store(error) => failure(error, lang),
    }
}

/// Says now and then how far it is; nothing of what is done at once.
struct Pace<'a> {
    path: &'a str,
    tell: &'a dyn Fn(Msg),
    since: Stopwatch,
}

impl<'a> Pace<'a> {
    fn new(path: &'a str, tell: &'a dyn Fn(Msg)) -> Self {
        Self {
            path,
            tell,
            since: Stopwatch::start(),
        }
    }

    fn tell(&mut self, share: f64) {
        if self.since.elapsed_ms() >= TELL_MS {
            self.since = Stopwatch::start();
            let percent = (share * 100.0).clamp(0.0, 100.0) as u8;
            (self.tell)(Msg::ImportGoesOn(self.path.to_owned(), percent));
        }
    }
}

/// A path as it is typed: with `~` for the home folder, and quotes or escapes as a terminal puts
/// them around a file that was dropped on it.
pub(super) fn expanded(path: &str) -> PathBuf {
    let path = path.trim();
    let quoted = path.strip_prefix('\'').and_then(|p| p.strip_suffix('\''));
    let path = quoted.map_or_else(|| path.replace("\\ ", " "), str::to_owned);
    match (path.strip_prefix('~'), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            PathBuf::from(home).join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeviceId;
    use crate::io::store::Reason;
    use std::fs;

    fn imported(store: &mut Store, path: &str) -> Msg {
        let wanted = Wanted { path, open: true };
        import(store, wanted, Timestamp(1), Lang::ZhCn, &|_| {})
    }

    fn store() -> Store {
        let why = "test".to_owned();
        Store::in_memory(DeviceId::new("a"), Reason::CannotCreate { why }).unwrap()
    }

    #[test]
    fn a_file_is_told_as_new_then_as_known_then_as_updated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b.txt");
        let typed = format!("'{}'", path.display());
        let mut store = store();
        let mut told = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            match imported(&mut store, &typed) {
                Msg::Imported { told, open, .. } => (told, open),
                other => panic!("{other:?}"),
            }
        };
        let title = || "论语".to_owned();
        let text = "论语\n\n学而时习之。";
        assert_eq!(told(text.as_bytes()), (Notice::Imported(title()), true));
        assert_eq!(told(text.as_bytes()), (Notice::Known(title()), true));
        let longer = format!("{text}\n\n不亦说乎？");
        assert_eq!(
            told(longer.as_bytes()),
            (
                Notice::Updated {
                    title: title(),
                    unplaced: 0
                },
                true
            )
        );
        let (doubt, _) = told(&encoding_rs::GBK.encode("温故").0);
        assert!(
            matches!(doubt, Notice::Doubtful { replaced: 0, .. }),
            "{doubt:?}"
        );
    }

    #[test]
    fn a_folder_is_summed_up_and_its_first_new_document_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        let mut store = store();
        file("a.txt", "甲".as_bytes());
        let typed = folder.path().to_str().unwrap();
        imported(&mut store, typed);
        file("b.txt", "乙".as_bytes());
        file("c.md", "+++\nid = \n+++\n丙".as_bytes());
        file("d.png", b"\x89PNG\r\n\x1a\n\0\0");
        let Msg::ImportedMany(first, sum) = imported(&mut store, typed) else {
            panic!("a folder");
        };
        assert_eq!(first, Some(DocId::new("b")));
        assert_eq!(
            (sum.taken, sum.known, sum.skipped, sum.failed),
            (1, 1, 1, 1)
        );
        assert!(sum.first_failure.is_some_and(|why| why.contains("c.md:2:")));
    }

    #[test]
    fn what_leads_nowhere_gives_the_path_back_as_it_was_typed() {
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().to_str().unwrap();
        let missing = format!("{empty}/none.txt");
        for (typed, word) in [(empty, "没有可以导入的文件"), (&missing, "没有这个文件")]
        {
            let Msg::ImportFailed { path, failure } = imported(&mut store(), typed) else {
                panic!("nothing is there");
            };
            assert_eq!(path, typed);
            let said = Lang::ZhCn.failure(&failure);
            assert!(said.contains(word), "{said}");
        }
    }
}
