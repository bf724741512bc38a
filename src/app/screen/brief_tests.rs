use super::*;
use crate::app::fixtures::{NOW, dealt};
use crate::app::screen::scroll::PageRow;

fn runner(key: i64, retrievability: Option<f32>) -> Runner {
    Runner {
        key: CardKey(key),
        note: NoteKey(key),
        comes_today: false,
        retrievability,
    }
}

fn briefing(cards: Vec<Runner>) -> Briefing {
    let item = Formulation {
        section: "一".to_owned(),
        wording: "特点是创新，关键在质优。".to_owned(),
        said: String::new(),
    };
    Briefing {
        title: "导读".to_owned(),
        sheet: Sheet::Formulations(vec![item]),
        cards,
        pace_ms: 10_000,
        today: StudyDay(7),
    }
}

fn brief(cards: usize) -> Brief {
    Brief::new(briefing(
        (0..cards).map(|n| runner(n as i64, None)).collect(),
    ))
}

fn act(brief: &mut Brief, action: Action) -> Outcome {
    brief.act(action, NOW)
}

/// A brief with its first card on the screen.
fn running(cards: usize) -> Brief {
    let mut brief = brief(cards);
    act(&mut brief, Action::Proceed);
    let (effects, _) = act(&mut brief, Action::Proceed);
    assert_eq!(effects, [Effect::Deal(CardKey(0))]);
    brief.dealt(dealt(0, crate::domain::srs::CardState::default()), NOW);
    brief
}

#[test]
fn unmet_cards_come_first_then_the_least_remembered() {
    let cards = vec![
        runner(1, Some(0.9)),
        runner(2, None),
        runner(3, Some(0.2)),
        runner(4, None),
    ];
    let order: Vec<i64> = briefing(cards)
        .in_order()
        .cards
        .iter()
        .map(|runner| runner.key.0)
        .collect();
    assert_eq!(order, [2, 4, 3, 1]);
}

#[test]
fn the_length_decides_how_many_cards_fit() {
    let mut brief = brief(100);
    let at_ten = brief.length();
    // Ten minutes less the sheet's 12 characters, at ten seconds a card.
    assert_eq!(at_ten, (600_000 - 12 * 200) / 10_000);
    act(&mut brief, Action::FewerMinutes);
    assert_eq!(brief.minutes, 9);
    assert!(brief.length() < at_ten);
    for _ in 0..100 {
        act(&mut brief, Action::FewerMinutes);
    }
    assert_eq!(brief.minutes, 2);
    for _ in 0..100 {
        act(&mut brief, Action::MoreMinutes);
    }
    assert_eq!((brief.minutes, brief.length()), (60, 100));
}

#[test]
fn no_fewer_minutes_can_be_chosen_than_it_takes() {
    let item = Formulation {
        section: String::new(),
        // At 300 characters a minute, a quarter of an hour.
        wording: "字".repeat(300 * 15),
        said: String::new(),
    };
    let long = Briefing {
        sheet: Sheet::Formulations(vec![item]),
        ..briefing((0..100).map(|n| runner(n, None)).collect())
    };
    let mut brief = Brief::new(long);
    // Three cards at ten seconds each make another half minute.
    assert_eq!((brief.minutes, brief.length()), (16, 6));
    act(&mut brief, Action::FewerMinutes);
    assert_eq!(brief.minutes, 16);
    for _ in 0..60 {
        let ms = brief.briefing.ms(brief.length());
        assert!(ms <= u64::from(brief.minutes) * 60_000, "{}", brief.minutes);
        act(&mut brief, Action::MoreMinutes);
    }
}

#[test]
fn a_long_sheet_is_read_page_by_page_before_the_cards_come() {
    let mut brief = brief(3);
    act(&mut brief, Action::Proceed);
    let paint = |brief: &mut Brief| {
        brief.scroll.fit = brief.scroll.paged(&[PageRow::Text; 50], 20);
        brief.scroll.fit.first
    };
    assert_eq!(paint(&mut brief), 0);
    assert_eq!(act(&mut brief, Action::Proceed), (vec![], None));
    assert_eq!(paint(&mut brief), 20);
    act(&mut brief, Action::PageDown);
    assert_eq!(paint(&mut brief), 40);
    act(&mut brief, Action::PageDown);
    assert_eq!(paint(&mut brief), 40);
    let (effects, _) = act(&mut brief, Action::Proceed);
    assert_eq!(effects, [Effect::Deal(CardKey(0))]);
}

