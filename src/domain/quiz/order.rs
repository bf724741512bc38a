//! Which of the items that were named came out of their order.

/// The items that came out of order: all but a longest run of them that is in order. `named` are the
/// places of the items in the list, in the order in which they were named; the answer is too.
pub fn out_of_order(named: &[usize]) -> Vec<usize> {
    // For each item the length of the longest rise that ends with it, and the item before it there.
    let mut rises: Vec<(usize, Option<usize>)> = Vec::with_capacity(named.len());
    for (at, place) in named.iter().enumerate() {
        let before = named.iter().zip(&rises).enumerate().take(at);
        let below = before.filter(|(_, (other, _))| *other < place);
        let longest = below.max_by_key(|(at, (_, (length, _)))| (*length, std::cmp::Reverse(*at)));
        let (length, from) = longest.map_or((0, None), |(at, (_, rise))| (rise.0, Some(at)));
        rises.push((length + 1, from));
    }
    let mut kept = vec![false; named.len()];
    let ends = rises.iter().enumerate();
    let last = ends.max_by_key(|(at, (length, _))| (*length, std::cmp::Reverse(*at)));
    let mut next = last.map(|(at, _)| at);
    while let Some(at) = next {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
        next = rises.get(at).and_then(|(_, from)| *from);
    }
    let out = named.iter().zip(kept).filter(|(_, kept)| !kept);
    out.map(|(place, _)| *place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_items_that_are_out_of_order_are_told() {
        assert!(out_of_order(&[]).is_empty());
        assert!(out_of_order(&[0, 2, 5]).is_empty());
        assert_eq!(out_of_order(&[1, 2, 3, 0, 4]), [0_usize]);
        assert_eq!(out_of_order(&[4, 0, 1, 2]), [4_usize]);
        assert_eq!(out_of_order(&[3, 2, 1, 0]).len(), 3);
    }

    /// The most of them that rise, by all ways of leaving some out.
    fn longest_rise(named: &[usize]) -> usize {
        let rises = |kept: &Vec<usize>| kept.windows(2).all(|pair| pair[0] < pair[1]);
        let chosen = (0..1_u32 << named.len()).map(|mask| -> Vec<usize> {
            let chosen = named.iter().enumerate();
            let chosen = chosen.filter(|(at, _)| mask & (1 << at) != 0);
            chosen.map(|(_, place)| *place).collect()
        });
        chosen.filter(rises).map(|kept| kept.len()).max().unwrap()
    }

    proptest! {
        #[test]
        fn as_few_as_can_be_are_out_of_order_and_the_others_rise(
            named in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(), kept in 0_usize..9
        ) {
            let named = &named[..kept];
            let out = out_of_order(named);
            prop_assert_eq!(named.len() - out.len(), longest_rise(named));
            let rest: Vec<_> = named.iter().filter(|place| !out.contains(place)).collect();
            prop_assert!(rest.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
