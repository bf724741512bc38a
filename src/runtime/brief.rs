//! Puts a brief together: its formulations in the order of the document, its cards with what is
//! known of their memory, and the person's own pace.

use super::world::World;
use crate::app::screen::brief::{Briefing, Formulation, Runner, Scope, Sheet};
use crate::domain::deck::{Attribution, Note, NoteBody, SourceRef, same_title};
use crate::domain::doc::{BlockKind, Document, TocEntry, toc};
use crate::domain::id::DocId;
use crate::domain::srs::{CardKey, Queue};
use crate::io::store::{CardRecord, Store, StoreError};
use std::collections::HashSet;
use std::ops::Range;

/// The brief on something; none if there is no such document or deck.
pub fn briefing(world: &World, scope: &Scope) -> Result<Option<Briefing>, StoreError> {
    let Some((title, sheet, cards)) = parts(world, scope)? else {
        return Ok(None);
    };
    let scheduler = world.scheduler().ok();
    let today = world.today();
    let in_queue = keys_of_today(world)?;
    let runner = |card: &CardRecord| Runner {
        key: card.key,
        note: card.note_key,
        comes_today: in_queue.contains(&card.key),
        retrievability: card.state.memory.map(|memory| {
            let elapsed = card.state.elapsed_days(today);
            scheduler.as_ref().map_or(0.0, |s| {
                s.curve(Some(&card.deck)).recall(memory.stability, elapsed)
            })
        }),
    };
    let shown = cards
        .iter()
        .filter(|card| !card.hidden && !card.state.suspended);
    Ok(Some(Briefing {
        title,
        sheet,
        cards: shown.map(runner).collect(),
        pace_ms: pace_ms(world)?,
        today,
    }))
}

/// The cards that are about something; none if there is no such document or deck.
pub(super) fn cards_in(
    world: &World,
    scope: &Scope,
) -> Result<Option<Vec<CardRecord>>, StoreError> {
    Ok(parts(world, scope)?.map(|(_, _, cards)| cards))
}

/// The title of what is meant, what there is to read of it, and its cards.
fn parts(world: &World, scope: &Scope) -> Result<Option<Parts>, StoreError> {
    let store = &world.store;
    Ok(Some(match scope {
        Scope::Document(id, section) => of_document(store, id, *section)?,
        Scope::Deck(id) => {
            let decks = store.decks()?;
            let deck = decks
                .into_iter()
                .find(|known| known.live && known.deck.id == *id);
            let Some(deck) = deck else { return Ok(None) };
            let cards = store.cards_of(id)?;
            (deck.deck.title, of_notes(&cards), cards)
        }
        Scope::Tag(tag) => {
            let tagged = |card: &CardRecord| {
                card.live && note_of(card).is_some_and(|note| note.tags.contains(tag))
            };
            let cards: Vec<_> = store.cards()?.into_iter().filter(tagged).collect();
            (tag.clone(), of_notes(&cards), cards)
        }
        Scope::Today => {
            let cards = of_today(world)?;
            (world.lang.today().to_owned(), of_notes(&cards), cards)
        }
    }))
}

/// The person's own time for a card over the last month, in ms; a usual one before there is any.
fn pace_ms(world: &World) -> Result<u32, StoreError> {
    const USUAL_MS: u64 = 12_000;
    const BOUNDS_MS: (u64, u64) = (3_000, 60_000);
    const DAYS: u32 = 30;
    let today = world.today();
    let days = world.store.days()?;
    let recent = days
        .iter()
        .filter(|(day, _)| today.days_since(**day) < DAYS);
    let (ms, answers) = recent.fold((0, 0), |(ms, answers), (_, count)| {
        (ms + count.ms, answers + u64::from(count.answers))
    });
    let pace = ms
        .checked_div(answers)
        .unwrap_or(USUAL_MS)
        .clamp(BOUNDS_MS.0, BOUNDS_MS.1);
    Ok(u32::try_from(pace).unwrap_or(u32::MAX))
}

