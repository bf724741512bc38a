-- Pictures by the BLAKE3 of their bytes: one that stands in several documents is kept once. `kind` is
-- what its files end in.
CREATE TABLE picture (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Which documents a picture stands in; where in them, the spans of their blocks say.
CREATE TABLE picture_in (
    document INTEGER NOT NULL,
    picture INTEGER NOT NULL REFERENCES picture (key),
    PRIMARY KEY (document, picture)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_in_picture ON picture_in (picture);
