//! Answers with figures in them: which are of the same kind and size, and others like them.

use super::chance::Chance;

/// An answer cut at its figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    /// The text around the figures, one piece more than there are figures.
    frame: Vec<String>,
    numbers: Vec<Number>,
}

#[derive(Debug, Clone, PartialEq)]
struct Number {
    text: String,
    value: f64,
    decimals: usize,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Century,
    Decade,
    Year,
    /// Of a year; not so many months.
    Month,
    /// Of a month; not so many days.
    Day,
    Amount,
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

    /// The year that it says, if it says one.
    pub(super) fn year(&self) -> Option<u32> {
        let mut sorts = (0..self.numbers.len()).map(|index| self.sort(index));
        let index = sorts.position(|sort| sort == Sort::Year)?;
        self.numbers.get(index).map(|number| number.value as u32)
    }

    /// What a figure counts, by the word behind it.
    fn sort(&self, index: usize) -> Sort {
        let unit = self.frame.get(index + 1).map_or("", String::as_str);
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
        let unit = |index: usize| self.frame.get(index + 1).map_or("", String::as_str);
        let ends_range = |index: usize| unit(index).contains(['至', '—']);
        let mut texts: Vec<String> = self.numbers.iter().map(|n| n.text.clone()).collect();
        let first = which.saturating_sub(usize::from(which > 0 && ends_range(which - 1)));
        if ends_range(first) {
            let shift = 1.0 + chance.below(3) as f64;
            for index in [first, first + 1] {
                let moved = self.numbers.get(index)?.value + shift;
                *texts.get_mut(index)? = format!("{moved}");
            }
        } else {
            *texts.get_mut(which)? = number.varied(self.sort(which), unit(which), chance)?;
        }
        let pieces = texts.iter().zip(self.frame.iter().skip(1));
        let behind: String = pieces
            .flat_map(|(text, behind)| [text.as_str(), behind])
            .collect();
        Some(format!("{}{behind}", self.frame.first()?))
    }
}

impl Number {
    fn at_start(text: &str) -> Option<Self> {
        let figures = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(figures..)?;
        let behind = rest.strip_prefix('.').unwrap_or_default();
        let decimals = behind.bytes().take_while(u8::is_ascii_digit).count();
        let length = figures + if decimals > 0 { 1 + decimals } else { 0 };
        let text = text.get(..length)?.to_owned();
        let value = text.parse().ok()?;
        Some(Self {
            text,
            value,
            decimals,
        })
    }

    /// Whether both are one number, or one is the other with more digits.
    fn same_value(&self, other: &Self) -> bool {
        let scale = 10_f64.powi(self.decimals.min(other.decimals) as i32);
        let rounded = |number: &Self| (number.value * scale).round() as i64;
        rounded(self) == rounded(other)
    }

    /// Another number of this size; of a year, a month, a day another one that there is.
    fn varied(&self, sort: Sort, unit: &str, chance: &mut Chance) -> Option<String> {
        const NEAR: [f64; 4] = [-3.0, -2.0, -1.0, 1.0];
        // Of what was and is to be remembered, little is of a century that has hardly begun.
        const CENTURIES: f64 = 20.0;
        let near = NEAR.get(chance.below(NEAR.len()))?;
        let value = match sort {
            Sort::Century => (self.value + near.signum()).min(CENTURIES.max(self.value)),
            Sort::Decade => 10.0 * (1 + chance.below(9)) as f64,
            // A year that ends a plan is a round one, and so are those it may be taken for.
            Sort::Year if self.value % 5.0 == 0.0 && chance.below(2) == 0 => {
                self.value + 5.0 * near
            }
            Sort::Year => self.value + near,
            Sort::Month => 1.0 + chance.below(12) as f64,
            Sort::Day => 1.0 + chance.below(28) as f64,
            Sort::Amount => {
                let times = self.value * self.factor(chance);
                let step = self.step(unit);
                (times / step).round() * step
            }
        };
        let text = format!("{value:.*}", self.decimals);
        let above_all = unit.starts_with('%') && self.value <= 100.0 && value > 100.0;
        let is_nothing = text.parse() == Ok(0.0);
        (text != self.text && !above_all && !is_nothing).then_some(text)
    }

    /// How many times another number may be this one. What has many digits must not be the double or
    /// the half of it: of such a row the right one is told.
    fn factor(&self, chance: &mut Chance) -> f64 {
        const TIMES: [f64; 8] = [0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 2.0];
        const FEW: usize = 2;
        let digits = self.text.bytes().filter(u8::is_ascii_digit).rev();
        if digits.skip_while(|digit| *digit == b'0').count() <= FEW {
            return TIMES
                .get(chance.below(TIMES.len()))
                .map_or(2.0, |times| *times);
        }
        // 0.553 to 0.893 and 1.12 to 1.81, no plain fraction among them.
        let below = 0.553 + chance.below(35) as f64 / 100.0;
        if chance.below(2) == 0 {
            below
        } else {
            1.0 / below
        }
    }

    /// The least difference between numbers that are as round as this one: 3800 and 3700, 200 and
    /// 210, 4.0 and 5.0; but what is “so many and more” is as round as it can be.
    fn step(&self, unit: &str) -> f64 {
        let round = self.value % 1.0 == 0.0;
        if self.decimals > 0 {
            let of_last = 10_f64.powi(-(self.decimals as i32));
            return if round { 1.0 } else { of_last };
        }
        let zeros = self.text.bytes().rev().take_while(|b| *b == b'0').count();
        let lone = zeros + 1 == self.text.len() && !unit.starts_with(['余', '多']);
        10_f64.powi(zeros.saturating_sub(usize::from(lone)) as i32)
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
