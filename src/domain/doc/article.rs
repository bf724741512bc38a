//! Articles: the sections of a document, and the whole of it, as far as they are needed to know them
//! again. Only letters and digits count, whatever their width and case. What is kept of an article is
//! a sketch, the smallest hashes of its runs of eight characters (shingles, Broder 1997): that of two
//! articles tells how many runs they have in common.

use super::block::{Block, BlockKind};
use std::cmp::Reverse;
use std::ops::RangeInclusive;

/// Characters of a shingle.
const SHINGLE: usize = 8;
/// Hashes that are kept of an article. With these an estimate of 0.9 is right to about 0.013.
const KEPT: usize = 512;
/// Hashes that are kept of one at least, if any: right to about 0.04.
const LEAST_KEPT: usize = 64;
/// Hashes that are kept of all articles of a document: 8 MiB of them.
const KEPT_IN_ALL: usize = 1024 * 1024;
/// Shingles of the shortest article that is looked at.
const SHORTEST: usize = 200;
/// From here on two articles are nearly the same.
const NEARLY: f64 = 0.9;
/// How many of the smallest hashes an article is found by.
const MINIMA: usize = 4;

/// A section of a document, or all of it, as far as it is needed to know it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Byte offset of its heading; 0 for the whole document.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
    /// How many shingles it has.
    pub shingles: usize,
    /// A sum over all of them, the same for the same text.
    pub digest: u64,
    /// The smallest hashes of its shingles, in order: as many as there was room for. None at all
    /// where a document has so many articles that this one is known by its digest alone.
    pub sketch: Vec<u64>,
}

impl Article {
    /// Whether it is the very same text.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.shingles, self.digest) == (other.shingles, other.digest)
    }

    /// How many shingles an article can have that is nearly the same.
    pub fn sizes_alike(&self) -> RangeInclusive<usize> {
        let size = self.shingles as f64;
        (size * NEARLY * NEARLY) as usize..=(size / NEARLY / NEARLY) as usize + 1
    }

    /// How much two articles have in common, if they are nearly the same: 1 for the very same text.
    pub fn alike(&self, other: &Self) -> Option<f64> {
        if self.is_same(other) {
            return Some(1.0);
        }
        if !self.sizes_alike().contains(&other.shingles) {
            return None;
        }
        // What is nearly all the same differs in something.
        let share = resemblance(&self.sketch, &other.sketch)?.min(0.999);
        (share >= NEARLY).then_some(share)
    }

    /// Hashes of which an article that is the same has all, and one that is nearly the same has at
    /// least one, but for one such article in 10,000 or fewer.
    pub fn marks(&self) -> impl Iterator<Item = u64> + '_ {
        let minima = self.sketch.iter().take(MINIMA).copied();
        std::iter::once(self.digest).chain(minima)
    }
}

/// The share of the hashes that both sketches hold among the smallest of both together, of which as
/// many are looked at as the smaller sketch has; nothing if it falls below [`NEARLY`] on the way.
fn resemblance(mine: &[u64], theirs: &[u64]) -> Option<f64> {
    let all = mine.len().min(theirs.len());
    let may_miss = all - (all as f64 * NEARLY).ceil() as usize;
    let (mut i, mut j, mut both, mut missed) = (0, 0, 0_u32, 0);
    while both as usize + missed < all {
        match (mine.get(i)?, theirs.get(j)?) {
            (a, b) if a == b => {
                both += 1;
                (i, j) = (i + 1, j + 1);
            }
            (a, b) => {
                missed += 1;
                if missed > may_miss {
                    return None;
                }
                if a < b {
                    i += 1;
                } else {
                    j += 1;
                }
            }
        }
    }
    (all > 0).then(|| f64::from(both) / all as f64)
}

/// Reads the blocks of a document and tells its articles.
#[derive(Debug)]
pub struct ArticleReader {
    /// The sections that are being read, each inside the one before it.
    open: Vec<Open>,
    articles: Vec<Article>,
    /// Characters that were read.
    read: usize,
    /// The last of them.
    last: [u32; SHINGLE],
    end: usize,
    room: Room,
}

/// How much may be kept of an article, so that what is kept of all stays small.
#[derive(Debug)]
struct Room {
    /// Hashes of one article.
    each: usize,
    /// Hashes that are kept of all articles by now.
    used: usize,
    /// What they may become.
    most: usize,
    /// Of articles with no more shingles the digest alone is kept.
    known_by_digest: usize,
}

/// A section that is being read. What was read while a section inside it was open is added to it
/// when that one closes.
#[derive(Debug)]
struct Open {
    level: u8,
    start: usize,
    /// Characters of the document before it.
    before: usize,
    shingles: usize,
    digest: u64,
    sketch: Sketch,
}

impl Default for ArticleReader {
    fn default() -> Self {
        Self::with_room(KEPT_IN_ALL)
    }
}

impl ArticleReader {
    fn with_room(most: usize) -> Self {
        Self {
            open: vec![Open::new(0, 0, 0)],
            articles: Vec::new(),
            read: 0,
            last: [0; SHINGLE],
            end: 0,
            room: Room {
                each: KEPT,
                used: 0,
                most,
                known_by_digest: 0,
            },
        }
    }

