//! Articles that stand twice, in one document or in two. Only letters and digits count, whatever
//! their width and case; what two articles have in common is the share of the runs of eight
//! characters that both have (shingles, Broder 1997), estimated from the runs whose hashes are the
//! smallest.

use super::block::{Block, BlockKind};
use std::collections::{BTreeSet, VecDeque};

/// Characters of a shingle.
const SHINGLE: usize = 8;
/// Hashes that are kept of an article. With these an estimate of 0.9 is right to about 0.013.
const KEPT: usize = 512;
/// Shingles of the shortest article that is looked at.
const SHORTEST: usize = 200;
/// From here on two articles are nearly the same.
const NEARLY: f64 = 0.9;

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
    /// The smallest hashes of its shingles, in order.
    pub sketch: Vec<u64>,
}

impl Article {
    /// How much two articles have in common: 1 for the very same text.
    pub fn alike(&self, other: &Self) -> f64 {
        if (self.shingles, self.digest) == (other.shingles, other.digest) {
            return 1.0;
        }
        let mine: BTreeSet<u64> = self.sketch.iter().copied().collect();
        let theirs: BTreeSet<u64> = other.sketch.iter().copied().collect();
        let smallest = mine.union(&theirs).take(KEPT);
        let (mut all, mut both) = (0_u32, 0_u32);
        for hash in smallest {
            all += 1;
            both += u32::from(mine.contains(hash) && theirs.contains(hash));
        }
        // What is nearly all the same differs in something.
        (f64::from(both) / f64::from(all.max(1))).min(0.999)
    }

    /// How many shingles an article can have that has much in common with this one.
    pub fn similar_sizes(&self) -> (usize, usize) {
        let size = self.shingles as f64;
        (
            (size * NEARLY * NEARLY) as usize,
            (size / NEARLY / NEARLY) as usize + 1,
        )
    }

    fn holds(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Reads the blocks of a document and tells its articles.
#[derive(Debug)]
pub struct ArticleReader {
    open: Vec<Open>,
    articles: Vec<Article>,
    end: usize,
}

/// A section that is being read.
#[derive(Debug)]
struct Open {
    level: u8,
    start: usize,
    shingles: usize,
    digest: u64,
    sketch: BTreeSet<u64>,
    last: VecDeque<char>,
}

impl Default for ArticleReader {
    fn default() -> Self {
        Self {
            open: vec![Open::new(0, 0)],
            articles: Vec::new(),
            end: 0,
        }
    }
}

impl ArticleReader {
    /// Reads the next block.
    pub fn read(&mut self, block: &Block) {
        if let (BlockKind::Heading(level), false) = (block.kind, block.continued) {
            self.close(level);
            self.open.push(Open::new(level, block.start));
        } else {
            // A heading may be numbered anew: it does not count.
            for c in block.text.chars().filter_map(folded) {
                for open in &mut self.open {
                    open.read(c);
                }
            }
        }
        self.end = block.end();
    }

    /// The articles that are long enough, those that hold others before these.
    pub fn finish(mut self) -> Vec<Article> {
        self.close(0);
        self.articles
            .sort_by_key(|article| (article.start, std::cmp::Reverse(article.end)));
        self.articles
    }

    /// Closes the sections of this level and the levels below it.
    fn close(&mut self, level: u8) {
        while let Some(open) = self.open.pop_if(|open| open.level >= level) {
            if open.shingles >= SHORTEST {
                self.articles.push(Article {
                    start: open.start,
                    end: self.end,
                    shingles: open.shingles,
                    digest: open.digest,
                    sketch: open.sketch.into_iter().collect(),
                });
            }
        }
    }
}

impl Open {
    fn new(level: u8, start: usize) -> Self {
        Self {
            level,
            start,
            shingles: 0,
            digest: 0,
            sketch: BTreeSet::new(),
            last: VecDeque::with_capacity(SHINGLE),
        }
    }

    fn read(&mut self, c: char) {
        if self.last.len() == SHINGLE {
            self.last.pop_front();
        }
        self.last.push_back(c);
        if self.last.len() < SHINGLE {
            return;
        }
        let hash = hash(self.last.iter());
        self.shingles += 1;
        self.digest = self.digest.wrapping_add(hash.rotate_left(32));
        let full = self.sketch.len() >= KEPT;
        if full && self.sketch.last().is_some_and(|largest| hash >= *largest) {
            return;
        }
        if self.sketch.insert(hash) && full {
            self.sketch.pop_last();
        }
    }
}

/// FNV-1a over code points, its bits mixed at the end (the finaliser of `SplitMix64`).
fn hash<'c>(chars: impl Iterator<Item = &'c char>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in chars {
        hash = (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// A letter or digit in its narrow, small form.
fn folded(c: char) -> Option<char> {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    narrow
        .is_alphanumeric()
        .then(|| narrow.to_ascii_lowercase())
}

/// An article of a document and the one that it repeats, which may be another document's.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat<T> {
    /// Where the article starts.
    pub start: usize,
    /// The document of the other one; none if it is in the same document.
    pub other: Option<T>,
    /// Where that one starts.
    pub other_start: usize,
    /// How much they have in common.
    pub alike: f64,
}

/// Which of a document's articles repeat an article before it in the same document, or one of
/// other documents. Of the parts of an article that repeats, those alone are named that repeat
/// something in the same document, and it does not.
pub fn repeats<T: Clone>(articles: &[Article], others: &[(T, Article)]) -> Vec<Repeat<T>> {
    let mut found: Vec<Repeat<T>> = Vec::new();
    // The articles that were named, and whether for one of the same document.
    let mut named: Vec<(&Article, bool)> = Vec::new();
    for (index, article) in articles.iter().enumerate() {
        let outer = || named.iter().filter(|(outer, _)| outer.holds(article));
        if outer().any(|(_, here)| *here) {
            continue;
        }
        let is_part = outer().next().is_some();
        let before = articles.get(..index).unwrap_or_default().iter();
        let here = before
            .filter(|other| other.end <= article.start && is_near(article, other))
            .map(|other| (None, other));
        let elsewhere = others
            .iter()
            .filter(|(_, other)| !is_part && is_near(article, other))
            .map(|(document, other)| (Some(document), other));
        let rated = here.chain(elsewhere).map(|(document, other)| Repeat {
            start: article.start,
            other: document.cloned(),
            other_start: other.start,
            alike: article.alike(other),
        });
        // The first of those that are equally alike.
        let best = rated
            .filter(|repeat| repeat.alike >= NEARLY)
            .reduce(
                |best, next| {
                    if next.alike > best.alike { next } else { best }
                },
            );
        if let Some(repeat) = best {
            named.push((article, repeat.other.is_none()));
            found.push(repeat);
        }
    }
    found
}

fn is_near(article: &Article, other: &Article) -> bool {
    let (least, most) = article.similar_sizes();
    (least..=most).contains(&other.shingles)
}

/// A repeated article as people are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Where it starts, in bytes of the document.
    pub start: usize,
    /// Which of the sections of its level it is, from 1; 0 for the whole document.
    pub number: usize,
    /// What it repeats.
    pub of: RepeatOf,
    /// Whether it is the very same text.
    pub exact: bool,
}

/// What an article repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepeatOf {
    /// The section of this number in the same document.
    Section(usize),
    /// Another document of this title, or a section of it.
    Document(String),
}

#[cfg(test)]
#[path = "repeat_tests.rs"]
mod tests;
