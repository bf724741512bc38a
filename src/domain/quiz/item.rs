//! Naming the items of a list from memory.

use super::fold::Folder;
use super::judge::{Judgement, judge};

/// What a typed item comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// It is this item, as it stands or with a slip.
    Item {
        /// Which.
        index: usize,
        /// Whether it was word for word.
        exact: bool,
    },
    /// It is none.
    None,
}

/// Which of the items was meant. One slip in five characters is passed over; what an item says in
/// brackets need not be said.
pub fn named(items: &[String], typed: &str, folder: &Folder) -> Named {
    if folder.units(typed).is_empty() {
        return Named::None;
    }
    let near = |item: &str| -> Option<u32> {
        let judged = judge(item, typed, folder, &[]);
        is_near(&judged).then(|| judged.mistakes())
    };
    let whole_or_short = |item: &str| {
        let short = without_brackets(item);
        [item, &short].into_iter().filter_map(near).min()
    };
    let best = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((whole_or_short(item)?, index)))
        .min();
    best.map_or(Named::None, |(mistakes, index)| Named::Item {
        index,
        exact: mistakes == 0,
    })
}

fn is_near(judged: &Judgement) -> bool {
    const OF: u32 = 5;
    judged.wanted > 0 && judged.mistakes() * OF <= judged.wanted * 2
}

/// The item without what stands in brackets.
fn without_brackets(item: &str) -> String {
    let mut depth = 0_u32;
    let mut short = String::new();
    for c in item.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => short.push(c),
            _ => {}
        }
    }
    short
}

/// How many of the named items are out of order: all but the longest run that is in order.
pub fn out_of_order(order: &[usize]) -> usize {
    order.len() - longest_rise(order)
}

/// The length of the longest ascending subsequence.
fn longest_rise(order: &[usize]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for &index in order {
        let place = tails.partition_point(|tail| *tail < index);
        if let Some(tail) = tails.get_mut(place) {
            *tail = index;
        } else {
            tails.push(index);
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folding;
    use super::*;

    fn find(items: &[&str], typed: &str) -> Option<(usize, bool)> {
        let items: Vec<String> = items.iter().map(ToString::to_string).collect();
        match named(&items, typed, &Folder::new(Folding::default())) {
            Named::Item { index, exact } => Some((index, exact)),
            Named::None => None,
        }
    }

    #[test]
    fn an_item_is_known_by_its_words_a_slip_or_without_its_brackets() {
        let items = [
            "技术革命性突破",
            "传承与创新（新兴产业与传统产业）",
            "特征",
            "特点",
        ];
        assert_eq!(find(&items, "技术革命性突破。"), Some((0, true)));
        assert_eq!(find(&items, "技术革命型突破"), Some((0, false)));
        assert_eq!(find(&items, "传承与创新"), Some((1, true)));
        assert_eq!(find(&items, "特点"), Some((3, true)));
        assert_eq!(find(&items, "特色"), None);
        assert_eq!(find(&items, "，"), None);
        assert_eq!(find(&items, "技术突破"), None);
        assert_eq!(find(&items, "技术创新性突破"), None);
    }

    #[test]
    fn of_two_that_are_alike_the_one_that_was_typed_is_meant() {
        let items = ["东北老工业基地", "西北老工业基地"];
        assert_eq!(find(&items, "西北老工业基地"), Some((1, true)));
    }

    #[test]
    fn what_is_out_of_order_is_counted() {
        assert_eq!(out_of_order(&[]), 0);
        assert_eq!(out_of_order(&[0, 2, 5]), 0);
        assert_eq!(out_of_order(&[1, 0, 2]), 1);
        assert_eq!(out_of_order(&[3, 2, 1, 0]), 3);
    }
}
