//! The log's entries and their hashes.
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

    /// The same, not owned.
    pub fn view(&self) -> EntryView<'_> {
        EntryView {
            device: &self.id.device,
            seq: self.id.seq,
            lamport: self.lamport,
            at: self.at,
            offset_s: self.offset_s,
            kind: &self.kind,
            payload: &self.payload,
            hash: self.hash,
        }
    }

    /// What it says.
    pub fn event(&self) -> Result<Event, EventProblem> {
        Event::read(&self.kind, &self.payload)
    }

    /// The key by which a replay orders entries: never by clock.
    pub fn order(&self) -> (u64, &DeviceId, u64) {
        self.view().order()
    }

    /// The hash it must have behind `previous`.
    pub fn hash_behind(&self, previous: EntryHash) -> EntryHash {
        self.view().hash_behind(previous)
    }
}

/// An entry as it passes by in a replay, which keeps none of it.
#[derive(Debug, Clone, Copy)]
pub struct EntryView<'a> {
    /// The device that wrote it.
    pub device: &'a DeviceId,
    /// Its number there.
    pub seq: u64,
    /// See [`Entry::lamport`].
    pub lamport: u64,
    /// See [`Entry::at`].
    pub at: Timestamp,
    /// See [`Entry::offset_s`].
    pub offset_s: i32,
    /// See [`Entry::kind`].
    pub kind: &'a str,
    /// See [`Entry::payload`].
    pub payload: &'a str,
    /// See [`Entry::hash`].
    pub hash: EntryHash,
}

impl<'a> EntryView<'a> {
    /// Its name.
    pub fn id(&self) -> EntryId {
        EntryId::new(self.device, self.seq)
    }

    /// The same, owned.
    pub fn to_entry(&self) -> Entry {
        Entry {
            id: self.id(),
            lamport: self.lamport,
            at: self.at,
            offset_s: self.offset_s,
            kind: self.kind.to_owned(),
            payload: self.payload.to_owned(),
            hash: self.hash,
        }
    }

    /// See [`Entry::order`].
    pub fn order(&self) -> (u64, &'a DeviceId, u64) {
        (self.lamport, self.device, self.seq)
    }

    /// See [`Entry::hash_behind`].
    pub fn hash_behind(&self, previous: EntryHash) -> EntryHash {
        self.hash_with(previous, &mut Vec::with_capacity(160 + self.payload.len()))
    }

    /// The same; the bytes that are hashed are put into `bytes`, so that its room is used again.
    pub(super) fn hash_with(&self, previous: EntryHash, bytes: &mut Vec<u8>) -> EntryHash {
        let fields: [&[u8]; 7] = [
            self.device.as_str().as_bytes(),
            &self.seq.to_le_bytes(),
            &self.lamport.to_le_bytes(),
            &self.at.0.to_le_bytes(),
            &self.offset_s.to_le_bytes(),
            self.kind.as_bytes(),
            self.payload.as_bytes(),
        ];
        bytes.clear();
        bytes.extend_from_slice(&previous.0);
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u32).to_le_bytes());
            bytes.extend_from_slice(field);
        }
        EntryHash(*blake3::hash(bytes).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CardId;

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
        let now = Moment {
            at: Timestamp(1_000),
            offset_s: 28_800,
        };
        let event = Event::Suspend {
            card: CardId::new("c"),
            on: false,
        };
        let head = ChainHead::empty(DeviceId::new("d"));
        let entry = Entry::following(&head, 1, now, &event);
        assert_eq!(entry.hash.0, *blake3::hash(&bytes).as_bytes());
    }
}