/// The cards that today's session would show, in its order.
fn of_today(world: &World) -> Result<Vec<CardRecord>, StoreError> {
    let mut cards = Vec::new();
    for key in keys_of_today(world)? {
        cards.extend(world.store.card_by_key(key)?);
    }
    Ok(cards)
}

fn keys_of_today(world: &World) -> Result<Vec<CardKey>, StoreError> {
    let Ok(scheduler) = world.scheduler() else {
        return Ok(Vec::new());
    };
    let rules = world.queue_rules()?;
    let (today, now) = (world.today(), world.now().at);
    let rows = world.store.queue_rows(today, None, &rules)?;
    let mut queue = Queue::new(rows, &rules, today, &scheduler);
    let mut keys = Vec::new();
    while let Some(key) = queue.next(now) {
        queue.remove(key);
        keys.push(key);
    }
    Ok(keys)
}

fn note_of(card: &CardRecord) -> Option<Note> {
    serde_json::from_str(&card.payload).ok()
}

/// The formulations among the notes of some cards, each once, those of a section together. They
/// stand as in their decks, which follow the documents, whatever the order of the cards.
fn of_notes(cards: &[CardRecord]) -> Sheet {
    let mut cards: Vec<&CardRecord> = cards.iter().collect();
    cards.sort_by_key(|card| card.key);
    let mut seen = HashSet::new();
    cards.retain(|card| seen.insert(&card.note));
    let mut sections: Vec<(Option<SourceRef>, Vec<Formulation>)> = Vec::new();
    for note in cards.into_iter().filter_map(note_of) {
        let Some(item) = formulation(&note) else {
            continue;
        };
        let is_same = |known: &Option<SourceRef>| match (known, &note.source) {
            (Some(a), Some(b)) => a.id == b.id && a.section == b.section,
            (a, b) => a.is_none() && b.is_none(),
        };
        match sections.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, items)) => items.push(item),
            None => sections.push((note.source, vec![item])),
        }
    }
    Sheet::Formulations(sections.into_iter().flat_map(|(_, items)| items).collect())
}

fn formulation(note: &Note) -> Option<Formulation> {
    let NoteBody::Formulation {
        wording,
        attribution,
        ..
    } = &note.body
    else {
        return None;
    };
    let section = note
        .source
        .as_ref()
        .and_then(|source| source.headings().next());
    Some(Formulation {
        section: section.unwrap_or_default().to_owned(),
        wording: wording.clone(),
        said: said(attribution),
    })
}

fn said(attribution: &Attribution) -> String {
    let parts = [&attribution.who, &attribution.when, &attribution.place];
    format!("——{}", parts.map(String::as_str).join("，"))
}

type Parts = (String, Sheet, Vec<CardRecord>);

