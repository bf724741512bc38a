//! `wengu check`: whether the database is whole, the log is true, and every deck and source holds.

use super::args::CheckWish;
use super::fault::Fault;
use super::out::Out;
use super::progress::{Progress, Waiting};
use super::{Verdict, deck_check, repair, when};
use crate::domain::deck::SourceRef;
use crate::domain::srs::{ChainFault, EventProblem};
use crate::io::store::{Access, CheckReport, CheckStage, StoreError};
use crate::locale::Lang;
use crate::runtime::{World, find_passages};
use serde::Serialize;
use std::collections::HashSet;

/// What was checked, and what is wrong with it.
#[derive(Serialize)]
pub(super) struct Checked {
    id: &'static str,
    ok: bool,
    /// What was looked at, in a sentence.
    summary: String,
    problems: Vec<String>,
    /// What is worth knowing and no fault.
    pub(super) notes: Vec<String>,
}

impl Checked {
    pub(super) fn new(id: &'static str, summary: String, problems: Vec<String>) -> Self {
        Self {
            id,
            ok: problems.is_empty(),
            summary,
            problems,
            notes: Vec::new(),
        }
    }
}

/// Checks everything, after a repair if that is wished for.
pub(super) fn run(wish: CheckWish, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    // What the start found is among what the check finds.
    world.findings.decks.clear();
    let lang = world.lang;
    let mut checked = Vec::new();
    if wish.repair {
        checked.push(repair::run(world)?);
    }
    let report = with_progress(lang, |tell| world.store.check(tell))?;
    let mut found = [
        database(&report, world),
        log(&report, lang),
        states(&report, lang),
        days(&report, lang),
    ];
    if let Some(bad) = found.iter_mut().rfind(|part| !part.ok) {
        let backups = world.paths.backups.display().to_string();
        bad.notes.push(if report.integrity.is_empty() {
            lang.repair_or_go_back(&backups)
        } else {
            lang.go_back(&backups)
        });
    }
    checked.extend(found);
    checked.push(decks(world)?);
    checked.push(sources(world)?);
    if wish.listing.json {
        out.json(&checked)?;
    } else {
        for part in &checked {
            out.line(&lang.checked(part.ok, &part.summary))?;
            for line in part.problems.iter().chain(&part.notes) {
                out.line(&format!("      {line}"))?;
            }
        }
    }
    Ok(if checked.iter().all(|part| part.ok) {
        Verdict::Done
    } else {
        Verdict::Wrong
    })
}

/// Shows how far a check is.
pub(super) fn with_progress<T>(
    lang: Lang,
    check: impl FnOnce(&mut dyn FnMut(CheckStage)) -> T,
) -> T {
    let mut waiting: Option<Waiting> = None;
    let mut bar: Option<Progress> = None;
    let out = check(&mut |stage| match stage {
        CheckStage::File => waiting = Some(Waiting::start(lang.checking_file())),
        CheckStage::Log { done, all } => {
            waiting = None;
            let bar = bar.get_or_insert_with(|| {
                let mut bar = Progress::new(all);
                bar.file(lang.replaying(), all);
                bar
            });
            bar.tell(done as f64 / all.max(1) as f64);
        }
    });
    if let Some(bar) = bar {
        bar.finish();
    }
    out
}

fn database(report: &CheckReport, world: &World) -> Checked {
    let path = world.paths.database.display().to_string();
    let summary = world.lang.checked_database(&path);
    let mut problems = report.integrity.clone();
    if matches!(world.store.access(), Access::Memory(_)) {
        problems.push(world.lang.no_database_to_check().to_owned());
    }
    Checked::new("database", summary, problems)
}

