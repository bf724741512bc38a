use super::*;
use crate::domain::doc::{ArticleReader, BlockKind, DocumentBuilder};
use std::convert::Infallible;

/// `SplitMix64`.
fn random(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Text without repetitions, of this many characters.
fn text(seed: u32, count: u32) -> String {
    let han = |n: u32| char::from_u32(0x4e00 + (random(u64::from(n)) % 0x5000) as u32).unwrap();
    let sentence = |n: u32| {
        if n % 20 == 19 {
            '。'
        } else {
            han(seed * 5000 + n)
        }
    };
    (0..count).map(sentence).collect()
}

fn articles(parts: &[(u8, String)]) -> Vec<Article> {
    let mut builder = DocumentBuilder::new();
    let mut reader = ArticleReader::default();
    for (level, text) in parts {
        let kind = match level {
            0 => BlockKind::Paragraph,
            level => BlockKind::Heading(*level),
        };
        for block in builder.text(kind, text) {
            reader.read(&block);
        }
    }
    reader.finish()
}

fn in_itself(articles: &[Article]) -> Vec<Repeat<()>> {
    among(articles, &[])
}

/// What articles repeat, all of the others being candidates.
fn among<T: Clone>(articles: &[Article], others: &[(T, Article)]) -> Vec<Repeat<T>> {
    repeats(articles, |_| Ok::<_, Infallible>(others.to_vec())).unwrap()
}

fn found(parts: &[(u8, String)]) -> Vec<(usize, usize, bool)> {
    let articles = articles(parts);
    in_itself(&articles)
        .iter()
        .map(|r| (r.start, r.other_start, r.alike >= 1.0))
        .collect()
}

#[test]
fn the_same_and_nearly_the_same_are_told_apart() {
    let one = text(1, 2000);
    // White space, width and punctuation do not count.
    let same: String = one
        .chars()
        .flat_map(|c| [c, if c == '。' { ' ' } else { '，' }])
        .collect();
    let near = text(9, 40) + &one;
    let head = |n: usize| (2, format!("第{n}篇"));
    let parts = [
        (1, "汇编".to_owned()),
        head(1),
        (0, one.clone()),
        head(2),
        (0, text(2, 2000)),
        head(3),
        (0, same),
        head(4),
        (0, near),
        head(5),
        (0, text(3, 1000) + &one),
    ];
    let found = found(&parts);
    let exact: Vec<bool> = found.iter().map(|(_, _, exact)| *exact).collect();
    assert_eq!(exact, [true, false]);
    assert!(found.iter().all(|(_, other, _)| *other == found[0].1));
}

#[test]
fn parts_of_what_repeats_are_not_named_again() {
    let chapter = |title: &str| {
        vec![
            (1, title.to_owned()),
            (2, "一".to_owned()),
            (0, text(1, 600)),
            (2, "二".to_owned()),
            (0, text(2, 600)),
        ]
    };
    let parts = [chapter("上"), chapter("下")].concat();
    assert_eq!(found(&parts).len(), 1);
}

#[test]
fn a_document_repeats_an_article_of_another() {
    let whole = articles(&[(0, text(4, 900))]);
    let others: Vec<(&str, Article)> = articles(&[
        (1, "甲".to_owned()),
        (0, text(5, 900)),
        (1, "乙".to_owned()),
        (0, text(4, 900)),
    ])
    .into_iter()
    .map(|article| ("other", article))
    .collect();
    let found = among(&whole, &others);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].start, found[0].other), (0, Some("other")));
    assert!((found[0].alike - 1.0).abs() < f64::EPSILON && found[0].other_start > 0);
}

#[test]
fn what_repeats_within_a_copy_of_a_document_is_named_too() {
    let parts = [
        (1, "汇编".to_owned()),
        (2, "甲".to_owned()),
        (0, text(1, 600)),
        (2, "乙".to_owned()),
        (0, text(1, 600)),
    ];
    let copy = articles(&parts);
    let others: Vec<((), Article)> = copy.iter().map(|a| ((), a.clone())).collect();
    let found = among(&copy, &others);
    let here: Vec<bool> = found.iter().map(|r| r.other.is_none()).collect();
    assert_eq!(here, [false, true]);
}

#[test]
fn short_sections_are_left_alone() {
    let short = || (0, text(6, 100));
    let parts = [(1, "甲".to_owned()), short(), (1, "乙".to_owned()), short()];
    assert_eq!(found(&parts), []);
}

