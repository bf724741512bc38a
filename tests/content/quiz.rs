//! Quizzes over the shipped decks: wrong answers that are wrong, and readings that are right.

use super::decks::{decks, notes};
use std::collections::BTreeMap;
use std::fmt::Write;
use wengu::domain::deck::{Deck, Note, NoteBody, cards, face};
use wengu::domain::quiz::{
    Chance, Choice, Folder, Folding, Mode, Pool, Segmenter, choice, readings,
};

/// All that a note says, as pairs of what is asked or spoken of and what is right there. Written
/// for this test alone.
fn said(note: &Note) -> Vec<(String, String)> {
    let subject = |text: &str| text.split('（').next().unwrap().to_owned();
    match &note.body {
        NoteBody::Basic { question, answer } => vec![(question.clone(), answer.clone())],
        NoteBody::Definition {
            term, definition, ..
        } => vec![
            (subject(term), definition.clone()),
            (definition.clone(), term.clone()),
        ],
        NoteBody::List { prompt, items, .. } => {
            items.iter().map(|i| (prompt.clone(), i.clone())).collect()
        }
        NoteBody::Relation {
            left,
            right,
            statement,
            ..
        } => vec![(format!("{left}/{right}"), statement.clone())],
        NoteBody::Profile {
            subject: of,
            fields,
        } => fields
            .iter()
            .map(|field| (subject(of), field.value.clone()))
            .collect(),
        NoteBody::Cloze { text } => text
            .gaps()
            .map(|gap| (note.id.to_string(), gap.answer.clone()))
            .collect(),
        NoteBody::Formulation { .. } | NoteBody::Contrast { .. } => Vec::new(),
    }
}

/// Without punctuation and white space.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || *c == '%')
        .collect()
}

/// The notes of the other decks.
fn beside(deck: &Deck, decks: &[Deck]) -> Vec<Note> {
    let others = decks.iter().filter(|other| other.id != deck.id);
    others.flat_map(|other| other.notes.clone()).collect()
}

/// Every question of a deck, so many times over.
fn questions(times: u32, mut each: impl FnMut(&str, &Note, &str, &Choice)) {
    let folder = Folder::new(Folding::default());
    let decks = decks();
    for deck in &decks {
        let others = beside(deck, &decks);
        let pool = Pool::new(&deck.notes, &others, &folder);
        for note in &deck.notes {
            for card in cards(note) {
                for time in 0..times {
                    let mut chance = Chance::of(card.id.as_str(), time, 1);
                    let made = choice(note, &card.part, &pool, &folder, &mut chance);
                    if let Some(made) = made {
                        each(deck.id.as_str(), note, &card.part, &made);
                    }
                }
            }
        }
    }
}

#[test]
fn no_wrong_answer_is_right_in_a_note_with_the_same_question_or_subject() {
    let mut right: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for note in notes() {
        for (about, answer) in said(&note) {
            right.entry(bare(&about)).or_default().push(bare(&answer));
        }
    }
    let mut seen = 0;
    questions(1, |_, note, part, choice| {
        seen += 1;
        let options: Vec<String> = choice.options.iter().map(|o| bare(o)).collect();
        for (index, option) in options.iter().enumerate() {
            assert!(!options[..index].contains(option), "twice: {choice:?}");
            if index == choice.right {
                continue;
            }
            for (about, _) in said(note) {
                let mut known = right.get(&bare(&about)).into_iter().flatten();
                let same = known.any(|known| known == option);
                assert!(!same, "{} {part}: {choice:?}", note.id);
            }
        }
        assert!(options.len() <= 4);
    });
    assert!(seen > 250, "{seen} questions");
}

