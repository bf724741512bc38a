//! What `wengu import` asks a person: whether more may be taken out than may go without a word.

use super::args::Import;
use super::fault::Fault;
use super::import::STDIN;
use super::out::Out;
use crate::domain::doc::Account;
use crate::domain::doc::reflow::Removals;
use crate::locale::Lang;
use crate::runtime::{TakeError, Taken};
use std::io::stdin;
use std::path::Path;

/// Asks whether so much may be taken out, where a person sits there and has not said so.
pub(super) fn ask(
    path: &Path,
    taken: &Result<Taken, TakeError>,
    wish: &Import,
    lang: Lang,
    out: &mut Out,
) -> Result<Option<Removals>, Fault> {
    let Some(account) = awaited(taken) else {
        return Ok(None);
    };
    let piped = path == Path::new(STDIN);
    if wish.listing.json || piped || !out.is_interactive() {
        return Ok(None);
    }
    let Ok(taken) = taken else { return Ok(None) };
    out.line(&lang.asks_removals(&taken.title, account.held.characters, &share(account)))?;
    out.finish()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer).map_err(Fault::Output)?;
    Ok(match answer.trim() {
        "y" | "Y" | "yes" | "是" => Some(Removals::All),
        "n" | "N" | "no" | "否" => Some(Removals::None),
        _ => None,
    })
}

/// The account of a text of which more would go than may without a person's word.
fn awaited(taken: &Result<Taken, TakeError>) -> Option<&Account> {
    let taken = taken.as_ref().ok()?;
    taken.account.as_ref().filter(|account| account.held.asks())
}

/// How much of the text was taken out or would be, in per cent.
pub(super) fn share(account: &Account) -> String {
    format!("{:.1}%", 100.0 * account.held.share())
}
