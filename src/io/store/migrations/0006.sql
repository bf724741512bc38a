-- Where the pages of the printed work begin in a document, by byte offset: it is cited by them.
CREATE TABLE printed_page (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;

-- Pictures of documents, by the BLAKE3 of their bytes: the same one is kept once.
CREATE TABLE picture (
    hash BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Which pictures a document shows, by the numbers that its styled parts have.
CREATE TABLE shown_picture (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_picture_hash ON shown_picture (hash);

-- Where the links of a document lead, by the numbers that its styled parts have.
CREATE TABLE link (
    document INTEGER NOT NULL,
    number INTEGER NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
