//! Articles that stand twice, in one document or in two. The others that an article may repeat are
//! looked up by its marks, a few for each, so that the work grows with the number of articles and not
//! with its square.

use super::article::Article;
use super::toc::SectionNumber;

/// How many articles are compared with one for each of its marks: the first that have it.
pub const MOST_OF_MARK: usize = 16;

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

/// Which of a document's articles, in the order of [`super::ArticleReader::finish`], repeat an
/// article before it in the same document, or one of other documents: `elsewhere` gives those that
/// share a mark with an article, in order. Of the parts of an article that repeats, those alone are
/// named that repeat something in the same document, and it does not.
pub fn repeats<T, E>(
    articles: &[Article],
    mut elsewhere: impl FnMut(&Article) -> Result<Vec<(T, Article)>, E>,
) -> Result<Vec<Repeat<T>>, E> {
    let index = Index::of(articles);
    let mut found: Vec<Repeat<T>> = Vec::new();
    // The named articles around this one: where each ends, and whether it repeats one of the same
    // document.
    let mut named: Vec<(usize, bool)> = Vec::new();
    for (position, article) in articles.iter().enumerate() {
        while named.pop_if(|(end, _)| *end < article.end).is_some() {}
        if named.iter().any(|(_, here)| *here) {
            continue;
        }
        let mut best = None;
        for other in index.candidates(articles, position) {
            keep_better(&mut best, article, None, other);
        }
        let is_same = best.as_ref().is_some_and(|best| best.alike >= 1.0);
        if named.is_empty() && !is_same {
            for (document, other) in elsewhere(article)? {
                keep_better(&mut best, article, Some(document), &other);
            }
        }
        if let Some(repeat) = best {
            named.push((article.end, repeat.other.is_none()));
            found.push(repeat);
        }
    }
    Ok(found)
}

/// Keeps the other article if it has more in common with this one than what was found before.
fn keep_better<T>(
    best: &mut Option<Repeat<T>>,
    article: &Article,
    document: Option<T>,
    other: &Article,
) {
    let before = best.as_ref().map_or(0.0, |best| best.alike);
    if let Some(alike) = article.alike(other).filter(|alike| *alike > before) {
        *best = Some(Repeat {
            start: article.start,
            other: document,
            other_start: other.start,
            alike,
        });
    }
}

/// The articles of a document by their marks.
struct Index {
    /// Marks and positions, in order.
    marks: Vec<(u64, u32)>,
}

impl Index {
    fn of(articles: &[Article]) -> Self {
        let mut marks: Vec<(u64, u32)> = (0..)
            .zip(articles)
            .flat_map(|(position, article)| article.marks().map(move |mark| (mark, position)))
            .collect();
        marks.sort_unstable();
        Self { marks }
    }

    /// The articles before the one at `position` that share a mark with it, in order: at most
    /// [`MOST_OF_MARK`] for each mark, and the first that is the very same alone, if there is one.
    fn candidates<'a>(&self, articles: &'a [Article], position: usize) -> Vec<&'a Article> {
        let Some(article) = articles.get(position) else {
            return Vec::new();
        };
        let mut positions: Vec<u32> = Vec::new();
        for mark in article.marks() {
            let from = self.marks.partition_point(|(other, _)| *other < mark);
            let of_mark = self.marks.iter().skip(from);
            let before = of_mark
                .take_while(|(other, at)| *other == mark && (*at as usize) < position)
                .map(|(_, at)| *at);
            // What holds the article comes before it, too, and is not what it repeats.
            let apart = |at: &u32| {
                let other = articles.get(*at as usize);
                other.is_some_and(|other| other.end <= article.start)
            };
            let first = positions.len();
            positions.extend(before.filter(apart).take(MOST_OF_MARK));
            let same = |at: &&u32| {
                let other = articles.get(**at as usize);
                other.is_some_and(|other| article.is_same(other))
            };
            let found = positions.iter().skip(first).find(same);
            if let Some(other) = found.and_then(|at| articles.get(*at as usize)) {
                return vec![other];
            }
        }
        positions.sort_unstable();
        positions.dedup();
        let articles = positions.iter().filter_map(|at| articles.get(*at as usize));
        articles.collect()
    }
}

/// A repeated article as people are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Where it starts, in bytes of the document.
    pub start: usize,
    /// Its number; none for the whole document.
    pub number: Option<SectionNumber>,
    /// What it repeats.
    pub of: RepeatOf,
    /// Whether it is the very same text.
    pub exact: bool,
}

/// What an article repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepeatOf {
    /// The section of this number in the same document.
    Section(SectionNumber),
    /// Another document of this title, or a section of it.
    Document(String),
}

#[cfg(test)]
#[path = "repeat_tests.rs"]
mod tests;
