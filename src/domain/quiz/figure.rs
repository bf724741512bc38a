//! Answers with figures in them: which are of the same kind and size, and others like them.

use super::amount::{Number, Sort};
use super::chance::Chance;
use std::cmp::Ordering;

/// An answer cut at its figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    /// The text around the figures, one piece more than there are figures.
    frame: Vec<String>,
    numbers: Vec<Number>,
}

impl Figures {
    /// The figures of an answer; none where they are not what it says: it has none, or many words
    /// around them.
    pub(super) fn of(answer: &str) -> Option<Self> {
        const WORDS: usize = 7;
        let mut rest = answer;
        let (mut frame, mut numbers) = (vec![String::new()], Vec::new());
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_digit() {
                let number = Number::at_start(rest)?;
                rest = rest.get(number.text.len()..).unwrap_or_default();
                numbers.push(number);
                frame.push(String::new());
            } else {
                frame.last_mut()?.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        let words: usize = frame.iter().map(|piece| piece.chars().count()).sum();
        (!numbers.is_empty() && words <= WORDS).then_some(Self { frame, numbers })
    }

    /// Whether both have the same words around their figures.
    pub(super) fn same_kind(&self, other: &Self) -> bool {
        self.frame == other.frame
    }

    /// How far apart the figures are at most: how many times the one is the other, 1 or more. Years
    /// and months are apart by their distance, days of a month not at all.
    pub(super) fn times(&self, other: &Self) -> f64 {
        let pairs = self.numbers.iter().zip(&other.numbers).enumerate();
        let times = pairs.map(|(index, (a, b))| {
            let (more, less) = (a.value.max(b.value), a.value.min(b.value));
            match self.sort(index) {
                // Four times is the most for a figure, three years for a year.
                Sort::Year => 1.0 + (more - less),
                Sort::Month => 1.0 + (more - less) / 12.0,
                Sort::Day => 1.0,
                Sort::Century | Sort::Decade | Sort::Amount => more / less.max(1e-9),
            }
        });
        times.fold(1.0, f64::max)
    }

    /// Whether no figure is more than four times the other, and no year more than three away.
    pub(super) fn same_size(&self, other: &Self) -> bool {
        self.times(other) <= 4.0
    }

    /// Whether both say the same, or one says it with more digits: 29.9% and 30%.
    pub(super) fn same_value(&self, other: &Self) -> bool {
        let mut pairs = self.numbers.iter().zip(&other.numbers);
        self.same_kind(other) && pairs.all(|(a, b)| a.same_value(b))
    }

    /// Whether its figures are about as round as those of the right answer.
    pub(super) fn is_as_round_as(&self, right: &Self) -> bool {
        let mut pairs = self.numbers.iter().zip(&right.numbers).enumerate();
        pairs.all(|(index, (number, right))| {
            let amount = self.sort(index) == Sort::Amount;
            !amount || number.is_as_round_as(right, self.unit(index))
        })
    }

    /// Whether it is less than another one of its kind: at the first figure that differs.
    pub(super) fn is_below(&self, other: &Self) -> bool {
        let values = |of: &Self| {
            of.numbers
                .iter()
                .map(|number| number.value)
                .collect::<Vec<_>>()
        };
        values(self) < values(other)
    }

    /// Those figures of a text that count the same as its one figure does.
    pub(super) fn alike_in(&self, text: &str) -> Vec<f64> {
        let [_] = self.numbers.as_slice() else {
            return Vec::new();
        };
        let unit = |text: &str| text.chars().next();
        let Some(counted) = unit(self.unit(0)).filter(|_| self.sort(0) == Sort::Amount) else {
            return Vec::new();
        };
        let mut alike = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let at = rest.get(start..).unwrap_or_default();
            let Some(number) = Number::at_start(at) else {
                break;
            };
            rest = at.get(number.text.len()..).unwrap_or_default();
            if unit(rest) == Some(counted) {
                alike.push(number.value);
            }
        }
        alike
    }

    /// On which side of a value its one figure lies.
    pub(super) fn side_of(&self, value: f64) -> Option<Ordering> {
        let [number] = self.numbers.as_slice() else {
            return None;
        };
        number.value.partial_cmp(&value)
    }

    /// The words behind a figure.
    fn unit(&self, index: usize) -> &str {
        self.frame.get(index + 1).map_or("", String::as_str)
    }

    /// The year that it says, if it says one.
    pub(super) fn year(&self) -> Option<u32> {
        let mut sorts = (0..self.numbers.len()).map(|index| self.sort(index));
        let index = sorts.position(|sort| sort == Sort::Year)?;
        self.numbers.get(index).map(|number| number.value as u32)
    }

    /// What a figure counts, by the word behind it.
    fn sort(&self, index: usize) -> Sort {
        let unit = self.unit(index);
        let value = self.numbers.get(index).map_or(0.0, |number| number.value);
        if unit.starts_with("世纪") {
            Sort::Century
        } else if unit.starts_with("年代") {
            Sort::Decade
        } else if unit.starts_with(['年', '—']) && (1000.0..3000.0).contains(&value) {
            Sort::Year
        } else if unit.starts_with('月') && value <= 12.0 {
            Sort::Month
        } else if unit.starts_with('日') && value <= 31.0 {
            Sort::Day
        } else {
            Sort::Amount
        }
    }

