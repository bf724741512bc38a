-- Whether a card is forgotten again and again: a fold of the log.
ALTER TABLE card ADD COLUMN leech INTEGER NOT NULL DEFAULT 0;

-- What was wished for on one day on top of the limits: a fold of the log.
ALTER TABLE day ADD COLUMN more_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE day ADD COLUMN more_reviews INTEGER NOT NULL DEFAULT 0;

-- What was done of each deck on a study day, for limits of single decks.
CREATE TABLE day_deck (
    day INTEGER NOT NULL,
    deck INTEGER NOT NULL,
    introduced INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    PRIMARY KEY (day, deck)
) STRICT, WITHOUT ROWID;

-- The queues read the note as well, to keep its cards apart.
DROP INDEX card_review;
CREATE INDEX card_review
    ON card (due_day, deck, stability, last_day, buried_until, asked_for, note)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 2;
DROP INDEX card_learning;
CREATE INDEX card_learning ON card (due_ms, deck, buried_until, note)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND due_ms IS NOT NULL;
DROP INDEX card_new;
CREATE INDEX card_new ON card (deck, ordinal, buried_until, asked_for, note)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND phase = 0;
DROP INDEX card_asked;
CREATE INDEX card_asked ON card (asked_for, deck, phase, buried_until, note)
    WHERE live = 1 AND hidden = 0 AND suspended = 0 AND asked_for IS NOT NULL;
CREATE INDEX card_studied ON card (last_day, note) WHERE last_day IS NOT NULL;