/// A document, or one section of it: what it quotes, and what the notes on it have to recite.
fn of_document(store: &Store, id: &DocId, section: Option<usize>) -> Result<Parts, StoreError> {
    let document = store.document(id)?.document;
    let headings = store.headings(id)?;
    let entries: Vec<TocEntry> = headings.iter().filter_map(TocEntry::of).collect();
    let index = section.and_then(|at| entries.iter().position(|entry| entry.offset == at));
    let range = index.map_or(0..document.length, |index| {
        let from = entries.get(index).map_or(0, |entry| entry.offset);
        from..toc::section_end(&entries, index, document.length)
    });
    let place_of = |note: &Note| {
        let path: Vec<&str> = note.source.iter().flat_map(SourceRef::headings).collect();
        toc::find_section(&entries, path.into_iter()).and_then(|index| entries.get(index))
    };
    let inside = |note: &Note| match place_of(note) {
        Some(entry) => range.contains(&entry.offset),
        None => index.is_none(),
    };
    let mut cards = Vec::new();
    for work in works(store, &document)? {
        let of_work = store.cards_from(&work)?.into_iter();
        cards.extend(of_work.filter(|card| note_of(card).is_some_and(|note| inside(&note))));
    }
    let mut found = quotations(store, &document, &range)?;
    let quoted: HashSet<String> = found.iter().map(|(_, f)| letters(&f.wording)).collect();
    let mut seen = HashSet::new();
    for note in cards
        .iter()
        .filter_map(note_of)
        .filter(|note| seen.insert(note.id.clone()))
    {
        if let Some(mut item) =
            formulation(&note).filter(|f| !quoted.contains(&letters(&f.wording)))
        {
            let place = place_of(&note);
            // The document's own heading, which may have a number that the note leaves out.
            if let Some(entry) = place {
                item.section.clone_from(&entry.text);
            }
            found.push((place.map_or(document.length, |entry| entry.offset), item));
        }
    }
    found.sort_by_key(|(offset, _)| *offset);
    let heading = index.and_then(|index| entries.get(index));
    let title = heading.map_or(&document.title, |heading| &heading.text);
    let title = title.clone();
    let sheet = if found.is_empty() {
        Sheet::Outline(
            entries
                .into_iter()
                .filter(|e| range.contains(&e.offset))
                .collect(),
        )
    } else {
        Sheet::Formulations(found.into_iter().map(|(_, item)| item).collect())
    };
    Ok((title, sheet, cards))
}

/// The ids by which cards name this document: its own, that of the work it is a guide to, and that
/// of the work it is by its title.
fn works(store: &Store, document: &Document) -> Result<Vec<DocId>, StoreError> {
    let mut works = vec![document.id.clone()];
    works.extend(document.original.iter().map(|original| original.id.clone()));
    for shelved in store.documents()? {
        let original = shelved.document.original.into_iter();
        works.extend(
            original
                .filter(|o| same_title(&o.title, &document.title))
                .map(|o| o.id),
        );
    }
    let mut seen = HashSet::new();
    works.retain(|work| seen.insert(work.clone()));
    Ok(works)
}

/// The block quotations of a part of a document that say who spoke, with where they stand.
fn quotations(
    store: &Store,
    document: &Document,
    range: &Range<usize>,
) -> Result<Vec<(usize, Formulation)>, StoreError> {
    let mut found = Vec::new();
    let mut section = String::new();
    let mut open: Option<(usize, String)> = None;
    for block in store.blocks_from(&document.id, range.start) {
        let block = block?;
        if block.start >= range.end {
            break;
        }
        match block.kind {
            BlockKind::Heading(_) => section = block.text,
            BlockKind::Quote => match (open.take(), block.text.strip_prefix("——")) {
                (Some((at, wording)), Some(_)) => {
                    let (section, said) = (section.clone(), block.text);
                    found.push((
                        at,
                        Formulation {
                            section,
                            wording,
                            said,
                        },
                    ));
                }
                (Some((at, wording)), None) => {
                    open = Some((at, format!("{wording}\n{}", block.text)));
                }
                (None, _) => open = Some((block.start, block.text)),
            },
            _ => open = None,
        }
    }
    Ok(found)
}

