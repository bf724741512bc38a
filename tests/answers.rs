//! Many answers at once, through `card grade --stdin`.

use serde_json::json;
use std::fmt::Write as _;
use std::io::{Seek, Write};
use std::process::{Command, Output};

/// What `card grade --stdin` does with these lines; `command` is that command, in a home.
pub(crate) fn give(mut command: Command, lines: &str) -> Output {
    let mut input = tempfile::tempfile().unwrap();
    input.write_all(lines.as_bytes()).unwrap();
    input.rewind().unwrap();
    command.stdin(input).output().unwrap()
}

/// Answers to each card, so many, at growing distances from this year and month on; a third of those
/// behind the first are forgotten.
pub(crate) fn at_growing_distances(ids: &[String], rounds: u32, from: (u32, u32)) -> String {
    let (year, month) = from;
    let mut lines = String::new();
    for round in 0..rounds {
        for (number, id) in (0..).zip(ids) {
            // On the 2nd, 3rd, 6th, 11th, 18th … day, or up to two days later.
            let day = 1 + round * round + number % 3;
            let (month, day) = (month + day / 28, 1 + day % 28);
            let at = format!("{year}-{month:02}-{day:02}T12:00:00Z");
            let forgotten = round > 0 && (number + round).is_multiple_of(3);
            let grade = if forgotten { 1 } else { 4 };
            let line = json!({ "id": id, "grade": grade, "at": at });
            writeln!(lines, "{line}").unwrap();
        }
    }
    lines
}
