//! Damage done on purpose: whole texts are set in pages as a printer would, and taken out again as
//! programs do that read PDFs. The truth is known, so the result can be counted. The rules were made
//! with other seeds in sight than those of the ordinary run. `WENGU_SEEDS` says how many times (500),
//! `WENGU_FIRST_SEED` from which seed on, `WENGU_REFLOW_SHOW` shows what is wrong,
//! `WENGU_REFLOW_OUT` names a folder that gets the spoiled texts.

use super::blocks::{blocks_of, plain, whole_blocks, written};
use super::fidelity::altered;
use super::gold::sources;
use super::press::{Damage, Given, Spoiled, given, spoil};
use wengu::domain::doc::reflow::Options;

/// None of those from 0 to 999, which were looked at while the rules were made.
const FIRST_SEED: u64 = 30_000;

/// Texts whose blocks are known: the shipped documents, and what people made of the sources.
fn whole_texts() -> Vec<Vec<Given>> {
    let shipped = wengu::io::corpus::shipped().map(|(_, text)| {
        let body = text.splitn(3, "+++").last().unwrap_or_default();
        let lines: String = body
            .lines()
            .map(|l| l.trim_start_matches(['-', '>', ' ']).replace("**", "") + "\n")
            .collect();
        given(&lines)
    });
    let gold = sources("damage")
        .into_iter()
        .filter_map(|(_, _, gold)| gold)
        .map(|gold| given(&gold));
    shipped.chain(gold).collect()
}

/// What came of all seeds.
#[derive(Debug, Default)]
struct Tally {
    blocks: usize,
    whole: usize,
    wrong_joins: usize,
    wrong_joins_doubted: usize,
    wrong_splits: usize,
    wrong_splits_doubted: usize,
}

fn count(spoiled: &Spoiled, tally: &mut Tally) -> usize {
    let (drafts, report) = blocks_of(&spoiled.text, &Options::default());
    assert_eq!(altered(&spoiled.text, &drafts, &report), None);
    if let Some(folder) = std::env::var_os("WENGU_REFLOW_OUT") {
        let name = format!("{}.txt", spoiled.seed);
        std::fs::write(std::path::Path::new(&folder).join(name), &spoiled.text).unwrap();
    }
    let found = plain(&written(&drafts));
    let whole = whole_blocks(&spoiled.blocks, &found);
    tally.blocks += spoiled.blocks.len();
    tally.whole += whole;
    let block_at = |at: usize| {
        spoiled
            .lines
            .iter()
            .find(|(range, _)| range.start <= at && at <= range.end)
            .and_then(|(_, b)| *b)
    };
    let show = std::env::var_os("WENGU_REFLOW_SHOW").is_some();
    let mut joined = std::collections::HashSet::new();
    for seam in &report.seams {
        let (Some(a), Some(b)) = (block_at(seam.at), block_at(seam.next)) else {
            continue;
        };
        if seam.joined {
            joined.insert(seam.next);
        }
        match (seam.joined, a == b) {
            (true, false) => {
                if show {
                    println!(
                        "  seed {}: joined {}",
                        spoiled.seed,
                        around(spoiled, seam.at)
                    );
                }
                tally.wrong_joins += 1;
                tally.wrong_joins_doubted += usize::from(seam.is_doubtful());
            }
            (false, true) => tally.wrong_splits_doubted += 1,
            _ => {}
        }
    }
    let body: Vec<_> = spoiled.lines.iter().filter(|(_, b)| b.is_some()).collect();
    for pair in body.windows(2) {
        if pair[0].1 == pair[1].1 && !joined.contains(&pair[1].0.start) {
            tally.wrong_splits += 1;
            if show {
                println!(
                    "  seed {}: parted {}",
                    spoiled.seed,
                    around(spoiled, pair[0].0.end)
                );
            }
        }
    }
    if show && whole < spoiled.blocks.len() {
        println!(
            "seed {} {:?}: {whole} of {}",
            spoiled.seed,
            spoiled.damage,
            spoiled.blocks.len()
        );
        let is_missing = |text: &str| !found.iter().any(|f| f.text == text);
        for block in spoiled.blocks.iter().filter(|b| is_missing(&b.text)) {
            println!("  missing: {}", block.text);
        }
    }
    whole
}

/// The two lines of a spoiled text that meet at a place.
fn around(spoiled: &Spoiled, at: usize) -> String {
    let (before, after) = spoiled.text.split_at(at);
    let last = before.trim_end().lines().next_back().unwrap_or_default();
    let next = after.trim_start().lines().next().unwrap_or_default();
    format!("{:?} {last:?} {next:?}", name(&spoiled.damage))
}

#[test]
fn damage_is_undone() {
    let number = |name: &str| -> Option<u64> { std::env::var(name).ok()?.parse().ok() };
    let first = number("WENGU_FIRST_SEED").unwrap_or(FIRST_SEED);
    let seeds = first..first + number("WENGU_SEEDS").unwrap_or(500);
    let texts = whole_texts();
    let mut tally = Tally::default();
    let mut by_damage = std::collections::BTreeMap::<String, (usize, usize)>::new();
    for seed in seeds {
        let spoiled = spoil(&texts[seed as usize % texts.len()], seed);
        let whole = count(&spoiled, &mut tally);
        let entry = by_damage.entry(name(&spoiled.damage)).or_default();
        *entry = (entry.0 + whole, entry.1 + spoiled.blocks.len());
    }
    println!("{tally:#?}\n{by_damage:#?}");
    assert!(tally.whole * 100 >= tally.blocks * 99, "{tally:?}");
    assert!(
        tally.wrong_joins_doubted * 10 >= tally.wrong_joins * 8,
        "{tally:?}"
    );
}

fn name(damage: &Damage) -> String {
    format!(
        "{:?} {:?} blank {:?}",
        damage.form, damage.indent, damage.blank
    )
}
