//! `wengu config`: where the config file is, what is wrong with it, what the defaults are. Needs
//! no database.

use super::Verdict;
use super::args::ConfigCommand;
use super::fault::Fault;
use super::out::Out;
use crate::app::config::DEFAULT_TOML;
use crate::io::paths::Paths;
use crate::locale::Lang;
use crate::runtime::{WorldError, configure, early_lang};

/// Runs the command; the language it spoke comes with what came of it.
pub(super) fn run(command: ConfigCommand, out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let lang = early_lang();
    if matches!(command, ConfigCommand::Default) {
        return (lang, default(out));
    }
    let paths = match Paths::find() {
        Ok(paths) => paths,
        Err(error) => return (lang, Err(Fault::Start(WorldError::Paths(error)))),
    };
    if matches!(command, ConfigCommand::Path) {
        return (lang, path(&paths, out));
    }
    let (config, _, findings) = configure(&paths);
    let lang = Lang::choose(config.language, |name| std::env::var(name).ok());
    (
        lang,
        check(&paths, &findings.sentences(lang, &paths), lang, out),
    )
}

fn default(out: &mut Out) -> Result<Verdict, Fault> {
    for line in DEFAULT_TOML.lines() {
        out.data(line)?;
    }
    Ok(Verdict::Done)
}

fn path(paths: &Paths, out: &mut Out) -> Result<Verdict, Fault> {
    out.data(&paths.config_file.display().to_string())?;
    Ok(Verdict::Done)
}

fn check(paths: &Paths, problems: &[String], lang: Lang, out: &mut Out) -> Result<Verdict, Fault> {
    let file = paths.config_file.display().to_string();
    for problem in problems {
        out.line(problem)?;
    }
    if !problems.is_empty() {
        return Ok(Verdict::Wrong);
    }
    if paths.config_file.exists() {
        out.line(&lang.config_sound(&file))?;
    } else {
        out.line(&lang.config_absent(&file))?;
    }
    Ok(Verdict::Done)
}