/// The letters of a wording: by them two are the same.
fn letters(wording: &str) -> String {
    wording.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::DeckId;
    use crate::domain::time::Timestamp;
    use crate::io::clock::Clock;
    use crate::io::paths::Paths;
    use crate::runtime::take_in;
    use jiff::tz::TimeZone;

    const TEXT: &str = "# 书\n\n## 小结\n\n> 甲句。\n>\n> ——甲，2023年\n\n## 别的\n\n文。\n\n\
                        ## 小结\n\n> 乙句。\n>\n> ——乙，2024年\n";

    #[test]
    fn what_notes_have_of_a_section_stands_under_the_heading_of_the_document() {
        let home = tempfile::tempdir().unwrap();
        let clock = Clock::starting_at(Timestamp(1_772_323_200_000), TimeZone::UTC);
        let mut world = World::at(Paths::in_home(home.path()), clock).unwrap();
        let path = home.path().join("book.md");
        let text = "# 书\n\n## 一、总论与方法\n\n> 甲句。\n>\n> ——甲，2023年\n\n## 二、分论与应用\n\n文。\n";
        std::fs::write(&path, text).unwrap();
        let now = world.now().at;
        let id = take_in(&mut world.store, &path, now).unwrap().id;
        let note = |name: &str, section: &str, wording: &str| {
            format!(
                "[[note]]\nid = \"{name}\"\nkind = \"formulation\"\ncue = \"{name}？\"\n\
                 wording = \"{wording}\"\nwho = \"甲\"\nwhen = \"2023年\"\nwhere = \"京\"\n\
                 source = {{ id = \"{}\", section = \"{section}\", snippet = \"文。\" }}\n\n",
                id.as_str()
            )
        };
        let deck = format!(
            "id = \"d\"\ntitle = \"组\"\n\n{}{}{}",
            note("n-a", "总论与方法", "乙句。"),
            note("n-b", "分论与应用", "丙句。"),
            note("n-c", "总论与方法", "丁句。"),
        );
        std::fs::create_dir_all(&world.paths.decks).unwrap();
        std::fs::write(world.paths.decks.join("d.toml"), deck).unwrap();
        drop(world);
        let clock = Clock::starting_at(Timestamp(1_772_323_200_000), TimeZone::UTC);
        let world = World::at(Paths::in_home(home.path()), clock).unwrap();
        let sections = |scope: &Scope| {
            let found = briefing(&world, scope).unwrap().unwrap();
            let Sheet::Formulations(items) = found.sheet else {
                panic!("{found:?}");
            };
            let parts = items.into_iter().map(|item| (item.section, item.wording));
            parts
                .map(|(section, wording)| format!("{section} {wording}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            sections(&Scope::Document(id.clone(), None)),
            [
                "一、总论与方法 乙句。",
                "一、总论与方法 丁句。",
                "一、总论与方法 甲句。",
                "二、分论与应用 丙句。"
            ]
        );
        assert_eq!(
            sections(&Scope::Deck(DeckId::new("d"))),
            [
                "总论与方法 乙句。",
                "总论与方法 丁句。",
                "分论与应用 丙句。"
            ]
        );
    }

    #[test]
    fn of_two_sections_of_one_name_the_brief_is_on_the_one_that_is_meant() {
        let home = tempfile::tempdir().unwrap();
        let clock = Clock::starting_at(Timestamp(1_772_323_200_000), TimeZone::UTC);
        let mut world = World::at(Paths::in_home(home.path()), clock).unwrap();
        let path = home.path().join("book.md");
        std::fs::write(&path, TEXT).unwrap();
        let now = world.now().at;
        let id = take_in(&mut world.store, &path, now).unwrap().id;
        let headings = world.store.headings(&id).unwrap();
        let named = headings.iter().filter(|heading| heading.text == "小结");
        let offsets: Vec<usize> = named.map(|heading| heading.start).collect();
        let wordings = |section: Option<usize>| {
            let scope = Scope::Document(id.clone(), section);
            let found = briefing(&world, &scope).unwrap().unwrap();
            let Sheet::Formulations(items) = found.sheet else {
                panic!("{found:?}");
            };
            let wordings: Vec<String> = items.into_iter().map(|item| item.wording).collect();
            (found.title, wordings)
        };
        let two = |title: &str, wordings: &[&str]| {
            (
                title.to_owned(),
                wordings.iter().map(|&w| w.to_owned()).collect(),
            )
        };
        assert_eq!(offsets.len(), 2);
        assert_eq!(wordings(Some(offsets[0])), two("小结", &["甲句。"]));
        assert_eq!(wordings(Some(offsets[1])), two("小结", &["乙句。"]));
        assert_eq!(wordings(None), two("书", &["甲句。", "乙句。"]));
    }
}
