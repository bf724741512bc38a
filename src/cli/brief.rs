//! `wengu brief`: the brief before a session, on the screen or as Markdown.

use super::fault::Fault;
use super::out::Out;
use super::pick::Miss;
use super::{Verdict, pick};
use crate::app::model::Start;
use crate::app::screen::brief::{Briefing, Scope, Sheet};
use crate::runtime::{World, briefing};

/// Shows the brief, or prints its sheet where that is asked for or no terminal is there.
pub(super) fn run(
    wish: Option<&str>,
    print: bool,
    world: &World,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let scope = match wish {
        Some(wish) => scope(wish, world)?,
        None => Scope::Today,
    };
    if out.is_interactive() && !print {
        return Ok(Verdict::Screens(Start::Brief(scope)));
    }
    if let Some(briefing) = briefing(world, &scope)? {
        for line in markdown(&briefing) {
            out.data(&line)?;
        }
    }
    Ok(Verdict::Done)
}

/// What a person names: a document, else a deck, else a tag.
fn scope(wish: &str, world: &World) -> Result<Scope, Fault> {
    let document = pick::document(&world.store, wish);
    let not_found = match document {
        Ok(shelved) => return Ok(Scope::Document(shelved.document.id, None)),
        Err(fault @ Fault::NoDocument(Miss::Nothing { .. })) => fault,
        Err(fault) => return Err(fault),
    };
    match pick::deck(&world.store, wish) {
        Ok(deck) => return Ok(Scope::Deck(deck.deck.id)),
        Err(Fault::NoDeck(Miss::Nothing { .. })) => {}
        Err(fault) => return Err(fault),
    }
    let tag = Scope::Tag(wish.trim().to_owned());
    let tagged = briefing(world, &tag)?.is_some_and(|found| !found.cards.is_empty());
    if tagged { Ok(tag) } else { Err(not_found) }
}

/// The sheet as Markdown, line by line.
fn markdown(briefing: &Briefing) -> Vec<String> {
    let mut lines = vec![format!("# {}", briefing.title)];
    match &briefing.sheet {
        Sheet::Formulations(items) => {
            let mut section = "";
            for item in items {
                if item.section != section {
                    section = &item.section;
                    lines.extend([String::new(), format!("## {section}")]);
                }
                lines.push(String::new());
                lines.extend(item.wording.lines().map(|line| format!("> {line}")));
                if !item.said.is_empty() {
                    lines.extend([">".to_owned(), format!("> {}", item.said)]);
                }
            }
        }
        Sheet::Outline(entries) => {
            lines.push(String::new());
            let indent = |level: u8| "  ".repeat(usize::from(level.saturating_sub(1)));
            lines.extend(
                entries
                    .iter()
                    .map(|e| format!("{}- {}", indent(e.level), e.text)),
            );
        }
    }
    lines
}
