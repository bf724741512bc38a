//! `wengu check`: whether the database is whole, the log is true, and every deck and source holds.

use super::args::Listing;
use super::fault::Fault;
use super::out::Out;
use super::{Verdict, deck_check, when};
use crate::domain::deck::SourceRef;
use crate::domain::srs::{ChainFault, EventProblem};
use crate::io::store::{Access, CheckReport, StoreError};
use crate::locale::Lang;
use crate::runtime::{Originals, World, find_passage_among};
use serde::Serialize;
use std::collections::HashSet;

/// What was checked, and what is wrong with it.
#[derive(Serialize)]
struct Checked {
    id: &'static str,
    ok: bool,
    /// What was looked at, in a sentence.
    summary: String,
    problems: Vec<String>,
    /// What is worth knowing and no fault.
    notes: Vec<String>,
}

impl Checked {
    fn new(id: &'static str, summary: String, problems: Vec<String>) -> Self {
        Self {
            id,
            ok: problems.is_empty(),
            summary,
            problems,
            notes: Vec::new(),
        }
    }
}

/// Checks everything.
pub(super) fn run(listing: Listing, world: &mut World, out: &mut Out) -> Result<Verdict, Fault> {
    // What the start found is among what the check finds.
    world.findings.decks.clear();
    let lang = world.lang;
    let report = world.store.check()?;
    let checked = [
        database(&report, world),
        log(&report, lang),
        states(&report, lang),
        days(&report, lang),
        decks(world)?,
        sources(world)?,
    ];
    if listing.json {
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

fn database(report: &CheckReport, world: &World) -> Checked {
    let path = world.paths.database.display().to_string();
    let summary = world.lang.checked_database(&path);
    let mut problems = report.integrity.clone();
    if matches!(world.store.access(), Access::Memory(_)) {
        problems.push(world.lang.no_database_to_check().to_owned());
    }
    let mut checked = Checked::new("database", summary, problems);
    if !report.integrity.is_empty() {
        let advice = world
            .lang
            .go_back(&world.paths.backups.display().to_string());
        checked.notes.push(advice);
    }
    checked
}

fn log(report: &CheckReport, lang: Lang) -> Checked {
    let broken = report.breaks.iter().map(|found| {
        let entry = found.entry.to_string();
        match found.fault {
            ChainFault::Hash => lang.entry_changed(&entry),
            ChainFault::Gap { expected } => lang.entries_missing(&entry, expected),
        }
    });
    let unreadable = report.skipped.iter().filter_map(|skipped| {
        let malformed = matches!(skipped.problem, EventProblem::Malformed { .. });
        malformed.then(|| lang.entry_unreadable(&skipped.entry.to_string()))
    });
    let entries = usize::try_from(report.entries).unwrap_or(usize::MAX);
    let problems: Vec<String> = broken.chain(unreadable).collect();
    let mut checked = Checked::new("log", lang.checked_log(entries), problems);
    let newer = |problem: &EventProblem| matches!(problem, EventProblem::UnknownKind(_));
    let newer = report.skipped.iter().filter(|s| newer(&s.problem)).count();
    if newer > 0 {
        checked.notes.push(lang.entries_newer(newer));
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
    let mut originals = Originals::default();
    let (mut found, mut absent, mut problems) = (0, 0, Vec::new());
    for card in world.store.cards()? {
        let Some(row) = card.source.filter(|_| card.live) else {
            continue;
        };
        if !seen.insert(card.note.clone()) {
            continue;
        }
        let source = SourceRef {
            id: row.work,
            section: row.section.unwrap_or_default(),
            snippet: row.snippet.unwrap_or_default(),
        };
        if find_passage_among(&world.store, &source, &mut originals)?.is_some() {
            found += 1;
        } else if knows(&source) {
            let note = card.note.as_str();
            problems.push(
                world
                    .lang
                    .source_lost(note, source.id.as_str(), &source.section),
            );
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
