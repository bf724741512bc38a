//! What a mode adds to the two sides of a card: hints, answers to choose from, what was right.

use super::words::Words;
use super::{card, judged};
use crate::app::screen::review::Current;
use crate::app::screen::task::{Choosing, Recall, Recite, Remark, Sort, Task, Told};
use crate::domain::deck::{NoteKind, Prompt, face};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::domain::quiz::{Judgement, Mark};
use crate::domain::text::Widths;
use crate::locale::Lang;

/// The question as the mode asks it.
pub fn asked(words: &mut Words, current: &Current, lang: Lang) {
    let (note, part) = (&current.card.note, &current.card.part);
    let prompt = face(note, part).map(|face| face.prompt);
    match (&current.task, prompt) {
        // The sets are listed to choose from.
        (Task::Sort(_), Some(Prompt::TellApart { prompt, .. })) => {
            words.text(BlockKind::Paragraph, &prompt);
        }
        (Task::Recite(_), Some(Prompt::Define(term))) => {
            words.text(BlockKind::Paragraph, &lang.prompt_recite_definition(&term));
        }
        _ => card::question(words, note, part, lang),
    }
}

/// What is asked beside the question.
pub fn question(words: &mut Words, current: &Current, spaced: bool, lang: Lang) {
    let gap = |words: &mut Words| {
        if spaced {
            words.gap();
        }
    };
    match &current.task {
        Task::Cloze(hints) => {
            for hint in hints.shown() {
                words.text(BlockKind::Footnote, &lang.quiz_hint(hint));
            }
        }
        Task::Recite(recite) if !current.revealed => {
            for hint in recite.hints.shown() {
                words.text(BlockKind::Footnote, &lang.quiz_hint(hint));
            }
            if !recite.failed.is_empty() {
                words.text(
                    BlockKind::Footnote,
                    &lang.recite_failed(recite.failed.len()),
                );
            }
            let prompt = if recite.waits {
                lang.judging()
            } else {
                lang.recite_prompt()
            };
            words.text(BlockKind::Footnote, prompt);
        }
        Task::Recall(recall) if !current.revealed => {
            if recall.ordered || recall.newest.is_some() {
                gap(words);
            }
            items(words, recall, lang);
        }
        Task::Choice(choosing) if !current.revealed => {
            gap(words);
            if choosing.choice.is_none() {
                words.text(BlockKind::Footnote, lang.choice_waits());
            } else {
                let of_list = current.card.note.body.kind() == NoteKind::List;
                let count = choosing.options().len();
                let asked = if of_list {
                    lang.choice_item(count)
                } else {
                    lang.choice_asked(count)
                };
                words.text(BlockKind::Footnote, &asked);
                for (index, option) in choosing.options().iter().enumerate() {
                    words.pick(index, option);
                }
            }
        }
        Task::Sort(sort) if !current.revealed => {
            gap(words);
            sorting(words, sort, lang);
        }
        _ => {}
    }
}

/// The item to be placed now, and the sets.
fn sorting(words: &mut Words, sort: &Sort, lang: Lang) {
    let Some(item) = sort.in_hand() else { return };
    words.newest();
    let (placed, all) = (sort.placed().len(), sort.placed().len() + sort.left().len());
    let asked = lang.sort_asked(&item.item, placed + 1, all);
    words.runs(BlockKind::Paragraph, &[(asked, Some(SpanStyle::Strong))]);
    let several = sort.asks_several();
    let how = lang.sort_where(sort.sets.len(), several);
    words.text(BlockKind::Footnote, &how);
    for (index, set) in sort.sets.iter().enumerate() {
        if several {
            words.pick(index, &lang.sort_set(set, item.put.contains(&index)));
        } else {
            words.pick(index, set);
        }
    }
    if sort.gives_up {
        words.text(BlockKind::Footnote, lang.sort_gives_up());
    }
}

/// What came of the answer; whether there is anything to say of it. Rows are this many cells wide.
pub fn result(
    words: &mut Words,
    current: &Current,
    (width, widths): (u16, Widths),
    recite_key: &str,
    lang: Lang,
) -> bool {
    match &current.task {
        Task::Flip | Task::TwoButton | Task::Cloze(_) => return false,
        Task::Recite(recite) => recited(words, recite, (width, widths), recite_key, lang),
        Task::Recall(recall) => {
            let displaced = recall.displaced();
            words.text(BlockKind::Paragraph, &named(recall, displaced.len(), lang));
            for (index, (item, told)) in recall.items().enumerate() {
                let item = shown(item, told, displaced.contains(&index), lang);
                item_row(words, recall.ordered.then_some(index), &item);
            }
        }
        Task::Choice(choosing) => chosen(words, choosing, lang),
        Task::Sort(sort) => sorted(words, sort, lang),
    }
    true
}

