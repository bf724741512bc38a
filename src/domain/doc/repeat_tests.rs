use super::*;
use crate::domain::doc::DocumentBuilder;

/// Text without repetitions, of this many characters.
fn text(seed: u32, count: u32) -> String {
    let han = |n: u32| {
        let mixed = hash([char::from_u32(n + 32).unwrap()].iter()) % 0x5000;
        char::from_u32(0x4e00 + mixed as u32).unwrap()
    };
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

fn found(parts: &[(u8, String)]) -> Vec<(usize, usize, bool)> {
    let articles = articles(parts);
    repeats::<()>(&articles, &[])
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
    let found = repeats(&whole, &others);
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
    let found = repeats(&copy, &others);
    let here: Vec<bool> = found.iter().map(|r| r.other.is_none()).collect();
    assert_eq!(here, [false, true]);
}

#[test]
fn short_sections_are_left_alone() {
    let short = || (0, text(6, 100));
    let parts = [(1, "甲".to_owned()), short(), (1, "乙".to_owned()), short()];
    assert_eq!(found(&parts), []);
}
