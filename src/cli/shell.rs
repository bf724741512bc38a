//! `wengu completions` and `wengu man`: what a shell and a manual need to know of the commands.

use super::Verdict;
use super::args::Args;
use super::fault::Fault;
use super::out::Out;
use crate::locale::Lang;
use crate::runtime::early_lang;
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

const NAME: &str = "wengu";

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), NAME, &mut script);
    let mut print = || {
        for line in String::from_utf8_lossy(&script).lines() {
            out.data(line)?;
        }
        Ok(Verdict::Done)
    };
    (early_lang(), print())
}

/// Writes a page for the program and one for each command into a folder.
pub(super) fn man(folder: &Path, out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let lang = early_lang();
    let path = || folder.display().to_string();
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Args::command(), folder));
    let ended = match written {
        Ok(()) => out
            .line(&lang.man_written(&path()))
            .map(|()| Verdict::Done)
            .map_err(Fault::Output),
        Err(error) => Err(Fault::File {
            path: path(),
            error,
        }),
    };
    (lang, ended)
}
