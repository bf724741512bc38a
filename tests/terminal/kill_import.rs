//! SIGKILL at random moments of an import: the document is the old one or the new one, whole.

use super::home::Home;
use super::kill::{Dice, number};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;
use wengu::io::clock::Stopwatch;

/// Lines of a version: more than a megabyte.
const LINES: usize = 20_000;

/// Each version has another length and other lines.
fn version(n: usize) -> String {
    let line = |at: usize| format!("第{n}版的第{at}行，写到这里为止，温故而知新。\n");
    (0..LINES + n % 7).map(line).collect()
}

fn start(home: &Home, path: &str) -> Child {
    home.command(&["import", path])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn no_kill_leaves_a_document_between_two_versions() {
    let rounds = usize::try_from(number("WENGU_KILL_ROUNDS", 20)).unwrap();
    let seed = number("WENGU_KILL_SEED", 1);
    let mut dice = Dice(seed);
    let home = Home::new();
    let path = home.write("a.txt", &version(0));
    let path = path.to_str().unwrap();
    assert!(start(&home, path).wait().unwrap().success());
    home.change("UPDATE document SET position = 30000, opened_ms = 1 WHERE id = 'a'");

    // How long a change takes here, so that the kills fall into all of it.
    home.write("a.txt", &version(1));
    let watch = Stopwatch::start();
    assert!(start(&home, path).wait().unwrap().success());
    let whole = u64::try_from(watch.elapsed().as_micros()).unwrap();

    let (mut held, mut old, mut new) = (version(1), 0, 0);
    for round in 2..rounds + 2 {
        let next = version(round);
        home.write("a.txt", &next);
        let mut child = start(&home, path);
        // Not to wait for anything: the moment of the kill is the dice's.
        thread::sleep(Duration::from_micros(dice.below(whole + whole / 10)));
        child.kill().unwrap();
        child.wait().unwrap();

        let text = home.text("a");
        if text == next.trim_end() {
            held = next;
            new += 1;
        } else {
            assert!(text == held.trim_end(), "seed {seed}, round {round}");
            old += 1;
        }
        // The place goes with its words, as far as a version still has them.
        assert!(home.position().abs_diff(30_000) < 1_000);
    }
    home.assert_sound();
    println!("{rounds} rounds of {whole} µs: {old} times the old version, {new} times the new");
    assert!(old > 0, "the kills came too late to mean anything");

    // What was broken off is gone when it is old enough to be under way no more.
    let later = home
        .command(&["doc", "list"])
        .env("WENGU_NOW", "2031-01-01T08:00:00+08:00")
        .status();
    assert!(later.unwrap().success());
    assert_eq!(home.leftovers(), 0);
    assert!(home.text("a") == held.trim_end());
}