fn log(report: &CheckReport, lang: Lang) -> Checked {
    let broken = report.breaks.iter().map(|found| {
        let entry = found.entry.to_string();
        match found.fault {
            ChainFault::Hash => lang.entry_changed(&entry),
            ChainFault::Gap { expected } => lang.entries_missing(&entry, expected),
        }
    });
    let misplaced = report.misplaced.iter();
    let misplaced = misplaced.map(|entry| lang.entry_misplaced(&entry.to_string()));
    let unreadable = report.unreadable();
    let unreadable = unreadable.map(|found| lang.entry_unreadable(&found.entry.to_string()));
    let entries = usize::try_from(report.entries).unwrap_or(usize::MAX);
    let problems: Vec<String> = broken.chain(misplaced).chain(unreadable).collect();
    let mut checked = Checked::new("log", lang.checked_log(entries), problems);
    let newer = |problem: &EventProblem| matches!(problem, EventProblem::UnknownKind(_));
    let newer = report.skipped.iter().filter(|s| newer(&s.problem)).count();
    if newer > 0 {
        checked.notes.push(lang.entries_newer(newer));
    }
    let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    if report.aside > 0 {
        checked.notes.push(lang.entries_aside(count(report.aside)));
    }
    if report.missing > 0 {
        checked.notes.push(lang.entries_gone(count(report.missing)));
    }
    checked
}

fn states(report: &CheckReport, lang: Lang) -> Checked {
    let different = report.states.iter();
    let problems = different.map(|found| lang.state_differs(found.card.as_str()));
    let cards = usize::try_from(report.cards).unwrap_or(usize::MAX);
    Checked::new("states", lang.checked_states(cards), problems.collect())
}

fn days(report: &CheckReport, lang: Lang) -> Checked {
    let different = report.days.iter().map(|found| {
        let (stored, replayed) = (found.stored.answers, found.replayed.answers);
        lang.day_differs(&when::day(found.day), stored, replayed)
    });
    Checked::new("days", lang.checked_days().to_owned(), different.collect())
}

fn decks(world: &World) -> Result<Checked, StoreError> {
    let found = deck_check::check_all(world)?;
    let summary = world.lang.checked_decks(found.decks, found.notes);
    let (errors, warnings): (Vec<_>, Vec<_>) = found
        .findings
        .into_iter()
        .partition(deck_check::Finding::is_error);
    let errors = errors.into_iter().map(|f| f.message).collect();
    let mut checked = Checked::new("decks", summary, errors);
    let warnings = warnings.iter().map(|f| world.lang.warning_of(&f.message));
    checked.notes.extend(warnings);
    Ok(checked)
}

/// Whether each live note's source leads to a passage. A work of which the library has neither the
/// text nor a guide is no fault: the person has not imported it.
fn sources(world: &World) -> Result<Checked, StoreError> {
    let library = world.store.documents()?;
    let knows = |source: &SourceRef| {
        library.iter().any(|s| {
            let guides = s.document.original.as_ref().map(|original| &original.id);
            s.document.id == source.id || guides == Some(&source.id)
        })
    };
    let mut seen = HashSet::new();
    let (mut notes, mut sources) = (Vec::new(), Vec::new());
    for card in world.store.cards()? {
        let Some(row) = card.source.filter(|_| card.live) else {
            continue;
        };
        if !seen.insert(card.note.clone()) {
            continue;
        }
        notes.push(card.note);
        sources.push(SourceRef {
            id: row.work,
            section: row.section.unwrap_or_default(),
            snippet: row.snippet.unwrap_or_default(),
        });
    }
    let (mut found, mut absent, mut problems) = (0, 0, Vec::new());
    let passages = find_passages(&world.store, &sources)?;
    for ((note, source), passage) in notes.iter().zip(&sources).zip(passages) {
        if passage.is_some() {
            found += 1;
        } else if knows(source) {
            let lang = world.lang;
            problems.push(lang.source_lost(note.as_str(), source.id.as_str(), &source.section));
        } else {
            absent += 1;
        }
    }
    let mut checked = Checked::new("sources", world.lang.checked_sources(found), problems);
    if absent > 0 {
        checked.notes.push(world.lang.sources_absent(absent));
    }
    Ok(checked)
}