    /// Another answer of the same kind and size: one of the figures is another one, or both ends of
    /// a range are.
    pub(super) fn varied(&self, chance: &mut Chance) -> Option<String> {
        let which = chance.below(self.numbers.len());
        let number = self.numbers.get(which)?;
        let ends_range = |index: usize| self.unit(index).contains(['至', '—']);
        let mut texts: Vec<String> = self.numbers.iter().map(|n| n.text.clone()).collect();
        let first = which.saturating_sub(usize::from(which > 0 && ends_range(which - 1)));
        if ends_range(first) {
            const SHIFTS: [f64; 6] = [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0];
            let shift = SHIFTS.get(chance.below(SHIFTS.len()))?;
            for index in [first, first + 1] {
                let moved = self.numbers.get(index)?.value + shift;
                *texts.get_mut(index)? = Some(moved).filter(|moved| *moved >= 1.0)?.to_string();
            }
        } else {
            *texts.get_mut(which)? = number.varied(self.sort(which), self.unit(which), chance)?;
        }
        let pieces = texts.iter().zip(self.frame.iter().skip(1));
        let behind: String = pieces
            .flat_map(|(text, behind)| [text.as_str(), behind])
            .collect();
        Some(format!("{}{behind}", self.frame.first()?))
    }
}

/// The years that a text names.
pub(super) fn years(text: &str) -> Vec<u32> {
    let digits = |c: char| c.is_ascii_digit();
    let starts = text.match_indices(['年', '—']).filter_map(|(end, _)| {
        let before = text.get(..end)?;
        let number = before.get(before.trim_end_matches(digits).len()..)?;
        number
            .parse()
            .ok()
            .filter(|year| (1000..3000).contains(year))
    });
    starts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Figures {
        Figures::of(text).unwrap()
    }

    #[test]
    fn kinds_and_sizes_are_told_apart() {
        assert!(figures("30%").same_kind(&figures("6.65%")));
        assert!(!figures("30%").same_kind(&figures("30个百分点")));
        assert!(figures("2023年9月7日").same_kind(&figures("2024年1月31日")));
        assert!(!figures("2023年9月").same_kind(&figures("2023年")));
        assert!(figures("30%").same_size(&figures("10%")));
        assert!(!figures("30%").same_size(&figures("5%")));
        assert!(!figures("14年").same_size(&figures("2024年")));
        assert!(figures("3.0%").same_value(&figures("3%")));
        assert!(figures("29.9%").same_value(&figures("30%")));
        assert!(!figures("29%").same_value(&figures("30%")));
        assert!(!figures("2023年").same_value(&figures("2024年")));
        for words in ["五分之一", "包括5G网络在内的信息基础设施"] {
            assert_eq!(Figures::of(words), None);
        }
    }

    #[test]
    fn years_are_near_by_their_distance_and_any_days_are_alike() {
        assert!(figures("2035年").same_size(&figures("2032年")));
        assert!(!figures("2023年").same_size(&figures("2028年")));
        assert!(figures("2024年1月31日").same_size(&figures("2024年9月2日")));
        assert!(figures("2024年1月31日").times(&figures("2024年3月2日")) < 1.5);
        assert_eq!(figures("2024—2026年").year(), Some(2024));
        assert_eq!(figures("14年").year(), None);
        assert_eq!(years("2024年的方案到2035年，历时9年"), [2024, 2035]);
    }

    #[test]
    fn versions_stay_whole_and_long_figures_are_no_doubles() {
        let mut chance = Chance::of("tests", 0, 1);
        let mut made = |text: &str| -> Vec<String> {
            let right = figures(text);
            let varied = (0..60).filter_map(|_| right.varied(&mut chance));
            varied.collect()
        };
        let versions = made("工业4.0");
        assert!(versions.len() > 20 && versions.iter().all(|text| text.ends_with(".0")));
        let long = made("210084亿元");
        assert!(long.len() > 40);
        for told in ["420168亿元", "105042亿元", "315126亿元", "157563亿元"] {
            assert!(!long.contains(&told.to_owned()));
        }
        let round = made("2035年");
        assert!(round.contains(&"2030年".to_owned()) && round.contains(&"2034年".to_owned()));
    }

    #[test]
    fn what_is_so_many_and_more_stays_round() {
        let right = figures("60余家");
        let mut chance = Chance::of("60", 0, 1);
        let made: Vec<String> = (0..60).filter_map(|_| right.varied(&mut chance)).collect();
        assert!(
            !made.is_empty() && made.iter().all(|other| other.contains("0余家")),
            "{made:?}"
        );
    }

    #[test]
    fn a_varied_answer_is_of_the_same_kind_and_size_and_another_one() {
        for answer in [
            "30%",
            "0.3个百分点",
            "2023年9月7日",
            "3800万元人民币",
            "14年",
            "2024—2026年",
            "19世纪70年代",
            "11日至12日",
            "95%",
        ] {
            let right = figures(answer);
            let mut chance = Chance::of(answer, 0, 1);
            let made: Vec<String> = (0..60).filter_map(|_| right.varied(&mut chance)).collect();
            assert!(made.len() > 20, "{answer}");
            for other in made {
                let other_figures = figures(&other);
                assert!(other_figures.same_kind(&right), "{answer} {other}");
                assert!(!other_figures.same_value(&right), "{answer} {other}");
                assert!(
                    !other.contains("月0日") && !other.contains("年13月"),
                    "{other}"
                );
            }
        }
    }
}
