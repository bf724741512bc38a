-- Entries about no single card: parameters, rescheduled dates, wishes for a day, and the reverts of
-- them. A session reads those of a kind without going through the log.
CREATE INDEX log_apart ON log (kind) WHERE card IS NULL;

-- Entries that a repair took out of the log, as they were found, and the places of those that were
-- missing. `device` and `seq` as in the log; `last`: the number of the last of them.
-- why: changed, unreadable or missing. joint: the hash that the next entry is held against; where
-- `sealed` is 1, that over the next entry and its own hash instead.
-- The other columns are those of the log, of whatever type they had become.
CREATE TABLE aside (
    device INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    last INTEGER NOT NULL,
    why TEXT NOT NULL,
    joint BLOB NOT NULL,
    sealed INTEGER NOT NULL,
    repaired_ms INTEGER NOT NULL,
    lamport ANY,
    at_ms ANY,
    offset_s ANY,
    kind ANY,
    payload ANY,
    hash ANY,
    card ANY,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
