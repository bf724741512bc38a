//! `wengu doctor`: what a bug report needs to know.

use super::Verdict;
use super::fault::Fault;
use super::out::Out;
use crate::io::paths::Paths;
use crate::locale::Lang;
use crate::runtime::{Facts, Terminal, World, early_lang};
use std::io::{IsTerminal, stdin};

/// Runs the command; it works where the program cannot start, too.
pub(super) fn run(out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let world = World::open();
    let lang = world
        .as_ref()
        .map_or_else(|_| early_lang(), |world| world.lang);
    let terminal = Terminal {
        stdin: stdin().is_terminal(),
        stdout: out.is_terminal(),
        size: out.size(),
    };
    let paths = Paths::find().ok();
    let lookup = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
    let facts = Facts::collect(world.as_ref(), paths.as_ref(), terminal, lookup);
    (lang, print(&facts, lang, out))
}

fn print(facts: &Facts, lang: Lang, out: &mut Out) -> Result<Verdict, Fault> {
    for (label, text) in facts.lines(lang) {
        out.line(&lang.labelled(label, &text))?;
    }
    Ok(Verdict::Done)
}
