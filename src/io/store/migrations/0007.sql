-- Where the pages of the printed work begin in a document, by byte offset: it is cited by them.
CREATE TABLE printed_page (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;
