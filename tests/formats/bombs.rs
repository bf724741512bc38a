//! Archives whose entries share their bytes, or whose directory does not say the truth.

use super::archives::epub_with;
use super::{parse, refusal};
use wengu::io::import::child::Format;
use wengu::io::import::child::problem::Refusal;

const PAGE: &str = "<h1>题</h1><p>发展新质生产力是推动高质量发展的内在要求和重要着力点。</p>";

/// Fields of an entry of the directory, by where they stand in it (APPNOTE 4.3.12).
const PACKED: usize = 20;
const SIZE: usize = 24;
const PLACE: usize = 42;

/// A book with three more entries, which follow each other.
struct Book {
    bytes: Vec<u8>,
}

impl Book {
    fn new() -> Self {
        let text: String = (0..400).map(|n| format!("{n} ")).collect();
        let entries = ["one", "two", "three"].map(|name| (name, text.as_bytes()));
        Self {
            bytes: epub_with(PAGE, &entries),
        }
    }

    /// Where a field of an entry of the directory stands; an archive in the archive has one as well.
    fn field(&self, name: &str, field: usize) -> usize {
        const NAME: usize = 46;
        let is_entry = |at: &usize| {
            self.bytes[*at..].starts_with(b"PK\x01\x02") && {
                let length = u16::from_le_bytes([self.bytes[at + 28], self.bytes[at + 29]]);
                &self.bytes[at + NAME..at + NAME + usize::from(length)] == name.as_bytes()
            }
        };
        (0..self.bytes.len()).rfind(is_entry).unwrap() + field
    }

    fn get(&self, name: &str, field: usize) -> u32 {
        let at = self.field(name, field);
        u32::from_le_bytes(self.bytes[at..at + 4].try_into().unwrap())
    }

    fn set(mut self, name: &str, field: usize, value: u32) -> Self {
        let at = self.field(name, field);
        self.bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        self
    }

    /// Where the directory's end stands in the file.
    fn end(&self) -> usize {
        let mut signatures = self.bytes.windows(4);
        signatures
            .rposition(|bytes| bytes == b"PK\x05\x06")
            .unwrap()
    }

    fn refusal(&self) -> Refusal {
        refusal(Format::Epub, &self.bytes)
    }
}

#[test]
fn entries_that_share_their_bytes() {
    let book = Book::new();
    assert!(parse(Format::Epub, &book.bytes).is_ok());
    let (one, two) = (book.get("one", PLACE), book.get("two", PLACE));
    let packed = book.get("one", PACKED);
    let three = book.get("three", PLACE) - one;
    // Two names for one run of bytes, and three.
    let same = book.set("two", PLACE, one);
    assert_eq!(same.refusal(), Refusal::Overlapping);
    assert_eq!(
        same.set("three", PLACE, one).refusal(),
        Refusal::Overlapping
    );
    // An entry that ends within the next one's head, its data, or behind the one after it.
    for more in [1, 20, two - one, three] {
        let longer = Book::new().set("one", PACKED, packed + more);
        assert_eq!(longer.refusal(), Refusal::Overlapping, "{more}");
    }
    // One that ends in the directory.
    let last = Book::new().set("three", PACKED, packed + 60);
    assert_eq!(last.refusal(), Refusal::Overlapping);
}

#[test]
fn an_entry_whose_head_is_another_ones_data() {
    // A whole archive as an entry, stored: the directory leads to a head inside of it.
    let inner = Book::new();
    let place = inner.get("one", PLACE) as usize;
    let head = &inner.bytes[place..place + 30];
    let stored: Vec<u8> = inner.bytes[place..].to_vec();
    let mut outer = Book {
        bytes: super::archives::stored(PAGE, &[("shell", &stored), ("one", b"x")]),
    };
    let mut found = outer.bytes.windows(head.len());
    let inside = found.position(|bytes| bytes == head).unwrap() as u32;
    for (field, value) in [
        (PLACE, inside),
        (PACKED, inner.get("one", PACKED)),
        (SIZE, inner.get("one", SIZE)),
    ] {
        outer = outer.set("one", field, value);
    }
    assert_eq!(outer.refusal(), Refusal::Overlapping);
}

#[test]
fn a_directory_that_does_not_say_the_truth() {
    let is_damaged = |book: Book, what: &str| {
        let refused = book.refusal();
        assert!(
            matches!(refused, Refusal::Damaged(_)),
            "{what}: {refused:?}"
        );
    };
    let one = Book::new().get("one", PLACE);
    for (what, place) in [
        ("inside of data", one + 40),
        ("the directory", Book::new().field("one", 0) as u32),
        ("behind the end", 0x7FFF_FFFF),
        ("the largest", u32::MAX - 1),
    ] {
        is_damaged(Book::new().set("one", PLACE, place), what);
    }
    // The chapter unpacks to less and to more than it claims.
    for size in [1, 1 << 20] {
        let book = Book::new().set("a.xhtml", SIZE, size);
        match parse(Format::Epub, &book.bytes) {
            Ok(parsed) => assert_eq!(parsed.blocks.len(), 2, "{size}"),
            Err(error) => assert!(error.to_string().contains("damaged"), "{size}: {error}"),
        }
    }
    // Another number of entries, the directory at another place, and of another size: nothing is
    // read by that.
    for (field, value) in [
        (10, 9_u16),
        (16, 9),
        (16, u16::MAX),
        (12, 9),
        (12, u16::MAX),
    ] {
        let mut book = Book::new();
        let at = book.end() + field;
        book.bytes[at..at + 2].copy_from_slice(&value.to_le_bytes());
        if field == 12 {
            assert_eq!(parse(Format::Epub, &book.bytes).unwrap().blocks.len(), 2);
        } else {
            is_damaged(book, "the end of the directory");
        }
    }
}

#[test]
fn what_is_packed_too_tightly() {
    let zeros = vec![b' '; 40 * 1024 * 1024];
    let tight = epub_with(PAGE, &[("b.xhtml", &zeros)]);
    assert!(tight.len() < 200_000);
    let too_tightly = Refusal::PackedTooTightly("b.xhtml".to_owned());
    assert_eq!(refusal(Format::Epub, &tight), too_tightly);
    // The same as the chapter itself, which claims to be small.
    let page = " ".repeat(40 * 1024 * 1024);
    let lying = Book {
        bytes: epub_with(&page, &[]),
    };
    let lying = lying.set("a.xhtml", SIZE, 100);
    let refused = lying.refusal();
    assert!(
        matches!(refused, Refusal::PackedTooTightly(_) | Refusal::Damaged(_)),
        "{refused:?}"
    );
    // An archive in an archive is never opened.
    let nested = epub_with(PAGE, &[("inner.zip", &tight)]);
    assert_eq!(parse(Format::Epub, &nested).unwrap().blocks.len(), 2);
}
