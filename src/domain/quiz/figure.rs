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

    /// How far apart the figures are at most: how many times the one is the other, 1 or more.
    pub(super) fn times(&self, other: &Self) -> f64 {
        let pairs = self.numbers.iter().zip(&other.numbers);
        let times = pairs.map(|(a, b)| a.value.max(b.value) / a.value.min(b.value).max(1e-9));
        times.fold(1.0, f64::max)
    }

    /// Whether no figure is more than four times the other.
    pub(super) fn same_size(&self, other: &Self) -> bool {
        self.times(other) <= 4.0
    }

    /// Whether both say the same.
    pub(super) fn same_value(&self, other: &Self) -> bool {
        let values = |of: &Self| of.numbers.iter().map(|n| n.value).collect::<Vec<_>>();
        self.same_kind(other) && values(self) == values(other)
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
            *texts.get_mut(which)? = number.varied(unit(which), chance)?;
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

    /// Another number of this size; of a year, a month, a day another one that there is.
    fn varied(&self, unit: &str, chance: &mut Chance) -> Option<String> {
        const NEAR: [f64; 4] = [-3.0, -2.0, -1.0, 1.0];
        const TIMES: [f64; 8] = [0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 2.0];
        const CENTURIES: f64 = 21.0;
        let near = self.value + NEAR.get(chance.below(NEAR.len()))?;
        let value = if self.decimals > 0 {
            self.value * TIMES.get(chance.below(TIMES.len()))?
        } else if unit.starts_with("世纪") {
            near.min(CENTURIES)
        } else if unit.starts_with("年代") {
            10.0 * (1 + chance.below(9)) as f64
        } else if unit.starts_with('年') && (1000.0..3000.0).contains(&self.value) {
            near
        } else if unit.starts_with('月') && self.value <= 12.0 {
            1.0 + chance.below(12) as f64
        } else if unit.starts_with('日') && self.value <= 31.0 {
            1.0 + chance.below(28) as f64
        } else {
            let times = self.value * TIMES.get(chance.below(TIMES.len()))?;
            (times / self.step(unit)).round() * self.step(unit)
        };
        let text = format!("{value:.*}", self.decimals);
        let above_all = unit.starts_with('%') && self.value <= 100.0 && value > 100.0;
        let is_nothing = text.parse() == Ok(0.0);
        (text != self.text && !above_all && !is_nothing).then_some(text)
    }

    /// The least difference between numbers that are as round as this one: 3800 and 3700, 200 and
    /// 210; but what is “so many and more” is as round as it can be.
    fn step(&self, unit: &str) -> f64 {
        let zeros = self.text.bytes().rev().take_while(|b| *b == b'0').count();
        let lone = zeros + 1 == self.text.len() && !unit.starts_with(['余', '多']);
        10_f64.powi(zeros.saturating_sub(usize::from(lone)) as i32)
    }
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
        for words in ["五分之一", "包括5G网络在内的信息基础设施"] {
            assert_eq!(Figures::of(words), None);
        }
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
