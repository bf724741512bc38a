-- The log. `card` is local: a short name for looking up a card's history, not part of the hash.
CREATE TABLE device (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE log (
    device INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    offset_s INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    hash BLOB NOT NULL,
    card INTEGER,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_card ON log (card) WHERE card IS NOT NULL;
CREATE INDEX log_revert ON log (device, seq) WHERE kind = 'revert';

-- What was done on each study day: a fold of the log.
CREATE TABLE day (
    day INTEGER PRIMARY KEY,
    introduced INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    ms INTEGER NOT NULL
) STRICT;

-- Decks and notes: a cache of the deck files.
CREATE TABLE deck (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    about TEXT,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ms INTEGER NOT NULL,
    blake3 BLOB NOT NULL,
    live INTEGER NOT NULL
) STRICT;

CREATE TABLE note (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    deck INTEGER NOT NULL REFERENCES deck (key),
    ordinal INTEGER NOT NULL,
    live INTEGER NOT NULL,
    payload TEXT NOT NULL,
    work TEXT,
    section TEXT,
    snippet TEXT
) STRICT;
CREATE INDEX note_deck ON note (deck, ordinal);
CREATE INDEX note_work ON note (work) WHERE work IS NOT NULL;

-- Cards. The columns from `phase` on are a fold of the log.
-- phase: 0 new, 1 learning, 2 review, 3 relearning.
-- hidden: an overlay suspends the note. The log knows only of `suspended`.
CREATE TABLE card (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    note INTEGER NOT NULL REFERENCES note (key),
    deck INTEGER NOT NULL REFERENCES deck (key),
    part TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    live INTEGER NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0,
    phase INTEGER NOT NULL DEFAULT 0 CHECK (phase BETWEEN 0 AND 3),
    step INTEGER,
    due_ms INTEGER CHECK ((due_ms IS NOT NULL) = (phase IN (1, 3))),
    due_day INTEGER CHECK ((due_day IS NOT NULL) = (phase = 2)),
    stability REAL,
    difficulty REAL,
    last_ms INTEGER,
    last_day INTEGER,
    reps INTEGER NOT NULL DEFAULT 0,
    lapses INTEGER NOT NULL DEFAULT 0,
    suspended INTEGER NOT NULL DEFAULT 0,
    buried_until INTEGER,
    asked_for INTEGER
) STRICT;
CREATE INDEX card_note ON card (note);
-- Each queue is one index with all that its query reads.
CREATE INDEX card_review ON card (due_day, deck, stability, last_day, buried_until, asked_for)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2;
CREATE INDEX card_learning ON card (due_ms, deck, buried_until)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND due_ms IS NOT NULL;
CREATE INDEX card_new ON card (deck, ordinal, buried_until, asked_for)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 0;

CREATE INDEX card_asked ON card (asked_for, deck, phase, buried_until)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND asked_for IS NOT NULL;

-- Documents. An import is invisible until its last transaction. A title or an author that the
-- person gave outlives the file's own.
CREATE TABLE document (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title_given INTEGER NOT NULL DEFAULT 0,
    author TEXT,
    author_given INTEGER NOT NULL DEFAULT 0,
    date TEXT,
    original TEXT,
    origin TEXT NOT NULL,
    length INTEGER NOT NULL,
    normaliser INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    visible INTEGER NOT NULL,
    imported_ms INTEGER NOT NULL,
    content BLOB NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    opened_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX document_id ON document (id) WHERE visible = 1;

-- kind: the lowest byte says what the block is, 1 being a heading; the others hold its numbers.
CREATE TABLE block (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    continued INTEGER NOT NULL,
    text TEXT NOT NULL,
    spans TEXT,
    PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_heading ON block (document, start) WHERE kind & 255 = 1;

-- What the program remembers about itself: the first start, what was taken in last, how pages were
-- set. Nothing here belongs to a card or a document.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
