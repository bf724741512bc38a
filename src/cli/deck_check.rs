//! `wengu deck check`: everything that is wrong with deck files, in one run.

use super::Verdict;
use super::args::Listing;
use super::fault::Fault;
use super::out::Out;
use crate::domain::deck::Note;
use crate::io::decks::{
    DeckFile, DeckProblem, Location, ParsedDeck, duplicate_ids, load, overlay_folder, parse_deck,
    read, read_overlays, same_prompt_problems, shipped,
};
use crate::io::store::StoreError;
use crate::locale::Lang;
use crate::runtime::{World, missing_snippets};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What is wrong at a place of a deck file.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// Its place, as `file:line:column`.
    id: String,
    file: String,
    line: u32,
    column: u32,
    severity: Severity,
    /// The sentence, with its place.
    pub(super) message: String,
}

/// Whether something is left out for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Error,
    Warning,
}

impl Finding {
    fn new(location: &Location, severity: Severity, message: String) -> Self {
        Self {
            id: location.to_string(),
            file: location.file.clone(),
            line: location.position.line,
            column: location.position.column,
            severity,
            message,
        }
    }

    fn of(problem: &DeckProblem, lang: Lang) -> Self {
        let severity = if problem.is_warning() {
            Severity::Warning
        } else {
            Severity::Error
        };
        Self::new(&problem.location, severity, lang.deck_problem(problem))
    }

    /// Whether something is left out for it.
    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What a check looked at, and what it found.
pub(super) struct Checked {
    /// Decks with an id.
    pub(super) decks: usize,
    /// Their good notes.
    pub(super) notes: usize,
    /// What is wrong, file by file.
    pub(super) findings: Vec<Finding>,
}

/// Checks the files, or without any the shipped decks and the person's own.
pub(super) fn run(
    files: &[PathBuf],
    listing: Listing,
    world: &World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let checked = if files.is_empty() {
        check_all(world)?
    } else {
        check_files(files, world)?
    };
    let errors = checked.findings.iter().filter(|f| f.is_error()).count();
    if listing.json {
        out.json(&checked.findings)?;
    } else {
        print(&checked, errors, world.lang, out)?;
    }
    Ok(if errors > 0 {
        Verdict::Wrong
    } else {
        Verdict::Done
    })
}

fn print(checked: &Checked, errors: usize, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    for finding in &checked.findings {
        if finding.is_error() {
            out.line(&finding.message)?;
        } else {
            out.line(&lang.warning_of(&finding.message))?;
        }
    }
    let warnings = checked.findings.len() - errors;
    if checked.findings.is_empty() {
        out.line(&lang.decks_sound(checked.decks, checked.notes))?;
    } else {
        out.line(&lang.decks_unsound(errors, warnings))?;
    }
    Ok(())
}

/// Checks the shipped decks and the person's own, and the overlays over them.
pub(super) fn check_all(world: &World) -> Result<Checked, StoreError> {
    let (overlays, unreadable_overlays) = load(&overlay_folder(&world.paths.decks));
    let (parsed, mut unreadable) = all_decks(world);
    unreadable.extend(unreadable_overlays);
    let mut checked = check(&parsed, unreadable, world)?;
    checked
        .findings
        .extend(overlay_findings(&parsed, &overlays, world)?);
    Ok(checked)
}

fn all_decks(world: &World) -> (Vec<ParsedDeck>, Vec<DeckProblem>) {
    let (files, unreadable) = load(&world.paths.decks);
    let shipped = shipped().map(|(name, text)| parse_deck(name, text));
    (shipped.chain(files.iter().map(parse)).collect(), unreadable)
}

/// Checks files by themselves and against each other; overlays, against all decks.
fn check_files(paths: &[PathBuf], world: &World) -> Result<Checked, StoreError> {
    let overlay_folder = overlay_folder(&world.paths.decks).canonicalize().ok();
    let is_overlay = |path: &Path| {
        let path = path.canonicalize().ok();
        let folder = path.as_deref().and_then(Path::parent);
        folder.is_some() && folder == overlay_folder.as_deref()
    };
    let mut unreadable = Vec::new();
    let mut parsed = Vec::new();
    let mut overlays = Vec::new();
    for path in paths {
        match read(path) {
            Ok(file) if is_overlay(path) => overlays.push(file),
            Ok(file) => parsed.push(parse(&file)),
            Err(problem) => unreadable.push(problem),
        }
    }
    let mut checked = check(&parsed, unreadable, world)?;
    if !overlays.is_empty() {
        let (decks, _) = all_decks(world);
        checked
            .findings
            .extend(overlay_findings(&decks, &overlays, world)?);
    }
    Ok(checked)
}

fn overlay_findings(
    decks: &[ParsedDeck],
    overlays: &[DeckFile],
    world: &World,
) -> Result<Vec<Finding>, StoreError> {
    let (_, problems) = read_overlays(decks, overlays, &world.store.note_ids()?);
    let findings = problems.iter().map(|p| Finding::of(p, world.lang));
    Ok(findings.collect())
}

fn parse(file: &DeckFile) -> ParsedDeck {
    parse_deck(&file.path.display().to_string(), &file.text)
}

fn check(
    parsed: &[ParsedDeck],
    unreadable: Vec<DeckProblem>,
    world: &World,
) -> Result<Checked, StoreError> {
    let between = duplicate_ids(parsed).into_iter();
    let problems = unreadable
        .into_iter()
        .chain(parsed.iter().flat_map(|deck| deck.problems.clone()))
        .chain(between)
        .chain(same_prompt_problems(parsed));
    let mut findings: Vec<Finding> = problems.map(|p| Finding::of(&p, world.lang)).collect();
    let notes: Vec<&Note> = parsed
        .iter()
        .filter_map(|parsed| parsed.deck.as_ref())
        .flat_map(|deck| &deck.notes)
        .collect();
    for (note, title) in missing_snippets(&world.store, notes.iter().copied())? {
        let place = parsed.iter().find_map(|deck| deck.location_of(&note.id));
        let snippet = note.source.as_ref().map_or("", |s| s.snippet.as_str());
        if let Some(place) = place {
            let message = world.lang.no_snippet(&place.to_string(), snippet, &title);
            findings.push(Finding::new(&place, Severity::Warning, message));
        }
    }
    // The files in the order in which they were read, each from its top.
    let rank = |file: &str| parsed.iter().position(|parsed| parsed.file == file);
    findings.sort_by_key(|f| (rank(&f.file), f.line, f.column));
    Ok(Checked {
        decks: parsed.iter().filter(|deck| deck.deck.is_some()).count(),
        notes: notes.len(),
        findings,
    })
}
