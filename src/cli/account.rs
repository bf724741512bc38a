//! How a text was taken in, for a person to read: what it was judged to be, and why; what was taken
//! out and put elsewhere; where lines were joined.

use super::fault::Fault;
use super::out::Out;
use super::table::{Side, Table};
use crate::domain::doc::Account;
use crate::domain::doc::reflow::Kind;
use crate::locale::Lang;

/// Prints the account of a document with this title.
pub(super) fn print(
    title: &str,
    account: &Account,
    lang: Lang,
    out: &mut Out,
) -> Result<(), Fault> {
    let kind = lang.kind(account.kind);
    out.line(&if account.forced {
        lang.kind_given(title, kind)
    } else {
        lang.kind_judged(title, kind)
    })?;
    measures(account, lang, out)?;
    removals(account, lang, out)?;
    moves(account, lang, out)?;
    seams(account, lang, out)
}

/// The statistics that led to the kind.
fn measures(account: &Account, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    let shape = &account.shape;
    out.line(&lang.lines_measured(
        shape.lines,
        &percent(shape.blank_share),
        &percent(shape.ended_share),
        &percent(shape.inner_share),
    ))?;
    if account.kind == Kind::HardWrapped {
        out.line(&lang.lines_wrapped(shape.wrap, &percent(shape.wrap_share)))?;
    }
    if shape.indents_mark {
        out.line(lang.indents_mark())?;
    }
    if shape.blanks_mark {
        out.line(lang.blanks_mark())?;
    }
    Ok(())
}

fn removals(account: &Account, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    if account.held.asks() {
        let share = percent(account.held.share() as f32);
        out.line(&lang.would_remove(account.held.characters, &share))?;
    }
    if account.removal_count == 0 {
        if !account.held.asks() {
            out.line(lang.nothing_removed())?;
        }
        return Ok(());
    }
    let share = percent(account.removed_share() as f32);
    out.line(&lang.removed_pieces(account.removal_count, account.removed, &share))?;
    let mut table = Table::new(&[
        (lang.column_line(), Side::Right),
        (lang.column_piece(), Side::Left),
        (lang.column_confidence(), Side::Right),
        (lang.column_text(), Side::Left),
    ]);
    for removal in &account.removals {
        table.row(&[
            &removal.line.to_string(),
            lang.removal(removal.kind),
            &percent(removal.confidence),
            &removal.text,
        ]);
    }
    table.print(out)?;
    rest(account.removal_count, account.removals.len(), lang, out)
}

fn moves(account: &Account, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    if account.linked_notes > 0 {
        out.line(&lang.linked_notes(account.linked_notes))?;
    }
    if account.move_count == 0 {
        return Ok(());
    }
    out.line(&lang.moved_pieces(account.move_count))?;
    let mut table = Table::new(&[
        (lang.column_line(), Side::Right),
        (lang.column_piece(), Side::Left),
        (lang.column_text(), Side::Left),
    ]);
    for moved in &account.moves {
        let line = moved.line.to_string();
        table.row(&[&line, lang.moved(moved.kind), &moved.text]);
    }
    table.print(out)?;
    rest(account.move_count, account.moves.len(), lang, out)
}

fn seams(account: &Account, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    out.line(&lang.joins_made(account.joins, account.doubtful))?;
    if account.seams.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&[
        (lang.column_line(), Side::Right),
        (lang.column_decision(), Side::Left),
        (lang.column_confidence(), Side::Right),
        (lang.column_mark(), Side::Left),
        (lang.column_where(), Side::Left),
    ]);
    for seam in &account.seams {
        let decision = if seam.joined {
            lang.was_joined()
        } else {
            lang.was_parted()
        };
        let mark = match (seam.decided, seam.doubtful) {
            (true, _) => lang.as_decided(),
            (false, true) => lang.is_doubtful(),
            (false, false) => "",
        };
        table.row(&[
            &seam.line.to_string(),
            decision,
            &percent(seam.confidence),
            mark,
            &format!("{} | {}", seam.before, seam.after),
        ]);
    }
    table.print(out)?;
    Ok(())
}

/// How many entries are not listed.
fn rest(all: usize, listed: usize, lang: Lang, out: &mut Out) -> Result<(), Fault> {
    if all > listed {
        out.line(&lang.not_listed(all - listed))?;
    }
    Ok(())
}

fn percent(share: f32) -> String {
    let percent = f64::from(share) * 100.0;
    if percent > 0.0 && percent < 10.0 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.0}%")
    }
}
