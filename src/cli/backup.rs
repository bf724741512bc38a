//! `wengu backup` and `wengu restore`.

use super::Verdict;
use super::fault::{Fault, must_be_kept};
use super::out::Out;
use crate::io::clock::Clock;
use crate::io::paths::Paths;
use crate::io::store::Access;
use crate::locale::Lang;
use crate::runtime::{self, World, WorldError, configure, early_lang};
use std::path::Path;

/// Backs up to a file, or into the folder of the backups.
pub(super) fn back_up(file: Option<&Path>, world: &World, out: &mut Out) -> Result<Verdict, Fault> {
    // A database that is only read can be copied elsewhere; one in memory is nobody's.
    if file.is_none() || matches!(world.store.access(), Access::Memory(_)) {
        must_be_kept(&world.store)?;
    }
    let made = runtime::back_up(world, file)?;
    let (path, size) = (made.path.display().to_string(), world.lang.size(made.size));
    out.line(&world.lang.backed_up(&path, &size, made.entries))?;
    Ok(Verdict::Done)
}

/// Goes back to a backup. The database is not opened: it may be damaged.
pub(super) fn restore(file: &Path, out: &mut Out) -> (Lang, Result<Verdict, Fault>) {
    let found = Paths::find()
        .map_err(WorldError::from)
        .and_then(|paths| Ok((paths, Clock::from_env()?)));
    let (paths, clock) = match found {
        Ok(found) => found,
        Err(error) => return (early_lang(), Err(Fault::Start(error))),
    };
    let (config, _, _) = configure(&paths);
    let lang = Lang::choose(config.language, |name| std::env::var(name).ok());
    (lang, restore_at(&paths, &clock, file, lang, out))
}

fn restore_at(
    paths: &Paths,
    clock: &Clock,
    file: &Path,
    lang: Lang,
    out: &mut Out,
) -> Result<Verdict, Fault> {
    let restored = runtime::restore(paths, file, clock.now())?;
    out.line(&lang.restored_to(&file.display().to_string(), restored.entries))?;
    if let Some(replaced) = restored.replaced {
        out.line(&lang.replaced_kept(&replaced.display().to_string()))?;
    }
    Ok(Verdict::Done)
}