/// Prints a hundred questions of each deck, to be read by eye:
/// `cargo test --test wengu content::quiz::sampled -- --ignored --nocapture`.
#[test]
#[ignore = "prints questions for a person to read"]
fn sampled_questions_are_printed_to_be_read() {
    const OF_A_DECK: usize = 100;
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    questions(3, |deck, note, part, made| {
        let asked = face(note, part).map(|face| format!("{:?}", face.prompt));
        let options = made.options.iter().enumerate().map(|(index, option)| {
            let sign = if index == made.right { "=" } else { " " };
            format!("\n   {sign} {option}")
        });
        let question = format!(
            "{} {part}: {}{}",
            note.id,
            asked.unwrap_or_default(),
            options.collect::<String>()
        );
        all.entry(deck.to_owned()).or_default().push(question);
    });
    for (deck, questions) in all {
        let step = questions.len().div_ceil(OF_A_DECK).max(1);
        println!("## {deck}: {} questions", questions.len());
        for question in questions.iter().step_by(step) {
            println!("{question}");
        }
    }
}

#[test]
fn no_two_items_of_a_contrast_differ_only_in_how_they_are_written() {
    for note in notes() {
        let NoteBody::Contrast { sets, .. } = &note.body else {
            continue;
        };
        let mut known = BTreeMap::new();
        for item in sets.iter().flat_map(|set| &set.items) {
            let alike = *known.entry(bare(&item.replace('和', "与"))).or_insert(item);
            assert_eq!(alike, item, "{}", note.id);
        }
    }
}

#[test]
fn the_right_answer_is_where_it_is_said_to_be_and_the_seed_decides() {
    let folder = Folder::new(Folding::default());
    let decks = decks();
    let (mut places, mut asked) = ([0; 4], 0);
    questions(1, |_, note, part, made| {
        places[made.right] += 1;
        let option = bare(&made.options[made.right]);
        let all: Vec<String> = said(note).into_iter().map(|(_, a)| bare(&a)).collect();
        assert!(
            all.iter().any(|a| a.contains(&option)),
            "{} {part}: {made:?}",
            note.id
        );
        // Again for some of them: each takes its time.
        asked += 1;
        if asked % 10 != 0 {
            return;
        }
        let deck = decks.iter().find(|deck| deck.notes.contains(note));
        let deck = deck.unwrap();
        let others = beside(deck, &decks);
        let pool = Pool::new(&deck.notes, &others, &folder);
        let card = cards(note).into_iter().find(|card| card.part == part);
        let mut chance = Chance::of(card.unwrap().id.as_str(), 0, 1);
        let again = choice(note, part, &pool, &folder, &mut chance);
        assert_eq!(again.as_ref(), Some(made));
    });
    let most = places.iter().max().unwrap();
    assert!(places.iter().all(|count| count * 3 > *most), "{places:?}");
}

#[test]
fn polyphones_in_the_shipped_formulations_are_read_as_they_were_checked() {
    /// Characters that are often read in two ways or more.
    const POLYPHONES: &str = "行重长量率为地得着的了和与更还都没只会好种中应相将供传调转强劲度发分间系数教\
                              结解空落累论难切提任似兴体通作上约济据创大少尽当处乐要差正说看便弹期合干给识\
                              属不一模角称载塞薄卡绿";
    let segmenter = Segmenter::default();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for note in notes() {
        let NoteBody::Formulation { wording, .. } = &note.body else {
            continue;
        };
        assert!(Mode::Recite.fits(note.body.kind()));
        let chars: Vec<char> = wording.chars().collect();
        for (i, reading) in readings(wording, &segmenter).into_iter().enumerate() {
            if let Some(reading) = reading.filter(|_| POLYPHONES.contains(chars[i])) {
                let around: String = chars[i.saturating_sub(2)..(i + 3).min(chars.len())]
                    .iter()
                    .collect();
                let places = found.entry(format!("{} {reading}", chars[i])).or_default();
                if !places.contains(&around) {
                    places.push(around);
                }
            }
        }
    }
    let mut all = String::new();
    for (read, places) in found {
        writeln!(all, "{read}: {}", places.join(" ")).unwrap();
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("polyphones", all);
    });
}
