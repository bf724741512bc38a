//! `wengu check --repair`: what a repair did, and what was lost by it.

use super::check::{Checked, with_progress};
use super::fault::{Fault, must_be_kept};
use super::{card, when};
use crate::io::store::{Place, Repair, SetAside, Why};
use crate::locale::Lang;
use crate::runtime::World;

/// Cards that are named; of more only the number is told.
const NAMED: usize = 20;

/// Repairs what can be repaired.
pub(super) fn run(world: &mut World) -> Result<Checked, Fault> {
    must_be_kept(&world.store)?;
    let lang = world.lang;
    let place = Place {
        database: world.paths.database.clone(),
        backups: world.paths.backups.clone(),
    };
    let now = world.now().at;
    let repaired = with_progress(lang, |tell| world.store.repair(&place, now, tell))?;
    let Some(repair) = repaired else {
        let summary = lang.nothing_to_repair().to_owned();
        return Ok(Checked::new("repair", summary, Vec::new()));
    };
    let summary = lang.repaired(&repair.backup.display().to_string());
    let mut checked = Checked::new("repair", summary, Vec::new());
    checked.notes = told(&repair, lang);
    Ok(checked)
}

fn told(repair: &Repair, lang: Lang) -> Vec<String> {
    let aside = repair.aside.iter().map(|aside| put_aside(aside, lang));
    let rehashed = repair.rehashed.iter();
    let rehashed = rehashed.map(|entry| lang.hash_put_right(&entry.to_string()));
    let mut lines: Vec<String> = aside.chain(rehashed).collect();
    if repair.replaced > 0 {
        lines.push(lang.entries_replaced(repair.replaced));
    }
    if !repair.states.is_empty() {
        let count = lang.states_written(repair.states.len());
        let named = repair.states.iter().take(NAMED);
        let named: Vec<String> = named.map(ToString::to_string).collect();
        let more = if repair.states.len() > NAMED {
            " …"
        } else {
            ""
        };
        lines.push(lang.in_detail(&count, &(lang.joined(&named) + more)));
    }
    let unknown = repair.unknown.iter();
    lines.extend(unknown.map(|card| lang.card_unknown(card.as_str())));
    lines
}

fn put_aside(aside: &SetAside, lang: Lang) -> String {
    let name = aside.first.to_string();
    let said = aside.entry.as_ref().and_then(|entry| {
        let event = entry.event().ok()?;
        let mut parts = vec![when::minute(entry.at, entry.offset_s)];
        parts.extend(event.card().map(ToString::to_string));
        parts.push(card::said(&event, entry.offset_s, lang));
        Some(lang.joined(&parts))
    });
    match (aside.why, said) {
        (Why::Changed, Some(said)) => lang.aside_changed(&name, &said),
        (Why::Changed, None) => lang.aside_garbled(&name),
        (Why::Unreadable, _) => lang.aside_unreadable(&name),
        (Why::Missing, _) => {
            lang.aside_missing(&name, usize::try_from(aside.count).unwrap_or(usize::MAX))
        }
    }
}
