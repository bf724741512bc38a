-- Articles get a key that stays theirs, and marks: hashes by which one is found that says the same.
CREATE TABLE known_article (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    shingles INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    sketch BLOB NOT NULL
) STRICT;
INSERT INTO known_article (document, start, stop, shingles, digest, sketch)
    SELECT document, start, stop, shingles, digest, sketch FROM article
    ORDER BY document, start, stop DESC;
DROP TABLE article;
ALTER TABLE known_article RENAME TO article;
CREATE INDEX article_document ON article (document);

-- mark: the digest of an article, or one of the smallest hashes of its sketch.
CREATE TABLE article_mark (
    mark INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (mark, article)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO article_mark SELECT digest, key FROM article;
-- A hash in a sketch is 8 bytes, the lowest first.
WITH place (hash, byte) AS (
    SELECT hash.value, byte.value
    FROM json_each('[0,1,2,3]') AS hash, json_each('[0,1,2,3,4,5,6,7]') AS byte
)
INSERT OR IGNORE INTO article_mark
    SELECT sum(
        ((instr('0123456789ABCDEF', substr(hex(substr(sketch, hash * 8 + byte + 1, 1)), 1, 1)) - 1)
            << (byte * 8 + 4))
        + ((instr('0123456789ABCDEF', substr(hex(substr(sketch, hash * 8 + byte + 1, 1)), 2, 1)) - 1)
            << (byte * 8))
    ), key
    FROM article JOIN place ON length(sketch) >= hash * 8 + 8
    GROUP BY key, hash;
