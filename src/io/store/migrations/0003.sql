-- Passages of notes whose words a newer version of a document has no longer, found by the words
-- around them. start, stop: bytes of the document.
CREATE TABLE placed (
    document INTEGER NOT NULL,
    snippet TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (document, snippet)
) STRICT, WITHOUT ROWID;

-- What is kept of a section, or of a whole document, to know it again: the number of its runs of
-- characters, a sum over their hashes, and the smallest of the hashes, 8 bytes each.
CREATE TABLE article (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    shingles INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    sketch BLOB NOT NULL
) STRICT;
CREATE INDEX article_document ON article (document);
CREATE INDEX article_shingles ON article (shingles);

-- Articles that say the same, whole or nearly: a section of one document, and the one before it, of
-- this or of another document, that it repeats. start, other_start: where their headings stand.
-- alike: how much they have in common, 1 for the very same text.
CREATE TABLE repeat (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    other INTEGER NOT NULL,
    other_start INTEGER NOT NULL,
    alike REAL NOT NULL,
    PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX repeat_other ON repeat (other);