/// Whether what came of the answer shows the words or items that were asked for.
pub fn tells_answer(current: &Current) -> bool {
    match &current.task {
        Task::Recite(recite) => recite.judgement.is_some(),
        Task::Recall(_) => true,
        _ => false,
    }
}

/// What is said right above the text that is typed, and is always in sight: what is to be said of
/// what was typed last, and what is left. In short where there is little room.
pub fn above_entry(current: &Current, short: bool, lang: Lang) -> (Vec<String>, Option<String>) {
    let Task::Recall(recall) = &current.task else {
        return (Vec::new(), None);
    };
    let kinds = [
        (
            Remark::Unknown,
            Lang::recall_unknown as fn(Lang, &str) -> String,
        ),
        (Remark::Part, Lang::recall_part),
        (Remark::Again, Lang::recall_again),
        (Remark::AfterHint, Lang::recall_after_hint),
    ];
    let remarks = kinds.into_iter().filter_map(|(kind, say)| {
        let all = recall.remarks.iter().filter(|(remark, _)| *remark == kind);
        let all: Vec<&str> = all.map(|(_, piece)| piece.as_str()).collect();
        (!all.is_empty()).then(|| say(lang, &lang.pieces(&all)))
    });
    let remarks: Vec<String> = remarks.collect();
    let begun = recall.newest.is_some() || !remarks.is_empty();
    let left = if short && begun {
        lang.recall_left(recall.left())
    } else {
        lang.recall_prompt(recall.left())
    };
    (remarks, Some(left))
}

/// The items of a list so far; hidden ones are blank where the order counts.
fn items(words: &mut Words, recall: &Recall, lang: Lang) {
    for (index, (item, told)) in recall.items().enumerate() {
        let newest = recall.newest == Some(index);
        if newest {
            words.newest();
        }
        let place = recall.ordered.then_some(index);
        if told.is_some() {
            item_row(words, place, &shown(item, told, false, lang));
        } else if recall.ordered {
            item_row(words, place, &("……".to_owned(), None));
        }
        if newest {
            words.newest_ends();
        }
    }
}

/// An item with its sign: ✓ named, ≈ named with a slip, ○ told, ✗ missing; ↕ out of its order.
fn shown(
    item: &str,
    told: Option<&Told>,
    displaced: bool,
    lang: Lang,
) -> (String, Option<SpanStyle>) {
    let order = if displaced { "↕" } else { "" };
    match told {
        Some(Told::Exactly) => (format!("✓{order} {item}"), None),
        Some(Told::Nearly(typed)) => (
            format!("≈{order} {}", lang.recall_nearly(item, typed)),
            None,
        ),
        Some(Told::Hint) => (
            format!("○ {}", lang.recall_hinted(item)),
            Some(SpanStyle::Strong),
        ),
        None => (format!("✗ {item}"), Some(SpanStyle::Strong)),
    }
}

/// An item behind its number, where it has one.
fn item_row(words: &mut Words, place: Option<usize>, item: &(String, Option<SpanStyle>)) {
    let ordinal = place.and_then(|place| u32::try_from(place + 1).ok());
    let kind = match ordinal {
        Some(_) => BlockKind::Item { depth: 0, ordinal },
        None => BlockKind::Paragraph,
    };
    words.runs(kind, std::slice::from_ref(item));
}

/// How many items were named, and what the signs of the others say.
fn named(recall: &Recall, displaced: usize, lang: Lang) -> String {
    let count =
        |of: fn(Option<&Told>) -> bool| recall.items().filter(|(_, told)| of(*told)).count();
    let nearly = count(|told| matches!(told, Some(Told::Nearly(_))));
    let hinted = count(|told| matches!(told, Some(Told::Hint)));
    let missing = count(|told| told.is_none());
    let all = recall.items().count();
    let told = [
        (
            displaced,
            Lang::recall_displaced as fn(Lang, usize) -> String,
        ),
        (nearly, Lang::recall_near),
        (hinted, Lang::recall_told),
        (missing, Lang::recall_missing),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, say)| say(lang, count)).collect();
    lang.recall_result(all - hinted - missing, all, &told)
}

