use super::*;
use crate::domain::doc::DocumentBuilder;
use std::collections::{BTreeSet, VecDeque};

/// Sections of these levels, with characters without repetitions.
fn sections(levels: &[u8], characters: u32) -> Vec<Block> {
    let mut builder = DocumentBuilder::new();
    let mut next = 0;
    let mut blocks = Vec::new();
    for level in levels {
        blocks.extend(builder.text(BlockKind::Heading(*level), "章，Ａ节"));
        let text: String = (0..characters)
            .map(|_| {
                next += 1;
                char::from_u32(0x4e00 + next * 7919 % 0x5000).unwrap()
            })
            .collect();
        blocks.extend(builder.text(BlockKind::Paragraph, &text));
    }
    blocks
}

fn read(blocks: &[Block], mut reader: ArticleReader) -> Vec<Article> {
    for block in blocks {
        reader.read(block);
    }
    reader.finish()
}

/// The articles, each read by itself from its own blocks.
fn one_by_one(blocks: &[Block]) -> Vec<Article> {
    let heading = |block: &Block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let of = |from: usize, to: usize| {
        let (mut window, mut all, mut digest) = (VecDeque::new(), Vec::new(), 0_u64);
        let text = blocks[from..to].iter().filter(|b| heading(b).is_none());
        for c in text.flat_map(|b| b.text.chars()).filter_map(folded) {
            window.push_back(u32::from(c));
            if window.len() > SHINGLE {
                window.pop_front();
            }
            if window.len() == SHINGLE {
                let own: Vec<u32> = window.iter().copied().collect();
                all.push(hash(&own.try_into().unwrap()));
                digest = digest.wrapping_add(all.last().unwrap().rotate_left(32));
            }
        }
        let smallest: BTreeSet<u64> = all.iter().copied().collect();
        Article {
            start: blocks[from].start,
            end: blocks[to - 1].end(),
            shingles: all.len(),
            digest,
            sketch: smallest.into_iter().take(KEPT).collect(),
        }
    };
    let mut found = vec![of(0, blocks.len())];
    for (from, block) in blocks.iter().enumerate() {
        let Some(level) = heading(block) else {
            continue;
        };
        let ends = |b: &Block| heading(b).is_some_and(|other| other <= level);
        let to = (from + 1..blocks.len()).find(|to| ends(&blocks[*to]));
        found.push(of(from, to.unwrap_or(blocks.len())));
    }
    found.retain(|article| article.shingles >= SHORTEST);
    found.sort_by_key(|article| (article.start, Reverse(article.end)));
    found
}

#[test]
fn sections_in_sections_are_read_as_if_each_were_read_alone() {
    for characters in [3, 7, 90, 700] {
        let blocks = sections(&[1, 2, 3, 3, 2, 2, 3, 1, 1, 4, 2], characters);
        let found = read(&blocks, ArticleReader::default());
        assert!(characters < 90 || found.len() >= 3);
        assert_eq!(found, one_by_one(&blocks));
    }
}

#[test]
fn what_is_kept_of_many_articles_stays_small() {
    let blocks = sections(&[2; 90], 800);
    let all = read(&blocks, ArticleReader::default());
    for most in [90 * 400, 90 * 70, 90 * 20] {
        let some = read(&blocks, ArticleReader::with_room(most));
        assert!(some.iter().map(|a| a.sketch.len()).sum::<usize>() <= most);
        assert_eq!(some.len(), all.len());
        let mut with_sketch = 0;
        for (less, more) in some.iter().zip(&all) {
            assert_eq!((less.digest, less.shingles), (more.digest, more.shingles));
            assert!(more.sketch.starts_with(&less.sketch));
            with_sketch += usize::from(!less.sketch.is_empty());
            assert!(less.sketch.is_empty() || less.sketch.len() >= LEAST_KEPT);
        }
        assert!(with_sketch > 0);
    }
}

/// Two articles of these hashes.
fn pair(mine: &[u64], theirs: &[u64]) -> [Article; 2] {
    [mine, theirs].map(|hashes| Article {
        start: 0,
        end: 1,
        shingles: 1000,
        digest: hashes.iter().sum(),
        sketch: hashes.to_vec(),
    })
}

#[test]
fn what_articles_have_in_common_is_the_share_of_their_smallest_hashes() {
    let all: Vec<u64> = (0..512).map(|n| n * 10).collect();
    for missing in [1_usize, 20, 25, 27, 60] {
        let mut other = all.clone();
        other
            .iter_mut()
            .step_by(7)
            .take(missing)
            .for_each(|hash| *hash += 1);
        let (mine, theirs): (BTreeSet<u64>, BTreeSet<u64>) = (
            all.iter().copied().collect(),
            other.iter().copied().collect(),
        );
        let smallest: Vec<u64> = mine.union(&theirs).copied().take(512).collect();
        let both = smallest
            .iter()
            .filter(|h| mine.contains(h) && theirs.contains(h));
        let share = both.count() as f64 / 512.0;
        let [a, b] = pair(&all, &other);
        assert_eq!(
            a.alike(&b),
            Some(share).filter(|share| *share >= NEARLY),
            "{missing}"
        );
        assert_eq!(a.alike(&b), b.alike(&a));
    }
    let [a, b] = pair(&all, &all[..64]);
    assert_eq!(a.alike(&b), Some(0.999));
    let [a, b] = pair(&[], &[1]);
    assert_eq!(a.alike(&b), None);
}