#[test]
fn where_there_is_nothing_to_read_the_cards_come_at_once() {
    let nothing = Briefing {
        sheet: Sheet::Formulations(Vec::new()),
        ..briefing(vec![runner(0, None)])
    };
    let (effects, _) = act(&mut Brief::new(nothing), Action::Proceed);
    assert_eq!(effects, [Effect::Deal(CardKey(0))]);
}

#[test]
fn a_right_answer_is_practice_and_leads_on() {
    let mut brief = running(3);
    act(&mut brief, Action::Proceed);
    let (effects, _) = act(&mut brief, Action::Proceed);
    let [Effect::Record(Event::Practice(practised))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(practised.right);
    assert_eq!(practised.day, StudyDay(7));
    assert_eq!(brief.recorded(), [Effect::Deal(CardKey(1))]);
    assert_eq!((brief.shown, brief.known), (1, 1));
}

#[test]
fn a_missed_card_can_be_asked_for_today_by_one_key() {
    let mut brief = running(3);
    let (effects, _) = act(&mut brief, Action::Missed);
    let right = |effect: &Effect| match effect {
        Effect::Record(Event::Practice(practised)) => Some(practised.right),
        _ => None,
    };
    assert_eq!(effects.iter().map(right).collect::<Vec<_>>(), [Some(false)]);
    assert_eq!(brief.recorded(), [], "its answer stays in sight");
    let (effects, notice) = act(&mut brief, Action::AskToday);
    assert!(
        matches!(effects.as_slice(), [Effect::Record(Event::Ask { day, .. })] if *day == StudyDay(7))
    );
    assert_eq!(notice, Some(Notice::AskedToday));
    assert_eq!(brief.recorded(), [Effect::Deal(CardKey(1))]);
    assert_eq!((brief.asked, brief.known), (1, 0));
}

#[test]
fn what_cannot_be_recorded_is_said_and_the_brief_goes_on() {
    let mut brief = running(3);
    act(&mut brief, Action::Proceed);
    act(&mut brief, Action::Proceed);
    let (effects, notice) = brief.refused(Failure::ReadOnly);
    assert_eq!(effects, [Effect::Deal(CardKey(1))]);
    assert_eq!(notice, Some(Notice::Failed(Failure::ReadOnly)));
}

#[test]
fn the_run_ends_with_its_last_card() {
    let mut brief = running(1);
    act(&mut brief, Action::Proceed);
    act(&mut brief, Action::Proceed);
    assert_eq!(brief.recorded(), []);
    assert!(matches!(brief.stage, Stage::Done));
    let mut empty = Brief::new(briefing(Vec::new()));
    act(&mut empty, Action::Proceed);
    act(&mut empty, Action::Proceed);
    assert!(matches!(empty.stage, Stage::Done));
}

#[test]
fn a_run_takes_one_card_of_a_note_while_others_fill_it_and_what_comes_today_is_not_asked_for() {
    let cards = (0..30).map(|n| Runner {
        note: NoteKey(n / 2),
        comes_today: n == 0,
        ..runner(n, None)
    });
    let mut brief = Brief::new(briefing(cards.collect()));
    brief.minutes = 2;
    let length = brief.length();
    assert!((2..=15).contains(&length), "{length}");
    act(&mut brief, Action::Proceed);
    let run = brief.briefing.cards[..length].iter();
    let notes: std::collections::BTreeSet<NoteKey> = run.map(|card| card.note).collect();
    assert_eq!(notes.len(), length);
    act(&mut brief, Action::Proceed);
    brief.dealt(dealt(0, crate::domain::srs::CardState::default()), NOW);
    act(&mut brief, Action::Missed);
    let told = act(&mut brief, Action::AskToday);
    assert_eq!(told, (vec![], Some(Notice::InTodayAlready)));
}
