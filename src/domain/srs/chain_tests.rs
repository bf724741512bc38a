use super::*;
use crate::domain::id::CardId;
use crate::domain::srs::{ChainHead, Event};
use crate::domain::time::{Moment, Timestamp};

fn chain(length: u64) -> Vec<Entry> {
    let mut head = ChainHead::empty(DeviceId::new("d"));
    (1..=length)
        .map(|n| {
            let event = Event::Suspend {
                card: CardId::new("c"),
                on: n % 2 == 0,
            };
            let now = Moment {
                at: Timestamp(1_000),
                offset_s: 28_800,
            };
            let entry = Entry::following(&head, n, now, &event);
            head = ChainHead {
                id: entry.id.clone(),
                hash: entry.hash,
            };
            entry
        })
        .collect()
}

/// All breaks of the chain.
fn breaks(entries: &[Entry], seams: &[Seam]) -> Vec<ChainBreak> {
    let mut check = ChainCheck::with_seams(seams.iter().cloned());
    let found = entries.iter().map(|entry| check.take(&entry.view()).err());
    found.flatten().collect()
}

/// What a repair leaves of a chain, and its seams.
fn repaired(entries: &[Entry], seams: &[Seam]) -> (Vec<Entry>, Vec<Seam>) {
    let mut check = ChainCheck::with_seams(seams.iter().cloned());
    let (mut kept, mut seams) = (Vec::new(), seams.to_vec());
    for (place, entry) in entries.iter().enumerate() {
        let judgement = check.judge(entry, entries.get(place + 1));
        seams.extend(judgement.missing);
        match judgement.verdict {
            Verdict::Holds => kept.push(entry.clone()),
            Verdict::HashChanged(hash) => kept.push(Entry {
                hash,
                ..entry.clone()
            }),
            Verdict::Changed => seams.push(Seam {
                device: entry.id.device.clone(),
                first: entry.id.seq,
                last: entry.id.seq,
                joint: Joint::Hash(entry.hash),
            }),
        }
    }
    (kept, seams)
}

fn seqs(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.id.seq).collect()
}

#[test]
fn every_change_of_a_field_breaks_the_chain_there() {
    let good = chain(3);
    assert_eq!(breaks(&good, &[]), []);
    let changes: [fn(&mut Entry); 7] = [
        |e| e.lamport += 1,
        |e| e.at.0 += 1,
        |e| e.offset_s += 1,
        |e| e.kind.push('x'),
        |e| e.payload = e.payload.replace("true", "null"),
        |e| e.hash.0[31] ^= 1,
        |e| e.id.seq += 1,
    ];
    for change in changes {
        let mut bad = good.clone();
        change(&mut bad[1]);
        assert_eq!(breaks(&bad, &[])[0].entry, bad[1].id);
    }
    let missing = [good[0].clone(), good[2].clone()];
    let fault = breaks(&missing, &[])[0].fault;
    assert_eq!(fault, ChainFault::Gap { expected: 2 });
}

#[test]
fn a_changed_entry_goes_and_the_rest_still_holds() {
    let mut bad = chain(6);
    bad[2].payload.push(' ');
    let (kept, seams) = repaired(&bad, &[]);
    assert_eq!(seqs(&kept), [1, 2, 4, 5, 6]);
    assert_eq!(breaks(&kept, &seams), []);
    for place in 0..kept.len() {
        let mut worse = kept.clone();
        worse[place].at.0 += 1;
        assert_eq!(breaks(&worse, &seams).len(), 1, "still guarded: {place}");
    }
}

#[test]
fn a_hash_that_the_next_entry_vouches_for_is_put_right() {
    let good = chain(5);
    let mut bad = good.clone();
    bad[2].hash.0[0] ^= 0x10;
    assert_eq!(repaired(&bad, &[]), (good.clone(), Vec::new()));
    // Of the last entry nobody can tell which is right.
    let mut bad = good;
    bad[4].hash.0[0] ^= 0x10;
    let (kept, seams) = repaired(&bad, &[]);
    assert_eq!((seqs(&kept), seams.len()), (vec![1, 2, 3, 4], 1));
}

#[test]
fn missing_entries_are_a_seam_that_guards_the_next_one() {
    let mut bad = chain(7);
    bad.drain(2..4);
    let (kept, seams) = repaired(&bad, &[]);
    assert_eq!(seqs(&kept), [1, 2, 5, 6, 7]);
    assert_eq!((seams[0].first, seams[0].last), (3, 4));
    assert_eq!(breaks(&kept, &seams), []);
    let changes: [fn(&mut Entry); 2] = [|e| e.lamport += 1, |e| e.hash.0[5] ^= 1];
    for (place, change) in (0..kept.len()).flat_map(|place| changes.map(|c| (place, c))) {
        let mut worse = kept.clone();
        change(&mut worse[place]);
        assert!(!breaks(&worse, &seams).is_empty(), "still guarded: {place}");
    }
}

#[test]
fn a_repaired_chain_can_be_repaired_again() {
    let mut bad = chain(9);
    bad.remove(3);
    bad[1].payload.push('x');
    let (mut kept, seams) = repaired(&bad, &[]);
    kept[4].kind.push('x');
    let (kept, seams) = repaired(&kept, &seams);
    assert_eq!(seqs(&kept), [1, 3, 5, 6, 8, 9]);
    assert_eq!(breaks(&kept, &seams), []);
    assert_eq!(
        repaired(&kept, &seams),
        (kept, seams),
        "nothing is left to do"
    );
}

#[test]
fn an_entry_that_comes_back_from_another_device_fits_in() {
    let good = chain(4);
    let mut bad = good.clone();
    bad[1].payload.push('x');
    let (_, seams) = repaired(&bad, &[]);
    assert_eq!(breaks(&good, &seams), []);
}
