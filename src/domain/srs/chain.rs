//! The chains of hashes, followed from entry to entry: where they hold, and what a repair makes of
//! the places where they do not.
//!
//! Knows entries as they are stored, device by device; knows no event and no state.

use super::{Entry, EntryHash, EntryId, EntryView};
use crate::domain::id::DeviceId;
use std::collections::{BTreeMap, HashMap};

/// What is wrong at a place of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// The entry, or the hash before it, is not as it was written.
    Hash,
    /// Entries between this one and `expected` are missing.
    Gap {
        /// The sequence number that should have come.
        expected: u64,
    },
}

/// A place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainBreak {
    /// The entry that does not fit.
    pub entry: EntryId,
    /// How.
    pub fault: ChainFault,
}

/// What the next entry of a chain is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// The hash of the entry before it.
    Hash(EntryHash),
    /// The hash over the entry itself and its own hash, as a repair found it: the one before it
    /// is gone, hash and all.
    Seal(EntryHash),
}

impl Default for Joint {
    fn default() -> Self {
        Self::Hash(EntryHash::default())
    }
}

impl Joint {
    /// The seal of an entry that stands behind a gap.
    pub fn sealing(entry: &EntryView<'_>) -> Self {
        Self::Seal(entry.hash_behind(entry.hash))
    }

    fn holds(self, entry: &EntryView<'_>, bytes: &mut Vec<u8>) -> bool {
        match self {
            Self::Hash(previous) => entry.hash_with(previous, bytes) == entry.hash,
            Self::Seal(seal) => entry.hash_with(entry.hash, bytes) == seal,
        }
    }
}

/// The place of entries that a repair took out of a chain, or found missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam {
    /// The device.
    pub device: DeviceId,
    /// The number of the first of them.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
    /// What the entry behind them is held against.
    pub joint: Joint,
}

/// The end of a chain so far.
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    seq: u64,
    joint: Joint,
}

impl Head {
    fn expected(&self) -> u64 {
        self.seq.saturating_add(1)
    }
}

/// Follows the chains of any number of devices. The entries of a device come in its own order.
#[derive(Debug, Default)]
pub struct ChainCheck {
    heads: HashMap<DeviceId, Head>,
    seams: HashMap<DeviceId, BTreeMap<u64, Seam>>,
    /// What is hashed, kept for its room.
    bytes: Vec<u8>,
}

impl ChainCheck {
    /// Follows chains that repairs went through.
    pub fn with_seams(seams: impl IntoIterator<Item = Seam>) -> Self {
        let mut check = Self::default();
        for seam in seams {
            let of_device = check.seams.entry(seam.device.clone()).or_default();
            of_device.insert(seam.first, seam);
        }
        check
    }

    /// Takes the next entry. After a break the chain goes on from the entry as it is stored, so
    /// that one bad entry is one break.
    pub fn take(&mut self, entry: &EntryView<'_>) -> Result<(), ChainBreak> {
        let head = self.head_before(entry);
        let expected = head.expected();
        let fault = if entry.seq != expected {
            Some(ChainFault::Gap { expected })
        } else if head.joint.holds(entry, &mut self.bytes) {
            None
        } else {
            Some(ChainFault::Hash)
        };
        self.go_on(entry, Joint::Hash(entry.hash));
        fault.map_or(Ok(()), |fault| {
            Err(ChainBreak {
                entry: entry.id(),
                fault,
            })
        })
    }

    /// The end of the entry's chain before it, behind all seams that lie between.
    fn head_before(&mut self, entry: &EntryView<'_>) -> Head {
        let mut head = self.heads.get(entry.device).copied().unwrap_or_default();
        let Some(seams) = self.seams.get(entry.device) else {
            return head;
        };
        while entry.seq != head.expected()
            && let Some(seam) = seams.get(&head.expected())
        {
            head = Head {
                seq: seam.last.max(head.expected()),
                joint: seam.joint,
            };
        }
        head
    }

    fn go_on(&mut self, entry: &EntryView<'_>, joint: Joint) {
        let head = Head {
            seq: entry.seq,
            joint,
        };
        match self.heads.get_mut(entry.device) {
            Some(known) => *known = head,
            None => {
                self.heads.insert(entry.device.clone(), head);
            }
        }
    }

    /// Judges an entry for a repair; `next` is the one behind it on its device, if any.
    pub fn judge(&mut self, entry: &Entry, next: Option<&Entry>) -> Judgement {
        let view = entry.view();
        let head = self.head_before(&view);
        let expected = head.expected();
        let mut judgement = Judgement {
            missing: None,
            verdict: Verdict::Holds,
        };
        let mut joint = Joint::Hash(entry.hash);
        if view.seq > expected {
            judgement.missing = Some(Seam {
                device: entry.id.device.clone(),
                first: expected,
                last: view.seq - 1,
                joint: Joint::sealing(&view),
            });
        } else if !head.joint.holds(&view, &mut self.bytes) {
            judgement.verdict = Verdict::Changed;
            if let Joint::Hash(previous) = head.joint {
                let hash = entry.hash_behind(previous);
                let vouched = next.is_some_and(|next| {
                    next.id.seq == entry.id.seq.saturating_add(1)
                        && next.hash_behind(hash) == next.hash
                });
                if vouched {
                    judgement.verdict = Verdict::HashChanged(hash);
                    joint = Joint::Hash(hash);
                }
            }
        }
        self.go_on(&view, joint);
        judgement
    }
}

/// What a repair is to make of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Entries that are missing before it, to be closed by a seam.
    pub missing: Option<Seam>,
    /// The entry itself.
    pub verdict: Verdict,
}

/// What an entry is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it was written, for all that can be known.
    Holds,
    /// Only its hash is not as it was written, since the next entry fits the right one, given here.
    HashChanged(EntryHash),
    /// Nothing vouches for it.
    Changed,
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
