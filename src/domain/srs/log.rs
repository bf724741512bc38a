//! The log's entries and the chain of hashes that holds them together.
//!
//! The format is final. An entry's canonical bytes are seven fields, each preceded by its length
//! in bytes as a `u32`; all numbers are little-endian:
//!
//! | field | bytes |
//! |---|---|
//! | device | its id, UTF-8 |
//! | seq | `u64`; 1, 2, 3 … on each device |
//! | lamport | `u64`; above every one the writer had seen |
//! | at | `i64`, UTC milliseconds since 1970 |
//! | offset | `i32`, seconds east of UTC |
//! | kind | UTF-8 |
//! | payload | the JSON text, UTF-8, exactly as stored |
//!
//! An entry's hash is BLAKE3 over the 32 bytes of the hash of the device's previous entry (32
//! zeros before the first) and the canonical bytes.

use super::{Event, EventProblem};
use crate::domain::id::DeviceId;
use crate::domain::time::{Moment, Timestamp};
use std::collections::HashMap;
use std::fmt;

/// A hash in the chain of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EntryHash(pub [u8; 32]);

impl fmt::Display for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The name of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number there, from 1.
    pub seq: u64,
}

impl EntryId {
    /// The name of entry `seq` of `device`.
    pub fn new(device: &DeviceId, seq: u64) -> Self {
        Self {
            device: device.clone(),
            seq,
        }
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.device, self.seq)
    }
}

/// The end of a device's chain: its last entry. The default of a device is number 0 and zeros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// The last entry.
    pub id: EntryId,
    /// Its hash.
    pub hash: EntryHash,
}

impl ChainHead {
    /// The end of the chain of a device that wrote nothing yet.
    pub fn empty(device: DeviceId) -> Self {
        Self {
            id: EntryId { device, seq: 0 },
            hash: EntryHash::default(),
        }
    }
}

/// An entry of the log. Its event is kept as text, so that entries of a newer version stay whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// Orders the entries of all devices.
    pub lamport: u64,
    /// When it was written, by the device's clock.
    pub at: Timestamp,
    /// The device's offset then, in seconds east of UTC.
    pub offset_s: i32,
    /// The kind of its event.
    pub kind: String,
    /// The payload of its event.
    pub payload: String,
    /// Its hash, as it was stored.
    pub hash: EntryHash,
}

impl Entry {
    /// The entry that follows `head` on its device.
    pub fn following(head: &ChainHead, lamport: u64, now: Moment, event: &Event) -> Self {
        let mut entry = Self {
            id: EntryId {
                device: head.id.device.clone(),
                seq: head.id.seq.saturating_add(1),
            },
            lamport,
            at: now.at,
            offset_s: now.offset_s,
            kind: event.kind().to_owned(),
            payload: event.payload(),
            hash: EntryHash::default(),
        };
        entry.hash = entry.hash_behind(head.hash);
        entry
    }

    /// What it says.
    pub fn event(&self) -> Result<Event, EventProblem> {
        Event::read(&self.kind, &self.payload)
    }

    /// The key by which a replay orders entries: never by clock.
    pub fn order(&self) -> (u64, &DeviceId, u64) {
        (self.lamport, &self.id.device, self.id.seq)
    }

    /// The hash it must have behind `previous`.
    pub fn hash_behind(&self, previous: EntryHash) -> EntryHash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&previous.0);
        hasher.update(&self.canonical());
        EntryHash(*hasher.finalize().as_bytes())
    }

    fn canonical(&self) -> Vec<u8> {
        let fields: [&[u8]; 7] = [
            self.id.device.as_str().as_bytes(),
            &self.id.seq.to_le_bytes(),
            &self.lamport.to_le_bytes(),
            &self.at.0.to_le_bytes(),
            &self.offset_s.to_le_bytes(),
            self.kind.as_bytes(),
            self.payload.as_bytes(),
        ];
        let mut bytes = Vec::with_capacity(128 + self.payload.len());
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u32).to_le_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }
}

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

/// Follows the chains of any number of devices. The entries of a device come in its own order.
#[derive(Debug, Default)]
pub struct ChainCheck {
    heads: HashMap<DeviceId, (u64, EntryHash)>,
}

impl ChainCheck {
    /// Takes the next entry. After a break the chain goes on from the entry as it is stored, so
    /// that one bad entry is one break.
    pub fn take(&mut self, entry: &Entry) -> Result<(), ChainBreak> {
        let head = self.heads.entry(entry.id.device.clone()).or_default();
        let expected = head.0.saturating_add(1);
        let fault = if entry.id.seq != expected {
            Some(ChainFault::Gap { expected })
        } else if entry.hash_behind(head.1) != entry.hash {
            Some(ChainFault::Hash)
        } else {
            None
        };
        *head = (entry.id.seq, entry.hash);
        fault.map_or(Ok(()), |fault| {
            Err(ChainBreak {
                entry: entry.id.clone(),
                fault,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CardId;

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

    /// The first break of the chain.
    fn verify(entries: &[Entry]) -> Result<(), ChainBreak> {
        let mut check = ChainCheck::default();
        entries.iter().try_for_each(|entry| check.take(entry))
    }

    /// The expected bytes are written out by hand from the table above, and hashed in one piece.
    #[test]
    fn the_hash_is_over_the_documented_bytes() {
        let mut bytes = vec![0; 32];
        bytes.extend(b"\x01\0\0\0d");
        bytes.extend(b"\x08\0\0\0\x01\0\0\0\0\0\0\0");
        bytes.extend(b"\x08\0\0\0\x01\0\0\0\0\0\0\0");
        bytes.extend(b"\x08\0\0\0\xe8\x03\0\0\0\0\0\0");
        bytes.extend(b"\x04\0\0\0\x80\x70\0\0");
        bytes.extend(b"\x07\0\0\0suspend");
        bytes.extend(b"\x17\0\0\0{\"card\":\"c\",\"on\":false}");
        assert_eq!(chain(1)[0].hash.0, *blake3::hash(&bytes).as_bytes());
    }

    #[test]
    fn every_change_of_a_field_breaks_the_chain_there() {
        let good = chain(3);
        assert_eq!(verify(&good), Ok(()));
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
            let found = verify(&bad).unwrap_err();
            assert_eq!(found.entry, bad[1].id);
        }
        let missing = [good[0].clone(), good[2].clone()];
        let fault = verify(&missing).unwrap_err().fault;
        assert_eq!(fault, ChainFault::Gap { expected: 2 });
    }
}