fn recited(words: &mut Words, recite: &Recite, shape: (u16, Widths), recite_key: &str, lang: Lang) {
    // Set like code, whose lines stand in a little.
    const INDENT: u16 = 2;
    let Some(judgement) = &recite.judgement else {
        return;
    };
    let (width, widths) = shape;
    for row in in_rows(&lang.sentence(&told(judgement, lang)), shape) {
        words.text(BlockKind::Paragraph, &row);
    }
    let shape = (width.saturating_sub(INDENT), widths);
    let names = judged::Names {
        words: lang.recite_words(),
        given: lang.recite_given(),
        missing: lang.recite_left_out(),
    };
    for row in judged::rows(&judgement.columns, names, shape) {
        words.runs(BlockKind::Code, &row);
    }
    if !judgement.is_perfect() {
        words.text(BlockKind::Footnote, &lang.recite_on(recite_key));
    }
    if judgement.scripts {
        words.text(BlockKind::Footnote, lang.recite_scripts());
    }
    if recite.is_again() {
        words.text(BlockKind::Footnote, lang.recite_first_counts());
    }
}

/// What came of recited words, part by part, with the signs that stand below them.
fn told(judgement: &Judgement, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if !judgement.is_answered() {
        return vec![lang.recite_nothing().to_owned()];
    }
    if judgement.is_perfect() {
        parts.push(lang.recite_perfect(judgement.wanted));
    } else {
        parts.push(lang.recite_result(judgement.count(Mark::Right), judgement.wanted));
    }
    let kinds = [
        (Mark::Alike, Lang::recite_alike as fn(Lang, u32) -> String),
        (Mark::Wrong, Lang::recite_wrong),
        (Mark::Missing, Lang::recite_missing),
        (Mark::Extra, Lang::recite_extra),
    ];
    for (mark, say) in kinds {
        let count = judgement.count(mark);
        parts.extend((count > 0).then(|| say(lang, count)));
    }
    let mended = judgement.columns.iter().filter(|c| c.is_mended()).count();
    parts.extend((mended > 0).then(|| lang.recite_mended(mended)));
    let named = Some(&judgement.named).filter(|named| !named.is_empty());
    parts.extend(named.map(|named| lang.recite_named(named)));
    parts
}

/// Parts of a sentence in rows, none of them cut: a sign stays with its words.
fn in_rows(parts: &[String], (width, widths): (u16, Widths)) -> Vec<String> {
    // In an odd width the last cell is for marks.
    let width = usize::from(width & !1);
    let mut rows: Vec<String> = Vec::new();
    for part in parts {
        match rows.last_mut() {
            Some(row) if widths.of(row) + widths.of(part.trim_end()) <= width => row.push_str(part),
            _ => rows.push(part.clone()),
        }
    }
    rows
}

fn chosen(words: &mut Words, choosing: &Choosing, lang: Lang) {
    let sentence = match choosing.picked {
        Some(_) if choosing.is_right() => lang.choice_right(),
        Some(_) => lang.choice_wrong(),
        None => lang.choice_none(),
    };
    words.text(BlockKind::Paragraph, sentence);
    if choosing.is_right() {
        return;
    }
    // Which of the answers was right is not told by the card where it is one of many items.
    for (index, option) in choosing.options().iter().enumerate() {
        let (sign, style) = if choosing.is_answer(index) {
            ("✓", Some(SpanStyle::Strong))
        } else if choosing.picked == Some(index) {
            ("✗", None)
        } else {
            continue;
        };
        let kind = BlockKind::Item {
            depth: 0,
            ordinal: u32::try_from(index + 1).ok(),
        };
        words.runs(kind, &[(format!("{sign} {option}"), style)]);
    }
}

fn sorted(words: &mut Words, sort: &Sort, lang: Lang) {
    let (placed, left) = (sort.placed(), sort.left());
    let right = placed.iter().filter(|item| item.is_right()).count();
    let all = placed.len() + left.len();
    words.text(BlockKind::Paragraph, &lang.sort_result(right, all));
    let names = |sets: &[usize]| -> Vec<&str> {
        let names = sets.iter().filter_map(|set| sort.sets.get(*set));
        names.map(String::as_str).collect()
    };
    let kind = BlockKind::Item {
        depth: 0,
        ordinal: None,
    };
    for item in placed.iter().filter(|item| !item.is_right()) {
        let (put, homes) = (names(&item.put), names(&item.homes));
        words.text(kind, &lang.sort_wrong(&item.item, &put, &homes));
    }
    if !left.is_empty() {
        let left: Vec<&str> = left.iter().map(|item| item.item.as_str()).collect();
        words.text(BlockKind::Paragraph, &lang.sort_unplaced(&left));
    }
}
