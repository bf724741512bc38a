-- How a document's text was got from the bytes of its file, so that it can be got again.
-- encoding: a name of the WHATWG Encoding Standard; none for what is shipped. `given` says that the
-- person named it. replaced: sequences of bytes that could not be decoded, each one U+FFFD.
ALTER TABLE document ADD COLUMN encoding TEXT;
ALTER TABLE document ADD COLUMN encoding_confidence REAL;
ALTER TABLE document ADD COLUMN encoding_given INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;

-- How its lines were made into paragraphs. kind: what the text is (prose, hard-wrapped …).
-- decisions: what the person chose, JSON; it applies again to a newer version of the file.
-- report: what was found, joined and removed, JSON.
ALTER TABLE document ADD COLUMN kind TEXT;
ALTER TABLE document ADD COLUMN kind_given INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN decisions TEXT;
ALTER TABLE document ADD COLUMN report TEXT;

-- Articles that stand elsewhere too, JSON, and whether the table of contents folds them.
ALTER TABLE document ADD COLUMN repeats TEXT;
ALTER TABLE document ADD COLUMN repeats_folded INTEGER NOT NULL DEFAULT 0;

-- Until now nothing but UTF-8 without a fault was taken in.
UPDATE document SET encoding = 'UTF-8', encoding_confidence = 1
    WHERE visible = 1 AND origin <> '"Shipped"';
