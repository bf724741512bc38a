//! Faces of one note of each kind.

use super::super::card::cards;
use super::super::note::tests::one_of_each;
use super::*;

fn text(text: &str) -> AnswerPart {
    AnswerPart::Text(text.to_owned())
}

fn shown(kind: usize, part: &str) -> Face {
    face(&one_of_each()[kind], part).unwrap()
}

#[test]
fn every_card_has_a_face_and_nothing_else_has() {
    for note in one_of_each() {
        for card in cards(&note) {
            let face = face(&note, &card.part).unwrap();
            assert!(!face.answer.is_empty(), "{}", card.id);
        }
        for part in ["", "3", "02", "长", "nothing"] {
            assert_eq!(face(&note, part), None, "{} {part}", note.id);
        }
    }
}

#[test]
fn plain_kinds_ask_one_thing_and_answer_one_text() {
    for (kind, part, prompt, answer) in [
        (0, "answer", Prompt::Plain("水的分子式？".into()), "H2O"),
        (
            1,
            "definition",
            Prompt::Define("汽化".into()),
            "由液态变为气态",
        ),
        (1, "term", Prompt::Name("由液态变为气态".into()), "汽化"),
        (
            5,
            "statement",
            Prompt::Relate {
                left: "水".into(),
                right: "舟".into(),
            },
            "水能载舟，亦能覆舟",
        ),
        (
            6,
            "源头",
            Prompt::Field {
                subject: "长江".into(),
                name: "源头".into(),
            },
            "唐古拉山",
        ),
    ] {
        let wanted = Face {
            prompt,
            answer: vec![text(answer)],
        };
        assert_eq!(shown(kind, part), wanted);
    }
}

#[test]
fn a_relation_asks_its_own_question_if_it_has_one() {
    let mut note = one_of_each().remove(5);
    if let NoteBody::Relation { question, .. } = &mut note.body {
        *question = Some("载与覆？".into());
    }
    let asked = face(&note, "statement").unwrap().prompt;
    assert_eq!(asked, Prompt::Plain("载与覆？".into()));
}

#[test]
fn a_formulation_answers_its_wording_and_who_said_it() {
    let shown = shown(2, "wording");
    assert_eq!(shown.prompt, Prompt::Recite("论水".into()));
    let [words, AnswerPart::Attribution(attribution)] = &shown.answer[..] else {
        panic!("{shown:?}");
    };
    assert_eq!(words, &text("上善若水。"));
    assert_eq!(attribution.who, "老子");
    assert_eq!(attribution.place, "《道德经》第八章");
}

#[test]
fn a_cloze_hides_one_number_and_reveals_it() {
    let shown = shown(3, "1");
    let before = ClozePiece::Text("水在100度".into());
    let after = ClozePiece::Text("，在0度结冰".into());
    assert_eq!(
        shown.prompt,
        Prompt::Cloze(vec![
            before.clone(),
            ClozePiece::Hidden { hint: None },
            after.clone()
        ])
    );
    assert_eq!(
        shown.answer,
        [AnswerPart::ClozeText(vec![
            before,
            ClozePiece::Revealed("沸腾".into()),
            after
        ])]
    );
}

#[test]
fn items_are_numbered_where_their_order_counts() {
    let mut note = one_of_each().remove(4);
    for ordered_now in [true, false] {
        if let NoteBody::List { ordered, .. } = &mut note.body {
            *ordered = ordered_now;
        }
        let shown = face(&note, "items").unwrap();
        assert_eq!(
            shown.prompt,
            Prompt::Enumerate {
                prompt: "水的三态".into(),
                count: 3,
                ordered: ordered_now
            }
        );
        assert_eq!(
            shown.answer[2],
            AnswerPart::Item {
                ordinal: ordered_now.then_some(3),
                text: "汽".into()
            }
        );
    }
}

#[test]
fn a_contrast_shows_its_sets_and_then_what_tells_them_apart() {
    let shown = shown(7, "difference");
    assert_eq!(
        shown.prompt,
        Prompt::TellApart {
            prompt: "江与河".into(),
            sets: vec!["江".into(), "河".into()]
        }
    );
    assert_eq!(shown.answer.len(), 3);
    assert!(matches!(&shown.answer[1], AnswerPart::Set(set) if set.items == ["黄河"]));
    assert_eq!(shown.answer[2], text("南北之别"));
}
