//! A file that is not TOML, note by note, so that an error spoils only its own note. Knows where
//! notes begin; does not know what they hold.

use super::keys::Log;
use super::problem::DeckProblemKind;
use std::collections::HashSet;
use std::ops::Range;
use toml::de::DeTable;

/// Gives the table of a file; of a file that is not TOML, those of its pieces that are. What is
/// wrong with the others is in the log.
pub(super) fn each_table(
    text: &str,
    log: &mut Log<'_>,
    mut take: impl FnMut(&DeTable<'_>, &mut Log<'_>),
) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        take(table.get_ref(), log);
        return;
    }
    let before = log.count();
    for range in pieces(text) {
        log.rebase(range.start);
        let (table, errors) = DeTable::parse_recoverable(text.get(range).unwrap_or_default());
        if errors.is_empty() {
            take(table.get_ref(), log);
        } else {
            syntax_errors(&errors, log);
        }
    }
    log.rebase(0);
    if log.count() == before {
        syntax_errors(&errors, log);
    }
}

/// Reports the errors of the TOML parser, the first of each line, for it often stumbles more than
/// once over one mistake. Returns the lines.
pub(super) fn syntax_errors(errors: &[toml::de::Error], log: &mut Log<'_>) -> HashSet<u32> {
    let mut spans: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or_default(), error.message()))
        .collect();
    spans.sort_by_key(|(span, _)| span.start);
    let mut lines = HashSet::new();
    for (span, message) in spans {
        if lines.insert(log.position(span.start).line) {
            let kind = match message {
                "duplicate key" => DeckProblemKind::DuplicateKey {
                    key: log.written(span.clone()).to_owned(),
                },
                _ => DeckProblemKind::Syntax {
                    message: message.to_owned(),
                },
            };
            log.add(span.start, kind);
        }
    }
    lines
}

/// The text before the first note, and each note.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_note(line) && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Whether a line is the header of a note, perhaps not well closed, and not of a table within it.
fn begins_note(line: &str) -> bool {
    let name = line.trim_start().strip_prefix("[[").map(str::trim_start);
    let behind = name.and_then(|name| name.strip_prefix("note"));
    behind.is_some_and(|behind| matches!(behind.trim_start().chars().next(), None | Some(']')))
}
