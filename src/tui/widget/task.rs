//! What a mode adds to the two sides of a card: hints, answers to choose from, what was right.

use super::words::Words;
use super::{card, judged};
use crate::app::screen::review::Current;
use crate::app::screen::task::{Choosing, Recall, Recite, Sort, Task, Told};
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
            gap(words);
            items(words, recall);
            if let Some(unknown) = &recall.unknown {
                words.text(BlockKind::Footnote, &lang.recall_unknown(unknown));
            }
            words.text(BlockKind::Footnote, &lang.recall_prompt(recall.left()));
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
            let all = recall.items().count();
            let named = recall.items().filter(|(_, told)| was_named(*told)).count();
            words.text(BlockKind::Paragraph, &lang.recall_result(named, all));
            for (number, (item, told)) in (1..).zip(recall.items()) {
                item_row(words, number, recall.ordered, item, told);
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

fn was_named(told: Option<Told>) -> bool {
    matches!(told, Some(Told::Exactly | Told::Nearly))
}

/// The items of a list so far; hidden ones are blank where the order counts.
fn items(words: &mut Words, recall: &Recall) {
    for (number, (item, told)) in (1..).zip(recall.items()) {
        match told {
            Some(_) => item_row(words, number, recall.ordered, item, told),
            None if recall.ordered => {
                item_row(words, number, true, "……", Some(Told::Exactly));
            }
            None => {}
        }
    }
}

/// An item with a mark before it: ✓ named, ≈ named with a slip, ✗ not named.
fn item_row(words: &mut Words, number: u32, ordered: bool, item: &str, told: Option<Told>) {
    let (sign, style) = match told {
        Some(Told::Exactly) => ("✓", None),
        Some(Told::Nearly) => ("≈", None),
        Some(Told::NotNamed) | None => ("✗", Some(SpanStyle::Strong)),
    };
    let sign = if item == "……" { "·" } else { sign };
    let kind = BlockKind::Item {
        depth: 0,
        ordinal: ordered.then_some(number),
    };
    words.runs(kind, &[(format!("{sign} {item}"), style)]);
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
