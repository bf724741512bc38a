//! SIGKILL at random moments: every answer that was taken is in the log, once, and the log holds.

use super::harness::{Setup, Terminal};
use super::home::Home;
use super::steps::today;
use std::env;
use std::thread;
use std::time::Duration;
use wengu::io::clock::Stopwatch;

/// Answers that are given before a round ends by itself.
const ANSWERS: usize = 4;

/// `SplitMix64`: the same rounds for the same seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// A change as the log knows it: the grade, or an answer taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Grade(u64),
    Revert,
}

/// What a round did before it was killed.
#[derive(Debug, Default)]
struct Round {
    /// The changes after which the next screen was seen.
    acknowledged: Vec<Change>,
    /// The change that was asked for last, if its next screen was not seen.
    pending: Option<Change>,
}

fn log_of(home: &Home) -> Vec<Change> {
    let change = |(kind, payload): (String, serde_json::Value)| match kind.as_str() {
        "grade" => Change::Grade(payload["grade"].as_u64().unwrap()),
        "revert" => Change::Revert,
        other => panic!("an entry `{other}` that nobody made"),
    };
    home.log().into_iter().map(change).collect()
}

/// Reviews through the screens until the program is gone or enough was answered.
fn review(terminal: &mut Terminal, dice: &mut Dice) -> Round {
    let mut round = Round::default();
    // None as soon as the program is gone.
    let _ = review_while_it_lives(terminal, dice, &mut round);
    round
}

fn review_while_it_lives(
    terminal: &mut Terminal,
    dice: &mut Dice,
    round: &mut Round,
) -> Option<()> {
    terminal
        .reaches("Today", |view| view.has("接下来：复习"))
        .then_some(())?;
    terminal.try_send("r");
    terminal
        .reaches("a session", |view| view.has(" · 学习中 "))
        .then_some(())?;
    for _ in 0..ANSWERS {
        terminal.try_send(" ");
        terminal
            .reaches("the answer", |view| view.has("1 重来"))
            .then_some(())?;
        let grade = 1 + dice.below(4);
        round.pending = Some(Change::Grade(grade));
        terminal.try_send(&grade.to_string());
        terminal
            .reaches("the next card", |view| !view.has("1 重来"))
            .then_some(())?;
        round.acknowledged.extend(round.pending.take());
        if dice.below(6) == 0 {
            round.pending = Some(Change::Revert);
            terminal.try_send("u");
            terminal
                .reaches("the card again", |view| view.has("已撤销"))
                .then_some(())?;
            round.acknowledged.extend(round.pending.take());
        }
    }
    Some(())
}

/// Starts the program on the given day.
fn start(home: &Home, day: u64) -> Terminal {
    let start: jiff::Timestamp = "2024-07-01T01:00:00Z".parse().unwrap();
    let hours = i64::try_from(24 * day).unwrap();
    let now = start + jiff::SignedDuration::from_hours(hours);
    Setup::new(home).with("WENGU_NOW", now.to_string()).start()
}

pub(super) fn number(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |value| value.parse().unwrap())
}

#[test]
fn no_kill_loses_or_doubles_an_answer() {
    let rounds = number("WENGU_KILL_ROUNDS", 100);
    let seed = number("WENGU_KILL_SEED", 1);
    let mut dice = Dice(seed);
    let home = Home::new();
    today(&home).quit();

    // How long a round takes here, so that the kills fall into all of it.
    let began = Stopwatch::start();
    let mut terminal = start(&home, 0);
    let mut expected = review(&mut terminal, &mut dice).acknowledged;
    let whole = u64::try_from(began.elapsed().as_micros()).unwrap();
    terminal.killer()();
    terminal.wait_exit(Duration::from_secs(5));
    assert!(expected.len() >= ANSWERS);

    let (mut cut_short, mut in_flight) = (0, 0);
    for day in 1..=rounds {
        let mut terminal = start(&home, day);
        let delay = Duration::from_micros(dice.below(whole + whole / 10));
        let kill = terminal.killer();
        let killer = thread::spawn(move || {
            // Not to wait for anything: the moment of the kill is the dice's.
            thread::sleep(delay);
            kill();
        });
        let round = review(&mut terminal, &mut dice);
        killer.join().unwrap();
        terminal.wait_exit(Duration::from_secs(5));

        let log = log_of(&home);
        expected.extend(&round.acknowledged);
        cut_short += u32::from(round.acknowledged.len() < ANSWERS);
        in_flight += u32::from(round.pending.is_some());
        // What was asked for but not yet answered may be there or not.
        if log.len() == expected.len() + 1 {
            expected.extend(round.pending);
        }
        assert_eq!(
            log, expected,
            "seed {seed}, round {day}, killed in {round:?}"
        );
        home.assert_sound();
    }
    println!(
        "{rounds} rounds, {cut_short} cut short, {in_flight} with a change under way, {} changes",
        expected.len()
    );
    assert!(cut_short > 0, "the kills came too late to mean anything");
}
