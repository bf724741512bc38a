//! Which item of a list is meant by what was typed.
//!
//! First the wordings in which an item is said rightly (`wording`), then a slip (`near`), at last a
//! part of one item or more than one item. What fits several items names none of them.

use super::fold::{Folder, Folding};
use super::letter::{Letter, found_in};
use super::near::distance;
use super::numbering::without_number;
use super::wording::{Wording, without_sort};
use std::cell::OnceCell;

/// What typed words come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// They are this item.
    Item {
        /// Which.
        index: usize,
        /// Whether it was said rightly; if not, there is a slip, or a part left out or put in.
        exact: bool,
    },
    /// They are too little of an item, or of several, to say which.
    Part,
    /// They are none.
    None,
}

impl Named {
    /// The item that they are.
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Item { index, .. } => Some(index),
            Self::Part | Self::None => None,
        }
    }
}

/// The items of a list, known by their wordings.
pub(super) struct Items<'f> {
    folder: &'f Folder,
    texts: &'f [String],
    all: Vec<Wording>,
    /// The same with all numbers in Arabic figures.
    in_figures: OnceCell<Vec<Wording>>,
    figures: Figures,
}

impl<'f> Items<'f> {
    /// Known by their letters as these are folded.
    pub(super) fn new(items: &'f [String], folder: &'f Folder) -> Self {
        Self {
            all: Wording::of_list(items, folder),
            in_figures: OnceCell::new(),
            figures: Figures::default(),
            texts: items,
            folder,
        }
    }

    fn in_figures(&self) -> &[Wording] {
        self.in_figures.get_or_init(|| {
            let items = self.texts.iter().map(|item| self.figures.of(item));
            Wording::of_list(&items.collect::<Vec<_>>(), self.folder)
        })
    }

    /// Which item was said, as it is or with a slip.
    pub(super) fn said(&self, typed: &str) -> Named {
        self.judged(typed, |typed, all| {
            rightly(typed, all).or_else(|| nearly(typed, all))
        })
    }

    /// Which item was said, as it is, with a slip, in part, or with more beside it.
    pub(super) fn meant(&self, typed: &str) -> Named {
        self.judged(typed, |typed, all| {
            rightly(typed, all)
                .or_else(|| nearly(typed, all))
                .or_else(|| in_part(typed, all))
        })
    }

    /// As a rule judges what was typed, then the same without a number before it, then with its
    /// numbers in Arabic figures, which is a slip where numbers are not folded.
    fn judged(&self, typed: &str, rule: impl Fn(&Wording, &[Wording]) -> Option<Named>) -> Named {
        let plain = without_number(typed);
        let mut named = self.ruled(typed, &self.all, &rule);
        if named.index().is_none() && plain != typed {
            named = self.ruled(plain, &self.all, &rule);
        }
        let written = self.figures.of(plain);
        if named.index().is_some() || !written.contains(char::is_numeric) {
            return named;
        }
        match self.ruled(&written, self.in_figures(), &rule) {
            Named::Item { index, .. } => Named::Item {
                index,
                exact: false,
            },
            _ => named,
        }
    }

    fn ruled(
        &self,
        typed: &str,
        all: &[Wording],
        rule: impl Fn(&Wording, &[Wording]) -> Option<Named>,
    ) -> Named {
        let wording = Wording::new(typed, self.folder);
        let said = Some(wording).filter(|wording| !wording.whole.is_empty());
        said.and_then(|wording| rule(&wording, all))
            .unwrap_or(Named::None)
    }
}

/// Writes numbers in Arabic figures.
struct Figures(Folder);

impl Default for Figures {
    fn default() -> Self {
        Self(Folder::new(Folding {
            scripts: false,
            numbers: true,
        }))
    }
}

impl Figures {
    fn of(&self, text: &str) -> String {
        let mut written = String::new();
        let mut done = 0;
        for unit in self.0.units(text) {
            written += text.get(done..unit.range.start).unwrap_or_default();
            written += &unit.folded;
            done = unit.range.end;
        }
        written + text.get(done..).unwrap_or_default()
    }
}

/// The one item that fits; a part where several do, nothing where none does.
fn only<'w>(all: &'w [Wording], exact: bool, fits: impl Fn(&'w Wording) -> bool) -> Option<Named> {
    let mut fitting = all.iter().enumerate().filter(|(_, item)| fits(item));
    let (index, _) = fitting.next()?;
    Some(match fitting.next() {
        Some(_) => Named::Part,
        None => Named::Item { index, exact },
    })
}

/// The item that is said rightly, word for word or in other words.
fn rightly(typed: &Wording, all: &[Wording]) -> Option<Named> {
    let letters = typed.whole.as_slice();
    let whole = all.iter().position(|item| item.whole == typed.whole);
    let sortless = without_sort(letters);
    let forms = [Some(letters), sortless];
    let said = |item: &Wording| {
        forms
            .iter()
            .flatten()
            .any(|said| item.is_but_for_ends(said))
    };
    let in_other_words = |item: &Wording| {
        said(item)
            || item.asides.contains(&typed.whole)
            || item.is_turned(typed)
            || (item.short == typed.short && typed.says_asides_alone())
            || without_sort(&item.short) == Some(letters)
    };
    whole
        .map(|index| Named::Item { index, exact: true })
        .or_else(|| only(all, true, |item| item.short == typed.whole))
        .or_else(|| only(all, true, in_other_words))
}