/// All pairs of articles, one after the other: what the index must find as well.
fn by_brute_force<T: Clone>(articles: &[Article], others: &[(T, Article)]) -> Vec<Repeat<T>> {
    let holds = |a: &Article, b: &Article| a.start <= b.start && b.end <= a.end;
    let mut named: Vec<(&Article, Repeat<T>)> = Vec::new();
    for (position, article) in articles.iter().enumerate() {
        let around = || named.iter().filter(|(outer, _)| holds(outer, article));
        if around().any(|(_, repeat)| repeat.other.is_none()) {
            continue;
        }
        let before = articles[..position].iter();
        let mut pairs: Vec<(Option<T>, &Article)> = before
            .filter(|other| other.end <= article.start)
            .map(|other| (None, other))
            .collect();
        if around().next().is_none() {
            pairs.extend(others.iter().map(|(t, other)| (Some(t.clone()), other)));
        }
        let mut best: Option<Repeat<T>> = None;
        for (other, pair) in pairs {
            if let Some(alike) = article.alike(pair)
                && best.as_ref().is_none_or(|best| alike > best.alike)
            {
                best = Some(Repeat {
                    start: article.start,
                    other,
                    other_start: pair.start,
                    alike,
                });
            }
        }
        named.extend(best.map(|best| (article, best)));
    }
    named.into_iter().map(|(_, repeat)| repeat).collect()
}

/// A document of sections at three levels, many of them again and again, some with other words.
fn compilation(seed: u64) -> Vec<Article> {
    let of = |n: u64, most: u64| random(seed * 1000 + n) % most;
    let parts: Vec<(u8, String)> = (0..24)
        .flat_map(|n| {
            let mut body = text(of(n * 10, 5) as u32, 300 + 150 * of(n * 10 + 1, 4) as u32);
            if of(n * 10 + 2, 3) == 0 {
                // From the very same to hardly alike.
                let other = text(50 + n as u32, of(n * 10 + 3, 90) as u32);
                body.insert_str(body.char_indices().nth(150).unwrap().0, &other);
            }
            [(1 + of(n * 10 + 4, 3) as u8, format!("第{n}篇")), (0, body)]
        })
        .collect();
    articles(&parts)
}

#[test]
fn the_index_finds_what_a_comparison_of_all_pairs_finds() {
    let (mut same, mut near, mut elsewhere) = (0, 0, 0);
    for seed in 0..60 {
        let (first, second) = (compilation(2 * seed), compilation(2 * seed + 1));
        let others: Vec<(u64, Article)> = first.iter().map(|a| (seed, a.clone())).collect();
        let found = in_itself(&first);
        assert_eq!(found, by_brute_force(&first, &[]), "seed {seed}");
        let sharing = |article: &Article| {
            let marks: Vec<u64> = article.marks().collect();
            let shares = |(_, other): &&(u64, Article)| other.marks().any(|m| marks.contains(&m));
            Ok::<_, Infallible>(others.iter().filter(shares).cloned().collect::<Vec<_>>())
        };
        let crossed = repeats(&second, sharing).unwrap();
        assert_eq!(crossed, by_brute_force(&second, &others), "seed {seed}");
        same += found.iter().filter(|r| r.alike >= 1.0).count();
        near += found.iter().filter(|r| r.alike < 1.0).count();
        elsewhere += crossed.iter().filter(|r| r.other.is_some()).count();
    }
    assert!(
        same > 100 && near > 20 && elsewhere > 100,
        "{same} {near} {elsewhere}"
    );
}

#[test]
fn few_are_compared_however_many_are_alike() {
    let near_twins: Vec<(u8, String)> = (0..400)
        .flat_map(|n| {
            let body = text(1, 400) + &text(100 + n, 12);
            [(1, n.to_string()), (0, body)]
        })
        .collect();
    let articles = articles(&near_twins);
    let index = Index::of(&articles);
    let most = (0..articles.len()).map(|n| index.candidates(&articles, n).len());
    let marks = articles.iter().map(|a| a.marks().count()).max().unwrap();
    assert!(most.max().unwrap() <= marks * MOST_OF_MARK);
    // All of them repeat the first.
    assert_eq!(in_itself(&articles).len(), 399);
}