    /// Reads the next block.
    pub fn read(&mut self, block: &Block) {
        if let (BlockKind::Heading(level), false) = (block.kind, block.continued) {
            self.close(level);
            self.open.push(Open::new(level, block.start, self.read));
        } else {
            // A heading may be numbered anew: it does not count.
            for c in block.text.chars().filter_map(folded) {
                self.read_character(c);
            }
        }
        self.end = block.end();
    }

    /// The articles that are long enough, those that hold others before these.
    pub fn finish(mut self) -> Vec<Article> {
        self.close(0);
        self.articles
            .sort_by_key(|article| (article.start, Reverse(article.end)));
        self.articles
    }

    fn read_character(&mut self, c: char) {
        self.last.rotate_left(1);
        if let Some(newest) = self.last.last_mut() {
            *newest = u32::from(c);
        }
        self.read += 1;
        // The innermost section that holds the whole run.
        let read = self.read;
        let holds = |open: &&mut Open| read - open.before >= SHINGLE;
        if let Some(open) = self.open.iter_mut().rev().find(holds) {
            open.take(hash(&self.last));
        }
    }

    /// Closes the sections of this level and the levels below it.
    fn close(&mut self, level: u8) {
        while let Some(mut open) = self.open.pop_if(|open| open.level >= level) {
            let sketch = open.sketch.smallest();
            if let Some(outer) = self.open.last_mut() {
                outer.shingles += open.shingles;
                outer.digest = outer.digest.wrapping_add(open.digest);
                outer.sketch.extend(sketch);
            }
            if open.shingles >= SHORTEST {
                let most = self.room.of(open.shingles);
                let sketch = sketch.get(..most.min(sketch.len())).unwrap_or_default();
                self.room.used += sketch.len();
                self.articles.push(Article {
                    start: open.start,
                    end: self.end,
                    shingles: open.shingles,
                    digest: open.digest,
                    sketch: sketch.to_vec(),
                });
            }
        }
        while self.room.used > self.room.most {
            self.room.shrink(&mut self.articles);
        }
    }
}

impl Room {
    /// Hashes that may be kept of an article with this many shingles.
    fn of(&self, shingles: usize) -> usize {
        if shingles > self.known_by_digest {
            self.each
        } else {
            0
        }
    }

    /// Halves what is kept: first of each article, then by leaving out the shorter half of them.
    fn shrink(&mut self, articles: &mut [Article]) {
        if self.each > LEAST_KEPT {
            self.each /= 2;
        } else {
            let kept = articles.iter().filter(|a| !a.sketch.is_empty());
            let mut sizes: Vec<usize> = kept.map(|a| a.shingles).collect();
            sizes.sort_unstable();
            self.known_by_digest = sizes.get(sizes.len() / 2).copied().unwrap_or(usize::MAX);
        }
        for article in articles.iter_mut() {
            let most = self.of(article.shingles);
            if article.sketch.len() > most {
                article.sketch.truncate(most);
                article.sketch.shrink_to_fit();
            }
        }
        self.used = articles.iter().map(|a| a.sketch.len()).sum();
    }
}

impl Open {
    fn new(level: u8, start: usize, before: usize) -> Self {
        Self {
            level,
            start,
            before,
            shingles: 0,
            digest: 0,
            sketch: Sketch::default(),
        }
    }

    fn take(&mut self, hash: u64) {
        self.shingles += 1;
        self.digest = self.digest.wrapping_add(hash.rotate_left(32));
        self.sketch.take(hash);
    }
}

/// The smallest of many hashes. Takes them unsorted, and sorts when there are twice as many as are
/// kept.
#[derive(Debug)]
struct Sketch {
    hashes: Vec<u64>,
    /// No hash from here on is among the smallest.
    bound: u64,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            hashes: Vec::new(),
            bound: u64::MAX,
        }
    }
}

impl Sketch {
    fn take(&mut self, hash: u64) {
        if hash < self.bound {
            self.hashes.push(hash);
            if self.hashes.len() >= 2 * KEPT {
                self.smallest();
            }
        }
    }

    fn extend(&mut self, hashes: &[u64]) {
        for hash in hashes {
            self.take(*hash);
        }
    }

    /// The smallest, in order.
    fn smallest(&mut self) -> &[u64] {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes.truncate(KEPT);
        if let Some(largest) = self.hashes.get(KEPT - 1) {
            self.bound = *largest;
        }
        &self.hashes
    }
}

/// FNV-1a over code points, its bits mixed at the end (the finaliser of `SplitMix64`).
fn hash(chars: &[u32; SHINGLE]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in chars {
        hash = (hash ^ u64::from(*c)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// A letter or digit in its narrow, small form.
fn folded(c: char) -> Option<char> {
    let narrow = match c {
        '\u{4E00}'..='\u{9FFF}' => return Some(c),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    narrow
        .is_alphanumeric()
        .then(|| narrow.to_ascii_lowercase())
}

#[cfg(test)]
#[path = "article_tests.rs"]
mod tests;