/// The item that is said with a slip: the nearest, if it is nearer than all others.
fn nearly(typed: &Wording, all: &[Wording]) -> Option<Named> {
    let near = |item: &Wording| {
        let (sortless, core) = (without_sort(&item.short), item.core());
        let counted = without_sort(core).unwrap_or(core).len();
        let shared = item.short.len() - core.len();
        let without_end = item.short.get(..item.core.end).unwrap_or_default();
        let without_beginning = item.short.get(item.core.start..).unwrap_or_default();
        let short = [Some(item.short.as_slice()), sortless, Some(core)];
        let short = short.into_iter().flatten();
        let short = short.chain([without_end, without_beginning]);
        let asides = item
            .asides
            .iter()
            .map(|aside| (aside.as_slice(), aside.len()));
        let whole = (item.whole.as_slice(), item.whole.len() - shared);
        let wordings = short
            .map(|short| (short, counted))
            .chain([whole])
            .chain(asides);
        let forms = [Some(typed.whole.as_slice()), without_sort(&typed.whole)];
        let distances = wordings.flat_map(|(wording, counted)| {
            let distance = move |form: &[Letter]| distance(wording, counted, form);
            forms.into_iter().flatten().filter_map(distance)
        });
        distances.min()
    };
    let indexed = all.iter().enumerate();
    let mut found: Vec<(u32, usize)> = indexed
        .filter_map(|(index, item)| Some((near(item)?, index)))
        .collect();
    found.sort_unstable();
    match found.as_slice() {
        [(nearest, _), (next, _), ..] if nearest == next => None,
        [(_, index), ..] => Some(Named::Item {
            index: *index,
            exact: false,
        }),
        [] => None,
    }
}

/// The item of which a part is said that can be nothing else, or which is said with more beside it.
fn in_part(typed: &Wording, all: &[Wording]) -> Option<Named> {
    let letters = typed.whole.as_slice();
    only(all, false, |item| says_a_clause(item, letters))
        .or_else(|| only(all, false, |item| is_said_with_more(item, letters, all)))
        .or_else(|| only(all, false, |item| says_most(item, letters)))
        .or_else(|| {
            let is_part = |item: &Wording| {
                found_in(letters, &item.whole).is_some() || skips_some(&item.whole, letters)
            };
            all.iter().any(is_part).then_some(Named::Part)
        })
}

/// Whether half of the item or more is said, in its order, with some left out between.
fn skips_some(item: &[Letter], said: &[Letter]) -> bool {
    let mut to_say = said.iter().peekable();
    // Without a figure or a negation it is another thing, and not less of this one.
    let harmless = item.iter().all(|letter| {
        to_say.next_if_eq(&letter).is_some() || !(letter.is_figure() || letter.denies())
    });
    harmless && to_say.next().is_none() && said.len() > 1 && 2 * said.len() >= item.len()
}

/// Whether one clause of several is said, and that is no trifle of the item.
fn says_a_clause(item: &Wording, said: &[Letter]) -> bool {
    const LONG: usize = 4;
    const OF: usize = 4;
    let share = said.len() > 1 && said.len() * OF >= item.short.len();
    let enough = share || said.len() >= LONG;
    enough && item.clauses.len() > 1 && item.clauses.iter().any(|clause| clause == said)
}

/// Whether all of the item stands in what was said, and not as the lesser part of other words: 工业
/// is not meant by 工业控制软件, nor by 非工业.
fn is_said_with_more(item: &Wording, said: &[Letter], all: &[Wording]) -> bool {
    const LONG: usize = 4;
    let short = item.short.as_slice();
    let Some(at) = found_in(short, said).filter(|_| short.len() > 1) else {
        return false;
    };
    let enough = 2 * short.len() > said.len() || short.len() >= LONG;
    let mut beside = said
        .iter()
        .take(at)
        .chain(said.iter().skip(at + short.len()));
    let of_another = |other: &Wording| {
        other.short.len() > short.len()
            && found_in(short, &other.short).is_some()
            && found_in(&other.short, said).is_some()
    };
    enough && !beside.any(Letter::denies) && !all.iter().any(of_another)
}

/// Whether most of the item is said, in one piece, and nothing is left out that would tell it from
/// something else.
fn says_most(item: &Wording, said: &[Letter]) -> bool {
    let short = item.short.as_slice();
    let Some(at) = found_in(said, short).filter(|_| said.len() > 1) else {
        return false;
    };
    let mut left = short
        .iter()
        .take(at)
        .chain(short.iter().skip(at + said.len()));
    5 * said.len() >= 3 * short.len() && !left.any(Letter::tells)
}
